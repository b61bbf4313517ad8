"""An assertion as rows of the log, a row a field value, and back again."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.model import Assertion, Basis, Kind, Mention, Span, Status, When

MANY = ("actors", "targets", "items")
ONE = ("agreement", "case", "measure", "place", "in_response_to", "speaker")
COUNTED = ("count", "ordinal", "since")
_TERM = "terms."


@dataclass(frozen=True, slots=True)
class Field:
    """One value of one field: JSON, and the characters that support it where it was read off a text."""

    name: str
    position: int
    value: Any
    start: int | None = None
    end: int | None = None


def fields(assertion: Assertion) -> Iterator[Field]:
    """The fields that say something; kind, status and evidence stand in the assertion's own row."""
    if assertion.when:
        span = assertion.when_span
        value = {"value": assertion.when.value, "tz": assertion.when.tz, "basis": assertion.when_basis}
        yield Field("when", 0, value, *(span or (None, None)))
    for name in MANY:
        for position, mention in enumerate(getattr(assertion, name)):
            yield _mention(name, position, mention)
    for name in ONE:
        if (mention := getattr(assertion, name)) is not None:
            yield _mention(name, 0, mention)
    for name in COUNTED:
        if (value := getattr(assertion, name)) is not None:
            yield Field(name, 0, value, *(getattr(assertion, f"{name}_span") or (None, None)))
    for key, value in sorted(assertion.terms.items()):
        yield Field(_TERM + key, 0, value)


def _mention(name: str, position: int, mention: Mention) -> Field:
    value: dict[str, Any] = {"id": mention.id, "name": mention.name}
    if mention.form:
        value["form"] = mention.form
    if mention.part:
        value["part"] = True
    return Field(name, position, value, mention.start, mention.end)


def field_rows(number: int, assertion: Assertion, text: str | None) -> list[dict[str, Any]]:
    """The rows of table `field` for the assertion with this number."""
    return [
        {
            "assertion": number,
            "name": field.name,
            "position": field.position,
            "value": json.dumps(field.value, ensure_ascii=False, sort_keys=True),
            "start": field.start,
            "end": field.end,
            "quote": span_hash(text, field.start, field.end),
        }
        for field in fields(assertion)
    ]


def span_hash(text: str | None, start: int | None, end: int | None) -> str | None:
    """The hash of what a span quotes, None where there is no span or no text: what a verdict is keyed to."""
    if text is None or start is None or end is None:
        return None
    return hashlib.sha256(text[start:end].encode("utf-8", "surrogatepass")).hexdigest()[:16]


def assertion_of(row: Mapping[Any, Any], field_rows: Iterable[Mapping[Any, Any]]) -> Assertion:
    """The assertion that a row of table `assertion` and its rows of table `field` make."""
    given: dict[str, Any] = {"terms": {}}
    many: dict[str, list[Mention]] = {}
    for field in field_rows:
        name, value = field["name"], json.loads(field["value"])
        span = Span(field["start"], field["end"]) if field["start"] is not None else None
        if name.startswith(_TERM):
            given["terms"][name.removeprefix(_TERM)] = value
        elif name in MANY:
            many.setdefault(name, []).append(_mention_of(value, span))
        elif name in ONE:
            given[name] = _mention_of(value, span)
        elif name == "when":
            given["when"] = When(value["value"], value["tz"])
            given["when_basis"] = Basis(value["basis"]) if value["basis"] else None
            given["when_span"] = span
        else:
            given |= {name: value, f"{name}_span": span}
    given |= {name: tuple(mentions) for name, mentions in many.items()}
    return Assertion(
        kind=Kind(row["kind"]),
        status=Status(row["status"]),
        id=row["id"],
        hearsay=row["hearsay"],
        start=row["start"],
        end=row["end"],
        confidence=row["confidence"],
        **given,
    )


def _mention_of(value: Mapping[str, Any], span: Span | None) -> Mention:
    start, end = span or (None, None)
    return Mention(value["id"], value["name"], start, end, value.get("form"), bool(value.get("part")))
