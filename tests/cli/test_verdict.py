"""A person decides: what is preferred, rejected, corrected, linked or withdrawn, kept, undone and reviewed."""

import json
from datetime import date
from importlib import resources

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.cli import main
from detente.ledger.decisions import standing
from detente.ledger.fold import state_of
from detente.ledger.log import Log
from detente.ledger.verdicts import Action, Verdict
from detente.model import Article, Assertion, Kind, Mention, Published, Reading, Span, Status, When

JP, KR = Mention("JP", "Japan"), Mention("KR", "South Korea")
TEXT = "Japan held talks with South Korea on 12 July. Officials were calm."
SIGNED = ("--by", "Ada", "--reason", "the ministry's calendar")


def row(when, publisher, published, **more):
    """A report of one meeting."""
    return {
        "kind": "licence_approved",
        "when": {"value": when},
        "actors": [{"id": "JP", "name": "Japan"}],
        "targets": [{"id": "KR", "name": "South Korea"}],
        "items": [{"id": "item:photoresist", "name": "photoresist"}],
        "quote": f"Japan approved a shipment, says {publisher}.",
        "source": {"publisher": publisher, "published": published, "url": f"https://{publisher}.example/{published}"},
        **more,
    }  # fmt: skip


@pytest.fixture
def desk(tmp_path, capsys):
    """A ledger of two papers that give two days for one approval, and a way to run verbs on it."""
    rows = [row("2019-08-07", "alpha", "2019-08-08"), row("2019-08-08", "beta", "2019-08-08")]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))

    def run(*words, code=0):
        with pytest.raises(SystemExit) as stopped:
            main([*map(str, words), "--ledger", str(tmp_path / "desk.db")])
        out = capsys.readouterr()
        assert stopped.value.code == code, out.err
        return json.loads(out.out) if code == 0 and out.out else out.err

    run("add", tmp_path / "rows.jsonl")
    return run


