"""A suspended ban: the ban is what ends, not the licensing beside it, and the suspension is no measure."""

import pytest
from build import page, state
from pages_read import html, state_of_pages

from detente.ledger.brief import brief
from detente.ledger.licence import Question, ask
from detente.lexicon import lexicon

GOODS = {"actors": ("CN",), "items": ("gallium",)}


def test_the_end_of_a_ban_leaves_the_licensing_of_the_goods():
    licensing = page("measure_effective", "2023-08-01", key="a", published="2023-08-01", targets=(), **GOODS)
    ban = page("measure_effective", "2024-12-03", key="b", published="2024-12-03", targets=("US",),
               terms={"licence_after": "prohibited"}, **GOODS)  # fmt: skip
    end = page("measure_withdrawn", "2025-11-09", key="c", published="2025-11-09", targets=("US",),
               terms={"licence_before": "prohibited"}, **GOODS)  # fmt: skip
    found = {m.effective.value: m.state for m in state(licensing, ban, end, on="2025-12-01").measures}
    assert found == {"2023-08-01": "in_force", "2024-12-03": "withdrawn"}


def test_the_end_of_a_ban_is_not_that_of_a_licensing_told_with_its_licence():
    licensing = page("measure_effective", "2023-08-01", key="a", published="2023-08-01", targets=(),
                     terms={"licence_after": "individual"}, **GOODS)  # fmt: skip
    end = page("measure_withdrawn", "2025-11-09", key="c", published="2025-11-09", targets=("US",),
               terms={"licence_before": "prohibited"}, **GOODS)  # fmt: skip
    found = {m.ended and m.ended.value: m.state for m in state(licensing, end, on="2025-12-01").measures}
    assert found == {None: "in_force", "2025-11-09": "withdrawn"}


def test_a_suspension_that_takes_effect_is_the_end_of_the_ban_and_no_measure(tmp_path):
    begun = html("Post", "2022-05-13", "India bans exports of wheat to Nepal",
                 "India banned exports of wheat to Nepal on May 13, 2022.")  # fmt: skip
    ended = html("Post", "2023-03-06", "India suspends ban on wheat exports to Nepal",
                 "India has suspended a ban on exports of wheat to Nepal, the ministry said on Monday. "
                 "The suspension takes effect on March 8, 2023.")  # fmt: skip
    other = html("Post", "2021-02-01", "India restricts exports of wheat",
                 "India imposed export licensing on wheat on Feb. 1, 2021.")  # fmt: skip
    found = state_of_pages(tmp_path, other, begun, ended, on="2023-04-01").measures
    assert sorted((m.effective.value, m.state, m.targets) for m in found) == [
        ("2021-02-01", "in_force", ()),
        ("2022-05-13", "withdrawn", ("NP",)),
    ]


def test_a_suspension_of_exports_that_takes_effect_is_a_measure(tmp_path):
    told = html("Post", "2023-03-06", "India suspends exports of wheat to Nepal",
                "India has suspended exports of wheat to Nepal, the ministry said on Monday. "
                "The suspension takes effect on March 8, 2023.")  # fmt: skip
    found = state_of_pages(tmp_path, told, on="2023-04-01").measures
    assert [m.state for m in found] == ["in_force"]


def test_the_day_on_which_a_suspension_ends_is_due(tmp_path):
    begun = html("Post", "2022-05-13", "India bans exports of wheat to Nepal",
                 "India banned exports of wheat to Nepal on May 13, 2022.")  # fmt: skip
    ended = html("Post", "2023-03-06", "India suspends ban on wheat exports to Nepal",
                 "India has suspended a ban on exports of wheat to Nepal until June 30, 2023.")  # fmt: skip
    found = state_of_pages(tmp_path, begun, ended, on="2023-04-01").deadlines
    assert [(d.what, d.who, d.when.value, d.state) for d in found] == [
        ("suspension ends: ban on exports of wheat to Nepal (India)", ("IN",), "2023-06-30", "open")
    ]


BEGUN = html("Post", "2022-05-13", "India bans exports of wheat to Nepal",
             "India banned exports of wheat to Nepal on May 13, 2022.")  # fmt: skip
PAUSED = html("Post", "2023-03-06", "India suspends ban on wheat exports to Nepal",
              "India has suspended a ban on exports of wheat to Nepal until June 30, 2023.")  # fmt: skip
LONGER = html("Post", "2023-06-20", "India extends suspension of ban on wheat exports to Nepal",
              "India has extended the suspension of its ban on exports of wheat to Nepal until "
              "September 30, 2023, the ministry said on Tuesday.")  # fmt: skip


def _only(folder, *pages, on):
    (found,) = state_of_pages(folder, *pages, on=on).measures
    return found


@pytest.mark.parametrize(
    ("on", "state_then"),
    [("2023-04-01", "withdrawn"), ("2023-06-30", "withdrawn"), ("2023-07-01", "in_force")],
)
def test_a_ban_suspended_until_a_day_is_in_force_again_after_it(tmp_path, on, state_then):
    found = _only(tmp_path, BEGUN, PAUSED, on=on)
    assert (found.state, found.again.value) == (state_then, "2023-07-01")
    assert (found.ended and found.ended.value) == (None if state_then == "in_force" else "2023-03-06")


def test_an_extended_suspension_moves_the_day(tmp_path):
    found = _only(tmp_path, BEGUN, PAUSED, LONGER, on="2023-07-15")
    assert (found.state, found.again.value) == ("withdrawn", "2023-10-01")
    assert state_of_pages(tmp_path, on="2023-10-01").measures[0].state == "in_force"


def test_a_suspended_ban_that_is_then_lifted_does_not_come_again(tmp_path):
    lifted = html("Post", "2023-06-01", "India lifts ban on wheat exports to Nepal",
                  "India lifted its ban on exports of wheat to Nepal on June 1, 2023.")  # fmt: skip
    found = _only(tmp_path, BEGUN, PAUSED, lifted, on="2023-07-15")
    assert (found.state, found.again) == ("withdrawn", None)


def test_the_licence_question_and_the_brief_tell_the_day_on_which_a_ban_comes_again(tmp_path):
    paused = state_of_pages(tmp_path, BEGUN, PAUSED, on="2023-04-01")
    (plan,) = brief(paused).planned
    assert (plan.when.value, plan.status) == ("2023-07-01", "scheduled")
    assert "unless the suspension is extended" in plan.text
    asked = Question("item:wheat", "IN", "NP")
    told = ask(paused, asked, lexicon())
    assert [(one[0].value, one[1]) for one in told.scheduled] == [("2023-07-01", "prohibited")]
    after = ask(state_of_pages(tmp_path, on="2023-07-15"), asked, lexicon())
    assert (after.answer, after.since.value) == ("prohibited", "2023-07-01")
    assert any("no source since says that the suspension was extended" in says for says, _ in after.basis)
