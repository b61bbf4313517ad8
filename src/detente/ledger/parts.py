"""Withdrawals that free a part of what a measure holds for: some destinations, or some goods.

"Lifted its curbs on gallium" does not end curbs on gallium and germanium, and "for Japan and Korea" does
not end a ban for everyone. Where withdrawals of parts come to the whole together, the last one ends it.
An act that eases a measure for somebody ("exempted Bhutan", "allowed exports of 500 tonnes to Bhutan" under a
ban) frees a part as well.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from detente.ledger.acts import Act
from detente.model import Kind, Status, When

_EASES = re.compile(
    r"\b(?:allow|permit|exempt|authori[sz]|eas(?:e|es|ed|ing)\b|relax|waiv|lift|loosen|resum|let\b|free[ds]?\b"
    r"|exception|carve)",
    re.IGNORECASE,
)
_FREES = re.compile(r"\b(?:allow|permit|exempt|waiv|authori[sz]|exception)", re.IGNORECASE)
_TIGHTENS = re.compile(r"\b(?:tighten|extend|expand|widen|broaden|prolong|add(?:s|ed)?\b)", re.IGNORECASE)
_LICENCE = re.compile(r"\b(?:licen[cs]|permits?\b|applications?\b|contract)", re.IGNORECASE)
_QUANTITY = re.compile(
    r"\b\d[\d,.]*(?:\s(?:thousand|million|billion))?\s(?:metric\s)?"
    r"(?:tonnes?|tons?|kg|kilogram(?:me)?s?|barrels?|litres?|liters?|gallons?|bushels?|pounds?|units?|doses|pieces)\b",
    re.IGNORECASE,
)


def quantity(one: Act) -> str | None:
    """How much an act that frees a part lets out, in the words of its sources; None where none says."""
    told = [str(value) for value, _ in one.term("quantity")]
    told += [" ".join(m[0].split()) for r in one.records if (m := _QUANTITY.search(r.quote))]
    return max(dict.fromkeys(told), key=told.count, default=None)


def eases_for_some(one: Act, making: Sequence[Act]) -> bool:
    """Whether a change eases a measure for some of those it holds for: it does not say who they all are."""
    targets = {code for other in making for code in other.target_countries}
    fewer = bool(one.target_countries) and (not targets or bool(targets - set(one.target_countries)))
    return fewer and all(_EASES.search(r.quote) and not _TIGHTENS.search(r.quote) for r in one.records)


def frees(one: Act) -> bool:
    """Whether a change that eases a measure lets go of those it names: "eased curbs for Japan" may not."""
    told = bool(one.term("licence_after")) or any(_LICENCE.search(r.quote) for r in one.records)
    return not told and all(_FREES.search(r.quote) for r in one.records)


def allowed(acts: Iterable[Act], making: Sequence[Act], effect: When | None, actor: str | None) -> list[Act]:
    """Exports to some countries that a government allows under its ban, by their day.

    What names a licence is of one contract and frees nobody. An act that names no goods is of the ban that
    its own page tells of.
    """
    bans = [one for one in making if any(value == "prohibited" for value, _ in one.term("licence_after"))]
    if not bans or effect is None:
        return []
    items = {item for one in making for item in one.items}
    keys = {key for one in making for key in one.keys}
    targets = {code for one in making for code in one.target_countries}
    found = [
        one
        for one in acts
        if one.kind is Kind.LICENCE_APPROVED
        and one.records[0].assertion.status is Status.OCCURRED
        and one.when is not None
        and one.when.latest >= effect.earliest
        and actor is not None
        and actor in one.actor_countries
        and one.target_countries
        and (not targets or targets - set(one.target_countries))
        and (items & set(one.items) if one.items else keys & one.keys)
        and all(_EASES.search(r.quote) and not _LICENCE.search(r.quote) for r in one.records)
    ]
    return sorted(found, key=lambda one: (one.when.latest if one.when else date.max, one.id))


def freeing(withdrawals: Iterable[Act], making: Sequence[Act]) -> list[Act]:
    """Those of the withdrawals of a measure after which the rest of it goes on.

    A measure whose sources name no destination holds for all: one that is named is a part. One whose
    sources name no goods says nothing of its width, and so does one of which only the end is told.
    """
    if not making:
        return []
    targets = {code for one in making for code in one.target_countries}
    items = {item for one in making for item in freed_items(one)}
    parts = [one for one in withdrawals if _narrower(one, targets, items)]
    dated = sorted(parts, key=lambda one: (one.when.latest if one.when else date.max, one.id))
    freed: set[str] = set()
    for i, one in enumerate(dated):
        if set(one.target_countries) >= targets and not (one.target_countries and not targets):
            freed |= _goods(one, items)
        if items and not _left(items, freed):
            return dated[:i]
    return dated


def _narrower(one: Act, targets: set[str], items: set[str]) -> bool:
    mine, goods = set(one.target_countries), _goods(one, items)
    fewer = bool(mine) and (not targets or bool(targets - mine))
    return fewer or (bool(one.items) and bool(_left(items, goods)) and bool(_plain(items) & _plain(goods)))


def freed_items(one: Act) -> tuple[str, ...]:
    """The goods of an act, each `item:x#form` for the forms told of it where every mention of it has one."""
    found: dict[str, None] = {}
    for item in one.items:
        forms = [
            mention.form
            for record in one.records
            for mention in record.assertion.items
            if mention.id and item in one.lexicon.expand(mention.id)
        ]
        named = dict.fromkeys(f"{item}#{form}" for form in forms if form)
        found |= named if forms and all(forms) else {item: None}
    return tuple(found)


def _plain(items: Iterable[str]) -> set[str]:
    """The items without their forms."""
    return {item.partition("#")[0] for item in items}


def _left(items: Iterable[str], goods: set[str]) -> set[str]:
    """The items that the goods do not take in: a good without a form takes in all its forms."""
    return {item for item in items if not {item, item.partition("#")[0]} & goods}


def _goods(one: Act, items: set[str]) -> set[str]:
    """The goods of a withdrawal: its arguments, and those of the measure that its sentences name besides."""
    words = " ".join(record.quote for record in one.records).casefold()
    found = set(freed_items(one))
    for item in (item for item in items if item.partition("#")[0] not in _plain(found)):
        entry = one.lexicon.get(item.partition("#")[0])
        if entry and any(name.casefold() in words for name in (entry.name, *entry.names)):
            found.add(item)
    return found
