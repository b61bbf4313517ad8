"""What binds on the day of the first shortage, and the rows of each source; every figure worked out by hand.

One product a day uses one unit of each part unless said; ten are asked for a day.
"""

from datetime import date

import numpy as np
import pytest
from exposure_cases import LEXICON, state

from detente.desk.exposed import render
from detente.errors import UsageError
from detente.exposure.answer import expose
from detente.exposure.network import build
from detente.exposure.shapes import exposure_json
from detente.exposure.tables import Tables


def made(products, bom, sources, stock, transit=(), options=()):  # noqa: PLR0917 - one table each
    """A network: product -> (margin, priority); pairs; (part, supplier, country, share, lead, capacity)."""
    rows = {
        "products": [
            {"product": name, "demand_per_day": 10.0, "price": 5.0, "currency": "USD"}
            | {"margin": float(one[0]), "priority": one[1]}
            for name, one in products.items()
        ],
        "bom": [{"parent": a, "component": b, "quantity": 1.0} for a, b in bom],
        "sources": [
            {"component": part, "supplier": who, "ships_from": where, "share": share, "form": None}
            | {"lead_time_days": float(lead), "capacity_per_day": capacity, "caught": "yes", "licence": None}
            | {"item": "item:photoresist" if where == "JP" else None}
            for part, who, where, share, lead, capacity in sources
        ],
        "stock": [
            {"component": p, "on_hand": float(units), "shelf_life_days": None} for p, units in stock.items()
        ],
        "in_transit": [
            {"component": part, "quantity": float(units), "dispatched": date(2019, 7, 1), "_row": 2}
            | {"arrives": date(2019, 7, 4 + day), "ships_from": where, "supplier": None}
            for part, units, day, where in transit
        ],
        "options": [
            {"option": name, "component": part, "kind": kind, "qualification_days": float(days)}
            | {"lead_time_days": float(lead), "capacity_per_day": float(more), "cost": float(cost)}
            for name, part, kind, days, lead, more, cost in options
        ],
    }
    return build(Tables({name: tuple(table) for name, table in rows.items()}, "KR"))


def ask(network, **words):
    return expose(network, state(), LEXICON, **{"horizon": 150, "draws": 0} | words)


P = {"p": (2, None)}
ALONE = [("b", "s", "JP", 1.0, 7, None)]


def test_a_product_short_until_another_source_makes_up_for_it_is_not_called_untouched():
    sources = [("b", "s", "JP", 0.6, 7, None), ("b", "k", "KR", 0.4, 8, 100.0)]
    found = ask(made(P, [("p", "b")], sources, {"b": 12}))
    (p,) = found.products
    # 6 a day are missing: 12 last two days; the spare of k comes from day 8 on
    assert p.first_shortage_days.base == 2 and p.surviving_rate == 1.0
    assert (p.binding_item, p.binding_source, p.path) == ("item:photoresist", "s (JP)", ("p", "b"))
    assert "not touched" not in render(found, LEXICON)


def test_two_cuts_that_stop_nothing_alone_and_stop_a_product_together_have_one_that_binds():
    # x is whole as long as its spare replaces one of its two sources
    sources = [
        ("x", "s", "JP", 0.3, 7, None),
        ("x", "t", "JP", 0.2, 7, None),
        ("x", "k", "KR", 0.5, 0, 8.0),
    ]
    (p,) = ask(made(P, [("p", "x")], sources, {})).products
    assert p.first_shortage_days.base == 0 and p.surviving_rate == pytest.approx(0.8)
    assert (p.binding_source, p.path) == ("s (JP)", ("p", "x"))


def test_what_other_sources_cover_without_a_gap_is_told_as_touched_and_never_short():
    sources = [("b", "s", "JP", 0.6, 7, None), ("b", "k", "KR", 0.4, 8, 100.0)]
    found = ask(made(P, [("p", "b")], sources, {"b": 60}))
    assert found.products[0].first_shortage_days.base is None
    assert "not touched" not in render(found, LEXICON)


