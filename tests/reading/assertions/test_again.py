"""A verb that tells of several licences, each with its day."""

import pytest

from detente.page import read_page
from detente.reading import read_article

PAGE = "Licences\nTOKYO, August 20, 2019 (Post) - {}\n"


def days(text):
    found = read_article(read_page(PAGE.format(text).encode())).assertions
    kept = [a for a in found if a.kind.value == "licence_approved" and "found_by" not in a.terms]
    assert len({a.id for a in found}) == len(found)
    return [(a.when.value, a.count) for a in kept]


@pytest.mark.parametrize(
    "text",
    [
        "Japan has approved an export of photoresist to a maker on August 7, and another on August 19, it said.",
        "The ministry granted an export licence for photoresist on 7 August 2019 and another on 19 August 2019.",
        "An export licence for photoresist was granted on 7 August 2019, another on 19 August 2019.",
        "Japan approved an export of photoresist on 7 August 2019 and another one on 19 August 2019.",
        "Japan approved exports of photoresist on Aug. 7, 2019 and Aug. 19, 2019.",
    ],
)
def test_each_day_is_a_licence_of_its_own(text):
    assert days(text) == [("2019-08-07", None), ("2019-08-19", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Japan approved an export of photoresist on August 7, another ministry said on August 19.",
        "Japan approved an export of photoresist on 7 August 2019 after talks on 5 August 2019 and 6 August 2019.",
        "Japan approved an export of photoresist on 7 August 2019, and Korea filed another complaint on 19 August 2019.",
    ],
)
def test_another_thing_or_another_date_is_no_second_licence(text):
    assert [day for day, _ in days(text)] == ["2019-08-07"]
