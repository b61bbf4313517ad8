"""The waits for approvals as text for a terminal, 100 columns."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from detente.desk.words import day, words
from detente.exposure.approval import APPROVED, EASED, WAITING, WITHDRAWN, Application, Easing, Spell
from detente.exposure.outlook import MeasureWaits, Outlook
from detente.exposure.pace import Step
from detente.exposure.recovery import Quantiles, Seen
from detente.ledger.views import State
from detente.lexicon import Lexicon

_SAID = {
    APPROVED: "first approval known",
    EASED: "a bulk licence allowed again",
    WITHDRAWN: "the measure withdrawn",
}


def waits_text(found: Sequence[MeasureWaits], state: State, lexicon: Lexicon) -> str:
    """Measure by measure: what was seen, applications, the prior, the assumptions, the fit beside them."""
    lines = [f"Waits for approval on {day(state.on)}, as known on {day(state.known)}"]
    if not found:
        lines += ["", "No measure with a licence a contract is in force in this ledger."]
    for one in found:
        lines += ["", *_measure(one, lexicon)]
    return "\n".join(lines)


def _measure(one: MeasureWaits, lexicon: Lexicon) -> Iterator[str]:
    yield f"{one.measure.id}, control from {day(one.control)}"
    yield "  seen, in days from the control to the first approval known, which are no processing times"
    forms = {good.item for good in one.goods if good.form}
    for spell in one.spells:
        untold = spell.form is None and spell.ended == APPROVED and spell.item in forms
        yield f"    {_name(spell.item, spell.form, lexicon)}: {_spell(spell)}{', form not told' * untold}"
    for easing in one.easings:
        yield f"    {lexicon.name(easing.item)}: {eased_words(easing)}, ending the wait of their holders"
    if steps := _incidence(one.early, one.late):
        yield f"    {steps}"
    if one.denied or one.returned:
        yield f"    besides: {one.denied} denied, {one.returned} returned; these end applications, not waits"
    yield "  applications of known filing, in days from filing to decision"
    for application in one.applications:
        yield f"    {_name(application.item, application.form, lexicon)}: {_application(application)}"
    if one.decided:
        last = one.decided[-1]
        yield f"    by day {last.day} {last.approved:.0%} approved, {last.otherwise:.0%} denied or returned"
    if not one.applications:
        yield "    none"
    what = (
        f"{one.standard_days} days"
        if one.assumed_standard
        else f"the standard period, {one.standard_days} days"
    )
    yield f"  prior: {what}, {one.standard_basis}"
    yield "  assumed, in days from the control: low / base / high; beside them what a fit would say"
    for good in one.goods:
        yield from _good(good, lexicon)
    yield "  " + _caution(one)


def eased_words(one: Easing) -> str:
    """Which licence is allowed again, since when, by whom it is told."""
    types = " or ".join(kind.replace("_", " ") for kind in one.types)
    source = next(iter(one.supports), None)
    by = f" ({source.publisher or source.source}, {day(source.known_by)})" if source else ""
    return f"{types} licences allowed again from {words(one.when)}{by}"


def _name(item: str, form: str | None, lexicon: Lexicon) -> str:
    return lexicon.name(item) + (f" ({form})" if form else "")


def _days(one: Spell | Application) -> str:
    if one.at_most is None or one.at_least == one.at_most:
        return f"{one.at_least} days"
    return f"{one.at_least} to {one.at_most} days"


def _spell(one: Spell) -> str:
    if one.ended == WAITING:
        return f"none after {_days(one)}"
    source = next(iter(one.supports), None)
    by = f" ({source.publisher or source.source}, {day(source.known_by)})" if source else ""
    counted = ", shown by a count" if one.by_count else ""
    return f"{_SAID[one.ended]} after {_days(one)}{counted}{by}"


def _application(one: Application) -> str:
    whose = "yours, " if one.own else ""
    if one.ended == WAITING:
        return f"{whose}open after {_days(one)}"
    return f"{whose}{one.ended} after {_days(one)}"


def _incidence(early: Sequence[Step], late: Sequence[Step]) -> str:
    if not early:
        return ""
    first, last = early[-1], late[-1]
    eased = f", {first.otherwise:.0%} freed in another way" if first.otherwise else ""
    by = f"day {first.day}" if first.day == last.day else f"day {first.day} to {last.day}"
    return f"of these goods {first.approved:.0%} had an approval{eased} by {by} (cumulative incidence)"


def _good(one: Outlook, lexicon: Lexicon) -> Iterator[str]:
    wait = one.wait
    name = _name(one.item, one.form, lexicon)
    since = _since([seen for seen in wait.seen if seen.approved and seen.of((one.item, one.form))], one.form)
    yield f"    {name}: {since}{wait.low} / {wait.base} / {wait.high}; {_fit(wait.fit)}"
    for name, reason in zip(("low", "base", "high"), wait.reasons, strict=True):
        yield f"      {name}: {reason}"
    if wait.filing:
        added = ": low, base and high have that added" if wait.filed_after else ""
        yield from wrap(wait.filing + added, 94, initial_indent=" " * 6, subsequent_indent=" " * 8)
    if one.processing:
        yield f"      from filing to approval: {_fit(one.processing)}"


def _since(approved: Sequence[Seen], form: str | None) -> str:
    """That others have had an approval of the good, since when, and of which form where another was asked."""
    if not approved:
        return ""
    first = min(approved, key=lambda seen: seen.at_least)
    other = "" if first.form == form else f" ({first.form or 'form not told'})"
    return f"approved since day {first.at_least}{other}; another contract "


def _fit(fit: Quantiles | None) -> str:
    if fit is None:
        return "no fit"
    behind = f"{fit.approvals} approval{'s' * (fit.approvals != 1)}, {fit.others} without"
    return f"fit P10 {fit.p10}, P50 {fit.p50}, P90 {fit.p90} ({behind})"


def _caution(one: MeasureWaits) -> str:
    approvals = sum(spell.ended == APPROVED for spell in one.spells)
    if not approvals:
        return "nothing has been approved: the fit is the standard period and the days waited, no observation"
    if approvals == 1:
        return "one first approval proves no distribution"
    number = f"{approvals} first approvals of one authority under one measure"
    return f"{number} depend on each other and prove no distribution"
