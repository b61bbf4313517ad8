"""Whether every record says what it said when it was added, and follows on the one before it.

1. rows that no record stands on;
2. for each record: its digest, worked out again after the digest that stands before it;
3. where that differs, the groups of columns whose CRC-32 differs, each named once, a row that is referred to
   by many records too; where none does, something was taken out, put in or moved before the record;
4. a digest that was printed once and kept elsewhere, if one is given.

Whoever changes a row and works out all digests from there on again is found by the fourth only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, select

from detente.ledger import tables
from detente.ledger.chained import recorded, stored_columns
from detente.ledger.digests import ASSERTION, FIELDS, GENESIS, RECORD, Parts, Rows, chained, content
from detente.ledger.faults import Fault

FOUND_BY = {
    "run": {"record.run"},
    "snapshot": {"reading.snapshot"},
    "source": {"reading.snapshot", "snapshot.source"},
}
"""The groups with the references by which a table's row is found: with them it is another row."""
_CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Head:
    """The latest record and its digest, which stands for the whole log up to it."""

    record: int
    digest: str


def head(connection: Connection) -> Head | None:
    """The head of the log; None where it has no record."""
    digest = tables.digest
    row = connection.execute(
        select(digest.c.record, digest.c.digest).order_by(digest.c.record.desc()).limit(1)
    ).first()
    return Head(row.record, row.digest) if row else None


def kept(connection: Connection, digest: str) -> Iterator[Fault]:
    """Whether the log still holds the record with a digest that was printed before."""
    found = select(tables.digest.c.record).where(tables.digest.c.digest == digest)
    if connection.execute(found).first() is None:
        said = "no record has the digest that was kept: what it stood for was changed or taken out"
        yield Fault("lost-head", f"digest {digest[:12]}", said)


def strays(connection: Connection) -> Iterator[Fault]:
    """Rows that were put in beside the log: nothing that was added stands on them."""
    referred: tuple[tuple[Column[Any], Column[Any]], ...] = (
        (tables.run.c.n, tables.record.c.run),
        (tables.source.c.n, tables.snapshot.c.source),
        (tables.snapshot.c.n, tables.reading.c.snapshot),
        (tables.text.c.sha256, tables.reading.c.text),
    )
    for key, reference in referred:
        used = select(reference).where(reference.is_not(None))
        for (n,) in connection.execute(select(key).where(key.not_in(used)).order_by(key)):
            name = f"{key.table.name} {str(n)[:12]}"
            yield Fault("stray-row", name, f"no {reference.table.name} stands on it")
    for (key,) in connection.execute(select(tables.meta.c.key).where(tables.meta.c.key != "schema")):
        yield Fault("stray-row", f"meta {key}", "a ledger keeps no such thing")


def chain(connection: Connection) -> Iterator[Fault]:
    """Every record that is not as it was added or does not follow on the one before it."""
    digests = _Digests(connection)
    said: set[Fault] = set()
    worked_out: str = GENESIS
    for n, rows in recorded(connection):
        digests.go_to(n)
        found = content(rows)
        if digests.here is None:
            yield Fault("no-digest", f"record {n}", "it has no digest: it was not put in by adding")
            continue
        follows = chained(digests.before, found.digest)
        # Of the one before, nothing but its digest may have been changed, which is named there.
        if digests.here.digest in {follows, chained(worked_out, found.digest)}:
            if digests.here.parts != found.parts.packed:
                yield Fault("changed", f"digest {n}", "its parts are not those that were written")
        else:
            for fault in _named(n, rows, found.parts, digests.here.parts):
                if fault not in said:
                    said.add(fault)
                    yield fault
        worked_out = follows


class _Digests:
    """The stored digests, read along with the records: the one of this record, and the one before it."""

    def __init__(self, connection: Connection) -> None:
        query = select(*stored_columns(tables.digest)).order_by(tables.digest.c.record)
        self._rows = iter(connection.execute(query.execution_options(yield_per=_CHUNK)))
        self._next = next(self._rows, None)
        self.before: str = GENESIS
        self.here: Any = None

    def go_to(self, n: int) -> None:
        """To the digest of record n, if there is one, past those of records that are gone."""
        while self._next is not None and self._next.record < n:
            self.before = self._next.digest
            self._next = next(self._rows, None)
        self.here = self._next if self._next is not None and self._next.record == n else None


def _named(n: int, rows: Rows, found: Parts, packed: object) -> Iterator[Fault]:
    """What of a record is not as it was added."""
    try:
        stored = Parts.unpacked(packed if isinstance(packed, bytes) else b"")
    except ValueError:
        yield Fault("changed", f"record {n}", "it or what stands before it, and the parts of its digest")
        return
    faults = [*_record(n, rows, found, stored), *_assertions(n, found, stored)]
    said = "it does not follow on what stands before it: something was taken out, put in or moved"
    yield from faults or [Fault("broken-chain", f"record {n}", said)]


def _record(n: int, rows: Rows, found: Parts, stored: Parts) -> Iterator[Fault]:
    pairs = zip(RECORD, found.record, stored.record, strict=True)
    changed = {group.name: group for group, now, then in pairs if now != then}
    for group in changed.values():
        if changed.keys() & FOUND_BY.get(group.table, set()):
            continue
        if there := rows[group.table]:
            yield Fault("changed", f"{group.table} {there[0]['n']}", f"{group.words} is not what was added")
        else:
            yield Fault("missing", f"record {n}", f"its {group.table} is not there")


def _assertions(n: int, found: Parts, stored: Parts) -> Iterator[Fault]:
    for number in sorted(found.assertions.keys() | stored.assertions.keys()):
        where = f"assertion {number}"
        if number not in found.assertions:
            yield Fault("missing", where, f"it was added in record {n} and is not there")
        elif number not in stored.assertions:
            yield Fault("put-in", where, f"it was not added in record {n}, where it stands")
        else:
            pairs = zip(_EACH, found.assertions[number], stored.assertions[number], strict=True)
            for (suffix, words), now, then in pairs:
                if now != then:
                    yield Fault("changed", where + suffix, words)


_EACH = (
    *(("", f"{group.words} is not what was added") for group in ASSERTION),
    *((f", {name}", "a value, its place or its span is not what was added") for name in FIELDS),
)
"""For each part of an assertion, what names it and what is said of it."""