def checked(view, value):
    schema = json.loads((resources.files("detente.schemas") / f"{view}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(value)
    return value


def approvals(desk, *words):
    return [
        (e["when"] or {}).get("value") for e in desk("timeline", *words) if e["kind"] == "licence_approved"
    ]


def assertion(desk, publisher):
    return next(s["assertion"] for e in desk("timeline") for s in e["sources"] if s["publisher"] == publisher)


def test_a_tie_is_in_the_queue_until_a_verdict_settles_it_and_again_when_that_is_undone(desk):
    (conflict,) = [i for i in checked("review", desk("review")) if i["why"] == "conflict"]
    before = [e["id"] for e in desk("timeline")]
    (stored,) = checked(
        "verdict", desk("verdict", "prefer", conflict["subject"], "--value", "2019-08-08", *SIGNED)
    )
    (settled,) = desk("conflicts")
    assert [e["id"] for e in desk("timeline")] == before
    assert stored["value"] == "2019-08-08"
    assert (settled["state"], settled["chosen"], settled["why"]) == ("settled", "2019-08-08", "a verdict")
    assert approvals(desk) == ["2019-08-08"]
    assert [i["why"] for i in desk("review")] == []
    desk("verdict", "undo", stored["record"], *SIGNED)
    assert desk("conflicts")[0]["state"] == "contested"
    assert approvals(desk) == ["2019-08-07"]


@pytest.fixture
def two_fields(desk, tmp_path):
    """A third paper that gives another day and another good for one approval."""
    items = [{"id": f"item:{name}", "name": name} for name in ("photoresist", "hydrogen-fluoride")]
    (tmp_path / "more.jsonl").write_text(
        json.dumps(row("2019-08-09", "gamma", "2019-08-09", items=items, ordinal=1))
    )
    desk("verdict", "reject", assertion(desk, "beta"), *SIGNED)
    desk("add", tmp_path / "more.jsonl")
    desk("verdict", "same", assertion(desk, "alpha"), assertion(desk, "gamma"), *SIGNED)
    return desk


def contested(desk):
    return {c["field"]: c["chosen"] for c in desk("conflicts")}


def test_preferring_a_day_of_a_conflict_prefers_nothing_else_that_its_source_says(two_fields):
    assert contested(two_fields) == {"date": None, "items": None}
    (dates,) = [c for c in two_fields("conflicts") if c["field"] == "date"]
    (stored,) = checked(
        "verdict", two_fields("verdict", "prefer", dates["id"], "--value", "2019-08-09", *SIGNED)
    )
    assert stored["field"] == "when"
    assert contested(two_fields) == {"date": "2019-08-09", "items": None}
    assert approvals(two_fields) == ["2019-08-09"]


@pytest.mark.parametrize(
    ("field", "chosen"),
    [
        ("when", {"date": "2019-08-09", "items": None}),
        ("items", {"date": None, "items": "hydrogen fluoride, photoresist"}),
        (None, {"date": "2019-08-09", "items": "hydrogen fluoride, photoresist"}),
    ],
)
def test_a_field_of_an_assertion_is_preferred_or_all_of_it(two_fields, field, chosen):
    only = ("--field", field) if field else ()
    (stored,) = two_fields("verdict", "prefer", assertion(two_fields, "gamma"), *only, *SIGNED)
    assert contested(two_fields) == chosen
    two_fields("verdict", "undo", stored["record"], *SIGNED)
    assert contested(two_fields) == {"date": None, "items": None}


def test_correcting_a_field_lifts_that_field_only(two_fields):
    two_fields("verdict", "correct", assertion(two_fields, "gamma"), "when", "2019-08-10", *SIGNED)
    assert contested(two_fields) == {"date": "2019-08-10", "items": None}


def test_a_field_that_there_is_not_cannot_be_preferred(two_fields):
    err = two_fields("verdict", "prefer", assertion(two_fields, "gamma"), "--field", "mood", *SIGNED, code=2)
    assert "no such field: 'mood'" in err


def test_a_rejected_report_is_left_out_and_its_source_stays(desk):
    desk("verdict", "reject", assertion(desk, "alpha"), *SIGNED)
    assert (approvals(desk), desk("conflicts")) == (["2019-08-08"], [])
    assert {s["publisher"] for s in desk("sources")} == {"alpha", "beta"}


def test_a_correction_shows_its_value_with_the_verdict_beside_the_source(desk):
    (stored,) = desk("verdict", "correct", assertion(desk, "alpha"), "when", "2019-08-06", *SIGNED)
    (event,) = checked("timeline", desk("timeline"))
    assert event["when"]["value"] == "2019-08-06"
    assert {s["publisher"]: s.get("verdict") for s in event["sources"]} == {
        "alpha": stored["record"],
        "beta": None,
    }


def test_a_field_alone_can_be_rejected(desk):
    desk("verdict", "reject", assertion(desk, "alpha"), "--field", "when", *SIGNED)
    assert approvals(desk) == ["2019-08-08", None]
    assert {s["publisher"] for e in desk("timeline") for s in e["sources"]} == {"alpha", "beta"}


def test_reports_can_be_parted_and_put_together_again(desk):
    first, second = assertion(desk, "alpha"), assertion(desk, "beta")
    desk("verdict", "different", first, second, *SIGNED)
    assert approvals(desk) == ["2019-08-07", "2019-08-08"]
    desk("verdict", "same", first, second, *SIGNED)
    assert approvals(desk) == ["2019-08-07"]


def test_an_unsure_link_changes_nothing_and_asks_for_a_look(desk):
    desk("verdict", "unsure", assertion(desk, "alpha"), assertion(desk, "beta"), *SIGNED)
    assert approvals(desk) == ["2019-08-07"]
    assert "unsure_link" in [i["why"] for i in checked("review", desk("review"))]


def test_a_wrong_upload_is_withdrawn_by_a_record_and_never_erased(desk):
    (stored,) = desk("verdict", "retract", "https://alpha.example/2019-08-08", *SIGNED)
    assert approvals(desk) == ["2019-08-08"]
    assert {s["publisher"]: s.get("retracted") for s in checked("sources", desk("sources"))} == {
        "alpha": True,
        "beta": None,
    }
    desk("verdict", "undo", stored["record"], *SIGNED)
    assert approvals(desk) == ["2019-08-07"]


def test_verdicts_on_what_was_not_yet_known_or_was_withdrawn_do_not_come_back(desk, tmp_path):
    (tmp_path / "later.jsonl").write_text(json.dumps(row("2019-10-01", "later", "2019-10-02")))
    desk("add", tmp_path / "later.jsonl")
    desk("verdict", "correct", assertion(desk, "later"), "when", "2019-10-02", *SIGNED)
    desk("verdict", "correct", assertion(desk, "alpha"), "when", "2019-08-08", *SIGNED)
    desk("verdict", "retract", "https://alpha.example/2019-08-08", *SIGNED)
    assert desk("review", "--known", "2019-08-20") == []


def test_recorded_repeats_an_old_answer(desk):
    before = desk("timeline")
    (stored,) = desk("verdict", "reject", assertion(desk, "alpha"), *SIGNED)
    assert desk("timeline") != before
    assert desk("timeline", "--recorded", stored["record"] - 1) == before


def test_the_latest_verdicts_apply_to_earlier_known_days_too(desk):
    desk("verdict", "correct", assertion(desk, "alpha"), "when", "2019-08-06", *SIGNED)
    assert approvals(desk, "--known", "2019-08-08") == ["2019-08-06"]


def test_the_audit_trail_has_who_when_why_and_what_was_taken_back(desk):
    (stored,) = desk("verdict", "reject", assertion(desk, "alpha"), *SIGNED)
    desk("verdict", "undo", stored["record"], "--by", "Bo", "--reason", "it was right")
    trail = checked("verdict", desk("verdict", "list"))
    assert [(v["action"], v["person"], v["reason"], v["stands"]) for v in trail] == [
        ("reject", "Ada", "the ministry's calendar", False),
        ("undo", "Bo", "it was right", True),
    ]
    assert trail[0]["quote"] == "Japan approved a shipment, says alpha."
    assert trail[0]["recorded"].endswith("+00:00")


def test_a_look_confirms_a_conflict_until_another_value_turns_up(desk, tmp_path):
    about = {"kind": "measure_effective", "measure": {"id": "measure:x", "name": "x"}}
    days = [("2019-09-04", "delta"), ("2019-09-11", "epsilon"), ("2019-09-20", "zeta")]
    for number, (day, paper) in enumerate(days):
        (tmp_path / f"{number}.jsonl").write_text(json.dumps(row(day, paper, "2019-09-20", **about)))
    desk("add", tmp_path / "0.jsonl")
    desk("add", tmp_path / "1.jsonl")
    subject = next(c["id"] for c in desk("conflicts") if "2019-09-11" in [v["value"] for v in c["values"]])
    assert subject in [i["subject"] for i in desk("review")]
    desk("verdict", "confirm", subject, *SIGNED)
    assert subject not in [i["subject"] for i in desk("review")]
    desk("add", tmp_path / "2.jsonl")
    assert subject in [i["subject"] for i in desk("review")]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("prefer", "nothing"), "there is no assertion, event or conflict 'nothing'"),
        (("undo", "999"), "record 999 is no verdict"),
        (("retract", "https://nowhere.example"), "there is no source or snapshot"),
        (("correct", "ALPHA", "colour", "red"), "no such field: 'colour'"),
        (("correct", "ALPHA", "when", "soon"), "when"),
        (("correct", "ALPHA", "when", "2019-99-24"), "when: no such day: '2019-99-24'\n"),
        (("correct", "ALPHA", "items", "photoresit"), "did you mean photoresist"),
        (("same", "ALPHA", "ALPHA"), "the same one"),
    ],
)
def test_what_means_nothing_is_refused_in_one_line_and_changes_nothing(desk, words, told):
    alpha = assertion(desk, "alpha")
    error = desk("verdict", *(alpha if w == "ALPHA" else w for w in words), *SIGNED, code=2)
    assert told in error
    assert len(error.splitlines()) == 1
    assert desk("verdict", "list") == []


