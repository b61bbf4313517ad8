"""The parse as plain objects says what spaCy's own objects say, of every token, span and offset."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc as Parse
from spacy.vocab import Vocab

from detente.reading.nlp import load
from detente.reading.parsed import Doc

ROOT = Path(__file__).parents[2]
PLAIN = ("i", "idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "whitespace_")
ASKED = ("is_sent_start", "is_alpha", "is_punct", "is_space", "is_upper", "is_quote", "like_num")
WALKED = ("children", "lefts", "rights", "ancestors", "subtree")
ENDS = ("head", "left_edge", "right_edge")
PLACED = ("start", "end", "start_char", "end_char", "text", "label_")


def places(tokens: Any) -> list[int]:
    return [token.i for token in tokens]


def span(found: Any) -> tuple[Any, ...] | None:
    return None if found is None else tuple(getattr(found, name) for name in PLACED)


def alike(parse: Parse) -> None:
    """Every answer for every token, span and offset."""
    doc = Doc(parse)
    assert (doc.text, len(doc), bool(doc)) == (parse.text, len(parse), bool(len(parse)))
    assert [span(s) for s in doc.sents] == [span(s) for s in parse.sents]
    assert [span(e) for e in doc.ents] == [span(e) for e in parse.ents]
    for ours, theirs in zip(doc, parse, strict=True):
        for name in (*PLAIN, *ASKED):
            assert getattr(ours, name) == getattr(theirs, name), (name, theirs)
        for name in WALKED:
            assert places(getattr(ours, name)) == places(getattr(theirs, name)), (name, theirs)
        for name in ENDS:
            assert getattr(ours, name).i == getattr(theirs, name).i, (name, theirs)
        assert span(ours.sent) == span(theirs.sent)
        assert len(ours) == len(theirs)
        assert [ours.is_ancestor(other) for other in doc] == [theirs.is_ancestor(other) for other in parse]
    alike_runs(doc, parse)
    alike_offsets(doc, parse)


def alike_runs(doc: Doc, parse: Parse) -> None:
    """Slices of tokens."""
    size = len(parse)
    for start in range(-1, size + 1, max(1, size // 12)):
        for stop in range(start, size + 2, max(1, size // 9)):
            ours, theirs = doc[start:stop], parse[start:stop]
            assert span(ours) == span(theirs)
            if len(ours):
                assert ours.root.i == theirs.root.i
                assert places(ours[1:]) == places(theirs[1:])
                assert (ours[0].i, ours[-1].i) == (theirs[0].i, theirs[-1].i)


def alike_offsets(doc: Doc, parse: Parse) -> None:
    """Spans between offsets."""
    for start in range(-1, len(parse.text) + 1, max(1, len(parse.text) // 40)):
        for stop in range(start + 1, len(parse.text) + 2, max(1, len(parse.text) // 35)):
            for mode in ("strict", "expand"):
                ours, theirs = (
                    doc.char_span(start, stop, alignment_mode=mode),
                    parse.char_span(start, stop, alignment_mode=mode),
                )
                assert span(ours) == span(theirs), (start, stop, mode)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "examples/korea-japan-2019/dispatches").glob("*.txt"))[:6], ids=lambda p: p.stem
)
def test_bundled_dispatches(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            alike(load()(line))


WORDS = st.sampled_from(
    ["Seoul", "said", "the", "curbs", "“", "”", ".", "12", "two", "SK", "\n", "né", "—", "won't"]
)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_random_trees(data: st.DataObject) -> None:
    """Any tree whose arcs do not cross; those of the parser, below, may."""
    words = data.draw(st.lists(WORDS, max_size=14))
    heads = [0] * len(words)
    waiting: list[tuple[int, int, int | None]] = [(0, len(words), None)]
    while waiting:
        start, stop, above = waiting.pop()
        if start < stop:
            top = data.draw(st.integers(start, stop - 1))
            heads[top] = top if above is None else above
            waiting += [(start, top, top), (top + 1, stop, top)]
    labels = data.draw(
        st.lists(st.sampled_from(["nsubj", "dobj", "prep"]), min_size=len(words), max_size=len(words))
    )
    spaces = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    alike(Parse(Vocab(), words=words, spaces=spaces, heads=heads, deps=labels))


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=60))
def test_random_texts(text: str) -> None:
    alike(load()(text.encode("utf-8", "replace").decode("utf-8")))


def test_spans_of_the_same_place_are_equal_and_tokens_are_themselves() -> None:
    doc = Doc(load()("Japan lifted the curbs. Korea welcomed it."))
    assert doc[0].sent == doc[0:5]
    assert doc[0].sent != doc[5].sent
    assert len({doc[0].sent, doc[1].sent, doc[0:5]}) == 1
    assert doc[1].children[0].head is doc[1]
    assert doc[0:5] != "Japan"
    with pytest.raises(IndexError):
        doc[0].nbor(-1)
