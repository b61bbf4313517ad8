"""Why: the chain from a figure of a product to stock, bill of materials, source, measure and sentence."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.errors import UsageError
from detente.exposure.columns import meant
from detente.exposure.network import Network
from detente.exposure.recovery import Wait
from detente.exposure.supply import Touched
from detente.exposure.unknown import of_component
from detente.exposure.views import Exposure, ProductExposure

FIGURES = ("first_shortage_days", "surviving_rate", "dependent_revenue", "lost_revenue", "lost_margin")


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a table that a figure rests on."""

    file: str
    row: int | None

    def __str__(self) -> str:
        """`stock.csv, row 8`."""
        return self.file if self.row is None else f"{self.file}, row {self.row}"


@dataclass(frozen=True, slots=True)
class Coming:
    """A lot on the way: its units, what of them comes on top and why no more, the day, and its row."""

    quantity: float
    counted: float
    why: str
    arrives: str
    place: Place


@dataclass(frozen=True, slots=True)
class Link:
    """One part of a chain: how much of it the one above takes, what is on hand and on the way.

    `cover_days` is the stock at full use, None where it is not used; `arriving` the goods on the way.
    `taken` is None for the product itself.
    """

    name: str
    taken: float | None
    taken_from: Place | None
    use_per_day: float
    on_hand: float
    counted_in: Place | None
    cover_days: float | None
    arriving: tuple[Coming, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """From the product down to a source that is stopped, and the law on it; `binds`: it bites first."""

    binds: bool
    links: tuple[Link, ...]
    touched: Touched
    source: Place
    supplier: str
    ships_from: str
    share: float
    lead_time_days: float
    goes_on: float
    not_known: float
    wait: Wait | None


@dataclass(frozen=True, slots=True)
class Explained:
    """The figures of a product, how each comes about, and the chains that they rest on."""

    product: ProductExposure
    row: Place
    how: tuple[tuple[str, str], ...]
    chains: tuple[Chain, ...]


def explain(exposure: Exposure, name: str) -> Explained:
    """Explain the figures of a product. Raises UsageError with the nearest name where there is none such."""
    products = {product.product: product for product in exposure.products}
    if name not in products:
        raise UsageError(f"no such product: {name!r}{meant(name, products)} ({', '.join(sorted(products))})")
    product, network = products[name], exposure.network
    node = network.index[name]
    chains = tuple(sorted(_chains(exposure, product, node), key=lambda chain: not chain.binds))
    return Explained(
        product, _place(network, "products", name), tuple(_how(exposure, product, chains)), chains
    )


def _chains(exposure: Exposure, product: ProductExposure, node: int) -> Iterator[Chain]:
    network = exposure.network
    waits = {(item.item, item.form, item.measure): item.wait for item in exposure.items}
    inside = network.parts_of(node)
    for one in exposure.touched:
        source = network.sources[one.source]
        if not one.cut or source.component not in inside:
            continue
        part = network.nodes[source.component]
        label = f"{source.supplier} ({source.ships_from})"
        binds = bool(product.path) and product.path[-1] == part and product.binding_source == label
        path = (
            [network.index[at] for at in product.path]
            if binds
            else _shortest(network, node, source.component)
        )
        _, goes_on, unknown = of_component(one, network, exposure.touched)
        yield Chain(
            binds=binds,
            links=tuple(_links(exposure, path)),
            touched=one,
            source=_source_place(network, one),
            supplier=source.supplier,
            ships_from=source.ships_from,
            share=source.share,
            lead_time_days=source.lead_time_days,
            goes_on=goes_on,
            not_known=unknown,
            wait=waits.get((one.item, one.form, one.measure.id)),
        )


def _shortest(network: Network, top: int, part: int) -> list[int]:
    """The shortest chain of parents from a node down to a part."""
    came: dict[int, int] = {top: top}
    queue = [top]
    for node in queue:
        if node == part:
            break
        for child, quantity in network.needs[node]:
            if quantity > 0 and child not in came:
                came[child] = node
                queue.append(child)
    path = [part]
    while path[-1] != top:
        path.append(came[path[-1]])
    return path[::-1]


def _links(exposure: Exposure, path: list[int]) -> Iterator[Link]:
    network = exposure.network
    above: int | None = None
    for node in path:
        name, use = network.nodes[node], float(network.use[node])
        taken = None if above is None else dict(network.needs[above]).get(node)
        bom = None
        if above is not None:
            row = _find(network, "bom", parent=network.nodes[above], component=name)
            bom = Place(_file(network, "bom"), row)
        counted = _find(network, "stock", component=name)
        stock = float(network.stock[node])
        yield Link(
            name=name,
            taken=taken,
            taken_from=bom,
            use_per_day=use,
            on_hand=stock,
            counted_in=Place(_file(network, "stock"), counted) if counted else None,
            cover_days=min(stock / use, float(network.shelf[node])) if use > 0 else None,
            arriving=tuple(
                Coming(
                    quantity=lot.arrival.quantity,
                    counted=lot.counted,
                    why=lot.why,
                    arrives=lot.arrival.arrives.isoformat(),
                    place=Place(_file(network, "in_transit"), lot.arrival.row),
                )
                for lot in exposure.lots
                if lot.arrival.component == node
            ),
        )
        above = node


def _file(network: Network, table: str) -> str:
    return network.tables.files.get(table, table)


def _find(network: Network, table: str, **cells: str) -> int | None:
    for row in network.tables.rows.get(table, ()):
        if all(row[name] == value for name, value in cells.items()):
            number: int | None = row.get("_row")
            return number
    return None


def _place(network: Network, table: str, name: str) -> Place:
    return Place(_file(network, table), _find(network, table, product=name))


def _source_place(network: Network, one: Touched) -> Place:
    row = network.tables.rows["sources"][one.source]
    return Place(_file(network, "sources"), row.get("_row"))


def _how(
    exposure: Exposure, product: ProductExposure, chains: tuple[Chain, ...]
) -> Iterator[tuple[str, str]]:
    """How each figure comes about, in words with its numbers."""
    if product.note:
        return
    network = exposure.network
    mine = next(p for p in network.products if p.name == product.product)
    money, demand = exposure.currency, mine.demand_per_day
    if not chains:
        yield "first_shortage_days", "no source in it is under a measure that stops it"
        return
    first = chains[0]
    covers = [link.cover_days for link in first.links if link.cover_days]
    counted = network.tables.stock_date or exposure.on
    away = f"{first.share:.0%} of {first.links[-1].name} stays away from {_since(first)} on"
    lie = f"on the way down to it lie {sum(covers):.1f} days of full use, as counted on {counted}"
    yield "first_shortage_days", f"{away}; {lie}; only what is cut is taken from them"
    rates = [f"{c.goes_on + c.not_known:.0%} of {c.links[-1].name}" for c in chains]
    yield (
        "surviving_rate",
        "the least that goes on of any part: "
        + ", ".join(dict.fromkeys(rates))
        + "; with what the others can add at capacity"
        + ("" if exposure.ration == "proportion" else f", of shared parts by {exposure.ration}"),
    )
    each = f"{demand:g} a day x {mine.price:g} {money}"
    yield "dependent_revenue", f"{each} x {exposure.horizon_days} days"
    for figure, price in (("lost_revenue", mine.price), ("lost_margin", mine.margin)):
        value = getattr(product, figure)
        if demand * price > 0:
            days = [f"{(end or 0) / (demand * price):.1f}" for end in (value.low, value.base, value.high)]
            lost = f"{' / '.join(days)} full days of sales lost (low / base / high)"
            yield figure, f"{lost} x {demand:g} x {price:g} {money}"


def _since(chain: Chain) -> str:
    return chain.touched.since.value if chain.touched.since else "a day that no source gives"
