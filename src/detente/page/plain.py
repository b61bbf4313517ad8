"""A plain-text page: a dump of a saved page, wire copy or a pasted newsletter, sorted line by line.

In this order: mail header, what each line is by itself, the main stretch of prose, title, deck,
captions, the end of the story, dates. What no step takes is furniture: in the text, not in the body.
"""

import re
from dataclasses import dataclass, field

from detente.model import Problem, Span
from detente.page.body import in_story, is_caption, main_run, story_end
from detente.page.dated import Dates, choose
from detente.page.dates import Stamp, find_dates
from detente.page.head import find_title, is_deck, opens, sentence_deck, site_suffix
from detente.page.lines import paragraphs
from detente.page.mail import mail_header
from detente.page.marks import Mark, head_line, is_place, mark

MOST_SORTED = 2_000_000
"""Characters of a page whose lines are sorted, some 30,000 lines; more is no news page."""
_HEADLINE_ONLY = 6
_DATELINE = 80
_NEAR_END = 4
_TAIL = 2000
"""Characters at the end of a page that may hold the copyright line."""
_YEARLESS = re.compile(r"[A-Z]{2}[A-Z\s./,'’-]{1,40}?,\s+([A-Z][a-z]{2,8}\.?\s\d\d?)\s+(?=[(/–—-])")
_WIRE = re.compile(
    r"[A-Z][\w.'’/ -]{1,40}"
    r"(?:,\s+(?:[A-Z][a-z]{2,8}\.?\s+\d\d?(?:,\s+\d{4})?|\d\d?\s+[A-Z][a-z]{2,8}\.?(?:\s+\d{4})?))?\s+"
    r"\((?P<agency>[A-Z][A-Za-z.&’'-]*(?:\s[A-Z&][A-Za-z.&’'-]*){0,3})\)\s*(?:-{1,2}|[–—])\s"
)
"""TOKYO, July 4 (Pacific Wire) - """
_COPYRIGHT = re.compile(r"(?:\([cC]\)|©|[Cc]opyright)[^\n]{0,40}?\b((?:19|20)\d\d)\b")


@dataclass
class Sorted:
    """What stands where on a plain-text page."""

    title: Span | None = None
    site: str | None = None
    agency: str | None = None
    """The agency in the dateline of wire copy."""
    deck: Span | None = None
    byline: list[Span] = field(default_factory=list)
    captions: list[Span] = field(default_factory=list)
    body: list[Span] = field(default_factory=list)
    dates: Dates = field(default_factory=Dates)
    problems: list[Problem] = field(default_factory=list)


def sort_lines(text: str) -> Sorted:
    """Sort the lines of a plain-text page. Spans are offsets into `text`."""
    header = mail_header(text)
    marks = [mark(line) for line in paragraphs(text[:MOST_SORTED], head_line) if line.start >= header.end]
    run = main_run(marks)
    found = Sorted(title=header.title)
    if len(text) > MOST_SORTED:
        message = f"only the first {MOST_SORTED} characters of the page were read"
        found.problems.append(Problem("page-cut", message, MOST_SORTED, len(text)))
    first = run[0] if run else len(marks)
    title = None if header.title else _title(marks, run)
    if title is not None:
        cut, found.site = site_suffix(marks[title].line.text)
        found.title = Span(marks[title].line.start, marks[title].line.start + cut)
    named = _byline(marks, title, first, found)
    _sort_story(marks, -1 if title is None else title, run, named, found)
    _sort_dates(text, marks, title, header.date, found)
    if found.body and (wire := _WIRE.match(text, found.body[0].start)):
        found.agency = " ".join(wire["agency"].split())
    return found


def _title(marks: list[Mark], run: tuple[int, int] | None) -> int | None:
    if run:
        story = " ".join(m.line.text for m in marks[run[0] : run[0] + 3])
        return find_title(marks, run[0], story)
    free = [i for i, m in enumerate(marks) if m.free]
    return (
        find_title(marks, len(marks), "")
        if free and len(free) <= _HEADLINE_ONLY // 2 and len(marks) <= _HEADLINE_ONLY
        else None
    )


def _sort_story(
    marks: list[Mark], title: int, run: tuple[int, int] | None, named: set[int], found: Sorted
) -> None:
    """Deck, captions and paragraphs: everything after the title but the byline."""
    if not run:
        return
    first = run[0] if title < 0 else next((i for i in range(title + 1, run[1] + 1) if marks[i].prose), run[0])
    if title >= 0 and first < run[1] and sentence_deck(marks, first, title):
        found.deck = marks[first].line.span
        first = next(i for i in range(first + 1, len(marks)) if marks[i].prose)
    folded = marks[title].line.folded if title >= 0 else None
    for i in range(max(title + 1, 0), first):
        if i not in named:
            _sort_head_line(marks, i, title, first, found)
    out = {k for start, stop in story_end(marks, first) for k in range(start, stop)}
    last = max((i for i in range(first, len(marks)) if marks[i].prose and i not in out), default=first)
    before = None
    for i in range(first, len(marks)):
        line = marks[i].line
        if i in out or i in named or line.folded == folded:
            continue
        if i == first or in_story(marks, i, last, before):
            found.body.append(line.span)
            before = line
        elif i < last and is_caption(marks, i):
            found.captions.append(line.span)


