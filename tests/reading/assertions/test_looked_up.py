"""What is looked up by place answers as a search through everything would: no page is read in quadratic time."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.lexicon import lexicon
from detente.model import Article, Assertion, Kind, Mention, Quote, Status, When
from detente.page import read_row
from detente.reading import read_article
from detente.reading.assertions import context, draft, find
from detente.reading.assertions.draft import Draft
from detente.reading.assertions.scene import Scene
from detente.reading.assertions.settle import (
    _MEMORY,
    Memory,
    Mentioned,
    _filled,
    _refers,
    _states,
    _twice,
    merged,
)

NOTICE = (
    "Korea informed Japan that it would withdraw from the pact. Before that, the agreement was notified. "
)
BACK = "Seoul informed Tokyo that it was withdrawing its notice on GSOMIA. "


def mentions(ids):
    return st.lists(st.sampled_from(ids), max_size=2).map(
        lambda found: tuple(Mention(None if i is None else i, i or "makers", 0, 1) for i in found)
    )


ASSERTIONS = st.builds(
    Assertion,
    kind=st.sampled_from([Kind.TALKS, Kind.APPEAL_MADE, Kind.MEASURE_AMENDED]),
    status=st.sampled_from([Status.OCCURRED, Status.PLANNED]),
    when=st.sampled_from([None, When("2019-08-20"), When("2019-08-21")]),
    actors=mentions(["JP", "KR", None]),
    items=mentions(["item:photoresist", "item:gallium"]),
    start=st.sampled_from([0, 100, 200]),
    terms=st.sampled_from([{}, {"content": "the curbs"}, {"content": "the list"}]),
)
DRAFTS = st.lists(st.builds(Draft, ASSERTIONS, st.none(), st.none(), st.booleans()), max_size=40)


def merged_plainly(drafts):
    kept = []
    for new in drafts:
        at = next((i for i, old in enumerate(kept) if _twice(old, new)), None)
        if at is None:
            at = next((i for i in range(len(kept) - 1, -1, -1) if _refers(kept[i], new)), None)
        if at is None:
            kept.append(new)
        else:
            kept[at] = replace(kept[at], assertion=_filled(kept[at].assertion, new.assertion))
    return kept


@given(DRAFTS)
@settings(max_examples=200, deadline=None)
def test_what_is_told_twice_is_one_as_if_every_event_were_compared(drafts):
    assert merged(drafts) == merged_plainly(drafts)


SPANS = st.tuples(st.integers(0, 30), st.integers(0, 12))


@given(st.lists(SPANS, max_size=12))
@example([(0, 30), (5, 10), (5, 5), (8, 2), (8, 2), (20, 10)])
@settings(max_examples=300, deadline=None)
def test_the_innermost_quotation_is_that_of_a_search_through_all(spans):
    quotes = [
        Quote(f"q{n}", start, start + length, None, True, False) for n, (start, length) in enumerate(spans)
    ]
    scene = Scene(Article("a", " " * 50, ()), (), (), (), None, quotes, lexicon())
    for offset in range(50):
        around = [q for q in quotes if q.start <= offset < q.end]
        plain = min(around, key=lambda q: q.end - q.start) if around else None
        assert scene.quote_at(offset) is plain


MEASURES = st.lists(
    st.builds(
        Mentioned,
        start=st.integers(0, 60),
        lemma=st.sampled_from(["curb", "tariff"]),
        owners=mentions(["JP", "KR", "body:jp/meti", None]),
        targets=st.just(()),
        items=st.just(()),
    ),
    max_size=60,
).map(lambda found: sorted(found, key=lambda m: m.start))


@given(MEASURES, st.integers(0, 60), st.sampled_from([(), ("JP",), ("KR", "JP"), ("US",)]))
@settings(max_examples=300, deadline=None)
def test_the_measures_before_a_place_are_those_of_a_search_through_all(known, start, actors):
    memory, acting = Memory(known, lexicon()), set(actors)
    for lemma in ("curb", "tariff", "ban"):
        before = [
            m
            for m in known
            if m.start < start
            and m.lemma == lemma
            and (not m.owners or not acting or acting & _states(m.owners, lexicon()))
        ]
        assert memory.before(start, lemma, acting) == before[-_MEMORY:]
    inside = (m.lemma for m in known if start <= m.start < start + 5)
    assert memory.lemma(start, start + 5) == next(inside, None)


@pytest.fixture
def counted(monkeypatch):
    """How many assertions are read off a text, and how often a function of a module is called for them."""

    def count(module, name, text):
        calls, own = [], getattr(module, name)
        monkeypatch.setattr(module, name, lambda *asked: calls.append(asked) or own(*asked))
        page = {"id": "a", "text": text, "language": "en", "published": "2019-08-01"}
        return len(read_article(read_row(page)).assertions), len(calls)

    return count


def test_the_words_of_trade_are_looked_for_once(counted):
    assert counted(find, "of_trade", f"Talks\n\n{NOTICE * 20}")[1] == 1


def test_a_letter_is_compared_with_the_acts_of_its_own_sentence_alone(counted):
    told, asked = counted(context, "_content_of", f"Tariffs\n\n{BACK * 30}")
    assert told >= 30
    assert asked <= 2 * told


def test_the_days_of_a_text_are_looked_through_once(counted, monkeypatch):
    monkeypatch.setattr(Scene, "by_metadata_alone", True)
    text = "Japan will lift the curbs on photoresist on 20 August 2019. "
    told, asked = counted(draft, "told_until", f"Licences\n\n{text * 10}")
    assert (told >= 10, asked) == (True, 1)
