"""The pieces of an article that are read: title, deck and body paragraphs, parsed one by one.

Furniture, captions and date lines are not parsed, so that a share label never becomes part of a
sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.model import Article, Span
from detente.reading.parsed import Doc, Token
from detente.reading.parsed import Span as Sentence


@dataclass(frozen=True, slots=True)
class Block:
    """One parsed piece: `part` is title, deck or body; offsets of `doc` + `start` are the article's."""

    part: str
    start: int
    end: int
    doc: Doc

    def at(self, piece: Token | Sentence) -> Span:
        """Where a token or a span of this block's doc stands in the article."""
        if isinstance(piece, Token):
            return Span(self.start + piece.idx, self.start + piece.idx + len(piece))
        return Span(self.start + piece.start_char, self.start + piece.end_char)

    def between(self, start: int, end: int) -> Sentence | None:
        """The tokens between two offsets of the article, widened to whole tokens; None outside."""
        if end <= self.start or start >= self.end:
            return None
        found: Sentence | None = self.doc.char_span(
            max(0, start - self.start),
            min(self.end, end) - self.start,
            alignment_mode="expand",
        )
        return found


def parts(article: Article) -> Iterator[tuple[str, Span]]:
    """The pieces of the article that are read, in the order of the text."""
    found: list[tuple[str, Span]] = [("body", span) for span in article.body]
    inside = [(span.start, span.end) for span in article.body]
    for part, span in (("title", article.title_span), ("deck", article.deck_span)):
        if span and not any(start <= span.start < end for start, end in inside):
            found.append((part, span))
    yield from sorted(found, key=lambda piece: piece[1])


_DAY = r"(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?)"
_DASH = r"(?:-{1,2}|[–—])"
_AGENCY = r"(?:\([^()\n]{2,40}\)\s*)"
_PLACE = r"[A-Z][\w.'’-]*(?:,?\s(?:[A-Z][\w.'’-]*|de|del|da|do|la|of|am|an|den|the)){0,4}"
_WIRE = re.compile(
    rf"(?:[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+)*)(?:,\s+[A-Z][A-Za-z .]{{2,24}})?"
    rf"(?:,\s+{_DAY}(?:,?\s+\d{{4}})?)?\s*{_AGENCY}?{_DASH}\s+(?=\S)"
)
"""TOKYO, Aug. 21 (Agency) - """
_DATELINE = re.compile(
    rf"{_PLACE},\s+{_DAY}\s*{_AGENCY}{_DASH}\s+(?=\S)"
    rf"|{_PLACE}(?:,|\s\([^()\n]{{2,40}}\),?|,?\s{_DASH})\s+{_DAY},?\s+\d{{4}}\s*{_AGENCY}?(?:{_DASH}|:)\s+(?=\S)"
    rf"|{_PLACE}\s\({_DAY},?\s+\d{{4}}\)\s*(?:{_DASH}|:)\s+(?=\S)"
    rf"|\({_PLACE},\s+{_DAY},?\s+\d{{4}}\)\s*(?:{_DASH}\s+)?(?=\S)"
)
"""Brussels, 12 July 2023: or, where an agency makes it sure, New Delhi, July 3 (Agency) - """
_LONGEST = 120


def after_dateline(text: str, span: Span) -> Span:
    """A paragraph without the dateline of wire copy, so that no city is taken for who acts."""
    match = _WIRE.match(text[span.start : min(span.end, span.start + _LONGEST)])
    return Span(span.start + match.end(), span.end) if match else span


def dateline_length(text: str) -> int:
    """How many characters of a paragraph are its dateline, whatever the order of place, day and agency."""
    head = text[:_LONGEST]
    match = _DATELINE.match(head) or _WIRE.match(head)
    return match.end() if match else 0
