"""Where the engines must agree, what the simulation may never do, and where more can hurt.

An assembly network is one in which every part goes into one parent, a serial one its special case.
"""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from exposure_cases import network
from hypothesis import given, settings
from hypothesis import strategies as st
from test_simulate import cases

from detente.exposure.plain import trace
from detente.exposure.plan import Cut, Extra, Plan
from detente.exposure.rationing import ranks
from detente.exposure.simulate import lasting_each, totals
from detente.exposure.survival import covers, graph, survive_plain

DAYS = 60
STOCK = st.integers(0, 40)


def plan(made, **more):
    return Plan(DAYS, np.zeros((DAYS, len(made.nodes))), **more)


def lost(made, cuts, told=None):
    """First day short and days lost of each product, of the compiled simulation."""
    start = np.full((1, len(made.sources)), np.inf)
    stop = np.full_like(start, np.inf)
    for cut in cuts:
        start[0, cut.source], stop[0, cut.source] = cut.start, cut.stop
    found = totals(made, told or plan(made), start, stop)
    return found.first[0], found.lost[0]


def path_days(made, cuts):
    """Days by the shortest path if the sources stay cut, each from its own day."""
    rate = lasting_each(made, plan(made), [[cut.source for cut in cuts]])[:, 0]
    begins = np.full(len(made.nodes), np.inf)
    for cut in cuts:
        node = made.sources[cut.source].component
        begins[node] = min(begins[node], cut.start)
    return survive_plain(graph(made), begins, covers(made, rate), np.ceil(made.shelf))


def floor(days):
    """The day on which a time lies; times that rounding puts a hair before a day are on it."""
    return np.floor(np.asarray(days) + 1e-6)


def within(days):
    return np.where(days < DAYS, days, np.inf)


WHOLLY = st.just((1.0,))
PARTLY = st.sampled_from([(1.0,), (0.5, 0.5), (0.25, 0.75), (0.9, 0.1)])
SOON, NEVER = st.integers(0, 9), st.just(np.inf)


@st.composite
def assemblies(draw, shares):
    """A tree of up to eight parts below a product; sources for the leaves."""
    size = draw(st.integers(1, 8))
    parents = [draw(st.integers(0, n)) for n in range(size)]
    names = ["x", *(f"p{n}" for n in range(size))]
    bom = {
        (names[parent], names[n + 1]): draw(st.sampled_from([0.5, 1, 3])) for n, parent in enumerate(parents)
    }
    leaves = [name for name in names if name not in {parent for parent, _ in bom}]
    stock = {name: draw(STOCK) for name in names}
    return network({"x": (2, 1)}, bom, stock, {leaf: draw(shares) for leaf in leaves})


@st.composite
def cut_assemblies(draw, shares=WHOLLY, begins=SOON, ends=NEVER):
    made = draw(assemblies(shares))
    cuts = []
    for number in range(len(made.sources)):
        if made.sources[number].supplier == "s0" and draw(st.booleans()):
            begin = draw(begins)
            cuts.append(Cut(number, begin, begin + draw(ends)))
    return made, cuts


@settings(max_examples=60, deadline=None)
@given(st.lists(STOCK, min_size=1, max_size=6), PARTLY, st.integers(0, 9))
def test_on_a_serial_network_path_and_simulation_are_the_same_day(stocks, shares, begin):
    names = [f"n{n}" for n in range(len(stocks))]
    bom = dict.fromkeys(pairwise(names), 1.5)
    made = network({"n0": (2, 1)}, bom, dict(zip(names, stocks, strict=True)), {names[-1]: shares})
    cuts = [Cut(0, begin, np.inf)]
    first, _ = lost(made, cuts)
    assert first[0] == within(floor(path_days(made, cuts)[made.index["n0"]]))


@settings(max_examples=100, deadline=None)
@given(cut_assemblies())
def test_on_an_assembly_network_path_and_simulation_are_the_same_day_where_what_is_cut_stops(case):
    made, cuts = case
    first, _ = lost(made, cuts)
    assert first[0] == within(floor(path_days(made, cuts)[made.index["x"]]))


@settings(max_examples=100, deadline=None)
@given(cut_assemblies(PARTLY))
def test_on_an_assembly_network_each_cut_alone_bounds_the_first_shortage_from_above(case):
    made, cuts = case
    first, _ = lost(made, cuts)
    alone = [floor(path_days(made, [cut])[made.index["x"]]) for cut in cuts]
    assert first[0] <= within(min(alone, default=np.inf))


