"""The columns of a network's tables: how a cell is read, and what an empty one means."""

import difflib
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from detente.lexicon import lexicon

Parse = Callable[[str], Any]
LICENCES = ("individual", "specific_bulk", "special_general_bulk", "general_bulk", "exception")
"""The licence types that a source may hold."""
_ISO_4217 = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP
GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD
KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN
NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP
SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES
VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_ISO_4217.split())
"""ISO 4217, the codes of money in use (list one, 2024)."""


class FaultError(ValueError):
    """A cell that cannot be used."""


def number(text: str) -> float:
    """A number that is finite and not negative."""
    try:
        value = float(text)
    except ValueError as error:
        hint = " (write 1.5, not 1,5)" if "," in text else ""
        raise FaultError(f"no number: {text!r}{hint}") from error
    if not math.isfinite(value) or value < 0:
        raise FaultError(f"must be zero or more: {text!r}")
    return value


def share(text: str) -> float:
    """A share of the use, 0 to 1."""
    value = number(text)
    if value > 1:
        raise FaultError(f"a share is at most 1: {text!r}")
    return value


def day(text: str) -> date:
    """A day written 2019-07-04."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise FaultError(f"no day: {text!r} (write 2019-07-04)") from error


def country(text: str) -> str:
    """A country by its code of ISO 3166."""
    entry = lexicon().get(text)
    if len(text) == 2 and entry and entry.kind == "country" and text != "EU":  # noqa: PLR2004
        return text
    named = lexicon().find(text, {"country"})
    hint = f"; did you mean {named.id}?" if named and named.id != text else " (ISO 3166, such as JP)"
    raise FaultError(f"no country code: {text!r}{hint}")


def currency(text: str) -> str:
    """A currency by its code of ISO 4217."""
    if text not in CURRENCIES:
        hint = f"; did you mean {text.upper()}?" if text.upper() in CURRENCIES else " (ISO 4217, such as USD)"
        raise FaultError(f"no currency: {text!r}{hint}")
    return text


def one_of(*words: str) -> Parse:
    """One of a few words."""

    def parse(text: str) -> str:
        if text not in words:
            raise FaultError(f"{text!r} is none of {', '.join(words)}{meant(text, words)}")
        return text

    return parse


def meant(text: str, words: Iterable[str]) -> str:
    """`; did you mean ...?` where one of the words is near."""
    near = difflib.get_close_matches(text, list(words), n=1, cutoff=0.75)
    return f"; did you mean {near[0]}?" if near else ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how a cell is read, and what an empty one means (`...`: it may not be empty)."""

    parse: Parse
    default: Any = ...


_TEXT, _NOTE = Column(str), Column(str, None)
COLUMNS: Mapping[str, Mapping[str, Column]] = {
    "products": {
        "product": _TEXT,
        "demand_per_day": Column(number),
        "price": Column(number),
        "margin": Column(number),
        "currency": Column(currency),
        "priority": Column(number, None),
        "unit": _NOTE,
    },
    "bom": {"parent": _TEXT, "component": _TEXT, "quantity": Column(number), "unit": _NOTE},
    "sources": {
        "component": _TEXT,
        "supplier": _TEXT,
        "ships_from": Column(country),
        "share": Column(share),
        "lead_time_days": Column(number),
        "capacity_per_day": Column(number, None),
        "item": _NOTE,
        "form": _NOTE,
        "caught": Column(one_of("yes", "no", "maybe"), "yes"),
        "licence": Column(one_of(*LICENCES), None),
        "makes": Column(one_of("yes", "no"), None),
        "unit": _NOTE,
    },
    "stock": {
        "component": _TEXT,
        "on_hand": Column(number),
        "shelf_life_days": Column(number, None),
        "unit": _NOTE,
    },
    "in_transit": {
        "component": _TEXT,
        "quantity": Column(number),
        "dispatched": Column(day),
        "arrives": Column(day),
        "ships_from": Column(country),
        "supplier": _NOTE,
        "unit": _NOTE,
    },
    "options": {
        "option": _TEXT,
        "component": _TEXT,
        "kind": Column(one_of("substitute", "second_source", "extra_stock", "expedite")),
        "qualification_days": Column(number, 0.0),
        "lead_time_days": Column(number, 0.0),
        "capacity_per_day": Column(number, 0.0),
        "cost": Column(number),
        "currency": Column(currency, None),
        "unit": _NOTE,
    },
    "licences": {
        "item": _TEXT,
        "form": _NOTE,
        "exporter": _NOTE,
        "consignee": _NOTE,
        "filed": Column(day, None),
        "decided": Column(day, None),
        "status": Column(one_of("filed", "queried", "approved", "denied", "returned", "expired")),
        "quantity": Column(number, None),
        "expires": Column(day, None),
    },
}
"""Table to column to reader. A column that is not listed here (`basis`, a note) is ignored.

`unit` is the unit of the component: where two rows of one component give it, they must give the same.
"""

NEEDED = ("products", "bom", "sources", "stock")
KEYS: Mapping[str, tuple[str, ...]] = {
    "products": ("product",),
    "bom": ("parent", "component"),
    "sources": ("component", "supplier", "ships_from", "form"),
    "stock": ("component",),
    "options": ("option",),
}
"""What must not come twice in a table."""


@cache
def known_items() -> frozenset[str]:
    """The ids of goods that the lexicon names."""
    return frozenset(entry.id for entry in lexicon().entries.values() if entry.kind == "item")
