"""The licence question: may this item go from here to there on that day, and under which licence?

`ask` reasons in this order, and `LicenceAnswer.basis` keeps the order:

1. is the country of export in the rules, and the item (in this form) on its list;
2. which measures of the ledger reach the item and the destination on the day;
3. where none does, which ground rule holds for the destination's country group on that day;
4. which licences held by the user choose a branch;
5. what is scheduled after the day, as known;
6. how long it takes: the standard period, and the days seen so far.

What is not in the data is `undeterminable`, never "no licence".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from detente.errors import UsageError
from detente.ledger.rules import Branch, Listed, Regime, Rule, regimes
from detente.ledger.views import GroupMembership, LicenceAnswer, LicenceBook, Measure, State, Support
from detente.lexicon import Lexicon
from detente.model import When

_ORDER = ("prohibited", "individual", "specific_bulk", "special_general_bulk", "general_bulk", "exception")
"""From the narrowest licence to the widest: branches are listed from the widest."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: an item id (and form), from one country to another, with what is known of the deal."""

    item: str
    country_of_export: str
    destination: str
    form: str | None = None
    exporter: str | None = None
    consignee: str | None = None
    end_use: str | None = None
    holds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Finding:
    """An answer on one day with the way to it."""

    answer: str
    branches: tuple[tuple[str, str], ...] = ()
    since: When | None = None
    standard_days: int | None = None
    basis: tuple[tuple[str, str], ...] = ()
    supports: tuple[Support, ...] = ()
    measure: Measure | None = None


def ask(
    state: State, question: Question, lexicon: Lexicon, rules: Mapping[str, Regime] | None = None
) -> LicenceAnswer:
    """Answer the licence question on `state.on`, as known on `state.known`."""
    regime = (regimes() if rules is None else rules).get(question.country_of_export)
    finding = _finding(state, question, lexicon, regime)
    listed = regime.listed.get(question.item) if regime else None
    days = finding.standard_days or (regime.standard_days if regime else None)
    return LicenceAnswer(
        answer=finding.answer,
        item=question.item,
        form=question.form,
        country_of_export=question.country_of_export,
        destination=question.destination,
        on=state.on,
        known=state.known,
        scenario=state.scenario,
        branches=finding.branches,
        since=finding.since,
        scheduled=tuple(dict.fromkeys(_scheduled(state, question, lexicon, regime))),
        standard_days=days if finding.answer in {"individual", "depends", "contested"} else None,
        observed_days=tuple(_observed(state, question)),
        not_checked=_not_checked(question, regime, listed),
        basis=finding.basis,
        supports=finding.supports,
        conflicts=tuple(c.id for c in state.conflicts if finding.measure and c.subject == finding.measure.id),
        covers_until=state.covers_until,
    )


def _finding(state: State, question: Question, lexicon: Lexicon, regime: Regime | None) -> _Finding:
    name = lexicon.name(question.item)
    if regime is None:
        where = lexicon.name(question.country_of_export)
        return _Finding(
            "undeterminable", basis=((f"There are no rules of {where} in the data.", "detente.ledger.rules"),)
        )
    measure_finding = _by_measure(state, question, regime)
    listed = regime.listed.get(question.item)
    if listed is None and measure_finding is None:
        said = f"{name} is not among the list entries of {regime.name} in the data; it may be controlled."
        return _Finding("undeterminable", basis=((said, "detente.ledger.rules"),))
    if listed and measure_finding is None and (free := _not_caught(question, listed, name)):
        return free
    entry = (
        (
            (
                f"{name} falls under {listed.entry}" + (f": {listed.note}." if listed.note else "."),
                listed.entry,
            ),
        )
        if listed
        else ()
    )
    found = measure_finding or _by_rule(state, question, lexicon, regime)
    return replace(_held(found, question, regime), basis=(*entry, *found.basis))


