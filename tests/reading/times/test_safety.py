"""The tagger holds its promises on any text and at the ends of the calendar."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.model import timex_when
from detente.reading.times import tag
from detente.reading.times.grammar import compiled, rule
from detente.reading.times.piece import VOID, Piece
from detente.reading.times.scan import scan
from detente.reading.times.words import words

WORDS = [
    *words().codes,
    "Aug.",
    "20",
    "2019",
    "1980s",
    "10:03",
    "99",
    "1,000",
    "7.5",
    "2019-08-20",
    "20th",
    "word",
]
GLUE = st.sampled_from([" ", " ", " ", "-", ", ", "\n", "\n\n", ""])
PHRASES = st.lists(st.tuples(st.sampled_from(WORDS), GLUE), max_size=12).map(
    lambda pairs: "".join(word + glue for word, glue in pairs)
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(PHRASES, st.text()), st.one_of(st.none(), st.dates()))
def test_any_text_gives_sorted_spans_that_say_what_stands_there(text, published):
    end = 0
    for found in tag(text, published):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        assert found.value
        end = found.end


@settings(max_examples=200, deadline=None)
@given(PHRASES, st.dates(date(1800, 1, 1), date(2100, 1, 1)))
def test_a_value_that_names_a_year_denotes_days(text, published):
    for found in tag(text, published):
        if found.type in {"DATE", "TIME"} and found.value[:2].isdigit():
            assert timex_when(found.value) is not None, found


@pytest.mark.parametrize("published", [date.min, date.max])
@pytest.mark.parametrize(
    "text", ["last century, next year, 3000 years ago, yesterday, tomorrow, on Friday, in May"]
)
def test_the_ends_of_the_calendar_are_no_error(text, published):
    assert all(found.value for found in tag(text, published))


def plainly(text):
    """The reference twin: every rule is tried at every token, the longest that reads is taken."""
    cut, place, found = scan(text, 0, len(text)), 0, []
    while place < len(cut.codes):
        matches = [(m.end(), r) for p, r in rule.found if (m := compiled(p).match(cut.codes, place))]
        drafts = []
        for stop, reader in sorted(matches, key=lambda pair: -pair[0]):
            made = reader(Piece(cut, place, stop))
            drafts = made if isinstance(made, list) else [made] if made else []
            if drafts:
                break
        found.extend((draft.start, draft.stop, draft.type) for draft in drafts if draft.type != VOID)
        place = max((draft.stop for draft in drafts), default=place + 1)
    return found


@settings(max_examples=150, deadline=None)
@given(PHRASES)
def test_one_pass_finds_what_trying_every_rule_at_every_token_finds(text):
    drafts = [(draft.start, draft.stop, draft.type) for draft in rule.drafts(scan(text, 0, len(text)))]
    assert drafts == plainly(text)


def test_no_pattern_repeats_without_bound_so_that_a_hostile_text_takes_linear_time():
    repeated = [pattern for pattern, _ in rule.found if re.search(r"[*+]", compiled(pattern).pattern)]
    assert repeated == []
    assert re.search(r"[*+]", compiled("NUM*").pattern)


def test_thousands_of_number_words_in_a_row_are_read_or_passed_over():
    text = "one-" * 2000 + " two days"
    assert [t.text for t in tag(text, date(2019, 8, 21))][-1].endswith("two days")


@pytest.mark.parametrize("text", ["²s", "in the ²s", "10²s", "the ²0s", "Chip ²erials", "½s", "the ①0s"])
def test_raised_and_circled_digits_are_no_decade(text):
    assert all("²" not in found.value and "①" not in found.value for found in tag(text, date(2019, 7, 1)))
