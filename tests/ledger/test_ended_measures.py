"""A measure of which sources tell only the end is a measure: its beginning is not known, not its being."""

from datetime import date

import pytest
from build import page, state
from pages_read import html, records_of

from detente.ledger.fold import fold
from detente.lexicon import lexicon

END = {"actors": ("IN",), "targets": (), "items": ("rice",)}
LIFTED = page("measure_withdrawn", "2024-09-28", key="a", published="2024-09-28", **END)


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2024-01-01", "undeterminable"), ("2024-09-28", "withdrawn"), ("2024-10-01", "withdrawn")],
)
def test_what_was_lifted_was_in_force_from_a_day_not_known(on, expected):
    (found,) = state(LIFTED, on=on, known="2024-10-01").measures
    assert (found.state, found.items, found.effective, found.ended.value) == (
        expected, ("item:rice",), None, "2024-09-28",
    )  # fmt: skip


def test_an_end_that_is_planned_is_of_a_measure_too():
    told = page("measure_withdrawn", "2023-08-05", published="2023-08-04", status="planned",
                actors=("CN",), targets=("AU",), items=("barley",))  # fmt: skip
    (found,) = state(told, on="2023-08-04").measures
    assert (found.state, found.targets) == ("undeterminable", ("AU",))


def test_an_end_is_of_the_measure_that_is_known_whichever_is_read_first():
    begun = page("measure_effective", "2023-07", key="z", by="Z", published="2023-08-01", **END)
    (found,) = state(LIFTED, begun, on="2024-01-01", known="2024-10-01").measures
    assert (found.state, found.ended.value) == ("in_force", "2024-09-28")


def test_an_end_without_goods_stays_unplaced():
    told = page("measure_withdrawn", "2024-09-28", published="2024-09-28", actors=("IN",), targets=())
    found = state(told, on="2024-10-01")
    assert (found.measures, len(found.unplaced)) == ((), 1)


def test_a_list_of_companies_takes_no_control_of_goods_told_beside_it():
    told = [
        page("measure_effective", "2022-10-07", actors=("US",), targets=("CN",), items=("ai-chips",), id_="9"),
        page("group_changed", "2022-10-07", actors=("US",), targets=("31 Chinese companies",), id_="2",
             items=("ai-chips",), terms={"group": "group:us-unverified-list", "change": "added"}),
    ]  # fmt: skip
    found = {m.group: (m.targets, m.items) for m in state(*told, on="2022-10-08").measures}
    assert found[None] == (("CN",), ("item:ai-chips",))
    assert set(found) == {None, "group:us-unverified-list"}


def test_a_ban_that_was_lifted_is_among_the_measures(tmp_path):
    records = records_of(
        tmp_path,
        html("Post", "2024-09-28", "India lifts rice ban",
             "India on Saturday lifted its ban on exports of rice, which it had imposed on July 20, 2023."),
        html("Herald", "2024-03-28", "China lifts wine duties",
             "China will remove tariffs on Australian wine from March 29, its commerce ministry said on Thursday. The "
             "duties have been in place since March 28, 2021."),
    )  # fmt: skip
    found = fold(records, date(2024, 1, 1), date(2024, 10, 1), lexicon())
    assert {m.items: (m.effective and m.effective.value, m.ended.value) for m in found.measures} == {
        ("item:rice",): ("2023-07-20", "2024-09-28"),
        ("item:wine",): ("2021-03-28", "2024-03-29"),
    }
