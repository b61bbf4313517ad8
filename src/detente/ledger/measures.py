"""Measures: the stages of an act, what state it is in, which licences apply under it.

A measure is made by one act and ended by another; both go through stages of the same names. What
is dated after the day of effect belongs to a later act: an amendment where a source calls it one,
else the act that eases or ends it. A chronology says it of its rows (`terms.act`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from detente.ledger.acts import Act
from detente.ledger.choose import Value, values
from detente.ledger.groups import gives_back
from detente.ledger.identify import group_of, is_stage
from detente.ledger.records import Logged
from detente.ledger.views import Amendment, Coming, Dated, Measure, Support
from detente.lexicon import Lexicon
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

_BEFORE_DECISION = frozenset({"announced", "comment_opened", "comment_closed"})

_PART = re.compile(r"\b(?:part of|partly|partially|partial|some of)\b", re.IGNORECASE)

_LICENCE_WORDS = (
    ("special_general_bulk", re.compile(r"special general bulk", re.IGNORECASE)),
    ("specific_bulk", re.compile(r"(?:specific|special) bulk", re.IGNORECASE)),
    ("general_bulk", re.compile(r"(?<!special )general bulk", re.IGNORECASE)),
    ("individual", re.compile(r"individual (?:export )?licen[cs]|licen[cs]e per contract", re.IGNORECASE)),
)


@dataclass(frozen=True)
class Chain:
    """The acts of one measure, by the act of law they belong to."""

    id: str
    actor: str | None
    making: Mapping[str, tuple[Act, ...]]
    ending: Mapping[str, tuple[Act, ...]]
    amending: tuple[Act, ...]
    acts: tuple[Act, ...] = field(repr=False)

    def values(self, stage: str) -> tuple[Value, ...]:
        """The dates of a stage: of `withdrawn`, the day from which the measure no longer holds."""
        if stage == "withdrawn":
            acts = (*self.ending.get("withdrawn", ()), *self.ending.get("effective", ()))
        elif stage == "amended":
            acts = self.amending
        else:
            acts = self._main(stage)
        return values(_records(acts), self.actor)

    def _main(self, stage: str) -> tuple[Act, ...]:
        """The act that the stage is, where a measure was announced or gazetted more than once.

        The first announcement and the first comment period count; of the other stages the account
        to be trusted most. Dates of one act compete; those of two acts do not.
        """
        acts = [one for one in self.making.get(stage, ()) if one.values]
        if len(acts) < 2:  # noqa: PLR2004
            return tuple(acts)
        first = stage in _BEFORE_DECISION
        return (min(acts, key=lambda one: (() if first else _weight(one), _day(one), one.id)),)


def _weight(one: Act) -> tuple[int, int]:
    """How well an act's chosen date is supported: level, then how many sources, best first."""
    return (one.values[0].level, -len(one.values[0].records))


def _day(one: Act) -> date:
    assert one.when is not None
    return one.when.earliest


def _records(acts: Iterable[Act]) -> list[Logged]:
    return [record for one in acts for record in one.records]


def stage_name(one: Act) -> str:
    """The stage an act is: a change of group is told as the effect of a measure, or as its end."""
    if one.kind is Kind.GROUP_CHANGED:
        back = {"added", "restored"} & {str(value) for value, _ in one.term("change")}
        return "withdrawn" if back else "effective"
    return one.kind.value.removeprefix("measure_")


def chains(acts: Iterable[Act]) -> list[Chain]:
    """The acts of every measure, sorted to the act that makes it, amends it or ends it."""
    by_measure: dict[str, list[Act]] = {}
    for one in acts:
        if one.measure and is_stage(one) and one.modality == "real":
            by_measure.setdefault(one.measure, []).append(one)
    return [_chain(name, by_measure[name]) for name in sorted(by_measure)]


def _chain(name: str, acts: Sequence[Act]) -> Chain:
    effect = _effect(acts)
    amended = {key for one in acts if stage_name(one) == "amended" for key in one.keys}
    making: dict[str, list[Act]] = {}
    ending: dict[str, list[Act]] = {}
    amending: list[Act] = []
    for one in acts:
        stage = stage_name(one)
        later = effect is not None and one.when is not None and one.when.earliest > effect.latest
        said = {value for value, _ in one.term("act")}
        if stage == "amended" or "amending" in said or _partial(one) or (later and one.keys & amended):
            amending.append(one)
        elif _ends(one, effect, later=later):
            ending.setdefault(stage, []).append(one)
        else:
            making.setdefault(stage, []).append(one)
    countries = [code for one in acts for code in one.actor_countries[:1]]
    return Chain(
        name,
        max(dict.fromkeys(countries), key=countries.count) if countries else None,
        {stage: tuple(found) for stage, found in making.items()},
        {stage: tuple(found) for stage, found in ending.items()},
        tuple(amending),
        tuple(acts),
    )


def _ends(one: Act, effect: When | None, *, later: bool) -> bool:
    """Whether an act belongs to the one that eases or ends the measure."""
    if stage_name(one) == "withdrawn" or (later and not _only_effect(one, effect)):
        return True
    return "terminating" in {value for value, _ in one.term("act")} or (effect is None and _undoes(one))


