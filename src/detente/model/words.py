"""The records that all rooms share. Offsets are Unicode code points of `Article.text`, half-open."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from detente.model.kinds import Basis, Kind, Status
from detente.model.when import When, WhenError

CONTEXT = 32
"""Characters of context kept before and after a quoted text."""


class Span(NamedTuple):
    """A stretch of `Article.text`: start inclusive, end exclusive, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The characters that support a field, as W3C Web Annotation selectors.

    TextPositionSelector (start, end) and TextQuoteSelector (exact, prefix, suffix) together, so
    that it survives a page that was cleaned again.
    """

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Evidence":
        """Quote `text[start:end]` with its context."""
        return cls(
            start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        )

    def find(self, text: str) -> Span | None:
        """Where the quoted text stands in a text that may have changed, or None.

        The old place is tried first, then the place with both contexts, then a place that is the
        only one. A quotation that stands in several places with other context is not found.
        """
        if text[self.start : self.end] == self.exact:
            return Span(self.start, self.end)
        at = text.find(self.prefix + self.exact + self.suffix)
        if at >= 0:
            return Span(at + len(self.prefix), at + len(self.prefix) + len(self.exact))
        if self.exact and text.count(self.exact) == 1:
            at = text.index(self.exact)
            return Span(at, at + len(self.exact))
        return None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong or was left out, as data: listed, identified, shown."""

    code: str
    """A short name in kebab case, such as `no-date`; docs/reference/problems.md lists them."""
    message: str
    """One sentence for the reader."""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """When a page says it was published. `value` is ISO 8601, with a zone only where given."""

    value: str
    basis: str
    """`text`, `metadata`, `url` or `given`."""
    start: int | None = None
    end: int | None = None

    @property
    def day(self) -> date:
        """The calendar day as written, in the page's own zone."""
        return date.fromisoformat(self.value[:10])


@dataclass(frozen=True, slots=True)
class Article:
    r"""What was read off a snapshot: one immutable text and where things stand in it.

    `text` is a plain-text page whole, with line ends normalised to \n; of an HTML page what was
    extracted, title and date line included; of a JSON row the caller's text as it stands. `body`
    holds the paragraphs, in order; furniture, captions and title are not in it.
    """

    id: str
    text: str
    body: tuple[Span, ...] = ()
    url: str | None = None
    publisher: str | None = None
    origin: str | None = None
    """The name of the file it was read from; what a source without url or publisher goes by."""
    title: str | None = None
    deck: str | None = None
    byline: tuple[str, ...] = ()
    published: Published | None = None
    updated: Published | None = None
    retrieved: str | None = None
    language: str | None = None
    title_span: Span | None = None
    deck_span: Span | None = None
    byline_spans: tuple[Span, ...] = ()
    captions: tuple[Span, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def pages(self) -> tuple[Span, ...]:
        """The pages of a PDF, each without the form feed that ends it; empty for what has no pages."""
        ends = [at for at, letter in enumerate(self.text) if letter == "\f"] if "\f" in self.text else []
        starts = [0, *(min(end + 2, len(self.text)) for end in ends)]
        return tuple(Span(start, end) for start, end in zip(starts, ends, strict=False))

    def page_of(self, offset: int) -> int | None:
        """The number of the page, from 1, on which an offset lies; None for what has no pages."""
        return 1 + self.text.count("\f", 0, offset) if "\f" in self.text else None

    @property
    def sha256(self) -> str:
        """Hash of the text, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A TIMEX3 expression (ISO-TimeML): `type` is DATE, TIME, DURATION or SET."""

    text: str
    start: int
    end: int
    type: str
    value: str

    def when(self) -> When | None:
        """The days it denotes, or None for durations, sets, references and unknown years.

        Weeks, quarters, halves and seasons become intervals; a time becomes its day.
        """
        return timex_when(self.value) if self.type in {"DATE", "TIME"} else None


_WEEK = re.compile(r"(\d{4})-W(\d{2})(-WE)?")
_PIECE = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)")
_PIECES = {
    "Q1": ("01", "03"), "Q2": ("04", "06"), "Q3": ("07", "09"), "Q4": ("10", "12"),
    "H1": ("01", "06"), "H2": ("07", "12"),
    "SP": ("03", "05"), "SU": ("06", "08"), "FA": ("09", "11"),
}  # fmt: skip


