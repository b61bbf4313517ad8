"""An approval covers a contract: quantity, consignee, exporter, validity and transit decide what it lets through."""

from dataclasses import replace
from datetime import date

import pytest
from exposure_cases import LEXICON, hand, state

from detente.exposure.answer import expose
from detente.exposure.contract import contracts, in_words
from detente.exposure.network import build
from detente.exposure.supply import touched

RESIST = "item:photoresist"


def network(**changes):
    row = {"_row": 2, "item": RESIST, "form": None, "exporter": None, "consignee": "Hand Works", "filed": date(2019, 7, 5),
           "decided": date(2019, 8, 1), "status": "approved", "quantity": 1500.0, "expires": None}  # fmt: skip
    tables = hand().tables
    rows = {**tables.rows, "licences": (row | changes,)}
    return build(replace(tables, rows=rows, name="Hand Works (invented)"))


def ask(on="2019-08-03", **changes):
    made = network(**changes)
    return contracts(made, touched(made, state(on), LEXICON, "KR"), date.fromisoformat(on))


def test_an_approval_lets_its_quantity_through_after_the_transit():
    (one,) = ask()
    assert (one.quantity, one.transit_days, one.why) == (1500.0, 10, "")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"consignee": "Another Maker"}, "it is for Another Maker"),
        ({"quantity": None}, "no quantity"),
        ({"expires": date(2019, 8, 2)}, "it expired on 2019-08-02"),
        ({"exporter": "Somebody Else"}, "no source that is stopped"),
        ({"form": "gas"}, "no source that is stopped"),
        ({"item": "item:other"}, "no source that is stopped"),
    ],
)
def test_what_is_not_of_the_contract_is_not_let_through_and_the_reason_is_said(changes, why):
    (one,) = ask(**changes)
    assert one.source is None and one.quantity == 0
    assert why in one.why
    assert why in in_words([one])[0]


@pytest.mark.parametrize(
    "changes",
    [{"status": "filed"}, {"decided": date(2019, 8, 4)}, {"filed": date(2019, 8, 4), "decided": None}],
)
def test_what_is_open_or_of_a_later_day_is_no_approval_yet(changes):
    assert ask(**changes) == ()


def test_no_consignee_and_no_day_of_decision_are_taken_as_the_users_own():
    assert ask(consignee=None, decided=None)[0].quantity == 1500.0


def test_more_quantity_helps_and_another_buyers_approval_helps_nothing():
    def lost(**changes):
        found = expose(
            network(**changes), state("2019-07-04"), LEXICON, destination="KR", horizon=120, draws=0
        )
        return found.products[0].lost_revenue.base

    late = {"filed": date(2019, 7, 4), "decided": None}
    none, some, more = lost(**late, quantity=0.0), lost(**late, quantity=500.0), lost(**late, quantity=1500.0)
    assert more < some < none
    assert lost(**late, consignee="Another Maker") == none


def test_the_answer_says_what_each_own_approval_lets_through():
    found = expose(network(), state("2019-08-03"), LEXICON, destination="KR", horizon=120, draws=0)
    assert any("licences.csv, row 2, lets 1500 through, 10 days after" in line for line in found.assumptions)
