"""When an HTML page was published, and when updated; never the day it was saved."""

from dataclasses import dataclass, field

import htmldate
from lxml.html import HtmlElement

from detente.model import Problem
from detente.page.metadata import Metadata, texts


@dataclass
class Times:
    """Publication and update of a page; `shown` is the date line as the page shows it."""

    published: str | None = None
    basis: str = "metadata"
    shown: str | None = None
    updated: str | None = None
    problems: list[Problem] = field(default_factory=list)


def page_times(tree: HtmlElement, meta: Metadata, text: str, url: str | None) -> Times:  # noqa: ARG001
    """When it was published."""
    found = texts(meta.news.get("datePublished")) or meta.all_of("article:published_time")
    value = found[0] if found else htmldate.find_date(text, original_date=True, url=url)
    return Times(published=value)
