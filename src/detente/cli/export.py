"""`detente export`: the log or its views as files for other programs."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detente.cli.common import Asked, asks_ledger, in_utc
from detente.cli.report import write
from detente.errors import UsageError

if TYPE_CHECKING:
    from detente.desk.export.views import Table
    from detente.ledger.log import Log
    from detente.ledger.records import Logged

FORMATS = ("jsonl", "csv", "xlsx", "parquet", "ftm")
_SUFFIXES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".json": "ftm",
}


@click.command("export")
@click.argument("views", nargs=-1, metavar="[VIEW]...")
@click.option("--format", "form", type=click.Choice(FORMATS), help="What to write [by the name of the file].")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file, or a folder for several tables [-]."
)
@asks_ledger
def command(asked: Asked, *, views: tuple[str, ...], form: str | None, output: Path | None) -> None:
    """Write the ledger for other programs.

    jsonl is the log itself: what every source says and every person decided, which `add` takes back
    without loss. csv, xlsx and parquet are the views as tables: VIEW is one or more of measures, stages,
    amendments, freed, coming, groups, licences, counts, approvals, contract_steps, agreements,
    agreement_steps, proceedings, steps, due, talks, calls, timeline, conflicts, competing, sources,
    evidence [all];
    several in csv or parquet go into a folder, a file each. ftm is FollowTheMoney entities, a line each.
    """
    form = form or _by_name(output)
    if form in {"jsonl", "ftm"} and views:
        raise UsageError(f"{form} has no views: leave out {' '.join(views)}")
    if form == "jsonl":
        _lines(asked, output)
    elif form == "ftm":
        _entities(asked, output)
    else:
        _tables(asked, form, views, output)


def _by_name(output: Path | None) -> str:
    if output is None:
        return "jsonl"
    found = _SUFFIXES.get(output.suffix.lower())
    if found is None:
        raise UsageError(f"{output}: say --format (one of {', '.join(FORMATS)})")
    return found


def _lines(asked: Asked, output: Path | None) -> None:
    from detente.ledger.transfer import lines  # noqa: PLC0415 - heavy

    if asked.on or asked.scenario:
        raise UsageError(
            "jsonl is what sources say, of no day and no scenario: leave out --on and --scenario"
        )
    with asked.log() as log:
        _print_rows(lines(log, in_utc(asked.known, asked.tz), asked.recorded), output)


def _entities(asked: Asked, output: Path | None) -> None:
    from detente.desk.export.ftm import entities  # noqa: PLC0415 - heavy
    from detente.lexicon import lexicon  # noqa: PLC0415

    with asked.log() as log:
        state = asked.state(log)
    _print_rows(entities(state, lexicon()), output)


def _print_rows(rows: Iterable[dict[str, Any]], output: Path | None) -> None:
    import json  # noqa: PLC0415 - beside its use

    text = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if output is None:
        for line in text:
            click.echo(line.encode("utf-8", "backslashreplace"), nl=False)
    else:
        write(output, "".join(text).encode("utf-8", "backslashreplace"))


def _tables(asked: Asked, form: str, views: tuple[str, ...], output: Path | None) -> None:
    from detente.desk.export import files  # noqa: PLC0415 - heavy
    from detente.desk.export.views import NAMES, tables  # noqa: PLC0415

    if unknown := [name for name in views if name not in NAMES]:
        raise UsageError(f"no such view: {unknown[0]!r} (there are {', '.join(NAMES)})")
    several = len(views) != 1
    if form != "xlsx" and several and output and not output.is_dir() and output.suffix.lower() in _SUFFIXES:
        number = f"{len(views) or len(NAMES)} views are asked for"
        raise UsageError(
            f"{output} is one file and {number}: name one view, as in `detente export licences -o {output}`, "
            "or a folder and --format"
        )
    if output is None and (form != "csv" or len(views) != 1):
        raise UsageError(f"say where {form} goes: -o FILE" + (" or -o FOLDER" if form != "xlsx" else ""))
    with asked.log() as log:
        state = asked.state(log)
        found = tables(state, _sources(asked, log, state.known), _said(asked, log))
    about = {
        "ledger": asked.ledger,
        "on": state.on.isoformat(),
        "known": state.known.isoformat(),
        "covers until": state.covers_until.isoformat() if state.covers_until else "",
        "scenario": state.scenario or "",
        "recorded": "" if asked.recorded is None else str(asked.recorded),
    }
    wanted = [found[name] for name in NAMES if not views or name in views]
    if form == "xlsx":
        assert output is not None
        write(output, files.xlsx_bytes(wanted, about))
        return
    make = files.csv_bytes if form == "csv" else lambda table: files.parquet_bytes(table, about)
    if output is None:
        click.echo(make(wanted[0]), nl=False)
    elif len(views) == 1 and not output.is_dir():
        write(output, make(wanted[0]))
    else:
        _folder(output, form, wanted, make)


def _folder(output: Path, form: str, wanted: "list[Table]", make: "Callable[[Table], bytes]") -> None:
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot make the folder {output}: {error.strerror}") from error
    for table in wanted:
        write(output / f"{table.name}.{form}", make(table))


def _sources(asked: Asked, log: "Log", known: Any) -> list[Any]:  # noqa: ANN401 - imported with the log
    """The sources known by the day, without those that were withdrawn."""
    from detente.ledger.decisions import Decisions  # noqa: PLC0415

    gone = Decisions.of(log.verdicts(asked.recorded)).retracted
    return [s for s in log.sources(asked.recorded) if s.known_by <= known and s.id not in gone]


def _said(asked: Asked, log: "Log") -> "Iterable[Logged]":
    """What the sources say, with what a person confirmed."""
    from detente.ledger.decisions import Decisions  # noqa: PLC0415

    return Decisions.of(log.verdicts(asked.recorded)).confirming(log.assertions(asked.recorded))
