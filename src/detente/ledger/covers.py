"""What an answer rests on: which sources, up to when, read by a machine or confirmed by a person."""

from collections.abc import Iterable

from detente.ledger.records import BY_HAND, SUPPOSED, Logged
from detente.ledger.views import Coverage


def coverage(records: Iterable[Logged]) -> Coverage:
    """The coverage of what was known by a day; what a scenario supposes is in no source and left out."""
    told = [record for record in records if record.origin != SUPPOSED]
    sources = {record.source.id: record.source for record in told}
    by_hand = sum(record.origin in BY_HAND for record in told)
    return Coverage(
        sources=len(sources),
        undated=sum(not source.dated for source in sources.values()),
        until=max((source.known_by for source in sources.values() if source.dated), default=None),
        assertions=len(told),
        by_machine=len(told) - by_hand,
        by_hand=by_hand,
        confirmed=sum(record.confirmed is not None for record in told),
    )
