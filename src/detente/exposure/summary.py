"""What a network is like: tiers, single sources, origins, goods under control, cover in days."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from detente.exposure.across import WHOLE
from detente.exposure.network import Network
from detente.exposure.supply import Touched, touched
from detente.ledger.views import State
from detente.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Tier:
    """The parts that stand so many steps above their deepest material; 0 is what is only bought."""

    tier: int
    parts: int


@dataclass(frozen=True, slots=True)
class Single:
    """A component that one supplier ships alone, with the products that contain it."""

    component: str
    supplier: str
    ships_from: str
    share: float
    cover_days: float | None
    products: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """A country of export: its sources, the components they ship, and those that come from there alone."""

    country: str
    sources: int
    components: int
    alone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Good:
    """An item of the network, its components, and the measure that is on it.

    `effect` is that of `supply.Touched`, None where no measure of the ledger touches a source of it
    or no ledger was asked; `caught` what the table says of its parts.
    """

    item: str
    form: str | None
    ships_from: str
    components: tuple[str, ...]
    caught: str
    effect: str | None
    measure: str | None
    since: str | None
    cover_days: float | None


@dataclass(frozen=True, slots=True)
class Cover:
    """Days that the stock of a component lasts at full use, not beyond its shelf life.

    `cover_days` is None where nothing of it is used, or where the stock has no row for it (`counted`).
    """

    component: str
    bought: bool
    counted: bool
    cover_days: float | None
    shelf_life_days: float | None


@dataclass(frozen=True, slots=True)
class Summary:
    """A network in figures. `on` and `known` are None where no ledger was asked."""

    name: str
    country: str | None
    stock_date: date | None
    currency: str
    products: int
    parts: int
    bought: int
    links: int
    sources: int
    tiers: tuple[Tier, ...]
    single_sources: tuple[Single, ...]
    origins: tuple[Origin, ...]
    items: tuple[Good, ...]
    cover: tuple[Cover, ...]
    on: date | None
    known: date | None


def summarise(
    network: Network, lexicon: Lexicon, state: State | None = None, destination: str | None = None
) -> Summary:
    """Summarise a network, and what is controlled in it on the day of the state."""
    ends = {product.node for product in network.products}
    parts = [node for node in range(len(network.nodes)) if node not in ends]
    counted = {row["component"] for row in network.tables.rows.get("stock", ())}
    cover = _cover(network, counted)
    to = destination or network.tables.country
    found = touched(network, state, lexicon, to) if state and to else ()
    return Summary(
        name=network.tables.name,
        country=to,
        stock_date=network.tables.stock_date,
        currency=network.currency,
        products=len(network.products),
        parts=len(parts),
        bought=sum(not network.needs[node] for node in parts),
        links=sum(len(needs) for needs in network.needs),
        sources=len(network.sources),
        tiers=tuple(Tier(*pair) for pair in sorted(Counter(network.tier[node] for node in parts).items())),
        single_sources=tuple(_single(network, cover)),
        origins=tuple(_origins(network)),
        items=tuple(_goods(network, found, cover)),
        cover=tuple(
            Cover(
                network.nodes[n],
                not network.needs[n],
                network.nodes[n] in counted,
                cover[n],
                float(network.shelf[n]) if network.shelf[n] < np.inf else None,
            )
            for n in sorted(parts, key=lambda n: (cover[n] is None, cover[n] or 0.0, network.nodes[n]))
        ),
        on=state.on if state else None,
        known=state.known if state else None,
    )


def _cover(network: Network, counted: Collection[str]) -> list[float | None]:
    days: list[float | None] = []
    for name, stock, use, shelf in zip(network.nodes, network.stock, network.use, network.shelf, strict=True):
        days.append(float(min(stock / use, shelf)) if use > 0 and name in counted else None)
    return days


def _holders(network: Network) -> list[int]:
    """For each node the products that contain it, as the bits of a number."""
    bits = [0] * len(network.nodes)
    for number, product in enumerate(network.products):
        bits[product.node] |= 1 << number
    for node in reversed(range(len(network.nodes))):
        for child, quantity in network.needs[node]:
            if quantity > 0:
                bits[child] |= bits[node]
    return bits


def _single(network: Network, cover: Sequence[float | None]) -> list[Single]:
    holders = _holders(network)
    found = []
    for node, numbers in network.sources_of.items():
        if len(numbers) > 1:
            continue
        source = network.sources[numbers[0]]
        names = tuple(p.name for at, p in enumerate(network.products) if holders[node] >> at & 1)
        found.append(
            Single(network.nodes[node], source.supplier, source.ships_from, source.share, cover[node], names)
        )
    return sorted(found, key=lambda one: (-len(one.products), one.cover_days or 0.0, one.component))


def _origins(network: Network) -> list[Origin]:
    where: dict[str, list[int]] = {}
    for number, source in enumerate(network.sources):
        where.setdefault(source.ships_from, []).append(number)
    found = []
    for country, numbers in where.items():
        shares: dict[int, float] = {}
        for number in numbers:
            source = network.sources[number]
            shares[source.component] = shares.get(source.component, 0.0) + source.share
        alone = tuple(sorted(network.nodes[node] for node, share in shares.items() if share >= 1 - WHOLE))
        found.append(Origin(country, len(numbers), len(shares), alone))
    return sorted(found, key=lambda origin: (-origin.sources, origin.country))


def _goods(network: Network, found: Sequence[Touched], cover: Sequence[float | None]) -> list[Good]:
    on = {one.source: one for one in found}
    groups: dict[tuple[str, str | None, str, str, str | None], list[int]] = {}
    for number, source in enumerate(network.sources):
        if source.item:
            effect = on[number].effect if number in on else None
            key = (source.item, source.form, source.ships_from, source.caught, effect)
            groups.setdefault(key, []).append(number)
    goods = []
    for (item, form, origin, caught, effect), numbers in groups.items():
        nodes = list(dict.fromkeys(network.sources[number].component for number in numbers))
        hit = on.get(numbers[0])
        goods.append(
            Good(
                item=item,
                form=form,
                ships_from=origin,
                components=tuple(network.nodes[node] for node in nodes),
                caught=caught,
                effect=effect,
                measure=hit.measure.id if hit else None,
                since=hit.since.value if hit and hit.since else None,
                cover_days=min((c for n in nodes if (c := cover[n]) is not None), default=None),
            )
        )
    return sorted(goods, key=lambda good: (good.effect is None, good.item, good.form or "", good.ships_from))
