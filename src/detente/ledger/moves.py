"""Deadlines that were moved, and how often: what a calendar needs to keep one entry for one deadline.

A deadline is moved by a later report that sets the same parties another day for the same thing before the
first day is over, and says so, stands in the same row, or is
the same publisher in the same words with a later day. Days that merely differ between sources
are no move; they compete.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from detente.ledger.acts import Act
from detente.ledger.choose import voice
from detente.ledger.same import ALIKE, content
from detente.ledger.units import digest
from detente.ledger.verdicts import Action, Verdict
from detente.ledger.views import Deadline, State, Support
from detente.model import When

_SAYS_SO = re.compile(
    r"\b(?:extend|postpon|puts? off|putting off|delay|defer|mov(?:e|ed|es|ing)\b|br(?:ing|ought) forward"
    r"|push(?:ed|es)? back|new deadline|more time|grace|prolong|revis)",
    re.IGNORECASE,
)


def moved(acts: Iterable[Act]) -> dict[str, Act]:
    """Which deadline is moved by which: the id of the earlier known act, and the act that sets the new day.

    Of several that move one, the one known first; each moves one at most, the one known last.
    """
    told = sorted((one for one in acts if _is_deadline(one)), key=_known)
    found: dict[str, Act] = {}
    for at, later in enumerate(told):
        for earlier in reversed(told[:at]):
            if earlier.id not in found and _moves(earlier, later):
                found[earlier.id] = later
                break
    return found


def _is_deadline(one: Act) -> bool:
    return one.family == "deadline" and one.modality == "real" and one.when is not None


def _known(one: Act) -> tuple[object, ...]:
    return (_first(one), one.id)


def _first(one: Act) -> date:
    return min(record.source.known_by for record in one.records)


def _moves(earlier: Act, later: Act) -> bool:
    """Whether the later known of two sets a new day for the other."""
    assert earlier.when is not None
    assert later.when is not None
    told = _first(later)
    if not _first(earlier) < told <= earlier.when.latest or earlier.when.overlaps(later.when):
        return False
    if not _same_thing(earlier, later):
        return False
    if earlier.keys & later.keys or _said_again(earlier, later):
        return True
    if not any(_SAYS_SO.search(record.quote) for record in later.records):
        return False
    about = bool(earlier.agreement or earlier.case or earlier.measure)
    return (
        about
        or _alike(earlier, later)
        or (_names_day(later, earlier.when) and bool(content(earlier) & content(later)))
    )


def _said_again(earlier: Act, later: Act) -> bool:
    """Whether one publisher says the very same of another, later day: that is the same deadline, put off."""
    if earlier.when is None or later.when is None or later.when.latest <= earlier.when.latest:
        return False
    told = [
        {(voice(r.source), r.quote.strip()) for r in one.records if r.quote.strip()}
        for one in (earlier, later)
    ]
    return bool(told[0] & told[1])


def _names_day(later: Act, when: When) -> bool:
    """Whether a report of a new day names the old one: "extended from 1 March to 15 April"."""
    day = when.latest
    shape = re.compile(rf"\b(?:{day.day} {day:%B}|{day:%B} {day.day}|{day.isoformat()})\b", re.IGNORECASE)
    return when.exact and any(shape.search(record.quote) for record in later.records)


def _same_thing(a: Act, b: Act) -> bool:
    """Whether two are set for the same parties about the same agreement, case or measure, if any."""
    about = [(one.kind, set(one.actors), one.agreement, one.case, one.measure) for one in (a, b)]
    return about[0] == about[1]


def _alike(a: Act, b: Act) -> bool:
    first, second = content(a), content(b)
    return len(first & second) >= ALIKE * min(len(first), len(second)) > 0


_CHANGE_NOTHING = frozenset({Action.CONFIRM, Action.UNSURE})


@dataclass(frozen=True, slots=True)
class Revision:
    """A deadline as an entry of a calendar: a name that stays when its day moves, and how often it moved."""

    uid: str
    sequence: int


def revisions(state: State, acts: Sequence[Act], verdicts: Iterable[Verdict] = ()) -> Mapping[str, Revision]:
    """The revision of each deadline of a state that was not moved itself, by its id.

    `acts` are those of the log that were known by `state.known`, without the verdicts, `verdicts` all that
    were given. The sequence never falls as more becomes known or is recorded, and rises whenever the day
    moves: it is the greatest number of moves on any way to what is known through what was known by
    earlier days and recorded by earlier numbers. A verdict about it counts for a move.
    """
    after = {later.id: earlier for earlier, later in moved(acts).items()}
    by_id = {one.id: one for one in acts}
    by_assertion = {r.assertion.id: one for one in acts for r in one.records}
    given = tuple(v for v in verdicts if v.action not in _CHANGE_NOTHING)
    found: dict[str, Revision] = {}
    for deadline in state.deadlines:
        if deadline.state == "moved":
            continue
        chain = _chain(_behind(deadline, state, by_assertion), by_id, after)
        records = [record for one in chain for record in one.records]
        ids = {id_ for r in records for id_ in (r.assertion.id, r.source.id, r.snapshot) if id_}
        judged = sum(1 for v in given if {v.subject, v.other or v.subject} & ids or _undoes(v, given, ids))
        supposed = any(s.supposed for s in deadline.supports)
        uid = _uid(deadline, chain)
        if any(one.uid == uid for one in found.values()):  # two deadlines of one row
            uid = _named(uid, deadline.id)
        found[deadline.id] = Revision(uid, _moves_of(chain) + judged + supposed)
    return found


def _undoes(verdict: Verdict, given: Sequence[Verdict], ids: set[str]) -> bool:
    taken = next((v for v in given if v.record == verdict.undoes), None) if verdict.undoes else None
    return taken is not None and bool({taken.subject, taken.other} & ids)


def _behind(deadline: Deadline, state: State, by_assertion: Mapping[str, Act]) -> list[Act]:
    """The acts that give a deadline its day, those with competing days among them."""
    supports: list[Support] = list(deadline.supports) if deadline.basis == "source" else []
    if deadline.id.startswith("comments:"):
        measure = next((m for m in state.measures if deadline.id.startswith(f"comments:{m.id}:")), None)
        stages = (measure.ending if deadline.id.endswith(":end") else measure.stages) if measure else {}
        supports += [s for dated in stages.get("comment_closed", ()) for s in dated.supports]
    found = (by_assertion.get(support.assertion) for support in supports)
    return list({one.id: one for one in found if one is not None}.values())


def _chain(acts: Sequence[Act], by_id: Mapping[str, Act], after: Mapping[str, str]) -> list[Act]:
    """The acts, with those that they moved before them, the first known first."""
    found = {one.id: one for one in acts}
    for one in acts:
        at = one.id
        while at in after and after[at] not in found:
            at = after[at]
            found[at] = by_id[at]
    return sorted(found.values(), key=_known)


def _uid(deadline: Deadline, chain: Sequence[Act]) -> str:
    """A name that follows from what is due and, where a source sets it, from the first record of it.

    The last day of notice of a term is the same entry whether it is computed or a source gives it.
    A row of a chronology is one record, whichever of its sources is known.
    """
    if not chain or deadline.id.startswith(("comments:", "notice:")):
        return _named(deadline.id)
    first = min(
        (r for one in chain for r in one.records), key=lambda r: (r.record, r.source.known_by, r.assertion.id)
    )
    if first.origin == "chronology":
        return _named(first.key, chain[0].kind.value, chain[0].agreement or "")
    return _named(first.key, first.assertion.id)


def _named(*seed: str) -> str:
    return digest(*seed)[:24] + "@detente"


def _moves_of(chain: Sequence[Act]) -> int:
    """The most moves on a way from nothing to all of the chain's records, by knowledge and by record."""
    records = [record for one in chain for record in one.records]
    days = sorted({r.source.known_by for r in records})
    numbers = sorted({r.record for r in records})
    before: list[tuple[When | None, int]] = [(None, 0)] * (len(days) + 1)
    for number in numbers:
        row: list[tuple[When | None, int]] = [(None, 0)]
        for at, day in enumerate(days):
            when = _chosen(chain, day, number)
            moves = max(
                n + (w is not None and when is not None and w != when) for w, n in (row[-1], before[at + 1])
            )
            row.append((when, moves))
        before = row
    return before[-1][1]


def _chosen(chain: Sequence[Act], day: date, number: int) -> When | None:
    """The day that a deadline had, of what was known on a day and recorded by a number."""
    for one in reversed(chain):
        told = tuple(r for r in one.records if r.source.known_by <= day and r.record <= number)
        if told:
            return replace(one, records=told).when
    return None
