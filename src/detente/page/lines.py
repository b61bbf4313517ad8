"""Lines of a text, and hard-wrapped lines joined to the paragraphs that they were."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from detente.model import Span

_BULLET = re.compile(r"(?:[•·‣▪●○◦■□◆◇▶►▷☞※*>]+|[-–—](?=\s))\s*")
_LAST = re.compile(r"[.!?。！？…][\"'”’»」』)\]]*$")
_ROW = re.compile(r"\S(?: {2,}|\t\s*)\d[\d.,]*(?:\s*[%)]|\s*\([^()]*\))?$|[-–—=_.·\s]{5,}")
"""A row of a small table: words, a gap, a figure and maybe a bracket; or its rule."""
_WORD = re.compile(r"\w[\w'’.-]*")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_WIDE_WORD = 2
"""Characters a word, in scripts that write no spaces between words."""
WIDEST = 100
"""Columns: wider lines were not wrapped by hand or by a wire machine."""
NARROWEST = 40
_FEWEST_PAIRS = 3
_FULL_SHARE = 0.6
"""Share of neighbouring lines that leave no room for the next word. Wrapped copy measured .85 and
more on wire stories, unwrapped pages under .3."""
_GOING_ON = 0.5
"""Share of long lines after which the sentence goes on in a small letter, and the fewest of them:
a text of a few wrapped paragraphs among headings and lists, which hide its column."""
_FEWEST_GOING_ON = 2
_RAGGED = 0.75
"""Share of the column that a line fills where the text was broken by sense rather than by room."""


@dataclass(frozen=True)
class Line:
    """One line, or a wrapped paragraph joined: the span of its text without bullet and margins."""

    start: int
    end: int
    text: str
    indent: int = 0
    bullet: bool = False
    gap: bool = False
    """Whether a blank line stands before it."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    @cached_property
    def words(self) -> int:
        """How many words; scripts without spaces are counted by characters."""
        wide = len(_WIDE.findall(self.text))
        return wide // _WIDE_WORD if wide * 3 > len(self.text) else len(_WORD.findall(self.text))

    @cached_property
    def stopped(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_LAST.search(self.text))

    @cached_property
    def row(self) -> bool:
        """Whether it is a row of a small table, or its rule."""
        return len(self.text) <= WIDEST and bool(
            _ROW.search(self.text) if self.text[:1].isalnum() else _ROW.fullmatch(self.text)
        )

    @cached_property
    def folded(self) -> str:
        """The words alone, for comparison."""
        return " ".join(_WORD.findall(self.text.casefold()))


def lines(text: str) -> list[Line]:
    """The lines that hold something, bullets and margins taken off."""
    found: list[Line] = []
    at, gap = 0, False
    for raw in text.split("\n"):
        stripped = raw.strip(" \t\r\xa0\u200b\u3000\ufeff")
        if stripped:
            indent = len(raw) - len(raw.lstrip())
            start = at + raw.index(stripped)
            bullet = _BULLET.match(stripped)
            cut = bullet.end() if bullet and bullet.end() < len(stripped) else 0
            found.append(
                Line(start + cut, start + len(stripped), stripped[cut:], indent, bool(cut), gap or not found)
            )
        gap = not stripped
        at += len(raw) + 1
    return found


def width(found: list[Line]) -> int | None:
    """The column at which a text was wrapped by hand or machine, or None where it was not."""
    inside = [(a, b) for a, b in pairwise(found) if not b.gap]
    return _filled(inside) or _ragged(inside)


def _filled(inside: list[tuple[Line, Line]]) -> int | None:
    """The column of a text whose lines are as full as they can be."""
    if len(inside) < _FEWEST_PAIRS:
        return None
    lengths = sorted(len(a.text) + a.indent for a, _ in inside)
    column = lengths[int(len(lengths) * 0.9)] if len(lengths) > 1 else 0
    if not NARROWEST <= column <= WIDEST:
        return None
    full = sum(_full(a, b, column) and not a.stopped for a, b in inside)
    ends = sum(a.stopped for a, _ in inside)
    return column if full >= _FULL_SHARE * (len(inside) - ends) and ends < len(inside) / 2 else None


def _ragged(inside: list[tuple[Line, Line]]) -> int | None:
    """The column of a text whose long lines go on on the next, at least some in small letters."""
    long = [
        (a, b)
        for a, b in inside
        if NARROWEST <= len(a.text) + a.indent <= WIDEST and not a.stopped and not b.bullet
    ]
    on = [len(a.text) + a.indent for a, b in long if b.text[0].islower()]
    if len(on) < _FEWEST_GOING_ON:
        return None
    column = max(on)
    wrapped = sum(b.text[0].islower() or _full(a, b, column) for a, b in long)
    return column if wrapped >= _GOING_ON * len(long) else None


def _goes_on(line: Line, column: int) -> bool:
    """Whether a line is nearly full and ends inside a sentence."""
    return not line.stopped and len(line.text) + line.indent >= _RAGGED * column


def _full(line: Line, following: Line, column: int) -> bool:
    """Whether the next line's first word did not fit on this one."""
    first = following.text.split(maxsplit=1)[0] if following.text else ""
    return len(line.text) + line.indent + 1 + len(first) > column


def paragraphs(text: str, alone: Callable[[Line], bool] = lambda _: False) -> list[Line]:
    """The lines of a text, those of a hard-wrapped one joined to paragraphs.

    A paragraph ends at a blank line, before a bullet, before an indented line, and after a line
    on which the next word would have had room, unless it is nearly full and between its blank
    lines a sentence goes on in a small letter. A line that is `alone`, such as a date line, is
    joined with none.
    """
    found = lines(text)
    column = width(found)
    return found if column is None else list(_joined(text, found, column, alone))


def _joined(text: str, found: list[Line], column: int, alone: Callable[[Line], bool]) -> Iterator[Line]:
    for block in _blocks(found, alone):
        ragged = any(b.text[0].islower() and _goes_on(a, column) for a, b in pairwise(block))
        group = block[:1]
        for line in block[1:]:
            before = group[-1]
            if not (_full(before, line, column) or (ragged and _goes_on(before, column))):
                yield _one(text, group)
                group = []
            group.append(line)
        yield _one(text, group)


def _blocks(found: list[Line], alone: Callable[[Line], bool]) -> Iterator[list[Line]]:
    """The lines between blank lines, bullets, lines set further in and lines that stand alone."""
    block: list[Line] = []
    apart = False
    for line in found:
        deeper = bool(block) and line.indent > block[-1].indent and not block[-1].bullet
        before, apart = apart, alone(line)
        if block and (line.gap or line.bullet or deeper or before or apart):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _one(text: str, group: list[Line]) -> Line:
    first, last = group[0], group[-1]
    return Line(first.start, last.end, text[first.start : last.end], first.indent, first.bullet, first.gap)


_STOP = re.compile(r"[.!?。！？][\"'”’)]*\s+")
LONGEST = 20_000
"""Characters of one body paragraph; the parser's memory grows with the longest text it is given."""


def pieces(text: str, span: Span, longest: int = LONGEST) -> Iterator[Span]:
    """A paragraph in pieces of at most `longest` characters, cut after a sentence, else at a space."""
    start, end = span
    while end - start > longest:
        window = text[start : start + longest]
        stops = [m.end() for m in _STOP.finditer(window, longest // 2)]
        cut = start + (stops[-1] if stops else window.rfind(" ", longest // 2) + 1 or longest)
        yield _trimmed(text, start, cut)
        start = cut
    if start < end:
        yield _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Span:
    inside = text[start:end]
    return Span(start, start + len(inside.rstrip()))
