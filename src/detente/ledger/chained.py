"""The records of a log with all that they stand on, as they are stored, and the chain of their digests.

Used where the log is written (`append`, `verdicts`), brought forward (`upgrade`) and checked.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, func, insert, select, type_coerce
from sqlalchemy.types import NullType

from detente.ledger import tables
from detente.ledger.digests import GENESIS, Row, Rows, chained, content

_CHUNK = 250
"""Records read back at a time; pages have tens of assertions, so some ten thousand rows."""


class Chain:
    """The chain of digests as it stands, to be gone on with in the transaction that adds records."""

    def __init__(self, connection: Connection) -> None:
        digest = tables.digest
        last = select(digest.c.digest).order_by(digest.c.record.desc()).limit(1)
        self.head = connection.execute(last).scalar() or GENESIS

    def link(self, rows: Rows) -> dict[str, Any]:
        """The row of table `digest` for the next record, given the rows that it stands on."""
        found = content(defaultdict(list, rows))
        self.head = chained(self.head, found.digest)
        return {"record": rows["record"][0]["n"], "digest": self.head, "parts": found.parts.packed}


def stored_columns(table: Table) -> list[Any]:
    """The columns as the engine gives them, for what was changed may not be of its type any more.

    Of a snapshot the length of its packed bytes, `size`, stands for them.
    """
    kept = [
        type_coerce(column, NullType()).label(column.name) for column in table.c if column.name != "bytes"
    ]
    return [*kept, func.length(table.c.bytes).label("size")] if table is tables.snapshot else kept


def by(column: Column[Any]) -> list[Any]:
    """The columns of a table as `stored_columns` gives them, with one of them first."""
    rest = [other for other in stored_columns(column.table) if other.name != column.name]
    return [column, *rest]


def recorded(connection: Connection) -> Iterator[tuple[int, Rows]]:
    """Every record by number with the rows that it stands on, in the order of the numbers.

    Nothing is taken for granted: what refers to nothing has no rows, two readings of a record are both given.
    """
    readings = defaultdict[int, list[int]](list)
    for n, record in connection.execute(select(tables.reading.c.n, tables.reading.c.record).order_by("n")):
        readings[record].append(n)
    numbers = list(connection.execute(select(tables.record.c.n).order_by("n")).scalars())
    for at in range(0, len(numbers), _CHUNK):
        chosen = numbers[at : at + _CHUNK]
        yield from _whole(connection, chosen, [n for number in chosen for n in readings.get(number, ())])


def _whole(
    connection: Connection, chosen: Sequence[int], readings: Sequence[int]
) -> Iterator[tuple[int, Rows]]:
    """The records with these numbers and the readings of theirs."""
    record, reading, assertion = tables.record, tables.reading, tables.assertion
    records = _by(connection, _select(record).where(record.c.n.in_(chosen)), "n")
    runs = _numbered(connection, tables.run, {row["run"] for rows in records.values() for row in rows})
    read = _by(connection, _select(reading).where(reading.c.n.in_(readings)).order_by(reading.c.n), "record")
    snapshots = _numbered(
        connection, tables.snapshot, {r["snapshot"] for rows in read.values() for r in rows}
    )
    sources = _numbered(connection, tables.source, {row["source"] for row in snapshots.values()})
    verdicts = _by(connection, _select(tables.verdict).where(tables.verdict.c.record.in_(chosen)), "record")
    mine = assertion.c.reading.in_(readings)
    said = _by(connection, _select(assertion).where(mine).order_by(assertion.c.n), "reading")
    key = (tables.field.c.assertion, tables.field.c.name, tables.field.c.position)
    fields = _select(tables.field).join(assertion, tables.field.c.assertion == assertion.c.n).where(mine)
    values = _by(connection, fields.order_by(*key), "assertion")
    for number in chosen:
        told = read.get(number, [])
        shots = [snapshots[row["snapshot"]] for row in told if row["snapshot"] in snapshots]
        assertions = [row for one in told for row in said.get(one["n"], ())]
        yield (
            number,
            {
                "record": records[number],
                "run": [runs[row["run"]] for row in records[number] if row["run"] in runs],
                "reading": told,
                "snapshot": shots,
                "source": [sources[row["source"]] for row in shots if row["source"] in sources],
                "verdict": verdicts.get(number, []),
                "assertion": assertions,
                "field": [row for one in assertions for row in values.get(one["n"], ())],
            },
        )


def _select(table: Table) -> Select[Any]:
    return select(*stored_columns(table))


def _by(connection: Connection, query: Select[Any], key: str) -> dict[Any, list[Row]]:
    found = defaultdict[Any, list[Row]](list)
    for row in connection.execute(query).mappings():
        found[row[key]].append(row)
    return found


def _numbered(connection: Connection, table: Table, numbers: set[int]) -> dict[int, Row]:
    query = _select(table).where(table.c.n.in_(numbers))
    return {row["n"]: row for row in connection.execute(query).mappings()}


def link_all(connection: Connection) -> None:
    """Write the digest of every record of a log that has none yet, in the transaction of `connection`."""
    chain, rows = Chain(connection), list[dict[str, Any]]()
    for _, whole in recorded(connection):
        rows.append(chain.link(whole))
        if len(rows) == _CHUNK:
            connection.execute(insert(tables.digest), rows)
            rows = []
    if rows:
        connection.execute(insert(tables.digest), rows)
