"""Items, forms and places that compete within one act."""

from collections.abc import Iterator, Sequence

from detente.ledger.acts import Act
from detente.ledger.choose import Level, canonical, level
from detente.ledger.conflicts.base import conflict, publishers, same_page, supports
from detente.ledger.licencebook import item_votes
from detente.ledger.records import Logged
from detente.ledger.views import Conflict
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
    told = [(_names(items, lexicon), records, rank) for items, records, rank in votes]
    wrong = {item for items, _, _ in votes[1:] for item in items} - set(votes[0][0])
    refuted = sorted(item for item in wrong if _none_counted(item, one, acts))
    kind = "page_changed" if same_page(votes[0][1], votes[1][1]) else "wrong_item"
    rule = f"a count of 0 for {_names(refuted, lexicon)}" if refuted and kind == "wrong_item" else ""
    who = publishers(supports(r for _, records, _ in votes[1:] for r in records))
    said = f"Licence of {one.when}: {who} name other items ({told[1][0]}) than {told[0][0]}"
    yield conflict(
        one.id, "items", kind, told, f"{said}{', which the counts refute' if refuted else ''}.", rule=rule
    )


def _none_counted(item: str, one: Act, acts: Sequence[Act]) -> bool:
    """Whether some source counts no licence of the item, in any form, on or after the day."""
    return any(
        other.kind is Kind.LICENCE_COUNTED and other.items == (item,) and not other.forms
        and other.records[0].assertion.count == 0
        and one.when is not None and other.when is not None and other.when.latest >= one.when.earliest
        for other in acts
    )  # fmt: skip


def _names(items: Sequence[str], lexicon: Lexicon) -> str:
    return ", ".join(lexicon.name(item) for item in items)


def _ranked(country: str | None, values: dict[str, list[Logged]]) -> list[tuple[str, list[Logged], Level]]:
    """Values in their order of trust, then by how many say so."""
    ranked = [(value, group, level(group, country)) for value, group in values.items()]
    return sorted(ranked, key=lambda v: (v[2], -len(v[1]), v[0]))


def _forms(one: Act, lexicon: Lexicon) -> Iterator[Conflict]:
    told: dict[str, list[Logged]] = {}
    for record in one.records:
        for mention in record.assertion.items:
            if mention.form:
                told.setdefault(mention.form, []).append(record)
    if len(told) < 2 or one.kind is Kind.LICENCE_COUNTED:  # noqa: PLR2004
        return
    ranked = _ranked(next(iter(one.actor_countries), None), told)
    who = publishers(supports(r for _, group, _ in ranked[1:] for r in group))
    said = (
        f"{_names(one.items, lexicon)}, licence of {one.when}: {ranked[0][0]}, but {ranked[1][0]} by {who}."
    )
    yield conflict(one.id, "form", "form_lost", ranked, said)


def _places(one: Act) -> Iterator[Conflict]:
    told: dict[str, list[Logged]] = {}
    for record in sorted(one.records, key=canonical):
        if place := record.assertion.place:
            told.setdefault(place.name, []).append(record)
    if len(told) < 2:  # noqa: PLR2004
        return
    ranked = _ranked(next(iter(one.actor_countries), None), told)
    planned = [v for v in ranked if all(_ahead(r, one) for r in v[1])]
    held = [v for v in ranked if v not in planned]
    if planned and held:
        said = (
            f"Planned: {planned[0][0]} ({publishers(supports(planned[0][1]))}); it came out as {held[0][0]}."
        )
        yield conflict(one.id, "place", "plan_and_outcome", [*held, *planned], said,
                       rule="the outcome came after the plan")  # fmt: skip
    else:
        names = " or ".join(value for value, _, _ in ranked)
        yield conflict(one.id, "place", "text", ranked, f"Sources differ on where: {names}.")


def _ahead(record: Logged, one: Act) -> bool:
    """Whether the source spoke before the day, so that its place can only be a plan."""
    early = one.when is not None and record.source.known_by < one.when.earliest
    return record.assertion.status is Status.PLANNED or early
