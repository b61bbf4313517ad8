"""Deadlines that move: one entry of a calendar, whose sequence rises with every move and never falls."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from build import said, state
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.desk.calendar import calendar
from detente.ledger.fold import revisions_of, state_of
from detente.ledger.log import Log
from detente.ledger.verdicts import Action, Verdict

CHRONOLOGY = Path(__file__).parents[2] / "examples/korea-japan-2019/chronology.jsonl"
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
ASKED = "Seoul asks Tokyo to answer the offer on arbitration by {}."
MOVED = "Seoul puts off to {} the day by which Tokyo is to answer the offer on arbitration."


def row(published, day, words=ASKED, *, publisher="Paper", key=None, kind="deadline_set", **more):
    return {
        "source": {"publisher": publisher, "published": published},
        "kind": kind,
        "status": "due",
        "when": {"value": day},
        "actors": [{"id": "KR", "name": "Seoul"}],
        "quote": words.format(day),
        "key": key or f"{publisher}-{published}",
    } | more


@pytest.fixture
def add(tmp_path):
    log = Log.open(tmp_path / "x.db", create=True, clock=lambda: NOW)

    def _add(*rows):
        path = tmp_path / "rows.jsonl"
        path.write_text("".join(json.dumps(one) + "\n" for one in rows), "utf-8")
        assert log.add_assertions(path).refused == 0
        return log

    yield _add
    log.close()


def feed(log, known=None, recorded=None):
    """UID, sequence and day of each event."""
    found = state_of(log, known=known and date.fromisoformat(known), recorded=recorded)
    text = calendar(found, revisions_of(log, found, recorded))
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return [(str(e["uid"]), int(e["sequence"]), e["dtstart"].dt.isoformat()) for e in events]


def test_a_deadline_that_is_put_off_stays_one_event_with_the_next_sequence(add):
    log = add(row("2019-06-01", "2019-06-18"), row("2019-06-10", "2019-07-18", MOVED))
    ((uid, sequence, day),) = feed(log, known="2019-06-09")
    assert (sequence, day) == (0, "2019-06-18")
    assert feed(log, known="2019-06-10") == [(uid, 1, "2019-07-18")]


def test_what_is_added_later_moves_it_too_and_an_old_record_repeats_the_old_feed(add):
    log = add(row("2019-06-01", "2019-06-18"))
    before, record = feed(log), log.record
    add(row("2019-06-10", "2019-07-18", MOVED))
    ((uid, sequence, day),) = feed(log)
    assert (uid, sequence, day) == (before[0][0], 1, "2019-07-18")
    assert feed(log, recorded=record) == before
    add(row("2019-07-01", "2019-07-25", MOVED))
    assert feed(log) == [(uid, 2, "2019-07-25")]


def test_a_report_of_the_same_day_moves_nothing(add):
    log = add(row("2019-06-01", "2019-06-18"))
    before = feed(log)
    add(row("2019-06-02", "2019-06-18", publisher="Agency"), row("2019-06-03", "2019-06", publisher="Third"))
    assert feed(log) == before


def test_what_is_moved_says_so_and_is_no_longer_due(add):
    log = add(row("2019-06-01", "2019-06-18"), row("2019-06-10", "2019-07-18", MOVED))
    found = state_of(log, date(2019, 6, 20))
    assert [(d.when.value, d.state) for d in found.deadlines] == [
        ("2019-06-18", "moved"),
        ("2019-07-18", "open"),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (row("2019-06-01", "2019-06-18"), row("2019-06-20", "2019-07-18", MOVED)),
        (row("2019-06-01", "2019-06-18"), row("2019-06-10", "2019-07-18", ASKED)),
        (
            row("2019-06-01", "2019-06-18"),
            row("2019-06-10", "2019-07-18", "Seoul puts off its tender for steel to {}."),
        ),
        (
            row("2019-06-01", "2019-06-18"),
            row("2019-06-10", "2019-07-18", MOVED, actors=[{"id": "JP", "name": "Tokyo"}]),
        ),
        (
            row("2019-06-01", "2019-06-18"),
            row("2019-06-10", "2019-07-18", MOVED, agreement={"id": "agreement:gsomia", "name": "GSOMIA"}),
        ),
    ],
    ids=["already over", "says nothing of a move", "another thing", "another party", "another agreement"],
)
def test_two_deadlines_stay_two(add, first, second):
    log = add(first, second)
    found = feed(log)
    assert len(found) == 2 and len({uid for uid, _, _ in found}) == 2
    assert {sequence for _, sequence, _ in found} == {0}


def test_the_same_row_with_another_day_is_a_move(add):
    log = add(row("2019-06-01", "2019-06-18", key="r"), row("2019-06-10", "2019-07-18", key="r"))
    assert [(n, day) for _, n, day in feed(log)] == [(1, "2019-07-18")]


def test_a_verdict_on_the_day_and_its_undoing_each_raise_the_sequence(add):
    log = add(row("2019-06-01", "2019-06-18"))
    ((uid, _, _),) = feed(log)
    (one,) = log.assertions()
    value = {
        "value": "2019-06-19",
        "source": one.source.id,
        "kind": one.assertion.kind.value,
        "quote": one.quote,
    }
    (given,) = log.decide(Verdict(Action.CORRECT, one.assertion.id, "A", "slip", field="when", value=value))
    assert feed(log) == [(uid, 1, "2019-06-19")]
    log.decide(Verdict(Action.UNDO, str(given.record), "A", "no slip", undoes=given.record))
    assert feed(log) == [(uid, 2, "2019-06-18")]


def test_the_close_of_comments_keeps_its_name_when_it_is_extended(add):
    about = {"measure": {"id": "measure:kr-list", "name": "list"}, "kind": "measure_comment_closed"}
    log = add(row("2019-08-14", "2019-09-03", **about))
    ((uid, sequence, _),) = feed(log)
    assert sequence == 0
    add(*(row(f"2019-09-0{n}", "2019-09-20", publisher=f"Paper {n}", **about) for n in (1, 2)))
    assert feed(log) == [(uid, 1, "2019-09-20")]


def test_no_two_events_of_the_bundled_dispute_share_a_name_and_none_falls(tmp_path):
    with Log.open(tmp_path / "x.db", create=True, clock=lambda: NOW) as log:
        log.add_chronology(CHRONOLOGY)
        last = {}
        for known in ("2019-07-01", "2019-08-10", "2019-08-24", "2020-06-01", "2023-05-02"):
            found = feed(log, known=known)
            assert len({uid for uid, _, _ in found}) == len(found) > 0
            for uid, sequence, day in found:
                before = last.get(uid, (sequence, day))
                assert sequence >= before[0]
                assert day == before[1] or sequence > before[0]
                last[uid] = (sequence, day)


DAYS = st.integers(0, 30).map(lambda n: date(2019, 6, 1) + timedelta(n))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=5, unique_by=lambda pair: pair[0]))
def test_the_sequence_never_falls_and_rises_when_the_day_moves(reports):
    """In whatever order the reports of one row were recorded, for every day of knowledge and record."""
    records = [
        said(
            "deadline_set",
            day.isoformat(),
            by=f"P{at}",
            published=told.isoformat(),
            key="r",
            status="due",
            actors=("KR",),
        )
        for at, (told, day) in enumerate(reports)
    ]

    class Given:
        def __init__(self, number):
            self.number = number

        def assertions(self, _recorded=None):
            return [replace(one, record=n) for n, one in enumerate(records[: self.number], 1)]

        def verdicts(self, _recorded=None):
            return ()

    def grid(number, known):
        log = Given(number)
        found = state(*log.assertions(), on="2019-06-01", known=known.isoformat())
        revisions = revisions_of(log, found)
        return {
            revisions[d.id].uid: (revisions[d.id].sequence, d.when)
            for d in found.deadlines
            if d.id in revisions
        }

    knowns = sorted(told for told, _ in reports)
    for number in range(1, len(records) + 1):
        for known in knowns:
            here = grid(number, known)
            nexts = [grid(number + 1, known)] if number < len(records) else []
            nexts += [grid(number, later) for later in knowns if later > known][:1]
            for there in nexts:
                for uid in here.keys() & there.keys():
                    assert there[uid][0] >= here[uid][0]
                    assert there[uid][1] == here[uid][1] or there[uid][0] > here[uid][0]


def test_a_computed_day_of_notice_keeps_its_entry_when_a_source_gives_the_day(tmp_path):
    """GSOMIA: the last day of notice of 2019 follows from its text before any paper names it."""
    with Log.open(tmp_path / "x.db", create=True, clock=lambda: NOW) as log:
        log.add_chronology(CHRONOLOGY)
        named = {uid for known in ("2019-08-01", "2019-08-21", "2019-11-23")
                 for uid, _, day in feed(log, known=known) if day == "2019-08-24"}  # fmt: skip
        known = state_of(log, known=date(2019, 8, 1)), state_of(log, known=date(2019, 11, 23))
    assert len(named) == 1
    assert [{d.id: d.basis for d in s.deadlines}["notice:agreement:gsomia:2019-11-22"] for s in known] == [
        "computed",
        "source",
    ]


PUT_DOWN = "Chile must answer the lithium quota query"


@pytest.mark.parametrize(
    ("words", "publisher"),
    [
        (PUT_DOWN, "Paper"),
        (
            "The time given to Santiago on lithium was extended from 18 June to 18 July, the mining ministry announced.",
            "Agency",
        ),
    ],
    ids=["the same publisher says the same of a later day", "another names the day it was moved from"],
)
def test_a_deadline_told_again_with_a_later_day_moved(add, words, publisher):
    log = add(row("2019-06-01", "2019-06-18", PUT_DOWN))
    ((uid, _, _),) = feed(log)
    add(row("2019-06-10", "2019-07-18", words, publisher=publisher))
    assert feed(log) == [(uid, 1, "2019-07-18")]
    assert [d.state for d in state_of(log, date(2019, 6, 20)).deadlines] == ["moved", "open"]


def test_another_deadline_of_the_same_day_that_moved_moves_only_itself(add):
    other = "The tender for steel was extended from 18 June to 18 July."
    log = add(
        row("2019-06-01", "2019-06-18", PUT_DOWN), row("2019-06-10", "2019-07-18", other, publisher="Agency")
    )
    assert [sequence for _, sequence, _ in feed(log)] == [0, 0]


def test_the_same_words_of_another_publisher_with_another_day_compete(add):
    log = add(
        row("2019-06-01", "2019-06-18", PUT_DOWN),
        row("2019-06-10", "2019-07-18", PUT_DOWN, publisher="Agency"),
    )
    assert [sequence for _, sequence, _ in feed(log)] == [0, 0]