@pytest.mark.parametrize(("lots", "day", "path"), [((), 5, ("p", "x", "b")), ([20], 10, ("p", "y", "b"))])
def test_the_path_is_that_of_the_day_that_is_printed(lots, day, path):
    # x has 5 days on hand and 20 more come on the second day; y has 10
    transit = [("x", 10 * n, 1, "US") for n in lots]
    bom = [("p", "x"), ("p", "y"), ("x", "b"), ("y", "b")]
    (p,) = ask(made(P, bom, ALONE, {"x": 50, "y": 100}, transit)).products
    assert (p.first_shortage_days.base, p.path) == (day, path)


@pytest.mark.parametrize(("share", "path"), [(0.3, ("p", "a", "b")), (0.7, ("p", "a"))])
def test_of_a_part_made_and_bought_beside_the_larger_share_that_is_missing_binds(share, path):
    # a is bought from Japan in that share and made of b for the rest; b comes from Japan alone; both are cut
    sources = [*ALONE, ("a", "t", "JP", share, 7, None)]
    (p,) = ask(made(P, [("p", "a"), ("a", "b")], sources, {"p": 30})).products
    assert (p.first_shortage_days.base, p.path) == (3, path)


def test_a_part_bought_finished_runs_short_when_its_own_part_does_and_names_it():
    # half of a is bought from Korea, half made of b: 5 a day of 50 on hand, so that b is gone on day 10
    sources = [*ALONE, ("a", "k", "KR", 0.5, 4, 5.0)]
    (p,) = ask(made(P, [("p", "a"), ("a", "b")], sources, {"b": 50})).products
    assert (p.first_shortage_days.base, p.surviving_rate) == (10, 0.5)
    assert (p.binding_source, p.path) == ("s (JP)", ("p", "a", "b"))


def test_of_two_parts_gone_by_then_the_one_gone_first_binds():
    # x is gone on day 3, y on day 4, and five days of p on the shelf are then used from day 3 on: day 8
    sources = [("x", "s", "JP", 1.0, 7, None), ("y", "t", "JP", 1.0, 7, None)]
    for x, y, binds in ((30, 40, "s (JP)"), (40, 30, "t (JP)")):
        (p,) = ask(made(P, [("p", "x"), ("p", "y")], sources, {"x": x, "y": y, "p": 50})).products
        assert (p.first_shortage_days.base, p.binding_source) == (8, binds)


SHARED = [("b", "s", "JP", 0.75, 7, None), ("b", "k", "KR", 0.25, 4, 5.0)]


@pytest.mark.parametrize(
    ("ration", "a", "c"), [("proportion", 0.25, 0.25), ("margin", 0.0, 0.5), ("priority", 0.5, 0.0)]
)
def test_the_rate_that_goes_on_follows_the_rule(ration, a, c):
    # of 20 needed a day 5 still come; a earns 1 and is first by priority, c earns 2
    network = made({"a": (1, 1), "c": (2, 2)}, [("a", "b"), ("c", "b")], SHARED, {"b": 60})
    found = ask(network, ration=ration)
    assert {p.product: p.surviving_rate for p in found.products} == pytest.approx({"a": a, "c": c})


def test_served_first_a_product_binds_by_its_own_part_and_not_by_what_is_left_for_the_next():
    # c is served first and has all of b; its own part d is gone on day 9, by when b is short for a alone
    sources = [*SHARED, ("d", "t", "JP", 1.0, 7, None)]
    network = made(
        {"a": (1, None), "c": (2, None)}, [("a", "b"), ("c", "b"), ("c", "d")], sources, {"b": 2000, "d": 90}
    )
    by_name = {p.product: p for p in ask(network, ration="margin").products}
    assert by_name["c"].path == ("c", "d") and by_name["c"].first_shortage_days.base == 9
    assert by_name["a"].path == ("a", "b")


