"""States and networks made by hand for the tests of the exposure."""

from datetime import date
from pathlib import Path

from detente.exposure.network import build
from detente.exposure.tables import Tables, read_tables
from detente.ledger.views import Dated, Licence, LicenceBook, Measure, State, Support
from detente.lexicon import Entry, Lexicon
from detente.model import When

HAND = Path(__file__).parent / "hand"
LEXICON = Lexicon(
    [
        Entry("item:photoresist", "item", "photoresist", reference="r"),
        Entry("item:hydrogen-fluoride", "item", "hydrogen fluoride", reference="r"),
        Entry(
            "group:two",
            "item_group",
            "two materials",
            members=("item:photoresist", "item:hydrogen-fluoride"),
            reference="r",
        ),
    ]
)
SAID = Support("a1", "s1", "Gazette", None, date(2019, 7, 1), date(2019, 7, 1), "the sentence")
MEASURE = Measure(
    id="measure:three",
    name="individual licences",
    actor="JP",
    targets=("KR",),
    items=("group:two",),
    stages={"effective": (Dated(When("2019-07-04"), False, (SAID,)),)},
    state="in_force",
    effective=When("2019-07-04"),
    ended=None,
    licence={"item:photoresist": ("individual",), "item:hydrogen-fluoride": ("individual",)},
    standard_days=90,
)


def hand():
    return build(read_tables(HAND))


def state(on="2019-07-04", measures=(MEASURE,), licences=()):
    day = date.fromisoformat(on)
    return State(on=day, known=day, measures=tuple(measures), licences=tuple(licences))


def book(item, *whens, form=None):
    approved = tuple(Licence(item, form, "approved", When(w), None, None, None, None, (SAID,)) for w in whens)
    return LicenceBook(item, form, approved, len(whens), None, 0, 0, 0, None, (), None)


def network(products, bom, stock, shares, shelf=None):
    """A network from plain maps: product -> (demand, margin) or (demand, margin, priority); (parent, part) ->
    quantity; part -> units on hand; part -> shares of its sources, all from Japan; part -> shelf life."""
    blank = {"lead_time_days": 0.0, "capacity_per_day": None, "item": None, "form": None, "licence": None}
    rows = {
        "products": [
            {"product": name, "demand_per_day": float(one[0]), "price": 2.0 * one[1], "margin": float(one[1])}
            | {"currency": "USD", "priority": one[2] if len(one) > 2 else None}
            for name, one in products.items()
        ],
        "bom": [{"parent": p, "component": c, "quantity": float(q)} for (p, c), q in bom.items()],
        "sources": [
            {"component": part, "supplier": f"s{n}", "ships_from": "JP", "share": share, "caught": "yes"}
            | blank
            for part, mine in shares.items()
            for n, share in enumerate(mine)
        ],
        "stock": [
            {"component": part, "on_hand": float(units), "shelf_life_days": (shelf or {}).get(part)}
            for part, units in stock.items()
        ],
    }
    return build(Tables({name: tuple(table) for name, table in rows.items()}))
