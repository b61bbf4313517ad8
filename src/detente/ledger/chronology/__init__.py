"""A chronology, dated events in one's own words with sources, as assertions of those sources.

The stages, in order: check the rows, find when each source was published, give each source the
row's dates or its own competing values, and type what can be typed.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from detente.ledger.chronology.build import Published, RowReader
from detente.ledger.chronology.names import Names
from detente.ledger.chronology.roles import table
from detente.ledger.chronology.rows import Row
from detente.ledger.units import Unit
from detente.lexicon import Lexicon, lexicon
from detente.model import Problem

__all__ = ["read_chronology"]


def read_chronology(
    name: str, rows: Sequence[tuple[int, Row | Problem]], today: date, known: Lexicon | None = None
) -> Iterator[list[Unit] | Problem]:
    """The units of each row, or the problem that keeps a row out; in the order of the rows.

    `rows` are the checked rows with their line numbers in the file `name`; `today` is the record
    time's day: an event dated after it is a plan also for an undated source.
    """
    published = Published.of([row for _, row in rows if isinstance(row, Row)])
    names = Names(known or lexicon())
    for number, row in rows:
        if isinstance(row, Problem):
            yield row
        elif row.type not in table().types:
            yield Problem("bad-row", f"{name}, line {number}: type: no kind for {row.type!r}")
        else:
            yield RowReader(row, names, published, today).units()
