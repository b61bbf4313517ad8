"""Odd texts: every span valid, nothing raised, and the cost grows with the length."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.model import Quote
from detente.reading.quotes.marks import stretches

Find = Callable[..., tuple[Quote, ...]]

PIECES = [
    "“",
    "”",
    '"',
    "'",
    "‘",
    "’",
    "''",
    "«",
    " ",
    "\n",
    ",",
    ".",
    ":",
    "—",
    "he",
    " said",
    " told ",
    "Kono",
]
PIECES += [
    " according to ",
    " that",
    " quoted as saying",
    " “No,” ",
    "talks end",
    "\u200f",
    "\x00",
    "é",
    "日本",
    "?",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_spans_of_any_text_are_valid_and_quote_it(quotes: Find, text: str) -> None:
    for quote in quotes(text):
        assert 0 <= quote.start < quote.end <= len(text)
        assert quote.text == text[quote.start : quote.end]
        assert quote.speaker is not None and quote.speaker.start is not None
        assert quote.speaker.name == text[quote.speaker.start : quote.speaker.end]
        assert quote.cue is not None and quote.cue.start < quote.cue.end <= len(text)


@given(st.text(alphabet="“”\"'‘’ .,aB\n", max_size=80))
def test_stretches_are_in_order_and_do_not_overlap(text: str) -> None:
    last = 0
    for stretch in stretches(text):
        assert last <= stretch.start < stretch.inner < stretch.outer <= stretch.end <= len(text)
        last = stretch.end


def test_ten_thousand_marks_are_read(quotes: Find) -> None:
    text = '"a" ' * 5_000
    assert quotes(text) == ()
    assert len(stretches(text)) == 5_000
    assert stretches('"' * 10_001) == ()
