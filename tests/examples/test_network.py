"""The bundled network: whole, consistent, and within what was reported of the real case."""

import csv
import tomllib
from datetime import date
from graphlib import TopologicalSorter
from pathlib import Path

import numpy as np
import pytest

from detente.exposure.case import make_case
from detente.exposure.network import build
from detente.exposure.simulate import first_shortage
from detente.exposure.supply import touched
from detente.exposure.tables import read_tables
from detente.ledger.views import Dated, Measure, State, Support
from detente.lexicon import Lexicon
from detente.model import When

FOLDER = Path(__file__).parents[2] / "examples" / "korea-japan-2019" / "network"
TABLES = {
    path.stem: list(csv.DictReader(path.read_text("utf-8").splitlines()))
    for path in sorted(FOLDER.glob("*.csv"))
}
PRODUCTS = {row["product"] for row in TABLES["products"]}
PARTS = {row["component"] for row in TABLES["bom"]}
MADE = {row["parent"] for row in TABLES["bom"]}
BOUGHT = PARTS - MADE
THREE = {"item:photoresist", "item:hydrogen-fluoride", "item:fluorinated-polyimide"}
CONTROL = date(2019, 7, 4)


def below():
    graph = {}
    for row in TABLES["bom"]:
        graph.setdefault(row["parent"], set()).add(row["component"])
    return graph


def order():
    """Parts first, products last. Raises CycleError where a part contains itself."""
    return list(TopologicalSorter(below()).static_order())


def daily_use():
    """Units of each part used a day at full demand."""
    use = {row["product"]: float(row["demand_per_day"]) for row in TABLES["products"]}
    for parent in reversed(order()):
        for row in TABLES["bom"]:
            if row["parent"] == parent:
                use[row["component"]] = use.get(row["component"], 0.0) + use[parent] * float(row["quantity"])
    return use


def test_the_network_is_large_and_deep_enough_to_be_a_real_question():
    tier = {}
    for part in order():
        tier[part] = 1 + max((tier[child] for child in below().get(part, ())), default=-1)
    assert 4 <= len(PRODUCTS) <= 6
    assert len(PARTS) >= 70
    assert max(tier.values()) >= 4


def test_the_tables_are_accepted_by_the_product():
    tables = read_tables(FOLDER)
    assert tables.country == "KR"
    assert tables.stock_date == CONTROL
    assert "invented" in tables.name


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_figure_says_where_it_comes_from(table):
    for row in TABLES[table]:
        assert "invented" in row["basis"] or "trade association" in row["basis"], row


def test_every_part_leads_to_a_product_and_every_product_has_parts():
    assert MADE - PARTS == PRODUCTS
    for table in ("sources", "stock", "in_transit", "options"):
        assert {row["component"] for row in TABLES[table]} <= PARTS | PRODUCTS


def test_what_is_bought_has_sources_that_cover_it_and_what_is_made_has_none():
    shares = {}
    for row in TABLES["sources"]:
        shares[row["component"]] = shares.get(row["component"], 0.0) + float(row["share"])
    assert set(shares) == BOUGHT
    assert all(total == pytest.approx(1) for total in shares.values())


def test_a_source_can_deliver_its_share():
    use = daily_use()
    for row in TABLES["sources"]:
        if row["capacity_per_day"]:
            assert float(row["capacity_per_day"]) >= use[row["component"]] * float(row["share"]), row


@pytest.mark.parametrize(
    ("component", "item", "form", "caught", "share"),
    [
        ("euv-photoresist-ml", "item:photoresist", "euv", "yes", 0.919),
        ("hydrogen-fluoride-liquid-kg", "item:hydrogen-fluoride", "liquid", "yes", 0.439),
        ("fluorinated-polyimide-film-cm2", "item:fluorinated-polyimide", "", "yes", 0.937),
    ],
)
def test_shares_of_japan_are_those_of_the_trade_association(component, item, form, caught, share):
    [row] = [r for r in TABLES["sources"] if r["component"] == component and r["ships_from"] == "JP"]
    assert (row["item"], row["form"], row["caught"]) == (item, form, caught)
    assert float(row["share"]) == pytest.approx(share, abs=0.005)


def test_forms_outside_the_list_entry_are_marked_so():
    caught = {(row["form"], row["caught"]) for row in TABLES["sources"] if row["item"] == "item:photoresist"}
    assert {("arf", "no"), ("krf", "no"), ("euv", "yes")} <= caught


