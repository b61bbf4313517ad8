"""`detente add`: pages, chronologies, assertions and readings into the ledger."""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from detente.cli.common import ledger_option, piped, print_json
from detente.errors import DetenteError, LedgerError, UnreadableError

if TYPE_CHECKING:
    from detente.ledger.log import Added, Log

_ROWS = {".json", ".jsonl", ".ndjson"}
_TABLES = {".csv", ".tsv"}
_HEAD = 4096
_STDIN = "stdin.jsonl"
_ROW_KEYS = re.compile(
    rb'^(?:\s*[\[{].*"(?:article|kind|dates|verdict|document_number|agencies)"\s*:'
    rb"|[^\n<]*(?:intervention|state[ ._]act)[ ._]id)",
    re.DOTALL | re.IGNORECASE,
)
"""How rows begin that are not pages: readings, assertions, a chronology, documents, a table of measures."""
_TOLD = {"unreadable", "bad-row"}
"""Problems of the input, told one by one; those of sources are counted, `detente sources` lists them."""


@dataclass(slots=True)
class Ledger:
    """The ledger to add to, opened at the first thing to add, so that bad input makes no file."""

    name: str
    opened: "Log | None" = None
    made: bool = False
    """Whether the file is made by this command: it goes again if nothing could be added."""

    def __post_init__(self) -> None:
        if "://" in self.name or Path(self.name).exists():
            self.log()

    def log(self) -> "Log":
        """The log. Raises LedgerError where the ledger is refused."""
        if self.opened is None:
            from detente.ledger.log import Log  # noqa: PLC0415 - heavy

            self.made = "://" not in self.name and not Path(self.name).exists()
            self.opened = Log.open(self.name, create=True)
        return self.opened

    def close(self, *, kept: bool) -> None:
        """Let go of the file; where it was made for nothing, take it away."""
        if self.opened:
            self.opened.close()
        if self.made and not kept:
            for end in ("", "-wal", "-shm"):
                Path(self.name + end).unlink(missing_ok=True)


@dataclass(slots=True)
class Tally:
    """What was added of one path, and what could not be."""

    path: str
    what: str
    added: "Added | None" = None
    failures: list[tuple[str, str]] = field(default_factory=list)
    """Files that could not be used, each with why."""
    where: list[str] = field(default_factory=list)
    """Of each problem of what was added, the file in which it is."""

    def take(self, more: "Added", where: str | None = None) -> None:
        """Add to the sums; `where` is the file, of a folder."""
        self.where += [where or self.path] * len(more.problems)
        self.added = more if self.added is None else self.added + more

    def row(self) -> dict[str, Any]:
        """As JSON."""
        done = self.added
        return {
            "path": self.path,
            "what": self.what,
            "units": done.units if done else 0,
            "assertions": done.assertions if done else 0,
            "fields": done.fields if done else 0,
            "known": done.known if done else 0,
            "refused": (done.refused if done else 0) + len(self.failures),
            "problems": [
                {"code": p.code, "message": p.message, "path": where}
                for p, where in zip(done.problems if done else (), self.where, strict=True)
            ]
            + [{"code": "unreadable", "message": said, "path": where} for where, said in self.failures],
        }


@click.command("add")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--published", metavar="DATE", help="The date of a page or row that has none, ISO 8601.")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON (also when stdout is no terminal).")
def command(paths: tuple[str, ...], published: str | None, ledger: str, *, as_json: bool) -> int:
    """Read pages, or take rows, into the ledger; adding the same again adds nothing.

    PATH is a page (HTML or text), a web archive (.warc, .warc.gz), a folder of pages, JSON Lines (of
    pages, of a chronology, of assertions, or what `read` or `export` printed), a table of Global Trade
    Alert (CSV), documents of the Federal Register (JSON), or - for standard input. What a file holds is
    told by its content. A row that is wrong is left out whole and told with its line; the others are
    added.
    """
    if not paths and sys.stdin.isatty():
        raise click.UsageError(
            "nothing to add: give a page, a folder, a file of rows, or - for standard input"
        )
    if published is not None:
        from detente.page.read import iso  # noqa: PLC0415 - heavy

        iso(published, "--published")
    target = Ledger(ledger)
    with TemporaryDirectory() as folder:
        tallies = [
            _add(one, published, target) for path in paths or ("-",) for one in _files(path, Path(folder))
        ]
    used = any(tally.added and tally.added.units + tally.added.known for tally in tallies)
    target.close(kept=used)
    if as_json or piped():
        print_json({"ledger": ledger, "added": [tally.row() for tally in tallies]})
    _tell(tallies, quiet=as_json or piped())
    refused = sum(tally.row()["refused"] for tally in tallies)
    if not used:
        if refused:
            return UnreadableError.code
        raise UnreadableError("nothing to read")
    return 1 if refused else 0


