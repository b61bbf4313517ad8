"""Time to approval as what it is: two clocks, windows, goods still waiting, and ends that compete."""

from dataclasses import replace
from datetime import date

import pytest
from exposure_cases import MEASURE, SAID, book, state

from detente.exposure.approval import applications, spells
from detente.exposure.tables import Tables
from detente.ledger.views import Amendment, Count, Licence, LicenceBook
from detente.model import When

RESIST, ACID = "item:photoresist", "item:hydrogen-fluoride"
NAMED = replace(MEASURE, items=(RESIST, ACID))


def told(on, *books, measure=NAMED, goods=()):
    found = spells(state(on, licences=books), measure, goods)
    return [(s.item, s.form, s.ended, s.at_least, s.at_most) for s in found]


def counted(*counts, item=ACID, form=None):
    reported = tuple(Count(number, When(day), (SAID,)) for number, day in counts)
    return LicenceBook(item, form, (), max(n for n, _ in counts), None, 0, 0, 0, None, reported, None)


def eased(when, *items, licence=("specific_bulk",)):
    return replace(NAMED, amendments=(Amendment(items, licence, When(when), "eased", (SAID,)),))


def test_a_dated_approval_a_window_and_a_good_still_waiting():
    assert told("2019-09-30", book(RESIST, "2019-09-11/2019-09-20")) == [
        (RESIST, None, "approved", 69, 78),
        (ACID, None, "waiting", 88, None),
    ]


def test_the_sentence_of_the_first_approval_stands_with_it():
    found = spells(state("2019-08-30", licences=[book(RESIST, "2019-08-19", "2019-08-07")]), NAMED)
    assert found[0].at_least == 34 and found[0].supports == (SAID,)


def test_an_easing_ends_the_wait_in_another_way_and_is_no_censoring():
    measure = eased("2019-12-20", RESIST)
    assert told("2020-03-01", measure=measure) == [
        (RESIST, None, "eased", 169, 169),
        (ACID, None, "waiting", 241, None),
    ]
    assert told("2019-12-19", measure=measure)[0][2] == "waiting"


def test_an_approval_before_the_easing_stays_the_first_end():
    assert told("2020-03-01", book(RESIST, "2019-08-07"), measure=eased("2019-12-20", RESIST))[0][2:] == (
        "approved",
        34,
        34,
    )


def test_another_kind_of_individual_licence_is_no_easing():
    assert told("2020-03-01", measure=eased("2019-12-20", RESIST, licence=("individual",)))[0][2] == "waiting"


def test_the_withdrawal_of_the_measure_ends_every_wait():
    measure = replace(NAMED, ended=When("2023-03-23"), state="withdrawn")
    assert {one[2:] for one in told("2023-08-01", measure=measure)} == {("withdrawn", 1358, 1358)}


def test_a_count_alone_dates_the_first_approval_to_a_window():
    assert told("2019-10-05", counted((0, "2019-08-20"), (1, "2019-09-30")))[1] == (
        ACID,
        None,
        "approved",
        48,
        88,
    )


def test_a_count_without_an_earlier_count_of_none_begins_its_window_at_the_control():
    assert told("2019-10-05", counted((1, "2019-09-30")))[1] == (ACID, None, "approved", 0, 88)


def test_a_count_that_a_later_count_of_none_contests_shows_nothing():
    assert told("2019-10-05", counted((1, "2019-09-30"), (0, "2019-10-01")))[1] == (
        ACID,
        None,
        "waiting",
        93,
        None,
    )


def test_a_form_of_which_an_untold_approval_may_be_neither_waits_nor_has_one():
    found = told("2019-08-30", book(RESIST, "2019-08-07"), goods=[(RESIST, "euv"), (ACID, "gas")])
    assert found == [(RESIST, None, "approved", 34, 34), (ACID, "gas", "waiting", 57, None)]


def test_a_measure_without_a_day_of_effect_has_no_waits():
    assert told("2019-10-05", measure=replace(NAMED, effective=None)) == []


def row(status="filed", filed="2019-07-14", decided=None, item=RESIST, form=None):
    day = date.fromisoformat
    return {"_row": 2, "item": item, "form": form, "exporter": None, "consignee": None, "filed": day(filed),
            "decided": day(decided) if decided else None, "status": status, "quantity": None, "expires": None}  # fmt: skip


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (row(), ("waiting", 47, None)),
        (row("queried"), ("waiting", 47, None)),
        (row("approved", decided="2019-08-14"), ("approved", 31, 31)),
        (row("denied", decided="2019-08-14"), ("denied", 31, 31)),
        (row("returned", decided="2019-08-14"), ("returned", 31, 31)),
        (row("approved"), ("approved", 0, 47)),
        (row("approved", decided="2019-09-14"), ("waiting", 47, None)),
    ],
)
def test_an_application_of_ones_own_runs_from_filing_to_decision(given, expected):
    found = applications(state("2019-08-30"), NAMED, Tables({"licences": (given,)}))
    assert [(a.ended, a.at_least, a.at_most) for a in found] == [expected]
    assert found[0].own


@pytest.mark.parametrize("given", [row(filed="2019-09-14"), row(filed="2019-07-01"), row(item="item:other")])
def test_what_was_filed_later_or_under_other_rules_is_no_application_here(given):
    assert applications(state("2019-08-30"), NAMED, Tables({"licences": (given,)})) == ()


def contract(outcome, filed, processing=None, **more):
    return Licence(
        ACID,
        "gas",
        outcome,
        None,
        None,
        None,
        None,
        None,
        (SAID,),
        filed=When(filed),
        processing=processing,
        **more,
    )


def of_ledger(*contracts, on="2019-10-30"):
    approved = tuple(one for one in contracts if one.outcome == "approved")
    other = tuple(one for one in contracts if one.outcome != "approved")
    made = LicenceBook(
        ACID, None, approved, len(approved), None, 0, 0, len(other), None, (), None, other=other
    )
    form = replace(made, form="gas")
    found = applications(state(on, licences=[made, form]), NAMED)
    return [(a.ended, a.at_least, a.at_most, a.own) for a in found]


def test_a_contract_of_the_ledger_has_a_processing_time_where_its_filing_is_dated_and_is_told_once():
    assert of_ledger(contract("approved", "2019-07-14", (59, 68))) == [("approved", 59, 68, False)]
    assert of_ledger(replace(contract("approved", "2019-07-14"), filed=None)) == []


def test_a_denial_competes_with_an_approval_from_filing():
    assert of_ledger(contract("denied", "2019-07-14", (31, 31))) == [("denied", 31, 31, False)]


def test_a_contract_that_is_pending_is_waiting_since_its_filing():
    assert of_ledger(contract("pending", "2019-07-14/2019-07-16", own=True)) == [("waiting", 106, None, True)]


def test_a_contract_filed_before_the_control_or_after_the_day_is_none_of_the_measure():
    assert of_ledger(contract("pending", "2019-07-01"), contract("pending", "2019-11-01")) == []
