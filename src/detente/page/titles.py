"""The title of an HTML page without the site's name, its deck, and the site's name."""

import re

from lxml.html import HtmlElement

from detente.page.metadata import Metadata, texts


def page_title(tree: HtmlElement, meta: Metadata, site: str | None) -> str | None:  # noqa: ARG001
    """The headline."""
    heads = [" ".join(h.text_content().split()) for h in tree.xpath("//h1")]
    heads = [h for h in heads if h]
    options = [*heads[:1], *texts(meta.news.get("headline")), *meta.all_of("og:title")]
    return options[0] if options else None


def page_deck(tree: HtmlElement, meta: Metadata, title: str | None, paragraphs: list[str]) -> str | None:  # noqa: ARG001
    """The deck: the page's own description where it is no part of the story."""
    return None


def site_name(tree: HtmlElement, meta: Metadata) -> str | None:  # noqa: ARG001
    """The name of the site."""
    return meta.first("og:site_name")


def fold(text: str) -> str:
    """The words alone, for comparison."""
    return " ".join(re.findall(r"\w+", text.casefold()))
