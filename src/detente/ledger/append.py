"""Appending units to the log: numbers, rows, digests, one transaction, nothing twice."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from detente.ledger import tables
from detente.ledger.chained import Chain, by
from detente.ledger.digests import Row, Rows
from detente.ledger.fields import field_rows
from detente.ledger.units import Unit, canonical

_IN = 500
"""Values in one IN list; SQLite allows 32,766 parameters, older ones 999."""


@dataclass(frozen=True, slots=True)
class Appended:
    """What a transaction added: units that were new, and their assertions and field rows."""

    units: int = 0
    assertions: int = 0
    fields: int = 0

    def __add__(self, other: "Appended") -> "Appended":
        return Appended(
            self.units + other.units, self.assertions + other.assertions, self.fields + other.fields
        )


class _Rows:
    """The rows to insert, by table, and the next free number of each."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.rows: dict[str, list[dict[str, Any]]] = {
            table.name: [] for table in tables.metadata.sorted_tables
        }
        self._next: dict[str, int] = {}

    def add(self, table: Table, **values: object) -> dict[str, Any]:
        """One more row, with its number."""
        row = {"n": self._number(table), **values}
        self.rows[table.name].append(row)
        return row

    def _number(self, table: Table) -> int:
        if table.name not in self._next:
            self._next[table.name] = (self.connection.execute(select(func.max(table.c.n))).scalar() or 0) + 1
        number = self._next[table.name]
        self._next[table.name] += 1
        return number

    def write(self) -> None:
        """All rows, many at a time, in the order of their references."""
        for table in tables.metadata.sorted_tables:
            if rows := self.rows[table.name]:
                self.connection.execute(insert(table), rows)


def append(connection: Connection, units: Sequence[Unit], recorded: str) -> Appended:
    """Add those units that are new, within the transaction of `connection`."""
    known = {
        row["key"]
        for row in _values(connection, [tables.reading.c.key], (unit.reading_key for unit in units))
    }
    fresh = list({unit.reading_key: unit for unit in units if unit.reading_key not in known}.values())
    if not fresh:
        return Appended()
    rows, chain = _Rows(connection), Chain(connection)
    held = _Held(connection, fresh)
    runs: dict[str, Row] = {}
    for unit in fresh:
        if unit.reader not in runs:
            runs[unit.reader] = rows.add(tables.run, reader=unit.reader, recorded=recorded)
        record = rows.add(tables.record, run=runs[unit.reader]["n"], kind="reading")
        snapshot = held.snapshot(rows, unit)
        reading = _reading(rows, unit, record, snapshot, held.text(rows, unit))
        said, values = _said(rows, unit, reading["n"])
        whole: Rows = {
            "record": [record],
            "run": [runs[unit.reader]],
            "reading": [reading],
            "snapshot": [snapshot],
            "source": [held.sources[snapshot["source"]]],
            "assertion": said,
            "field": values,
        }
        rows.rows["digest"].append(chain.link(whole))
    rows.write()
    return Appended(len(fresh), len(rows.rows["assertion"]), len(rows.rows["field"]))


def _values(connection: Connection, columns: Sequence[Any], values: Iterable[object]) -> Iterator[Row]:
    """The rows whose first column has one of the values."""
    wanted = list(dict.fromkeys(values))
    for at in range(0, len(wanted), _IN):
        query = select(*columns).where(columns[0].in_(wanted[at : at + _IN]))
        yield from connection.execute(query).mappings()


class _Held:
    """What units stand on and the ledger has already: sources by number, snapshots by id, texts by hash."""

    def __init__(self, connection: Connection, units: Sequence[Unit]) -> None:
        source, snapshot, text = tables.source, tables.snapshot, tables.text
        snapshots = _values(connection, by(snapshot.c.id), (unit.snapshot_id for unit in units))
        self.snapshots = {row["id"]: row for row in snapshots}
        known = list(_values(connection, by(source.c.id), (unit.source_id for unit in units)))
        known += _values(connection, by(source.c.n), (row["source"] for row in self.snapshots.values()))
        self.sources = {row["n"]: row for row in known}
        self.numbers: dict[str, int] = {row["id"]: row["n"] for row in known}
        hashes = (_sha(unit.text) for unit in units if unit.text is not None)
        self.texts = {row["sha256"] for row in _values(connection, [text.c.sha256], hashes)}

    def snapshot(self, rows: _Rows, unit: Unit) -> Row:
        """The unit's snapshot, with the length of its bytes as `size`; it and its source are added if new."""
        if unit.snapshot_id not in self.snapshots:
            packed = zlib.compress(unit.raw) if unit.raw is not None else None
            row = rows.add(
                tables.snapshot,
                id=unit.snapshot_id,
                source=self._source(rows, unit),
                origin=unit.origin,
                sha256=digest_of(unit.received),
                bytes=packed,
                retrieved=unit.retrieved,
            )
            self.snapshots[unit.snapshot_id] = row | {"size": None if packed is None else len(packed)}
        return self.snapshots[unit.snapshot_id]

    def _source(self, rows: _Rows, unit: Unit) -> int:
        if unit.source_id not in self.numbers:
            row = rows.add(
                tables.source,
                id=unit.source_id,
                url=unit.url,
                publisher=unit.publisher,
                language=unit.language,
            )
            self.numbers[unit.source_id] = row["n"]
            self.sources[row["n"]] = row
        return self.numbers[unit.source_id]

    def text(self, rows: _Rows, unit: Unit) -> str | None:
        """The hash of the unit's text, which is added if new."""
        if unit.text is None:
            return None
        sha = _sha(unit.text)
        if sha not in self.texts:
            self.texts.add(sha)
            rows.rows["text"].append({"sha256": sha, "text": unit.text})
        return sha


def digest_of(content: bytes) -> str:
    """The plain SHA-256 of the bytes, as `sha256sum` prints it."""
    return hashlib.sha256(content).hexdigest()


def _sha(text: str) -> str:
    return digest_of(text.encode("utf-8", "surrogatepass"))


def _reading(rows: _Rows, unit: Unit, record: Row, snapshot: Row, text: str | None) -> Row:
    return rows.add(
        tables.reading,
        key=unit.reading_key,
        record=record["n"],
        snapshot=snapshot["n"],
        text=text,
        head=canonical(unit.head) if unit.head is not None else None,
        published_from=unit.known.first if unit.known else None,
        published_by=unit.known.last if unit.known else None,
        basis=unit.basis,
        problems=json.dumps([asdict(problem) for problem in unit.problems], ensure_ascii=False),
    )


def _said(rows: _Rows, unit: Unit, reading: int) -> tuple[list[Row], list[Row]]:
    """The rows of the unit's assertions, and of their fields."""
    said, values = list[Row](), list[Row]()
    for assertion, quote in zip(unit.assertions, unit.quotes, strict=True):
        row = rows.add(
            tables.assertion,
            reading=reading,
            id=assertion.id,
            key=unit.key,
            kind=assertion.kind.value,
            status=assertion.status.value,
            quote=quote,
            start=assertion.start,
            end=assertion.end,
            hearsay=assertion.hearsay,
            confidence=assertion.confidence,
        )
        mine = field_rows(row["n"], assertion, unit.text)
        rows.rows["field"].extend(mine)
        said.append(row)
        values += mine
    return said, values
