"""A log as JSON Lines, and back: all that sources say and all that persons decided, without loss.

Three kinds of lines (`schemas/export.schema.json`): an assertion of a source without a stored text
(`ledger.exchange`); a page or document with its text and the assertions read off it, which is a line of
`read` with its `unit`; a verdict. What is not carried: the bytes of pages beside their text, and the
record numbers, which the ledger that takes the lines gives anew.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from detente.ledger.chronology.rows import Edtf, Name
from detente.ledger.exchange import logged_json, with_zone
from detente.ledger.known import RECORDED, Known
from detente.ledger.recall import Stored
from detente.ledger.records import Logged
from detente.ledger.units import Unit
from detente.model import Problem, When
from detente.model.shapes import assertion_from

if TYPE_CHECKING:
    from detente.ledger.log import Log

Json = dict[str, Any]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ProblemRow(_Strict):
    """What was wrong with it."""

    code: Name
    message: str
    start: int | None = None
    end: int | None = None


class UnitRow(_Strict):
    """How a page or document stands in the log it comes from; `published` is null where no date is trusted.

    `recorded` is the day from which one without a date is known.
    """

    origin: Name
    key: str
    snapshot: Name
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    published: Edtf | None = None
    recorded: Edtf | None = None
    basis: str | None = None
    retrieved: str | None = None
    problems: list[ProblemRow] = []


class TextLine(BaseModel):
    """A line that holds a page or document with what it says; the parts are as `read` prints them."""

    model_config = ConfigDict(extra="forbid")

    article: dict[str, Any]
    assertions: list[dict[str, Any]]
    unit: UnitRow
    reader: str = Field(default="")


def lines(log: "Log", known: date | None = None, recorded: int | None = None) -> Iterator[Json]:
    """Every line of a log, in its order: what was known by the end of a day, up to a record."""
    told: dict[int, list[Logged]] = {}
    for one in log.assertions(recorded, repeated=True):
        if known is None or one.source.known_by <= known:
            told.setdefault(one.record, []).append(one)
    for stored in log.stored(recorded):
        said = told.get(stored.record, [])
        if stored.text is not None and (known is None or stored.source.known_by <= known):
            yield _text_line(stored, said)
        else:
            yield from map(logged_json, said)
    for verdict in log.verdicts(recorded):
        given = asdict(verdict) | {"action": verdict.action.value}
        del given["taken"]  # when this ledger took it in is its own matter
        yield {"verdict": given}


def _text_line(stored: Stored, said: Iterable[Logged]) -> Json:
    source = stored.source
    own = stored.published
    published = When.between(own.first, own.last).value if own else None
    got = source.known_by.isoformat() if source.page and own and source.known_by > own.last else None
    return {
        "article": (stored.head or {}) | {"text": stored.text},
        "assertions": [with_zone(one.assertion) | {"quote": one.quote} for one in said],
        "unit": {
            "origin": stored.origin,
            "key": stored.key,
            "snapshot": stored.snapshot,
            "url": source.url,
            "publisher": source.publisher,
            "language": source.language,
            "published": published if source.dated else None,
            "recorded": None if source.dated else source.known_by.isoformat(),
            "basis": stored.basis if source.dated else None,
            "retrieved": stored.retrieved or got,
            "problems": list(stored.problems),
        },
        "reader": stored.reader,
    }


def unit_from(line: TextLine) -> Unit:
    """A page or document with its assertions. Raises KeyError and ValueError for what cannot be read."""
    row, text = line.unit, line.article["text"]
    if not isinstance(text, str):
        raise ValueError("article.text: a text is expected")  # noqa: TRY004 - all that is wrong is told alike
    head = {name: value for name, value in line.article.items() if name != "text"}
    value = row.published or row.recorded
    assertions = [assertion_with_zone(one) for one in line.assertions]
    for one in assertions:
        if one.start is not None and not 0 <= one.start <= (one.end or 0) <= len(text):
            raise ValueError(f"assertions: {one.start} to {one.end} is outside of the text")
    quotes = [
        None
        if one.start is not None and text[one.start : one.end] == said.get("quote")
        else said.get("quote")
        for one, said in zip(assertions, line.assertions, strict=True)
    ]
    return Unit(
        origin=row.origin,
        key=row.key,
        url=row.url,
        publisher=row.publisher,
        language=row.language,
        reader=line.reader,
        content=b"",
        known=Known.of(value) if value else None,
        basis=row.basis if row.published else RECORDED if row.recorded else row.basis,
        assertions=tuple(assertions),
        quotes=tuple(quotes),
        text=text,
        head=head or None,
        retrieved=row.retrieved,
        problems=tuple(Problem(**one.model_dump()) for one in row.problems),
        snapshot=row.snapshot,
    )


def assertion_with_zone(row: Json) -> Any:  # noqa: ANN401 - an assertion
    """The assertion of a row whose day may have a zone."""
    found = assertion_from(row)
    zone = (row.get("when") or {}).get("tz")
    return replace(found, when=When(found.when.value, zone)) if zone and found.when else found
