"""The licence question: may this item go from here to there on that day, and under which licence?

`ask` reasons in this order, and `LicenceAnswer.basis` keeps the order:

1. is the country of export in the rules, and the item (in this form and grade) on its list;
2. which measures of the ledger reach the item and the destination on the day;
3. where none does, which ground rule holds for the destination, the parties and the end use;
4. whether a control is told of that may reach the deal, and of which too little is known;
5. which licences held choose a branch;
6. whether the destination is under an embargo or sanctions that the rules list;
7. whether sources contest a date on which the answer turns;
8. what is scheduled after the day, as known;
9. how long it takes: the standard period, and the days seen so far.

What is not in the data is `undeterminable`, never "no licence", nor an easier one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from detente.ledger.licence.embargoed import NOT_CHECKED
from detente.ledger.licence.find import considered_measures, find
from detente.ledger.licence.held import books, knows_exporter
from detente.ledger.licence.later import rivals, scheduled
from detente.ledger.licence.measured import about, unclear_amendments
from detente.ledger.licence.naming import Named, check_form, named
from detente.ledger.licence.question import Asking, Finding, Question, check_grades, check_holds
from detente.ledger.licence.ruled import told_use
from detente.ledger.rules import Branch, Listed, Regime, regimes
from detente.ledger.views import LicenceAnswer, Measure, State
from detente.lexicon import Lexicon
from detente.model import When

__all__ = ["Named", "Question", "ask", "books", "check_form", "check_grades", "check_holds", "named"]

_TURNS_ON = {"effective", "withdrawn", "items", "targets", "licence", "standard_days"}
"""What of a measure an answer turns on: sources that differ about anything else do not bear on it."""

_WAITS = {"individual", "depends", "contested"}
"""Answers under which a licence may have to be waited for."""


def ask(
    state: State, question: Question, lexicon: Lexicon, rules: Mapping[str, Regime] | None = None
) -> LicenceAnswer:
    """Answer the licence question on `state.on`, as known on `state.known`."""
    regime = (regimes() if rules is None else rules).get(question.country_of_export)
    asking = Asking(state, question, lexicon, regime)
    found, conflicts = _contested(asking, find(asking))
    entry = asking.listed()
    days = found.standard_days or (regime.standard_days if regime else None)
    waits = found.answer == "individual" or (
        found.answer in _WAITS and any(b.answer in _WAITS for b in found.branches)
    )
    return LicenceAnswer(
        answer=found.answer,
        item=question.item,
        form=question.form,
        country_of_export=question.country_of_export,
        destination=question.destination,
        on=state.on,
        known=state.known,
        scenario=state.scenario,
        branches=tuple((b.condition, b.answer) for b in found.branches),
        since=found.since,
        scheduled=scheduled(asking),
        standard_days=days if waits else None,
        observed_days=tuple(_observed(asking, found)),
        not_checked=(
            *_not_checked(asking, regime, entry, found),
            *found.unsure,
            *unclear_amendments(found, asking),
        ),
        basis=found.basis,
        supports=found.supports,
        conflicts=conflicts,
        differing=tuple(c.explanation for c in state.conflicts if c.id in conflicts),
        covers_until=state.covers_until,
        as_of=as_of(asking, found),
        caught=found.caught,
        considered=tuple(
            (one.what, one.applies, one.why) for one in (*considered_measures(asking), *found.considered)
        ),
    )


def as_of(asking: Asking, found: Finding) -> date | None:
    """Up to which day the sources go that tell of the measures behind an answer, or of a group.

    Measures and memberships can be changed at any time, so that an answer for a later day is only as good
    as the last source. None where a source is as late as the day asked about, or only the rules answer.
    """
    groups = _of_groups(asking)
    measures = found.measures or [m for m in asking.state.measures if about(m, asking) or m.id in groups]
    told = [s.known_by for s in found.supports if not s.supposed]
    told += [s.known_by for m in measures for s in m.supports if not s.supposed]
    last = max(told, default=None)
    return last if last is not None and last < asking.state.on else None


def _contested(asking: Asking, found: Finding) -> tuple[Finding, tuple[str, ...]]:
    """The finding, and the conflicts it lies in; `contested` where sources that tie lead to other answers."""
    others = list(rivals(asking))
    outcomes = {other.outcome for _, _, other in others}
    open_ = tuple(dict.fromkeys(id_ for _, id_, _ in others))
    subjects = {measure.id for measure in found.measures} or _of_groups(asking)
    mine = tuple(c.id for c in asking.state.conflicts if c.subject in subjects and c.field in _TURNS_ON)
    if len(outcomes | {found.outcome}) < 2:  # noqa: PLR2004
        return found, mine
    branches = tuple(Branch(condition, other.answer, fact=True) for condition, _, other in others)
    why = ("Sources that are to be trusted alike give different days for it.", "; ".join(open_))
    supports = tuple(dict.fromkeys(s for _, _, other in others for s in other.supports))
    contested = replace(
        found, answer="contested", branches=branches, since=None, basis=(*found.basis, why), supports=supports
    )
    return contested, tuple(dict.fromkeys((*open_, *mine)))


def _of_groups(asking: Asking) -> set[str | None]:
    """The measures that say whether the destination is in a group of the rules."""
    groups = asking.regime.groups if asking.regime else {}
    return {
        one.measure
        for one in asking.state.groups
        if one.country == asking.question.destination and one.group in groups
    }


def _observed(asking: Asking, found: Finding) -> Iterable[tuple[int, int]]:
    """Days to each known approval of the item from the control in force that day: not processing times."""
    controls = (*found.measures, *(m for m in asking.state.measures if about(m, asking)))
    for book in books(asking.state, asking.question.item, asking.question.form):
        for licence in book.approved:
            when = licence.when
            if when is None or licence.outcome != "approved":
                continue
            start = next((day for m in controls if (day := _in_force_since(m, when))), None)
            if start:
                yield (when.earliest - start).days, (when.latest - start).days


def _in_force_since(measure: Measure, when: When) -> date | None:
    """The day of effect of a measure that was in force all through a day or window; None of any other."""
    start, end = measure.effective, measure.ended
    if start is None or not start.exact or start.earliest > when.earliest:
        return None
    return start.earliest if end is None or when.latest < end.earliest else None


def _not_checked(
    asking: Asking, regime: Regime | None, entry: Listed | None, found: Finding
) -> tuple[str, ...]:
    """What the answer could not look at: what the rules do not see, and what was not given or not used."""
    if regime is None:
        return (NOT_CHECKED,)
    question, rules, holders = asking.question, regime.rules, regime.holders
    booked = knows_exporter(asking)
    exporter = booked or any(r.exporter for r in rules) or bool(holders)
    consignee = booked or any(r.consignee for r in rules) or any(h.consignee for h in holders)
    facts = (
        ("exporter", question.exporter, exporter),
        ("consignee", question.consignee, consignee),
        ("end user", question.end_user, any(r.end_user for r in rules)),
        ("end use", question.end_use, _uses_end_use(asking, regime, found)),
    )
    by_licence = {"exporter", "consignee"} if found.licences_tell else set()
    missing = tuple(f"{what}: not given" for what, value, _ in facts if not value)
    unused = tuple(
        f"{what}: given, no {'licence of it is known' if what in by_licence else 'rule'} in the data"
        + ("" if what in by_licence else " uses it")
        for what, value, used in facts
        if value and not used
    )
    limits = entry.thresholds if entry and not question.caught else ()
    grades = tuple(
        f"grade: whether {limit} (not given)" for limit in limits if limit.property not in question.grade
    )
    note = (entry.note,) if entry and entry.note and question.form not in entry.forms else ()
    beside = (
        (f"other parts of the entry: {', '.join(entry.beside)}",) if entry and _parts(asking, entry) else ()
    )
    return (NOT_CHECKED, *regime.not_checked, *missing, *unused, *grades, *note, *beside)


def _parts(asking: Asking, entry: Listed) -> bool:
    """Whether other parts of the entry than the one whose thresholds the data have may hold the good."""
    question = asking.question
    return bool(entry.beside) and not question.caught and question.form not in entry.forms


def _uses_end_use(asking: Asking, regime: Regime, found: Finding) -> bool:
    """Whether the end use given decides of some rule on goods on this side of the list."""
    return any(
        told_use(rule, asking) is not None
        for rule in regime.rules
        if rule.end_use
        and rule.term.holds(asking.state.on, asking.state.known)
        and found.caught != ("no" if rule.listed else "yes")
    )
