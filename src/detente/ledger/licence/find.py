"""The answer on one day: the list entry, the measures, the rules, what is not known, the licences held."""

from dataclasses import replace

from detente.ledger.licence.embargoed import under_embargoes
from detente.ledger.licence.held import with_licences
from detente.ledger.licence.measured import Gap, about, aims, by_measures, eased, forms_named, gaps, in_force
from detente.ledger.licence.question import (
    Asking,
    Considered,
    Finding,
    apart,
    pile_by_grade,
    source,
    unchecked,
)
from detente.ledger.licence.ruled import by_rules
from detente.ledger.rules import NARROWEST_FIRST, Branch, Listed, Regime, within_wide

_DATA = "detente.ledger.rules"
_HARD = {"prohibited", "individual"}
"""Answers that a control of which little is known hardly makes harder."""


def find(asking: Asking) -> Finding:
    """The finding on the day of the state, without what comes later, under the embargoes of the rules."""
    return under_embargoes(_found(asking), asking)


def _found(asking: Asking) -> Finding:
    """The finding without embargoes.

    A group of goods, and a good of which measures reach some forms only, is asked of part by part.
    """
    destination = asking.lexicon.get(asking.question.destination)
    if destination and destination.terms.get("union"):
        said = f"{destination.name} is a union of countries: the rules ask for the country of destination."
        return Finding("undeterminable", basis=((said, destination.reference),))
    members = asking.question.parts or asking.lexicon.expand(asking.question.item)
    if len(members) > 1:
        return together(
            [
                (f"the good is {asking.lexicon.name(x)}", _found(_of(asking, item=x, parts=())))
                for x in members
            ]
        )
    if forms := _forms_reached(asking):
        parts = [(f"its form is {form}", _one(_of(asking, form=form))) for form in forms]
        return together([*parts, ("its form is another", _one(asking))])
    return _one(asking)


def _of(asking: Asking, **other: object) -> Asking:
    return replace(asking, question=replace(asking.question, **other))  # type: ignore[arg-type]


def _forms_reached(asking: Asking) -> tuple[str, ...]:
    """The forms that measures in force name one by one, where the question names none."""
    if asking.question.form:
        return ()
    going = [
        m for m in asking.state.measures if m.state in {"in_force", "undeterminable"} and about(m, asking)
    ]
    return tuple(dict.fromkeys(form for m in going for form in forms_named(m, asking) or ()))


def _one(asking: Asking) -> Finding:
    """The finding for one good in one form; where no form is given, what holds for all of it."""
    regime = asking.regime
    if regime is None:
        return _without_rules(asking)
    entry = asking.listed()
    caught = pile(asking, entry)
    if caught == "no":
        return replace(_free(asking, regime, entry), caught=caught)
    within = _controlled(asking, regime, entry)
    if entry:
        says = f"{asking.lexicon.name(asking.question.item)} falls under {entry.entry}"
        note = f": {entry.note}." if entry.note else "."
        within = replace(
            within,
            basis=((says + note, entry.reference or entry.entry), *within.basis),
            unsure=(*within.unsure, *unchecked(entry.entry, entry)),
        )
    if caught == "maybe" and within.answer != "undeterminable":
        return _maybe(asking, regime, entry, within)
    return replace(within, caught=caught)


def _without_rules(asking: Asking) -> Finding:
    """Without the country's rules only a ban is sure: a licence that a measure asks for may not be all."""
    where = asking.lexicon.name(asking.question.country_of_export)
    basis = ((f"There are no rules of {where} in the data.", _DATA),)
    found = by_measures(asking)
    if found is None:
        told = gaps(asking)
        supports = tuple(dict.fromkeys(s for gap in told for s in gap.supports))
        said = tuple((gap.says, source(gap.supports)) for gap in told)
        return Finding("undeterminable", basis=(*basis, *said), supports=supports)
    answer = found.answer if found.answer == "prohibited" else "undeterminable"
    return replace(found, answer=answer, branches=(), basis=(*basis, *found.basis))


