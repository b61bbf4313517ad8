"""Perishable goods: each lot keeps so many days from the day it comes, and the oldest is used first.

What is on hand at first ages from the day of the stock. With one shelf life a part and the oldest first, what
is left of a stock in the morning is all of the youngest lots: at most as much as came within the shelf life.
So no lot has to be followed: a stock is the less of what was left in the evening and `fresh`.
"""

from collections.abc import Sequence

import numpy as np

from detente.exposure.network import Floats, Network
from detente.exposure.plan import Plan


def fresh(network: Network, plan: Plan, nodes: Sequence[int]) -> Floats:
    """Units of each node that have come and are not spoilt: (days + 1) x nodes.

    In the morning of a day, before what comes on it; infinite for what does not spoil.
    """
    mine = list(nodes)
    keeps = np.ceil(network.shelf[mine])
    found = np.full((plan.days + 1, len(mine)), np.inf)
    some = np.flatnonzero(np.isfinite(keeps))
    nodes, life = [mine[column] for column in some], np.minimum(keeps[some], plan.days + 1).astype(int)
    day = np.arange(plan.days + 1)[:, None]
    came = np.concatenate([np.zeros((1, len(nodes))), np.cumsum(plan.arriving[:, nodes], axis=0)])
    old = np.take_along_axis(came, np.clip(day - life + 1, 0, day), axis=0)
    found[:, some] = np.maximum(0.0, came - old) + np.where(day < life, network.stock[nodes], 0.0)
    return found


def spoils(network: Network, node: int, day: float) -> float:
    """The day on whose morning nothing is left of what came on a day, infinite where it keeps."""
    return day + max(1.0, float(np.ceil(network.shelf[node])))
