"""`detente sources`: what the ledger has read, from when each source was known, and its problems."""

from datetime import date
from typing import Any

import click

from detente.cli.common import Asked, asks_ledger, in_utc, print_json


@click.command("sources")
@click.option("--problems", is_flag=True, help="List what was wrong with what was added.")
@asks_ledger
def command(asked: Asked, *, problems: bool) -> None:
    """List the sources known by the day, the latest first, and up to when they reach."""
    from detente.ledger.decisions import Decisions  # noqa: PLC0415

    known = in_utc(asked.known, asked.tz)
    with asked.log() as log:
        if problems:
            rows = [
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
        else:
            said: dict[tuple[str, date | None, date], list[Any]] = {}
            decisions = Decisions.of(log.verdicts(asked.recorded))
            for one in decisions.confirming(log.assertions(asked.recorded)):
                said.setdefault(_interval(one.source), []).append(one)
            rows = [
                _row(source, said.get(_interval(source), []))
                | ({"retracted": True} if source.id in decisions.retracted else {})
                for source in sorted(
                    log.sources(asked.recorded), key=lambda s: (s.known_by, s.id), reverse=True
                )
                if known is None or source.known_by <= known
            ]
            rows += _supposed(asked)
    if asked.as_json:
        print_json(rows)
    elif problems:
        for row in rows:
            click.echo(f"{row['code']:24} {row['message']}")
    else:
        _print(rows)


def _supposed(asked: Asked) -> list[dict[str, Any]]:
    """The scenario among the sources: it is none, and says so."""
    scenario = asked.branch()
    if scenario is None:
        return []
    told = scenario.over((), asked.known or date.today())  # noqa: DTZ011 - a day for people
    return [_row(told[0].source, told) | {"dated": False, "supposed": scenario.name}] if told else []


def _interval(source: Any) -> tuple[str, date | None, date]:  # noqa: ANN401 - imported with the log
    """A source as often as it was published."""
    return source.id, source.known_from, source.known_by


def _row(source: Any, said: list[Any]) -> dict[str, Any]:  # noqa: ANN401 - imported with the log
    from detente.ledger.covers import coverage  # noqa: PLC0415

    found = coverage(said)
    return {
        "id": source.id,
        "publisher": source.publisher,
        "url": source.url,
        "language": source.language,
        "trust": source.trust,
        "country": source.country,
        "known_from": source.known_from.isoformat() if source.known_from else None,
        "known_by": source.known_by.isoformat(),
        "dated": source.dated,
        "assertions": len(said),
        "readers": sorted({one.reader for one in said if one.reader}),
        "by_machine": found.by_machine,
        "confirmed": found.confirmed,
    }


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
