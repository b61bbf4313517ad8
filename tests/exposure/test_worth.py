"""What approvals, options and dates are worth: against counting out, the simulation, and cases worked by hand."""

import json
from dataclasses import replace
from importlib import resources
from itertools import product

import jsonschema
import numpy as np
import pytest
from exposure_cases import HAND, LEXICON, MEASURE, state
from test_bundled import EXAMPLE

from detente.errors import UsageError
from detente.exposure.answer import expose
from detente.exposure.case import make_case
from detente.exposure.choose import best_set, branch, count_out, values_of_knowing
from detente.exposure.levers import Draws
from detente.exposure.network import build
from detente.exposure.options import _taken
from detente.exposure.shapes import exposure_json
from detente.exposure.supply import touched
from detente.exposure.tables import read_tables
from detente.exposure.worth import asked_draws, waits_of, worth

MAKER, SMALL = read_tables(EXAMPLE / "network"), read_tables(HAND)
ACID = replace(MEASURE, items=("item:hydrogen-fluoride",))
THREE = ("item:photoresist", "item:hydrogen-fluoride", "item:fluorinated-polyimide")
LICENCES = dict.fromkeys(THREE, ("individual",))


def option(kind, days, capacity, *, lead=0.0, component="acid", cost=1.0, name="o"):
    return {"option": name, "component": component, "kind": kind, "qualification_days": float(days),
            "lead_time_days": lead, "capacity_per_day": capacity, "cost": cost}  # fmt: skip


def case_of(tables, options, measure=ACID, on="2019-07-04", horizon=120):
    network = build(replace(tables, rows={**tables.rows, "options": tuple(options)}))
    told = state(on, measures=[measure])
    return make_case(network, told, touched(network, told, LEXICON, "KR"), horizon, None)


@pytest.fixture(scope="module")
def maker():
    """The bundled maker on 8 August, five weeks after its stock was counted."""
    measure = replace(MEASURE, items=THREE, licence=LICENCES)
    return case_of(MAKER, MAKER.rows["options"], measure, "2019-08-08", 180)


OPTIONS = [
    option("substitute", 60, 4.4, cost=9000.0, name="local"),
    option("second_source", 30, 2.0, lead=21.5, cost=4000.0, name="second"),
    option("extra_stock", 0, 88.0, lead=12.5, cost=3000.0, name="stock"),
    option("expedite", 0, 0.0, lead=1.0, cost=1500.0, name="air"),
    option("expedite", 0, 0.0, lead=3.0, cost=500.0, name="ship"),
]
WAITS = (40.0, 61.5, 75.25, 90.0, 118.0, 180.0)


def acid(options=OPTIONS, waits=WAITS):
    case = case_of(SMALL, options)
    return case, {group: np.array(waits) for group in case.waits}


@pytest.mark.parametrize("number", range(len(OPTIONS)))
def test_of_one_part_and_one_product_an_option_saves_by_the_program_what_it_saves_by_the_simulation(number):
    case, waits = acid()
    draws = Draws(case, waits, OPTIONS)
    alone = draws.lost(tuple(n == number for n in range(len(OPTIONS)))).margin
    taken = _taken(case, OPTIONS[number], 0, case.base)
    assert alone == pytest.approx(taken.lost_margin(waits, len(WAITS)), abs=1e-6)
    assert draws.lost((False,) * len(OPTIONS)).margin == pytest.approx(
        case.lost_margin(waits, len(WAITS)), abs=1e-6
    )
    assert (alone < draws.lost((False,) * len(OPTIONS)).margin - 1).any()


def sets(count):
    return [tuple(map(bool, chosen)) for chosen in product((0, 1), repeat=count)]


def test_what_other_sets_have_shown_is_not_solved_again_and_is_the_same():
    case, waits = acid()
    warm = Draws(case, waits, OPTIONS)
    for chosen in sets(len(OPTIONS)):
        cold = Draws(case, waits, OPTIONS)
        assert warm.lost(chosen).margin == pytest.approx(cold.lost(chosen).margin, abs=1e-3)
    assert warm.solved < len(WAITS) * 2 ** len(OPTIONS) / 2


