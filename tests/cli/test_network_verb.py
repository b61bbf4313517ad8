"""`detente network`: check, summary and make, in text and JSON, with the exit codes of the design."""

import json
import shutil
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from detente.cli import main, network
from detente.ledger.log import Log

EXAMPLE = Path(__file__).parents[2] / "examples" / "korea-japan-2019"
HAND = Path(__file__).parents[1] / "exposure" / "hand"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("network") / "kj.db"
    with Log.open(path, create=True) as log:
        log.add_chronology(EXAMPLE / "chronology.jsonl")
    return path


@pytest.fixture
def said(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*words, text=False):
        if text:
            monkeypatch.setattr("detente.cli.common.piped", lambda: False)
            monkeypatch.setattr(network, "piped", lambda: False)
        with pytest.raises(SystemExit) as stopped:
            main([*map(str, words)])
        out = capsys.readouterr()
        return stopped.value.code, out.out, out.err

    return run


@pytest.fixture
def broken(tmp_path):
    shutil.copytree(HAND, tmp_path / "net")
    with (tmp_path / "net" / "sources.csv").open("a") as file:
        file.write("resist,Zeta,XX,0.5,1,,item:photoresit,,,\n")
    return tmp_path / "net"


def held(value, schema):
    text = (resources.files("detente") / "schemas" / f"{schema}.schema.json").read_text("utf-8")
    jsonschema.validate(value, json.loads(text))
    return value


def test_a_sound_network_is_told_with_its_sizes(said):
    code, out, _ = said("network", "check", EXAMPLE / "network", text=True)
    assert code == 0
    assert "can be used: 6 in products, 224 in bom, 144 in sources" in out


def test_every_fault_comes_at_once_and_ends_in_exit_code_1(said, broken):
    code, out, _ = said("network", "check", broken, text=True)
    assert code == 1
    assert "fault    sources.csv, row 6, ships_from: no country code: 'XX'" in out
    assert "fault    sources.csv, row 6, item: no such item: 'item:photoresit'" in out
    assert "fault    sources.csv, row 6, share: the shares of 'resist' sum to 1.5" in out
    assert out.splitlines()[-1].endswith("cannot be used: 3 faults")


def test_the_faults_as_json_have_file_row_and_column(said, broken):
    code, out, _ = said("network", "check", broken)
    found = held(json.loads(out), "network-check")
    assert (code, found["usable"]) == (1, False)
    assert {(f["file"], f["row"], f["column"]) for f in found["faults"]} == {
        ("sources.csv", 6, name) for name in ("ships_from", "item", "share")
    }


@pytest.mark.parametrize(
    ("make", "code"), [(None, 2), (lambda p: p.mkdir(), 3), (lambda p: p.write_bytes(b"no"), 2)]
)
def test_what_is_no_network_ends_in_2_and_what_cannot_be_read_in_3(said, tmp_path, make, code):
    if make:
        make(tmp_path / "net")
    found, out, err = said("network", "check", tmp_path / "net")
    assert (found, out, len(err.splitlines())) == (code, "", 1)


def test_a_damaged_workbook_cannot_be_read(said, tmp_path):
    (tmp_path / "net.xlsx").write_bytes(b"no workbook")
    assert said("network", "check", tmp_path / "net.xlsx")[0] == 3


def test_a_good_that_only_a_scenario_names_is_known_with_it(said, tmp_path):
    shutil.copytree(HAND, tmp_path / "net")
    with (tmp_path / "net" / "sources.csv").open("a") as file:
        file.write("box,Zeta,JP,0,1,,item:cmp-slurry,,,\n")
    assert said("network", "check", tmp_path / "net")[0] == 1
    scenario = EXAMPLE / "scenarios" / "ten-items.toml"
    assert said("network", "check", tmp_path / "net", "--scenario", scenario)[0] == 0


