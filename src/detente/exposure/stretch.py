"""The days of one draw as periods in which nothing changes, for the linear program.

Between two changes (a cut begins or ends, a source is added, goods arrive, a lot spoils) every day is
like the next. So a plan that is best day by day can be averaged within a period, and one that is best by
periods can be spread evenly over its days: such periods are as exact as days, and far fewer.
"""

from collections.abc import Iterable

import numpy as np

from detente.exposure.network import Floats, Network
from detente.exposure.plan import Plan
from detente.exposure.program import Stretch
from detente.exposure.shelf import fresh, spoils


def fixed_changes(network: Network, plan: Plan, nodes: Iterable[int], first: int = 0) -> set[int]:
    """The days after `first` on which something changes at these nodes in every draw."""
    mine = list(nodes)
    starts = [extra.start for extra in plan.extras if extra.node in set(mine)]
    changes = [*starts, *np.ceil(network.shelf[mine])]
    for day, number in zip(*np.nonzero(plan.arriving[:, mine]), strict=True):
        changes += [day, spoils(network, mine[number], day)]
    days = {int(np.ceil(day)) for day in changes if np.isfinite(day)}
    return {day for day in days if first < day < plan.days}


def cut_changes(start: Floats, stop: Floats, days: int, first: int = 0) -> set[int]:
    """The days on which a cut of one draw begins or ends; `start` and `stop` are by source."""
    cut = start < stop
    found = {int(np.ceil(day)) for day in (*start[cut], *stop[cut]) if np.isfinite(day)}
    return {day for day in found if first < day < days}


def stretch(
    network: Network,
    plan: Plan,
    cuts: tuple[Floats, Floats],
    days: Iterable[int],
    stock: Floats,
    *,
    keeps: Floats | None = None,
) -> Stretch:
    """The data of the program for one draw over the periods between these days, the first and last included.

    `cuts` are start and stop by source, `stock` units on hand by node on the morning of the first day. Days
    may be the same, which makes a period without length. `keeps` is `shelf.fresh` of all nodes, where it is
    known already.
    """
    ends = np.array(sorted(days))
    begin, lengths = ends[:-1], np.diff(ends).astype(float)
    rate = np.ones((len(network.nodes), len(begin)))
    start, stop = cuts
    for number in np.flatnonzero(start < stop):
        source = network.sources[number]
        rate[source.component] -= source.share * ((start[number] <= begin) & (begin < stop[number]))
    for extra in plan.extras:
        rate[extra.node] += extra.rate * (extra.start <= begin)
    most = 1.0 + np.where(network.joint, 0.0, network.made)[:, None]
    arriving = np.zeros_like(rate)
    for k in range(len(begin)):
        arriving[:, k] = plan.arriving[begin[k] : ends[k + 1]].sum(axis=0)
    keeps = (fresh(network, plan, range(len(network.nodes))) if keeps is None else keeps)[ends].T
    held = np.minimum(keeps[:, 0], stock)
    return Stretch(lengths, np.clip(rate, 0.0, most), held, arriving, keeps[:, 1:])
