"""The log: opened or refused, added to whole or not at all, never changed."""

import json
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy

from detente.errors import LedgerError
from detente.ledger import tables
from detente.ledger.fields import assertion_of, field_rows
from detente.ledger.log import Log
from detente.ledger.verdicts import Action, Verdict
from detente.model import Article, Assertion, Basis, Kind, Mention, Published, Reading, Span, Status, When

CHRONOLOGY = Path(__file__).parents[2] / "examples/korea-japan-2019/chronology.jsonl"
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
TEXT = "Seoul met Tokyo on 20 August."
MEETING = Assertion(
    kind=Kind.MEETING,
    status=Status.OCCURRED,
    when=When("2019-08-20"),
    when_basis=Basis.TEXT,
    when_span=Span(19, 28),
    actors=(Mention("KR", "Seoul", 0, 5), Mention("JP", "Tokyo", 10, 15)),
    start=0,
    end=29,
    confidence=0.9,
)


def page(text=TEXT, assertions=(MEETING,), reader="test 1", **given):
    article = Article(
        id="page-1",
        text=text,
        body=(Span(0, len(text)),),
        url="https://www.paper.example/a",
        publisher="The Paper",
        published=Published("2019-08-21T10:03:00+09:00", "text", 0, 5),
        language="en",
    )
    return Reading(replace(article, **given), assertions=assertions, reader=reader)


@pytest.fixture
def log(ledger):
    with Log.open(ledger, create=True, clock=lambda: NOW) as opened:
        yield opened


def test_a_page_comes_back_with_its_assertion_its_text_and_its_source(log):
    log.add(page(), TEXT.encode())
    (one,) = log.assertions()
    assert replace(one.assertion, id="") == MEETING
    assert one.quote == TEXT
    assert (one.source.publisher, one.source.known_by, one.source.trust) == (
        "The Paper",
        date(2019, 8, 21),
        5,
    )
    assert log.article(one.snapshot) == page().article
    assert [snapshot for snapshot, _ in log.articles()] == [one.snapshot]


def test_the_same_page_twice_adds_nothing(log):
    first, again = log.add(page(), TEXT.encode()), log.add(page(), TEXT.encode())
    assert (first.units, first.assertions) == (1, 1)
    assert (again.units, again.assertions, again.known) == (0, 0, 1)
    assert log.record == 1


def test_a_page_that_changed_is_another_snapshot_of_the_same_source(log):
    log.add(page(), TEXT.encode())
    log.add(page(TEXT + " Twice."), (TEXT + " Twice.").encode())
    first, second = log.assertions()
    assert first.source.id == second.source.id
    assert first.snapshot != second.snapshot


def test_of_two_readings_of_a_snapshot_the_later_applies_and_the_earlier_is_kept(log):
    log.add(page(), TEXT.encode())
    log.add(page(assertions=(replace(MEETING, kind=Kind.TALKS),), reader="test 2"), TEXT.encode())
    assert [one.assertion.kind for one in log.assertions()] == ["talks"]
    assert [one.assertion.kind for one in log.assertions(recorded=1)] == ["meeting"]


def test_the_same_copy_in_two_papers_is_two_sources(log):
    log.add(page(), TEXT.encode())
    log.add(page(url="https://other.example/a"), TEXT.encode())
    assert len({one.source.id for one in log.assertions()}) == 2


@pytest.mark.parametrize("table", [table.name for table in tables.metadata.sorted_tables])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET rowid = rowid"])
def test_nothing_can_be_changed_or_deleted(log, table, change):
    log.add(page(), TEXT.encode())
    log.decide(Verdict(Action.RETRACT, "s1", "Kim", "the wrong file"))
    column = next(iter(tables.metadata.tables[table].c)).name
    statement = change.format(table).replace("rowid", column)
    with (
        log.engine.connect() as connection,
        pytest.raises(sqlalchemy.exc.DBAPIError, match="append-only"),
    ):
        connection.exec_driver_sql(statement)


def test_fields_come_back_as_they_were():
    rich = replace(
        MEETING,
        targets=(Mention(None, "someone"),),
        items=(Mention("item:hydrogen-fluoride", "etching gas", 3, 9, "gas"),),
        agreement=Mention("agreement:gsomia", "GSOMIA"),
        case=Mention("case:wto/ds590", "DS590"),
        measure=Mention(None, "the restrictions", 1, 4),
        place=Mention(None, "Seoul"),
        in_response_to=Mention(None, "it"),
        speaker=Mention("person:x", "X"),
        count=0,
        count_span=Span(1, 2),
        ordinal=2,
        since="2019-07-04",
        when=When("2019-08-24", "Asia/Seoul"),
        hearsay=True,
        terms={"claims": {"nature": "ban"}, "standard_days": 90},
    )
    row = {
        "id": rich.id,
        "kind": "meeting",
        "status": "occurred",
        "hearsay": True,
        "start": 0,
        "end": 29,
        "confidence": 0.9,
    }
    assert assertion_of(row, field_rows(1, rich, TEXT)) == rich


