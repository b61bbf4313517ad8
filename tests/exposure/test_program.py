"""The linear program: the published formulas, what it must agree with, and what it bounds."""

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from exposure_cases import hand, network
from hypothesis import given, settings
from hypothesis import strategies as st
from test_simulate import cases

from detente.exposure.program import Lever, Recover, Stretch, Survive, disrupted
from detente.exposure.simulate import Cut, Plan, first_shortage, run
from detente.exposure.stretch import cut_changes, fixed_changes, stretch

DAYS = 60
STOCK = st.integers(0, 40)
FOREVER = st.just(np.inf)
PARTLY = st.sampled_from([(1.0,), (0.5, 0.5), (0.25, 0.75), (0.9, 0.1)])


def plan(made):
    return Plan(DAYS, np.zeros((DAYS, len(made.nodes))))


def arrays(made, cuts):
    start = np.full(len(made.sources), np.inf)
    stop = np.full_like(start, np.inf)
    for cut in cuts:
        start[cut.source], stop[cut.source] = max(0, cut.start), cut.stop
    return start, stop


def parts(made, cuts):
    return {made.sources[cut.source].component for cut in cuts}


def path(made, cuts, node):
    """The shortest path: each node lives on its stock once the first of its inputs is gone."""
    rate, begin, days = np.ones(len(made.nodes)), np.full(len(made.nodes), np.inf), []
    for cut in cuts:
        at = made.sources[cut.source].component
        rate[at] -= made.sources[cut.source].share
        begin[at] = min(begin[at], cut.start)
    for here, needs in enumerate(made.needs):
        below = [child for child, quantity in needs if quantity > 0]
        scarcest = min((rate[child] for child in below), default=1.0)
        both = min(rate[here], scarcest)
        rate[here] = both if made.joint[here] else rate[here] - made.made[here] * (1 - scarcest)
        gone = min([begin[here], *(days[child] for child in below)])
        drain = made.use[here] * (1 - rate[here])
        days.append(gone + made.stock[here] / drain if drain > 0 else np.inf)
    return days[node]


def survive(made, cuts):
    days = {cut.source: cut.start for cut in cuts}
    return Survive(made, parts(made, cuts)).days(*disrupted(made, days)) if cuts else np.inf


def simulated(made, told, cuts):
    """Day by day: the share of demand that each product meets."""
    start, stop = arrays(made, cuts)
    return run(made, told, start[None], stop[None], [product.node for product in made.products])[0]


def lost(made, told, cuts):
    margin = np.array([product.demand_per_day * product.margin for product in made.products])
    return float(((1 - simulated(made, told, cuts)).sum(axis=0) * margin).sum())


def first_day(made, cuts):
    return first_shortage(simulated(made, plan(made), cuts).T).min()


def within(days):
    """The day on which a time lies; one that rounding puts a hair before a day is on it."""
    return np.floor(days + 1e-6) if days < DAYS - 1e-6 else np.inf


@st.composite
def chains(draw):
    stocks = draw(st.lists(STOCK, min_size=1, max_size=6))
    names = [f"n{n}" for n in range(len(stocks))]
    bom = dict.fromkeys(pairwise(names), 1.5)
    made = network({"n0": (2, 1)}, bom, dict(zip(names, stocks, strict=True)), {names[-1]: draw(PARTLY)})
    begin = draw(st.integers(0, 9))
    return made, [Cut(0, begin, begin + draw(st.sampled_from([np.inf, 5, 20])))]


@st.composite
def assemblies(draw, shares, begins, ends=FOREVER):
    """A tree of up to eight parts below a product; the sources of some leaves are cut."""
    size = draw(st.integers(1, 8))
    parents = [draw(st.integers(0, n)) for n in range(size)]
    names = ["x", *(f"p{n}" for n in range(size))]
    bom = {(names[p], names[n + 1]): draw(st.sampled_from([0.5, 1, 3])) for n, p in enumerate(parents)}
    leaves = [name for name in names if name not in {parent for parent, _ in bom}]
    stock = {name: draw(STOCK) for name in names}
    made = network({"x": (2, 1)}, bom, stock, {leaf: draw(shares) for leaf in leaves})
    chosen = [n for n, source in enumerate(made.sources) if source.supplier == "s0" and draw(st.booleans())]
    return made, [Cut(n, begin, begin + draw(ends)) for n in chosen for begin in [draw(begins)]]


WHOLLY, LATE, AT_ONCE = st.just((1.0,)), st.integers(0, 9), st.just(0)


