"""What was learned later is nowhere in what is shown of an earlier day: over every view, for every source.

`known` is compared with a ledger that never got the later sources: a chronology from whose rows they,
and their competing values, have been struck out before it was read.
"""

import json
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import pytest
from build import said, state
from hypothesis import given, settings
from hypothesis import strategies as st
from pages_read import html, reading

from detente.ledger.brief import brief
from detente.ledger.fold import fold, state_of
from detente.ledger.known import Known, of_url
from detente.ledger.licence import Question, ask
from detente.ledger.log import Log
from detente.ledger.shapes import (
    agreements_json,
    brief_json,
    conflicts_json,
    due_json,
    licences_json,
    measures_json,
    timeline_json,
)
from detente.lexicon import lexicon

CHRONOLOGY = Path(__file__).parents[2] / "examples" / "korea-japan-2019" / "chronology.jsonl"
ROWS = [json.loads(line) for line in CHRONOLOGY.read_text("utf-8").splitlines()]
NOW = datetime(2026, 1, 1, tzinfo=UTC)
PUBLISHED = {s["url"]: s["published"] for r in ROWS for s in r["sources"] if s.get("published")}
SENTENCE = 40
"""Characters from which a quotation is of one row and no other."""
ITEMS = ("item:photoresist", "item:hydrogen-fluoride", "item:fluorinated-polyimide")
HELD = {"meeting", "summit", "policy_dialogue", "wto_consultation", "licence_approved"}


def last_day(url, published=None):
    """The last day on which a source can have been published; None where nobody knows."""
    text = published or PUBLISHED.get(url)
    known = Known.of(text) if text else of_url(url)
    return known.last if known else None


DAYS = sorted(
    {day for row in ROWS for s in row["sources"] if (day := last_day(s["url"], s.get("published")))}
)


@lru_cache(maxsize=1)
def everything():
    return tuple(read(ROWS))


def read(rows):
    """The log's records of some rows."""
    import tempfile  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        with Log.open(Path(folder) / "x.db", create=True, clock=lambda: NOW) as log:
            log.add_chronology(path)
            return list(log.assertions())


def struck(known):
    """The rows without the sources that were published after a day, and without what only they say."""

    def early(url, published=None):
        day = last_day(url, published)
        return day is not None and day <= known

    kept = []
    for row in ROWS:
        sources = [s for s in row["sources"] if early(s["url"], s.get("published"))]
        conflicts = [
            c
            | {
                "values": [
                    v | {"sources": urls}
                    for v in c["values"]
                    if (urls := [u for u in v["sources"] if early(u)])
                ]
            }
            for c in row.get("conflicts", [])
        ]
        if sources:
            kept.append(row | {"sources": sources, "conflicts": [c for c in conflicts if c["values"]]})
    return kept


def shown(found):
    """Every view as it goes out, and the licence question, as one text."""
    views = (agreements_json, conflicts_json, licences_json, measures_json, timeline_json)
    answers = [ask(found, Question(item, "JP", "KR"), lexicon()) for item in ITEMS]
    told = [*(view(found) for view in views), due_json(found.deadlines), brief_json(brief(found))]
    return json.dumps([*told, str(answers)], ensure_ascii=False)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(DAYS), st.integers(-40, 400))
def test_the_state_is_the_same_without_what_was_published_later(known, ahead):
    on = known + timedelta(days=ahead)
    records = [r for r in everything() if r.source.known_by <= known or not r.source.dated]
    assert fold(everything(), on, known, lexicon()) == fold(records, on, known, lexicon())


