"""The verbs that ask the licence question, the exposure, and write report and calendar."""

import json
from importlib import resources
from pathlib import Path

import icalendar
import jsonschema
import pytest
from click.testing import CliRunner

from detente.cli import cli, main
from detente.ledger.log import Log

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "korea-japan-2019"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("ask") / "kj.db"
    with Log.open(path, create=True) as log:
        log.add_chronology(EXAMPLE / "chronology.jsonl")
    return str(path)


def said(capsys, *words):
    with pytest.raises(SystemExit) as stopped:
        main(list(words))
    out = capsys.readouterr()
    return stopped.value.code, out.out, out.err


def licence(ledger, item, day, *more):
    words = [
        "licence",
        item,
        "--from",
        "JP",
        "--to",
        "KR",
        "--on",
        day,
        "--known",
        day,
        "--ledger",
        ledger,
        "--json",
    ]
    done = CliRunner().invoke(cli, [*words, *more], catch_exceptions=False)
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("item", "day", "answer", "branches"),
    [
        ("hydrogen fluoride", "2019-07-02", "general_bulk", []),
        ("photoresist", "2019-08-20", "individual", []),
        ("photoresist", "2019-12-21", "depends", ["specific_bulk", "individual"]),
        ("hydrogen fluoride", "2019-12-21", "individual", []),
        ("fluorinated polyimide", "2023-03-20", "individual", []),
        ("photoresist", "2023-03-20", "depends", ["specific_bulk", "individual"]),
        ("photoresist", "2023-08-01", "general_bulk", []),
    ],
)
def test_the_licence_question_on_the_days_of_the_dispute(ledger, item, day, answer, branches):
    found = licence(ledger, item, day)
    assert (found["answer"], [b["answer"] for b in found["branches"]]) == (answer, branches)
    schema = json.loads((resources.files("detente") / "schemas" / "licence.schema.json").read_text("utf-8"))
    jsonschema.validate(found, schema)


def test_what_is_scheduled_on_2_july_and_decided_without_a_day_in_march_2023(ledger):
    early, late = (
        licence(ledger, "hydrogen fluoride", day)["scheduled"] for day in ("2019-07-02", "2023-03-20")
    )
    assert {"on": "2019-07-04", "answer": "individual", "status": "planned"} in early
    assert {"on": None, "answer": "special_general_bulk", "status": "decided"} in late


def test_a_form_can_be_named_with_the_item_or_as_an_option(ledger):
    day = "2019-10-02"
    assert licence(ledger, "etching gas", day)["form"] == "gas"
    assert licence(ledger, "2811.11", day, "--form", "liquid")["form"] == "liquid"


@pytest.mark.parametrize(
    ("item", "form", "says"),
    [
        ("photoresist", "euvv", "no such form of photoresist: 'euvv'; there are: arf, e-beam, euv, imprint"),
        (
            "hydrogen fluoride",
            "plasma",
            "no such form of hydrogen fluoride: 'plasma'; there are: gas, liquid",
        ),
        ("etching gas", "liquid", "the name of the good says gas, --form says liquid"),
        ("fluorinated polyimide", "gas", "no such form of fluorinated polyimide: 'gas'; none of it is known"),
    ],
)
def test_a_form_that_there_is_not_or_that_contradicts_the_name_is_told(ledger, capsys, item, form, says):
    code, out, err = said(
        capsys, "licence", item, "--form", form, "--from", "JP", "--to", "KR", "--ledger", ledger
    )
    assert (code, out) == (2, "")
    assert says in err


def test_a_form_is_known_in_any_case_and_in_words(ledger):
    assert licence(ledger, "photoresist", "2019-10-02", "--form", "ArF")["form"] == "arf"
    assert licence(ledger, "photoresist", "2019-10-02", "--form", "EUV resist")["form"] == "euv"
    assert licence(ledger, "etching gas", "2019-10-02", "--form", "gas")["form"] == "gas"


def test_a_name_that_the_program_prints_for_a_supposed_good_is_taken_back(ledger):
    scenario = str(EXAMPLE / "scenarios" / "ten-items.toml")
    found = licence(ledger, "cmp slurry", "2019-12-01", "--scenario", scenario)
    assert (found["answer"], found["item"]) == ("individual", "item:cmp-slurry")
    said = [basis["says"] for basis in found["basis"]]
    assert any("cmp slurry" in one and "is supposed to be in force since 2019-10-15" in one for one in said)
    assert not any("item:" in one for one in said)


def test_a_good_of_which_nothing_is_known_is_undeterminable_and_says_what_is_missing(ledger):
    found = licence(ledger, "cmp slurry", "2019-12-01")
    assert found["answer"] == "undeterminable"
    assert found["basis"][0]["says"].startswith("cmp slurry is not among the list entries of Japan")


