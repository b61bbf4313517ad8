"""The verbs that show one view each, on a ledger of the bundled chronology."""

import json

import pytest
from click.testing import CliRunner

from detente.cli import VERBS, cli, main

VIEWS = (
    "brief", "timeline", "measures", "groups", "licences", "agreements", "proceedings", "talks", "due", "conflicts",
)  # fmt: skip


@pytest.fixture
def empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words):
    return CliRunner().invoke(cli, list(map(str, words)), catch_exceptions=False)


@pytest.mark.parametrize("verb", VIEWS)
def test_each_view_is_json_where_stdout_is_no_terminal(ledger, verb):
    found = run(verb, "--ledger", ledger, "--known", "2019-11-23")
    assert found.exit_code == 0
    value = json.loads(found.stdout)
    assert value
    assert verb in VERBS


@pytest.mark.parametrize("verb", VIEWS)
def test_each_view_is_text_in_a_terminal(ledger, verb, monkeypatch):
    monkeypatch.setattr("detente.cli.common.piped", lambda: False)
    found = run(verb, "--ledger", ledger, "--known", "2019-11-23")
    assert found.exit_code == 0
    assert "2019" in found.stdout
    assert not found.stdout.startswith(("{", "["))


def test_known_and_on_reach_the_view(ledger):
    found = json.loads(run("brief", "--ledger", ledger, "--known", "2019-07-02", "--on", "2019-07-10").stdout)
    assert (found["known"], found["on"], found["forecast"]) == ("2019-07-02", "2019-07-10", True)
    assert [m["id"] for m in found["in_force"]] == ["measure:jp-3items-individual-licence"]


def test_a_stretch_of_days_gives_what_happened_in_it_and_says_what_has_no_day(answered, said):
    words = ("timeline", "--since", "2019-08-28", "--until", "2019-08-29", "--known", "2019-09-30")
    found = answered(*words)
    assert {e["kind"] for e in found} == {"measure_effective", "licence_approved"}
    assert {e["within"] for e in found} <= {True, None}
    assert "no source gives the day" in said(*words)[2]


def test_a_stretch_that_ends_before_it_begins_is_wrong_use(said):
    code, out, err = said("timeline", "--since", "2019-08-29", "--until", "2019-08-28")
    assert (code, out, len(err.splitlines())) == (2, "", 1)


def test_measures_in_force_leave_out_what_is_only_to_come(answered):
    words = ("measures", "--known", "2019-08-27")
    states = {m["id"]: m["state"] for m in answered(*words)}
    shown = {m["id"] for m in answered(*words, "--in-force")}
    assert shown == {id_ for id_, state in states.items() if state in {"in_force", "undeterminable"}}
    assert states["measure:jp-kr-group-a-removal"] == "scheduled"


def test_due_within_so_many_days_leaves_out_what_is_later(ledger):
    words = ("due", "--ledger", ledger, "--known", "2019-08-21")
    days = [d["when"]["value"] for d in json.loads(run(*words, "--within", "5d").stdout)]
    assert days == ["2019-08-24"]
    assert len(json.loads(run(*words).stdout)) > 1
    assert {d["state"] for d in json.loads(run(*words, "--all").stdout)} >= {"open", "missed"}


@pytest.mark.usefixtures("empty_folder")
@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (["due", "--within", "soon"], 2, "no number of days: 'soon'"),
        (["brief", "--on", "tomorrow"], 2, "no day: 'tomorrow'"),
        (["brief", "--ledger", "nowhere.db"], 4, "nowhere.db"),
    ],
)
def test_wrong_use_is_told_in_one_line(words, code, line, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    said = capsys.readouterr().err.strip()
    assert ended.value.code == code
    assert line in said
    assert len(said.splitlines()) == 1


def test_coverage_by_publisher(said, answered):
    rows = {row["publisher"]: row for row in answered("sources", "--coverage", "--known", "2019-08-21")}
    reuters = rows["Reuters"]
    assert (reuters["from"], reuters["until"]) == ("2019-07-12", "2019-07-12")
    assert reuters["assertions"] == reuters["by_machine"] + reuters["by_hand"] > 0
    assert reuters["confirmed"] == 0
    assert sum(row["undated"] for row in rows.values()) > 0
    code, _, err = said("sources", "--coverage", "--problems")
    assert code == 2
    assert err.count("\n") == 1
