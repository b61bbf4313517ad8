"""How long until goods come again: what was seen, the standard period, and the assumption made.

With a handful of observations there is no distribution to speak of. `assume` names three days
counted from control to approval (low, base, high), each with its reason, and shows the
observations beside them. All of it uses only what the state knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from detente.exposure.ban import approvable
from detente.ledger.rules import regimes
from detente.ledger.views import Licence, LicenceBook, Measure, State
from detente.lexicon import lexicon
from detente.model import When

DEFAULT_STANDARD_DAYS = 90
"""Used where neither the measure nor the rules say a period; named as an assumption."""


BULK = frozenset({"general_bulk", "special_general_bulk", "specific_bulk"})
"""The types of licence that need no approval for each contract."""
Good = tuple[str, str | None]
"""An item and the form that is meant, None where none is."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Days from control to the first known approval of an item (and form), dated or to a window.

    `at_least` = `at_most` for a dated one. A waiting item has `approved` false and `at_least` the
    days waited so far (censored, not missing). `approvals` are those known of it, the first one first,
    with later ones of which no form is told; each is of one contract of one buyer.
    """

    item: str
    form: str | None
    at_least: int
    at_most: int | None
    approved: bool
    approvals: tuple[Licence, ...] = ()

    def of(self, good: Good) -> bool:
        """Whether it is of a good asked about: of any form where none is, else of that or of one not told."""
        return self.item == good[0] and (good[1] is None or self.form in {None, good[1]})


@dataclass(frozen=True, slots=True)
class Quantiles:
    """P10, P50 and P90 in days from the start of a clock, and the number of waits of others behind them.

    `approvals` of them ended in an approval, `others` did not. All three hold given that the wait is not over
    after `given` days.
    """

    p10: int
    p50: int
    p90: int
    approvals: int
    others: int
    given: int


@dataclass(frozen=True, slots=True)
class Wait:
    """Days from control to approval, three assumptions, with the reason for each in words.

    `filed_after` is how many days after the control the user's own application was filed, or is supposed to
    be, `filing` why, in words. `assumed_standard` where no source says a standard period. `fit` stands
    beside the three (`detente.exposure.pace`) and is used for none of them.
    """

    low: int
    base: int
    high: int
    standard_days: int | None
    seen: tuple[Seen, ...]
    reasons: tuple[str, str, str]
    filed_after: int = 0
    filing: str = ""
    assumed_standard: bool = False
    fit: Quantiles | None = None
    prohibited: bool = False
    """Whether nothing is approved under the measure: then the three are its end, or beyond every horizon, and
    there is no standard period."""
    low_rests_on: Seen | None = None
    """The first approval whose days the low case takes, None where it takes no approval's."""


def standard_of(measure: Measure, given: int | None = None) -> tuple[int | None, str]:
    """The standard processing period in days and who says it; None where nobody does.

    By the sources of the measure, by the rules of the country that exports, or as the user gives it.
    """
    if measure.standard_days:
        return measure.standard_days, "as the authority said"
    regime = regimes().get(measure.actor or "")
    if regime and regime.standard_days:
        return regime.standard_days, f"by the rules of export ({regime.standard_days_reference})"
    return given, "as given" if given else "assumed, for no source says one"


def seen_so_far(state: State, measure: Measure, goods: Sequence[Good] = ()) -> tuple[Seen, ...]:
    """The first approvals under a measure, and the goods still waiting, as known.

    `goods` are those that the user buys; one of which no approval is known is shown as waiting, and so
    is an item of the measure of which nothing at all is known, and every other form of an item once one
    form has been approved: to leave out those that wait would select by the outcome. A book of an item
    without a form holds only the approvals of which no form was told; a form that such an approval may be
    of neither waits nor has one, and is left out.
    """
    if measure.effective is None:
        return ()
    control = measure.effective.earliest
    elapsed = max(0, (state.on - control).days)
    books = [book for book in state.licences if book.item in approvable(measure)]
    found = _without_repeats([seen for book in books if (seen := _first(book, control))])
    asked = [good for good in goods if good[0] in approvable(measure)]
    asked += [(item, None) for item in approvable(measure) if item not in {seen.item for seen in found}]
    have = {seen.item for seen in found if seen.form is None} | {good[0] for good in asked if good[1]}
    asked += [
        (seen.item, form) for seen in found if seen.form for form in forms_of(measure, seen.item, state)
    ]
    for item, form in dict.fromkeys(asked):
        known = any(seen.item == item and (form is None or seen.form in {None, form}) for seen in found)
        if not known and (form or item not in have):
            found.append(Seen(item, form, elapsed, None, approved=False))
    return tuple(found)


