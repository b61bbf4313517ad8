"""What binds a product on a day: down from it to the scarcest part, and to the source that is stopped there.

Read off the simulation, so that goods on the way, other sources, stocks and the rule of rationing count as
they do in the figures: the path is that of the day that is printed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from detente.exposure.case import Case
from detente.exposure.network import Floats
from detente.exposure.simulate import Totals, run

SHORT = 1e-9
"""Share of full need below which what is missing counts as nothing, as in the simulation."""
Column = tuple[int, int]
"""A class of products and a node: what the node can meet within the class."""
CELLS = 4_000_000
"""Figures (draws x days x nodes) that one run keeps at most."""


@dataclass(frozen=True, slots=True)
class Binding:
    """The source that binds, by its number in `Case.stopped`, and the nodes from the product to its part."""

    row: int
    path: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Short:
    """A product (by its number) that is short on a day of the simulation, in one of the draws."""

    draw: int
    product: int
    day: int


def first_bindings(case: Case, three: Totals) -> list[Binding | None]:
    """What binds each product on its first short day: under base, else high, else low, else if all stays cut.

    `three` is what is lost under low, base and high. None for a product that runs short under none.
    """
    waits = {g: np.array([w.low, w.base, w.high, np.inf], dtype=float) for g, w in case.waits.items()}
    start, stop = case.cuts(waits, 4)
    first = three.first
    if not np.isfinite(first).any(axis=0).all():
        first = np.vstack([first, case.totals(start[3:], stop[3:]).first])
    order = [draw for draw in (1, 2, 0, 3) if draw < len(first)]
    asked = list[Short]()
    for product in range(first.shape[1]):
        draw = next((draw for draw in order if np.isfinite(first[draw, product])), None)
        if draw is not None:
            asked.append(Short(draw, product, int(first[draw, product]) + case.offset))
    found = dict(zip((one.product for one in asked), bindings(case, start, stop, asked), strict=True))
    return [found.get(product) for product in range(first.shape[1])]


def bindings(case: Case, start: Floats, stop: Floats, asked: Sequence[Short]) -> list[Binding | None]:
    """What binds each of these; `start` and `stop` are the draws, as `simulate.run` takes them."""
    network, found = case.network, dict[Short, Binding | None]()
    classes = case.plan.ranks or (tuple(range(len(network.products))),)
    rank = {product: number for number, mine in enumerate(classes) for product in mine}
    users = _users(case)
    parts = cache(lambda product: network.parts_of(network.products[product].node))

    @cache
    def reached(cut: tuple[int, ...]) -> frozenset[int]:
        return _above(users, {network.sources[number].component for number in cut})

    @cache
    def columns(one: Short) -> frozenset[Column]:
        inside = parts(one.product) & reached(tuple(np.flatnonzero(np.isfinite(start[one.draw]))))
        return frozenset((rank[one.product], node) for node in inside)

    for some in _chunks(asked, columns):
        draws, plan = sorted({one.draw for one in some}), case.plan
        if len(classes) == 1:  # served in turn, what is held back depends on the days to come
            days = max(one.day for one in some) + 1
            plan = replace(plan, days=days, arriving=plan.arriving[:days])
        all_columns = sorted({pair for one in some for pair in columns(one)})
        keep, within = [node for _, node in all_columns], [number for number, _ in all_columns]
        met = run(network, plan, start[draws], stop[draws], keep, within=within)
        at = {pair: column for column, pair in enumerate(all_columns)}
        for one in some:
            mine = {node: at[number, node] for number, node in columns(one)}
            found[one] = _walk(
                case, one, (start[one.draw], stop[one.draw]), (met[draws.index(one.draw)], mine)
            )
    return [found[one] for one in asked]


def _users(case: Case) -> dict[int, list[int]]:
    """Node to the nodes that it goes into."""
    users: dict[int, list[int]] = {}
    for node, needs in enumerate(case.network.needs):
        for child, units in needs:
            if units > 0 and case.network.made[node] > 0:
                users.setdefault(child, []).append(node)
    return users


def _above(users: dict[int, list[int]], parts: Iterable[int]) -> frozenset[int]:
    """Parts and everything that they go into: what a cut of them can reach."""
    found, queue = set(parts), list(parts)
    while queue:
        more = [node for node in users.get(queue.pop(), ()) if node not in found]
        found.update(more)
        queue += more
    return frozenset(found)


def _chunks(asked: Sequence[Short], columns: Callable[[Short], frozenset[Column]]) -> Iterator[list[Short]]:
    """The questions, those of early days first, in runs of a size that is kept at once."""
    some, draws, held = list[Short](), set[int](), set[Column]()
    for one in sorted(asked, key=lambda one: one.day):
        draws, held = draws | {one.draw}, held | columns(one)
        if some and len(draws) * len(held) * (one.day + 1) > CELLS:
            yield some
            some, draws, held = [], {one.draw}, set(columns(one))
        some.append(one)
    if some:
        yield some


def _walk(
    case: Case, one: Short, ends: tuple[Floats, Floats], known: tuple[Floats, dict[int, int]]
) -> Binding | None:
    """Down to the scarcest part on the day, of equal ones to that which has been short for longest.

    `known` is the share that each node can meet, days x columns, and the column of each node.
    """
    network, (met, column) = case.network, known
    cut = [row for row, t in enumerate(case.stopped) if ends[0][t.source] <= one.day < ends[1][t.source]]
    path = [network.products[one.product].node]
    while True:
        own = [row for row in cut if network.sources[case.stopped[row].source].component == path[-1]]
        below = [
            (float(able[one.day]), _since(able[: one.day + 1]), number, child)
            for number, (child, units) in enumerate(network.needs[path[-1]])
            if units > 0 < network.made[path[-1]]
            and child in column
            and (able := met[:, column[child]])[one.day] < 1 - SHORT
        ]
        scarcest = min(below, default=None)
        if own and (scarcest is None or _bought(case, path[-1], own, one.day, scarcest[0])):
            shares = [-network.sources[case.stopped[row].source].share for row in own]
            return Binding(own[shares.index(min(shares))], tuple(path))
        if scarcest is None:
            return None
        path.append(scarcest[3])


def _since(able: Floats) -> int:
    """The first day of the stretch, up to the last of these, on which the node is short."""
    whole = np.flatnonzero(able >= 1 - SHORT)
    return int(whole[-1]) + 1 if len(whole) else 0


def _bought(case: Case, node: int, cut: Sequence[int], day: int, scarcest: float) -> bool:
    """Whether on a day a node lacks what is bought more than what can be made of its scarcest component.

    Where its sources make it of its components, the less of what they bring and of those is what it takes;
    where it is bought finished beside, each lacks its own share.
    """
    lost = sum(case.network.sources[case.stopped[row].source].share for row in cut)
    if not case.network.joint[node]:
        return lost >= float(case.network.made[node]) * (1.0 - scarcest)
    more = sum(extra.rate for extra in case.plan.extras if extra.node == node and extra.start <= day)
    return max(0.0, 1.0 - lost + more) <= scarcest
