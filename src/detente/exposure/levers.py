"""The options of the table as levers of the linear program, over representative draws of the waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.exposure.case import Case, Group
from detente.exposure.network import Floats, affected
from detente.exposure.plain import trace
from detente.exposure.plan import Cut
from detente.exposure.program import Lever, Recover, Stretch
from detente.exposure.shelf import fresh, spoils
from detente.exposure.stretch import cut_changes, fixed_changes, stretch

Row = Mapping[str, Any]
Whole = NDArray[np.int64]
Chosen = tuple[bool, ...]
"""Which options are taken, in the order of the table."""
SAME = 1e-7
"""Margin, as a share of what is lost without options, below which two losses count as the same."""


@dataclass(frozen=True)
class Found:
    """What is lost with a set of options: margin by draw, infinite where it was not asked, and its slopes.

    With options x in place of `chosen` at least margin + slope (x - chosen) is lost, as the least loss is
    convex in the options; `slope` is draws x options.
    """

    chosen: Chosen
    margin: Floats
    slope: Floats

    def least(self, chosen: Chosen) -> Floats:
        """What is lost at least, by draw, with other options."""
        bound = self.margin + self.slope @ (np.array(chosen, float) - np.array(self.chosen, float))
        return np.where(np.isfinite(bound), bound, 0.0)


class Draws:
    """The program of a case over draws of its waits, asked with one set of options after the other.

    `waits` is days from control by group, as many draws each. Draws are solved in an order in which each is
    like the one before. What other sets have already shown is not solved again: no set loses more than a
    part of it, and none less than the slopes of another say.
    """

    def __init__(self, case: Case, waits: Mapping[Group, Floats], rows: Sequence[Row]) -> None:
        self.case, self.options = case, tuple(rows)
        self.count = len(next(iter(waits.values())))
        network, plan, first = case.network, case.plan, case.offset
        self._parts = {network.sources[one.source].component for one in case.stopped}
        self._nodes = affected(network, self._parts)
        self._at = [network.index[row["component"]] for row in rows]
        self._start, self._stop = (np.ceil(ends) for ends in case.cuts(waits, self.count))
        self._fast = [self._sooner(waits, number) for number in range(len(rows))]
        fixed = fixed_changes(network, plan, self._nodes, first) | {first, plan.days}
        fixed |= {day for number in range(len(rows)) for day in self._told(number) if first < day < plan.days}
        ends = [sorted(fixed | self._changes(draw)) for draw in range(self.count)]
        longest = max(map(len, ends))
        self._ends = [[*mine, *[plan.days] * (longest - len(mine))] for mine in ends]
        self._stock = _stock_on(case, first)
        self._keeps = fresh(network, plan, range(len(network.nodes)))
        levers = [
            Lever(node if node in self._nodes else self._nodes[0], row["kind"] == "extra_stock")
            for node, row in zip(self._at, rows, strict=True)
        ]
        brought = {extra.node for extra in plan.extras}
        self._program = Recover(network, self._parts, longest - 1, levers, brought)
        self._order = _alike(self._stop)
        self._given = [self._stretch(draw) for draw in range(self.count)]
        self.solved = 0
        self.found: dict[Chosen, Found] = {}

    def _begins(self, number: int) -> int:
        """The day on which an option delivers first; for quicker freight it is told from the approval."""
        row = self.options[number]
        day = self.case.offset + row["qualification_days"] + row["lead_time_days"]
        return int(day) if row["kind"] == "extra_stock" else int(np.ceil(day))

    def _told(self, number: int) -> set[int]:
        """The days on which an option changes something: it delivers, and a lot that it brought spoils."""
        day = self._begins(number)
        over = spoils(self.case.network, self._at[number], day)
        stock = self.options[number]["kind"] == "extra_stock" and np.isfinite(over)
        return {day, int(over)} if stock else {day}

    def _sooner(self, waits: Mapping[Group, Floats], number: int) -> Floats:
        """Draws x sources: the day on which quicker freight brings goods, infinite for other options."""
        case, row, found = self.case, self.options[number], np.full(self._stop.shape, np.inf)
        if row["kind"] != "expedite":
            return found
        fast = row["qualification_days"] + row["lead_time_days"]
        for one in case.stopped:
            source = case.network.sources[one.source]
            if source.component == self._at[number]:
                lead = min(fast, source.lead_time_days)
                found[:, one.source] = np.ceil(case.control[one.group] + waits[one.group] + lead)
        return found

    def _changes(self, draw: int) -> set[int]:
        days, first = self.case.plan.days, self.case.offset
        found = cut_changes(self._start[draw], self._stop[draw], days, first)
        fast = {int(day) for sooner in self._fast for day in sooner[draw] if np.isfinite(day)}
        return found | {day for day in fast if first < day < days}

    def _stretch(self, draw: int) -> Stretch:
        """The data of a draw, with all that every option could add."""
        case, ends = self.case, self._ends[draw]
        cuts = self._start[draw], self._stop[draw]
        given = stretch(case.network, case.plan, cuts, ends, self._stock, keeps=self._keeps)
        begin, network = np.array(ends[:-1]), case.network
        units = np.zeros((len(self.options), len(begin)))
        for number, (row, node) in enumerate(zip(self.options, self._at, strict=True)):
            if node not in self._nodes:
                continue
            if row["kind"] == "extra_stock":
                at = np.flatnonzero(
                    (begin <= self._begins(number)) & (begin + given.days > self._begins(number))
                )
                units[number, at[:1]] = row["capacity_per_day"]
            elif row["kind"] == "expedite":
                for source in network.sources_of[node]:
                    flies = (self._fast[number][draw, source] <= begin) & (begin < self._stop[draw, source])
                    flies &= self._start[draw, source] <= begin
                    units[number] += network.sources[source].share * network.use[node] * given.days * flies
            else:
                units[number] = row["capacity_per_day"] * given.days * (begin >= self._begins(number))
        return replace(given, lever=units)

    def lost(self, chosen: Chosen, some: Whole | None = None) -> Found:
        """What is lost where these options are taken today: in each draw, or in some of them."""
        wanted = np.zeros(self.count, bool)
        wanted[slice(None) if some is None else some] = True
        if chosen in self.found:
            wanted &= np.isinf(self.found[chosen].margin)
            if not wanted.any():
                return self.found[chosen]
        margin, slope, unknown = self._known(chosen)
        margin[~wanted & unknown] = np.inf
        taken = np.array(chosen, float)[:, None]
        for draw in self._order:
            if wanted[draw] and unknown[draw]:
                given = self._given[draw]
                assert given.lever is not None
                answer = self._program.solve(replace(given, lever=given.lever * taken))
                margin[draw], slope[draw] = answer.margin, (answer.slope * given.lever).sum(axis=1)
                self.solved += 1
        self.found[chosen] = Found(chosen, margin, slope)
        return self.found[chosen]

    def _known(self, chosen: Chosen) -> tuple[Floats, Floats, NDArray[np.bool_]]:
        """Margin and slope where the sets already solved leave no doubt, and which draws they leave open."""
        margin, slope = np.full(self.count, np.inf), np.zeros((self.count, len(chosen)))
        least = np.zeros(self.count)
        for found in self.found.values():
            if all(mine or not other for mine, other in zip(chosen, found.chosen, strict=True)):
                margin = np.minimum(margin, found.margin)
            bound = found.least(chosen)
            slope[bound > least] = found.slope[bound > least]
            least = np.maximum(least, bound)
        scale = max(
            (float(f.margin[np.isfinite(f.margin)].max(initial=0.0)) for f in self.found.values()),
            default=0.0,
        )
        return margin, slope, margin - least > SAME * scale


def _stock_on(case: Case, day: int) -> Floats:
    """Units on hand by node in the morning of a day: counted, and run down by the simulation until then."""
    network, plan = case.network, case.plan
    if day == 0:
        return network.stock
    start, stop = (ends[0] for ends in case.cuts({g: np.array([w]) for g, w in case.base.items()}, 1))
    cuts = [Cut(int(n), start[n], stop[n]) for n in np.flatnonzero(start < stop)]
    # Served in turn, what is kept back depends on days to come; in proportion it does not.
    days = plan.days if plan.ranks else day
    return np.array(
        trace(network, replace(plan, days=days, arriving=plan.arriving[:days]), cuts).left[day - 1]
    )


def _alike(stop: Floats) -> list[int]:
    """The draws, each followed by the one like it of those that are left."""
    ends = np.unique(np.where(np.isfinite(stop), stop, 0.0), axis=1)
    left = set(range(len(stop)))
    order = [int(ends.sum(axis=1).argmin())]
    left.discard(order[0])
    while left:
        rest = np.array(sorted(left))
        order.append(int(rest[np.abs(ends[rest] - ends[order[-1]]).sum(axis=1).argmin()]))
        left.discard(order[-1])
    return order
