"""`detente waits`: what was seen, who waits, what is assumed, and what a fit would say beside it."""

import json
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from detente.cli import cli
from detente.ledger.log import Log

EXAMPLE = Path(__file__).parents[2] / "examples" / "korea-japan-2019"
SCHEMA = json.loads((resources.files("detente") / "schemas" / "waits.schema.json").read_text("utf-8"))
MEASURE = "measure:jp-3items-individual-licence"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("views") / "detente.db"
    with Log.open(path, create=True) as log:
        log.add_chronology(EXAMPLE / "chronology.jsonl")
    return str(path)


def run(ledger, day, *words):
    found = CliRunner().invoke(
        cli, ["waits", *words, "--ledger", ledger, "--known", day], catch_exceptions=False
    )
    assert found.exit_code == 0
    return found.stdout


@pytest.mark.parametrize(
    "day", ["2019-06-01", "2019-07-04", "2019-08-08", "2019-11-20", "2020-03-01", "2023-08-01"]
)
@pytest.mark.parametrize("network", [(), ("--network", str(EXAMPLE / "network"))])
def test_the_answer_follows_its_schema_on_every_day(ledger, day, network):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(run(ledger, day, *network)))


def seen(ledger, day, *words):
    measure = next(m for m in json.loads(run(ledger, day, *words))["measures"] if m["measure"] == MEASURE)
    return {
        (s["item"].removeprefix("item:"), s["form"]): (s["ended"], s["at_least"], s["at_most"])
        for s in measure["seen"]
    }


def test_the_public_sample_is_told_as_it_was_known_on_20_november(ledger):
    assert seen(ledger, "2019-11-20") == {
        ("photoresist", None): ("approved", 34, 34),
        ("hydrogen-fluoride", "gas"): ("approved", 56, 56),
        ("fluorinated-polyimide", None): ("approved", 69, 78),
        ("hydrogen-fluoride", "liquid"): ("approved", 130, 135),
    }


def test_goods_asked_for_are_waiting_with_their_days(ledger):
    found = seen(ledger, "2019-08-30", "hydrogen fluoride liquid", "fluorinated polyimide")
    assert found["hydrogen-fluoride", "liquid"] == ("waiting", 57, None)
    assert found["fluorinated-polyimide", None] == ("waiting", 57, None)


def test_own_applications_of_the_network_run_from_their_filing(ledger):
    value = json.loads(run(ledger, "2019-08-30", "--network", str(EXAMPLE / "network")))
    own = {
        (a["item"], a["form"]): (a["ended"], a["at_least"])
        for a in value["measures"][0]["applications"]
        if a["own"]
    }
    assert own["item:hydrogen-fluoride", "gas"] == ("waiting", 53)


def test_each_approval_leads_to_a_sentence(ledger):
    value = json.loads(run(ledger, "2019-11-20"))
    for one in value["measures"][0]["seen"]:
        assert any(source["quote"] for source in one["sources"])


def test_the_fit_stands_beside_the_three_assumptions_and_says_what_it_rests_on(ledger):
    good = json.loads(run(ledger, "2019-08-08", "hydrogen fluoride gas"))["measures"][0]["goods"][0]
    assert (good["low"], good["base"], good["high"]) == (36, 90, 180)
    assert (good["fit"]["approvals"], good["fit"]["given"]) == (1, 35)


def test_a_longer_standard_period_lengthens_prior_and_assumptions_only_where_no_source_says_it(ledger):
    words = ("photoresist", "--standard-days", "300")
    value = json.loads(run(ledger, "2019-07-04", *words))["measures"][0]
    assert (value["standard_days"], value["assumed_standard"]) == (90, False)


def test_before_any_measure_it_says_that_there_is_none(ledger, monkeypatch):
    monkeypatch.setattr("detente.cli.common.piped", lambda: False)
    assert "No measure with a licence a contract is in force" in run(ledger, "2019-06-01")


def test_the_text_keeps_the_clocks_apart_and_warns_of_small_numbers(ledger, monkeypatch):
    monkeypatch.setattr("detente.cli.common.piped", lambda: False)
    said = run(ledger, "2019-11-20", "--network", str(EXAMPLE / "network"))
    for part in ("no processing times", "in days from filing to decision", "prior: the standard period, 90 days",
                 "prove no distribution", "form not told", "Yonhap, 30 September 2019"):  # fmt: skip
        assert part in said
