"""Makes networks of any size: invented, with the shape of real ones, and the same for the same seed.

The shape: materials are bought, parts are made in tiers above them, products stand on top. Few parts
are used nearly everywhere and most in one place (a Zipf law over use); nearly half of the materials
have one source; origins, lead times and stocks differ as those of a Korean electronics maker do. All
figures are invented. Everything is drawn from one `numpy` generator, tier by tier, in arrays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import UsageError

Columns = dict[str, list[Any]]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TIERS = 5
STOCK_DATE = date(2019, 7, 4)
ORIGINS: Mapping[str, tuple[float, int]] = {
    "CN": (0.24, 10), "JP": (0.22, 9), "KR": (0.18, 3), "US": (0.12, 30), "TW": (0.09, 10), "DE": (0.07, 32),
    "NL": (0.03, 34), "MY": (0.02, 14), "VN": (0.02, 12), "BE": (0.01, 30),
}  # fmt: skip
"""Country of export to how often a source ships from it, and the usual days on the way to Korea."""
GOODS: Sequence[tuple[str, str | None]] = (
    ("item:photoresist", "euv"), ("item:photoresist", "arf"), ("item:hydrogen-fluoride", "gas"),
    ("item:hydrogen-fluoride", "liquid"), ("item:fluorinated-polyimide", None), ("item:silicon-wafers", None),
    ("item:gallium", None), ("item:germanium", None), ("item:graphite", None), ("item:neon", None),
)  # fmt: skip
"""Goods that are, were or may come under control."""
LEAST, ONE_EACH, LIMITED, WITHOUT_OPTION = 0.05, 0.6, 0.6, 0.5
"""The least share of a source; how often a part is used once; has a capacity; has no option."""
_LEVELS = ("material", "process", "part", "module", "assembly")


@dataclass(frozen=True)
class Shape:
    """How large a network is asked for, and what it is like; shares are of the materials."""

    products: int = 5
    parts: int = 100
    seed: int = 0
    tiers: int = TIERS
    bought: float = 0.65
    controlled: float = 0.1
    links: float = 3.3
    """Components a made part has, on average."""
    sources: tuple[float, ...] = (0.45, 0.35, 0.15, 0.05)
    """How often a material has one, two, three and four sources."""


@dataclass
class Made:
    """The tables as columns, and the settings."""

    tables: dict[str, Columns]
    settings: dict[str, Any] = field(default_factory=dict)


def make(shape: Shape) -> Made:
    """Make a network. Raises UsageError where the size makes no sense."""
    if shape.products < 1 or shape.parts < 1 or shape.tiers < 1:
        raise UsageError("a network has at least one product, one part and one tier")
    draw = np.random.Generator(np.random.PCG64(shape.seed))
    tiers = _tiers(shape)
    names = np.array(_names(tiers) + [f"product-{n + 1:03d}" for n in range(shape.products)], dtype=object)
    parents, children, amounts = _links(shape, tiers, draw)
    demand = np.round(10 ** draw.uniform(2, 4, shape.products), -1)
    use = _use(parents, children, amounts, demand, tiers)
    price = _short(10 ** draw.uniform(0.7, 2.3, shape.products))
    margin = _short(price * draw.uniform(0.1, 0.4, shape.products))
    products: Columns = {
        "product": list(names[tiers[-1] :]),
        "demand_per_day": list(demand),
        "price": list(price),
        "margin": list(margin),
        "currency": ["USD"] * shape.products,
    }
    bom: Columns = {
        "parent": list(names[parents]),
        "component": list(names[children]),
        "quantity": list(amounts),
    }
    sources = _sources(shape, names[: tiers[0]], use[: tiers[0]], draw)
    tables = {
        "products": products,
        "bom": bom,
        "sources": sources,
        "stock": _stock(names, use, tiers, draw),
        "in_transit": _in_transit(sources, dict(zip(names, use, strict=True)), draw),
        "options": _options(sources, dict(zip(names, use, strict=True)), draw),
    }
    name = f"Made up: {shape.products} products, {shape.parts} parts, seed {shape.seed}"
    return Made(tables, {"name": name, "country": "KR", "stock_date": STOCK_DATE})


def _short(values: Floats) -> Floats:
    """Three significant figures, so that a table can be read and is the same on every machine."""
    return np.array([float(f"{value:.3g}") for value in values])


def _tiers(shape: Shape) -> list[int]:
    """Where each tier of parts ends: the bought first, then each made one about half of the one below."""
    tiers = max(1, min(shape.tiers, shape.parts.bit_length() - 1))
    bought = shape.parts if tiers == 1 else max(1, round(shape.parts * shape.bought))
    weights = 0.5 ** np.arange(tiers - 1)
    made = np.maximum(1, np.floor((shape.parts - bought) * weights / weights.sum())) if tiers > 1 else []
    sizes = [bought, *(int(size) for size in made)]
    sizes[0] += shape.parts - sum(sizes)
    return [int(end) for end in np.cumsum(sizes)]


def _names(tiers: Sequence[int]) -> list[str]:
    names, begin = [], 0
    for level, end in enumerate(tiers):
        word = _LEVELS[level] if level < len(_LEVELS) else f"tier{level}"
        names += [f"{word}-{number + 1:06d}" for number in range(end - begin)]
        begin = end
    return names


def _links(shape: Shape, tiers: Sequence[int], draw: np.random.Generator) -> tuple[Ints, Ints, Floats]:
    """Who contains what: parents, children, quantities, each pair once and no part without a parent."""
    ends = [*tiers, tiers[-1] + shape.products]
    parents: list[Ints] = []
    children: list[Ints] = []
    for level in range(1, len(ends)):
        begin, end, below = ends[level - 1], ends[level], ends[level - 2] if level > 1 else 0
        own = np.arange(begin, end)
        # one component of the tier right below, so that the depth is what was asked for
        parents.append(own)
        children.append(draw.integers(below, begin, len(own)))
        more = draw.poisson(max(0.0, shape.links - 1), len(own))
        parents.append(np.repeat(own, more))
        children.append(_popular(draw, begin, int(more.sum())))
    used = np.unique(np.concatenate(children))
    for level, end in enumerate(tiers):
        unused = np.setdiff1d(np.arange(tiers[level - 1] if level else 0, end), used)
        children.append(unused)
        parents.append(draw.integers(end, ends[-1], len(unused)))
    pairs = np.unique(np.stack([np.concatenate(parents), np.concatenate(children)]), axis=1)
    amounts = _short(np.asarray(draw.lognormal(-0.5, 0.9, pairs.shape[1])))
    amounts[draw.random(len(amounts)) < ONE_EACH] = 1.0
    return pairs[0], pairs[1], amounts


def _popular(draw: np.random.Generator, size: int, count: int) -> Ints:
    """Parts drawn so that the n-th of a fixed random order comes with a weight of 1/n."""
    order = draw.permutation(size)
    weights = np.cumsum(1.0 / np.arange(1, size + 1))
    return np.asarray(order[np.searchsorted(weights, draw.random(count) * weights[-1])], dtype=np.int64)


def _use(parents: Ints, children: Ints, amounts: Floats, demand: Floats, tiers: Sequence[int]) -> Floats:
    """Units of each part and product used or sold a day, from the products down tier by tier."""
    use = np.concatenate([np.zeros(tiers[-1]), demand])
    ends = [0, *tiers, tiers[-1] + len(demand)]
    for begin, end in zip(reversed(ends[1:-1]), reversed(ends[2:]), strict=True):
        inside = (parents >= begin) & (parents < end)
        np.add.at(use, children[inside], amounts[inside] * use[parents[inside]])
    return use


def _sources(shape: Shape, names: NDArray[Any], use: Floats, draw: np.random.Generator) -> Columns:
    """Who ships the materials, from where and with which share."""
    odds = np.array(shape.sources)
    counts = draw.choice(len(odds), len(names), p=odds / odds.sum()) + 1
    owner = np.repeat(np.arange(len(names)), counts)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    codes, weights = list(ORIGINS), np.array([odds for odds, _ in ORIGINS.values()])
    origin = draw.choice(len(codes), len(owner), p=weights / weights.sum())
    raw = draw.gamma(1.5, 1.0, len(owner)) + 0.05
    part = LEAST + (1 - LEAST * counts[owner]) * raw / np.bincount(owner, raw)[owner]
    share = np.floor(100 * part) / 100
    rest = 1 - np.bincount(owner, np.where(place == 0, 0.0, share))
    share = np.where(place == 0, rest[owner], share).round(2)
    usual = np.array([days for _, days in ORIGINS.values()])[origin]
    lead = np.maximum(1, np.round(usual * draw.uniform(0.8, 1.3, len(owner))))
    capacity = _short(share * use[owner] * draw.uniform(1.02, 1.3, len(owner)))
    limited = draw.random(len(owner)) < LIMITED
    good = np.where(draw.random(len(names)) < shape.controlled, draw.integers(0, len(GOODS), len(names)), -1)
    caught = draw.choice(["yes", "maybe", "no"], len(names), p=[0.7, 0.2, 0.1])
    items = [GOODS[good[o]] if good[o] >= 0 else (None, None) for o in owner]
    return {
        "component": list(names[owner]),
        "supplier": [
            f"{codes[c]} supplier {o % 997 + 1}-{p + 1}" for c, o, p in zip(origin, owner, place, strict=True)
        ],
        "ships_from": [codes[number] for number in origin],
        "share": [float(value) for value in share],
        "lead_time_days": [float(days) for days in lead],
        "capacity_per_day": [float(c) if has else None for c, has in zip(capacity, limited, strict=True)],
        "item": [item for item, _ in items],
        "form": [form for _, form in items],
        "caught": [str(caught[o]) if item else None for o, (item, _) in zip(owner, items, strict=True)],
        "licence": [
            "general_bulk" if item and codes[c] == "JP" else None
            for c, (item, _) in zip(origin, items, strict=True)
        ],
    }  # fmt: skip


def _stock(names: NDArray[Any], use: Floats, tiers: Sequence[int], draw: np.random.Generator) -> Columns:
    """A month of materials, about a week of what is made; one material in seven ages."""
    days = np.where(np.arange(len(names)) < tiers[0], 30.0, 6.0) * draw.lognormal(0, 0.45, len(names))
    ages = (np.arange(len(names)) < tiers[0]) & (draw.random(len(names)) < 1 / 7)
    life = draw.choice([90, 180, 365], len(names))
    return {
        "component": list(names),
        "on_hand": list(_short(use * days)),
        "shelf_life_days": [int(d) if a else None for d, a in zip(life, ages, strict=True)],
    }


def _in_transit(sources: Columns, use: Mapping[str, float], draw: np.random.Generator) -> Columns:
    """Goods of one foreign source in six, from two weeks before to a week after the day of the stock."""
    chosen = draw.random(len(sources["component"])) < 1 / 6
    left = draw.integers(-14, 8, len(chosen))
    rows = []
    for number in np.flatnonzero(chosen):
        name, lead = sources["component"][number], sources["lead_time_days"][number]
        if sources["ships_from"][number] == "KR":
            continue
        begin = STOCK_DATE + timedelta(days=int(left[number]))
        arrives = begin + timedelta(days=int(max(lead, 1 - left[number])))
        units = float(f"{use[name] * sources['share'][number] * min(lead, 14):.3g}")
        rows.append((name, units, begin, arrives, sources["ships_from"][number]))
    return _columns(("component", "quantity", "dispatched", "arrives", "ships_from"), rows)


def _options(sources: Columns, use: Mapping[str, float], draw: np.random.Generator) -> Columns:
    """What can be done about half of the materials that are or may be controlled."""
    rows = []
    named = zip(sources["component"], sources["item"], strict=True)
    for name in dict.fromkeys(name for name, item in named if item):
        if draw.random() < WITHOUT_OPTION:
            continue
        kind = str(draw.choice(["substitute", "second_source", "extra_stock", "expedite"]))
        slow = kind in {"substitute", "second_source"}
        qualified, lead = int(draw.integers(30, 120)) if slow else 0, int(draw.integers(3, 25))
        units = use[name] * (draw.uniform(0.1, 0.7) if slow else 10 if kind == "extra_stock" else 0)
        cost = float(f"{10 ** draw.uniform(4.5, 6.5):.3g}")
        rows.append((f"{kind}-{name}", name, kind, qualified, lead, float(f"{units:.3g}"), cost))
    head = ("option", "component", "kind", "qualification_days", "lead_time_days", "capacity_per_day", "cost")
    return _columns(head, rows)


def _columns(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Columns:
    return {name: [row[at] for row in rows] for at, name in enumerate(names)}