def _partial(one: Act) -> bool:
    """Whether every sentence of a withdrawal says that it is of a part only."""
    quotes = [record.quote for record in one.records]
    return stage_name(one) == "withdrawn" and all(_PART.search(quote) for quote in quotes)


def _effect(acts: Sequence[Act]) -> When | None:
    """The day from which the measure holds: that of the first act of effect."""
    days = [one.when for one in acts if stage_name(one) == "effective" and one.when and not _undoes(one)]
    return min(days, key=lambda when: (when.latest, when.earliest), default=None)


def _undoes(one: Act) -> bool:
    said = {value for value, _ in one.term("act")}
    return "terminating" in said or any(gives_back(record.quote) for record in one.records)


def _only_effect(one: Act, effect: When | None) -> bool:
    """Whether a late date is but another date for the effect itself."""
    return stage_name(one) == "effective" and any(value.when == effect for value in one.values)


def measure(chain: Chain, acts: Sequence[Act], on: date, lexicon: Lexicon) -> Measure:
    """The view of a measure on a day; `acts` are all acts, for the licences approved under it."""
    stages = {stage: tuple(v.dated for v in found) for stage in STAGES if (found := chain.values(stage))}
    ending = {
        stage: tuple(v.dated for v in values(_records(chain.ending[stage]), chain.actor))
        for stage in STAGES
        if stage in chain.ending and stage != "withdrawn"
    }
    items = _items(chain)
    targets = tuple(dict.fromkeys(code for one in chain.acts for code in one.target_countries))
    group = group_of(chain.acts)
    amendments = tuple(_amendment(one) for one in _by_key(chain.amending))
    base = Measure(
        id=chain.id,
        name="",
        actor=chain.actor,
        targets=targets,
        items=items,
        stages=stages,
        state="announced",
        effective=_first(stages.get("effective")),
        ended=_first(stages.get("withdrawn")),
        group=group,
        standard_days=_standard_days(chain),
        supports=tuple(dict.fromkeys(s for one in chain.acts for s in one.supports)),
        ending=ending,
        amendments=amendments,
    )
    base = replace(base, state=_state(base, on))
    licence, coming = _licences(base, chain, acts, on)
    return replace(base, name=_name(base, chain, licence, lexicon), licence=licence, coming=coming)


def _first(dates: tuple[Dated, ...] | None) -> When | None:
    return dates[0].when if dates else None


def _items(chain: Chain) -> tuple[str, ...]:
    """The items of the act that makes the measure, in a form where one is named."""
    stages = [one for found in chain.making.values() for one in found] or list(chain.acts)
    return tuple(dict.fromkeys(item for one in stages for item in written_items(one)))


def written_items(one: Act) -> tuple[str, ...]:
    """The items of an act, each written `item:x#form` where a source names a form with it."""
    found: dict[str, None] = {}
    for record in one.records:
        for mention in record.assertion.items:
            if mention.form and mention.id:
                found[f"{mention.id}#{mention.form}"] = None
                continue
            for item in one.lexicon.expand(mention.id) if mention.id else (mention.name,):
                found[item] = None
    return tuple(found)


def _state(found: Measure, on: date) -> str:
    """In force is a stock: it needs a day of effect that some source gives, and no end before."""
    if found.ended is not None and on >= found.ended.latest:
        return "withdrawn"
    if found.effective is not None:
        if on < found.effective.earliest:
            return "scheduled"
        return "in_force" if on >= found.effective.latest else "undeterminable"
    begun = found.stages.keys() - {"withdrawn", "amended"}
    if begun and begun <= _BEFORE_DECISION and "comment_opened" in begun:
        return "announced"
    first = min((d.when.earliest for stage in begun for d in found.stages[stage][:1]), default=None)
    return "announced" if first is not None and on < first else "undeterminable"


def _standard_days(chain: Chain) -> int | None:
    told = [
        value for found in chain.making.values() for one in found for value, _ in one.term("standard_days")
    ]
    numbers = [int(value) for value in told if isinstance(value, int | str) and str(value).isdigit()]
    return max(dict.fromkeys(numbers), key=numbers.count) if numbers else None


def licence_types(one: Act, *, from_text: bool) -> tuple[str, ...]:
    """The licence types an act brings in: by its terms, else, where asked, by its sentences."""
    told: list[str] = []
    for value, _ in one.term("licence_after"):
        told += value if isinstance(value, list) else [str(value)]
    if not told and from_text:
        quotes = " ".join(record.quote for record in one.records)
        told = [name for name, words in _LICENCE_WORDS if words.search(quotes)][:1]
    return tuple(dict.fromkeys(told))


def _by_key(acts: Sequence[Act]) -> list[Act]:
    """Amendments of one row are one: its announcement and its day of effect."""
    joined: list[Act] = []
    for one in acts:
        for i, other in enumerate(joined):
            if one.keys & other.keys:
                joined[i] = _later_first(one, other)
                break
        else:
            joined.append(one)
    return joined