@settings(max_examples=150, deadline=None)
@given(cases(nested=True))
def test_on_every_network_the_path_bounds_the_first_shortage_from_below(case):
    made, told, cuts = case
    cuts = [Cut(cut.source, max(0.0, cut.start), cut.stop) for cut in cuts if cut.stop > max(0.0, cut.start)]
    bound = path_days(made, cuts)
    seen = trace(made, told, cuts).met
    for number, product in enumerate(made.products):
        if product.demand_per_day == 0:
            continue
        short = next((day for day, met in enumerate(seen) if met[number] < 1 - 1e-9), np.inf)
        assert short >= floor(bound[product.node])


@settings(max_examples=100, deadline=None)
@given(cases(nested=True), st.sampled_from(["proportion", "margin"]))
def test_mass_is_conserved_and_nothing_is_shipped_that_is_not_there(case, rule):
    made, told, cuts = case
    margins = tuple(replace(p, margin=float(n)) for n, p in enumerate(made.products))
    made = replace(made, products=margins)
    seen = trace(made, replace(told, ranks=ranks(made, rule)), cuts)
    evening = np.vstack([made.stock, seen.left])[:-1]
    asked, output, left = np.array(seen.asked), np.array(seen.made), np.array(seen.left)
    before, spoilt = np.array(seen.before), np.array(seen.spoilt)
    assert np.allclose(before, evening - spoilt + told.arriving)
    assert np.allclose(left, before + output - asked)
    assert (asked <= output + before + 1e-9).all() and (left >= 0).all()
    used = np.zeros_like(output)
    for node, needs in enumerate(made.needs):
        for child, quantity in needs:
            used[:, child] += quantity * np.array(seen.built)[:, node]
    assert np.allclose(asked, used + np.array(seen.sold))
    for number, product in enumerate(made.products):
        met = np.array(seen.met)[:, number]
        sold = np.array(seen.sold)[:, product.node]
        assert np.allclose(sold, met * product.demand_per_day)
    assert ((np.array(seen.met) >= 0) & (np.array(seen.met) <= 1)).all()


@settings(max_examples=100, deadline=None)
@given(cut_assemblies(PARTLY, ends=st.integers(0, 40)), st.data())
def test_on_an_assembly_network_more_stock_share_or_an_earlier_approval_never_hastens_a_shortage(case, data):
    made, cuts = case
    before, _ = lost(made, cuts)
    node = data.draw(st.integers(0, len(made.nodes) - 1))
    more = made.stock + np.eye(len(made.nodes))[node] * data.draw(STOCK)
    assert lost(replace(made, stock=more), cuts)[0][0] >= before[0]
    extra = Extra(node, data.draw(st.floats(0, 1)), data.draw(st.integers(0, 30)))
    assert lost(made, cuts, plan(made, extras=(extra,)))[0][0] >= before[0]
    sooner = [Cut(cut.source, cut.start, cut.stop - data.draw(st.integers(0, 9))) for cut in cuts]
    assert lost(made, sooner)[0][0] >= before[0]


@settings(max_examples=100, deadline=None)
@given(cut_assemblies(begins=st.just(3), ends=st.integers(0, 40)), st.data())
def test_where_what_is_cut_stops_on_one_day_more_stock_or_an_earlier_approval_never_loses_more(case, data):
    made, cuts = case
    _, before = lost(made, cuts)
    node = data.draw(st.integers(0, len(made.nodes) - 1))
    more = made.stock + np.eye(len(made.nodes))[node] * data.draw(STOCK)
    assert lost(replace(made, stock=more), cuts)[1][0] <= before[0] + 1e-9
    sooner = [Cut(cut.source, cut.start, cut.stop - data.draw(st.integers(0, 9))) for cut in cuts]
    assert lost(made, sooner)[1][0] <= before[0] + 1e-9


SHARED = {("a", "part"): 1, ("b", "part"): 1, ("a", "own"): 1}
"""Two products share a part; one of them needs a part of its own besides."""


def shared(stock, *, margins=(1, 10), demand=(1, 1), quantity=(1, 1)):
    bom = {("a", "part"): quantity[0], ("b", "part"): quantity[1], ("a", "own"): 1}
    products = {"a": (demand[0], margins[0], 1), "b": (demand[1], margins[1], 2)}
    return network(products, bom, {"a": 0, "b": 0} | stock, {"part": (1.0,), "own": (1.0,)})


