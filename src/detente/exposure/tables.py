"""The tables of a network, checked: every fault named by file, row and column, all at once."""

import csv
import io
import math
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente.errors import UsageError

Parse = Callable[[str], Any]


class FaultError(ValueError):
    """A cell that cannot be used."""


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError as error:
        raise FaultError(f"no number: {text!r}") from error
    if not math.isfinite(value) or value < 0:
        raise FaultError(f"must be zero or more: {text!r}")
    return value


def _share(text: str) -> float:
    value = _number(text)
    if value > 1:
        raise FaultError(f"a share is at most 1: {text!r}")
    return value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise FaultError(f"no day: {text!r} (write 2019-07-04)") from error


def _country(text: str) -> str:
    if len(text) != 2 or not text.isalpha() or not text.isupper():  # noqa: PLR2004
        raise FaultError(f"no country code: {text!r} (ISO 3166, such as JP)")
    return text


def _one_of(*words: str) -> Parse:
    def parse(text: str) -> str:
        if text not in words:
            raise FaultError(f"{text!r} is none of {', '.join(words)}")
        return text

    return parse


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how a cell is read, and what an empty one means (`...`: it may not be empty)."""

    parse: Parse
    default: Any = ...


_TEXT = Column(str)
COLUMNS: Mapping[str, Mapping[str, Column]] = {
    "products": {
        "product": _TEXT,
        "demand_per_day": Column(_number),
        "price": Column(_number),
        "margin": Column(_number),
        "currency": _TEXT,
        "priority": Column(_number, None),
    },
    "bom": {"parent": _TEXT, "component": _TEXT, "quantity": Column(_number)},
    "sources": {
        "component": _TEXT,
        "supplier": _TEXT,
        "ships_from": Column(_country),
        "share": Column(_share),
        "lead_time_days": Column(_number),
        "capacity_per_day": Column(_number, None),
        "item": Column(str, None),
        "form": Column(str, None),
        "caught": Column(_one_of("yes", "no", "maybe"), "yes"),
        "licence": Column(str, None),
    },
    "stock": {
        "component": _TEXT,
        "on_hand": Column(_number),
        "shelf_life_days": Column(_number, None),
    },
    "in_transit": {
        "component": _TEXT,
        "quantity": Column(_number),
        "dispatched": Column(_day),
        "arrives": Column(_day),
        "ships_from": Column(_country),
    },
    "options": {
        "option": _TEXT,
        "component": _TEXT,
        "kind": Column(_one_of("substitute", "second_source", "extra_stock", "expedite")),
        "qualification_days": Column(_number, 0.0),
        "lead_time_days": Column(_number, 0.0),
        "capacity_per_day": Column(_number, 0.0),
        "cost": Column(_number),
    },
    "licences": {
        "item": _TEXT,
        "form": Column(str, None),
        "exporter": Column(str, None),
        "consignee": Column(str, None),
        "filed": Column(_day, None),
        "decided": Column(_day, None),
        "status": Column(_one_of("filed", "queried", "approved", "denied", "returned", "expired")),
        "quantity": Column(_number, None),
        "expires": Column(_day, None),
    },
}
"""Table to column to reader. A column that is not listed here (`basis`, a note) is ignored."""

NEEDED = ("products", "bom", "sources", "stock")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of a network, read and checked cell by cell, and its settings.

    `country` is where the goods arrive (`network.toml`: country, stock_date, name); `stock_date`
    the day on which the stock was counted, None for the day asked about.
    """

    rows: Mapping[str, tuple[Row, ...]]
    country: str | None = None
    stock_date: date | None = None
    name: str = ""


