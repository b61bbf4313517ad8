"""Documents of the Federal Register of the United States, as its public interface gives them (JSON).

A rule is promulgated on the day of its publication, a proposed rule opens comments on it; the days of
effect and of the close of comments are those that the document's own fields give. Title, action,
abstract and dates are kept as text, and every assertion has its sentence in it.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from detente.errors import UnreadableError
from detente.ledger.chronology.rows import Edtf, Name, explain
from detente.ledger.known import Known
from detente.ledger.outside.names import countries, goods
from detente.ledger.units import Unit, canonical, digest, identified
from detente.lexicon import Lexicon
from detente.model import Article, Assertion, Kind, Mention, Problem, Published, Span, Status, When
from detente.model.shapes import article_json

READER = "federal register 1"
ORIGIN = "federal_register"
PUBLISHER = "Federal Register"
COUNTRY = "US"
_PAGE = "https://www.federalregister.gov/d/{}"
_HEAD = re.compile(r'"document_number"\s*:')
_BODIES = ("body", "organisation")
_ENDS = r"(Bureau|Office|Department|Administration|Commission|Agency|Service)"


def _day(value: str) -> str:
    if not When(value).exact:
        raise ValueError(f"a day is expected, not {value!r}")
    return value


Day = Annotated[Edtf, AfterValidator(_day)]


class Agency(BaseModel):
    """An agency of a document; `name` puts the head word last: "Industry and Security Bureau"."""

    model_config = ConfigDict(extra="allow")

    name: str | None = None
    raw_name: str | None = None


class Document(BaseModel):
    """A document object (schemas/federal-register.schema.json); fields that are not named are let be."""

    model_config = ConfigDict(extra="allow")

    document_number: Name
    title: Name
    type: Name
    publication_date: Day
    abstract: str | None = None
    action: str | None = None
    dates: str | None = None
    effective_on: Day | None = None
    comments_close_on: Day | None = None
    signing_date: Day | None = None
    agencies: list[Agency] = []
    html_url: str | None = None
    correction_of: str | None = None
    docket_ids: list[str] | None = None
    regulation_id_numbers: list[str] | None = None


def is_document(text: str) -> bool:
    """Whether a JSON text looks like a document of the Federal Register, or a page of search results."""
    return text.lstrip("\ufeff \n\r\t")[:1] in {"{", "["} and bool(_HEAD.search(text))


def of_federal_register(path: Path, lexicon: Lexicon) -> Iterator[Any]:
    """A unit for each document of a file, or the problem that keeps it out.

    The file holds one document, a list of them, a page of search results (`results`), or JSON Lines.
    Raises UnreadableError where it cannot be read or is no JSON.
    """
    for where, row in _documents(path):
        try:
            yield row if isinstance(row, Problem) else [_unit(Document.model_validate(row), row, lexicon)]
        except ValidationError as error:
            yield Problem("bad-row", f"{where}: {explain(error)}")


def _documents(path: Path) -> Iterator[tuple[str, Any]]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        raise UnreadableError(f"cannot read {path}: {reason}") from error
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
        if len(lines) == 1 or not any(_is_json(line) for _, line in lines):
            raise UnreadableError(f"{path} is no JSON: {error}") from error
        for number, line in lines:
            where = f"{path.name}, line {number}"
            yield where, json.loads(line) if _is_json(line) else Problem("bad-row", f"{where}: not JSON")
        return
    found = whole.get("results", [whole]) if isinstance(whole, dict) else whole
    for number, row in enumerate(found, 1):
        name = row.get("document_number") if isinstance(row, dict) else None
        yield f"{path.name}, document {number}" + (f" ({name})" if name else ""), row


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _unit(said: Document, row: Any, lexicon: Lexicon) -> Unit:  # noqa: ANN401 - the row as it came
    raw = canonical(row).encode("utf-8", "surrogatepass")
    article = _article(said, digest(raw)[:32])
    key = f"fr-{said.document_number}"
    known = Known.of(said.publication_date)
    return Unit(
        origin=ORIGIN,
        key=key,
        url=article.url,
        publisher=PUBLISHER,
        language="en",
        reader=READER,
        content=raw,
        known=known,
        basis="given",
        assertions=identified(_assertions(said, article, lexicon), ORIGIN, key),
        quotes=tuple(None for _ in _stages(said)),
        text=article.text,
        raw=raw,
        head={name: value for name, value in article_json(article).items() if name != "text"},
        problems=tuple(_problems(said, lexicon)),
    )


def _article(said: Document, id_: str) -> Article:
    parts = [part for part in (said.title, said.action, said.abstract, said.dates) if part and part.strip()]
    spans, at = [], 0
    for part in parts:
        spans.append(Span(at, at + len(part)))
        at += len(part) + 2
    return Article(
        id=id_,
        text="\n\n".join(parts),
        body=tuple(spans[1:]),
        url=said.html_url or _PAGE.format(said.document_number),
        publisher=PUBLISHER,
        title=said.title,
        published=Published(said.publication_date, "given"),
        language="en",
        title_span=spans[0],
    )


def _stages(said: Document) -> Sequence[tuple[Kind, str, str]]:
    """What a document says was or will be done: the kind, the day, and the part of the text that says it."""
    published, kind = said.publication_date, said.type.casefold()
    found: list[tuple[Kind, str, str]] = []
    if "withdraw" in (said.action or "").casefold():
        return [(Kind.MEASURE_WITHDRAWN, published, "action")]
    if said.correction_of:
        found.append((Kind.MEASURE_AMENDED, published, "title"))
    elif kind == "rule":
        found.append((Kind.MEASURE_PROMULGATED, published, "title"))
    elif kind == "presidential document":
        found.append((Kind.MEASURE_DECIDED, said.signing_date or published, "title"))
        found.append((Kind.MEASURE_PROMULGATED, published, "title"))
    elif not said.comments_close_on:
        told = kind == "proposed rule" or said.effective_on
        found.append((Kind.MEASURE_ANNOUNCED if told else Kind.STATEMENT_MADE, published, "title"))
    if said.comments_close_on:
        found.append((Kind.MEASURE_COMMENT_OPENED, published, "title"))
        found.append((Kind.MEASURE_COMMENT_CLOSED, said.comments_close_on, "dates"))
    if said.effective_on:
        found.append((Kind.MEASURE_EFFECTIVE, said.effective_on, "dates"))
    return found


def _assertions(said: Document, article: Article, lexicon: Lexicon) -> Iterator[Assertion]:
    actors = _actors(said, lexicon)
    end = article.title_span.end if article.title_span else 0
    targets = _mentions(countries(article.text[:end], lexicon), article.text, skip=COUNTRY)
    items = _mentions(goods(article.text, lexicon), article.text)
    corrected = re.search(r"([0-9A-Z]+-\d+)/?$", said.correction_of or "")
    measure = Mention(f"measure:fr-{corrected[1] if corrected else said.document_number}", said.title)
    terms = {
        name: value
        for name, value in {
            "document": said.document_number,
            "action": said.action,
            "rin": said.regulation_id_numbers,
            "docket": said.docket_ids,
        }.items()
        if value
    }
    published = date.fromisoformat(said.publication_date)
    for kind, day, part in _stages(said):
        span = _span(said, part, article)
        spoken = kind is Kind.STATEMENT_MADE
        base = Assertion(
            kind=kind,
            status=Status.PLANNED if date.fromisoformat(day) > published else Status.OCCURRED,
            when=When(day),
            actors=actors,
            targets=targets,
            items=items,
            measure=None if spoken else measure,
            speaker=actors[0] if spoken else None,
            terms={"federal_register": terms},
            start=span.start,
            end=span.end,
        )
        yield replace(base, terms=base.terms | {"content": said.title}) if spoken else base


def _span(said: Document, part: str, article: Article) -> Span:
    """Where the text says it: in its paragraph, else in the title."""
    text = getattr(said, part)
    at = article.text.rfind(text) if text and text.strip() else 0
    return Span(at, at + len(text)) if text and text.strip() else article.title_span or Span(0, 0)


def _mentions(hits: Any, text: str, skip: str | None = None) -> tuple[Mention, ...]:  # noqa: ANN401
    found: dict[tuple[str, str | None], Mention] = {}
    for hit in hits:
        if hit.id != skip:
            mention = Mention(hit.id, text[hit.start : hit.end], hit.start, hit.end, hit.form)
            found.setdefault((hit.id, hit.form), mention)
    return tuple(found.values())


def _actors(said: Document, lexicon: Lexicon) -> tuple[Mention, ...]:
    """The agencies, and the United States where the lexicon knows none of them."""
    found = []
    for agency in said.agencies:
        if name := agency.name or agency.raw_name:
            entry = _agency(name, lexicon)
            found.append(Mention(entry, lexicon.name(entry) if entry else name))
    if any(lexicon.country_of(one.id) == COUNTRY for one in found):
        return tuple(found)
    return (Mention(COUNTRY, lexicon.name(COUNTRY)), *found)


def _agency(name: str, lexicon: Lexicon) -> str | None:
    """The id of an agency; "Industry and Security Bureau" is the Bureau of Industry and Security."""
    turned = re.sub(rf"^(.+) {_ENDS}$", r"\2 of \1", name)
    behind, _, front = name.partition(", ")
    for told in (name, turned, turned.replace(" of ", " of the ", 1), f"{front} {behind}".strip()):
        entry = lexicon.find(told, _BODIES)
        if entry and lexicon.country_of(entry.id) == COUNTRY:
            return entry.id
    return None


def _problems(said: Document, lexicon: Lexicon) -> Iterator[Problem]:
    for agency in said.agencies:
        name = agency.name or agency.raw_name
        if name and _agency(name, lexicon) is None:
            said_ = f"fr-{said.document_number}: no agency is known by the name {name!r}"
            yield Problem("unknown-name", said_)
