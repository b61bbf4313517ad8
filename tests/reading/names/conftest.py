"""An article of a few sentences, and the names read off it."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from detente.lexicon import lexicon
from detente.model import Article, Name, Published, Span
from detente.reading.blocks import Block
from detente.reading.names import Referents, find_names
from detente.reading.nlp import parse


def article_of(text: str, title: str | None = None, published: date | None = date(2019, 8, 21)) -> Article:
    whole = f"{title}\n{text}" if title else text
    body, at = [], len(title) + 1 if title else 0
    for line in text.split("\n"):
        body.append(Span(at, at + len(line)))
        at += len(line) + 1
    return Article(
        "a",
        whole,
        tuple(body),
        title=title,
        title_span=Span(0, len(title)) if title else None,
        published=Published(published.isoformat(), "given") if published else None,
    )


class Read:
    """The names of a text, and whom its stretches mean."""

    def __init__(
        self, text: str, title: str | None = None, published: date | None = date(2019, 8, 21)
    ) -> None:
        self.article = article_of(text, title, published)
        self.blocks: Sequence[Block] = parse(self.article)
        self.names = find_names(self.blocks, self.article, lexicon())
        self.referents = Referents(self.blocks, self.names)

    def name(self, text: str) -> Name:
        found = [n for n in self.names if n.text == text]
        assert found, f"{text!r} is not among {[(n.text, n.kind) for n in self.names]}"
        return found[0]

    def means(self, phrase: str, nth: int = 0) -> tuple[str | None, ...]:
        """Ids of what the nth occurrence of a phrase stands for."""
        at = -1
        for _ in range(nth + 1):
            at = self.article.text.index(phrase, at + 1)
        return tuple(n.id for n in self.referents.all_of(at, at + len(phrase)))


@pytest.fixture(scope="session")
def read() -> Callable[..., Read]:
    return Read
