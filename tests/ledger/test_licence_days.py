"""The licence question on every day: as known then, and what it says is to come does come."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.ledger.fold import fold
from detente.ledger.licence import Question, ask
from detente.ledger.log import Log
from detente.ledger.rules import ANSWERS
from detente.lexicon import lexicon

CHRONOLOGY = Path(__file__).parents[2] / "examples" / "korea-japan-2019" / "chronology.jsonl"
FIRST, LAST = date(2019, 6, 1), date(2023, 9, 30)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
GOODS = (
    ("item:photoresist", None),
    ("item:photoresist", "arf"),
    ("item:hydrogen-fluoride", "gas"),
    ("item:fluorinated-polyimide", None),
)
QUESTIONS = (
    *(Question(item, "JP", to, form) for item, form in GOODS for to in ("KR", "DE", "VN")),
    Question("item:semiconductor-equipment", "KR", "JP"),
)


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    path = tmp_path_factory.mktemp("days") / "c.db"
    with Log.open(path, create=True, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC)) as log:
        log.add_chronology(CHRONOLOGY)
        return tuple(log.assertions())


@pytest.fixture(scope="module")
def state(records):
    return lru_cache(maxsize=None)(lambda on, known: fold(records, on, known, lexicon()))


@settings(max_examples=40, deadline=None)
@given(on=st.sampled_from(DAYS), known=st.sampled_from(DAYS), question=st.sampled_from(QUESTIONS))
def test_every_answer_is_that_of_a_ledger_without_what_was_published_later(records, on, known, question):
    told = [record for record in records if record.source.known_by <= known]
    whole, then = (ask(fold(r, on, known, lexicon()), question, lexicon()) for r in (records, told))
    assert whole == then
    assert whole.answer in ANSWERS
    assert (whole.answer in {"depends", "contested"}) == bool(whole.branches)
    assert all(support.known_by <= known for support in whole.supports)
    assert whole.covers_until is None or whole.covers_until <= known


@settings(max_examples=60, deadline=None)
@given(on=st.sampled_from(DAYS), question=st.sampled_from(QUESTIONS))
def test_what_is_scheduled_is_what_is_answered_of_that_day_with_nothing_more_known(state, on, question):
    """And until the first such day the answer stays; after the last it stays for good."""
    answer = ask(state(on, on), question, lexicon())
    dated = [(when, kind) for when, kind, _ in answer.scheduled if when is not None]
    for when, kind in dated:
        assert ask(state(when.latest, on), question, lexicon()).answer == kind
    eve = dated[0][0].earliest - timedelta(days=1) if dated else None
    if eve is not None and eve >= on:  # a day within a change as vague as a month has no such eve
        assert ask(state(eve, on), question, lexicon()).answer == answer.answer
    far = ask(state(LAST + timedelta(days=4000), on), question, lexicon())
    assert far.answer == (dated[-1][1] if dated else answer.answer)


@pytest.mark.parametrize(
    "question", QUESTIONS, ids=lambda q: f"{q.item} {q.form} {q.country_of_export} {q.destination}"
)
def test_each_day_is_answered_and_changes_only_with_news_or_on_a_day_that_was_scheduled(
    state, records, question
):
    """A sweep of the dispute, every ninth day."""
    before = None
    news = {record.source.known_by for record in records}
    for on in DAYS[::9]:
        answer = ask(state(on, on), question, lexicon())
        assert answer.basis
        if before is not None and answer.answer != before.answer:
            due = any(when and before.on < when.latest <= on for when, _, _ in before.scheduled)
            told = any(before.known < day <= on for day in news)
            assert due or told, f"{before.answer} to {answer.answer} on {on}"
        before = answer
