"""The log under faults, on both engines: killed, written by two at once, the disk full, a page changed."""

import json
import random
import resource
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from test_log import TEXT, page

from detente.ledger.check import check
from detente.ledger.log import Log

ROWS = 320
"""Five transactions of `detente.ledger.log.BATCH`, so that a kill can fall between two of them."""
ADD = """
import sys
from detente.ledger.log import Log
log = Log.open(sys.argv[1], create=True)
print("ready", flush=True)
log.add_assertions(sys.argv[2])
print("done", flush=True)
"""
WRITE = """
import dataclasses, sys, time
sys.path[:0] = sys.argv[3:]
from test_log import page
from detente.ledger.log import Log
log, name, end, count = Log.open(sys.argv[1], create=True), sys.argv[2], time.monotonic() + SECONDS, 0
while time.monotonic() < end:
    count += log.add(page(url=f"https://{name}.example/{count}")).units
print(count)
"""


@pytest.fixture
def rows(tmp_path):
    path = tmp_path / "rows.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(ROWS):
            source = {"url": f"https://a.example/{number}", "published": "2019-08-08"}
            row = {"source": source, "kind": "meeting", "actors": [{"name": f"party {n}"} for n in range(9)]}
            file.write(json.dumps(row) + "\n")
    return path


def started(code, *words):
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def whole(ledger):
    """How many assertions there are, each checked to have all its fields."""
    with Log.open(ledger) as log:
        logged = list(log.assertions())
    assert all(len(one.assertion.actors) == 9 for one in logged)
    return len(logged)


def seconds_to_add(ledger, rows):
    """How long another process takes from the beginning of an add to its end."""
    process = started(ADD, ledger, rows)
    assert process.stdout.readline() == "ready\n"
    begun = time.perf_counter()
    assert process.stdout.readline() == "done\n"
    takes = time.perf_counter() - begun
    process.communicate()
    return takes


def kill_once(ledger, rows, after):
    """Add in another process and kill it so many seconds after the add began; whether it hit the add."""
    process = started(ADD, ledger, rows)
    assert process.stdout.readline() == "ready\n"
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    told, _ = process.communicate()
    return process.returncode == -signal.SIGKILL and told == ""


def killed(fresh, rows, times):
    """Kill an add so many times; how many kills hit it before its end, and how many left a part of it."""
    chance, hit, partial = random.Random(1), 0, 0
    takes = seconds_to_add(fresh(), rows)
    for _ in range(times):
        ledger = fresh()
        hit += kill_once(ledger, rows, chance.random() * takes)
        before = whole(ledger)
        partial += 0 < before < ROWS
        assert check(ledger) == ()
        with Log.open(ledger, create=True) as log:
            added = log.add_assertions(rows)
        assert (added.units, added.known) == (ROWS - before, before)
        assert whole(ledger) == ROWS
        fresh.drop(ledger)
    sys.stdout.write(f"of {times} kills {hit} hit the add before its end, {partial} left a part of it\n")
    return hit, partial


@pytest.mark.parametrize("times", [25, pytest.param(500, marks=pytest.mark.long)])
def test_killed_at_random_moments_it_opens_checks_and_adding_again_completes_it(fresh, rows, times):
    hit, partial = killed(fresh, rows, times)
    assert hit >= times // 5, "hardly a kill fell into an add: nothing is shown"
    assert partial >= times // 10, "hardly a kill fell between two transactions of an add"


def two_write_and_one_reads(ledger, seconds):
    Log.open(ledger, create=True).close()
    code = WRITE.replace("SECONDS", str(seconds))
    writers = [started(code, ledger, name, *sys.path) for name in ("one", "two")]
    seen = []
    with Log.open(ledger) as log:
        while any(writer.poll() is None for writer in writers):
            seen.append(sum(1 for _ in log.assertions()))
    told = [writer.communicate() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], told
    assert seen == sorted(seen)
    with Log.open(ledger) as log:
        assert sum(1 for _ in log.assertions()) == log.record == sum(int(out) for out, _ in told) > 0
    assert check(ledger) == ()


def test_two_add_while_a_third_reads_and_no_row_is_lost(ledger):
    two_write_and_one_reads(ledger, 10)


@pytest.mark.long
def test_two_add_for_a_minute_while_a_third_reads(ledger):
    two_write_and_one_reads(ledger, 60)


def test_a_full_disk_is_one_clear_line_and_the_old_state_is_intact(tmp_path, rows):
    ledger = tmp_path / "x.db"
    with Log.open(ledger, create=True) as log:
        log.add(page(), TEXT.encode())
        before = list(log.assertions())
    full = ledger.stat().st_size + 20_000

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (full, full))

    command = [sys.executable, "-m", "detente", "add", "--ledger", str(ledger), str(rows)]
    done = subprocess.run(command, preexec_fn=limited, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (4, 1), done.stderr
    assert done.stderr.startswith("detente: cannot use the ledger")
    assert check(str(ledger)) == ()
    with Log.open(ledger, create=True) as log:
        assert list(log.assertions())[: len(before)] == before
        log.add_assertions(rows)
        assert sum(1 for _ in log.assertions()) == ROWS + 1


def test_a_page_that_was_changed_after_it_was_added_leaves_what_it_said(ledger):
    with Log.open(ledger, create=True) as log:
        log.add(page(), TEXT.encode())
        before = list(log.assertions())
        log.add(page(TEXT.replace("20", "21"), ()), b"changed")
        assert [replace(r, source=replace(r.source, page=None)) for r in log.assertions()] == before
        assert sorted(article.text for _, article in log.articles()) == [TEXT, TEXT.replace("20", "21")]
    assert check(ledger) == ()
