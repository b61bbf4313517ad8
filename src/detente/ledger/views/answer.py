"""The answer to the licence question."""

from dataclasses import dataclass
from datetime import date

from detente.ledger.views.evidence import Support
from detente.model import When


@dataclass(frozen=True, slots=True)
class LicenceAnswer:
    """The answer to the licence question: may this go, on that day, as known then?

    `answer` is one of the design's ten; `branches` pairs a condition with an answer where it is
    `depends`; `scheduled` holds (day or None, answer, status); `basis` the chain of rules and
    supports in words, each with its reference.
    """

    answer: str
    item: str
    form: str | None
    country_of_export: str
    destination: str
    on: date
    known: date
    branches: tuple[tuple[str, str], ...] = ()
    since: When | None = None
    scheduled: tuple[tuple[When | None, str, str], ...] = ()
    standard_days: int | None = None
    observed_days: tuple[tuple[int, int], ...] = ()
    """Days from control to each known approval, as (at least, at most)."""
    not_checked: tuple[str, ...] = ()
    basis: tuple[tuple[str, str], ...] = ()
    """(sentence, reference or source) pairs, in the order of the reasoning."""
    supports: tuple[Support, ...] = ()
    conflicts: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    """What these conflicts are about, a sentence each."""
    covers_until: date | None = None
    as_of: date | None = None
    """The last day on which a source told of what the answer rests on, where that is before the day asked
    about: it may have changed since. None where no source does, or one of that day or later."""
    scenario: str | None = None
    caught: str | None = None
    """Whether the part is within the control: `yes`, `no`, `maybe`; None where no list entry tells."""
    considered: tuple[tuple[str, bool | None, str], ...] = ()
    """(measure or rule, whether it applies or None where that cannot be told, why), in order."""
