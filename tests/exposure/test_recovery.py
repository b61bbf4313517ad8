"""The three assumptions on the wait, from what was seen and nothing else."""

from dataclasses import replace
from datetime import date

import pytest
from exposure_cases import MEASURE, book, state

from detente.exposure.recovery import assume, filed_after, seen_so_far
from detente.exposure.tables import Tables
from detente.ledger.views import Count
from detente.model import When

RESIST, ACID = "item:photoresist", "item:hydrogen-fluoride"
NAMED = MEASURE.__class__(**{f: getattr(MEASURE, f) for f in MEASURE.__slots__} | {"items": (RESIST, ACID)})


def wait(on, *books, item=RESIST, form=None):
    w = assume(state(on, licences=books), NAMED, (item, form), None)
    return w.low, w.base, w.high


@pytest.mark.parametrize(
    ("on", "books", "item", "expected"),
    [
        ("2019-07-04", [], RESIST, (45, 90, 180)),
        ("2019-08-08", [book(RESIST, "2019-08-07")], RESIST, (36, 90, 180)),
        ("2019-08-08", [book(RESIST, "2019-08-07")], ACID, (36, 90, 180)),
        (
            "2019-08-30",
            [book(RESIST, "2019-08-07"), book(ACID, "2019-08-29", form="gas")],
            ACID,
            (58, 90, 180),
        ),
        ("2019-11-20", [], RESIST, (140, 169, 229)),
    ],
)
def test_low_base_and_high_follow_what_has_been_seen_by_the_day(on, books, item, expected):
    assert wait(on, *books, item=item) == expected


def test_what_was_seen_keeps_windows_and_counts_the_waiting():
    seen = seen_so_far(state("2019-09-30", licences=[book(RESIST, "2019-09-23/2019-09-29")]), NAMED)
    assert [(s.item, s.at_least, s.at_most, s.approved) for s in seen] == [
        (RESIST, 81, 87, True),
        (ACID, 88, None, False),
    ]


@pytest.mark.parametrize(
    ("rows", "base"),
    [
        ([], 90),
        ([{"item": RESIST, "form": None, "status": "filed", "filed": date(2019, 7, 14)}], 100),
        ([{"item": RESIST, "form": None, "status": "denied", "filed": date(2019, 7, 14)}], 110),
        ([{"item": ACID, "form": None, "status": "filed", "filed": date(2019, 7, 14)}], 90),
        ([{"item": RESIST, "form": None, "status": "filed", "filed": date(2019, 9, 14)}], 90),
    ],
)
def test_the_users_own_application_runs_from_its_filing(rows, base):
    on = date(2019, 7, 24)
    tables = Tables({"licences": tuple(rows)})
    later = filed_after(tables, (RESIST, None), control=date(2019, 7, 4), on=on)
    own = assume(state("2019-07-24"), NAMED, (RESIST, None), 90, filed_after=later)
    assert own.base == base


def test_an_approval_of_one_form_leaves_the_other_waiting():
    gas = book(ACID, "2019-08-29", form="gas")
    seen = seen_so_far(
        state("2019-08-30", licences=[gas]), NAMED, [(ACID, "gas"), (ACID, "liquid"), (RESIST, "euv")]
    )
    assert [(s.item, s.form, s.at_least, s.approved) for s in seen] == [
        (ACID, "gas", 56, True),
        (ACID, "liquid", 57, False),
        (RESIST, "euv", 57, False),
    ]


def test_where_the_lowest_assumption_is_tomorrow_its_reason_says_so():
    found = assume(state("2019-08-21", licences=[book(RESIST, "2019-08-07")]), NAMED, (RESIST, None), None)
    assert found.low == 49
    assert (
        found.reasons[0]
        == "tomorrow: the first approval of the same item took 34 days, and 48 days have passed"
    )


def test_the_lowest_assumption_is_tomorrow_also_for_what_was_filed_later():
    found = assume(state("2019-08-21"), NAMED, (RESIST, None), 30, filed_after=5)
    assert (found.low, found.filed_after) == (49, 5)


def test_an_approval_that_a_count_of_none_contests_shows_nothing_of_the_pace():
    told = replace(book(ACID, "2019-08-08"), reported=(Count(0, When("2019-08-08"), ()),))
    found = assume(state("2019-08-08", licences=[told]), NAMED, (ACID, None), None)
    assert not any(seen.approved for seen in found.seen)
    assert found.low == 45


def test_an_approval_without_a_form_after_one_with_a_form_is_no_first():
    books = [book(RESIST, "2019-08-07", form="euv"), book(RESIST, "2019-08-19")]
    seen = seen_so_far(state("2019-08-21", licences=books), NAMED, [(RESIST, "euv")])
    assert [(s.form, s.at_least) for s in seen if s.item == RESIST] == [("euv", 34)]
