"""Goods on the way: what a running source brings anyway is not counted twice, and whose a lot is."""

from datetime import date, timedelta

import pytest
from exposure_cases import LEXICON, MEASURE, state

from detente.exposure.across import doubtful
from detente.exposure.answer import expose
from detente.exposure.network import build
from detente.exposure.tables import Tables

BEGIN = date(2019, 7, 4)
BLANK = {"capacity_per_day": None, "form": None, "licence": None}


def source(supplier, country, share, lead, caught="yes"):
    return {
        "component": "b", "supplier": supplier, "ships_from": country, "share": share, "lead_time_days": lead,
        "item": "item:photoresist", "caught": caught,
    } | BLANK  # fmt: skip


def lot(units, day, country, supplier=None, left=-9):
    return {
        "component": "b", "quantity": units, "dispatched": BEGIN + timedelta(left),
        "arrives": BEGIN + timedelta(day), "ships_from": country, "supplier": supplier, "_row": 2,
    }  # fmt: skip


def tables(sources, lots, on_hand=50.0):
    rows = {
        "products": [
            {
                "product": "p",
                "demand_per_day": 10.0,
                "price": 5.0,
                "margin": 2.0,
                "currency": "USD",
                "_row": 2,
            }
        ],
        "bom": [{"parent": "p", "component": "b", "quantity": 1.0, "_row": 2}],
        "sources": [row | {"_row": n} for n, row in enumerate(sources, 2)],
        "stock": [{"component": "b", "on_hand": on_hand, "shelf_life_days": None, "_row": 2}],
        "in_transit": lots,
    }
    return Tables({name: tuple(table) for name, table in rows.items()}, stock_date=BEGIN)


def answer(*words, on="2019-07-04", **more):
    told = state(on, measures=[MEASURE])
    network = build(tables(*words, **more))
    return expose(network, told, LEXICON, destination="KR", horizon=150, draws=0)


HALVES = [source("s", "JP", 0.5, 7.0), source("u", "US", 0.5, 30.0)]


def days_short(found):
    """Days of the whole demand that are missing in the base case."""
    return found.products[0].lost_margin.base / 20


def first(found):
    return found.products[0].first_shortage_days.base


def test_lots_of_a_source_that_goes_on_are_its_flow_and_not_counted_again():
    # Five a day are missing, 50 on hand: ten days, whatever of the other half is on the sea.
    flow = [lot(5.0, day, "US", left=day - 30) for day in range(30)]
    found = answer(HALVES, flow)
    assert first(found) == 10
    assert days_short(found) == days_short(answer(HALVES, []))
    assert all(
        (one.counted, one.why) == (0, "the running flow of a source that goes on") for one in found.lots
    )
    (line,) = [line for line in found.assumptions if "not counted again" in line]
    assert line.endswith("150 of b (US)")


def test_what_a_running_source_has_on_the_way_beyond_its_flow_comes_on_top():
    # Of 400 the flow of thirty days is 150; the other 250 fill the gap of five a day for fifty days, from day 20.
    found = answer(HALVES, [lot(400.0, 20, "US")])
    assert [one.counted for one in found.lots] == [250]
    assert first(found) == 10
    assert days_short(found) == pytest.approx((97 - 10 - 50) / 2)


def test_lots_planned_for_later_than_the_lead_time_are_flow_too():
    planned = [lot(150.0, day, "US", left=day - 30) for day in (15, 45, 75)]
    # by day 75 the source is counted as having brought 76 x 5 = 380: 70 of the 450 come on top
    assert sum(one.counted for one in answer(HALVES, planned).lots) == pytest.approx(450 - 380)


def test_lots_of_a_source_that_is_cut_come_on_top_if_they_left_in_time():
    lots = [lot(70.0, 5, "JP", left=-2), lot(70.0, 9, "JP", left=2)]
    found = answer(HALVES, lots)
    assert [one.counted for one in found.lots] == [70, 0]
    assert first(found) == (50 + 70) / 5


