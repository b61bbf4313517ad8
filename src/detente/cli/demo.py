"""`detente demo`: the whole product on the bundled dispute, from pages to a maker's shelves."""

import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.report import write
from detente.errors import UsageError

if TYPE_CHECKING:
    from detente.ledger.log import Log
    from detente.lexicon import Lexicon

DAY = date(2019, 8, 21)
"""The day on which the demo looks at the dispute: three days before a deadline, a week before a measure."""


@click.command("demo")
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), help="Where to write [a new one]."
)
def command(folder: Path | None) -> None:
    """Read the bundled pages, add the chronology, and show brief, exposure, report and calendar."""
    from detente.desk.brief import render  # noqa: PLC0415
    from detente.desk.calendar import calendar  # noqa: PLC0415
    from detente.desk.example import example  # noqa: PLC0415
    from detente.desk.exposed import render as exposed  # noqa: PLC0415
    from detente.desk.report import report  # noqa: PLC0415
    from detente.exposure.answer import expose  # noqa: PLC0415
    from detente.exposure.network import build  # noqa: PLC0415
    from detente.exposure.tables import read_tables  # noqa: PLC0415
    from detente.ledger.brief import brief  # noqa: PLC0415
    from detente.ledger.fold import revisions_of, state_of  # noqa: PLC0415
    from detente.ledger.log import Log  # noqa: PLC0415
    from detente.lexicon import lexicon  # noqa: PLC0415

    source, place = example(), _folder(folder)
    with Log.open(place / "demo.db", create=True) as log:
        _fill(log, source, lexicon())
        state = state_of(log, on=DAY, known=DAY)
        articles = dict(log.articles())
        revisions = revisions_of(log, state)
    exposure = expose(build(read_tables(source / "network")), state, lexicon())
    click.echo(render(brief(state), lexicon(), style=_bold), nl=False)
    click.echo("\n" + exposed(exposure, lexicon()) + "\n")
    write(place / "report.html", report(state, lexicon(), articles, exposure).encode())
    write(place / "deadlines.ics", calendar(state, revisions))
    click.echo(_next(place, source))


def _folder(folder: Path | None) -> Path:
    if folder is None:
        return Path(tempfile.mkdtemp(prefix="detente-demo-"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write to {folder}: {error.strerror}") from error
    return folder


def _fill(log: "Log", source: Path, lexicon: "Lexicon") -> None:
    """Add the dispatches and the chronology, with progress on stderr."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import track  # noqa: PLC0415

    from detente.page import Failure, articles  # noqa: PLC0415
    from detente.reading import read_article  # noqa: PLC0415

    console = Console(stderr=True)
    pages = sorted(p for p in (source / "dispatches").iterdir() if p.suffix in {".txt", ".html"})
    said = 0
    for path in track(pages, "reading", console=console, disable=not console.is_terminal):
        if not console.is_terminal:
            click.echo(f"reading {path.name}", err=True)
        for found in articles([str(path)]):
            if isinstance(found, Failure):
                click.echo(f"detente: {found}", err=True)
                continue
            said += log.add(read_article(found, lexicon), path.read_bytes()).assertions
    added = log.add_chronology(source / "chronology.jsonl")
    click.echo(f"{len(pages)} pages: {said} assertions; chronology: {added.assertions} assertions", err=True)


def _bold(text: str) -> str:
    return click.style(text, bold=True) if sys.stdout.isatty() else text


def _next(place: Path, source: Path) -> str:
    ledger, page = place / "demo.db", source / "dispatches" / "2019-08-21-envoy.txt"
    return f"""Written: {place / "report.html"} (open it in a browser) and {place / "deadlines.ics"}

What to try next:
  detente read --explain {page}
  detente licence photoresist --from JP --to KR --on 2019-12-21 --known 2019-12-21 --explain --ledger {ledger}
  detente conflicts --known 2019-10-02 --ledger {ledger}
  detente expose {source / "network"} --on 2019-08-30 --known 2019-08-30 --ledger {ledger}
  detente brief --known 2019-07-04 --ledger {ledger}"""