def timex_when(value: str) -> When | None:
    """The days a TIMEX3 date value denotes, or None where it denotes none that are known.

    >>> timex_when("2019-W34").value
    '2019-08-19/2019-08-25'
    >>> timex_when("2019-08-22T24:00").value
    '2019-08-22'
    """
    text = value.partition("T")[0]
    try:
        if match := _WEEK.fullmatch(text):
            year, week, weekend = int(match[1]), int(match[2]), match[3]
            return When.between(
                date.fromisocalendar(year, week, 6 if weekend else 1), date.fromisocalendar(year, week, 7)
            )
        if match := _PIECE.fullmatch(text):
            year = int(match[1])
            if match[2] == "WI":
                return When(f"{year:04}-12/{year + 1:04}-02")
            first, last = _PIECES[match[2]]
            return When(f"{year:04}-{first}/{year:04}-{last}")
        if re.fullmatch(r"\d{2,3}", text):  # the first digits of a century's or decade's years
            first = text.ljust(4, "0")
            return When(f"{max(first, '0001')}/{text.ljust(4, '9')}")
        return When(text)
    except (WhenError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Mention:
    """A party, item, group, agreement, case or place as an assertion names it.

    `id` is null for one the lexicon does not know; `start` and `end` are null where it was not
    read off a text (a row of a chronology). `form` is the form or grade of an item (`gas`,
    `liquid`, `euv`), null where none is named. `part` says that a group stands for one or some of
    its members, not named there: "a licence for one of the three materials".
    """

    id: str | None
    name: str
    start: int | None = None
    end: int | None = None
    form: str | None = None
    part: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A named party, place, item, group or agreement in the text, with whom it means.

    `kind`: country, government, body, organisation, company, business_group, person, role, place,
    item, item_group, country_group, agreement, case, measure. A capital that acts is `government`
    with the country's id; the same word as a place is `place`. `role` is what a person is at the
    time ("ambassador to Korea"), `acts_for` the id of the country, body or company he speaks for.
    """

    text: str
    start: int
    end: int
    id: str | None
    kind: str
    role: str | None = None
    acts_for: str | None = None
    form: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Who said what: content span, its speaker, and whether it is in quotation marks.

    `hearsay` is true where the article does not name the one it heard it from: an anonymous
    source, or words of one person told by another. `via` is then the one who told them.
    """

    text: str
    start: int
    end: int
    speaker: Mention | None
    direct: bool
    hearsay: bool
    cue: Span | None = None
    via: Mention | None = None


@dataclass(frozen=True, slots=True)
class Assertion:
    """What one source says: an act, its arguments each with its own span, when, and the modality.

    `since` is EDTF: the day from which `count` and `ordinal` count. `count` 0 means "none known
    by then", None means that the source does not say. `measure` names the measure meant, with a
    null id where only the ledger can tell which. `terms` holds what belongs to one kind only
    (`licence_after`, `standard_days`, `group`, `change`, ...: docs/reference/kinds.md).
    """

    kind: Kind
    status: Status
    id: str = ""
    when: When | None = None
    when_basis: Basis | None = None
    when_span: Span | None = None
    actors: tuple[Mention, ...] = ()
    targets: tuple[Mention, ...] = ()
    items: tuple[Mention, ...] = ()
    agreement: Mention | None = None
    case: Mention | None = None
    measure: Mention | None = None
    place: Mention | None = None
    count: int | None = None
    count_span: Span | None = None
    ordinal: int | None = None
    ordinal_span: Span | None = None
    since: str | None = None
    since_span: Span | None = None
    in_response_to: Mention | None = None
    speaker: Mention | None = None
    hearsay: bool = False
    start: int | None = None
    end: int | None = None
    """The evidence: the clause or sentence in the text, null for what was not read off one."""
    confidence: float = 1.0
    terms: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read off one article, with the reader that did it."""

    article: Article
    times: tuple[TimeExpression, ...] = ()
    names: tuple[Name, ...] = ()
    quotes: tuple[Quote, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    problems: tuple[Problem, ...] = ()
    reader: str = ""
