"""The tagger of time expressions: what it finds, and what it says they mean."""

from datetime import UTC, date, datetime

import pytest

from detente.model import TimeExpression
from detente.reading.times import tag

WEDNESDAY = date(2019, 8, 21)


def found(text, published=WEDNESDAY, pieces=None):
    return [(t.text, t.value) for t in tag(text, published, pieces)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy stressed on Aug. 20 that", [("Aug. 20", "2019-08-20")]),
        ("He spoke on August 20, 2019 in Seoul", [("August 20, 2019", "2019-08-20")]),
        ("He spoke on 20 August 2019 in Seoul", [("20 August 2019", "2019-08-20")]),
        ("on Wednesday, Aug. 21, 2019,", [("Wednesday, Aug. 21, 2019", "2019-08-21")]),
        ("filed on 2019-08-20 at noon", [("2019-08-20", "2019-08-20"), ("noon", "2019-08-20T12:00")]),
        ("filed on 08/20/2019 and 20/08/2019", [("08/20/2019", "2019-08-20"), ("20/08/2019", "2019-08-20")]),
        (
            "by Dec. 31. On Tuesday, the ministry barred",
            [("Dec. 31", "2019-12-31"), ("Tuesday", "2019-08-20")],
        ),
        ("on August 28th", [("August 28th", "2019-08-28")]),
        ("the 20th of August 2018", [("20th of August 2018", "2018-08-20")]),
        ("March 01 , 2008", [("March 01 , 2008", "2008-03-01")]),
        ("rounds on July 12-14 in Geneva", [("July 12", "2019-07-12"), ("14", "2019-07-14")]),
        ("from 1 to 5 August 2019", [("1", "2019-08-01"), ("5 August 2019", "2019-08-05")]),
        ("imports rose from March imports", [("March", "2019-03")]),
        ("billion dollars in\nMarch, up from", [("March", "2019-03")]),
        ("in mid-September", [("mid-September", "2019-09")]),
        ("since late August 2018", [("late August 2018", "2018-08")]),
        ("in early 2020", [("early 2020", "2020")]),
        ("the first half of 2019", [("the first half of 2019", "2019-H1")]),
        ("the third quarter of 2018", [("the third quarter of 2018", "2018-Q3")]),
        ("in Q3 2018", [("Q3 2018", "2018-Q3")]),
        ("in fiscal 2018", [("fiscal 2018", "2018")]),
        ("in the summer of 2018", [("the summer of 2018", "2018-SU")]),
        ("since the 1980s", [("the 1980s", "198")]),
        ("in the late '90s", [("the late '90s", "199")]),
        ("in the 19th century", [("the 19th century", "18")]),
        ("low since '82.", [("'82", "1982")]),
        ("the week of March 6, 2019", [("the week of March 6, 2019", "2019-W10")]),
        ("applied on 28 August. The ministry", [("28 August", "2019-08-28")]),
        ("ends with the close of Nov. 22", [("Nov. 22", "2019-11-22")]),
        ("the final quarter of 2018", [("the final quarter of 2018", "2018-Q4")]),
        ("at Christmas 2018", [("Christmas 2018", "2018-12-25")]),
        ("in nineteen ninety-six", [("nineteen ninety-six", "1996")]),
    ],
)
def test_a_written_date_has_the_value_it_writes(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was held on Jeju Island last month.", [("last month", "2019-07")]),
        ("They met yesterday.", [("yesterday", "2019-08-20")]),
        ("They met on Monday.", [("Monday", "2019-08-19")]),
        ("They met on Wednesday.", [("Wednesday", "2019-08-21")]),
        ("They will meet on Thursday.", [("Thursday", "2019-08-22")]),
        ("They met last Friday and meet next Tuesday.", [("last Friday", "2019-08-16"), ("next Tuesday", "2019-08-27")]),
        ("It was signed three years ago.", [("three years ago", "2016")]),
        ("It began a month ago.", [("a month ago", "2019-07")]),
        ("It ends 10 days from now.", [("10 days from now", "2019-08-31")]),
        ("Exports rose this year.", [("this year", "2019")]),
        ("Talks resume next week.", [("next week", "2019-W35")]),
        ("They met last weekend.", [("last weekend", "2019-W33-WE")]),
        ("It was closed last summer.", [("last summer", "2018-SU")]),
    ],
)  # fmt: skip
def test_a_relative_date_is_reckoned_from_the_report(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("The restrictions come into effect on Aug. 28.", WEDNESDAY, "2019-08-28"),
        ("Japan announced the restrictions on July 4.", WEDNESDAY, "2019-07-04"),
        ("They signed it in November.", date(2020, 1, 15), "2019-11"),
        ("It will take effect in October.", date(2020, 1, 15), "2020-10"),
        ("The plane arrives on November 11.", date(2005, 11, 5), "2005-11-11"),
        ("It made its flight on 11 December.", date(2010, 1, 25), "2009-12-11"),
        ("The firm reported a loss for the fourth quarter.", date(2020, 1, 25), "2019-Q4"),
        ("Until Wednesday the materials could be shipped.", date(2019, 7, 4), "2019-07-03"),
        ("He was shot last Oct. 23 at home.", date(1999, 4, 19), "1998-10-23"),
        ("Markets stay closed until Friday.", WEDNESDAY, "2019-08-23"),
        ("The sale is to be completed in October.", date(2009, 6, 5), "2009-10"),
        ("The chart rose last September.", date(2009, 10, 12), "2009-09"),
        ("It was shelved on February 29.", date(2019, 8, 21), "2020-02-29"),
    ],
)
def test_an_unnamed_year_or_week_follows_tense_and_nearness(text, published, value):
    assert found(text, published)[-1][1] == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They met on July 4. The following day Seoul replied.", ["2019-07-04", "2019-07-05"]),
        ("It was filed on July 4 and heard two days later.", ["2019-07-04", "2019-07-06"]),
        ("He left on July 4. That day it rained.", ["2019-07-04", "2019-07-04"]),
        ("Profit rose in the third quarter of 2018 from $3 million a year earlier.", ["2018-Q3", "2017-Q3"]),
        ("Sales fell in the third quarter from the year ago period.", ["2019-Q3", "2018-Q3"]),
        ("Sales rose in March from the same month a year earlier.", ["2019-03", "2018-03"]),
    ],
)
def test_what_was_just_named_anchors_what_follows(text, values):
    assert [value for _, value in found(text)] == values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one day before officials hold talks", [("one day", "P1D", "DURATION")]),
        ("within 90 days", [("90 days", "P90D", "DURATION")]),
        ("over the past three years", [("the past three years", "P3Y", "DURATION")]),
        ("for a decade", [("a decade", "P10Y", "DURATION")]),
        ("for several weeks", [("several weeks", "PXW", "DURATION")]),
        ("took hours", [("hours", "PTXH", "DURATION")]),
        ("almost two and a half years late", [("almost two and a half years", "P2.5Y", "DURATION")]),
        ("5 1/2 hours", [("5 1/2 hours", "PT5.5H", "DURATION")]),
        ("2 3/4 hours", [("2 3/4 hours", "PT2.75H", "DURATION")]),
        ("between two and eight weeks", [("two", "P2W", "DURATION"), ("eight weeks", "P8W", "DURATION")]),
        ("a decades-long quarrel", [("decades-long", "PXY", "DURATION")]),
        ("a week-long strike", [("week-long", "P1W", "DURATION")]),
        ("a two-week truce", [("two-week", "P2W", "DURATION")]),
        ("two hundred and ten years", [("two hundred and ten years", "P210Y", "DURATION")]),
        ("every two weeks", [("every two weeks", "P2W", "SET")]),
        ("15 a year", [("a year", "P1Y", "SET")]),
        ("per month", [("per month", "P1M", "SET")]),
        ("rises annually", [("annually", "P1Y", "SET")]),
        ("every July", [("every July", "XXXX-07", "SET")]),
        ("on Mondays", [("Mondays", "XXXX-WXX-1", "SET")]),
    ],
)
def test_lengths_and_what_recurs_are_told_from_dates(text, expected):
    assert [(t.text, t.value, t.type) for t in tag(text, WEDNESDAY)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at 6 p.m. on Tuesday", [("6 p.m. on Tuesday", "2019-08-20T18:00")]),
        ("at 18:00 UTC", [("18:00 UTC", "2019-08-21T18:00Z")]),
        ("at 0800 GMT", [("0800 GMT", "2019-08-21T08:00Z")]),
        ("held this morning", [("this morning", "2019-08-21TMO")]),
        ("held Tuesday night", [("Tuesday night", "2019-08-20TNI")]),
        ("expires at midnight", [("midnight", "2019-08-21T24:00")]),
        ("left last night", [("last night", "2019-08-20TNI")]),
    ],
)
def test_a_time_carries_its_day(text, expected):
    assert [(t.text, t.value) for t in tag(text, WEDNESDAY)] == expected
    assert {t.type for t in tag(text, WEDNESDAY)} == {"TIME"}
    assert all(t.when() for t in tag(text, WEDNESDAY))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("is now here", "PRESENT_REF"), ("at the moment", "PRESENT_REF"), ("for the time being", "PRESENT_REF"), ("the current rules", "PRESENT_REF"), ("recently left", "PAST_REF"),
        ("recent years", "PAST_REF"), ("in the near future", "FUTURE_REF"), ("these days", "PRESENT_REF"),
        ("several years ago", "PAST_REF"), ("coming months", "FUTURE_REF"), ("in the past", "PAST_REF"),
    ],
)  # fmt: skip
def test_a_reference_points_without_a_date(text, value):
    assert [v for _, v in found(text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "It may march on.", "The second item was of minute size.", "Boeing 1965 planes", "paid $ 2019 for it",
        "2000 people came", "a 44-year-old man", "the sun may fall", "They won 3-2.", "Jan Kavan spoke.",
        "call 02-3771-2019-1", "about three-quarters of it", "as soon as possible", "on the 10th floor",
        "people in their 60s", "February 30", "99/99/2019", "a section 1234 case", "37 years old", "the materials that fall under it",
        "the last day for comments", "eighteen thousand jobs",
        "the current account deficit", "March on, he said.", "future payments", "the soon-to-open hall", "a moment of joy", "the day when it came", "USA Today said", "decided to march in protest",
    ],
)  # fmt: skip
def test_a_word_or_number_that_means_no_time_is_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on Aug. 20", "XXXX-08-20"), ("in August", "XXXX-08"), ("on Monday", "XXXX-WXX-1"),
        ("last month", "XXXX-XX"), ("in August 2019", "2019-08"), ("last year", "XXXX"),
    ],
)  # fmt: skip
def test_without_a_day_of_the_report_what_is_not_written_stays_unknown(text, value):
    assert [v for _, v in found(text, None)] == [value]


