"""The tables of the log: the same on SQLite and PostgreSQL, and never updated or deleted from.

`record` is the spine: each thing added takes the next number. A source has snapshots (the bytes as
they were got, or a chronology's row about it), a snapshot has readings, a reading has assertions,
and an assertion has fields, one row a value. A verdict is what a person decided about any of these.
A digest is of one record with all that it stands on, and follows on the one before it (`digests`).
"""

from sqlalchemy import (
    DDL,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    event,
)
from sqlalchemy.schema import ExecutableDDLElement

APPLICATION_ID = 0x44544E54
"""`DTNT`: what SQLite keeps in the file's header, so that another program's file is told apart."""

SCHEMA = 3
"""Version of these tables; a program refuses a ledger with a higher one (`detente.ledger.upgrade`)."""

metadata = MetaData()

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

run = Table(
    "run",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("reader", Text, nullable=False),
    Column("recorded", Text, nullable=False, comment="record time, UTC, ISO 8601"),
)

record = Table(
    "record",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("run", ForeignKey("run.n"), nullable=False),
    Column("kind", Text, nullable=False),
)

source = Table(
    "source",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("url", Text),
    Column("publisher", Text),
    Column("language", Text),
)

snapshot = Table(
    "snapshot",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("source", ForeignKey("source.n"), nullable=False),
    Column("origin", Text, nullable=False, comment="page, chronology or jsonl"),
    Column("sha256", Text, nullable=False, comment="of the bytes, or of the text where there are none"),
    Column("bytes", LargeBinary, comment="zlib"),
    Column("retrieved", Text),
)

text = Table("text", metadata, Column("sha256", Text, primary_key=True), Column("text", Text, nullable=False))

reading = Table(
    "reading",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True, comment="hash of snapshot, reader and content"),
    Column("record", ForeignKey("record.n"), nullable=False),
    Column("snapshot", ForeignKey("snapshot.n"), nullable=False),
    Column("text", ForeignKey("text.sha256")),
    Column("head", Text, comment="the article without its text, JSON"),
    Column("published_from", Date, comment="inclusive; null where the date is missing or not trusted"),
    Column("published_by", Date, comment="inclusive"),
    Column("basis", Text, comment="where the date comes from"),
    Column("problems", Text, nullable=False, comment="JSON"),
    Index("reading_snapshot", "snapshot"),
)

assertion = Table(
    "assertion",
    metadata,
    Column("n", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("reading", ForeignKey("reading.n"), nullable=False),
    Column("id", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("quote", Text, comment="null where it is a span of the text"),
    Column("start", Integer),
    Column("end", Integer),
    Column("hearsay", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Index("assertion_reading", "reading"),
    Index("assertion_key", "key", "reading"),
)

field = Table(
    "field",
    metadata,
    Column("assertion", ForeignKey("assertion.n"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("value", Text, nullable=False, comment="JSON"),
    Column("start", Integer),
    Column("end", Integer),
    Column("quote", Text, comment="first 16 hexadecimal digits of the SHA-256 of the quoted text"),
    sqlite_with_rowid=False,
)

verdict = Table(
    "verdict",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("record", ForeignKey("record.n"), nullable=False, unique=True),
    Column("action", Text, nullable=False, comment="prefer, reject, correct, same, retract, undo ..."),
    Column("subject", Text, nullable=False, comment="id of an assertion, an event, a snapshot, a source"),
    Column("other", Text, comment="of a link, the second assertion"),
    Column("field", Text),
    Column("quote", Text, comment="hash of the quoted text that was decided about, as in field"),
    Column("value", Text, comment="JSON"),
    Column("undoes", ForeignKey("record.n"), comment="the record that it takes back"),
    Column("reason", Text, nullable=False),
    Column("person", Text, nullable=False),
    Index("verdict_subject", "subject"),
)

digest = Table(
    "digest",
    metadata,
    Column("record", ForeignKey("record.n"), primary_key=True),
    Column("digest", Text, nullable=False, comment="SHA-256 over the one before it and what the record says"),
    Column("parts", LargeBinary, nullable=False, comment="the CRC-32 of each group of its columns"),
)

_SQLITE = """CREATE TRIGGER {name}_no_{verb} BEFORE {verb} ON {name}
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"""
_FUNCTION = """CREATE OR REPLACE FUNCTION detente_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$"""
_POSTGRES = """CREATE TRIGGER {name}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {name}
EXECUTE FUNCTION detente_append_only()"""


def guards(table: str, dialect: str) -> dict[str, str]:
    """The triggers by name, with the statement that makes each, which keep a table append-only."""
    if dialect == "postgresql":
        return {f"{table}_append_only": _POSTGRES.format(name=table)}
    return {f"{table}_no_{verb}": _SQLITE.format(name=table, verb=verb) for verb in ("update", "delete")}


def _ddl(statement: str, dialect: str) -> ExecutableDDLElement:
    found: ExecutableDDLElement = DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]
    return found


event.listen(metadata, "before_create", _ddl(_FUNCTION, "postgresql"))
for _table in metadata.sorted_tables:
    for _dialect in ("sqlite", "postgresql"):
        for _statement in guards(_table.name, _dialect).values():
            event.listen(_table, "after_create", _ddl(_statement, _dialect))
