"""The paragraphs of a page: trafilatura's, and those that it lost; captions apart."""

import re
from dataclasses import dataclass, field

import trafilatura
from lxml.html import HtmlElement

from detente.model import Problem

_CAPTIONS = "//figcaption | //*[contains(concat(' ', normalize-space(@class), ' '), ' wp-caption-text ')]"


@dataclass
class Extracted:
    """Paragraphs and captions of a page, in its order, and what was noticed."""

    paragraphs: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def extract(text: str, tree: HtmlElement, title: str | None) -> Extracted:
    """The story of a page in paragraphs."""
    found = Extracted(captions=_captions(tree))
    body = trafilatura.extract(text, include_comments=False, include_tables=True, favor_precision=False) or ""
    found.paragraphs = [" ".join(p.split()) for p in body.split("\n") if p.strip()]
    known = {_fold(c) for c in found.captions} | {_fold(title or "")}
    found.paragraphs = [p for p in found.paragraphs if _fold(p) not in known]
    return found


def _captions(tree: HtmlElement) -> list[str]:
    seen: dict[str, str] = {}
    for element in tree.xpath(_CAPTIONS):
        caption = " ".join(element.text_content().split())
        if caption:
            seen.setdefault(_fold(caption), caption)
    return list(seen.values())


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
