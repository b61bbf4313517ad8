"""An HTML page to an Article: what was extracted, laid out as one text with spans into it.

In this order: parse, metadata, body (trafilatura and what it lost), title, deck, authors, dates,
captions; then the text: title, deck, byline, date line, captions, paragraphs, a line each.
"""

import html as entities
from dataclasses import dataclass, field
from datetime import timedelta

import lxml.html
from lxml.html import HtmlElement

from detente.errors import UnreadableError
from detente.model import Article, Problem, Published, Span
from detente.page.credits import page_authors
from detente.page.dates import plausible
from detente.page.elements import shown
from detente.page.extract import extract
from detente.page.language import language
from detente.page.metadata import Metadata, metadata
from detente.page.plain import dateline_day
from detente.page.stamps import Times, page_times
from detente.page.titles import page_deck, page_title, site_name
from detente.page.urls import host

MOST_HTML = 3_000_000
"""Characters of a page that are parsed: the largest saved news page of 306 has 2.2 million."""


@dataclass
class _Sheet:
    """The text as it is laid out, line by line."""

    lines: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, line: str) -> Span:
        """Put a line below the others."""
        start = self.length
        self.lines.append(line)
        self.length += len(line) + 1
        return Span(start, start + len(line))

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def read_html(text: str, *, url: str | None = None, retrieved: str | None = None) -> Article:
    """What is read off an HTML page; `id` is left empty.

    Raises UnreadableError where no parser finds an element in it.
    """
    problems: list[Problem] = []
    if len(text) > MOST_HTML:
        problems.append(Problem("page-cut", f"only the first {MOST_HTML} characters of the page were parsed"))
        text = text[:MOST_HTML]
    tree = parse(text)
    meta = metadata(tree)
    address = url or _canonical(tree, meta)
    title = page_title(tree, meta, host(address))
    deck = page_deck(tree, meta, title)
    heads = [shown(h) for h in tree.xpath("//h1")]
    found = extract(text, tree, meta, [t for t in (title, deck, *heads) if t])
    problems += found.problems
    times = page_times(tree, meta, text, address, retrieved)
    problems += times.problems
    names = page_authors(tree, meta, host(address))
    sheet = _Sheet()
    title_span = sheet.add(title) if title else None
    deck_span = sheet.add(deck) if deck else None
    byline = _byline(sheet, names)
    published, updated = _dated(sheet, times)
    captions = tuple(sheet.add(caption) for caption in found.captions)
    body = tuple(sheet.add(paragraph) for paragraph in found.paragraphs)
    if published and body and (printed := _printed_later(published, sheet.text, body[0])):
        published, wrong = printed
        problems.append(wrong)
    return Article(
        id="",
        text=sheet.text,
        url=address,
        publisher=site_name(tree, meta) or host(address),
        title=title,
        deck=deck,
        byline=tuple(names),
        published=published,
        updated=updated,
        language=language("\n".join(found.paragraphs), _declared(tree, meta)),
        body=body,
        title_span=title_span,
        deck_span=deck_span,
        byline_spans=byline,
        captions=captions,
        problems=tuple(problems),
    )


def parse(text: str) -> HtmlElement:
    """The tree of a page, however broken its markup; UnreadableError where there is none."""
    try:
        # bytes, because lxml refuses a str that declares an encoding
        parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableError("is HTML that no parser can make sense of") from error
    return tree


def _canonical(tree: HtmlElement, meta: Metadata) -> str | None:
    links = tree.xpath("//link[@rel='canonical']/@href")
    for address in (*links, *meta.all_of("og:url")):
        if address.startswith(("http://", "https://")):
            return str(entities.unescape(address.strip()))
    return None


def _declared(tree: HtmlElement, meta: Metadata) -> str | None:
    return tree.get("lang") or tree.get("xml:lang") or meta.first("og:locale", "language", "dc.language")


def _byline(sheet: _Sheet, names: list[str]) -> tuple[Span, ...]:
    if not names:
        return ()
    line = sheet.add(", ".join(names))
    spans, at = [], line.start
    for name in names:
        spans.append(Span(at, at + len(name)))
        at += len(name) + 2
    return tuple(spans)


_ZONE_SLACK = timedelta(days=1)


def _printed_later(published: Published, text: str, first: Span) -> tuple[Published, Problem] | None:
    """The date of the story's own dateline where it lies after that of the metadata, which then errs.

    No story is out before the day that it prints; an earlier dateline says only when it was written.
    """
    stamp = dateline_day(text[first.start : first.end])
    if stamp is None or published.day is None or not plausible(stamp.value):
        return None
    printed = Published(stamp.value, "text", first.start + stamp.start, first.start + stamp.end)
    if printed.day is None or printed.day - published.day <= _ZONE_SLACK:
        return None
    said = f"its metadata say {published.day}, and its dateline {printed.day}: the dateline is taken"
    return printed, Problem("dateline-later", said, printed.start, printed.end)


def _dated(sheet: _Sheet, times: Times) -> tuple[Published | None, Published | None]:
    """Publication and update, each with its line in the text."""
    published = updated = None
    if times.published:
        span = sheet.add(times.shown or times.published)
        published = Published(times.published, times.basis, *span)
    if times.updated:
        updated = Published(times.updated, "metadata", *sheet.add(times.updated))
    return published, updated
