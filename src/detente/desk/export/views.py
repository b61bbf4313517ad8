"""The views as plain tables: a row each, columns with a type, and one table that leads to the sentences.

Every field of the published JSON is in a table: what is nested under the name of its place
(`approved_at_least`), lists of rows as a table of their own (`steps`, `stages`, `counts` ...). Lists of ids
are lists in Parquet and joined with `; ` elsewhere. The table `evidence` has a row for each source behind
a row of another table.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from detente.desk.export.columns import (
    DAY,
    FLAG,
    LIST,
    NUMBER,
    STEP_COLUMNS,
    TEXT,
    Table,
    days,
    sources_of,
    stages_of,
    step_rows,
    table,
    when_columns,
)
from detente.desk.export.contracts import approvals, contract_steps, counts, licences
from detente.desk.export.evidence import evidence
from detente.ledger.records import Logged, Source
from detente.ledger.shapes.sources import said_by_source, source_json
from detente.ledger.views import Deadline, Event, Measure, State

__all__ = ["NAMES", "Table", "tables"]


def tables(state: State, sources: Iterable[Source] = (), said: Iterable[Logged] = ()) -> dict[str, Table]:
    """Every view of a state as a table, by name, `evidence` last; `said` is what the sources say."""
    made = {name: make(state) for name, make in _VIEWS.items()}
    made["sources"] = _sources(sources, said)
    made["evidence"] = evidence(state)
    return made


NAMES = (
    "measures", "stages", "amendments", "freed", "coming", "groups", "licences", "counts", "approvals",
    "contract_steps", "agreements", "agreement_steps", "proceedings", "steps", "due", "talks", "calls",
    "timeline", "conflicts", "competing", "sources", "evidence",
)  # fmt: skip
"""The tables, in the order of a workbook."""


def _measures(state: State) -> Table:
    columns = (
        ("id", TEXT), ("name", TEXT), ("actor", TEXT), ("targets", LIST), ("items", LIST), ("group", TEXT),
        ("state", TEXT), ("in_force", FLAG), *when_columns("effective"), *when_columns("ended"),
        *when_columns("again"), ("licence", LIST), ("standard_days", NUMBER), ("generating_act", TEXT),
        ("terminating_act", TEXT),
        ("sources", NUMBER),
    )  # fmt: skip
    return table("measures", columns, (_measure(one) for one in state.measures))


def _measure(one: Measure) -> tuple[Any, ...]:
    licence = [f"{item}: {kind}" for item, kinds in one.licence.items() for kind in kinds]
    return (
        one.id, one.name, one.actor, one.targets, one.items, one.group, one.state, one.in_force,
        *days(one.effective), *days(one.ended), *days(one.again), licence, one.standard_days,
        one.generating.text if one.generating else None, one.terminating.text if one.terminating else None,
        sources_of(one.supports),
    )  # fmt: skip


def _stages(state: State) -> Table:
    """Each date of each stage: `rank` 1 is the chosen one, the others compete with it.

    `act` says whose stages they are: of the `making` of the measure or its `ending`, or of the act of law
    that is `generating` or `terminating` it.
    """
    columns = (
        ("measure", TEXT), ("act", TEXT), ("stage", TEXT), ("rank", NUMBER), *when_columns("when"),
        ("planned", FLAG), ("sources", NUMBER),
    )  # fmt: skip
    rows = (
        (one.id, act, stage, rank, *days(dated.when), dated.planned, sources_of(dated.supports))
        for one in state.measures
        for act, stages in stages_of(one).items()
        for stage, dates in stages.items()
        for rank, dated in enumerate(dates, 1)
    )
    return table("stages", columns, rows)


def _amendments(state: State) -> Table:
    columns = (
        ("measure", TEXT), ("number", NUMBER), ("items", LIST), ("licence", LIST), *when_columns("when"),
        ("text", TEXT), ("sources", NUMBER),
    )  # fmt: skip
    rows = (
        (one.id, number, change.items, change.licence, *days(change.when), change.text,
         sources_of(change.supports))
        for one in state.measures
        for number, change in enumerate(one.amendments, 1)
    )  # fmt: skip
    return table("amendments", columns, rows)


def _freed(state: State) -> Table:
    """Withdrawals for some destinations or goods only."""
    columns = (
        ("measure", TEXT), ("number", NUMBER), ("targets", LIST), ("items", LIST), *when_columns("when"),
        ("text", TEXT), ("quantity", TEXT), ("sources", NUMBER),
    )  # fmt: skip
    rows = (
        (one.id, number, part.targets, part.items, *days(part.when), part.text, part.quantity,
         sources_of(part.supports))
        for one in state.measures
        for number, part in enumerate(one.freed, 1)
    )  # fmt: skip
    return table("freed", columns, rows)


def _coming(state: State) -> Table:
    """Changes of licence type that are known to come, an item each."""
    columns = (
        ("measure", TEXT), ("item", TEXT), ("licence", TEXT), *when_columns("when"), ("status", TEXT),
        ("sources", NUMBER),
    )  # fmt: skip
    rows = (
        (one.id, item, change.licence, *days(change.when), change.status, sources_of(change.supports))
        for one in state.measures
        for item, changes in one.coming.items()
        for change in changes
    )
    return table("coming", columns, rows)


def _groups(state: State) -> Table:
    columns = (
        ("group", TEXT), ("country", TEXT), ("of", TEXT), ("member", FLAG), *when_columns("since"),
        *when_columns("until"),
        ("measure", TEXT), ("edition", TEXT), ("sources", NUMBER),
    )  # fmt: skip
    rows = (
        (one.group, one.country, one.of, one.member, *days(one.since), *days(one.until), one.measure,
         one.edition, sources_of(one.supports))
        for one in state.groups
    )  # fmt: skip
    return table("groups", columns, rows)


def _agreements(state: State) -> Table:
    columns = (
        ("id", TEXT), ("name", TEXT), ("parties", LIST), ("notice", TEXT), ("notice_by", TEXT),
        *when_columns("notice_deadline"), *when_columns("term_ends"), *when_columns("ends"),
        ("contested", TEXT),
        ("computed", LIST), ("clock", LIST), *when_columns("term_begins"), ("last_working_days", LIST),
        ("clock_basis", TEXT), ("sources", NUMBER),
    )  # fmt: skip
    rows = (
        (one.id, one.name, one.parties, one.notice, one.notice_by, *days(one.notice_deadline),
         *days(one.term_ends), *days(one.ends), one.contested or None, one.computed,
         _pairs(one.clock), *days(one.term_begins), _pairs(one.last_working_days),
         one.clock_basis, sources_of(one.supports))
        for one in state.agreements
    )  # fmt: skip
    return table("agreements", columns, rows)


def _pairs(told: Mapping[str, Any]) -> list[str]:
    return [f"{key}: {value}" for key, value in told.items()]


def _agreement_steps(state: State) -> Table:
    rows = ((one.id, *step) for one in state.agreements for step in step_rows(one.steps))
    return table("agreement_steps", (("agreement", TEXT), *STEP_COLUMNS), rows)


def _proceedings(state: State) -> Table:
    columns = (
        ("id", TEXT), ("name", TEXT), ("complainant", TEXT), ("respondent", TEXT), ("state", TEXT),
        ("reached", TEXT), ("standing", TEXT),
    )  # fmt: skip
    rows = (
        (one.id, one.name, one.complainant, one.respondent, one.state, one.reached, one.standing)
        for one in state.proceedings
    )
    return table("proceedings", columns, rows)


def _steps(state: State) -> Table:
    rows = ((one.id, *step) for one in state.proceedings for step in step_rows(one.steps))
    return table("steps", (("proceeding", TEXT), *STEP_COLUMNS), rows)


def _due(state: State) -> Table:
    columns = (
        ("id", TEXT), ("what", TEXT), ("who", LIST), *when_columns("when"), ("weekday", TEXT), ("tz", TEXT),
        ("basis", TEXT), ("confirmed", FLAG), ("state", TEXT), ("days_left", NUMBER), ("working_day", FLAG),
        ("last_working_day", DAY), *when_columns("moved_to"), ("calendar", TEXT), ("sources", NUMBER),
    )  # fmt: skip
    return table("due", columns, (_deadline(one) for one in state.deadlines))


def _deadline(one: Deadline) -> tuple[Any, ...]:
    return (
        one.id, one.what, one.who, *days(one.when), one.weekday, one.tz, one.basis, one.basis != "computed",
        one.state, one.days_left, one.working_day, one.last_working_day,
        *days(one.moved_to), one.calendar, sources_of(one.supports),
    )  # fmt: skip


def _events(name: str, events: Iterable[Event]) -> Table:
    columns = (
        ("id", TEXT), ("kind", TEXT), ("status", TEXT), *when_columns("when"), ("actors", LIST),
        ("targets", LIST), ("items", LIST), ("text", TEXT), ("step", TEXT), ("sources", NUMBER),
    )  # fmt: skip
    rows = (
        (one.id, one.kind, one.status, *days(one.when), one.actors, one.targets, one.items, one.text,
         one.step, sources_of(one.supports))
        for one in events
    )  # fmt: skip
    return table(name, columns, rows)


def _conflicts(state: State) -> Table:
    columns = (
        ("id", TEXT), ("subject", TEXT), ("field", TEXT), ("kind", TEXT), ("state", TEXT), ("chosen", TEXT),
        ("why", TEXT), ("explanation", TEXT),
    )  # fmt: skip
    rows = (
        (one.id, one.subject, one.field, one.kind, one.state, one.chosen, one.why, one.explanation)
        for one in state.conflicts
    )
    return table("conflicts", columns, rows)


def _competing(state: State) -> Table:
    columns = (("conflict", TEXT), ("rank", NUMBER), ("value", TEXT), ("sources", NUMBER))
    rows = (
        (one.id, rank, value.value, sources_of(value.supports))
        for one in state.conflicts
        for rank, value in enumerate(one.values, 1)
    )
    return table("competing", columns, rows)


def _sources(sources: Iterable[Source], said: Iterable[Logged]) -> Table:
    columns = (
        ("id", TEXT), ("publisher", TEXT), ("url", TEXT), ("language", TEXT), ("trust", NUMBER),
        ("country", TEXT), ("known_from", DAY), ("known_by", DAY), ("dated", FLAG), ("assertions", NUMBER),
        ("readers", LIST), ("by_machine", NUMBER), ("confirmed", NUMBER), ("retracted", FLAG),
        ("supposed", TEXT),
    )  # fmt: skip
    told = said_by_source(said)
    rows = (
        (found | {"known_from": one.known_from, "known_by": one.known_by, "retracted": False,
                  "supposed": one.supposed})
        for one in sorted(sources, key=lambda s: (s.known_by, s.id))
        for found in (source_json(one, told.of(one)),)
    )  # fmt: skip
    return table("sources", columns, ([row[name] for name, _ in columns] for row in rows))


_VIEWS: dict[str, Callable[[State], Table]] = {
    "measures": _measures,
    "stages": _stages,
    "amendments": _amendments,
    "freed": _freed,
    "coming": _coming,
    "groups": _groups,
    "licences": licences,
    "counts": counts,
    "approvals": approvals,
    "contract_steps": contract_steps,
    "agreements": _agreements,
    "agreement_steps": _agreement_steps,
    "proceedings": _proceedings,
    "steps": _steps,
    "due": _due,
    "talks": lambda state: _events("talks", state.talks),
    "calls": lambda state: _events("calls", state.calls),
    "timeline": lambda state: _events("timeline", state.timeline),
    "conflicts": _conflicts,
    "competing": _competing,
}
