"""The quotations of a few sentences, a line a paragraph."""

import re
from collections.abc import Callable, Sequence

import pytest

from detente.model import Article, Name, Quote, Span
from detente.reading.nlp import parse
from detente.reading.quotes import find_quotes


def quotes_of(text: str, names: Sequence[Name] = (), *, whole: bool = True) -> tuple[Quote, ...]:
    body = tuple(Span(*match.span()) for match in re.finditer(r"\S(?:[^\n]*\S)?", text))
    blocks = parse(Article("a", text, body))
    return find_quotes(blocks, names, text) if whole else find_quotes(blocks, names)


@pytest.fixture(scope="session")
def quotes() -> Callable[..., tuple[Quote, ...]]:
    return quotes_of
