"""What an option saves: nothing before it is there, less the later it comes, all of it where it comes in time."""

from dataclasses import replace

import pytest
from exposure_cases import HAND, LEXICON, MEASURE, state
from test_bundled import EXAMPLE

from detente.exposure.answer import expose
from detente.exposure.network import build
from detente.exposure.tables import read_tables

MAKER, SMALL = read_tables(EXAMPLE / "network"), read_tables(HAND)
ACID = replace(MEASURE, items=("item:hydrogen-fluoride",))
"""The control on acid alone: 44 % of it comes from Japan, 20 units are used a day, 440 are in stock."""


def answer(tables, options, measure=ACID):
    whole = replace(tables, rows={**tables.rows, "options": tuple(options)})
    return expose(build(whole), state(measures=[measure]), LEXICON, destination="KR", horizon=120, draws=0)


def option(kind, days, capacity, lead=0.0, component="acid"):
    return {"option": "o", "component": component, "kind": kind, "qualification_days": float(days),
            "lead_time_days": lead, "capacity_per_day": capacity, "cost": 1.0}  # fmt: skip


def saved(*words, **more):
    (found,) = answer(SMALL, [option(*words, **more)]).options
    return found.saved_margin


def lost():
    return answer(SMALL, []).products[0].lost_margin.base


@pytest.mark.parametrize("kind", ["substitute", "second_source"])
def test_a_source_that_comes_before_the_stock_is_gone_saves_all_and_one_after_the_horizon_nothing(kind):
    assert lost() > 0
    assert saved(kind, 20, 8.8) == pytest.approx(lost())
    assert saved(kind, 10_000, 8.8) == 0


def test_a_source_saves_no_less_the_sooner_it_comes_and_the_more_it_brings():
    by_day = [saved("substitute", days, 8.8) for days in (0, 55, 60, 70, 80, 95, 119)]
    assert by_day == sorted(by_day, reverse=True) and by_day[0] > by_day[3] > by_day[-1]
    by_rate = [saved("substitute", 60, rate) for rate in (0.0, 2.0, 4.4, 8.8)]
    assert by_rate == sorted(by_rate) and by_rate[0] == 0


def test_more_stock_saves_its_worth_until_nothing_is_lost():
    # 88 units are 10 days of what is missing: 10 days of 44 chips at a margin of 20.
    assert saved("extra_stock", 0, 88.0) == pytest.approx(10 * 44 * 20)
    assert saved("extra_stock", 0, 1e6) == pytest.approx(lost())


def test_quicker_freight_helps_only_after_the_approval():
    (found,) = answer(SMALL, [option("expedite", 0, 0.0, lead=1.0)]).options
    # Approved 90 days after the control, a day on the way instead of five: four days of 44 chips.
    assert (found.helps_from_days, found.saved_margin) == (91, pytest.approx(4 * 44 * 20))


def test_no_option_of_the_bundled_maker_helps_before_it_is_qualified():
    rows = [{**row, "qualification_days": 10_000.0} for row in MAKER.rows["options"] if row["kind"] in
            {"substitute", "second_source"}]  # fmt: skip
    three = replace(
        MEASURE, items=("item:photoresist", "item:hydrogen-fluoride", "item:fluorinated-polyimide")
    )
    found = answer(MAKER, rows, three).options
    assert len(found) > 4 and all(one.saved_margin == 0 for one in found)
