"""The licence book per contract: its steps joined where one can be meant, its pace, its processing time."""

from datetime import date
from pathlib import Path

import pytest
from build import said, state

from detente.ledger import shapes
from detente.ledger.fold import state_of
from detente.ledger.log import Log

CHRONOLOGY = Path(__file__).parents[2] / "examples" / "korea-japan-2019" / "chronology.jsonl"
KRF = "company:fictional-chemicals"


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "kj.db"
    with Log.open(path, create=True) as opened:
        opened.add_chronology(CHRONOLOGY)
        yield opened


def book_of(found, item, form=None):
    return next(b for b in found.licences if (b.item, b.form) == (f"item:{item}", form))


def step(kind, when, **more):
    more.setdefault("terms", {"exporter": KRF})
    return said(f"licence_{kind}" if kind != "goods_shipped" else kind, when, items=("photoresist",), **more)


def test_one_contract_has_all_its_steps():
    records = (
        step("applied", "2019-07-10", terms={"exporter": KRF, "consignee": "company:buyer", "quantity": "500 kg"}),
        step("queried", "2019-07-20"),
        step("queried", "2019-08-01"),
        step("approved", "2019-08-07"),
        step("goods_shipped", "2019-08-15"),
    )  # fmt: skip
    book = book_of(state(*records), "photoresist")
    (one,) = book.approved
    assert (one.outcome, one.exporter, one.consignee, one.quantity) == (
        "approved",
        KRF,
        "company:buyer",
        "500 kg",
    )
    assert (one.filed.value, [w.value for w in one.queried]) == ("2019-07-10", ["2019-07-20", "2019-08-01"])
    assert (one.when.value, [w.value for w in one.shipped]) == ("2019-08-07", ["2019-08-15"])
    assert one.processing == (28, 28)
    assert (book.pending, book.other, book.at_least) == (0, (), 1)
    shown = shapes.book_json(book)["single"][0]
    assert (shown["approved"]["value"], shown["denied"], shown["returned"]) == ("2019-08-07", None, None)
    assert [s["kind"] for s in shown["steps"]] == [
        "licence_applied", "licence_queried", "licence_queried", "licence_approved", "goods_shipped",
    ]  # fmt: skip


def test_a_step_is_not_seen_before_its_day():
    records = (
        step("applied", "2019-07-10"),
        step("approved", "2019-08-07"),
        step("goods_shipped", "2019-08-15"),
    )
    book = book_of(state(*records, on="2019-08-01"), "photoresist")
    assert (book.pending, book.approved, book.other[0].outcome) == (1, (), "pending")
    (one,) = book_of(state(*records, on="2019-08-10"), "photoresist").approved
    assert (one.shipped, one.processing) == ((), (28, 28))


@pytest.mark.parametrize("outcome", ["denied", "returned"])
def test_what_is_not_approved_is_no_approval_and_not_pending(outcome):
    book = book_of(state(step("applied", "2019-07-10"), step(outcome, "2019-08-07")), "photoresist")
    assert (book.at_least, book.pending, getattr(book, outcome), book.approved) == (0, 0, 1, ())
    (one,) = book.other
    assert (one.outcome, one.filed.value, one.when.value) == (outcome, "2019-07-10", "2019-08-07")


def test_what_two_contracts_could_claim_is_given_to_neither():
    records = (
        step("applied", "2019-07-10"),
        step("approved", "2019-08-07", ordinal=1),
        step("approved", "2019-08-19", ordinal=2),
        step("goods_shipped", "2019-08-20"),
    )
    book = book_of(state(*records), "photoresist")
    assert [(x.filed, x.shipped, x.processing) for x in book.approved] == [(None, (), None)] * 2
    assert book.pending == 1


def test_a_contract_that_two_filings_could_have_begun_gets_neither():
    records = (
        step("applied", "2019-07-10"),
        step("applied", "2019-07-18"),
        step("approved", "2019-08-07"),
    )
    book = book_of(state(*records), "photoresist")
    assert [(x.filed, x.processing) for x in book.approved] == [(None, None)]
    assert [x.filed.value for x in book.other] == ["2019-07-10", "2019-07-18"]


def test_the_number_of_an_application_ties_its_steps():
    records = (
        step("applied", "2019-07-10", terms={"application": "A-1"}),
        step("applied", "2019-07-12", terms={"application": "A-2"}),
        step("approved", "2019-08-19", terms={"application": "A-2"}),
    )
    book = book_of(state(*records), "photoresist")
    assert [(x.outcome, x.filed.value) for x in (*book.approved, *book.other)] == [
        ("approved", "2019-07-12"),
        ("pending", "2019-07-10"),
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"terms": {"exporter": "company:another"}},
        {"terms": {}},
        {"items": ("hydrogen-fluoride",)},
        {"items": ("photoresist#euv",)},
    ],
)
def test_another_exporter_good_or_form_or_nothing_in_common_is_another_contract(other):
    approval = {"items": ("photoresist#arf",), "terms": {"exporter": KRF}} | other
    records = (
        said("licence_applied", "2019-07-10", items=("photoresist#arf",), terms={"exporter": KRF}),
        said("licence_approved", "2019-08-07", **approval),
    )
    found = [x for b in state(*records).licences if b.form is None for x in (*b.approved, *b.other)]
    assert sorted((x.outcome, x.processing) for x in found) == [("approved", None), ("pending", None)]


