"""The acts of a measure, sorted to the act of law that makes it, amends it or ends it.

A measure is made by one act and ended by another; both go through stages of the same names. What
is dated after the day of effect belongs to a later act: an amendment where a source calls it one,
else the act that eases or ends it. A chronology says it of its rows (`terms.act`). The stages that one
row or document gives beside the effect are of its own act, though it was gazetted after the effect or
takes comments later; a page of news may tell of two acts.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from detente.ledger.acts import Act
from detente.ledger.choose import Value, told_only, values
from detente.ledger.groups import gives_back, restricts
from detente.ledger.identify import is_stage, stage_group
from detente.ledger.parts import allowed, eases_for_some, freeing, frees
from detente.ledger.records import Logged
from detente.model import Kind, When

STAGES = (
    "announced",
    "comment_opened",
    "comment_closed",
    "decided",
    "promulgated",
    "effective",
    "amended",
    "withdrawn",
)
"""In the order in which an act goes through them."""

BEFORE_DECISION = frozenset({"announced", "comment_opened", "comment_closed"})

_PART = re.compile(r"\b(?:part of|partly|partially|partial|some of)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Chain:
    """The acts of one measure, by the act of law they belong to."""

    id: str
    actor: str | None
    making: Mapping[str, tuple[Act, ...]]
    ending: Mapping[str, tuple[Act, ...]]
    amending: tuple[Act, ...]
    acts: tuple[Act, ...] = field(repr=False)
    freeing: tuple[Act, ...] = ()
    """Withdrawals for some destinations or goods only: the rest of the measure goes on."""
    easing: tuple[Act, ...] = ()
    """Amendments that ease it for some destinations only: these are not all for which it holds."""

    def values(self, stage: str) -> tuple[Value, ...]:
        """The dates of a stage: of `withdrawn`, the day from which the measure no longer holds."""
        if stage == "withdrawn":
            acts = (*self.ending.get("withdrawn", ()), *self.ending.get("effective", ()))
        elif stage == "amended":
            acts = self.amending
        else:
            acts = self._main(stage)
        return values(records_of(acts), self.actor)

    def _main(self, stage: str) -> tuple[Act, ...]:
        """The act that the stage is, where a measure was announced or gazetted more than once.

        The first announcement and the first comment period count; of the other stages the account
        to be trusted most. Dates of one act compete; those of two acts do not.
        """
        acts = [one for one in self.making.get(stage, ()) if one.values]
        if stage == "effective":
            acts = [one for one in acts if not _told_only(one)]
        if len(acts) < 2:  # noqa: PLR2004
            return tuple(acts)
        first = stage in BEFORE_DECISION
        return (min(acts, key=lambda one: (() if first else _weight(one), _day(one), one.id)),)


def _told_only(one: Act) -> bool:
    """Whether no source gives the day of an effect: a headline says only that it is told of."""
    return all(told_only(value.records) for value in one.values)


def _weight(one: Act) -> tuple[int, int]:
    """How well an act's chosen date is supported: level, then how many sources, best first."""
    return (one.values[0].level, -len(one.values[0].records))


def _day(one: Act) -> date:
    assert one.when is not None
    return one.when.earliest


def records_of(acts: Iterable[Act]) -> list[Logged]:
    """The assertions of some acts."""
    return [record for one in acts for record in one.records]


def stage_name(one: Act) -> str:
    """The stage an act is: a change of group is told as the effect of a measure, or as its end."""
    if one.kind is Kind.GROUP_CHANGED:
        change = {str(value) for value, _ in one.term("change")}
        back = {"removed"} if restricts(stage_group(one), one.lexicon) else {"added", "restored"}
        return "withdrawn" if back & change else "effective"
    return one.kind.value.removeprefix("measure_")


def chains(acts: Iterable[Act]) -> list[Chain]:
    """The acts of every measure, sorted to the act that makes it, amends it or ends it."""
    by_measure: dict[str, list[Act]] = {}
    approved: list[Act] = []
    for one in acts:
        if one.measure and is_stage(one) and one.modality == "real":
            by_measure.setdefault(one.measure, []).append(one)
        elif one.kind is Kind.LICENCE_APPROVED:
            approved.append(one)
    return [_chain(name, by_measure[name], approved) for name in sorted(by_measure)]


