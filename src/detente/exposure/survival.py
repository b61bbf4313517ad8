"""Days to the first shortage of every node, by shortest paths, and the rate that each node keeps.

A node runs short when what it is made from has stopped coming and its own cover is gone. With t in days,

    t[node] = cover[node] + min(cut[node], min over inputs (t[input] + weight[edge]))

where `cover` is how many days the node's stock lasts once nothing comes, `cut` the day on which its own
sources stop, infinite where they never do, and `weight` days that pass between an input running out and
its user noticing (transit, lead time; zero where goods move within a day). It is a shortest path in the
(min, +) algebra, from the cuts up to the products. A shelf life, a day by which the stock is spoilt,
caps it: t <= max(day the inputs stop, shelf).

The rate that a node keeps is the least rate on any path below it. A stock that tops up a remaining rate
r lasts 1 / (1 - r) times as long; `covers` uses that, and docs/concepts/exposure.md says in which
networks the days are those of the simulation and in which a bound.

`survive` works on many draws of the covers at once, `survive_plain` is its twin for one.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.exposure.network import Floats, Network

Singles = NDArray[np.float32]
Whole = NDArray[np.int32]
Days = Sequence[float] | Floats

WIDTH = 32
"""Draws in a block: two cache lines a node. Measured: narrower blocks read each edge more often, wider
ones leave a core without work at 64 draws."""


@dataclass(frozen=True)
class Graph:
    """A directed acyclic graph whose nodes stand in topological order, inputs before their users.

    The inputs of node n are `inputs[start[n]:start[n + 1]]`, with `weight` days on the edge.
    """

    start: Whole
    inputs: Whole
    weight: Singles

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.start) - 1


def graph(network: Network) -> Graph:
    """The bill of materials as a graph, without days on the edges: goods move within a day."""
    rows = [[child for child, quantity in needs if quantity > 0] for needs in network.needs]
    start = np.zeros(len(rows) + 1, np.int32)
    np.cumsum([len(row) for row in rows], out=start[1:])
    inputs = np.array([child for row in rows for child in row], np.int32)
    return Graph(start, inputs, np.zeros(len(inputs), np.float32))


def blocked(covers: NDArray[np.floating], width: int = WIDTH) -> Singles:
    """Nodes x draws as blocks x nodes x width, float32; the last draw fills the last block."""
    nodes, draws = covers.shape
    blocks = -(-draws // width)
    whole = np.empty((blocks, nodes, width), np.float32)
    for block in range(blocks):
        part = covers[:, block * width : (block + 1) * width]
        whole[block, :, : part.shape[1]] = part
        whole[block, :, part.shape[1] :] = part[:, -1:]
    return whole


def unblocked(times: Singles, draws: int) -> Singles:
    """Blocks x nodes x width as nodes x draws."""
    return np.concatenate(list(times), axis=1)[:, :draws]


def survive(graph: Graph, cut: Singles, covers: Singles, shelf: Singles | None = None) -> Singles:
    """Days to the first shortage (blocks x nodes x width), written over the blocked `covers`.

    `cut` and `shelf` are days by node, infinite where nothing is cut or spoils. Blocks are shared out
    over the cores; no memory beyond the arguments is used.
    """
    from detente.exposure.kernels import paths  # noqa: PLC0415 - numba is slow to import

    shelf = np.full(graph.nodes, np.inf, np.float32) if shelf is None else shelf

    def work(first: int, last: int) -> None:
        paths.survive(graph.start, graph.inputs, graph.weight, cut, shelf, covers, first, last)

    shared(work, len(covers))
    return covers


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shared(work: Callable[[int, int], None], blocks: int) -> None:
    """Do `work(first, last)` over `blocks` blocks, one run of them a core. `work` holds no GIL."""
    runs = min(cores(), blocks)
    if runs < 2:  # noqa: PLR2004 - nothing to share
        work(0, blocks)
        return
    ends = [blocks * run // runs for run in range(runs + 1)]
    with ThreadPoolExecutor(runs) as pool:
        list(pool.map(work, ends[:-1], ends[1:]))


def survive_plain(graph: Graph, cut: Days, covers: Days, shelf: Days | None = None) -> list[float]:
    """The reference twin of `survive`: one draw, plain numbers."""
    days: list[float] = []
    for node in range(graph.nodes):
        edges = range(graph.start[node], graph.start[node + 1])
        come = [days[graph.inputs[edge]] + float(graph.weight[edge]) for edge in edges]
        gone = min([float(cut[node]), *come])
        spoilt = max(gone, float(shelf[node])) if shelf is not None else float("inf")
        days.append(min(gone + float(covers[node]), spoilt))
    return days


def kept(graph: Graph, rate: Floats, made: Floats | None = None) -> Floats:
    """The rate that each node keeps for good (nodes x cases): its own, or that of its scarcest input.

    `made` (nodes) is the share of its use that a node makes of its inputs beside its own rate, -1 where it
    takes both: then, and without it, the less of the two is kept.
    """
    from detente.exposure.kernels import paths  # noqa: PLC0415 - numba is slow to import

    found: Floats = np.array(rate, np.float64, order="C")
    paths.keep(graph.start, graph.inputs, np.full(graph.nodes, -1.0) if made is None else made, found)
    return found


def kept_plain(graph: Graph, rate: Sequence[float], made: Sequence[float] | None = None) -> list[float]:
    """The reference twin of `kept`: one case."""
    found: list[float] = []
    for node in range(graph.nodes):
        inputs = graph.inputs[graph.start[node] : graph.start[node + 1]]
        own, scarcest = float(rate[node]), min((found[other] for other in inputs), default=1.0)
        share = -1.0 if made is None else float(made[node])
        found.append(min(own, scarcest) if share < 0 else min(1.0, own + share * scarcest))
    return found


def covers(network: Network, rate: Floats) -> Floats:
    """Days that each node's stock lasts beside the rate it keeps (nodes); infinite where all is kept."""
    drain = network.use * (1 - rate)
    lasts = np.full(len(network.nodes), np.inf)
    np.divide(network.stock, drain, out=lasts, where=drain > 0)
    return lasts


def binding(graph: Graph, cut: Days, days: Days, node: int) -> tuple[int, ...]:
    """The path from a node down to the cut that stops it first; empty where nothing does.

    `days` is one draw of what `survive` found. Of equal inputs the first listed binds.
    """
    if not np.isfinite(days[node]):
        return ()
    path = [node]
    while True:
        edges = range(graph.start[path[-1]], graph.start[path[-1] + 1])
        come = [(float(days[graph.inputs[edge]]) + float(graph.weight[edge]), edge) for edge in edges]
        soonest, edge = min(come, default=(np.inf, -1))
        if soonest >= float(cut[path[-1]]):
            return tuple(path)
        path.append(int(graph.inputs[edge]))