@pytest.mark.parametrize("known", DAYS[:: max(1, len(DAYS) // 24)], ids=str)
def test_the_state_is_that_of_a_ledger_which_never_got_the_later_sources(known):
    rows = struck(known)
    ids, named = {row["id"] for row in rows}, {s["url"] for row in rows for s in row["sources"]}

    def kept(records):
        """Of rows that have a source left; a source that stands only beside a value has its date elsewhere."""
        return [r for r in records if r.key in ids and r.source.url in named and r.source.known_by <= known]

    never, whole = (fold(kept(records), known, known, lexicon()) for records in (read(rows), everything()))
    assert shown(never) == shown(whole)


@pytest.mark.parametrize("known", DAYS[:: max(1, len(DAYS) // 40)], ids=str)
def test_no_view_shows_a_sentence_or_a_source_of_a_later_day(known):
    text = shown(fold(everything(), known, known, lexicon()))
    later = {r.quote for r in everything() if len(r.quote) > SENTENCE and r.source.known_by > known}
    earlier = {r.quote for r in everything() if r.source.known_by <= known}
    assert [quote for quote in later - earlier if json.dumps(quote, ensure_ascii=False)[1:-1] in text] == []
    assert max((date.fromisoformat(day) for day in _days(json.loads(text))), default=known) <= known


def _days(value):
    """Every `known_by` in some JSON."""
    if isinstance(value, dict):
        yield from ([value["known_by"]] if value.get("known_by") else [])
        value = list(value.values())
    for one in value if isinstance(value, list) else []:
        yield from _days(one)


PLANS = [
    (row["id"], day)
    for row in ROWS
    for source in row["sources"]
    if row["type"] in HELD
    and (day := last_day(source["url"], source.get("published")))
    and day < min(date.fromisoformat(v[:10]) for k, v in row["dates"].items() if k.startswith(("occurred", "start", "approved")))
]  # fmt: skip


@pytest.mark.parametrize(("row_id", "known"), PLANS)
def test_the_entry_of_a_plan_does_not_show_its_outcome(row_id, known):
    row = next(r for r in ROWS if r["id"] == row_id)
    text = shown(fold(everything(), known, known, lexicon()))
    assert json.dumps(row["summary"], ensure_ascii=False)[1:-1] not in text
    assert "video conference" not in text or known >= date(2020, 3, 10)


def test_there_are_plans_to_look_at():
    assert len({row_id for row_id, _ in PLANS}) >= 4


@pytest.mark.parametrize(
    ("published", "day_before", "first_day"),
    [("2019-08", "2019-08-30", "2019-08-31"), ("2019", "2019-12-30", "2019-12-31"), ("2019-08-20", "2019-08-19", "2019-08-20")],
)  # fmt: skip
def test_a_source_dated_vaguely_is_known_at_the_end_of_it(published, day_before, first_day):
    row = next(r for r in ROWS if r["id"] == "kj-013")
    records = read([row | {"sources": [row["sources"][0] | {"published": published}], "conflicts": []}])
    told = [
        fold(records, date(2020, 1, 1), date.fromisoformat(day), lexicon()).timeline
        for day in (day_before, first_day)
    ]
    assert [bool(found) for found in told] == [False, True]


def test_a_source_without_a_date_is_known_from_its_record_and_listed():
    row = next(r for r in ROWS if r["id"] == "kj-013")
    bare = {"url": "https://a.example/story", "publisher": "A"}
    records = read([row | {"sources": [bare], "conflicts": []}])
    assert not fold(records, date(2025, 12, 31), date(2025, 12, 31), lexicon()).timeline
    found = fold(records, NOW.date(), NOW.date(), lexicon())
    assert found.timeline and any("no date" in problem for problem in found.problems)


def test_known_after_the_last_record_is_answered_with_what_the_ledger_covers():
    told = said("meeting", "2019-08-21", published="2019-08-22")
    early, late = state(told, on="2019-08-22"), state(told, on="2022-01-01", known="2022-01-01")
    assert early.covers_until == late.covers_until == date(2019, 8, 22)
    assert late.known == date(2022, 1, 1)
    assert brief_json(brief(late))["known"] == "2022-01-01"


def test_known_is_the_last_publication_unless_it_is_given(tmp_path):
    with Log.open(tmp_path / "x.db", create=True, clock=lambda: NOW) as log:
        log.add_chronology(CHRONOLOGY)
        found = state_of(log)
    assert (found.on, found.known) == (found.covers_until, found.covers_until)
    assert found.covers_until == max(DAYS)


LATE = [
    "Japan approved an export of photoresist to South Korea on 19 August 2019.",
    "Japan changed its controls on photoresist. The step had been announced on 19 August 2019.",
    "An export of photoresist to South Korea was approved by Japan on 19 August 2019.",
    "The ministers dined in Osaka on 20 August 2019. Japan approves an export of photoresist on 19 August 2019.",
]
SOON = [
    "Japan will approve an export of photoresist to South Korea on 19 August 2019.",
    "Trade talks between Japan and South Korea were scheduled for 19 August 2019.",
    "Japan said the stricter controls on photoresist would take effect on 19 August 2019.",
    "Japan approves an export of photoresist to South Korea on 19 August 2019.",
]


@pytest.mark.parametrize("text", LATE)
def test_a_page_whose_metadata_lie_is_flagged_and_counts_from_the_day_it_was_added(tmp_path, text):
    page = html("Delta Times", "2019-08-06", "Licence", text)
    with Log.open(tmp_path / "x.db", create=True, clock=lambda: NOW) as log:
        added = log.add(reading(page), page)
        records = list(log.assertions())
    assert "event-after-publication" in {problem.code for problem in added.problems}
    assert records and {(r.source.dated, r.source.known_by) for r in records} == {(False, NOW.date())}
    assert not fold(records, date(2019, 8, 31), date(2019, 8, 31), lexicon()).licences


@pytest.mark.parametrize("text", SOON)
def test_a_page_that_tells_of_plans_keeps_the_date_of_its_metadata(tmp_path, text):
    page = html("Delta Times", "2019-08-06", "Licence", text)
    with Log.open(tmp_path / "x.db", create=True, clock=lambda: NOW) as log:
        added = log.add(reading(page), page)
        records = list(log.assertions())
    assert not {problem.code for problem in added.problems} & {"event-after-publication"}
    assert records and all(r.source.dated for r in records)
