"""`detente ledger check` finds nothing wrong with a sound ledger and names what was tampered with."""

import json
import sqlite3
import tracemalloc
from dataclasses import replace

import pytest
from test_log import NOW, TEXT, page

from detente.cli import main
from detente.ledger.check import check
from detente.ledger.log import Log
from detente.ledger.verdicts import Action, Verdict
from detente.page import read_page
from detente.reading import read_article


def filled(ledger):
    with Log.open(ledger, create=True, clock=lambda: NOW) as log:
        log.add(page(), TEXT.encode())
        log.decide(Verdict(Action.CORRECT, "a1", "Kim", "the gazette", value={"value": "2019"}))
        log.add(page(TEXT + " Twice.", url=None, publisher="Another"))
    return ledger


@pytest.fixture
def tampered(tmp_path):
    """A function that changes a ledger behind the back of its triggers, and says what is wrong then."""

    def tamper(statement):
        path = filled(tmp_path / "x.db")
        with sqlite3.connect(path) as connection:
            guards = connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall()
            for name, _ in guards:
                connection.execute(f"DROP TRIGGER {name}")
            connection.execute(statement)
            for _, sql in guards:
                connection.execute(sql)
        connection.close()
        return [(fault.code, fault.where) for fault in check(str(path))]

    return tamper


def test_a_ledger_that_was_only_added_to_is_sound(ledger):
    assert check(str(filled(ledger))) == ()


@pytest.mark.parametrize(
    ("statement", "code", "where"),
    [
        ("UPDATE text SET text = 'Busan' || substr(text, 6)", "wrong-hash", "text"),
        ("UPDATE snapshot SET bytes = x'00' WHERE n = 1", "wrong-hash", "snapshot"),
        ("UPDATE source SET url = 'https://b.example/' WHERE n = 1", "wrong-hash", "source 1"),
        (
            "UPDATE field SET quote = 'abc' WHERE assertion = 1 AND name = 'when'",
            "wrong-quote",
            "assertion 1, when",
        ),
        (
            "UPDATE field SET start = 1 WHERE assertion = 1 AND name = 'when'",
            "wrong-quote",
            "assertion 1, when",
        ),
        (
            "UPDATE field SET \"end\" = 99 WHERE assertion = 1 AND name = 'when'",
            "wrong-span",
            "assertion 1, when",
        ),
        ('UPDATE assertion SET "end" = 99 WHERE n = 1', "wrong-span", "assertion 1"),
        ("UPDATE assertion SET kind = 'party' WHERE n = 1", "unknown-word", "assertion 1"),
        ("UPDATE assertion SET reading = 9 WHERE n = 1", "lost-reference", "assertion 1"),
        (
            "UPDATE field SET value = '{' WHERE assertion = 1 AND name = 'when'",
            "no-json",
            "assertion 1, when",
        ),
        ("UPDATE reading SET problems = '[' WHERE n = 1", "no-json", "reading 1"),
        ("UPDATE verdict SET value = '[' WHERE n = 1", "no-json", "verdict 1"),
        ("UPDATE verdict SET action = 'shrug' WHERE n = 1", "unknown-word", "verdict 1"),
        ("DELETE FROM verdict", "broken-sequence", "record 2"),
        ("DELETE FROM record WHERE n = 2", "broken-sequence", "record"),
        ("UPDATE record SET kind = 'verdict' WHERE n = 1", "broken-sequence", "record 1"),
        ("UPDATE reading SET record = 4 - record", "broken-sequence", "reading 2"),
        ("DROP INDEX assertion_key", "no-index", "assertion"),
    ],
)
def test_what_was_changed_behind_its_back_is_named(tampered, statement, code, where):
    found = tampered(statement)
    assert any((code, place.startswith(where)) == (its, True) for its, place in found), found


def test_a_table_that_may_be_changed_is_named(tmp_path):
    path = filled(tmp_path / "x.db")
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER field_no_update")
    connection.close()
    (fault,) = check(str(path))
    assert (fault.code, fault.where) == ("not-append-only", "field")
    assert "field_no_update" in fault.message


def test_a_missing_table_is_named(tmp_path):
    path = filled(tmp_path / "x.db")
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE verdict")
    connection.close()
    assert ("no-table", "verdict") in [(fault.code, fault.where) for fault in check(str(path))]


def test_the_verb_says_so_and_exits_with_four(tmp_path, capsys):
    path = filled(tmp_path / "x.db")
    with pytest.raises(SystemExit) as stopped:
        main(["ledger", "check", "--ledger", str(path)])
    assert stopped.value.code == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["ledger"], said["sound"], said["faults"]) == (str(path), True, [])
    assert (said["head"]["record"], len(said["head"]["digest"])) == (3, 64)
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER text_no_delete")
    connection.close()
    with pytest.raises(SystemExit) as stopped:
        main(["ledger", "check", "--ledger", str(path)])
    assert stopped.value.code == 4
    said = capsys.readouterr()
    assert json.loads(said.out)["faults"][0]["where"] == "text"
    assert said.err.count("\n") == 1


def test_a_page_of_the_file_that_was_lost_is_named_or_refused(tmp_path, capsys):
    path = filled(tmp_path / "x.db")
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(SystemExit) as stopped:
        main(["ledger", "check", "--ledger", str(path)])
    assert stopped.value.code == 4
    assert capsys.readouterr().err.count("\n") == 1


def test_a_long_text_is_not_held_once_for_each_of_its_fields(tmp_path):
    story = b"Trade\n\nMay 3, 2024\n\nChina banned exports of tungsten to Sweden on Thursday, the ministry said in Beijing.\n"
    short = read_article(read_page(story, name="a.txt"))
    (one, *_) = short.assertions
    many = tuple(replace(one, id=f"{number:016}") for number in range(400))
    long = replace(
        short, article=replace(short.article, text=short.article.text + "x" * 1_000_000), assertions=many
    )
    path = tmp_path / "long.db"
    with Log.open(path, create=True, clock=lambda: NOW) as log:
        log.add(long, story)
    tracemalloc.start()
    try:
        assert check(str(path)) == ()
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()
