"""The distribution that stands beside the assumptions: prior, shared strength, and a plain twin."""

import numpy as np
import pytest
from scipy import stats

from detente.exposure.approval import Spell
from detente.exposure.pace import ITEM_SPREAD, LONGEST, SPREAD, Step, cumulative, fit, pooled

A, B, C = "item:a", "item:b", "item:c"


def approved(item, days, last=None, form=None):
    return Spell(item, form, "approved", days, last or days)


def waiting(item, days, form=None):
    return Spell(item, form, "waiting", days, None)


def eased(item, days):
    return Spell(item, None, "eased", days, days)


def three(found):
    return found.p10, found.p50, found.p90


def plain(waits, good, standard, given):
    """The same model by a dense sum over all its unknowns, in the order of its definition."""
    m = np.log(standard) + SPREAD * np.linspace(-4, 4, 81)
    s = SPREAD * np.exp(SPREAD * np.linspace(-4, 4, 61))
    b = ITEM_SPREAD * np.linspace(-4, 4, 61)
    weight = stats.norm.pdf(np.linspace(-4, 4, 81))[:, None] * stats.norm.pdf(np.linspace(-4, 4, 61))[None, :]
    each = stats.norm.pdf(np.linspace(-4, 4, 61))
    each = each / each.sum()

    def survives(days):
        return stats.norm.sf((np.log(days) - m[:, None, None] - b[None, None, :]) / s[None, :, None])

    own = np.ones((81, 61, 61))
    for item in {one.item for one in waits}:
        likely = np.ones((81, 61, 61))
        for one in waits:
            if one.item == item:
                if one.ended == "approved":
                    likely = likely * (survives(max(one.at_least - 0.5, 0.25)) - survives(one.at_most + 0.5))
                else:
                    likely = likely * survives(one.at_least + 0.5)
        if item == good[0]:
            own = likely
        else:
            weight = weight * (likely * each).sum(axis=-1)
    whole = weight[..., None] * each * own
    days = np.geomspace(given + 0.5, max(LONGEST, 20.0 * given), 300)
    left = np.array([(whole * survives(day)).sum() for day in days])
    return [float(np.interp(share, 1 - left / left[0], days)) for share in (0.1, 0.5, 0.9)]


@pytest.mark.parametrize(
    ("waits", "good", "given"),
    [
        ([], (A, None), 0),
        ([approved(A, 34), waiting(B, 35), waiting(C, 35)], (B, "gas"), 35),
        ([approved(A, 34), approved(B, 56, form="gas"), waiting(C, 57)], (B, "liquid"), 57),
        ([approved(A, 34), approved(B, 56, form="gas"), approved(C, 69, 78), eased(B, 169)], (A, None), 139),
        ([waiting(A, 200), waiting(B, 200), waiting(C, 200)], (A, None), 200),
    ],
)
def test_the_quadrature_agrees_with_a_dense_sum_within_a_day_or_two_per_cent(waits, good, given):
    for found, expected in zip(
        three(fit(waits, good, 90, given)), plain(waits, good, 90, given), strict=True
    ):
        assert abs(found - expected) <= max(1.0, 0.02 * expected)


def test_with_no_observation_the_fit_is_the_prior_around_the_standard_period():
    found = fit([], (A, None), 90)
    assert (found.p50, found.approvals, found.others) == (90, 0, 0)
    assert found.p10 < 45 and found.p90 > 180
    assert fit([], (A, None), 30).p50 == 30


def test_a_quick_approval_of_one_item_shortens_the_others_and_its_own_form_more():
    waits = [approved(A, 20, form="gas")]
    prior, other, same = (
        fit(w, g, 90).p50 for w, g in (([], (A, "liquid")), (waits, (B, None)), (waits, (A, "liquid")))
    )
    assert same < other < prior


def test_goods_still_waiting_lengthen_the_wait_and_are_not_left_out():
    with_, without = (
        fit([approved(A, 34), waiting(B, 120)], (C, None), 90),
        fit([approved(A, 34)], (C, None), 90),
    )
    assert with_.p50 > without.p50


def test_nothing_is_said_to_come_before_tomorrow():
    assert fit([approved(A, 5), approved(B, 6)], (C, None), 10, given=400).p10 >= 401


def test_a_window_says_less_than_a_day_but_the_same_in_the_middle():
    day, window = fit([approved(A, 60)], (A, None), 90), fit([approved(A, 50, 70)], (A, None), 90)
    assert abs(day.p50 - window.p50) <= 2


def test_the_share_approved_and_the_share_eased_compete_and_sum_with_those_waiting_to_one():
    found = cumulative([approved(A, 10), eased(B, 20), approved(C, 30), waiting(A, 40)])
    assert found == (
        Step(10, 0.25, 0.0, 0.75),
        Step(20, 0.25, 0.25, 0.5),
        Step(30, 0.5, 0.25, 0.25),
    )
    assert all(abs(step.approved + step.otherwise + step.waiting - 1) < 1e-12 for step in found)


def test_an_easing_taken_for_censoring_would_say_more_were_approved():
    competing = cumulative([approved(A, 10), eased(B, 20), approved(C, 30)])[-1].approved
    censored = cumulative([approved(A, 10), waiting(B, 20), approved(C, 30)])[-1].approved
    assert competing == pytest.approx(2 / 3)
    assert censored == pytest.approx(1.0)


def test_a_window_counts_on_its_first_day_or_on_its_last():
    waits = [approved(A, 10, 20), waiting(B, 15)]
    early, late = cumulative(waits), cumulative(waits, late=True)
    assert [step.day for step in early] == [10] and [step.day for step in late] == [20]


def test_the_pooled_rate_is_approvals_by_days_waited_and_none_without_an_approval():
    found = pooled([approved(A, 34), waiting(B, 35), waiting(C, 35), waiting(B, 35)], 35)
    mean = 34 + 3 * 35
    assert found.p50 == round(35 + mean * np.log(2))
    assert pooled([waiting(A, 35)], 35) is None


def test_the_pooled_rate_takes_windows():
    assert pooled([approved(A, 34), approved(B, 30, 60)], 0).approvals == 2