def test_the_hand_case_survives_as_many_days_as_its_stocks_last():
    made = hand()
    resist, acid = (
        next(n for n, s in enumerate(made.sources) if s.supplier == name) for name in ("Alpha", "Beta")
    )
    assert survive(made, [Cut(resist, 0, np.inf)]) == pytest.approx(1500 / 50 + 200 / 100)
    assert survive(made, [Cut(acid, 0, np.inf)]) == pytest.approx(440 / 8.8 + 200 / 44)


@pytest.mark.parametrize(("days", "margin"), [(30, 0), (32, 0), (33, 2000), (100, 68 * 2000)])
def test_the_published_time_to_recover_program_loses_what_the_stocks_do_not_cover(days, margin):
    made = hand()
    rate = np.ones(len(made.nodes))
    rate[made.index["resist"]] = 0.0
    found = Recover(made, [made.index["resist"]]).solve(
        Stretch(np.array([float(days)]), rate[:, None], made.stock)
    )
    assert found.margin == pytest.approx(margin)


def test_scarce_parts_go_where_they_earn_most():
    made = network({"a": (1, 1), "b": (1, 10)}, {("a", "p"): 1, ("b", "p"): 1}, {"p": 12}, {"p": (1.0,)})
    told, cuts = plan(made), [Cut(0, 0, 20)]
    found = best(made, told, cuts)
    assert found == pytest.approx(20 * 1 + 8 * 10)
    assert lost(made, told, cuts) == pytest.approx(14 * 11)


def best(made, told, cuts, days=None):
    start, stop = arrays(made, cuts)
    between = fixed_changes(made, told, range(len(made.nodes))) | cut_changes(start, stop, told.days)
    ends = days or {0, told.days} | between
    given = stretch(made, told, (start, stop), ends, made.stock)
    brought = [extra.node for extra in told.extras]
    program = Recover(made, parts(made, cuts), len(ends) - 1, (), brought) if cuts else None
    return program.solve(given).margin if program else 0.0


@settings(max_examples=80, deadline=None)
@given(chains())
def test_on_a_serial_network_program_path_and_simulation_are_the_same(case):
    made, (cut,) = case
    forever = [Cut(cut.source, cut.start, np.inf)]
    days = survive(made, forever)
    assert days == pytest.approx(path(made, forever, made.index["n0"]), rel=1e-9)
    assert within(days) == first_day(made, forever)
    assert best(made, plan(made), [cut]) == pytest.approx(lost(made, plan(made), [cut]), abs=1e-6)


@settings(max_examples=80, deadline=None)
@given(assemblies(WHOLLY, LATE))
def test_on_an_assembly_network_where_what_is_cut_stops_wholly_they_are_the_same_too(case):
    made, cuts = case
    days = survive(made, cuts)
    assert days == pytest.approx(path(made, cuts, made.index["x"]), rel=1e-9)
    assert within(days) == first_day(made, cuts)


@settings(max_examples=80, deadline=None)
@given(assemblies(WHOLLY, AT_ONCE, st.integers(0, 40)))
def test_and_so_is_what_they_lose_where_all_is_cut_from_one_day_on(case):
    made, cuts = case
    assert best(made, plan(made), cuts) == pytest.approx(lost(made, plan(made), cuts), abs=1e-6)


@settings(max_examples=100, deadline=None)
@given(assemblies(PARTLY, LATE))
def test_on_an_assembly_network_the_program_is_the_shortest_time_that_one_cut_alone_leaves(case):
    made, cuts = case
    alone = [path(made, [cut], made.index["x"]) for cut in cuts]
    assert survive(made, cuts) == pytest.approx(min(alone, default=np.inf), rel=1e-9)


@settings(max_examples=150, deadline=None)
@given(cases())
def test_on_every_network_the_path_is_no_later_than_the_program_and_the_simulation_no_later_than_it(case):
    made, _, cuts = case
    bare = np.full(len(made.nodes), np.inf)
    keeps = type(made)(**{**vars_of(made), "shelf": bare})
    forever = [Cut(cut.source, max(0, cut.start), np.inf) for cut in cuts]
    days = survive(keeps, forever)
    sold = [product.node for product in keeps.products if product.demand_per_day > 0]
    assert min((path(keeps, forever, node) for node in sold), default=np.inf) <= days + 1e-6
    short = simulated(keeps, plan(keeps), forever)
    wanted = [n for n, product in enumerate(keeps.products) if product.demand_per_day > 0]
    assert first_shortage(short[:, wanted].T).min(initial=np.inf) <= days + 1e-6 or days >= DAYS


