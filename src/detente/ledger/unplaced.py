"""Stages that no measure takes in, since they name no day, nobody, or nobody upon whom.

They make no measure, but they are known: what a page tells of must not be lost where somebody asks
whether a thing is restricted.
"""

from collections.abc import Iterable

from detente.ledger.acts import Act
from detente.ledger.groups import gives_back, group_named
from detente.ledger.identify import is_stage, stage_group
from detente.ledger.views import Unplaced
from detente.model import Kind, Status

_EASING = {"added", "restored"}


def unplaced(acts: Iterable[Act]) -> list[Unplaced]:
    """The stages without a measure, in the order of the acts."""
    return [_of(one) for one in acts if one.measure is None and is_stage(one) and one.modality == "real"]


def _of(one: Act) -> Unplaced:
    group = _group(one)
    quotes = " ".join(record.quote for record in one.records)
    change = {str(value) for value, _ in one.term("change")}
    actor = next(iter(one.actor_countries), None)
    if actor is None and (entry := one.lexicon.get(group)):
        actor = entry.country
    return Unplaced(
        kind=one.kind.value,
        actor=actor,
        targets=tuple(code for code in one.target_countries if code != actor),
        items=one.items,
        group=group,
        when=one.when,
        eases=one.kind is Kind.MEASURE_WITHDRAWN or bool(change & _EASING)
        or (not change and gives_back(quotes)),
        supports=one.supports,
        planned=one.status is not Status.OCCURRED,
    )  # fmt: skip


def _group(one: Act) -> str | None:
    """The group it is about, by its terms or, where it names no goods, by its sentences."""
    found = stage_group(one)
    if found or one.items or not one.actor_countries:
        return found
    return group_named(" ".join(r.quote for r in one.records), one.actor_countries[0], one.lexicon)
