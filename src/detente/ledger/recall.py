"""Reading the log back: assertions with their sources, problems, stored pages."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, select

from detente.ledger import tables
from detente.ledger.editions import PAGE, Edition, editions
from detente.ledger.fields import assertion_of
from detente.ledger.known import RECORDED, Known, distrusted
from detente.ledger.records import Logged, Source
from detente.ledger.trust import official_of, trust_of
from detente.model import Article, Problem
from detente.model.shapes import article_from

_DATED = "date"
"""Problems without this word say nothing of a date."""
_CHUNK = 5_000
"""Rows fetched at a time: the log is streamed, not held."""
_FEW = 100
"""Sources whose editions are looked up by name; of more, those of the whole log are."""
_Editions = Mapping[str, Edition]


@dataclass(frozen=True, slots=True)
class Problematic:
    """A problem with the source and the row or page it was found in."""

    problem: Problem
    source: Source
    key: str


@dataclass(frozen=True, slots=True)
class Stored:
    """The latest reading of a snapshot as it stands in the log, without its assertions.

    `text` is None for what has none (a row of a chronology), `head` the article without its text.
    `published` is the interval of its own date, None where no date is trusted; of a page that was changed
    the source is known later.
    """

    record: int
    source: Source
    published: Known | None
    snapshot: str
    origin: str
    key: str
    reader: str
    basis: str | None
    retrieved: str | None
    text: str | None
    head: dict[str, Any] | None
    problems: tuple[dict[str, Any], ...]


def _latest(recorded: int | None) -> Select[Any]:
    """The latest reading of each snapshot, by a record number."""
    reading = tables.reading
    query = select(func.max(reading.c.n)).group_by(reading.c.snapshot)
    return query.where(reading.c.record <= bindparam("recorded")) if recorded is not None else query


def _latest_about(recorded: int | None) -> Select[Any]:
    """The same of the snapshots that say something under a key: few, found by an index."""
    told = select(tables.assertion.c.reading).where(tables.assertion.c.key == bindparam("key"))
    snapshots = select(tables.reading.c.snapshot).where(tables.reading.c.n.in_(told))
    return _latest(recorded).where(tables.reading.c.snapshot.in_(snapshots))


def _given(recorded: int | None) -> dict[str, Any]:
    return {} if recorded is None else {"recorded": recorded}


def _readings(kept: Select[Any]) -> Select[Any]:
    reading, snapshot, source, record, run = (
        tables.reading,
        tables.snapshot,
        tables.source,
        tables.record,
        tables.run,
    )
    return (
        select(
            reading.c.n,
            reading.c.record,
            reading.c.text,
            reading.c.published_from,
            reading.c.published_by,
            reading.c.basis,
            reading.c.problems,
            snapshot.c.id.label("snapshot"),
            snapshot.c.origin,
            source.c.id.label("source"),
            source.c.n.label("source_number"),
            source.c.url,
            source.c.publisher,
            source.c.language,
            run.c.reader,
            run.c.recorded,
        )
        .join(snapshot, reading.c.snapshot == snapshot.c.n)
        .join(source, snapshot.c.source == source.c.n)
        .join(record, reading.c.record == record.c.n)
        .join(run, record.c.run == run.c.n)
        .where(reading.c.n.in_(kept))
        .order_by(reading.c.n)
    )


def _editions(connection: Connection, given: dict[str, Any], rows: Iterable[Mapping[Any, Any]]) -> _Editions:
    """The editions of the pages that these readings are of: few rows, since most are no pages."""
    pages = {row["source_number"] for row in rows if row["origin"] == PAGE}
    if not pages:
        return {}
    few = pages if len(pages) <= _FEW else None
    return editions(connection, given.get("recorded"), few)


def _source(row: Mapping[Any, Any], told: _Editions) -> Source:
    edition = told.get(row["snapshot"])
    first: date | None = row["published_from"]
    by: date | None = row["published_by"]
    born = by
    if edition and by is not None and row["basis"] != RECORDED:
        first, by = edition.known(first, by)
    recorded = datetime.fromisoformat(row["recorded"]).date()
    dated = by is not None and row["basis"] != RECORDED
    return Source(
        id=row["source"],
        publisher=row["publisher"],
        url=row["url"],
        trust=trust_of(row["publisher"], row["url"]),
        known_from=first if dated else None,
        known_by=by or recorded,
        dated=dated,
        country=official_of(row["publisher"], row["url"]),
        language=row["language"],
        distrusted=distrusted(Problem(**one) for one in json.loads(row["problems"]))
        if _DATED in row["problems"]
        else None,
        page=edition.page if edition else None,
        got=by != born,
    )


def logged(connection: Connection, recorded: int | None, *, repeated: bool = False) -> Iterator[Logged]:
    """The assertions in the order of the log, streamed; one said twice by a source once, or `repeated`."""
    queries = _queries(scoped=False, old=recorded is not None)
    return _logged(connection, queries, _given(recorded), repeated=repeated)


def about(connection: Connection, key: str, known: date | None, recorded: int | None) -> Iterator[Logged]:
    """The assertions under one key that were known by a day: what filtering `logged` gives, by an index."""
    queries = _queries(scoped=True, old=recorded is not None)
    found = _logged(connection, queries, {"key": key, **_given(recorded)})
    return (one for one in found if known is None or one.source.known_by <= known)


@cache
def _queries(*, scoped: bool, old: bool) -> tuple[Select[Any], Select[Any], Select[Any]]:
    """The queries for readings, assertions and fields: of all or of one key, as of now or of a record."""
    table, field = tables.assertion, tables.field
    recorded = 0 if old else None
    kept = _latest_about(recorded) if scoped else _latest(recorded)
    which = and_(table.c.reading.in_(kept), *([table.c.key == bindparam("key")] if scoped else []))
    rows = select(table).where(which).order_by(table.c.n)
    values = (
        select(field.c.assertion, field.c.name, field.c.value, field.c.start, field.c.end)
        .join(table, field.c.assertion == table.c.n)
        .where(which)
        .order_by(field.c.assertion, field.c.name, field.c.position)
    )
    if not scoped:
        rows, values = (query.execution_options(yield_per=_CHUNK) for query in (rows, values))
    return _readings(kept), rows, values


def _logged(
    connection: Connection,
    queries: tuple[Select[Any], Select[Any], Select[Any]],
    given: dict[str, Any],
    *,
    repeated: bool = False,
) -> Iterator[Logged]:
    """The assertions that the queries find."""
    reading_of = {row["n"]: row for row in connection.execute(queries[0], given).mappings()}
    told = _editions(connection, given, reading_of.values())
    sources = {number: _source(row, told) for number, row in reading_of.items()}
    text_of = cache(
        lambda sha: connection.execute(select(tables.text.c.text).where(tables.text.c.sha256 == sha)).scalar()
    )
    rows = connection.execute(queries[1], given)
    values = connection.execute(queries[2], given)
    by_assertion = groupby(values, key=itemgetter(0))
    group = next(by_assertion, None)
    seen: set[tuple[str, str]] = set()
    for row in rows.mappings():
        fields: list[Mapping[Any, Any]] = []
        if group is not None and group[0] == row["n"]:
            fields = [
                {"name": name, "value": value, "start": start, "end": end}
                for _, name, value, start, end in group[1]
            ]
            group = next(by_assertion, None)
        reading, source = reading_of[row["reading"]], sources[row["reading"]]
        if (source.id, row["id"]) in seen and not repeated:
            continue
        seen.add((source.id, row["id"]))
        quote = row["quote"]
        if quote is None:
            text = text_of(reading["text"]) or ""
            quote = text[row["start"] : row["end"]] if row["start"] is not None else ""
        yield Logged(
            record=reading["record"],
            assertion=assertion_of(row, fields),
            source=source,
            origin=reading["origin"],
            key=row["key"],
            quote=quote,
            snapshot=reading["snapshot"] if reading["text"] else None,
            reader=reading["reader"],
        )


def sources(connection: Connection, recorded: int | None) -> Iterator[Source]:
    """The sources, each once for every interval of publication it was given."""
    seen = set()
    told = editions(connection, recorded, None)
    for row in connection.execute(_readings(_latest(recorded)), _given(recorded)).mappings():
        source = _source(row, told)
        if source not in seen:
            seen.add(source)
            yield source


def problems(connection: Connection, recorded: int | None) -> Iterator[Problematic]:
    """The problems of the latest readings."""
    keys = select(tables.assertion.c.key).where(tables.assertion.c.reading == tables.reading.c.n).limit(1)
    query = _readings(_latest(recorded)).add_columns(keys.scalar_subquery().label("key"))
    told = editions(connection, recorded, None)
    for row in connection.execute(query, _given(recorded)).mappings():
        for problem in json.loads(row["problems"]):
            yield Problematic(Problem(**problem), _source(row, told), row["key"] or "")


def stored(connection: Connection, recorded: int | None) -> Iterator[Stored]:
    """The latest reading of each snapshot in the order of the log, with its text where it has one."""
    reading, snapshot = tables.reading, tables.snapshot
    keys = select(tables.assertion.c.key).where(tables.assertion.c.reading == reading.c.n).limit(1)
    query = _readings(_latest(recorded)).add_columns(
        reading.c.head,
        snapshot.c.retrieved,
        tables.text.c.text.label("words"),
        keys.scalar_subquery().label("key"),
    )
    query = query.outerjoin(tables.text, reading.c.text == tables.text.c.sha256)
    told = editions(connection, recorded, None)
    for row in connection.execute(query.execution_options(yield_per=_CHUNK), _given(recorded)).mappings():
        head = json.loads(row["head"]) if row["head"] else None
        yield Stored(
            record=row["record"],
            source=_source(row, told),
            published=Known(row["published_from"], row["published_by"]) if row["published_by"] else None,
            snapshot=row["snapshot"],
            origin=row["origin"],
            key=row["key"] or (head or {}).get("id", ""),
            reader=row["reader"],
            basis=row["basis"],
            retrieved=row["retrieved"],
            text=row["words"],
            head=head,
            problems=tuple(json.loads(row["problems"])),
        )


def _pages() -> Select[Any]:
    reading, snapshot, text = tables.reading, tables.snapshot, tables.text
    return (
        select(snapshot.c.id, reading.c.head, text.c.text)
        .join(snapshot, reading.c.snapshot == snapshot.c.n)
        .join(text, reading.c.text == text.c.sha256)
        .where(reading.c.n.in_(_latest(None)))
        .order_by(reading.c.n)
    )


def articles(connection: Connection) -> Iterator[tuple[str, Article]]:
    """The stored pages as (snapshot, article)."""
    for id_, head, text in connection.execute(_pages()):
        yield id_, article_from(json.loads(head) | {"text": text})


def article_at(connection: Connection, id_: str) -> Article | None:
    """The stored page of a snapshot, or None."""
    row = connection.execute(_pages().where(tables.snapshot.c.id == id_)).first()
    return article_from(json.loads(row.head) | {"text": row.text}) if row else None
