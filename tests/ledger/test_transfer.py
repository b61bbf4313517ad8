"""A whole log out as JSON Lines and in again: the same views on every day, and nothing twice."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from detente.desk.queue import trail_json
from detente.ledger.check import check
from detente.ledger.exchange import AssertionRow
from detente.ledger.fold import revisions_of, state_of
from detente.ledger.log import Log
from detente.ledger.register import Document, DocumentRow, document_at, entered
from detente.ledger.taken import VerdictLine
from detente.ledger.transfer import TextLine, lines
from detente.ledger.verdicts import Action, Verdict
from detente.lexicon import lexicon
from detente.model import Article, Assertion, Kind, Mention, Published, Reading, Span, Status, When

CHRONOLOGY = Path(__file__).parents[2] / "examples/korea-japan-2019/chronology.jsonl"
FIRST, LATER = datetime(2026, 1, 5, 12, tzinfo=UTC), datetime(2027, 2, 6, 12, tzinfo=UTC)
DAYS = (date(2019, 7, 2), date(2019, 8, 20), date(2019, 11, 23), date(2023, 3, 20), date(2026, 1, 5))
TEXT = "Tokyo holds talks\n\nJapan met South Korea on 7 August 2019.\n"


def page(id_="p-1", text=TEXT, *, dated=True):
    """A page as a reader hands it over, with one assertion in it."""
    start = text.index("Japan met")
    article = Article(
        id=id_,
        text=text,
        body=(Span(start, len(text) - 1),),
        url=f"https://news.example/{id_}",
        publisher="News",
        title="Tokyo holds talks",
        title_span=Span(0, 17),
        published=Published("2019-08-08", "given") if dated else None,
        language="en",
    )
    said = Assertion(
        kind=Kind.MEETING,
        status=Status.OCCURRED,
        when=When("2019-08-07", "Asia/Tokyo"),
        when_span=Span(text.index("7 August"), text.index(".\n")),
        actors=(Mention("JP", "Japan", start, start + 5),),
        targets=(Mention("KR", "South Korea"),),
        start=start,
        end=len(text) - 1,
        confidence=0.7,
    )
    return Reading(article=article, assertions=(said,), reader="test 1")


@pytest.fixture
def log(tmp_path):
    """A log with all that a log can hold."""
    yield from filled(tmp_path / "x.db", tmp_path)


def filled(ledger, tmp_path):
    with Log.open(ledger, create=True, clock=lambda: FIRST) as log:
        log.add_chronology(CHRONOLOGY)
        log.add(page(), raw=b"<p>whatever</p>")
        log.add(page("p-2", dated=False))
        notice = tmp_path / "notice.txt"
        notice.write_text("Notice\n\nThe licence was granted on 7 August.\n", "utf-8")
        row = {"kind": "licence_approved", "when": "2019-08-07", "actors": ["Japan"], "targets": ["KR"],
               "items": ["photoresist"], "quote": "The licence was granted", "own": True}  # fmt: skip
        head = DocumentRow(publisher="METI", published="2019-08-07", by="Ada")
        log.append(entered([row], head, document_at(notice), lexicon()))
        log.append(entered([row], DocumentRow(publisher="Desk", by="Ada"), Document(""), lexicon()))
        yield log


def taken(log, path, clock=LATER, known=None, recorded=None):
    file = path.with_suffix(".jsonl")
    file.write_text("".join(json.dumps(one) + "\n" for one in lines(log, known, recorded)), "utf-8")
    other = Log.open(path, create=True, clock=lambda: clock)
    return other, other.add_rows(file, "assertions"), file


def same_views(a, b):
    for known in DAYS:
        for on in (known, DAYS[2]):
            assert state_of(a, on, known) == state_of(b, on, known)
    latest = state_of(a)
    assert latest == state_of(b)
    assert revisions_of(a, latest) == revisions_of(b, latest)


def test_the_same_views_on_every_day(log, tmp_path):
    other, added, _ = taken(log, tmp_path / "y.db")
    with other:
        assert added.refused == 0
        same_views(log, other)
        assert set(log.sources()) == set(other.sources())
        assert list(log.articles()) == list(other.articles())
        assert check(str(tmp_path / "y.db")) == ()


def test_it_goes_from_either_engine_to_either(fresh, tmp_path):
    for log in filled(fresh(), tmp_path):
        file = tmp_path / "all.jsonl"
        file.write_text("".join(json.dumps(one) + "\n" for one in lines(log)), "utf-8")
        name = fresh()
        with Log.open(name, create=True, clock=lambda: LATER) as other:
            assert other.add_rows(file, "assertions").refused == 0
            assert state_of(log) == state_of(other)
            assert [json.dumps(one) + "\n" for one in lines(other)] == file.read_text("utf-8").splitlines(
                keepends=True
            )
        assert check(name) == ()


def test_a_second_time_gives_the_same_lines(log, tmp_path):
    other, _, first = taken(log, tmp_path / "y.db")
    third, _, second = taken(other, tmp_path / "z.db")
    with other, third:
        assert first.read_text() == second.read_text()


def test_taking_the_lines_twice_adds_nothing(log, tmp_path):
    log.decide(Verdict(Action.CONFIRM, "x", "Ada", "looked at"))
    other, _, file = taken(log, tmp_path / "y.db")
    with other:
        record = other.record
        again = other.add_rows(file, "assertions")
        assert (again.units, again.assertions, other.record) == (0, 0, record)


def test_a_log_that_takes_its_own_lines_keeps_its_views(log, tmp_path):
    before = state_of(log)
    file = tmp_path / "own.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in lines(log)), "utf-8")
    assert log.add_rows(file, "assertions").refused == 0
    assert state_of(log) == before


def test_one_without_a_date_is_known_from_the_day_it_was_added_first(log, tmp_path):
    other, _, _ = taken(log, tmp_path / "y.db")
    with other:
        undated = {s.id: s.known_by for s in other.sources() if not s.dated}
    assert undated == {s.id: s.known_by for s in log.sources() if not s.dated}
    assert set(undated.values()) == {FIRST.date()}


def test_verdicts_come_with_it_and_what_undoes_them_finds_them(log, tmp_path):
    subject = next(one for one in log.assertions() if one.assertion.kind is Kind.LICENCE_APPROVED)
    value = {"source": subject.source.id, "kind": subject.assertion.kind.value, "quote": subject.quote}
    reject = Verdict(Action.REJECT, subject.assertion.id, "Ada", "a slip", value=value)
    (given,) = log.decide(reject)
    log.decide(Verdict(Action.UNDO, f"verdict:{given.record}", "Ada", "no slip", undoes=given.record))
    log.decide(reject)
    snapshot = next(log.articles())[0]
    log.decide(Verdict(Action.RETRACT, snapshot, "Ada", "wrong upload"))
    (tmp_path / "one.jsonl").write_text(
        json.dumps({"source": {"publisher": "P", "published": "2019-08-01"}, "kind": "meeting"}) + "\n",
        "utf-8",
    )
    with Log.open(tmp_path / "y.db", create=True) as other:  # the numbers are others there
        other.add_assertions(tmp_path / "one.jsonl")
    other, added, _ = taken(log, tmp_path / "y.db")
    with other:
        assert added.refused == 0
        assert [v.action for v in other.verdicts()] == [v.action for v in log.verdicts()]
        assert len(state_of(other).timeline) == len(state_of(log).timeline) + 1


def test_a_verdict_keeps_its_own_time_and_says_when_it_was_taken_in(log, tmp_path):
    (own,) = log.decide(Verdict(Action.CONFIRM, "x", "Ada", "looked at"))
    path = tmp_path / "out.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines(log)), "utf-8")
    later = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
    with Log.open(tmp_path / "y.db", create=True, clock=lambda: later) as other:
        other.add_rows(path, "assertions")
        (there,) = other.verdicts()
        assert (there.recorded, there.taken) == (own.recorded, later.isoformat())
        assert (own.taken, own.recorded) == ("", log.verdicts()[0].recorded)
        here, gone = list(lines(other))[-1]["verdict"], list(lines(log))[-1]["verdict"]
        assert here == gone | {"record": there.record}
        (row,) = trail_json(other.verdicts())
        assert (row["recorded"], row["taken"]) == (own.recorded, later.isoformat())
    assert check(str(tmp_path / "y.db")) == ()


def test_only_what_was_known_and_recorded_goes_out(log, tmp_path):
    record = log.record
    log.add(page("p-3"))
    other, _, _ = taken(log, tmp_path / "y.db", known=date(2019, 8, 8), recorded=record)
    with other:
        assert max(s.known_by for s in other.sources()) <= date(2019, 8, 8)
        assert {article.id for _, article in other.articles()} & {"p-1", "p-2", "p-3"} == {"p-1"}
        there, here = (
            state_of(other, known=date(2019, 8, 8)),
            state_of(log, known=date(2019, 8, 8), recorded=record),
        )
        assert here.coverage.undated > there.coverage.undated == 0, (
            "what has no date is not known to be of then"
        )
        assert there == replace(here, coverage=there.coverage, problems=there.problems)


def test_every_line_follows_the_published_schema_which_is_that_of_the_checks(log):
    text = (resources.files("detente") / "schemas/export.schema.json").read_text("utf-8")
    published, checked = json.loads(text), TypeAdapter(AssertionRow | TextLine | VerdictLine).json_schema()
    assert {key: published[key] for key in checked} == checked
    log.decide(Verdict(Action.CONFIRM, "x", "Ada", "looked at"))
    checker = jsonschema.Draft202012Validator(published)
    for line in lines(log):
        checker.validate(line)


UNIT = {"origin": "page", "key": "k", "snapshot": "s"}
VERDICT = {"record": 1, "action": "undo", "subject": "verdict:7", "person": "A", "reason": "r", "undoes": 7}


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ({"article": {}, "assertions": [], "unit": UNIT}, "no field 'text'"),
        ({"article": {"text": "x"}, "assertions": [], "unit": UNIT | {"colour": 1}}, "unit.colour: Extra"),
        ({"article": {"text": "x"}, "assertions": [], "unit": {"key": "k"}}, "unit.origin: Field required"),
        ({"article": {"text": 7}, "assertions": [], "unit": UNIT}, "article.text: a text"),
        (
            {"article": {"text": "x"}, "assertions": [], "unit": UNIT | {"published": "soon"}},
            "unit.published: no date",
        ),
        ({"verdict": VERDICT}, "undoes: no verdict 7 before"),
        ({"verdict": VERDICT | {"action": "burn"}}, "verdict.action: "),
        ({"verdict": {}}, "verdict.record: Field required"),
    ],
)
def test_a_wrong_line_is_left_out_with_its_number_and_field(line, complaint, tmp_path):
    file = tmp_path / "rows.jsonl"
    good = {"source": {"publisher": "P", "published": "2019-08-01"}, "kind": "meeting"}
    file.write_text(json.dumps(good) + "\n" + json.dumps(line) + "\n", "utf-8")
    with Log.open(tmp_path / "x.db", create=True) as log:
        added = log.add_rows(file, "assertions")
    assert (added.units, added.refused) == (1, 1)
    (told,) = [p.message for p in added.problems if p.code == "bad-row"]
    assert told.startswith("rows.jsonl, line 2: ") and complaint in told


def test_a_span_outside_of_the_text_is_refused(log, tmp_path):
    line = next(one for one in lines(log) if "unit" in one)
    line["assertions"][0]["evidence"]["end"] = 10_000
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(line) + "\n", "utf-8")
    with Log.open(tmp_path / "y.db", create=True) as other:
        added = other.add_rows(file, "assertions")
    assert added.refused == 1 and "is outside of the text" in added.problems[-1].message


DAY = st.dates(date(2019, 1, 1), date(2020, 12, 31)).map(date.isoformat)
WHEN = st.one_of(DAY, DAY.map(lambda d: d[:7]), DAY.map(lambda d: d[:7] + "~"), DAY.map(lambda d: d[:4]))
PARTY = st.sampled_from(["JP", "KR", "US"]).map(lambda i: {"id": i, "name": i})
NAME = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
ITEM = st.fixed_dictionaries(
    {"id": st.sampled_from(["item:photoresist", "item:gallium", None]), "name": NAME},
    optional={"form": NAME, "part": st.booleans()},
)
ROW = st.fixed_dictionaries(
    {
        "source": st.fixed_dictionaries(
            {"publisher": st.sampled_from(["Reuters", "METI", "Paper"])},
            optional={
                "published": WHEN,
                "url": DAY.map(lambda d: f"https://a.example/{d.replace('-', '/')}/x"),
            },
        ),
        "kind": st.sampled_from(sorted(Kind)),
    },
    optional={
        "status": st.sampled_from(["occurred", "planned", "due", "called_for", "supposed", "denied"]),
        "when": st.fixed_dictionaries(
            {"value": WHEN},
            optional={"tz": st.just("Asia/Seoul"), "basis": st.sampled_from(["text", "report"])},
        ),
        "actors": st.lists(PARTY, max_size=2),
        "targets": st.lists(PARTY, max_size=2),
        "items": st.lists(ITEM, max_size=2),
        "agreement": st.just({"id": "agreement:gsomia", "name": "GSOMIA"}),
        "measure": st.just({"id": "measure:m", "name": "m"}),
        "count": st.integers(0, 9),
        "ordinal": st.integers(1, 9),
        "since": DAY,
        "quote": NAME,
        "key": st.sampled_from(["k1", "k2", ""]),
        "hearsay": st.booleans(),
        "confidence": st.floats(0, 1).map(lambda x: round(x, 3)),
        "terms": st.dictionaries(
            NAME, st.one_of(st.integers(), NAME, st.lists(NAME, max_size=2)), max_size=2
        ),
    },
)


TWICE = {"source": {"publisher": "Reuters"}, "kind": "meeting"}


@settings(max_examples=40, deadline=None)
@example([TWICE, TWICE | {"source": {"publisher": "Reuters", "published": "2019-01-01"}}])
@given(st.lists(ROW, min_size=1, max_size=6))
def test_any_rows_come_back_as_the_same_views(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("any")
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    with Log.open(folder / "x.db", create=True, clock=lambda: FIRST) as log:
        log.add_assertions(folder / "rows.jsonl")
        other, added, _ = taken(log, folder / "y.db")
        with other:
            assert added.refused == 0
            for known in (date(2019, 6, 30), date(2020, 12, 31), None):
                assert state_of(log, known=known) == state_of(other, known=known)
            assert set(log.sources()) == set(other.sources())
