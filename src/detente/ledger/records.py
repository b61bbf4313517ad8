"""What the log hands to the fold: one source's assertion with the day from which it was known."""

from dataclasses import dataclass
from datetime import date

from detente.ledger.views import Support
from detente.model import Assertion, Status

SUPPOSED = "scenario"
"""The origin of what a scenario supposes: no source says it."""
BY_HAND = frozenset({"chronology", "manual"})
"""Origins of what a person wrote down; of all else a machine is the reader."""
_ENTRIES = {"chronology": "chronology entry {key}", "manual": "entered by hand"}
"""What an entry is called, by its origin."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an assertion comes from.

    `trust` follows the design's order, 1 best (0 is what a scenario supposes): 1 official text, 2
    official on its own act, 3 company on its own goods, 4 agency, 5 paper, 6 machine-translated repost.
    `country` is whose official text it is, where it is one. `known_from` and `known_by` bound the day
    of publication, both inclusive; `known_by` is what counts, so a source dated to a month is known at
    its end.
    `dated` is false for a source without any date, known only from its record time.
    """

    id: str
    publisher: str | None
    url: str | None
    trust: int
    known_from: date | None
    known_by: date
    dated: bool
    country: str | None = None
    language: str | None = None
    distrusted: date | None = None
    """The date that its metadata give, where it was not used since the page tells of later days."""
    supposed: str | None = None
    """The name of the scenario, where it is no source at all."""
    verdict: int | None = None
    """The record of the verdict under which one of its assertions stands."""
    preferred: bool = False
    """Whether that verdict puts it before every source; `trust` stays as it was, so that ids do."""
    preferred_in: frozenset[str] = frozenset()
    """The fields in which a verdict puts it before every source, where it is not all of them."""
    page: str | None = None
    """What its editions have in common, where it is a page of which there are several."""
    got: bool = False
    """Whether `known_by` is the day on which a changed page was got, and not one of publication."""

    @property
    def published(self) -> bool:
        """Whether `known_by` is a day of publication, not of adding or getting a page."""
        return self.dated and not self.got


@dataclass(frozen=True, slots=True)
class Logged:
    """An assertion as it stands in the log, immutable, with its record number.

    `origin` is `page`, `chronology`, `jsonl`, `manual` or `scenario`. `key` says which row of a
    chronology it comes from (`kj-006`) or which article: assertions with the same key and kind are
    one event unless their arguments exclude it. `quote` is the text that supports it, empty where
    showing it would tell more than the source could know.
    """

    record: int
    assertion: Assertion
    source: Source
    origin: str
    key: str
    quote: str
    snapshot: str | None = None
    reader: str = ""
    confirmed: int | None = None
    """The record of the verdict by which a person found it right."""

    def _told(self) -> str:
        """What is recorded, where the text may not be shown: "comment closed (planned): 2019-09-03"."""
        own = self.assertion
        words = own.kind.value.removeprefix("measure_").replace("_", " ")
        status = "" if own.status is Status.OCCURRED else f" ({own.status.value.replace('_', ' ')})"
        return f"{words}{status}: {own.when.value}" if own.when else ""

    @property
    def entry(self) -> str | None:
        """Where it is recorded, in words; None of what was read off a stored text or is supposed."""
        if self.origin == SUPPOSED or (self.snapshot is not None and self.assertion.start is not None):
            return None
        return _ENTRIES.get(self.origin, "entry {key}").format(key=self.key)

    @property
    def support(self) -> Support:
        """The way back to the characters."""
        return Support(
            assertion=self.assertion.id,
            source=self.source.id,
            publisher=self.source.publisher,
            url=self.source.url,
            known_from=self.source.known_from,
            known_by=self.source.known_by,
            quote=self.quote or self._told(),
            snapshot=self.snapshot,
            start=self.assertion.start,
            end=self.assertion.end,
            supposed=self.source.supposed,
            verdict=self.source.verdict,
            entry=self.entry,
        )
