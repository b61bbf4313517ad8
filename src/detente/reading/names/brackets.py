"""Abbreviations introduced in brackets: "the Federation of Korean Industries (FKI)"."""

import re
from collections.abc import Sequence

from detente.model import Name
from detente.reading.blocks import Block
from detente.reading.names.known import slug
from detente.reading.names.marks import Marks
from detente.reading.names.words import words

_BRACKET = re.compile(r"[ \n]\((?:the |or )?[\"“']?([A-Z][A-Za-z&.-]{1,10})[\"”']?\)")
_SMALL = frozenset({"of", "and", "the", "for", "on", "in", "to", "&", "de", "des", "du", "with"})
_LONGEST = 12
_REACH = 200
_FROM_ONE_WORD = 3
_SPARE_WORDS = 3
_NAMED = frozenset(
    {"body", "organisation", "company", "agreement", "case", "country", "item", "country_group"}
)


def kind_of(full: str) -> str:
    """The kind of an unknown organisation, by the words of its name.

    >>> kind_of("Bureau of Plant Trade"), kind_of("Example Motors"), kind_of("Friends of Trade")
    ('body', 'company', 'organisation')
    """
    parts = full.casefold().split()
    # "Federation of Korean Industries": what comes after "of" does not tell.
    head = parts[: parts.index("of")] if "of" in parts else parts
    for kind, heads in words().heads.items():
        if any(part in heads for part in head[-1:] + parts[:1]):
            return kind
    return "organisation"


def mark_abbreviations(blocks: Sequence[Block], marks: Marks) -> None:
    """Give full form and abbreviation one id, here and wherever the abbreviation stands."""
    meant: dict[str, Name] = {}
    for block in blocks:
        for match in _BRACKET.finditer(block.doc.text):
            full = _full_form(block, match, marks)
            if full:
                marks.add(full)
                meant.setdefault(match[1], full)
    for block in blocks:
        for short, full in meant.items():
            _mark_all(block, short, full, marks)


def _full_form(block: Block, match: re.Match[str], marks: Marks) -> Name | None:
    """The name right before the bracket: one already known, else the capitals that fit."""
    at = block.start + match.start()
    here = marks.over(block.start + match.start(1), block.start + match.end(1))
    before = [n for n in marks.over(max(block.start, at - 1), at) if n.kind in _NAMED and _wide(n, match[1])]
    if before:
        return before[-1]
    phrase = initials_phrase(block.doc.text[: match.start()], match[1])
    if phrase is None or phrase != phrase.rstrip():
        return None  # the bracket does not stand right behind it
    start = block.start + match.start() - len(phrase)
    if here and here[0].id and here[0].kind in _NAMED:
        return Name(phrase, start, at, here[0].id, here[0].kind)
    kind = kind_of(phrase)
    prefix = {"organisation": "org"}.get(kind, kind)
    return Name(phrase, start, at, f"{prefix}:{slug(phrase)}", kind)


def _wide(name: Name, short: str) -> bool:
    """Whether a name can be what a bracket shortens: longer, and its letters among its own."""
    return len(name.text) > len(short) and initials_phrase(name.text, short) is not None


def initials_phrase(text: str, short: str) -> str | None:
    """The capitalised words at the end of the text whose initials the abbreviation writes.

    >>> initials_phrase("said the Korea Widget Makers Association", "KWMA")
    'Korea Widget Makers Association'
    """
    letters = "".join(c for c in short.casefold() if c.isalpha())
    tail = text[-_REACH:]
    tokens = list(re.finditer(r"[\w'’&.-]+", tail))[-_LONGEST:]
    for count in range(max(1, len(letters) - _SPARE_WORDS), len(tokens) + 1):
        piece = tokens[-count:]
        if piece[0][0][0].isupper() and _writes([t[0].casefold() for t in piece], letters):
            return tail[piece[0].start() :]
    return None


def _writes(parts: Sequence[str], letters: str) -> bool:
    """Whether the initials of the words, or their first letters, are the letters."""
    if not letters or parts[0] in _SMALL or parts[0][0] != letters[0]:
        return False
    pieces = [sub for part in parts if part not in _SMALL for sub in re.split(r"[-’']", part) if sub]
    if "".join(sub[0] for sub in pieces) == letters:
        return True
    return len(letters) > len(parts) / 2 and _written_in(letters, parts)


def _written_in(short: str, parts: Sequence[str]) -> bool:
    """Whether the words write the abbreviation ("MOTIE", "Mofcom").

    Each gives one to three first letters, small ones one or none.
    """
    if not parts:
        return not short
    first, rest = parts[0], parts[1:]
    if first in _SMALL and _written_in(short, rest):
        return True
    longest = 1 if first in _SMALL else _FROM_ONE_WORD
    return any(first[:n] == short[:n] and _written_in(short[n:], rest) for n in range(1, longest + 1))


def _mark_all(block: Block, short: str, full: Name, marks: Marks) -> None:
    for match in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", block.doc.text):
        start, end = block.start + match.start(), block.start + match.end()
        over = marks.over(start, end)
        if not over or (over[0].start, over[0].end) == (start, end):
            marks.add(Name(match[0], start, end, full.id, full.kind, acts_for=full.acts_for))
