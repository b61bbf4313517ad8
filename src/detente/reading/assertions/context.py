"""What an event takes from the events around it: nesting, earlier arguments, the other side."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from detente.model import Assertion, Basis, Kind, Mention, Status
from detente.reading.assertions.draft import Draft
from detente.reading.assertions.scene import Scene
from detente.reading.assertions.tree import is_verbal, prepositions
from detente.reading.parsed import Span as Sentence
from detente.reading.parsed import Token

_ASKS = frozenset({Kind.APPEAL_MADE, Kind.DEMAND_MADE, Kind.THREAT_MADE, Kind.AGREEMENT_DECISION_DUE})
_STAGES = frozenset({Kind.MEASURE_ANNOUNCED, Kind.MEASURE_DECIDED, Kind.AGREEMENT_NOTICE_DECIDED}) | {
    Kind.AGREEMENT_NOTICE_GIVEN,
    Kind.AGREEMENT_NOTICE_SUSPENDED,
    Kind.AGREEMENT_NOTICE_WITHDRAWN,
    Kind.PANEL_REQUESTED,
    Kind.LICENCE_QUERIED,
}


def unnested(drafts: Sequence[Draft]) -> list[Draft]:
    """Without the acts that are only the content of another: "asked Tokyo to lift the curbs".

    What is asked for or threatened is no event of its own; what is decided or announced is one
    only where it has a date of its own. The outer act keeps its kind in `terms.of`.
    """
    drafts = _taken_back(drafts)
    beside: dict[Sentence, list[Draft]] = defaultdict(list)
    for draft in drafts:
        beside[draft.sentence].append(draft)
    kept: list[Draft] = []
    inside: dict[int, Assertion] = {}
    for draft in drafts:
        over = next((d for d in beside[draft.sentence] if d is not draft and _within(draft, d)), None)
        if over is None:
            kept.append(draft)
        else:
            inside.setdefault(id(over), draft.assertion)
    return [replace(d, assertion=_about(d.assertion, inside.get(id(d)))) for d in kept]


_BACK = frozenset({Kind.AGREEMENT_NOTICE_SUSPENDED, Kind.AGREEMENT_NOTICE_WITHDRAWN})
_CONTENT = frozenset({"ccomp", "xcomp", "acl", "pcomp", "prep", "pobj", "dobj"})
"""The links between "informed" and what it informs of; a relative clause is told beside it."""


def _taken_back(drafts: Sequence[Draft]) -> list[Draft]:
    """A letter that takes a notice back gives none: "informed Japan that it was withdrawing its note".

    The act takes who, to whom and when of the letter that says so.
    """
    found: list[Draft | None] = list(drafts)
    backs: dict[Sentence, list[int]] = defaultdict(list)
    for at, draft in enumerate(drafts):
        if draft.assertion.kind in _BACK:
            backs[draft.sentence].append(at)
    for place, over in enumerate(drafts):
        if over.assertion.kind is not Kind.AGREEMENT_NOTICE_GIVEN or not is_verbal(over.match.trigger):
            continue
        beside = ((i, d) for i in backs.get(over.sentence, ()) if (d := found[i]) is not None)
        at, inner = next(((i, d) for i, d in beside if _content_of(d, over)), (-1, None))
        if inner is None:
            continue
        own, letter = inner.assertion, over.assertion
        late: dict[str, Any] = {
            field: getattr(letter, field)
            for field in ("actors", "targets", "agreement")
            if not getattr(own, field) and getattr(letter, field)
        }
        if own.when is None:
            late |= {field: getattr(letter, field) for field in ("when", "when_basis", "when_span")}
        found[at], found[place] = replace(inner, assertion=replace(own, **late)), None
    return [d for d in found if d is not None]


def _content_of(inner: Draft, over: Draft) -> bool:
    """Whether an act is what another says, and no aside to it."""
    node = inner.match.anchor
    if inner.match.block is not over.match.block:
        return False
    while node != over.match.trigger:
        if node.dep_ not in _CONTENT or node.head == node:
            return False
        node = node.head
    return inner.match.anchor != over.match.trigger


def _about(own: Assertion, inner: Assertion | None) -> Assertion:
    """An act with the kind of what it is about; a stage of a measure with its goods and targets too."""
    if inner is None:
        return own
    own = replace(own, terms={**own.terms, "of": inner.kind.value})
    if own.kind not in _STAGES or family(own.kind) != family(inner.kind):
        return own
    acting = {m.id for m in own.actors}
    targets = own.targets or tuple(m for m in inner.targets if m.id is None or m.id not in acting)
    return replace(own, targets=targets, items=own.items or inner.items, measure=own.measure or inner.measure)


def _within(inner: Draft, over: Draft) -> bool:
    """Whether an act is the content of another of its sentence."""
    if inner.assertion.kind is over.assertion.kind:
        return False
    if over.learned and not inner.learned:
        return False
    if over.assertion.kind in _ASKS and inner.assertion.kind not in {Kind.APPEAL_MADE, Kind.DEMAND_MADE}:
        root = over.match.content if over.match.content is not None else over.match.trigger
        below = inner.match.trigger == root or _under(inner.match.trigger, root)
        return below and inner.assertion.status not in {Status.OCCURRED, Status.DENIED}
    if over.assertion.kind not in _STAGES or not over.match.trigger.is_ancestor(inner.match.trigger):
        return False
    return inner.assertion.when is None or inner.assertion.when == over.assertion.when


def _under(token: Token, root: Token) -> bool:
    """Whether a token hangs below another, not in a clause beside it ("must decide, and curbs begin")."""
    node = token
    while node.head not in {node, root}:
        node = node.head
    beside = node.dep_ == "conj" and any(c.dep_ in {"nsubj", "nsubjpass"} for c in node.children)
    return node.head == root and not beside


def family(kind: Kind) -> str:
    """Measures, licences, agreements, proceedings: kinds that speak of the same thing."""
    word = kind.value.partition("_")[0]
    if word in {"complaint", "panel", "consultations", "proceeding", "ruling"}:
        return "proceeding"
    return "measure" if word == "group" else word


_FAMILIES = frozenset({"measure", "licence", "agreement", "proceeding"})


def inherited(drafts: Sequence[Draft]) -> list[Draft]:
    """Parties and goods of an event whose own words leave them out: "the licence was granted"."""
    last: dict[str, Assertion] = {}
    found: list[Draft] = []
    for draft in drafts:
        own, kin = draft.assertion, family(draft.assertion.kind)
        before = last.get(kin)
        implied = draft.match.frame.implied and not own.actors
        again = implied or _anaphoric(draft) or bool(own.terms.get("pending"))
        if kin in _FAMILIES and own.kind not in _ALONE and before is not None and again:
            own = _with(own, before, kin)
            if _of_a_change(draft, before):
                own = replace(own, kind=Kind.MEASURE_AMENDED)
        if kin in _FAMILIES and own.actors:
            last[kin] = replace(own, targets=()) if _for_some(draft) else own
        found.append(replace(draft, assertion=own))
    return found


def _for_some(draft: Draft) -> bool:
    """Whether an act ends or eases a measure for those it names: the measure is not on these alone."""
    if draft.assertion.kind not in {Kind.MEASURE_WITHDRAWN, Kind.MEASURE_AMENDED}:
        return False
    acted = (draft.match.trigger, *draft.match.objects)
    return any(word == "for" and each.pos_ == "PROPN" for one in acted for word, each in prepositions(one))


def _of_a_change(draft: Draft, before: Assertion) -> bool:
    """Whether what takes effect is the change of a measure just told of, not a measure: "the revision"."""
    verb = draft.match.anchor
    subject = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}] if is_verbal(verb) else []
    return (
        draft.assertion.kind is Kind.MEASURE_EFFECTIVE
        and before.kind is Kind.MEASURE_AMENDED
        and before.status is Status.OCCURRED
        and any(c.lemma_.lower() in _CHANGES for c in subject)
    )


_CHANGES = frozenset({"revision", "amendment", "change", "easing", "relaxation"})

_ALONE = frozenset({Kind.LICENCE_COUNTED, Kind.AGREEMENT_SIGNED, Kind.AGREEMENT_DECISION_DUE})
"""Kinds whose arguments stand in their own sentence or nowhere."""


def _with(own: Assertion, before: Assertion, kin: str) -> Assertion:
    actors = own.actors or before.actors
    same = not own.actors or bool(_ids(own.actors) & _ids(before.actors)) or bool(own.terms.get("pending"))
    targets = own.targets or (before.targets if same else ())
    items = own.items or (before.items if same and kin in {"licence", "measure"} else ())
    taken = _ids(actors)
    return replace(
        own,
        actors=actors,
        targets=tuple(t for t in targets if t.id is None or t.id not in taken),
        items=items,
        agreement=own.agreement or (before.agreement if kin == "agreement" else None),
        case=own.case or (before.case if kin == "proceeding" and same else None),
    )


def _ids(mentions: Sequence[Mention]) -> set[str | None]:
    return {m.id or m.name for m in mentions}


def _anaphoric(draft: Draft) -> bool:
    """Whether what is acted on, or who acts, is a definite noun or a pronoun."""
    heads = (
        [draft.match.trigger, *draft.match.objects]
        if not is_verbal(draft.match.trigger)
        else [*draft.match.objects]
    )
    verb = draft.match.anchor
    if is_verbal(verb):
        heads += [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
    return any(h.pos_ == "PRON" or any(c.lower_ in _DEFINITE for c in h.children) for h in heads)


_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "such"})
_TWO_SIDED = frozenset({"measure", "agreement", "proceeding"})
_TWICE = 2
"""Mentions below which a country is not a side of the dispute."""

_SHARE = 0.6
"""Share of the other countries' mentions that one must have to be the other side."""


