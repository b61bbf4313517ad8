"""The views as plain tables: a row each, columns with a type, and one table that leads to the sentences.

A vague day has three columns: as it is written (EDTF), its first and its last day. Lists of ids are lists
in Parquet and joined with `; ` elsewhere. The table `evidence` has a row for each source behind a row of
another table.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.ledger.records import Source
from detente.ledger.views import (
    Agreement,
    Deadline,
    Event,
    GroupMembership,
    Licence,
    LicenceBook,
    Measure,
    State,
    Support,
)
from detente.model import When

TEXT, NUMBER, FLAG, DAY, LIST = "text", "number", "flag", "day", "list"
"""Types of columns: text, whole number, true or false, day, list of texts; every value may be null."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns as (name, type), and its rows in their order."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Any, ...], ...]


def tables(state: State, sources: Iterable[Source] = ()) -> dict[str, Table]:
    """Every view of a state as a table, by name, `evidence` last."""
    made = {name: make(state) for name, make in _VIEWS.items()}
    made["sources"] = _sources(sources)
    made["evidence"] = _evidence(state)
    return made


NAMES = (
    "measures", "stages", "groups", "licences", "approvals", "agreements", "proceedings", "steps", "due",
    "talks", "calls", "timeline", "conflicts", "competing", "sources", "evidence",
)  # fmt: skip
"""The tables, in the order of a workbook."""


def _when(name: str) -> tuple[tuple[str, str], ...]:
    return ((name, TEXT), (f"{name}_earliest", DAY), (f"{name}_latest", DAY))


def _days(when: When | None) -> tuple[str | None, date | None, date | None]:
    return (when.value, when.earliest, when.latest) if when else (None, None, None)


def _table(name: str, columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[Any]]) -> Table:
    return Table(name, tuple(columns), tuple(tuple(row) for row in rows))


def _measures(state: State) -> Table:
    columns = (
        ("id", TEXT), ("name", TEXT), ("actor", TEXT), ("targets", LIST), ("items", LIST), ("group", TEXT),
        ("state", TEXT), *_when("effective"), *_when("ended"), ("licence", LIST), ("standard_days", NUMBER),
        ("sources", NUMBER),
    )  # fmt: skip
    return _table("measures", columns, (_measure(one) for one in state.measures))


def _measure(one: Measure) -> tuple[Any, ...]:
    licence = [f"{item}: {kind}" for item, kinds in one.licence.items() for kind in kinds]
    return (
        one.id, one.name, one.actor, one.targets, one.items, one.group, one.state, *_days(one.effective),
        *_days(one.ended), licence, one.standard_days, _sources_of(one.supports),
    )  # fmt: skip


def _sources_of(supports: Iterable[Support]) -> int:
    return len({support.source for support in supports})


def _stages(state: State) -> Table:
    """Each date of each stage: `rank` 1 is the chosen one, the others compete with it."""
    columns = (
        ("measure", TEXT), ("act", TEXT), ("stage", TEXT), ("rank", NUMBER), *_when("when"),
        ("planned", FLAG), ("sources", NUMBER),
    )  # fmt: skip
    rows = (
        (one.id, act, stage, rank, *_days(dated.when), dated.planned, _sources_of(dated.supports))
        for one in state.measures
        for act, stages in (("making", one.stages), ("ending", one.ending))
        for stage, dates in stages.items()
        for rank, dated in enumerate(dates, 1)
    )
    return _table("stages", columns, rows)


def _groups(state: State) -> Table:
    columns = (
        ("group", TEXT), ("country", TEXT), ("of", TEXT), ("member", FLAG), *_when("since"), *_when("until"),
        ("measure", TEXT), ("sources", NUMBER),
    )  # fmt: skip
    rows = (
        (one.group, one.country, one.of, one.member, *_days(one.since), *_days(one.until), one.measure,
         _sources_of(one.supports))
        for one in state.groups
    )  # fmt: skip
    return _table("groups", columns, rows)


