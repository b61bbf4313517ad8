"""The table that leads from a row of another table to the sentences behind it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from detente.desk.export.columns import DAY, FLAG, NUMBER, TEXT, Table, stages_of, table
from detente.desk.export.contracts import single
from detente.ledger.views import (
    Agreement,
    Deadline,
    Event,
    GroupMembership,
    LicenceBook,
    Measure,
    Proceeding,
    State,
    Support,
)


def evidence(state: State) -> Table:
    """A row for each source behind a row of another table; `part` is the stage, step or value it gives."""
    columns = (
        ("table", TEXT), ("id", TEXT), ("part", TEXT), ("assertion", TEXT), ("publisher", TEXT),
        ("url", TEXT), ("known_from", DAY), ("known_by", DAY), ("quote", TEXT), ("verbatim", FLAG),
        ("entry", TEXT), ("snapshot", TEXT),
        ("start", NUMBER), ("end", NUMBER), ("supposed", TEXT), ("verdict", NUMBER),
    )  # fmt: skip
    rows = (
        (name, id_, part, s.assertion, s.publisher, s.url, s.known_from, s.known_by, s.quote, s.verbatim,
         s.entry, s.snapshot,
         s.start, s.end, s.supposed, s.verdict)
        for name, id_, part, supports in _behind(state)
        for s in dict.fromkeys(supports)
    )  # fmt: skip
    return table("evidence", columns, rows)


_Behind = tuple[str, str, str | None, Iterable[Support]]


def _behind(state: State) -> Iterator[_Behind]:
    for measure in state.measures:
        yield from _measure(measure)
    yield from _plain("groups", state.groups, lambda g: f"{g.country} in {g.group}")
    yield from _licence_books(state.licences)
    yield from _plain("agreements", state.agreements, lambda a: a.id)
    yield from _steps("agreement_steps", state.agreements)
    yield from _steps("steps", state.proceedings)
    yield from _plain("due", state.deadlines, lambda d: d.id)
    for name, events in (("talks", state.talks), ("calls", state.calls), ("timeline", state.timeline)):
        yield from _plain(name, events, lambda e: e.id)
    for conflict in state.conflicts:
        for value in conflict.values:
            yield "competing", conflict.id, value.value, value.supports


def _measure(measure: Measure) -> Iterator[_Behind]:
    yield "measures", measure.id, None, measure.supports
    for act, stages in stages_of(measure).items():
        for stage, dates in stages.items():
            for dated in dates:
                yield "stages", measure.id, f"{act} {stage} {dated.when.value}", dated.supports
    for part in measure.freed:
        yield "freed", measure.id, part.when.value if part.when else None, part.supports
    for one in measure.amendments:
        yield "amendments", measure.id, one.when.value if one.when else None, one.supports
    for item, changes in measure.coming.items():
        for change in changes:
            yield "coming", measure.id, f"{item} {change.licence}", change.supports


def _steps(name: str, rows: Iterable[Agreement | Proceeding]) -> Iterator[_Behind]:
    for row in rows:
        for number, step in enumerate(row.steps, 1):
            yield name, row.id, str(number), step.supports


def _licence_books(books: Sequence[LicenceBook]) -> Iterator[_Behind]:
    for book in books:
        name = book.item + (f"#{book.form}" if book.form else "")
        for count in book.reported:
            yield "licences", name, f"{count.count} reported", count.supports
        for told in book.outcomes:
            yield "licences", name, f"{told.count} {told.outcome}", told.supports
    for licence in single(books):
        name = licence.item + (f"#{licence.form}" if licence.form else "")
        day = licence.when.value if licence.when else None
        yield "approvals", name, f"{licence.outcome} {day or 'on a day not known'}", licence.supports


def _plain(
    name: str,
    rows: Iterable[GroupMembership | Agreement | Deadline | Event],
    id_: Callable[[Any], str],
) -> Iterator[_Behind]:
    for row in rows:
        yield name, id_(row), None, row.supports
