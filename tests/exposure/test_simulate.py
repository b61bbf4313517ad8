"""The simulation against its plain twin, and the laws it must keep."""

from dataclasses import replace

import numpy as np
import pytest
from exposure_cases import hand
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.exposure import simulate as simulation
from detente.exposure.network import build
from detente.exposure.plain import trace
from detente.exposure.simulate import Cut, Extra, Plan, first_shortage, lasting, run, run_plain, totals
from detente.exposure.tables import Tables

NUMBERS = st.floats(0, 50, allow_nan=False)
BOUGHT = (("a", 0.3), ("b", 0.7))
SPLITS = st.sampled_from([BOUGHT, (("a", 0.3), ("b", 0.2)), (("a", 0.9),), ()])
"""What is made of components: by its sources, half of it bought finished, nearly all, or none."""


@st.composite
def networks(draw, nested):
    """Small random networks of three tiers with shared parts, stocks, shelf lives, parts made and bought.

    `nested`: one product may be a part of the other.
    """
    parts, middles = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    bom = [
        {"parent": f"m{m}", "component": f"p{p}", "quantity": draw(st.sampled_from([0.5, 1.0, 2.0]))}
        for m in range(middles)
        for p in range(parts)
        if draw(st.booleans())
    ]
    bom += [
        {"parent": f"x{x}", "component": f"m{m}", "quantity": 1.0} for x in range(2) for m in range(middles)
    ]
    if nested and draw(st.booleans()):
        bom.append({"parent": "x1", "component": "x0", "quantity": 2.0})
    names = dict.fromkeys(row["component"] for row in bom)
    products = [
        {
            "product": f"x{x}",
            "demand_per_day": draw(st.sampled_from([0.0, 1.0, 7.0])),
            "price": 3.0,
            "margin": 1.0,
            "currency": "USD",
        }
        for x in range(2)
    ]
    blank = {
        "lead_time_days": 3.0,
        "capacity_per_day": None,
        "item": None,
        "form": None,
        "caught": "yes",
        "licence": None,
    }
    sources = [
        {"component": name, "supplier": supplier, "ships_from": "JP", "share": share} | blank
        for name in names
        for supplier, share in draw(SPLITS if name[0] == "m" else st.just(BOUGHT))
    ]
    stock = [
        {"component": name, "on_hand": draw(NUMBERS), "shelf_life_days": draw(st.sampled_from([None, 4.0]))}
        for name in dict.fromkeys((*names, "x0", "x1"))
    ]
    rows = {"products": products, "bom": bom, "sources": sources, "stock": stock}
    return build(Tables({name: tuple(table) for name, table in rows.items()}))


@st.composite
def cases(draw, nested=False):
    network = draw(networks(nested))
    nodes = len(network.nodes)
    arriving = np.zeros((12, nodes))
    arriving[draw(st.integers(0, 11)), draw(st.integers(0, nodes - 1))] = draw(NUMBERS)
    node = draw(st.integers(0, nodes - 1))
    extras = tuple(
        Extra(node, draw(st.floats(0, 1)), draw(st.integers(0, 12))) for _ in range(draw(st.integers(0, 2)))
    )
    cuts = [
        Cut(s, float(begin), float(begin + length))
        for s in range(len(network.sources))
        if draw(st.booleans())
        for begin, length in [(draw(st.integers(-3, 8)), draw(st.integers(0, 9)))]
    ]
    return network, Plan(12, arriving, extras), cuts


def arrays(network, cuts):
    start = np.full((1, len(network.sources)), np.inf)
    stop = np.full_like(start, np.inf)
    for cut in cuts:
        start[0, cut.source], stop[0, cut.source] = cut.start, cut.stop
    return start, stop


def simulate(network, plan, cuts):
    return run(network, plan, *arrays(network, cuts), keep=range(len(network.nodes)))[0]


@settings(max_examples=150, deadline=None)
@given(cases(nested=True))
def test_the_fast_simulation_equals_its_plain_twin(case):
    network, plan, cuts = case
    assert np.allclose(simulate(network, plan, cuts), run_plain(network, plan, cuts), atol=1e-9)


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from([(), ((0,), (1,)), ((1,), (0,)), ((0, 1),)]))
def test_draws_in_blocks_that_begin_where_they_part_equal_the_twin_one_by_one(data, ranks):
    network, plan, cuts = data.draw(cases(nested=True))
    plan, asked = replace(plan, ranks=ranks), data.draw(st.integers(0, 5))
    ends = st.lists(st.integers(0, 14).map(float), min_size=len(cuts), max_size=len(cuts))
    draws = [
        [replace(cut, stop=cut.start + end) for cut, end in zip(cuts, data.draw(ends), strict=True)]
        for _ in range(data.draw(st.integers(1, 7)))
    ]
    start, stop = (
        np.concatenate(ends) for ends in zip(*(arrays(network, mine) for mine in draws), strict=True)
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simulation, "WIDE", 2)
        found = totals(network, plan, start, stop, asked)
        selling = [number for number, product in enumerate(network.products) if product.demand_per_day > 0]
        daily = run(network, plan, start, stop, [network.products[number].node for number in selling])
    for row, mine in enumerate(draws):
        met = np.array(trace(network, plan, mine).met)
        assert np.allclose(daily[row], met[:, selling], atol=1e-9)
        assert np.allclose(found.lost[row], (1 - met[asked:]).sum(axis=0), atol=1e-9)
        assert found.first[row].tolist() == [first_shortage(m[None, asked:])[0] for m in met.T]


@settings(max_examples=60, deadline=None)
@given(cases(), st.integers(0, 30))
def test_more_stock_of_a_product_never_hurts_it(case, more):
    network, plan, cuts = case
    for product in network.products:
        stock = network.stock.copy()
        stock[product.node] += more
        before = simulate(network, plan, cuts)[:, product.node].sum()
        after = simulate(replace(network, stock=stock), plan, cuts)[:, product.node].sum()
        assert after >= before - 1e-9


@settings(max_examples=60, deadline=None)
@given(cases())
def test_without_a_cut_nothing_runs_short(case):
    network, plan, _ = case
    assert np.all(simulate(network, plan, []) == 1.0)


def test_the_lasting_rate_is_where_the_simulation_ends_when_stocks_are_gone():
    network = hand()
    nodes = len(network.nodes)
    plan = Plan(200, np.zeros((200, nodes)))
    acid = [n for n, source in enumerate(network.sources) if source.supplier == "Beta"]
    ends = simulate(network, plan, [Cut(acid[0], 0.0, np.inf)])[-1]
    chip = network.index["chip"]
    assert ends[chip] == lasting(network, plan, acid)[chip] == 0.56


def test_first_shortage_is_infinite_where_there_is_none():
    days = first_shortage(np.array([[1.0, 1.0], [1.0, 0.5], [1.0, 1 - 1e-12]]))
    assert days.tolist() == [np.inf, 1.0, np.inf]
