"""The paragraphs of an HTML page: trafilatura's, without what is no story, with what it lost.

In this order: captions, trafilatura, recovery of lost paragraphs, then the lines that are title,
deck, byline, date, caption or furniture are taken out.
"""

from dataclasses import dataclass, field

import trafilatura
from lxml.html import HtmlElement

from detente.model import Problem
from detente.page.body import story_end
from detente.page.elements import clean, fold, shown
from detente.page.lines import Line, lines
from detente.page.marks import LONG_WORDS, Mark, mark
from detente.page.metadata import Metadata, texts
from detente.page.recover import lost_in_metadata, lost_on_page, other_stories

_CAPTIONS = (
    "//figcaption | //*[contains(concat(' ', normalize-space(@class), ' '), ' wp-caption-text ')]"
    " | //figure//*[contains(@class, 'caption')]"
)
MOST_TEXT = 1_000_000
"""Characters of an extracted story that are looked at, twice what is read of it."""
_EDGE = 5
"""Lines at either end among which a byline or a date line may stand."""


@dataclass
class Extracted:
    """Paragraphs and captions of a page, in its order, and what was noticed."""

    paragraphs: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def extract(text: str, tree: HtmlElement, meta: Metadata, heads: list[str]) -> Extracted:
    """The story of a page in paragraphs; `heads` are the title and its variants, to be left out."""
    found = Extracted(captions=_captions(tree))
    body = trafilatura.extract(text, include_comments=False, include_tables=True) or ""
    paragraphs = [line.text for line in lines(body[:MOST_TEXT])]
    if len(body) > MOST_TEXT:
        message = f"only the first {MOST_TEXT} characters of the story were read"
        found.problems.append(Problem("page-cut", message))
    elsewhere = other_stories(tree)
    paragraphs = [p for p in paragraphs if fold(p) not in elsewhere]
    paragraphs, back = lost_on_page(tree, paragraphs, elsewhere)
    if back:
        found.problems.append(_recovered(back))
    if whole := lost_in_metadata(paragraphs, texts(meta.news.get("articleBody"))):
        found.problems.append(_recovered(len(whole)))
        paragraphs = whole
    found.paragraphs = _story(paragraphs, {fold(t) for t in (*heads, *found.captions) if t}, found)
    return found


def _recovered(count: int) -> Problem:
    message = f"{count} paragraphs that the extraction lost were put back"
    return Problem("paragraphs-recovered", message)


def _captions(tree: HtmlElement) -> list[str]:
    seen: dict[str, str] = {}
    for element in tree.xpath(_CAPTIONS):
        caption = shown(element)
        if caption and len(caption) < _LONGEST_CAPTION and not element.xpath("boolean(ancestor::aside)"):
            seen.setdefault(fold(caption), caption)
    whole = list(seen.values())
    return [c for c in whole if not any(c != other and c in other for other in whole)]


_LONGEST_CAPTION = 600


def _story(paragraphs: list[str], known: set[str], found: Extracted) -> list[str]:
    """The paragraphs without furniture: the marks of plain-text pages, asked of each line."""
    marks = [mark(Line(0, len(p), p)) for p in paragraphs if fold(clean(p)) not in known]
    out = {k for start, stop in story_end(marks, 0, LONG_WORDS) for k in range(start, stop)}
    kept: list[str] = []
    for i, m in enumerate(marks):
        if i in out or (m.furniture and not m.trailer) or _edge(m, i, len(marks)):
            continue
        if m.credit and m.line.words < LONG_WORDS:
            found.captions.append(m.line.text)
        elif not (kept and fold(kept[-1]) == m.line.folded):
            kept.append(m.line.text)
    return kept


def _edge(m: Mark, i: int, count: int) -> bool:
    """Whether a line near either end is a byline or a date line."""
    return (i < _EDGE or i >= count - _EDGE) and (bool(m.dates) or m.byline)