def vars_of(made):
    return {name: getattr(made, name) for name in made.__dataclass_fields__}


@settings(max_examples=150, deadline=None)
@given(cases())
def test_on_every_network_the_simulation_loses_no_less_than_the_program(case):
    made, told, cuts = case
    assert best(made, told, cuts) <= lost(made, told, cuts) + 1e-6


@settings(max_examples=100, deadline=None)
@given(cases())
def test_periods_in_which_nothing_changes_are_as_exact_as_days(case):
    made, told, cuts = case
    daily = best(made, told, cuts, range(told.days + 1))
    assert best(made, told, cuts) == pytest.approx(daily, abs=1e-6)


@settings(max_examples=50, deadline=None)
@given(cases())
def test_the_published_program_of_one_period_loses_no_more_than_that_of_several(case):
    made, told, cuts = case
    if not cuts:
        return
    start, stop = arrays(made, cuts)
    given = stretch(made, told, (start, stop), range(told.days + 1), made.stock)
    mean = (given.rate * given.days).sum(axis=1, keepdims=True) / told.days
    whole = Stretch(
        np.array([float(told.days)]), mean, given.stock, given.arriving.sum(axis=1, keepdims=True)
    )
    program = Recover(made, parts(made, cuts), 1, (), [extra.node for extra in told.extras])
    assert program.solve(whole).margin <= best(made, told, cuts) + 1e-6


@settings(max_examples=30, deadline=None)
@given(cases(), st.lists(st.tuples(st.integers(0, 8), st.integers(0, 12)), min_size=2, max_size=8))
def test_a_warm_solve_finds_what_a_cold_one_finds(case, draws):
    made, told, _ = case
    everything = {source.component for source in made.sources}
    if not everything:
        return
    warm = Recover(made, everything, told.days)
    for begin, length in draws:
        cuts = [Cut(n, begin + n % 3, begin + n % 3 + length) for n in range(len(made.sources))]
        given = stretch(made, told, arrays(made, cuts), range(told.days + 1), made.stock)
        cold = Recover(made, everything, told.days).solve(given)
        assert warm.solve(given).margin == pytest.approx(cold.margin, abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(
    cases(), st.lists(st.tuples(st.floats(0, 0.99) | st.just(1.0), st.floats(0, 30)), min_size=2, max_size=6)
)
def test_warm_times_to_survive_are_those_of_a_new_program(case, draws):
    """Up to the solver: what it forgives in a balance, 1e-7, lasts the longer the less is missing a day."""
    made, _, _ = case
    nodes = {source.component for source in made.sources}
    if not nodes:
        return
    warm = Survive(made, nodes)
    for rate, stock in draws:
        rates = np.where([n in nodes for n in range(len(made.nodes))], rate, 1.0)
        held = np.full(len(made.nodes), stock)
        missing = 1 - rate if rate < 1 else 1
        assert warm.days(rates, stock=held) == pytest.approx(
            Survive(made, nodes).days(rates, stock=held), rel=1e-9, abs=1e-6 / missing
        )


@settings(max_examples=60, deadline=None)
@given(cases(), st.data())
def test_the_slope_of_a_lever_never_promises_less_than_it_can_save(case, data):
    made, told, cuts = case
    if not cuts:
        return
    nodes = st.integers(0, len(made.nodes) - 1)
    levers = [Lever(data.draw(nodes), data.draw(st.booleans())) for _ in range(3)]
    program = Recover(made, parts(made, cuts), told.days, levers)
    whole = stretch(made, told, arrays(made, cuts), range(told.days + 1), made.stock)

    def at(units):
        return program.solve(replace(whole, lever=units))

    rng = np.random.default_rng(data.draw(st.integers(0, 99)))
    few, many = (rng.integers(0, 3, (3, told.days)) * rng.integers(0, 2, (3, 1)) for _ in range(2))
    one, other = at(few.astype(float)), at(many.astype(float))
    assert other.margin >= one.margin + (one.slope * (many - few)).sum() - 1e-6
    assert at((few + many).astype(float)).margin <= min(one.margin, other.margin) + 1e-6


def test_the_solver_writes_nothing_to_stdout_where_the_json_goes():
    code = (
        "import numpy as np\n"
        "from detente.exposure.highs import Columns, LinearProgram, Sides\n"
        "one = np.ones(1)\n"
        "program = LinearProgram(Columns(one, 0 * one, 2 * one), [(0, 0, 1.0)], Sides(one, 9 * one))\n"
        "print(program.solve())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "1.0\n"
