"""From which day a source was known: never earlier than it can have been published."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.ledger.known import Known, of_published, of_url
from detente.model import Published

DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("url", "first", "last"),
    [
        ("https://a.example/2019/08/21/story", "2019-08-21", "2019-08-21"),
        ("https://a.example/2019-08/09/c_1.htm", "2019-08-09", "2019-08-09"),
        ("https://a.example/view/AEN20190910005000320", "2019-09-10", "2019-09-10"),
        ("https://a.example/article/20190809/1812827/1", "2019-08-09", "2019-08-09"),
        ("https://a.example/2019/08/story-of-a-day", "2019-08-01", "2019-08-31"),
        ("https://a.example/news/201908211", None, None),
        ("https://a.example/idxno=20191399", None, None),
        ("https://a.example/story-1812827", None, None),
    ],
)
def test_an_address_names_a_day_or_a_month_or_nothing(url, first, last):
    known = of_url(url)
    assert (known and known.first.isoformat(), known and known.last.isoformat()) == (first, last)


@given(DAYS, st.integers(-14, 14), st.integers(0, 23))
def test_the_utc_day_is_at_most_one_day_from_the_day_as_written(day, offset, hour):
    sign = "-" if offset < 0 else "+"
    value = f"{day.isoformat()}T{hour:02}:00:00{sign}{abs(offset):02}:00"
    known = of_published(Published(value, "text"))
    assert known.first == known.last
    assert abs((known.last - day).days) <= 1
    assert (known.last < day) == (hour < offset)


@given(DAYS)
def test_a_vaguer_date_is_known_no_earlier_than_any_day_it_can_be(day):
    exact, month, year = (Known.of(day.isoformat()[:n]) for n in (10, 7, 4))
    assert exact.last <= month.last <= year.last
    assert year.first <= month.first <= exact.first


@given(DAYS, DAYS)
def test_what_was_known_by_a_day_only_grows(one, other):
    first, second = sorted((one, other))
    known = [Known.of(text) for text in ("2019", "2019-08", "2019-08-21")]
    assert {k for k in known if k.last <= first} <= {k for k in known if k.last <= second}


def test_a_publication_of_a_month_is_an_interval():
    assert of_published(Published("2019-08", "url")) == Known(date(2019, 8, 1), date(2019, 8, 31))
