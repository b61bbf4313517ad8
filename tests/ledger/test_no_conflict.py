"""What is no contradiction: refinements, plans, growth, expectations, two measures with similar words."""

from dataclasses import replace

import pytest
from build import APPROVALS, GROUP_A, THREE, THREE_ITEMS, page, said, state

CASE = {"actors": ("KR",), "targets": ("JP",), "case": "case:wto/ds590"}
LIST = {"terms": {"group": "group:jp-a", "change": "removed"}}
CHIPS = "group:jp-3-semiconductor-materials"
HF = ("hydrogen-fluoride",)


def told(name, kind, when=None, published="2019-08-20", **more):
    return page(kind, when, key=name, by=name, published=published, **more)


AGREE = {
    "August, then 19 August": [
        told("A", "licence_approved", "2019-08", "2019-08-31", items=("photoresist",)),
        told("B", "licence_approved", "2019-08-19", items=("photoresist",)),
    ],
    "a window and a day inside it": [
        told("A", "licence_approved", "2019-09-11/2019-09-20", "2019-09-30", items=("fluorinated-polyimide",)),
        told("B", "licence_approved", "2019-09-16", "2019-09-30", items=("fluorinated-polyimide",)),
    ],
    "somebody expects a complaint, another says that none has been filed yet": [
        told("A", "complaint_filed", None, "2019-07-08", status="planned", **CASE),
        told("B", "complaint_filed", None, "2019-07-25", status="denied", quote="It has not filed.", **CASE),
    ],
    "not filed by July, filed in September": [
        told("A", "complaint_filed", None, "2019-07-25", status="denied", quote="It has not filed.", **CASE),
        told("B", "complaint_filed", "2019-09-11", "2019-09-16", **CASE),
    ],
    "a plan for a later day and a step of it that is over": [
        told("A", "group_changed", "2019-08-28", "2019-08-02", status="planned", **LIST),
        told("B", "group_changed", "2019-07-24", "2019-07-25", status="denied", **LIST),
    ],
    "planned for a day and done on that day": [
        told("A", "measure_effective", "2019-08-28", "2019-08-02", status="planned", items=THREE),
        told("B", "measure_effective", "2019-08-28", "2019-08-28", items=THREE),
    ],
    "one of three materials, and which": [
        told("A", "licence_approved", "2019-08-07", items=(CHIPS,)),
        told("B", "licence_approved", "2019-08-07", items=("photoresist",)),
    ],
    "a count that grows": [
        told("A", "licence_counted", "2019-09-16", "2019-09-16", items=(CHIPS,), count=3),
        told("B", "licence_counted", "2019-09-30", "2019-09-30", items=(CHIPS,), count=5),
    ],
    "none of the liquid, one of the gas": [
        told("A", "licence_approved", "2019-08-29", "2019-08-30", items=("hydrogen-fluoride#gas",)),
        told("B", "licence_counted", "2019-10-01", "2019-10-01", items=("hydrogen-fluoride#liquid",), count=0),
    ],
    "two measures of one country on other days": [
        *THREE_ITEMS,
        *GROUP_A,
        told("A", "measure_announced", "2019-07-01", items=(CHIPS,), measure="licensing of materials"),
        told("B", "measure_decided", "2019-08-02", measure="the order on the list"),
    ],
    "two amendments of one measure": [
        *THREE_ITEMS,
        told("A", "measure_amended", "2019-10-08", "2019-10-09", items=HF),
        told("B", "measure_amended", "2019-12-20", "2019-12-20", items=("photoresist",)),
    ],
}  # fmt: skip


@pytest.mark.parametrize("records", AGREE.values(), ids=AGREE)
def test_nothing_competes(records):
    assert [c.explanation for c in state(*records, on="2019-12-31").conflicts] == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (told("A", "complaint_filed", "2019-07-20", "2019-07-21", **CASE),
         told("B", "complaint_filed", None, "2019-07-25", status="denied", quote="It has not filed.", **CASE)),
        (told("A", "complaint_filed", None, "2019-07-08", status="planned", **CASE),
         told("B", "complaint_filed", None, "2019-07-25", status="denied", quote="It will not file.", **CASE)),
        (told("A", "measure_effective", "2019-08-28", "2019-08-20", status="planned", items=THREE),
         told("B", "measure_effective", "2019-08-28", "2019-08-21", status="denied", items=THREE)),
        (told("A", "demand_made", "2019-07-12", "2019-07-12", actors=("KR",), targets=("JP",)),
         told("B", "demand_made", "2019-07-12", "2019-07-13", actors=("KR",), targets=("JP",), status="denied")),
    ],
    ids=["has filed and has not", "will file and will not", "takes effect that day and does not", "asked and did not ask"],
)  # fmt: skip
def test_a_denial_of_the_same_time_is_a_claim_that_stays_open(first, second):
    (found,) = state(first, second, on="2019-12-31").conflicts
    assert (found.kind, found.state, found.chosen) == ("claim", "contested", None)
    assert found.explanation.startswith("A reports that ")
    assert found.explanation.endswith("B reports that this is denied.")


