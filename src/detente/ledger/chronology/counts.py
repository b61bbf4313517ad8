"""Counts of licences: those of a row's `counts`, `total` and `approvals_to_date`, and competing ones."""

from collections.abc import Iterator
from typing import Any

from detente.ledger.chronology.claims import Claims
from detente.ledger.chronology.names import Names
from detente.ledger.chronology.rows import Row
from detente.ledger.chronology.values import since
from detente.model import Assertion, Kind, Mention, Status, When


def counted(
    row: Row, names: Names, claims: Claims, *, listed: bool, told: bool, when: When | None
) -> Iterator[tuple[Assertion, str | None]]:
    """The counts that a source of the row gives, each with its text (None for the row's own)."""
    own = any(one.items == _group(row, names) for one in claims.counts)
    if listed and told:
        for assertion in _of_row(row, names, when):
            if not (own and assertion.terms.get("total")):
                yield assertion, None
    for one in claims.counts:
        total = len(row.items) > 1 and one.items == _group(row, names)
        day = one.when or (when if listed and told else None)
        apart = one.count == 0 and not total
        for items in [(item,) for item in one.items] if apart else [one.items]:
            yield _count(row, names, one.count, items, day, total=total), one.said


def _group(row: Row, names: Names) -> tuple[Mention, ...]:
    return names.group_of(tuple(names.item(name) for name in row.items))


def _of_row(row: Row, names: Names, when: When | None) -> Iterator[Assertion]:
    counts: dict[str, Any] = row.extra.get("counts") or {}
    for name, number in counts.items():
        yield _count(row, names, int(number), (names.item(name),), when, total=False)
    for name in ("total", "approvals_to_date"):
        if name in row.extra:
            yield _count(row, names, int(row.extra[name]), _group(row, names), when, total=True)


def _count(
    row: Row, names: Names, number: int, items: tuple[Mention, ...], when: When | None, *, total: bool
) -> Assertion:
    speakers = [names.party(name).mention for name in row.actors]
    return Assertion(
        kind=Kind.LICENCE_COUNTED,
        status=Status.OCCURRED,
        when=when,
        items=items,
        count=number,
        since=since(row.summary, row.year),
        measure=Mention(f"measure:{row.measure}", row.measure) if row.measure else None,
        speaker=speakers[0] if speakers else None,
        terms={"total": True} if total else {},
    )
