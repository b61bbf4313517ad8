"""Acts that exclude each other: a pause told as a withdrawal, two measures told as one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from detente.ledger.acts import Act
from detente.ledger.choose import level, told_only, voice
from detente.ledger.conflicts.base import conflict
from detente.ledger.conflicts.phrases import done, thing
from detente.ledger.identify import is_stage
from detente.ledger.records import Logged
from detente.ledger.same import gap
from detente.ledger.views import Conflict, Measure
from detente.ledger.wording import listed, publishers, who, words
from detente.lexicon import Lexicon
from detente.model import Kind, Status

EXCLUSIVE: tuple[frozenset[Kind], ...] = (
    frozenset({Kind.PROCEEDING_SUSPENDED, Kind.PROCEEDING_WITHDRAWN, Kind.PROCEEDING_RESUMED}),
    frozenset(
        {
            Kind.AGREEMENT_NOTICE_SUSPENDED,
            Kind.AGREEMENT_NOTICE_WITHDRAWN,
            Kind.AGREEMENT_EXTENDED,
            Kind.AGREEMENT_TERMINATED,
        }
    ),
    frozenset({Kind.MEASURE_AMENDED, Kind.MEASURE_WITHDRAWN}),
)
"""Kinds of which only one can be what was done to a thing on a day."""

_NEAR = 2
_NO_NAME = frozenset({"export", "import", "trade", "against", "government", "from", "with"})
"""Words that measures of any kind share."""


@dataclass(frozen=True)
class Account:
    """An act by what a page firmly says of it; `id` is that of the whole act."""

    act: Act
    id: str


def rivals(acts: Sequence[Act]) -> list[tuple[Account, Account]]:
    """Pairs of accounts that exclude each other, the one to be trusted more first."""
    found: list[tuple[Account, Account]] = []
    for kinds in EXCLUSIVE:
        told = [a for a in acts if a.kind in kinds and a.status is Status.OCCURRED]
        for one, other in _of_one_thing(told):
            pair = [Account(_firm(a, b), a.id) for a, b in ((one, other), (other, one))]
            if all(x.act.records for x in pair) and _exclude(pair[0].act, pair[1].act):
                first, second = sorted(pair, key=lambda x: _weight(x.act))
                found.append((first, second))
    return found


def _of_one_thing(told: Sequence[Act]) -> Iterator[tuple[Act, Act]]:
    """Pairs of acts of two kinds that may be about one thing, in their order."""
    by_thing: dict[str, list[int]] = {}
    for number, one in enumerate(told):
        for name in _things(one):
            by_thing.setdefault(name, []).append(number)
    pairs = {pair for numbers in by_thing.values() for pair in combinations(numbers, 2)}
    for i, j in sorted(pairs):
        if told[i].kind is not told[j].kind:
            yield told[i], told[j]


def _things(one: Act) -> set[str]:
    """Every case, agreement and measure that an act may be about."""
    named = (m for r in one.records for m in (r.assertion.case, r.assertion.agreement) if m)
    return {name for name in (one.measure, one.about, *(m.id or m.name for m in named)) if name}


def _firm(one: Act, other: Act) -> Act:
    """An act without the headlines of pages whose text dates the other: "keeps pact alive"."""
    dated = {r.source.id for r in other.records if not told_only([r])}
    kept = tuple(r for r in one.records if not (told_only([r]) and r.source.id in dated))
    return one if len(kept) == len(one.records) else replace(one, records=kept)


def _exclude(a: Act, b: Act) -> bool:
    """Whether two acts of other kinds are told of one thing and day by other sources."""
    if a.kind is b.kind:
        return False
    about = a.case or a.agreement or a.measure
    if not about or about != (b.case or b.agreement or b.measure):
        return False
    apart = gap(a, b)
    near = bool(a.keys & b.keys) if apart is None else apart <= _NEAR
    told_by = [{r.source.id for r in x.records} for x in (a, b)]
    return near and not told_by[0] & told_by[1]


def _weight(one: Act) -> tuple[object, ...]:
    country = next(iter(one.actor_countries), None)
    return (level(one.records, country, "kind"), -len({voice(r.source) for r in one.records}), one.id)


def outvoted(acts: Sequence[Act]) -> frozenset[str]:
    """Ids of acts that a more trusted account excludes: no view is built on them.

    Within one page the act that its text dates excludes that of a headline ("keeps pact alive").
    """
    pairs = rivals(acts)
    by_trust = {b.id for a, b in pairs if _weight(a.act)[:2] < _weight(b.act)[:2]}
    return frozenset(by_trust | set(_headlines(acts)))


def _headlines(acts: Sequence[Act]) -> Iterator[str]:
    for kinds in EXCLUSIVE:
        told = [a for a in acts if a.kind in kinds and a.status is Status.OCCURRED and a.values]
        loose = [a for a in told if all(told_only(v.records) for v in a.values)]
        firm = [a for a in told if a not in loose]
        yield from (
            a.id
            for a in loose
            if any(a.keys <= b.keys and a.kind is not b.kind and _about(a) == _about(b) for b in firm)
        )


def _about(one: Act) -> str | None:
    return one.case or one.agreement or one.measure


def of_status(
    acts: Sequence[Act], lexicon: Lexicon, names: Mapping[str, str] | None = None
) -> Iterator[Conflict]:
    """What was done, told with words that exclude each other."""
    for first, second in ((a.act, b.act) for a, b in rivals(acts)):
        about = first.case or first.agreement or first.measure or first.id
        country = next(iter(first.actor_countries), None)
        told = [(_word(a), a.records, level(a.records, country, "kind")) for a in (first, second)]
        when = first.when or second.when
        day = f" on {words(when)}" if when else ""
        said = (
            f"{who(second.supports, 'tell')} what was done about {thing(about, lexicon, names)}{day} as "
            f"{done(second.kind.value)}, {publishers(first.supports)} as {done(first.kind.value)}."
        )
        yield conflict(about, f"act of {when}, {_word(second)}", "status_word", told, said)


def _word(one: Act) -> str:
    return one.kind.value.partition("_")[2].replace("_", " ")


def _one_name(told: Sequence[Sequence[Logged]]) -> bool:
    """Whether the page has a noun in common for all of them: "the restrictions"."""
    nouns = [
        {word for r in records if (m := r.assertion.measure)
         for found in re.findall(r"[a-z]{4,}", m.name)
         if (word := found.removesuffix("s")) not in _NO_NAME}
        for records in told
    ]  # fmt: skip
    return bool(set.intersection(*nouns))


def of_measures_told_as_one(
    acts: Sequence[Act], measures: Sequence[Measure], lexicon: Lexicon
) -> Iterator[Conflict]:
    """A page that calls two measures of one country by one name."""
    names = {m.id: m.name for m in measures}
    told: dict[str, dict[str, list[Logged]]] = {}
    for one in acts:
        if not (is_stage(one) and one.measure and one.modality == "real"):
            continue
        for record in one.records:
            if record.origin == "page" and not (record.assertion.measure and record.assertion.measure.id):
                told.setdefault(record.key, {}).setdefault(one.measure, []).append(record)
    for key, found in sorted(told.items()):
        actors = {m.actor for m in measures if m.id in found}
        if len(found) > 1 and len(actors) == 1 and _one_name(list(found.values())):
            values = [(names.get(m, m), found[m], level(found[m], None)) for m in sorted(found)]
            teller = who((r.support for records in found.values() for r in records), "tell")
            things = listed(thing(m, lexicon, names) for m in sorted(found))
            said = f"{teller} of two measures as if they were one: {things}."
            yield conflict(key, "measure", "two_measures_as_one", values, said,
                           rule="their different dates and items")  # fmt: skip
