"""A licence that is to be granted, asked for or shipped has not been: a plan counts for nothing in the book."""

import pytest
from build import THREE_ITEMS, page, state
from pages_read import html, state_of_pages

from detente.ledger.licence import Question, ask
from detente.ledger.views import LicenceBook
from detente.lexicon import lexicon


def books(*told, on="2019-09-30") -> dict[str, LicenceBook]:
    return {b.item: b for b in state(*told, on=on).licences if b.form is None}


PLANS = {
    "an approval": ("licence_approved", {}),
    "several": ("licence_approved", {"count": 2}),
    "a count": ("licence_counted", {"count": 3}),
    "a filing": ("licence_applied", {}),
    "a denial": ("licence_denied", {}),
}


@pytest.mark.parametrize("when", ["2019-09-01", None])
@pytest.mark.parametrize(("kind", "more"), PLANS.values(), ids=list(PLANS))
def test_what_is_planned_is_in_no_book(kind, more, when):
    plan = page(kind, when, published="2019-08-21", status="planned", items=("photoresist",), **more)
    book = books(*THREE_ITEMS, plan)["item:photoresist"]
    assert (book.at_least, book.approved, book.reported, book.other) == (0, (), (), ())


def test_what_was_planned_and_then_done_is_in_the_book():
    told = [
        page("licence_approved", "2019-08-19", key="a", published="2019-08-15", status="planned", items=("photoresist",)),
        page("licence_approved", "2019-08-19", key="b", published="2019-08-20", items=("photoresist",)),
    ]  # fmt: skip
    assert books(*THREE_ITEMS, *told)["item:photoresist"].at_least == 1


def test_a_headline_that_goods_are_to_be_allowed_makes_no_licence(tmp_path):
    found = state_of_pages(tmp_path, html("Post", "2024-09-28", "India to allow rice", "Trade went on."))
    assert found.licences == ()


def test_a_headline_that_counts_what_the_story_dates_is_no_third_licence(tmp_path):
    story = (
        "Japan approved an export of photoresist to Samsung on 7 August 2019, and another on 19 August 2019."
    )
    found = state_of_pages(
        tmp_path, html("Post", "2019-08-20", "Japan approves two photoresist exports to South Korea", story)
    )
    (book,) = (b for b in found.licences if b.item == "item:photoresist" and b.form is None)
    assert (book.at_least, book.at_most, [x.when.value for x in book.approved]) == (
        2, None, ["2019-08-07", "2019-08-19"],
    )  # fmt: skip
    assert [(c.count, c.as_of.value) for c in book.reported] == [(2, "2019-08-19")]
    assert not [c for c in found.conflicts if c.kind == "count"]


@pytest.mark.parametrize(
    "said",
    [
        "The ministry was still reviewing other applications, he said.",
        "Other applications for export licences are under review.",
    ],
)
def test_what_is_still_under_review_is_pending_beside_what_was_approved(tmp_path, said):
    lead = "Japan has approved an application for an export licence for gallium, a ministry spokesman said on Thursday."
    pages = [html(by, "2023-09-21", "Gallium licences", lead, said) for by in ("Post", "Herald")]
    (book,) = state_of_pages(tmp_path, *pages).licences
    assert (book.at_least, book.pending) == (1, 1)
    assert [(x.outcome, x.filed, x.when) for x in book.other] == [("pending", None, None)]


def test_a_plan_whose_day_has_passed_is_told_as_scheduled_and_not_as_seen(tmp_path):
    told = html("Post", "2025-03-03", "Peru announces export ban on copper",
                "Peru announced on Monday a ban on exports of copper to China that will take effect on "
                "May 1, 2025.")  # fmt: skip
    found = ask(
        state_of_pages(tmp_path, told, on="2025-06-01"), Question("item:copper", "PE", "CN"), lexicon()
    )
    (says,) = [says for says, _ in found.basis if "copper" in says]
    assert "was to take effect on 2025-05-01; no source since says that it did" in says