def _later_first(one: Act, other: Act) -> Act:
    """The stage that dates the effect carries the amendment."""
    rank = {"announced": 0, "decided": 1, "promulgated": 2, "amended": 3, "effective": 4}
    first = max((one, other), key=lambda act: rank.get(stage_name(act), 0))
    records = (*first.records, *(other if first is one else one).records)
    return replace(first, records=records) if first.values else first


def _amendment(one: Act) -> Amendment:
    return Amendment(one.items, licence_types(one, from_text=True), one.when, one.text, one.supports)


def _licences(
    found: Measure, chain: Chain, acts: Sequence[Act], on: date
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[Coming, ...]]]:
    """Licence types on the day, and the changes known to come, per item."""
    now: dict[str, list[str]] = {}
    coming: dict[str, list[Coming]] = {}
    plain = {item.partition("#")[0] for item in found.items}
    for one in (act for stage in chain.making.values() for act in stage):
        for item in one.items or sorted(plain):
            now.setdefault(item, []).extend(licence_types(one, from_text=False))
    for item in _approved_items(found, acts, on):
        now.setdefault(item, []).append("individual")
    for change in found.amendments:
        for item in change.items or tuple(sorted(plain)):
            if change.when is not None and change.when.latest <= on:
                now.setdefault(item, []).extend(change.licence)
            else:
                coming.setdefault(item, []).extend(
                    Coming(kind, change.when, "planned" if change.when else "announced", change.supports)
                    for kind in change.licence
                )
    if found.state != "withdrawn":
        for item, changes in _after_the_end(found, chain, on, plain):
            coming.setdefault(item, []).extend(changes)
    return (
        {item: tuple(dict.fromkeys(kinds)) for item, kinds in now.items() if kinds},
        {item: tuple(dict.fromkeys(changes)) for item, changes in coming.items() if changes},
    )


def _approved_items(found: Measure, acts: Sequence[Act], on: date) -> list[str]:
    """Items of the measure for which licences were approved: each covers one contract."""
    plain = {item.partition("#")[0] for item in found.items}
    return sorted(
        item
        for one in acts
        if one.kind is Kind.LICENCE_APPROVED and one.modality == "real" and one.when and one.when.latest <= on
        and (one.measure == found.id or found.actor in one.actor_countries)
        for item in plain.intersection(one.items)
    )  # fmt: skip


def _after_the_end(
    found: Measure, chain: Chain, on: date, plain: set[str]
) -> Iterable[tuple[str, list[Coming]]]:
    """What licence applies when the measure is eased: dated by its end, else decided without a day."""
    told: dict[str, Act] = {}
    for stage in ("withdrawn", "effective", "promulgated", "decided", "announced"):
        for one in chain.ending.get(stage, ()):
            for kind in licence_types(one, from_text=True):
                told.setdefault(kind, one)
    for kind, one in told.items():
        when = found.ended if found.ended and found.ended.earliest > on else None
        if when is None and found.ended is not None:
            continue
        status = "planned" if when else ("decided" if "decided" in chain.ending else "announced")
        supports: tuple[Support, ...] = one.supports
        for item in one.items or tuple(sorted(plain)):
            yield item, [Coming(kind, when, status, supports)]


def _name(found: Measure, chain: Chain, licence: Mapping[str, tuple[str, ...]], lexicon: Lexicon) -> str:
    """A name for people, made of what the measure does."""
    known = lexicon.get(found.id)
    if known:
        return known.name
    to = ", ".join(lexicon.name(code) for code in found.targets)
    actor = lexicon.name(found.actor) if found.actor else "unknown actor"
    if found.group:
        return f"removal of {to or 'a country'} from {lexicon.name(found.group)} ({actor})"
    things = _things(found.items, lexicon)
    plain = {item.partition("#")[0] for item in found.items}
    if plain and all("individual" in licence.get(item, ()) for item in plain):
        return f"individual licensing of {things}" + (f" to {to}" if to else "") + f" ({actor})"
    told = [m for one in chain.acts for r in one.records if (m := r.assertion.measure)]
    named = _slug_words(found.id) if told and told[0].id else next((f"“{m.name}”" for m in told), "")
    about = things or named or "trade"
    return f"measure of {actor} on {about}" + (f" ({to})" if to else "")


def _things(items: Sequence[str], lexicon: Lexicon) -> str:
    """The items by name; those that make up a group of the lexicon by its name."""
    for entry in lexicon.entries.values():
        if entry.kind == "item_group" and len(items) > 1 and set(entry.members) == set(items):
            return f"the {entry.name}"
    return ", ".join(_item_name(item, lexicon) for item in items)


def _slug_words(id_: str) -> str:
    """`measure:kr-coal-ash-inspection` as words, without the countries at its head."""
    words = [w for w in id_.partition(":")[2].split("-") if w]
    while len(words) > 1 and len(words[0]) == len("kr"):
        words.pop(0)
    return " ".join(words)


def _item_name(item: str, lexicon: Lexicon) -> str:
    name, _, form = item.partition("#")
    return lexicon.name(name) + (f" ({form})" if form else "")
