"""A fault of a network's tables, named by file, row and column."""

from dataclasses import dataclass

SHOWN = 200
"""Faults printed as text; JSON has them all."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be used and where. `file` names the sheet too in a workbook.

    `row` counts as a spreadsheet does, the header is row 1; in Parquet, which has none, from 1.
    """

    file: str
    what: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        """`sources.csv, row 6, share: ...`."""
        where = [self.file]
        if self.row is not None:
            where.append(f"row {self.row}")
        if self.column:
            where.append(self.column)
        return f"{', '.join(where)}: {self.what}"
