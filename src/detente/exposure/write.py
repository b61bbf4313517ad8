"""Writes tables as a network that can be read again: CSV, Parquet or one XLSX."""

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from detente.errors import UsageError
from detente.exposure.cells import SETTINGS, as_text

FORMATS = ("csv", "parquet", "xlsx")
Columns = Mapping[str, list[Any]]


def write_tables(
    folder: Path, tables: Mapping[str, Columns], settings: Mapping[str, Any], form: str = "csv"
) -> Path:
    """Write columns by table into a folder, or into a workbook of that name with `form` xlsx.

    Returns what `read_tables` takes. Raises UsageError where something stands in the way.
    """
    if form not in FORMATS:
        raise UsageError(f"no such format: {form!r} (one of {', '.join(FORMATS)})")
    if form == "xlsx":
        return _workbook(folder, tables, settings)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is there already and not an empty folder")
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in tables.items():
        (_csv if form == "csv" else _parquet)(folder / f"{name}.{form}", columns)
    lines = [f"{key} = {_toml(value)}\n" for key, value in settings.items()]
    (folder / f"{SETTINGS}.toml").write_text("".join(lines), "utf-8")
    return folder


def _toml(value: Any) -> str:  # noqa: ANN401 - a text or a day
    if isinstance(value, date):
        return value.isoformat()
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _csv(path: Path, columns: Columns) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for row in zip(*columns.values(), strict=True):
            writer.writerow([as_text(cell) for cell in row])


def _parquet(path: Path, columns: Columns) -> None:
    import pyarrow as pa  # noqa: PLC0415 - heavy, and only for Parquet
    from pyarrow import parquet  # noqa: PLC0415

    parquet.write_table(pa.table(dict(columns)), path)


def _workbook(path: Path, tables: Mapping[str, Columns], settings: Mapping[str, Any]) -> Path:
    from openpyxl import Workbook  # noqa: PLC0415 - heavy, and only for XLSX

    path = path if path.suffix == ".xlsx" else path.with_name(path.name + ".xlsx")
    if path.exists():
        raise UsageError(f"{path} is there already")
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SETTINGS)
    for pair in settings.items():
        sheet.append(list(pair))
    for name, columns in tables.items():
        sheet = book.create_sheet(name)
        sheet.append(list(columns))
        for row in zip(*columns.values(), strict=True):
            sheet.append(list(row))
    book.save(path)
    return path