def margin_lost(made, rule="proportion"):
    cuts = [Cut(number, 0.0, np.inf) for number in range(len(made.sources))]
    days = lost(made, cuts, plan(made, ranks=ranks(made, rule)))[1]
    return sum(d * p.demand_per_day * p.margin for d, p in zip(days, made.products, strict=True))


def test_in_proportion_more_stock_of_one_part_can_lose_money():
    # 12 of the shared part. Without its own part `a` stands still and `b` sells 12; with 6 of it both use
    # the shared part at once, which lasts 6 days: `a` earns 6 x 1 and `b` only 6 x 10.
    without, with_six = shared({"part": 12, "own": 0}), shared({"part": 12, "own": 6})
    earned = [DAYS * 11 - margin_lost(made) for made in (without, with_six)]
    assert earned == [120, 66]


@settings(max_examples=100, deadline=None)
@given(cases(nested=True))
def test_served_in_turn_each_class_sells_as_if_those_after_it_were_not_there(case):
    made, told, cuts = case
    both = np.array(trace(made, replace(told, ranks=((1,), (0,))), cuts).met)
    alone = np.array(trace(made, replace(told, ranks=((1,),)), cuts).met)
    assert np.allclose(both[:, 1], alone[:, 1])


def test_what_is_kept_for_the_first_product_is_not_sold_in_the_second_until_it_comes_again():
    made = shared({"part": 12, "own": 9}, margins=(10, 1))
    cuts = [Cut(0, 0.0, 8.0), Cut(1, 0.0, 8.0)]
    # a day before the part comes again 12 - 7 are left of it and one is kept for `a`; before, eight were
    seen = np.array(trace(made, plan(made, ranks=ranks(made, "priority")), cuts).met)[:9]
    assert (seen[:, 0] == 1).all()
    assert seen[:, 1].tolist() == [1, 1, 1, 1, 0, 0, 0, 0, 1]


@settings(max_examples=80, deadline=None)
@given(STOCK, STOCK, STOCK, st.integers(1, 9), st.integers(1, 9))
def test_by_margin_more_stock_never_loses_money_where_products_use_the_same_of_what_they_share(
    part, own, more, first, second
):
    def loses(stock):
        return margin_lost(shared(stock, margins=(first, second)), "margin")

    before = loses({"part": part, "own": own})
    assert loses({"part": part + more, "own": own}) <= before + 1e-9
    assert loses({"part": part, "own": own + more}) <= before + 1e-9


def test_what_is_kept_for_a_product_that_cannot_be_made_is_the_price_of_serving_in_turn():
    # By margin `a` comes first and takes six of the part; without its own part it is never made. What it
    # could need is kept all the same: `b` sells three of thirteen, on the last days. In proportion it sells all.
    made = shared({"part": 13, "own": 0}, margins=(10, 9), quantity=(6, 1))
    earned = [DAYS * 19 - margin_lost(made, rule) for rule in ("proportion", "margin")]
    assert earned == pytest.approx([13 * 9, 3 * 9], rel=1e-3)


def test_selling_all_one_can_at_once_can_lose_more_than_holding_back_whatever_the_rule():
    # Half of `part` is cut for four days, all of `other` for two; one day's stock of `other`, half a day's of
    # `part`. With all of `third`, a full day is sold first and nothing on the second: 1 + 0 + .5 + .5. With half
    # of it missing for two days, half is sold on each, and the stock of `part` is left for a third: .5 + .5 + 1 + .5.
    bom = {("x", "part"): 1, ("x", "other"): 1, ("x", "third"): 1}
    stock = {"x": 0, "part": 0.5, "other": 1, "third": 0}
    shares = {"part": (0.5, 0.5), "other": (1.0,), "third": (0.5, 0.5)}
    sold = []
    for third in (0, 1):
        made = network({"x": (1, 1)}, bom, stock | {"third": third}, shares)
        number = {made.nodes[s.component]: n for n, s in enumerate(made.sources) if s.supplier == "s0"}
        ends = {"part": 4, "other": 2, "third": 2}
        sold.append(4 - lost(made, [Cut(number[part], 0, end) for part, end in ends.items()])[1][0])
    assert sold == [2.5, 2.0]