def test_several_counts_that_miss_the_same_approval_are_one_conflict():
    records = [
        told("X", "licence_approved", "2019-08-08", "2019-08-09", items=HF),
        *(told(by, "licence_counted", day, day, items=HF, count=0) for by, day in
          (("A", "2019-08-08"), ("B", "2019-08-20"), ("C", "2019-08-21"))),
    ]  # fmt: skip
    (found,) = state(*records, on="2019-08-31").conflicts
    assert (found.kind, found.chosen) == ("wrong_item", "0 counted")
    assert found.explanation == (
        "A, B and 1 more count no licence for hydrogen fluoride by 8 August 2019, "
        "but X reports one of 8 August 2019."
    )


def test_more_approved_than_counted_is_as_sure_as_the_first_approval_too_many():
    records = [
        *APPROVALS,
        told("X", "licence_approved", "2019-09-20", "2019-09-21", items=("photoresist",)),
        *(told(by, "licence_counted", "2019-09-30", "2019-09-30", items=("photoresist",), count=2) for by in "AB"),
    ]  # fmt: skip
    found = [c for c in state(*records, on="2019-09-30").conflicts if c.kind == "count"]
    assert [(c.state, c.chosen) for c in found] == [("settled", "2 counted")]


def test_the_form_of_one_item_is_not_that_of_another_in_the_same_report():
    told_ = said("licence_approved", "2019-08-07", items=("photoresist", "hydrogen-fluoride#gas"))
    found = {(b.item, b.form) for b in state(told_).licences if b.approved}
    assert ("item:photoresist", "gas") not in found
    assert ("item:hydrogen-fluoride", "gas") in found


def test_no_explanation_shows_an_id_or_a_day_in_figures():
    records = [
        told("A", "complaint_filed", "2019-07-20", "2019-07-21", actors=("KR",), targets=("JP",)),
        told("B", "complaint_filed", None, "2019-07-25", status="denied", actors=("KR",), targets=("JP",)),
        *THREE_ITEMS,
        told("C", "measure_effective", "2019-07-01", items=THREE),
        told("D", "meeting", "2019-08-21", actors=("KR", "JP", "body:jp/meti", "person:jo-doe"), targets=()),
        told("E", "meeting", "2019-08-21", actors=("KR", "JP", "body:jp/meti", "person:jo-doe"), targets=(),
             terms={"scope": "all"}),
    ]  # fmt: skip
    for found in state(*records, on="2019-12-31").conflicts:
        assert ":" not in found.explanation.replace(": ", "")
        assert "2019-" not in found.explanation


def of_page(name, snapshot, items, quote):
    one = told(name, "licence_approved", "2019-08-29", "2019-08-30", items=items, quote=quote)
    return replace(one, snapshot=snapshot)


def test_a_page_that_names_all_its_goods_in_one_sentence_and_some_in_another_names_all():
    short = of_page("A", "s1", ("photoresist",), "First photoresist, gas permits.")
    whole = of_page("A", "s1", ("photoresist", "hydrogen-fluoride"), "Permits for photoresist and gas.")
    found = state(short, whole, on="2019-08-31")
    assert not found.conflicts
    assert {b.item: b.at_least for b in found.licences if b.at_least} == {
        "item:photoresist": 1,
        "item:hydrogen-fluoride": 1,
    }


def test_two_pages_that_name_other_goods_are_a_conflict_still():
    short = of_page("A", "s1", ("photoresist",), "A permit for photoresist.")
    both = ("photoresist", "hydrogen-fluoride")
    other = replace(of_page("B", "s2", both, "Permits for photoresist and gas."), key=short.key)
    assert [c.kind for c in state(short, other, on="2019-08-31").conflicts] == ["wrong_item"]
