"""What is asked of the licence question, and what is found on the way to its answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from detente.errors import UsageError
from detente.ledger.rules import NARROWEST_FIRST, Branch, Embargo, EndUse, Group, Listed, Regime, Rule
from detente.ledger.views import Measure, State, Support
from detente.lexicon import Lexicon
from detente.model import When

LICENCES = ("individual", "specific_bulk", "special_general_bulk", "general_bulk", "exception")
"""What one can hold."""

NONE_HELD = "none"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: an item id (and form), from one country to another, with what is known of the deal.

    `holds` are all the licences held; empty where it was not said, `{"none"}` where none is. `grade`
    maps a property of the good to its value in the unit of the list entry. `caught` is `yes`, `no`
    or `maybe` where the user knows whether the part is within the entry; `proxy` is the HS code by
    which the item was named, which is wider than the good; `entry` the code of the list entry; `wider` a
    word that may mean another good too. `parts` are the goods that a code may mean, if several.
    """

    item: str
    country_of_export: str
    destination: str
    form: str | None = None
    exporter: str | None = None
    consignee: str | None = None
    end_use: str | None = None
    holds: frozenset[str] = frozenset()
    grade: Mapping[str, float] = field(default_factory=dict)
    caught: str | None = None
    proxy: str | None = None
    entry: str | None = None
    end_user: str | None = None
    wider: str | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Considered:
    """A rule or measure that was looked at: whether it applies (None: cannot be told), and why."""

    what: str
    applies: bool | None
    why: str


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer on one day with the way to it."""

    answer: str
    branches: tuple[Branch, ...] = ()
    since: When | None = None
    standard_days: int | None = None
    basis: tuple[tuple[str, str], ...] = ()
    supports: tuple[Support, ...] = ()
    measures: tuple[Measure, ...] = ()
    considered: tuple[Considered, ...] = ()
    begun: Mapping[str, When] = field(default_factory=dict)
    """From when each licence type has applied under the measures that decide, where another came first."""
    unsure: tuple[str, ...] = ()
    """What the data leave open beside the answer, in words."""
    caught: str | None = None
    strict: bool = False
    """Whether it is a ban, or a rule about this deal: no measure that asks for less undoes it."""
    otherwise: str = "individual"
    """What is needed where the bulk licence of the answer is not held."""
    licences_tell: bool = False
    """Whether licences held by exporter and consignee decide between its branches."""

    @property
    def outcome(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """What it comes to, without the way."""
        return self.answer, tuple((b.condition, b.answer) for b in self.branches)


@dataclass(frozen=True, slots=True)
class Asking:
    """A question put to a state, with the rules and names it is answered by."""

    state: State
    question: Question
    lexicon: Lexicon
    regime: Regime | None

    @property
    def destination(self) -> str:
        """The destination's name."""
        return self.lexicon.name(self.question.destination)

    @property
    def item(self) -> str:
        """The item's name, with its form."""
        form = f" ({self.question.form})" if self.question.form else ""
        return self.lexicon.name(self.question.item) + form

    def is_party(self, given: str, named: Iterable[str]) -> bool:
        """Whether a party given by the user is one of those named in data, by id, name or alias."""
        return any(self._party(given) == self._party(name) for name in named)

    def _party(self, text: str) -> str:
        found = self.lexicon.get(text) or self.lexicon.find(text)
        return found.id if found else " ".join(text.casefold().split())

    def uses(self) -> tuple[EndUse, ...]:
        """The classes of end use that the user's words name."""
        if self.regime is None or not self.question.end_use:
            return ()
        said = " ".join(self.question.end_use.casefold().replace("-", " ").split())
        return tuple(use for use in self.regime.end_uses.values() if _names(use, said))

    def listed(self) -> Listed | None:
        """The list entry of the item on the day; where none holds yet or any more, None."""
        entries = self.regime.entries(self.question.item, self.state.known) if self.regime else ()
        return next((one for one in entries if one.term.holds(self.state.on, self.state.known)), None)