def pile(asking: Asking, entry: Listed | None) -> str | None:
    """Whether the part is within the control: `yes`, `no`, `maybe`; None where it is on no list in the data.

    What the user knows comes first, then the form, then the grade against the entry's thresholds. An
    HS code is wider than the good, so that by it alone the part may or may not be caught.
    """
    question = asking.question
    if question.caught:
        return question.caught
    going = (m for m in asking.state.measures if m.state == "in_force" and about(m, asking))
    if question.form and any(forms_named(measure, asking) for measure in going):
        return "yes"
    graded = _by_grade(asking, entry) if entry else None
    return graded or ("maybe" if question.proxy or question.wider else entry.caught if entry else None)


def _by_grade(asking: Asking, entry: Listed) -> str | None:
    """What form and grade say of the part; None where they leave it open."""
    question = asking.question
    if question.form and question.form in entry.forms:
        return entry.forms[question.form]
    return pile_by_grade(entry, question.grade)


def _free(asking: Asking, regime: Regime, entry: Listed | None) -> Finding:
    """The answer for a good that is not within the list entry: catch-all control may still reach it."""
    found = by_rules(asking, regime, entry, listed=False)
    if entry is None:
        said, reference = f"{asking.item} is said to be outside every list entry.", "the question"
    else:
        said, reference = (
            f"{asking.item} is outside the list entry: {entry.note or entry.entry}.",
            entry.entry,
        )
    if asking.question.caught == "no":
        reference = "the question"
    return replace(found, basis=((said, reference), *found.basis))


def _controlled(asking: Asking, regime: Regime, entry: Listed | None) -> Finding:
    """The answer for a good within the control."""
    measured = by_measures(asking)
    ruled = by_rules(asking, regime, entry, listed=True) if entry or _named(asking, regime) else None
    if measured is None and ruled is None:
        found = Finding("undeterminable", basis=((_unlisted(asking, regime), _DATA),))
    elif measured is None or (ruled and ruled.strict and _harder(ruled, measured)):
        assert ruled is not None
        found = eased(asking, ruled)
    else:
        assert measured is not None
        found = measured
    if ruled:
        found = replace(found, considered=ruled.considered)
    return with_licences(_with_gaps(found, gaps(asking)), asking)


def _named(asking: Asking, regime: Regime) -> bool:
    """Whether some rule names the item itself, listed or not."""
    return any(asking.question.item in rule.items for rule in regime.rules)


def _unlisted(asking: Asking, regime: Regime) -> str:
    """Why nothing can be said of an item that no list entry of the day in the data holds."""
    name = asking.lexicon.name(asking.question.item)
    if held := within_wide(name, regime):
        goods = ", ".join(map(asking.lexicon.name, held))
        return f"{name} holds more goods than {goods}, of which alone the data know: name the good."
    entries = regime.entries(asking.question.item, asking.state.known)
    later = [one.term.since for one in entries if one.term.since and one.term.since.latest > asking.state.on]
    if later:
        since = min(later, key=lambda when: when.earliest)
        return f"{name} is on the list of {regime.name} since {since}; what held before is not in the data."
    if entries:
        return (
            f"The entry of {name} in the list of {regime.name} no longer holds; what does is not in the data."
        )
    return f"{name} is not among the list entries of {regime.name} in the data; it may be controlled."


def _harder(one: Finding, other: Finding) -> bool:
    """Whether the first asks for more than the second does at its easiest."""
    easiest = max((_rank(answer) for answer in _answers(other)), default=0)
    return max(map(_rank, _answers(one)), default=0) < easiest


def _answers(found: Finding) -> tuple[str, ...]:
    return tuple(b.answer for b in found.branches) or (found.answer,)


def _rank(answer: str) -> int:
    return NARROWEST_FIRST.index(answer) if answer in NARROWEST_FIRST else -1


