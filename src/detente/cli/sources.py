"""`detente sources`: what the ledger has read, from when each source was known, and its problems."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from detente.cli.common import Asked, asks_ledger, in_utc, print_json
from detente.errors import UsageError

if TYPE_CHECKING:
    from detente.ledger.log import Log


@click.command("sources")
@click.option("--problems", is_flag=True, help="List what was wrong with what was added.")
@click.option("--coverage", is_flag=True, help="By publisher: up to when, read by machine, confirmed.")
@asks_ledger
def command(asked: Asked, *, problems: bool, coverage: bool) -> None:
    """List the sources known by the day, the latest first, and up to when they reach."""
    if problems and coverage:
        raise UsageError("--problems or --coverage, not both")
    with asked.log() as log:
        rows = _problems(log) if problems else _by_publisher(asked, log) if coverage else _listed(asked, log)
    if asked.as_json:
        print_json(rows)
    elif problems:
        for row in rows:
            click.echo(f"{row['code']:24} {row['message']}")
    elif coverage:
        _print_coverage(rows)
    else:
        _print(rows)


def _problems(log: "Log") -> list[dict[str, Any]]:
    return [
        {
            "code": found.problem.code,
            "message": found.problem.message,
            "source": found.source.id,
            "publisher": found.source.publisher,
            "url": found.source.url,
            "key": found.key,
        }
        for found in log.problems()
    ]


def _listed(asked: Asked, log: "Log") -> list[dict[str, Any]]:
    from detente.ledger.decisions import Decisions  # noqa: PLC0415
    from detente.ledger.shapes.sources import said_by_source, source_json  # noqa: PLC0415

    decisions = Decisions.of(log.verdicts(asked.recorded))
    said = said_by_source(decisions.confirming(log.assertions(asked.recorded)))
    rows = [
        source_json(source, said.of(source))
        | ({"retracted": True} if source.id in decisions.retracted else {})
        for source in sorted(log.sources(asked.recorded), key=lambda s: (s.known_by, s.id), reverse=True)
        if _in(source, in_utc(asked.known, asked.tz))
    ]
    return rows + _supposed(asked)


def _by_publisher(asked: Asked, log: "Log") -> list[dict[str, Any]]:
    """The sources that were not withdrawn, by publisher; those without a date are told of on any day."""
    from detente.ledger.decisions import Decisions  # noqa: PLC0415
    from detente.ledger.shapes.sources import publishers_json, said_by_source  # noqa: PLC0415

    decisions = Decisions.of(log.verdicts(asked.recorded))
    said = said_by_source(decisions.confirming(log.assertions(asked.recorded)))
    known = in_utc(asked.known, asked.tz)
    kept = [
        source
        for source in log.sources(asked.recorded)
        if source.id not in decisions.retracted and (not source.dated or _in(source, known))
    ]
    return publishers_json(kept, said)


def _in(source: Any, known: date | None) -> bool:  # noqa: ANN401 - imported with the log
    return known is None or bool(source.known_by <= known)


def _supposed(asked: Asked) -> list[dict[str, Any]]:
    """The scenario among the sources: it is none, and says so."""
    scenario = asked.branch()
    if scenario is None:
        return []
    told = scenario.over((), asked.known or date.today())  # noqa: DTZ011 - a day for people
    from detente.ledger.shapes.sources import source_json  # noqa: PLC0415

    return [source_json(told[0].source, told) | {"dated": False, "supposed": scenario.name}] if told else []


def _print_coverage(rows: list[dict[str, Any]]) -> None:
    click.echo(f"{'until':10}  sources  undated  assertions  machine  confirmed  publisher")
    for row in rows:
        click.echo(
            f"{row['until'] or 'no date':10}  {row['sources']:7}  {row['undated']:7}  "
            f"{row['assertions']:10}  {row['by_machine']:7}  {row['confirmed']:9}  {row['publisher']}"
        )


def _print(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        day = row["known_by"] if row["dated"] else "no date"
        mark = " (retracted)" if row.get("retracted") else ""
        name = (row["publisher"] or row["url"] or row["id"])[:40]
        click.echo(
            f"{day:10}  {row['trust']}  {row['assertions']:3}  {name:40}  {row['url'] or ''}{mark}".rstrip()
        )
    dated = [row["known_by"] for row in rows if row["dated"]]
    if dated:
        machine, confirmed, total = (
            sum(row[name] for row in rows) for name in ("by_machine", "confirmed", "assertions")
        )
        read = f"{total} assertions, {machine} read by machine, {confirmed} confirmed by a person"
        click.echo(f"{len(rows)} sources; nothing after {max(dated)}; {read}")
