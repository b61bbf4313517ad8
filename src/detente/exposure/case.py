"""One exposure being worked out: the clock of the simulation, the waits, and what is delivered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from detente.exposure.ban import PROHIBITED
from detente.exposure.contract import Contract, contracts, left_under
from detente.exposure.excluded import after_ban, no_approval, not_after, not_before
from detente.exposure.filing import own_filing
from detente.exposure.network import Floats, Network, affected
from detente.exposure.outlook import beside
from detente.exposure.rationing import Ranks
from detente.exposure.recovery import Wait, assume, seen_so_far, standard_of
from detente.exposure.simulate import Extra, Plan, Totals, lasting, run, totals
from detente.exposure.supply import Touched
from detente.exposure.transit import Lot, arriving, lots
from detente.ledger.views import State

Group = tuple[str, str | None, str]
"""What is approved together: item, form, country of export."""


@dataclass(frozen=True)
class Case:
    """The network with its plan, the waits by group, and the day on which each control begins."""

    network: Network
    plan: Plan
    offset: int
    """Days from the day of the stock to the day asked about."""
    horizon: int
    stopped: tuple[Touched, ...]
    waits: Mapping[Group, Wait]
    control: Mapping[Group, int]
    """Day of the simulation on which the group's control begins."""
    own: tuple[Contract, ...] = ()
    """The user's own approvals, with what each lets through."""
    on: date = date.min
    """The day asked about."""
    lots: tuple[Lot, ...] = ()
    """The goods on the way, with what of each comes on top."""

    def cuts(self, days: Mapping[Group, Floats | float], rows: int) -> tuple[Floats, Floats]:
        """Start and stop arrays (rows x sources) when each group waits so many days from control.

        No wait outlasts a control whose end is known; an infinite one means for good, whatever is known.
        """
        whole = np.full((2, rows, len(self.network.sources)), np.inf)
        whole[:, :, [one.source for one in self.stopped]] = self._cuts(days, rows)
        return whole[0], whole[1]

    def _cuts(self, days: Mapping[Group, Floats | float], rows: int) -> tuple[Floats, Floats]:
        """The same of the stopped sources alone, rows x stopped."""
        shape = (rows, len(self.stopped))
        start, stop = np.full(shape, np.inf), np.full(shape, np.inf)
        for column, one in enumerate(self.stopped):
            if one.group in days:
                start[:, column] = self.control[one.group]
                lead = self.network.sources[one.source].lead_time_days
                wait = np.asarray(days[one.group])
                wait = np.where(np.isinf(wait), wait, np.minimum(wait, _over(one)))
                stop[:, column] = self.control[one.group] + wait + lead
        return start, stop

    def after(self, days: Mapping[Group, Floats | float], rows: int) -> Totals:
        """What each product loses when the groups wait so many days: rows x products.

        The same as `totals` of `cuts`, without an array of all sources: many draws of a large network fit.
        """
        sources = np.array([one.source for one in self.stopped], int)
        start, stop = self._cuts(days, rows)
        return totals(self.network, self.plan, start, stop, self.offset, sources=sources)

    def totals(self, start: Floats, stop: Floats) -> Totals:
        """What each product loses from the day asked about on: rows x products."""
        return totals(self.network, self.plan, start, stop, self.offset)

    def delivered(self, start: Floats, stop: Floats) -> Floats:
        """The share of demand met day by day: rows x days from the day asked about x products."""
        keep = [product.node for product in self.network.products]
        return run(self.network, self.plan, start, stop, keep)[:, self.offset :, :]

    def alone(self) -> Totals:
        """What each stopped source does if it alone stays cut for good: sources x products."""
        start = np.full((len(self.stopped), len(self.network.sources)), np.inf)
        for row, one in enumerate(self.stopped):
            start[row, one.source] = self.control[one.group]
        return self.totals(start, np.full_like(start, np.inf))

    @cached_property
    def kept(self) -> Floats:
        """The rate that each node keeps when all that is stopped stays cut for good."""
        return lasting(self.network, self.plan, [one.source for one in self.stopped])

    @cached_property
    def rates(self) -> Floats:
        """The rate that each product keeps then, by the rule of rationing."""
        nodes = [product.node for product in self.network.products]
        if len(self.plan.ranks) < 2:  # noqa: PLR2004 - all share in proportion
            return np.asarray(self.kept[nodes])
        bare = replace(self.network, stock=np.zeros_like(self.network.stock))
        extras = tuple(replace(extra, start=0.0) for extra in self.plan.extras)
        plan = Plan(1, np.zeros((1, len(bare.nodes))), extras, self.plan.ranks)
        start = np.full((1, len(bare.sources)), np.inf)
        start[0, [one.source for one in self.stopped]] = 0.0
        return np.asarray(run(bare, plan, start, np.full_like(start, np.inf), nodes)[0, 0])

    @property
    def base(self) -> dict[Group, float]:
        """The base wait of each group."""
        return {group: float(wait.base) for group, wait in self.waits.items()}

    def lost_margin(self, days: Mapping[Group, Floats | float], rows: int = 1) -> Floats:
        """Margin lost over the horizon when the groups wait so many days: one figure a row."""
        per_day = np.array([p.demand_per_day * p.margin for p in self.network.products])
        return np.asarray((self.after(days, rows).lost * per_day).sum(axis=1))