def test_a_verdict_without_a_name_is_wrong_use(desk):
    assert "--by" in desk("verdict", "reject", assertion(desk, "alpha"), "--reason", "x", code=2)


def reading(text, reader, *, confidence=0.9, end=45, id_="page-1"):
    """One page read by some reader: talks, at its first sentence."""
    article = Article(
        id=id_, text=text, body=(Span(0, len(text)),), url="https://paper.example/1", publisher="Paper",
        published=Published("2019-07-13", "text"),
    )  # fmt: skip
    said = Assertion(
        Kind.MEETING, Status.OCCURRED, when=When("2019-07-12"), actors=(JP,), targets=(KR,), start=0, end=end,
        confidence=confidence,
    )  # fmt: skip
    return Reading(article, assertions=(said,), reader=reader)


def queue(path):
    from detente.ledger.decisions import Decisions  # noqa: PLC0415
    from detente.ledger.review import review  # noqa: PLC0415

    with Log.open(path) as log:
        state = state_of(log)
        return [
            i.why
            for i in review(state, list(log.assertions()), Decisions.of(log.verdicts()), dict(log.articles()))
        ]


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.db"
    with Log.open(path, create=True) as log:
        log.add(reading(TEXT, "reader 1"))
        (record,) = log.assertions()
    with pytest.raises(SystemExit) as stopped:
        main(
            ["verdict", "correct", record.assertion.id, "when", "2019-07-11", *SIGNED, "--ledger", str(path)]
        )
    assert stopped.value.code == 0
    return path


