"""Deadlines that follow from an agreement's clock, and working days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.ledger.clock import agreement_dates, last_working_day, working_day

GSOMIA = {
    "in_force": "2016-11-23",
    "term_years": 1,
    "notice_days": 90,
    "renewal": "automatic",
    "tz": "Asia/Seoul",
}


@pytest.mark.parametrize(
    ("on", "ends", "notice"),
    [
        ("2019-08-21", "2019-11-22", "2019-08-24"),
        ("2019-11-22", "2019-11-22", "2019-08-24"),
        ("2019-11-23", "2020-11-22", "2020-08-24"),
        ("2016-11-23", "2017-11-22", "2017-08-24"),
    ],
)
def test_the_term_and_its_notice_follow_from_the_text_of_the_agreement(on, ends, notice):
    dates = agreement_dates(GSOMIA, date.fromisoformat(on))
    assert (dates.term_ends.value, dates.notice_deadline.value) == (ends, notice)
    assert dates.term_ends.tz == "Asia/Seoul"


@pytest.mark.parametrize(
    ("clock", "on"),
    [
        ({}, "2019-08-21"),
        (GSOMIA, "2016-11-22"),
        (GSOMIA | {"renewal": "none"}, "2019-08-21"),
    ],
)
def test_without_a_running_term_there_is_no_date(clock, on):
    assert agreement_dates(clock, date.fromisoformat(on)) is None


def test_an_agreement_without_notice_has_an_end_and_no_deadline():
    clock = {key: value for key, value in GSOMIA.items() if key != "notice_days"}
    assert agreement_dates(clock, date(2019, 8, 21)).notice_deadline is None


def test_a_term_begun_on_29_february_goes_on_in_years_that_have_none():
    dates = agreement_dates(
        {"in_force": "2016-02-29", "term_years": 1, "renewal": "automatic"}, date(2018, 5, 1)
    )
    assert dates.term_ends.value == "2019-02-28"


@given(st.dates(date(2016, 11, 23), date(2200, 1, 1)))
def test_the_day_asked_about_lies_in_the_term_that_is_answered(on):
    dates = agreement_dates(GSOMIA, on)
    assert on <= dates.term_ends.latest < date(on.year + 2, 1, 1)
    assert (dates.term_ends.latest - dates.notice_deadline.latest).days == 90


@pytest.mark.parametrize(
    ("day", "country", "works"),
    [
        ("2019-08-23", "KR", True),
        ("2019-08-24", "KR", False),
        ("2019-08-15", "KR", False),  # Liberation Day
        ("2019-08-12", "JP", False),  # Mountain Day, observed
        ("2019-08-23", None, None),
        ("2019-08-23", "XX", None),
    ],
)
def test_working_days_follow_the_calendar_of_the_country(day, country, works):
    assert working_day(date.fromisoformat(day), country) is works


def test_the_last_working_day_before_a_saturday_is_friday_and_unknown_stays_unknown():
    assert last_working_day(date(2019, 8, 24), "KR") == date(2019, 8, 23)
    assert last_working_day(date(2019, 8, 24), None) is None
