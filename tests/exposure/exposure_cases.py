"""States and networks made by hand for the tests of the exposure."""

from datetime import date
from pathlib import Path

from detente.exposure.network import build
from detente.exposure.tables import read_tables
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
