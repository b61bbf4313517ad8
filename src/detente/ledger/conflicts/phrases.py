"""What a conflict's sentence calls an act, a measure, an agreement or a case (`phrases.toml`)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from detente.ledger.acts import Act
from detente.ledger.licencebook import chosen_items, form_of
from detente.ledger.wording import called, listed, with_article, words
from detente.lexicon import Lexicon
from detente.model import Kind

_PEOPLE = 3
"""Persons and bodies by whom talks are named."""


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("detente.ledger.conflicts") / "phrases.toml").read_text("utf-8"))


def happened(field: str, it: str) -> str:
    """What happened on a day: `("effective", "the order")` as "the order took effect"."""
    name = field.removeprefix("measure_")
    pattern: str = _table()["happened"].get(name, "{it} is dated")
    return pattern.format(it=it)


def done(kind: str) -> str:
    """An act by what was done: "a suspension of the notice"."""
    said: str = _table()["done"].get(kind, kind.partition("_")[2].replace("_", " "))
    return said


def thing(id_: str, lexicon: Lexicon, names: Mapping[str, str] | None = None) -> str:
    """A measure, an agreement or a case: "the removal of ...", "GSOMIA", "the case DS590"."""
    if names and id_ in names:
        return f"the {names[id_]}"
    entry = lexicon.get(id_)
    name = (entry.short or entry.name) if entry else called(id_, lexicon)
    if id_.startswith("measure:"):
        return f"the measure “{name}”"
    if not id_.startswith("case:"):
        return name
    sides = id_.partition(":")[2].split("-")
    unknown = entry is None and all(lexicon.get(side.upper()) for side in sides)
    return (
        f"the case between {listed(lexicon.name(s.upper()) for s in sides)}"
        if unknown
        else f"the case {name}"
    )


def subject(one: Act, names: Mapping[str, str] | None = None, *, dated: bool = True) -> str:
    """What an act is called: by its measure, agreement or case where it has one, else by its own name."""
    about = one.agreement or one.case
    if one.measure and one.family.startswith(("measure", "group")):
        return thing(one.measure, one.lexicon, names)
    if about and one.kind.value.startswith(("agreement", "complaint", "consult", "panel", "proceeding")):
        return thing(about, one.lexicon, names)
    return itself(one, dated=dated)


def itself(one: Act, *, dated: bool = True) -> str:
    """An act by its own name: "the licence for photoresist of 7 August 2019"."""
    noun = _table()["noun"].get(one.kind.value, f"the report “{one.kind.value.replace('_', ' ')}” of")
    day = f" of {words(one.when)}" if dated and one.when else ""
    if one.kind.value.startswith(("licence", "goods")):
        return f"{noun} {_goods(one)}{day}"
    return f"{noun} {_people(one)}{day}"


def item_name(item: str, form: str | None, lexicon: Lexicon) -> str:
    """An item with its form for people: "hydrogen fluoride (gas)"."""
    return called(item, lexicon) + (f" ({form})" if form else "")


def items_named(items: tuple[str, ...], lexicon: Lexicon) -> str:
    """Several items for people."""
    return listed(called(item, lexicon) for item in items)


def _goods(one: Act) -> str:
    named = [item_name(item, form_of(one, item), one.lexicon) for item in chosen_items(one) or one.items]
    return listed(named) or "goods not named"


def _people(one: Act) -> str:
    """Who took part: persons and bodies before countries; of a ruling the court alone."""
    parties = [*one.actors, *one.targets]
    own = [p for p in parties if p not in one.countries]
    named = own[:1] if one.kind is Kind.RULING else (own or parties)[:_PEOPLE]
    return listed(with_article(called(p, one.lexicon)) for p in named) or "parties not named"
