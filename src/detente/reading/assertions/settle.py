"""What only the whole document can say: what "the restrictions" are, what is told twice."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.lexicon import Lexicon
from detente.model import Assertion, Basis, Kind, Mention, Status
from detente.reading.assertions import roles
from detente.reading.assertions.dating import offset
from detente.reading.assertions.draft import Draft
from detente.reading.assertions.scene import ITEM_KINDS, LONGEST, PARTY_KINDS, Scene
from detente.reading.assertions.tree import clause, scope
from detente.reading.blocks import Block
from detente.reading.parsed import Span as Sentence
from detente.reading.parsed import Token

_MEMORY = 12
"""Measures remembered back from a definite mention: about a page of a news story."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A measure as a noun phrase of the text names it, with whose, against whom, on what."""

    start: int
    lemma: str
    owners: tuple[Mention, ...]
    targets: tuple[Mention, ...]
    items: tuple[Mention, ...]


def measures(scene: Scene) -> list[Mentioned]:
    """Every measure that the text names, in its order."""
    return [
        _mentioned(scene, block, token)
        for block in scene.blocks
        for sentence in block.doc.sents
        if len(sentence) <= LONGEST
        for token in sentence
        if token.pos_ in {"NOUN", "PROPN"} and scene.belongs(block, token, ["measure"])
    ]


def _mentioned(scene: Scene, block: Block, noun: Token) -> Mentioned:
    owners = roles.owners(scene, block, noun)
    own_ids = {m.id for m in owners}
    around = list(scope(noun)) + list(_subject_to(noun))
    targets: list[Mention] = []
    items: list[Mention] = []
    for token in around:
        name = scene.name_at(block, token)
        if name is None:
            continue
        mention = scene.mention(block, token, name)
        if name.kind in ITEM_KINDS and mention.id not in {m.id for m in items}:
            items.append(mention)
        elif name.kind in PARTY_KINDS and _against(token) and name.id not in own_ids:
            targets.append(mention)
    return Mentioned(block.at(noun).start, noun.lemma_.lower(), tuple(owners), tuple(targets), tuple(items))


def _against(token: Token) -> bool:
    while token.dep_ in {"compound", "amod", "poss", "conj", "nmod"} and token.head != token:
        token = token.head
    return bool(token.dep_ == "pobj" and token.head.lower_ in {"against", "on", "to", "for", "from", "over"})


def _subject_to(noun: Token) -> list[Token]:
    """The goods of "materials subject to the restrictions", "that fall under the restrictions"."""
    if noun.dep_ != "pobj":
        return []
    over = noun.head.head
    if noun.head.lower_ == "to" and over.lower_ == "subject":
        return [c for c in (over.head, *over.children, *over.head.children) if c.i < over.i]
    if noun.head.lower_ in {"to", "under", "by"} and over.dep_ in {"relcl", "acl"}:
        return [over.head, *(c for c in over.head.children if c.i < over.i)]
    return []


def _states(parties: Sequence[Mention], lexicon: Lexicon) -> set[str]:
    """Whom some parties act for: a ministry's curbs are its country's."""
    return {lexicon.country_of(m.id) or m.id for m in parties if m.id}


