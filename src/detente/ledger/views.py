"""What the ledger computes: typed views of the dispute on a day, as known on a day.

Every value carries the `Support`s that lead to its sentence. Nothing here is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from detente.model import When

FEWEST = 3
"""Dated approvals from which a pace is told."""


@dataclass(frozen=True, slots=True)
class Support:
    """One source's assertion behind a value, down to the characters.

    `quote` is the sentence of the page, or the text of the chronology's row (empty where showing
    it would tell what the source could not know yet). `start`, `end` and `snapshot` are null for
    what was not read off a stored text. `known_from` and `known_by` bound the day on which it was
    published, inclusive; a value counts as known on day K when `known_by <= K`.
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


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that some sources give for a stage or an act."""

    when: When
    planned: bool
    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class LegalAct:
    """The act that makes a measure, or ends it, with its own stages; `text` is a sentence about it."""

    stages: Mapping[str, tuple[Dated, ...]]
    text: str
    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """A change of licence type that is known to come: `when` is None where no day of effect is known.

    `status` is `announced`, `decided` or `planned` (then with its day).
    """

    licence: str
    when: When | None
    status: str
    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with the stages of its act, in the order announced ... effective, withdrawn.

    `stages` maps a stage (`announced`, `comment_opened`, `comment_closed`, `decided`,
    `promulgated`, `effective`, `amended`, `withdrawn`) to the chosen date first, then competing
    ones. `state` is `announced`, `scheduled`, `in_force`, `withdrawn`, `undeterminable`.
    `licence` maps an item id to the licence types that apply under it on the day, in the design's
    words; `coming` to the changes of licence type that are known to come after the day.
    """

    id: str
    name: str
    actor: str | None
    targets: tuple[str, ...]
    items: tuple[str, ...]
    stages: Mapping[str, tuple[Dated, ...]]
    state: str
    effective: When | None
    ended: When | None

    @property
    def in_force(self) -> bool | None:
        """Whether it is in force on the day; None where that cannot be determined."""
        return None if self.state == "undeterminable" else self.state == "in_force"

    group: str | None = None
    generating: LegalAct | None = None
    """The act of law that makes it; None where no source tells of one."""
    terminating: LegalAct | None = None
    """The act of law that eases or ends it."""
    licence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    coming: Mapping[str, tuple["Coming", ...]] = field(default_factory=dict)
    standard_days: int | None = None
    supports: tuple[Support, ...] = ()
    ending: Mapping[str, tuple[Dated, ...]] = field(default_factory=dict)
    """Stages of the act that ends or eases it (`announced`, `comment_opened`, `decided` ...)."""
    amendments: tuple["Amendment", ...] = ()
    everywhere: bool = False
    """Whether it is told to hold for all destinations (`terms.destinations` is `all`)."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change within a measure: which items, which licence types come in, from when."""

    items: tuple[str, ...]
    licence: tuple[str, ...]
    when: When | None
    text: str
    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class GroupMembership:
    """Whether a country is in a country group of another on the day, and from when to when.

    `member` is None where that cannot be determined. `until` is the last day, inclusive. `edition`
    is the version of the groups that holds on the day, None where it is not known.
    """

    group: str
    country: str
    of: str
    member: bool | None
    since: When | None
    until: When | None
    measure: str | None
    supports: tuple[Support, ...] = ()
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One dated step: of a contract, of the notice of an agreement, of a proceeding."""

    kind: str
    when: When | None
    status: str
    text: str
    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class Licence:
    """One licence, asked for or granted: it covers one contract, never an item.

    `outcome` is `approved`, `denied`, `returned` or `pending`, `when` the day of it (of one that is
    pending, of its filing). `filed`, `queried` and `shipped` are the days of the other steps, where
    known; `processing` the days from filing to outcome, at least and at most, None where no filing
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
class LicenceBook:
    """The licences of one item (and form), single ones and reported counts side by side.

    `at_least` is what single approvals or the highest credible count prove; `at_most` is None
    where no source bounds it. `consistent` is None where there is nothing to compare.
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
    """Contracts that were denied, returned or are pending."""

    @property
    def pace(self) -> Pace | None:
        """How quickly approvals follow each other; None from fewer than three that are dated."""
        dated = sorted(
            (licence.when for licence in self.approved if licence.when), key=lambda w: (w.earliest, w.latest)
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


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement and its clock.

    `notice` is `none`, `decided`, `given`, `suspended` or `withdrawn`. `ends` is the last day on
    which it is scheduled to hold, None where no end is scheduled. `contested` says in a sentence
    what is, and is empty otherwise.
    """

    id: str
    name: str
    parties: tuple[str, ...]
    notice: str
    notice_by: str | None
    notice_deadline: When | None
    term_ends: When | None
    ends: When | None
    contested: str
    computed: tuple[str, ...]
    """Names of the fields that were computed from the clock and not said by a source."""
    supports: tuple[Support, ...]
    clock: Mapping[str, str | int] = field(default_factory=dict)
    """What its text says of the term: `in_force`, `term_years`, `renewal`, `notice_days`, `tz`."""
    term_begins: When | None = None
    last_working_days: Mapping[str, date] = field(default_factory=dict)
    """By party, the last working day up to the last day of notice."""
    steps: tuple[Step, ...] = ()
    """Its notice decided, given, suspended, withdrawn; its signing, extension and end."""


