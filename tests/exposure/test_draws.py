"""The draws repeat, fill the space evenly, and say how far off their percentiles may be."""

import numpy as np
import pytest
from scipy.stats import triang

from detente.exposure.draws import REPLICATES, spread, triangular, uniforms


def test_the_same_seed_gives_the_same_points_and_another_gives_others():
    points = uniforms(200, 3, 7)
    assert points.shape == (200, 3) and ((points >= 0) & (points < 1)).all()
    assert (points == uniforms(200, 3, 7)).all()
    assert (points != uniforms(200, 3, 8)).all()


def test_each_replicate_fills_every_eighth_of_every_side_evenly():
    points = uniforms(64 * REPLICATES, 2, 0)
    for replicate in range(REPLICATES):
        for column in range(2):
            counts = np.bincount((points[replicate::REPLICATES, column] * 8).astype(int), minlength=8)
            assert counts.tolist() == [8] * 8


@pytest.mark.parametrize("draws", [0, 1, 5, 20])
def test_few_draws_are_that_many_and_tell_no_error(draws):
    points = uniforms(draws, 2, 0)
    assert points.shape == (draws, 2)
    if draws:
        assert np.isnan(spread(points[:, 0]).errors).all()


def test_the_triangle_is_that_of_scipy_and_one_without_width_is_its_value():
    points = np.linspace(0, 0.999, 200)
    assert np.allclose(triangular(points, 45, 90, 180), triang.ppf(points, 45 / 135, 45, 135))
    assert np.allclose(triangular(points, 45, 45, 180), triang.ppf(points, 0, 45, 135))
    assert (triangular(points, 90, 90, 90) == 90).all()


def test_the_standard_error_is_about_as_far_as_percentiles_really_lie_apart():
    found = [spread(triangular(uniforms(1024, 1, seed)[:, 0], 45, 90, 180)) for seed in range(60)]
    really = np.std([one.values for one in found], axis=0)
    told = np.mean([one.errors for one in found], axis=0)
    # the error is that of the mean of eight percentiles, the figure one percentile of all: near, not equal
    assert ((told > really / 3) & (told < really * 3)).all()
    exact = triang.ppf([0.1, 0.5, 0.9], 45 / 135, 45, 135)
    assert (abs(np.mean([one.values for one in found], axis=0) - exact) < 0.3).all()


def test_sobol_points_miss_the_median_by_less_than_random_ones():
    exact = triang.ppf(0.5, 45 / 135, 45, 135)
    rng = np.random.default_rng(0)
    ours = [spread(triangular(uniforms(1024, 1, s)[:, 0], 45, 90, 180)).values[1] - exact for s in range(30)]
    plain = [np.median(rng.triangular(45, 90, 180, 1024)) - exact for _ in range(30)]
    assert np.std(ours) < np.std(plain) / 3


def test_a_percentile_that_some_replicate_does_not_reach_has_no_error():
    values = np.where(uniforms(1024, 1, 0)[:, 0] < 0.101, 5.0, np.inf)
    found = spread(values)
    assert found.values == (5.0, np.inf, np.inf)
    assert np.isnan(found.errors[1:]).all()
