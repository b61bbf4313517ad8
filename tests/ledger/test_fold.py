"""Measures, groups and books from assertions made by hand."""

from datetime import timedelta

import pytest
from build import APPROVALS, GROUP_A, M3, MA, THREE, THREE_ITEMS, page, state
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.model import When

ALL = (*THREE_ITEMS, *GROUP_A, *APPROVALS)
PAGE = (
    page("measure_announced", "2019-07-04", items=("group:jp-3-semiconductor-materials",), measure="the restrictions",
         quote="The restrictions were announced on July 4."),
    page("measure_effective", "2019-08-28", status="planned", measure="export restrictions",
         quote="Before the restrictions come into effect on Aug. 28."),
    page("licence_approved", "2019-08-19", items=("photoresist",), count=1, ordinal=2, since="2019-07-04",
         quote="Japan approved one application; the second since July 4."),
)  # fmt: skip


def measures(found):
    return {m.id: m for m in found.measures}


@pytest.mark.parametrize(
    ("on", "known", "expected"),
    [
        ("2019-07-02", "2019-07-02", "scheduled"),
        ("2019-07-03", "2019-08-21", "scheduled"),
        ("2019-07-04", "2019-07-02", "in_force"),
        ("2019-08-21", "2019-08-21", "in_force"),
    ],
)
def test_a_measure_is_in_force_from_its_day_of_effect(on, known, expected):
    assert measures(state(*ALL, on=on, known=known))[M3].state == expected


def test_a_measure_without_a_day_of_effect_is_undeterminable():
    assert measures(state(THREE_ITEMS[0], on="2019-07-10"))[M3].state == "undeterminable"


def test_comments_opened_and_nothing_decided_is_announced():
    assert measures(state(GROUP_A[0], on="2019-07-10"))[MA].state == "announced"


def test_a_licence_type_named_by_the_measure_applies_to_each_of_its_items():
    assert measures(state(*ALL))[M3].licence == {f"item:{name}": ("individual",) for name in THREE}


def test_korea_is_in_the_group_until_the_day_before_the_effect():
    (group,) = state(*ALL, on="2019-08-10").groups
    assert (group.group, group.country, group.of) == ("group:jp-a", "KR", "JP")
    assert (group.member, group.until) == (True, When("2019-08-27"))
    assert state(*ALL, on="2019-08-28", known="2019-08-21").groups[0].member is False


def test_the_restrictions_of_a_page_are_two_measures_of_the_chronology():
    found = measures(state(*ALL, *PAGE))
    assert set(found) == {M3, MA}
    assert "Paper" in {s.publisher for s in found[MA].stages["effective"][0].supports}
    assert [d.when.value for d in found[M3].stages["announced"]] == ["2019-07-01", "2019-07-04"]


def test_from_the_page_alone_there_are_two_measures_as_well():
    found = state(*PAGE).measures
    assert {(m.actor, m.targets, m.state) for m in found} == {
        ("JP", ("KR",), "undeterminable"),
        ("JP", ("KR",), "scheduled"),
    }
    assert len({m.id for m in found}) == 2


def test_two_licences_twelve_days_apart_stay_two_and_the_page_tells_the_second():
    (book,) = [b for b in state(*ALL, *PAGE).licences if (b.item, b.form) == ("item:photoresist", None)]
    assert [x.when.value for x in book.approved] == ["2019-08-07", "2019-08-19"]
    assert {s.publisher for s in book.approved[1].supports} == {"JoongAng", "Paper"}
    assert (book.at_least, book.consistent) == (2, True)


def test_items_without_a_licence_have_a_book_that_proves_nothing():
    found = {b.item: b for b in state(*ALL).licences}
    assert (found["item:hydrogen-fluoride"].at_least, found["item:hydrogen-fluoride"].consistent) == (0, None)


@settings(max_examples=25, deadline=None)
@given(st.permutations([*ALL, *PAGE]))
def test_the_state_is_the_same_in_any_order_of_arrival(records):
    assert state(*records) == state(*ALL, *PAGE)


def test_leaving_out_far_comparisons_changes_nothing(monkeypatch):
    quick = state(*ALL, *PAGE)
    monkeypatch.setattr("detente.ledger.resolve.FAR", timedelta.max)
    assert state(*ALL, *PAGE) == quick
