"""`detente read`: pages to JSON Lines; nothing is stored."""

import json
import shutil
import sys

import click

from detente.errors import UnreadableError
from detente.model import Article, Reading
from detente.model.shapes import reading_json
from detente.page import Failure, articles


@click.command("read")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--published", metavar="DATE", help="The date of a page that has none, ISO 8601.")
@click.option("--only-disputes", is_flag=True, help="Skip stories that are not about trade disputes.")
@click.option("--explain", is_flag=True, help="Show each page with what was read off it marked.")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, which is the default.")
def command(
    paths: tuple[str, ...], published: str | None, *, only_disputes: bool, explain: bool, as_json: bool
) -> int:
    """Read pages and print what they say, one JSON object a line; nothing is stored.

    PATH is a page (HTML or text), a folder of pages, JSON Lines of {"id", "text"} or {"id", "html"},
    or - for standard input, which is read when no PATH is given and something is piped in.
    """
    if explain and as_json:
        raise click.UsageError("--explain and --json exclude each other")
    if not paths and sys.stdin.isatty():
        raise click.UsageError("nothing to read: give a page, a folder, or - for standard input")
    read = failed = skipped = 0
    for found in articles(paths or ("-",), published=published):
        if isinstance(found, Failure):
            click.echo(f"detente: {found}", err=True)
            failed += 1
            continue
        if only_disputes and not _kept(found):
            skipped += 1
            continue
        show(_read(found), explain=explain)
        read += 1
    if skipped:
        click.echo(f"detente: skipped {skipped} of {read + skipped} as not about a trade dispute", err=True)
    if not read + skipped:
        if failed:
            return UnreadableError.code
        raise UnreadableError("nothing to read")
    return 1 if failed else 0


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
