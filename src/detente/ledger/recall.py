"""Reading the log back: assertions with their sources, problems, stored pages."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Select, func, select

from detente.ledger import tables
from detente.ledger.fields import assertion_of
from detente.ledger.known import distrusted
from detente.ledger.records import Logged, Source
from detente.ledger.trust import official_of, trust_of
from detente.model import Article, Problem
from detente.model.shapes import article_from

_DATED = "date"
"""Problems without this word say nothing of a date."""
_CHUNK = 5_000
"""Rows fetched at a time: the log is streamed, not held."""


@dataclass(frozen=True, slots=True)
class Problematic:
    """A problem with the source and the row or page it was found in."""

    problem: Problem
    source: Source
    key: str


def _latest(recorded: int | None) -> Select[Any]:
    """The latest reading of each snapshot, by a record number."""
    reading = tables.reading
    query = select(func.max(reading.c.n)).group_by(reading.c.snapshot)
    return query.where(reading.c.record <= recorded) if recorded is not None else query


def _readings(recorded: int | None) -> Select[Any]:
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
            reading.c.problems,
            snapshot.c.id.label("snapshot"),
            snapshot.c.origin,
            source.c.id.label("source"),
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
        .where(reading.c.n.in_(_latest(recorded)))
        .order_by(reading.c.n)
    )


def _source(row: Mapping[Any, Any]) -> Source:
    by: date | None = row["published_by"]
    recorded = datetime.fromisoformat(row["recorded"]).date()
    return Source(
        id=row["source"],
        publisher=row["publisher"],
        url=row["url"],
        trust=trust_of(row["publisher"], row["url"]),
        known_from=row["published_from"],
        known_by=by or recorded,
        dated=by is not None,
        country=official_of(row["publisher"], row["url"]),
        language=row["language"],
        distrusted=distrusted(Problem(**one) for one in json.loads(row["problems"]))
        if _DATED in row["problems"]
        else None,
    )


def logged(connection: Connection, recorded: int | None) -> Iterator[Logged]:
    """The assertions in the order of the log, streamed; one said twice by a source is given once."""
    reading_of = {row["n"]: row for row in connection.execute(_readings(recorded)).mappings()}
    sources = {number: _source(row) for number, row in reading_of.items()}
    text_of = cache(
        lambda sha: connection.execute(select(tables.text.c.text).where(tables.text.c.sha256 == sha)).scalar()
    )
    table, field = tables.assertion, tables.field
    kept = table.c.reading.in_(_latest(recorded))
    rows = connection.execute(
        select(table).where(kept).order_by(table.c.n).execution_options(yield_per=_CHUNK)
    )
    values = connection.execute(
        select(field)
        .join(table, field.c.assertion == table.c.n)
        .where(kept)
        .order_by(field.c.assertion, field.c.name, field.c.position)
        .execution_options(yield_per=_CHUNK)
    )
    by_assertion = groupby(values.mappings(), key=itemgetter("assertion"))
    group = next(by_assertion, None)
    seen: set[tuple[str, str]] = set()
    for row in rows.mappings():
        fields: list[Mapping[Any, Any]] = []
        if group is not None and group[0] == row["n"]:
            fields = [dict(value) for value in group[1]]
            group = next(by_assertion, None)
        reading, source = reading_of[row["reading"]], sources[row["reading"]]
        if (source.id, row["id"]) in seen:
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
    for row in connection.execute(_readings(recorded)).mappings():
        source = _source(row)
        if source not in seen:
            seen.add(source)
            yield source


def problems(connection: Connection, recorded: int | None) -> Iterator[Problematic]:
    """The problems of the latest readings."""
    keys = select(tables.assertion.c.key).where(tables.assertion.c.reading == tables.reading.c.n).limit(1)
    query = _readings(recorded).add_columns(keys.scalar_subquery().label("key"))
    for row in connection.execute(query).mappings():
        for problem in json.loads(row["problems"]):
            yield Problematic(Problem(**problem), _source(row), row["key"] or "")


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
