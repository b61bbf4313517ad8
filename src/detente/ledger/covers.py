"""What an answer rests on: which sources, up to when, read by a machine or confirmed by a person."""

from collections import Counter
from collections.abc import Iterable

from detente.ledger.records import BY_HAND, SUPPOSED, Logged
from detente.ledger.views import Coverage, LeftOut

UNDATED, UNCONFIRMED = "undated", "unconfirmed"
"""Why something is left out of an answer."""
WHY = {
    UNDATED: "without a date of publication, known only from the day it was added",
    UNCONFIRMED: "found by the trained model alone, waits for a person",
}
"""The same in words."""


def coverage(records: Iterable[Logged], undated: Iterable[Logged] = ()) -> Coverage:
    """The coverage of what was known by a day; what a scenario supposes is in no source and left out.

    `undated` are the assertions that are not among it since their sources have no date. What no one
    vouches for is read, and counted, but not answered from (`vouched`).
    """
    told = [record for record in records if record.origin != SUPPOSED]
    without = [record for record in undated if record.origin != SUPPOSED]
    sources = {record.source.id: record.source for record in told}
    by_hand = sum(record.origin in BY_HAND for record in told)
    nameless = {r.source.id for r in (*told, *without) if not r.source.dated}
    return Coverage(
        sources=len(sources),
        undated=len(nameless),
        until=max((source.known_by for source in sources.values() if source.published), default=None),
        assertions=len(told),
        by_machine=len(told) - by_hand,
        by_hand=by_hand,
        confirmed=sum(record.confirmed is not None for record in told),
        left_out=(
            *_left_out(without, UNDATED),
            *_left_out((record for record in told if not vouched(record)), UNCONFIRMED),
        ),
    )


def vouched(record: Logged) -> bool:
    """Whether an assertion counts: what the trained model alone found waits until a person confirms it."""
    return record.confirmed is not None or record.assertion.terms.get("found_by") != "model"


def _left_out(records: Iterable[Logged], why: str) -> list[LeftOut]:
    found = list(records)
    sources = {record.source.id: record.source for record in found}
    said = Counter(record.source.id for record in found)
    return [LeftOut(id_, sources[id_].publisher, sources[id_].url, said[id_], why) for id_ in sorted(sources)]
