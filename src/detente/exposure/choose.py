"""The best set of options under a budget, and what it would be worth to know a date before choosing.

The loss of a draw is convex in the options, so every set that was tried bounds all others from below by its
slopes. The search asks for the set that could be best by all bounds so far, tries it in every draw, and ends
when none could be better than the best tried (Benders' decomposition, one cut a draw). Which set that is,
is counted out where there are few options, and left to branch and bound in HiGHS where there are many.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from detente.exposure.case import Group
from detente.exposure.highs import Columns, Entry, LinearProgram, Sides
from detente.exposure.levers import Chosen, Draws, Whole
from detente.exposure.network import Floats

FEW = 12
"""Options up to which all sets are counted out."""
ROUNDS = 60
CLOSE = 1e-6
"""Share of what is lost without options by which the best set may miss the best there is."""
SHUFFLES = 20
STRATA = 5
"""Parts, each as likely as the others, in one of which a date that is known falls."""


@dataclass(frozen=True)
class Best:
    """The best set found, what it saves on average, and by how much more another could at most earn."""

    chosen: Chosen
    saved: float
    cost: float
    gap: float


def best_set(draws: Draws, budget: float | None = None, some: Whole | None = None) -> Best:
    """The set that saves most margin, less its cost, on average over (some) draws, for at most `budget`."""
    some = np.arange(draws.count) if some is None else some
    costs = np.array([row["cost"] for row in draws.options], float)
    nothing = draws.lost((False,) * len(costs), some).margin[some]
    scale = max(1e-9, float(nothing.mean()))
    for _ in range(ROUNDS):
        chosen, least = _could_be(draws, costs, budget, some)
        mine, lost = _best_of(draws, costs, budget, some)
        if lost - least <= CLOSE * scale:
            break
        draws.lost(chosen, some)
    mine, lost = _best_of(draws, costs, budget, some)
    cost = float(costs @ np.array(mine, float))
    return Best(mine, float(nothing.mean()) - (lost - cost), cost, max(0.0, lost - least))


def values_of_knowing(
    draws: Draws, dates: Mapping[Group, Floats], budget: float | None = None
) -> dict[Group, float]:
    """What choosing after a date is known earns on average over choosing before, date by date.

    `dates` are those of each draw. Known means: in which fifth of its draws it lies. A fifth of the draws
    picks its best set partly by chance, so that even a date that tells nothing would seem to earn something:
    what shuffled dates seem to earn among all sets tried is taken off.
    """
    known = {group: np.argsort(date, kind="stable") for group, date in dates.items() if np.ptp(date) > 0}
    best_set(draws, budget)
    for order in known.values():
        for part in _parts(order):
            draws.lost(best_set(draws, budget, part).chosen)
    rng = np.random.default_rng(0)
    chance = np.mean([_earns(draws, rng.permutation(draws.count), budget) for _ in range(SHUFFLES)])
    earned = {group: _earns(draws, order, budget) - float(chance) for group, order in known.items()}
    return {group: max(0.0, earned.get(group, 0.0)) for group in dates}


def _earns(draws: Draws, order: Whole, budget: float | None) -> float:
    """What choosing by the part of the draws earns over choosing once for all, among the sets tried."""
    costs = np.array([row["cost"] for row in draws.options], float)
    after = sum(_best_of(draws, costs, budget, part)[1] * len(part) for part in _parts(order))
    return _best_of(draws, costs, budget, order)[1] - after / len(order)


def _parts(order: Whole) -> list[Whole]:
    return [part for part in np.array_split(order, STRATA) if len(part)]


def affordable(draws: Draws, chosen: Chosen, budget: float | None) -> bool:
    """Whether a set is within the budget."""
    cost = sum(row["cost"] for row, taken in zip(draws.options, chosen, strict=True) if taken)
    return budget is None or cost <= budget


def _best_of(draws: Draws, costs: Floats, budget: float | None, some: Whole) -> tuple[Chosen, float]:
    """The best of the sets that have been tried, over some draws: with its mean loss, cost included."""
    found = [one for one in draws.found.values() if affordable(draws, one.chosen, budget)]
    means = [float(one.margin[some].mean() + costs @ np.array(one.chosen, float)) for one in found]
    best = min(range(len(found)), key=lambda n: (means[n], sum(found[n].chosen)))
    return found[best].chosen, means[best]


def _could_be(draws: Draws, costs: Floats, budget: float | None, some: Whole) -> tuple[Chosen, float]:
    """The set that could lose least by all bounds so far, and that least, cost included."""
    counted = len(costs) <= FEW
    return (count_out if counted else branch)(draws, costs, budget, some)


def count_out(draws: Draws, costs: Floats, budget: float | None, some: Whole) -> tuple[Chosen, float]:
    """The twin of `branch` for few options: every set is looked at."""
    sets = np.array(list(product((0.0, 1.0), repeat=len(costs))))
    cost = sets @ costs
    allowed = cost <= (np.inf if budget is None else budget)
    for alike in _exclusive(draws):
        allowed &= sets[:, alike].sum(axis=1) <= 1
    sets, cost = sets[allowed], cost[allowed]
    least = np.zeros((len(sets), len(some)))
    for found in draws.found.values():
        known = np.isfinite(found.margin[some])
        slope = found.slope[some[known]]
        bound = found.margin[some[known]] + (sets - np.array(found.chosen, float)) @ slope.T
        least[:, known] = np.maximum(least[:, known], bound)
    lost = least.mean(axis=1) + cost
    best = int(lost.argmin())
    return tuple(bool(value) for value in sets[best]), float(lost[best])


def branch(draws: Draws, costs: Floats, budget: float | None, some: Whole) -> tuple[Chosen, float]:
    """The set that could lose least by all bounds so far, by branch and bound."""
    options, count = len(costs), len(some)
    entries: list[Entry] = []
    least: list[float] = []
    for found in draws.found.values():
        here = found.margin - found.slope @ np.array(found.chosen, float)
        for number, draw in enumerate(some):
            if here[draw] > 0 and np.isfinite(here[draw]):
                entries.append((len(least), options + number, 1.0))
                steep = np.flatnonzero(found.slope[draw])
                entries += [(len(least), int(n), -float(found.slope[draw, n])) for n in steep]
                least.append(float(here[draw]))
    most = [np.inf] * len(least)
    if budget is not None:
        entries += [(len(least), n, float(cost)) for n, cost in enumerate(costs)]
        least, most = [*least, 0.0], [*most, budget]
    for alike in _exclusive(draws):
        entries += [(len(least), n, 1.0) for n in alike]
        least, most = [*least, 0.0], [*most, 1.0]
    columns = Columns(
        np.concatenate([costs, np.full(count, 1 / count)]),
        np.zeros(options + count),
        np.concatenate([np.ones(options), np.full(count, np.inf)]),
    )
    program = LinearProgram(columns, entries, Sides(np.array(least), np.array(most)), whole=options)
    lost = program.solve()
    return tuple(bool(value > 0.5) for value in program.values[:options]), lost  # noqa: PLR2004


def _exclusive(draws: Draws) -> list[list[int]]:
    """Options of which one at most makes sense: two kinds of quicker freight of the same part."""
    fast: dict[str, list[int]] = {}
    for number, row in enumerate(draws.options):
        if row["kind"] == "expedite":
            fast.setdefault(row["component"], []).append(number)
    return [alike for alike in fast.values() if len(alike) > 1]
