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


def test_a_licence_held_chooses_its_branch(ledger):
    assert (
        licence(ledger, "photoresist", "2019-12-21", "--holds", "specific-bulk")["answer"] == "specific_bulk"
    )


def test_the_text_of_the_answer_explains_itself(ledger):
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
    from detente.cli.common import Asked  # noqa: PLC0415
    from detente.ledger.answered import answer_text  # noqa: PLC0415
    from detente.ledger.licence import Question, ask  # noqa: PLC0415
    from detente.lexicon import lexicon  # noqa: PLC0415

    asked = Asked(ledger, None, None, "UTC", as_json=False)
    with asked.log() as log:
        text = answer_text(
            ask(asked.state(log), Question("item:photoresist", "JP", "KR"), lexicon()),
            lexicon(),
            explain=True,
        )
    assert "why:" in text and "not checked:" in text
    assert words[0] == "licence"


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
        "--ledger",
        ledger,
        "--json",
    ]
    first, second = (CliRunner().invoke(cli, words, catch_exceptions=False).stdout for _ in range(2))
    assert first == second
    assert json.loads(first)["destination"] == "KR"


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
