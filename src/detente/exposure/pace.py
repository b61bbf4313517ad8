"""How fast an authority approves, from a handful of waits: beside the assumptions, never in their place.

`cumulative` counts (Aalen and Johansen 1978): the share of goods approved, and the share whose control was
eased or withdrawn first, day by day. `pooled` is the plain rate, approvals a day waited. `fit` is a
log-normal accelerated failure time model in which the standard period is the prior and the items of one
measure share strength; with no observation it is the prior, and it says how many it has.

All of them take windows as windows (interval censored) and goods still waiting as waiting (right censored).
An easing or withdrawal ends the time at risk; a figure for approval holds if the control is not eased first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from detente.exposure.approval import APPROVED, WAITING, Application, Spell
from detente.exposure.recovery import Good, Quantiles

Floats = NDArray[np.float64]
Ended = Spell | Application

HALF = 0.5
"""A day is the stretch from half a day before its number to half a day after."""
PERCENTILES = (0.1, 0.5, 0.9)
Z90 = NormalDist().inv_cdf(0.9)
FACTOR = 2.0
"""The one spread assumed everywhere: P10 and P90 lie a factor of two below and above the median."""
SPREAD = float(np.log(FACTOR)) / Z90
"""The standard deviation on the log scale that this factor means."""
ITEM_SPREAD = SPREAD / 2
"""Items of one measure differ by less: the same authority, the same month, the same dispute."""
LONGEST = 10_000.0
"""Days after which nothing more is asked."""


@dataclass(frozen=True, slots=True)
class Step:
    """By this day: the share approved, the share that ended in another way, the share still waiting."""

    day: int
    approved: float
    otherwise: float
    waiting: float


def cumulative(waits: Sequence[Ended], *, late: bool = False) -> tuple[Step, ...]:
    """The cumulative incidence of approval and of all other ends (Aalen-Johansen), a step a day with an end.

    A window counts on its first day, or on its last where `late`: the truth lies between the two curves.
    """
    from scipy import stats  # noqa: PLC0415 - slow to import, and not needed for the fit

    days = np.array([_day(one, late=late) for one in waits], dtype=float)
    ended = np.array([one.ended != WAITING for one in waits], dtype=bool)
    good = np.array([one.ended == APPROVED for one in waits], dtype=bool)
    if not ended.any():
        return ()
    waiting = stats.ecdf(stats.CensoredData.right_censored(days, ~ended)).sf
    steps: list[Step] = []
    approved = otherwise = 0.0
    for day in np.unique(days[ended]):
        at_risk = float((days >= day).sum())
        before = float(waiting.evaluate(day - HALF))
        approved += before * float((good & (days == day)).sum()) / at_risk
        otherwise += before * float((ended & ~good & (days == day)).sum()) / at_risk
        steps.append(Step(int(day), approved, otherwise, float(waiting.evaluate(day))))
    return tuple(steps)


def _day(one: Ended, *, late: bool) -> int:
    return one.at_least if one.at_most is None or not late else one.at_most


def pooled(waits: Sequence[Ended], given: int) -> Quantiles | None:
    """The exponential law of the observations alone (maximum likelihood): no prior, no items.

    None where nothing has been approved: a rate cannot be told from waiting alone.
    """
    from scipy import stats  # noqa: PLC0415 - slow to import, and not needed for the fit

    approved = [one for one in waits if one.ended == APPROVED and one.at_most is not None]
    if not approved:
        return None
    exact = [float(max(one.at_least, HALF)) for one in approved if one.at_least == one.at_most]
    windows = [
        (float(one.at_least), float(one.at_most))
        for one in approved
        if one.at_most is not None and one.at_least != one.at_most
    ]
    others = [float(one.at_least) for one in waits if one.ended != APPROVED and one.at_least > 0]
    data = stats.CensoredData(uncensored=exact or None, interval=windows or None, right=others or None)
    _, mean = stats.expon.fit(data, floc=0)
    days = [_whole(given + mean * -np.log(1 - share), given) for share in PERCENTILES]
    return Quantiles(days[0], days[1], days[2], len(approved), len(waits) - len(approved), given)


def fit(waits: Sequence[Ended], good: Good, standard_days: int, given: int = 0) -> Quantiles:
    """P10, P50 and P90 of the wait of a good, given that it is not over after `given` days.

    log T = m + b(item) + s e, e standard normal. m is normal around the log of the standard period, so that
    half of it is P10 and twice it P90; s log-normal around the same spread; b normal with half the spread,
    and shared by the forms of an item. A day is an interval of one day, a window an interval, a good still
    waiting or eased its survival. Posterior by quadrature over (m, s) and b. `waits` are those of others:
    that the good itself has waited is what `given` says.
    """
    from scipy.special import ndtr  # noqa: PLC0415 - the exposure is imported without scipy

    centre, scale, weight, offset, part = _grid(standard_days)
    by_item = {
        item: np.prod([_likelihood(one, centre, scale, offset) for one in waits if one.item == item], axis=0)
        for item in dict.fromkeys(one.item for one in waits)
    }
    for item, likelihood in by_item.items():
        if item != good[0]:
            weight = weight * (likelihood * part).sum(axis=-1)
    whole = weight[..., None] * part * by_item.get(good[0], 1.0)
    days = np.geomspace(given + HALF, max(LONGEST, 20.0 * given), 160)
    z = (np.log(days) - (centre + offset)[..., None]) / scale[..., None]
    left = np.tensordot(whole, ndtr(-z), axes=whole.ndim)
    over = 1 - left / left[0]
    at = [_whole(float(np.interp(share, over, days)), given) for share in PERCENTILES]
    approvals = sum(one.ended == APPROVED for one in waits)
    return Quantiles(at[0], at[1], at[2], approvals, len(waits) - approvals, given)


def _whole(days: float, given: int) -> int:
    """A whole number of days, not before tomorrow."""
    return max(given + 1, round(days))


def _grid(standard_days: int) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Centre and scale with their prior weight, and the offset of an item with its weight (Gauss-Hermite)."""
    m, m_weight = _normal(21)
    s, s_weight = _normal(13)
    b, b_weight = _normal(9)
    centre = (np.log(standard_days) + SPREAD * m)[:, None, None]
    scale = (SPREAD * np.exp(SPREAD * s))[None, :, None]
    weight = m_weight[:, None] * s_weight[None, :]
    return centre, scale, weight, (ITEM_SPREAD * b)[None, None, :], b_weight[None, None, :]


def _normal(nodes: int) -> tuple[Floats, Floats]:
    """Nodes and weights that integrate against the standard normal density."""
    at, weight = np.polynomial.hermite_e.hermegauss(nodes)
    return at, weight / weight.sum()


def _likelihood(one: Ended, centre: Floats, scale: Floats, offset: Floats) -> Floats:
    """How likely a wait is at each point of the grid."""
    from scipy.special import ndtr  # noqa: PLC0415 - the exposure is imported without scipy

    first = np.log(max(one.at_least - HALF, HALF / 2))
    if one.ended != APPROVED or one.at_most is None:
        return np.asarray(ndtr(-(np.log(one.at_least + HALF) - centre - offset) / scale))
    last = np.log(one.at_most + HALF)
    upper, lower = ((edge - centre - offset) / scale for edge in (last, first))
    return np.asarray(ndtr(upper) - ndtr(lower))
