"""Paragraphs that the extraction lost and the page plainly has."""

import re
from collections import Counter

from lxml.html import HtmlElement

from detente.page.elements import fold, shown
from detente.page.lines import Line
from detente.page.marks import mark

_MOST_LINKED = 0.5
"""Share of a paragraph that may be links: lists of other stories have all of theirs in links."""
_FEWEST_HOME = 2
_LOST_FACTOR = 2.0
_FEWEST_WORDS = 120


def lost_on_page(tree: HtmlElement, paragraphs: list[str], elsewhere: set[str]) -> tuple[list[str], int]:
    """The paragraphs with those put back that stand beside them, and how many were.

    `elsewhere` holds the folded paragraphs of other stories.

    Beside means: a `p` in the same element as two or more of the paragraphs found, or with the
    same class as three or more of them; a sentence or more, most of it not in links.
    """
    elements = [(e, shown(e, prose=True)) for e in tree.iter("p")]
    known = {fold(p) for p in paragraphs}
    joined = " ".join(fold(p) for p in paragraphs)
    found = [e for e, text in elements if fold(text) in known]
    homes = Counter(e.getparent() for e in found)
    classes = Counter(e.get("class") for e in found if e.get("class"))
    result = list(paragraphs)
    back, last = 0, -1
    for element, text in elements:
        folded = fold(text)
        if folded in known:
            last = next((i for i, p in enumerate(result) if fold(p) == folded), last)
        elif folded in joined or folded in elsewhere or not _plain(element, text):
            continue
        elif homes[element.getparent()] >= _FEWEST_HOME or classes[element.get("class")] > _FEWEST_HOME:
            last += 1
            result.insert(last, text)
            back += 1
    return result, back


def other_stories(tree: HtmlElement) -> set[str]:
    """The folded paragraphs of further stories on the page: articles with a main heading of their own.

    A page that scrolls on into the next story has several; the first heading is the page's.
    """
    stories = [
        a for a in tree.iter("article") if a.find(".//h1") is not None and a.find(".//article") is None
    ]
    first, *more = stories or [None]
    own = {fold(shown(p, prose=True)) for p in first.iter("p")} if first is not None else set()
    return {fold(shown(e, prose=True)) for story in more for e in story.iter("p", "h2", "h3", "li")} - own


def _plain(element: HtmlElement, text: str) -> bool:
    """Whether a paragraph is prose of the page's own and no list of links."""
    linked = sum(len(shown(a)) for a in element.iter("a"))
    return mark(Line(0, len(text), text)).prose and linked < len(text) * _MOST_LINKED


def lost_in_metadata(paragraphs: list[str], bodies: list[str]) -> list[str]:
    """The story as the JSON-LD carries it, where it is much longer than what was extracted.

    It must contain what was extracted for the most part; else it is another text. Empty where the
    extraction is as good.
    """
    body = max(bodies, key=len, default="")
    words = re.findall(r"\w+", body.casefold())
    got = re.findall(r"\w+", " ".join(paragraphs).casefold())
    if len(words) < _FEWEST_WORDS or len(words) < _LOST_FACTOR * len(got):
        return []
    shared = sum((Counter(got) & Counter(words)).values())
    same = not got or shared > len(got) * _SAME
    return [p.strip() for p in re.split(r"\n+", body) if p.strip()] if same else []


_SAME = 0.7
