"""Bringing an older ledger forward, a step for each version of the tables, in one transaction.

A step adds tables, columns and indexes and changes nothing that a source or a person said. A ledger
that is up to date is left alone; one of a newer program is refused when it is opened.
"""

from collections.abc import Callable

from sqlalchemy import Connection, inspect

from detente.errors import LedgerError
from detente.ledger import tables
from detente.ledger.chained import link_all
from detente.ledger.engine import connect, explained, schema_of, shown, writing

_FIRST = ("meta", "run", "record", "source", "snapshot", "text", "reading", "assertion", "field")
"""The tables of the first version."""
_DIGESTS = 3
"""The first version with digests."""


def upgrade(ledger: str) -> tuple[int, int]:
    """The version that the ledger had, and the one it has now; the same where nothing was to do.

    Raises LedgerError where it cannot be opened for writing, with the ledger as it was.
    """
    engine = connect(ledger, create=False, write=True, old=True)
    try:
        with explained(ledger), writing(engine) as connection:
            found = schema_of(connection, ledger)
            if found < _DIGESTS and inspect(connection).has_table(tables.digest.name):
                raise LedgerError(
                    f"{shown(ledger)} is damaged: it says schema {found} and has the table digest"
                )
            for version in range(found, tables.SCHEMA):
                STEPS[version](connection)
            if found < tables.SCHEMA:
                _mark(connection)
    finally:
        engine.dispose()
    return found, tables.SCHEMA


def _to_2(connection: Connection) -> None:
    """Verdicts, an index by which one subject's assertions are found, and guards against emptying a table."""
    for name in _FIRST:
        _guard(connection, name)
    tables.verdict.create(connection)
    next(index for index in tables.assertion.indexes if index.name == "assertion_key").create(connection)


def _to_3(connection: Connection) -> None:
    """A digest for each record, over what stands in the ledger by now."""
    tables.digest.create(connection)
    link_all(connection)


STEPS: dict[int, Callable[[Connection], None]] = {1: _to_2, 2: _to_3}
"""From each version to the next."""


def _mark(connection: Connection) -> None:
    """Write the version down; the one row that is ever changed, so its triggers are set aside for it."""
    _unguard(connection, "meta")
    schema = tables.meta.update().where(tables.meta.c.key == "schema")
    connection.execute(schema.values(value=str(tables.SCHEMA)))
    _guard(connection, "meta")


def _guard(connection: Connection, table: str) -> None:
    """The triggers that keep a table append-only, as this version makes them."""
    _unguard(connection, table)
    for statement in tables.guards(table, connection.dialect.name).values():
        connection.exec_driver_sql(statement)


def _unguard(connection: Connection, table: str) -> None:
    on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
    for name in tables.guards(table, connection.dialect.name):
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}{on}")