@dataclass(frozen=True, slots=True)
class Proceeding:
    """A case with its steps.

    `state`: not_filed, consultations, panel_requested, panel, suspended, withdrawn, ruled. `reached` is
    how far it had got, whatever happened since: not_filed, consultations, panel_requested, panel, ruled.
    `standing` is the state told apart: suspended_before_panel, suspended_after_panel, and resumed where
    its last step was that; else the state.
    """

    id: str
    name: str
    complainant: str | None
    respondent: str | None
    state: str
    steps: tuple[Step, ...]
    reached: str = "not_filed"
    standing: str = "not_filed"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something must be decided or done.

    `basis` is `source` or `computed` (then it is unconfirmed and says so wherever it appears);
    `state` is `open`, `met`, `missed` or `moved`; `days_left` counts from the day asked about and
    is negative for one that has passed.
    """

    id: str
    what: str
    who: tuple[str, ...]
    when: When
    tz: str | None
    basis: str
    state: str
    days_left: int
    working_day: bool | None
    last_working_day: date | None
    supports: tuple[Support, ...]
    moved_to: When | None = None
    calendar: str | None = None
    """The country whose working days are meant."""

    @property
    def weekday(self) -> str:
        """The English name of its last day's weekday."""
        names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
        return names[self.when.latest.weekday()]


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


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A stage of a measure that says too little to be one: no day, no destination, no actor.

    `actor` is the country that acts, `group` the country group it is about, each where it is named.
    """

    kind: str
    actor: str | None
    targets: tuple[str, ...]
    items: tuple[str, ...]
    group: str | None
    when: When | None
    eases: bool
    """Whether it undoes or eases something."""
    supports: tuple[Support, ...]
    planned: bool = False
    """Whether all who tell of it speak of something to come."""

    def to_come(self, on: date) -> bool:
        """Whether it had surely not begun on the day.

        A plan without a day has not begun when it is told of, wherever on earth that day ends.
        """
        if self.when is not None:
            return self.when.earliest > on
        told = max((support.known_by for support in self.supports), default=None)
        return self.planned and told is not None and on <= told + timedelta(days=1)


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
class Coverage:
    """What an answer rests on: sources, up to when, and who read them.

    `assertions` is the sum of those read `by_machine` only and those entered `by_hand` (chronologies,
    documents); `confirmed` counts those of either that a person looked at and found right.
    """

    sources: int = 0
    undated: int = 0
    until: date | None = None
    assertions: int = 0
    by_machine: int = 0
    by_hand: int = 0
    confirmed: int = 0


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
    covers_until: date | None = None
    scenario: str | None = None
    caught: str | None = None
    """Whether the part is within the control: `yes`, `no`, `maybe`; None where no list entry tells."""
    considered: tuple[tuple[str, bool | None, str], ...] = ()
    """(measure or rule, whether it applies or None where that cannot be told, why), in order."""
