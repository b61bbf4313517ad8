"""What a simulation is told: the days, goods on the way, cuts, other sources, and who is served first."""

from dataclasses import dataclass

from detente.exposure.network import Floats
from detente.exposure.rationing import Ranks


@dataclass(frozen=True, slots=True)
class Cut:
    """One source stopped in one draw: from day `start` to day `stop`, days of the simulation, half-open."""

    source: int
    start: float
    stop: float


@dataclass(frozen=True, slots=True)
class Extra:
    """A rate (share of the node's full use) that another source adds from day `start` on.

    It is asked for only while something of the node is cut.
    """

    node: int
    rate: float
    start: float


@dataclass(frozen=True)
class Plan:
    """What all draws share: days, inflow of goods on the way, and what other sources can add.

    `arriving[day, node]` is units. `ranks` are classes of products that are served one after the other;
    without them all share in proportion.
    """

    days: int
    arriving: Floats
    extras: tuple[Extra, ...] = ()
    ranks: Ranks = ()
