"""`detente read`: pages to JSON Lines; nothing is stored."""

import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from detente.errors import UnreadableError, UsageError
from detente.model import Article, Reading
from detente.model.shapes import reading_json
from detente.page import Failure, articles


@click.command("read")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--published", metavar="DATE", help="The date of a page that has none, ISO 8601.")
@click.option("--only-disputes", is_flag=True, help="Skip stories that are not about trade disputes.")
@click.option("--explain", is_flag=True, help="Show each page with what was read off it marked.")
@click.option("--html", "as_html", is_flag=True, help="With --explain: one HTML file, without script.")
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="With --explain: HTML into FILE."
)
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, which is the default.")
def command(
    paths: tuple[str, ...],
    published: str | None,
    *,
    only_disputes: bool,
    explain: bool,
    as_html: bool,
    output: Path | None,
    as_json: bool,
) -> int:
    """Read pages and print what they say, one JSON object a line; nothing is stored.

    PATH is a page (HTML or text), a web archive (.warc, .warc.gz), a folder of pages, JSON Lines of
    {"id", "text"} or {"id", "html"}, or - for standard input, which is read when no PATH is given and
    something is piped in.
    """
    if explain and as_json:
        raise click.UsageError("--explain and --json exclude each other")
    if (as_html or output) and not explain:
        raise click.UsageError("--html and --output show a page: they need --explain")
    if not paths and sys.stdin.isatty():
        raise click.UsageError("nothing to read: give a page, a folder, or - for standard input")
    tally = Tally()
    readings = tally.readings(paths or ("-",), published, only_disputes=only_disputes)
    if as_html or output:
        write_html(readings, output)
    else:
        for reading in readings:
            show(reading, explain=explain)
    return tally.code()


@dataclass(slots=True)
class Tally:
    """How many articles were read, could not be read, were skipped."""

    read: int = 0
    failed: int = 0
    skipped: int = 0

    def readings(
        self, paths: tuple[str, ...], published: str | None, *, only_disputes: bool
    ) -> Iterator[Reading]:
        """What is read, one by one; what cannot be is told on stderr."""
        for found in articles(paths, published=published):
            if isinstance(found, Failure):
                click.echo(f"detente: {found}", err=True)
                self.failed += 1
            elif only_disputes and not _kept(found):
                self.skipped += 1
            else:
                reading = _read(found)
                self.read += 1
                yield reading

    def code(self) -> int:
        """The exit code. Raises UnreadableError where there was nothing."""
        done = self.read + self.skipped
        if self.skipped:
            click.echo(f"detente: skipped {self.skipped} of {done} as not about a trade dispute", err=True)
        if done:
            return 1 if self.failed else 0
        if self.failed:
            return UnreadableError.code
        raise UnreadableError("nothing to read")


def write_html(readings: Iterator[Reading], output: Path | None) -> None:
    """All readings as one HTML page, on stdout or into a file; no page where nothing was read."""
    from detente.reading.explain import html_parts  # noqa: PLC0415 - only for --explain

    found = list(readings)
    if not found:
        return
    page = "".join(html_parts(found)).encode("utf-8", "replace")
    if output is None:
        click.echo(page, nl=False)
        return
    try:
        output.write_bytes(page)
    except OSError as error:
        raise UsageError(f"cannot write {output}: {error.strerror or error}") from error


def _kept(article: Article) -> bool:
    """Whether the gate lets an article through; it judges English only."""
    from detente.reading.relevance import may_be_dispute  # noqa: PLC0415 - builds its automaton

    if article.language and not article.language.lower().startswith("en"):
        return True
    return may_be_dispute((article.title or "", article.deck or "", article.text))


def _read(article: Article) -> Reading:
    from detente.reading import read_article  # noqa: PLC0415 - loads the language model

    return read_article(article)


def show(reading: Reading, *, explain: bool) -> None:
    """Print one reading: a whole line of JSON, or the page with its marks."""
    if explain:
        from detente.reading.explain import render  # noqa: PLC0415 - only for --explain

        width = shutil.get_terminal_size((100, 24)).columns
        click.echo(render(reading, width=width, colour=sys.stdout.isatty()), nl=False)
    else:
        row = reading_json(reading)
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        try:
            line.encode()
        except UnicodeEncodeError:  # half a surrogate pair in a row of JSON
            line = json.dumps(row, separators=(",", ":"))
        click.echo(line)
