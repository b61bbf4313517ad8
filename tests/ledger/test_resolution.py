"""Reports of one event are joined, those of others kept apart: measured on labelled pairs; links override."""

import random
import sys
from functools import lru_cache
from pathlib import Path

import pytest
from build import APPROVALS, GROUP_A, THREE_ITEMS, page, said, state
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.ledger.fold import acts
from detente.ledger.links import Judgement, Link
from detente.lexicon import lexicon

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from resolution import OTHER, judged, logged, rows, score

FLOOR = 0.95
"""Pairwise F1 that is reached (0.968); the target is 0.90."""


@lru_cache(maxsize=1)
def records():
    return tuple(logged(row) for row in rows("mentions.jsonl"))


def grouped(found):
    return {frozenset(record.assertion.id for record in one.records) for one in found}


def test_the_set_is_large_enough_and_holds_both_labels():
    labels = [pair["same"] for pair in rows("pairs.jsonl")]
    assert len(labels) >= 300
    assert min(labels.count(True), labels.count(False)) >= 150
    assert len({(pair["a"], pair["b"]) for pair in rows("pairs.jsonl")}) == len(labels)


def test_labels_of_pairs_are_those_of_their_events():
    event = {row["id"]: row["event"] for row in rows("mentions.jsonl")}
    assert all(pair["same"] == (event[pair["a"]] == event[pair["b"]]) for pair in rows("pairs.jsonl"))


def test_pairs_are_joined_and_parted_at_least_as_well_as_the_floor():
    assert score(judged())[2] >= FLOOR


def test_pairs_that_stand_alone_reach_the_target_too():
    assert score(judged(alone=True))[2] >= 0.90


def test_other_disputes_reach_the_target():
    assert score(judged(part=OTHER))[2] >= 0.90


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**6))
def test_the_same_events_are_found_in_any_order_of_arrival(seed):
    shuffled = list(records())
    random.Random(seed).shuffle(shuffled)
    assert grouped(acts(shuffled, lexicon())) == grouped(acts(records(), lexicon()))


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_links_hold_in_any_order_of_arrival_and_are_gone_when_taken_back(data):
    told = list(records())[:60]
    ids = st.sampled_from([record.assertion.id for record in told])
    pairs = data.draw(st.lists(st.tuples(ids, ids, st.sampled_from(Judgement)), max_size=4))
    links = [Link(a, b, judgement) for a, b, judgement in pairs]
    plain = grouped(acts(told, lexicon()))
    mine = grouped(acts(told, lexicon(), links))
    assert mine == grouped(acts(data.draw(st.permutations(told)), lexicon(), links))
    back = [Link(link.second, link.first, Judgement.UNSURE) for link in links]
    assert grouped(acts(told, lexicon(), [*links, *back])) == plain


TWO = [page("licence_approved", day, key=key, by=key, items=("photoresist",), id_=key) for key, day in
       (("a", "2019-08-07"), ("b", "2019-08-07"), ("c", "2019-08-19"))]  # fmt: skip


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([], 2),
        ([("a", "b", "different")], 3),
        ([("b", "c", "same")], 1),
        ([("a", "b", "unsure")], 2),
        ([("a", "b", "different"), ("b", "a", "same")], 2),
        ([("a", "c", "same"), ("a", "c", "unsure")], 2),
    ],
)
def test_a_judgement_overrides_the_rules_and_the_last_one_holds(links, expected):
    made = [Link(a, b, Judgement(judgement)) for a, b, judgement in links]
    assert len(acts(TWO, lexicon(), made)) == expected


def test_a_row_of_a_chronology_is_parted_where_somebody_says_so():
    row = [said("meeting", "2019-08-21", by=by, key="kj-1", id_=by) for by in "AB"]
    assert len(acts(row, lexicon())) == 1
    assert len(acts(row, lexicon(), [Link("A", "B", Judgement.DIFFERENT)])) == 2


def test_licences_of_one_item_twelve_days_apart_stay_two_and_two_notices_too():
    told = [
        *APPROVALS,
        page("agreement_notice_decided", "2019-08-22", key="d", agreement="agreement:gsomia", actors=("KR",)),
        page("agreement_notice_given", "2019-08-23", key="g", agreement="agreement:gsomia", actors=("KR",)),
        page(
            "agreement_decision_due",
            "2019-08-24",
            key="u",
            agreement="agreement:gsomia",
            actors=("KR",),
            status="due",
        ),
    ]
    assert len(acts(told, lexicon())) == 5


def test_licensing_of_goods_and_removal_from_a_list_are_two_measures_though_both_are_called_restrictions():
    told = [
        *THREE_ITEMS,
        *GROUP_A,
        page("measure_effective", "2019-08-28", measure="the restrictions", status="planned"),
        page("measure_effective", "2019-07-04", measure="the restrictions"),
    ]
    assert len(state(*told).measures) == 2
