"""A network as arrays in topological order: parts first, products last."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from graphlib import TopologicalSorter

import numpy as np
from numpy.typing import NDArray

from detente.exposure.across import made_share
from detente.exposure.tables import Tables

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Supply:
    """One source of a component: who ships it, from where, which share of the use it covers.

    `item` and `form` are the controlled good it is (an id such as `item:photoresist`), `caught`
    says whether the part is within the control, `licence` which licence type covers it.
    """

    component: int
    supplier: str
    ships_from: str
    share: float
    lead_time_days: float
    capacity_per_day: float | None
    item: str | None
    form: str | None
    caught: str
    licence: str | None


@dataclass(frozen=True, slots=True)
class Product:
    """A product that is sold: units a day, price and margin in money a unit."""

    node: int
    name: str
    demand_per_day: float
    price: float
    margin: float


@dataclass(frozen=True, slots=True)
class Arrival:
    """Goods on the way: they count on the day they arrive, and only if they left in time (see `transit`).

    `supplier` is None where the table names none; `row` is the row of the table.
    """

    component: int
    quantity: float
    dispatched: date
    arrives: date
    ships_from: str
    supplier: str | None = None
    row: int | None = None


@dataclass(frozen=True)
class Network:
    """Nodes 0..n-1 in topological order, each part before whatever contains it.

    `needs[n]` lists (component node, units of it a unit of n that is made). `made[n]` is the share of the
    full use that is made of them: 0 for what is only bought, less than 1 where it is bought finished beside.
    `joint[n]`: its sources make it of them, so that it takes both. `use[n]` is units of n used or
    sold a day at full demand; `stock[n]` units on hand; `shelf[n]` days, infinite where none.
    """

    nodes: tuple[str, ...]
    needs: tuple[tuple[tuple[int, float], ...], ...]
    use: Floats
    made: Floats
    joint: NDArray[np.bool_]
    stock: Floats
    shelf: Floats
    products: tuple[Product, ...]
    sources: tuple[Supply, ...]
    arrivals: tuple[Arrival, ...]
    currency: str
    tables: Tables

    @cached_property
    def sources_of(self) -> Mapping[int, tuple[int, ...]]:
        """Node to the numbers of its sources."""
        found: dict[int, list[int]] = {}
        for number, source in enumerate(self.sources):
            found.setdefault(source.component, []).append(number)
        return {node: tuple(numbers) for node, numbers in found.items()}

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Name to node."""
        return {name: node for node, name in enumerate(self.nodes)}

    @cached_property
    def tier(self) -> tuple[int, ...]:
        """Steps from each node down to its deepest raw part: 0 for what is only bought."""
        tiers: list[int] = []
        for needs in self.needs:
            tiers.append(1 + max((tiers[child] for child, _ in needs), default=-1))
        return tuple(tiers)

    def parts_of(self, node: int) -> frozenset[int]:
        """Every node that the node contains, itself included."""
        found, queue = {node}, [node]
        while queue:
            node = queue.pop()
            for child, quantity in self.needs[node]:
                if quantity > 0 and self.made[node] > 0 and child not in found:
                    found.add(child)
                    queue.append(child)
        return frozenset(found)


def build(tables: Tables) -> Network:
    """Lay checked tables out as arrays. Parts without sources or components count as made freely."""
    rows = tables.rows
    below: dict[str, list[tuple[str, float]]] = {row["product"]: [] for row in rows["products"]}
    for row in rows["bom"]:
        below.setdefault(row["parent"], []).append((row["component"], row["quantity"]))
        below.setdefault(row["component"], [])
    graph = {name: [child for child, _ in children] for name, children in below.items()}
    nodes = tuple(TopologicalSorter(graph).static_order())
    index = {name: node for node, name in enumerate(nodes)}
    needs = tuple(tuple((index[c], q) for c, q in below[name]) for name in nodes)
    products = tuple(
        Product(index[r["product"]], r["product"], r["demand_per_day"], r["price"], r["margin"])
        for r in rows["products"]
    )
    stock, shelf = np.zeros(len(nodes)), np.full(len(nodes), np.inf)
    for row in rows["stock"]:
        stock[index[row["component"]]] = row["on_hand"]
        if row["shelf_life_days"] is not None:
            shelf[index[row["component"]]] = row["shelf_life_days"]
    keys = (
        "supplier",
        "ships_from",
        "share",
        "lead_time_days",
        "capacity_per_day",
        "item",
        "form",
        "caught",
        "licence",
    )
    sources = tuple(Supply(index[r["component"]], *(r[key] for key in keys)) for r in rows["sources"])
    made, joint = _makes(needs, sources, [r.get("makes") for r in rows["sources"]])
    arrivals = tuple(
        Arrival(
            index[r["component"]], r["quantity"], r["dispatched"], r["arrives"], r["ships_from"],
            r.get("supplier"), r.get("_row"),
        )
        for r in rows.get("in_transit", ())
    )  # fmt: skip
    currency = rows["products"][0]["currency"] if rows["products"] else ""
    return Network(
        nodes,
        needs,
        use_of(needs, products, made)[0],
        made,
        joint,
        stock,
        shelf,
        products,
        sources,
        arrivals,
        currency,
        tables,
    )


def _makes(
    needs: Sequence[Sequence[tuple[int, float]]], sources: Sequence[Supply], told: Sequence[str | None]
) -> tuple[Floats, NDArray[np.bool_]]:
    """The share of each node that is made of its components, and whether its sources make it of them."""
    made, joint = np.array([1.0 if below else 0.0 for below in needs]), np.zeros(len(needs), bool)
    bought = np.zeros(len(needs))
    for source in sources:
        bought[source.component] += source.share
    for source, word in zip(sources, told, strict=True):
        node = source.component
        if needs[node]:
            share = made_share(float(bought[node]), word)
            joint[node], made[node] = share is None, 1.0 if share is None else share
    return made, joint


def use_of(
    needs: tuple[tuple[tuple[int, float], ...], ...], products: Iterable[Product], made: Floats
) -> tuple[Floats, Floats]:
    """Units of each node used a day at full demand for these products, and what of it is sold."""
    sold = np.zeros(len(needs))
    for product in products:
        sold[product.node] += product.demand_per_day
    use = sold.copy()
    for node in reversed(range(len(needs))):
        for child, quantity in needs[node]:
            use[child] += quantity * made[node] * use[node]
    return use, sold


def affected(network: Network, components: Iterable[int]) -> tuple[int, ...]:
    """The nodes that a shortage of these components can reach, in order: they and all their parents.

    Any other node never runs short, so that leaving it out changes no answer and most of the work.
    """
    hit = set(components)
    for node, needs in enumerate(network.needs):
        if network.made[node] > 0 and any(child in hit and quantity > 0 for child, quantity in needs):
            hit.add(node)
    return tuple(sorted(hit))
