"""The views as CSV, XLSX and Parquet: every view, every row, with types, and the way to the sentences."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from detente.desk.export.files import csv_bytes, parquet_bytes, xlsx_bytes
from detente.desk.export.views import DAY, FLAG, LIST, NAMES, NUMBER, TEXT, Table, tables
from detente.ledger.fold import state_of
from detente.ledger.log import Log

CHRONOLOGY = Path(__file__).parents[3] / "examples/korea-japan-2019/chronology.jsonl"
ABOUT = {"known": "2019-11-23", "scenario": ""}
ODD = Table(
    "odd",
    (("text", TEXT), ("number", NUMBER), ("flag", FLAG), ("day", DAY), ("list", LIST)),
    (
        ('=HYPERLINK("x")', -3, True, date(2019, 8, 7), ("a", "b; c")),
        ("bell \x07 and half \ud83d", None, False, date(33, 4, 3), ()),
        ('two\nlines, "quoted"', 0, None, None, ("@x",)),
        (None, None, None, None, None),
        ("x" * 40_000, 10**12, True, date(9999, 12, 31), ("é",)),
    ),
)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    with Log.open(
        tmp_path_factory.mktemp("log") / "x.db", create=True, clock=lambda: datetime(2026, 1, 5, tzinfo=UTC)
    ) as log:
        log.add_chronology(CHRONOLOGY)
        state = state_of(log, known=date(2019, 11, 23))
        yield state, tables(state, [s for s in log.sources() if s.known_by <= state.known])


def test_every_view_is_a_table_with_a_row_for_each_subject(found):
    state, made = found
    assert list(made) == list(NAMES)
    counts = {name: len(table.rows) for name, table in made.items()}
    for name, rows in {
        "measures": state.measures, "groups": state.groups, "licences": state.licences, "due": state.deadlines,
        "agreements": state.agreements, "proceedings": state.proceedings, "talks": state.talks,
        "calls": state.calls, "timeline": state.timeline, "conflicts": state.conflicts,
    }.items():  # fmt: skip
        assert counts[name] == len(rows) > 0
    assert counts["steps"] == sum(len(one.steps) for one in state.proceedings)
    assert counts["competing"] == sum(len(one.values) for one in state.conflicts)
    assert all(len(row) == len(table.columns) for table in made.values() for row in table.rows)


def test_rows_say_what_the_view_says(found):
    _, made = found
    by_id = {
        row[0]: dict(zip(dict(made["agreements"].columns), row, strict=True))
        for row in made["agreements"].rows
    }
    gsomia = by_id["agreement:gsomia"]
    assert (gsomia["notice"], gsomia["ends"]) == ("suspended", None)
    approvals = [
        dict(zip(dict(made["approvals"].columns), row, strict=True)) for row in made["approvals"].rows
    ]
    first = min(
        row["when_earliest"] for row in approvals if row["item"] == "item:photoresist" and row["when"]
    )
    assert first == date(2019, 8, 7)


def test_every_subject_with_sources_leads_to_its_sentences(found):
    state, made = found
    columns = dict(made["evidence"].columns)
    told = [dict(zip(columns, row, strict=True)) for row in made["evidence"].rows]
    of = {(row["table"], row["id"]) for row in told}
    assert {("measures", m.id) for m in state.measures} | {("timeline", e.id) for e in state.timeline} <= of
    assert all(row["assertion"] and row["known_by"] <= state.known for row in told)
    assert any(row["quote"] for row in told)


def test_csv_is_read_back_row_by_row(found):
    _, made = found
    for table in made.values():
        rows = list(csv.reader(io.StringIO(csv_bytes(table).decode("utf-8"), newline="")))
        assert rows[0] == [name for name, _ in table.columns]
        assert len(rows) == 1 + len(table.rows)


def test_csv_of_odd_values():
    rows = list(csv.reader(io.StringIO(csv_bytes(ODD).decode("utf-8"), newline="")))
    assert rows[1] == ['\'=HYPERLINK("x")', "-3", "true", "2019-08-07", "a; b; c"]
    assert rows[2][1:] == ["", "false", "0033-04-03", ""] and "\ud83d" not in rows[2][0]
    assert rows[3] == ['two\nlines, "quoted"', "0", "", "", "'@x"]
    assert rows[4] == [""] * 5


def test_a_workbook_has_a_sheet_for_each_table_with_days_and_numbers_as_such(found):
    _, made = found
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(made.values(), ABOUT)))
    assert book.sheetnames == ["about", *NAMES]
    assert {row[0].value: row[1].value or "" for row in book["about"].rows} == ABOUT
    for name, table in made.items():
        assert book[name].max_row == 1 + len(table.rows)
    due = list(book["due"].iter_rows(values_only=True))
    head = due[0]
    assert isinstance(due[1][head.index("when_latest")], datetime)
    assert isinstance(due[1][head.index("days_left")], int)


def test_a_workbook_of_odd_values_holds_no_formula():
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([ODD], {})))["odd"]
    rows = list(sheet.rows)
    assert (rows[1][0].value, rows[1][0].data_type) == ('=HYPERLINK("x")', "s")
    assert (rows[1][1].value, rows[1][2].value, rows[1][3].value) == (-3, True, datetime(2019, 8, 7))  # noqa: DTZ001
    assert rows[2][3].value == "0033-04-03"
    assert len(rows[5][0].value) == 32_767


def test_parquet_keeps_types_lists_and_what_was_asked(found):
    _, made = found
    for table in made.values():
        back = pq.read_table(io.BytesIO(parquet_bytes(table, ABOUT)))
        assert back.column_names == [name for name, _ in table.columns]
        assert back.schema.metadata[b"known"] == b"2019-11-23"
        expected = [
            tuple(
                list(v) if t == LIST and v is not None else v
                for v, (_, t) in zip(row, table.columns, strict=True)
            )
            for row in table.rows
        ]
        assert [tuple(row.values()) for row in back.to_pylist()] == expected
    assert (
        pq.read_table(io.BytesIO(parquet_bytes(made["due"], ABOUT))).schema.field("when_latest").type
        == pa.date32()
    )


def test_parquet_of_odd_values_and_of_no_rows():
    back = pq.read_table(io.BytesIO(parquet_bytes(ODD, {}))).to_pylist()
    assert back[0]["list"] == ["a", "b; c"] and back[1]["day"] == date(33, 4, 3) and back[3]["flag"] is None
    empty = pq.read_table(io.BytesIO(parquet_bytes(replace(ODD, rows=()), {})))
    assert (empty.num_rows, empty.schema.field("list").type) == (0, pa.list_(pa.string()))


def test_a_table_is_the_same_bytes_for_the_same_state(found):
    state, made = found
    again = tables(state)
    for name in set(NAMES) - {"sources"}:
        assert csv_bytes(again[name]) == csv_bytes(made[name])
        assert parquet_bytes(again[name], ABOUT) == parquet_bytes(made[name], ABOUT)
    assert json.dumps(ABOUT)
