"""What approvals, options and dates are worth, on average over representative draws of the waits.

All by the linear program, so that what is compared is the best that can be done with it and without it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.exposure.case import Case, Group
from detente.exposure.choose import Best, best_set, values_of_knowing
from detente.exposure.draws import REPLICATES, triangular, uniforms
from detente.exposure.levers import Draws
from detente.exposure.network import Floats, affected

DRAWS = 200
LARGEST = 2000
"""Rows of the program up to which it is asked unless a number of draws is named: some seconds. Ten times as
many take minutes."""


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over the draws, its standard error (None for too few draws), the share of draws above 0."""

    value: float
    error: float | None
    share: float


@dataclass(frozen=True)
class Worth:
    """Margin saved by each approval of today, by each option alone, as the table lists them, by the best set.

    `lost` is the margin lost without any. `knowing` is empty where there are no options to choose among.
    """

    draws: int
    budget: float | None
    lost: Mean
    approvals: Mapping[Group, Mean]
    options: tuple[Mean, ...]
    best: Best | None
    knowing: Mapping[Group, float]


def waits_of(case: Case, draws: int, seed: int) -> dict[Group, Floats]:
    """Draws of each wait: triangular over low, base and high, from scrambled Sobol points."""
    groups = sorted(case.waits, key=str)
    points = uniforms(draws, len(groups), seed)
    return {
        group: triangular(points[:, column], wait.low, wait.base, wait.high)
        for column, group in enumerate(groups)
        for wait in [case.waits[group]]
    }


def asked_draws(case: Case, draws: int | None) -> int:
    """The draws to ask: those named; else DRAWS where the program is of a size that is answered at once."""
    if draws is not None:
        return draws
    nodes = affected(case.network, {case.network.sources[one.source].component for one in case.stopped})
    changes = len(case.stopped) + len(case.network.tables.rows.get("options", ())) + len(case.plan.extras)
    return DRAWS if len(nodes) * (1 + changes) <= LARGEST else 0


def worth(case: Case, draws: int, seed: int = 0, budget: float | None = None) -> Worth | None:
    """All of it; None where nothing is stopped or no draws are asked for."""
    if not draws or not case.stopped:
        return None
    rows, waits = case.network.tables.rows.get("options", ()), waits_of(case, draws, seed)
    program = Draws(case, waits, rows)
    nothing = program.lost((False,) * len(rows)).margin
    alone = [program.lost(tuple(n == taken for n in range(len(rows)))).margin for taken in range(len(rows))]
    best = best_set(program, budget) if rows else None
    approvals = {}
    open_ = {group: days for group, days in waits.items() if not case.waits[group].prohibited}
    for group in waits:
        if case.waits[group].prohibited:
            approvals[group] = Mean(0.0, None, 0.0)
            continue
        now = np.full(draws, float(max(0, case.offset - case.control[group])))
        approvals[group] = _mean(nothing - Draws(case, {**waits, group: now}, ()).lost(()).margin)
    return Worth(
        draws=draws,
        budget=budget,
        lost=_mean(nothing),
        approvals=approvals,
        options=tuple(_mean(nothing - margin) for margin in alone),
        best=best,
        knowing=values_of_knowing(program, open_, budget) if rows else {},
    )


def _mean(values: Floats) -> Mean:
    """Draws stand in the order of `uniforms`: their replicates are independent of each other."""
    value, share = max(0.0, float(values.mean())), float((values > 1e-6 * max(1.0, values.max())).mean())
    if len(values) < 2 * REPLICATES:
        return Mean(value, None, share)
    means = [values[replicate::REPLICATES].mean() for replicate in range(REPLICATES)]
    return Mean(value, float(np.std(means, ddof=1) / np.sqrt(REPLICATES)), share)