def _not_caught(question: Question, listed: Listed, name: str) -> _Finding | None:
    caught = listed.forms.get(question.form, listed.caught) if question.form else listed.caught
    if caught == "yes":
        return None
    form = f" ({question.form})" if question.form else ""
    if caught == "no":
        said = f"{name}{form} is outside the list entry: {listed.note or listed.entry}."
        return _Finding("not_controlled", basis=((said, listed.entry),))
    said = f"Whether {name}{form} is caught depends on its grade: {listed.note or listed.entry}."
    branches = (("the part is within the list entry", "individual"), ("it is not", "not_controlled"))
    return _Finding("depends", branches=branches, basis=((said, listed.entry),))


def reaches(measure: Measure, item: str, destination: str, form: str | None = None) -> bool:
    """Whether a measure on items is about this item and destination.

    `form` narrows it where the measure names forms (an item written `item:x#liquid`).
    """
    named = {item, f"{item}#{form}"} if form else {item}
    covers = any(one in named or (one.partition("#")[0] == item and form is None) for one in measure.items)
    return covers and (not measure.targets or destination in measure.targets)


def _by_measure(state: State, question: Question, regime: Regime) -> _Finding | None:
    for measure in state.measures:
        if measure.actor != question.country_of_export or not reaches(
            measure, question.item, question.destination, question.form
        ):
            continue
        if measure.state in {"in_force", "undeterminable"} and (types := _types(measure, question.item)):
            return _under(measure, types, regime)
    return None


def _types(measure: Measure, item: str) -> tuple[str, ...]:
    """The licence types that apply to the item under the measure, the widest first."""
    types = measure.licence.get(item, ())
    return tuple(sorted(types, key=_ORDER.index, reverse=True))


def _under(measure: Measure, types: tuple[str, ...], regime: Regime) -> _Finding:
    dated = measure.stages.get("effective", ())
    supports = dated[0].supports if dated else measure.supports
    source = _source(supports)
    base = _Finding(
        "individual",
        since=measure.effective,
        standard_days=measure.standard_days,
        supports=supports,
        measure=measure,
    )
    if measure.state == "undeterminable":
        said = f"No source gives the day on which {measure.name} takes effect."
        return replace(base, answer="undeterminable", basis=((said, source),))
    said = f"{measure.name} has been in force since {measure.effective}: {' or '.join(map(_words, types))}."
    if len(types) == 1:
        return replace(base, answer=types[0], basis=((said, source),))
    branches = tuple(
        (regime.conditions.get(kind, f"a {_words(kind)} licence covers it"), kind) for kind in types
    )
    return replace(base, answer="depends", branches=branches, basis=((said, source),))


def _words(kind: str) -> str:
    return kind.replace("_", " ") + " licence"


def _source(supports: tuple[Support, ...]) -> str:
    return "; ".join(dict.fromkeys(s.publisher or s.url or s.source for s in supports[:3])) or "the ledger"


def _by_rule(state: State, question: Question, lexicon: Lexicon, regime: Regime) -> _Finding:
    for rule in regime.rules:
        membership = _membership(state, rule.in_group, question.destination)
        member, supports, said = _is_member(membership, rule, question, lexicon, regime)
        if member is None:
            return _Finding("undeterminable", supports=supports, basis=((said, _source(supports)),))
        if member:
            since = membership.since if membership and membership.member else None
            branches = tuple((b.condition, b.answer) for b in rule.branches)
            chain = ((said, _source(supports) if supports else rule.reference),) if said else ()
            return _Finding(
                rule.answer,
                branches,
                since,
                rule.standard_days,
                (*chain, (rule.says, rule.reference)),
                supports,
            )
    return _Finding(
        "undeterminable", basis=((f"No rule of {regime.name} in the data fits.", "detente.ledger.rules"),)
    )


def _membership(state: State, group: str | None, country: str) -> GroupMembership | None:
    return next((g for g in state.groups if g.group == group and g.country == country), None)


