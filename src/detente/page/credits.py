"""The authors of an HTML page: all of them, without roles, addresses and "By"."""

import re

from lxml.html import HtmlElement

from detente.page.authors import authors, starts_byline
from detente.page.elements import clean, fold, shown
from detente.page.metadata import Metadata
from detente.page.titles import site_name

_TAGS = (
    "author", "article:author", "article:byline", "og:author", "byl", "byline", "dc.creator",
    "dcterms.creator", "dc.contributor", "cxenseparse:author", "articleauthor", "article-author",
    "sailthru.author", "citation_author", "parsely-author", "creator",
)  # fmt: skip
_BYLINES = re.compile(r"by-?line|author|autor|auteur|writer|verfasser|redact(?:eu|o)r", re.IGNORECASE)
_OTHERS = re.compile(
    r"bio|about|comment|image|photo|credit|caption|card|teaser|related|avatar|social|follow|recommend|sidebar",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"https?:|www\.|^@|\S+@\S+\.\w|^\d+$|^\(|^[a-z]+(?:-[a-z]+)+$")
_LONGEST = 200
_SHORT = re.compile(r"\s*[(\[][^()\[\]]{1,12}[)\]]$")


def page_authors(tree: HtmlElement, meta: Metadata, site: str | None) -> list[str]:
    """Everybody whom the page names as its author, in its order.

    The JSON-LD first, then the byline the page shows, then the meta elements; the first that names
    people, not the site itself. A byline that names the same and more wins. A page that credits
    only itself ("BBC News") keeps that credit.
    """
    sites = {fold(s).replace(" ", "") for s in (site_name(tree, meta), site, _label(site)) if s}
    linked = _names(_linked(meta))
    visible = _visible(tree)
    tagged = _names(meta.all_of(*_TAGS[:-1])) or _names(meta.all_of(_TAGS[-1]))
    sources = [linked, visible, tagged]
    for names in sources:
        people = [n for n in names if not _is_site(n, sites)]
        if people:
            more = {fold(n) for n in visible} > {fold(n) for n in people}
            return visible if more else people
    return next((names[:1] for names in sources if names), [])


def _label(site: str | None) -> str:
    """The telling part of a host: `example` of `news.example.co.uk`."""
    parts = (site or "").split(".")
    return max(parts[:-1], key=len) if len(parts) > 1 else ""


def _is_site(name: str, sites: set[str]) -> bool:
    joined = fold(name).replace(" ", "")
    return any(joined == s or (len(s) > 2 and s in joined) for s in sites)  # noqa: PLR2004


def _linked(meta: Metadata) -> list[str]:
    found: list[str] = []
    for thing in (meta.news, meta.page):
        value = thing.get("author") or thing.get("creator")
        for item in value if isinstance(value, list) else [value]:
            one = meta.reference(item)
            name = one.get("name") if isinstance(one, dict) else one
            found += [n for n in (name if isinstance(name, list) else [name]) if isinstance(n, str)]
        if found:
            break
    return found


def _names(values: list[str]) -> list[str]:
    """The names in metadata values, each value split where it holds several people."""
    found: dict[str, str] = {}
    for value in values:
        text = _SHORT.sub("", clean(value)).strip(" ,;|")
        if not text or len(text) > _LONGEST or _NO_NAME.search(text):
            continue
        text = text[starts_byline(text) :]
        several = authors(text, agencies=True)
        for name in [a.name for a in several] or [text]:
            found.setdefault(fold(name), name)
    return list(found.values())


def _visible(tree: HtmlElement) -> list[str]:
    """The names of the first byline after the heading that holds nothing but names and roles."""
    heads = tree.xpath("//h1")
    near = heads[-1].xpath("following::*[@class or @rel or @itemprop]") if heads else []
    for element in near[:400]:
        marks = " ".join(element.get(key) or "" for key in ("class", "rel", "itemprop"))
        if not _BYLINES.search(marks) or _OTHERS.search(marks):
            continue
        if names := _shown_names(element):
            return names
    return []


def _shown_names(element: HtmlElement) -> list[str]:
    """The names of a byline element: its first text that is names, and further names in links."""
    found: dict[str, str] = {}
    if len(shown(element)) > _LONGEST:
        return []
    for node in element.iter():
        own = clean(node.text or "") if isinstance(node.tag, str) else ""
        linked = bool(node.xpath("boolean(ancestor-or-self::a)")) if own else False
        names = authors(own) if own and (linked or not found) else []
        found |= {fold(a.name): a.name for a in names}
    return list(found.values())
