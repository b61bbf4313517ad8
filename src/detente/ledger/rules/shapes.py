"""The words of licensing rules: what a file of rules of one country holds.

Days are EDTF. A rule, an entry or an edition of a group holds from `since` to `until`, both
inclusive, and is known from `announced` (from `since` where none is given): what was announced
after the day known is not yet a rule. Where its end was announced later than it, `until_announced`
says when.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from detente.model import When

ANSWERS = (
    "prohibited",
    "individual",
    "specific_bulk",
    "special_general_bulk",
    "general_bulk",
    "exception",
    "not_controlled",
    "depends",
    "contested",
    "undeterminable",
)
"""The answers to the licence question, closed."""

NARROWEST_FIRST = (
    "prohibited", "individual", "specific_bulk", "special_general_bulk", "general_bulk", "exception",
    "not_controlled",
)  # fmt: skip
"""The answers that settle something, from the hardest to the easiest."""


@dataclass(frozen=True, slots=True)
class Term:
    """From when to when something holds, and from when that is known."""

    since: When | None = None
    until: When | None = None
    announced: When | None = None
    until_announced: When | None = None

    def known(self, known: date) -> bool:
        """Whether it had been announced by the end of the day; what says nothing of it was."""
        told = self.announced or self.since
        return told is None or told.latest <= known

    def end(self, known: date) -> When | None:
        """Its last day, where that had been announced by the end of the day."""
        told = self.until_announced
        return self.until if told is None or told.latest <= known else None

    def holds(self, on: date, known: date) -> bool:
        """Whether it surely holds on the day, as known then."""
        end = self.end(known)
        begun = self.since is None or self.since.latest <= on
        return self.known(known) and begun and (end is None or on <= end.earliest)

    def changes(self, known: date) -> tuple[When, ...]:
        """The days, as known, from which something is other than before."""
        end = self.end(known)
        found = (self.since, end.shifted(1) if end else None) if self.known(known) else ()
        return tuple(when for when in found if when)


ALWAYS = Term()


@dataclass(frozen=True, slots=True)
class Branch:
    """A condition in words, the answer under it, and the licence that meets it (`holds`).

    `fact` is whether the condition is a fact of the deal or the good rather than a licence.
    """

    condition: str
    answer: str
    holds: str | None = None
    fact: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. The first that fits counts; what it does not name does not narrow it.

    `listed` is whether it is of goods on the control list or of all others (catch-all control).
    `reasons` are reasons for control, one of which the entry must have. `end_use` holds ids of
    classes of use; `exporter`, `consignee` and `end_user` ids or names. Where the question does not
    say, a rule about them becomes a branch under `condition`, or is left out if not to be `asked`. An
    `open` rule turns on more than a question can say (a notice of a ministry, goods named in an annex
    that is not in the data): it is such a branch always. `otherwise` is what is needed where the
    licence of its answer is not held. What was not `checked` against the law says `why`.
    """

    id: str
    says: str
    reference: str
    answer: str
    term: Term = ALWAYS
    in_group: str | None = None
    not_in_group: str | None = None
    to: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    listed: bool = True
    end_use: tuple[str, ...] = ()
    exporter: tuple[str, ...] = ()
    consignee: tuple[str, ...] = ()
    end_user: tuple[str, ...] = ()
    condition: str = ""
    asked: bool = True
    branches: tuple[Branch, ...] = ()
    standard_days: int | None = None
    otherwise: str = "individual"
    open: bool = False
    checked: bool = True
    why: str = ""

    @property
    def of_the_deal(self) -> bool:
        """Whether it is about who ships, who receives, what for, or what no question can say."""
        return bool(self.end_use or self.exporter or self.consignee or self.end_user or self.open)


