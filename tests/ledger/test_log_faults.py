"""The log under faults: killed at any moment, written by two at once, the disk gone read-only."""

import json
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from detente.errors import LedgerError
from detente.ledger.intake import of_assertions
from detente.ledger.log import Log

ROWS = 200
ADD = "import sys; from detente.ledger.log import Log; Log.open(sys.argv[1], create=True).add_assertions(sys.argv[2])"


@pytest.fixture
def rows(tmp_path):
    """A file of so many rows that adding it takes a while."""
    path = tmp_path / "rows.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(ROWS):
            source = {"url": f"https://a.example/{number}", "published": "2019-08-08"}
            row = {"source": source, "kind": "meeting", "actors": [{"name": f"party {n}"} for n in range(9)]}
            file.write(json.dumps(row) + "\n")
    return path


def adding(ledger, rows):
    return subprocess.Popen([sys.executable, "-c", ADD, str(ledger), str(rows)], stderr=subprocess.PIPE)


def whole(ledger):
    """How many assertions there are, each checked to have all its fields."""
    with Log.open(ledger) as log:
        logged = list(log.assertions())
    assert all(len(one.assertion.actors) == 9 for one in logged)
    return len(logged)


def test_two_processes_add_the_same_rows_and_each_stands_once(tmp_path, rows):
    ledger = tmp_path / "x.db"
    processes = [adding(ledger, rows) for _ in range(2)]
    errors = [process.communicate(timeout=120)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], errors
    assert whole(ledger) == ROWS


def test_a_reader_sees_a_whole_number_of_rows_while_another_adds(tmp_path, rows):
    ledger = tmp_path / "x.db"
    Log.open(ledger, create=True).close()
    process = adding(ledger, rows)
    seen = []
    while process.poll() is None:
        seen.append(whole(ledger))
    process.communicate()
    assert process.returncode == 0
    assert seen == sorted(seen)
    assert whole(ledger) == ROWS


NOBODY = 65534
"""A user without any rights: root may write to every file, so the tests drop root's."""
AS_NOBODY = """
import os, sys
from detente.errors import LedgerError
from detente.ledger.log import Log
with Log.open(sys.argv[2]) as other:  # loads all that is needed while it may be read
    list(other.assertions())
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(int(sys.argv[3]))
    os.setuid(int(sys.argv[3]))
for write in (True, False):
    try:
        with Log.open(sys.argv[1], create=write) as log:
            print(sum(1 for _ in log.assertions()))
    except LedgerError as refused:
        print(refused)
"""