def test_until_a_control_begins_the_goods_on_the_way_are_the_flow_that_is_still_counted():
    # Asked three days before the control: 30 of the lot that comes on day 2 are the flow of these days.
    early = tables([source("s", "JP", 1.0, 7.0)], [lot(100.0, -1, "JP"), lot(100.0, 2, "JP")])
    early = type(early)(early.rows, stock_date=BEGIN - timedelta(3))
    found = expose(
        build(early), state("2019-07-01", measures=[MEASURE]), LEXICON, destination="KR", horizon=99, draws=0
    )
    assert [one.counted for one in found.lots] == [70, 100]


TWO = [source("s", "JP", 0.5, 7.0), source("free", "JP", 0.5, 7.0, caught="no")]


def test_a_lot_of_a_supplier_that_is_not_caught_comes_though_another_of_its_country_is():
    # 50 of the 100 are its flow up to the day. Ten on hand last two days, the other 50 ten days from day 9 on.
    found = answer(TWO, [lot(100.0, 9, "JP", "free", left=2)], on_hand=10.0)
    assert [one.counted for one in found.lots] == [50]
    assert days_short(found) == pytest.approx((97 - 2 - 10) / 2)


def test_a_lot_whose_supplier_is_not_named_is_held_and_the_answer_says_so():
    found = answer(TWO, [lot(100.0, 9, "JP", left=2)], on_hand=10.0)
    assert [one.counted for one in found.lots] == [0]
    assert days_short(found) == pytest.approx((97 - 2) / 2)
    assert any("names no supplier" in line and "100 of b (JP)" in line for line in found.assumptions)
    left_in_time = answer(TWO, [lot(100.0, 4, "JP", left=-2)], on_hand=10.0)
    # of either of them: what may be flow is not counted
    assert [one.counted for one in left_in_time.lots] == [65]


def test_a_supplier_that_no_source_names_is_a_warning():
    rows = tables(TWO, [lot(100.0, 9, "JP", "fre"), lot(100.0, 9, "JP", "free")]).rows
    files = dict.fromkeys(rows, "x.csv") | {"in_transit": "in_transit.csv"}
    (found,) = [fault for fault in doubtful(rows | {"licences": ()}, files) if fault.file == "in_transit.csv"]
    assert (found.column, found.row) == ("supplier", 2) and "did you mean" in found.what


def licensed(*lots, **changes):
    """The answer of 3 August for lots of a source that is cut, with an approval of 60 filed on 10 July."""
    row = {
        "item": "item:photoresist", "form": None, "exporter": "s", "consignee": None, "filed": date(2019, 7, 10),
        "status": "approved", "quantity": 60.0, "expires": None, "_row": 2,
    }  # fmt: skip
    rows = tables([source("s", "JP", 1.0, 7.0)], list(lots))
    rows = Tables(rows.rows | {"licences": (row | changes,)}, stock_date=BEGIN)
    told = state("2019-08-03", measures=[MEASURE])
    return expose(build(rows), told, LEXICON, destination="KR", horizon=150, draws=0)


def test_a_lot_that_left_under_an_approval_of_ones_own_is_not_held_and_uses_it_up():
    found = licensed(lot(45.0, 35, "JP", left=10), lot(45.0, 36, "JP", left=12))
    assert [one.counted for one in found.lots] == [45, 15]
    assert any("its whole quantity has left already" in line for line in found.assumptions)
    assert any("lets 15 through" in line for line in licensed(lot(45.0, 35, "JP", left=10)).assumptions)


@pytest.mark.parametrize(
    "changes",
    [
        {"filed": date(2019, 7, 20)},
        {"expires": date(2019, 7, 13)},
        {"exporter": "t"},
        {"item": "item:hydrogen_fluoride"},
        {"form": "gas"},
        {"status": "denied"},
        {"decided": date(2019, 7, 20)},
    ],
)
def test_a_lot_that_left_without_a_valid_approval_of_its_own_is_held(changes):
    assert [one.counted for one in licensed(lot(45.0, 35, "JP", left=10), **changes).lots] == [0]
