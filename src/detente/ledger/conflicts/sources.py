"""Pages that bear an earlier date than what they report: their metadata are not to be trusted."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from detente.ledger.acts import Act
from detente.ledger.choose import level
from detente.ledger.conflicts.base import Told, conflict
from detente.ledger.records import Logged
from detente.ledger.views import Conflict
from detente.ledger.wording import day, publisher
from detente.model import Status

_ZONE = timedelta(days=1)
"""A page may bear the day before: its clock is that of another zone."""


def of_sources(acts: Sequence[Act]) -> Iterator[Conflict]:
    """One conflict for each page whose metadata date it before the latest act that it reports.

    Pages of one publisher that are wrong in the same way are told once.
    """
    pages: dict[str, list[Logged]] = {}
    for one in acts:
        for record in one.records:
            if record.source.distrusted is not None and _late(record):
                pages.setdefault(record.source.id, []).append(record)
    told: dict[tuple[str, date, date], list[Logged]] = {}
    for source, records in sorted(pages.items()):
        first = records[0].source
        assert first.distrusted is not None
        told.setdefault((first.publisher or source, first.distrusted, max(map(_day, records))), []).extend(
            records
        )
    for (source, claimed, _), records in sorted(told.items()):
        last = max(records, key=lambda r: (_day(r), r.assertion.id))
        values: list[Told] = [
            (f"on or after {_day(last)}", [last], level([last], None)),
            (claimed.isoformat(), records, level(records, None)),
        ]
        said = (
            f"The metadata of a page of {publisher(last.support)} date it {day(claimed)}, but it reports "
            f"what happened on {day(_day(last))}."
        )
        yield conflict(
            f"{source} {claimed} {_day(last)}",
            "published",
            "source_date",
            values,
            said,
            rule="the text, since the metadata of pages err",
        )


def _late(record: Logged) -> bool:
    when, claimed = record.assertion.when, record.source.distrusted
    if when is None or claimed is None or record.assertion.status is not Status.OCCURRED:
        return False
    return record.assertion.terms.get("date_from") != "metadata" and when.earliest - claimed > _ZONE


def _day(record: Logged) -> date:
    assert record.assertion.when is not None
    return record.assertion.when.earliest