def _files(path: str, folder: Path) -> Iterator[str]:
    """The path itself; of a folder with files of rows in it each file; of rows on stdin a copy."""
    if path == "-":
        head = getattr(sys.stdin.buffer, "peek", bytes)(_HEAD)
        if not _ROW_KEYS.search(head):
            yield path
            return
        copy = folder / _STDIN
        copy.write_bytes(sys.stdin.buffer.read())
        yield str(copy)
        return
    from detente.page.files import pages  # noqa: PLC0415 - heavy

    if not Path(path).is_dir():
        yield path
        return
    tables = (file for file in Path(path).rglob("*") if file.suffix.lower() in _TABLES)
    found = sorted([*pages(Path(path)), *(file for file in tables if _rows_kind(str(file)))])
    rows = any(_rows_kind(str(file)) for file in found)
    yield from map(str, found) if rows else [path]


def _rows_kind(path: str) -> str | None:
    """What kind of rows a file holds, by its first; None for pages, and for rows of articles."""
    from detente.ledger.intake import rows_kind  # noqa: PLC0415 - heavy

    return rows_kind(Path(path)) if Path(path).suffix.lower() in _ROWS | _TABLES else None


def _add(path: str, published: str | None, target: Ledger) -> Tally:
    kind = None if path == "-" or Path(path).is_dir() else _rows_kind(path)
    if kind is None and Path(path).suffix.lower() in _TABLES and Path(path).is_file():
        return Tally(path, "gta", failures=[(path, f"{path}: {_NO_TABLE}")])
    return _add_rows(path, kind, published, target) if kind else _add_pages(path, published, target)


def _add_rows(path: str, kind: str, published: str | None, target: Ledger) -> Tally:
    from detente.ledger.log import Added  # noqa: PLC0415

    shown = "-" if Path(path).name == _STDIN else path
    tally = Tally(shown, kind, Added())
    try:
        log = target.log()
        tally.take(log.add_rows(path, kind, published))
    except LedgerError:
        raise
    except DetenteError as error:
        tally.failures.append((shown, str(error)))
    return tally


def _add_pages(path: str, published: str | None, target: Ledger) -> Tally:
    from detente.page import Failure, articles  # noqa: PLC0415 - heavy
    from detente.page.files import pages  # noqa: PLC0415 - heavy

    tally, read = Tally(path, "pages"), _reader()
    raw = _bytes(path)
    files = pages(Path(path)) if path != "-" and Path(path).is_dir() else ()
    for one in map(str, files or (path,)):
        for found in articles((one,), published=published):
            if isinstance(found, Failure):
                tally.failures.append((one, str(found)))
                continue
            reading = read(found)
            tally.take(target.log().add(reading, raw), one)
            if sys.stderr.isatty():
                click.echo(f"{found.title or found.id}: {len(reading.assertions)} assertions", err=True)
    return tally


def _bytes(path: str) -> bytes | None:
    """The bytes of a file that is one page, to be kept beside its text."""
    file = Path(path)
    from detente.page.archive import ARCHIVES  # noqa: PLC0415 - not needed for --help

    many = file.suffix.lower() in _ROWS or file.name.lower().endswith(ARCHIVES)
    if path == "-" or many or not file.is_file():
        return None
    try:
        return file.read_bytes()
    except OSError:
        return None


def _reader() -> "Callable[[Any], Any]":
    from detente.reading import read_article  # noqa: PLC0415 - loads the language model

    return read_article


def _tell(tallies: list[Tally], *, quiet: bool) -> None:
    """What was added, for people, and what was not used, on stderr in any case."""
    others: dict[str, int] = {}
    for row in (tally.row() for tally in tallies):
        for problem in row["problems"]:
            if problem["code"] in _TOLD:
                click.echo(f"detente: {problem['message']}", err=True)
            else:
                others[problem["code"]] = others.get(problem["code"], 0) + 1
        if not quiet:
            known = f", {row['known']} known already" if row["known"] else ""
            what = f"{row['units']} {_NOUNS[row['what']]} with {row['assertions']} assertions"
            click.echo(f"{row['path']}: {what} added{known}")
    if others:
        told = ", ".join(f"{count} {code}" for code, count in sorted(others.items()))
        click.echo(f"detente: noted {told}; `detente sources --problems` lists them", err=True)


_NOUNS = {
    "pages": "pages",
    "readings": "pages",
    "chronology": "reports",
    "assertions": "reports",
    "gta": "interventions",
    "federal_register": "documents",
}
_NO_TABLE = "no table that is known (UTF-8, with the columns of Global Trade Alert: State Act ID ...)"
