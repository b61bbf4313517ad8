"""The authors of an HTML page."""

from lxml.html import HtmlElement

from detente.page.metadata import Metadata


def page_authors(tree: HtmlElement, meta: Metadata, site: str | None) -> list[str]:  # noqa: ARG001
    """All authors."""
    found: list[str] = []
    values = meta.news.get("author")
    for value in values if isinstance(values, list) else [values]:
        thing = meta.reference(value)
        name = thing.get("name") if isinstance(thing, dict) else thing
        if isinstance(name, str) and name.strip():
            found.append(name.strip())
    return list(dict.fromkeys(found))
