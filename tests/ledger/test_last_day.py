"""A measure told with its last day ends by itself, and an extension moves the end."""

import pytest
from pages_read import html, state_of_pages

from detente.ledger.brief import brief

BANNED = html(
    "Harbour News", "2012-01-09", "Turkey stops copper scrap",
    "Turkey will ban exports of copper scrap from January 16, 2012 until March 31, 2012, the customs office said on Monday.",
)  # fmt: skip
EXTENDED = html(
    "Harbour News", "2012-03-20", "Ankara prolongs its ban",
    "Turkey on Tuesday extended its ban on exports of copper scrap until June 30, 2012, the customs office said.",
)  # fmt: skip


def ban(folder, *pages, on):
    found = state_of_pages(folder, *pages, on=on)
    return next(m for m in found.measures if m.items == ("item:scrap-metal",))


@pytest.mark.parametrize(
    ("on", "state"), [("2012-01-20", "in_force"), ("2012-03-31", "in_force"), ("2012-04-01", "withdrawn")]
)
def test_it_holds_on_its_last_day_and_not_on_the_next(tmp_path, on, state):
    found = ban(tmp_path, BANNED, on=on)
    assert (found.state, found.ended.value) == (state, "2012-04-01")
    assert found.stages["withdrawn"][0].planned


@pytest.mark.parametrize(("on", "state"), [("2012-04-01", "in_force"), ("2012-07-01", "withdrawn")])
def test_an_extension_moves_the_end(tmp_path, on, state):
    assert ban(tmp_path, BANNED, EXTENDED, on=on).state == state


def test_an_extension_without_an_end_takes_it_away(tmp_path):
    text = "Turkey has extended its ban on exports of copper scrap, set to expire on March 31, indefinitely, it said."
    found = ban(
        tmp_path, BANNED, html("Harbour News", "2012-03-20", "Ankara keeps its ban", text), on="2012-04-15"
    )
    assert (found.state, found.ended) == ("in_force", None)


def test_the_end_is_among_what_is_planned(tmp_path):
    found = state_of_pages(tmp_path, BANNED, on="2012-02-01")
    assert any(one.kind == "ending" and one.when.value == "2012-04-01" for one in brief(found).planned)