@pytest.mark.parametrize("budget", [None, 0.0, 500.0, 3000.0, 4500.0, 13000.0, 1e9])
def test_the_best_set_is_that_of_counting_out(budget):
    case, waits = acid()
    draws, costs = Draws(case, waits, OPTIONS), np.array([row["cost"] for row in OPTIONS])
    found = best_set(draws, budget)
    nothing = draws.lost((False,) * len(OPTIONS)).margin.mean()
    nets = {
        chosen: nothing - draws.lost(chosen).margin.mean() - costs @ np.array(chosen)
        for chosen in sets(len(OPTIONS))
        if (budget is None or costs @ np.array(chosen) <= budget) and not (chosen[3] and chosen[4])
    }
    assert found.saved - found.cost == pytest.approx(max(nets.values()), abs=1e-2)
    assert found.cost <= (budget if budget is not None else np.inf)


def test_counting_out_and_branching_find_the_same_bound(maker):
    rows = maker.network.tables.rows["options"]
    draws, costs = Draws(maker, waits_of(maker, 12, 0), rows), np.array([row["cost"] for row in rows])
    for taken in (None, 2, 7):
        draws.lost(tuple(n == taken for n in range(len(rows))))
        for budget in (None, 2e6, 5e6):
            for some in (np.arange(12), np.arange(3, 9)):
                counted, branched = (find(draws, costs, budget, some) for find in (count_out, branch))
                assert counted[1] == pytest.approx(branched[1], rel=1e-6, abs=1)


def test_on_the_maker_the_program_loses_no_more_than_the_simulation_with_any_option(maker):
    rows, waits = maker.network.tables.rows["options"], waits_of(maker, 16, 0)
    draws = Draws(maker, waits, rows)
    nothing = (False,) * len(rows)
    assert (draws.lost(nothing).margin <= maker.lost_margin(waits, 16) * (1 + 1e-9) + 1).all()
    for number, row in enumerate(rows):
        chosen = tuple(n == number for n in range(len(rows)))
        lost = _taken(maker, row, 0, maker.base).lost_margin(waits, 16)
        assert (draws.lost(chosen).margin <= lost * (1 + 1e-9) + 1).all()
        assert (draws.lost(chosen).margin <= draws.lost(nothing).margin + 1).all()


def test_a_date_is_worth_knowing_where_it_decides_what_is_bought():
    # Half of the draws come back on day 45, before the stock is gone, half after the horizon: stock for ten
    # days saves 8,800 then, nothing else. It costs 2,000, so it is bought, half of the time in vain.
    rows = [option("extra_stock", 0, 88.0, cost=2000.0)]
    case, waits = acid(rows, [45.0 - 5] * 100 + [200.0] * 100)
    draws = Draws(case, waits, rows)
    (group,) = waits
    best = best_set(draws)
    assert (best.saved, best.cost) == (pytest.approx(4400), 2000)
    # Of five fifths two are all early: there the 2,000 are not spent. In the mixed one they are.
    assert values_of_knowing(draws, waits)[group] == pytest.approx(0.4 * 2000)
    nothing_to_do_with_it = np.random.default_rng(1).random(200)
    assert values_of_knowing(draws, {group: nothing_to_do_with_it})[group] == 0.0
    assert values_of_knowing(draws, {group: np.full(200, 90.0)}) == {group: 0.0}


def test_a_date_is_worth_nothing_where_the_same_is_bought_whatever_it_is():
    rows = [option("extra_stock", 0, 1e6, cost=0.0)]
    case, _ = acid(rows)
    assert all(value == 0 for value in worth(case, 40).knowing.values())


