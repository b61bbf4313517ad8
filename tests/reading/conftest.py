"""Reading a text written in a test."""

from collections.abc import Callable

import pytest

from detente.model import Article, Published, Reading, Span
from detente.reading import read_article


def article(text: str, published: str | None = "2019-08-21", *, title: str | None = None) -> Article:
    """A page whose paragraphs are the lines of the text; the title, if any, is its first line."""
    whole = f"{title}\n{text}" if title else text
    body, at = [], 0
    for line in whole.split("\n"):
        if line.strip():
            body.append(Span(at, at + len(line)))
        at += len(line) + 1
    head = body.pop(0) if title else None
    return Article(
        "t",
        whole,
        tuple(body),
        title=title,
        title_span=head,
        published=Published(published, "given") if published else None,
        language="en",
    )


@pytest.fixture
def read() -> Callable[..., Reading]:
    return lambda text, published="2019-08-21", title=None: read_article(
        article(text, published, title=title)
    )