@pytest.mark.parametrize(("item", "near"), [("photoresit", "; did you mean photoresist"), ("9999.99", "")])
def test_a_slip_of_the_pen_and_a_code_that_is_none_are_refused(ledger, capsys, item, near):
    code, _, err = said(capsys, "licence", item, "--from", "JP", "--to", "KR", "--ledger", ledger)
    assert code == 2
    assert f"no such item: {item!r}{near}" in err


def test_what_is_to_come_by_what_is_known_has_not_been_in_force(ledger):
    words = ["--on", "2019-07-10", "--known", "2019-07-02"]
    found = licence(ledger, "photoresist", "2019-07-02", *words)
    assert "is to be in force from 2019-07-04 (planned): individual licence." in found["basis"][1]["says"]


def test_a_licence_held_chooses_its_branch(ledger):
    assert (
        licence(ledger, "photoresist", "2019-12-21", "--holds", "specific-bulk")["answer"] == "specific_bulk"
    )


def test_the_text_of_the_answer_explains_itself(ledger, monkeypatch):
    monkeypatch.setattr("detente.cli.common.piped", lambda: False)
    words = [
        "licence",
        "photoresist",
        "--from",
        "Japan",
        "--to",
        "KR",
        "--on",
        "2019-12-21",
        "--known",
        "2019-12-21",
    ]
    short, long = (
        CliRunner().invoke(cli, [*words, "--ledger", ledger, *more], catch_exceptions=False).stdout
        for more in ((), ("--explain",))
    )
    assert "why:" in short and "not checked:" in short and "sentences:" not in short
    assert "covers publications until 2019-12-21" in short
    considered = long.partition("considered:")[2].partition("sentences:")[0]
    assert "rule jp-general-bulk: does not apply (South Korea is not in Group A" in considered
    assert "rule jp-outside-group-a: applies" in considered
    assert (
        "individual licensing of the three semiconductor materials to South Korea (Japan): applies"
        in considered
    )
    said = long.partition("sentences:")[2]
    assert "specific bulk licence of up to three years" in said, "the amendment's sentence is among them"
    assert "https://news.mynavi.jp/article/20190701-851961/" in said
    assert "recorded as:" in said and '"' not in said and "“" not in said, (
        "a row of the chronology is nobody's own words"
    )
    later = [word if word != "2019-12-21" else "2023-07-05" for word in words]
    later[later.index("--on") + 1] = "2019-08-20"
    told = CliRunner().invoke(cli, [*later, "--ledger", ledger], catch_exceptions=False).stdout
    assert "sources differ: Kyunghyang Shinmun gives 1 July 2019" in told
    assert told.count("sources differ:") == 1, "what else sources differ about does not bear on it"


def test_what_is_known_of_the_part_and_the_deal_is_taken_into_account(ledger):
    day = "2019-09-21"
    assert licence(ledger, "3707.90", day)["caught"] == "maybe"
    assert licence(ledger, "3707.90", day, "--caught", "yes")["answer"] == "individual"
    assert licence(ledger, "3C002", day)["item"] == "item:photoresist"
    assert (
        licence(
            ledger, "fluorinated polyimide", day, "--grade", "combined fluorine=5", "--end-use", "displays"
        )["answer"]
        == "not_controlled"
    )
    assert licence(ledger, "photoresist", "2019-12-21", "--holds", "none")["answer"] == "individual"
    deal = licence(
        ledger,
        "photoresist",
        day,
        "--exporter",
        "company:a",
        "--consignee",
        "company:b",
        "--end-use",
        "chips",
        "--end-user",
        "company:c",
    )
    assert not any(what.endswith("not given") for what in deal["not_checked"])
    assert "consignee: given, no rule in the data uses it" in deal["not_checked"]


