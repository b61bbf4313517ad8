"""Every tampering with a ledger is named by `check`: each column of each table, changed, taken out, put in, swapped.

Each test runs on a file and on a database of a real PostgreSQL server.
"""

import json
import re
import sqlite3
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy
from conftest import Files
from sqlalchemy import delete, insert, select
from test_log import MEETING, NOW, TEXT, page

from detente.cli import main
from detente.errors import LedgerError
from detente.ledger import tables
from detente.ledger.chained import link_all
from detente.ledger.check import check, checked
from detente.ledger.digests import ASSERTION, FIELDS, RECORD, Parts, content, group_of
from detente.ledger.fields import COUNTED, MANY, ONE
from detente.ledger.known import Known
from detente.ledger.log import Log
from detente.ledger.units import Unit
from detente.ledger.verdicts import Action, Verdict
from detente.model import Mention, Problem

TABLES = tables.metadata.sorted_tables
NUMBERED = ("record", "run", "source", "snapshot", "reading", "assertion", "verdict")
OPEN = replace(MEETING, count=2, place=Mention(None, "Geneva"), terms={"note": "twice", "of": [1, 2]})
"""With values that have no span."""
ROW = Unit("chronology", "r1", None, "Agency", "en", "test 1", b"r1", Known(date(2019, 8, 1), date(2019, 8, 31)),
           "given", (replace(MEETING, start=None, end=None),), ("Seoul met Tokyo.",), retrieved="2019-09-01")  # fmt: skip
HEAD = "1a774620db2f7c73ad12f51b6e0fcb52dc94d170230dc5d1c84ec96c07e7e7d8"
"""The head of the log of `filled`: a change to how digests are made breaks every ledger that has them."""


def filled(ledger):
    """Seven records: a page, another, the first one read again, three decisions, a row with its own quotation."""
    with Log.open(ledger, create=True, clock=lambda: NOW) as log:
        log.add(page(assertions=(OPEN, replace(OPEN, hearsay=True))), TEXT.encode())
        log.add(page(TEXT + " Twice.", url=None, publisher="Another", problems=(Problem("x", "y"),)))
        log.add(page(reader="test 2", assertions=(OPEN,)), TEXT.encode())
        one, two = list(log.assertions())[:2]
        log.decide(
            Verdict(
                Action.CORRECT, one.assertion.id, "Kim", "the gazette", field="count", quote="ab", value=3
            ),
            Verdict(Action.SAME, one.assertion.id, "Kim", "one meeting", other=two.assertion.id),
        )
        log.decide(Verdict(Action.UNDO, one.assertion.id, "Kim", "a slip", undoes=4))
        log.append([ROW])
    return ledger


class Behind:
    """A ledger reached behind the back of its triggers and references."""

    def __init__(self, ledger):
        self.ledger = ledger
        own = {} if "://" in ledger else {"connect_args": {"isolation_level": None}}  # DDL is undone too
        self.engine = sqlalchemy.create_engine(ledger if "://" in ledger else f"sqlite:///{ledger}", **own)

    @contextmanager
    def open(self):
        """One transaction; triggers and references are off in it and as before after it."""
        with self.engine.begin() as connection:
            guards = []
            if self.engine.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            else:
                connection.exec_driver_sql("BEGIN")
                query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
                guards = connection.exec_driver_sql(query).fetchall()
            for name, _ in guards:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            yield connection
            for _, sql in guards:
                connection.exec_driver_sql(sql)

    def rows(self, table):
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(select(table)).mappings()]

    def put(self, table, rows):
        """Let the table have these rows and no others."""
        with self.open() as connection:
            connection.execute(delete(table))
            if rows:
                connection.execute(insert(table), rows)

    @contextmanager
    def having(self, table, rows):
        """What `check` says while the table has these rows."""
        before = self.rows(table)
        self.put(table, rows)
        try:
            yield said(self.ledger)
        finally:
            self.put(table, before)


def said(ledger):
    """What `check` says, a line a fault."""
    try:
        return [f"{fault.code} {fault.where}: {fault.message}" for fault in check(ledger)]
    except LedgerError as refused:
        return [str(refused)]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def behind(request, tmp_path_factory):
    server = request.param == "postgresql"
    fresh = request.getfixturevalue("database") if server else Files(tmp_path_factory.mktemp("ledger"))
    ledger = filled(fresh())
    found = Behind(ledger)
    yield found
    assert check(ledger) == (), "a test did not put the rows back"
    found.engine.dispose()
    fresh.drop(ledger)


