"""Speech given to its source by a phrase: "according to the ministry"."""

from detente.model import Span
from detente.reading.parsed import Token
from detente.reading.quotes.found import Found, stretch
from detente.reading.quotes.voices import voice

_NEAR = 2
"""Tokens a phrase may stand from the edge of its sentence and still be at it: a mark, an adverb."""


def phrase(token: Token) -> Found | None:
    """The attribution of an "according": the sentence without the phrase, and its source."""
    to = next((k for k in token.children if k.lower_ == "to"), None)
    noun = next((k for k in to.children if k.dep_ in {"pobj", "pcomp"}), None) if to is not None else None
    content = _rest(token)
    if to is None or noun is None or content is None:
        return None
    return Found(content, voice(noun), stretch(token, to), None, "according")


def _rest(token: Token) -> Span | None:
    """The sentence without a phrase at its start or end; whole around one in the middle."""
    doc, sentence = token.doc, token.sent
    left, right = token.left_edge.i, token.right_edge.i
    first, last = sentence.start, sentence.end - 1
    if left - first <= _NEAR:
        first = right + 1
    elif last - right <= _NEAR:
        last = left - 1
    while first < last and (doc[first].is_punct or doc[first].is_space):
        first += 1
    while last > first and (doc[last].text in {",", ".", ";", ":", "—"} or doc[last].is_space):
        last -= 1
    return stretch(doc[first], doc[last]) if first <= last else None
