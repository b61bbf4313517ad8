"""Stocks run down day by day: what each part can still deliver, and what is lost.

Each day has two passes. Upwards, parts before parents: what share of its full use each node could
deliver, which is what its sources bring (or its scarcest component allows) and what its stock
adds. Downwards, parents before parts: what is really made, so that a line that stands still for
one part uses none of the others. A part shared by several parents is rationed in proportion to
their need, or class by class of products, each class taking both passes over what those before it
have left; sources are asked only for what is used; lost days are not caught up.

The engine steps over days, exactly: it is no event-driven one. It is quick because it steps only over
nodes that a cut can reach, from the first day on which something is cut, once for all draws that are
the same to the day and the days before anything comes again once for all, with a block of draws in the
cache and one on each core. `plain.trace` is its
twin, one draw and plain numbers, that tests hold equal.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.exposure.layout import Layout, lay_out
from detente.exposure.network import Floats, Network
from detente.exposure.plain import run_plain
from detente.exposure.plan import Cut, Extra, Plan
from detente.exposure.survival import cores, graph, kept, shared

__all__ = ["Cut", "Extra", "Plan", "Totals", "first_shortage", "lasting", "run", "run_plain", "totals"]

Kept = tuple[NDArray[np.int64], NDArray[np.int64]]
"""The nodes that are told of, and the class of products within which each is."""
WIDE = 128
"""Draws in a block. Measured: of fewer the loops are too short, of more the arrays leave the cache."""


@dataclass(frozen=True)
class Totals:
    """Draws x products: the first day short, infinite where there is none, and days of demand not met.

    Days count from the day asked about, and only those from then on.
    """

    first: Floats
    lost: Floats


def totals(
    network: Network,
    plan: Plan,
    start: Floats,
    stop: Floats,
    asked: int = 0,
    *,
    sources: NDArray[np.int64] | None = None,
) -> Totals:
    """What each product loses in each draw; `start` and `stop` are those of `run`. No demand, no loss.

    They are of these `sources` alone, where some are given.
    """
    nodes = [product.node for product in network.products]
    first, lost, _ = _simulate(network, plan, start, stop, nodes, asked=asked, among=sources)
    idle = [product.demand_per_day == 0 for product in network.products]
    first[:, idle], lost[:, idle] = np.inf, 0.0
    return Totals(first, lost)


def run(
    network: Network,
    plan: Plan,
    start: Floats,
    stop: Floats,
    keep: Sequence[int],
    *,
    within: Sequence[int] | None = None,
) -> Floats:
    """The share of full need that the nodes in `keep` can meet: draws x days x len(keep), 0 to 1.

    `start` and `stop` are draws x sources, days, infinite where a source is never cut. Of a part that
    several classes of products share it is the share within the last, or within the class that `within`
    numbers for each of `keep`.
    """
    return _simulate(network, plan, start, stop, keep, whole=True, within=within)[2]


def _simulate(
    network: Network,
    plan: Plan,
    start: Floats,
    stop: Floats,
    keep: Sequence[int],
    *,
    asked: int = 0,
    whole: bool = False,
    within: Sequence[int] | None = None,
    among: NDArray[np.int64] | None = None,
) -> tuple[Floats, Floats, Floats]:
    """First days short, days lost (draws x kept) and, if asked for, each day (draws x days x kept)."""
    draws = len(start)
    first, lost = np.full((draws, len(keep)), np.inf), np.zeros((draws, len(keep)))
    met = np.ones((draws if whole else 0, plan.days, len(keep)))
    sources = np.flatnonzero((start < np.minimum(stop, plan.days)).any(axis=0))
    if not draws or not len(sources):
        return first, lost, met
    whole_days = _whole_days(start[:, sources], stop[:, sources], plan.days)
    rows, back = np.unique(whole_days, axis=0, return_inverse=True)
    layout = lay_out(network, plan, sources if among is None else among[sources])
    at = [number for number, node in enumerate(keep) if layout.local[node] >= 0]
    nodes = np.array([keep[number] for number in at], np.int64)
    ranks = layout.rank[nodes] if within is None else np.array([within[number] for number in at], np.int64)
    found = _blocks(layout, plan, rows, (nodes, ranks), asked, whole=whole)
    back = back.reshape(-1)
    first[:, at], lost[:, at] = found[0][back], found[1][back]
    if whole:
        met[:, :, at] = found[2][back]
    return first, lost, met


def _whole_days(start: Floats, stop: Floats, days: int) -> NDArray[np.int32]:
    """Draws x 2 x sources: the first day cut and the first free again, within the simulation."""
    begins, ends = (np.ceil(np.clip(when, 0, days)).astype(np.int32) for when in (start, stop))
    never = begins >= ends
    return np.stack([np.where(never, days, begins), np.where(never, 0, ends)], axis=1)


def _blocks(
    layout: Layout, plan: Plan, rows: NDArray[np.int32], keep: Kept, asked: int, *, whole: bool
) -> tuple[Floats, Floats, Floats]:
    """The same of different rows: the spine first, then the rows in blocks, shared out over the cores.

    The spine is the run in which nothing comes again. A row follows it until the first source of its own
    comes again; rows in which that happens about the same day share a block, which begins on that day.
    """
    starts, stops = rows[:, 0], rows[:, 1]
    spine = (False, np.empty((0, 0)), np.empty((0, 0)), np.empty(0))
    since = np.zeros(len(rows), np.int64)
    alike = len(plan.ranks) < 2 and (starts == starts[0]).all()  # noqa: PLR2004 - a class keeps no stock for itself
    if len(rows) > WIDE and alike and not whole:
        never = np.where(starts[:1] < plan.days, plan.days, 0).astype(np.int32)
        written = (
            True,
            np.empty((plan.days, layout.nodes)),
            np.empty((plan.days, len(keep[0]))),
            np.empty(0),
        )
        one = np.stack([starts[:1], never], axis=1)
        first, _, _ = _work(layout, plan, one, keep, asked, spine=written, since=since[:1])
        spine = (False, written[1], written[2], first[0])
        since = np.where(starts < plan.days, stops, plan.days).min(axis=1).clip(max=plan.days - 1)
    order = np.argsort(since, kind="stable")
    found = _work(layout, plan, rows[order], keep, asked, spine=spine, since=since[order], whole=whole)
    back = np.argsort(order)
    return found[0][back], found[1][back], found[2][back] if whole else found[2]


def _work(
    layout: Layout,
    plan: Plan,
    rows: NDArray[np.int32],
    keep: Kept,
    asked: int,
    *,
    spine: tuple[bool, Floats, Floats, Floats],
    since: NDArray[np.int64],
    whole: bool = False,
) -> tuple[Floats, Floats, Floats]:
    """Rows in their order, each block from the least day in `since` to the last day on which it is cut."""
    from detente.exposure.kernels import days  # noqa: PLC0415 - numba is slow to import

    draws, (nodes, rank) = len(rows), keep
    width = min(WIDE, -(-draws // cores()))
    count = -(-draws // width)
    pick = np.minimum(np.arange(count * width), draws - 1)
    padded = rows[pick].reshape(count, width, 2, -1)
    start, stop = (np.ascontiguousarray(padded[:, :, end].swapaxes(1, 2)) for end in (0, 1))
    cuts = (
        start,
        stop,
        since[pick].reshape(count, width).min(axis=1),
        stop.max(axis=(1, 2)).astype(np.int64),
    )
    first = np.full((count, len(nodes), width), np.inf)
    lost = np.zeros((count, len(nodes), width))
    met = np.ones((count if whole else 0, plan.days, len(nodes), width))
    lay = (layout.bom, layout.ranks, layout.hits, layout.arriving, *layout.stock)
    out = (rank, layout.local[nodes], first, lost, met)
    clock = (int(start.min()), asked)
    shared(lambda begin, end: days.simulate(clock, lay, cuts, spine, out, begin, end), count)
    return (
        _flat(first, draws),
        _flat(lost, draws),
        np.moveaxis(met, 3, 1).reshape(len(met) * width, *met.shape[1:3])[:draws],
    )


def _flat(values: Floats, draws: int) -> Floats:
    """Blocks x kept x width as draws x kept."""
    return values.swapaxes(1, 2).reshape(values.shape[0] * values.shape[2], values.shape[1])[:draws]


def lasting(network: Network, plan: Plan, cut: Sequence[int]) -> Floats:
    """The rate of each node that survives for good when these sources stay cut and stocks are gone."""
    return lasting_each(network, plan, [cut])[:, 0]


def lasting_each(network: Network, plan: Plan, cuts: Sequence[Sequence[int]]) -> Floats:
    """The same for several sets of sources that stay cut: nodes x sets."""
    made = np.where(network.joint, -1.0, network.made)
    rate = np.repeat(1.0 - np.maximum(0.0, made)[:, None], len(cuts), axis=1)
    for column, cut in enumerate(cuts):
        for number in cut:
            rate[network.sources[number].component, column] -= network.sources[number].share
    for extra in plan.extras:
        if extra.start < np.inf:
            rate[extra.node] += extra.rate
    return kept(graph(network), np.clip(rate, 0.0, 1.0), made)


def first_shortage(delivered: Floats, tolerance: float = 1e-9) -> Floats:
    """The first day on which less than all is delivered, per draw; infinite where there is none.

    `delivered` is draws x days, the share of one node.
    """
    short = delivered < 1 - tolerance
    return np.asarray(np.where(short.any(axis=1), short.argmax(axis=1).astype(float), np.inf))
