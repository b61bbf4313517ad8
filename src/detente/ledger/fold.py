"""State = fold(assertions, on, known): a pure function, the same in any order of arrival.

1. keep what was known: `source.known_by <= known`;
2. the assertions of a row or page become acts, stages find their measure, acts that are the same
   are joined (`resolve`, `identify`);
3. the views are built from the acts on the day asked about;
4. conflicts are found from what competes (`conflicts`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Protocol

from detente.ledger.about import name_subjects
from detente.ledger.acts import Act
from detente.ledger.agreements import agreements
from detente.ledger.chains import chains
from detente.ledger.conflicts import conflicts
from detente.ledger.conflicts.status import outvoted
from detente.ledger.covers import coverage, vouched
from detente.ledger.deadlines import deadlines
from detente.ledger.decisions import Decisions
from detente.ledger.events import calls, talks, timeline
from detente.ledger.groups import memberships
from detente.ledger.identify import identify
from detente.ledger.licencebook import books
from detente.ledger.links import Link, Links
from detente.ledger.log import Log
from detente.ledger.measures import measure
from detente.ledger.moves import Revision, revisions
from detente.ledger.proceedings import proceedings
from detente.ledger.records import SUPPOSED, Logged
from detente.ledger.resolve import nodes, resolve
from detente.ledger.scenario import Scenario
from detente.ledger.unplaced import unplaced
from detente.ledger.verdicts import Verdict
from detente.ledger.views import State
from detente.lexicon import Lexicon
from detente.lexicon import lexicon as bundled
from detente.model import Kind, Status


class Records(Protocol):
    """What has assertions and verdicts to fold: the log."""

    def assertions(self, recorded: int | None = None) -> Iterable[Logged]:
        """All assertions with their sources."""
        ...

    def verdicts(self, recorded: int | None = None) -> Iterable[Verdict]:
        """All verdicts of the desk."""
        ...


def acts(records: Iterable[Logged], lexicon: Lexicon, links: Iterable[Link] = ()) -> list[Act]:
    """The acts that the assertions speak of, each once, in the order of their days.

    `links` are the judgements of persons, in the order in which they were made.
    """
    judged = Links.of(links)
    return resolve(identify(name_subjects(nodes(records, lexicon, judged), lexicon)), judged)


def fold(
    records: Iterable[Logged], on: date, known: date, lexicon: Lexicon, links: Iterable[Link] = ()
) -> State:
    """The state of everything on the day `on`, from what had been published by the end of `known`."""
    told, without = _by_day(records, known)
    whole = acts([record for record in told if vouched(record)], lexicon, links)
    refuted = outvoted(whole)
    found = [one for one in whole if one.id not in refuted]
    chained = chains(found)
    approvals = [one for one in found if one.kind is Kind.LICENCE_APPROVED and one.status is Status.OCCURRED]
    measures = tuple(measure(chain, approvals, on, lexicon) for chain in chained)
    pacts = agreements(found, on, lexicon)
    licences = tuple(books(found, measures, on, lexicon))
    dated = [record.source.known_by for record in told if record.source.published]
    undated = sorted(
        {
            r.source.url or r.source.publisher or r.source.id
            for r in (*told, *without)
            if not r.source.dated and r.origin != SUPPOSED
        }
    )
    return State(
        on=on,
        known=known,
        measures=measures,
        groups=memberships(measures, on, known, lexicon),
        licences=licences,
        agreements=tuple(pacts),
        proceedings=tuple(proceedings(found, on, lexicon)),
        deadlines=tuple(deadlines(found, pacts, measures, on, lexicon)),
        talks=tuple(talks(found)),
        calls=tuple(calls(found)),
        timeline=tuple(timeline(whole)),
        conflicts=tuple(conflicts(whole, chained, measures, lexicon)),
        unplaced=tuple(unplaced(found)),
        covers_until=max(dated, default=None),
        coverage=coverage(told, without),
        problems=tuple(f"no date: {name}; known only from the day it was added" for name in undated),
    )


def _by_day(records: Iterable[Logged], known: date) -> tuple[list[Logged], list[Logged]]:
    """What was known by the day, and what is of no known day and was added after it."""
    told: list[Logged] = []
    without: list[Logged] = []
    for record in records:
        if record.source.known_by <= known:
            told.append(record)
        elif not record.source.dated:
            without.append(record)
    return told, without


def state_of(
    log: Records,
    on: date | None = None,
    known: date | None = None,
    lexicon: Lexicon | None = None,
    *,
    scenario: Scenario | None = None,
    recorded: int | None = None,
) -> State:
    """The state of a log: `known` is its latest dated publication unless given, `on` is `known`.

    The verdicts of the desk are applied to what sources say, the latest whatever day is asked about;
    `recorded` takes log and verdicts as they stood at that record. A scenario is laid over both and
    moves neither of the defaults. Asked again of a log to which nothing was added, and without a
    scenario, it is not worked out again.
    """
    words = lexicon or bundled()

    def make() -> State:
        return _state_of(log, on, known, words, scenario=scenario, recorded=recorded)

    if scenario is not None or not isinstance(log, Log):
        return make()
    return log.warm.state(lambda: log.record, (on, known, words, recorded), make)


def revisions_of(
    log: Records, state: State, recorded: int | None = None, lexicon: Lexicon | None = None
) -> Mapping[str, Revision]:
    """The names under which a calendar keeps the deadlines of a state, and how often they moved."""
    told = [one for one in log.assertions(recorded) if one.source.known_by <= state.known]
    vouched_for = [one for one in told if vouched(one)]
    return revisions(state, acts(vouched_for, lexicon or bundled()), log.verdicts(recorded))


def _state_of(
    log: Records,
    on: date | None,
    known: date | None,
    lexicon: Lexicon,
    *,
    scenario: Scenario | None,
    recorded: int | None,
) -> State:
    decisions = Decisions.of(log.verdicts(recorded))
    records = decisions.applied(log.assertions(recorded), lexicon)
    links = tuple(decisions.links(records))
    if known is None:
        dated = [record.source.known_by for record in records if record.source.dated]
        known = max(dated, default=None) or max((r.source.known_by for r in records), default=date.max)
    if scenario is None:
        return fold(records, on or known, known, lexicon, links)
    state = fold(scenario.over(records, known), on or known, known, lexicon, links)
    return replace(state, scenario=scenario.name)