def _sort_head_line(marks: list[Mark], i: int, title: int, first: int, found: Sorted) -> None:
    m = marks[i]
    if title < 0 or not m.free or m.line.folded == marks[title].line.folded:
        return
    if found.deck is None and is_deck(marks, i, title, first):
        found.deck = m.line.span
    elif m.credit or i == first - 1 or opens(m.line, marks[first].line):
        found.captions.append(m.line.span)


def _sort_dates(text: str, marks: list[Mark], title: int | None, mailed: Stamp | None, found: Sorted) -> None:
    """The dates of the lines above, around and below the story."""
    body_start = found.body[0].start if found.body else None
    body_end = found.body[-1].end if found.body else None
    top: list[Stamp] = []
    near: list[Stamp] = [mailed] if mailed else []
    tail: list[Stamp] = []
    after = 0
    for i, m in enumerate(marks):
        ends = body_end is not None and m.line.start >= body_end
        after += ends
        stamps = [_moved(stamp, m.line.start) for stamp in m.dates]
        if title is not None and i < title:
            top += stamps
        elif body_start is None or m.line.start < body_start:
            near += stamps
        elif ends and after <= _NEAR_END:
            tail += stamps
    if not (top or near or tail):
        near = _dateline(text[-_TAIL:], marks, found)
    found.dates = choose(top, near, tail)
    found.problems += found.dates.problems


def _moved(stamp: Stamp, by: int) -> Stamp:
    return Stamp(stamp.value, stamp.start + by, stamp.end + by, stamp.label, stamp.ambiguous)


def _byline(marks: list[Mark], title: int | None, first: int, found: Sorted) -> set[int]:
    """The names of lines that say "By"; else of a line of names beside a date or the title.

    Returns which lines were taken.
    """
    lines = [i for i, m in enumerate(marks) if m.names and i != title]
    sure = [i for i in lines if marks[i].byline and i < max(first, _NEAR_END)]
    sure = sure or [i for i in lines if marks[i].byline and i >= len(marks) - _NEAR_END]
    if not sure:
        start = title if title is not None else 0
        sure = [i for i in lines if start < i < first and _beside(marks, i, title)][:1]
    seen: dict[str, Span] = {}
    for i in sure:
        for name in marks[i].names:
            at = marks[i].line.start
            seen.setdefault(name.name.casefold(), Span(at + name.start, at + name.end))
    found.byline = list(seen.values())
    return set(sure)


def _beside(marks: list[Mark], i: int, title: int | None) -> bool:
    dated = any(m.dates for m in marks[max(i - 1, 0) : i + 2])
    return dated or (title is not None and i - title == 1)


def dateline_day(text: str) -> Stamp | None:
    """The date in the dateline that opens a paragraph, where it is whole; offsets within the paragraph."""
    wire = _WIRE.match(text)
    for stamp in find_dates(text[:_DATELINE]):
        before, after = text[: stamp.start], text[stamp.end : stamp.end + 4].lstrip(" ,")
        capitals = before[:2].isupper() or (wire and stamp.start and stamp.end <= wire.start("agency"))
        if capitals and after.startswith(("(", "-", "–", "—", "/")):
            return stamp
        if is_place(before) and after.startswith(("(", "-", "–", "—", ":", ")")):
            return stamp
    return None


def _dateline(text: str, marks: list[Mark], found: Sorted) -> list[Stamp]:
    """The date in the dateline of wire copy: "TOKYO, Aug. 21, 2019 (Agency) -".

    A place in small letters counts where nothing else stands before the date ("Brussels, 12 July 2023 -",
    "(Tokyo, 7 August 2019)"), or where the agency follows in brackets. A dateline without a year takes it
    from the copyright line, where the page has one year there.
    """
    line = next((m.line for m in marks if found.body and m.line.span == found.body[0]), None)
    if line is None:
        return []
    if full := dateline_day(line.text):
        return [_moved(full, line.start)]
    short = _YEARLESS.match(line.text)
    years = set(_COPYRIGHT.findall(text))
    if short is None or len(years) != 1:
        return []
    return [
        Stamp(stamp.value, line.start + short.start(1), line.start + short.end(1))
        for stamp in find_dates(f"{short[1]}, {years.pop()}")
    ]
