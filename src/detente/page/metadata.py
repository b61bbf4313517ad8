"""What a page says of itself in its head: JSON-LD, OpenGraph and other meta elements."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml.html import HtmlElement

_ARTICLE = re.compile(
    r"\w*Article|\w*Posting|Report|(?:\w*News|Claim|Media)Review|Review|Liveblog", re.IGNORECASE
)
_PAGE = re.compile(r"WebPage|CreativeWork|VideoObject|ItemPage", re.IGNORECASE)
_COMMENTS = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*$")
_DEEPEST = 12

Json = dict[str, Any]


@dataclass(frozen=True)
class Metadata:
    """The metadata of a page, by where it stands; read it through `first`, `all_of` and `news`."""

    linked: tuple[Json, ...]
    """Every JSON-LD object with a type, the article's own first."""
    tags: dict[str, list[str]] = field(default_factory=dict)
    """Content of meta elements by lower-case name, property or itemprop."""

    def all_of(self, *names: str) -> list[str]:
        """The contents of these meta elements, in the order of the names."""
        return [value for name in names for value in self.tags.get(name, ())]

    def first(self, *names: str) -> str | None:
        """The first content that is not empty."""
        return next(iter(self.all_of(*names)), None)

    @cached_property
    def news(self) -> Json:
        """The JSON-LD object of the article itself; empty where there is none."""
        return next((o for o in self.linked if _typed(o, _ARTICLE)), {})

    @cached_property
    def page(self) -> Json:
        """The JSON-LD object of the page around it; empty where there is none."""
        return next((o for o in self.linked if _typed(o, _PAGE)), {})

    def reference(self, value: object) -> object:
        """The object that `{"@id": ...}` points to, or the value itself."""
        if isinstance(value, dict) and set(value) <= {"@id", "@type"} and "@id" in value:
            same = (o for o in self.linked if o.get("@id") == value["@id"] and len(o) > len(value))
            return next(same, value)
        return value


def metadata(tree: HtmlElement) -> Metadata:
    """Read a page's metadata; broken JSON-LD is mended where a simple slip broke it."""
    linked: list[Json] = []
    for script in tree.xpath("//script[contains(translate(@type,'LDJSON','ldjson'),'ld+json')]"):
        linked += _objects(_loads(script.text or ""))
    tags: dict[str, list[str]] = {}
    for element in tree.xpath("//meta[@content]"):
        content = " ".join(element.get("content").split())
        for key in ("property", "name", "itemprop"):
            if element.get(key) and content:
                tags.setdefault(element.get(key).lower(), []).append(content)
    linked.sort(key=_rank)
    return Metadata(tuple(linked), tags)


def _rank(thing: Json) -> int:
    return 0 if _typed(thing, _ARTICLE) and ("headline" in thing or "datePublished" in thing) else 1


def _loads(text: str) -> object:
    text = _COMMENTS.sub("", text.strip()).strip()
    for candidate in (
        text,
        re.sub(r"[\x00-\x1f]+", " ", text),
        re.sub(r",\s*([}\]])", r"\1", text).rstrip(";"),
    ):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: object, depth: int = 0) -> Iterator[Json]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value or "@id" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "author", "itemListElement"):
            if isinstance(value.get(key), list | dict):
                yield from _objects(value[key], depth + 1)


def _typed(thing: Json, pattern: re.Pattern[str]) -> bool:
    kinds = thing.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(k, str) and pattern.fullmatch(k.rpartition("/")[2]) for k in names)


def texts(value: object) -> list[str]:
    """The texts of a JSON-LD value: itself, or those of a list."""
    if isinstance(value, str):
        return [" ".join(value.split())] if value.strip() else []
    return [t for item in value for t in texts(item)] if isinstance(value, list) else []
