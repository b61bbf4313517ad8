"""Shelf life counts from the day a lot comes, in every engine: cases worked by hand, and laws."""

from dataclasses import replace

import numpy as np
import pytest
from exposure_cases import network
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from test_program import arrays, best
from test_simulate import cases
from test_worth import case_of, option

from detente.exposure.levers import Draws
from detente.exposure.options import options as valued
from detente.exposure.plain import trace
from detente.exposure.plan import Cut, Plan
from detente.exposure.program import Lever, Recover
from detente.exposure.shelf import fresh
from detente.exposure.simulate import run
from detente.exposure.stretch import cut_changes, fixed_changes, stretch
from detente.exposure.tables import Tables

DAYS = 120


def one_part(on_hand, shelf, lots, days=DAYS):
    """Ten a day of one part from one source; lots as day -> units."""
    made = network({"p": (10, 2)}, {("p", "b"): 1}, {"p": 0, "b": on_hand}, {"b": (1.0,)}, {"b": shelf})
    arriving = np.zeros((days, len(made.nodes)))
    for day, units in lots.items():
        arriving[day, made.index["b"]] += units
    return made, Plan(days, arriving)


def met(made, told, cuts):
    start, stop = arrays(made, cuts)
    return run(made, told, start[None], stop[None], [made.products[0].node])[0][:, 0]


@pytest.mark.parametrize(
    ("on_hand", "shelf", "lots", "sold"),
    [
        # 100 last ten days. 150 that come on day 30 keep to day 50 and last to day 45.
        (100, 20, {30: 150}, {*range(10), *range(30, 45)}),
        # ... and keep ten days only: the other 50 spoil on day 40.
        (100, 10, {30: 150}, {*range(10), *range(30, 40)}),
        # The older lot goes first: 150 of day 25 last to day 40, those of day 30 spoil on day 50, 50 units of them.
        (100, 20, {25: 150, 30: 150}, {*range(10), *range(25, 50)}),
        # A lot comes while old goods are there: 300 on hand spoil on day 20, those of day 15 keep to day 35.
        (300, 20, {15: 200}, {*range(35)}),
        # Half a day over nineteen is spoilt on the morning of day 20.
        (300, 19.5, {}, {*range(20)}),
    ],
)
def test_each_lot_spoils_so_many_days_after_it_came_and_the_oldest_goes_first(on_hand, shelf, lots, sold):
    made, told = one_part(on_hand, shelf, lots)
    cuts = [Cut(0, 0, 97)]
    wanted = [1.0 if day in sold or day >= 97 else 0.0 for day in range(DAYS)]
    assert met(made, told, cuts).tolist() == wanted
    assert [row[0] for row in trace(made, told, cuts).met] == wanted
    lost = 10 * 2 * (DAYS - sum(wanted))
    assert best(made, told, cuts) == pytest.approx(lost)
    assert best(made, told, cuts, range(DAYS + 1)) == pytest.approx(lost)


def perishable(rows):
    """The hand-worked case as tables: all of the part from Japan, 100 on hand that keep 20 days."""
    source = {"component": "b", "supplier": "s", "ships_from": "JP", "share": 1.0, "lead_time_days": 7.0}
    source |= {"capacity_per_day": None, "item": "item:hydrogen-fluoride", "form": None, "caught": "yes"}
    tables = {
        "products": (
            {"product": "p", "demand_per_day": 10.0, "price": 5.0, "margin": 2.0, "currency": "USD"},
        ),
        "bom": ({"parent": "p", "component": "b", "quantity": 1.0},),
        "sources": (source | {"licence": None},),
        "stock": ({"component": "b", "on_hand": 100.0, "shelf_life_days": 20.0},),
    }
    return case_of(Tables(tables), rows, horizon=150)


@pytest.mark.parametrize(
    ("rows", "saved"),
    [
        ([option("extra_stock", 0, 150.0, lead=25.0, component="b")], 15 * 20),
        ([option("extra_stock", 0, 250.0, lead=25.0, component="b")], 20 * 20),
        # What comes on day 5 keeps to day 25: fifteen days more than the stock, of 200 units.
        ([option("extra_stock", 0, 200.0, lead=5.0, component="b")], 15 * 20),
    ],
)
def test_a_lever_that_brings_a_lot_is_worth_the_same_by_simulation_and_program(rows, saved):
    case = perishable(rows)
    assert valued(case)[0].saved_margin == pytest.approx(saved)
    draws = Draws(case, {group: np.array([90.0, 60.0]) for group in case.waits}, rows)
    nothing, taken = draws.lost((False,)), draws.lost((True,))
    assert nothing.margin - taken.margin == pytest.approx([saved, saved])
    assert (taken.margin <= nothing.margin).all()


def test_two_levers_of_one_part_age_apart():
    # 150 on day 25 last to day 40; of 150 more on day 30, which keep to day 50, 50 spoil.
    rows = [
        option("extra_stock", 0, 150.0, lead=lead, component="b", name=name)
        for lead, name in ((25.0, "one"), (30.0, "two"))
    ]
    case = perishable(rows)
    draws = Draws(case, {group: np.array([90.0]) for group in case.waits}, rows)
    lost = {
        chosen: float(draws.lost(chosen).margin[0])
        for chosen in ((False, False), (True, False), (True, True))
    }
    nothing = lost[False, False]
    assert [round(nothing - one) for one in lost.values()] == [0, 15 * 20, 25 * 20]