def opposed(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """The other side of a dispute of two, where an act names only who acts."""
    seen = Counter(n.id for n in scene.names if n.id and n.kind in {"country", "government"})
    first = {n.id: n for n in reversed(scene.names)}
    against: dict[str, str | None] = {}
    found: list[Draft] = []
    for draft in drafts:
        own = draft.assertion
        country = scene.lexicon.country_of(own.actors[0].id) if len(own.actors) == 1 else None
        if own.targets or country is None or family(own.kind) not in _TWO_SIDED or own.kind in _ALONE:
            found.append(draft)
            continue
        if country not in against:
            against[country] = _other_side(seen, country)
        best = against[country]
        if best is None:
            found.append(draft)
            continue
        name = first[best]
        target = Mention(best, name.text, name.start, name.end)
        found.append(replace(draft, assertion=replace(own, targets=(target,))))
    return found


def _other_side(seen: Mapping[str, int], country: str) -> str | None:
    """The country or government named most beside one, where it has most of these names."""
    others = {id_: n for id_, n in seen.items() if id_ != country}
    best = max(others, key=lambda id_: others[id_], default=None)
    if best is None or others[best] < _TWICE or others[best] < _SHARE * sum(others.values()):
        return None
    return best if seen.get(country) else None


def headlines(drafts: Sequence[Draft]) -> list[Draft]:
    """A headline has the date of the event that the body dates."""
    found: list[Draft] = []
    for draft in drafts:
        own = draft.assertion
        if draft.match.block.part not in {"title", "deck"} or own.when_basis is Basis.TEXT:
            found.append(draft)
            continue
        told = [
            d.assertion
            for d in drafts
            if d.match.block.part == "body"
            and d.assertion.kind is own.kind
            and d.assertion.when is not None
            and d.assertion.when_basis is not Basis.REPORT
            and (not own.actors or not d.assertion.actors or _ids(own.actors) & _ids(d.assertion.actors))
        ]
        body = told[0] if told else None
        if (own.count or 0) > 1:  # what a headline counts was done by the last of its days
            body = max(told, key=lambda one: one.when.latest if one.when else date.min, default=None)
        if body is not None:
            ahead = own.status is Status.OCCURRED and body.status is Status.PLANNED
            status = Status.PLANNED if ahead else own.status  # a headline's present tells what is to come
            own = replace(
                own, when=body.when, when_basis=Basis.DERIVED, when_span=body.when_span, status=status
            )
        found.append(replace(draft, assertion=own))
    return found
