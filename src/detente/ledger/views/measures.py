"""Measures with the acts of law that make and end them, and membership of country groups."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from detente.ledger.views.evidence import Dated, Support
from detente.model import When


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
    freed: tuple["Freed", ...] = ()
    """What is withdrawn for some destinations or goods only."""
    again: When | None = None
    """The day from which it holds again after a suspension with a last day, unless that is extended.

    Until then it is `withdrawn`, ended on the day the suspension began; from then on `in_force`, and
    `ended` is None.
    """

    def frees(self, destination: str, items: Iterable[str], on: date, form: str | None = None) -> bool:
        """Whether a withdrawal of a part has freed a destination and goods by the day.

        One of a single form frees that form only: goods of no known form may be of another.
        """
        return bool(self.freed_by(destination, items, on, form))

    def freed_by(
        self, destination: str, items: Iterable[str], on: date, form: str | None = None
    ) -> tuple["Freed", ...]:
        """The withdrawals of a part by which a destination and goods had been freed by the day."""
        parts = self.parts_for(destination, items, form)
        return tuple(one for one in parts if one.when is not None and one.when.latest <= on)

    def parts_for(
        self, destination: str, items: Iterable[str], form: str | None = None
    ) -> tuple["Freed", ...]:
        """The withdrawals of a part, of any day or none, that free a destination and goods of a form."""
        wanted = {name for item in items for name in (item, f"{item}#{form}" if form else item)}
        return tuple(
            one
            for one in self.freed
            if (not one.targets or destination in one.targets)
            and (not one.items or bool(wanted & set(one.items)))
        )

    @property
    def in_force(self) -> bool | None:
        """Whether it is in force on the day; None where that cannot be determined."""
        return None if self.state == "undeterminable" else self.state == "in_force"

    @property
    def came_again(self) -> bool:
        """Whether it is in force because its suspension ran out."""
        return self.state == "in_force" and self.again is not None and self.ended is None

    @property
    def since(self) -> When | None:
        """From when it has held: its day of effect, or the day after its suspension."""
        return self.again if self.came_again else self.effective


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change within a measure: which items, which licence types come in, from when."""

    items: tuple[str, ...]
    licence: tuple[str, ...]
    when: When | None
    text: str
    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class Freed:
    """A withdrawal for some only: none of `targets` means all destinations, none of `items` all goods.

    An item is written `item:x#form` where only that form of it is freed. `quantity` is how much may leave, in
    the words of a source; None where none says that there is a limit.
    """

    targets: tuple[str, ...]
    items: tuple[str, ...]
    when: When | None
    text: str
    supports: tuple[Support, ...]
    quantity: str | None = None


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
