"""What stands behind a value: the sources, the dates they give, the steps they tell of."""

from dataclasses import dataclass
from datetime import date

from detente.model import When


@dataclass(frozen=True, slots=True)
class Support:
    """One source's assertion behind a value, down to the characters.

    `quote` is the sentence of the page where it is `verbatim`; else what is recorded in `entry`: the
    text of a chronology's row, or, where showing that would tell what the source could not know yet,
    the kind and its day. `start`, `end` and `snapshot` are null for what was not read off a stored
    text. `known_from` and `known_by` bound the day on which it was published, inclusive; a value counts
    as known on day K when `known_by <= K`.
    """

    assertion: str
    source: str
    publisher: str | None
    url: str | None
    known_from: date | None
    known_by: date
    quote: str
    snapshot: str | None = None
    start: int | None = None
    end: int | None = None
    supposed: str | None = None
    """The name of the scenario that supposes it, where no source says it."""
    verdict: int | None = None
    """The record of the verdict that prefers or corrects it."""
    entry: str | None = None
    """Where it is recorded, of what was not read off a stored text: "chronology entry kj-006"."""

    @property
    def verbatim(self) -> bool:
        """Whether `quote` is a span of a stored text: only then may it stand in quotation marks."""
        return self.snapshot is not None and self.start is not None and self.supposed is None


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that some sources give for a stage or an act."""

    when: When
    planned: bool
    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One dated step: of a contract, of the notice of an agreement, of a proceeding."""

    kind: str
    when: When | None
    status: str
    text: str
    supports: tuple[Support, ...]
    step: str | None = None
    """The part of the act that is told, where it is not the act itself: `accepted`, of consultations."""
