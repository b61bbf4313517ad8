"""Appending units to the log: numbers, rows, one transaction, nothing twice."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from detente.ledger import tables
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

    def add(self, table: Table, **values: object) -> int:
        """One more row; its number."""
        number = self._number(table)
        self.rows[table.name].append({"n": number, **values})
        return number

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
    known = _known(connection, tables.reading.c.key, [unit.reading_key for unit in units])
    fresh = list({unit.reading_key: unit for unit in units if unit.reading_key not in known}.values())
    if not fresh:
        return Appended()
    rows = _Rows(connection)
    sources = _known(connection, tables.source.c.id, [unit.source_id for unit in fresh])
    snapshots = _known(connection, tables.snapshot.c.id, [unit.snapshot_id for unit in fresh])
    texts = _known_texts(connection, [_sha(unit.text) for unit in fresh if unit.text is not None])
    runs: dict[str, int] = {}
    for unit in fresh:
        if unit.reader not in runs:
            runs[unit.reader] = rows.add(tables.run, reader=unit.reader, recorded=recorded)
        number = rows.add(tables.record, run=runs[unit.reader], kind="reading")
        snapshot = _snapshot(rows, unit, sources, snapshots)
        text = _text(rows, unit, texts)
        _reading(rows, unit, number, snapshot, text)
    rows.write()
    return Appended(len(fresh), len(rows.rows["assertion"]), len(rows.rows["field"]))


def _known(connection: Connection, column: Any, values: Iterable[str]) -> dict[str, int]:  # noqa: ANN401
    wanted = list(dict.fromkeys(values))
    found: dict[str, int] = {}
    for at in range(0, len(wanted), _IN):
        query = select(column, column.table.c.n).where(column.in_(wanted[at : at + _IN]))
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return found


def _known_texts(connection: Connection, hashes: Sequence[str]) -> set[str]:
    query = select(tables.text.c.sha256)
    return {
        row.sha256
        for at in range(0, len(hashes), _IN)
        for row in connection.execute(query.where(tables.text.c.sha256.in_(hashes[at : at + _IN])))
    }


def _snapshot(rows: _Rows, unit: Unit, sources: dict[str, int], snapshots: dict[str, int]) -> int:
    if unit.source_id not in sources:
        sources[unit.source_id] = rows.add(
            tables.source,
            id=unit.source_id,
            url=unit.url,
            publisher=unit.publisher,
            language=unit.language,
        )
    if unit.snapshot_id not in snapshots:
        snapshots[unit.snapshot_id] = rows.add(
            tables.snapshot,
            id=unit.snapshot_id,
            source=sources[unit.source_id],
            origin=unit.origin,
            sha256=digest_of(unit.received),
            bytes=zlib.compress(unit.raw) if unit.raw is not None else None,
            retrieved=unit.retrieved,
        )
    return snapshots[unit.snapshot_id]


def digest_of(content: bytes) -> str:
    """The plain SHA-256 of the bytes, as `sha256sum` prints it."""
    return hashlib.sha256(content).hexdigest()


def _sha(text: str) -> str:
    return digest_of(text.encode("utf-8", "surrogatepass"))


def _text(rows: _Rows, unit: Unit, texts: set[str]) -> str | None:
    if unit.text is None:
        return None
    sha = _sha(unit.text)
    if sha not in texts:
        texts.add(sha)
        rows.rows["text"].append({"sha256": sha, "text": unit.text})
    return sha


def _reading(rows: _Rows, unit: Unit, number: int, snapshot: int, text: str | None) -> None:
    reading = rows.add(
        tables.reading,
        key=unit.reading_key,
        record=number,
        snapshot=snapshot,
        text=text,
        head=canonical(unit.head) if unit.head is not None else None,
        published_from=unit.known.first if unit.known else None,
        published_by=unit.known.last if unit.known else None,
        basis=unit.basis,
        problems=json.dumps([asdict(problem) for problem in unit.problems], ensure_ascii=False),
    )
    for assertion, quote in zip(unit.assertions, unit.quotes, strict=True):
        at = rows.add(
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
        rows.rows["field"].extend(field_rows(at, assertion, unit.text))
