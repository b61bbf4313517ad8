"""`detente diff`: what changed between two days, two days of knowledge, or two records of the ledger."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from detente.cli.common import Asked, Day, Zone, ledger_option, piped, print_json
from detente.errors import UsageError

TWO = 2


@click.command("diff")
@ledger_option
@click.option("--on", multiple=True, type=Day(), help="The day asked about; two compare days [--known].")
@click.option(
    "--known", multiple=True, type=Day(), help="As known then; two compare what was known [latest]."
)
@click.option(
    "--scenario", type=click.Path(path_type=Path), metavar="FILE", help="Compare with it and without."
)
@click.option(
    "--recorded",
    multiple=True,
    type=click.IntRange(min=0),
    metavar="N",
    help="The ledger up to record N; two compare what was added and decided in between.",
)
@click.option("--tz", type=Zone(), default="UTC", show_default=True, help="Zone whose days are meant.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (also when stdout is no terminal).")
def command(
    *,
    ledger: str,
    on: tuple[date, ...],
    known: tuple[date, ...],
    scenario: Path | None,
    recorded: tuple[int, ...],
    tz: str,
    as_json: bool,
) -> None:
    """Say what changed, by subject, with old and new value and who says so.

    Two --known: what was learned in between, about --on, or about the later of them. Two --on: what
    came to be different and what happened in between, as known on --known. --scenario with at most one of
    each: what the scenario changes. Two --recorded with at most one of each: what was added to the ledger
    and decided by persons in between changes.
    """
    from detente.desk.changes import diff_json, diff_text  # noqa: PLC0415
    from detente.ledger.diff import diff  # noqa: PLC0415

    days, knowns = _pairs(on, known, sides="scenario" if scenario else "records" if recorded[1:] else None)
    records = _records(recorded, scenario=scenario is not None)
    first = Asked(ledger, days[0], knowns[0], tz, as_json or piped(), recorded=records[0])
    second = Asked(ledger, days[1], knowns[1], tz, as_json or piped(), scenario, records[1])
    with first.log() as log:
        new = second.state(log, quiet=True)
        if recorded[1:] and records[0] is not None and records[1] is not None:
            first = replace(first, on=new.on, known=new.known, tz="UTC")
            found = replace(diff(first.state(log, quiet=True), new), recorded=(records[0], records[1]))
        else:
            found = diff(first.state(log, quiet=True), new)
    if first.as_json:
        print_json(diff_json(found))
    else:
        click.echo(diff_text(found), nl=False)


def _records(recorded: tuple[int, ...], *, scenario: bool) -> tuple[int | None, int | None]:
    """The records of both sides, the lower first. Raises UsageError for what compares nothing."""
    if scenario and len(recorded) > 1:
        raise UsageError("--scenario compares without and with it: give one --recorded at most")
    if len(recorded) > TWO:
        raise UsageError("there are two sides to compare: give --recorded twice at most")
    return (min(recorded), max(recorded)) if recorded else (None, None)


def _pairs(
    on: tuple[date, ...], known: tuple[date, ...], *, sides: str | None
) -> tuple[list[date | None], list[date | None]]:
    """The days asked about and of knowledge, the older first. Raises UsageError for what compares nothing.

    `sides` says what else tells the two sides apart: `scenario`, `records`, or nothing.
    """
    if max(len(on), len(known)) > TWO:
        raise UsageError("there are two sides to compare: give --on or --known twice at most")
    if sides == "scenario" and TWO in {len(on), len(known)}:
        raise UsageError("--scenario compares without and with it: give one --on and one --known at most")
    if sides == "records" and TWO in {len(on), len(known)}:
        raise UsageError("two --recorded compare records: give one --on and one --known at most")
    if sides is None and TWO not in {len(on), len(known)}:
        raise UsageError("nothing to compare: give two --known, two --on, two --recorded, or --scenario")
    knowns = _two(sorted(known))
    days = _two(sorted(on))
    if not on and len(known) == TWO:
        days = [knowns[1], knowns[1]]
    return days, knowns


def _two(days: list[date]) -> list[date | None]:
    return [days[0], days[-1]] if days else [None, None]
