"""When an HTML page was published, and when updated; never the day it was saved."""

import re
from dataclasses import dataclass, field
from datetime import date

import htmldate
from lxml.html import HtmlElement

from detente.model import Problem
from detente.page.authors import starts_byline
from detente.page.dates import Stamp, find_dates, plausible, rest
from detente.page.elements import shown
from detente.page.metadata import Metadata, texts
from detente.page.urls import url_date

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "date.issued", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "parsely-pub-date",
    "sailthru.date", "publishdate", "publish-date", "publish_date", "pubdate", "publication_date",
    "cxenseparse:recs:publishtime", "article.published", "citation_publication_date", "date",
    "datecreated",
)  # fmt: skip
_UPDATED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
)
_ISO = re.compile(
    r"\s*(\d{4}-\d\d-\d\d)(?:[T\s](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(Z|[+-]\d\d:?\d\d|[+-]\d\d)?)?"
)
_UNIX = re.compile(
    r"\s*(?:\w{3},?\s+)?(?P<month>[A-Z][a-z]{2})\s+(?P<day>\d\d?)\s+(?P<clock>\d\d:\d\d:\d\d)\s+"
    r"(?P<zone>\w+\s+)?(?P<year>\d{4})"
)
_NEAR = 250
_LONGEST = 120
_PARAGRAPH = 100
_SLACK = 1
"""Days by which zones may set two accounts of one publication apart."""


@dataclass
class Times:
    """Publication and update of a page; `shown` is the date line as the page shows it."""

    published: str | None = None
    basis: str = "metadata"
    shown: str | None = None
    updated: str | None = None
    problems: list[Problem] = field(default_factory=list)


def page_times(
    tree: HtmlElement, meta: Metadata, text: str, url: str | None, retrieved: str | None = None
) -> Times:
    """When a page was published: its date line or address before its metadata where they disagree.

    A date after `retrieved` is impossible and left aside. Only where its form leaves open which is
    day and which month (03/04/2019, never ISO 8601) is it read the other way round, if that mends it.
    """
    found = Times(updated=_first([*texts(meta.news.get("dateModified")), *meta.all_of(*_UPDATED)]))
    visible = _visible(tree)
    written = next(filter(iso_instant, _claims(tree, meta)), None)
    said = iso_instant(written) if written else None
    line = _date_line([s for s, _ in visible])
    path = url_date(url)
    found.published = said if said and _possible(said, retrieved) else None
    if said and written and found.published is None:
        found.published = _other_way(written, retrieved)
        found.problems.append(_swapped(found.published) if found.published else _left(said))
    if found.published is None:
        _without_metadata(found, line or _elsewhere(tree), text, url, retrieved)
    else:
        _against_metadata(found, line, path)
    if found.published:
        found.shown = next((t for s, t in visible if s.value[:10] == found.published[:10]), None)
    if found.updated and found.published and found.updated[:10] < found.published[:10]:
        found.updated = None
    if found.updated == found.published:
        found.updated = None
    return found


def iso_instant(text: str) -> str | None:
    """A date as metadata write it, as ISO 8601 with a zone only where there is one, or None.

    >>> iso_instant("2019-08-21T10:03:00.000+0900")
    '2019-08-21T10:03:00+09:00'
    """
    match = _ISO.match(text)
    if match:
        day, clock, zone = match.groups()
        return _valid(day + (f"T{clock}{_offset(zone)}" if clock else ""))
    unix = _UNIX.match(text)
    if unix:
        text = f"{unix['month']} {unix['day']}, {unix['year']} {unix['clock']} {unix['zone'] or ''}"
    stamps = find_dates(text[:_LONGEST])
    return _valid(stamps[0].value) if stamps else None


def _offset(zone: str | None) -> str:
    if zone in {None, ""}:
        return ""
    assert zone is not None
    digits = re.sub(r"\D", "", zone).ljust(4, "0")
    return "+00:00" if zone == "Z" else f"{zone[0]}{digits[:2]}:{digits[2:4]}"


def _valid(value: str) -> str | None:
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return None
    return value if plausible(value) else None


def _first(values: list[str]) -> str | None:
    return next((v for v in map(iso_instant, values) if v), None)


def _tagged(tree: HtmlElement, meta: Metadata) -> list[str]:
    marked = tree.xpath("//*[@itemprop='datePublished']/@datetime | //time[@pubdate]/@datetime")
    return [*meta.all_of(*_PUBLISHED), *marked]


def _claims(tree: HtmlElement, meta: Metadata) -> list[str]:
    """What the metadata write as the publication, the best first."""
    news, page = texts(meta.news.get("datePublished")), texts(meta.page.get("datePublished"))
    return [*news, *_tagged(tree, meta), *page]


def _possible(value: str, retrieved: str | None) -> bool:
    """Whether a date does not lie after the day on which the page was got."""
    return not retrieved or value[:10] <= _next_day(retrieved)


