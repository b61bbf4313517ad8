"""The three assumptions on the wait, from what was seen and nothing else."""

from datetime import date

import pytest
from exposure_cases import MEASURE, book, state

from detente.exposure.recovery import assume, seen_so_far, with_own
from detente.exposure.tables import Tables

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
    first = assume(state("2019-07-24"), NAMED, (RESIST, None), 90)
    own = with_own(first, Tables({"licences": tuple(rows)}), (RESIST, None), control=date(2019, 7, 4), on=on)
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