def test_one_s_own_application_is_another_contract_than_what_the_papers_tell():
    records = (
        step("applied", "2019-07-10", terms={"own": True}),
        step("approved", "2019-08-07", terms={"own": True}, by="own records"),
        step("approved", "2019-08-19", terms={}, ordinal=2),
    )
    book = book_of(state(*records), "photoresist")
    assert [(x.own, x.processing) for x in book.approved] == [(True, (28, 28)), (False, None)]
    assert len(book.own) == 1


def own(kind, when, number):
    return step(kind, when, terms={"own": True, "application": number}, by="own records")


def test_an_approval_dated_before_its_filing_is_told_and_stays_one_contract():
    found = state(own("applied", "2019-08-01", "A-17"), own("approved", "2019-07-20", "A-17"))
    book = book_of(found, "photoresist")
    assert [(x.when.value, x.filed.value, x.processing) for x in book.own] == [
        ("2019-07-20", "2019-08-01", None)
    ]
    (told,) = found.conflicts
    assert [v.value for v in told.values] == ["filed 2019-08-01", "approved 2019-07-20"]
    assert (told.state, told.chosen) == ("contested", None)
    assert "A-17" in told.explanation and "before it was filed on 1 August 2019" in told.explanation


def test_days_in_their_order_under_one_application_are_no_conflict():
    found = state(own("applied", "2019-07-20", "A-17"), own("approved", "2019-07-20", "A-17"))
    assert (found.conflicts, len(book_of(found, "photoresist").own)) == ((), 1)


COUNTED = (
    step("approved", "2019-08-07", terms={}, ordinal=1),
    step("approved", "2019-08-19", terms={}, ordinal=2),
    step("counted", "2019-08-20", terms={}, count=2),
)


@pytest.mark.parametrize("day", ["2019-07-20", "2019-08-10"])
def test_one_s_own_approval_that_no_source_tells_of_is_held_against_no_reported_count(day):
    found = state(*COUNTED, own("approved", day, "A-17"))
    book = book_of(found, "photoresist")
    assert (book.at_least, book.consistent, len(book.own), found.conflicts) == (2, True, 1, ())
    assert book.first.value == min(day, "2019-08-07")


def test_one_s_own_approval_that_a_source_tells_of_too_is_counted_once():
    book = book_of(state(*COUNTED, own("approved", "2019-08-07", "A-17")), "photoresist")
    assert (book.at_least, book.consistent, len(book.approved)) == (2, True, 2)
    assert [(x.own, x.told) for x in book.approved] == [(True, True), (False, True)]


def test_no_source_that_counts_none_refutes_one_s_own_approval():
    zero = step("counted", "2019-08-20", terms={}, count=0, trust=1)
    book = book_of(state(zero, own("approved", "2019-08-07", "A-17")), "photoresist")
    assert (len(book.own), book.at_least, book.consistent) == (1, 1, True)


def test_no_pace_from_fewer_than_three():
    days = ("2019-08-07", "2019-08-19", "2019-08-29")
    dated = [step("approved", day, ordinal=n) for n, day in enumerate(days, 1)]
    assert book_of(state(*dated[:2], on="2019-09-01"), "photoresist").pace is None
    found = book_of(state(*dated, on="2019-09-01"), "photoresist")
    assert (found.pace.approvals, found.pace.at_least, found.pace.at_most) == (3, 11, 11)
    assert shapes.book_json(found)["pace"]["days_between"] == {"at_least": 11, "at_most": 11}


def test_an_undated_approval_makes_no_pace():
    records = [step("approved", day) for day in ("2019-08-07", "2019-08-19")]
    undated = step("approved", None, published="2019-08-30", terms={"exporter": "company:third"}, ordinal=9)
    found = book_of(state(*records, undated, on="2019-09-01"), "photoresist")
    assert (len(found.approved), found.pace) == (3, None)


def test_an_approval_of_24_december_shipped_on_8_january_and_not_before_anybody_could_know(log):
    day = date(2020, 1, 31)
    (one,) = [
        x
        for x in book_of(state_of(log, day, day), "hydrogen-fluoride").approved
        if x.when.value == "2019-12-24"
    ]
    assert (one.exporter, [w.value for w in one.shipped], one.filed, one.processing) == (
        "company:morita-chemical", ["2020-01-08"], None, None,
    )  # fmt: skip
    early = state_of(log, date(2020, 1, 9), date(2020, 1, 9))
    assert not [x for x in book_of(early, "hydrogen-fluoride").approved if x.shipped]


def test_one_paper_dates_the_polyimide_application_and_only_that_gives_a_processing_time(log):
    day = date(2019, 9, 30)
    found = state_of(log, day, day)
    (one,) = book_of(found, "fluorinated-polyimide").approved
    assert (one.filed.value, one.processing) == ("2019-09-11/2019-09-20", (1, 19))
    assert [x.processing for x in book_of(found, "photoresist").approved] == [None] * 3


def test_the_pace_of_the_chronology_needs_its_third_approval(log):
    before, after = (date.fromisoformat(day) for day in ("2019-09-20", "2019-09-30"))
    assert book_of(state_of(log, before, before), "photoresist").pace is None
    assert book_of(state_of(log, after, after), "photoresist").pace.approvals == 3
