"""The two meant by "both countries", "the two neighbors", "the two sides", "both companies"."""

from collections.abc import Sequence
from itertools import pairwise

from detente.model import Name
from detente.reading.names.discourse import History, Mention, Place

REACH = 4
"""Sentences back in which two countries may stand."""

_COUNTRIES = frozenset({"country", "government"})
_LINKS = frozenset({"and", "-", "–", "with", "and the", "against", "or", "nor", "'s and", "’s and"})


def pair(history: History, place: Place) -> tuple[Name, ...]:
    """The last two countries named side by side, else the only two of the last sentences; or none."""
    recent = list(history.before(place, REACH))
    return _side_by_side(recent) or _only_two(recent)


def two_companies(history: History, place: Place) -> tuple[Name, ...]:
    """The only two companies named in the last sentences, or none."""
    return _only_two(list(history.before(place, REACH)), frozenset({"company"}))


def _side_by_side(recent: Sequence[Mention]) -> tuple[Name, ...]:
    """The newest pair that is no part of a longer row ("Korea, Japan and China")."""
    for at, (second, first) in enumerate(pairwise(recent)):
        if not _linked(first, second) or first.name.id == second.name.id:
            continue
        before = recent[at + 2] if at + 2 < len(recent) else None
        after = recent[at - 1] if at else None
        if (before and _row(before, first)) or (after and _row(second, after)):
            continue
        return (first.name, second.name)
    return ()


def _linked(first: Mention, second: Mention) -> bool:
    both = first.name.kind in _COUNTRIES and second.name.kind in _COUNTRIES
    return both and second.gap is not None and second.gap.strip().lower() in _LINKS


def _row(first: Mention, second: Mention) -> bool:
    comma = second.gap is not None and second.gap.strip() in {",", ", the", ", and"}
    return _linked(first, second) or (comma and first.name.kind in _COUNTRIES)


def _only_two(recent: Sequence[Mention], kinds: frozenset[str] = _COUNTRIES) -> tuple[Name, ...]:
    newest: dict[str, Name] = {}
    for mention in recent:
        if mention.name.kind in kinds and mention.name.id:
            newest.setdefault(mention.name.id, mention.name)
    if len(newest) != 2:  # noqa: PLR2004 - a pair
        return ()
    first, second = sorted(newest.values(), key=lambda n: n.start)
    return (first, second)