def talks(path):
    with Log.open(path) as log:
        return [e.when.value for e in state_of(log).timeline]


@pytest.mark.parametrize(("confidence", "end"), [(0.8, 45), (0.9, 44), (0.9, len(TEXT))])
def test_a_verdict_survives_a_newer_reader_that_reads_the_same_words(page, confidence, end):
    with Log.open(page, write=True) as log:
        log.add(reading(TEXT, "reader 2", confidence=confidence, end=end))
        assert len(list(log.assertions())) == 1
    assert talks(page) == ["2019-07-11"]
    assert queue(page) == []


def test_a_verdict_comes_back_for_review_when_the_page_says_other_words(page):
    with Log.open(page, write=True) as log:
        log.add(reading(TEXT.replace("12 July", "11 July"), "reader 1"))
    assert {"text_changed", "source_changed"} <= set(queue(page))


def test_what_was_read_with_little_confidence_is_in_the_queue_until_it_is_decided(tmp_path, capsys):
    path = tmp_path / "low.db"
    with Log.open(path, create=True) as log:
        log.add(reading(TEXT, "reader 1", confidence=0.3))
        (record,) = log.assertions()
    assert queue(path) == ["low_confidence"]
    with pytest.raises(SystemExit):
        main(["verdict", "confirm", record.assertion.id, *SIGNED, "--ledger", str(path)])
    capsys.readouterr()
    assert queue(path) == []


@settings(max_examples=60)
@given(st.lists(st.integers(0, 6), max_size=8))
def test_undoing_everything_last_first_leaves_nothing_standing(choices):
    """Any mix of verdicts and undoings, then each that stands undone from the last on."""
    given_ = list[Verdict]()
    for number, choice in enumerate(choices, 1):
        undoes = choice if 0 < choice < number else None
        action = Action.UNDO if undoes else Action.REJECT
        given_.append(Verdict(action, "x", "Ada", "why", undoes=undoes, record=number))
    while left := standing(given_):
        given_.append(Verdict(Action.UNDO, "x", "Ada", "why", undoes=left[-1].record, record=len(given_) + 1))
    assert standing(given_) == ()


@pytest.mark.parametrize("action", ["reject", "correct", "prefer", "retract"])
def test_undo_restores_the_state(desk, tmp_path, action):
    def now():
        with Log.open(tmp_path / "desk.db") as log:
            return state_of(log, date(2019, 9, 1))

    before = now()
    subject = "https://beta.example/2019-08-08" if action == "retract" else assertion(desk, "beta")
    more = ("when", "2019-08-01") if action == "correct" else ()
    (stored,) = desk("verdict", action, subject, *more, *SIGNED)
    assert now() != before
    desk("verdict", "undo", stored["record"], *SIGNED)
    assert now() == before
