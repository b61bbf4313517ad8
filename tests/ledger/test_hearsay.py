"""What nobody named says settles nothing against a source that speaks for itself or names its speaker."""

import pytest
from build import page, state
from pages_read import html, state_of_pages

from detente.ledger.choose import Level, level
from detente.model import Mention

TRADER = Mention(None, "a trader")
RULES = {"actors": ("CN",), "targets": (), "items": ("gallium",)}
PLAN = page(
    "measure_effective", "2023-08-01", key="a", by="Post", published="2023-07-03", status="planned", **RULES
)


def heard(when="2023-07-31", by="Herald", **more):
    return page("measure_effective", when, key=by, by=by, published="2023-08-02", hearsay=True, speaker=TRADER,
                **RULES, **more)  # fmt: skip


def test_hearsay_has_a_level_of_its_own_below_one_source_however_many_repeat_it():
    assert level([heard()], "CN") is Level.HEARSAY
    assert level([heard(), heard(by="Mail")], "CN") is Level.HEARSAY
    assert level([PLAN], "CN") is Level.ONE_SOURCE < Level.HEARSAY
    assert level([PLAN, heard()], "CN") is Level.ONE_SOURCE


@pytest.mark.parametrize("extra", [(), (heard(by="Mail"),)], ids=["one", "two"])
def test_an_outcome_that_only_hearsay_tells_of_does_not_overrule_the_plan(extra):
    found = state(PLAN, heard(), *extra, on="2023-09-21")
    assert [(m.effective.value, m.state) for m in found.measures] == [("2023-08-01", "in_force")]
    (one,) = found.conflicts
    assert (one.chosen, one.why) in {("2023-08-01", "one source, against hearsay"), (None, "")}


def test_an_outcome_that_a_paper_itself_reports_does():
    told = page("measure_effective", "2023-07-31", key="b", by="Herald", published="2023-08-02", **RULES)
    found = state(PLAN, told, on="2023-09-21")
    assert [(c.kind, c.chosen) for c in found.conflicts] == [("plan_and_outcome", "2023-07-31")]


def test_hearsay_alone_is_still_told():
    found = state(heard(), on="2023-09-21")
    assert [m.effective.value for m in found.measures] == ["2023-07-31"]


def test_a_trader_does_not_move_the_day_that_the_ministry_gave(tmp_path):
    found = state_of_pages(
        tmp_path,
        html("Harbour Post", "2023-07-03", "Japan curbs exports of gallium",
             "Japan's industry ministry said on Monday it would require export licences for gallium products from "
             "August 1, 2023."),
        html("Herald", "2023-08-02", "Gallium",
             "Japan's licensing rules for gallium took effect on July 31, 2023, a trader said."),
    )  # fmt: skip
    assert [m.effective.value for m in found.measures] == ["2023-08-01"]
    assert all(c.chosen != "2023-07-31" for c in found.conflicts)
