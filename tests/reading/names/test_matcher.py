import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.lexicon import Entry, Lexicon
from detente.reading.names.matcher import Matcher, leftmost_longest, lower, patterns, plain, plurals

SMALL = Lexicon(
    [
        Entry("KR", "country", "South Korea", names=("Korea",), demonyms=("Korean",)),
        Entry("KP", "country", "North Korea"),
        Entry("US", "country", "United States", names=("U.S.", "US")),
        Entry("item:tin", "item", "tin can", names=("DRAM",), forms={"big": ("big tin can",)}),
        Entry("body:a", "body", "Tin Board", terms={"local": ["tin ministry"]}),
        Entry("body:b", "body", "Can Board", terms={"local": ["tin ministry"]}),
    ]
)
MATCHER = Matcher(SMALL)


def twin(text: str) -> list[tuple[int, int, str]]:
    """The same by one regular expression a name, for texts that are not in capitals throughout."""
    found = []
    for pattern in set(patterns(SMALL.entries.values())):
        flags = re.IGNORECASE if pattern.loose else 0
        left = r"(?<!\w)" if pattern.text[0].isalnum() else ""
        right = r"(?!\w)" if pattern.text[-1].isalnum() else ""
        found += [
            (m.start(), m.end(), pattern.id)
            for m in re.finditer(f"(?={left}({re.escape(pattern.text)}){right})", text, flags)
            for m in [re.compile(re.escape(pattern.text), flags).match(text, m.start())]
            if m
        ]
    kept: list[tuple[int, int, str]] = []
    for start, end, id_ in sorted(found, key=lambda f: (f[0], -f[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, id_))
    return kept


PIECES = [
    "South ", "North ", "Korea", "Korean", "n ", "U.S.", "US", " ", "-", "tin can", "Tin Can", "s", "big ", "DRAM", "tin ",
    "ministry", "Board", ", ", "a",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_one_pass_finds_what_one_search_a_name_finds(pieces):
    text = "x " + "".join(pieces)
    assert [(h.start, h.end, h.id) for h in MATCHER.hits(text)] == twin(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("North Korea and Korea", [("North Korea", "KP"), ("Korea", "KR")]),
        ("Koreatown", []),
        ("the big tin cans", [("big tin cans", "item:tin")]),
        ("two DRAMs, no dram", [("DRAMs", "item:tin")]),
        ("give us time", []),
        ("NORTH KOREA TELLS US", [("NORTH KOREA", "KP")]),
        ("South\nKorea’s", [("South\nKorea", "KR")]),
    ],
)
def test_names_stand_between_word_boundaries_and_the_longest_counts(text, found):
    assert [(text[h.start : h.end], h.id) for h in MATCHER.hits(text)] == found


def test_a_name_that_many_bodies_share_lists_them_all():
    hits = MATCHER.hits("the Tin Ministry")
    assert [(h.use, h.id) for h in hits] == [("local", "")]
    assert MATCHER.shared["tin ministry"] == ("body:a", "body:b")


@given(st.text())
def test_small_letters_and_plain_marks_keep_every_character_at_its_place(text):
    assert len(lower(text)) == len(plain(text)) == len(text)


@pytest.mark.parametrize(
    ("noun", "both"),
    [
        ("chip", ("chip", "chips")),
        ("battery", ("battery", "batteries")),
        ("resistor box", ("resistor box", "resistor boxes")),
        ("steel alloy", ("steel alloy", "steel alloys")),
        ("soybeans", ("soybeans",)),
    ],
)
def test_a_common_noun_is_looked_for_in_the_plural_too(noun, both):
    assert plurals(noun) == both


def test_an_empty_lexicon_finds_nothing():
    assert Matcher(Lexicon([])).hits("Korea") == []
    assert leftmost_longest([]) == []
