"""What a brief tells of a state: what matters on the day, the rest left to the single views."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from detente.ledger.views import (
    Conflict,
    Deadline,
    Event,
    LicenceBook,
    Measure,
    State,
    Support,
)
from detente.model import When

RECENT = timedelta(days=31)
"""How far back a brief tells of talks and calls; the timeline has the others."""
FRESH = timedelta(days=60)
"""How far back a conflict's last source may lie."""
_AHEAD = frozenset({"scheduled", "announced"})


@dataclass(frozen=True, slots=True)
class Planned:
    """Something to come: a measure, the end of one, a change of licence type, the end of an agreement."""

    kind: str
    subject: str
    text: str
    when: When | None
    status: str
    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """The parts of a state that a brief shows, in its order."""

    state: State
    in_force: tuple[Measure, ...]
    effect_unknown: tuple[Measure, ...]
    planned: tuple[Planned, ...]
    due: tuple[Deadline, ...]
    licences: tuple[LicenceBook, ...]
    talks: tuple[Event, ...]
    calls: tuple[Event, ...]
    conflicts: tuple[Conflict, ...]
    older: tuple[Conflict, ...] = ()
    """Conflicts whose last source lies further back than `FRESH`: counted, not told."""


def brief(state: State) -> Brief:
    """What the brief of a state shows.

    `effect_unknown` holds the measures of which no source says from when, or until when: whether they are in
    force on the day is open, so they are not among those `in_force`.
    """
    return Brief(
        state=state,
        in_force=tuple(m for m in state.measures if m.state == "in_force"),
        effect_unknown=tuple(m for m in state.measures if m.state == "undeterminable"),
        planned=tuple(sorted(_planned(state), key=lambda plan: _by_day(plan.when))),
        due=tuple(d for d in state.deadlines if d.state == "open"),
        licences=state.licences,
        talks=tuple(t for t in state.talks if _recent(t, state.on)),
        calls=tuple(c for c in state.calls if _recent(c, state.on)),
        conflicts=tuple(sorted((c for c in state.conflicts if _fresh(c, state.known)), key=_weight)),
        older=tuple(c for c in state.conflicts if not _fresh(c, state.known)),
    )


def _by_day(when: When | None) -> tuple[bool, date]:
    return (when is None, when.earliest if when else date.max)


def _planned(state: State) -> Iterator[Planned]:
    for measure in state.measures:
        if measure.state in _AHEAD:
            dates = measure.stages.get("effective", ())
            supports = dates[0].supports if dates else measure.supports
            yield Planned("measure", measure.id, measure.name, measure.effective, measure.state, supports)
        elif measure.again and measure.again.latest > state.on and measure.state == "withdrawn":
            text = f"{measure.name} in force again unless the suspension is extended"
            supports = measure.stages["withdrawn"][0].supports
            yield Planned("measure", measure.id, text, measure.again, "scheduled", supports)
        elif measure.state == "in_force":
            yield from _easing(measure, state.on)
    for agreement in state.agreements:
        if agreement.ends and agreement.ends.latest >= state.on:
            text = f"{agreement.name} ends"
            yield Planned("agreement", agreement.id, text, agreement.ends, "scheduled", agreement.supports)


def _easing(measure: Measure, on: date) -> Iterator[Planned]:
    """The end of a measure in force, and the changes of licence type within it."""
    if measure.ended and measure.ended.latest > on:
        supports = measure.stages["withdrawn"][0].supports
        yield Planned("ending", measure.id, f"end of {measure.name}", measure.ended, "scheduled", supports)
    elif measure.ending and not measure.ended and not measure.again:
        stage, dates = list(measure.ending.items())[-1]
        text = f"end of {measure.name}: {stage.replace('_', ' ')} {dates[0].when}"
        yield Planned("ending", measure.id, text, None, stage, dates[0].supports)
    changes = {(c.licence, c.when, c.status): c for found in measure.coming.values() for c in found}
    for change in changes.values():
        items = sorted(item for item, found in measure.coming.items() if change in found)
        things = ", ".join(item.partition(":")[2].replace("-", " ") for item in items)
        text = f"{change.licence.replace('_', ' ')} licence for {things}"
        yield Planned("licence", measure.id, text, change.when, change.status, change.supports)


def _weight(conflict: Conflict) -> tuple[bool, bool]:
    """What is open comes first, mere figures last."""
    return (conflict.kind in {"figure", "text"}, conflict.state != "contested")


def _recent(event: Event, on: date) -> bool:
    """Whether an event lies ahead or not far back; an undated one by when it was told."""
    if event.when is not None:
        return event.when.latest >= on - RECENT
    return max(s.known_by for s in event.supports) >= on - RECENT


def _fresh(conflict: Conflict, known: date) -> bool:
    told = [s.known_by for value in conflict.values for s in value.supports]
    return max(told, default=date.min) >= known - FRESH