LIKE = {
    "status": {"occurred": "planned"},
    "action": {"confirm": "reject"},
    "kind": {"reading": "verdict", "verdict": "reading", "meeting": "talks"},
    "name": {"actors": "targets", "count": "ordinal", "place": "speaker", "when": "since"},
}
"""Words for which another of the same kind stands, so that no check but the digest's can find it."""


def other(column, value):
    """Another value that the column takes, as like the old one as can be."""
    if column.name in LIKE:
        return LIKE[column.name].get(value, {"action": "confirm"}.get(column.name, "terms.else"))
    kind = column.type.python_type
    if kind is str and value and value[0] in "[{":
        return value.replace('": "', '": "X', 1) if '": "' in value else "[]" if value != "[]" else "[{}]"
    step = 1000 if column.primary_key or column.unique else 1
    changed = {
        str: lambda: f"{value or ''}9",
        bytes: lambda: (value or b"") + b"x",
        bool: lambda: not value,
        float: lambda: value / 2,
        int: lambda: (value or 0) + step,
        date: lambda: value + timedelta(1) if value else date(2019, 1, 1),
    }
    return changed[kind]()


def some(rows):
    """The places of a few rows, the first and the last among them: each takes a whole check."""
    last = len(rows) - 1
    return sorted({0, last // 2, last})


def called(table, row):
    """What a row is called in a fault: any of these, as words."""
    if table.name == "field":
        return [f"assertion {row['assertion']}, {group_of(row['name'])}"]
    if table.name == "meta":
        return [f"meta {row['key']}", "schema"]
    if table.name == "text":
        return [f"text {row['sha256'][:12]}", f"text {row['sha256']}"]
    if table.name == "digest":
        return [f"digest {row['record']}", f"record {row['record']}"]
    if table.name == "verdict":
        return [f"verdict {row['n']}", f"record {row['record']}"]
    return [f"{table.name} {row['n']}"]


def named(told, table, *rows):
    """Whether one of the lines speaks of one of the rows."""
    names = [re.escape(name) + r"(?!\w)" for row in rows for name in called(table, row)]
    return any(re.search(name, line) for line in told for name in names)


@pytest.mark.parametrize("column", [c for table in TABLES for c in table.c], ids=str)
def test_a_value_that_was_changed_is_named(behind, column):
    table = column.table
    rows = behind.rows(table)
    for at in some(rows):
        row = rows[at]
        changed = row | {column.name: other(column, row[column.name])}
        with behind.having(table, [*rows[:at], changed, *rows[at + 1 :]]) as told:
            assert named(told, table, row, changed), (row, changed, told)


@pytest.mark.parametrize("column", [c for table in TABLES for c in table.c if c.nullable], ids=str)
def test_a_value_that_was_emptied_is_named(behind, column):
    table = column.table
    rows = behind.rows(table)
    full = [at for at, row in enumerate(rows) if row[column.name] is not None]
    assert full, "nothing to empty: nothing is shown"
    for at in (full[0], full[-1]):
        with behind.having(table, [*rows[:at], rows[at] | {column.name: None}, *rows[at + 1 :]]) as told:
            assert named(told, table, rows[at]), (rows[at], told)


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_a_row_that_was_taken_out_is_named(behind, table):
    rows = behind.rows(table)
    for at in some(rows):
        row = rows[at]
        with behind.having(table, [*rows[:at], *rows[at + 1 :]]) as told:
            assert named(told, table, row) or (table.name in NUMBERED and gap(told, table)), (row, told)


def gap(told, table):
    """Whether a gap in the numbers of the table is told."""
    return any(line.startswith(f"broken-sequence {table.name}: ") for line in told)


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_a_row_that_was_put_in_is_named(behind, table):
    """The copy of another row with the next number, as careful as can be."""
    rows = behind.rows(table)
    for at in some(rows):
        row = rows[at]
        copy = dict(row)
        for column in table.c:
            if column.primary_key and column.type.python_type is int:
                copy[column.name] = max(one[column.name] for one in rows) + 1
            elif column.primary_key or column.unique:
                value = row[column.name]
                copy[column.name] = (
                    max(r[column.name] for r in rows) + 1 if isinstance(value, int) else f"{value}9"
                )
        if table.name == "field":
            copy |= {"name": row["name"], "assertion": row["assertion"]}
        with behind.having(table, [*rows, copy]) as told:
            assert named(told, table, copy), (copy, told)


@pytest.mark.parametrize("table", [table for table in TABLES if table.name != "meta"], ids=str)
def test_two_rows_that_were_swapped_are_named(behind, table):
    """Neighbours, with each other's key and all else as it was."""
    rows = behind.rows(table)
    keys = [column.name for column in table.primary_key.columns]
    swapped = 0
    for at in some(rows[1:]):
        one, two = rows[at : at + 2]
        first = two | {key: one[key] for key in keys}
        second = one | {key: two[key] for key in keys}
        if first == one and second == two:
            continue  # nothing but the key tells them apart
        swapped += 1
        with behind.having(table, [*rows[:at], first, second, *rows[at + 2 :]]) as told:
            assert named(told, table, one, two), (one, two, told)
    assert swapped


def test_the_group_of_fields_is_named_in_one_line(behind):
    """A value without a span, which no other hash covers."""
    table = tables.field
    rows = behind.rows(table)
    changed = [r | {"value": "3"} if (r["assertion"], r["name"]) == (1, "count") else r for r in rows]
    with behind.having(table, changed) as told:
        assert told == ["changed assertion 1, count: a value, its place or its span is not what was added"]


@pytest.mark.parametrize(
    ("table", "n", "values", "line"),
    [
        ("assertion", 1, {"status": "planned"}, "changed assertion 1: its kind or status is not what was added"),
        ("assertion", 1, {"confidence": 0.5}, "changed assertion 1: its hearsay or confidence is not what was added"),
        ("run", 1, {"recorded": "2026-01-04T12:00:00+00:00"}, "changed run 1: its reader or record time is not what was added"),
        ("source", 1, {"publisher": "X"}, "changed source 1: its id, address, publisher or language is not what was added"),
        ("verdict", 1, {"reason": "X"}, "changed verdict 1: its reason or person is not what was added"),
        ("verdict", 2, {"other": "X"},
         "changed verdict 2: its number, record, action, subject or the other of its link is not what was added"),
        ("verdict", 3, {"undoes": 5}, "changed verdict 3: its field, quotation, value or what it undoes is not what was added"),
        ("reading", 2, {"published_by": date(2019, 1, 1)},
         "changed reading 2: its date of publication or where that comes from is not what was added"),
        ("snapshot", 1, {"retrieved": "2019"},
         "changed snapshot 1: its id, origin, hash, size or time of retrieval is not what was added"),
        ("reading", 1, {"snapshot": 2}, "changed reading 1: its snapshot or text is not what was added"),
        ("record", 4, {"run": 1}, "changed record 4: its run is not what was added"),
        ("digest", 2, {"digest": "0" * 64},
         "broken-chain record 2: it does not follow on what stands before it: something was taken out, put in or moved"),
        ("digest", 2, {"parts": b"0"}, "changed digest 2: its parts are not those that were written"),
    ],
)  # fmt: skip
def test_what_was_changed_is_named_in_one_clear_line(behind, table, n, values, line):
    table = tables.metadata.tables[table]
    key = next(iter(table.primary_key.columns)).name
    with behind.having(table, [row | values if row[key] == n else row for row in behind.rows(table)]) as told:
        assert told == [line]


CRUDE = [("field", "start", "x"), ("field", "value", b"\x00"), ("field", "quote", b"\x00"), ("field", "name", b"\x00"),
         ("assertion", "start", "x"), ("assertion", "confidence", "x"), ("assertion", "hearsay", 5),
         ("reading", "published_by", "some day"), ("snapshot", "bytes", "text"), ("digest", "parts", "text"),
         ("digest", "digest", b"\x00"), ("verdict", "value", b"\x00"), ("reading", "problems", b"\x00"),
         ("text", "text", b"\x00"), ("source", "url", b"\x00"), ("run", "recorded", b"\x00")]  # fmt: skip


@pytest.mark.parametrize(("table", "column", "value"), CRUDE)
def test_a_value_of_another_type_which_only_a_file_takes_is_named(tmp_path, table, column, value):
    path = filled(str(tmp_path / "x.db"))
    with Behind(path).open() as connection:
        where = f'rowid = (SELECT max(rowid) FROM {table} WHERE "{column}" IS NOT NULL)'
        if table == "field":
            where = "assertion = 1 AND name = 'when'"
        connection.exec_driver_sql(f'UPDATE {table} SET "{column}" = ? WHERE {where}', (value,))
    name = {"field": "assertion 1, when", "digest": "digest 7" if column == "parts" else "record 7"}.get(
        table, f"{table} "
    )
    assert any(f" {name}" in line for line in said(path)), said(path)


def test_a_record_that_was_taken_out_with_its_digest_leaves_a_gap_and_a_broken_chain(ledger):
    behind = Behind(filled(ledger))
    with behind.open() as connection:
        for table, key in (("field", "assertion"), ("assertion", "n")):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE {key} = 3")
        for table, key in (("reading", "n"), ("snapshot", "n"), ("source", "n"), ("digest", "record"),
                           ("record", "n"), ("run", "n")):  # fmt: skip
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE {key} = 2")
        connection.exec_driver_sql("DELETE FROM text WHERE text LIKE '%%Twice.'")
    behind.engine.dispose()
    told = said(ledger)
    assert "broken-sequence record: 6 rows are numbered 1 to 7: some are missing" in told
    assert told[-1].startswith("broken-chain record 3: it does not follow on what stands before it")


def cut(rows, kept):
    """The rows of each table that are kept, those with a number numbered anew and referred to by it."""
    found = {name: [dict(row) for row in rows[name] if kept(name, row)] for name in rows}
    number = {
        name: {row["n"]: at + 1 for at, row in enumerate(left)}
        for name, left in found.items()
        if name in NUMBERED
    }
    for name, left in found.items():
        keys = [key for key in tables.metadata.tables[name].foreign_keys if key.column.name == "n"]
        for row in left:
            row.update({"n": number[name][row["n"]]} if name in NUMBERED else {})
            row.update(
                {key.parent.name: number[key.column.table.name].get(row[key.parent.name]) for key in keys}
            )
    return found


@pytest.fixture
def careful(fresh):
    """A function that takes record 3 (a second reading) out of a new ledger and numbers the rest anew."""
    made = []

    def take_out(*records):
        ledger = filled(fresh())
        made.append(ledger)
        behind = Behind(ledger)
        rows = {table.name: behind.rows(table) for table in TABLES}
        runs = {row["run"] for row in rows["record"] if row["n"] not in records}
        readings = {row["n"] for row in rows["reading"] if row["record"] not in records}
        said = {row["n"] for row in rows["assertion"] if row["reading"] in readings}
        read = [row for row in rows["reading"] if row["n"] in readings]
        shots = {row["snapshot"] for row in read}
        sources = {row["source"] for row in rows["snapshot"] if row["n"] in shots}
        kept = {
            "record": lambda row: row["n"] not in records,
            "run": lambda row: row["n"] in runs,
            "reading": lambda row: row["n"] in readings,
            "snapshot": lambda row: row["n"] in shots,
            "source": lambda row: row["n"] in sources,
            "text": lambda row: row["sha256"] in {one["text"] for one in read},
            "assertion": lambda row: row["n"] in said,
            "field": lambda row: row["assertion"] in said,
            "verdict": lambda row: row["record"] not in records,
            "digest": lambda row: row["record"] not in records,
        }
        left = cut(rows, lambda name, row: kept.get(name, lambda _: True)(row))
        head = checked(ledger).head.digest
        for table in TABLES:
            behind.put(table, left[table.name])
        behind.engine.dispose()
        return ledger, head

    yield take_out
    for ledger in made:
        fresh.drop(ledger)


def test_a_record_that_was_taken_out_with_all_numbers_made_good_is_found(careful):
    ledger, _ = careful(3)
    told = said(ledger)
    assert told[0] == "changed record 3: its number or kind is not what was added"
    assert not any(
        name in line for line in told for name in ("record 1:", "record 2:", "reading 1:", "reading 2:")
    )


def test_the_end_of_the_log_taken_out_is_found_by_a_head_that_was_kept_and_by_nothing_else(careful):
    ledger, head = careful(6, 7)
    assert check(ledger) == ()
    (fault,) = check(ledger, head)
    assert (fault.code, fault.where) == ("lost-head", f"digest {head[:12]}")


def test_a_forger_who_works_out_all_digests_again_is_found_by_a_head_that_was_kept(fresh):
    ledger = filled(fresh())
    head, behind = checked(ledger).head.digest, Behind(ledger)
    with behind.open() as connection:
        connection.exec_driver_sql("UPDATE field SET value = '3' WHERE name = 'count'")
        connection.exec_driver_sql("DELETE FROM digest")
        link_all(connection)
    assert check(ledger) == ()
    assert [fault.code for fault in check(ledger, head)] == ["lost-head"]
    behind.engine.dispose()
    fresh.drop(ledger)


def test_a_head_that_was_kept_still_stands_after_more_was_added(ledger):
    filled(ledger)
    head = checked(ledger).head
    with Log.open(ledger, create=True) as log:
        log.add(page(url="https://other.example/a"))
    after = checked(ledger, head.digest)
    assert (after.faults, after.head.record) == ((), head.record + 1)


def test_the_same_log_has_the_same_head_on_every_engine_and_for_ever(ledger):
    assert checked(filled(ledger)).head.digest == HEAD


def test_a_ledger_without_records_has_no_head(ledger):
    Log.open(ledger, create=True).close()
    assert (checked(ledger).faults, checked(ledger).head) == ((), None)


def test_adding_in_one_piece_or_many_gives_the_same_head(fresh, monkeypatch):
    heads = set()
    for size in (1, 2, 64):
        monkeypatch.setattr("detente.ledger.log.BATCH", size)
        found = fresh()
        with Log.open(found, create=True, clock=lambda: NOW) as log:
            for number in range(5):
                log.add(page(url=f"https://a.example/{number % 2}", reader=f"test {number}"))
        heads.add(checked(found).head.digest)
        fresh.drop(found)
    assert len(heads) == 1


def test_every_column_is_in_one_group():
    """What no group holds: texts and packed bytes, which stand for themselves by their hash, and the digests."""
    grouped = [(group.table, name) for group in (*RECORD, *ASSERTION) for name in group.columns]
    grouped += [("field", column.name) for column in tables.field.c]
    assert len(set(grouped)) == len(grouped)
    apart = {("snapshot", "bytes"), ("text", "sha256"), ("text", "text"), ("meta", "key"), ("meta", "value")}
    apart |= {("digest", column.name) for column in tables.digest.c}
    whole = {(table.name, column.name) for table in TABLES for column in table.c}
    assert set(grouped) == (whole - apart) | {("snapshot", "size")}


def test_every_field_of_an_assertion_has_a_group_of_its_own():
    names = {*MANY, *ONE, *COUNTED, "when"}
    assert {group_of(name) for name in names} == names
    assert (group_of("terms.note"), group_of("else")) == ("terms", "other")
    assert set(FIELDS) == names | {"terms", "other"}


def test_parts_come_back_as_they_were_packed():
    empty = {table.name: [] for table in TABLES}
    own = {"n": 7, "reading": 1, "id": "a", "key": "b", "kind": "talks", "status": "occurred", "quote": None,
           "start": 1, "end": 2, "hearsay": False, "confidence": 1}  # fmt: skip
    parts = content(empty | {"assertion": [own]}).parts
    assert Parts.unpacked(parts.packed) == parts
    with pytest.raises(ValueError, match="no parts"):
        Parts.unpacked(parts.packed[1:])


def test_values_cannot_be_moved_from_one_column_to_the_next():
    """What is digested is another text for other values, however they are cut."""
    empty = {table.name: [] for table in TABLES}
    pairs = [("ab", "c"), ("a", "bc"), ("abc", ""), ("abc", None), ("1:a", "bc"), (None, "abc"), ("-", "abc")]
    told = {content(empty | {"record": [{"n": 1, "kind": a, "run": b}]}).digest for a, b in pairs}
    assert len(told) == len(pairs)


def test_the_verb_prints_the_head_and_takes_it(tmp_path, capsys):
    path = filled(str(tmp_path / "x.db"))
    code, out, _ = run(capsys, "--ledger", path)
    head = json.loads(out)["head"]
    assert (code, head) == (0, {"record": 7, "digest": checked(path).head.digest})
    assert run(capsys, "--ledger", path, "--head", head["digest"].upper())[0] == 0
    code, out, err = run(capsys, "--ledger", path, "--head", "0" * 64)
    assert (code, json.loads(out)["faults"][0]["code"], err.count("\n")) == (4, "lost-head", 1)


@pytest.mark.parametrize("wrong", ["", "12", "x" * 64])
def test_the_verb_refuses_what_is_no_digest(tmp_path, capsys, wrong):
    code, out, err = run(capsys, "--ledger", str(tmp_path / "x.db"), "--head", wrong)
    assert (code, out) == (2, "")
    assert "64 hexadecimal digits" in err


def run(capsys, *words):
    with pytest.raises(SystemExit) as stopped:
        main(["ledger", "check", *words])
    told = capsys.readouterr()
    return stopped.value.code, told.out, told.err


def test_a_row_that_an_older_program_added_after_the_upgrade_is_named(tmp_path):
    path = filled(str(tmp_path / "x.db"))
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO record VALUES (8, 1, 'verdict')")
        connection.execute(
            "INSERT INTO verdict (n, record, action, subject, reason, person) VALUES (4, 8, 'confirm', 'x', 'y', 'z')"
        )
    connection.close()
    assert said(path) == ["no-digest record 8: it has no digest: it was not put in by adding"]