class Memory:
    """The measures that a text names, to be asked for by place: in the order of the text."""

    def __init__(self, known: Sequence[Mentioned], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._known, self._starts = known, [m.start for m in known]
        self._alike: dict[str, dict[frozenset[str] | None, list[int]]] = {}
        for at, each in enumerate(known):
            owners = frozenset(_states(each.owners, lexicon)) if each.owners else None
            self._alike.setdefault(each.lemma, {}).setdefault(owners, []).append(at)

    def lemma(self, start: int, end: int) -> str | None:
        """The noun of the first measure named between two offsets, None where none is."""
        at = bisect_left(self._starts, start)
        return self._known[at].lemma if at < len(self._known) and self._starts[at] < end else None

    def before(self, start: int, lemma: str, actors: set[str]) -> list[Mentioned]:
        """The last measures of this noun before an offset that may be of who acts, in their order."""
        stop = bisect_left(self._starts, start)
        last: list[int] = []
        for owners, places in self._alike.get(lemma, {}).items():
            if owners is None or not actors or actors & owners:
                end = bisect_left(places, stop)
                last += places[max(0, end - _MEMORY) : end]
        return [self._known[at] for at in sorted(last)[-_MEMORY:]]


def recalled(draft: Draft, known: Memory) -> Draft:
    """Targets and goods of a measure that an earlier sentence gave: "the restrictions"."""
    own = draft.assertion
    if not draft.match.frame.copies or own.measure is None or own.measure.start is None:
        return draft
    if own.targets and own.items:
        return draft
    lemma = known.lemma(own.measure.start, own.measure.end or 0)
    text = own.measure.name.lower()
    if lemma is None or not text.startswith(("the ", "these ", "those ", "its ", "their ", "such ")):
        return draft
    before = known.before(own.measure.start, lemma, _states(own.actors, known.lexicon))
    targets = own.targets or next((m.targets for m in reversed(before) if m.targets), ())
    items = own.items or next((m.items for m in reversed(before) if m.items), ())
    owners = own.actors or next((m.owners for m in reversed(before) if m.owners), ())
    return replace(
        draft,
        assertion=replace(
            own,
            actors=owners,
            items=items,
            targets=tuple(t for t in targets if t.id not in {o.id for o in owners}),
        ),
    )


_TOLD = frozenset(
    {Kind.MEETING, Kind.TALKS, Kind.APPEAL_MADE, Kind.DEMAND_MADE, Kind.STATEMENT_MADE, Kind.THREAT_MADE}
)


def carried(drafts: Sequence[Draft]) -> list[Draft]:
    """The day of a dated act goes on to what the same party did in the sentences that follow.

    For acts of speech and meetings until another date is named; for other acts only where the
    sentence says so ("also", "at the same time").
    """
    found: list[Draft] = []
    last: Assertion | None = None
    for draft in drafts:
        own = draft.assertion
        told = own.kind in _TOLD or bool({t.lower_ for t in draft.sentence} & _TOO)
        if (
            own.status is Status.OCCURRED
            and told
            and own.when is None
            and last is not None
            and _shares(last, own)
        ):
            own = replace(own, when=last.when, when_basis=Basis.DERIVED, when_span=last.when_span)
        if own.status is Status.OCCURRED and own.when is not None and own.when.exact:
            last = own
        found.append(replace(draft, assertion=own))
    return found


_TOO = frozenset({"also", "same", "simultaneously", "meanwhile", "too"})


def _shares(one: Assertion, two: Assertion) -> bool:
    ids = {m.id for m in one.actors if m.id}
    return bool(ids & {m.id for m in two.actors if m.id})


def derived(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Days counted from another event of the sentence: "one day before officials hold talks"."""
    beside: dict[Sentence, list[Draft]] = defaultdict(list)
    for draft in drafts:
        beside[draft.sentence].append(draft)
    return [_derived(scene, draft, beside[draft.sentence]) for draft in drafts]


def _derived(scene: Scene, draft: Draft, beside: Sequence[Draft]) -> Draft:
    own, block = draft.assertion, draft.match.block
    if own.when is not None:
        return draft
    inner = clause(draft.match.anchor)
    word = next((t for t in inner.children if t.lower_ in {"before", "after"} and t.i < inner.i), None)
    if (
        word is None
        and draft.match.trigger.dep_ == "pobj"
        and draft.match.trigger.head.lower_ in {"before", "after"}
    ):
        word = draft.match.trigger.head
    if word is None:
        return draft
    step = offset(scene.timed(block, draft.sentence), word)
    if step is None:
        return draft
    main = next(
        (
            d.assertion
            for d in beside
            if d is not draft
            and d.assertion.when is not None
            and d.assertion.when.exact
            and clause(d.match.anchor) != inner
        ),
        None,
    )
    if main is None or main.when is None:
        return draft
    days = step[0] if word.lower_ == "before" else -step[0]
    when = main.when.shifted(days)
    status = own.status
    if (
        scene.published
        and status is Status.OCCURRED
        and when.earliest >= scene.published
        and word.lower_ == "before"
    ):
        status = Status.PLANNED
    return replace(
        draft,
        assertion=replace(own, when=when, when_basis=Basis.DERIVED, when_span=step[1], status=status),
    )


_BACK = 500
"""Events of its kind back to which a definite noun may refer: a news story tells some tens in all."""


def merged(drafts: Sequence[Draft]) -> list[Draft]:
    """What is said twice becomes one: in one sentence, or by a definite noun further on."""
    kept: list[Draft] = []
    here: dict[tuple[Kind, Status, int | None], list[int]] = defaultdict(list)
    alike: dict[tuple[Kind, Status], list[int]] = defaultdict(list)
    for draft in drafts:
        own = draft.assertion
        key, kin = (own.kind, own.status, own.start), (own.kind, own.status)
        at = next((i for i in here[key] if _twice(kept[i], draft)), None)
        if at is None and draft.definite:
            at = next((i for i in reversed(alike[kin][-_BACK:]) if _refers(kept[i], draft)), None)
        if at is None:
            here[key].append(len(kept))
            alike[kin].append(len(kept))
            kept.append(draft)
        else:
            kept[at] = replace(kept[at], assertion=_filled(kept[at].assertion, draft.assertion))
    return kept


def _twice(old: Draft, new: Draft) -> bool:
    one, two = old.assertion, new.assertion
    if (one.kind, one.status, one.start) != (two.kind, two.status, two.start):
        return False
    if one.kind in {Kind.APPEAL_MADE, Kind.DEMAND_MADE} and one.terms.get("content") != two.terms.get(
        "content"
    ):
        return not (one.terms.get("content") and two.terms.get("content"))
    dated = one.when is None or two.when is None or one.when == two.when
    return dated and _agree(one.actors, two.actors) and _agree(one.items, two.items)


def _agree(one: tuple[Mention, ...], two: tuple[Mention, ...]) -> bool:
    ids_one, ids_two = {m.id or m.name for m in one}, {m.id or m.name for m in two}
    return not ids_one or not ids_two or bool(ids_one & ids_two)


def _refers(old: Draft, new: Draft) -> bool:
    """Whether a definite event noun stands for an event that was told before."""
    one, two = old.assertion, new.assertion
    if not new.definite or one.kind is not two.kind or one.status is not two.status:
        return False
    if two.when is not None and one.when is not None and one.when != two.when:
        return False
    same_meeting = one.kind in {Kind.MEETING, Kind.TALKS} and two.when is None
    return same_meeting or (_agree(one.actors, two.actors) and _agree(one.items, two.items))


def _filled(one: Assertion, two: Assertion) -> Assertion:
    """The first with what only the second says."""
    late = {
        field: getattr(two, field)
        for field in ("actors", "targets", "items", "agreement", "case", "measure", "place")
        if not getattr(one, field) and getattr(two, field)
    }
    for fields in (
        ("count", "count_span"),
        ("ordinal", "ordinal_span", "since", "since_span"),
        ("when", "when_basis", "when_span"),
    ):
        if getattr(one, fields[0]) is None and getattr(two, fields[0]) is not None:
            late |= {field: getattr(two, field) for field in fields}
    return replace(one, **late, terms={**two.terms, **one.terms})