LEADS = made(
    {"a": (1, None), "c": (2, None)},
    [("a", "x"), ("c", "y")],
    [("x", "fast", "JP", 1.0, 3, None), ("y", "slow", "JP", 1.0, 60, None)],
    {"x": 50, "y": 700},
)


def test_each_source_has_its_own_row_with_its_days_its_path_and_its_last_day():
    (item,) = ask(LEADS).items
    # waits 45, 90, 180. x: 5 days, back on day 93; y: 70 days, back on day 150. Gaps -88 and -80.
    rows = [
        (r.source, r.component, r.time_to_survive, r.time_to_recover.base, r.gap, r.path, r.last_day)
        for r in item.by_source
    ]
    assert rows == [
        ("fast (JP)", "x", 5, 93, -88, ("a", "x"), 2),
        ("slow (JP)", "y", 70, 150, -80, ("c", "y"), 10),
    ]
    assert (item.time_to_survive, item.time_to_recover.base) == (5, 93)


def test_the_list_says_by_which_day_an_approval_keeps_each_part_going():
    found = ask(LEADS)
    (act,) = [a for a in found.actions if a.kind == "approval"]
    assert act.by_day == 2 and act.from_day == 3
    assert "x by day 2" in act.reason and "y by day 10" in act.reason
    text = render(found, LEXICON)
    assert "a > x" in text and "c > y" in text and "slow (JP)" in text


def test_the_last_day_is_the_last_on_which_an_approval_loses_nothing():
    case_days = {"x": 2, "y": 10}
    for row in ask(LEADS).items[0].by_source:
        lead = {"x": 3, "y": 60}[row.component]
        assert row.last_day == case_days[row.component] == row.time_to_survive - lead


TTR = [
    ("sub", "b", "substitute", 20, 5, 10, 100),
    ("half", "b", "second_source", 10, 5, 5, 100),
    ("stk", "b", "extra_stock", 0, 6, 120, 100),
]


def test_the_time_to_recover_counts_a_substitute_that_suffices_and_says_so():
    found = ask(made(P, [("p", "b")], ALONE, {"b": 50}, options=TTR))
    (item,) = found.items
    # the substitute is there on day 25 and brings all; the second source from day 15 on brings half
    back, own = item.time_to_recover, item.time_to_recover_by_approval
    assert (back.low, back.base, back.high) == (25, 25, 25)
    assert (own.low, own.base, own.high) == (52, 97, 187)
    assert (item.recovers_by, item.recovers_with) == ("option", "sub")
    assert "sub" in render(found, LEXICON).partition("Items")[2].partition("What is worth")[0]


def test_a_substitute_that_brings_less_than_is_missing_does_not_count():
    (item,) = ask(made(P, [("p", "b")], ALONE, {"b": 50}, options=TTR[1:])).items
    assert (item.time_to_recover.base, item.recovers_by, item.recovers_with) == (97, "approval", None)


def test_the_spare_of_other_sources_counts_with_a_second_source():
    # 6 a day are missing; k adds 1 from day 8 on, and the second source 5 from day 15 on
    sources = [("b", "s", "JP", 0.6, 7, None), ("b", "k", "KR", 0.4, 8, 5.0)]
    (item,) = ask(made(P, [("p", "b")], sources, {"b": 12}, options=TTR[1:])).items
    assert (item.time_to_recover.base, item.recovers_with) == (15, "half")
    enough = [("b", "s", "JP", 0.6, 7, None), ("b", "k", "KR", 0.4, 8, 100.0)]
    (item,) = ask(made(P, [("p", "b")], enough, {"b": 12})).items
    assert (item.time_to_recover.base, item.recovers_by) == (8, "other_sources")


