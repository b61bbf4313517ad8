"""Parties that a phrase names through their country: governments, officials, companies.

"the Japanese government", "South Korea's trade officials", "the government of India", "Korean
companies", "Korea's top 30 business groups".
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.model import Name
from detente.reading.blocks import Block
from detente.reading.names.marks import Marks
from detente.reading.names.tokens import base, plural, possessive
from detente.reading.names.words import words
from detente.reading.parsed import Doc, Token

_REACH = 7
_COUNTRY = frozenset({"country", "government"})
_MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})


def mark_phrases(blocks: Sequence[Block], marks: Marks) -> None:
    """Add the governments and groups of companies that phrases name."""
    for block in blocks:
        for token in block.doc:
            name = _government(block, token, marks) or _business(block, token, marks)
            if name:
                marks.add(name)


def _government(block: Block, token: Token, marks: Marks) -> Name | None:
    noun = base(token)
    if token.pos_ not in {"NOUN", "PROPN"} or noun not in words().government:
        return None
    collective = noun in words().government_singular
    if owner := country_before(block, token, marks):
        end = block.at(token).end
        if collective or plural(token):
            return _named(block, owner.start, end, owner.id, "government")
        return None
    if collective and (owner := country_after(block, token, marks)):
        return _named(block, block.at(token).start, owner.end, owner.id, "government")
    return None


def _reach(token: Token) -> int:
    """How many tokens back to look: in capitals throughout the model takes verbs for nouns."""
    return 1 if token.doc.text.isupper() else _REACH


def country_before(block: Block, token: Token, marks: Marks) -> Name | None:
    """The country whose name, demonym or possessive stands before a noun and its modifiers."""
    for left in reversed(block.doc[max(0, token.i - _reach(token)) : token.i]):
        over = marks.over(*block.at(left))
        if over:
            return over[0] if over[0].kind in _COUNTRY else None
        if not (left.pos_ in _MODIFIERS or possessive(left)) or left.ent_type_ in {"PERSON", "DATE"}:
            return None
    return None


def country_after(block: Block, token: Token, marks: Marks) -> Name | None:
    """The country after "of", "of the"."""
    rest = [t for t in block.doc[token.i + 1 : token.i + 4] if t.lower_ != "the"]
    if not rest or rest[0].lower_ != "of":
        return None
    over = marks.over(*block.at(rest[1])) if rest[1:] else []
    return over[0] if over and over[0].kind in _COUNTRY else None


def _business(block: Block, token: Token, marks: Marks) -> Name | None:
    if not _means_companies(token) or _marks_a_name(block, token, marks):
        return None
    start, owner = token.i, None
    for left in _modifiers(block.doc, token):
        over = marks.over(*block.at(left))
        start = left.i
        if over and over[0].kind in _COUNTRY | {"place"}:
            owner = over[0]
            break
    outer = owner or _possessor(block, start, marks) or _complement(block, token, marks)
    singular = not plural(token)
    if singular and outer is None:
        return None
    acts_for = outer.id if outer and outer.kind in _COUNTRY else None
    begin = owner.start if owner else block.at(block.doc[start]).start
    return replace(_named(block, begin, block.at(token).end, None, "business_group"), acts_for=acts_for)


def _means_companies(token: Token) -> bool:
    if token.pos_ not in {"NOUN", "PROPN"} or (token.dep_ == "compound" and token.head.i > token.i):
        return False
    noun, lists = base(token), words()
    if noun in lists.collective_business and not plural(token):
        return True
    before = base(token.nbor(-1)) if token.i else ""
    if before in lists.qualified_business.get(noun, ()):
        return plural(token) or noun == "community"
    counted = any(t.lower_ in {"both", "two", "these", "those"} for t in token.lefts)
    return noun in lists.business and plural(token) and before != "policy" and not counted


def _marks_a_name(block: Block, token: Token, marks: Marks) -> bool:
    """Whether the token is part of a name already found."""
    return bool(marks.over(*block.at(token)))


def _modifiers(doc: Doc, token: Token) -> Iterator[Token]:
    """The modifiers right before a noun, nearest first."""
    for left in reversed(doc[max(0, token.i - _reach(token)) : token.i]):
        hyphen = left.text in {"-", "–"} and not left.whitespace_
        if left.ent_type_ == "PERSON" or not (left.pos_ in _MODIFIERS or left.dep_ == "amod" or hyphen):
            return
        if left.pos_ == "PROPN" and left.dep_ not in {"compound", "amod", "nmod", "poss", "nummod"}:
            return
        yield left


def _possessor(block: Block, start: int, marks: Marks) -> Name | None:
    if start < 2 or not possessive(block.doc[start - 1]):  # noqa: PLR2004 - a noun and its mark
        return None
    over = marks.over(*block.at(block.doc[start - 2]))
    return over[0] if over else None


def _complement(block: Block, token: Token, marks: Marks) -> Name | None:
    """The country in "companies in Korea", "CEOs of Korea's top 30 groups"."""
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in {"of", "in", "from"} and prep.i == token.i + 1:
            for inner in block.doc[prep.i + 1 : prep.i + 3]:
                over = marks.over(*block.at(inner))
                if over and over[0].kind in _COUNTRY:
                    return over[0]
    return None


def _named(block: Block, start: int, end: int, id_: str | None, kind: str) -> Name:
    return Name(block.doc.text[start - block.start : end - block.start], start, end, id_, kind)