def test_the_quoted_text_of_a_field_is_hashed_so_that_a_change_shows():
    same, other = field_rows(1, MEETING, TEXT), field_rows(1, MEETING, "Busan" + TEXT[5:])
    changed = [one["name"] for one, two in zip(same, other, strict=True) if one["quote"] != two["quote"]]
    assert changed == ["actors"]


def test_a_missing_ledger_is_not_made_by_reading(tmp_path):
    with pytest.raises(LedgerError, match="there is no ledger"):
        Log.open(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"hello, this is a text file", "is not a ledger"),
        (b"", "is not a ledger"),
        (b"SQLite format 3\x00" + b"x" * 50, "cannot use the ledger"),
    ],
)
def test_what_is_no_ledger_is_refused_and_left_as_it_is(tmp_path, content, complaint):
    path = tmp_path / "x.db"
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=complaint):
        Log.open(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path):
    path = tmp_path / "x.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="another program"):
        Log.open(path, create=True)
    assert path.read_bytes() == before


def test_a_ledger_of_a_newer_program_is_refused(tmp_path):
    path = tmp_path / "x.db"
    Log.open(path, create=True).close()
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER meta_no_update")
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    connection.close()
    with pytest.raises(LedgerError, match="newer detente: schema 99"):
        Log.open(path)


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(LedgerError, match="is a folder"):
        Log.open(tmp_path, create=True)


def test_a_url_of_an_unknown_database_is_refused():
    with pytest.raises(LedgerError, match="cannot open nosuch"):
        Log.open("nosuch://somewhere/x", create=True)


@pytest.mark.parametrize("url", ["mysql://x", "nosuch://x", "oracle://u@h/x"])
def test_a_refused_url_says_which_are_taken(url):
    with pytest.raises(LedgerError, match="a ledger is a file, sqlite:///FILE or postgresql") as told:
        Log.open(url, create=True)
    assert "No module" not in str(told.value)


def test_a_url_of_a_sqlite_file_is_the_same_ledger(tmp_path):
    with Log.open(f"sqlite:///{tmp_path}/x.db", create=True, clock=lambda: NOW) as log:
        log.add(page())
    with Log.open(tmp_path / "x.db") as log:
        assert log.record == 1


def test_an_unknown_page_is_one_clear_line(log):
    with pytest.raises(LedgerError, match="there is no page nowhere"):
        log.article("nowhere")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2019-08-21T10:03:00+09:00", date(2019, 8, 21)),
        ("2019-08-21T08:59:00+09:00", date(2019, 8, 20)),
        ("2019-08-21T10:03", date(2019, 8, 21)),
        ("2019-08-21", date(2019, 8, 21)),
    ],
)
def test_a_page_is_known_from_its_day_in_utc_where_it_names_a_zone(log, value, day):
    log.add(page(published=Published(value, "text")))
    assert [one.source.known_by for one in log.assertions()] == [day]


def test_a_page_without_date_is_known_from_its_record_time_and_listed(log):
    log.add(page(published=None))
    (one,) = log.assertions()
    assert (one.source.dated, one.source.known_by) == (False, NOW.date())
    assert [found.problem.code for found in log.problems()] == ["no-date"]


def test_a_page_saved_before_it_was_published_is_not_trusted(log):
    log.add(page(retrieved="2019-08-10"))
    (one,) = log.assertions()
    assert not one.source.dated
    assert [found.problem.code for found in log.problems()] == ["saved-before-published"]


@pytest.mark.parametrize(("basis", "dated"), [("metadata", False), ("text", True)])
def test_a_date_before_the_events_is_flagged_and_not_trusted_where_it_is_metadata(log, basis, dated):
    log.add(page(published=Published("2019-08-06", basis)))
    (one,) = log.assertions()
    assert one.source.dated is dated
    assert [found.problem.code for found in log.problems()] == ["event-after-publication"]


def test_the_example_chronology_is_added_once(ledger):
    rows = [json.loads(line) for line in CHRONOLOGY.read_text("utf-8").splitlines()]
    with Log.open(ledger, create=True, clock=lambda: NOW) as log:
        first = log.add_chronology(CHRONOLOGY)
        again = log.add_chronology(CHRONOLOGY)
        logged = list(log.assertions())
    assert first.refused == 0 and first.units >= sum(len(row["sources"]) for row in rows)
    assert again.units == 0 and again.known == first.units
    assert {one.key for one in logged} == {row["id"] for row in rows}
    assert not {problem.code for problem in first.problems} - {"no-date", "metadata-date-wrong"}
