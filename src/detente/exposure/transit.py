"""Goods on the way: which of them come on top of what the simulation counts already.

A source that goes on brings its share of the use every day. What is on the way from it at first is that very
flow: so much of it as the source brings in its lead time is not counted again, the earliest lots first. A
source that is cut brings nothing from the day of the control on; what left before that day comes on top.
A lot is of the supplier that its row names; where it names none, it may be of any source of that country: it
is held where one of them is restricted, and its flow is that of those that are not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.exposure.network import Arrival, Floats, Network

HELD = "held: it left after the control began"
FLOW = "the running flow of a source that goes on"
THERE = "it came before the stock was counted"

Window = tuple[float, float]
"""First and last day of a control, half-open, in days of the simulation."""


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot on the way: `counted` units of it come on top, and why no more (`HELD`, `FLOW`, `THERE`).

    `doubtful`: it is held, and would not be if its row named a supplier that is not restricted.
    """

    arrival: Arrival
    counted: float
    why: str = ""
    doubtful: bool = False


def lots(
    network: Network,
    held: Mapping[int, Window],
    days: Sequence[tuple[int, int]],
    free: Sequence[float] = (),
) -> tuple[Lot, ...]:
    """Every lot of in_transit, in its order; `held` is stopped source to its control.

    `days` are the days of the simulation on which each lot left and arrives, `free` the units of
    each that left under an approval of the user's own: the control holds none of them.
    """
    found: dict[int, Lot] = {}
    taken = dict.fromkeys(range(len(network.sources)), 0.0)
    for number in sorted(range(len(days)), key=lambda number: (days[number][1], number)):
        arrival, (left, day) = network.arrivals[number], days[number]
        mine = of_lot(network, arrival)
        if day < 0:
            found[number] = Lot(arrival, 0.0, THERE)
            continue
        stopped = [source for source in mine if source in held and _within(left, held[source])]
        if stopped:
            own = min(arrival.quantity, free[number]) if free else 0.0
            rest = own < arrival.quantity
            found[number] = Lot(
                arrival, own, HELD if rest else "", doubtful=rest and len(stopped) < len(mine)
            )
            continue
        more = arrival.quantity
        for source in mine:
            begin = held[source][0] if source in held else np.inf
            if day < begin:
                used = min(more, max(0.0, _flow(network, source, day, begin) - taken[source]))
                taken[source] += used
                more -= used
        found[number] = Lot(arrival, more, FLOW if more < arrival.quantity else "")
    return tuple(found[number] for number in range(len(days)))


def of_lot(network: Network, arrival: Arrival) -> list[int]:
    """The sources that a lot may be of: those of its country, or of them the one that its row names."""
    country = [
        number
        for number in network.sources_of.get(arrival.component, ())
        if network.sources[number].ships_from == arrival.ships_from
    ]
    named = [number for number in country if network.sources[number].supplier == arrival.supplier]
    return named or country


def _within(day: float, window: Window) -> bool:
    return window[0] <= day < window[1]


def _flow(network: Network, number: int, day: int, begin: float) -> float:
    """What the source is counted as bringing in its lead time, or up to the day if that is later."""
    source = network.sources[number]
    days = min(max(source.lead_time_days, day + 1.0), begin)
    return float(source.share * network.use[source.component] * days)


def arriving(found: Sequence[Lot], days: Sequence[tuple[int, int]], shape: tuple[int, int]) -> Floats:
    """Units that come on top, days of the simulation x nodes."""
    came = np.zeros(shape)
    for lot, (_, day) in zip(found, days, strict=True):
        if 0 <= day < shape[0]:
            came[day, lot.arrival.component] += lot.counted
    return came


def in_words(network: Network, found: Sequence[Lot]) -> tuple[str, ...]:
    """What is counted of the goods on the way, and what is not."""
    lines = [
        "goods on the way are those of in_transit.csv; from a restricted source what left before the control"
    ]
    flow = _sums(network, [(one, one.arrival.quantity - one.counted) for one in found if one.why == FLOW])
    if flow:
        lines.append(
            "a source that goes on brings its share every day; what is on the way from it is that flow and "
            f"is not counted again: {_listed(flow)}"
        )
    doubtful = _sums(network, [(one, one.arrival.quantity - one.counted) for one in found if one.doubtful])
    if doubtful:
        lines.append(
            "a lot whose row names no supplier counts as that of the restricted source of its country, and "
            f"is held: {_listed(doubtful)}; name its supplier in in_transit.csv if it is of another"
        )
    return tuple(lines)


def _sums(network: Network, some: Sequence[tuple[Lot, float]]) -> list[str]:
    """Units by component and country, in words."""
    total: dict[tuple[int, str], float] = {}
    for lot, units in some:
        key = lot.arrival.component, lot.arrival.ships_from
        total[key] = total.get(key, 0.0) + units
    return [f"{units:,.6g} of {network.nodes[node]} ({land})" for (node, land), units in total.items()]


def _listed(words: Sequence[str]) -> str:
    shown = ", ".join(words[:5])
    return shown if len(words) <= 5 else f"{shown} and {len(words) - 5} more"  # noqa: PLR2004