def test_items_and_forms_are_those_of_the_lexicon_or_named_in_the_settings():
    lexicon = Lexicon.load()
    own = tomllib.loads((FOLDER / "network.toml").read_text("utf-8"))["items"]
    for row in [*TABLES["sources"], *TABLES["licences"]]:
        if row["item"] and row["item"] not in own:
            entry = lexicon.get(row["item"])
            assert entry is not None, row["item"]
            assert not row["form"] or row["form"] in entry.forms, row


def test_stocks_of_controlled_materials_cover_two_weeks_to_two_months():
    use = daily_use()
    stock = {row["component"]: float(row["on_hand"]) for row in TABLES["stock"]}
    assert set(stock) >= BOUGHT
    controlled = {r["component"] for r in TABLES["sources"] if r["item"] in THREE and r["caught"] == "yes"}
    assert len(controlled) == 6
    for component in controlled:
        assert 13.9 <= stock[component] / use[component] <= 61, component


def test_photoresist_ages_within_half_a_year():
    shelf = {row["component"]: row["shelf_life_days"] for row in TABLES["stock"]}
    assert all(int(shelf[part]) <= 180 for part in BOUGHT if part.endswith("photoresist-ml"))


def test_goods_on_the_way_left_around_the_control_some_before_and_some_after():
    left = [
        date.fromisoformat(row["dispatched"]) for row in TABLES["in_transit"] if row["ships_from"] == "JP"
    ]
    assert min(left) < CONTROL < max(left)
    for row in TABLES["in_transit"]:
        assert row["dispatched"] < row["arrives"] < "2019-08-15"


def test_options_cover_every_kind_and_qualification_takes_as_long_as_reported():
    kinds = {row["kind"] for row in TABLES["options"]}
    assert kinds == {"substitute", "second_source", "extra_stock", "expedite"}
    [local] = [row for row in TABLES["options"] if row["option"] == "qualify-local-hf"]
    assert local["qualification_days"] == "60"


def test_own_applications_were_filed_once_the_control_was_in_force_with_exporters_of_the_table():
    exporters = {(row["supplier"], row["item"]) for row in TABLES["sources"]}
    for row in TABLES["licences"]:
        assert date.fromisoformat(row["filed"]) >= CONTROL
        assert (row["exporter"], row["item"]) in exporters


@pytest.fixture(scope="module")
def never_again():
    """Share of demand met by product and day when nothing caught comes from Japan after 4 July."""
    network, lexicon = build(read_tables(FOLDER)), Lexicon.load()
    said = Support("a", "s", None, None, CONTROL, CONTROL, "")
    when = When("2019-07-04")
    measure = Measure(
        id="measure:three",
        name="individual licences",
        actor="JP",
        targets=("KR",),
        items=tuple(sorted(THREE)),
        stages={"effective": (Dated(when, False, (said,)),)},
        state="in_force",
        effective=when,
        ended=None,
        licence=dict.fromkeys(THREE, ("individual",)),
        standard_days=90,
    )
    state = State(on=CONTROL, known=CONTROL, measures=(measure,))
    case = make_case(network, state, touched(network, state, lexicon, "KR"), 180, 90)
    delivered = case.delivered(*case.cuts(dict.fromkeys(case.waits, np.inf), 1))[0]
    return {product.name: delivered[:, n] for n, product in enumerate(network.products)}


def test_as_known_on_the_first_day_every_product_is_at_risk_and_none_at_once(never_again):
    assert set(never_again) == PRODUCTS
    days = {name: first_shortage(met[None, :])[0] for name, met in never_again.items()}
    assert all(28 <= day <= 120 for day in days.values()), days


def test_the_storage_for_folding_phones_falls_short_on_the_day_worked_by_hand(never_again):
    met = never_again["flex-ufs-256gb"]
    assert first_shortage(met[None, :])[0] == 64
    assert met[-1] == pytest.approx(0.072, abs=0.001)


def test_what_comes_partly_from_elsewhere_slows_and_does_not_stop(never_again):
    # 56 % of the liquid comes from elsewhere, and 2.35 % more once these run at capacity
    assert never_again["ddr4-module-16gb"][-1] == pytest.approx(0.5835, abs=0.001)
    assert never_again["lpddr4x-8gb"][-1] < 0.12
