"""The cells of a network's tables as text, from CSV, Parquet or the sheets of one XLSX."""

import csv
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from detente.errors import UnreadableError, UsageError
from detente.exposure.columns import COLUMNS, meant
from detente.exposure.faults import Fault

SETTINGS = "network"
"""The sheet of a workbook that holds what `network.toml` holds in a folder: a key and a value a row."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table as text: `rows` are (row number, cells), a cell for each name of the header."""

    file: str
    header: tuple[str, ...]
    rows: Sequence[tuple[int, Sequence[str]]]


@dataclass
class Found:
    """What a network holds: sheets by table, settings as text, faults and warnings of the reading."""

    sheets: dict[str, Sheet]
    settings: Sheet | None
    faults: list[Fault]
    warnings: list[Fault]
    there: set[str] = field(default_factory=set)
    """Tables of which there is a file, readable or not."""
    missing: str = "{}.csv"
    """How a table that is not there would be called."""


def sheets_of(path: Path) -> Found:
    """Read a folder of tables or a workbook.

    Raises UsageError where there is none, UnreadableError where nothing in it can be read.
    """
    if path.is_file():
        if path.suffix.lower() not in {".xlsx", ".xlsm"}:
            raise UsageError(f"{path} is no network: give a folder of tables (CSV or Parquet) or one XLSX")
        return _workbook(path)
    if not path.is_dir():
        raise UsageError(f"{path} is no folder of tables (products.csv, bom.csv, sources.csv, stock.csv)")
    found = Found({}, None, [], [])
    for table in COLUMNS:
        there = [file for end in ("csv", "parquet") if (file := path / f"{table}.{end}").exists()]
        if len(there) > 1:
            found.faults.append(Fault(there[0].name, f"there is {there[1].name} too; keep one of them"))
        if there:
            found.there.add(table)
            sheet = (_csv if there[0].suffix == ".csv" else _parquet)(there[0], found)
            if sheet is not None:
                found.sheets[table] = sheet
    for file in sorted(path.iterdir()):
        if file.suffix in {".csv", ".parquet"} and file.stem not in COLUMNS:
            found.warnings.append(Fault(file.name, f"no table of a network{meant(file.stem, COLUMNS)}"))
    return found


def _csv(path: Path, found: Found) -> Sheet | None:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        found.faults.append(Fault(path.name, "not UTF-8"))
        return None
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        found.faults.append(Fault(path.name, f"no CSV: {error}"))
        return None
    header = [name.strip() for name in rows[0]] if rows else []
    if len(header) == 1 and ";" in header[0]:
        found.faults.append(Fault(path.name, "the cells are parted by semicolons; part them by commas"))
        return None
    numbered = [(at, [c.strip() for c in row]) for at, row in enumerate(rows[1:], start=2) if any(row)]
    return _sheet(path.name, header, numbered, found)


def _parquet(path: Path, found: Found) -> Sheet | None:
    import pyarrow as pa  # noqa: PLC0415 - heavy, and only for Parquet
    from pyarrow import parquet  # noqa: PLC0415

    try:
        table = parquet.read_table(path)
    except (pa.ArrowException, OSError) as error:
        found.faults.append(Fault(path.name, f"no Parquet: {str(error).splitlines()[0]}"))
        return None
    columns = [[as_text(value) for value in column.to_pylist()] for column in table.columns]
    rows = [(at, list(cells)) for at, cells in enumerate(zip(*columns, strict=True), start=1)]
    return _sheet(path.name, list(table.column_names), rows, found)


def _workbook(path: Path) -> Found:
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy, and only for XLSX

    found = Found({}, None, [], [], missing=f"{path.name}, sheet {{}}")
    try:
        values = load_workbook(path, read_only=True, data_only=True)
        formulas = load_workbook(path, read_only=True)
        for name in values.sheetnames:
            table = name.strip().lower()
            if table not in COLUMNS and table != SETTINGS:
                what = f"no table of a network{meant(table, COLUMNS)}"
                found.warnings.append(Fault(f"{path.name}, sheet {name}", what))
                continue
            found.there.add(table)
            where = f"{path.name}, sheet {table}"
            sheet = _of_sheet(where, values[name], formulas[name], found)
            if sheet is not None and table == SETTINGS:
                found.settings = sheet
            elif sheet is not None:
                found.sheets[table] = sheet
    except (BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        raise UnreadableError(f"{path} cannot be read as XLSX: {error}") from error
    return found


def _of_sheet(where: str, values: Any, formulas: Any, found: Found) -> Sheet | None:  # noqa: ANN401
    """One worksheet. A formula that was never worked out is a fault: its value is not in the file."""
    rows: list[tuple[int, list[str]]] = []
    for at, (cells, raw) in enumerate(
        zip(values.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=True), start=1
    ):
        for column, (cell, formula) in enumerate(zip(cells, raw, strict=False)):
            if cell is None and isinstance(formula, str) and formula.startswith("="):
                what = "a formula without its value; open and save the workbook, or write the number"
                name = rows[0][1][column] if rows and column < len(rows[0][1]) else None
                found.faults.append(Fault(where, what, at, name))
        rows.append((at, [as_text(cell) for cell in cells]))
    rows = [(at, cells) for at, cells in rows if any(cells)]
    return _sheet(where, rows[0][1] if rows else [], rows[1:], found)


def _sheet(
    file: str, header: Sequence[str], rows: Sequence[tuple[int, list[str]]], found: Found
) -> Sheet | None:
    """The sheet, where its header is one."""
    while header and not header[-1]:
        header = header[:-1]
    twice = sorted({name for name in header if name and list(header).count(name) > 1})
    if twice:
        found.faults.append(Fault(file, f"the column comes twice: {', '.join(twice)}"))
        return None
    width = len(header)
    for at, cells in rows:
        if any(cells[width:]):
            found.faults.append(Fault(file, f"{len(cells)} cells under {width} columns", at))
    return Sheet(file, tuple(header), [(at, _padded(cells, width)) for at, cells in rows])


def _padded(cells: list[str], width: int) -> list[str]:
    return cells[:width] + [""] * (width - len(cells))


def as_text(value: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    """A typed cell as it would stand in a CSV."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        plain = float(value)
        return "" if math.isnan(plain) else str(int(plain)) if plain.is_integer() else repr(plain)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def dicts(sheet: Sheet) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows with their numbers, each a mapping of column to text."""
    for at, cells in sheet.rows:
        yield at, dict(zip(sheet.header, cells, strict=True))
