"""What if: supposed assertions laid over the log, marked wherever they show, and gone without a trace."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.cli import VERBS, cli
from detente.ledger.fold import state_of
from detente.ledger.log import Log
from detente.ledger.scenario import Scenario

EXAMPLE = Path(__file__).parents[2] / "examples" / "korea-japan-2019"
SCENARIOS = EXAMPLE / "scenarios"
VIEWS = (
    "brief", "timeline", "measures", "groups", "licences", "agreements", "proceedings", "talks", "due", "conflicts",
    "sources", "review",
)  # fmt: skip


def test_a_supposed_measure_is_in_force_on_its_day_and_names_the_scenario(answered):
    words = ("measures", "--known", "2019-09-01", "--on", "2019-10-20")
    supposed = answered(*words, "--scenario", SCENARIOS / "ten-items.toml")
    new = {m["id"]: m for m in supposed}["measure:supposed-ten-items"]
    assert (new["state"], len(new["items"]), new["effective"]["value"]) == ("in_force", 10, "2019-10-15")
    assert {s["supposed"] for s in new["sources"]} == {"Japan adds ten items in October"}
    assert "measure:supposed-ten-items" not in {m["id"] for m in answered(*words)}


def test_the_licence_question_follows_the_scenario_and_says_so(answered):
    words = (
        "licence",
        "item:cmp-slurry",
        "--from",
        "JP",
        "--to",
        "KR",
        "--known",
        "2019-08-01",
        "--on",
        "2019-10-20",
    )
    found = answered(*words, "--scenario", SCENARIOS / "ten-items.toml")
    assert (found["answer"], found["scenario"]) == ("individual", "Japan adds ten items in October")
    assert answered(*words)["scenario"] is None


def test_korea_back_on_the_list_is_a_member_again(answered):
    words = ("brief", "--known", "2019-12-01", "--on", "2020-03-02")
    groups = answered(*words, "--scenario", SCENARIOS / "back-on-the-list.toml")["groups"]
    assert [(g["country"], g["member"]) for g in groups if g["group"] == "group:jp-a"] == [("KR", True)]
    assert [g["member"] for g in answered(*words)["groups"] if g["group"] == "group:jp-a"] == [False]


def test_no_approval_before_december_moves_the_recovery_of_the_exposure_to_december(answered):
    words = ("expose", EXAMPLE / "network", "--known", "2019-08-21", "--draws", "0")
    supposed = answered(*words, "--scenario", SCENARIOS / "no-approvals.toml")
    plain = answered(*words)
    # 1 December is day 150 after 4 July
    assert {i["wait"]["low"] for i in supposed["items"]} == {150}
    assert all(i["wait"]["low"] < 150 for i in plain["items"])
    assert supposed["assumptions"][0] == "supposed, and in no source: no approvals until December"


@pytest.mark.parametrize("verb", VIEWS)
def test_every_view_takes_a_scenario_and_the_ledger_stays_as_it_is(said, ledger, verb):
    before = hashlib.sha256(ledger.read_bytes()).hexdigest()
    code, out, err = said(verb, "--known", "2019-11-23", "--scenario", SCENARIOS / "ten-items.toml")
    assert (code, err.strip()) == (0, "detente: supposing “Japan adds ten items in October” (1 assertion)")
    assert json.loads(out)
    assert hashlib.sha256(ledger.read_bytes()).hexdigest() == before


OF_EVERYTHING = """
name = "of everything"

[[suppose]]
kind = "group_changed"
when = "2019-11-01"
actors = ["South Korea"]
targets = ["China"]
measure = "measure:supposed-list"
terms = { change = "removed", group = "group:kr-top" }

[[suppose]]
kind = "licence_approved"
when = "2019-11-20"
actors = ["Japan"]
targets = ["South Korea"]
items = ["photoresist"]
terms = { exporter = "company:supposed" }

[[suppose]]
kind = "agreement_notice_withdrawn"
when = "2019-11-23"
actors = ["South Korea"]
agreement = "GSOMIA"

[[suppose]]
kind = "panel_requested"
when = "2019-11-23"
actors = ["South Korea"]
case = "case:wto/ds590"

[[suppose]]
kind = "talks"
when = "2019-11-23"
actors = ["Japan", "South Korea"]

[[suppose]]
kind = "deadline_set"
status = "due"
when = "2019-12-24"
actors = ["Japan"]
targets = ["South Korea"]

