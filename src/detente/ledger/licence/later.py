"""The same state on another day, as known now: what is scheduled, and what would follow from another date."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from detente.ledger.groups import memberships
from detente.ledger.licence.find import find
from detente.ledger.licence.measured import about, told_stages, types_under
from detente.ledger.licence.question import Asking, Finding
from detente.ledger.measures import end_on, state_on
from detente.ledger.rules import ANSWERS
from detente.ledger.views import GroupMembership, Measure, State
from detente.model import When

Scheduled = tuple[When | None, str, str]
"""The day from which, None where none is known yet; the answer; announced, decided, planned or occurred."""


def on_day(asking: Asking, day: date) -> Asking:
    """The question asked of another day, with nothing more known."""
    measures = tuple(_measure(one, day) for one in asking.state.measures)
    return replace(asking, state=_with(asking, measures, day))


def _with(asking: Asking, measures: tuple[Measure, ...], day: date) -> State:
    """The state with these measures; memberships that no measure explains go on as they were told."""
    ids = {measure.id for measure in measures}
    own = tuple(_membership(one, day) for one in asking.state.groups if one.measure not in ids)
    groups = (*memberships(measures, day, asking.state.known, asking.lexicon), *own)
    return replace(asking.state, on=day, measures=measures, groups=groups)


def _measure(measure: Measure, day: date) -> Measure:
    """A measure as it stands on a later day."""
    licence = dict(measure.licence)
    for item, changes in measure.coming.items():
        due = [
            c.licence
            for c in changes
            if c.when is not None and c.when.latest <= day and not _at_end(c.when, measure)
        ]
        if due:
            licence[item] = tuple(dict.fromkeys((*licence.get(item, ()), *due)))
    dated = measure.stages or measure.ending
    state = state_on(measure, day) if dated else _moved(measure, day)
    return replace(measure, licence=licence, state=state, ended=end_on(measure, day))


def _at_end(when: When, measure: Measure) -> bool:
    """Whether a change is what follows on the measure rather than one under it."""
    return measure.ended is not None and when == measure.ended


def _moved(measure: Measure, day: date) -> str:
    """The state of a measure of which only the days are given."""
    if measure.again and day >= measure.again.latest:
        return "in_force"
    if measure.ended and day >= measure.ended.latest:
        return "withdrawn"
    if measure.ended and day >= measure.ended.earliest and measure.state == "in_force":
        return "undeterminable"
    if measure.effective and measure.state in {"scheduled", "in_force"}:
        return "in_force" if day >= measure.effective.latest else "scheduled"
    return measure.state


def _membership(one: GroupMembership, day: date) -> GroupMembership:
    if one.member is None or one.until is None or day <= one.until.latest:
        return one
    return replace(one, member=not one.member, since=one.until.shifted(1), until=None)


def scheduled(asking: Asking) -> tuple[Scheduled, ...]:
    """What comes after the day, as known: each day on which the answer changes, then what has no day yet."""
    found: list[Scheduled] = []
    before = find(asking).answer
    for when in _days(asking):
        answer = find(on_day(asking, when.latest)).answer
        if answer != before:
            found.append((when, answer, "occurred" if _has_come(asking, when) else "planned"))
        before = answer
    return tuple(dict.fromkeys((*found, *_undated(asking))))


def _has_come(asking: Asking, when: When) -> bool:
    """Whether a change after the day asked about is known to have come.

    A day in the rules has come once it is past; one in the ledger only where a source tells of it as done.
    """
    known = asking.state.known
    if when.latest > known:
        return False
    if asking.regime and when in asking.regime.changes(known):
        return True
    parts = [
        part
        for measure in asking.state.measures
        if measure.actor == asking.question.country_of_export
        for part in measure.freed
    ]
    if any(one.when == when and any(s.known_by >= when.latest for s in one.supports) for one in parts):
        return True
    return any(
        dated.when == when and not dated.planned
        for measure in asking.state.measures
        if measure.actor == asking.question.country_of_export
        for dates in (*measure.stages.values(), *measure.ending.values())
        for dated in dates
    )


def _days(asking: Asking) -> list[When]:
    """The days after the one asked about from which something may be other than before."""
    measures = [m for m in asking.state.measures if m.actor == asking.question.country_of_export]
    days: list[When | None] = []
    for measure in measures:
        days += [measure.effective, measure.ended, measure.again]
        days += [part.when for part in measure.freed]
        days += [change.when for changes in measure.coming.values() for change in changes]
    days += [one.until.shifted(1) if one.until else None for one in asking.state.groups]
    days += asking.regime.changes(asking.state.known) if asking.regime else ()
    later = {when for when in days if when is not None and when.latest > asking.state.on}
    return sorted(later, key=lambda when: (when.latest, when.earliest))


def _undated(asking: Asking) -> Iterator[Scheduled]:
    """Changes that are announced or decided, of which no source gives the day."""
    now = find(asking).answer
    for stage in told_stages(asking):
        if stage.when is None and stage.to_come(asking.state.on):
            yield None, "undeterminable", "announced"
    for measure in asking.state.measures:
        if measure.actor != asking.question.country_of_export or measure.state == "withdrawn":
            continue
        if about(measure, asking):
            for change in measure.coming.get(asking.question.item, ()):
                if change.when is None:
                    kind = change.licence if change.licence in ANSWERS else "undeterminable"
                    yield None, kind, change.status
            if measure.state == "announced" and measure.effective is None:
                types = types_under(measure, asking) or ("undeterminable",)
                yield None, types[0] if len(types) == 1 else "depends", _status(measure.stages)
        elif measure.group and measure.ended is None and asking.question.destination in measure.targets:
            yield from _of_group(asking, measure, now)


def _of_group(asking: Asking, measure: Measure, now: str) -> Iterator[Scheduled]:
    """A change of a country group that is under way and has no day."""
    under_way = measure.ending if measure.effective else measure.stages
    if (
        not under_way
        or (measure.effective and not measure.ending)
        or measure.state not in {"announced", "in_force"}
    ):
        return
    member = bool(measure.effective)
    groups = tuple(
        replace(one, member=member) if one.measure == measure.id else one for one in asking.state.groups
    )
    answer = find(replace(asking, state=replace(asking.state, groups=groups))).answer
    if answer != now:
        yield None, answer, _status(under_way)


def _status(stages: Iterable[str]) -> str:
    return "decided" if {"decided", "promulgated"} & set(stages) else "announced"


def rivals(asking: Asking) -> Iterator[tuple[str, str, Finding]]:
    """What the answer would be if a date that sources contest were the other one.

    Each is the condition in words, the conflict's id, and the finding.
    """
    state = asking.state
    for conflict in state.conflicts:
        measure = next((m for m in state.measures if m.id == conflict.subject), None)
        if (
            conflict.state != "contested"
            or measure is None
            or conflict.field not in {"effective", "withdrawn"}
        ):
            continue
        if measure.actor != asking.question.country_of_export:
            continue
        told = {value.value: value.supports for value in conflict.values}
        for dated in measure.stages.get(conflict.field, ()):
            supports = told.get(dated.when.value)
            if supports is None:
                continue
            other = _redated(measure, conflict.field, dated.when, state.on)
            measures = tuple(other if m is measure else m for m in state.measures)
            who = "; ".join(dict.fromkeys(s.publisher or s.url or s.source for s in supports[:3]))
            verb = "takes effect" if conflict.field == "effective" else "ends"
            asked = replace(asking, state=_with(asking, measures, state.on))
            yield f"{measure.name} {verb} on {dated.when} ({who})", conflict.id, find(asked)


def _redated(measure: Measure, field: str, when: When, on: date) -> Measure:
    """The measure as if one of the competing dates were the chosen one."""
    first = [one for one in measure.stages[field] if one.when == when]
    rest = [one for one in measure.stages[field] if one.when != when]
    stages = {**measure.stages, field: (*first, *rest)}
    dated = {"effective": when} if field == "effective" else {"ended": when}
    moved = replace(measure, stages=stages, **dated)  # type: ignore[arg-type]
    return replace(moved, state=state_on(moved, on))
