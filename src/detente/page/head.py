"""The head of a plain-text page: which line is the title, which the deck, which are captions."""

import re
from collections import Counter

from detente.page.dates import find_dates
from detente.page.lines import Line
from detente.page.marks import Mark

_LOOKAHEAD = 3
_MOST_TITLE_WORDS = 35
_FEWEST_TITLE_WORDS = 3
_USUAL = range(5, 22)
_SUFFIX = re.compile(r"\s+(?:\||::|[-–—:])\s+(?P<site>[^|]{2,40})$")
_SURE_SUFFIX = re.compile(r"\s+(?:\||::)\s+(?P<site>[^|]{2,40})$")
_SITE_WORDS = 5
_REPEAT, _NEAR, _LENGTH, _SAME_WORDS, _CAPTIONED, _BELOW = 4.0, 2.0, 1.5, 3.0, 2.0, 2.0
"""Weights of a title's marks: it stands twice, a date or byline follows, its length is a headline's,
the story uses its words; and against it, that it is the start of the paragraph below (a caption), or
stands right under another line that could be the title (a deck).
Set by hand on pages written for the tests; only their order matters."""


_OVER = 0.2
"""Share of a line's words that the story uses, from which it may be its headline."""


def content_words(text: str) -> set[str]:
    """Long words of a text, cut to five letters so that "restricts" meets "restrictions"."""
    return {word[:5] for word in re.findall(r"\w{4,}", text.casefold())}


def overlap(line: Line, story: set[str]) -> float:
    """The share of a line's content words that the story uses."""
    words = content_words(line.text)
    return len(words & story) / len(words) if words else 0.0


def find_title(marks: list[Mark], before: int, story: str) -> int | None:
    """Which of the lines before the body is the title, or None where none can be."""
    counts = Counter(m.line.folded for m in marks[: before + 1])
    used = content_words(story)
    best: tuple[float, int] | None = None
    for i, m in enumerate(marks[:before]):
        if not (m.free or m.line.folded in _tabs(marks)) or not _titular(m.line, counts):
            continue
        score = _score(marks, i, before, used, counts)
        if best is None or score > best[0]:
            best = (score, i)
    return best[1] if best else None


def _titular(line: Line, counts: Counter[str]) -> bool:
    enough = line.words >= _FEWEST_TITLE_WORDS or counts[line.folded] > 1
    return enough and line.words <= _MOST_TITLE_WORDS


def _tabs(marks: list[Mark]) -> set[str]:
    """The heads of browser titles: what stands before " - Site name" in the first lines."""
    found = set()
    for m in marks[:5]:
        if match := _SUFFIX.search(m.line.text):
            found.add(" ".join(re.findall(r"\w[\w'’.-]*", m.line.text[: match.start()].casefold())))
    return found


def _score(marks: list[Mark], i: int, before: int, used: set[str], counts: Counter[str]) -> float:
    line = marks[i].line
    score = _REPEAT * (counts[line.folded] > 1 or line.folded in _tabs(marks))
    score += _NEAR * any(m.dates or m.names for m in marks[i + 1 : min(i + 1 + _LOOKAHEAD, before)])
    score += _LENGTH * (line.words in _USUAL) + _SAME_WORDS * overlap(line, used)
    score -= line.stopped and not line.text.rstrip("\"”’'").endswith(("?", "!"))
    score -= _CAPTIONED * (
        marks[i].credit or (before - i == 1 and before < len(marks) and opens(line, marks[before].line))
    )
    score -= _BELOW * (i > 0 and _heads(marks[i - 1], used))
    return score - bool(marks[i].names) * _NEAR


def _heads(m: Mark, used: set[str]) -> bool:
    """Whether a line could be a headline of this story: free, of its length, in its words."""
    return m.free and not m.credit and m.line.words in _USUAL and overlap(m.line, used) >= _OVER


def opens(line: Line, paragraph: Line) -> bool:
    """Whether a short line is repeated near the start of the paragraph: the shape of a caption."""
    words, below = line.folded.split(), paragraph.folded.split()
    if not words or line.stopped:
        return False
    return " ".join(words) in " ".join(below[: 3 * len(words) + 10]) or (
        len(words) > 2 and set(words) <= set(below[: 3 * len(words) + 10])  # noqa: PLR2004 - a name alone
    )


def site_suffix(text: str) -> tuple[int, str | None]:
    """Where a title ends, and the site's name after a bar: "Title | Site"."""
    match = _SURE_SUFFIX.search(text)
    if match is None or find_dates(match["site"]):
        return len(text), None
    if len(match["site"].split()) <= _SITE_WORDS and len(text[: match.start()].split()) > 3:  # noqa: PLR2004
        return match.start(), match["site"].strip()
    return len(text), None


def is_deck(marks: list[Mark], i: int, title: int, first: int) -> bool:
    """Whether the line `i` between the title and the first paragraph `first` is the deck."""
    m = marks[i]
    few = 4
    if m.credit or m.line.words < few or opens(m.line, marks[first].line):
        return False
    between = marks[title + 1 : i]
    heads = [k for k, other in enumerate(between) if other.dates or other.byline]
    if not heads:
        return True
    labels = any(other.furniture for other in between[heads[-1] :])
    return (
        not labels
        and m.line.words in _USUAL
        and i - title <= _LOOKAHEAD + 1
        and i + 1 == first
        and not m.names
    )


def sentence_deck(marks: list[Mark], i: int, title: int) -> bool:
    """Whether a full sentence close below the title is its deck: date or byline come after it."""
    if i - title > _LOOKAHEAD or any(m.dates or m.byline for m in marks[title + 1 : i]):
        return False
    after = marks[i + 1 : i + 2 + _LOOKAHEAD]
    for k, m in enumerate(after):
        if m.prose:
            return False
        if m.dates or m.byline:
            return any(other.prose for other in marks[i + 1 + k :])
    return False
