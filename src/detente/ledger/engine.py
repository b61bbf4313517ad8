"""Opening a ledger: which file or url is one, and what is refused, with the file left as it is."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import OperationalError as BusyError
from sqlalchemy.pool import QueuePool

from detente.errors import LedgerError
from detente.ledger import tables

BUSY_SECONDS = 60
"""How long a writer waits for another one."""

_URLS = "a ledger is a file, sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME"
_MAGIC = b"SQLite format 3\x00"


def is_url(ledger: str) -> bool:
    """Whether the user named a database by url rather than a file."""
    return "://" in ledger


def connect(ledger: str, *, create: bool, write: bool, old: bool = False) -> Engine:
    """The engine of a ledger that exists, or of a new one where `create` is given.

    Raises LedgerError for what is none: a directory, another program's file, a newer schema or an
    older one (unless `old`), a missing file when reading, a read-only one when adding.
    """
    engine = _url_engine(ledger) if is_url(ledger) else _file_engine(Path(ledger), create=create, write=write)
    with explained(ledger):
        if engine.dialect.name == "sqlite":
            _prepare_sqlite(engine, ledger, create=create)
        elif create:
            with writing(engine) as connection:
                _create(connection)
        with engine.connect() as connection:
            found = schema_of(connection, ledger)
    if found < tables.SCHEMA and not old:
        raise LedgerError(
            f"{shown(ledger)} was written by an older detente (schema {found}, now {tables.SCHEMA}): "
            f"run `detente ledger upgrade --ledger {shown(ledger)}`, which loses nothing"
        )
    return engine


def _url_engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            return _sqlite(str(parsed.database or ""), read_only=False)
        if parsed.get_backend_name() != "postgresql":
            raise LedgerError(f"cannot open {url.partition('://')[0]}://...: {_URLS}")
        # Readers ask several questions of one moment; writers see what the one before them wrote (`writing`).
        return create_engine(parsed, poolclass=QueuePool, pool_size=1, isolation_level="REPEATABLE READ")
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise LedgerError(f"cannot open {url.partition('://')[0]}://...: {error}; {_URLS}") from error


def _file_engine(path: Path, *, create: bool, write: bool) -> Engine:
    if path.is_dir():
        raise LedgerError(f"{path} is a folder; name a file for the ledger")
    if not path.exists():
        if not create:
            raise LedgerError(f"there is no ledger at {path}; `detente add` makes one")
        if not path.parent.is_dir():
            raise LedgerError(f"there is no folder {path.parent} for the ledger")
        return _sqlite(str(path), read_only=False)
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        raise LedgerError(f"cannot read the ledger {path}: {error.strerror}") from error
    if head != _MAGIC and not (create and not head):
        raise LedgerError(f"{path} is not a ledger")
    writable = os.access(path, os.W_OK)
    if write and not writable:
        raise LedgerError(f"the ledger {path} is read-only")
    return _sqlite(str(path), read_only=not writable, still=not writable and _still(path))


def _still(path: Path) -> bool:
    """Whether nobody is writing to a file in a folder where SQLite cannot keep its own files beside it.

    Such a file (another user's, on a medium that cannot be written) is read as it lies.
    """
    return not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()


def _sqlite(path: str, *, read_only: bool, still: bool = False) -> Engine:
    mode = {"mode": "ro", "uri": "true"} | ({"immutable": "1"} if still else {})
    where = (
        URL.create("sqlite", database=f"file:{quote(path)}", query=mode)
        if read_only
        else URL.create("sqlite", database=path)
    )
    engine = create_engine(where, poolclass=QueuePool, pool_size=1, connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def _settings(connection, _record) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        connection.isolation_level = None  # transactions are begun below, not by the driver
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _prepare_sqlite(engine: Engine, ledger: str, *, create: bool) -> None:
    with engine.connect() as connection:
        application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        empty = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one() == 0
    if application == tables.APPLICATION_ID and not empty:
        return
    if application not in {0, tables.APPLICATION_ID} or not empty:
        raise LedgerError(f"{ledger} is not a ledger: it is the database of another program")
    if not create:
        raise LedgerError(f"{ledger} is not a ledger: it is an empty database")
    raw = engine.raw_connection()
    raw.cursor().execute("PRAGMA journal_mode = WAL")
    raw.close()
    with writing(engine) as connection:
        _create(connection)


def _create(connection: Connection) -> None:
    """The tables, in one transaction; another process may have been quicker."""
    if inspect(connection).has_table("meta"):
        return
    tables.metadata.create_all(connection)
    connection.execute(insert(tables.meta), [{"key": "schema", "value": str(tables.SCHEMA)}])
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {tables.APPLICATION_ID}")


def schema_of(connection: Connection, ledger: str) -> int:
    """The version of a ledger's tables. Raises LedgerError where it has none or a newer one."""
    if not inspect(connection).has_table("meta"):
        raise LedgerError(f"{shown(ledger)} is not a ledger")
    found = connection.execute(select(tables.meta.c.value).where(tables.meta.c.key == "schema")).scalar()
    if found is None or not found.isdigit():
        raise LedgerError(f"{shown(ledger)} is damaged: it does not say which schema it has")
    if int(found) > tables.SCHEMA:
        known = f"schema {found}, and this one knows {tables.SCHEMA}"
        raise LedgerError(f"{shown(ledger)} was written by a newer detente: {known}")
    return int(found)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that no other writer interrupts: all or nothing."""
    server = engine.dialect.name == "postgresql"
    options = {"write": True} | ({"isolation_level": "READ COMMITTED"} if server else {})
    with engine.connect().execution_options(**options) as connection, connection.begin():
        if server:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": tables.APPLICATION_ID})
        yield connection


@contextmanager
def explained(ledger: str) -> Iterator[None]:
    """Turn what the database says into one clear line."""
    try:
        yield
    except BusyError as error:
        reason = str(error.orig)
        if "locked" in reason or "busy" in reason:
            raise LedgerError(f"another program is writing to {shown(ledger)}; try again") from error
        if "readonly" in reason:
            raise LedgerError(f"the ledger {shown(ledger)} is read-only") from error
        raise LedgerError(f"cannot use the ledger {shown(ledger)}: {reason}") from error
    except DBAPIError as error:
        raise LedgerError(f"cannot use the ledger {shown(ledger)}: {error.orig}") from error


@contextmanager
def read_back(ledger: str) -> Iterator[None]:
    """The same where rows are read back: one that lacks its fellow, or cannot be understood, is damage."""
    try:
        with explained(ledger):
            yield
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        said = f"the ledger {shown(ledger)} is damaged; `detente ledger check` names what is wrong"
        raise LedgerError(said) from error


def shown(ledger: str) -> str:
    """The ledger's name without a password."""
    return make_url(ledger).render_as_string() if is_url(ledger) else ledger
