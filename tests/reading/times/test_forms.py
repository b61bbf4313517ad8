"""Rarer forms of time expressions, each once."""

from datetime import date

import pytest

from detente.model import timex_when
from detente.reading.times import tag

WEDNESDAY = date(2019, 8, 21)


def values(text, published=WEDNESDAY):
    return [(t.text, t.value) for t in tag(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by June last year", [("June last year", "2018-06")]),
        ("in October next year", [("October next year", "2020-10")]),
        ("in October this year", [("October this year", "2019-10")]),
        ("in the middle of October 2018", [("the middle of October 2018", "2018-10")]),
        ("a deadline on the 10th, he said", [("the 10th", "2019-08-10")]),
        ("It ends on the 31st.", [("the 31st", "2019-08-31")]),
        ("It ended on the 31st.", [("the 31st", "2019-07-31")]),
        ("It will end on the 3rd.", [("the 3rd", "2019-09-03")]),
        ("early next October", [("early next October", "2019-10")]),
        ("since early May.", [("early May", "2019-05")]),
        ("on July 12 and 14", [("July 12", "2019-07-12"), ("14", "2019-07-14")]),
        ("on 3 Sept. 2018", [("3 Sept. 2018", "2018-09-03")]),
        ("on 20.08.2019", [("20.08.2019", "2019-08-20")]),
        ("on 2019/08/20", [("2019/08/20", "2019-08-20")]),
        ("at 2019-08-20T10:30:00Z", [("2019-08-20T10:30:00Z", "2019-08-20T10:30:00Z")]),
        ("on 7/8/07", [("7/8/07", "2007-07-08")]),
        ("on Christmas Eve 2018", [("Christmas Eve 2018", "2018-12-24")]),
        ("last Thanksgiving", [("last Thanksgiving", "2018-11-22")]),
        ("at Easter 2019", [("Easter 2019", "2019-04-21")]),
    ],
)
def test_days_and_months_in_their_rarer_forms(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in FY19", [("FY19", "2019")]),
        ("in FY 19", [("FY 19", "2019")]),
        ("in FY 2019", [("FY 2019", "2019")]),
        ("fiscal year 2019", [("fiscal year 2019", "2019")]),
        ("by the end of 2020", [("the end of 2020", "2020")]),
        ("the year 2000", [("the year 2000", "2000")]),
        ("the year two thousand", [("the year two thousand", "2000")]),
        ("the 1965 treaty", [("1965", "1965")]),
        ("in 1853,", [("1853", "1853")]),
        ("1853 guns", []),
        ("(2019) and “2018”", [("2019", "2019"), ("2018", "2018")]),
        ("x2019 and 10-2019", []),
        ("the 70s and 80s", [("the 70s", "197"), ("80s", "198")]),
        ("in the eighties", [("the eighties", "198")]),
        ("the 2010s", [("the 2010s", "201")]),
        ("this year's third quarter", [("this year's third quarter", "2019-Q3")]),
        ("the second half of last year", [("the second half of last year", "2018-H2")]),
        ("the last quarter of this year", [("the last quarter of this year", "2019-Q4")]),
        ("the 2018 third quarter", [("the 2018 third quarter", "2018-Q3")]),
        ("the third-quarter loss", [("third-quarter", "2019-Q3")]),
        ("the first half of the game", []),
        ("the fifth quarter", []),
        ("last quarter", [("last quarter", "2019-Q2")]),
        ("next summer", [("next summer", "2020-SU")]),
        ("this autumn", [("this autumn", "2019-FA")]),
        ("it was cold in winter", [("winter", "2018-WI")]),
        ("a spring in his step", []),
    ],
)
def test_years_and_their_parts_in_their_rarer_forms(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("later this week", [("later this week", "2019-W34")]),
        ("earlier in the year", [("earlier in the year", "2019")]),
        ("late in the day", [("late in the day", "2019-08-21")]),
        ("yesterday morning", [("yesterday morning", "2019-08-20TMO")]),
        ("the previous Friday", [("the previous Friday", "2019-08-16")]),
        ("this coming Sunday", [("this coming Sunday", "2019-08-25")]),
        ("this Friday", [("this Friday", "2019-08-23")]),
        ("under Monday's ruling", [("Monday", "2019-08-19")]),
        ("the year before.", [("the year before", "2018")]),
        ("the week of May 6", [("the week of May 6", "2019-W19")]),
        ("at the weekend", [("the weekend", "2019-W33-WE")]),
        ("over the last decade", [("the last decade", "P10Y")]),
        ("the coming year", [("the coming year", "2020")]),
        ("the current quarter", [("the current quarter", "2019-Q3")]),
        ("the year-earlier period", [("the year-earlier period", "2018")]),
        ("the 2018 period", [("the 2018 period", "2018")]),
        ("the latest period", [("the latest period", "2019-Q2")]),
        ("two days before.", [("two days before", "2019-08-19")]),
        ("a few days later", [("A few days later".lower(), "FUTURE_REF")]),
        ("a fortnight ago", [("a fortnight ago", "2019-W32")]),
        ("a week ago", [("a week ago", "2019-08-14")]),
        ("an hour ago", [("an hour ago", "PAST_REF")]),
    ],
)
def test_dates_told_from_others_in_their_rarer_forms(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In the third quarter profit fell. In the latest period", ["2019-Q3", "2019-Q3"]),
        ("In the third quarter profit fell, the year-ago second quarter", ["2019-Q3", "2018-Q2"]),
        ("Sales in 2018 fell; for the year sales", ["2018", "2018"]),
        ("They fell in the second quarter. For the quarter, sales", ["2019-Q2", "2019-Q2"]),
        ("In July 2018 they met. In June that year", ["2018-07", "2018-06"]),
        ("He came on July 4. The next morning he left", ["2019-07-04", "2019-07-05TMO"]),
        ("He came on July 4. That evening he left", ["2019-07-04", "2019-07-04TEV"]),
    ],
)
def test_what_was_named_before_is_what_later_words_mean(text, expected):
    assert [value for _, value in values(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at 1.55 p.m. on Aug. 20, 2019", [("1.55 p.m. on Aug. 20, 2019", "2019-08-20T13:55")]),
        ("at 5 p.m. EST Nov. 9", [("5 p.m. EST Nov. 9", "2019-11-09T17:00")]),
        ("at 4 in the morning", [("4 in the morning", "2019-08-21T04:00")]),
        ("at 10 in the evening", [("10 in the evening", "2019-08-21T22:00")]),
        ("at eight o'clock", [("eight o'clock", "2019-08-21T08:00")]),
        ("9 a.m. tomorrow", [("9 a.m. tomorrow", "2019-08-22T09:00")]),
        ("at 9 a.m. today", [("9 a.m. today", "2019-08-21T09:00")]),
        ("6:40 p.m. (GMT +8)", [("6:40 p.m. (GMT +8)", "2019-08-21T18:40Z")]),
        ("12 a.m.", [("12 a.m.", "2019-08-21T00:00")]),
        ("25:30 and 13 p.m.", []),
        ("at 2500 GMT", []),
        ("late Tuesday afternoon", [("late Tuesday afternoon", "2019-08-20TAF")]),
        ("in the early afternoon", [("early afternoon", "2019-08-21TAF")]),
        ("tonight", [("tonight", "2019-08-21TNI")]),
        ("every morning", [("every morning", "XXXX-XX-XXTMO")]),
        ("every Monday", [("every Monday", "XXXX-WXX-1")]),
        ("Tuesday nights", [("Tuesday nights", "XXXX-WXX-2TNI")]),
        ("every third year", [("every third year", "P3Y")]),
    ],
)
def test_times_of_the_day_in_their_rarer_forms(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("half an hour", [("half an hour", "PT0.5H")]),
        ("a year and a half", [("a year and a half", "P1.5Y")]),
        ("a thirty second spot", [("thirty second", "PT30S")]),
        ("a couple of weeks", [("a couple of weeks", "P2W")]),
        ("a dozen years", [("a dozen years", "P12Y")]),
        ("two thousand years", [("two thousand years", "P2000Y")]),
        ("weeks or months", [("weeks or months", "PXW")]),
        ("the next months", [("the next months", "PXM")]),
        ("more than a week", [("more than a week", "P1W")]),
        ("a quarter of it", []),
        ("the 60 Minutes show", []),
        ("twice a week", [("a week", "P1W")]),
        ("3,000 days", [("3,000 days", "P3000D")]),
    ],
)
def test_lengths_in_their_rarer_forms(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "last year and the third quarter and last summer and at Easter and on the 10th, and on July 4",
        "in June last year, two days later, the week of May 6, at 6 p.m., in the fourth quarter of last year",
        "last Friday, next week, at the weekend, this morning, the same period last year, a year ago",
    ],
)
def test_without_a_report_date_nothing_relative_becomes_a_day(text):
    found = tag(text, None)
    assert len(found) >= 5
    assert [t.value for t in found if timex_when(t.value)] == []
