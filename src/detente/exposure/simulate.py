"""Stocks run down day by day: what each part can still deliver, and what is lost.

Each day has two passes. Upwards, parts before parents: what share of its full use each node could
deliver, which is what its sources bring (or its scarcest component allows) and what its stock
adds. Downwards, parents before parts: what is really made, so that a line that stands still for
one part uses none of the others. A part shared by several parents is rationed in proportion to
their need; sources are asked only for what is used; lost days are not caught up.

`run` steps over days and nodes with all draws at once; `run_plain` is its twin, one draw and plain
numbers, that a test holds equal.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.exposure.network import Floats, Network, affected


@dataclass(frozen=True, slots=True)
class Cut:
    """One source stopped in one draw: from day `start` to day `stop`, days of the simulation, half-open."""

    source: int
    start: float
    stop: float


@dataclass(frozen=True, slots=True)
class Extra:
    """A rate (share of the node's full use) that another source adds from day `start` on.

    It is asked for only while something of the node is cut.
    """

    node: int
    rate: float
    start: float


@dataclass(frozen=True)
class Plan:
    """What all draws share: days, inflow of goods on the way, and what other sources can add.

    `arriving[day, node]` is units.
    """

    days: int
    arriving: Floats
    extras: tuple[Extra, ...] = ()

    def more(self, node: int, day: float) -> float:
        """The rate that other sources add to a node on a day, all that have started together."""
        return sum(extra.rate for extra in self.extras if extra.node == node and extra.start <= day)


def rates(network: Network, plan: Plan, start: Floats, stop: Floats, day: int) -> Floats:
    """The rate (nodes x draws) at which bought parts come on a day. 1 for parts that are made.

    `start` and `stop` are draws x sources, infinite where a source is never cut.
    """
    rate = np.ones((len(network.nodes), start.shape[0]))
    hit: set[int] = set()
    for number in np.flatnonzero(np.isfinite(start).any(axis=0)):
        source = network.sources[number]
        cut = (start[:, number] <= day) & (day < stop[:, number])
        rate[source.component] -= source.share * cut
        hit.add(source.component)
    for node in hit:
        if more := plan.more(node, day):
            rate[node] = np.where(rate[node] < 1, rate[node] + more, rate[node])
        np.clip(rate[node], 0.0, 1.0, out=rate[node])
    return rate


def run(network: Network, plan: Plan, start: Floats, stop: Floats, keep: Sequence[int]) -> Floats:
    """The share of demand that the products in `keep` meet: draws x days x len(keep), 0 to 1.

    Only nodes that a cut can reach are stepped over; arrays are nodes x draws, so that one node's
    draws lie together.
    """
    draws = start.shape[0]
    reached = {network.sources[n].component for n in np.flatnonzero(np.isfinite(start).any(axis=0))}
    active = affected(network, reached)
    below = _below(network, active)
    stock = np.repeat(network.stock[:, None], draws, axis=1)
    able, needed = np.ones((len(network.nodes), draws)), np.zeros((len(network.nodes), draws))
    use, sold = network.use, _sold(network)
    out = np.ones((draws, plan.days, len(keep)))
    for day in range(plan.days):
        stock[network.shelf <= day] = 0.0
        stock += plan.arriving[day][:, None]
        supplied = rates(network, plan, start, stop, day)
        for node in active:
            for child, _ in below[node]:
                np.minimum(supplied[node], able[child], out=supplied[node])
            cover = stock[node] / use[node] if use[node] > 0 else stock[node]
            np.minimum(1.0, supplied[node] + cover, out=able[node])
            np.multiply(able[node], sold[node], out=needed[node])
        for node in reversed(active):
            made = np.minimum(supplied[node] * use[node], needed[node])
            np.maximum(0.0, stock[node] - (needed[node] - made), out=stock[node])
            for child, quantity in below[node]:
                needed[child] += quantity * made
        for at, node in enumerate(keep):
            out[:, day, at] = able[node]
    return out


def _below(network: Network, active: Sequence[int]) -> dict[int, tuple[tuple[int, float], ...]]:
    """The components of each active node that are active themselves."""
    inside = set(active)
    return {
        node: tuple(
            (child, quantity) for child, quantity in network.needs[node] if child in inside and quantity > 0
        )
        for node in active
    }


def _sold(network: Network) -> Floats:
    """Units of each node sold a day, as against used in others."""
    sold = np.zeros(len(network.nodes))
    for product in network.products:
        sold[product.node] += product.demand_per_day
    return sold


def lasting(network: Network, plan: Plan, cut: Sequence[int]) -> Floats:
    """The rate of each node that survives for good when these sources stay cut and stocks are gone."""
    start = np.full((1, len(network.sources)), np.inf)
    start[0, list(cut)] = 0.0
    late = int(max((extra.start for extra in plan.extras if np.isfinite(extra.start)), default=0.0)) + 1
    rate = rates(network, plan, start, np.full_like(start, np.inf), late)[:, 0]
    for node, needs in enumerate(network.needs):
        for child, quantity in needs:
            if quantity > 0:
                rate[node] = min(rate[node], rate[child])
    return np.asarray(rate)


def run_plain(network: Network, plan: Plan, cuts: Sequence[Cut]) -> list[list[float]]:
    """The reference twin of `run`: one draw, days x nodes, written to be read."""
    stock = [float(units) for units in network.stock]
    use = [float(units) for units in network.use]
    result: list[list[float]] = []
    for day in range(plan.days):
        supplied: list[float] = []
        able: list[float] = []
        for node, needs in enumerate(network.needs):
            if network.shelf[node] <= day:
                stock[node] = 0.0
            stock[node] += float(plan.arriving[day, node])
            scarcest = min((able[child] for child, quantity in needs if quantity > 0), default=1.0)
            supplied.append(min(_bought(network, plan, cuts, node, day), scarcest))
            cover = stock[node] / use[node] if use[node] > 0 else stock[node]
            able.append(min(1.0, supplied[node] + cover))
        needed = [0.0] * len(able)
        for product in network.products:
            needed[product.node] += able[product.node] * product.demand_per_day
        for node in reversed(range(len(able))):
            made = min(supplied[node] * use[node], needed[node])
            stock[node] = max(0.0, stock[node] - (needed[node] - made))
            for child, quantity in network.needs[node]:
                needed[child] += quantity * made
        result.append(able)
    return result


def _bought(network: Network, plan: Plan, cuts: Sequence[Cut], node: int, day: int) -> float:
    lost = sum(
        network.sources[cut.source].share
        for cut in cuts
        if network.sources[cut.source].component == node and cut.start <= day < cut.stop
    )
    if lost <= 0:
        return 1.0
    more = 0.0
    for extra in plan.extras:
        if extra.node == node and day >= extra.start:
            more += extra.rate
    return min(1.0, max(0.0, 1.0 - lost + more))


def first_shortage(delivered: Floats, tolerance: float = 1e-9) -> Floats:
    """The first day on which less than all is delivered, per draw; infinite where there is none.

    `delivered` is draws x days, the share of one node.
    """
    short = delivered < 1 - tolerance
    return np.asarray(np.where(short.any(axis=1), short.argmax(axis=1).astype(float), np.inf))
