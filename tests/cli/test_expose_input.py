"""`detente expose` on input that is wrong, thin or about nothing: clear words, and no number that pretends."""

import json
import shutil
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from detente.cli import main
from detente.ledger.log import Log

EXAMPLE = Path(__file__).parents[2] / "examples" / "korea-japan-2019"
HAND = Path(__file__).parents[1] / "exposure" / "hand"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("input") / "kj.db"
    with Log.open(path, create=True) as log:
        log.add_chronology(EXAMPLE / "chronology.jsonl")
    return path


@pytest.fixture
def net(tmp_path):
    shutil.copytree(HAND, tmp_path / "net")
    return tmp_path / "net"


@pytest.fixture
def said(ledger, net, capsys, monkeypatch):
    def run(*words, known="2019-07-04", of=None):
        """Exit code, text, stderr and the JSON of the same question."""
        answers = []
        for piped in (False, True):
            monkeypatch.setattr("detente.cli.common.piped", lambda piped=piped: piped)
            given = ["expose", net, "--known", known, "--draws", 0, *words, "--ledger", of or ledger]
            with pytest.raises(SystemExit) as stopped:
                main([str(word) for word in given])
            answers.append((stopped.value.code, capsys.readouterr()))
        (code, text), (again, shown) = answers
        assert code == again
        found = json.loads(shown.out) if shown.out else None
        if found:
            schema = (resources.files("detente") / "schemas" / "expose.schema.json").read_text("utf-8")
            jsonschema.validate(found, json.loads(schema))
        return code, text.out, text.err, found

    return run


def change(net, table, old, new):
    path = net / f"{table}.csv"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_malformed_tables_are_told_whole_and_nothing_is_answered(said, net):
    change(net, "stock", "resist,1500,", "resist,-1500,")
    change(net, "sources", "resist,Alpha,JP,1,10,,item:photoresist", "resist,Alpha,JP,2,10,,item:photoresit")
    code, out, err, _ = said()
    assert (code, out) == (2, "")
    lines = [line.strip() for line in err.splitlines()[1:]]
    places = {line.partition(": ")[0] for line in lines}
    assert places == {"sources.csv, row 2, share", "sources.csv, row 2, item", "stock.csv, row 2, on_hand"}


def test_a_network_with_nothing_controlled_says_so_and_is_no_failure(said, net):
    change(net, "sources", ",JP,", ",TW,")
    code, out, err, found = said()
    assert (code, err, found["items"], found["sources"]) == (0, "", [], [])
    assert "Nothing in this network is under a measure that stops it." in out
    assert "No measure in the ledger, which covers until" in out
    assert "photoresist (euv) from TW" in out
    assert found["without_measure"] == [
        {"item": "item:photoresist", "form": "euv", "ships_from": "TW"},
        {"item": "item:hydrogen-fluoride", "form": "liquid", "ships_from": "TW"},
    ]
    assert found["products"][0]["first_shortage_days"]["high"] is None


def test_a_network_that_names_no_item_says_that_no_measure_can_be_on_it(said, net):
    change(net, "sources", "item:photoresist,euv", ",")
    change(net, "sources", "item:hydrogen-fluoride,liquid", ",")
    code, out, _, found = said()
    assert (code, found["without_measure"]) == (0, [])
    assert "No source in this network names an item" in out


@pytest.mark.parametrize("days", ["0", "-3"])
def test_a_horizon_of_zero_is_wrong_use(said, days):
    code, out, err, _ = said("--horizon", days)
    assert (code, out) == (2, "")
    assert "the horizon is at least 1 day" in err


def test_of_a_product_with_no_bill_of_materials_nothing_is_said(said, net):
    change(net, "products", "USD\n", "USD\nfan,10,5,1,USD\n")
    code, out, err, found = said()
    assert code == 1
    assert "no bill of materials and no source: fan" in err
    assert "fan: no bill of materials and no source, so that nothing can be said of it" in out
    chip, fan = found["products"]
    assert fan["note"] == "no_bill_of_materials" and chip["note"] is None
    figures = [fan["surviving_rate"], fan["dependent_revenue"], *fan["first_shortage_days"].values()]
    figures += [*fan["lost_revenue"].values(), *fan["lost_margin"].values()]
    assert set(figures) == {None}
    assert chip["lost_revenue"]["base"] > 0


def test_a_demand_of_zero_loses_nothing_and_runs_short_of_nothing(said, net):
    change(net, "products", "chip,100,", "chip,0,")
    code, out, _, found = said()
    assert code == 0
    assert "chip: a demand of zero, so that nothing of it can be lost" in out
    (chip,) = found["products"]
    assert (chip["note"], chip["lost_revenue"]["high"], chip["dependent_revenue"]) == ("no_demand", 0, 0)
    assert set(chip["first_shortage_days"].values()) == {None}


def test_a_share_with_the_rest_unknown_is_answered_both_ways(said, net):
    change(net, "sources", "resist,Alpha,JP,1,", "resist,Alpha,JP,0.3,")
    code, out, _, found = said("--horizon", "200")
    assert code == 0
    (chip,) = found["products"]
    assert chip["surviving_rate"] == pytest.approx(0.56)  # by the acid; 0.7 of the resist goes on
    # all of it cut: 1500 at 50 a day, then 200 chips at 100 a day, as in the case worked by hand
    assert chip["if_rest_cut"]["first_shortage_days"] == 32
    assert chip["if_rest_cut"]["surviving_rate"] == 0
    assert chip["if_rest_cut"]["lost_revenue"] > chip["lost_revenue"]["base"]
    assert "resist: where 70% of it comes from is not known" in out
    assert "were what is of no known origin cut too (base): short after 32 days, 0% goes on" in out
    assert "30% of it, photoresist (euv)" in out and "70% is of no known origin" in out


def test_a_ledger_with_no_measure_on_the_item_names_it_and_how_far_it_reaches(said, net):
    change(net, "sources", "item:hydrogen-fluoride,liquid", "item:gallium,")
    code, out, _, found = said()
    assert code == 0
    assert "is on: gallium from JP, TW" in out
    assert {"item": "item:gallium", "form": None, "ships_from": "JP"} in found["without_measure"]
    assert found["covers_until"] == "2019-07-04"


def test_an_empty_ledger_says_that_it_is_empty(said, tmp_path):
    with Log.open(tmp_path / "empty.db", create=True):
        pass
    code, out, _, found = said(of=tmp_path / "empty.db")
    assert (code, found["items"], found["covers_until"]) == (0, [], None)
    assert "No measure in the ledger, which is empty, is on: photoresist (euv) from JP" in out


def test_what_is_counted_for_want_of_a_figure_is_said(said, net):
    change(net, "sources", "box,Delta,KR,1,2,,,,,\n", "")
    change(net, "stock", "acid,440,\n", "")
    _, out, _, found = said()
    assert "box: no source and no components in the tables; counted as always there" in out
    assert "acid: no row in stock; counted as none on hand" in out
    assert any(line.startswith("acid: no row in stock") for line in found["assumptions"])


def test_without_a_country_of_arrival_it_is_asked_for(said, net):
    (net / "network.toml").write_text('name = "nowhere"\n')
    code, out, err, _ = said()
    assert (code, out) == (2, "")
    assert "where do the goods arrive?" in err
