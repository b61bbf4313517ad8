"""Tables as files: CSV, an XLSX workbook, Parquet. Bytes only; the caller writes them."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any

from detente.desk.export.columns import DAY, FLAG, LIST, NUMBER, REAL, TEXT, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would work out; text of others is put behind an apostrophe in CSV."""
_CELL = 32_767
"""Characters that a cell of XLSX can hold."""


def clean(text: str) -> str:
    """The text without what no file can hold: half of a surrogate pair."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _text(value: Any, type_: str) -> str:  # noqa: ANN401
    """A value as text: lists joined, days in ISO 8601, flags as true and false, nothing for null."""
    if value is None:
        return ""
    if type_ == LIST:
        return clean("; ".join(value))
    if type_ == FLAG:
        return "true" if value else "false"
    return value.isoformat() if type_ == DAY else clean(str(value))


def csv_bytes(table: Table) -> bytes:
    """The table as CSV (RFC 4180), UTF-8; what a spreadsheet would take for a formula begins with `'`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([name for name, _ in table.columns])
    for row in table.rows:
        cells = [(_text(value, type_), type_) for value, (_, type_) in zip(row, table.columns, strict=True)]
        writer.writerow(
            [
                "'" + text if type_ in {TEXT, LIST} and text.startswith(_FORMULA) else text
                for text, type_ in cells
            ]
        )
    return out.getvalue().encode("utf-8")


def xlsx_bytes(tables: Iterable[Table], about: Mapping[str, str]) -> bytes:
    """A workbook with a sheet for each table, and `about` first: what was asked, and of what ledger."""
    from openpyxl import Workbook  # noqa: PLC0415 - heavy

    book = Workbook(write_only=True)
    sheet = book.create_sheet("about")
    for key, value in about.items():
        sheet.append([_cell(sheet, key, TEXT), _cell(sheet, value, TEXT)])
    for table in tables:
        sheet = book.create_sheet(table.name)
        sheet.freeze_panes = "A2"
        sheet.append([_cell(sheet, name, TEXT) for name, _ in table.columns])
        for row in table.rows:
            sheet.append(
                [_cell(sheet, value, type_) for value, (_, type_) in zip(row, table.columns, strict=True)]
            )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: Any, type_: str) -> Any:  # noqa: ANN401
    """A cell: days and numbers as such, text never as a formula and without control characters."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    if value is None or type_ in {NUMBER, REAL, FLAG}:
        return value
    if type_ == DAY:
        cell = WriteOnlyCell(
            sheet, value=datetime.combine(value, time()) if value.year >= _FIRST else str(value)
        )
        cell.number_format = "yyyy-mm-dd"
        return cell
    text = ILLEGAL_CHARACTERS_RE.sub(" ", _text(value, type_))
    cell = WriteOnlyCell(sheet, value=text if len(text) <= _CELL else text[: _CELL - 1] + "…")
    cell.data_type = "s"
    return cell


_FIRST = 1900
"""The first year that a day of a workbook can have."""


def parquet_bytes(table: Table, about: Mapping[str, str]) -> bytes:
    """The table as Parquet, with types; what was asked stands in the metadata of its schema."""
    import pyarrow as pa  # noqa: PLC0415 - heavy
    import pyarrow.parquet as pq  # noqa: PLC0415

    types = {
        TEXT: pa.string(),
        NUMBER: pa.int64(),
        REAL: pa.float64(),
        FLAG: pa.bool_(),
        DAY: pa.date32(),
        LIST: pa.list_(pa.string()),
    }
    schema = pa.schema([(name, types[type_]) for name, type_ in table.columns], metadata=dict(about))
    columns = [
        pa.array([_typed(row[at], type_) for row in table.rows], types[type_])
        for at, (_, type_) in enumerate(table.columns)
    ]
    out = io.BytesIO()
    pq.write_table(pa.table(columns, schema=schema), out, compression="zstd")
    return out.getvalue()


def _typed(value: Any, type_: str) -> Any:  # noqa: ANN401
    if value is None:
        return None
    if type_ == LIST:
        return [clean(one) for one in value]
    return clean(value) if type_ == TEXT else value