@dataclass(frozen=True, slots=True)
class Threshold:
    """A limit of a list entry: of a property, in a unit, e.g. less than 193 nm."""

    property: str
    unit: str
    above: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    below: float | None = None

    def meets(self, value: float) -> bool:
        """Whether a value lies within the entry."""
        return (
            (self.above is None or value > self.above)
            and (self.at_least is None or value >= self.at_least)
            and (self.at_most is None or value <= self.at_most)
            and (self.below is None or value < self.below)
        )

    def __str__(self) -> str:
        limits = (
            ("more than", self.above), ("at least", self.at_least),
            ("at most", self.at_most), ("less than", self.below),
        )  # fmt: skip
        said = " and ".join(f"{words} {limit:g}" for words, limit in limits if limit is not None)
        return f"{self.property} {said} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class Listed:
    """A control-list entry: whether the item, or a form of it, is caught: `yes`, `no` or `maybe`.

    `codes` are what people write for the entry ("3(1)", "3C002"), `wide` what they write for more than it
    ("row 7"); `beside` are its other parts, which no threshold here decides; `reasons` are its reasons
    for control.
    """

    item: str
    entry: str
    caught: str
    forms: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    codes: tuple[str, ...] = ()
    wide: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    term: Term = ALWAYS
    reference: str = ""
    checked: bool = True
    why: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A country group of the regime in one edition of its ground state, before the ledger's measures.

    `in_doubt` are the countries of which it was not `checked` whether they are in it; all, where it names
    none.
    """

    id: str
    members: frozenset[str]
    reference: str
    term: Term = ALWAYS
    checked: bool = True
    why: str = ""
    in_doubt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EndUse:
    """A class of end use that rules tell apart, with the words by which people name it.

    `excludes` are the classes that it rules out; any other may be meant beside it.
    """

    id: str
    name: str
    words: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Holder:
    """A licence that somebody is known to hold, for some items (or all), to some consignee (or any)."""

    licence: str
    exporter: str
    reference: str
    consignee: str | None = None
    items: tuple[str, ...] = ()
    term: Term = ALWAYS


@dataclass(frozen=True, slots=True)
class Embargo:
    """An embargo or sanctions of the country of export on destinations, of all goods or of some.

    `answer` is `prohibited` for a ban; `undeterminable` where it bans some goods and the data do not say
    which. `listed` narrows it to goods on the control list, or to those off it.
    """

    to: tuple[str, ...]
    says: str
    reference: str
    answer: str = "undeterminable"
    listed: bool | None = None
    term: Term = ALWAYS
    checked: bool = True
    why: str = ""


@dataclass(frozen=True, slots=True)
class Regime:
    """The rules of one country of export. `preferred` is the group that "white list" means there."""

    country: str
    name: str
    law: str
    standard_days: int | None
    standard_days_reference: str
    not_checked: tuple[str, ...]
    groups: Mapping[str, tuple[Group, ...]]
    listed: Mapping[str, tuple[Listed, ...]]
    rules: tuple[Rule, ...]
    conditions: Mapping[str, str]
    end_uses: Mapping[str, EndUse] = field(default_factory=dict)
    holders: tuple[Holder, ...] = ()
    preferred: str | None = None
    embargoes: tuple[Embargo, ...] = ()

    def entries(self, item: str, known: date) -> tuple[Listed, ...]:
        """The list entries of an item, of all editions that were announced by the day."""
        return tuple(one for one in self.listed.get(item, ()) if one.term.known(known))

    def group(self, id_: str, on: date, known: date) -> Group | None:
        """The edition of a group on a day; None where the data have none."""
        found = (g for g in self.groups.get(id_, ()) if g.term.holds(on, known))
        return next(found, None)

    def changes(self, known: date) -> tuple[When, ...]:
        """The days, as announced by `known`, from which some rule is other than before."""
        terms = [r.term for r in self.rules] + [x.term for one in self.listed.values() for x in one]
        terms += [one.term for one in self.embargoes]
        terms += [g.term for one in self.groups.values() for g in one] + [h.term for h in self.holders]
        return tuple(dict.fromkeys(when for term in terms for when in term.changes(known)))
