"""Withdrawals that free a part of what a measure holds for: some destinations, or some goods.

"Lifted its curbs on gallium" does not end curbs on gallium and germanium, and "for Japan and Korea" does
not end a ban for everyone. Where withdrawals of parts come to the whole together, the last one ends it.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from detente.ledger.acts import Act


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
