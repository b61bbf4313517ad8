"""The marks of a reading and the pieces of text they stand in."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from detente.model import Reading, Span
from detente.reading.explain.notes import assertion_note, name_note, quote_note, time_note


class Layer(NamedTuple):
    """One kind of mark: the letter of its labels, its brackets, what it is called."""

    letter: str
    opening: str
    closing: str
    title: str


TIME = Layer("t", "⟨", "⟩", "time")
NAME = Layer("n", "[", "]", "name")
QUOTE = Layer("q", "«", "»", "quotation")
ASSERTION = Layer("a", "{", "}", "assertion")
LAYERS = (ASSERTION, QUOTE, NAME, TIME)
"""Outermost first: the order in which brackets open at the same character."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled stretch of the article and the note that explains it."""

    layer: Layer
    label: str
    start: int
    end: int
    note: str


class Run(NamedTuple):
    """Text between two neighbouring mark edges: what opens before it, covers it, closes behind it."""

    text: str
    opens: tuple[Mark, ...]
    within: tuple[Mark, ...]
    closes: tuple[Mark, ...]


def marks(reading: Reading) -> tuple[Mark, ...]:
    """Every mark of a reading in the order of the text.

    A name that means the same as one before it keeps that label. Assertions that were not read off
    the text have no mark; see `unplaced`.
    """
    text = reading.article.text
    found = [
        Mark(TIME, f"t{n}", time.start, time.end, time_note(time)) for n, time in enumerate(reading.times, 1)
    ]
    known: dict[str, str] = {}
    for name in reading.names:
        label = known.setdefault(name.id or f"{name.kind} {name.text}", f"n{len(known) + 1}")
        found.append(Mark(NAME, label, name.start, name.end, name_note(name)))
    for n, quote in enumerate(reading.quotes, 1):
        found.append(Mark(QUOTE, f"q{n}", quote.start, quote.end, quote_note(quote, text)))
    for n, said in enumerate(reading.assertions, 1):
        if said.start is not None and said.end is not None:
            found.append(Mark(ASSERTION, f"a{n}", said.start, said.end, assertion_note(said)))
    inside = [mark for mark in found if 0 <= mark.start < mark.end <= len(text)]
    return tuple(sorted(inside, key=lambda m: (m.start, -m.end, LAYERS.index(m.layer))))


def unplaced(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Label and note of the assertions that no stretch of the text supports."""
    return tuple(
        (f"a{n}", assertion_note(said)) for n, said in enumerate(reading.assertions, 1) if said.start is None
    )


def pieces(reading: Reading, found: Sequence[Mark]) -> tuple[Span, ...]:
    """The paragraphs to show: title, deck and body, and the lines outside them that hold a mark."""
    article = reading.article
    spans = {Span(*span) for span in article.body}
    for extra in (article.title_span, article.deck_span):
        if extra is not None and not any(s.start <= extra.start < s.end for s in spans):
            spans.add(Span(*extra))
    ordered = sorted(spans)
    at = 0
    for mark in found:
        while at < len(ordered) and ordered[at].end <= mark.start:
            at += 1
        if at == len(ordered) or mark.start < ordered[at].start:
            spans.add(_line(article.text, mark.start, ordered[at].start if at < len(ordered) else None))
    return tuple(sorted(spans))


def _line(text: str, at: int, before: int | None) -> Span:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    stop = len(text) if end < 0 else end
    return Span(start, min(stop, before) if before is not None else stop)


def by_piece(spans: Sequence[Span], found: Sequence[Mark]) -> Iterator[tuple[Span, list[Mark], list[Mark]]]:
    """Each piece with the marks that touch it and those that begin in it."""
    waiting: list[Mark] = []
    at = 0
    for span in spans:
        waiting = [mark for mark in waiting if mark.end > span.start]
        begun = []
        while at < len(found) and found[at].start < span.end:
            begun.append(found[at])
            at += 1
        waiting += begun
        yield span, [mark for mark in waiting if mark.end > span.start], begun


def runs(text: str, span: Span, touching: Sequence[Mark]) -> Iterator[Run]:
    """A piece cut at every edge of a mark, so that marks may nest and cross."""
    opening: dict[int, list[Mark]] = defaultdict(list)
    closing: dict[int, list[Mark]] = defaultdict(list)
    for mark in touching:
        opening[max(mark.start, span.start)].append(mark)
        closing[min(mark.end, span.end)].append(mark)
    edges = sorted({span.start, span.end, *opening, *closing})
    within: list[Mark] = []
    for left, right in pairwise(edges):
        opens = [mark for mark in opening[left] if mark.start == left]
        within = [mark for mark in within if mark.end > left] + opening[left]
        closes = sorted((m for m in closing[right] if m.end == right), key=lambda m: -within.index(m))
        yield Run(text[left:right], tuple(opens), tuple(within), tuple(closes))
