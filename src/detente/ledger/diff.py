"""What changed between two states: between two days, two days of knowledge, or without and with a scenario.

Both states are laid out as subjects with fields, and the fields compared. A state compared with itself gives
nothing. A subject whose id changed since more became known is found again by an assertion that both share.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from detente.ledger.events import between
from detente.ledger.layout import Subject, subjects
from detente.ledger.views import Event, State, Support


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one subject with its old and its new value, each None where there is none.

    `what` is `new` or `gone` for a subject as a whole (then `field` is empty) and `changed` else.
    `supports` are the sources of the new value that did not stand behind the old one, or all of
    them where the same sources say it and only the day moved on.
    """

    view: str
    subject: str
    name: str
    what: str
    field: str
    old: Any
    new: Any
    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """What differs between two states, by subject; `happened` are the events between their days.

    `recorded` are the record numbers of the two, where two were compared.
    """

    old: State
    new: State
    changes: tuple[Change, ...] = ()
    happened: tuple[Event, ...] = field(default=())
    recorded: tuple[int, int] | None = None


def diff(old: State, new: State) -> Diff:
    """What changed from one state to another."""
    before, after = subjects(old), _paired(subjects(old), subjects(new))
    changes = [
        change
        for key in dict.fromkeys((*after, *before))
        for change in _changes(before.get(key), after.get(key))
    ]
    return Diff(old, new, tuple(changes), tuple(_between(new, old.on, new.on)))


def _between(state: State, after: date, until: date) -> Iterator[Event]:
    """The flow: what happened after one day and up to another, as far as a day is known."""
    if after < until:
        for found in between(state.timeline, after + timedelta(days=1), until):
            if found.surely:
                yield found.event


def _paired(
    before: Mapping[tuple[str, str], Subject], after: Mapping[tuple[str, str], Subject]
) -> dict[tuple[str, str], Subject]:
    """The new subjects under the old keys: a new one that shares an assertion with one gone is the same."""
    gone = {
        (view, support.assertion): (view, id_)
        for (view, id_), subject in before.items()
        if (view, id_) not in after
        for support in subject.supports
    }
    found: dict[tuple[str, str], Subject] = {}
    for key, subject in after.items():
        if key in before:
            found[key] = subject
            continue
        old = next((gone[k] for s in subject.supports if (k := (key[0], s.assertion)) in gone), key)
        found[key if old in found else old] = subject
    return found


def _changes(old: Subject | None, new: Subject | None) -> Iterator[Change]:
    shown = new or old
    assert shown is not None
    if old is None or new is None:
        what = "gone" if new is None else "new"
        yield Change(
            shown.view,
            shown.id,
            shown.name,
            what,
            "",
            old.summary if old else None,
            new.summary if new else None,
            shown.supports,
        )
        return
    for name in dict.fromkeys((*old.fields, *new.fields)):
        before, after = old.fields.get(name), new.fields.get(name)
        was, now = (before.value if before else None), (after.value if after else None)
        if was != now:
            told = _fresh(before.supports if before else (), after.supports if after else ())
            yield Change(new.view, new.id, new.name, "changed", name, was, now, told)


def _fresh(old: Iterable[Support], new: Iterable[Support]) -> tuple[Support, ...]:
    """The sources of the new value that did not stand behind the old; all where there is none."""
    told, known = tuple(new), set(old)
    return tuple(s for s in told if s not in known) or told or tuple(known)
