"""The waits under a measure: observations, prior, assumption, and a distribution beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from detente.exposure.approval import (
    APPROVED,
    WAITING,
    Application,
    Easing,
    Spell,
    applications,
    easings,
    spells,
)
from detente.exposure.ban import approvable
from detente.exposure.excluded import none_before, not_before
from detente.exposure.filing import own_filing
from detente.exposure.pace import Step, cumulative, fit
from detente.exposure.recovery import (
    DEFAULT_STANDARD_DAYS,
    Good,
    Quantiles,
    Wait,
    assume,
    seen_so_far,
    standard_of,
)
from detente.exposure.tables import Tables
from detente.ledger.views import Measure, State

FEWEST = 2
"""Approvals of known filing below which none is fitted, applications below which no share of them is told."""
_NO_TABLES = Tables({})


@dataclass(frozen=True, slots=True)
class Outlook:
    """One good: its three assumptions with the fit from the control on, and from filing on where one is.

    `processing` counts from filing and is None where fewer than two applications of known filing ended in
    an approval.
    """

    item: str
    form: str | None
    wait: Wait
    processing: Quantiles | None


@dataclass(frozen=True, slots=True)
class MeasureWaits:
    """The waits under one measure: what was seen, and the outlook for each good asked about.

    `early` and `late` are the cumulative incidence with every window at its first and at its last day.
    `denied` and `returned` are the numbers that the licence books hold; they end applications, not waits.
    `decided` is the cumulative incidence of approval, and of denial and return, from filing.
    """

    measure: Measure
    control: date
    standard_days: int
    assumed_standard: bool
    """Whether no source says the standard period, so that the default stands in for it."""
    standard_basis: str
    """Who says it, in words."""
    spells: tuple[Spell, ...]
    easings: tuple[Easing, ...]
    applications: tuple[Application, ...]
    denied: int
    returned: int
    early: tuple[Step, ...]
    late: tuple[Step, ...]
    decided: tuple[Step, ...]
    goods: tuple[Outlook, ...]


def waits(
    state: State, goods: Sequence[Good] = (), tables: Tables | None = None, standard_days: int | None = None
) -> tuple[MeasureWaits, ...]:
    """Every measure with a day of effect and a licence a contract, for the `goods` asked about or for all."""
    return tuple(
        _measure(state, measure, goods, tables or _NO_TABLES, standard_days)
        for measure in state.measures
        if measure.effective and measure.effective.earliest <= state.on and measure.licence
        if approvable(measure) and (not goods or {good[0] for good in goods} & set(approvable(measure)))
    )


def beside(wait: Wait, state: State, measure: Measure, good: Good, goods: Sequence[Good] = ()) -> Wait:
    """The wait with the fit to the waits of others beside its three assumptions.

    The public wait of the good itself counts among them only where the user filed so late that it is more
    than twice as long as their own.
    """
    if measure.effective is None or wait.standard_days is None:
        return wait
    seen = spells(state, measure, (good, *goods))
    elapsed = max(0, (state.on - measure.effective.earliest).days)
    given = max(0, elapsed - wait.filed_after, none_before(state, measure, good) - 1 - wait.filed_after)
    late = wait.filed_after > given
    found = fit(seen if late else others(seen, good), good, wait.standard_days, given)
    days = [number + wait.filed_after for number in (found.p10, found.p50, found.p90)]
    shifted = replace(found, p10=days[0], p50=days[1], p90=days[2], given=given + wait.filed_after)
    return replace(wait, fit=shifted)


def others(seen: Sequence[Spell], good: Good) -> list[Spell]:
    """The waits of others: without that of the good itself while it waits, which `given` stands for."""
    return [
        one for one in seen if not (one.ended == WAITING and (one.item, one.form) in {good, (good[0], None)})
    ]


def _measure(
    state: State, measure: Measure, asked: Sequence[Good], tables: Tables, standard_days: int | None
) -> MeasureWaits:
    assert measure.effective is not None
    control = measure.effective.earliest
    mine = [good for good in asked if good[0] in approvable(measure)]
    seen = spells(state, measure, mine)
    goods = mine or list(dict.fromkeys((one.item, one.form) for one in seen))
    own = applications(state, measure, tables)
    told, basis = standard_of(measure, standard_days)
    # a book without a form holds those of its forms too
    books = [book for book in state.licences if book.item in approvable(measure) and book.form is None]
    return MeasureWaits(
        measure=measure,
        control=control,
        standard_days=told or DEFAULT_STANDARD_DAYS,
        assumed_standard=told is None,
        standard_basis=basis,
        spells=seen,
        easings=easings(measure, state.on),
        applications=own,
        denied=sum(book.denied for book in books),
        returned=sum(book.returned for book in books),
        early=cumulative(seen),
        late=cumulative(seen, late=True),
        decided=cumulative(own, late=True) if len(own) >= FEWEST else (),
        goods=tuple(_good(state, measure, good, (mine, own, tables, told)) for good in goods),
    )


def _good(
    state: State,
    measure: Measure,
    good: Good,
    known: tuple[Sequence[Good], Sequence[Application], Tables, int | None],
) -> Outlook:
    asked, own, tables, told = known
    assert measure.effective is not None
    seen = seen_so_far(state, measure, [good, *asked])
    filing = own_filing(tables, good, control=measure.effective.earliest, on=state.on, seen=seen)
    wait = assume(state, measure, good, told, asked, filed_after=filing.after)
    wait = replace(wait, filing=filing.why)
    wait = beside(not_before(wait, state, measure, good), state, measure, good, asked)
    return Outlook(
        good[0], good[1], wait, _processing(own, good, wait.standard_days or DEFAULT_STANDARD_DAYS)
    )


def _processing(own: Sequence[Application], good: Good, standard: int) -> Quantiles | None:
    """From filing to approval, by the applications of known filing; the good's open one is `given`.

    None from fewer than `FEWEST` approvals: one case is no distribution, and the quickest is seen first.
    """
    if sum(one.ended == APPROVED for one in own) < FEWEST:
        return None
    open_ = [one for one in own if one.ended == WAITING and (one.item, one.form) == good]
    given = max((one.at_least for one in open_), default=0)
    return fit([one for one in own if one not in open_], good, standard, given)
