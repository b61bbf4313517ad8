"""Quotation marks of one piece of text, paired into stretches, in one pass.

Paragraphs of a quotation that runs on open with a mark and leave it unclosed; marks that a typist
forgot are closed at the end of their sentence. Both come out as a stretch that is not `closed`.
"""

import re
from dataclasses import dataclass

_DOUBLE = re.compile(r"[\"“”„«»]|``|''")
_SINGLE = re.compile(r"[‘’']")
_OPENING = frozenset("“„«") | {"``"}
_CLOSING = frozenset("”»")
_SENTENCE_END = re.compile(r"[.?!…](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Quoted text with its marks, `start` to `end`; `inner` to `outer` without them."""

    start: int
    end: int
    inner: int
    outer: int
    closed: bool


def stretches(text: str) -> tuple[Stretch, ...]:
    """The outermost quoted stretches of a text, in order, never overlapping.

    Single marks are read only where the text has no double ones, for they are apostrophes too.
    """
    found = _paired(text, _doubles(text))
    if found:
        return found
    return _paired(text, _singles(text), unclosed=False)


def _doubles(text: str) -> list[tuple[int, int, bool | None]]:
    """Start, end and kind of each mark: True opens, False closes, None may do either."""
    marks: list[tuple[int, int, bool | None]] = []
    low = "„" in text
    for match in _DOUBLE.finditer(text):
        mark, before = match.group(), text[match.start() - 1 : match.start()]
        if mark == "“" and low:  # as German and Czech have it: „so“
            marks.append((match.start(), match.end(), False))
        elif mark in _OPENING:
            marks.append((match.start(), match.end(), True))
        elif mark in _CLOSING:
            marks.append((match.start(), match.end(), False))
        else:
            after = text[match.end() : match.end() + 1]
            opens = _free(before) and bool(after) and not after.isspace()
            closes = bool(before) and not before.isspace() and before not in "([—–"
            marks.append((match.start(), match.end(), opens if opens != closes else None))
    return marks


def _free(before: str) -> bool:
    return not before or before.isspace() or before in "([—–-‘'/"


def _singles(text: str) -> list[tuple[int, int, bool | None]]:
    """Single marks: an opening one starts a word, a closing one ends a word or a sentence."""
    marks: list[tuple[int, int, bool | None]] = []
    for match in _SINGLE.finditer(text):
        at, end = match.span()
        before, after = text[at - 1 : at] if at else "", text[end : end + 1]
        if match.group() != "’" and _free(before) and after.isalnum() and not after.isdigit():
            marks.append((at, end, True))
        elif match.group() != "‘" and before and not before.isspace() and not after.isalnum():
            marks.append((at, end, False))
    return marks


def _paired(
    text: str, marks: list[tuple[int, int, bool | None]], *, unclosed: bool = True
) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    opened: tuple[int, int] | None = None
    for start, end, opens in marks:
        if opened is None:
            if opens is not False:
                opened = (start, end)
        elif opens is True:
            if unclosed:
                found.append(_broken(text, *opened, before=start))
            opened = (start, end)
        else:
            found.append(Stretch(opened[0], end, opened[1], start, closed=True))
            opened = None
    if opened and unclosed:
        found.append(_broken(text, *opened, before=len(text)))
    return tuple(stretch for stretch in found if stretch.outer > stretch.inner)


def _broken(text: str, start: int, inner: int, *, before: int) -> Stretch:
    """An unclosed stretch: to the end of the paragraph where it opened it, else of its sentence."""
    stop = before
    if text[:start].strip():
        match = _SENTENCE_END.search(text, inner, before)
        stop = match.end() if match else before
    while stop > inner and text[stop - 1].isspace():
        stop -= 1
    return Stretch(start, stop, inner, stop, closed=False)
