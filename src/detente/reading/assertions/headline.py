"""Headlines In Title Case Or CAPITALS, parsed in the case of a sentence.

The parser takes "Lifts Tariffs" for a name. Names that were found keep their capitals; every
character keeps its place, so that offsets hold.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.model import Name
from detente.reading.blocks import Block
from detente.reading.nlp import load
from detente.reading.parsed import Doc

_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_SHORT = 4
"""Letters up to which a word in capitals is an abbreviation ("WTO") in a title that has small letters."""
_SHARE = 0.6
"""Share of a title's longer words that must be capitalised for it to be recased."""
_COMMON = frozenset({"item", "item_group", "measure", "country_group", "business_group", "role"})
"""Kinds of name whose words are written small in a sentence."""


def recased(blocks: Sequence[Block], names: Sequence[Name]) -> tuple[Block, ...]:
    """The blocks, titles and decks in headline case parsed anew in the case of a sentence."""
    kept = _capitalised(blocks)
    return tuple(
        replace(block, doc=Doc(load()(_sentence(block, names, kept))))
        if block.part in {"title", "deck"} and headline(block.doc.text)
        else block
        for block in blocks
    )


def headline(text: str) -> bool:
    """Whether most of the longer words are capitalised."""
    long = [w for w in _WORD.findall(text)[1:] if len(w) > _SHORT - 1]
    return len(long) > 1 and sum(w[0].isupper() for w in long) >= _SHARE * len(long)


def _capitalised(blocks: Sequence[Block]) -> frozenset[str]:
    """Words that the body writes with a capital inside a sentence, in small letters."""
    return frozenset(
        token.lower_
        for block in blocks
        if block.part == "body"
        for token in block.doc
        if token.pos_ == "PROPN" and not token.is_sent_start and token.text[:1].isupper()
    )


def _sentence(block: Block, names: Sequence[Name], kept: frozenset[str]) -> str:
    text = block.doc.text
    capitals = text.upper() == text
    proper = [
        (name.start - block.start, name.end - block.start)
        for name in names
        if name.kind not in _COMMON and block.start <= name.start < block.end
    ]
    out, done = [], 0
    for match in _WORD.finditer(text):
        word = match[0]
        inside = any(start < match.end() and match.start() < end for start, end in proper)
        out += [
            text[done : match.start()],
            _case(word, capitals=capitals, keep=inside or word.lower() in kept),
        ]
        done = match.end()
    return "".join([*out, text[done:]])


def _case(word: str, *, capitals: bool, keep: bool) -> str:
    if "." in word[:-1] or (word.isupper() and len(word) <= _SHORT and (keep or not capitals)):
        return word
    new = (word.capitalize() if capitals else word) if keep else word.lower()
    return new if len(new) == len(word) else word
