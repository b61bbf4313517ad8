"""The log under faults: killed at any moment, written by two at once, the disk gone read-only."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from detente.errors import LedgerError
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


def test_killed_at_random_moments_it_opens_and_adding_again_completes_it(tmp_path, rows):
    ledger, chance = tmp_path / "x.db", random.Random(1)
    cut_short = 0
    for _ in range(5):
        process = adding(ledger, rows)
        while not ledger.exists() and process.poll() is None:
            time.sleep(0.005)
        time.sleep(chance.random() * 0.15)
        process.send_signal(signal.SIGKILL)
        cut_short += process.wait() == -signal.SIGKILL
        process.stderr.close()
        with Log.open(ledger, create=True) as log:
            assert log.record % 1 == 0
        assert whole(ledger) <= ROWS
    assert cut_short
    with Log.open(ledger, create=True) as log:
        log.add_assertions(rows)
    assert whole(ledger) == ROWS


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


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to a read-only file")
def test_a_read_only_ledger_is_refused_for_adding(tmp_path):
    ledger = tmp_path / "x.db"
    Log.open(ledger, create=True).close()
    ledger.chmod(0o444)
    with pytest.raises(LedgerError, match="read-only"):
        Log.open(ledger, create=True)


def test_a_ledger_that_may_not_be_written_is_refused_for_adding_and_still_read(tmp_path, monkeypatch):
    ledger = tmp_path / "x.db"
    Log.open(ledger, create=True).close()
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(LedgerError, match="read-only"):
        Log.open(ledger, create=True)
    with Log.open(ledger) as log:
        assert log.record == 0


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