def _with_gaps(found: Finding, told: tuple[Gap, ...]) -> Finding:
    """Controls of which too little is known leave a hard answer, and one of measures that do decide.

    An answer that rests on the rules alone may be easier than what is true, so it is not given.
    """
    if not told or found.answer == "undeterminable":
        return replace(found, basis=(*found.basis, *((gap.says, source(gap.supports)) for gap in told)))
    settled = (found.answer in _HARD or found.measures) and not (
        found.answer != "prohibited" and any("prohibited" in gap.types for gap in told)
    )
    if settled:
        return replace(
            found, unsure=tuple(f"{gap.says.rstrip('.')} ({source(gap.supports)})" for gap in told)
        )
    basis = [*((gap.says, source(gap.supports)) for gap in told), (apart(found), _DATA)]
    supports = tuple(dict.fromkeys(s for gap in told for s in gap.supports))
    return replace(
        found, answer="undeterminable", branches=(), since=None, standard_days=None,
        basis=(*found.basis, *basis), supports=supports,
    )  # fmt: skip


def together(parts: list[tuple[str, Finding]]) -> Finding:
    """One finding for several parts: theirs where they agree, else a branch for each."""
    first = parts[0][1]
    basis = tuple(dict.fromkeys(one for _, part in parts for one in part.basis))
    if len({part.outcome for _, part in parts}) == 1:
        return replace(first, basis=basis)
    return replace(
        first,
        answer="depends",
        branches=tuple(branch for condition, part in parts for branch in _side(part, condition)),
        since=None,
        standard_days=max((part.standard_days or 0 for _, part in parts), default=0) or None,
        basis=basis,
        supports=tuple(dict.fromkeys(s for _, part in parts for s in part.supports)),
        measures=tuple({m.id: m for _, part in parts for m in part.measures}.values()),
        considered=tuple(dict.fromkeys(one for _, part in parts for one in part.considered)),
        unsure=tuple(dict.fromkeys(one for _, part in parts for one in part.unsure)),
        caught=first.caught if len({part.caught for _, part in parts}) == 1 else "maybe",
    )


def _maybe(asking: Asking, regime: Regime, entry: Listed | None, within: Finding) -> Finding:
    """A branch for each side of the list entry."""
    question = asking.question
    another = entry is None or bool(question.wider and not question.caught)
    free = Finding("undeterminable") if another else _free(asking, regime, entry)
    inside = f"the part is within {entry.entry}" if entry else f"the part is {asking.item}"
    branches = [*_side(within, inside), *_side(free, "it is not")]
    if question.proxy or question.wider:
        told = f"HS {question.proxy}" if question.proxy else f"“{question.wider}”"
        why = f"{told} is wider than {asking.lexicon.name(question.item)}"
    else:
        why = f"whether {asking.item} is caught depends on its grade"
    said = f"{why[0].upper()}{why[1:]}: {entry.note or entry.entry}." if entry else f"{why}."
    reference = entry.entry if entry else "the lexicon"
    considered = tuple(dict.fromkeys((*within.considered, *free.considered)))
    return replace(
        within, answer="depends", branches=tuple(branches), caught="maybe", considered=considered,
        basis=((said, reference), *within.basis, *free.basis[1:]),
    )  # fmt: skip


def _side(found: Finding, condition: str) -> list[Branch]:
    """The branches of one side, each with the side named before its own condition."""
    if not found.branches:
        return [Branch(condition, found.answer, fact=True)]
    return [
        Branch(f"{condition}, and {b.condition}" if b.condition != "otherwise" else f"{condition}, otherwise",
               b.answer, b.holds, fact=True)
        for b in found.branches
    ]  # fmt: skip


def considered_measures(asking: Asking) -> tuple[Considered, ...]:
    """The measures of the country of export, each with whether it decides and why."""
    found = by_measures(asking)
    deciding = {measure.id for measure in found.measures} if found else set()
    out = []
    for measure in asking.state.measures:
        if measure.actor != asking.question.country_of_export:
            continue
        if measure.id in deciding:
            out.append(Considered(measure.name, applies=True, why=in_force(measure, asking)))
        elif measure.group:
            counts = measure.state == "in_force" and aims(measure, asking)
            why = f"changes who is in {asking.lexicon.name(measure.group)}; {measure.state.replace('_', ' ')}"
            out.append(Considered(measure.name, applies=counts, why=why))
        elif not about(measure, asking):
            out.append(Considered(measure.name, applies=False, why="about other goods or destinations"))
        else:
            out.append(Considered(measure.name, applies=False, why=measure.state.replace("_", " ")))
    return tuple(out)
