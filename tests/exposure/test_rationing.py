"""Who is served first, and how it is asked for."""

from dataclasses import replace

import pytest
from exposure_cases import LEXICON, hand, network, state

from detente.errors import UsageError
from detente.exposure.answer import expose
from detente.exposure.network import build
from detente.exposure.rationing import ranks, served
from detente.exposure.shapes import exposure_json

THREE = {"a": (1, 5, 2), "b": (1, 9), "c": (1, 5, 1)}


def made():
    return network(THREE, {(p, "part"): 1 for p in THREE}, dict.fromkeys(THREE, 0), {"part": (1.0,)})


@pytest.mark.parametrize(
    ("rule", "classes"),
    [
        ("proportion", ((0, 1, 2),)),
        ("margin", ((1,), (0, 2))),
        ("priority", ((2,), (0,), (1,))),
    ],
)
def test_products_are_served_in_classes(rule, classes):
    assert ranks(made(), rule) == classes


def test_each_class_knows_what_those_before_it_use():
    first, second = served(made(), ranks(made(), "margin"))
    part = made().index["part"]
    assert (first.use[part], first.before[part]) == (1, 0)
    assert (second.use[part], second.before[part]) == (2, 1)


@pytest.mark.parametrize(
    ("rule", "told"), [("priority", "no product has a priority"), ("luck", "'luck' is no rule of rationing")]
)
def test_a_rule_that_cannot_be_followed_is_refused(rule, told):
    with pytest.raises(UsageError, match=told):
        ranks(hand(), rule)


def test_the_answer_names_the_rule_and_the_product_that_is_served_first_loses_less():
    whole = hand()
    rows = dict(whole.tables.rows)
    rows["products"] += ({**rows["products"][0], "product": "other", "margin": 1.0, "_row": 3},)
    rows["bom"] += tuple({**row, "parent": "other"} for row in rows["bom"] if row["parent"] == "chip")
    both = build(replace(whole.tables, rows=rows))
    found = {
        rule: expose(both, state(), LEXICON, horizon=120, draws=0, ration=rule)
        for rule in ("proportion", "margin")
    }
    shown = exposure_json(found["margin"])
    assert shown["ration"] == "margin"
    assert any("to the product first that earns most a unit" in line for line in found["margin"].assumptions)
    lost = {rule: [p.lost_margin.base for p in one.products] for rule, one in found.items()}
    assert lost["margin"][0] < lost["proportion"][0]
    assert lost["margin"][1] > lost["proportion"][1]
