"""The exposure as text."""

from dataclasses import replace
from pathlib import Path

from desk_cases import LEXICON, state

from detente.desk.exposed import render
from detente.desk.words import money
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
    assert "photoresist (euv): approval 94, 138 or 228 days after control" in text
    assert "no application of yours is on file, and others have had approvals since day 46" in text
    assert "the stock was counted 48 days before" in text


def test_a_network_with_nothing_controlled_says_so():
    nothing = State(on=state().on, known=state().known)
    assert "Nothing in this network is under a measure that stops it." in said(nothing)


def test_what_is_worth_doing_stands_in_order_with_money_days_and_reason():
    tables = read_tables(HAND)
    row = {"option": "buy-resist", "component": "resist", "kind": "extra_stock", "qualification_days": 0.0,
           "lead_time_days": 0.0, "capacity_per_day": 500.0, "cost": 1000.0}  # fmt: skip
    network = build(replace(tables, rows={**tables.rows, "options": (row,)}))
    asked = {"horizon": 60, "draws": 0, "lp_draws": 16, "budget": 5000.0}
    text = render(expose(network, state(), LEXICON, **asked), LEXICON)
    listed = text[text.index("What is worth doing") :]
    # 500 units are ten days of all chips, 100 a day at a margin of 20, whatever the wait
    assert "by what it earns on average over 16 draws of the program" in listed
    assert "take buy-resist: 20,000 for 1,000, net 19,000" in listed
    assert "brings 500 of resist once, on day 0 and saves something in 100% of the draws" in listed
    assert "Best set of options within 5,000: buy-resist; saves 20,000" in listed
    assert listed.index("press for photoresist (euv)") < listed.index("take buy-resist")


def test_what_an_approval_is_worth_names_its_case_and_stands_beside_the_mean_of_the_list():
    network = build(read_tables(HAND))
    exposure = expose(network, state(), LEXICON, horizon=60, draws=0, lp_draws=16)
    (press,) = [action for action in exposure.actions if action.kind == "approval"]
    (item,) = exposure.items
    base, mean = money(item.value_of_approval), money(press.saved)
    text = render(exposure, LEXICON)
    assert (
        f"an approval today saves {base} of margin in the base case, {mean} on average over 16 draws" in text
    )


def test_without_the_program_an_approval_is_worth_its_base_case_alone():
    lines = [line for line in said(state()).splitlines() if "an approval today saves" in line]
    assert lines and all(line.endswith("of margin in the base case") for line in lines)
