"""What the ground rules of a country say on a day: the first rule that fits, with its branches."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.ledger.licence.question import Asking, Considered, Finding, later, source, unchecked
from detente.ledger.rules import Branch, Listed, Regime, Rule
from detente.ledger.views import GroupMembership, State, Support
from detente.model import When

_DATA = "detente.ledger.rules"
_OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class _Fit:
    """Whether a rule fits (None: cannot be told), why, and who says so.

    `asks` where only what the user did not say of the deal decides, `group` where only a country group does.
    """

    fits: bool | None
    why: str = ""
    supports: tuple[Support, ...] = ()
    since: When | None = None
    asks: bool = False
    group: bool = False


def by_rules(asking: Asking, regime: Regime, entry: Listed | None, *, listed: bool) -> Finding:
    """The answer of the rules for a listed item, or (catch-all) for one that is not."""
    chain: list[tuple[str, str]] = []
    considered: list[Considered] = []
    asides: list[tuple[Rule, str]] = []
    doubts: list[str] = []
    for rule in regime.rules:
        if rule.listed != listed or not rule.term.holds(asking.state.on, asking.state.known):
            continue
        fit = _fit(rule, asking, regime, entry)
        considered.append(Considered(f"rule {rule.id}", None if fit.asks else fit.fits, fit.why))
        reference = source(fit.supports) if fit.supports else rule.reference
        if fit.fits is False:
            doubts += _of_groups(rule, asking, regime) if fit.group else ()
            continue
        if fit.asks:
            asides.append((rule, fit.why))
            continue
        if fit.fits is None:
            found = Finding("undeterminable", basis=((fit.why, reference),), supports=fit.supports)
        else:
            chain += [(fit.why, reference)] if fit.why else []
            found = Finding(
                rule.answer,
                rule.branches,
                later(fit.since, rule.term.since) if fit.since else None,
                rule.standard_days,
                (*chain, (rule.says, rule.reference)),
                fit.supports,
                strict=rule.of_the_deal or rule.answer == "prohibited",
                otherwise=rule.otherwise,
                unsure=_unchecked(rule, asking, regime),
            )
        break
    else:
        found = _none_fits(asking, regime, listed=listed)
    unsure = tuple(dict.fromkeys((*found.unsure, *doubts)))
    found = replace(found, considered=tuple(considered), unsure=unsure)
    return _with(found, asides, tuple(s for rule, _ in asides for s in _unchecked(rule, asking, regime)))


def _unchecked(rule: Rule, asking: Asking, regime: Regime) -> tuple[str, ...]:
    """What of a rule that counts, and of the groups it names, was not checked against the law."""
    return (*unchecked(f"rule {rule.id}", rule), *_of_groups(rule, asking, regime))


def _of_groups(rule: Rule, asking: Asking, regime: Regime) -> tuple[str, ...]:
    state = asking.state
    groups = (regime.group(id_, state.on, state.known) for id_ in (rule.in_group, rule.not_in_group) if id_)
    return tuple(
        said
        for one in groups
        if one and (not one.in_doubt or asking.question.destination in one.in_doubt)
        for said in unchecked(asking.lexicon.name(one.id), one)
    )


def _none_fits(asking: Asking, regime: Regime, *, listed: bool) -> Finding:
    """Where no rule fits: what is off the list needs no licence, what is on it cannot be told."""
    if not listed:
        return Finding("not_controlled")
    deal = f"{asking.item} to {asking.destination} on {asking.state.on}"
    said = f"No rule of {regime.name} in the data fits {deal}."
    return Finding("undeterminable", basis=((said, _DATA),))


def _with(found: Finding, asides: list[tuple[Rule, str]], unsure: tuple[str, ...]) -> Finding:
    """The finding with a branch before it for each answer that rules on what was not said may give."""
    harder = [(rule, why) for rule, why in asides if rule.answer != found.answer]
    if not harder or found.answer == "undeterminable":
        return found
    conditions: dict[str, list[str]] = {}
    for rule, _ in harder:
        conditions.setdefault(rule.answer, []).append(rule.condition)
    first = tuple(Branch(", or ".join(said), kind, fact=True) for kind, said in conditions.items())
    rest = found.branches or (Branch(_OTHERWISE, found.answer),)
    basis = (*((rule.says, rule.reference) for rule, _ in harder), *found.basis)
    days = found.standard_days or next((r.standard_days for r, _ in harder if r.standard_days), None)
    return replace(
        found,
        answer="depends",
        branches=(*first, *rest),
        basis=basis,
        standard_days=days,
        unsure=tuple(dict.fromkeys((*found.unsure, *unsure))),
    )


def _fit(rule: Rule, asking: Asking, regime: Regime, entry: Listed | None) -> _Fit:
    """All that a rule names, together: what speaks against it decides, then what cannot be told."""
    found = list(_fits(rule, asking, regime, entry))
    against = next((fit for fit in sorted(found, key=lambda fit: fit.group) if fit.fits is False), None)
    unknown = next((fit for fit in found if fit.fits is None and not fit.asks), None)
    asks = next((fit for fit in found if fit.asks), None)
    if decided := against or unknown or asks:
        return decided
    supports = tuple(dict.fromkeys(s for fit in found for s in fit.supports))
    since = next((fit.since for fit in found if fit.since), None)
    return _Fit(fits=True, why=" ".join(fit.why for fit in found if fit.why), supports=supports, since=since)


def _fits(rule: Rule, asking: Asking, regime: Regime, entry: Listed | None) -> Iterator[_Fit]:
    question = asking.question
    if rule.items:
        yield _Fit(
            question.item in rule.items, f"It is of {', '.join(map(asking.lexicon.name, rule.items))}."
        )
    if rule.reasons:
        reasons = entry.reasons if entry else ()
        hit = [reason for reason in rule.reasons if reason in reasons]
        said = ", ".join(hit) if hit else "none of " + ", ".join(rule.reasons)
        yield _Fit(bool(hit), f"Of the reasons for control: {said}.")
    if rule.to:
        reached = {code for one in rule.to for code in (one, *asking.lexicon.expand(one))}
        hit_to = question.destination in reached
        yield _Fit(hit_to, f"{asking.destination} is {'' if hit_to else 'not '}among its destinations.")
    if rule.in_group:
        yield _member(asking, regime, rule.in_group, wanted=True)
    if rule.not_in_group:
        yield _member(asking, regime, rule.not_in_group, wanted=False)
    yield from _of_the_deal(rule, asking)


def _of_the_deal(rule: Rule, asking: Asking) -> Iterator[_Fit]:
    """Who ships, who receives, what for."""
    question = asking.question
    for what, given, named in (
        ("exporter", question.exporter, rule.exporter),
        ("consignee", question.consignee, rule.consignee),
        ("end user", question.end_user, rule.end_user),
    ):
        if not named:
            continue
        if not given:
            yield _Fit(None if rule.asked else False, f"The {what} was not given.", asks=rule.asked)
        else:
            hit = asking.is_party(given, named)
            yield _Fit(hit, f"The {what} {given} is {'' if hit else 'not '}among those it names.")
    if rule.end_use:
        yield _of_the_use(rule, asking)
    if rule.open:
        yield _Fit(None, "It turns on more than a question can say.", asks=True)


def _of_the_use(rule: Rule, asking: Asking) -> _Fit:
    """Whether the end use given is one that a rule names; it is none only where it rules all of them out."""
    given = asking.question.end_use
    if (hit := told_use(rule, asking)) is not None:
        return _Fit(hit, f"The end use “{given}” is {'' if hit else 'not '}among those it names.")
    if not given:
        said = "was not given"
    elif asking.uses():
        said = f"“{given}” may be one that it names"
    else:
        said = f"names no use that the rules know: “{given}”"
    return _Fit(None if rule.asked else False, f"The end use {said}.", asks=rule.asked)


def told_use(rule: Rule, asking: Asking) -> bool | None:
    """Whether the end use given is among those of a rule; None where it does not tell."""
    uses = asking.uses()
    if any(use.id in rule.end_use for use in uses):
        return True
    out = bool(uses) and all(kind in use.excludes for kind in rule.end_use for use in uses)
    return False if out else None


def membership(state: State, group: str, country: str) -> GroupMembership | None:
    """What measures of the ledger say of a country in a group; of several, the last change that is sure."""
    found = [g for g in state.groups if g.group == group and g.country == country]
    sure = [g for g in found if g.member is not None]
    return max(sure or found, key=lambda g: g.since.latest.toordinal() if g.since else 0, default=None)


def _member(asking: Asking, regime: Regime, group: str, *, wanted: bool) -> _Fit:
    """Whether the destination is in a group: by the ledger, else by the ground state of the rules."""
    country, name = asking.destination, asking.lexicon.name(group)
    found = membership(asking.state, group, asking.question.destination)
    if found is not None:
        word = {True: "is", False: "is not", None: "may or may not be"}[found.member]
        fits = None if found.member is None else found.member is wanted
        since = found.since if found.member is wanted else None
        return _Fit(fits, f"{country} {word} in {name} on that day.", found.supports, since, group=True)
    edition = regime.group(group, asking.state.on, asking.state.known)
    if edition is None:
        return _Fit(None, f"Who is in {name} on {asking.state.on} is not in the data.")
    inside = asking.question.destination in edition.members
    if inside and (open_ := _nameless(asking.state, group)):
        said = f"{source(open_)} tells of a change of {name} without naming whom; {country} may be meant."
        return _Fit(None, said, open_)
    return _Fit(inside is wanted, f"{country} {'is' if inside else 'is not'} in {name}.", group=True)


def _nameless(state: State, group: str) -> tuple[Support, ...]:
    """Who tells of a removal from the group, by that day, that names no country and no measure explains."""
    if any(measure.group == group and measure.targets for measure in state.measures):
        return ()
    told = [
        one.supports
        for one in state.unplaced
        if one.group == group and not one.eases and not one.targets and "comment" not in one.kind
        and not one.to_come(state.on)
    ] + [
        measure.supports
        for measure in state.measures
        if measure.group == group and measure.state in {"in_force", "undeterminable"}
    ]  # fmt: skip
    return tuple(dict.fromkeys(s for supports in told for s in supports))
