"""Status, arguments and day of an event, as the trained models choose among what the rules leave open."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from detente.model import Basis, Kind, Mention, Status
from detente.reading.assertions.coded import Coded, lexis, sighted
from detente.reading.assertions.codes import codes
from detente.reading.assertions.draft import Draft
from detente.reading.assertions.features import Sighted
from detente.reading.assertions.learned import NONE, REACH
from detente.reading.assertions.moments import moments
from detente.reading.assertions.scene import Scene
from detente.reading.assertions.sides import Sides
from detente.reading.assertions.tables import softmax, tables
from detente.reading.parsed import Token


def status_features(scene: Scene, own: Draft) -> list[str]:
    """What the model of statuses is told of an event."""
    match = own.match
    sight = sighted(scene, match.block, own.sentence)
    found = sight.of(match.trigger)
    if match.anchor != match.trigger:
        found += _of_anchor(sight, match.anchor)
    ruled = own.assertion.status.value
    extra = [*_told(scene, own)]
    extra += [f"{ruled}|{f}" for f in found if f.startswith(("aux=", "mark=", "verb-tag", "head-", "over"))]
    return [*extra, *found]


def status_rows(scene: Scene, own: Draft) -> set[int]:
    """The rows of `status_features` in the table of statuses."""
    match, known = own.match, lexis("status")
    sight = sighted(scene, match.block, own.sentence)
    found = Coded(sight, known).of(match.trigger)
    if match.anchor != match.trigger:
        found.update(known.rows(_of_anchor(sight, match.anchor)))
    found.update(known.rows(_told(scene, own)))
    ruled = own.assertion.status.value
    found.update(known.rows(f"{ruled}|{each}" for each in sight.above(match.trigger)))
    return found


def _of_anchor(sight: Sighted, anchor: Token) -> list[str]:
    """What is told of the verb that carries a noun."""
    return [f"anchor:{f}" for f in sight.of(anchor) if "aux" in f or f.startswith(("w:", "verb-tag", "mark"))]


def _told(scene: Scene, own: Draft) -> Iterator[str]:
    """What the rules made of an event."""
    match, kind, ruled = own.match, own.assertion.kind.value, own.assertion.status.value
    kin = kind.partition("_")[0]
    when, published = own.assertion.when, scene.published
    place = "none"
    if when is not None and published is not None:
        place = "later" if when.earliest > published else "not later"
    yield from (f"ruled={ruled}", f"kind={kind}", f"place={place}", f"noun={match.trigger != match.anchor}")
    yield from (f"{ruled}|{kind}", f"{ruled}|{place}", f"{ruled}|{kin}|{place}")


def chosen(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """The events with the status, day and arguments that the trained models find likeliest.

    What a frame found keeps what the rules made of it, unless the models are sure of something else.
    """
    if not tables():
        return list(drafts)
    sides = Sides(scene)
    found: list[Draft] = []
    for one in drafts:
        if one.match.block.start > REACH:
            found.append(one)
            continue
        found.append(_sided(sides, _stated(scene, _dated(scene, one, found)), freed(one, drafts)))
    return found


_MAKING = frozenset(
    {Kind.MEASURE_ANNOUNCED, Kind.MEASURE_DECIDED, Kind.MEASURE_PROMULGATED, Kind.MEASURE_EFFECTIVE}
)
_EASING = frozenset({Kind.LICENCE_APPROVED, Kind.MEASURE_WITHDRAWN})


def freed(own: Draft, drafts: Sequence[Draft]) -> frozenset[str]:
    """Whom another act of the sentence frees, by its own words: no targets of the measure that it eases.

    "India, which banned onion exports, has allowed exports to Bhutan" tells of no ban on exports to Bhutan.
    """
    if own.assertion.kind not in _MAKING:
        return frozenset()
    return frozenset(
        mention.id
        for one in drafts
        if one.sentence == own.sentence and one.assertion.kind in _EASING
        for mention in one.assertion.targets
        if mention.id is not None
    )


SURE = 0.7
"""How much likelier another day or status must be than that of the rules, where a frame found the act."""

_TAKEN = 0.55
"""Probability from which a candidate fills what the rules left empty."""

_OWN = 0.4
"""Probability from which a candidate is an argument of an act that the model found."""

_LOST = 0.1
"""Probability under which an argument of the rules is none, where a frame found the act."""


def _dated(scene: Scene, own: Draft, before: Sequence[Draft]) -> Draft:
    """A day that the words give is believed of what a frame found."""
    told = own.assertion.when_basis in {Basis.TEXT, Basis.DERIVED}
    if told and not own.learned:
        return own  # whatever the model says
    table = tables()["moment"]
    yes = table.answers.index("yes")
    rated = [(float(table.scores_of(codes(m.groups))[yes]), m.dated) for m in moments(scene, own, before)]
    best, day = max(rated, key=lambda row: row[0])
    known = own.assertion.when
    ruled = max((p for p, d in rated if (d.when if d else None) == known), default=0.0)
    if (day.when if day else None) == known:
        return own
    derived = day is not None and day.basis is Basis.DERIVED
    if not own.learned and (derived or best - ruled < SURE):
        return own
    return replace(
        own,
        assertion=replace(
            own.assertion,
            when=day.when if day else None,
            when_basis=day.basis if day else None,
            when_span=day.span if day else None,
        ),
    )


def _stated(scene: Scene, own: Draft) -> Draft:
    """Words that say planned, supposed or denied are believed of what a frame found."""
    if own.assertion.status is not Status.OCCURRED and not own.learned:
        return own  # whatever the model says
    table = tables()["status"]
    scores = softmax(table.sums(status_rows(scene, own)))
    best = int(scores.argmax())
    ruled = table.answers.index(own.assertion.status.value)
    if not own.learned and scores[best] - scores[ruled] < SURE:
        return own
    return replace(own, assertion=replace(own.assertion, status=Status(table.answers[best])))


def _sided(sides: Sides, own: Draft, freed: Collection[str]) -> Draft:
    """Of what a frame found, roles that the rules filled stay as they are, but for what is surely none.

    Whom another act of the sentence frees (`freed`) is taken for no target.
    """
    table = tables()["role"]
    known = own.assertion
    had = {"actor": known.actors, "target": known.targets, "item": known.items}
    taken: dict[str, list[Mention]] = {role: [] for role in had}
    full = not any(_open(own, role, had) for role in had)
    for id_ in sides.likely(own):
        ruled = next((r for r, row in had.items() if any(m.id == id_ for m in row)), None)
        if full and ruled is None:
            continue  # no role is open to it, whatever the model says
        scores = table.scores_of(codes(sides.groups(own, id_)))
        at = int(scores.argmax())
        role = table.answers[at]
        if ruled is not None and not own.learned and scores[table.answers.index(ruled)] >= _LOST:
            role = ruled
        elif role == NONE or scores[at] < (_OWN if own.learned else _TAKEN) or not _open(own, role, had):
            continue
        if ruled is None and role == "target" and id_ in freed:
            continue
        taken[role].append(sides.kept(known, role, id_) or sides.mention(id_, own))
    whole = {role: _in_order(row, had[role]) for role, row in taken.items()}
    return replace(
        own, assertion=replace(known, actors=whole["actor"], targets=whole["target"], items=whole["item"])
    )


def _open(own: Draft, role: str, had: Mapping[str, Sequence[Mention]]) -> bool:
    """Whether the model may fill a role: always of its own acts, else one that is empty and not who acts."""
    return own.learned or (role != "actor" and not had[role])


def _in_order(taken: Sequence[Mention], ruled: Sequence[Mention]) -> tuple[Mention, ...]:
    """The rules' own arguments that are left, in their order, those of no id too, then what is new."""
    kept = [m for m in ruled if m.id is None or m in taken]
    return (*kept, *(m for m in taken if m not in kept))
