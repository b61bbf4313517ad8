"""The published JSON shape of a reading, and back. Held to `schemas/read.schema.json`."""

from typing import Any

from detente.model.kinds import Basis, Kind, Status
from detente.model.when import When
from detente.model.words import (
    Article,
    Assertion,
    Mention,
    Name,
    Problem,
    Published,
    Quote,
    Reading,
    Span,
    TimeExpression,
)

Json = dict[str, Any]
"""A JSON object."""


def mention_json(mention: Mention | None) -> Json | None:
    """A party, item or agreement: `{"id", "name", "start", "end"}`, and `form` and `part` where set."""
    if mention is None:
        return None
    row: Json = {"id": mention.id, "name": mention.name, "start": mention.start, "end": mention.end}
    extra: Json = {"form": mention.form, "part": mention.part}
    return row | {key: value for key, value in extra.items() if value}


def when_json(when: When | None, basis: Basis | None, span: Span | None = None) -> Json | None:
    """A when: EDTF value, earliest and latest inclusive days, basis, and its own span if any."""
    if when is None:
        return None
    return {
        "value": when.value,
        "earliest": when.earliest.isoformat(),
        "latest": when.latest.isoformat(),
        "basis": basis.value if basis else None,
        "start": span.start if span else None,
        "end": span.end if span else None,
    }


def _published(published: Published | None) -> Json | None:
    if published is None:
        return None
    return {
        "value": published.value,
        "basis": published.basis,
        "start": published.start,
        "end": published.end,
    }


def article_json(article: Article) -> Json:
    """An article, with the spans of its head in `spans`."""
    return {
        "id": article.id,
        "url": article.url,
        "publisher": article.publisher,
        "origin": article.origin,
        "title": article.title,
        "deck": article.deck,
        "byline": list(article.byline),
        "published": _published(article.published),
        "updated": _published(article.updated),
        "retrieved": article.retrieved,
        "language": article.language,
        "text": article.text,
        "body": [list(span) for span in article.body],
        "spans": {
            "title": _span(article.title_span),
            "deck": _span(article.deck_span),
            "byline": [list(span) for span in article.byline_spans],
            "captions": [list(span) for span in article.captions],
        },
    } | ({"pages": [list(span) for span in article.pages]} if article.pages else {})


def _span(span: Span | None) -> list[int] | None:
    return list(span) if span else None


def time_json(time: TimeExpression) -> Json:
    """A time expression: text, span, TIMEX3 type and value."""
    return {"text": time.text, "start": time.start, "end": time.end, "type": time.type, "value": time.value}


def name_json(name: Name) -> Json:
    """A name; `role`, `acts_for` and `form` only where it has them."""
    row: Json = {
        "text": name.text,
        "start": name.start,
        "end": name.end,
        "id": name.id,
        "kind": name.kind,
    }
    extra = {"role": name.role, "acts_for": name.acts_for, "form": name.form}
    return row | {key: value for key, value in extra.items() if value}


def quote_json(quote: Quote) -> Json:
    """A quotation; `via` and `cue` are added to the design's shape."""
    return {
        "text": quote.text,
        "start": quote.start,
        "end": quote.end,
        "speaker": mention_json(quote.speaker),
        "direct": quote.direct,
        "hearsay": quote.hearsay,
        "via": mention_json(quote.via),
        "cue": _span(quote.cue),
    }


def assertion_json(assertion: Assertion) -> Json:
    """An assertion; `measure`, `terms` and the spans of count, ordinal and since are added fields."""
    return {
        "id": assertion.id,
        "kind": assertion.kind.value,
        "status": assertion.status.value,
        "when": when_json(assertion.when, assertion.when_basis, assertion.when_span),
        "actors": [mention_json(m) for m in assertion.actors],
        "targets": [mention_json(m) for m in assertion.targets],
        "items": [mention_json(m) for m in assertion.items],
        "agreement": mention_json(assertion.agreement),
        "case": mention_json(assertion.case),
        "measure": mention_json(assertion.measure),
        "place": mention_json(assertion.place),
        "count": assertion.count,
        "ordinal": assertion.ordinal,
        "since": assertion.since,
        "spans": {
            "count": _span(assertion.count_span),
            "ordinal": _span(assertion.ordinal_span),
            "since": _span(assertion.since_span),
        },
        "in_response_to": mention_json(assertion.in_response_to),
        "speaker": mention_json(assertion.speaker),
        "hearsay": assertion.hearsay,
        "evidence": {"start": assertion.start, "end": assertion.end},
        "confidence": round(assertion.confidence, 3),
        "terms": assertion.terms,
    }


def problem_json(problem: Problem) -> Json:
    """A problem: code, message and span."""
    return {"code": problem.code, "message": problem.message, "start": problem.start, "end": problem.end}


