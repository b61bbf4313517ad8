"""What one line is by itself, before its neighbours are asked: furniture, date line, byline, prose."""

import re
from dataclasses import dataclass
from functools import cached_property

from detente.page.authors import Author, authors, starts_byline
from detente.page.data import start, table, whole
from detente.page.dates import Stamp, find_dates, rest
from detente.page.lines import Line

PROSE_WORDS = 8
LONG_WORDS = 25
"""A line of so many words is a paragraph even where its last stop was lost."""
_HEAD_WORDS = 30
"""A date line or byline has fewer words than this."""
_NAMES_ONLY_WORDS = 8
_NAME_WORDS = 4
_CRUMB = re.compile(r"\s[>›»/]\s|\s::\s")
_MENU_PARTS = 3
_LONGEST = 1000
"""Characters; a longer line is no furniture, and not worth a search."""
_URL = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_PLACE = re.compile(
    r"\(?(?!(?:In|On|By|At|As|After|Before|Since|Until|From|For|Between|Under|Effective|Starting)\s)"
    r"[A-Z][\w.'’-]*(?:,?\s(?:[A-Z][\w.'’-]*|de|del|da|do|la|of|am|an|den|the)){0,5}"
    r"(?:,|\s\([^()]{1,40}\),?|,?\s[-–—]{1,2}|(?=\s\())\s\(?"
)
"""Before the date of a dateline: "Brussels, ", "(The Hague, ", "Seoul, South Korea (", "Bern (Agency) "."""
_EDGES = " \t\xa0[](){}<>|·•:;,-–—_*#"


@dataclass(frozen=True)
class Mark:
    """A line with what it is by its own shape."""

    line: Line
    dates: tuple[Stamp, ...] = ()
    """Of a line that holds dates and, at most, names: offsets within the line."""
    names: tuple[Author, ...] = ()
    says_by: bool = False
    furniture: bool = False
    trailer: bool = False
    credit: bool = False

    @property
    def prose(self) -> bool:
        """Whether it reads as a paragraph of a story."""
        return not (self.furniture or self.dates or self.byline) and prose(self.line)

    @property
    def byline(self) -> bool:
        """Whether it is a byline for certain: it says "By"."""
        return self.says_by and bool(self.names)

    @cached_property
    def free(self) -> bool:
        """Whether it could be title, deck, caption or body: it is nothing else."""
        return not (self.furniture or self.dates or self.byline or self.trailer)


def prose(line: Line) -> bool:
    """Whether a line is a sentence or more: it ends as one, leads to a list, or is long."""
    leads = line.text.endswith(":") and sentence_like(line)
    return line.words >= LONG_WORDS or (line.stopped and line.words >= PROSE_WORDS) or leads


def sentence_like(line: Line) -> bool:
    """Whether a line without a final stop still reads as a sentence: long, and mostly small letters."""
    words = [w for w in line.text.split() if w[:1].isalpha()]
    small = sum(w[0].islower() or not (w[0].isupper()) for w in words)
    return line.words >= PROSE_WORDS + 4 and small > len(words) * 0.6


def mark(line: Line) -> Mark:
    """What a line is by its own shape."""
    if len(line.text) > _LONGEST:
        return Mark(line)
    bare = line.text.strip(_EDGES)
    trailer = bool(whole("trailers").fullmatch(bare))
    credit = bool(line.words < 2 * LONG_WORDS and _credits().search(line.text))
    if line.words < _HEAD_WORDS:
        dates = find_dates(line.text)
        over = rest(line.text, dates) if dates else ""
        if dates and (not over or _stamped(line, dates)):
            return Mark(line, tuple(dates))
        by = starts_byline(line.text) > 0
        names = authors(line.text) if by or dates else _names_only(line)
        if names and (by or dates or not _furniture(line, bare)):
            return Mark(line, tuple(dates), tuple(names), says_by=by, trailer=trailer, credit=credit)
        if dates and is_place(line.text[: dates[0].start]) and not line.text[dates[-1].end :].strip(_EDGES):
            return Mark(line, tuple(dates))
    return Mark(line, furniture=_furniture(line, bare) or trailer, trailer=trailer, credit=credit)


def head_line(line: Line) -> bool:
    """Whether a line is a date line or a byline, which no wrapping joins to its neighbours."""
    found = mark(line)
    return (bool(found.dates) or found.byline) and not line.stopped


def is_place(before: str) -> bool:
    """Whether what stands before a date is nothing but a place, or a label like one ("Press release, ")."""
    return bool(_PLACE.fullmatch(before))


def _stamped(line: Line, dates: list[Stamp]) -> bool:
    """Whether a short line opens with a day and an hour, maybe after a label.

    It is a date line that goes on with the name of the paper, a place or a count of readers.
    """
    first = dates[0]
    before = line.text[: first.start]
    return (
        "T" in first.value
        and not line.stopped
        and line.words <= LONG_WORDS
        and len(before.split()) <= 1
        and (not before.strip() or first.label == "published")
    )


def _names_only(line: Line) -> list[Author]:
    """The names of a line that says neither "By" nor a date: the first piece must be a name whole."""
    if line.words > _NAMES_ONLY_WORDS or line.stopped:
        return []
    names = authors(line.text)
    first = re.split(r"\s*[,/|(;]", line.text, maxsplit=1)[0]
    return names if names and names[0].name == first and len(first.split()) <= _NAME_WORDS else []


def _furniture(line: Line, bare: str) -> bool:
    if not bare or whole("labels").fullmatch(bare) or whole("labels").fullmatch(line.text):
        return True
    if start("starts").match(line.text) and line.words < 2 * LONG_WORDS:
        return True
    if not line.stopped and line.words <= LONG_WORDS:
        crumbs = len(_CRUMB.findall(line.text)) > 0 and _few_words_each(_CRUMB.split(line.text))
        menu = re.split(r"\s*[|·•]\s*", bare)
        return crumbs or (len(menu) >= _MENU_PARTS and _few_words_each(menu)) or bool(_URL.fullmatch(bare))
    return False


def _few_words_each(parts: list[str]) -> bool:
    most = 4
    return all(len(part.split()) <= most for part in parts)


def _credits() -> re.Pattern[str]:
    return re.compile("|".join(table("words")["credits"]), re.IGNORECASE)
