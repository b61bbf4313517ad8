"""The JSON of sources, one by one and by publisher."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from detente.ledger.covers import coverage
from detente.ledger.records import Logged, Source
from detente.ledger.shapes.common import Json, day_json

_Published = tuple[str, date | None, date]
"""A source as often as it was published."""


@dataclass(frozen=True, slots=True)
class Said:
    """What each source says, as often as it was published."""

    by_source: dict[_Published, list[Logged]]

    def of(self, source: Source) -> list[Logged]:
        """What a source says."""
        return self.by_source.get(_published(source), [])


def said_by_source(records: Iterable[Logged]) -> Said:
    """The assertions sorted by their sources."""
    found: dict[_Published, list[Logged]] = {}
    for one in records:
        found.setdefault(_published(one.source), []).append(one)
    return Said(found)


def _published(source: Source) -> _Published:
    return source.id, source.known_from, source.known_by


def source_json(source: Source, said: Sequence[Logged]) -> Json:
    """A source with how much of it was read, by whom, and how much a person confirmed."""
    found = coverage(said)
    return {
        "id": source.id,
        "publisher": source.publisher,
        "url": source.url,
        "language": source.language,
        "trust": source.trust,
        "country": source.country,
        "known_from": day_json(source.known_from),
        "known_by": day_json(source.known_by),
        "dated": source.dated,
        "assertions": len(said),
        "readers": sorted({one.reader for one in said if one.reader}),
        "by_machine": found.by_machine,
        "confirmed": found.confirmed,
    }


def publishers_json(sources: Iterable[Source], said: Said) -> list[Json]:
    """Per publisher: its sources, up to when they reach, how much was read by machine, how much confirmed.

    A source without a publisher goes by the host of its address, which `publisher` gives; the one whose
    sources reach furthest is first.
    """
    found: dict[str, dict[_Published, Source]] = {}
    for one in sources:
        found.setdefault(named(one), {})[_published(one)] = one
    rows = [_publisher(name, list(mine.values()), said) for name, mine in found.items()]
    return sorted(rows, key=lambda row: (row["until"] or "", row["publisher"]), reverse=True)


def named(source: Source) -> str:
    """The publisher of a source, else the host of its address, else that there is none."""
    host = urlsplit(source.url).hostname if source.url else None
    return source.publisher or host or "no publisher"


def _publisher(name: str, sources: Sequence[Source], said: Said) -> Json:
    told = [one for source in sources for one in said.of(source)]
    found = coverage(told)
    dated = [source for source in sources if source.dated]
    return {
        "publisher": name,
        "sources": len({source.id for source in sources}),
        "undated": len({source.id for source in sources} - {source.id for source in dated}),
        "from": day_json(min((s.known_from or s.known_by for s in dated), default=None)),
        "until": day_json(max((source.known_by for source in dated), default=None)),
        "assertions": found.assertions,
        "by_machine": found.by_machine,
        "by_hand": found.by_hand,
        "confirmed": found.confirmed,
    }
