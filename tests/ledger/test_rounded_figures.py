"""A rounded figure is a refinement to be made, not a contradiction; one that is off remains one."""

import pytest
from build import page, state

from detente.ledger.conflicts.rounded import refined


def figures(*values):
    told = [
        page("meeting", "2022-03-01", key="m", by=f"Paper {i}", published="2022-03-02", actors=("NO",),
             targets=("CL",), terms={"claims": {"duration_min": value}})
        for i, value in enumerate(values)
    ]  # fmt: skip
    return [
        {v.value for v in c.values}
        for c in state(*told, on="2022-04-01").conflicts
        if c.kind in {"figure", "plan_and_outcome"}
    ]


@pytest.mark.parametrize(
    "values",
    [
        ("31", "about 30"),
        ("45", "about 50"),
        ("28 minutes", "some 30 (CL)"),
        ("1,020", "roughly 1,000"),
        ("about 48", "about 50"),
    ],
)
def test_a_rounded_figure_contests_nothing(values):
    assert figures(*values) == []
    assert figures(*reversed(values)) == []


@pytest.mark.parametrize(
    "values",
    [
        ("45", "50"),
        ("40", "about 50"),
        ("17", "about 10"),
        ("30 minutes", "about 30 rounds"),
        ("31 (imports)", "about 30 (exports)"),
        ("about 20 (held)", "about 10 (planned)"),
        ("149", "about 100"),
    ],
)
def test_a_figure_that_is_off_or_of_another_thing_does(values):
    assert figures(*values) == [set(values)]


def test_what_is_rounded_is_left_out_where_others_differ():
    assert figures("45", "about 50", "70") == [{"45", "70"}]


def test_of_two_that_are_rounded_alike_none_is_lost():
    assert refined(["about 50", "around 50"]) == set()
