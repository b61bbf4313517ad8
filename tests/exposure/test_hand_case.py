"""The case that docs/concepts/exposure.md works by hand.

A chip uses 50 units of resist and 20 of acid a day. Resist (all from Japan) lasts 1500 / 50 = 30
days, then the chips on the shelf last 200 / 100 = 2 more: day 32. Of the acid 44 % is cut: 8.8 units
a day come out of 440, so it lasts 50 days, and 56 % of the chips go on.
"""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from exposure_cases import LEXICON, MEASURE, hand, state

from detente.errors import UsageError
from detente.exposure.answer import expose
from detente.ledger.views import State


@pytest.fixture(scope="module")
def answer():
    return expose(hand(), state(), LEXICON, horizon=120, draws=200)


def test_the_first_shortage_is_the_stock_of_the_part_and_then_that_of_the_product(answer):
    (chip,) = answer.products
    days = chip.first_shortage_days
    assert (days.low, days.base, days.high) == (32, 32, 32) and chip.least_days == 32
    assert (chip.binding_item, chip.binding_source) == ("item:photoresist", "Alpha (JP)")
    assert chip.path == ("chip", "resist")


def test_what_survives_is_the_share_of_the_scarcest_part(answer):
    assert answer.products[0].surviving_rate == 0.0


def test_a_part_partly_from_elsewhere_slows_and_does_not_stop():
    only_acid = replace(MEASURE, items=("item:hydrogen-fluoride",))
    (chip,) = expose(hand(), state(measures=[only_acid]), LEXICON, horizon=120, draws=0).products
    assert chip.surviving_rate == pytest.approx(0.56)
    # acid is gone after 440 / 8.8 = 50 days; then 44 chips a day come off the shelf of 200: 4.5 days
    assert chip.first_shortage_days.base == 54


def test_lost_revenue_is_the_days_between_shortage_and_return(answer):
    # resist returns 10 days after an approval on day 45, 90 or 180, so on day 55, 100 or after the end
    lost = answer.products[0].lost_revenue
    assert lost.low == (55 - 32) * 100 * 50
    assert lost.base == (100 - 32) * 100 * 50
    assert lost.high == (120 - 32) * 100 * 50
    assert answer.products[0].lost_margin.base == lost.base * 20 / 50
    assert answer.products[0].dependent_revenue == 120 * 100 * 50


def test_items_are_sorted_by_how_long_the_stock_is_gone_before_they_come_again(answer):
    assert [(i.item, i.time_to_survive, i.time_to_recover.base) for i in answer.items] == [
        ("item:photoresist", 32, 100),
        ("item:hydrogen-fluoride", 54, 95),
    ]


def test_an_approval_is_worth_what_the_other_waits_leave_of_it(answer):
    resist, acid = answer.items
    # with resist free at once, the chips keep 56 % from day 54.5 until the acid is back on day 95:
    # 44 % of them is lost on 41 days, less the half day of stock that is left on day 54
    assert resist.value_of_approval == pytest.approx(68 * 2000 - (41 * 0.44 - 0.24) * 2000)
    assert acid.value_of_approval == pytest.approx(0.0)


def test_draws_lie_within_the_assumptions_and_repeat_with_their_seed(answer):
    lost = answer.products[0].lost_revenue
    assert lost.low <= lost.p10 <= lost.p50 <= lost.p90 <= lost.high
    again = expose(hand(), state(), LEXICON, horizon=120, draws=200).products[0].lost_revenue
    other = expose(hand(), state(), LEXICON, horizon=120, draws=200, seed=1).products[0].lost_revenue
    assert again == lost
    assert other != lost


def test_the_percentiles_of_enough_draws_have_a_standard_error_and_those_of_too_few_have_none(answer):
    lost = answer.products[0].lost_revenue
    assert all(0 <= error < 30_000 for error in (lost.p10_se, lost.p50_se, lost.p90_se)) and lost.p50_se > 0
    few = expose(hand(), state(), LEXICON, horizon=120, draws=20).products[0].lost_revenue
    assert few.p50 is not None and few.p50_se is None


def test_later_questions_run_the_stock_down_from_the_day_it_was_counted():
    (chip,) = expose(hand(), state("2019-07-24"), LEXICON, horizon=60, draws=0).products
    assert chip.first_shortage_days.base == 12


def test_a_source_in_another_country_is_not_touched(answer):
    assert {one.source for one in answer.touched} == {0, 1}
    assert all(one.supports[0].quote == "the sentence" for one in answer.touched)


def test_without_a_measure_nothing_stops_and_no_number_pretends():
    nothing = expose(hand(), State(on=date(2019, 7, 4), known=date(2019, 7, 4)), LEXICON, horizon=120)
    (chip,) = nothing.products
    assert nothing.items == () and nothing.touched == ()
    assert chip.first_shortage_days.base is None and chip.binding_item is None
    assert chip.lost_revenue.base == 0.0 and chip.dependent_revenue == 0.0
    assert chip.surviving_rate == 1.0


def test_a_scheduled_measure_stops_sources_from_its_day_on():
    scheduled = replace(MEASURE, state="scheduled")
    (chip,) = expose(hand(), state("2019-07-01", measures=[scheduled]), LEXICON, horizon=60, draws=0).products
    assert chip.first_shortage_days.base == 35


@pytest.mark.parametrize("words", [{"horizon": 0}, {"draws": -1}])
def test_a_horizon_of_zero_is_refused(words):
    with pytest.raises(UsageError):
        expose(hand(), state(), LEXICON, **words)


def test_mass_is_conserved_the_chips_sold_are_stock_and_what_was_made():
    (chip,) = expose(hand(), state(), LEXICON, horizon=100, draws=0).products
    sold = 100 * 100 - chip.lost_revenue.base / 50
    resist_available = 1500
    assert sold == pytest.approx(200 + resist_available / 0.5)
    assert np.isfinite(sold)
