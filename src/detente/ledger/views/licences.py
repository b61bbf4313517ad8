"""Licences, a contract each, and the book of an item's licences and reported counts."""

from dataclasses import dataclass

from detente.ledger.views.evidence import Step, Support
from detente.model import When

FEWEST = 3
"""Dated approvals from which a pace is told."""


@dataclass(frozen=True, slots=True)
class Licence:
    """One licence, asked for or granted: it covers one contract, never an item.

    `outcome` is `approved`, `denied`, `revoked`, `returned` or `pending`, `when` the day of it (of one
    that is pending, of its filing). `filed`, `queried` and `shipped` are the days of the other steps,
    where known; `processing` the days from filing to outcome, at least and at most, None where no filing
    is dated. `quantity` is in the words of the source.
    """

    item: str
    form: str | None
    outcome: str
    when: When | None
    exporter: str | None
    consignee: str | None
    ordinal: int | None
    since: str | None
    supports: tuple[Support, ...]
    own: bool = False
    """Whether it is the user's own application."""
    told: bool = True
    """Whether a source tells of it, beside the user's own records."""
    kind: str | None = None
    """Its type where a source or the user gives it: `individual`, `specific_bulk` ..."""
    until: When | None = None
    """Its last day of validity, where known."""
    quantity: str | None = None
    filed: When | None = None
    queried: tuple[When, ...] = ()
    shipped: tuple[When, ...] = ()
    processing: tuple[int, int] | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Pace:
    """Days between approvals on average, at least and at most, from `approvals` dated ones."""

    approvals: int
    at_least: float
    at_most: float


@dataclass(frozen=True, slots=True)
class Count:
    """A reported number of licences."""

    count: int
    as_of: When | None
    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many applications a source says were `denied`, `returned`, `revoked` or are `pending`."""

    outcome: str
    count: int
    as_of: When | None
    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class LicenceBook:
    """The licences of one item (and form), single ones and reported counts side by side.

    `at_least` is what single approvals or the highest credible count prove; `at_most` is None
    where no source bounds it. `consistent` is None where there is nothing to compare. What only one's own
    records tell of is in `approved` (not `told`) and in `own`, and compared with no count.
    """

    item: str
    form: str | None
    approved: tuple[Licence, ...]
    at_least: int
    at_most: int | None
    denied: int
    returned: int
    pending: int
    since: str | None
    reported: tuple[Count, ...]
    consistent: bool | None
    own: tuple[Licence, ...] = ()
    """The user's own applications, whatever came of them."""
    other: tuple[Licence, ...] = ()
    """Contracts that were denied, returned or are pending, and licences that were taken back."""
    outcomes: tuple[Outcome, ...] = ()
    """What became of several applications at once, as sources count them."""

    @property
    def revoked(self) -> int:
        """Licences that were granted and taken back: no denials."""
        counted = (one.count for one in self.outcomes if one.outcome == "revoked")
        return max([sum(one.outcome == "revoked" for one in self.other), *counted])

    @property
    def pace(self) -> Pace | None:
        """How quickly approvals follow each other; None from fewer than three that are told and dated."""
        dated = sorted(
            (licence.when for licence in self.approved if licence.when and licence.told),
            key=lambda w: (w.earliest, w.latest),
        )
        if len(dated) < FEWEST:
            return None
        gaps = len(dated) - 1
        least = max((dated[-1].earliest - dated[0].latest).days, 0) / gaps
        return Pace(len(dated), least, (dated[-1].latest - dated[0].earliest).days / gaps)

    @property
    def first(self) -> When | None:
        """The first dated approval."""
        dated = [licence.when for licence in self.approved if licence.when]
        return min(dated, key=lambda when: (when.earliest, when.latest), default=None)

    @property
    def last(self) -> When | None:
        """The last dated approval."""
        dated = [licence.when for licence in self.approved if licence.when]
        return max(dated, key=lambda when: (when.latest, when.earliest), default=None)
