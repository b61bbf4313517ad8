"""Bytes, or a row of JSON, to an Article."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from detente.errors import UnreadableError, UsageError
from detente.model import Article, Problem, Published, Span
from detente.page.dates import Stamp
from detente.page.decode import decode, is_html, normalised
from detente.page.language import foreign, language
from detente.page.lines import paragraphs, pieces
from detente.page.pdf import PAGE_END, is_pdf, pdf_text
from detente.page.plain import sort_lines
from detente.page.urls import url_date

MOST_BODY = 500_000
"""Characters of body that are read, about 80,000 words; the rest is kept in the text and reported."""


def read_page(
    data: bytes,
    *,
    url: str | None = None,
    retrieved: str | None = None,
    published: str | None = None,
    id: str | None = None,  # noqa: A002 - the design's name for it
    name: str | None = None,
    charset: str | None = None,
) -> Article:
    """What is read off a page: HTML, plain text, or a PDF with a text layer.

    Args:
        data: the bytes as they were got.
        url: where they come from.
        retrieved: when they were got, ISO 8601.
        published: the date to give a page that has none, ISO 8601.
        id: the caller's id; else a hash of the bytes and their origin.
        name: the file's name, the origin of a page without url.
        charset: what the server said the page is encoded in.

    Raises:
        UnreadableError: empty, or no text.
        UsageError: `published` or `retrieved` is no date.
    """
    given = iso(published, "published")
    got = iso(retrieved, "retrieved")
    pdf = is_pdf(data)
    text, problems = pdf_text(data) if pdf else decode(data, charset)
    article = _paged(text, url) if pdf else _read(text, url, got)
    origin = url or article.url or name or article.publisher or ""
    article = replace(
        article,
        id=id or snapshot_id(data, origin),
        origin=name,
        retrieved=got or article.retrieved,
        problems=(*problems, *article.problems),
    )
    return checked(article, given)


def _paged(text: str, url: str | None) -> Article:
    """The text of a PDF, read as plain text whose form feeds are empty lines."""
    return replace(read_plain(text.replace(PAGE_END, "\n"), url=url), text=text)


def _read(text: str, url: str | None, retrieved: str | None) -> Article:
    """A page in either form, without id."""
    if not is_html(text):
        return read_plain(normalised(text), url=url)
    from detente.page.html import read_html  # noqa: PLC0415 - takes half a second to import

    return read_html(text, url=url, retrieved=retrieved)


def snapshot_id(data: bytes, origin: str) -> str:
    """Hash of bytes and origin, so that the same wire copy in two papers is two sources."""
    digest = hashlib.sha256(data)
    digest.update(b"\x00" + origin.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def iso(value: object, what: str) -> str | None:
    """An ISO 8601 day or instant as it was written, or None for none.

    Raises UsageError, naming `what`, for anything else.
    """
    if value is None or value == "":
        return None
    text = str(value).strip()
    try:
        datetime.fromisoformat(text)
    except ValueError as error:
        hint = "write 2019-08-21 or 2019-08-21T10:03+09:00"
        raise UsageError(f"{what}: no such date: {text!r} ({hint})") from error
    short = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
    return "-".join(short.groups()) if short else text.replace(" ", "T", 1)


def read_plain(text: str, *, url: str | None = None) -> Article:
    """A plain-text page whose line ends are normalised; `id` is left empty."""
    found = sort_lines(text)
    dates = found.dates
    return Article(
        id="",
        text=text,
        url=url,
        publisher=found.site or (None if url else found.agency),
        title=_quoted(text, found.title),
        deck=_quoted(text, found.deck),
        byline=tuple(text[s.start : s.end] for s in found.byline),
        published=_published(dates.published),
        updated=_published(dates.updated),
        retrieved=dates.retrieved.value if dates.retrieved else None,
        language=language(" ".join(text[s.start : s.end] for s in found.body[:20]) or text[:2000]),
        body=tuple(found.body),
        title_span=found.title,
        deck_span=found.deck,
        byline_spans=tuple(found.byline),
        captions=tuple(found.captions),
        problems=tuple(found.problems),
    )


def _quoted(text: str, span: Span | None) -> str | None:
    return " ".join(text[span.start : span.end].split()) if span else None


def _published(stamp: Stamp | None) -> Published | None:
    return Published(stamp.value, "text", stamp.start, stamp.end) if stamp else None


def checked(article: Article, given: str | None = None) -> Article:
    """The article with what every kind of page needs: a date if any is to be had, limits, problems."""
    problems = list(article.problems)
    published = article.published or _from_url(article.url)
    if published is None and given:
        published = Published(given, "given")
    if published is None:
        problems.append(Problem("no-date", "the page gives no date of publication"))
    if not article.title:
        problems.append(Problem("no-title", "the page gives no title"))
    if not article.body:
        problems.append(Problem("no-body", "no paragraphs of a story were found"))
    body, cut = limited(article.text, article.body)
    problems += [*cut, *foreign(article.language)]
    return replace(article, published=published, body=body, problems=tuple(problems))


def _from_url(url: str | None) -> Published | None:
    day = url_date(url)
    return Published(day, "url") if day else None


def limited(text: str, body: Iterable[Span]) -> tuple[tuple[Span, ...], list[Problem]]:
    """The body in paragraphs of bearable length, up to `MOST_BODY` characters, and what was cut."""
    kept: list[Span] = []
    room = MOST_BODY
    spans = list(body)
    for span in spans:
        for piece in pieces(text, span):
            if piece.end - piece.start > room:
                end = spans[-1].end
                message = f"the story is longer than {MOST_BODY} characters; the rest is not read"
                return tuple(kept), [Problem("body-cut", message, piece.start, end)]
            kept.append(piece)
            room -= piece.end - piece.start
    return tuple(kept), []


def read_row(row: Mapping[str, Any], *, published: str | None = None) -> Article:
    """The article of a JSON row: `{"id", "text"}` is body text as it stands, `{"id", "html"}` a page.

    Raises:
        UsageError: a field is missing, of the wrong type, or no date.
        UnreadableError: the text is empty.
    """
    for key in ("id", "text", "html", "url", "title", "publisher", "language"):
        if row.get(key) is not None and not isinstance(row[key], str):
            raise UsageError(f'"{key}" is not a text')
    text = row.get("text") if row.get("html") is None else row["html"]
    if text is None:
        raise UsageError('a row needs "text" or "html"')
    if not text.strip():
        raise UnreadableError("the text is empty")
    given = iso(row.get("published"), "published") or iso(published, "published")
    return _text_row(row, text, given) if row.get("html") is None else _page_row(row, text, given)


def _page_row(row: Mapping[str, Any], text: str, published: str | None) -> Article:
    """A page in a row: already decoded, so no charset that it declares counts."""
    got = iso(row.get("retrieved"), "retrieved")
    article = _read(text, row.get("url"), got)
    origin = article.url or article.publisher or ""
    own = row.get("id") or snapshot_id(text.encode("utf-8", "surrogatepass"), origin)
    return checked(replace(article, id=own, retrieved=got or article.retrieved), published)


def _text_row(row: Mapping[str, Any], text: str, published: str | None) -> Article:
    body = tuple(line.span for line in paragraphs(text))
    title = row.get("title") or None
    at = text.find(title) if title else -1
    url = row.get("url")
    origin = url or row.get("publisher") or ""
    article = Article(
        id=row.get("id") or snapshot_id(text.encode("utf-8", "surrogatepass"), origin),
        text=text,
        body=body,
        url=url,
        publisher=row.get("publisher"),
        title=title,
        published=Published(published, "given") if published else None,
        retrieved=iso(row.get("retrieved"), "retrieved"),
        language=language(text, row.get("language")),
        title_span=Span(at, at + len(title)) if title and at >= 0 else None,
    )
    done = checked(article)
    # a row is body text by agreement: that it brings no title is no fault of it
    return replace(done, problems=tuple(p for p in done.problems if p.code != "no-title"))
