"""Which of several values is taken: the order of trust, and how many say it independently.

Following the design's order: an official text, an official on its own act, a company on its own
goods, two independent sources, one source, hearsay, a machine-translated repost. A better level settles;
a tie does not, and then the value shown is what most sources say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from detente.ledger.moved import gave_way
from detente.ledger.records import Logged, Source
from detente.ledger.views import Dated
from detente.model import Basis, Status, When

OFFICIAL, OWN_GOODS, REPOST = 2, 3, 6
"""The last tier of `Source.trust` that is official, the company's own, and the repost's."""

REAL = frozenset({Status.OCCURRED, Status.PLANNED, Status.DUE})
"""Under these a source says that the act happens or happened."""


class Level(IntEnum):
    """How far a value is to be trusted, the best first."""

    SUPPOSED = -1
    VERDICT = 0
    OFFICIAL_TEXT = 1
    OFFICIAL = 2
    COMPANY = 3
    TWO_SOURCES = 4
    ONE_SOURCE = 5
    HEARSAY = 6
    REPOST = 7

    @property
    def words(self) -> str:
        """As it is named in an explanation."""
        return _WORDS[self]


_WORDS = {
    Level.SUPPOSED: "the scenario",
    Level.VERDICT: "a verdict",
    Level.OFFICIAL_TEXT: "an official text",
    Level.OFFICIAL: "an official on its own act",
    Level.COMPANY: "the company on its own goods",
    Level.TWO_SOURCES: "two or more independent sources",
    Level.ONE_SOURCE: "one source",
    Level.HEARSAY: "hearsay",
    Level.REPOST: "a machine-translated repost",
}


@dataclass(frozen=True, slots=True)
class Value:
    """A date with everything that supports it. `planned` where nobody says that it has happened."""

    when: When
    records: tuple[Logged, ...]
    level: Level

    @property
    def planned(self) -> bool:
        """Whether every source speaks of it as something to come."""
        return all(record.assertion.status is not Status.OCCURRED for record in self.records)

    @property
    def giving(self) -> tuple[Logged, ...]:
        """The records that give this very date; one that says "August" only fits 19 August."""
        return _giving(self.when, self.records)

    @property
    def dated(self) -> Dated:
        """The same for the views."""
        best = sorted(self.records, key=_telling)
        return Dated(self.when, self.planned, tuple(record.support for record in best))


def _telling(record: Logged) -> tuple[object, ...]:
    """What leads to a date best: who reports it as done, then who is trusted most."""
    return (record.assertion.status is not Status.OCCURRED, record.source.trust, *canonical(record))


def voice(source: Source) -> str:
    """Who speaks: two pages of one publisher are one voice."""
    return (source.publisher or source.url or source.id).casefold()


def level(records: Iterable[Logged], country: str | None, field: str | None = None) -> Level:
    """The level of a value of a field that these records support; `country` is whose act it is.

    A date from the metadata of a page supports nothing, because metadata lies. What a paper has from somebody
    it does not name is hearsay, however many repeat it.
    """
    best, voices = Level.REPOST, set()
    for record in records:
        source = record.source
        if record.assertion.terms.get("date_from") == "metadata":
            continue
        if source.supposed or source.preferred or field in source.preferred_in:
            best = min(best, Level.SUPPOSED if source.supposed else Level.VERDICT)
            continue
        own = not (source.country and country) or source.country == country
        if source.trust <= OWN_GOODS and (own or source.trust == OWN_GOODS):
            best = min(best, Level(source.trust))
        elif source.trust < REPOST and record.assertion.hearsay:
            best = min(best, Level.HEARSAY)
        elif source.trust < REPOST:
            voices.add(voice(source))
            best = min(best, Level.ONE_SOURCE)
    return min(best, Level.TWO_SOURCES) if len(voices) > 1 else best


def values(records: Sequence[Logged], country: str | None) -> tuple[Value, ...]:
    """The dates that some sources give for one act, the chosen one first, then what competes with it.

    A date that refines another (19 August, August) is the same value, told more exactly; a vague
    date that fits several goes with the one that is chosen, and is no vote for it.
    A plan gives way to what sources report
    from its day on, if they do not have it from hearsay, the day of a report that stands for a missing
    one to any day that is given, and a day that was moved to the one it was moved to.
    """
    groups: dict[When, list[Logged]] = {}
    vague: list[Logged] = []
    told = sorted(
        (r for r in records if r.assertion.when),
        key=lambda r: (_when(r).days, _when(r).approximate, _when(r).value, canonical(r)),
    )
    for record in told:
        homes = [root for root in groups if root.within(_when(record))]
        if not homes:
            groups[_when(record)] = [record]
        elif len(homes) == 1:
            groups[homes[0]].append(record)
        else:
            vague.append(record)
    if any(not told_only(group) for group in groups.values()):
        groups = {when: group for when, group in groups.items() if not told_only(group)}
    found = [_value(when, group, country) for when, group in groups.items()]
    done = [(v.level, max(r.source.known_by for r in v.records)) for v in found if not v.planned]
    told_by = [(v.when, ((r.source.known_by, r.quote) for r in v.records)) for v in found]
    moved = gave_way(told_by) if len(found) > 1 else {}
    found.sort(
        key=lambda v: (
            v.level > Level.VERDICT and v.when in moved,
            v.level > Level.VERDICT and v.planned and _came_of(v, done),
            v.level,
            -len({voice(r.source) for r in v.giving}),
            v.when.days,
            v.when.value,
        )
    )
    if vague:
        first = found[0]
        found[0] = _value(first.when, [*first.records, *vague], country)
    return tuple(found)


def _came_of(plan: Value, done: Iterable[tuple[Level, date]]) -> bool:
    """Whether something was reported from the day of a plan on; hearsay overrules hearsay only."""
    return any(
        day >= plan.when.earliest and (level < Level.HEARSAY or level <= plan.level) for level, day in done
    )


def told_only(records: Iterable[Logged]) -> bool:
    """Whether nobody gives the day: that of the report stands in for it."""
    return all(record.assertion.when_basis is Basis.REPORT for record in records)


def _when(record: Logged) -> When:
    when = record.assertion.when
    assert when is not None
    return when


def _value(when: When, records: Iterable[Logged], country: str | None) -> Value:
    ordered = tuple(sorted(records, key=canonical))
    return Value(when, ordered, level(_giving(when, ordered), country, "when"))


def _giving(when: When, records: tuple[Logged, ...]) -> tuple[Logged, ...]:
    return tuple(r for r in records if _when(r).within(when)) or records


def canonical(record: Logged) -> tuple[object, ...]:
    """An order that does not depend on when a record was written: by knowledge, trust and id."""
    return (record.source.known_by, record.source.trust, record.key, record.source.id, record.assertion.id)