def _on_page(row: Json, article: Article) -> Json:
    """An assertion with the page of its evidence, where the article has pages."""
    start = row["evidence"]["start"]
    if article.pages and start is not None:
        row["evidence"]["page"] = article.page_of(start)
    return row


def reading_json(reading: Reading) -> Json:
    """One line of `detente read`."""
    return {
        "article": article_json(reading.article),
        "times": [time_json(t) for t in reading.times],
        "names": [name_json(n) for n in reading.names],
        "quotes": [quote_json(q) for q in reading.quotes],
        "assertions": [_on_page(assertion_json(a), reading.article) for a in reading.assertions],
        "problems": [problem_json(p) for p in (*reading.article.problems, *reading.problems)],
        "reader": reading.reader,
    }


def mention_from(row: Json | None) -> Mention | None:
    """The mention of a JSON row."""
    if row is None:
        return None
    return Mention(
        row["id"], row["name"], row.get("start"), row.get("end"), row.get("form"), bool(row.get("part"))
    )


def _mentions(rows: list[Json]) -> tuple[Mention, ...]:
    return tuple(m for row in rows if (m := mention_from(row)))


def _span_from(row: list[int] | None) -> Span | None:
    return Span(*row) if row else None


def assertion_from(row: Json) -> Assertion:
    """The assertion of a JSON row, the inverse of `assertion_json`.

    Raises KeyError for a missing field, ValueError for an unknown kind or status or a wrong date.
    """
    when = row["when"]
    spans = row.get("spans") or {}
    timed = when is not None and when.get("start") is not None
    return Assertion(
        kind=Kind(row["kind"]),
        status=Status(row["status"]),
        id=row["id"],
        when=When(when["value"]) if when else None,
        when_basis=Basis(when["basis"]) if when and when["basis"] else None,
        when_span=Span(when["start"], when["end"]) if timed else None,
        actors=_mentions(row["actors"]),
        targets=_mentions(row["targets"]),
        items=_mentions(row["items"]),
        agreement=mention_from(row["agreement"]),
        case=mention_from(row["case"]),
        measure=mention_from(row.get("measure")),
        place=mention_from(row["place"]),
        count=row["count"],
        count_span=_span_from(spans.get("count")),
        ordinal=row["ordinal"],
        ordinal_span=_span_from(spans.get("ordinal")),
        since=row["since"],
        since_span=_span_from(spans.get("since")),
        in_response_to=mention_from(row["in_response_to"]),
        speaker=mention_from(row["speaker"]),
        hearsay=row["hearsay"],
        start=row["evidence"]["start"],
        end=row["evidence"]["end"],
        confidence=row["confidence"],
        terms=row.get("terms") or {},
    )


def article_from(row: Json) -> Article:
    """The article of a JSON row, the inverse of `article_json`.

    Raises KeyError for a missing field. Its problems stand beside it in a reading, not in it.
    """
    spans = row.get("spans") or {}
    return Article(
        id=row["id"],
        text=row["text"],
        body=tuple(Span(*span) for span in row["body"]),
        url=row["url"],
        publisher=row["publisher"],
        origin=row.get("origin"),
        title=row["title"],
        deck=row["deck"],
        byline=tuple(row["byline"]),
        published=_published_from(row["published"]),
        updated=_published_from(row.get("updated")),
        retrieved=row["retrieved"],
        language=row["language"],
        title_span=_span_from(spans.get("title")),
        deck_span=_span_from(spans.get("deck")),
        byline_spans=tuple(Span(*span) for span in spans.get("byline", ())),
        captions=tuple(Span(*span) for span in spans.get("captions", ())),
    )


def _published_from(row: Json | None) -> Published | None:
    return Published(row["value"], row["basis"], row["start"], row["end"]) if row else None


def reading_from(row: Json) -> Reading:
    """The reading of a line of `detente read`, the inverse of `reading_json`.

    Raises KeyError for a missing field, ValueError for a wrong kind, status or date. The article's
    own problems come back among the reading's.
    """
    return Reading(
        article=article_from(row["article"]),
        times=tuple(TimeExpression(**time) for time in row.get("times", ())),
        names=tuple(Name(**name) for name in row.get("names", ())),
        quotes=tuple(_quote_from(quote) for quote in row.get("quotes", ())),
        assertions=tuple(assertion_from(one) for one in row["assertions"]),
        problems=tuple(Problem(**problem) for problem in row.get("problems", ())),
        reader=row.get("reader", ""),
    )


def _quote_from(row: Json) -> Quote:
    return Quote(
        text=row["text"],
        start=row["start"],
        end=row["end"],
        speaker=mention_from(row["speaker"]),
        direct=row["direct"],
        hearsay=row["hearsay"],
        cue=_span_from(row.get("cue")),
        via=mention_from(row.get("via")),
    )
