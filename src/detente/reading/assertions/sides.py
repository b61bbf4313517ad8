"""Who and what of the document may be an argument of an event, and what a model is told of each.

A candidate is an id: of a party, or of a good, that the document names anywhere, a person's country too.
Its features say where it is named nearest to the event, on what path of the parse, how often the document
names it, and what the rules made of it; never which id it is.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from detente.model import Assertion, Mention, Name
from detente.reading.assertions.codes import Group, raw, strings
from detente.reading.assertions.draft import Draft
from detente.reading.assertions.scene import ITEM_KINDS, PARTY_KINDS, Scene
from detente.reading.assertions.tree import clause, is_passive, is_verbal
from detente.reading.parsed import Token

ROLES = ("none", "actor", "target", "item")
"""The classes of the model of arguments."""

_DEEP = 5
"""Steps of the longest path that is told in full."""

_FEW = 3
_NEAR = 60
"""Tokens around an event in which a candidate is near."""


@dataclass(frozen=True, slots=True)
class Named:
    """One place where the document names a candidate, itself or by somebody of it."""

    id: str
    kind: str
    name: Name
    block: int
    token: Token
    own: bool
    """False where the name is of somebody who acts for the candidate."""


class Sides:
    """The candidates of a document, found once."""

    def __init__(self, scene: Scene) -> None:
        """Look at every name of the document."""
        self.scene = scene
        self.starts = [block.start for block in scene.blocks]
        self.numbers = {id(block): i for i, block in enumerate(scene.blocks)}
        self.places: dict[str, list[Named]] = {}
        for place in self._places():
            self.places.setdefault(place.id, []).append(place)
        self.counts = Counter({id_: len(row) for id_, row in self.places.items()})

    def _places(self) -> Iterator[Named]:
        country_of = self.scene.lexicon.country_of
        for name in self.scene.names:
            if name.kind not in PARTY_KINDS | ITEM_KINDS:
                continue
            at = self._token(name)
            if at is None:
                continue
            if name.id:
                yield Named(name.id, name.kind, name, *at, own=True)
            state = name.acts_for or (country_of(name.id) if name.id else None)
            if state and state != name.id and name.kind in PARTY_KINDS:
                kind = "country" if state.isupper() else "body"
                yield Named(state, kind, name, *at, own=False)
        yield from self._meant()

    def _meant(self) -> Iterator[Named]:
        """What pronouns and short forms stand for."""
        if self.scene.referents is None:
            return
        for i, block in enumerate(self.scene.blocks):
            for token in block.doc:
                if token.pos_ not in {"PRON", "NOUN"} or self.scene.names_in(*block.at(token)):
                    continue
                name = self.scene.referents.of_token(block, token)
                if name is not None and name.id and name.kind in PARTY_KINDS | ITEM_KINDS:
                    yield Named(name.id, name.kind, name, i, token, own=True)

    def _token(self, name: Name) -> tuple[int, Token] | None:
        at = bisect_right(self.starts, name.start) - 1
        if at < 0:
            return None
        span = self.scene.blocks[at].between(name.start, name.end)
        return (at, span.root) if span is not None and len(span) else None

    @cached_property
    def ranks(self) -> dict[str, int]:
        """The place of each candidate among those of its sort, the most often named first."""
        found: dict[str, int] = {}
        for goods in (False, True):
            own = [id_ for id_, row in self.places.items() if (row[0].kind in ITEM_KINDS) == goods]
            by_count = sorted(own, key=lambda i: (-self.counts[i], i))
            found |= {id_: rank for rank, id_ in enumerate(by_count)}
        return found

    @cached_property
    def shares(self) -> dict[str, float]:
        """The share of each candidate in the mentions of its sort."""
        whole = Counter[bool]()
        for row in self.places.values():
            whole[row[0].kind in ITEM_KINDS] += len(row)
        return {id_: len(row) / whole[row[0].kind in ITEM_KINDS] for id_, row in self.places.items()}

    def nearest(self, draft: Draft, id_: str) -> tuple[Named, str]:
        """The place where a candidate is named nearest to an event, and where that is."""
        rows = self.places[id_]
        block = self.numbers[id(draft.match.block)]
        here = [p for p in rows if p.block == block and p.token.sent == draft.sentence]
        if here:
            best = min(here, key=lambda p: (len(path(draft.match.trigger, p.token)), not p.own, p.token.i))
            return best, "sentence"
        at = draft.match.block.at(draft.match.trigger).start
        before = [p for p in rows if p.name.start < at]
        best = before[-1] if before else rows[0]
        if best.block == block and before:
            near = 0 < draft.sentence.start - best.token.sent.end + 1 <= 1
            return best, "last sentence" if near else "paragraph"
        part = self.scene.blocks[best.block].part
        if not before:
            return best, "later"
        return best, part if part != "body" else "last paragraph" if block - best.block == 1 else "earlier"

    def likely(self, draft: Draft) -> list[str]:
        """The candidates of an event: those named near it, those most named, those of the rules."""
        ruled = ids((*draft.assertion.actors, *draft.assertion.targets, *draft.assertion.items))
        block = self.numbers[id(draft.match.block)]
        near = {
            id_
            for id_, row in self.places.items()
            if any(p.block == block and abs(p.token.i - draft.match.trigger.i) < _NEAR for p in row)
        }
        return [i for i in self.places if i in near or i in ruled or self.ranks[i] < _FEW]

    @staticmethod
    def kept(own: Assertion, role: str, id_: str) -> Mention | None:
        """The rules' own mention of a candidate in a role."""
        row = {"actor": own.actors, "target": own.targets, "item": own.items}[role]
        return next((m for m in row if m.id == id_), None)

    def mention(self, id_: str, draft: Draft) -> Mention:
        """How the document names the candidate nearest to the event."""
        name = self.nearest(draft, id_)[0].name
        return Mention(id_, name.text, name.start, name.end, name.form)

    def features(self, draft: Draft, id_: str) -> list[str]:
        """What the model is told of a candidate of an event."""
        return strings(self.groups(draft, id_))

    def groups(self, draft: Draft, id_: str) -> list[Group]:
        """The same, by what the features begin with."""
        own, match = draft.assertion, draft.match
        place, where = self.nearest(draft, id_)
        country = self.scene.lexicon.country_of
        ruled = [
            role
            for role, row in (("actor", own.actors), ("target", own.targets), ("item", own.items))
            if any(m.id == id_ for m in row)
        ]
        allied = [
            role
            for role, row in (("actor", own.actors), ("target", own.targets))
            if any(m.id and m.id != id_ and (country(m.id) or m.id) == (country(id_) or id_) for m in row)
        ]
        sort = "item" if place.kind in ITEM_KINDS else place.kind
        plain = [
            f"where={where}",
            f"ruled={'+'.join(ruled) or 'no'}",
            f"allied={'+'.join(allied) or 'no'}",
            f"own={place.own}",
            f"rank={min(self.ranks[id_], _FEW)}",
            f"share={int(self.shares[id_] * 5)}",
            f"have={int(bool(own.actors))}{int(bool(own.targets))}{int(bool(own.items))}",
            f"title={any(self.scene.blocks[p.block].part == 'title' for p in self.places[id_])}",
        ]
        if own.speaker is not None and own.speaker.id == id_:
            plain.append("speaker")
        if where == "sentence":
            plain += list(self._inside(match.trigger, match.anchor, place))
        kind, kin = own.kind.value, own.kind.value.partition("_")[0]
        verbal = "verb" if is_verbal(match.trigger) else "noun"
        passive = "passive" if is_verbal(match.anchor) and is_passive(match.anchor) else "active"
        rows = list(map(raw, plain))
        return [
            ("", [b"bias", raw(f"sort={sort}"), raw(f"{kind}|{sort}")]),
            *((f"{start}{sort}|", rows) for start in ("", f"{kin}|", f"{kind}|")),
            (f"{kind}|{sort}|{where}|", rows[1:8]),
            (f"{sort}|{verbal}|{passive}|", [each for each in rows if each.startswith(b"path")]),
        ]

    @staticmethod
    def _inside(trigger: Token, anchor: Token, place: Named) -> Iterator[str]:
        token = place.token
        steps = path(trigger, token)
        yield f"path={'/'.join(steps) if len(steps) <= _DEEP else 'far'}"
        yield f"path-len={min(len(steps), 8)}"
        yield f"end={'/'.join(steps[-2:])}"
        yield "before" if token.i < trigger.i else "after"
        yield f"same-clause={clause(token) == clause(trigger)}"
        yield f"dep={token.dep_}"
        head = token
        while head.dep_ in {"compound", "amod", "poss", "nmod", "conj", "appos"} and head.head != head:
            head = head.head
        yield f"phrase={head.dep_}"
        if head.dep_ == "pobj":
            yield f"prep={head.head.lower_}"
            yield f"prep={head.head.lower_}|of-trigger={head.head.head in {trigger, anchor}}"
        if head != token:
            yield f"phrase-head={head.lemma_.lower()}"


def path(one: Token, two: Token) -> list[str]:
    """The labels of the way from one token to another of its sentence, up (^) and down."""
    above = [one, *one.ancestors]
    places = {t.i: n for n, t in enumerate(above)}
    down: list[str] = []
    node = two
    while node.i not in places and node.head != node:
        down.append(f"{node.dep_}:{node.lower_}" if node.dep_ == "prep" else node.dep_)
        node = node.head
    up = [f"^{t.dep_}" for t in above[: places.get(node.i, 0)]]
    return up + down[::-1]


def ids(mentions: Sequence[Mention]) -> set[str]:
    """The ids of some mentions."""
    return {m.id for m in mentions if m.id}
