"""The tables of a network, checked: every fault named by file, row and column, all at once."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from detente.errors import UnreadableError, UsageError
from detente.exposure.across import across, doubtful
from detente.exposure.cells import SETTINGS, Found, Sheet, dicts, sheets_of
from detente.exposure.columns import COLUMNS, NEEDED, Column, FaultError, country, day, meant
from detente.exposure.faults import SHOWN, Fault

Row = dict[str, Any]
_SETTINGS = ("country", "stock_date", "name", "items")


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of a network, read and checked cell by cell, and its settings.

    `country` is where the goods arrive (`network.toml`: country, stock_date, name); `stock_date`
    the day on which the stock was counted, None for the day asked about. `warnings` are what can
    be used and should be looked at.
    """

    rows: Mapping[str, tuple[Row, ...]]
    country: str | None = None
    stock_date: date | None = None
    name: str = ""
    warnings: tuple[Fault, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    """Table to the file (and sheet) that it was read from."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What reading a network found: the tables where there is no fault, all faults, all warnings."""

    path: Path
    tables: Tables | None
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def read_tables(path: Path, items: Collection[str] = ()) -> Tables:
    """Read a network: a folder of CSV or Parquet files, or one XLSX with a sheet a table.

    `items` are goods known besides those of the lexicon: those that a ledger or a scenario names.
    Raises UsageError with every fault found, one a line; UnreadableError where nothing can be read.
    """
    found = check(path, items)
    if found.tables is None:
        lines = [str(fault) for fault in found.faults[:SHOWN]]
        more = len(found.faults) - len(lines)
        lines += [f"and {more} more: detente network check {path} --json"] if more else []
        raise UsageError(f"{path} cannot be used:\n  " + "\n  ".join(lines))
    return found.tables


def check(path: Path, items: Collection[str] = ()) -> Checked:
    """Read a network and name everything that is wrong with it.

    Raises UsageError where there is no such network, UnreadableError where none of it can be read.
    """
    found = sheets_of(path)
    if not found.sheets and not found.faults:
        expected = ", ".join(found.missing.format(table) for table in NEEDED)
        raise UnreadableError(f"{path} holds no table of a network ({expected})")
    settings = _settings(path, found)
    rows: dict[str, tuple[Row, ...]] = {}
    for table, columns in COLUMNS.items():
        if table in found.sheets:
            sheet = found.sheets[table]
            _header(sheet, columns, found)
            if all(name in sheet.header for name, column in columns.items() if column.default is ...):
                rows[table] = tuple(_rows(sheet, columns, found))
        elif table in NEEDED and table not in found.there:
            found.faults.append(Fault(found.missing.format(table), "missing"))
    files = {table: sheet.file for table, sheet in found.sheets.items()}
    own = {str(item) for item in settings.pop("items", ())}
    found.faults.extend(across(rows, files, {*items, *own}))
    if not found.faults:
        found.warnings.extend(doubtful(rows, files))
    faults, warnings = tuple(found.faults), tuple(found.warnings)
    tables = None if faults else Tables(rows, **settings, warnings=warnings, files=files)
    return Checked(path, tables, faults, warnings)


@dataclass
class _Given:
    """The settings as they stand in their file, whichever kind it is."""

    file: str
    values: dict[str, Any] = field(default_factory=dict)


def _settings(path: Path, found: Found) -> dict[str, Any]:
    given = _given(path, found)
    settings: dict[str, Any] = {}
    for name, value in given.values.items():
        if name not in _SETTINGS:
            found.warnings.append(Fault(given.file, f"not known here{meant(name, _SETTINGS)}", None, name))
            continue
        try:
            settings[name] = _setting(name, value)
        except FaultError as error:
            found.faults.append(Fault(given.file, str(error), None, name))
    return settings


def _setting(name: str, value: Any) -> Any:  # noqa: ANN401 - a text, a day or a list
    if name == "country":
        return country(str(value))
    if name == "stock_date":
        return value if type(value) is date else day(str(value))
    if name == "items":
        return value if isinstance(value, list) else str(value).replace(",", " ").split()
    return str(value)


def _given(path: Path, found: Found) -> _Given:
    if found.settings is not None:
        sheet = found.settings
        pairs = [list(sheet.header), *(list(cells) for _, cells in sheet.rows)]
        return _Given(sheet.file, {p[0]: p[1] for p in pairs if len(p) > 1 and p[0] and p[0] != "key"})
    toml = path / f"{SETTINGS}.toml"
    if not path.is_dir() or not toml.exists():
        return _Given(toml.name)
    try:
        return _Given(toml.name, tomllib.loads(toml.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        found.faults.append(Fault(toml.name, str(error)))
        return _Given(toml.name)


def _header(sheet: Sheet, columns: Mapping[str, Column], found: Found) -> None:
    """Name the columns that are missing, and those that may be meant for one that is not there."""
    there = set(sheet.header)
    missing = [name for name, column in columns.items() if column.default is ... and name not in there]
    if missing:
        found.faults.append(Fault(sheet.file, f"no column {', '.join(missing)}"))
    for name in sheet.header:
        near = meant(name, [column for column in columns if column not in there])
        if name not in columns and near:
            found.warnings.append(Fault(sheet.file, f"not known here and not used{near}", 1, name))


def _rows(sheet: Sheet, columns: Mapping[str, Column], found: Found) -> Iterator[Row]:
    """The rows with `_row`, their number; a cell with a fault is left out of its row."""
    for at, cells in dicts(sheet):
        row: Row = {"_row": at}
        for name, column in columns.items():
            text = cells.get(name, "")
            try:
                if not text and column.default is ...:
                    raise FaultError("empty")  # noqa: TRY301 - told like any other fault of the cell
                row[name] = column.parse(text) if text else column.default
            except FaultError as fault:
                found.faults.append(Fault(sheet.file, str(fault), at, name))
        yield row