def _licences(state: State) -> Table:
    columns = (
        ("item", TEXT), ("form", TEXT), ("approved_at_least", NUMBER), ("approved_at_most", NUMBER),
        ("denied", NUMBER), ("returned", NUMBER), ("pending", NUMBER), *_when("first"), *_when("last"),
        ("since", TEXT), ("reported", LIST), ("consistent", FLAG),
    )  # fmt: skip
    rows = (
        (one.item, one.form, one.at_least, one.at_most, one.denied, one.returned, one.pending,
         *_days(one.first), *_days(one.last), one.since,
         [f"{c.count} by {c.as_of.value if c.as_of else 'a day not known'}" for c in one.reported],
         one.consistent)
        for one in state.licences
    )  # fmt: skip
    return _table("licences", columns, rows)


def _approvals(state: State) -> Table:
    """Single licences, each once: an item's book holds those of its forms too."""
    columns = (
        ("item", TEXT), ("form", TEXT), ("outcome", TEXT), *_when("when"), ("exporter", TEXT),
        ("consignee", TEXT), ("ordinal", NUMBER), ("since", TEXT), ("own", FLAG), ("sources", NUMBER),
    )  # fmt: skip
    rows = (
        (one.item, one.form, one.outcome, *_days(one.when), one.exporter, one.consignee, one.ordinal,
         one.since, one.own, _sources_of(one.supports))
        for one in _single(state.licences)
    )  # fmt: skip
    return _table("approvals", columns, rows)


def _single(books: Iterable[LicenceBook]) -> Iterator[Licence]:
    told = (licence for book in books for licence in (*book.approved, *book.own))
    yield from dict.fromkeys(told)


def _agreements(state: State) -> Table:
    columns = (
        ("id", TEXT), ("name", TEXT), ("parties", LIST), ("notice", TEXT), ("notice_by", TEXT),
        *_when("notice_deadline"), *_when("term_ends"), *_when("ends"), ("contested", TEXT),
        ("computed", LIST), ("sources", NUMBER),
    )  # fmt: skip
    rows = (
        (one.id, one.name, one.parties, one.notice, one.notice_by, *_days(one.notice_deadline),
         *_days(one.term_ends), *_days(one.ends), one.contested or None, one.computed,
         _sources_of(one.supports))
        for one in state.agreements
    )  # fmt: skip
    return _table("agreements", columns, rows)


def _proceedings(state: State) -> Table:
    columns = (("id", TEXT), ("name", TEXT), ("complainant", TEXT), ("respondent", TEXT), ("state", TEXT))
    rows = ((one.id, one.name, one.complainant, one.respondent, one.state) for one in state.proceedings)
    return _table("proceedings", columns, rows)


def _steps(state: State) -> Table:
    columns = (
        ("proceeding", TEXT), ("number", NUMBER), ("kind", TEXT), *_when("when"), ("status", TEXT),
        ("text", TEXT), ("sources", NUMBER),
    )  # fmt: skip
    rows = (
        (one.id, number, step.kind, *_days(step.when), step.status, step.text, _sources_of(step.supports))
        for one in state.proceedings
        for number, step in enumerate(one.steps, 1)
    )
    return _table("steps", columns, rows)


def _due(state: State) -> Table:
    columns = (
        ("id", TEXT), ("what", TEXT), ("who", LIST), *_when("when"), ("weekday", TEXT), ("tz", TEXT),
        ("basis", TEXT), ("confirmed", FLAG), ("state", TEXT), ("days_left", NUMBER), ("working_day", FLAG),
        ("last_working_day", DAY), ("sources", NUMBER),
    )  # fmt: skip
    return _table("due", columns, (_deadline(one) for one in state.deadlines))


def _deadline(one: Deadline) -> tuple[Any, ...]:
    return (
        one.id, one.what, one.who, *_days(one.when), one.weekday, one.tz, one.basis, one.basis != "computed",
        one.state, one.days_left, one.working_day, one.last_working_day, _sources_of(one.supports),
    )  # fmt: skip


def _events(name: str, events: Iterable[Event]) -> Table:
    columns = (
        ("id", TEXT), ("kind", TEXT), ("status", TEXT), *_when("when"), ("actors", LIST), ("targets", LIST),
        ("items", LIST), ("text", TEXT), ("sources", NUMBER),
    )  # fmt: skip
    rows = (
        (one.id, one.kind, one.status, *_days(one.when), one.actors, one.targets, one.items, one.text,
         _sources_of(one.supports))
        for one in events
    )  # fmt: skip
    return _table(name, columns, rows)


