"""The fit beside the assumptions: what of it is the user's own wait, and what of it is of others."""

from dataclasses import replace
from datetime import date

import pytest
from exposure_cases import MEASURE, SAID, book, state

from detente.exposure.outlook import beside, waits
from detente.exposure.recovery import assume
from detente.exposure.tables import Tables
from detente.ledger.views import Amendment, Event
from detente.model import When

RESIST, ACID = "item:photoresist", "item:hydrogen-fluoride"
NAMED = replace(MEASURE, items=(RESIST, ACID))


def fitted(known, good=(ACID, None), *, filed_after=0):
    wait = assume(known, NAMED, good, 90, filed_after=filed_after)
    return beside(wait, known, NAMED, good).fit


def application(**changes):
    row = {"_row": 2, "item": ACID, "form": None, "exporter": None, "consignee": None, "filed": date(2019, 7, 4),
           "decided": None, "status": "filed", "quantity": None, "expires": None}  # fmt: skip
    return row | changes


def measure(on, *rows, books=()):
    known = state(on, [NAMED], books)
    return waits(known, tables=Tables({"licences": tuple(rows)}))[0]


def outlook(found, item=ACID):
    return next(good for good in found.goods if good.item == item)


def test_the_wait_of_the_good_itself_is_given_and_counted_among_no_others():
    found = fitted(state("2019-08-08", [NAMED], [book(RESIST, "2019-08-07")]))
    assert (found.given, found.approvals, found.others) == (35, 1, 0)


def test_a_later_filing_moves_the_fit_by_its_days():
    known = state("2019-07-14", [NAMED])
    early, late = fitted(known), fitted(known, filed_after=5)
    assert late.given == early.given == 10
    assert late.p50 > early.p50


def test_where_the_user_filed_late_the_longer_public_wait_of_the_good_counts_too():
    known = state("2019-10-12", [NAMED])
    assert fitted(known, filed_after=90).others == fitted(known, filed_after=40).others + 1


def test_approvals_excluded_for_a_time_move_the_whole_fit_behind_it():
    said = Event("e", "licence_approved", "denied", When("2019-08-01/2019-11-30"), (), (), "", (), (ACID,))
    known = replace(state("2019-08-08", [NAMED]), timeline=(said,))
    assert fitted(known).p10 > (date(2019, 11, 30) - date(2019, 7, 4)).days


def test_there_is_a_processing_time_only_where_two_applications_of_known_filing_were_approved():
    assert outlook(measure("2019-08-30", application())).processing is None
    approved = [
        application(status="approved", decided=date(2019, 8, day), item=RESIST, filed=date(2019, 7, 4))
        for day in (3, 9)
    ]
    assert outlook(measure("2019-08-30", application(), approved[0])).processing is None
    found = measure("2019-08-30", application(), *approved)
    assert (outlook(found).processing.approvals, outlook(found).processing.given) == (2, 57)


def test_denials_and_returns_compete_with_approvals_from_filing():
    found = measure(
        "2019-08-30",
        application(status="approved", decided=date(2019, 8, 3)),
        application(status="denied", decided=date(2019, 7, 24)),
        application(status="returned", decided=date(2019, 8, 13)),
        application(),
    )
    last = found.decided[-1]
    assert (last.day, last.approved, last.otherwise, last.waiting) == (40, 0.25, 0.5, 0.25)


@pytest.mark.parametrize(("standard", "assumed"), [(None, True), (30, False)])
def test_a_standard_period_that_nobody_named_is_told_as_assumed(standard, assumed):
    known = state("2019-08-30", [replace(NAMED, standard_days=None, actor="CN")])
    found = waits(known, standard_days=standard)[0]
    assert (found.standard_days, found.assumed_standard) == (standard or 90, assumed)


def test_a_measure_that_is_only_scheduled_has_no_waits_yet():
    assert waits(state("2019-07-03", [NAMED])) == ()


def test_what_was_approved_long_ago_waits_no_more_and_a_new_contract_runs_from_its_filing():
    found = measure("2019-12-30", books=[book(RESIST, "2019-08-07")])
    good = outlook(found, RESIST)
    assert (good.wait.filed_after, good.wait.low) == (179, 179 + 34)
    assert good.wait.fit.given == 179 and good.wait.fit.p50 < 179 + 180
    assert outlook(found).wait.filed_after == 0


def test_an_easing_is_named_also_where_the_good_had_been_approved_before():
    change = Amendment((RESIST,), ("individual", "specific_bulk"), When("2019-12-20"), "eased", (SAID,))
    eased = replace(NAMED, amendments=(change,))
    known = [
        waits(state(on, [eased], [book(RESIST, "2019-08-07")]))[0] for on in ("2019-12-19", "2019-12-30")
    ]
    assert [[(one.item, one.types) for one in found.easings] for found in known] == [
        [],
        [(RESIST, ("specific_bulk",))],
    ]


def test_a_form_that_waits_stays_in_the_count_when_no_goods_are_asked_about():
    found = measure("2019-10-02", books=[book(ACID, "2019-08-29", form="gas"), book(RESIST, "2019-08-07")])
    assert {(good.item, good.form) for good in found.goods} == {
        (RESIST, None),
        (ACID, "gas"),
        (ACID, "liquid"),
    }
    assert found.late[-1].approved == pytest.approx(2 / 3)
