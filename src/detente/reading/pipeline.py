"""The reader: the stages in their order, and what could not be read as problems."""

from importlib import metadata

from detente.lexicon import Lexicon
from detente.lexicon import lexicon as bundled
from detente.model import Article, Problem, Reading
from detente.reading.assertions import find_assertions
from detente.reading.blocks import Block, parts
from detente.reading.names import Referents, find_names
from detente.reading.nlp import parse, unread, version
from detente.reading.quotes import find_quotes
from detente.reading.times import tag

READER = f"detente {metadata.version('detente')}"
"""Who read; `Reading.reader` adds the language model's name and version."""


_FOREIGN = "language-not-english"


def read_article(article: Article, lexicon: Lexicon | None = None) -> Reading:
    """Everything that is read off one article.

    Only English is read; for an article in another language, and for what lies beyond the
    reader's limit, the reading lists a problem. `lexicon` defaults to the bundled one.
    """
    if article.language and article.language.lower().partition("-")[0] != "en":
        message = f"written in {article.language!r}: only English is read for what it says"
        told = any(problem.code == _FOREIGN for problem in article.problems)
        return Reading(article, problems=() if told else (Problem(_FOREIGN, message),), reader=READER)
    known = lexicon or bundled()
    blocks = parse(article)
    published = article.published.day if article.published else None
    pieces = [(span.start, span.end) for _, span in parts(article)]
    times = tag(article.text, published, pieces)
    names = find_names(blocks, article, known)
    referents = Referents(blocks, names)
    quotes = find_quotes(blocks, names, article.text, referents)
    assertions = find_assertions(article, blocks, times, names, referents, quotes, known)
    return Reading(
        article=article,
        times=tuple(times),
        names=tuple(names),
        quotes=tuple(quotes),
        assertions=tuple(assertions),
        problems=_problems(article, blocks),
        reader=f"{READER}, {version()}",
    )


def _problems(article: Article, blocks: tuple[Block, ...]) -> tuple[Problem, ...]:
    problems = []
    if left := unread(article, blocks):
        message = f"too long: the last {left.end - left.start} characters were not read"
        problems.append(Problem("text-too-long", message, *left))
    if not article.text.strip():
        problems.append(Problem("no-text", "there is no text to read"))
    return tuple(problems)