def _chain(name: str, acts: Sequence[Act], approved: Sequence[Act]) -> Chain:
    effect = _effect(acts)
    documents = _documents(acts, effect)
    amended = {key for one in acts if stage_name(one) == "amended" for key in one.keys}
    making: dict[str, list[Act]] = {}
    ending: dict[str, list[Act]] = {}
    amending: list[Act] = []
    for one in acts:
        stage = stage_name(one)
        later = effect is not None and one.when is not None and one.when.earliest > effect.latest
        later = later and not documents & one.keys
        said = {value for value, _ in one.term("act")}
        if stage == "amended" or "amending" in said or _partial(one) or (later and one.keys & amended):
            amending.append(one)
        elif _ends(one, effect, acts, later=later):
            ending.setdefault(stage, []).append(one)
        else:
            making.setdefault(stage, []).append(one)
    made = [one for found in making.values() for one in found]
    parts = freeing(ending.get("withdrawn", ()), made)
    for_some = [one for one in amending if eases_for_some(one, made)] if made else []
    eased = [one for one in for_some if frees(one)]
    ids = {one.id for one in (*parts, *eased)}
    kept = {stage: tuple(one for one in found if one.id not in ids) for stage, found in ending.items()}
    countries = [code for one in acts for code in one.actor_countries[:1]]
    actor = max(dict.fromkeys(countries), key=countries.count) if countries else None
    parts = [*parts, *eased, *allowed(approved, made, effect, actor)]
    return Chain(
        name,
        actor,
        {stage: tuple(found) for stage, found in making.items()},
        {stage: found for stage, found in kept.items() if found},
        tuple(one for one in amending if one.id not in ids),
        tuple(acts),
        tuple(parts),
        tuple(one for one in for_some if one not in eased),
    )


def _ends(one: Act, effect: When | None, acts: Sequence[Act], *, later: bool) -> bool:
    """Whether an act belongs to the one that eases or ends the measure."""
    if stage_name(one) == "withdrawn" or (later and not _only_effect(one, effect)):
        return True
    if effect is not None and _decided_since(one, effect):
        return True
    return "terminating" in {value for value, _ in one.term("act")} or (effect is None and _undoes(one, acts))


_RESOLVED = frozenset({"announced", "decided", "promulgated"})


def _decided_since(one: Act, effect: When) -> bool:
    """Whether an act without a day, told of only after the effect, is to give back what the measure took."""
    told = min(record.source.known_from or record.source.known_by for record in one.records)
    if one.when is not None or stage_name(one) not in _RESOLVED or told <= effect.latest:
        return False
    return all(gives_back(record.quote) for record in one.records)


def _partial(one: Act) -> bool:
    """Whether every sentence of a withdrawal says that it is of a part only."""
    quotes = [record.quote for record in one.records]
    return stage_name(one) == "withdrawn" and all(_PART.search(quote) for quote in quotes)


def _effect(acts: Sequence[Act]) -> When | None:
    """The day from which the measure holds: that of the first act of effect."""
    days = [
        one.when
        for one in acts
        if stage_name(one) == "effective" and one.when and not _undoes(one, acts) and not _told_only(one)
    ]
    return min(days, key=lambda when: (when.latest, when.earliest), default=None)


def _documents(acts: Sequence[Act], effect: When | None) -> set[str]:
    """The rows and documents, not pages, that give the day of effect: each is of one act."""
    return {
        record.key
        for one in acts
        if stage_name(one) == "effective" and not _undoes(one, acts)
        for record in one.records
        if record.origin != "page" and effect is not None and record.assertion.when == effect
    }


def _undoes(one: Act, acts: Sequence[Act]) -> bool:
    """Whether an act is the end of the measure, by its terms or words.

    The words of "lifted the ban, which it had imposed on 20 July" are those of the later act.
    """
    said = {value for value, _ in one.term("act")}
    if "terminating" in said:
        return True
    ends = {
        (record.key, record.quote)
        for other in acts
        if stage_name(other) == "withdrawn" and one.when and other.when
        if one.when.latest < other.when.earliest
        for record in other.records
    }
    return any(gives_back(r.quote) and (r.key, r.quote) not in ends for r in one.records)


def _only_effect(one: Act, effect: When | None) -> bool:
    """Whether a late date is but another date for the effect itself."""
    return stage_name(one) == "effective" and any(value.when == effect for value in one.values)
