"""Licence books, reported counts and single contracts as tables."""

from collections.abc import Iterable, Iterator
from typing import Any

from detente.desk.export.columns import (
    FLAG,
    LIST,
    NUMBER,
    REAL,
    STEP_COLUMNS,
    TEXT,
    Table,
    days,
    sources_of,
    step_rows,
    table,
    when_columns,
)
from detente.ledger.views import Licence, LicenceBook, State


def licences(state: State) -> Table:
    """A row a book; its single contracts are in `approvals`, its reported counts in `counts` too."""
    columns = (
        ("item", TEXT), ("form", TEXT), ("approved_at_least", NUMBER), ("approved_at_most", NUMBER),
        ("denied", NUMBER), ("returned", NUMBER), ("pending", NUMBER), *when_columns("first"),
        *when_columns("last"), ("since", TEXT), ("reported", LIST), ("outcomes", LIST), ("consistent", FLAG),
        ("pace_approvals", NUMBER), ("pace_days_between_at_least", REAL), ("pace_days_between_at_most", REAL),
    )  # fmt: skip
    rows = (
        (one.item, one.form, one.at_least, one.at_most, one.denied, one.returned, one.pending,
         *days(one.first), *days(one.last), one.since,
         [f"{c.count} by {c.as_of.value if c.as_of else 'a day not known'}" for c in one.reported],
         [f"{x.count} {x.outcome}" + (f" by {x.as_of.value}" if x.as_of else "") for x in one.outcomes],
         one.consistent,
         *((p.approvals, p.at_least, p.at_most) if (p := one.pace) else (None, None, None)))
        for one in state.licences
    )  # fmt: skip
    return table("licences", columns, rows)


def counts(state: State) -> Table:
    """Each reported count of each book."""
    columns = (
        ("item", TEXT), ("form", TEXT), ("count", NUMBER), *when_columns("as_of"), ("source", TEXT),
        ("sources", NUMBER),
    )  # fmt: skip
    rows = (
        (book.item, book.form, one.count, *days(one.as_of),
         next((s.publisher or s.url or s.source for s in one.supports), None), sources_of(one.supports))
        for book in state.licences
        for one in book.reported
    )  # fmt: skip
    return table("counts", columns, rows)


def approvals(state: State) -> Table:
    """Single contracts, approved or not, each once: an item's book holds those of its forms too."""
    columns = (
        ("item", TEXT), ("form", TEXT), ("outcome", TEXT), *when_columns("when"), ("exporter", TEXT),
        ("consignee", TEXT), ("ordinal", NUMBER), ("since", TEXT), ("own", FLAG), ("kind", TEXT),
        *when_columns("until"), ("quantity", TEXT), *when_columns("filed"), ("queried", LIST),
        *when_columns("approved"), *when_columns("denied"), *when_columns("returned"), ("shipped", LIST),
        ("processing_days_at_least", NUMBER), ("processing_days_at_most", NUMBER), ("contract", NUMBER),
        ("sources", NUMBER),
    )  # fmt: skip
    return table("approvals", columns, (_contract(n, one) for n, one in enumerate(single(state.licences), 1)))


def _contract(number: int, one: Licence) -> tuple[Any, ...]:
    outcomes = [
        days(one.when if one.outcome == name else None) for name in ("approved", "denied", "returned")
    ]
    return (
        one.item, one.form, one.outcome, *days(one.when), one.exporter, one.consignee, one.ordinal, one.since,
        one.own, one.kind, *days(one.until), one.quantity, *days(one.filed),
        [when.value for when in one.queried], *(cell for found in outcomes for cell in found),
        [when.value for when in one.shipped], *(one.processing or (None, None)), number,
        sources_of(one.supports),
    )  # fmt: skip


def contract_steps(state: State) -> Table:
    """The steps of each contract, by its number in `approvals`."""
    rows = (
        (number, *step)
        for number, one in enumerate(single(state.licences), 1)
        for step in step_rows(one.steps)
    )
    return table("contract_steps", (("contract", NUMBER), *STEP_COLUMNS), rows)


def single(books: Iterable[LicenceBook]) -> Iterator[Licence]:
    """Every contract of the books, once."""
    told = (licence for book in books for licence in (*book.approved, *book.own, *book.other))
    yield from dict.fromkeys(told)
