"""What is made and also bought: half of it beside, or finished from another source in need. Worked by hand.

Ten products a day at a margin of 2; each takes one `a`, and what is made of that one `b` from Japan, which comes
again on day 97 (90 days and 7 on the way). 50 `b` are on hand.
"""

import numpy as np
import pytest
from exposure_cases import LEXICON, MEASURE, state
from test_worth import option

from detente.exposure.across import across, doubtful
from detente.exposure.answer import expose
from detente.exposure.case import make_case
from detente.exposure.levers import Draws
from detente.exposure.network import build
from detente.exposure.program import Survive, disrupted
from detente.exposure.supply import touched
from detente.exposure.tables import Tables


def source(part, supplier, country="JP", share=1.0, *, lead=7.0, capacity=None, makes=None, item=True):
    return {
        "component": part, "supplier": supplier, "ships_from": country, "share": share, "lead_time_days": lead,
        "capacity_per_day": capacity, "item": "item:photoresist" if item else None, "form": None,
        "caught": "yes", "licence": None, "makes": makes,
    }  # fmt: skip


def tables(sources, options=(), stock=(), more=()):
    bom = [("p", "a"), ("a", "b"), *more]
    rows = {
        "products": [
            {"product": "p", "demand_per_day": 10.0, "price": 5.0, "margin": 2.0, "currency": "USD"}
        ],
        "bom": [{"parent": parent, "component": part, "quantity": 1.0} for parent, part in bom],
        "sources": sources,
        "stock": [
            {"component": part, "on_hand": units, "shelf_life_days": None}
            for part, units in {"b": 50.0, **dict(stock)}.items()
        ],
        "options": options,
    }
    return Tables(
        {name: tuple(row | {"_row": n} for n, row in enumerate(table, 2)) for name, table in rows.items()}
    )


def answer(*words, lp_draws=0, **more):
    told = state(measures=[MEASURE])
    network = build(tables(*words, **more))
    return expose(network, told, LEXICON, destination="KR", horizon=150, draws=0, lp_draws=lp_draws)


def program(options, *words, wait=90.0):
    """What the program loses without and with all the options, where the approval takes so long."""
    network, told = build(tables(*words, options)), state(measures=[MEASURE])
    case = make_case(network, told, touched(network, told, LEXICON, "KR"), 150, None)
    draws = Draws(case, {group: np.array([wait]) for group in case.waits}, options)
    return [float(draws.lost((taken,) * len(options)).margin[0]) for taken in (False, True)]


ALL_MADE = [source("b", "s")]


@pytest.mark.parametrize(
    ("row", "saved"),
    [
        (option("second_source", 15, 10.0, lead=5.0, component="a"), (97 - 20) * 20),
        (option("second_source", 15, 4.0, lead=5.0, component="a"), (97 - 20) * 0.4 * 20),
        (option("substitute", 10, 99.0, lead=5.0, component="p"), (97 - 15) * 20),
        (option("substitute", 0, 10.0, component="a"), 92 * 20),
        # From day 0 on six b a day are used instead of ten: they last to 8 1/3, then four a day go on.
        (option("substitute", 0, 4.0, component="a"), (92 - (97 - 50 / 6) * 0.6) * 20),
    ],
)
def test_a_source_of_what_one_makes_brings_it_finished_while_its_parts_are_short(row, saved):
    found = answer(ALL_MADE, [row], lp_draws=4)
    assert found.products[0].lost_margin.base == pytest.approx(92 * 20)
    (one,) = found.options
    assert one.saved_margin == pytest.approx(saved)
    assert one.helps_in == 1
    nothing, taken = program([row], ALL_MADE)
    assert (nothing, nothing - taken) == (pytest.approx(92 * 20), pytest.approx(saved))
    assert not any("no source of it" in action.reason for action in found.actions)


HALF = [source("b", "s"), source("a", "k", "KR", 0.5, lead=4.0, item=False)]


def both(sources, stock=()):
    """Rate that goes on, first day short, least days and margin lost in the base case; the program's too."""
    found = answer(sources, (), stock)
    one = found.products[0]
    lost = one.lost_margin.base
    assert program((), sources) == [pytest.approx(lost)] * 2 or stock
    return one.surviving_rate, one.first_shortage_days.base, one.least_days, lost


def test_of_a_part_half_bought_and_half_made_the_bought_half_goes_on():
    # Five b a day are used: they last ten days, then half goes on.
    assert both(HALF) == (0.5, 10, 10, pytest.approx((97 - 10) * 0.5 * 20))


def test_its_own_stock_fills_the_missing_half():
    # 20 a fill five a day for four days more.
    assert both(HALF, {"a": 20.0}) == (0.5, 14, 14, pytest.approx((97 - 14) * 0.5 * 20))


def test_where_the_bought_half_is_cut_the_made_half_goes_on():
    sources = [source("b", "k", "KR", item=False), source("a", "s", "JP", 0.5)]
    assert both(sources) == (0.5, 0, 0, pytest.approx(97 * 0.5 * 20))


