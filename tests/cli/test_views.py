"""The verbs that show one view each, on a ledger of the bundled chronology."""

import json

import pytest
from click.testing import CliRunner

from detente.cli import VERBS, cli, main

VIEWS = ("brief", "timeline", "measures", "licences", "agreements", "due", "conflicts")


@pytest.fixture
def empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words):
    return CliRunner().invoke(cli, list(map(str, words)), catch_exceptions=False)


@pytest.mark.parametrize("verb", VIEWS)
def test_each_view_is_json_where_stdout_is_no_terminal(ledger, verb):
    found = run(verb, "--ledger", ledger, "--known", "2019-08-21")
    assert found.exit_code == 0
    value = json.loads(found.stdout)
    assert value
    assert verb in VERBS


@pytest.mark.parametrize("verb", VIEWS)
def test_each_view_is_text_in_a_terminal(ledger, verb, monkeypatch):
    monkeypatch.setattr("detente.cli.common.piped", lambda: False)
    found = run(verb, "--ledger", ledger, "--known", "2019-08-21")
    assert found.exit_code == 0
    assert "2019" in found.stdout
    assert not found.stdout.startswith(("{", "["))


def test_known_and_on_reach_the_view(ledger):
    found = json.loads(run("brief", "--ledger", ledger, "--known", "2019-07-02", "--on", "2019-07-10").stdout)
    assert (found["known"], found["on"], found["forecast"]) == ("2019-07-02", "2019-07-10", True)
    assert [m["id"] for m in found["in_force"]] == ["measure:jp-3items-individual-licence"]


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
