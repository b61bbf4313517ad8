"""Which of the measures that sources name by ids of their own are one measure.

A chronology, a catalogue and a gazette each have their own names for a measure. Two names of one of them
are two measures; names of different ones are one where actor, targets, goods and group, instrument and a
dated stage agree, nothing of it speaks against the other, and no second name fits as well.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.ledger.acts import Act
from detente.ledger.groups import group_of_actor
from detente.ledger.records import BY_HAND
from detente.ledger.same import days_apart
from detente.model import Kind, When

APART = 3
"""Days by which dates of one stage may differ and still compete."""
_INSTRUMENTS = {
    "ban": r"\b(?:ban(?:s|ned)?|prohibit\w*|prohibition|embargo)\b",
    "licensing": r"\b(?:licen[cs]\w*|permits?|authori[sz]ation)\b",
    "quota": r"\bquotas?\b",
    "tax": r"\b(?:tax(?:es)?|dut(?:y|ies)|tariffs?|levy)\b",
    "inspection": r"\b(?:inspect\w*|quarantine|radiation tests?)\b",
}
"""Instruments by their words (UNCTAD MAST, chapters A, B, E, F and P)."""


_OFTEN = {"measure_amended"}
"""What happens to a measure more than once, so that other days speak against nothing."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What the sources of one name say of its measure."""

    name: str
    origins: frozenset[str]
    actors: frozenset[str]
    targets: frozenset[str]
    items: frozenset[str]
    groups: frozenset[str]
    instruments: frozenset[str]
    stages: Mapping[str, tuple[When, ...]]


def joined(nodes: Iterable[Act]) -> dict[str, str]:
    """The name under which each named measure goes on, for those that are another's."""
    by_name: dict[str, list[Act]] = {}
    for node in nodes:
        if (name := name_of(node)) and _is_stage(node) and node.modality == "real":
            by_name.setdefault(name, []).append(node)
    by_actor: dict[str, list[_Told]] = {}
    for name in sorted(by_name):
        told = _told(name, by_name[name])
        for actor in told.actors:
            by_actor.setdefault(actor, []).append(told)
    root: dict[str, _Told] = {}
    for one, other in (pair for mine in by_actor.values() for pair in _pairs(mine)):
        ends = [root.get(x.name, x) for x in (one, other)]
        kept = min(ends, key=_first)
        gone = {x.name for x in ends}
        root = {name: kept if now.name in gone else now for name, now in root.items()}
        root |= {x.name: kept for x in (one, other)}
    return {name: kept.name for name, kept in root.items() if name != kept.name}


def name_of(node: Act) -> str | None:
    """The id by which a source names the measure of an act."""
    return next((m.id for r in node.records if (m := r.assertion.measure) and m.id), None)


def _is_stage(node: Act) -> bool:
    return node.family.startswith("measure_") or node.kind is Kind.GROUP_CHANGED


def _first(one: _Told) -> tuple[bool, str]:
    """The name that goes on: one that a person gave before that of a catalogue."""
    return (not one.origins & BY_HAND, one.name)


def _pairs(told: Sequence[_Told]) -> list[tuple[_Told, _Told]]:
    """Two names each, of which neither fits another name of the other's origin."""
    fits = {one.name: [other for other in told if other is not one and _agree(one, other)] for one in told}
    return [
        (one, other)
        for one in told
        for other in fits[one.name]
        if one.name < other.name and _alone(other, fits[one.name]) and _alone(one, fits[other.name])
    ]


def _alone(one: _Told, found: Sequence[_Told]) -> bool:
    return not any(other.origins & one.origins for other in found if other is not one)


def _agree(a: _Told, b: _Told) -> bool:
    """Whether two names are of one measure: the same in all that both say, and dated alike."""
    if a.origins & b.origins or not a.actors & b.actors or not a.targets or a.targets != b.targets:
        return False
    if a.items != b.items or a.groups != b.groups or not (a.items or a.groups):
        return False
    if a.instruments and b.instruments and not a.instruments & b.instruments:
        return False
    both = a.stages.keys() & b.stages.keys() - _OFTEN
    if any(min(_gaps(a.stages[stage], b.stages[stage])) > APART for stage in both):
        return False
    return any(x == y and x.exact for stage in both for x in a.stages[stage] for y in b.stages[stage])


def _gaps(a: Sequence[When], b: Sequence[When]) -> list[int]:
    return [days_apart(x, y) for x in a for y in b]


def _told(name: str, nodes: Sequence[Act]) -> _Told:
    records = [record for node in nodes for record in node.records]
    stages: dict[str, dict[When, None]] = {}
    for node in nodes:
        family = "measure_effective" if node.kind is Kind.GROUP_CHANGED else node.family
        for value in node.values:
            stages.setdefault(family, {})[value.when] = None
    actors = frozenset(actor for node in nodes for actor in node.actor_countries[:1])
    groups = {
        group
        for node in nodes
        for value, _ in node.term("group")
        if (group := group_of_actor(str(value), min(actors, default=""), nodes[0].lexicon))
    }
    words = " ".join(
        [r.quote for r in records]
        + [m.name for r in records if (m := r.assertion.measure)]
        + ["licence" for r in records if r.assertion.terms.get("licence_after")]
        + [str(gta.get("type", "")) for r in records if (gta := r.assertion.terms.get("gta"))]
    )
    return _Told(
        name=name,
        origins=frozenset(record.origin for record in records),
        actors=actors,
        targets=frozenset(code for node in nodes for code in node.target_countries) - actors,
        items=frozenset(item for node in nodes for item in node.items),
        groups=frozenset(groups),
        instruments=frozenset(
            n for n, shape in _INSTRUMENTS.items() if re.search(shape, words, re.IGNORECASE)
        ),
        stages={stage: tuple(whens) for stage, whens in stages.items()},
    )