def test_an_item_that_can_be_replaced_has_the_smaller_gap():
    options = [("sub", "b", "substitute", 5, 5, 10, 100)]
    network = made(P, [("p", "b"), ("p", "z")], [*ALONE, ("z", "t", "JP", 1.0, 7, None)], {"b": 50, "z": 200})
    rows = ask(network).items[0].by_source
    assert [row.component for row in rows] == ["b", "z"]
    (item,) = ask(
        made(
            P,
            [("p", "b"), ("p", "z")],
            [*ALONE, ("z", "t", "JP", 1.0, 7, None)],
            {"b": 50, "z": 60},
            (),
            options,
        )
    ).items
    assert [(row.component, row.gap) for row in item.by_source] == [("z", 6 - 97), ("b", 5 - 10)]


def test_an_assumption_says_how_much_of_the_loss_rests_on_the_rule_and_which_figure_to_decide_by():
    # 10 b a day, half cut; a uses b and d, of which 2 a day come; c uses b alone. In proportion each gets half of b
    # (5 a day); a can use 2. c is given 5 where 3 more lie there unused.
    sources = [
        ("b", "s", "JP", 0.5, 7, None),
        ("b", "k", "KR", 0.5, 4, 10.0),
        ("d", "t", "JP", 0.8, 7, None),
        ("d", "u", "KR", 0.2, 4, 2.0),
    ]
    network = made({"a": (1, None), "c": (2, None)}, [("a", "b"), ("a", "d"), ("c", "b")], sources, {})
    found = ask(network, lp_draws=4)
    # base: b and d are back on day 97. By the rule a sells 2 and c 5 a day; at best c sells 10 and a none.
    assert found.rule.lost == pytest.approx(97 * (8 * 1 + 5 * 2))
    assert found.rule.at_best == pytest.approx(97 * (10 * 1 + 0 * 2))
    (line,) = [line for line in found.assumptions if "rest on the rule of rationing" in line]
    assert "776" in line and "Decide" in line
    assert exposure_json(found)["rationing"]["rests_on_rule"] == pytest.approx(776)
    assert ask(network).rule is None


def test_the_heading_says_whether_figures_are_averages_or_of_the_base_case():
    assert "on average over 8 draws of the program" in render(ask(LEADS, lp_draws=8), LEXICON)
    assert "it earns in the base case" in render(ask(LEADS, lp_draws=0), LEXICON)


def test_the_text_gives_the_day_before_which_no_wait_makes_a_product_short():
    assert "whatever the waits, not before day 5" in render(ask(LEADS), LEXICON)


@pytest.mark.parametrize("words", [{"seed": -1}, {"budget": float("nan")}, {"lp_draws": -1}])
def test_numbers_that_make_no_sense_are_refused_in_words(words):
    with pytest.raises(UsageError):
        ask(LEADS, **{"lp_draws": 4} | words)


def test_every_product_short_in_the_horizon_has_what_binds_it():
    rng = np.random.default_rng(5)
    short = 0
    for _ in range(40):
        shares = rng.choice([1.0, 0.6, 0.3], 3)
        sources = [(n, "s", "JP", float(share), 5, None) for n, share in zip("xyz", shares, strict=True)]
        sources += [
            (n, "k", "KR", float(1 - share), int(rng.choice([1, 8])), float(rng.choice([4, 100])))
            for n, share in zip("xyz", shares, strict=True)
            if share < 1
        ]
        bom = [("p", "m"), ("m", "x"), ("m", "y"), ("q", "y"), ("q", "z"), ("p", "z")]
        stock = {n: float(rng.choice([0, 20, 60, 200])) for n in ("p", "q", "m", "x", "y", "z")}
        rule = str(rng.choice(["proportion", "margin"]))
        transit = [("y", float(rng.choice([10, 80])), int(rng.integers(1, 20)), "US")]
        found = ask(
            made({"p": (3, None), "q": (1, None)}, bom, sources, stock, transit), ration=rule, horizon=80
        )
        for one in found.products:
            if one.first_shortage_days.base is not None:
                short += 1
                assert one.binding_source is not None and one.path[0] == one.product
    assert short > 40
