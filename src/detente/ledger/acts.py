"""The same act in many sources: what resolution makes and the views are built from."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import TypeVar

from detente.ledger import parties
from detente.ledger.choose import REAL, Value, canonical, values
from detente.ledger.records import Logged
from detente.ledger.views import Dated, Support
from detente.lexicon import Lexicon
from detente.model import Kind, Mention, Status, When

_T = TypeVar("_T")
FAMILIES = {
    Kind.MEETING: "talks",
    Kind.TALKS: "talks",
    Kind.AGREEMENT_DECISION_DUE: "deadline",
    Kind.DEADLINE_SET: "deadline",
}
"""Kinds that speak of the same thing under two names; every other kind is its own family."""


def family(kind: Kind) -> str:
    """The name under which a kind is compared with others."""
    return FAMILIES.get(kind, kind.value)


def modality(status: Status) -> str:
    """`real` for what happens or is to happen; what is asked for, supposed or denied is other things."""
    return "real" if status in REAL else status.value


@dataclass(frozen=True)
class Act:
    """One or more assertions that speak of the same act, in canonical order; never empty."""

    records: tuple[Logged, ...]
    lexicon: Lexicon = field(repr=False, compare=False)
    measure: str | None = None
    """The id of the measure it is a stage of, as resolved."""
    about: str | None = None
    """The agreement or case it is about, where only the ledger can tell."""

    @cached_property
    def kind(self) -> Kind:
        """The kind that most of them have."""
        kinds = [record.assertion.kind for record in self.records]
        return max(dict.fromkeys(kinds), key=kinds.count)

    @cached_property
    def family(self) -> str:
        """What it is compared with."""
        return family(self.kind)

    @cached_property
    def modality(self) -> str:
        """Real, called for, supposed or denied."""
        return modality(self.records[0].assertion.status)

    @cached_property
    def id(self) -> str:
        """Stable for the same first evidence."""
        first = self.records[0]
        evidence = hashlib.sha256(f"{first.key} {first.assertion.id}".encode()).hexdigest()
        return f"{self.kind.value}:{evidence[:10]}"

    @cached_property
    def keys(self) -> frozenset[str]:
        """The rows and articles it comes from."""
        return frozenset(record.key for record in self.records)

    def _mentions(self, name: str) -> tuple[Mention, ...]:
        return tuple(m for record in self.records for m in getattr(record.assertion, name))

    @cached_property
    def actors(self) -> tuple[str, ...]:
        """Ids of those who act."""
        return parties.ids(self._mentions("actors"))

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """Ids of those who are acted upon."""
        return parties.ids(self._mentions("targets"))

    @cached_property
    def actor_countries(self) -> tuple[str, ...]:
        """The countries the actors act for."""
        return parties.countries(self._mentions("actors"), self.lexicon)

    @cached_property
    def target_countries(self) -> tuple[str, ...]:
        """The countries of the targets, without those that act."""
        found = parties.countries(self._mentions("targets"), self.lexicon)
        return tuple(code for code in found if code not in self.actor_countries[:1])

    @cached_property
    def countries(self) -> frozenset[str]:
        """All countries that take part."""
        return frozenset((*self.actor_countries, *self.target_countries))

    @cached_property
    def items(self) -> tuple[str, ...]:
        """Ids of the items, groups as their members; of a licence those named beside their group."""
        mentions = self._mentions("items")
        if self.kind.value.startswith("licence_"):
            mentions = parties.without_classes(mentions, self.lexicon)
        return parties.items(mentions, self.lexicon)

    @cached_property
    def loose(self) -> frozenset[str]:
        """Ids of what its loose words for goods may mean: "one of the three materials"."""
        return parties.loose(self._mentions("items"), self.lexicon)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The forms named, the one that most sources give first."""
        named = [m.form for m in self._mentions("items") if m.form]
        return tuple(sorted(dict.fromkeys(named), key=lambda form: (-named.count(form), form)))

    @cached_property
    def agreement(self) -> str | None:
        """The agreement's id or name, where one is named or can be told."""
        told = [a for r in self.records if (a := r.assertion.agreement)]
        by_id = next((a.id for a in told if a.id), None)
        about = self.about if self.about and self.about.startswith("agreement:") else None
        return by_id or about or next((a.name for a in told), None)

    @cached_property
    def case(self) -> str | None:
        """The case's id or name, where one is named or can be told."""
        named = next((c.id or c.name for r in self.records if (c := r.assertion.case)), None)
        return named or (self.about if self.about and self.about.startswith("case:") else None)

    @cached_property
    def ordinals(self) -> frozenset[int]:
        """The ordinals that sources give."""
        return frozenset(r.assertion.ordinal for r in self.records if r.assertion.ordinal is not None)

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """The dates given for it, the chosen one first."""
        return values(self.records, next(iter(self.actor_countries), None))

    @cached_property
    def dates(self) -> tuple[Dated, ...]:
        """The same for the views."""
        return tuple(value.dated for value in self.values)

    @cached_property
    def when(self) -> When | None:
        """The chosen date."""
        return self.values[0].when if self.values else None

    @cached_property
    def status(self) -> Status:
        """Occurred where some source says so of it, else as the first source says."""
        statuses = [record.assertion.status for record in self.records]
        if self.values:
            statuses = [record.assertion.status for record in self.values[0].records]
        return Status.OCCURRED if Status.OCCURRED in statuses else statuses[0]

    @cached_property
    def step(self) -> str | None:
        """The part of the act that is told (`accepted`); None where a source tells of the act itself."""
        told = {record.assertion.terms.get("step") for record in self.records}
        return str(told.pop()) if len(told) == 1 and None not in told else None

    @cached_property
    def supports(self) -> tuple[Support, ...]:
        """All that supports it, each source's sentence once."""
        return tuple(dict.fromkeys(record.support for record in self.records))

    @cached_property
    def text(self) -> str:
        """A sentence that may be shown, of the chosen date first, or a line made of its arguments.

        A bare date that a chronology quotes beside its row is no sentence.
        """
        chosen = self.values[0].records if self.values else ()
        for record in (*chosen, *self.records):
            if record.quote and record.quote != record.assertion.terms.get("said"):
                return record.quote
        return self.label

    @cached_property
    def label(self) -> str:
        """A line made of its arguments, for where no sentence may be shown."""
        words = self.kind.value.replace("_", " ")
        first = self.records[0].assertion.items
        items = parties.items(first, self.lexicon) if first else self.items
        about = [parties.short(i, self.lexicon) for i in (*items, self.agreement, self.case) if i]
        who = [self.lexicon.name(i) for i in self.actors]
        return words + (f": {', '.join(about)}" if about else "") + (f" ({', '.join(who)})" if who else "")

    def term(self, name: str) -> list[tuple[object, Logged]]:
        """The values that records give for one of their terms, with the record."""
        return [(r.assertion.terms[name], r) for r in self.records if r.assertion.terms.get(name) is not None]

    def happened(self, by: When | None = None) -> bool:
        """Whether it is real and, where a day is given, surely over by the end of it."""
        if self.modality != "real":
            return False
        return by is None or (self.when is not None and self.when.latest <= by.latest)


def once(make: Callable[[Act], _T]) -> Callable[[Act], _T]:
    """Keep what a view works out of an act alone, beside the act: it never changes.

    The function that does it anew each time is its `__wrapped__`.
    """
    name = f"_{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def kept(one: Act) -> _T:
        store = vars(one)
        if name not in store:
            store[name] = make(one)
        found: _T = store[name]
        return found

    return kept


def act(records: list[Logged], lexicon: Lexicon, measure: str | None = None, about: str | None = None) -> Act:
    """An act of these records, in canonical order."""
    return Act(tuple(sorted(records, key=canonical)), lexicon, measure, about)
