"""The text of an element as a reader sees it."""

import html
import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

_SOFT = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")
_INLINE = {
    "a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "ins", "mark", "q", "s", "small", "strong",
    "sub", "sup", "u", "var", "wbr",
}  # fmt: skip
_HIDDEN = {"script", "style", "noscript", "template", "svg"}


def clean(text: str) -> str:
    """A text of a page on one line, entities resolved, invisible characters out."""
    return " ".join(_SOFT.sub("", html.unescape(text)).split())


def fold(text: str) -> str:
    """The words alone, for comparison."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def shown(element: HtmlElement, *, prose: bool = False) -> str:
    """The text of an element, with a space between its parts.

    In `prose` a `span` is no part: it holds the first letter of a story, or half of a word.
    """
    return clean("".join(_parts(element, _INLINE | {"span"} if prose else _INLINE)))


def _parts(element: HtmlElement, inline: set[str]) -> Iterator[str]:
    hidden = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        named = isinstance(node.tag, str)
        out = named and node.tag in _HIDDEN
        if event == "start":
            hidden += out
            if named and not hidden:
                yield ("" if node.tag in inline else " ") + (node.text or "")
        else:
            hidden -= out
            if not hidden and node is not element:
                yield ("" if named and node.tag in inline else " ") + (node.tail or "")