def test_the_summary_names_tiers_single_sources_origins_and_cover(said):
    code, out, _ = said("network", "summary", EXAMPLE / "network")
    found = held(json.loads(out), "network-summary")
    assert code == 0
    assert (found["products"], found["parts"], found["links"], found["sources"]) == (6, 115, 224, 144)
    assert sum(tier["parts"] for tier in found["tiers"]) == 115
    assert found["tiers"][0] == {"tier": 0, "parts": found["bought"]}
    assert sum(origin["sources"] for origin in found["origins"]) == 144
    alone = {one["component"]: one for one in found["single_sources"]}
    assert alone["dicing-blade"]["supplier"] == "Kure Blade" and len(alone["dicing-blade"]["products"]) == 6
    cover = {one["component"]: one["cover_days"] for one in found["cover"]}
    # 3,960,000 cm2 on hand at 90,000 cm2 a day: the README of the example works it out
    assert cover["fluorinated-polyimide-film-cm2"] == 44
    assert (found["on"], {good["effect"] for good in found["items"]}) == (None, {None})


def test_without_a_ledger_what_is_controlled_is_left_open_and_said(said):
    _, out, _ = said("network", "summary", EXAMPLE / "network", text=True)
    assert "no ledger was asked what is" in out


@pytest.mark.parametrize(("day", "stopped"), [("2019-07-01", 4), ("2019-08-30", 4), ("2023-08-01", 0)])
def test_goods_under_control_are_those_of_the_day(said, ledger, day, stopped):
    words = ("network", "summary", EXAMPLE / "network", "--ledger", ledger, "--known", day)
    goods = json.loads(said(*words)[1])["items"]
    hit = {(good["item"], good["form"]) for good in goods if good["effect"] == "stopped"}
    assert len(hit) == stopped
    assert all(good["ships_from"] == "JP" for good in goods if good["effect"])
    assert said(*words, text=True)[0] == 0


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_a_network_that_was_made_can_be_used(said, tmp_path, form):
    words = ("network", "make", "-o", tmp_path / "made", "--products", 2, "--parts", 30, "--seed", 4)
    code, out, _ = said(*words, "--format", form)
    made = json.loads(out)
    assert (code, made["rows"]["products"]) == (0, 2)
    code, out, _ = said("network", "check", made["path"])
    assert (code, json.loads(out)["warnings"]) == (0, [])


def test_what_is_there_is_not_written_over(said, tmp_path):
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "mine.txt").write_text("mine")
    assert said("network", "make", "-o", tmp_path / "made")[0] == 2


def test_the_cover_of_what_was_not_counted_is_not_known(said, tmp_path):
    shutil.copytree(HAND, tmp_path / "net")
    found = json.loads(said("network", "summary", tmp_path / "net")[1])
    cover = {one["component"]: (one["counted"], one["cover_days"]) for one in found["cover"]}
    assert cover == {"resist": (True, 30.0), "acid": (True, 22.0), "box": (False, None)}


def test_the_chip_supply_graph_of_a_folder_becomes_a_network(said, tmp_path):
    (tmp_path / "cset").mkdir()
    tables = {
        "inputs": "input_name,input_id,type\nChip,A,ultimate_output\nTool,B,tool_resource\n",
        "sequence": "input_name,input_id,goes_into_name,goes_into_id,is_type_of_name,is_type_of_id\nTool,B,Chip,A,,\n",
        "providers": "provider_name,provider_id\nJPN,P1\n",
        "provision": "provider_name,provider_id,provided_name,provided_id,share_provided\nJPN,P1,Tool,B,80%\n",
    }
    for name, text in tables.items():
        (tmp_path / "cset" / f"{name}.csv").write_text(text)
    code, out, _ = said("network", "import", tmp_path / "cset", "-o", tmp_path / "net")
    assert (code, json.loads(out)["rows"]["sources"]) == (0, 1)
    assert said("network", "check", tmp_path / "net")[0] == 0
    assert said("network", "import", tmp_path / "nowhere", "-o", tmp_path / "net2")[0] == 3
