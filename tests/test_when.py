"""The date algebra."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.model import When, WhenError, timex_when

DAYS = st.dates(date(1000, 1, 1), date(9999, 12, 31))
PAIRS = st.tuples(DAYS, DAYS).map(sorted)


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("2019", "2019-01-01", "2019-12-31"),
        ("2019-02", "2019-02-01", "2019-02-28"),
        ("2019-08-28", "2019-08-28", "2019-08-28"),
        ("2019-09-11/2019-09-20", "2019-09-11", "2019-09-20"),
        ("2019-08~", "2019-08-01", "2019-08-31"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
    ],
)
def test_a_when_spans_the_days_of_its_text(value, earliest, latest):
    when = When(value)
    assert (when.earliest.isoformat(), when.latest.isoformat()) == (earliest, latest)


@pytest.mark.parametrize("value", ["", "August", "2019-13", "2019-02-30", "2019-09-20/2019-09-11", "0000"])
def test_a_text_that_is_no_date_is_refused(value):
    with pytest.raises(WhenError):
        When(value)


def test_an_unknown_zone_is_refused():
    with pytest.raises(WhenError):
        When("2019-08-28", "Asia/Nowhere")


@given(PAIRS)
def test_between_gives_back_the_days_it_was_made_of(pair):
    first, last = pair
    when = When.between(first, last)
    assert (when.earliest, when.latest) == (first, last)
    assert When(when.value) == when
    assert when.days == (last - first).days + 1


@given(PAIRS, PAIRS)
def test_overlap_is_symmetric_and_follows_from_within(a, b):
    one, two = When.between(*a), When.between(*b)
    assert one.overlaps(two) == two.overlaps(one)
    assert not one.within(two) or one.overlaps(two)
    assert one.within(two) == (b[0] <= a[0] and a[1] <= b[1])


def test_the_end_of_a_day_is_the_first_instant_of_the_next_in_its_own_zone():
    start, stop = When("2019-11-22", "Asia/Seoul").instants()
    assert start.isoformat() == "2019-11-22T00:00:00+09:00"
    assert stop.isoformat() == "2019-11-23T00:00:00+09:00"


@pytest.mark.parametrize(
    ("timex", "edtf"),
    [
        ("2019-08-28", "2019-08-28"),
        ("2019-08", "2019-08"),
        ("2019-W34", "2019-08-19/2019-08-25"),
        ("2019-W34-WE", "2019-08-24/2019-08-25"),
        ("2019-Q3", "2019-07-01/2019-09-30"),
        ("2019-H1", "2019-01-01/2019-06-30"),
        ("2019-08-22TEV", "2019-08-22"),
        ("201", "2010-01-01/2019-12-31"),
        ("18", "1800-01-01/1899-12-31"),
        ("00", "0001-01-01/0099-12-31"),
    ],
)
def test_a_timex_date_denotes_days(timex, edtf):
    when = timex_when(timex)
    assert when is not None
    assert when.earliest == When(edtf).earliest and when.latest == When(edtf).latest


@pytest.mark.parametrize("timex", ["PRESENT_REF", "P3D", "XXXX-08", "2019-W60", ""])
def test_a_timex_value_without_known_days_denotes_none(timex):
    assert timex_when(timex) is None