def forms_of(measure: Measure, item: str, state: State) -> tuple[str, ...]:
    """The forms of an item that a measure is on: those it names, else those that its list entry catches."""
    named = [name.partition("#") for name in measure.items]
    own = tuple(form for name, _, form in named if name == item and form)
    if own and (item, "", "") not in named:
        return own
    entry, regime = lexicon().get(item), regimes().get(measure.actor or "")
    entries = regime.entries(item, state.known) if regime else ()
    listed = next((one for one in entries if one.term.holds(state.on, state.known)), None)
    caught = {form: listed.forms.get(form, listed.caught) for form in entry.forms} if entry and listed else {}
    return tuple(form for form in (entry.forms if entry else ()) if caught.get(form, "yes") == "yes")


def _first(book: LicenceBook, control: date) -> Seen | None:
    """The first approval of a book after the control, None where it has none that is dated.

    An approval that a count of none for its day or later contests shows nothing of the authority's pace.
    """
    dated = [
        (one.when, one)
        for one in book.approved
        if one.when
        and one.form == book.form
        and one.kind not in BULK
        and one.when.earliest >= control
        and not _contested(book, one.when)
    ]
    if not dated:
        return None
    dated.sort(key=lambda one: (one[0].latest, one[0].earliest))
    first = dated[0][0]
    return Seen(
        book.item,
        book.form,
        (first.earliest - control).days,
        (first.latest - control).days,
        approved=True,
        approvals=tuple(licence for _, licence in dated),
    )


def _contested(book: LicenceBook, approved: When) -> bool:
    return any(
        told.count == 0 and told.as_of is not None and told.as_of.earliest >= approved.latest
        for told in book.reported
    )


def _without_repeats(found: Sequence[Seen]) -> list[Seen]:
    """Without an approval whose form is not told where one with a form came before it: it is no first.

    It stays known as a later approval of the good, beside the earliest with a form.
    """
    formed: dict[str, Seen] = {}
    for seen in sorted((one for one in found if one.form), key=lambda one: one.at_least):
        formed.setdefault(seen.item, seen)
    kept: list[Seen] = []
    for seen in found:
        first = formed.get(seen.item)
        if first is None or seen.form or seen.at_least <= first.at_least:
            kept.append(seen)
        else:
            formed[seen.item] = replace(first, approvals=(*first.approvals, *seen.approvals))
    return [formed[one.item] if one.form and formed[one.item].form == one.form else one for one in kept]


def assume(
    state: State,
    measure: Measure,
    good: Good,
    standard_days: int | None,
    goods: Sequence[Good] = (),
    *,
    filed_after: int = 0,
) -> Wait:
    """Low, base and high days from control to an approval for the user's own contract.

    An approval covers one contract, so that of another buyer frees nothing: it shows how long the
    authority took. The wait runs from the user's filing, `filed_after` days after the control. While
    nothing has come, no assumption lies before tomorrow, whatever has been seen.
    """
    standard = standard_days or DEFAULT_STANDARD_DAYS
    seen = seen_so_far(state, measure, [good, *goods])
    approved = [s for s in seen if s.approved and s.at_most is not None]
    own = [s for s in approved if s.of(good)]
    elapsed = max(0, (state.on - measure.effective.earliest).days) if measure.effective else 0
    waited = max(0, elapsed - filed_after)
    low, why_low, rests_on = _low(own, approved, standard, told=bool(standard_days))
    if low <= waited:
        low, why_low = waited + 1, f"tomorrow: {why_low}, and {waited} days have passed"
    period = "the standard period" if standard_days else "the days assumed"
    base, why_base = standard, f"the standard processing period, {standard} days"
    if not standard_days:
        why_base = f"{standard} days, assumed, for no source says a standard period"
    if waited >= standard:
        base, why_base = (
            waited + standard // 3,
            f"{waited} days have passed, and a third of {period} more",
        )
    if base < low:
        base, why_base = low, f"no sooner than low, for {why_low}"
    high = max(2 * standard, waited + standard)
    why_high = f"twice {period} (documents asked for again)"
    return Wait(
        low + filed_after, base + filed_after, max(high, base) + filed_after, standard, seen,
        (why_low, why_base, why_high), filed_after, assumed_standard=not standard_days,
        low_rests_on=rests_on,
    )  # fmt: skip


def _low(
    own: Sequence[Seen], approved: Sequence[Seen], standard: int, *, told: bool
) -> tuple[int, str, Seen | None]:
    """The days of the low case, why, and the approval that they rest on."""
    first = min(own or approved, key=lambda seen: seen.at_least, default=None)
    if first and own:
        return first.at_least, f"the first approval of the same item took {first.at_least} days", first
    if first:
        name = lexicon().name(first.item) + (f" ({first.form})" if first.form else "")
        quickest = f"the quickest first approval under the same measure, of {name}"
        return first.at_least, f"{quickest}, took {first.at_least} days", first
    days = standard // 2
    half = "half the standard period" if told else "half the days assumed"
    return days, f"{half}, {days} days, for no source tells of an approval yet", None
