"""A network and a plan as the arrays that the compiled simulation steps over."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.exposure.network import Floats, Network, affected, use_of
from detente.exposure.plan import Plan
from detente.exposure.rationing import served
from detente.exposure.shelf import fresh
from detente.exposure.survival import Whole

Short = NDArray[np.int32]


@dataclass(frozen=True)
class Layout:
    """The arguments of `kernels.days.simulate` that all draws share.

    `local` gives a node's number among those that a cut can reach, -1 for the others: they never run
    short, so that leaving them out changes no answer and most of the work. `rank` is the class in which a
    node is sold, or else served last; `sources` the sources that are cut in some draw.
    """

    nodes: int
    local: NDArray[np.int64]
    rank: NDArray[np.int64]
    sources: NDArray[np.int64]
    bom: tuple[Any, ...]
    ranks: tuple[Any, ...]
    hits: tuple[Any, ...]
    arriving: Floats
    stock: tuple[Floats, Short, Floats]
    """Units at first, the nodes that spoil, and units of those that came and keep, by day."""


def lay_out(network: Network, plan: Plan, sources: NDArray[np.int64]) -> Layout:
    """Lay out what the cuts of `sources` can reach."""
    active = affected(network, {network.sources[number].component for number in sources})
    local = np.full(len(network.nodes), -1)
    local[list(active)] = np.arange(len(active))
    below = [
        [
            (int(local[child]), units)
            for child, units in network.needs[node]
            if units > 0 and local[child] >= 0
        ]
        for node in active
    ]
    rank = np.zeros(len(network.nodes), np.int64)
    here = list(active)
    spoiling = [node for node in active if np.isfinite(network.shelf[node])]
    return Layout(
        nodes=len(active),
        local=local,
        rank=rank,
        sources=sources,
        bom=(
            _begins([len(row) for row in below]),
            np.array([child for row in below for child, _ in row], np.int32),
            np.array([units for row in below for _, units in row], np.float64),
        ),
        ranks=_ranks(network, plan, local, rank),
        hits=_hits(network, plan, local, sources),
        arriving=np.ascontiguousarray(plan.arriving[:, here], np.float64),
        stock=(
            network.stock[here],
            local[spoiling].astype(np.int32),
            np.ascontiguousarray(fresh(network, plan, spoiling)),
        ),
    )


def _begins(lengths: list[int]) -> Whole:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)


def _ranks(
    network: Network, plan: Plan, local: NDArray[np.int64], rank: NDArray[np.int64]
) -> tuple[Any, ...]:
    """The classes one after the other; `rank` is filled in on the way."""
    sells = use_of(network.needs, network.products, network.made)[1] > 0
    lengths, nodes, columns = [], list[int](), list[Floats]()
    for number, one in enumerate(served(network, plan.ranks)):
        mine = [node for node in one.nodes if local[node] >= 0]
        rank[[node for node in mine if one.sold[node] > 0 or not sells[node]]] = number
        lengths.append(len(mine))
        nodes += mine
        use = one.use[mine]
        columns.append(np.stack([use, 1 / use, one.sold[mine], network.use[mine] / use, one.before[mine]]))
    return (_begins(lengths), local[nodes].astype(np.int32), *np.concatenate(columns, axis=1).copy())


def _hits(
    network: Network, plan: Plan, local: NDArray[np.int64], sources: NDArray[np.int64]
) -> tuple[Any, ...]:
    """The nodes that are bought in part or whole, with the columns of `sources` that are theirs.

    Those that lose a source, and of what is made those that others bring finished beside.
    """
    columns: dict[int, list[int]] = {}
    for column, number in enumerate(sources):
        columns.setdefault(network.sources[number].component, []).append(column)
    makes = (network.made > 0) & ~network.joint
    brought = {extra.node for extra in plan.extras} | set(np.flatnonzero(network.made < 1).tolist())
    for part in np.flatnonzero(makes | (network.made == 0)).tolist():
        if local[part] >= 0 and part in brought and network.needs[part]:
            columns.setdefault(part, [])
    own = [-1.0 if network.joint[node] else float(network.made[node]) for node in columns]
    hit_of = np.full(int(local.max(initial=-1)) + 1, -1, np.int32)
    hit_of[local[list(columns)]] = np.arange(len(columns))
    use = network.use[list(columns)]
    flat = [column for mine in columns.values() for column in mine]
    extra = np.zeros((plan.days, len(columns)))
    for at, node in enumerate(columns):
        mine = [one for one in plan.extras if one.node == node]
        for one in mine:
            begin = max(0, int(np.ceil(min(one.start, plan.days))))
            extra[begin:, at] += one.rate
    return (
        hit_of,
        np.divide(1.0, use, out=np.zeros(len(use)), where=use > 0),
        _begins([len(mine) for mine in columns.values()]),
        np.array(flat, np.int32),
        np.array([network.sources[sources[column]].share for column in flat], np.float64),
        extra,
        np.array(own, np.float64),
    )
