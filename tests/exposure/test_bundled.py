"""The bundled maker, asked on three days: three stories, and nothing learned later in any of them."""

import json
from datetime import date
from importlib import resources
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest

from detente.exposure.answer import expose
from detente.exposure.network import build
from detente.exposure.shapes import exposure_json
from detente.exposure.tables import read_tables
from detente.ledger.fold import state_of
from detente.ledger.log import Log
from detente.lexicon import lexicon
from detente.page import articles
from detente.reading import read_article

EXAMPLE = Path(__file__).parents[2] / "examples" / "korea-japan-2019"
THREE = ("item:photoresist", "item:hydrogen-fluoride", "item:fluorinated-polyimide")


@pytest.fixture(scope="module", params=["chronology", "chronology and dispatches"])
def log(tmp_path_factory, request):
    """The ledger of the chronology alone, and that of the demo, which has read the dispatches too."""
    with Log.open(tmp_path_factory.mktemp("ledger") / "kj.db", create=True) as opened:
        opened.add_chronology(EXAMPLE / "chronology.jsonl")
        if "dispatches" in request.param:
            for found in articles([EXAMPLE / "dispatches"]):
                opened.add(read_article(found))
        yield opened


@pytest.fixture(scope="module")
def ask(log):
    network = build(read_tables(EXAMPLE / "network"))
    made = {}

    def answer(on, known=None):
        if (on, known) not in made:
            days = date.fromisoformat(on), date.fromisoformat(known or on)
            made[on, known] = expose(network, state_of(log, *days), lexicon(), draws=20)
        return made[on, known]

    return answer


def seen(exposure, item):
    return {
        (s.form, s.at_least) for i in exposure.items for s in i.wait.seen if s.item == item and s.approved
    }


def test_on_4_july_the_risk_is_wide_and_nothing_has_been_approved(ask):
    first = ask("2019-07-04")
    assert {item.item for item in first.items} == set(THREE)
    assert all(product.binding_item for product in first.products)
    assert not any(s.approved for item in first.items for s in item.wait.seen)
    assert all(item.wait.base == 90 for item in first.items)


def test_on_8_august_one_photoresist_approval_is_known_and_frees_no_other_buyer(ask):
    second = ask("2019-08-08")
    assert {days for _, days in seen(second, "item:photoresist")} == {34}
    assert not seen(second, "item:hydrogen-fluoride") and not seen(second, "item:fluorinated-polyimide")
    resist = next(item for item in second.items if item.item == "item:photoresist")
    assert resist.time_to_recover.low > 0


def test_on_30_august_polyimide_and_liquid_hydrogen_fluoride_have_none_after_57_days_and_bind(ask):
    third = ask("2019-08-30")
    assert seen(third, "item:hydrogen-fluoride") == {("gas", 56)}
    waiting = {(s.item, s.form, s.at_least) for i in third.items for s in i.wait.seen if not s.approved}
    assert {("item:fluorinated-polyimide", None, 57), ("item:hydrogen-fluoride", "liquid", 57)} <= waiting
    assert {(p.binding_item, p.binding_form) for p in third.products} == {
        ("item:hydrogen-fluoride", "liquid"),
        ("item:fluorinated-polyimide", None),
    }


def test_the_same_day_as_known_earlier_uses_nothing_that_was_learned_later(ask):
    early = ask("2019-08-30", "2019-07-04")
    assert not any(s.approved for item in early.items for s in item.wait.seen)
    assert early.items != ask("2019-08-30").items


def test_stocks_run_down_by_the_days_between_two_questions(ask):
    def days(exposure):
        return {p.product: p.first_shortage_days.high for p in exposure.products}

    early, late = days(ask("2019-07-04")), days(ask("2019-08-08"))
    assert all(early[name] - late[name] == 35 for name in early)


def test_a_part_partly_from_elsewhere_slows_and_one_wholly_from_japan_nearly_stops(ask):
    kept = {product.product: product.surviving_rate for product in ask("2019-07-04").products}
    assert 0.2 < kept["ddr4-module-16gb"] < 0.9
    assert kept["flex-ufs-256gb"] < 0.1


def test_no_product_runs_short_before_the_shortest_path_says(ask):
    for day in ("2019-07-04", "2019-08-08"):
        for product in ask(day).products:
            days = product.first_shortage_days
            assert product.least_days is not None
            assert all(
                product.least_days <= d for d in (days.low, days.base, days.high, days.p10) if d is not None
            )


def test_the_path_goes_down_the_bill_of_materials_to_the_part_that_binds(ask):
    for product in ask("2019-07-04").products:
        rows = ask("2019-07-04").network.tables.rows["bom"]
        edges = {(row["parent"], row["component"]) for row in rows}
        assert product.path[0] == product.product
        assert all(edge in edges for edge in pairwise(product.path))


def test_each_touched_source_leads_to_a_measure_and_a_sentence(ask):
    for one in ask("2019-08-30").touched:
        assert one.measure.id and one.supports
        assert any(support.quote for support in one.supports)


def test_after_the_measure_is_withdrawn_nothing_is_stopped(ask):
    assert ask("2023-08-01").items == ()


def test_the_answer_follows_its_schema(ask):
    schema = json.loads((resources.files("detente") / "schemas" / "expose.schema.json").read_text("utf-8"))
    jsonschema.validate(exposure_json(ask("2019-08-30")), schema)