@pytest.fixture
def told_to_nobody(tmp_path, rows):
    """What somebody without rights is told of a ledger, for adding and for reading."""
    other = tmp_path / "other.db"
    with Log.open(other, create=True) as log:
        log.add_assertions(rows)

    def tell(ledger):
        command = [sys.executable, "-c", AS_NOBODY, str(ledger), str(other), str(NOBODY)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.stderr == ""
        return done.stdout.splitlines()

    return tell


@pytest.fixture
def place():
    """A folder that others may enter; pytest's own are closed to them."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)
        Path(name).chmod(0o755)


@pytest.mark.parametrize("folder", [0o555, 0o777], ids=["closed folder", "open folder"])
@pytest.mark.parametrize("name", ["x.db", "50% of ü?.db"])
def test_a_read_only_ledger_is_refused_for_adding_and_still_read(told_to_nobody, place, rows, folder, name):
    ledger = place / name
    with Log.open(ledger, create=True) as log:
        log.add_assertions(rows)
    before = ledger.read_bytes()
    ledger.chmod(0o444)
    place.chmod(folder)
    assert told_to_nobody(ledger) == [f"the ledger {ledger} is read-only", str(ROWS)]
    assert ledger.read_bytes() == before


def test_a_read_only_ledger_that_another_user_is_writing_to_is_read_with_what_was_added(
    told_to_nobody, place, rows
):
    ledger = place / "x.db"
    with Log.open(ledger, create=True) as log:
        ledger.chmod(0o444)
        log.add_assertions(rows)
        assert Path(f"{ledger}-wal").stat().st_size
        assert told_to_nobody(ledger) == [f"the ledger {ledger} is read-only", str(ROWS)]


def test_a_ledger_that_may_not_be_read_is_told_in_one_line(told_to_nobody, place):
    ledger = place / "x.db"
    Log.open(ledger, create=True).close()
    ledger.chmod(0)
    assert told_to_nobody(ledger) == [f"cannot read the ledger {ledger}: Permission denied"] * 2


def test_half_a_file_is_refused_in_one_line(tmp_path, rows):
    ledger = tmp_path / "x.db"
    with Log.open(ledger, create=True) as log:
        log.add_assertions(rows)
    data = Path(ledger).read_bytes()
    ledger.write_bytes(data[: len(data) // 3])
    for leftover in tmp_path.glob("x.db-*"):
        leftover.unlink()
    with pytest.raises(LedgerError, match="cannot use the ledger"), Log.open(ledger) as log:
        list(log.assertions())


def test_a_ledger_that_another_program_keeps_locked_is_one_clear_line(tmp_path, rows, monkeypatch):
    monkeypatch.setattr("detente.ledger.engine.BUSY_SECONDS", 0.05)
    ledger = tmp_path / "x.db"
    with Log.open(ledger, create=True) as log, sqlite3.connect(ledger) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="another program is writing"):
            log.add_assertions(rows)
        other.rollback()
        assert log.add_assertions(rows).units == ROWS
    other.close()


def test_an_empty_database_is_a_ledger_only_when_adding(tmp_path):
    ledger = tmp_path / "x.db"
    with sqlite3.connect(ledger) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    with pytest.raises(LedgerError, match="empty database"):
        Log.open(ledger)
    with Log.open(ledger, create=True) as log:
        assert log.record == 0


def test_a_ledger_is_not_made_in_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(LedgerError, match="there is no folder"):
        Log.open(tmp_path / "nowhere" / "x.db", create=True)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [("UPDATE meta SET value = 'x'", "does not say which schema"), ("DROP TABLE meta", "is not a ledger")],
)
def test_a_ledger_whose_schema_cannot_be_told_is_refused(tmp_path, statement, complaint):
    ledger = tmp_path / "x.db"
    Log.open(ledger, create=True).close()
    with sqlite3.connect(ledger) as connection:
        connection.execute("DROP TRIGGER meta_no_update")
        connection.execute(statement)
    connection.close()
    with pytest.raises(LedgerError, match=complaint):
        Log.open(ledger)


def test_a_server_that_does_not_answer_is_one_clear_line_without_the_password():
    pytest.importorskip("psycopg", reason="PostgreSQL needs psycopg")
    with pytest.raises(LedgerError) as refused:
        Log.open("postgresql+psycopg://user:secret@127.0.0.1:9/x")
    assert "secret" not in str(refused.value)


def test_units_are_the_same_in_batches_of_any_size(tmp_path, rows, monkeypatch):
    sizes = {}
    for size in (1, 7, 1000):
        monkeypatch.setattr("detente.ledger.log.BATCH", size)
        with Log.open(tmp_path / f"{size}.db", create=True) as log:
            log.add_assertions(rows)
            sizes[size] = [(one.record, one.assertion) for one in log.assertions()]
    assert sizes[1] == sizes[7] == sizes[1000]


def test_handing_over_units_is_the_same_as_adding_their_file(tmp_path, rows):
    units = [unit for made in of_assertions(rows) for unit in made]
    with Log.open(tmp_path / "x.db", create=True) as log, Log.open(tmp_path / "y.db", create=True) as other:
        assert log.append(iter(units)).units == other.add_assertions(rows).units == ROWS
        assert log.append(units).known == ROWS
        assert [one.assertion for one in log.assertions()] == [one.assertion for one in other.assertions()]


@pytest.mark.parametrize("table", ["record", "snapshot"])
def test_a_view_of_a_ledger_that_lacks_a_row_is_one_clear_line(tmp_path, rows, table):
    path = tmp_path / "x.db"
    with Log.open(path, create=True) as log:
        log.add_assertions(rows)
    raw = sqlite3.connect(path)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute(f"DELETE FROM {table} WHERE n = 1")
    raw.commit()
    raw.close()
    with (
        Log.open(path) as log,
        pytest.raises(LedgerError, match=r"is damaged; `detente ledger check` names what is wrong"),
    ):
        list(log.assertions())
