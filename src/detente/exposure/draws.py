"""Draws of the waits, and percentiles with their own standard error.

Draws are scrambled Sobol points (Owen 1997, `scipy.stats.qmc`), in eight replicates, each scrambled on its
own: within a replicate they fill the space evenly, between replicates they are independent. So a percentile
is taken of all draws together, and its standard error from how far those of the replicates lie apart. The
same seed and number of groups give the same points in every comparison (common random numbers).
"""

from dataclasses import dataclass

import numpy as np

from detente.exposure.network import Floats

REPLICATES = 8
FEWEST = 16
"""Draws in a replicate below which its percentiles tell nothing."""
PERCENTILES = (10, 50, 90)


@dataclass(frozen=True, slots=True)
class Spread:
    """The percentiles of some figure, and the standard error of each.

    An error is NaN where there are too few draws, or where the percentile of a replicate is infinite.
    """

    values: tuple[float, ...]
    errors: tuple[float, ...]


def uniforms(draws: int, columns: int, seed: int) -> Floats:
    """Points in the unit cube, draws x columns; replicate r is every eighth row from r on."""
    from scipy.stats import qmc  # noqa: PLC0415 - slow to import

    seeds = np.random.SeedSequence(seed).spawn(REPLICATES)
    found = np.empty((draws, columns))
    for replicate, own in enumerate(seeds):
        wanted = len(range(replicate, draws, REPLICATES))
        if wanted:
            engine = qmc.Sobol(columns, scramble=True, rng=np.random.default_rng(own))
            found[replicate::REPLICATES] = engine.random_base2((wanted - 1).bit_length())[:wanted]
    return found


def triangular(points: Floats, low: float, mode: float, high: float) -> Floats:
    """Points of [0, 1) as draws of a triangular distribution: its inverse distribution function."""
    if high <= low:
        return np.full(len(points), float(low))
    rising = points * (high - low) < mode - low
    up = low + np.sqrt(points * (high - low) * (mode - low))
    down = high - np.sqrt((1 - points) * (high - low) * (high - mode))
    return np.where(rising, up, down)


def spread(values: Floats) -> Spread:
    """P10, P50 and P90 of the figure in each draw, in the order of `uniforms`, with their errors."""
    found = np.percentile(values, PERCENTILES, method="nearest")
    if len(values) < REPLICATES * FEWEST:
        return Spread(tuple(found), (float("nan"),) * len(PERCENTILES))
    each = np.array(
        [np.percentile(values[r::REPLICATES], PERCENTILES, method="nearest") for r in range(REPLICATES)]
    )
    known = np.isfinite(each).all(axis=0)
    errors = np.full(len(PERCENTILES), np.nan)
    errors[known] = each[:, known].std(axis=0, ddof=1) / np.sqrt(REPLICATES)
    return Spread(tuple(found), tuple(errors))
