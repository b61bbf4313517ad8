"""What all conflicts share: their kinds, their ids, and when the order of trust settles one."""

import hashlib
from collections.abc import Iterable, Sequence

from detente.ledger.choose import Level, voice
from detente.ledger.records import Logged
from detente.ledger.views import Competing, Conflict, Support
from detente.ledger.wording import capital

KINDS = {
    "stage_mixed_up": "announced, decided, promulgated and effective dates mixed up",
    "deadline_mixed_up": "decision, notice and deadline mixed up",
    "same_instant": "one instant written in several ways",
    "day_and_month": "day and month swapped",
    "time_zone": "a date line in another time zone",
    "translation": "a slip of a machine translation",
    "form_lost": "the form of an item lost or told differently",
    "wrong_item": "other items than those that the counts bear out",
    "count": "numbers that compete",
    "scope": "how far it reaches: one company, companies, a change of rule",
    "status_word": "what was done: paused or withdrawn, suspended or extended, begun or done",
    "claim": "one side says it, the other does not",
    "motive": "a motive that one claims and another denies",
    "plan_and_outcome": "what was planned and what came of it",
    "page_changed": "a page that says something else than it said before",
    "source_date": "a source dated earlier than what it reports",
    "two_measures_as_one": "two measures told as one",
    "date": "dates that compete",
    "figure": "figures that compete",
    "text": "accounts that differ",
}
"""Every kind of conflict, with what it means."""

NEVER_SETTLED = frozenset({"claim", "motive"})
"""The order of trust decides dates and facts, not what somebody meant."""

OPEN_CHOICE = frozenset({"two_measures_as_one"})
"""Settled without one value being the right one: both are."""

Told = tuple[str, Sequence[Logged], Level]
"""A value, who says it, and how far that is to be trusted."""


def ident(*parts: object) -> str:
    """An id that is the same for the same subject, field and kind."""
    return "conflict:" + hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()[:10]


def supports(records: Iterable[Logged]) -> tuple[Support, ...]:
    """The supports of some records, each once."""
    return tuple(dict.fromkeys(record.support for record in records))


def same_page(first: Iterable[Logged], second: Iterable[Logged]) -> bool:
    """Whether two values come from one page at two times."""
    one = {name: r.snapshot for r in first if r.snapshot for name in _pages(r)}
    return any(one.get(name, r.snapshot) != r.snapshot for r in second if r.snapshot for name in _pages(r))


def _pages(record: Logged) -> tuple[str, ...]:
    """The names of the page that a record comes from: its address, and what its editions share."""
    return tuple(name for name in (record.source.url, record.source.page) if name)


def conflict(
    subject: str,
    field: str,
    kind: str,
    values: Sequence[Told],
    explanation: str,
    *,
    rule: str = "",
) -> Conflict:
    """A conflict of values in their order of trust; `rule` settles it by other than that order."""
    first, rest = values[0], values[1:]
    by_trust = bool(rest) and all(first[2] < level for _, _, level in rest)
    settled = kind not in NEVER_SETTLED and (bool(rule) or by_trust)
    voices = len({voice(r.source) for r in first[1]})
    chosen = first[0] if settled and kind not in OPEN_CHOICE else None
    heard = first[2] is Level.ONE_SOURCE and all(level is Level.HEARSAY for _, _, level in rest)
    more = f" ({voices})" if first[2] is Level.TWO_SOURCES else ", against hearsay" if heard else ""
    why = rule or first[2].words + more
    return Conflict(
        id=ident(subject, field, kind),
        subject=subject,
        field=field,
        kind=kind,
        values=tuple(Competing(value, supports(records)) for value, records, _ in values),
        state="settled" if settled else "contested",
        chosen=chosen,
        why=why if settled else "",
        explanation=capital(explanation),
    )