def _names(use: EndUse, said: str) -> bool:
    words = (use.id, use.name, *use.words)
    return any(f" {' '.join(word.casefold().replace('-', ' ').split())} " in f" {said} " for word in words)


def check_holds(names: Iterable[str]) -> frozenset[str]:
    """The licences a user says to hold; `none` for none. Raises UsageError for a type that there is not."""
    given = {name.strip().casefold().replace("-", "_").replace(" ", "_") for name in names}
    if unknown := given - {*LICENCES, NONE_HELD}:
        known = ", ".join((*reversed(LICENCES), NONE_HELD))
        raise UsageError(f"no such licence: {', '.join(sorted(unknown))} (one of {known})")
    return frozenset(given)


def check_grades(
    given: Iterable[str], item: str, regime: Regime | None, form: str | None = None
) -> dict[str, float]:
    """Values for thresholds of an item's list entries, written `property=number`.

    Raises UsageError for what is no number, for a property that no list entry of the item has, and for
    values on the other side of the entry than the form is.
    """
    entries = regime.listed.get(item, ()) if regime else ()
    known = {limit.property.casefold(): limit for entry in reversed(entries) for limit in entry.thresholds}
    found: dict[str, float] = {}
    for text in given:
        name, _, number = text.rpartition("=")
        limit = known.get(" ".join(name.casefold().split()))
        if limit is None:
            there = (
                f"there are: {', '.join(map(str, known.values()))}" if known else "its list entry has none"
            )
            raise UsageError(f"no such threshold: {text!r} (write property=number; {there})")
        try:
            found[limit.property] = float(number)
        except ValueError as error:
            raise UsageError(f"no number: {text!r} (write {limit.property}=10, in {limit.unit})") from error
    for entry in entries[:1]:
        by_grade = pile_by_grade(entry, found)
        by_form = entry.forms.get(form or "")
        if {by_grade, by_form} == {"yes", "no"}:
            side = {"yes": "within", "no": "outside"}
            raise UsageError(
                f"the form {form} is {side[str(by_form)]} {entry.entry}, "
                f"the values given are {side[str(by_grade)]} it: leave out one"
            )
    return found


def pile_by_grade(entry: Listed, grade: Mapping[str, float]) -> str | None:
    """On which side of the entry's thresholds the values are: `yes`, `no`; None where they leave it open."""
    told = [(limit, grade[limit.property]) for limit in entry.thresholds if limit.property in grade]
    if any(not limit.meets(value) for limit, value in told):
        return "no"
    return "yes" if told and len(told) == len(entry.thresholds) else None


def later(*days: When | None) -> When | None:
    """The latest of some days, of those that there are."""
    return max((day for day in days if day), key=lambda day: day.latest, default=None)


def apart(found: Finding) -> str:
    """What the answer would be but for something that is not known, as a sentence."""
    if found.branches:
        kinds = dict.fromkeys(branch.answer for branch in found.branches)
        return f"Apart from that the answer would depend: {' or '.join(map(written, kinds))}."
    kind = "what needs no licence" if found.answer == "not_controlled" else written(found.answer)
    return f"Apart from that the answer would be: {kind}."


def unchecked(name: str, fact: Rule | Embargo | Group | Listed) -> tuple[str, ...]:
    """What to say of a fact of the rules that was not checked against the law: nothing where it was."""
    return () if fact.checked else (f"{name}: not checked against the law ({fact.why})",)


def narrowest(answers: Iterable[str]) -> str:
    """The hardest of some answers that settle something."""
    return min(answers, key=NARROWEST_FIRST.index)


def written(kind: str) -> str:
    """A licence type in words: `individual licence`."""
    return kind.replace("_", " ") + (" licence" if kind in LICENCES and kind != "exception" else "")


def source(supports: tuple[Support, ...]) -> str:
    """Who says it, up to three."""
    return "; ".join(dict.fromkeys(s.publisher or s.url or s.source for s in supports[:3])) or "the ledger"
