"""`detente dependence`: on the bundled extract, beside the bundled ledger, and on tables of one's own."""

import json
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from detente.cli import cli, main
from detente.ledger.log import Log

CHRONOLOGY = Path(__file__).parents[2] / "examples" / "korea-japan-2019" / "chronology.jsonl"
RARE = ("dependence", "--importer", "JP", "--code", "280530")
SCHEMA = json.loads((resources.files("detente") / "schemas" / "dependence.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("views") / "detente.db"
    with Log.open(path, create=True) as log:
        log.add_chronology(CHRONOLOGY)
    return str(path)


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def run(*words):
    found = CliRunner().invoke(cli, list(words), catch_exceptions=False)
    assert found.exit_code == 0
    return found


@pytest.mark.parametrize(
    "words",
    [
        RARE,
        (*RARE, "--after", "2010-09-21", "--years", "2008-2013"),
        ("dependence", "--importer", "South Korea", "--code", "2504.10", "--after", "2023-12-01"),
        ("dependence", "--importer", "KR", "--code", "2811.11"),
    ],
)
def test_the_answer_follows_its_schema_with_and_without_a_ledger(ledger, words):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for more in ((), ("--ledger", ledger)):
        jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(run(*words, *more).stdout))


def test_it_answers_without_a_ledger_and_says_that_no_measures_were_looked_up():
    found = run(*RARE)
    assert json.loads(found.stdout)["measures"] is None
    assert "no ledger" in found.stderr


def test_a_ledger_that_was_named_and_is_missing_is_refused(capsys):
    with pytest.raises(SystemExit) as stopped:
        main([*RARE, "--ledger", "nowhere.db"])
    assert stopped.value.code == 4
    assert "nowhere.db" in capsys.readouterr().err


def test_the_measures_on_the_code_stand_beside_it_as_known_on_the_day(ledger):
    words = ("dependence", "--importer", "KR", "--code", "2811.11", "--ledger", ledger, "--known")
    early, late = (json.loads(run(*words, day).stdout)["measures"] for day in ("2019-06-01", "2019-08-01"))
    assert early == []
    assert [(m["measure"], m["state"], m["items"]) for m in late] == [
        ("measure:jp-3items-individual-licence", "in_force", ["item:hydrogen-fluoride"])
    ]


def test_the_text_shows_shares_change_measures_and_the_warning(ledger, monkeypatch):
    monkeypatch.setattr("detente.cli.common.piped", lambda: False)
    said = run(*RARE, "--after", "2010-09-21", "--ledger", ledger).stdout
    for part in (
        "China 82 % / 85 %",
        "from 2010 to 2011",
        "Measures on it",
        "wider than the controlled goods",
    ):
        assert part in said


@pytest.mark.parametrize("years", ["2013-2008", "often", "-", "08-13"])
def test_years_that_mean_nothing_are_refused(years, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([*RARE, "--years", years])
    assert stopped.value.code == 2
    assert "year" in capsys.readouterr().err


def test_an_item_may_be_named_where_the_code_of_the_edition_is_another(ledger):
    words = (
        "dependence",
        "--importer",
        "KR",
        "--code",
        "280530",
        "--item",
        "photoresist",
        "--ledger",
        ledger,
    )
    found = json.loads(run(*words, "--known", "2019-08-01").stdout)
    assert found["items"][0] == "item:photoresist"
    assert [m["measure"] for m in found["measures"]] == ["measure:jp-3items-individual-licence"]


def test_a_table_that_cannot_be_read_is_told_in_one_line(tmp_path, capsys):
    (tmp_path / "noise.csv").write_bytes(bytes(range(256)))
    for name in ("noise.csv", "absent.csv"):
        with pytest.raises(SystemExit) as stopped:
            main([*RARE, "--table", name])
        assert stopped.value.code == 2
        assert name in capsys.readouterr().err
