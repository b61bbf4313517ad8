"""What comes in, as units for the log: pages that were read, chronologies, assertions as JSON Lines."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from detente.ledger.known import of_published, page_problems
from detente.ledger.units import Unit, identified
from detente.model import Problem, Reading
from detente.model.shapes import article_json


def of_chronology(path: Path, today: date) -> Iterator[list[Unit] | Problem]:
    """The rows of a chronology."""
    from detente.ledger.chronology import read_chronology  # noqa: PLC0415

    return read_chronology(path, today)


def of_reading(reading: Reading, raw: bytes | None) -> Unit:
    """A page with what was read off it."""
    article = reading.article
    known = of_published(article.published)
    problems, trusted = page_problems(article.published, known, article.retrieved, reading.assertions)
    head = {key: value for key, value in article_json(article).items() if key != "text"}
    return Unit(
        origin="page",
        key=article.id,
        url=article.url,
        publisher=article.publisher,
        language=article.language,
        reader=reading.reader,
        content=raw if raw is not None else article.text.encode("utf-8", "surrogatepass"),
        known=known if trusted else None,
        basis=article.published.basis if article.published else None,
        assertions=identified(reading.assertions, "page", article.id, article.sha256),
        quotes=(None,) * len(reading.assertions),
        text=article.text,
        raw=raw,
        head=head,
        retrieved=article.retrieved,
        problems=(*article.problems, *reading.problems, *problems),
    )


def of_assertions(path: Path) -> Iterator[list[Unit] | Problem]:
    """Assertions, or readings that `detente read` printed, from JSON Lines."""
    raise NotImplementedError(path)
