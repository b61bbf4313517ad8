"""An older ledger is refused with what to do, brought forward whole, and says what it said before."""

import json
import sqlite3
from pathlib import Path

import pytest

from detente.cli import main
from detente.errors import LedgerError
from detente.ledger import tables
from detente.ledger.log import Log
from detente.ledger.upgrade import STEPS, upgrade
from detente.ledger.verdicts import Action, Verdict

OLD = Path(__file__).with_name("schema-1.sql")
"""A ledger with one page as the first version of the tables kept it."""


def layout(path):
    """What SQLite says of every table, index and trigger, without regard to blanks."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        ).fetchall()
    connection.close()
    return sorted((kind, name, " ".join(sql.split())) for kind, name, sql in rows)


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "old.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(OLD.read_text("utf-8"))
        connection.execute(f"PRAGMA application_id = {tables.APPLICATION_ID}")
    connection.close()
    return path


def test_an_older_ledger_is_refused_and_told_how_to_be_brought_forward(old):
    before = old.read_bytes()
    with pytest.raises(LedgerError, match=r"older detente.*run `detente ledger upgrade --ledger .*old\.db`"):
        Log.open(old)
    assert old.read_bytes() == before


def test_an_upgraded_ledger_says_what_it_said_and_takes_verdicts(old):
    assert upgrade(str(old)) == (1, tables.SCHEMA)
    with Log.open(old, create=True) as log:
        (one,) = log.assertions()
        assert (one.assertion.kind, one.quote) == ("meeting", "Seoul met Tokyo on 20 August.")
        assert log.decide(Verdict(Action.CONFIRM, one.assertion.id, "Kim", "looked at"))[0].record == 2


def test_an_upgraded_ledger_has_the_tables_of_a_new_one(old, tmp_path):
    upgrade(str(old))
    Log.open(tmp_path / "new.db", create=True).close()
    assert layout(old) == layout(tmp_path / "new.db")


def test_upgrading_twice_changes_nothing(old):
    upgrade(str(old))
    before = old.read_bytes()
    assert upgrade(str(old)) == (tables.SCHEMA, tables.SCHEMA)
    assert old.read_bytes() == before


def test_an_upgrade_that_fails_leaves_the_ledger_as_it_was(old, monkeypatch):
    def fails(connection):
        STEPS[0](connection)
        raise LedgerError("the power went out")

    before = layout(old)
    monkeypatch.setitem(STEPS, 0, STEPS[1])
    monkeypatch.setitem(STEPS, 1, fails)
    with pytest.raises(LedgerError, match="power"):
        upgrade(str(old))
    assert layout(old) == before
    with pytest.raises(LedgerError, match="schema 1"):
        Log.open(old)


def test_there_is_a_step_from_every_earlier_version():
    assert sorted(STEPS) == list(range(1, tables.SCHEMA))


@pytest.mark.parametrize(("times", "before"), [(1, 1), (2, tables.SCHEMA)])
def test_the_verb_says_from_where_to_where(old, capsys, times, before):
    for _ in range(times):
        with pytest.raises(SystemExit) as stopped:
            main(["ledger", "upgrade", "--ledger", str(old)])
    assert stopped.value.code == 0
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert said == {"ledger": str(old), "before": before, "schema": tables.SCHEMA}


def test_the_verb_refuses_what_is_no_ledger(tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["ledger", "upgrade", "--ledger", str(tmp_path / "none.db")])
    assert stopped.value.code == 4
    assert capsys.readouterr().err.startswith("detente: there is no ledger at")