def test_a_bulk_licence_of_ones_own_entered_by_hand_chooses_its_branch(tmp_path):
    form = tmp_path / "own.toml"
    form.write_text(
        'by = "Ada"\npublished = "2019-06-02"\n[[enter]]\nkind = "licence_approved"\nown = true\nwhen = "2019-06-01"\n'
        'actors = ["Japan"]\nitems = ["photoresist"]\n'
        'terms = { licence = "specific_bulk", exporter = "company:ours", consignee = "company:theirs", until = "2022-05-31" }\n'
    )
    book = str(tmp_path / "own.db")
    CliRunner().invoke(cli, ["register", str(form), "--ledger", book], catch_exceptions=False)
    words = ["licence", "photoresist", "--from", "JP", "--to", "VN", "--ledger", book, "--json"]
    deal = ["--exporter", "company:ours", "--consignee", "company:theirs"]
    answers = [
        json.loads(CliRunner().invoke(cli, [*words, *more, "--on", on], catch_exceptions=False).stdout)[
            "answer"
        ]
        for more, on in ((deal, "2021-06-01"), (deal, "2022-06-01"), ([], "2021-06-01"))
    ]
    assert answers == ["specific_bulk", "depends", "depends"]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["licence", "photresist", "--from", "JP", "--to", "KR"], "did you mean photoresist"),
        (["licence", "photoresist", "--from", "Nowhere", "--to", "KR"], "no such country: 'Nowhere'"),
        (
            ["licence", "photoresist", "--from", "JP", "--to", "KR", "--on", "2019-13-01"],
            "no day: '2019-13-01'",
        ),
        (["licence", "photoresist", "--from", "JP", "--to", "KR", "--tz", "Asia/Nowhere"], "no time zone"),
        (
            ["licence", "photoresist", "--from", "JP", "--to", "KR", "--holds", "magic"],
            "no such licence: magic",
        ),
        (["licence", "photoresist", "--to", "KR"], "--from"),
        (["licence", "photoresist", "--from", "JP", "--to", "Japan"], "both JP: that is no export"),
        (
            ["licence", "photoresist", "--from", "JP", "--to", "KR", "--grade", "colour=3"],
            "there are: wavelength more than 1 and less than 193 nm",
        ),
        (
            ["licence", "photoresist", "--from", "JP", "--to", "KR", "--grade", "wavelength=low"],
            "write wavelength=10, in nm",
        ),
        (["expose", "nowhere"], "is no folder of tables"),
        (["expose", str(EXAMPLE / "network"), "--horizon", "0"], "the horizon is at least 1 day"),
        (["forecast"], "forecast"),
    ],
)
def test_wrong_use_is_one_clear_line_and_exit_code_2(ledger, capsys, words, error):
    more = ["--ledger", ledger] if words[0] in {"licence", "expose"} else []
    code, out, err = said(capsys, *words, *more)
    assert (code, out) == (2, "")
    assert error in err and len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "verb", ["brief", "timeline", "due", "licences", "conflicts", "measures", "agreements"]
)
def test_a_ledger_that_is_none_is_refused_with_exit_code_4(verb, capsys, tmp_path):
    file = tmp_path / "notes.db"
    file.write_bytes(b"these are notes, not a ledger")
    code, out, err = said(capsys, verb, "--ledger", str(file))
    assert (code, out) == (4, "")
    assert len(err.strip().splitlines()) == 1
    assert file.read_bytes() == b"these are notes, not a ledger"
    assert said(capsys, verb, "--ledger", str(tmp_path / "none.db"))[0] == 4


def test_expose_prints_its_json_and_draws_repeat(ledger):
    words = [
        "expose",
        str(EXAMPLE / "network"),
        "--on",
        "2019-08-21",
        "--draws",
        "5",
        "--lp-draws",
        "20",
        "--budget",
        "2000000",
        "--ledger",
        ledger,
        "--json",
    ]
    first, second = (CliRunner().invoke(cli, words, catch_exceptions=False).stdout for _ in range(2))
    assert first == second
    found = json.loads(first)
    assert found["destination"] == "KR"
    assert (
        found["best_set"]["draws"] == 20 and found["best_set"]["cost"] <= found["best_set"]["budget"] == 2e6
    )


def test_report_and_calendar_are_written_whole(ledger, tmp_path):
    page, feed = tmp_path / "r.html", tmp_path / "d.ics"
    days = ["--on", "2019-08-21", "--known", "2019-08-21", "--ledger", ledger]
    assert CliRunner().invoke(cli, ["report", "-o", str(page), *days], catch_exceptions=False).exit_code == 0
    assert (
        CliRunner().invoke(cli, ["calendar", "-o", str(feed), *days], catch_exceptions=False).exit_code == 0
    )
    assert "<title>The dispute between Japan and South Korea" in page.read_text("utf-8")
    events = icalendar.Calendar.from_ical(feed.read_bytes()).walk("VEVENT")
    assert any("GSOMIA" in str(event["summary"]) for event in events)
    assert not list(tmp_path.glob("*.part"))


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing(ledger, capsys, tmp_path):
    code, _, err = said(capsys, "calendar", "-o", str(tmp_path / "no" / "d.ics"), "--ledger", ledger)
    assert code == 2 and "cannot write" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--on", "2019-08-21"), "--known 2019-08-21 leaves out what was learned after the day"),
        (("--on", "2030-01-01"), "2030-01-01 lies after all that is known"),
        (("--on", "2019-08-21", "--known", "2019-08-21"), ""),
        ((), ""),
    ],
)
def test_a_day_asked_about_without_what_was_known_is_told_apart(ledger, words, said):
    done = CliRunner().invoke(cli, ["due", "--ledger", ledger, *words], catch_exceptions=False)
    assert (said in done.stderr) if said else done.stderr == ""
