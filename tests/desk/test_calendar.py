"""The feed of deadlines."""

from dataclasses import replace

import icalendar
import pytest
from desk_cases import state

from detente.desk.calendar import calendar, uid
from detente.model import When


@pytest.fixture
def events():
    feed = icalendar.Calendar.from_ical(calendar(state()))
    return list(feed.walk("VEVENT"))


def test_each_deadline_is_an_all_day_event_on_its_last_day(events):
    assert [(e["dtstart"].dt.isoformat(), e["dtend"].dt.isoformat()) for e in events] == [
        ("2019-08-24", "2019-08-25"),
        ("2019-11-22", "2019-11-23"),
    ]


def test_a_computed_deadline_says_so_in_its_title(events):
    assert [str(e["summary"]) for e in events] == [
        "decision on the pact",
        "the term ends (computed, unconfirmed)",
    ]
    assert str(events[1]["status"]) == "TENTATIVE"


def test_the_description_gives_weekday_zone_and_last_working_day(events):
    said = str(events[0]["description"])
    assert "Last day: Saturday, 2019-08-24, Asia/Seoul" in said
    assert "Last working day: Friday, 2019-08-23" in said
    assert "Example News, 2019-08-21" in said


def test_a_deadline_that_moves_keeps_its_uid():
    first = state().deadlines[0]
    assert uid(replace(first, when=When("2019-09-01"))) == uid(first)


def test_the_same_state_gives_the_same_bytes():
    assert calendar(state()) == calendar(state())