def test_where_both_are_cut_nothing_goes_on_once_the_parts_are_gone():
    sources = [source("b", "s"), source("a", "t", "JP", 0.5)]
    # half from the first day, all from day 10, when the 50 b are used up
    assert both(sources) == (0.0, 0, 0, pytest.approx((10 * 0.5 + 87) * 20))


@pytest.mark.parametrize(("capacity", "rate"), [(5.0, 0.5), (7.0, 0.7), (10.0, 1.0), (40.0, 1.0)])
def test_what_the_seller_of_the_bought_half_can_bring_more_it_brings(capacity, rate):
    sources = [source("b", "s"), source("a", "k", "KR", 0.5, lead=4.0, capacity=capacity, item=False)]
    found, first, _, lost = both(sources)
    assert found == pytest.approx(rate)
    # Five b a day are used until day 4, then as much less as more is bought.
    short = 4 + (50 - 4 * 5) / (10 - max(5.0, capacity)) if rate < 1 else 97
    assert (first, lost) == (short if rate < 1 else None, pytest.approx((97 - short) * (1 - rate) * 20))


def test_the_time_to_survive_program_knows_the_bought_half():
    network = build(tables(HALF, stock={"a": 20.0}))
    cut = next(n for n, one in enumerate(network.sources) if one.supplier == "s")
    days = Survive(network, [network.index["b"]]).days(*disrupted(network, {cut: 0.0}))
    assert days == pytest.approx(10 + 4)
    rate, begin = disrupted(network, {cut: 3.0})
    assert Survive(network, [network.index["b"]]).days(rate, begin) == pytest.approx(13 + 4)


JOINT = [source("b", "s"), source("a", "k", "KR", makes="yes", item=False)]


@pytest.mark.parametrize("makes", ["yes", None])
def test_where_its_sources_make_it_of_its_parts_it_stops_with_them_and_the_reason_says_why(makes):
    sources = [ALL_MADE[0], source("a", "k", "KR", makes=makes, item=False)]
    row = option("second_source", 15, 10.0, component="a")
    found = answer(sources, [row])
    assert found.products[0].lost_margin.base == pytest.approx(92 * 20)
    (action,) = [action for action in found.actions if action.kind == "option"]
    assert "its sources make it of its components" in action.reason


def test_what_is_bought_whole_is_not_touched_by_what_happens_to_its_parts():
    found = answer([ALL_MADE[0], source("a", "k", "KR", makes="no", item=False)])
    assert found.products[0].first_shortage_days.base is None
    assert found.products[0].lost_margin.base == 0


def faults(sources, check=doubtful):
    rows = tables(sources).rows | {"licences": (), "in_transit": ()}
    files = {name: f"{name}.csv" for name in rows}
    found = check(rows, files) if check is doubtful else check(rows, files, ())
    return [
        (fault.file, fault.row, fault.column, fault.what) for fault in found if fault.file == "sources.csv"
    ]


def test_the_check_says_how_a_part_that_is_made_and_bought_is_read():
    ((_, row, column, what),) = faults(HALF)
    assert (row, column) == (3, "share") and "0.5 of 'a' is bought finished, the rest made" in what
    ((_, row, column, what),) = faults([ALL_MADE[0], source("a", "k", "KR", item=False)])
    assert (row, column) == (3, "makes") and "taken to make it of its components" in what
    assert not faults(JOINT)


def test_a_mix_that_is_not_modelled_is_refused_by_row_and_column():
    sources = [ALL_MADE[0], source("a", "k", "KR", 0.5, makes="yes"), source("a", "l", "KR", 0.5, makes="no")]
    ((file, row, column, what),) = faults(sources, across)
    assert (file, row, column) == ("sources.csv", 4, "makes") and "not modelled" in what
    ((_, row, column, what),) = faults([source("b", "s", makes="yes")], across)
    assert (row, column) == (2, "makes") and "no components" in what


def test_products_served_in_turn_share_what_is_bought_and_what_is_made():
    # q needs ten a day too and earns less. Five of the ten that are bought are for each, the rest is made of b.
    shared = tables([source("b", "s"), source("a", "k", "KR", 0.5, item=False)], more=[("q", "a")])
    second = {
        "product": "q",
        "demand_per_day": 10.0,
        "price": 5.0,
        "margin": 1.0,
        "currency": "USD",
        "_row": 3,
    }
    network = build(Tables({**shared.rows, "products": (*shared.rows["products"], second)}))
    told = state(measures=[MEASURE])
    found = expose(network, told, LEXICON, destination="KR", horizon=150, draws=0, ration="margin")
    # The 50 b are kept for p, five a day; then all ten that are bought are p's. q has five for ten days, then none.
    first, other = found.products
    assert (first.first_shortage_days.base, first.lost_margin.base) == (None, 0)
    assert (other.first_shortage_days.base, other.lost_margin.base) == (
        0,
        pytest.approx((5 * 10 + 10 * 87) * 1),
    )
