"""The desk's own record: what a person decided, in rows that are appended and never changed.

This is the store only. What a verdict does to what is shown is computed when the log is read.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import Connection, Table, func, insert, select

from detente.errors import UsageError
from detente.ledger import tables
from detente.ledger.chained import Chain

DESK = "desk 1"
"""Who stands as the reader of a run in which a person decided."""
KIND = "verdict"
"""The kind of such a record on the spine."""


class Action(StrEnum):
    """What a person does with a verdict."""

    PREFER = "prefer"
    """Take this value where several compete."""
    REJECT = "reject"
    """Do not count this assertion, or this value of it."""
    CORRECT = "correct"
    """Read this value instead."""
    CONFIRM = "confirm"
    """It was looked at and is right."""
    SAME = "same"
    """Link two assertions: one event."""
    DIFFERENT = "different"
    """Link two assertions: two events."""
    UNSURE = "unsure"
    """Link two assertions: not decided."""
    RETRACT = "retract"
    """Withdraw a snapshot or a source that was added by mistake; it stays in the log."""
    UNDO = "undo"
    """Take back an earlier verdict (`undoes`)."""


LINKS = frozenset({Action.SAME, Action.DIFFERENT, Action.UNSURE})
"""Actions that speak of two assertions."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One decision of one person.

    `subject` is the id that it is about (an assertion, an event, a conflict, a snapshot, a source),
    `other` the second one of a link; `quote` the hash of the quoted text (as in table `field`: 16
    hexadecimal digits of its SHA-256), so that the verdict survives a re-read; `value` anything that
    has a JSON shape. `record` (0 before it is stored) is given by the log. `recorded` is when it was decided
    (UTC, ISO 8601): now, unless it comes from another ledger and brings its time; `taken` is then when this
    ledger took it in, else empty.
    """

    action: Action
    subject: str
    person: str
    reason: str
    other: str | None = None
    field: str | None = None
    quote: str | None = None
    value: object = None
    undoes: int | None = None
    record: int = 0
    recorded: str = ""
    taken: str = ""


_GIVEN = f"{DESK}, given "
"""What stands before the time of a verdict that was given in another ledger, as the reader of its run."""


def append_verdicts(connection: Connection, given: Sequence[Verdict], recorded: str) -> tuple[Verdict, ...]:
    """Append within the transaction of `connection`; the verdicts with their record numbers.

    Raises UsageError, with nothing written, for one without a person, a reason or a subject, a link
    without a second assertion, and an undoing of what is no verdict.
    """
    for verdict in given:
        _checked(connection, verdict)
    run, record, number = (_next(connection, table) for table in (tables.run, tables.record, tables.verdict))
    stored = tuple(
        replace(
            one, record=record + i, recorded=one.recorded or recorded, taken=recorded if one.recorded else ""
        )
        for i, one in enumerate(given)
    )
    if stored:
        runs = _runs(stored, run, recorded)
        connection.execute(insert(tables.run), list(runs.values()))
        spine = [{"n": one.record, "run": runs[_reader(one)]["n"], "kind": KIND} for one in stored]
        connection.execute(insert(tables.record), spine)
        rows = [_row(one) | {"n": number + i} for i, one in enumerate(stored)]
        connection.execute(insert(tables.verdict), rows)
        chain = Chain(connection)
        links = [
            chain.link({"record": [at], "run": [runs[_reader(one)]], "verdict": [row]})
            for at, one, row in zip(spine, stored, rows, strict=True)
        ]
        connection.execute(insert(tables.digest), links)
    return stored


def _reader(one: Verdict) -> str:
    """Who stands as the reader: the desk, and of what another ledger's desk decided when that was."""
    return f"{_GIVEN}{one.recorded}" if one.taken else DESK


def _runs(stored: Sequence[Verdict], first: int, recorded: str) -> dict[str, dict[str, object]]:
    """A run for each time at which they were decided."""
    readers = dict.fromkeys(map(_reader, stored))
    return {
        reader: {"n": first + i, "reader": reader, "recorded": recorded} for i, reader in enumerate(readers)
    }


def _checked(connection: Connection, verdict: Verdict) -> None:
    if not verdict.person.strip() or not verdict.reason.strip():
        raise UsageError("a verdict needs the name of a person and a reason")
    if not verdict.subject.strip():
        raise UsageError("a verdict needs a subject")
    if verdict.action in LINKS and not verdict.other:
        raise UsageError(f"a verdict `{verdict.action}` links two assertions; one is missing")
    if (verdict.action is Action.UNDO) != (verdict.undoes is not None):
        raise UsageError("`undo`, and nothing else, names the record that it takes back")
    if verdict.undoes is not None and not _is_verdict(connection, verdict.undoes):
        raise UsageError(f"record {verdict.undoes} is no verdict, so it cannot be undone")


def _is_verdict(connection: Connection, number: int) -> bool:
    column = tables.verdict.c.record
    return connection.execute(select(column).where(column == number)).first() is not None


def _next(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.max(table.c.n))).scalar() or 0) + 1


def _row(verdict: Verdict) -> dict[str, object]:
    value = verdict.value
    return {
        "record": verdict.record,
        "action": verdict.action.value,
        "subject": verdict.subject,
        "other": verdict.other,
        "field": verdict.field,
        "quote": verdict.quote,
        "value": None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True),
        "undoes": verdict.undoes,
        "reason": verdict.reason,
        "person": verdict.person,
    }


def verdicts(connection: Connection, recorded: int | None, subject: str | None = None) -> Iterator[Verdict]:
    """The verdicts in the order of their records, undone ones and undoings among them."""
    verdict, record, run = tables.verdict, tables.record, tables.run
    query = (
        select(verdict, run.c.recorded, run.c.reader)
        .join(record, verdict.c.record == record.c.n)
        .join(run, record.c.run == run.c.n)
        .order_by(verdict.c.record)
    )
    if recorded is not None:
        query = query.where(verdict.c.record <= recorded)
    if subject is not None:
        query = query.where(verdict.c.subject == subject)
    for row in connection.execute(query):
        yield Verdict(
            action=Action(row.action),
            subject=row.subject,
            person=row.person,
            reason=row.reason,
            other=row.other,
            field=row.field,
            quote=row.quote,
            value=None if row.value is None else json.loads(row.value),
            undoes=row.undoes,
            record=row.record,
            recorded=row.reader.removeprefix(_GIVEN) if _elsewhere(row.reader) else row.recorded,
            taken=row.recorded if _elsewhere(row.reader) else "",
        )


def _elsewhere(reader: str) -> bool:
    return reader.startswith(_GIVEN)
