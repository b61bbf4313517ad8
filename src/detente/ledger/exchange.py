"""Assertions out of the log and back in, as JSON Lines (`schemas/assertion.schema.json`).

What `export` prints, `add` takes back without loss; a row written by hand may leave out all but
its kind and its source.
"""

from dataclasses import replace
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from detente.ledger.chronology.rows import Edtf, Name
from detente.ledger.known import RECORDED, Known, of_url
from detente.ledger.records import Logged
from detente.ledger.units import Unit, canonical, identified
from detente.model import Assertion, Kind, Problem, Status, When
from detente.model.shapes import assertion_from, assertion_json

READER = "assertions 1"
"""Who read a row that does not say."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SourceRow(_Strict):
    """The source of an assertion; `published` is EDTF, missing where no date is known.

    `distrusted` is a date that its metadata give and that was not used, `recorded` the day from which a
    source without a date is known (else that of adding it).
    """

    url: str | None = None
    publisher: str | None = None
    published: Edtf | None = None
    recorded: Edtf | None = None
    language: str | None = None
    distrusted: Edtf | None = None


class MentionRow(_Strict):
    """A party, item, agreement, case, measure or place."""

    id: str | None = None
    name: Name
    start: int | None = None
    end: int | None = None
    form: str | None = None
    part: bool = False


class WhenRow(_Strict):
    """When it was, is or will be, as EDTF; earliest and latest follow from it."""

    value: Edtf
    earliest: str | None = None
    latest: str | None = None
    basis: str | None = None
    start: int | None = None
    end: int | None = None
    tz: str | None = None


class AssertionRow(_Strict):
    """What one source says (see docs/reference/kinds.md for the kinds)."""

    source: SourceRow
    kind: Kind
    status: Status = Status.OCCURRED
    id: str = ""
    key: str = ""
    quote: str = ""
    origin: str | None = None
    reader: str | None = None
    snapshot: str | None = None
    when: WhenRow | None = None
    actors: list[MentionRow] = []
    targets: list[MentionRow] = []
    items: list[MentionRow] = []
    agreement: MentionRow | None = None
    case: MentionRow | None = None
    measure: MentionRow | None = None
    place: MentionRow | None = None
    count: Annotated[int, Field(ge=0)] | None = None
    ordinal: Annotated[int, Field(ge=1)] | None = None
    since: Edtf | None = None
    spans: dict[str, list[int] | None] = {}
    in_response_to: MentionRow | None = None
    speaker: MentionRow | None = None
    hearsay: bool = False
    evidence: dict[str, int | None] = {"start": None, "end": None}
    confidence: Annotated[float, Field(ge=0, le=1)] = 1.0
    terms: dict[str, Any] = {}


def with_zone(assertion: Assertion) -> dict[str, Any]:
    """An assertion with the zone of its day."""
    row = assertion_json(assertion)
    if row["when"] and assertion.when and assertion.when.tz:
        row["when"]["tz"] = assertion.when.tz
    return row


def logged_json(logged: Logged) -> dict[str, Any]:
    """A logged assertion as a row that `add` takes back."""
    source = logged.source
    known = source.known_from and When.between(source.known_from, source.known_by).value
    return with_zone(logged.assertion) | {
        "source": {
            "url": source.url,
            "publisher": source.publisher,
            "published": known if source.dated else None,
            "language": source.language,
        }
        | ({} if source.dated else {"recorded": source.known_by.isoformat()})
        | ({"distrusted": source.distrusted.isoformat()} if source.distrusted else {}),
        "origin": logged.origin,
        "key": logged.key,
        "quote": logged.quote,
        "snapshot": logged.snapshot,
        "reader": logged.reader,
    }


def unit_of(row: AssertionRow) -> Unit:
    """A row as a unit of its own, with the id it brings or one that follows from what it says."""
    data = row.model_dump(mode="json")
    assertion = assertion_from(data)
    if row.when and row.when.tz:
        assertion = replace(assertion, when=When(row.when.value, row.when.tz))
    source, key = row.source, row.key
    known, basis = _known(source)
    content = canonical(data).encode("utf-8", "surrogatepass")
    if not row.id:
        (assertion,) = identified([assertion], "jsonl", key, source.url or source.publisher or "")
    name = source.url or source.publisher
    problems = () if known and basis != RECORDED else (Problem("no-date", f"{name}: no date of publication"),)
    if source.distrusted:
        said = f"{name}: its metadata say {source.distrusted}, which is wrong"
        problems = (*problems, Problem("metadata-date-wrong", said))
    return Unit(
        origin=row.origin or "jsonl",
        key=key or assertion.id,
        url=source.url,
        publisher=source.publisher,
        language=source.language,
        reader=row.reader or READER,
        content=content,
        known=known,
        basis=basis,
        assertions=(assertion,),
        quotes=(row.quote,),
        problems=problems,
    )


def _known(source: SourceRow) -> tuple[Known | None, str | None]:
    if source.published:
        return Known.of(source.published), "given"
    found = of_url(source.url) if source.url and not source.recorded else None
    if found is None and source.recorded:
        return Known.of(source.recorded), RECORDED
    return (found, "url") if found else (None, None)
