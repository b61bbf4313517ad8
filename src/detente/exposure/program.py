"""The time-to-recover and time-to-survive programs of Simchi-Levi et al. (2015), in HiGHS, warm over draws.

D. Simchi-Levi, W. Schmidt, Y. Wei, P. Y. Zhang, K. Combs, Y. Ge, O. Gusikhin, M. Sanders, D. Zhang,
"Identifying Risks and Mitigating Disruptions in the Automotive Supply Chain", Interfaces 45(5), 375-390.
docs/concepts/exposure.md has the formulas. Where every part of a node is one node of the network, as in
our tables, the flow from part i to its user j is what j makes times the quantity, so the flows drop out.

`Recover` is the first of the two, over one period (as published) or over several, whose lengths are data
and not structure: between two solves only bounds and sides change. `Survive` is the second.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.exposure.highs import Columns, Entry, LinearProgram, Sides
from detente.exposure.network import Floats, Network, affected
from detente.exposure.shelf import spoils


@dataclass(frozen=True, slots=True)
class Lever:
    """Something that may be done for a node: it adds to what its sources bring, or, once, to its stock."""

    node: int
    to_stock: bool = False


@dataclass(frozen=True)
class Stretch:
    """The data of one solve: K periods, one after the other, with `days` in each.

    `rate[node, k]` is 1 less the share of its full use that its cut sources brought, plus what other sources
    bring; of what is made, what is beyond `Network.made` is bought finished.
    `arriving[node, k]` is units that come at the beginning of a period, `stock` (by node) those before the
    first, and `keeps[node, k]` the most of it that keeps to the end of the period, infinite for what does not
    spoil. `lever[number, k]` is units that a lever may add in a period.
    """

    days: Floats
    rate: Floats
    stock: Floats
    arriving: Floats | None = None
    keeps: Floats | None = None
    lever: Floats | None = None


@dataclass(frozen=True)
class Loss:
    """The least margin lost, and by how much more units of each lever would change it in each period.

    `slope` (levers x periods) is at most 0: with other units u' of the levers instead of u at least
    `margin` + sum(slope x (u' - u)) is lost, because the least loss is convex in them.
    """

    margin: float
    slope: Floats


class Recover:
    """The time-to-recover program: the least margin lost over a disruption whose days are known.

    Only nodes that a shortage of `parts` can reach are in it: no other ever runs short. What is scarce goes
    where it earns most, and may be kept for later: it is the best that can be done, not a rule. `brought` are
    nodes that are made and that other sources may bring finished, as a plan's extras do.
    """

    def __init__(
        self,
        network: Network,
        parts: Iterable[int],
        periods: int = 1,
        levers: Sequence[Lever] = (),
        brought: Iterable[int] = (),
    ) -> None:
        self.network, self.periods, self.levers = network, periods, tuple(levers)
        self.nodes = np.array(affected(network, {*parts, *(lever.node for lever in levers)}), dtype=np.int32)
        local = {int(node): number for number, node in enumerate(self.nodes)}
        sold = [product for product in network.products if product.node in local]
        self._sold = np.array([local[product.node] for product in sold], dtype=np.int32)
        self._demand = np.array([product.demand_per_day for product in sold])
        below = [
            [
                (local[child], quantity)
                for child, quantity in network.needs[node]
                if child in local and quantity > 0
            ]
            for node in self.nodes
        ]
        self._maker = np.array([number for number, parts in enumerate(below) if parts], dtype=np.int32)
        self._buyer = np.array([number for number, parts in enumerate(below) if not parts], dtype=np.int32)
        self._at = [local[lever.node] for lever in levers]
        adds = {local[lever.node] for lever in levers if not lever.to_stock}
        lines = np.flatnonzero(~network.joint[self.nodes] & np.array([bool(parts) for parts in below]))
        # What is made and also bought finished: by sources of its own, other ones or levers.
        beside = adds | set(lines[network.made[self.nodes[lines]] < 1].tolist())
        beside |= {local[node] for node in {*brought} & local.keys()}
        self._beside = sorted(beside & set(lines.tolist()))
        self._boosted = sorted(adds - set(self._beside))
        self._buys = np.array([not below[number] for number in self._boosted], dtype=bool)
        size, makes = len(self.nodes), len(self._maker)
        # Columns, period by period: made, lost, levers, bought beside, and (but for the last) what is left.
        # What a node of none of these parts buys is no variable: it buys all it can, and may waste it.
        ends = list(np.cumsum([makes, len(sold), len(levers), len(self._beside)]))
        columns = np.arange(periods * (ends[-1] + size), dtype=np.int32).reshape(periods, ends[-1] + size)
        made, self._lost, self._lever, bought, left = np.split(columns, ends, axis=1)
        self._left = left[:-1]
        cost = np.zeros(columns.size - size)
        cost[self._lost] = [product.margin for product in sold]
        entries: list[Entry] = []
        for k in range(periods):
            first, boosted = k * size, periods * size + k * len(self._boosted)
            whole = periods * (size + len(self._boosted)) + k * len(self._beside)
            for column, number in zip(made[k], self._maker, strict=True):
                entries.append((first + number, column, 1.0))
                entries += [(first + child, column, -quantity) for child, quantity in below[number]]
                if number in self._boosted:
                    entries.append((boosted + self._boosted.index(number), column, 1.0))
                if number in self._beside:
                    entries.append((whole + self._beside.index(number), column, 1.0))
            entries += [(first + n, column, 1.0) for n, column in zip(self._beside, bought[k], strict=True)]
            entries += [(whole + at, column, 1.0) for at, column in enumerate(bought[k])]
            if k < periods - 1:
                entries += [(first + n, column, -1.0) for n, column in enumerate(left[k])]
                entries += [(first + size + n, column, 1.0) for n, column in enumerate(left[k])]
            entries += [(first + at, self._lost[k, n], 1.0) for n, at in enumerate(self._sold)]
            for column, lever in zip(self._lever[k], levers, strict=True):
                at = local[lever.node]
                if lever.to_stock or not below[at] or at in self._beside:
                    entries.append((first + at, column, 1.0))
                if at in self._beside and not lever.to_stock:
                    entries.append((whole + self._beside.index(at), column, 1.0))
                elif not lever.to_stock:
                    entries.append((boosted + self._boosted.index(at), column, -1.0))
        free = np.full(periods * (size + len(self._boosted) + len(self._beside)), np.inf)
        self._bounded = np.concatenate([part.ravel() for part in (made, self._lost, self._lever, bought)])
        columns_of = Columns(cost, np.zeros(len(cost)), np.full(len(cost), np.inf))
        self._program = LinearProgram(columns_of, entries, Sides(-free, free.copy()))

    def solve(self, given: Stretch) -> Loss:
        """The least lost margin of one stretch of days."""
        self._set(given)
        margin = self._program.solve()
        if not self.levers:
            return Loss(max(0.0, margin), np.zeros((0, self.periods)))
        worth = np.minimum(0.0, self._program.reduced)
        slope = worth[self._lever.T]
        for number, k, until in self._ages(given):
            slope[number, k] += worth[self._left[k:until, self._at[number]]].sum()
        return Loss(max(0.0, margin), slope)

    def _ages(self, given: Stretch) -> Iterator[tuple[int, int, int]]:
        """Levers that bring perishable goods: number, period in which they may, last period they keep for."""
        ends = np.concatenate([[0.0], np.cumsum(given.days)])
        for number, lever in enumerate(self.levers):
            if lever.to_stock and np.isfinite(self.network.shelf[lever.node]):
                for k in range(self.periods):
                    over = spoils(self.network, lever.node, ends[k])
                    yield number, k, int(np.searchsorted(ends[1:], over))

    def _set(self, given: Stretch) -> None:
        network, nodes = self.network, self.nodes
        full = network.use[nodes][:, None] * given.days[None, :]
        line = np.where(network.joint, 0.0, network.made)[nodes][:, None]
        brought = np.clip(given.rate[nodes], 0.0, 1.0) * full
        able = np.where(line > 0, line * full, brought)
        able[self._boosted] = full[self._boosted]
        lever = np.zeros((len(self.levers), self.periods)) if given.lever is None else given.lever
        beside = (np.clip(given.rate[nodes] - line, 0.0, 1.0) * full)[self._beside]
        upper = [able[self._maker].T.ravel(), np.outer(given.days, self._demand).ravel(), lever.T.ravel()]
        upper.append(beside.T.ravel())
        self._program.bound(self._bounded, np.concatenate(upper))
        if given.keeps is not None and self._left.size:
            keeps = given.keeps[nodes, :-1].T.copy()
            for number, k, until in self._ages(given):
                keeps[k:until, self._at[number]] += lever[number, k]
            self._program.bound(self._left.ravel(), keeps.ravel())
        needed = np.zeros((len(nodes), self.periods))
        np.add.at(needed, self._sold, np.outer(self._demand, given.days))
        needed[self._buyer] -= brought[self._buyer]
        needed[:, 0] -= given.stock[nodes]
        if given.arriving is not None:
            needed -= given.arriving[nodes]
        # What a boosted node makes, less what its levers add, is at most what its sources bring; one that
        # makes nothing has that already, and its levers add at most the rest of its full use.
        boost = brought[self._boosted]
        boost[self._buys] = np.inf
        spare = np.where(np.isinf(boost), brought[self._boosted] - full[self._boosted], -np.inf)
        whole = full[self._beside]
        least = np.concatenate([needed.T.ravel(), spare.T.ravel(), np.full(whole.size, -np.inf)])
        most = np.concatenate([np.full(needed.size, np.inf), boost.T.ravel(), whole.T.ravel()])
        self._program.side(least, most)


class Survive:
    """The time-to-survive program: the longest time over which all demand can be met, in days.

    `rate` (by node) is the share of its full use that a node's own sources still bring, `begin` the day from
    which on they bring no more than that, as `disrupted` gives them, and `stock` units on hand where they
    differ from the network's. Time is whole: what comes on the last day may be used on the first.
    """

    def __init__(self, network: Network, parts: Iterable[int]) -> None:
        self.network = network
        self.nodes = np.array(affected(network, parts), dtype=np.int32)
        local = {int(node): number for number, node in enumerate(self.nodes)}
        size = self._time = len(self.nodes)
        entries: list[Entry] = []
        sold = np.zeros(len(network.nodes))
        for product in network.products:
            sold[product.node] += product.demand_per_day
        self._sold = sold[self.nodes]
        # The share that a line of its own makes, 0 where all that comes is one flow: of sources, or of both.
        self._line = [
            float(network.made[node])
            if not network.joint[node] and any(child in local for child, _ in network.needs[node])
            else 0.0
            for node in self.nodes
        ]
        for number, node in enumerate(self.nodes):
            entries += [(number, number, 1.0), (size + number, number, 1.0)]
            entries += [
                (local[child], number, -quantity)
                for child, quantity in network.needs[node]
                if quantity > 0 and child in local
            ]
            use, line = network.use[node], self._line[number]
            entries += [(number, size, -sold[node] + (1 - line) * use if line else -sold[node])]
            entries += [(size + number, size, -(line or 1.0) * use)]
        cost = np.append(np.zeros(size), -1.0)
        columns = Columns(cost, np.zeros(size + 1), np.full(size + 1, np.inf))
        self._rate = np.ones(size)
        free = Sides(np.full(2 * size, -np.inf), np.full(2 * size, np.inf))
        self._program = LinearProgram(columns, entries, free)

    def days(self, rate: Floats, begin: Floats | None = None, stock: Floats | None = None) -> float:
        """The time to survive, infinite where what goes on is enough for good."""
        nodes, size = self.nodes, self._time
        use, mine = self.network.use[nodes], np.clip(rate[nodes], 0.0, 1.0)
        for number in np.flatnonzero(mine != self._rate):
            if self._line[number]:
                bought = float((mine[number] - self._line[number]) * use[number])
                self._program.coefficient(int(number), size, bought - float(self._sold[number]))
            else:
                self._program.coefficient(size + int(number), size, -float(mine[number] * use[number]))
        self._rate = mine
        late = np.zeros(size) if begin is None else np.where(mine < 1, begin[nodes], 0.0)
        held = (self.network.stock if stock is None else stock)[nodes]
        before = (1 - mine) * use * late
        line = np.array(self._line) > 0
        least = np.concatenate([-held - np.where(line, before, 0.0), np.full(size, -np.inf)])
        most = np.concatenate([np.full(size, np.inf), np.where(line, 0.0, before)])
        self._program.side(least, most)
        return -self._program.solve()


def disrupted(network: Network, cuts: Mapping[int, float]) -> tuple[Floats, Floats]:
    """The rate that each node's own sources keep and the day from which on, where these sources are cut.

    `cuts` is source to the day on which it is cut for good. Of several sources of one node it is the mean
    day, weighted by share: what they bring until then is the same.
    """
    rate, day = np.ones(len(network.nodes)), np.zeros(len(network.nodes))
    for number, begin in cuts.items():
        source = network.sources[number]
        rate[source.component] -= source.share
        day[source.component] += source.share * begin
    return rate, np.divide(day, 1 - rate, out=np.full_like(day, np.inf), where=rate < 1)
