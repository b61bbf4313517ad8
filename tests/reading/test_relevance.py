"""The gate before the reader: what it lets through, and that its one pass finds what a plain search finds."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.lexicon import lexicon
from detente.page import articles
from detente.reading.relevance import Relevance, gate, kept, may_be_dispute, party_names, rules, topics

DISPATCHES = Path(__file__).parents[2] / "examples/korea-japan-2019/dispatches"

KEPT = [
    "China will restrict exports of gallium and germanium from Aug. 1.",
    "Ottawa asked the WTO for a panel on American lumber duties.",
    "Tokyo and Seoul will hold talks on the export controls.",
    "The EU decided to impose countervailing duties on Chinese electric cars.",
    "GSOMIA expires in November unless Korea and Japan renew it.",
    "U.S. SENATE PANEL VOTES FOR RETALIATION AGAINST JAPAN",
]
SKIPPED = [
    "The company said net profit rose 12 percent in the quarter to 40 million dollars.",
    "Rain is forecast for the north of France on Monday, with gusts along the coast.",
    "Shareholders approved a two-for-one split of the common stock.",
    "The museum in Kyoto shows prints until the end of May.",
    "",
]


@pytest.mark.parametrize("text", KEPT)
def test_a_story_of_a_dispute_is_let_through(text):
    assert may_be_dispute(("", text))


@pytest.mark.parametrize("text", SKIPPED)
def test_another_story_is_skipped(text):
    assert not may_be_dispute((text,))


def test_no_bundled_dispatch_is_lost():
    found = list(articles([DISPATCHES]))
    lost = [a.id for a in found if not may_be_dispute((a.title or "", a.deck or "", a.text))]
    assert len(found) >= 20 and lost == []


def plain(text: str) -> Relevance:
    """The twin: every term and name searched for by itself."""
    by, names = rules(), party_names(lexicon())
    weights = {**dict.fromkeys(topics(lexicon()), by.topic), **by.terms}
    text = " ".join(text.split())
    seen = {term for term in weights if re.search(r"(?<![^\W_])" + re.escape(term), text.lower())}
    parties = set()
    for name, id_ in names.items():
        where, what = (text, name) if len(name) < 4 else (text.lower(), name.lower())
        if re.search(r"(?<![^\W_])" + re.escape(what) + r"(?![^\W_])", where):
            parties.add(id_)
    score = sum(weights[term] for term in seen)
    return Relevance(score, frozenset(parties), frozenset(seen), text.count(" ") + 1)


WORDS = [
    *KEPT,
    *SKIPPED,
    "the US",
    "us",
    "U.S.",
    "EU-China",
    "Japanese",
    "south  korea",
    "trade\nwar",
    "wto's",
    "banks",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join))
def test_one_pass_finds_what_single_searches_find(text):
    assert gate().look(text) == plain(text)


def test_a_longer_story_and_one_without_parties_need_more_terms():
    by = rules()
    seen = {"terms": frozenset(), "words": by.short + 1}
    assert not kept(Relevance(by.threshold, frozenset(), **seen), by)
    assert kept(Relevance(by.threshold, frozenset({"JP"}), **seen), by)
    assert not kept(Relevance(by.threshold - 1, frozenset({"JP"}), **seen), by)
    assert kept(Relevance(by.alone, frozenset(), **seen), by)
    assert kept(Relevance(by.threshold_short, frozenset({"JP"}), frozenset(), by.short), by)