def test_each_approval_is_worth_what_the_others_leave_of_it():
    case = case_of(SMALL, [], MEASURE)
    found = worth(case, 64)
    resist, gas = (found.approvals[group] for group in case.waits)
    assert resist.value > 10 * gas.value and resist.error > 0
    assert found.best is None and found.knowing == {}
    # resist back at once leaves what the acid costs
    only = worth(case_of(SMALL, []), 64)
    assert found.lost.value - resist.value == pytest.approx(only.lost.value, rel=0.05)


def answer(tables=SMALL, options=OPTIONS, **more):
    whole = replace(tables, rows={**tables.rows, "options": tuple(options)})
    asked = {"destination": "KR", "horizon": 120, "draws": 0, "lp_draws": 32} | more
    return expose(build(whole), state(measures=[ACID]), LEXICON, **asked)


def test_the_answer_lists_what_is_worth_doing_by_what_it_earns():
    found = answer(budget=4500.0)
    nets = [action.net for action in found.actions]
    assert nets == sorted(nets, reverse=True)
    assert {action.name for action in found.actions if action.kind == "option"} == {
        row["option"] for row in OPTIONS
    }
    assert {action.kind for action in found.actions} >= {"option", "approval"}
    assert all(action.reason.strip() for action in found.actions)
    assert found.best_set.cost <= 4500 and found.best_set.net > 0
    assert {o.option for o in found.options if o.in_best_set} == set(found.best_set.options)
    assert [o.earns for o in found.options] == sorted((o.earns for o in found.options), reverse=True)


@pytest.mark.parametrize("more", [{}, {"lp_draws": 0}, {"options": []}, {"budget": 10.0}])
def test_the_answer_follows_its_schema(more):
    schema = json.loads((resources.files("detente") / "schemas" / "expose.schema.json").read_text("utf-8"))
    jsonschema.validate(exposure_json(answer(**more)), schema)


def test_without_draws_of_the_program_the_list_is_that_of_the_base_case():
    found = answer(lp_draws=0)
    assert found.best_set is None and all(item.value_of_knowing is None for item in found.items)
    saved = {action.name: action.saved for action in found.actions}
    assert all(saved[o.option] == o.saved_margin and o.mean_saved is None for o in found.options)


@pytest.mark.parametrize("row", OPTIONS, ids=lambda row: row["option"])
def test_on_the_last_day_an_option_still_helps_and_on_the_next_no_more(row):
    case = case_of(SMALL, [row])
    (found,) = answer(options=[row], lp_draws=0).options
    lost = case.lost_margin(case.base)[0]

    def saved(day):
        return lost - _taken(case, row, day, case.base).lost_margin(case.base)[0]

    assert saved(found.last_day) > 0
    assert saved(found.last_day + 1) == pytest.approx(0, abs=1e-6)
    if row["kind"] in {"substitute", "second_source"}:
        # approved after 90 days, five more on the way: the last missing chips are those of day 94
        assert found.last_day == 94 - int(np.ceil(row["qualification_days"] + row["lead_time_days"]))


def test_quicker_freight_helps_if_it_is_booked_by_the_approval():
    (found,) = answer(options=[OPTIONS[3]], lp_draws=0).options
    assert found.last_day == 90


@pytest.mark.parametrize("more", [{"lp_draws": -1}, {"budget": -1.0}])
def test_a_number_below_zero_is_refused(more):
    with pytest.raises(UsageError):
        answer(**more)


def test_a_program_too_large_to_be_answered_at_once_is_asked_only_where_draws_are_named(monkeypatch):
    case, _ = acid()
    assert asked_draws(case, None) == 200 and asked_draws(case, 7) == 7
    monkeypatch.setattr("detente.exposure.worth.LARGEST", 3)
    assert asked_draws(case, None) == 0 and asked_draws(case, 7) == 7
    assert any("too large" in line for line in answer(lp_draws=None).assumptions)
    assert not any("too large" in line for line in answer(lp_draws=7).assumptions)


def test_with_nothing_controlled_there_is_nothing_to_do():
    found = expose(
        build(SMALL), state(measures=[]), LEXICON, destination="KR", horizon=60, draws=0, lp_draws=20
    )
    assert found.actions == () and found.best_set is None
