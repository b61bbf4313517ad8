"""Odd texts make no error, and what is said of a text holds of it."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.model import Reading

PIECES = st.lists(
    st.sampled_from(
        [
            "Japan",
            "the",
            "said",
            "will",
            "not",
            "imposed",
            "tariffs",
            "on",
            "China",
            ",",
            ".",
            "“",
            "”",
            "by",
            "Aug. 28",
            "approved",
            "licences",
            "two",
            "whether",
            "to extend",
            "GSOMIA",
            "talks",
            "held",
            "before",
            "one day",
            "?",
            "\n",
            "removed",
            "from",
            "its",
            "white list",
            "urged",
            "and",
            "second",
            "since",
            "it",
            "that",
            "of",
            "WTO",
            "panel",
            "photoresist",
            "(",
            ")",
            "’s",
            "-",
            "\u00a0",
            "\ud800",
            "\u200f",
            "ﬁ",
            "İ",
        ]
    ),
    max_size=40,
).map(" ".join)

ODD = [
    ".", "?", "“" * 300, "Tariffs!", "tariffs " * 200, "(" * 200, "imposed", "Japan imposed", "U.S. TO IMPOSE TARIFFS ON JAPAN",
    "¡Aranceles!", "approved approved approved", "by by by the tariffs", "on Aug. 28", "decided not to", "whether to extend",
    "Japan and Korea and Japan and Korea held talks", "no no no licence has been been granted", "tariffs of " * 2000, "Japan said that " * 800,
]  # fmt: skip


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_an_odd_text_makes_no_error(text: str, read: Callable[..., Reading]) -> None:
    for published in ("2019-08-21", None, "9999-12-31", "0001-01-01"):
        check(read(text, published))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PIECES)
def test_every_span_of_an_assertion_lies_in_its_article(read: Callable[..., Reading], text: str) -> None:
    check(read(text))


def check(reading: Reading) -> None:
    size = len(reading.article.text)
    for own in reading.assertions:
        assert own.start is not None and own.end is not None
        assert 0 <= own.start < own.end <= size
        for mention in (*own.actors, *own.targets, *own.items):
            assert mention.start is not None and mention.end is not None
            assert 0 <= mention.start < mention.end <= size
        assert 0 < own.confidence <= 1
        assert len(own.id) == 16
    assert len({own.id for own in reading.assertions}) == len(reading.assertions)


def test_reading_twice_gives_the_same_ids(read: Callable[..., Reading]) -> None:
    text = "Japan imposed tariffs on Chinese steel on Aug. 2. China filed a complaint at the WTO."
    first, second = read(text), read(text)
    assert first.assertions and first.assertions == second.assertions
