"""Agreements with their clock, cases with their steps, and deadlines."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from detente.ledger.views.evidence import Step, Support
from detente.model import When


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement and its clock.

    `notice` is `none`, `decided`, `given`, `suspended` or `withdrawn`. `ends` is the last day on
    which it is scheduled to hold, None where no end is scheduled or none is known (`no_end` tells the
    two apart). `contested` says in a sentence what is, and is empty otherwise.
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
    """What is said of its term: `in_force`, `term_years` or `term_months`, `term_ends`, `renewal`,
    `renewal_months`, `notice_days` or `notice_months`, `tz`."""
    clock_basis: str = "not known"
    """Who says it: `text` (the agreement's own, in the lexicon), `source`, or `not known`."""
    term_begins: When | None = None
    last_working_days: Mapping[str, date] = field(default_factory=dict)
    """By party, the last working day up to the last day of notice."""
    steps: tuple[Step, ...] = ()
    """Its notice decided, given, suspended, withdrawn; its signing, extension and end."""

    @property
    def no_end(self) -> str:
        """What to say where `ends` is None: an end that somebody set going is not known without its clock."""
        ending = any(step.kind == "agreement_terminated" for step in self.steps)
        touched = self.notice in {"decided", "given", "suspended"} or (ending and self.notice == "none")
        return "end not known" if touched and self.term_ends is None else "no end scheduled"


@dataclass(frozen=True, slots=True)
class Proceeding:
    """A case with its steps.

    `state`: not_filed, consultations, panel_requested, panel, suspended, withdrawn, ruled. `reached` is
    how far it had got, whatever happened since: not_filed, consultations, panel_requested, panel, ruled.
    `standing` is the state told apart: suspended_before_panel, suspended_after_panel, and resumed where
    its last step was that; else the state. All three are undeterminable for the steps that cannot be told
    to be of one case (`case:unplaced`).
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
