"""The tables of questions: from the chronology alone, and from the dispatches alone as the reader reads them."""

from collections import Counter
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

import pytest
from asked import answer, expected, questions

from detente.ledger.fold import fold
from detente.ledger.log import Log
from detente.lexicon import lexicon
from detente.page import articles
from detente.reading import read_article

EXAMPLE = Path(__file__).parents[2] / "examples" / "korea-japan-2019"
CHRONOLOGY, DISPATCHES = questions("chronology"), questions("dispatches")
FLOOR = 25
"""Questions that must be answered from the dispatches alone."""


def clock():
    return datetime(2026, 1, 1, tzinfo=UTC)


def asking(records):
    @lru_cache(maxsize=128)
    def state(on, known):
        return fold(records, date.fromisoformat(on), date.fromisoformat(known), lexicon())

    return lambda question: state(question["on"], question.get("known", question["on"]))


@pytest.fixture(scope="module")
def chronology(tmp_path_factory):
    with Log.open(tmp_path_factory.mktemp("asked") / "c.db", create=True, clock=clock) as log:
        log.add_chronology(EXAMPLE / "chronology.jsonl")
        return asking(list(log.assertions()))


@pytest.fixture(scope="module")
def dispatches(tmp_path_factory):
    with Log.open(tmp_path_factory.mktemp("asked") / "d.db", create=True, clock=clock) as log:
        for article in articles([EXAMPLE / "dispatches"]):
            log.add(read_article(article))
        return asking(list(log.assertions()))


@pytest.mark.parametrize("question", CHRONOLOGY, ids=lambda q: f"{q['on']} {q['ask']}")
def test_the_chronology_alone_answers(chronology, question):
    assert answer(chronology(question), question) == expected(question)


def cases(given):
    """The questions as cases; what the reader does not yet take from its page is expected to fail."""
    for question in given:
        why = question.get("unread")
        marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
        yield pytest.param(question, marks=marks, id=f"{question['on']} {question['ask']}")


@pytest.mark.parametrize("question", list(cases(DISPATCHES)))
def test_the_dispatches_alone_answer(dispatches, question):
    assert answer(dispatches(question), question) == expected(question)


def test_enough_is_answered_from_the_dispatches_alone(dispatches):
    right = [q for q in DISPATCHES if answer(dispatches(q), q) == expected(q)]
    assert len(right) >= FLOOR


def test_the_tables_are_large_enough_and_ask_of_every_view():
    assert len(CHRONOLOGY) >= 40 and len(DISPATCHES) >= 35
    assert len(Counter(q["view"] for q in CHRONOLOGY)) >= 9
    assert len({(q["on"], q.get("known")) for q in CHRONOLOGY}) >= 25
