"""The end of an agreement whose clock is not in the data: a source's day, or not known; never "none"."""

import pytest
from tests.ledger.build import said, state

PACT = {"agreement": "agreement:fisheries-pact", "actors": ("NO",), "targets": ("IS",)}
CLOCKED = {"agreement": "agreement:gsomia", "actors": ("KR",), "targets": ("JP",)}
SIGNED = said("agreement_signed", "2016-05-02", **PACT)
GIVEN = said("agreement_notice_given", "2021-03-01", **PACT)


def pact(*records, on="2021-03-02"):
    (found,) = state(*records, on=on).agreements
    return found


@pytest.mark.parametrize("kind", ["decided", "given", "suspended"])
def test_after_a_notice_the_end_is_not_known_without_the_clock(kind):
    found = pact(SIGNED, said(f"agreement_notice_{kind}", "2021-03-01", **PACT))
    assert (found.ends, found.no_end) == (None, "end not known")


def test_an_agreement_that_nobody_ends_and_a_notice_taken_back_have_no_end():
    assert pact(SIGNED).no_end == "no end scheduled"
    back = said("agreement_notice_withdrawn", "2021-04-01", **PACT)
    assert pact(SIGNED, GIVEN, back, on="2021-04-02").no_end == "no end scheduled"


def test_with_the_clock_a_suspended_notice_ends_nothing():
    given = said("agreement_notice_given", "2019-08-23", **CLOCKED)
    held = said("agreement_notice_suspended", "2019-11-22", **CLOCKED)
    assert pact(given, held, on="2019-11-23").no_end == "no end scheduled"


@pytest.mark.parametrize("notice", [(), (GIVEN,)])
def test_the_end_that_a_source_gives_is_the_end(notice):
    end = said("agreement_terminated", "2021-08-31", status="planned", published="2021-03-01", **PACT)
    found = pact(SIGNED, *notice, end)
    assert (found.ends.value, "ends" in found.computed) == ("2021-08-31", False)


def test_an_end_that_an_extension_followed_is_none():
    end = said("agreement_terminated", "2021-08-31", status="planned", published="2021-03-01", **PACT)
    longer = said("agreement_extended", "2021-09-01", **PACT)
    assert pact(SIGNED, end, longer, on="2021-09-02").ends is None


def test_an_end_planned_for_no_day_is_not_known():
    end = said("agreement_terminated", None, status="planned", published="2021-03-01", **PACT)
    assert pact(SIGNED, end).no_end == "end not known"