def read_tables(folder: Path) -> Tables:
    """Read a folder of CSV files. Raises UsageError with every fault found, one a line."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder of tables (products.csv, bom.csv, sources.csv, stock.csv)")
    faults: list[str] = []
    rows: dict[str, tuple[Row, ...]] = {}
    for table, columns in COLUMNS.items():
        path = folder / f"{table}.csv"
        if path.exists():
            rows[table] = tuple(_read(path, columns, faults))
        elif table in NEEDED:
            faults.append(f"{path.name}: missing")
    settings = _settings(folder / "network.toml", faults)
    if not faults:
        faults += _across(rows)
    if faults:
        raise UsageError(f"{folder} cannot be used:\n  " + "\n  ".join(faults))
    return Tables(rows, **settings)


def _settings(path: Path, faults: list[str]) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        row = tomllib.loads(path.read_text("utf-8"))
        given: dict[str, Any] = {key: row[key] for key in ("country", "name", "stock_date") if key in row}
        if not isinstance(given.get("stock_date", date.min), date):
            given["stock_date"] = _day(str(given["stock_date"]))
        if "country" in given:
            _country(str(given["country"]))
    except (tomllib.TOMLDecodeError, FaultError) as error:
        faults.append(f"{path.name}: {error}")
        return {}
    return given


def _read(path: Path, columns: Mapping[str, Column], faults: list[str]) -> Iterator[Row]:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        faults.append(f"{path.name}: not UTF-8")
        return
    reader = csv.DictReader(io.StringIO(text))
    there = set(reader.fieldnames or ())
    missing = [name for name, column in columns.items() if column.default is ... and name not in there]
    if missing:
        faults.append(f"{path.name}: no column {', '.join(missing)}")
        return
    for number, cells in enumerate(reader, start=2):
        row: Row = {"_row": number}
        for name, column in columns.items():
            try:
                row[name] = _cell((cells.get(name) or "").strip(), column)
            except FaultError as fault:
                faults.append(f"{path.name}, row {number}, {name}: {fault}")
        yield row


def _cell(text: str, column: Column) -> Any:  # noqa: ANN401 - a cell is what its column makes of it
    if text:
        return column.parse(text)
    if column.default is ...:
        raise FaultError("empty")
    return column.default


def _across(rows: Mapping[str, tuple[Row, ...]]) -> Iterator[str]:
    """What only shows between rows: duplicates, unknown names, shares, cycles, currencies."""
    yield from _duplicates(rows)
    yield from _unknown(rows)
    yield from _shares(rows["sources"])
    currencies = {row["currency"] for row in rows["products"]}
    if len(currencies) > 1:
        yield f"products.csv, currency: one network has one currency, not {', '.join(sorted(currencies))}"
    for row in rows["products"]:
        if row["margin"] > row["price"]:
            yield f"products.csv, row {row['_row']}, margin: larger than the price (it is money a unit)"
    for row in rows.get("in_transit", ()):
        if row["arrives"] < row["dispatched"]:
            yield f"in_transit.csv, row {row['_row']}, arrives: before it was dispatched"
    if cycle := _cycle([(row["parent"], row["component"]) for row in rows["bom"]]):
        yield "bom.csv: a part contains itself: " + " > ".join(cycle)


_KEYS = {
    "products": ("product",),
    "bom": ("parent", "component"),
    "sources": ("component", "supplier", "ships_from", "form"),
    "stock": ("component",),
    "options": ("option",),
}


def _duplicates(rows: Mapping[str, tuple[Row, ...]]) -> Iterator[str]:
    for table, keys in _KEYS.items():
        seen: dict[tuple[Any, ...], int] = {}
        for row in rows.get(table, ()):
            key = tuple(row[name] for name in keys)
            if key in seen:
                yield f"{table}.csv, row {row['_row']}: the same {', '.join(keys)} as row {seen[key]}"
            seen.setdefault(key, row["_row"])


def _unknown(rows: Mapping[str, tuple[Row, ...]]) -> Iterator[str]:
    products = {row["product"] for row in rows["products"]}
    parts = {row["component"] for row in rows["bom"]} | products
    for row in rows["bom"]:
        if row["parent"] not in parts:
            yield f"bom.csv, row {row['_row']}, parent: {row['parent']!r} is no product and in nothing"
    for table in ("sources", "stock", "in_transit", "options"):
        for row in rows.get(table, ()):
            if row["component"] not in parts:
                where = f"{table}.csv, row {row['_row']}, component"
                yield f"{where}: {row['component']!r} is in no bill of materials"


def _shares(sources: Iterable[Row]) -> Iterator[str]:
    total: dict[str, float] = {}
    last: dict[str, int] = {}
    for row in sources:
        total[row["component"]] = total.get(row["component"], 0.0) + row["share"]
        last[row["component"]] = row["_row"]
    for component, share in total.items():
        if share > 1 + 1e-6:
            where = f"sources.csv, row {last[component]}, share"
            yield f"{where}: the shares of {component!r} sum to {share:g}, more than 1"


def _cycle(edges: Iterable[tuple[str, str]]) -> list[str]:
    """One cycle of the bill of materials, or an empty list."""
    below: dict[str, list[str]] = {}
    for parent, component in edges:
        below.setdefault(parent, []).append(component)
    done: set[str] = set()
    for root, parts in below.items():
        if root in done:
            continue
        path = [root]
        stack: list[tuple[str, Iterator[str]]] = [(root, iter(parts))]
        while stack:
            _, children = stack[-1]
            child = next(children, None)
            if child is None:
                done.add(stack.pop()[0])
                path.pop()
            elif child in path:
                return [*path[path.index(child) :], child]
            elif child not in done:
                stack.append((child, iter(below.get(child, ()))))
                path.append(child)
    return []
