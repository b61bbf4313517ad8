"""What persons decided, applied when the log is read: verdicts, links and retractions. Nothing is stored.

A verdict is keyed to the quoted text: it is found again after a re-read by its assertion's id, else by
source, kind and the hash of the quotation, else by a quotation of the same source and kind that holds the
old one or lies within it. One that finds nothing comes back for review.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from detente.ledger.entries import entry_of
from detente.ledger.links import Judgement, Link
from detente.ledger.records import Logged
from detente.ledger.verdicts import LINKS, Action, Verdict
from detente.lexicon import Lexicon
from detente.model import Assertion

CORRECTABLE = (
    "kind", "status", "when", "actors", "targets", "items", "agreement", "case", "measure", "count",
    "ordinal", "since",
)  # fmt: skip
"""Fields that a verdict can correct, or whose value it can reject."""

MANY = frozenset({"actors", "targets", "items"})
_ON_ASSERTIONS = frozenset({Action.PREFER, Action.REJECT, Action.CORRECT})


def quote_hash(quote: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a quoted text."""
    return hashlib.sha256(quote.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def target(record: Logged) -> dict[str, Any]:
    """What an assertion is found again by, beside its id and the hash of its quotation."""
    return {"source": record.source.id, "kind": record.assertion.kind.value, "quote": record.quote}


def standing(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts that were not taken back, in their order, without the undoings."""
    given = sorted(verdicts, key=lambda v: v.record)
    undone = taken_back(given)
    return tuple(v for v in given if v.record not in undone and v.action is not Action.UNDO)


def taken_back(verdicts: Iterable[Verdict]) -> set[int]:
    """The records of verdicts that were undone; an undoing can itself be undone."""
    undone: set[int] = set()
    for verdict in sorted(verdicts, key=lambda v: v.record, reverse=True):
        if verdict.record not in undone and verdict.undoes is not None:
            undone.add(verdict.undoes)
    return undone


class Index:
    """The records by what verdicts know of them."""

    def __init__(self, records: Sequence[Logged]) -> None:
        self.by_id: dict[str, list[Logged]] = {}
        self.by_place: dict[tuple[str, str], list[Logged]] = {}
        for record in records:
            self.by_id.setdefault(record.assertion.id, []).append(record)
            place = (record.source.id, record.assertion.kind.value)
            self.by_place.setdefault(place, []).append(record)

    def find(self, id_: str, known: Mapping[str, Any]) -> list[Logged]:
        """The records that a verdict on this assertion means; none where its text is gone."""
        if id_ in self.by_id:
            return self.by_id[id_]
        near = self.by_place.get((str(known.get("source")), str(known.get("kind"))), [])
        quote = str(known.get("quote") or "")
        same = [r for r in near if r.quote == quote]
        return same or [r for r in near if quote and r.quote and (quote in r.quote or r.quote in quote)]


@dataclass(frozen=True, slots=True)
class Decisions:
    """The verdicts that stand, in the order in which they were given."""

    verdicts: tuple[Verdict, ...] = ()

    @classmethod
    def of(cls, verdicts: Iterable[Verdict]) -> "Decisions":
        """From all verdicts of a log, those that were taken back among them."""
        return cls(standing(verdicts))

    @property
    def retracted(self) -> frozenset[str]:
        """Snapshots and sources that were withdrawn."""
        return frozenset(v.subject for v in self.verdicts if v.action is Action.RETRACT)

    def applied(self, records: Iterable[Logged], lexicon: Lexicon) -> list[Logged]:
        """The records without what was withdrawn or rejected, and with what was corrected or preferred."""
        if not self.verdicts:
            return list(records)
        gone = self.retracted
        kept = [r for r in self.confirming(records) if not {r.source.id, r.snapshot} & gone]
        index, changed = Index(kept), dict[int, Logged | None]()
        for verdict in self.verdicts:
            if verdict.action not in _ON_ASSERTIONS:
                continue
            for record in index.find(verdict.subject, _known(verdict)):
                now = changed.get(id(record), record)
                changed[id(record)] = now and _decided(now, verdict, lexicon)
        return [now for record in kept if (now := changed.get(id(record), record)) is not None]

    def confirming(self, records: Iterable[Logged]) -> Iterator[Logged]:
        """All records, those that a person found right marked so."""
        found = {v.subject: v.record for v in self.verdicts if v.action is Action.CONFIRM}
        for one in records:
            number = found.get(one.assertion.id)
            yield one if number is None else replace(one, confirmed=number)

    def links(self, records: Sequence[Logged]) -> Iterator[Link]:
        """The judgements on pairs of assertions, by the ids that these have now."""
        told = [v for v in self.verdicts if v.action in LINKS]
        index = Index(records if told else ())
        for verdict in told:
            known = _known(verdict)
            ends = (
                (verdict.subject, known.get("first") or {}),
                (verdict.other or "", known.get("second") or {}),
            )
            first, second = (index.find(id_, where) for id_, where in ends)
            for one in first:
                for other in second:
                    yield Link(one.assertion.id, other.assertion.id, Judgement(verdict.action.value))

    def lost(self, records: Sequence[Logged]) -> Iterator[Verdict]:
        """The verdicts on assertions whose quoted text is in no reading any more."""
        index = Index(records)
        for verdict in self.verdicts:
            if verdict.action in _ON_ASSERTIONS and not index.find(verdict.subject, _known(verdict)):
                yield verdict


def _known(verdict: Verdict) -> Mapping[str, Any]:
    return verdict.value if isinstance(verdict.value, dict) else {}


def _decided(record: Logged, verdict: Verdict, lexicon: Lexicon) -> Logged | None:
    """A record under a verdict; None where it is rejected as a whole."""
    if verdict.action is Action.REJECT and verdict.field is None:
        return None
    said = record.assertion
    if verdict.field is not None and verdict.action is not Action.PREFER:
        value = _known(verdict).get("value") if verdict.action is Action.CORRECT else None
        said = corrected(said, verdict.field, value, lexicon)
    source = replace(record.source, verdict=verdict.record)
    if verdict.action is not Action.REJECT and verdict.field is not None:
        source = replace(source, preferred_in=source.preferred_in | {verdict.field})
    elif verdict.action is not Action.REJECT:
        source = replace(source, preferred=True)
    return replace(record, assertion=said, source=source)


def corrected(said: Assertion, field: str, value: object, lexicon: Lexicon) -> Assertion:
    """The assertion with another value of a field, or without any where it is None.

    Raises UsageError for a name nobody knows, ValidationError for a value of the wrong shape.
    """
    row = {"kind": said.kind.value} | ({field: value} if value is not None else {})
    found = getattr(entry_of(row, lexicon).assertion, field)
    change: dict[str, Any] = {field: found}
    if field in {"when", "count", "ordinal", "since"}:
        change[f"{field}_span"] = None
    if field == "when":
        change["when_basis"] = None
    return replace(said, **change)