[[suppose]]
kind = "licence_counted"
when = "2019-11-22"
count = 1
items = ["photoresist"]
"""


@pytest.mark.parametrize("verb", [*VIEWS[:-1], "watch"])  # the queue is of the log, not of what is supposed
def test_what_is_supposed_shows_in_every_view_by_the_name_of_the_scenario(said, tmp_path, verb):
    file = tmp_path / "all.toml"
    file.write_text(OF_EVERYTHING)
    words = [verb, "--known", "2019-11-23", *(["--since", "2019-11-20"] if verb == "watch" else [])]
    plain, supposed = said(*words)[1], said(*words, "--scenario", file)[1]
    assert "of everything" in supposed
    assert "of everything" not in plain


def test_every_verb_that_answers_for_a_day_takes_a_scenario():
    commands = {verb: cli.get_command(None, verb) for verb in VERBS}
    options = {verb: {p.name for p in command.params} for verb, command in commands.items()}
    asking = {verb for verb, names in options.items() if {"on", "known"} <= names}
    assert asking >= {*VIEWS, "watch", "diff", "licence", "expose", "report", "calendar"}
    assert {verb for verb in asking if "scenario" not in options[verb]} == set()


def test_text_report_and_calendar_name_the_scenario(said, tmp_path, monkeypatch):
    monkeypatch.setattr("detente.cli.common.piped", lambda: False)
    given = ("--known", "2019-08-21", "--scenario", SCENARIOS / "ten-items.toml")
    text = said("brief", *given)[1]
    assert "Supposed: Japan adds ten items in October." in text
    assert "scenario “Japan adds ten items in October”, supposed" in " ".join(text.split())
    page, feed = tmp_path / "r.html", tmp_path / "d.ics"
    assert said("report", "-o", page, *given)[0] == said("calendar", "-o", feed, *given)[0] == 0
    assert "Supposed: Japan adds ten items in October." in page.read_text("utf-8")


def test_a_supposed_deadline_says_so_in_the_calendar(said, tmp_path):
    file, feed = tmp_path / "talks.jsonl", tmp_path / "d.ics"
    row = {"kind": "deadline_set", "status": "due", "when": "2019-09-30", "actors": ["Japan"], "targets": ["KR"],
           "text": "An answer by the end of September."}  # fmt: skip
    file.write_text(json.dumps(row) + "\n")
    assert said("calendar", "-o", feed, "--known", "2019-08-21", "--scenario", file)[0] == 0
    assert "supposed: talks" in feed.read_text("utf-8").replace("\r\n ", "")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.toml", '[[suppose]]\nkind = "meeting"\nwhen = "soon"\n', "a.toml, line 3: when"),
        ("a.toml", '[[suppose]]\nkind = "meeting"\n\n[[suppose]]\n\nkind = "party"\n', "a.toml, line 6: kind"),
        ("a.toml", '[[suppose]]\nkind = "meeting"\nitem = ["x"]\n', "a.toml, line 3: item"),
        ("a.toml", '[[suppose]]\nkind = "meeting"\nactors = ["Jappan"]\n', "line 3: actors: no such party: 'Jappan'; did you mean Japan?"),
        ("a.toml", '[[suppose]]\nkind = "licence_approved"\nitems = ["photoresit"]\n', "line 3: items: no such item: 'photoresit'; did you mean photoresist"),
        ("a.toml", '[[suppose]]\nkind = "measure_effective"\nmeasure = "curbs"\n', "line 3: measure: no such measure"),
        ("a.toml", 'nmae = "x"\n', "a.toml, line 1: nmae: not known here"),
        ("a.toml", "name = \n", "a.toml is no TOML"),
        ("a.toml", "suppose = 3\n", "a.toml: suppose: write [[suppose]]"),
        ("a.jsonl", '{"kind": "meeting"}\n{"kind": 3}\n', "a.jsonl, line 2: kind"),
        ("a.jsonl", '{"kind": "meeting"}\n\nnothing\n', "a.jsonl, line 3: not JSON"),
        ("a.jsonl", "[1]\n", "a.jsonl, line 1: not a JSON object"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_file_is_told_with_its_line_and_field(said, tmp_path, name, text, told):
    (tmp_path / name).write_text(text)
    code, out, err = said("brief", "--scenario", tmp_path / name)
    assert (code, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1


def test_a_file_that_is_not_there_is_told_in_one_line(said, tmp_path):
    code, _, err = said("brief", "--scenario", tmp_path / "none.toml")
    assert (code, len(err.splitlines())) == (2, 1)


@settings(max_examples=8, deadline=None)
@given(
    known=st.dates(date(2019, 7, 1), date(2020, 1, 1)),
    on=st.dates(date(2019, 7, 1), date(2023, 7, 1)),
    name=st.text("ab ", min_size=1),
)
def test_a_scenario_that_supposes_nothing_changes_nothing(ledger, known, on, name):
    with Log.open(ledger) as log:
        plain = state_of(log, on, known)
        nothing = state_of(log, on, known, scenario=Scenario(name, ()))
    assert [getattr(nothing, f) for f in plain.__slots__ if f != "scenario"] == [
        getattr(plain, f) for f in plain.__slots__ if f != "scenario"
    ]
