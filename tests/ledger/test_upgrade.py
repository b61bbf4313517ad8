"""An older ledger is refused with what to do, brought forward whole, and says what it said before.

Each test runs on a file and on a database of a real PostgreSQL server.
"""

import json
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy
from test_log import NOW, TEXT, page

from detente.cli import main
from detente.errors import LedgerError
from detente.ledger import tables
from detente.ledger.check import check, checked
from detente.ledger.engine import shown
from detente.ledger.log import Log
from detente.ledger.upgrade import STEPS, upgrade
from detente.ledger.verdicts import Action, Verdict

HERE = Path(__file__).parent
"""Ledgers as earlier versions of the tables kept them, as each engine dumps it: `schema-1` with one page, `schema-2`
with three readings and three verdicts."""
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


def as_of(schema, found):
    """Make an empty ledger one of an earlier version."""
    if "://" in found:
        engine = sqlalchemy.create_engine(found, poolclass=sqlalchemy.NullPool)
        with engine.begin() as connection:
            dump = (HERE / f"schema-{schema}.postgresql.sql").read_text("utf-8")
            connection.exec_driver_sql(dump.replace("%", "%%"))
    else:
        with sqlite3.connect(found) as connection:
            connection.executescript((HERE / f"schema-{schema}.sql").read_text("utf-8"))
            connection.execute(f"PRAGMA application_id = {tables.APPLICATION_ID}")
        connection.close()


@pytest.fixture
def old(fresh):
    """A ledger of the first version."""
    found = fresh()
    as_of(1, found)
    yield found
    fresh.drop(found)


@pytest.fixture
def second(fresh):
    """A ledger of the second version."""
    found = fresh()
    as_of(2, found)
    yield found
    fresh.drop(found)


def test_the_second_version_is_refused_and_brought_forward_with_all_it_said(second, ledger):
    with pytest.raises(LedgerError, match=r"schema 2, now 3.*`detente ledger upgrade"):
        check(second)
    before = content(second)
    assert upgrade(second) == (2, tables.SCHEMA)
    after = content(second)
    assert {name: rows for name, rows in after.items() if name in before and name != "meta"} == {
        name: rows for name, rows in before.items() if name != "meta"
    }
    assert len(after["digest"]) == len(before["record"]) == 6
    assert check(second) == ()
    Log.open(ledger, create=True).close()
    assert layout(second) == layout(ledger)


def test_digests_made_by_an_upgrade_are_those_made_by_adding(second, ledger):
    upgrade(second)
    with Log.open(ledger, create=True, clock=lambda: NOW) as log:
        log.add(page(), TEXT.encode())
        log.add(page(TEXT + " Twice.", url=None, publisher="Another"))
        log.add(page(reader="test 2"), TEXT.encode())
        one, two = (said.assertion.id for said in list(log.assertions())[:2])
        changed = {"field": "when", "value": {"value": "2019-08-21"}}
        log.decide(
            Verdict(Action.CORRECT, one, "Kim", "the gazette", **changed),
            Verdict(Action.SAME, one, "Kim", "one meeting", other=two),
        )
        log.decide(Verdict(Action.UNDO, one, "Kim", "a slip", undoes=4))
    assert checked(second).head == checked(ledger).head


def test_a_ledger_marked_as_older_than_it_is_is_refused_as_it_stands(ledger):
    """So that its digests are not simply made anew."""
    Log.open(ledger, create=True).close()
    engine = sqlalchemy.create_engine(ledger if "://" in ledger else f"sqlite:///{ledger}")
    with engine.begin() as connection:
        on = " ON meta" if "://" in ledger else ""
        name = "meta_append_only" if "://" in ledger else "meta_no_update"
        connection.exec_driver_sql(f"DROP TRIGGER {name}{on}")
        connection.exec_driver_sql("UPDATE meta SET value = '2'")
    engine.dispose()
    before = content(ledger)
    with pytest.raises(LedgerError, match="says schema 2 and has the table digest"):
        upgrade(ledger)
    assert content(ledger) == before


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
