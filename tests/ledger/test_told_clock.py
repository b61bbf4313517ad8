"""The clock of an agreement that is in no list, from what sources and persons say of it."""

from datetime import date

import pytest
from tests.ledger.build import said, state
from tests.ledger.pages_read import html, state_of_pages

from detente.ledger.clock import agreement_dates

SIDES = {"actors": ("NO", "IS"), "targets": (), "agreement": "agreement:fisheries-pact"}
RENEWS = {"term_ends": "2024-06-10", "renewal": "automatic", "renewal_months": 24, "notice_days": 60}


def terms(published="2024-01-05", kind="agreement_extended", **told):
    return said(kind, None, status="supposed", published=published, terms=told, **SIDES)


def notice(kind, day):
    return said(
        f"agreement_notice_{kind}", day, actors=("NO",), targets=("IS",), agreement=SIDES["agreement"]
    )


def pact(*records, on):
    (found,) = state(*records, on=on).agreements
    return found


def test_a_term_that_renews_has_its_end_and_its_last_day_of_notice():
    found = pact(terms(**RENEWS), on="2024-02-01")
    assert (found.term_ends.value, found.notice_deadline.value) == ("2024-06-10", "2024-04-11")
    assert (found.ends, set(found.computed)) == (None, {"notice_deadline"})
    assert found.last_working_days["NO"] == date(2024, 4, 11)
    assert found.supports[0].assertion == terms(**RENEWS).assertion.id
    later = pact(terms(**RENEWS), on="2024-07-01")
    assert (later.term_ends.value, later.notice_deadline.value) == ("2026-06-10", "2026-04-11")
    assert "term_ends" in later.computed


def test_a_notice_in_time_ends_it_with_its_term_and_a_suspended_one_does_not():
    given = notice("given", "2024-03-01")
    found = pact(terms(**RENEWS), given, on="2024-03-02")
    assert (found.ends.value, "ends" in found.computed) == ("2024-06-10", True)
    held = pact(terms(**RENEWS), given, notice("suspended", "2024-04-20"), on="2024-04-21")
    assert (held.ends, held.no_end) == (None, "no end scheduled")
    assert pact(terms(**RENEWS), notice("given", "2024-05-01"), on="2024-05-02").ends is None


def test_a_notice_at_any_time_ends_it_so_many_months_later_but_not_after_its_term():
    months = terms(kind="agreement_terminated", notice_months=6)
    found = pact(months, notice("given", "2024-03-01"), on="2024-03-02")
    assert (found.ends.value, found.notice_deadline) == ("2024-09-01", None)
    both = terms(kind="agreement_terminated", notice_months=6, term_ends="2024-07-31")
    assert pact(both, notice("given", "2024-03-01"), on="2024-03-02").ends.value == "2024-07-31"


def test_a_term_that_does_not_renew_ends_on_its_day_without_a_notice():
    found = pact(terms(term_ends="2026-06-10"), on="2024-02-01")
    assert (found.ends.value, "ends" in found.computed) == ("2026-06-10", False)


def test_the_later_source_on_a_term_counts_and_only_from_its_day():
    old, new = terms(notice_days=60), terms(published="2024-02-10", notice_days=90)
    assert pact(old, new, on="2024-02-01").clock == {"notice_days": 60}
    assert pact(old, new, on="2024-02-11").clock == {"notice_days": 90}


def test_a_list_of_agreements_goes_before_what_a_page_says_of_the_term():
    page = said("agreement_extended", None, status="supposed", published="2019-08-01", actors=("KR", "JP"),
                targets=(), agreement="agreement:gsomia", terms={"term_ends": "2019-12-31", "notice_days": 30})  # fmt: skip
    found = pact(page, on="2019-08-02")
    assert (found.term_ends.value, found.notice_deadline.value) == ("2019-11-22", "2019-08-24")


def test_without_a_clock_it_is_told_as_not_known():
    found = pact(said("agreement_signed", "2023-05-02", **SIDES), on="2024-02-01")
    assert (dict(found.clock), found.term_ends, found.clock_basis) == ({}, None, "not known")
    assert pact(terms(**RENEWS), on="2024-02-01").clock_basis == "source"


def test_the_last_day_of_notice_is_among_what_is_due():
    (due,) = state(terms(**RENEWS), on="2024-02-01").deadlines
    assert (due.when.value, due.basis, due.state, due.who) == ("2024-04-11", "computed", "open", ("IS", "NO"))
    assert due.supports[0].assertion == terms(**RENEWS).assertion.id
    given = notice("given", "2024-03-01")
    assert {d.state for d in state(terms(**RENEWS), given, on="2024-03-02").deadlines} == {"met"}


@pytest.mark.parametrize(
    ("clock", "on", "ends", "last"),
    [
        ({"term_ends": "2026-06-10", "notice_months": 6}, "2025-01-01", "2026-06-10", "2025-12-10"),
        ({"term_ends": "2026-06"}, "2025-01-01", "2026-06", None),
        ({"term_ends": "2026-06", "notice_months": 6}, "2025-01-01", "2026-06", None),
        ({"in_force": "2021-03-01", "term_months": 18}, "2022-01-01", "2022-08-31", None),
        (
            {"in_force": "2021-03-01", "term_months": 36, "renewal": "automatic", "renewal_months": 12, "notice_days": 30},
            "2024-06-01", "2025-02-28", "2025-01-29",
        ),
        ({"term_ends": "2026-08-31", "notice_months": 6}, "2026-01-01", "2026-08-31", "2026-02-28"),
        ({"term_ends": "2026-06-10", "renewal": "none", "notice_days": 60}, "2026-01-01", "2026-06-10", None),
    ],
)  # fmt: skip
def test_dates_follow_from_an_end_or_from_months(clock, on, ends, last):
    dates = agreement_dates(clock, date.fromisoformat(on))
    assert (dates.term_ends.value, dates.notice_deadline and dates.notice_deadline.value) == (ends, last)


def test_pages_of_a_pact_in_no_list_give_its_clock(tmp_path):
    signed = html(
        "Post", "2024-03-01T09:00:00Z", "Peru gives notice to end treaty with Chile",
        "Peru on Friday notified Chile that it would terminate the Andean Investment Treaty.",
        "The treaty renews automatically every two years unless either side gives 60 days' notice before it "
        "expires on June 10, 2024.",
    )  # fmt: skip
    found = state_of_pages(tmp_path, signed, on="2024-03-02")
    (one,) = found.agreements
    assert (one.name, one.term_ends.value, one.ends.value) == (
        "Andean Investment Treaty",
        "2024-06-10",
        "2024-06-10",
    )
    assert one.notice_deadline.value == "2024-04-11"
    assert any("60 days" in s.quote for s in one.supports)
