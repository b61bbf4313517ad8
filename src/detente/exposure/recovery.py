"""How long until goods come again: what was seen, the standard period, and the assumption made.

With a handful of observations there is no distribution to speak of. `assume` names three days
counted from control to approval (low, base, high), each with its reason, and shows the
observations beside them. All of it uses only what the state knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from detente.exposure.tables import Tables
from detente.ledger.views import LicenceBook, Measure, State

DEFAULT_STANDARD_DAYS = 90
"""Used where neither the measure nor the rules say a period; named as an assumption."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Days from control to the first known approval of an item (and form), dated or to a window.

    `at_least` = `at_most` for a dated one. A waiting item has `approved` false and `at_least` the
    days waited so far (censored, not missing).
    """

    item: str
    form: str | None
    at_least: int
    at_most: int | None
    approved: bool


@dataclass(frozen=True, slots=True)
class Wait:
    """Days from control to approval, three assumptions, with the reason for each in words."""

    low: int
    base: int
    high: int
    standard_days: int
    seen: tuple[Seen, ...]
    reasons: tuple[str, str, str]


Good = tuple[str, str | None]
"""An item and the form that is meant, None where none is."""


def seen_so_far(state: State, measure: Measure, goods: Sequence[Good] = ()) -> tuple[Seen, ...]:
    """The first approvals under a measure, and the goods still waiting, as known.

    `goods` are those that the user buys; one of which no approval is known is shown as waiting, and so
    is an item of the measure of which nothing at all is known. A book of an item without a form holds
    only the approvals of which no form was told.
    """
    if measure.effective is None:
        return ()
    control = measure.effective.earliest
    elapsed = max(0, (state.on - control).days)
    books = [book for book in state.licences if book.item in _items(measure)]
    found = [seen for book in books if (seen := _first(book, control))]
    asked = [good for good in goods if good[0] in _items(measure)]
    asked += [(item, None) for item in _items(measure) if item not in {seen.item for seen in found}]
    have = {seen.item for seen in found if seen.form is None} | {good[0] for good in asked if good[1]}
    for item, form in dict.fromkeys(asked):
        known = any(seen.item == item and form in {None, seen.form} for seen in found)
        if not known and (form or item not in have):
            found.append(Seen(item, form, elapsed, None, approved=False))
    return tuple(found)


def _items(measure: Measure) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.partition("#")[0] for item in measure.items))


def _first(book: LicenceBook, control: date) -> Seen | None:
    """The first approval of a book after the control, None where it has none that is dated."""
    whens = [
        one.when
        for one in book.approved
        if one.when and one.form == book.form and one.when.earliest >= control
    ]
    if not whens:
        return None
    first = min(whens, key=lambda when: (when.latest, when.earliest))
    return Seen(
        book.item, book.form, (first.earliest - control).days, (first.latest - control).days, approved=True
    )


def assume(
    state: State, measure: Measure, good: Good, standard_days: int | None, goods: Sequence[Good] = ()
) -> Wait:
    """Low, base and high days from control to an approval for the user's own contract.

    An approval covers one contract, so that of another buyer frees nothing: it shows how long the
    authority took. While nothing has come for the item, no assumption lies before tomorrow.
    """
    standard = standard_days or DEFAULT_STANDARD_DAYS
    seen = seen_so_far(state, measure, [good, *goods])
    approved = [s for s in seen if s.approved and s.at_most is not None]
    own = [s for s in approved if s.item == good[0] and (good[1] is None or s.form in {None, good[1]})]
    elapsed = max(0, (state.on - measure.effective.earliest).days) if measure.effective else 0
    low, why_low = _low(own, approved, standard)
    base, why_base = standard, f"the standard processing period, {standard} days"
    if elapsed >= standard:
        base, why_base = (
            elapsed + standard // 3,
            f"{elapsed} days have passed, and a third of the standard period more",
        )
    high, why_high = (
        max(2 * standard, elapsed + standard),
        "twice the standard period (documents asked for again)",
    )
    tomorrow = elapsed + 1
    low = max(low, tomorrow)
    return Wait(low, max(base, low), max(high, base, low), standard, seen, (why_low, why_base, why_high))


def _low(own: Sequence[Seen], approved: Sequence[Seen], standard: int) -> tuple[int, str]:
    if own:
        return min(s.at_least for s in own), "as long as the first approval of the same item took"
    if approved:
        return min(
            s.at_least for s in approved
        ), "as long as the quickest first approval under the same measure took"
    return standard // 2, "half the standard period, for nothing has been approved yet"


def with_own(wait: Wait, tables: Tables, good: tuple[str, str | None], *, control: date, on: date) -> Wait:
    """The wait for the user's own application, where the table of licences has one still open.

    It runs from the filing, not from the control; one that was denied or returned is filed again on
    the day asked about. Without a row it is assumed to have been filed on the day of the control.
    """
    rows = [
        r for r in tables.rows.get("licences", ()) if r["item"] == good[0] and r["form"] in {None, good[1]}
    ]
    filed = [
        r["filed"] for r in rows if r["status"] in {"filed", "queried"} and r["filed"] and r["filed"] <= on
    ]
    again = any(r["status"] in {"denied", "returned"} for r in rows) and not filed
    later = (min(filed) - control).days if filed else (on - control).days if again else 0
    if later <= 0:
        return wait
    why = f"; counted from your filing {later} days after the control"
    low, base, high = (reason + why for reason in wait.reasons)
    return replace(
        wait, low=wait.low + later, base=wait.base + later, high=wait.high + later, reasons=(low, base, high)
    )
