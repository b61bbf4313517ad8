"""The three assumptions on the wait, from what was seen and nothing else."""

from dataclasses import replace
from datetime import date

import pytest
from exposure_cases import MEASURE, book, state

from detente.exposure.filing import own_filing
from detente.exposure.recovery import assume, seen_so_far, standard_of
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
    later = own_filing(tables, (RESIST, None), control=date(2019, 7, 4), on=on)
    own = assume(state("2019-07-24"), NAMED, (RESIST, None), 90, filed_after=later.after)
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


def test_a_form_without_approval_waits_once_another_form_of_the_good_has_one():
    gas = book(ACID, "2019-08-29", form="gas")
    seen = seen_so_far(state("2019-08-30", licences=[gas]), NAMED)
    assert [(s.form, s.at_least, s.approved) for s in seen if s.item == ACID] == [
        ("gas", 56, True),
        ("liquid", 57, False),
    ]


def test_a_form_that_the_list_entry_does_not_catch_never_waits():
    seen = seen_so_far(state("2019-08-30", licences=[book(RESIST, "2019-08-07", form="euv")]), NAMED)
    assert [(s.form, s.approved) for s in seen if s.item == RESIST] == [("euv", True)]


def test_a_measure_on_one_form_leaves_no_other_waiting():
    one_form = replace(NAMED, items=(f"{ACID}#gas",))
    seen = seen_so_far(state("2019-08-30", licences=[book(ACID, "2019-08-29", form="gas")]), one_form)
    assert [(s.form, s.approved) for s in seen] == [("gas", True)]


def test_a_bulk_licence_granted_is_no_approval_of_a_contract():
    found = book(RESIST, "2019-12-24")
    bulk = replace(found, approved=(replace(found.approved[0], kind="specific_bulk"),))
    assert not [s for s in seen_so_far(state("2019-12-30", licences=[bulk]), NAMED) if s.approved]


@pytest.mark.parametrize(
    ("measured", "actor", "given", "expected"),
    [
        (60, "JP", 30, (60, "as the authority said")),
        (None, "JP", 30, (90, "by the rules of export")),
        (None, "CN", 30, (30, "as given")),
        (None, "CN", None, (None, "assumed")),
    ],
)
def test_the_standard_period_is_that_of_the_measure_then_of_the_law_then_as_given(
    measured, actor, given, expected
):
    days, basis = standard_of(replace(NAMED, standard_days=measured, actor=actor), given)
    assert (days, basis.startswith(expected[1])) == (expected[0], True)


def test_days_that_no_source_gives_are_never_called_standard():
    found = assume(state("2019-07-14"), NAMED, (RESIST, None), None)
    assert found.assumed_standard and found.base == 90
    assert found.reasons[1] == "90 days, assumed, for no source says a standard period"
    late = assume(state("2019-12-14"), NAMED, (RESIST, None), None)
    assert not [why for why in (*found.reasons, *late.reasons) if "the standard" in why]
    assert not assume(state("2019-07-14"), NAMED, (RESIST, None), 90).assumed_standard


def own(**changes):
    row = {"item": RESIST, "form": None, "status": "filed", "filed": date(2019, 7, 8), "decided": None,
           "quantity": 1200.0, "expires": None}  # fmt: skip
    return row | changes


@pytest.mark.parametrize(
    ("rows", "after", "said"),
    [
        ([own()], 4, "your application was filed on 2019-07-08, 4 days after the control"),
        (
            [own(filed=date(2019, 7, 1))],
            0,
            "your application was filed on 2019-07-01, 3 days before the control",
        ),
        (
            [own(status="denied")],
            57,
            "your application of 2019-07-08 was denied; a new application is supposed",
        ),
        (
            [own(status="returned", decided=date(2019, 8, 1))],
            57,
            "your application of 2019-07-08 was returned on 2019-08-01; a new",
        ),
        ([own(status="denied", decided=date(2019, 9, 1))], 4, "your application was filed on 2019-07-08"),
        ([own(status="expired")], 0, "your approval of 2019-07-08 expired; for the next contract, as if"),
        (
            [own(status="approved", expires=date(2019, 8, 20))],
            0,
            "your approval of 2019-07-08 expired on 2019-08-20; for the next contract, as if",
        ),
        (
            [own(status="approved")],
            0,
            "your approval of 2019-07-08 is of one contract, of 1,200; for the next contract, as if",
        ),
        ([own(status="denied"), own(filed=date(2019, 8, 3))], 30, "your application was filed on 2019-08-03"),
        ([own(filed=None)], 0, "the table does not say when your application was filed"),
        (
            [],
            0,
            "no application of yours is on file: one is supposed to have been filed on the day of the control",
        ),
    ],
)
def test_an_own_application_counts_as_it_was_entered_and_what_is_supposed_is_told(rows, after, said):
    tables = Tables({"licences": tuple(rows)})
    found = own_filing(tables, (RESIST, None), control=date(2019, 7, 4), on=date(2019, 8, 30))
    assert (found.after, found.why.startswith(said)) == (after, True)
    assert found.supposed == ("suppos" in found.why)


def test_an_approval_of_ones_own_never_makes_the_wait_for_the_next_contract_longer():
    for seen in ((), seen_so_far(state("2019-12-30", licences=[book(RESIST, "2019-08-08")]), MEASURE)):
        days = [
            own_filing(
                Tables({"licences": rows}),
                (RESIST, None),
                control=date(2019, 7, 4),
                on=date(2019, 12, 30),
                seen=seen,
            ).after
            for rows in ((), (own(status="approved"),), (own(status="approved"), own(status="expired")))
        ]
        assert days[0] == days[1] == days[2]


def test_once_others_have_approvals_a_wait_without_an_application_runs_from_the_day_asked_about():
    known = state("2019-12-30", licences=[book(RESIST, "2019-08-07")])
    seen = seen_so_far(known, NAMED)
    filing = own_filing(Tables({}), (RESIST, None), control=date(2019, 7, 4), on=known.on, seen=seen)
    assert (filing.after, filing.supposed) == (179, True)
    wait = assume(known, NAMED, (RESIST, None), 90, filed_after=filing.after)
    assert (wait.low, wait.base, wait.high) == (179 + 34, 179 + 90, 179 + 180)
    assert own_filing(Tables({}), (ACID, None), control=date(2019, 7, 4), on=known.on, seen=seen).after == 0


def test_the_base_gives_the_reason_of_the_low_where_that_is_longer_than_the_standard_period():
    known = state("2019-12-30", licences=[book(ACID, "2019-11-11", form="liquid")])
    found = assume(known, NAMED, (ACID, "liquid"), 90, filed_after=179)
    assert (found.low, found.base) == (179 + 130, 179 + 130)
    assert found.reasons[1] == "no sooner than low, for the first approval of the same item took 130 days"
