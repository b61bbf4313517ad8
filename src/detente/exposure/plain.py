"""The simulation in plain numbers, one draw: the reference that the compiled one is held to."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from detente.exposure.network import Network
from detente.exposure.plan import Cut, Plan
from detente.exposure.rationing import Served, served

Table = list[list[float]]
"""Days x nodes."""


@dataclass(frozen=True)
class Trace:
    """All that moved, days x nodes: units asked for, made or bought (`built` of components), left, spoilt.

    `able` is the share of full need that a node could meet; `met` (days x products) that of the demand.
    `before` is units on hand in the morning, with what came and without what spoilt.
    """

    able: Table
    met: Table
    asked: Table
    made: Table
    built: Table
    sold: Table
    before: Table
    left: Table
    spoilt: Table


def run_plain(network: Network, plan: Plan, cuts: Sequence[Cut]) -> Table:
    """What share of full need each node could meet: days x nodes."""
    return trace(network, plan, cuts).able


def trace(network: Network, plan: Plan, cuts: Sequence[Cut]) -> Trace:
    """One draw, written to be read. The two passes of a day are those of `detente.exposure.simulate`."""
    size = len(network.nodes)
    classes = plan.ranks or (tuple(range(len(network.products))),)
    until, drain = _kept_back(network, plan, cuts)
    lots = [[(0, float(units))] for units in network.stock]
    told = Trace([], [], [], [], [], [], [], [], [])
    for day in range(plan.days):
        spoilt = [_spoil(lots[node], float(network.shelf[node]), day) for node in range(size)]
        for node in range(size):
            lots[node].append((day, float(plan.arriving[day, node])))
        stock = [sum(units for _, units in mine) for mine in lots]
        inflow = [_bought(network, plan, cuts, node, day) for node in range(size)]
        told.spoilt.append(spoilt)
        told.before.append(list(stock))
        able, met = [1.0] * size, [1.0] * len(network.products)
        asked, made, built, sold = ([0.0] * size for _ in range(4))
        for numbers, one in zip(classes, served(network, plan.ranks), strict=True):
            free = [
                max(
                    0.0, stock[node] - float(one.before[node]) * drain[node] * max(0.0, until[node] - day - 1)
                )
                for node in range(size)
            ]
            supplied, house, needed = _up(network, one, free, inflow, able)
            for node in one.nodes:
                sold[node] += needed[node]
            for node in reversed(one.nodes):
                makes = min(supplied[node] * float(one.use[node]), needed[node])
                _take(lots[node], needed[node] - makes)
                stock[node] = sum(units for _, units in lots[node])
                asked[node] += needed[node]
                made[node] += makes
                beside = _beside(network, one, node, inflow[node])
                own = min(house[node] * float(one.use[node]), max(0.0, makes - beside))
                built[node] += own
                inflow[node] -= _bought_of(network, node, makes, own) / float(network.use[node])
                for child, quantity in network.needs[node]:
                    if quantity > 0:
                        needed[child] += quantity * own
            for number in numbers:
                if network.products[number].demand_per_day > 0:
                    met[number] = able[network.products[number].node]
        told.able.append(able)
        told.met.append(met)
        told.asked.append(asked)
        told.made.append(made)
        told.built.append(built)
        told.sold.append(sold)
        told.left.append(list(stock))
    return told


def _spoil(lots: list[tuple[int, float]], shelf: float, day: int) -> float:
    """Throw away every lot that has lain for its shelf life; units thrown away."""
    old = [(came, units) for came, units in lots if came + shelf <= day]
    lots[: len(old)] = []
    return sum(units for _, units in old)


def _take(lots: list[tuple[int, float]], wanted: float) -> None:
    """Take units from the oldest lots."""
    while lots and wanted > 0:
        came, units = lots[0]
        used = min(units, wanted)
        wanted -= used
        lots[0] = came, units - used
        if units <= used:
            lots.pop(0)


def _up(
    network: Network, one: Served, stock: list[float], inflow: list[float], able: list[float]
) -> tuple[list[float], list[float], list[float]]:
    """Parts before parents: what sources and components bring, what of it is made of these, what is sold."""
    supplied, house, needed = [1.0] * len(stock), [0.0] * len(stock), [0.0] * len(stock)
    for node in one.nodes:
        mine = float(one.use[node])
        comes = min(1.0, max(0.0, inflow[node]) * (float(network.use[node]) / mine))
        scarcest = min((able[child] for child, quantity in network.needs[node] if quantity > 0), default=1.0)
        if network.joint[node]:
            house[node] = supplied[node] = min(comes, scarcest)
        else:
            house[node] = float(network.made[node]) * scarcest
            supplied[node] = min(1.0, house[node] + comes)
        able[node] = min(1.0, supplied[node] + stock[node] / mine)
        needed[node] = able[node] * float(one.sold[node])
    return supplied, house, needed


def _beside(network: Network, one: Served, node: int, inflow: float) -> float:
    """Units bought finished before any are made: the class's part of the usual, and all that comes more."""
    if network.joint[node]:
        return 0.0
    bought, whole = 1.0 - float(network.made[node]), float(network.use[node])
    more = max(0.0, inflow * whole - bought * (whole - float(one.before[node])))
    return min(inflow * whole, bought * float(one.use[node]) + more)


def _bought_of(network: Network, node: int, makes: float, own: float) -> float:
    """Units of what a node has made or bought that its sources brought."""
    return makes if network.joint[node] else makes - own


def _kept_back(network: Network, plan: Plan, cuts: Sequence[Cut]) -> tuple[list[float], list[float]]:
    """For each node the last day with a cut below it, and the largest share of use that is cut there."""
    until, drain = [0.0] * len(network.nodes), [0.0] * len(network.nodes)
    for node, needs in enumerate(network.needs):
        below = [child for child, quantity in needs if quantity > 0]
        until[node] = max((until[child] for child in below), default=0.0)
        drain[node] = float(network.made[node]) * max((drain[child] for child in below), default=0.0)
        for cut in cuts:
            begin, end = (ceil(min(max(0, when), plan.days)) for when in (cut.start, cut.stop))
            if network.sources[cut.source].component == node and begin < end:
                until[node] = max(until[node], end)
                drain[node] = min(1.0, drain[node] + network.sources[cut.source].share)
    return until, drain


def _bought(network: Network, plan: Plan, cuts: Sequence[Cut], node: int, day: int) -> float:
    """The rate, a share of full use, at which the sources of a node bring it on a day."""
    lost = sum(
        network.sources[cut.source].share
        for cut in cuts
        if network.sources[cut.source].component == node and cut.start <= day < cut.stop
    )
    more = 0.0
    for extra in plan.extras:
        if extra.node == node and day >= extra.start:
            more += extra.rate
    own = 0.0 if network.joint[node] else float(network.made[node])
    return min(1.0, max(0.0, 1.0 - own - lost + more))
