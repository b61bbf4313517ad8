"""What comes in, as units for the log: pages that were read, chronologies, assertions as JSON Lines."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from detente.errors import UnreadableError
from detente.ledger.chronology import read_chronology
from detente.ledger.chronology.rows import Row, explain
from detente.ledger.exchange import AssertionRow, unit_of
from detente.ledger.known import of_published, page_problems
from detente.ledger.taken import Given, VerdictLine
from detente.ledger.transfer import TextLine, unit_from
from detente.ledger.units import Unit, identified
from detente.model import Article, Problem, Reading
from detente.model.shapes import article_json, reading_from

_T = TypeVar("_T")

Made = list[Unit] | Given | Problem
"""The units of a row, a verdict, or why there is neither."""


def lines(path: Path) -> Iterator[tuple[int, Any | Problem]]:
    """The values of a JSON Lines file with their line numbers, or a problem for a line that is none.

    Raises UnreadableError where the file cannot be read or is not text.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        raise UnreadableError(f"cannot read {path}: {reason}") from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError):
                yield number, Problem("bad-row", f"{path.name}, line {number}: not JSON")


def rows_kind(path: Path) -> str | None:
    """What the rows of a file are, by its content: chronology, assertions, readings, gta, federal_register.

    None for anything else, rows of articles among it.
    """
    try:
        first = next((row for _, row in lines(path)), None)
    except UnreadableError:
        return None
    return _kind_of_row(first) or _kind_of_text(path.read_text("utf-8-sig"))


def _kind_of_row(first: object) -> str | None:
    if not isinstance(first, dict):
        return None
    if "document_number" in first:
        return "federal_register"
    if "article" in first and "assertions" in first:
        return "readings"
    if "verdict" in first or ("kind" in first and "source" in first):
        return "assertions"
    return "chronology" if {"dates", "sources"} & set(first) and "text" not in first else None


def _kind_of_text(text: str) -> str | None:
    from detente.ledger.outside import is_document, is_gta  # noqa: PLC0415 - loads the reader

    if is_gta(text):
        return "gta"
    return "federal_register" if is_document(text) else None


def rows_of(path: Path, kind: str, today: date, published: str | None = None) -> Iterator[Made]:
    """The units of a file of rows of a kind that `rows_kind` names; `published` dates those without a date.

    Raises UnreadableError where the file cannot be read.
    """
    if kind == "chronology":
        return of_chronology(path, today)
    if kind in {"assertions", "readings"}:
        return of_assertions(path)
    from detente.ledger.outside import of_federal_register, of_gta  # noqa: PLC0415 - loads the reader
    from detente.lexicon import lexicon  # noqa: PLC0415

    if kind == "federal_register":
        return of_federal_register(path, lexicon())
    return of_gta(path, lexicon(), today, published)


def of_chronology(path: Path, today: date) -> Iterator[Made]:
    """The rows of a chronology (`detente.ledger.chronology`)."""
    checked = [(number, _checked(path, number, row, Row.model_validate)) for number, row in lines(path)]
    return read_chronology(path.name, checked, today)


def of_assertions(path: Path) -> Iterator[Made]:
    """Assertions, a row each, what `detente read` printed, or what `export` printed; told by their fields."""
    made: Made
    for number, row in lines(path):
        if isinstance(row, dict) and "verdict" in row:
            made = _checked(path, number, row, partial(_given, f"{path.name}, line {number}"))
        elif isinstance(row, dict) and "unit" in row:
            made = _checked(path, number, row, lambda row: [unit_from(TextLine.model_validate(row))])
        elif isinstance(row, dict) and "article" in row:
            made = _checked(path, number, row, lambda row: [of_reading(reading_from(row), None)])
        else:
            made = _checked(path, number, row, lambda row: [unit_of(AssertionRow.model_validate(row))])
        yield made


def _given(where: str, row: object) -> Given:
    return Given(where, VerdictLine.model_validate(row).verdict)


def _checked(path: Path, number: int, row: object, make: Callable[[Any], _T]) -> _T | Problem:
    """What a row makes, or its problem: with the line, the field, and what was expected."""
    if isinstance(row, Problem):
        return row
    where = f"{path.name}, line {number}"
    try:
        return make(row)
    except ValidationError as error:
        return Problem("bad-row", f"{where}: {explain(error)}")
    except KeyError as error:
        return Problem("bad-row", f"{where}: no field {error}")
    except (TypeError, ValueError, AttributeError) as error:
        return Problem("bad-row", f"{where}: {error}")


def _identity(article: Article) -> bytes:
    """What makes a page this snapshot: its id where that is a hash of its bytes, else its text too.

    So a page that is cleaned better stays the same snapshot, while a caller's row that keeps its
    id and changes its text is another one.
    """
    hashed = re.fullmatch(r"[0-9a-f]{16,64}", article.id)
    return (article.id if hashed else f"{article.id}\n{article.text}").encode("utf-8", "surrogatepass")


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
        publisher=article.publisher or (None if article.url else article.origin),
        language=article.language,
        reader=reading.reader,
        content=_identity(article),
        known=known if trusted else None,
        basis=article.published.basis if article.published else None,
        assertions=identified(reading.assertions, "page", article.id, article.sha256),
        quotes=(None,) * len(reading.assertions),
        text=article.text,
        raw=raw,
        head=head,
        retrieved=article.retrieved,
        problems=_once((*article.problems, *reading.problems, *problems)),
    )


def _once(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems, a missing date only once: the page and the clock both notice it."""
    seen: dict[tuple[str, str], Problem] = {}
    for problem in problems:
        seen.setdefault((problem.code, "" if problem.code == "no-date" else problem.message), problem)
    return tuple(seen.values())