def _conflicts(state: State) -> Table:
    columns = (
        ("id", TEXT), ("subject", TEXT), ("field", TEXT), ("kind", TEXT), ("state", TEXT), ("chosen", TEXT),
        ("why", TEXT), ("explanation", TEXT),
    )  # fmt: skip
    rows = (
        (one.id, one.subject, one.field, one.kind, one.state, one.chosen, one.why, one.explanation)
        for one in state.conflicts
    )
    return _table("conflicts", columns, rows)


def _competing(state: State) -> Table:
    columns = (("conflict", TEXT), ("rank", NUMBER), ("value", TEXT), ("sources", NUMBER))
    rows = (
        (one.id, rank, value.value, _sources_of(value.supports))
        for one in state.conflicts
        for rank, value in enumerate(one.values, 1)
    )
    return _table("competing", columns, rows)


def _sources(sources: Iterable[Source]) -> Table:
    columns = (
        ("id", TEXT), ("publisher", TEXT), ("url", TEXT), ("language", TEXT), ("trust", NUMBER),
        ("country", TEXT), ("known_from", DAY), ("known_by", DAY), ("dated", FLAG),
    )  # fmt: skip
    rows = (
        (one.id, one.publisher, one.url, one.language, one.trust, one.country, one.known_from, one.known_by,
         one.dated)
        for one in sorted(sources, key=lambda s: (s.known_by, s.id))
    )  # fmt: skip
    return _table("sources", columns, rows)


def _evidence(state: State) -> Table:
    """A row for each source behind a row of another table; `part` is the stage, step or value it gives."""
    columns = (
        ("table", TEXT), ("id", TEXT), ("part", TEXT), ("assertion", TEXT), ("publisher", TEXT),
        ("url", TEXT), ("known_from", DAY), ("known_by", DAY), ("quote", TEXT), ("snapshot", TEXT),
        ("start", NUMBER), ("end", NUMBER), ("supposed", TEXT), ("verdict", NUMBER),
    )  # fmt: skip
    rows = (
        (name, id_, part, s.assertion, s.publisher, s.url, s.known_from, s.known_by, s.quote, s.snapshot,
         s.start, s.end, s.supposed, s.verdict)
        for name, id_, part, supports in _behind(state)
        for s in dict.fromkeys(supports)
    )  # fmt: skip
    return _table("evidence", columns, rows)


_Behind = tuple[str, str, str | None, Iterable[Support]]


def _behind(state: State) -> Iterator[_Behind]:
    for measure in state.measures:
        yield "measures", measure.id, None, measure.supports
        for act, stages in (("making", measure.stages), ("ending", measure.ending)):
            for stage, dates in stages.items():
                for dated in dates:
                    yield "stages", measure.id, f"{act} {stage} {dated.when.value}", dated.supports
    yield from _plain("groups", state.groups, lambda g: f"{g.country} in {g.group}")
    yield from _licence_books(state.licences)
    yield from _plain("agreements", state.agreements, lambda a: a.id)
    for proceeding in state.proceedings:
        for number, step in enumerate(proceeding.steps, 1):
            yield "steps", proceeding.id, str(number), step.supports
    yield from _plain("due", state.deadlines, lambda d: d.id)
    for name, events in (("talks", state.talks), ("calls", state.calls), ("timeline", state.timeline)):
        yield from _plain(name, events, lambda e: e.id)
    for conflict in state.conflicts:
        for value in conflict.values:
            yield "competing", conflict.id, value.value, value.supports


def _licence_books(books: Sequence[LicenceBook]) -> Iterator[_Behind]:
    for book in books:
        name = book.item + (f"#{book.form}" if book.form else "")
        for count in book.reported:
            yield "licences", name, f"{count.count} reported", count.supports
    for licence in _single(books):
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


_VIEWS: dict[str, Callable[[State], Table]] = {
    "measures": _measures,
    "stages": _stages,
    "groups": _groups,
    "licences": _licences,
    "approvals": _approvals,
    "agreements": _agreements,
    "proceedings": _proceedings,
    "steps": _steps,
    "due": _due,
    "talks": lambda state: _events("talks", state.talks),
    "calls": lambda state: _events("calls", state.calls),
    "timeline": lambda state: _events("timeline", state.timeline),
    "conflicts": _conflicts,
    "competing": _competing,
}
