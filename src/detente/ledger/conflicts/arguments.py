"""Items, forms and places that compete within one act."""

from collections.abc import Iterator, Sequence

from detente.ledger.acts import Act
from detente.ledger.choose import Level, canonical, level
from detente.ledger.conflicts.base import conflict, same_page, supports
from detente.ledger.conflicts.phrases import items_named, itself
from detente.ledger.licencebook import item_votes
from detente.ledger.records import Logged
from detente.ledger.views import Conflict
from detente.ledger.wording import listed, publishers, who, words
from detente.lexicon import Lexicon
from detente.model import Kind, Status


def of_arguments(acts: Sequence[Act], lexicon: Lexicon) -> Iterator[Conflict]:
    """Conflicts about what was licensed, in which form, and where something was to take place."""
    for one in acts:
        if one.modality != "real":
            continue
        if one.kind is Kind.LICENCE_APPROVED:
            yield from _items(one, acts, lexicon)
        yield from _forms(one, lexicon)
        yield from _places(one)


def _items(one: Act, acts: Sequence[Act], lexicon: Lexicon) -> Iterator[Conflict]:
    votes = item_votes(one)
    if len(votes) < 2:  # noqa: PLR2004
        return
    told = [(", ".join(lexicon.name(i) for i in items), records, rank) for items, records, rank in votes]
    wrong = {item for items, _, _ in votes[1:] for item in items} - set(votes[0][0])
    refuted = tuple(sorted(item for item in wrong if _none_counted(item, one, acts)))
    kind = "page_changed" if same_page(votes[0][1], votes[1][1]) else "wrong_item"
    named = items_named(refuted, lexicon)
    rule = f"a count of 0 for {named}" if refuted and kind == "wrong_item" else ""
    accounts = [
        f"{who(supports(records), 'name')} {items_named(items, lexicon)}" for items, records, _ in votes
    ]
    tail = f"; a count of none for {named} speaks against it" if refuted else ""
    said = f"A licence of {words(one.when)}: {', but '.join([accounts[0], listed(accounts[1:])])}{tail}."
    yield conflict(one.id, "items", kind, told, said, rule=rule)


def _none_counted(item: str, one: Act, acts: Sequence[Act]) -> bool:
    """Whether some source counts no licence of the item, in any form, on or after the day."""
    return any(
        other.kind is Kind.LICENCE_COUNTED and other.items == (item,) and not other.forms
        and other.records[0].assertion.count == 0
        and one.when is not None and other.when is not None and other.when.latest >= one.when.earliest
        for other in acts
    )  # fmt: skip


def _ranked(
    country: str | None, values: dict[str, list[Logged]], field: str
) -> list[tuple[str, list[Logged], Level]]:
    """Values of a field in their order of trust, then by how many say so."""
    ranked = [(value, group, level(group, country, field)) for value, group in values.items()]
    return sorted(ranked, key=lambda v: (v[2], -len(v[1]), v[0]))


def _forms(one: Act, lexicon: Lexicon) -> Iterator[Conflict]:
    told: dict[str, list[Logged]] = {}
    for record in one.records:
        for mention in record.assertion.items:
            if mention.form:
                told.setdefault(mention.form, []).append(record)
    if len(told) < 2 or one.kind is Kind.LICENCE_COUNTED:  # noqa: PLR2004
        return
    ranked = _ranked(next(iter(one.actor_countries), None), told, "items")
    accounts = [f"{form} according to {publishers(supports(group))}" for form, group, _ in ranked]
    said = f"The form of {items_named(one.items, lexicon)} in the licence of {words(one.when)}: "
    yield conflict(one.id, "form", "form_lost", ranked, said + ", but ".join(accounts) + ".")


def _places(one: Act) -> Iterator[Conflict]:
    told: dict[str, list[Logged]] = {}
    for record in sorted(one.records, key=canonical):
        if place := record.assertion.place:
            told.setdefault(place.name, []).append(record)
    if len(told) < 2:  # noqa: PLR2004
        return
    ranked = _ranked(next(iter(one.actor_countries), None), told, "place")
    planned = [v for v in ranked if all(_ahead(r, one) for r in v[1])]
    held = [v for v in ranked if v not in planned]
    it = itself(one)
    if planned and held:
        plan = f"had been planned for {planned[0][0]} ({publishers(supports(planned[0][1]))})"
        said = f"{it} {plan}; {who(supports(held[0][1]), 'tell')} of {held[0][0]}."
        rule = "the outcome, which came after the plan" if held[0][2] < Level.HEARSAY else ""
        yield conflict(one.id, "place", "plan_and_outcome", [*held, *planned], said, rule=rule)
    elif held or planned:
        accounts = [f"{who(supports(group), 'say')} {place}" for place, group, _ in ranked]
        yield conflict(one.id, "place", "text", ranked, f"Where {it} took place: {', '.join(accounts)}.")


def _ahead(record: Logged, one: Act) -> bool:
    """Whether the source spoke before the day, so that its place can only be a plan."""
    early = one.when is not None and record.source.known_by < one.when.earliest
    return record.assertion.status is Status.PLANNED or early
