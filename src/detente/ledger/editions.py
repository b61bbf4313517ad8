"""Editions of one page: the same address with other words is a page that changed after it was published.

Its date of publication is that of its first edition. What a later edition says may have been written at
any time up to the day on which it was got, so it is known from that day, unless the edition bears a later
date of its own. A page without an address is the same page where publisher, headline and date are the same.
The day on which it was got is that of its retrieval, else that of adding it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, or_, select

from detente.ledger import tables
from detente.ledger.units import digest

PAGE = "page"
"""The origin of what can have editions: a row of a chronology or of assertions is none."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A snapshot of a page of which there are others.

    `page` is the same for all of them. `got` is the day on which this one was got; `after` and
    `published` the day on which the one before was got, and the last day on which one before can have
    been published, both None for the first.
    """

    page: str
    got: date
    after: date | None = None
    published: date | None = None

    def known(self, first: date | None, last: date | None) -> tuple[date | None, date | None]:
        """From when its words were known, of the interval of publication that the edition itself bears."""
        if self.after is None or (last and self.published and last > self.published):
            return first, last
        begins = max(day for day in (self.after, first) if day is not None)
        return min(begins, self.got), self.got


def editions(
    connection: Connection, recorded: int | None, sources: Iterable[int] | None
) -> dict[str, Edition]:
    """Every snapshot that is one of several editions of its page, by its id.

    `sources` are the numbers of the sources asked about, None for all of the log.
    """
    pages: dict[str, dict[str, dict[str, Any]]] = {}
    for row in _rows(connection, recorded, sources):
        told = pages.setdefault(_page(row), {}).setdefault(row["snapshot"], {"n": row["number"]})
        day = datetime.fromisoformat(row["retrieved"] or row["recorded"]).date()
        told.setdefault("got", day)
        told |= {"published": row["published_by"], "text": row["text"]}  # of the latest reading
    return {
        snapshot: edition
        for page, found in pages.items()
        if len({told["text"] for told in found.values()}) > 1
        for snapshot, edition in _in_order(page, found)
    }


def _in_order(page: str, found: Mapping[str, Mapping[str, Any]]) -> Iterable[tuple[str, Edition]]:
    """The editions of a page by the days on which they were got."""
    after = published = None
    for snapshot, told in sorted(found.items(), key=lambda pair: (pair[1]["got"], pair[1]["n"])):
        yield snapshot, Edition(page, told["got"], after, published)
        after = told["got"]
        published = max((day for day in (published, told["published"]) if day), default=None)


def _rows(connection: Connection, recorded: int | None, sources: Iterable[int] | None) -> Iterable[Any]:
    reading, snapshot, source = tables.reading, tables.snapshot, tables.source
    query = (
        select(
            snapshot.c.n.label("number"), snapshot.c.id.label("snapshot"), snapshot.c.retrieved,
            source.c.id.label("source"), source.c.url, source.c.publisher,
            reading.c.head, reading.c.text, reading.c.published_by, tables.run.c.recorded,
        )
        .join(snapshot, reading.c.snapshot == snapshot.c.n)
        .join(source, snapshot.c.source == source.c.n)
        .join(tables.record, reading.c.record == tables.record.c.n)
        .join(tables.run, tables.record.c.run == tables.run.c.n)
        .where(snapshot.c.origin == PAGE)
        .order_by(reading.c.n)
    )  # fmt: skip
    given: dict[str, Any] = {}
    if recorded is not None:
        query, given = query.where(reading.c.record <= bindparam("recorded")), {"recorded": recorded}
    if sources is not None:
        asked = list(sources)
        alike = select(source.c.publisher).where(source.c.n.in_(asked), source.c.url.is_(None))
        named = and_(source.c.url.is_(None), source.c.publisher.in_(alike))
        query = query.where(or_(source.c.n.in_(asked), named))
    return connection.execute(query, given).mappings()


def _page(row: Mapping[str, Any]) -> str:
    """What names the page of a snapshot."""
    if row["url"]:
        return str(row["source"])
    head = json.loads(row["head"]) if row["head"] else {}
    name, published = head.get("title") or head.get("origin"), (head.get("published") or {}).get("value")
    if not (name and published):
        return str(row["source"])
    return "page:" + digest(row["publisher"] or "", name, published)[:16]
