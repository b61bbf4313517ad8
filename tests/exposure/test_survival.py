"""Shortest paths against their plain twin, and against paths followed by hand."""

from itertools import pairwise

import numpy as np
import pytest
from exposure_cases import hand, network
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.exposure.survival import (
    Graph,
    binding,
    blocked,
    covers,
    graph,
    kept,
    kept_plain,
    survive,
    survive_plain,
    unblocked,
)

DAYS = st.one_of(st.just(np.inf), st.integers(0, 60).map(float))


@st.composite
def graphs(draw):
    """A graph of up to eight nodes with its cuts, shelf lives, and covers in up to nine draws."""
    size = draw(st.integers(1, 8))
    rows = [[i for i in range(node) if draw(st.booleans())] for node in range(size)]
    flat = [i for row in rows for i in row]
    made = Graph(
        np.cumsum([0, *(len(row) for row in rows)]).astype(np.int32),
        np.array(flat, np.int32),
        np.array([draw(st.integers(0, 9)) for _ in flat], np.float32),
    )
    days = st.lists(DAYS, min_size=size, max_size=size)
    draws = draw(st.integers(1, 9))
    return made, draw(days), draw(days), [draw(days) for _ in range(draws)]


@settings(max_examples=150, deadline=None)
@given(graphs(), st.sampled_from([1, 4, 32]))
def test_the_days_of_every_draw_are_those_of_the_plain_twin(case, width):
    made, cut, shelf, draws = case
    given_covers = np.array(draws).T
    singles = (np.array(cut, np.float32), blocked(given_covers, width), np.array(shelf, np.float32))
    found = unblocked(survive(made, *singles), len(draws))
    assert found.T.tolist() == [survive_plain(made, cut, mine, shelf) for mine in draws]
    without = unblocked(survive(made, singles[0], blocked(given_covers, width)), len(draws))
    assert without.T.tolist() == [survive_plain(made, cut, mine) for mine in draws]


@settings(max_examples=80, deadline=None)
@given(graphs(), st.data())
def test_the_rate_kept_is_that_of_the_plain_twin(case, data):
    made = case[0]
    rates = data.draw(st.lists(st.floats(0, 1), min_size=made.nodes, max_size=made.nodes))
    found = kept(made, np.array([rates, [1.0] * made.nodes]).T)
    assert found[:, 0].tolist() == kept_plain(made, rates)
    assert (found[:, 1] == 1.0).all()


@settings(max_examples=80, deadline=None)
@given(graphs())
def test_the_binding_path_ends_at_a_cut_and_its_covers_and_edges_add_up_to_the_days(case):
    made, cut, _, draws = case
    days = survive_plain(made, cut, draws[0])
    for node in range(made.nodes):
        path = binding(made, cut, days, node)
        if not path:
            assert days[node] == np.inf
            continue
        total = cut[path[-1]] + sum(draws[0][n] for n in path)
        for user, part in pairwise(path):
            edges = range(made.start[user], made.start[user + 1])
            total += next(float(made.weight[e]) for e in edges if made.inputs[e] == part)
        assert total == days[node]


def test_the_hand_case_lasts_30_days_of_resist_and_2_of_chips():
    made = hand()
    cut = np.full(4, np.inf)
    cut[made.index["resist"]] = 0.0
    rate = kept(graph(made), np.where(np.isfinite(cut), 0.0, 1.0)[:, None])[:, 0]
    lasts = covers(made, rate)
    assert lasts[[made.index["resist"], made.index["chip"], made.index["acid"]]].tolist() == [30, 2, np.inf]
    days = survive_plain(graph(made), cut, lasts)
    assert days[made.index["chip"]] == 32
    named = [made.nodes[node] for node in binding(graph(made), cut, days, made.index["chip"])]
    assert named == ["chip", "resist"]


def test_a_share_that_goes_on_stretches_every_cover_on_the_way():
    made = network({"x": (10, 1)}, {("x", "m"): 1, ("m", "p"): 1}, {"p": 30, "m": 40, "x": 50}, {"p": [0.5]})
    rate = kept(graph(made), np.array([[0.5], [1.0], [1.0]]))[:, 0]
    assert rate.tolist() == [0.5, 0.5, 0.5]
    assert covers(made, rate).tolist() == [6, 8, 10]


def test_days_on_an_edge_come_between_a_part_and_its_user():
    made = Graph(np.array([0, 0, 1], np.int32), np.array([0], np.int32), np.array([4], np.float32))
    assert survive_plain(made, [2, np.inf], [10, 3]) == [12, 19]


@pytest.mark.parametrize(("shelf", "days"), [(5, 5), (20, 12), (1, 2)])
def test_a_shelf_life_caps_the_cover_but_ends_nothing_that_still_comes(shelf, days):
    made = Graph(np.array([0, 0], np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32))
    assert survive_plain(made, [2], [10], [shelf]) == [days]


def test_draws_are_laid_out_in_blocks_and_back_with_the_last_one_repeated():
    draws = np.arange(15.0).reshape(3, 5)
    whole = blocked(draws, 4)
    assert whole.shape == (2, 3, 4) and whole.dtype == np.float32
    assert whole[1, 0].tolist() == [4, 4, 4, 4]
    assert unblocked(whole, 5).tolist() == draws.tolist()
