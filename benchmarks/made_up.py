"""Made-up networks of any size, and a made-up measure, for the benchmarks of the exposure.

Tiers of parts below a hundredth of the nodes as products; every part is used in 3.3 others on average, four
in five of them of the tier just above, picked at random: the memory is read in no order, as it is in the
worst of real networks. Nodes are numbered parts first.
"""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.exposure.network import Network, build
from detente.exposure.survival import Graph
from detente.exposure.tables import Tables
from detente.ledger.views import Dated, Measure, State, Support
from detente.model import When

TIERS = 6
USES = 3.3
DAY = date(2026, 1, 1)
ITEMS = ("item:photoresist", "item:hydrogen-fluoride", "item:fluorinated-polyimide")
FORMS = ("gas", "liquid")
COUNTRIES = ("KR", "TW", "CN", "US", "DE")


def edges(nodes: int, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """(user, part) of every edge, sorted by user, and the tier of every node: the last is the products'."""
    rng = np.random.default_rng(seed)
    products = max(1, nodes // 100)
    tier = np.sort(np.append(rng.integers(0, TIERS, nodes - products), [TIERS] * products))
    begin = np.searchsorted(tier, np.arange(TIERS + 2))
    parts = np.flatnonzero(tier < TIERS)
    part = np.repeat(parts, 1 + rng.poisson(USES - 1, len(parts)))
    near = rng.random(len(part)) < 0.8
    low, high = begin[tier[part] + 1], np.where(near, begin[tier[part] + 2], nodes)
    user = low + (rng.random(len(part)) * (high - low)).astype(np.int64)
    pairs = np.unique(user * nodes + part)
    return pairs // nodes, pairs % nodes, tier


def graph(nodes: int, seed: int = 0) -> Graph:
    """The same as a graph, with up to a week on every edge."""
    user, part, _ = edges(nodes, seed)
    start = np.searchsorted(user, np.arange(nodes + 1)).astype(np.int32)
    weight = np.random.default_rng(seed).integers(0, 8, len(part)).astype(np.float32)
    return Graph(start, part.astype(np.int32), weight)


def network(nodes: int, seed: int = 0) -> Network:
    """A network with sources, stocks of about three weeks, and one bought part in twenty controlled."""
    rng = np.random.default_rng(seed)
    user, part, tier = edges(nodes, seed)
    quantity = rng.choice([0.5, 1.0, 2.0], len(user))
    use = np.where(tier == TIERS, 100.0, 0.0)
    begin = np.searchsorted(user, np.arange(nodes + 1))
    for node in reversed(range(nodes)):
        mine = slice(begin[node], begin[node + 1])
        use[part[mine]] += quantity[mine] * use[node]
    bought = np.diff(begin) == 0
    cover = rng.lognormal(np.log(20), 0.6, nodes)
    rows = {
        "products": tuple(
            {"product": f"n{n}", "demand_per_day": 100.0, "price": 50.0, "margin": float(rng.integers(5, 25))}
            | {"currency": "USD", "priority": None}
            for n in np.flatnonzero(tier == TIERS)
        ),
        "bom": tuple(
            {"parent": f"n{u}", "component": f"n{p}", "quantity": float(q)}
            for u, p, q in zip(user, part, quantity, strict=True)
        ),
        "stock": tuple(
            {"component": f"n{n}", "on_hand": float(cover[n] * use[n]), "shelf_life_days": None}
            for n in range(nodes)
        ),
        "sources": tuple(row for n in np.flatnonzero(bought) for row in _sources(rng, int(n))),
    }
    return build(Tables(rows, "KR"))


def _sources(rng: np.random.Generator, node: int) -> list[dict[str, object]]:
    """One to three sources of a bought part; one part in twenty is controlled, and mostly from Japan."""
    controlled = rng.random() < 0.05
    countries = (["JP"] if controlled else []) + list(
        rng.choice(COUNTRIES, rng.integers(1, 3), replace=False)
    )
    shares = np.sort(rng.dirichlet(np.ones(len(countries))))[::-1]
    good = {"item": str(rng.choice(ITEMS)), "form": str(rng.choice(FORMS))} if controlled else {}
    return [
        {"component": f"n{node}", "supplier": f"s{at}", "ships_from": str(country), "share": float(share)}
        | {"lead_time_days": float(rng.integers(2, 30)), "capacity_per_day": None, "caught": "yes"}
        | {"item": None, "form": None, "licence": None}
        | good
        for at, (country, share) in enumerate(zip(countries, shares, strict=True))
    ]


def state() -> State:
    """One measure of Japan on three materials, in force from the day asked about on."""
    said = Support("a1", "s1", "made up", None, DAY, DAY, "a made-up measure")
    measure = Measure(
        id="measure:made-up",
        name="individual licences",
        actor="JP",
        targets=("KR",),
        items=ITEMS,
        stages={"effective": (Dated(When(DAY.isoformat()), planned=False, supports=(said,)),)},
        state="in_force",
        effective=When(DAY.isoformat()),
        ended=None,
        licence=dict.fromkeys(ITEMS, ("individual",)),
        standard_days=90,
    )
    return State(on=DAY, known=DAY, measures=(measure,))
