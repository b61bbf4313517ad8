"""Events, conflicts, coverage, and the whole: the state at (on, known)."""

from dataclasses import dataclass, field
from datetime import date

from detente.ledger.views.evidence import Support
from detente.ledger.views.licences import LicenceBook
from detente.ledger.views.measures import GroupMembership, Measure, Unplaced
from detente.ledger.views.pacts import Agreement, Deadline, Proceeding
from detente.model import When


@dataclass(frozen=True, slots=True)
class Event:
    """Assertions that speak of the same thing: an appeal, a meeting, talks, a statement."""

    id: str
    kind: str
    status: str
    when: When | None
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    text: str
    supports: tuple[Support, ...]
    items: tuple[str, ...] = ()
    step: str | None = None
    """The part of the act that is told, where it is not the act itself: `accepted`, of consultations."""


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of a stretch of days; not `surely` where its own date is vaguer than the stretch."""

    event: Event
    surely: bool


@dataclass(frozen=True, slots=True)
class Competing:
    """One of the values that compete in a conflict."""

    value: str
    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sources that cannot all be right.

    `kind` is a short name from docs/concepts/conflicts.md; `state` is `settled` (then `chosen` is
    the value that the order of trust prefers, and `why` says by what) or `contested`.
    """

    id: str
    subject: str
    field: str
    kind: str
    values: tuple[Competing, ...]
    state: str
    chosen: str | None
    why: str
    explanation: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A source of which `assertions` were left out of an answer, and `why`.

    `why` is `undated`: published on a day that nobody knows, and added after the day as known on which it is
    asked; or `unconfirmed`: found by the trained model alone, and not yet confirmed by a person.
    """

    source: str
    publisher: str | None
    url: str | None
    assertions: int
    why: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What an answer rests on: sources, up to when, and who read them; and what it leaves out.

    `assertions` is the sum of those read `by_machine` only and those entered `by_hand` (chronologies,
    documents); `confirmed` counts those of either that a person looked at and found right. `undated` counts
    the sources without a date, those among `left_out` with the others.
    """

    sources: int = 0
    undated: int = 0
    until: date | None = None
    assertions: int = 0
    by_machine: int = 0
    by_hand: int = 0
    confirmed: int = 0
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """The fold of the log at (on, known): everything that people and the exposure ask of it."""

    on: date
    known: date
    measures: tuple[Measure, ...] = ()
    groups: tuple[GroupMembership, ...] = ()
    licences: tuple[LicenceBook, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    proceedings: tuple[Proceeding, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    talks: tuple[Event, ...] = ()
    calls: tuple[Event, ...] = ()
    timeline: tuple[Event, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    covers_until: date | None = None
    """The latest publication known by `known`; None for an empty ledger."""
    coverage: Coverage = field(default_factory=Coverage)
    problems: tuple[str, ...] = ()
    scenario: str | None = None
    """The name of the scenario that was laid over the log."""