@settings(max_examples=80, deadline=None)
@given(cases(), st.data())
def test_the_slope_of_a_lever_on_a_perishable_part_never_promises_less_than_it_can_save(case, data):
    made, told, cuts = case
    if not cuts:
        return
    made = replace(made, shelf=np.full(len(made.nodes), float(data.draw(st.integers(1, 6)))))
    nodes = [int(made.sources[cuts[0].source].component), data.draw(st.integers(0, len(made.nodes) - 1))]
    levers = [Lever(node, to_stock=True) for node in nodes]
    program = Recover(made, {made.sources[c.source].component for c in cuts}, told.days, levers)
    whole = stretch(made, told, arrays(made, cuts), range(told.days + 1), made.stock)
    units = st.lists(st.integers(0, 9), min_size=told.days, max_size=told.days)
    few, many = (np.array([data.draw(units) for _ in levers], float) for _ in range(2))
    one, other = (program.solve(replace(whole, lever=lever)) for lever in (few, many))
    assert other.margin >= one.margin + (one.slope * (many - few)).sum() - 1e-6
    assert program.solve(replace(whole, lever=few + many)).margin <= min(one.margin, other.margin) + 1e-6
    # A lever's units are goods on the way of that day.
    arriving = told.arriving.copy()
    for lever, brought in zip(levers, few, strict=True):
        arriving[:, lever.node] += brought
    parts = {made.sources[c.source].component for c in cuts} | set(nodes)
    again = stretch(
        made, replace(told, arriving=arriving), arrays(made, cuts), range(told.days + 1), made.stock
    )
    assert Recover(made, parts, told.days).solve(again).margin == pytest.approx(one.margin, abs=1e-6)


@settings(max_examples=100, deadline=None)
@given(cases(), st.lists(st.tuples(st.integers(0, 11), st.integers(0, 30)), max_size=4), st.integers(1, 9))
def test_with_many_lots_the_program_in_periods_is_that_in_days_and_loses_no_more_than_the_simulation(
    case, lots, shelf
):
    made, told, cuts = case
    made = replace(made, shelf=np.full(len(made.nodes), float(shelf)))
    arriving = told.arriving.copy()
    for at, (day, units) in enumerate(lots):
        arriving[day, at % len(made.nodes)] += units
    told = replace(told, arriving=arriving)
    daily = best(made, told, cuts, range(told.days + 1))
    assert best(made, told, cuts) == pytest.approx(daily, abs=1e-6)
    short = 1 - np.array(trace(made, told, cuts).met)
    margin = np.array([product.demand_per_day * product.margin for product in made.products])
    assert daily <= (short.sum(axis=0) * margin).sum() + 1e-6


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 40),
    st.integers(1, 8),
    st.lists(st.tuples(st.integers(0, 19), st.integers(1, 60)), max_size=5),
)
def test_of_one_part_alone_no_plan_of_vintages_sells_more_than_the_oldest_first(on_hand, shelf, lots):
    made, told = one_part(on_hand, shelf, {}, 20)
    for day, units in lots:
        told.arriving[day, made.index["b"]] += units
    cuts = [Cut(0, 0, 15)]
    assert best(made, told, cuts) == pytest.approx(20 * (1 - met(made, told, cuts)).sum(), abs=1e-6)
    assert vintages(on_hand, shelf, lots, 15) == pytest.approx(best(made, told, cuts), abs=1e-6)


def vintages(on_hand, shelf, lots, until):
    """The program of perishable stocks: what is taken of each vintage on each day, by its age."""
    born = [(0, on_hand), *lots]
    pairs = [
        (number, day)
        for number, (came, _) in enumerate(born)
        for day in range(came, min(until, came + shelf))
    ]
    of_lot = np.array([[float(number == n) for number, _ in pairs] for n in range(len(born))])
    of_day = np.array([[float(day == d) for _, day in pairs] for d in range(until)])
    most = np.array([float(units) for _, units in born] + [10.0] * until)
    found = linprog(-np.ones(len(pairs)), np.vstack([of_lot, of_day]), most, method="highs")
    return 2 * (10 * until + found.fun)


def test_what_keeps_is_what_came_within_the_shelf_life():
    made, told = one_part(100, 20, {25: 150, 30: 50}, 60)
    keeps = fresh(made, told, [made.index["b"], made.index["p"]])
    assert keeps[[0, 19, 20, 25, 26, 31, 44, 45, 49, 50], 0].tolist() == [
        100,
        100,
        0,
        0,
        150,
        200,
        200,
        50,
        50,
        0,
    ]
    assert np.isinf(keeps[:, 1]).all()


def test_a_change_of_what_keeps_is_a_change_of_the_program():
    made, told = one_part(100, 20, {25: 150}, 60)
    found = fixed_changes(made, told, [made.index["b"]]) | cut_changes(np.array([0.0]), np.array([50.0]), 60)
    assert found == {20, 25, 45, 50}
