"""By hand: what a document says that the reader cannot read, entered as an assertion like any other.

The reader is the analyst, the origin `manual`. Where the document has a text the quotation is found in it
and the span is kept; of a scan or a paper the page and the words as the analyst gives them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from detente.errors import UnreadableError, UsageError
from detente.ledger.chronology.rows import Edtf, Name, explain
from detente.ledger.entries import Entry, entry_of, read_rows
from detente.ledger.known import ZONE_SLACK, Known, of_url
from detente.ledger.units import Unit, canonical, digest, identified
from detente.lexicon import Lexicon
from detente.model import Article, Problem, Span, Status
from detente.model.shapes import article_json
from detente.page import read_page

ORIGIN = "manual"
OWN = "own records"
"""The publisher of one's own application where no other is given."""
_APART = ("page", "quote", "own")


class DocumentRow(BaseModel):
    """What the form says of the document; `file` is beside the form, its bytes are kept."""

    model_config = ConfigDict(extra="forbid")

    file: Name | None = None
    publisher: Name | None = None
    url: Name | None = None
    published: Edtf | None = None
    language: str | None = None
    by: Name


class PlaceRow(BaseModel):
    """Where in the document it stands, and whether it is one's own application."""

    page: Annotated[int, Field(ge=1)] | None = None
    quote: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A document at hand: its bytes and, where it has one, its text."""

    name: str
    raw: bytes | None = None
    article: Article | None = None

    def span(self, place: PlaceRow) -> Span | None:
        """Where the quotation stands, on its page where one is named. Raises UsageError where it does not."""
        if self.article is None or not place.quote:
            return None
        start, end = 0, len(self.article.text)
        if place.page and self.article.pages:
            if place.page > len(self.article.pages):
                raise UsageError(f"page: {self.name} has {len(self.article.pages)} pages")
            start, end = self.article.pages[place.page - 1]
        words = r"\s+".join(map(re.escape, place.quote.split()))
        found = re.compile(words).search(self.article.text, start, end)
        if found is None:
            where = f"page {place.page} of {self.name}" if place.page else self.name
            raise UsageError(f"quote: these words are not on {where}")
        return Span(*found.span())


def document_at(path: Path | None) -> Document:
    """The document of a file, with its text where it has one. Raises UsageError where it cannot be read."""
    if path is None:
        return Document("")
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    try:
        return Document(path.name, raw, read_page(raw, name=path.name))
    except UnreadableError:  # a scan, an image: the page and the words are the analyst's
        return Document(path.name, raw)


def of_form(path: Path, lexicon: Lexicon) -> list[Unit]:
    """The units of a form, TOML: what the document is, then an `[[enter]]` table for each assertion.

    Raises UsageError with line and field for what is wrong in it.
    """
    rows = read_rows(path, "enter", DocumentRow.model_fields)
    told = _checked(DocumentRow, rows.head, path.name)
    document = document_at(path.parent / told.file if told.file else None)
    if not rows.rows:
        raise UsageError(f"{path.name}: nothing to enter: write [[enter]] above each assertion")
    units: list[Unit] = []
    for number, row in rows.rows:
        try:
            units += entered([row], told, document, lexicon)
        except UsageError as error:
            raise UsageError(f"{rows.where(number, str(error).partition(':')[0])}: {error}") from error
    return units


def entered(
    rows: Sequence[Mapping[str, Any]], told: DocumentRow, document: Document, lexicon: Lexicon
) -> list[Unit]:
    """A unit for each row. Raises UsageError for what is wrong in one."""
    return [_unit(row, told, document, lexicon) for row in rows]


def _unit(row: Mapping[str, Any], told: DocumentRow, document: Document, lexicon: Lexicon) -> Unit:
    place = _checked(PlaceRow, {key: row[key] for key in _APART if key in row})
    try:
        entry = entry_of({key: value for key, value in row.items() if key not in _APART}, lexicon)
    except ValidationError as error:
        raise UsageError(explain(error)) from error
    _in_time(entry, told)
    publisher = told.publisher or (OWN if place.own else None)
    if not (told.url or publisher):
        raise UsageError("publisher: say whose document it is, or give its url")
    span = document.span(place)
    said = _said(entry, place, span)
    content = canonical([dict(row), told.model_dump(mode="json"), document.name]).encode()
    key = f"{document.name or publisher or told.url}#{digest(content)[:12]}"
    (said,) = identified([said], ORIGIN, key)
    known = Known.of(told.published) if told.published else of_url(told.url or "")
    article = document.article if span else None
    return Unit(
        origin=ORIGIN,
        key=key,
        url=told.url,
        publisher=publisher,
        language=told.language,
        reader=f"analyst {told.by}",
        content=content,
        known=known,
        basis="given" if told.published else "url" if known else None,
        assertions=(said,),
        quotes=(None if span else place.quote or entry.text,),
        text=article.text if article else None,
        raw=document.raw,
        head={k: v for k, v in article_json(article).items() if k != "text"} if article else None,
        problems=() if known else (Problem("no-date", f"{key}: no date of publication"),),
    )


def _in_time(entry: Entry, told: DocumentRow) -> None:
    """A document tells of what has happened by its day. Raises UsageError where it is dated before that.

    A day is allowed for another time zone.
    """
    when, known = entry.assertion.when, Known.of(told.published) if told.published else None
    if (
        entry.assertion.status is Status.OCCURRED
        and when
        and known
        and (when.earliest - known.last).days > ZONE_SLACK
    ):
        raise UsageError(
            f"published: {told.published} is before {when}, which this tells of as done: mend a date, "
            "or write status = 'planned'"
        )


def _said(entry: Entry, place: PlaceRow, span: Span | None) -> Any:  # noqa: ANN401
    terms = dict(entry.assertion.terms)
    terms |= {"page": place.page} if place.page else {}
    terms |= {"own": True} if place.own else {}
    return replace(
        entry.assertion,
        terms=terms,
        start=span.start if span else None,
        end=span.end if span else None,
    )


def _checked(shape: Any, row: Mapping[str, Any], where: str = "") -> Any:  # noqa: ANN401
    try:
        return shape.model_validate(dict(row))
    except ValidationError as error:
        raise UsageError((f"{where}: " if where else "") + explain(error)) from error
