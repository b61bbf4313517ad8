"""From what a person says to verdicts: finds what is meant, and refuses what means nothing."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from pydantic import ValidationError

from detente.errors import UsageError
from detente.ledger.chronology.rows import explain
from detente.ledger.conflicts.base import NEVER_SETTLED
from detente.ledger.decisions import (
    CORRECTABLE,
    MANY,
    Decisions,
    corrected,
    quote_hash,
    target,
)
from detente.ledger.fold import state_of
from detente.ledger.log import Log
from detente.ledger.records import Logged
from detente.ledger.review import Item, conflict_mark, review
from detente.ledger.units import address
from detente.ledger.verdicts import LINKS, Action, Verdict
from detente.ledger.views import Conflict, State
from detente.lexicon import Lexicon
from detente.model import When, WhenError

SHORTEST = 6
"""Letters of an id that are enough where they fit one only."""


def judge(
    log: Log,
    lexicon: Lexicon,
    action: Action,
    subject: str,
    *,
    person: str,
    reason: str,
    other: str | None = None,
    field: str | None = None,
    value: str | None = None,
    undoes: int | None = None,
) -> tuple[Verdict, ...]:
    """The verdicts that a decision comes to: one for each assertion that it is about.

    Raises UsageError where nothing, or more than one thing, is meant.
    """
    signed = partial(Verdict, person=person, reason=reason)
    if action is Action.UNDO:
        return (signed(action, subject, undoes=undoes),)
    records = list(log.assertions())
    if action is Action.RETRACT:
        return (signed(action, _withdrawn(subject, log, records)),)
    state = state_of(log, lexicon=lexicon)
    if action is Action.CONFIRM:
        item = _queued(subject, log, state, records)
        return (signed(action, item.subject, quote=item.mark),)
    if action in LINKS:
        first, second = (_named(id_, records, state)[0] for id_ in (subject, other or ""))
        if first.assertion.id == second.assertion.id:
            raise UsageError("a link needs two assertions: these are the same one")
        ends = {"first": target(first), "second": target(second)}
        return (signed(action, first.assertion.id, other=second.assertion.id, value=ends),)
    found = _meant(subject, value if action is not Action.CORRECT else None, records, state)
    read = _field(found[0], field, value if action is Action.CORRECT else None, lexicon)
    if action is Action.PREFER and (one := _conflict(subject, state)):
        _settles(one)
        field = field or field_of(one)
    return tuple(
        signed(
            action,
            one.assertion.id,
            field=field,
            quote=quote_hash(one.quote),
            value=target(one) | ({"value": read} if read is not None else {"value": value} if value else {}),
        )
        for one in found
    )


def _conflict(subject: str, state: State) -> Conflict | None:
    return next((c for c in state.conflicts if c.id == subject), None)


def field_of(one: Conflict) -> str | None:
    """The field of an assertion that a conflict is about; None where it is about the whole of it."""
    if one.field in {"items", "form"}:
        return "items"
    if one.field == "place" or one.field.startswith("count "):
        return one.field.partition(" ")[0]
    try:
        return "when" if all(When(value.value) for value in one.values) else None
    except WhenError:
        return None


def _settles(one: Conflict) -> None:
    if one.kind in NEVER_SETTLED:
        raise UsageError("a claim or a motive is not settled by anybody; `confirm` takes it off the queue")


def _field(record: Logged, field: str | None, value: str | None, lexicon: Lexicon) -> object:
    """The value as a field holds it. Raises UsageError for a field or a value that is none."""
    if field is not None and field not in CORRECTABLE:
        raise UsageError(f"no such field: {field!r} (there are {', '.join(CORRECTABLE)})")
    if field is None or value is None:
        return None
    read: Any = [part.strip() for part in value.split(",")] if field in MANY else value
    if field in {"count", "ordinal"} and value.isdigit():
        read = int(value)
    try:
        corrected(record.assertion, field, read, lexicon)
    except ValidationError as error:
        raise UsageError(explain(error)) from error
    return read


def _meant(subject: str, value: str | None, records: Sequence[Logged], state: State) -> list[Logged]:
    """The assertions of an id, or those behind one value of a conflict."""
    one = _conflict(subject, state)
    if one is None:
        return _named(subject, records, state)
    ids = _behind(one, value)
    return [r for r in records if r.assertion.id in ids]


def _behind(one: Conflict, value: str | None) -> set[str]:
    told = {v.value: {s.assertion for s in v.supports} for v in one.values}
    if value not in told:
        raise UsageError(f"which value of {one.id}? --value {' or --value '.join(map(repr, told))}")
    return told[value]


def _named(id_: str, records: Sequence[Logged], state: State) -> list[Logged]:
    """The assertion of an id, or of the first letters of one, or those of an event."""
    event = next((e for e in state.timeline if e.id == id_), None)
    ids = {s.assertion for s in event.supports} if event else {id_}
    found = [r for r in records if r.assertion.id in ids]
    if not found and len(id_) >= SHORTEST:
        found = [r for r in records if r.assertion.id.startswith(id_)]
        if len({r.assertion.id for r in found}) > 1:
            raise UsageError(f"{id_} may be any of {len(found)} assertions; give more of its id")
    if not found:
        raise UsageError(f"there is no assertion, event or conflict {id_!r}")
    return found


def _withdrawn(subject: str, log: Log, records: Iterable[Logged]) -> str:
    """The id of a source or snapshot that is named by it or by its address."""
    snapshots = {r.snapshot for r in records} | {snapshot for snapshot, _ in log.articles()}
    if subject in snapshots:
        return subject
    for source in log.sources():
        if subject == source.id or (source.url and address(subject) == address(source.url)):
            return source.id
    raise UsageError(f"there is no source or snapshot {subject!r} (`detente sources` lists them)")


def _queued(subject: str, log: Log, state: State, records: Sequence[Logged]) -> Item:
    """The thing in the queue, or the assertion, that is confirmed."""
    items = review(state, records, Decisions.of(log.verdicts()), dict(log.articles()))
    found = next((item for item in items if item.subject == subject), None)
    if found:
        return found
    one = _conflict(subject, state)
    if one:
        return Item("conflict", one.id, one.explanation, conflict_mark(one))
    record = _named(subject, records, state)[0]
    return Item("low_confidence", record.assertion.id, record.quote, quote_hash(record.quote))
