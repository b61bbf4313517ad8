"""Who gets a scarce part first: the rules by which products share it.

Served in turn, a class takes from stock only what those before it cannot need until all that is cut below
the part comes again: so each class sells as if those after it were not there. In proportion, all take.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.errors import UsageError
from detente.exposure.network import Floats, Network, use_of

RULES = ("proportion", "margin", "priority")

Ranks = tuple[tuple[int, ...], ...]
"""Numbers of products in classes: a class takes what it can before the next, within one all get the
same share of their need."""


def ranks(network: Network, rule: str) -> Ranks:
    """The classes of a rule.

    `proportion` puts all products into one. `margin` serves the product first that earns most a unit.
    `priority` goes by the column `priority` of products.csv, 1 first, those without a number last. Equals
    share in proportion. Raises UsageError for another rule, or where no product has a priority.
    """
    products = range(len(network.products))
    if rule == "proportion":
        return (tuple(products),)
    if rule == "margin":
        return _classes([-product.margin for product in network.products])
    if rule == "priority":
        given = [row.get("priority") for row in network.tables.rows["products"]]
        if all(number is None for number in given):
            raise UsageError("no product has a priority: fill the column priority of products.csv (1 first)")
        return _classes([float("inf") if number is None else number for number in given])
    raise UsageError(f"{rule!r} is no rule of rationing: {', '.join(RULES)}")


def _classes(keys: Sequence[float]) -> Ranks:
    return tuple(tuple(number for number, own in enumerate(keys) if own == key) for key in sorted(set(keys)))


@dataclass(frozen=True)
class Served:
    """One class: the nodes it uses, parts first, and units a day by node: used, sold, used by those before.

    What nobody uses is never short.
    """

    nodes: tuple[int, ...]
    use: Floats
    sold: Floats
    before: Floats


def served(network: Network, classes: Ranks) -> list[Served]:
    """The classes in turn; without any, all nodes and products in one."""
    found, before = list[Served](), np.zeros(len(network.nodes))
    for numbers in classes or [range(len(network.products))]:
        use, sold = use_of(network.needs, [network.products[number] for number in numbers], network.made)
        found.append(Served(tuple(int(node) for node in np.flatnonzero(use)), use, sold, before))
        before = before + use
    return found
