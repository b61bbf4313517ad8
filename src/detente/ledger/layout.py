"""A state laid out as subjects with plain fields, for comparing: each value with its sources.

What only counts the days (`days_left`) is left out; a value is text, a number, a list of texts, or None.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.ledger.views import (
    Agreement,
    Conflict,
    Deadline,
    Event,
    GroupMembership,
    LicenceBook,
    Measure,
    Proceeding,
    State,
    Support,
)
from detente.ledger.wording import act_words
from detente.model import When


@dataclass(frozen=True, slots=True)
class Value:
    """A plain value with the sources behind it."""

    value: Any
    supports: tuple[Support, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A measure, book, agreement, event or the like with its fields; `summary` says it in a word."""

    view: str
    id: str
    name: str
    summary: str
    fields: Mapping[str, Value]
    supports: tuple[Support, ...]


def subjects(state: State) -> dict[tuple[str, str], Subject]:
    """Every subject of a state by view and id, in the order of the brief."""
    found = (
        *map(_measure, state.measures),
        *map(_group, state.groups),
        *map(_book, state.licences),
        *map(_agreement, state.agreements),
        *map(_proceeding, state.proceedings),
        *map(_deadline, state.deadlines),
        *map(_event, state.timeline),
        *map(_conflict, state.conflicts),
    )
    return {(one.view, one.id): one for one in found}


def _when(when: When | None) -> str | None:
    return when.value if when else None


def _measure(one: Measure) -> Subject:
    fields = {
        "state": Value(one.state, one.supports),
        "items": Value(sorted(one.items), one.supports),
        "targets": Value(sorted(one.targets), one.supports),
    }
    for prefix, stages in (("", one.stages), ("end ", one.ending)):
        for stage, dates in stages.items():
            if dates:
                fields[prefix + stage.replace("_", " ")] = Value(dates[0].when.value, dates[0].supports)
    for item, kinds in one.licence.items():
        fields[f"licence for {item}"] = Value(sorted(kinds), one.supports)
    for item, changes in one.coming.items():
        told = sorted(f"{c.licence}, {_when(c.when) or 'day not known'} ({c.status})" for c in changes)
        fields[f"coming for {item}"] = Value(told, tuple(s for c in changes for s in c.supports))
    for number, part in enumerate(one.freed, 1):
        of = " ".join((*sorted(part.targets), *sorted(part.items)))
        fields[f"withdrawn in part {number}"] = Value(
            f"{of}, {_when(part.when) or 'day not known'}", part.supports
        )
    for number, change in enumerate(one.amendments, 1):
        fields[f"amendment {number}"] = Value(_when(change.when) or "day not known", change.supports)
    return Subject("measures", one.id, one.name, one.state, fields, one.supports)


def _group(one: GroupMembership) -> Subject:
    fields = {
        "member": Value({True: "yes", False: "no", None: "undeterminable"}[one.member], one.supports),
        "since": Value(_when(one.since), one.supports),
        "until": Value(_when(one.until), one.supports),
        "edition": Value(one.edition, one.supports),
    }
    id_ = f"{one.country} in {one.group}"
    return Subject("groups", f"{id_} {one.measure}", id_, fields["member"].value, fields, one.supports)


def _book(one: LicenceBook) -> Subject:
    contracts = (*one.approved, *one.other)
    single = tuple(s for licence in contracts for s in licence.supports)
    single += tuple(s for count in one.outcomes for s in count.supports)
    counted = tuple(s for count in one.reported for s in count.supports)
    fields = {
        "approved at least": Value(one.at_least, single + counted),
        "approved at most": Value(one.at_most, counted),
        "denied": Value(one.denied, single),
        "revoked": Value(one.revoked, single),
        "returned": Value(one.returned, single),
        "pending": Value(one.pending, single),
        "filed": Value([_when(x.filed) for x in contracts if x.filed], single),
        "shipped": Value([_when(w) for x in contracts for w in x.shipped], single),
        "first": Value(_when(one.first), single),
        "last": Value(_when(one.last), single),
        "reported": Value(
            [f"{c.count} by {_when(c.as_of) or 'a day not known'}" for c in one.reported], counted
        ),
        "reports and dated approvals agree": Value(
            {True: "yes", False: "no", None: None}[one.consistent], single + counted
        ),
    }
    id_ = one.item + (f"#{one.form}" if one.form else "")
    supports = tuple(dict.fromkeys(single + counted))
    return Subject("licences", id_, id_, f"at least {one.at_least} approved", fields, supports)


def _agreement(one: Agreement) -> Subject:
    fields = {
        name: Value(value, one.supports)
        for name, value in {
            "notice": one.notice,
            "notice by": one.notice_by,
            "last day of notice": _when(one.notice_deadline),
            "term ends": _when(one.term_ends),
            "ends": _when(one.ends),
            "contested": one.contested,
        }.items()
    }
    return Subject("agreements", one.id, one.name, f"notice {one.notice}", fields, one.supports)


def _proceeding(one: Proceeding) -> Subject:
    supports = tuple(dict.fromkeys(s for step in one.steps for s in step.supports))
    last = one.steps[-1].supports if one.steps else ()
    fields = {"state": Value(one.state, last), "standing": Value(one.standing, last)}
    for number, step in enumerate(one.steps, 1):
        name = f"{act_words(step.kind, step.step)} ({number})"
        fields[name] = Value(f"{_when(step.when) or 'day not known'}, {step.status}", step.supports)
    return Subject("proceedings", one.id, one.name, one.state, fields, supports)


def _deadline(one: Deadline) -> Subject:
    fields = {
        "day": Value(one.when.value, one.supports),
        "state": Value(one.state, one.supports),
        "basis": Value(one.basis, one.supports),
        "moved to": Value(_when(one.moved_to), one.supports),
    }
    return Subject("due", one.id, one.what, f"{one.when.value}, {one.state}", fields, one.supports)


def _event(one: Event) -> Subject:
    fields = {
        "day": Value(_when(one.when), one.supports),
        "status": Value(one.status, one.supports),
        "kind": Value(one.kind, one.supports),
        "items": Value(sorted(one.items), one.supports),
    }
    named = [item for item in one.items if item.split(":", 1)[-1].replace("-", " ") not in one.text.lower()]
    about = f" ({', '.join(sorted(named))})" if named else ""
    name = f"{act_words(one.kind, one.step)}{about}: {one.text}"
    return Subject("timeline", one.id, name, _when(one.when) or "day not known", fields, one.supports)


def _conflict(one: Conflict) -> Subject:
    fields = {
        "state": Value(one.state, _all(one)),
        "chosen": Value(one.chosen, _all(one)),
        "values": Value(sorted(value.value for value in one.values), _all(one)),
    }
    return Subject("conflicts", one.id, one.explanation, one.state, fields, _all(one))


def _all(one: Conflict) -> tuple[Support, ...]:
    return tuple(dict.fromkeys(_supports(one.values)))


def _supports(values: Sequence[Any]) -> Iterator[Support]:
    for value in values:
        yield from value.supports