def _is_member(
    membership: GroupMembership | None, rule: Rule, question: Question, lexicon: Lexicon, regime: Regime
) -> tuple[bool | None, tuple[Support, ...], str]:
    """Whether the rule's group holds the destination: by the ledger, else by the ground state."""
    country = lexicon.name(question.destination)
    if rule.in_group is None:
        return True, (), ""
    group_name = lexicon.name(rule.in_group)
    if membership is not None:
        word = {True: "is", False: "is not", None: "may or may not be"}[membership.member]
        return membership.member, membership.supports, f"{country} {word} in {group_name} on that day."
    group = regime.groups[rule.in_group]
    inside = question.destination in group.members
    return inside, (), f"{country} {'is' if inside else 'is not'} in {group_name}."


def _held(found: _Finding, question: Question, regime: Regime) -> _Finding:
    """Choose the branch of a licence that the user holds; the others fall away."""
    if found.answer != "depends" or not question.holds:
        return found
    by_condition = {b.condition: b for rule in regime.rules for b in rule.branches}
    for condition, answer in found.branches:
        branch = by_condition.get(condition, Branch(condition, answer, answer))
        if (branch.holds or answer) in question.holds:
            return replace(found, answer=answer, branches=())
    return found


def _scheduled(
    state: State, question: Question, lexicon: Lexicon, regime: Regime | None
) -> Iterable[tuple[When | None, str, str]]:
    """What comes after the day: measures decided or announced for the item, and changes of group."""
    for measure in state.measures:
        if measure.actor == question.country_of_export and reaches(
            measure, question.item, question.destination, question.form
        ):
            yield from _coming(measure, question)
    if regime is None or _by_measure(state, question, regime) is not None:
        return
    for rule in regime.rules:
        membership = _membership(state, rule.in_group, question.destination)
        if membership and membership.member and membership.until and membership.until.latest >= state.on:
            after = replace(membership, member=False)
            later = replace(state, groups=tuple(after if g is membership else g for g in state.groups))
            yield membership.until.shifted(1), _by_rule(later, question, lexicon, regime).answer, "planned"


def _coming(measure: Measure, question: Question) -> Iterable[tuple[When | None, str, str]]:
    types = _types(measure, question.item)
    if measure.state in {"scheduled", "announced"} and types:
        yield measure.effective, types[0] if len(types) == 1 else "depends", "planned"
    for change in measure.coming.get(question.item, ()):
        yield change.when, change.licence, change.status


def books(state: State, item: str, form: str | None = None) -> list[LicenceBook]:
    """The licence books of an item: of one form where it is given, else the one of all its forms."""
    return [b for b in state.licences if b.item == item and b.form == form]


def _observed(state: State, question: Question) -> Iterable[tuple[int, int]]:
    """Days from control to each known approval of the item: not processing times."""
    measure = next(
        (m for m in state.measures if m.actor == question.country_of_export
         and reaches(m, question.item, question.destination) and m.effective), None
    )  # fmt: skip
    if measure is None or measure.effective is None or not measure.effective.exact:
        return
    start = measure.effective.earliest
    for book in books(state, question.item, question.form):
        for licence in book.approved:
            if licence.when and licence.outcome == "approved":
                yield (licence.when.earliest - start).days, (licence.when.latest - start).days


def _not_checked(question: Question, regime: Regime | None, listed: Listed | None) -> tuple[str, ...]:
    if regime is None:
        return ()
    asked = [
        ("exporter", question.exporter),
        ("consignee", question.consignee),
        ("end use", question.end_use),
    ]
    missing = tuple(f"{what}: not given" for what, value in asked if not value)
    named = tuple(f"{what}: given, no rule in the data uses it" for what, value in asked if value)
    note = (listed.note,) if listed and listed.note and not question.form else ()
    return (*regime.not_checked, *missing, *named, *note)


def check_holds(names: Iterable[str]) -> frozenset[str]:
    """The licences a user says to hold. Raises UsageError for a type that there is not."""
    given = {name.strip().casefold().replace("-", "_").replace(" ", "_") for name in names}
    if unknown := given - set(_ORDER):
        raise UsageError(f"no such licence: {', '.join(sorted(unknown))} (one of {', '.join(_ORDER)})")
    return frozenset(given)
