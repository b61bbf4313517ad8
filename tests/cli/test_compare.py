"""Scenarios beside what is known: one table, one picture, and what each of them changes."""

import json
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from detente.cli import main
from detente.ledger.log import Log

EXAMPLE = Path(__file__).parents[2] / "examples" / "korea-japan-2019"
NETWORK = EXAMPLE / "network"
TEN, NONE, BACK = (
    EXAMPLE / "scenarios" / f"{n}.toml" for n in ("ten-items", "no-approvals", "back-on-the-list")
)
NAMES = ("Japan adds ten items in October", "no approvals until December", "Korea is back on the list")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("compare") / "kj.db"
    with Log.open(path, create=True) as log:
        log.add_chronology(EXAMPLE / "chronology.jsonl")
    return path


@pytest.fixture
def said(ledger, capsys, monkeypatch):
    def run(*words, text=False):
        monkeypatch.setattr("detente.cli.common.piped", lambda: not text)
        with pytest.raises(SystemExit) as stopped:
            main([str(word) for word in (*words, "--ledger", ledger)])
        out = capsys.readouterr()
        return stopped.value.code, out.out, out.err

    return run


def words(known="2019-08-30"):
    return ("compare", NETWORK, "--known", known, "--scenario", TEN, "--scenario", NONE, "--scenario", BACK)


def schema(name):
    return json.loads((resources.files("detente") / "schemas" / f"{name}.schema.json").read_text("utf-8"))


@pytest.fixture
def branches(said):
    code, out, _ = said(*words())
    assert code == 0
    found = json.loads(out)
    jsonschema.validate(found, schema("compare"))
    for branch in found["branches"]:
        jsonschema.validate(branch["exposure"], schema("expose"))
    return found["branches"]


def test_the_base_comes_first_and_is_what_expose_answers(said, branches):
    assert [branch["scenario"] for branch in branches] == [None, *NAMES]
    alone = json.loads(said("expose", NETWORK, "--known", "2019-08-30", "--draws", "0", "--lp-draws", "0")[1])
    assert branches[0]["exposure"] == alone
    assert branches[0]["changes"] == []


def test_ten_items_more_stop_sources_that_nothing_was_on(branches):
    base, ten = branches[0], branches[1]
    assert any(
        "stopped from 2019-10-15 on by measure:supposed-ten-items: silicon-wafer-300mm, copper-target" in line
        and "ceria-slurry-l" in line
        for line in ten["changes"]
    )
    assert ten["lost_margin"]["base"] > base["lost_margin"]["base"]
    rates = [{p["product"]: p["surviving_rate"] for p in b["exposure"]["products"]} for b in (base, ten)]
    assert all(rates[1][name] <= rates[0][name] for name in rates[0])


def test_without_approvals_until_december_no_wait_ends_before(branches):
    none = branches[2]
    assert all(line.startswith("approval after ") for line in none["changes"])
    # 1 December is day 150 after 4 July
    assert {item["wait"]["low"] for item in none["exposure"]["items"]} == {150}
    assert none["lost_margin"]["low"] > branches[0]["lost_margin"]["low"]


def test_a_scenario_that_changes_nothing_here_says_what_stays(branches):
    back = branches[3]
    (line,) = back["changes"]
    assert line.startswith(
        "changes nothing for this network: what is on its sources stays (individual licensing"
    )
    assert back["lost_margin"] == branches[0]["lost_margin"]


def test_the_table_has_a_column_for_each_and_a_row_for_all_products(said):
    code, out, err = said(*words(), text=True)
    assert code == 0
    for name in ("as known", *NAMES):
        assert name in out
        assert name == "as known" or f"supposing “{name}”" in err
    blocks = ("First short after days", "Goes on while all that is controlled stays cut", "Margin lost")
    assert [line for line in out.splitlines() if line in blocks] == list(blocks)
    last = out.rstrip().splitlines()[-1]
    assert last.split()[:2] == ["all", "products"]
    assert all(len(line) <= 130 for line in out.splitlines() if line.startswith("  ddr4"))


def test_the_picture_is_an_svg_with_a_mark_for_each_product_and_branch(said, tmp_path):
    code, _, err = said(*words(), "-o", tmp_path / "c.svg")
    assert (code, "wrote" in err) == (0, True)
    root = etree.fromstring((tmp_path / "c.svg").read_bytes())
    titles = [element.text for element in root.iter("{http://www.w3.org/2000/svg}title")]
    assert len([title for title in titles if title and "margin lost" in title]) == 6 * 4
    assert "lpddr4x-8gb, no approvals until December: margin lost" in " ".join(filter(None, titles))
    assert b"<script" not in (tmp_path / "c.svg").read_bytes()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("compare", NETWORK), "--scenario"),
        (("compare", NETWORK, "--scenario", "none.toml"), "none.toml"),
        (("compare", NETWORK, "--scenario", TEN, "-o", "c.png"), "the picture is an SVG"),
        (
            ("expose", NETWORK, "--scenario", TEN, "--scenario", BACK),
            "`detente compare` puts several side by side",
        ),
        (("compare", "nowhere", "--scenario", TEN), "nowhere is no folder of tables"),
    ],
)
def test_wrong_use_is_told_in_one_line(said, given, told):
    code, out, err = said(*given)
    assert (code, out) == (2, "")
    assert told in err