def test_the_first_full_date_alone_on_its_line_stands_in_for_the_day_of_the_report():
    text = "A title\nAugust 21, 2019\nThey met on Monday in 2018, on July 1, 2018."
    assert found(text, None)[1] == ("Monday", "2019-08-19")


def test_only_the_pieces_asked_for_are_read():
    text = "Monday. Tuesday. Wednesday."
    assert [t for t, _ in found(text, pieces=[(8, 16), (17, 27)])] == ["Tuesday", "Wednesday"]


def test_the_time_of_day_of_the_report_does_not_matter():
    assert tag("yesterday", datetime(2019, 8, 21, 23, 59, tzinfo=UTC)) == (
        TimeExpression("yesterday", 0, 9, "DATE", "2019-08-20"),
    )


@pytest.mark.parametrize(
    ("line", "alone"),
    [
        ("August 20, 2019", True),
        (" - August 20, 2019 -- |", True),
        ("*** August 20, 2019.", True),
        ("Seoul, August 20, 2019", False),
        ("August 20, 2019 in Seoul", False),
        ("August 20, 2019\t", False),
    ],
)
def test_without_a_date_of_publication_days_are_reckoned_from_a_date_alone_on_its_line(line, alone):
    value = tag(f"Talks\n{line}\nThey met yesterday.", None)[-1].value
    assert value == ("2019-08-19" if alone else "XXXX-XX-XX")
