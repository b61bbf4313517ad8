"""An older ledger is refused with what to do, brought forward whole, and says what it said before.

Each test runs on a file and on a database of a real PostgreSQL server.
"""

import json
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy

from detente.cli import main
from detente.errors import LedgerError
from detente.ledger import tables
from detente.ledger.check import check
from detente.ledger.engine import shown
from detente.ledger.log import Log
from detente.ledger.upgrade import STEPS, upgrade
from detente.ledger.verdicts import Action, Verdict

OLD = {
    "sqlite": Path(__file__).with_name("schema-1.sql"),
    "postgresql": Path(__file__).with_name("schema-1.postgresql.sql"),
}
"""A ledger with one page as the first version of the tables kept it, as each engine dumps it."""
VERDICT = "(n, record, action, subject, reason, person) VALUES (1, 1, 'confirm', 'x', 'y', 'z')"


def layout(ledger):
    """What the engine says of every table, index, trigger and reference, without regard to blanks."""
    return _layout_of_server(ledger) if "://" in ledger else _layout_of_file(ledger)


def _layout_of_file(path):
    with sqlite3.connect(path) as connection:
        rows = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        ).fetchall()
    connection.close()
    return sorted((kind, name, " ".join(sql.split())) for kind, name, sql in rows)


def _layout_of_server(url):
    """Columns, keys, references, indexes and triggers as the catalogue of the server tells them."""
    queries = (
        """SELECT table_name, column_name, data_type, is_nullable, column_default
        FROM information_schema.columns WHERE table_schema = 'public'""",
        """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    )
    engine = sqlalchemy.create_engine(url)
    with engine.connect() as connection:
        found = [sorted(map(str, connection.exec_driver_sql(query))) for query in queries]
    engine.dispose()
    return found


def content(ledger):
    """All that is in it, by table."""
    engine = sqlalchemy.create_engine(ledger if "://" in ledger else f"sqlite:///{ledger}")
    with engine.connect() as connection:
        names = sorted(sqlalchemy.inspect(connection).get_table_names())
        found = {
            name: sorted(map(repr, connection.exec_driver_sql(f'SELECT * FROM "{name}"'))) for name in names
        }
    engine.dispose()
    return found


@pytest.fixture
def old(fresh):
    """A ledger of the first version."""
    found = fresh()
    if "://" in found:
        engine = sqlalchemy.create_engine(found, poolclass=sqlalchemy.NullPool)
        with engine.begin() as connection:
            connection.exec_driver_sql(OLD["postgresql"].read_text("utf-8"))
    else:
        with sqlite3.connect(found) as connection:
            connection.executescript(OLD["sqlite"].read_text("utf-8"))
            connection.execute(f"PRAGMA application_id = {tables.APPLICATION_ID}")
        connection.close()
    yield found
    fresh.drop(found)


def test_an_older_ledger_is_refused_and_told_how_to_be_brought_forward(old):
    before = content(old)
    with pytest.raises(LedgerError, match=r"older detente.*run `detente ledger upgrade --ledger .*`"):
        Log.open(old)
    assert content(old) == before


def test_an_upgraded_ledger_says_what_it_said_and_takes_verdicts(old):
    assert upgrade(old) == (1, tables.SCHEMA)
    with Log.open(old, create=True) as log:
        (one,) = log.assertions()
        assert (one.assertion.kind, one.quote) == ("meeting", "Seoul met Tokyo on 20 August.")
        assert log.decide(Verdict(Action.CONFIRM, one.assertion.id, "Kim", "looked at"))[0].record == 2


def test_an_upgraded_ledger_has_the_tables_of_a_new_one(old, ledger):
    upgrade(old)
    Log.open(ledger, create=True).close()
    assert layout(old) == layout(ledger)


def test_an_upgraded_ledger_is_whole_and_still_append_only(old):
    upgrade(old)
    assert check(old) == ()
    engine = sqlalchemy.create_engine(old if "://" in old else f"sqlite:///{old}")
    for table in ("meta", "reading", "verdict"):
        with engine.connect() as connection:
            connection.exec_driver_sql(f"INSERT INTO verdict {VERDICT}")
            with pytest.raises(sqlalchemy.exc.DBAPIError, match="append-only"):
                connection.exec_driver_sql(f"DELETE FROM {table}")
    engine.dispose()


def test_upgrading_twice_changes_nothing(old):
    upgrade(old)
    before = content(old), layout(old)
    assert upgrade(old) == (tables.SCHEMA, tables.SCHEMA)
    assert (content(old), layout(old)) == before


def test_an_upgrade_that_fails_leaves_the_ledger_as_it_was(old, monkeypatch):
    def fails(connection):
        STEPS[0](connection)
        raise LedgerError("the power went out")

    before = content(old), layout(old)
    monkeypatch.setitem(STEPS, 0, STEPS[1])
    monkeypatch.setitem(STEPS, 1, fails)
    with pytest.raises(LedgerError, match="power"):
        upgrade(old)
    assert (content(old), layout(old)) == before
    with pytest.raises(LedgerError, match="schema 1"):
        Log.open(old)


def test_there_is_a_step_from_every_earlier_version():
    assert sorted(STEPS) == list(range(1, tables.SCHEMA))


@pytest.mark.parametrize(("times", "before"), [(1, 1), (2, tables.SCHEMA)])
def test_the_verb_says_from_where_to_where(old, capsys, times, before):
    for _ in range(times):
        with pytest.raises(SystemExit) as stopped:
            main(["ledger", "upgrade", "--ledger", old])
    assert stopped.value.code == 0
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert said == {"ledger": shown(old), "before": before, "schema": tables.SCHEMA}


def test_the_verb_refuses_what_is_no_ledger(tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["ledger", "upgrade", "--ledger", str(tmp_path / "none.db")])
    assert stopped.value.code == 4
    assert capsys.readouterr().err.startswith("detente: there is no ledger at")
