"""What the measures of the ledger say of an item and a destination on the day.

A measure decides where it is in force and sources say for which destination and which licence it
asks for. One of which they do not say so much is a `Gap`: it may reach the deal, so the answer may
not be easier for our not knowing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from detente.ledger.licence.question import Asking, Finding, later, narrowest, source, written
from detente.ledger.rules import NARROWEST_FIRST, Branch
from detente.ledger.views import Amendment, Measure, Support, Unplaced

_GOING = {"in_force", "undeterminable"}
_RESTRICTS = {
    "measure_announced",
    "measure_decided",
    "measure_promulgated",
    "measure_effective",
    "measure_amended",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """A control that is told of and may reach the deal, with what is not known of it."""

    says: str
    supports: tuple[Support, ...]
    types: tuple[str, ...] = ()


def forms_named(measure: Measure, asking: Asking) -> tuple[str, ...] | None:
    """The forms of the item that a measure names: () for all of it, None where it is not about it."""
    forms: dict[str, None] = {}
    for one in measure.items:
        name, _, form = one.partition("#")
        if asking.question.item not in (name, *asking.lexicon.expand(name)):
            continue
        if not form:
            return ()
        forms[form] = None
    if not forms or (asking.question.form and asking.question.form not in forms):
        return None
    return tuple(forms)


def about(measure: Measure, asking: Asking) -> bool:
    """Whether a measure of the country of export is about the item, and not for other destinations only."""
    question = asking.question
    if measure.actor != question.country_of_export or forms_named(measure, asking) is None:
        return False
    if measure.frees(question.destination, (question.item,), asking.state.on, question.form):
        return False
    return measure.everywhere or not measure.targets or aims(measure, asking)


def aims(measure: Measure, asking: Asking) -> bool:
    """Whether the destination is among those that sources name, or all are meant."""
    named = (code for one in measure.targets for code in (one, *asking.lexicon.expand(one)))
    return measure.everywhere or asking.question.destination in named


def types_under(measure: Measure, asking: Asking) -> tuple[str, ...]:
    """The licence types that apply to the item under the measure, the widest first.

    A word that names no licence type tells none.
    """
    types = [kind for kind in measure.licence.get(asking.question.item, ()) if kind in NARROWEST_FIRST]
    return tuple(sorted(types, key=NARROWEST_FIRST.index, reverse=True))


def by_measures(asking: Asking) -> Finding | None:
    """The answer of the measures that decide; where several do, what all of them allow."""
    found = [
        (measure, types)
        for measure in asking.state.measures
        if measure.state == "in_force" and about(measure, asking) and aims(measure, asking)
        and (asking.question.form or not forms_named(measure, asking))
        and (types := types_under(measure, asking))
    ]  # fmt: skip
    if not found:
        return None
    allowed = [kind for kind in found[0][1] if all(kind in types for _, types in found)]
    allowed = allowed or [narrowest(kind for _, types in found for kind in types)]
    deciding = [measure for measure, types in found if set(allowed) & set(types)]
    return _under(asking, deciding, tuple(allowed))


def _under(asking: Asking, measures: list[Measure], types: tuple[str, ...]) -> Finding:
    first = measures[0]
    supports = tuple(dict.fromkeys(s for measure in measures for s in _of_effect(measure)))
    asked = " or ".join(map(written, types))
    basis = tuple(
        (
            f"{measure.name} {in_force(measure, asking)}: {asked}.",
            source(_of_effect(measure)),
        )
        for measure in measures
    )
    changes = [one for measure in measures for one in _amending(measure, types, asking)]
    basis += tuple(
        (f"Since {one.when} also: {' or '.join(map(written, one.licence))}.", source(one.supports))
        for one in changes
    )
    supports = tuple(dict.fromkeys((*supports, *(s for one in changes for s in one.supports))))
    branches = _branches(asking, types) if len(types) > 1 else ()
    came = {kind: one.when for one in changes for kind in one.licence if one.when is not None}
    begun = {kind: when for kind in types if (when := came.get(kind, first.since)) is not None}
    return Finding(
        "depends" if branches else types[0],
        branches,
        max(begun.values(), key=lambda when: when.latest, default=None),
        max((m.standard_days for m in measures if m.standard_days), default=None),
        basis,
        supports,
        tuple(measures),
        begun=begun,
    )


def in_force(measure: Measure, asking: Asking) -> str:
    """That a measure is in force, in words: as told, as supposed, or as it is to come by what is known."""
    if measure.came_again:
        return (
            f"is in force again from {measure.again}, when its suspension ran out "
            "(no source since says that the suspension was extended)"
        )
    dated = next((d for d in measure.stages.get("effective", ()) if d.when == measure.effective), None)
    if dated and any(one.supposed for one in dated.supports):
        return f"is supposed to be in force since {measure.effective}"
    day_past = measure.effective is not None and measure.effective.latest < min(
        asking.state.on, asking.state.known
    )
    if dated and dated.planned and day_past:
        return f"was to take effect on {measure.effective}; no source since says that it did (planned)"
    to_come = measure.effective is not None and measure.effective.latest > asking.state.known
    if to_come or (dated and dated.planned):
        return f"is to be in force from {measure.effective} (planned)"
    return f"has been in force since {measure.effective}"


def _amending(measure: Measure, types: tuple[str, ...], asking: Asking) -> Iterator[Amendment]:
    """The amendments by which a type came in that counts on the day."""
    for one in measure.amendments:
        reached = not one.items or asking.question.item in one.items
        begun = one.when is not None and one.when.latest <= asking.state.on
        if reached and begun and set(one.licence) & set(types):
            yield one


def unclear_amendments(found: Finding, asking: Asking) -> Iterator[str]:
    """Amendments of the measures that decide of which no source says what they bring."""
    for measure in found.measures:
        for one in measure.amendments:
            reached = not one.items or asking.question.item in one.items
            if reached and not one.licence and one.when and one.when.earliest <= asking.state.on:
                yield f"what the amendment of {one.when} to {measure.name} brings ({source(one.supports)})"


def _branches(asking: Asking, types: tuple[str, ...]) -> tuple[Branch, ...]:
    conditions = asking.regime.conditions if asking.regime else {}
    return tuple(Branch(conditions.get(kind, f"a {written(kind)} covers it"), kind, kind) for kind in types)


def _of_effect(measure: Measure) -> tuple[Support, ...]:
    dated = measure.stages.get("effective", ())
    return dated[0].supports if dated else measure.supports


def eased(asking: Asking, found: Finding) -> Finding:
    """The finding of the rules dated by the measure that ended last, of those with a licence of their own.

    It has held since that end; a licence type that applied under the measure too, since it did there.
    """
    ended = [
        measure
        for measure in asking.state.measures
        if measure.state == "withdrawn" and measure.ended and about(measure, asking) and aims(measure, asking)
        and types_under(measure, asking)
    ]  # fmt: skip
    last = max(ended, key=lambda measure: measure.ended.latest if measure.ended else date.min, default=None)
    since = later(found.since, last.ended if last else None)
    if last is None or since != last.ended:
        return found
    return replace(found, since=since, begun=_under(asking, [last], types_under(last, asking)).begun)


def gaps(asking: Asking) -> tuple[Gap, ...]:
    """The controls that may reach the deal, of which too little is known to say so."""
    return (*_of_measures(asking), *_of_parts(asking), *_of_stages(asking))


def _of_parts(asking: Asking) -> Iterator[Gap]:
    """Measures that free the destination up to a quantity: what of it is left no source says."""
    question, on = asking.question, asking.state.on
    for measure in asking.state.measures:
        if measure.state not in _GOING or measure.actor != question.country_of_export:
            continue
        if forms_named(measure, asking) is None:
            continue
        parts = measure.freed_by(question.destination, (question.item,), on, question.form)
        limited = [one for one in parts if one.quantity]
        if limited:
            one = limited[-1]
            yield Gap(
                f"{measure.name} is eased for {asking.destination} since {one.when}, for {one.quantity}; "
                f"no source says how much of it is left ({source(one.supports)}).",
                one.supports,
                types_under(measure, asking),
            )


def _of_measures(asking: Asking) -> Iterator[Gap]:
    for measure in asking.state.measures:
        if measure.state not in _GOING or not about(measure, asking):
            continue
        if not asking.question.form and forms_named(measure, asking):
            continue
        types = types_under(measure, asking)
        if measure.state == "undeterminable":
            missing = (
                f"No source gives the day on which {measure.name} takes effect."
                if measure.effective is None
                else f"{measure.name} takes effect at some time in {measure.effective}."
            )
        elif not (measure.targets or measure.everywhere):
            unnamed = f"No source says for which destinations {measure.name} holds"
            missing = f"{unnamed}; {asking.destination} may be one."
        elif not types:
            missing = f"No source says which licence {measure.name} asks for."
        else:
            continue
        yield Gap(missing, _of_effect(measure) if measure.effective else measure.supports, types)


def told_stages(asking: Asking) -> Iterator[Unplaced]:
    """Stages of a control on the item that may reach the destination and belong to no measure known."""
    question = asking.question
    if any(about(measure, asking) for measure in asking.state.measures):
        return
    for one in asking.state.unplaced:
        goods = {item for name in one.items for item in (name, *asking.lexicon.expand(name))}
        if (
            one.kind in _RESTRICTS
            and not one.eases
            and one.actor == question.country_of_export
            and question.item in goods
            and (not one.targets or question.destination in one.targets)
        ):
            yield one


def _of_stages(asking: Asking) -> Iterator[Gap]:
    """Stages that are told of and no measure takes in; one that a known measure explains is none."""
    for one in told_stages(asking):
        if one.to_come(asking.state.on):
            continue
        lacks = [what for what, has in (("destination", one.targets), ("day", one.when)) if not has]
        without = f" without naming its {' or '.join(lacks)}" if lacks else ""
        what = f"a control on {asking.lexicon.name(asking.question.item)}{without}"
        said = f"{source(one.supports)} tells of {what}."
        yield Gap(said, one.supports)
