"""Reads the chip supply graph of CSET's Supply Chain Explorer as a network.

The data (Khan, Mann and Peterson, "The Semiconductor Supply Chain", Center for Security and Emerging
Technology, 2021; CC BY-NC 4.0, so not carried here) are five tables: `inputs` (what goes in), `sequence`
(what goes into what, and what is a kind of what), `providers`, `provision` (who provides what share of
the world) and `stages`. Here:

- an input is a part; one of something goes into one of what it goes into, for the data have no quantities;
- a kind of something is a part of it: a fab needs every kind of deposition tool;
- a source is a country with its share of the world, and makes the thing of what goes into it;
  "Various" and countries of which no share is told are
  left out, so that part is of no known origin; where a thing and its kinds have shares, the kinds' count;
- shares that sum to more than 1 by rounding are scaled to 1;
- there are no stocks, prices or days on the way, and none are made up: what comes of it is which inputs
  come from where, and what hangs on them.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from detente.errors import UnreadableError
from detente.exposure.columns import known_items
from detente.exposure.made import Columns, Made
from detente.lexicon import lexicon

FILES = ("inputs", "sequence", "providers", "provision")
COUNTRIES = {
    "USA": "US", "CHN": "CN", "KOR": "KR", "JPN": "JP", "TWN": "TW", "DEU": "DE", "ITA": "IT", "NLD": "NL",
    "MAL": "MY", "SGP": "SG", "CHE": "CH", "AUT": "AT", "SWE": "SE", "GBR": "GB", "FRA": "FR", "ISR": "IL",
    "BLR": "BY", "CZE": "CZ", "CAN": "CA",
}  # fmt: skip
"""The codes of the data (ISO 3166 alpha-3, but MAL for Malaysia) to alpha-2."""
_END, _TOOL, _TOOLS = "ultimate_output", "tool_resource", "item:semiconductor-equipment"
_GOODS = {
    "Wafer": "item:silicon-wafers",
    "Electronic design automation software": "item:chip-design-software",
}

Row = dict[str, str]


def read_chips(folder: Path) -> Made:
    """The graph as tables. Raises UnreadableError where a table or column of it is not there."""
    rows = {name: _table(folder / f"{name}.csv") for name in FILES}
    try:
        return _network(rows)
    except KeyError as error:
        raise UnreadableError(f"{folder}: no column {error.args[0]}") from error


def _table(path: Path) -> list[Row]:
    try:
        return list(csv.DictReader(path.read_text("utf-8-sig").splitlines(keepends=True)))
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(f"{path} cannot be read: {error}") from error


def _network(rows: dict[str, list[Row]]) -> Made:
    names = {row["input_id"]: row["input_name"].strip() for row in rows["inputs"]}
    kinds = {row["input_id"]: row["type"] for row in rows["inputs"]}
    ends = [names[id_] for id_, kind in kinds.items() if kind == _END]
    links, subtypes = [], set()
    for row in rows["sequence"]:
        above = row["goes_into_id"] or row["is_type_of_id"]
        links.append((names[above], names[row["input_id"]]))
        if row["is_type_of_id"]:
            subtypes.add((row["is_type_of_id"], row["input_id"]))
    links = list(dict.fromkeys(links))
    inside = {child for _, child in links}
    links += [(ends[0], name) for name in names.values() if name not in inside and name not in ends]
    shares = _shares(rows, names)
    aggregate = {names[above] for above, kind in subtypes if names[kind] in shares}
    goods = {name: _good(name, kinds[id_]) for id_, name in names.items()}
    found = [
        (name, country, share, goods[name])
        for name, of in shares.items()
        if name not in aggregate and name not in ends
        for country, share in of.items()
    ]
    made = {above for above, _ in links}
    tables: dict[str, Columns] = {
        "products": {
            "product": ends, "demand_per_day": [1.0] * len(ends), "price": [0.0] * len(ends),
            "margin": [0.0] * len(ends), "currency": ["USD"] * len(ends),
        },
        "bom": {
            "parent": [above for above, _ in links], "component": [part for _, part in links],
            "quantity": [1.0] * len(links),
        },
        "sources": {
            "component": [name for name, *_ in found],
            "supplier": [lexicon().name(country) for _, country, *_ in found],
            "ships_from": [country for _, country, *_ in found],
            "share": [share for _, _, share, _ in found],
            "lead_time_days": [0.0] * len(found),
            "item": [good for *_, good in found],
            "caught": ["maybe" if good else None for *_, good in found],
            "makes": ["yes" if name in made else None for name, *_ in found],
        },
        "stock": {"component": [], "on_hand": []},
    }  # fmt: skip
    return Made(tables, {"name": "The chip supply graph of CSET, shares of the world"})


def _shares(rows: dict[str, list[Row]], names: dict[str, str]) -> dict[str, dict[str, float]]:
    """Input to country to share of the world."""
    found: dict[str, dict[str, float]] = {}
    for name, country, share in _told(rows, names):
        found.setdefault(name, {})[country] = share
    for of in found.values():
        total = sum(of.values())
        if total > 1:
            of.update({country: share / total for country, share in of.items()})
    return found


def _told(rows: dict[str, list[Row]], names: dict[str, str]) -> Iterator[tuple[str, str, float]]:
    countries = {
        row["provider_id"]: COUNTRIES[row["provider_name"]]
        for row in rows["providers"]
        if row["provider_name"] in COUNTRIES
    }
    for row in rows["provision"]:
        share = row["share_provided"].strip().removesuffix("%")
        if row["provider_id"] in countries and row["provided_id"] in names and share:
            yield names[row["provided_id"]], countries[row["provider_id"]], float(share) / 100


def _good(name: str, kind: str) -> str | None:
    """The good of the lexicon that an input is, where there is one; all tools are semiconductor equipment."""
    if name in _GOODS:
        return _GOODS[name]
    if kind == _TOOL:
        return _TOOLS
    entry = lexicon().find(name, {"item"})
    return entry.id if entry and entry.id in known_items() else None
