"""Time to approval as what it is: how long goods waited, what ended the wait, and how exactly that is known.

Two clocks are kept apart, and never added up:

1. **From control to the first known approval** of an item (and form), a `Spell`. It is the first of an
   unknown number of applications, so it is no processing time. It may be dated to a day or to a window
   (interval censored); a good still waiting is censored on the right. An easing of the control or its
   withdrawal ends the wait in another way: a competing event.
2. **From filing to decision** of one application, an `Application`: only where the day of filing is known,
   the user's own among them. Approval, denial and return compete; one that is still open is censored.

A denial or return ends an application and not the wait of the item, which another contract may still end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from detente.exposure.ban import approvable
from detente.exposure.recovery import BULK, Good, Seen, seen_so_far
from detente.exposure.tables import Row, Tables
from detente.ledger.views import LicenceBook, Measure, State, Support
from detente.model import When

APPROVED, WAITING, EASED, WITHDRAWN = "approved", "waiting", "eased", "withdrawn"
DENIED, RETURNED = "denied", "returned"


@dataclass(frozen=True, slots=True)
class Spell:
    """The wait of a good under a measure, in days from the control, both ends included.

    `ended` is `approved`, `eased`, `withdrawn` or `waiting`; `at_most` is None while it waits. `by_count`
    where only a reported number shows the approval, so that the window runs from the last count of none.
    """

    item: str
    form: str | None
    ended: str
    at_least: int
    at_most: int | None
    supports: tuple[Support, ...] = ()
    by_count: bool = False


@dataclass(frozen=True, slots=True)
class Application:
    """One application with a known day of filing, in days from filing to decision, both ends included.

    `ended` is `approved`, `denied`, `returned` or `waiting`.
    """

    item: str
    form: str | None
    own: bool
    ended: str
    at_least: int
    at_most: int | None
    supports: tuple[Support, ...] = ()


def spells(state: State, measure: Measure, goods: Sequence[Good] = ()) -> tuple[Spell, ...]:
    """The wait of every good of a measure until the day asked about, as known; () without a day of effect."""
    if measure.effective is None:
        return ()
    control = measure.effective.earliest
    return tuple(_spell(seen, state, measure, control) for seen in seen_so_far(state, measure, goods))


def _spell(seen: Seen, state: State, measure: Measure, control: date) -> Spell:
    book = next((b for b in state.licences if (b.item, b.form) == (seen.item, seen.form)), None)
    freed = relief(measure, seen.item, state.on)
    if seen.approved and (freed is None or seen.at_least <= (freed[1].earliest - control).days):
        return Spell(
            seen.item, seen.form, APPROVED, seen.at_least, seen.at_most, tuple(_supports(book, seen, control))
        )
    counted = _counted(book, control) if book else None
    if counted and (freed is None or counted.at_least <= (freed[1].earliest - control).days):
        return counted
    if freed:
        ended, when, supports = freed
        first, last = (when.earliest - control).days, (when.latest - control).days
        return Spell(seen.item, seen.form, ended, max(0, first), max(0, last), supports)
    return Spell(seen.item, seen.form, WAITING, seen.at_least, None, measure.supports[:1])


def _supports(book: LicenceBook | None, seen: Seen, control: date) -> Iterator[Support]:
    """The sentences of the approval that was the first."""
    for licence in book.approved if book else ():
        when = licence.when
        if when and ((when.earliest - control).days, (when.latest - control).days) == (
            seen.at_least,
            seen.at_most,
        ):
            yield from licence.supports
            return


def _counted(book: LicenceBook, control: date) -> Spell | None:
    """A first approval that only a count shows: after the last count of none, by the first count above it.

    None where a count of none for the same day or later contests it.
    """
    dated = [count for count in book.reported if count.as_of and count.as_of.earliest >= control]
    some = [count for count in dated if count.count > 0]
    first = min(some, key=lambda count: count.as_of.latest if count.as_of else date.max, default=None)
    if first is None or first.as_of is None:
        return None
    none = [count.as_of for count in dated if count.count == 0 and count.as_of]
    if any(when.latest >= first.as_of.latest for when in none):
        return None
    after = max([(when.latest - control).days + 1 for when in none], default=0)
    return Spell(
        book.item,
        book.form,
        APPROVED,
        max(0, after),
        (first.as_of.latest - control).days,
        first.supports,
        by_count=True,
    )


@dataclass(frozen=True, slots=True)
class Easing:
    """A licence that needs no approval a contract is allowed again: of an item, from when, by which words."""

    item: str
    types: tuple[str, ...]
    when: When
    supports: tuple[Support, ...]


def easings(measure: Measure, on: date) -> tuple[Easing, ...]:
    """The bulk licences that the measure allows again by the day, item by item."""
    return tuple(
        Easing(item, tuple(one for one in change.licence if one in BULK), change.when, change.supports)
        for change in measure.amendments
        if change.when and change.when.latest <= on and set(change.licence) & BULK
        for item in dict.fromkeys(name.partition("#")[0] for name in change.items or approvable(measure))
        if item in approvable(measure)
    )


def relief(measure: Measure, item: str, on: date) -> tuple[str, When, tuple[Support, ...]] | None:
    """What ended the need for approvals by the day: a bulk licence, or the end of the measure."""
    found: list[tuple[str, When, tuple[Support, ...]]] = [
        (EASED, change.when, change.supports)
        for change in measure.amendments
        if change.when and change.when.latest <= on and set(change.licence) & BULK
        if not change.items or item in {name.partition("#")[0] for name in change.items}
    ]
    if measure.ended and measure.ended.latest <= on:
        stage = measure.stages.get("withdrawn", ())
        found.append((WITHDRAWN, measure.ended, stage[0].supports if stage else measure.supports))
    return min(found, key=lambda one: (one[1].latest, one[1].earliest), default=None)


def applications(state: State, measure: Measure, tables: Tables | None = None) -> tuple[Application, ...]:
    """Applications under a measure whose day of filing is known, by the day asked about.

    From the ledger the contracts whose filing is dated (a book without a form holds those of its forms too);
    from the network's licences.csv all of the measure's items. What was filed before the control fell under
    other rules.
    """
    if measure.effective is None:
        return ()
    control = measure.effective.earliest
    items = {name.partition("#")[0] for name in measure.items}
    rows = tables.rows.get("licences", ()) if tables else ()
    own = [_of_row(row, state.on) for row in rows if row["item"] in items and _filed(row, control, state.on)]
    books = [book for book in state.licences if book.item in items and book.form is None]
    return (*own, *(one for book in books for one in _of_book(book, control, state.on)))


def _filed(row: Row, control: date, on: date) -> bool:
    return row["filed"] is not None and control <= row["filed"] <= on


def _of_row(row: Row, on: date) -> Application:
    """A row of licences.csv; without a day of decision one came some time between filing and the day."""
    filed, decided = row["filed"], row.get("decided")
    waited = (on - filed).days
    ended = {"approved": APPROVED, "expired": APPROVED, "denied": DENIED, "returned": RETURNED}.get(
        row["status"]
    )
    if ended is None or (decided and decided > on):
        return Application(row["item"], row["form"], True, WAITING, waited, None)  # noqa: FBT003 - own
    days = ((decided - filed).days,) * 2 if decided else (0, waited)
    return Application(row["item"], row["form"], True, ended, *days)  # noqa: FBT003 - own


def _of_book(book: LicenceBook, control: date, on: date) -> Iterator[Application]:
    """The contracts of a book whose filing is dated."""
    for one in (*book.approved, *book.other):
        if one.filed is None or one.filed.earliest < control or one.filed.latest > on:
            continue
        if one.outcome == "pending":
            days: tuple[int, int | None] = ((on - one.filed.latest).days, None)
        elif one.processing is not None:
            days = one.processing
        else:
            continue
        ended = WAITING if one.outcome == "pending" else one.outcome
        yield Application(one.item, one.form, one.own, ended, *days, supports=one.supports)
