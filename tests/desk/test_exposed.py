"""The exposure as text."""

from pathlib import Path

from desk_cases import LEXICON, state

from detente.desk.exposed import render
from detente.exposure.answer import expose
from detente.exposure.network import build
from detente.exposure.tables import read_tables
from detente.ledger.views import State

HAND = Path(__file__).parents[1] / "exposure" / "hand"


def said(asked):
    return render(expose(build(read_tables(HAND)), asked, LEXICON, horizon=60, draws=0), LEXICON)


def test_who_runs_short_first_and_why_stands_with_its_path_and_its_money():
    text = said(state())
    assert "chip: first short after 0 days; 0% goes on while all that is controlled stays cut" in text
    assert "binds: photoresist (euv), Alpha (JP)" in text
    assert "path:  chip > resist" in text
    assert "by: Example News, 21 August 2019" in text


def test_each_assumption_is_named_with_its_reason():
    text = said(state())
    assert "photoresist (euv): approval 49, 90 or 180 days after control" in text
    assert "the stock was counted 48 days before" in text


def test_a_network_with_nothing_controlled_says_so():
    nothing = State(on=state().on, known=state().known)
    assert "Nothing in this network is under a measure that stops it." in said(nothing)
