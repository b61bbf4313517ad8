"""What the shortest paths say of an exposure: how soon a product may run short, and along which chain."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from detente.exposure.case import Case
from detente.exposure.network import Floats
from detente.exposure.simulate import lasting_each
from detente.exposure.survival import Graph, binding, blocked, covers, graph, survive, survive_plain


@dataclass(frozen=True)
class Soonest:
    """The paths of one case; `kept` (nodes x stopped sources) is what remains if each alone stays cut."""

    case: Case
    kept: Floats

    @cached_property
    def _graph(self) -> Graph:
        return graph(self.case.network)

    @cached_property
    def _found(self) -> dict[int, tuple[Floats, Floats]]:
        return {}

    def least(self, node: int) -> float:
        """The day, from the day asked about, before which a node runs short under no wait; inf for never.

        Holds where shared parts are rationed in proportion: goods on the way, approvals and other
        sources only make it later.
        """
        return max(0.0, float(np.floor(self._all[node] + 1e-9)) - self.case.offset)

    @cached_property
    def _all(self) -> list[float]:
        """Days to shortage of every node when all stays cut, from the day of the stock on."""
        case = self.case
        bare = replace(case.plan, extras=())
        rate = lasting_each(case.network, bare, [[one.source for one in case.stopped]])[:, 0]
        lasts, shelf = covers(case.network, rate), np.ceil(case.network.shelf)
        return survive_plain(self._graph, self._cut(range(len(case.stopped))), lasts, shelf)

    def _cut(self, rows: Sequence[int]) -> Floats:
        """The day on which these stopped sources cut each node."""
        cut = np.full(len(self.case.network.nodes), np.inf)
        for row in rows:
            one = self.case.stopped[row]
            node = self.case.network.sources[one.source].component
            cut[node] = min(cut[node], max(0, self.case.control[one.group]))
        return cut

    def path(self, node: int, row: int) -> tuple[str, ...]:
        """The chain from a node to the part of a stopped source along which the stocks are gone first."""
        if row not in self._found:
            network, cut = self.case.network, self._cut([row])
            lasts = blocked(covers(network, self.kept[:, row])[:, None], 1)
            shelf = np.ceil(network.shelf).astype(np.float32)
            days = survive(self._graph, cut.astype(np.float32), lasts, shelf)[0, :, 0]
            self._found[row] = cut, days.astype(np.float64)
        cut, found = self._found[row]
        return tuple(self.case.network.nodes[at] for at in binding(self._graph, cut, found, node))