def _other_way(written: str, retrieved: str | None) -> str | None:
    """A date whose form leaves day and month open, with the two swapped; None where that is impossible."""
    stamps = find_dates(written[:_LONGEST])
    if _ISO.match(written) or not stamps or not stamps[0].ambiguous:
        return None
    value = stamps[0].value
    swapped = _valid(f"{value[:4]}-{value[8:10]}-{value[5:7]}{value[10:]}")
    return swapped if swapped and _possible(swapped, retrieved) else None


def _next_day(value: str) -> str:
    day = date.fromisoformat(value[:10])
    return date.fromordinal(min(day.toordinal() + _SLACK, date.max.toordinal())).isoformat()


def _visible(tree: HtmlElement) -> list[tuple[Stamp, str]]:
    """The dates of the lines between the heading and the first paragraph that hold nothing else."""
    heads = tree.xpath("//h1")
    found: list[tuple[Stamp, str]] = []
    for element in heads[-1].xpath(f"following::*[position()<={_NEAR}]") if heads else []:
        if not isinstance(element.tag, str) or element.tag in {"script", "style"}:
            continue
        line = shown(element)
        if element.tag == "p" and len(line) > _PARAGRAPH:
            break
        if 0 < len(line) <= _LONGEST and (stamps := find_dates(line)) and _dates_only(line):
            found += [(stamp, line) for stamp in stamps if not _linked(element)]
    return found


def _dates_only(line: str) -> bool:
    """Whether a line holds nothing besides its dates but a byline: "March 16, 2018 | By Ann Lee"."""
    pieces = [piece for piece in re.split(r"\s+[|·•]\s+", line) if not starts_byline(piece.strip())]
    return all(not rest(piece, find_dates(piece)) for piece in pieces)


def _date_line(stamps: list[Stamp]) -> Stamp | None:
    """The publication among the visible dates; of dates of three days none can be told to be it."""
    labelled = next((s for s in stamps if s.label == "published"), None)
    free = [s for s in stamps if s.label is None]
    days = {s.value[:10] for s in free}
    return labelled or (free[0] if free and len(days) <= 2 else None)  # noqa: PLR2004


def _elsewhere(tree: HtmlElement) -> Stamp | None:
    """A date that is labelled as the publication anywhere on the page, or ends the browser's title."""
    for element in tree.xpath("//li | //dd | //dt | //td | //p | //span | //div[not(div)]"):
        line = shown(element) if len(element.text_content()) <= _LONGEST else ""
        for stamp in find_dates(line) if line[-1:].isdigit() or ":" in line else ():
            if stamp.label == "published" and not rest(line, [stamp]):
                return stamp
    for title in tree.xpath("//head/title"):
        line = shown(title)
        for stamp in find_dates(line):
            if stamp.end == len(line):
                return stamp
    return None


def _linked(element: HtmlElement) -> bool:
    """Whether an element stands in a link: the date of another story."""
    return bool(element.xpath("boolean(ancestor-or-self::a | ancestor::aside | ancestor::li//a)"))


def _without_metadata(
    found: Times, line: Stamp | None, text: str, url: str | None, retrieved: str | None
) -> None:
    """A page that says nothing in its metadata: its date line, its address, then htmldate."""
    if line and _possible(line.value, retrieved):
        found.published, found.basis = line.value, "text"
    elif path := url_date(url):
        found.published, found.basis = path, "url"
    else:
        guess = htmldate.find_date(text, original_date=True, url=url)
        # a guess that falls on the day of saving is the day of saving
        if guess and plausible(guess) and (not retrieved or guess < retrieved[:10]):
            found.published = guess


def _against_metadata(found: Times, line: Stamp | None, path: str | None) -> None:
    """Metadata that are contradicted by the date line or the address.

    They give way where day and month are swapped, to an earlier date (a crawl or a second
    publication is always later), and to a later one that the page labels as its publication.
    One witness for them is enough to keep them.
    """
    said = found.published
    assert said
    witnesses = [(b, v) for b, v in (("text", line.value if line else None), ("url", path)) if v]
    if any(_apart(value, said) <= _SLACK for _, value in witnesses):
        return
    swapped = f"{said[:4]}-{said[8:10]}-{said[5:7]}"
    for basis, value in witnesses:
        labelled = basis == "text" and line is not None and line.label == "published"
        if value[:10] < said[:10] or value[:10] == swapped or labelled:
            message = f"the metadata say {said[:10]}, the page's {basis} {value[:10]}; the latter is taken"
            found.problems.append(Problem("date-contradicts", message))
            found.published, found.basis = value, basis
            return
    for basis, value in witnesses[:1]:
        message = f"the metadata say {said[:10]}, the page's {basis} {value[:10]}; the former is taken"
        found.problems.append(Problem("date-contradicts", message))


def _apart(one: str, other: str) -> int:
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)


def _swapped(value: str) -> Problem:
    return Problem("date-ambiguous", f"day and month could be swapped; read as {value[:10]}")


def _left(value: str) -> Problem:
    message = f"the metadata say {value[:10]}, after the page was got; left aside"
    return Problem("date-implausible", message)
