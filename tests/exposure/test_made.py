"""Networks that are made up: whole, as large as asked for, and the same for the same seed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import UsageError
from detente.exposure.made import Shape, make
from detente.exposure.network import build
from detente.exposure.tables import check
from detente.exposure.write import write_tables

SHAPES = st.builds(
    Shape,
    products=st.integers(1, 6),
    parts=st.integers(1, 60),
    seed=st.integers(0, 10**6),
    tiers=st.integers(1, 7),
)


@settings(max_examples=25, deadline=None)
@given(SHAPES)
def test_a_network_of_any_size_has_neither_faults_nor_warnings(tmp_path_factory, shape):
    made = make(shape)
    found = check(write_tables(tmp_path_factory.mktemp("made") / "net", made.tables, made.settings))
    assert (found.faults, found.warnings) == ((), ())
    network = build(found.tables)
    assert len(network.products) == shape.products
    assert len(network.nodes) == shape.products + shape.parts


def test_the_same_seed_gives_the_same_network_and_another_another():
    shape = Shape(3, 40, seed=7)
    assert make(shape).tables == make(shape).tables
    assert make(shape).tables != make(Shape(3, 40, seed=8)).tables


def test_it_has_the_shape_of_a_real_one(tmp_path):
    made = make(Shape(products=20, parts=2000, seed=1))
    network = build(check(write_tables(tmp_path / "net", made.tables, made.settings)).tables)
    sources = np.array([len(network.sources_of[node]) for node in network.sources_of])
    assert 0.40 < (sources == 1).mean() < 0.50
    assert max(network.tier) == 5
    users = np.bincount([child for needs in network.needs for child, _ in needs])
    assert np.sort(users)[-20:].sum() > 0.1 * users.sum() and np.median(users) <= 2
    assert {source.ships_from for source in network.sources} >= {"JP", "CN", "KR", "US"}
    days = network.stock[network.use > 0] / network.use[network.use > 0]
    assert 5 < np.median(days) < 60


@pytest.mark.parametrize("shape", [Shape(products=0), Shape(parts=0), Shape(tiers=0)])
def test_a_size_that_makes_no_sense_is_refused(shape):
    with pytest.raises(UsageError):
        make(shape)