def _over(one: Touched) -> float:
    """Days from the control to the end of it that is known for the source; infinite where none is."""
    if one.until is None or one.begins is None:
        return np.inf
    return max(0.0, float((one.until.latest - one.begins.earliest).days))


def _licence_wait(one: Touched, state: State, standard_days: int | None) -> Wait:
    """The wait for a licence of a good that is banned first, counted from the end of the ban.

    It is filed then: the days since its own measure began, when nothing was filed, are no wait.
    """
    assert one.beside is not None
    good, measure = (one.item, one.form), one.beside.measure
    days, _ = standard_of(measure, standard_days)
    gone = max(0, (state.on - measure.effective.earliest).days) if measure.effective else 0
    wait = assume(state, measure, good, days, [good], filed_after=gone)
    return replace(wait, low=wait.low - gone, base=wait.base - gone, high=wait.high - gone, filed_after=0)


def make_case(
    network: Network,
    state: State,
    found: Sequence[Touched],
    horizon: int,
    standard_days: int | None,
    *,
    ranks: Ranks = (),
) -> Case:
    """Lay out the days: from the day of the stock (or of the question) to the end of the horizon."""
    begin = min(network.tables.stock_date or state.on, state.on)
    offset = (state.on - begin).days
    stopped = tuple(one for one in found if one.cut and one.begins)
    goods = list(dict.fromkeys((one.item, one.form) for one in stopped if one.effect != PROHIBITED))
    waits: dict[Group, Wait] = {}
    control: dict[Group, int] = {}
    for one in stopped:
        begins = one.begins
        assert begins is not None
        if one.group not in waits and one.effect == PROHIBITED:
            wait = no_approval(begins.earliest, one.ends)
            waits[one.group] = (
                after_ban(wait, _licence_wait(one, state, standard_days)) if one.beside else wait
            )
        elif one.group not in waits:
            good = (one.item, one.form)
            days, _ = standard_of(one.measure, standard_days)
            seen = seen_so_far(state, one.measure, [good, *goods])
            filing = own_filing(network.tables, good, control=begins.earliest, on=state.on, seen=seen)
            wait = assume(state, one.measure, good, days, goods, filed_after=filing.after)
            wait = replace(wait, filing=filing.why)
            wait = not_before(wait, state, one.measure, good)
            wait = not_after(wait, begins.earliest, one.ends)
            waits[one.group] = beside(wait, state, one.measure, good, goods)
        control.setdefault(one.group, (begins.earliest - begin).days)
    held = {t.source: (control[t.group], control[t.group] + _over(t)) for t in stopped}
    way = [((one.dispatched - begin).days, (one.arrives - begin).days) for one in network.arrivals]
    found_lots = lots(network, held, way, left_under(network, stopped, state.on)[0])
    came = arriving(found_lots, way, (offset + horizon, len(network.nodes)))
    plan = Plan(offset + horizon, came, tuple(_spare(network, stopped, control)), ranks)
    own = contracts(network, stopped, state.on)
    _own_deliveries(network, own, plan, offset)
    return Case(network, plan, offset, horizon, stopped, waits, control, own, state.on, found_lots)


def _spare(network: Network, stopped: Sequence[Touched], control: Mapping[Group, int]) -> Iterator[Extra]:
    """What the sources that are not stopped can add: their spare capacity, a lead time after the control."""
    cut = {one.source for one in stopped}
    begins: dict[int, int] = {}
    for one in stopped:
        node, day = network.sources[one.source].component, control[one.group]
        begins[node] = min(begins.get(node, day), day)
    below = dict(begins)
    for node in affected(network, begins):
        days = [below[child] for child, units in network.needs[node] if units > 0 and child in below]
        below[node] = min([*days, *([below[node]] if node in below else [])])
        if 0 < network.made[node] < 1:  # bought finished beside: the more so while its components are short
            begins[node] = below[node]
    for node, begin in begins.items():
        for number in network.sources_of[node]:
            source = network.sources[number]
            spare = (source.capacity_per_day or 0.0) - source.share * network.use[node]
            if number not in cut and spare > 0 and network.use[node] > 0:
                yield Extra(node, float(spare / network.use[node]), begin + source.lead_time_days)


def _own_deliveries(network: Network, found: Sequence[Contract], plan: Plan, offset: int) -> None:
    """An approval of the user's own lets its quantity through: it leaves on the day asked about."""
    for one in found:
        if one.source is not None and one.transit_days is not None:
            day = offset + one.transit_days
            if day < plan.days:
                plan.arriving[day, network.sources[one.source].component] += one.quantity
