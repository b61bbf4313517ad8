"""The title of an HTML page without kicker and site name, its deck, and the site's name."""

import re
from itertools import chain, pairwise

from lxml.html import HtmlElement

from detente.page.elements import clean, fold, shown
from detente.page.metadata import Metadata, texts

_SEPARATOR = re.compile(r"\s+[|–—·»:-]+\s+|\s*[|：｜]\s*|--")
_FEWEST_WORDS = 3
_LONGEST_SITE = 5
_NEAR = 30
_DECK = re.compile(
    r"\b(?:sub-?(?:title|head|line)|deck|dek|stand-?first|summary|alternative-?head)", re.IGNORECASE
)
_LONGEST_DECK = 600


def site_name(tree: HtmlElement, meta: Metadata) -> str | None:
    """The name of the site: og:site_name, else the publisher in the JSON-LD."""
    publisher = meta.reference(meta.news.get("publisher") or meta.page.get("publisher"))
    named = publisher.get("name") if isinstance(publisher, dict) else None
    options = [*meta.all_of("og:site_name"), *texts(named), *meta.all_of("application-name")]
    return next((clean(o) for o in options if clean(o)), None) if tree is not None else None


def page_title(tree: HtmlElement, meta: Metadata, site: str | None) -> str | None:
    """The headline: what the page shows, told from kicker, navigation and the site's name.

    Three families speak for it: the JSON-LD headline, the share title, the browser's title. A
    first-level heading that none of them supports is taken only where they do not agree either.
    """
    sites = {fold(s) for s in (site_name(tree, meta), site, *(site or "").split(".")) if s and len(s) > 1}
    heads = [h for h in (shown(e) for e in tree.xpath("//h1")) if h and fold(h) not in sites]
    families = _families(tree, meta, sites)
    said = list(chain.from_iterable(families))
    head = _supported(heads, said)
    if head is None:
        return said[0] if said else (heads[0] if heads else None)
    if fold(head) in {fold(s) for s in said}:
        return _bare(head, [s for s in said if fold(s) != fold(head)])
    return _agreed(families) or _bare(head, said)


def _families(tree: HtmlElement, meta: Metadata, sites: set[str]) -> list[list[str]]:
    share = [*meta.all_of("og:title"), *meta.all_of("twitter:title")]
    browser = [shown(e) for e in tree.xpath("//head/title")][:1]
    linked = [clean(t) for t in texts(meta.news.get("headline"))]
    named = [fold(clean(s)) for s in (*share, *linked)]
    return [
        [t for t in (_without_site(clean(s), sites, named) for s in f) if t] for f in (linked, share, browser)
    ]


def _without_site(title: str, sites: set[str], others: list[str]) -> str:
    """A title without the site's name behind (or before) its last separator."""
    cuts = list(_SEPARATOR.finditer(title))
    for cut in cuts:
        head, tail = title[: cut.start()].strip(), title[cut.end() :].strip()
        if len(fold(tail).split()) <= _LONGEST_SITE and (_is_site(tail, sites) or others.count(fold(head))):
            return head
        bar = "|" in cut[0] and cut is cuts[-1]
        if bar and len(fold(tail).split()) < _LONGEST_SITE <= len(fold(head).split()):
            return head
    if cuts and _is_site(title[: cuts[0].start()], sites):
        return title[cuts[0].end() :].strip()
    return "" if fold(title) in sites else title


def _is_site(text: str, sites: set[str]) -> bool:
    joined = fold(text).replace(" ", "")
    known = {s.replace(" ", "") for s in sites}
    return bool(joined) and any(joined == s or (len(s) > 2 and s in joined) for s in known)  # noqa: PLR2004


def _supported(heads: list[str], said: list[str]) -> str | None:
    """The heading that shares most words with the titles in the metadata; the first if none does."""
    if not heads:
        return None
    if not said:
        return heads[0]
    words = set(chain.from_iterable(_grams(s) for s in said))
    scores = [len(_grams(h) & words) / (len(_grams(h)) or 1) for h in heads]
    best = max(range(len(heads)), key=lambda i: scores[i])
    return heads[best] if scores[best] > 0.25 else None  # noqa: PLR2004 - chance overlap of short words


def _grams(text: str) -> set[str]:
    """Words, or pairs of characters in scripts that write no spaces."""
    folded = fold(text)
    wide = re.findall(r"[\u3040-\u30ff\u3400-\u9fff]", folded)
    return {a + b for a, b in pairwise(folded)} if len(wide) > len(folded) / 3 else set(folded.split())


def _agreed(families: list[list[str]]) -> str | None:
    """The title that two families give alike, or None."""
    seen: dict[str, str] = {}
    for family in families:
        for key in {fold(t): t for t in family}.items():
            if key[0] in seen:
                return seen[key[0]]
        seen |= {fold(t): t for t in reversed(family)}
    return None


def _bare(head: str, said: list[str]) -> str:
    """A heading without its kicker: the end of it that another title is."""
    for other in said:
        if fold(head).endswith(" " + fold(other)) and len(fold(other).split()) >= _FEWEST_WORDS:
            return _tail_of(head, other)
    return head


def _tail_of(head: str, tail: str) -> str:
    """The end of the heading, as the heading writes it."""
    at = head.casefold().rfind(tail.casefold())
    return head[at:] if at >= 0 and len(head.casefold()) == len(head) else tail


def page_deck(tree: HtmlElement, meta: Metadata, title: str | None) -> str | None:
    """The deck: the page's own description where the page shows it close to the headline, or None.

    A description that is only in the metadata is a text for search engines.
    """
    options = [*texts(meta.news.get("description")), *meta.all_of("og:description", "description")]
    near = {fold(s): s for s in _after_heading(tree)}
    for option in options:
        folded = fold(clean(option))
        if folded in near and folded != fold(title or ""):
            return near[folded]
    return None


def _after_heading(tree: HtmlElement) -> list[str]:
    """The texts of the elements after the heading that are set apart from the story as its deck.

    A heading of lower level, an element named for it, or one in the heading's own box; a plain
    paragraph of the story is none.
    """
    for head in tree.xpath("//h1"):
        near = head.xpath(f"following::*[self::p or self::h2 or self::h3 or self::div][position()<={_NEAR}]")
        apart = [e for e in near if e.tag in {"h2", "h3"} or _DECK.search(_marks(e)) or _boxed(e, head)]
        return [t for t in (shown(e, prose=True) for e in apart) if 0 < len(t) < _LONGEST_DECK]
    return []


def _marks(element: HtmlElement) -> str:
    """The names of an element and of what it stands in alone."""
    above = element.getparent()
    alone = above is not None and len(above) == 1
    names = [element, above] if alone else [element]
    return " ".join(
        f"{e.get('class') or ''} {e.get('itemprop') or ''} {e.get('data-testid') or ''}" for e in names
    )


def _boxed(element: HtmlElement, head: HtmlElement) -> bool:
    """Whether a paragraph shares the heading's `header`, or its parent where that holds no story."""
    header = head.xpath("ancestor::header[1]")
    return bool(header) and header[0] in element.iterancestors()
