"""Whether a ledger is whole: its tables and triggers, its numbers and references, its hashes and spans.

1. what the database says of its own file;
2. tables, columns, indexes and the triggers that keep them append-only;
3. references, and the sequence of record numbers: 1 to the last, each of one reading or verdict;
4. hashes of texts, bytes and addresses;
5. spans within the text, the hashes of what they quote, JSON and words that can be read;
6. rows that no record stands on, and the chain of the records' digests (`check_chain`).

All that is wrong is named; nothing is changed.
"""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, ForeignKey, Table, func, inspect, select

from detente.ledger import check_chain, tables
from detente.ledger.check_chain import Head
from detente.ledger.engine import connect, explained
from detente.ledger.faults import Fault
from detente.ledger.fields import span_hash
from detente.ledger.units import address, digest
from detente.ledger.verdicts import KIND, Action
from detente.model import Kind, Status

_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with a ledger, nothing for a sound one; and its head, None without records."""

    faults: tuple[Fault, ...]
    head: Head | None = None


def check(ledger: str, kept: str | None = None) -> tuple[Fault, ...]:
    """Everything that is wrong with a ledger; nothing for a sound one. As `checked`."""
    return checked(ledger, kept).faults


def checked(ledger: str, kept: str | None = None) -> Checked:
    """Everything that is wrong with a ledger, and its head.

    `kept` is the digest of a head that was printed before and kept elsewhere: the log must still hold it.
    Raises LedgerError for what cannot be opened as a ledger at all.
    """
    engine = connect(ledger, create=False, write=False)
    try:
        with explained(ledger), engine.connect() as connection:
            found = [fault for look in _LAYOUT for fault in look(connection)]
            if any(fault.code in {"damaged-file", "no-table", "no-column"} for fault in found):
                return Checked(tuple(found))
            found += [fault for look in _CONTENT for fault in look(connection)]
            found += [] if kept is None else check_chain.kept(connection, kept)
            return Checked(tuple(found), check_chain.head(connection))
    finally:
        engine.dispose()


def _file(connection: Connection) -> Iterator[Fault]:
    if connection.dialect.name == "sqlite":
        for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
            if said != "ok":
                yield Fault("damaged-file", "file", str(said))


def _layout(connection: Connection) -> Iterator[Fault]:
    inspector = inspect(connection)
    there = set(inspector.get_table_names())
    for table in tables.metadata.sorted_tables:
        if table.name not in there:
            yield Fault("no-table", table.name, "the table is missing")
            continue
        columns = {column["name"] for column in inspector.get_columns(table.name)}
        for column in table.c:
            if column.name not in columns:
                yield Fault("no-column", table.name, f"the column {column.name} is missing")
        indexes = {index["name"] for index in inspector.get_indexes(table.name)}
        for name in sorted(str(index.name) for index in table.indexes if index.name not in indexes):
            yield Fault("no-index", table.name, f"the index {name} is missing")


def _guards(connection: Connection) -> Iterator[Fault]:
    dialect = connection.dialect.name
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        if dialect == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    there = {str(name) for (name,) in connection.exec_driver_sql(query)}
    for table in tables.metadata.sorted_tables:
        for name in sorted(set(tables.guards(table.name, dialect)) - there):
            yield Fault("not-append-only", table.name, f"the trigger {name} is missing or off")


def _references(connection: Connection) -> Iterator[Fault]:
    for table in tables.metadata.sorted_tables:
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
            for row in connection.execute(_lost(table, key)):
                where = f"{table.name} {row[0]}"
                yield Fault("lost-reference", where, f"there is no {key.column.table.name} {row[1]}")


def _lost(table: Table, key: ForeignKey) -> Any:  # noqa: ANN401 - a select
    first = next(iter(table.primary_key.columns))
    known = select(key.column)
    return select(first, key.parent).where(key.parent.is_not(None), key.parent.not_in(known))


def _sequence(connection: Connection) -> Iterator[Fault]:
    numbered = (tables.run, tables.record, tables.source, tables.snapshot, tables.reading, tables.verdict)
    for table in (*numbered, tables.assertion):
        low, high, count = connection.execute(
            select(func.min(table.c.n), func.max(table.c.n), func.count())
        ).one()
        if count and (low, high) != (1, count):
            said = f"{count} rows are numbered {low} to {high}: some are missing"
            yield Fault("broken-sequence", table.name, said)
    last = 0
    for n, record in connection.execute(select(tables.reading.c.n, tables.reading.c.record).order_by("n")):
        if record <= last:
            yield Fault("broken-sequence", f"reading {n}", f"record {record} comes after record {last}")
        last = record
    yield from _spine(connection)


def _spine(connection: Connection) -> Iterator[Fault]:
    """Each record is of one reading, or of one verdict, as its kind says."""
    for kind, table in (("reading", tables.reading), (KIND, tables.verdict)):
        mine = {
            n for (n,) in connection.execute(select(tables.record.c.n).where(tables.record.c.kind == kind))
        }
        told = [n for (n,) in connection.execute(select(table.c.record))]
        for n in sorted(mine ^ set(told)):
            yield Fault("broken-sequence", f"record {n}", f"it does not belong to one {kind}")


def _texts(connection: Connection) -> Iterator[Fault]:
    for sha, said in _streamed(connection, select(tables.text.c.sha256, tables.text.c.text)):
        if (
            not isinstance(said, str)
            or sha != hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
        ):
            yield Fault("wrong-hash", f"text {sha[:12]}", "the text is not the one that was added")


def _bytes(connection: Connection) -> Iterator[Fault]:
    table = tables.snapshot
    query = select(table.c.n, table.c.sha256, table.c.bytes).where(table.c.bytes.is_not(None))
    for n, sha, packed in _streamed(connection, query):
        try:
            whole = hashlib.sha256(zlib.decompress(packed)).hexdigest() == sha
        except (zlib.error, TypeError):
            whole = False
        if not whole:
            yield Fault("wrong-hash", f"snapshot {n}", "the bytes are not those that were got")


def _sources(connection: Connection) -> Iterator[Fault]:
    table = tables.source
    for n, id_, url in _streamed(connection, select(table.c.n, table.c.id, table.c.url)):
        if url is not None and not (isinstance(url, str) and id_ == "source:" + digest(address(url))[:16]):
            yield Fault("wrong-hash", f"source {n}", f"the address {url!s} is not the one that was added")


def _assertions(connection: Connection) -> Iterator[Fault]:
    table = tables.assertion
    query = select(table.c.n, table.c.kind, table.c.status, table.c.start, table.c.end, tables.reading.c.text)
    query = query.join(tables.reading, table.c.reading == tables.reading.c.n).order_by(table.c.n)
    text_of = _text_of(connection)
    for n, kind, status, start, end, sha in _streamed(connection, query):
        said = text_of(sha)
        if kind not in set(Kind) or status not in set(Status):
            yield Fault("unknown-word", f"assertion {n}", f"no such kind and status: {kind}, {status}")
        if said is not None and not _within(start, end, said):
            yield Fault("wrong-span", f"assertion {n}", f"{start} to {end} is outside of the text")


def _fields(connection: Connection) -> Iterator[Fault]:
    field, table = tables.field, tables.assertion
    query = select(
        field.c.assertion, field.c.name, field.c.value, field.c.start, field.c.end, field.c.quote,
        tables.reading.c.text,
    )  # fmt: skip
    query = query.join(table, field.c.assertion == table.c.n)
    query = query.join(tables.reading, table.c.reading == tables.reading.c.n).order_by(field.c.assertion)
    text_of = _text_of(connection)
    for n, name, value, start, end, quote, sha in _streamed(connection, query):
        said = text_of(sha)
        where = f"assertion {n}, {name}"
        if not _json(value):
            yield Fault("no-json", where, "its value cannot be read")
        if said is not None and not _within(start, end, said):
            yield Fault("wrong-span", where, f"{start} to {end} is outside of the text")
        elif quote != span_hash(said, start, end):
            yield Fault("wrong-quote", where, "the text at its span is not the one that was quoted")


def _heads(connection: Connection) -> Iterator[Fault]:
    table = tables.reading
    for n, head, problems in _streamed(connection, select(table.c.n, table.c.head, table.c.problems)):
        if not (_json(problems) and (head is None or _json(head))):
            yield Fault("no-json", f"reading {n}", "its head or its problems cannot be read")


def _verdicts(connection: Connection) -> Iterator[Fault]:
    table = tables.verdict
    for n, action, value in _streamed(connection, select(table.c.n, table.c.action, table.c.value)):
        if action not in set(Action):
            yield Fault("unknown-word", f"verdict {n}", f"no such action: {action}")
        if value is not None and not _json(value):
            yield Fault("no-json", f"verdict {n}", "its value cannot be read")


def _text_of(connection: Connection) -> Callable[[str | None], str | None]:
    """Looks a text up by its hash, the last few kept: a row of the query with each would fill the memory."""

    @lru_cache(maxsize=4)
    def found(sha: str | None) -> str | None:
        query = select(tables.text.c.text).where(tables.text.c.sha256 == sha)
        return None if sha is None else connection.execute(query).scalar()

    return found


def _streamed(connection: Connection, query: Any) -> Iterator[Any]:  # noqa: ANN401 - a select
    yield from connection.execute(query.execution_options(yield_per=_CHUNK))


def _within(start: object, end: object, text: object) -> bool:
    """Whether a span lies within a text; what SQLite lets stand there may be of any type."""
    if start is None or end is None:
        return True
    numbers = isinstance(start, int) and isinstance(end, int) and isinstance(text, str)
    return numbers and 0 <= start <= end <= len(text)  # type: ignore[operator,arg-type]


def _json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


_Look = Callable[[Connection], Iterator[Fault]]
_LAYOUT: tuple[_Look, ...] = (_file, _layout, _guards)
_CONTENT: tuple[_Look, ...] = (
    _references,
    _sequence,
    _texts,
    _bytes,
    _sources,
    _assertions,
    _fields,
    _heads,
    _verdicts,
    check_chain.strays,
    check_chain.chain,
)
