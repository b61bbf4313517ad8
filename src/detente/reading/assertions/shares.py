"""A count of licences told item by item: "three of them for photoresist", rows of a table, "photoresist (3)".

What follows on a count is taken for its parts where it adds up to no more than that. Where it adds up to just
that, the count is of these items, whatever loose words it has for them.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.model import Assertion, Kind, Mention, Status
from detente.reading.assertions.draft import Draft
from detente.reading.assertions.scene import LONGEST, Scene
from detente.reading.assertions.tallied import HEADS
from detente.reading.blocks import Block
from detente.reading.parsed import Span as Sentence
from detente.reading.parsed import Token

_FOLLOWING = 3
"""Sentences after a count that may tell its parts."""
_ROWS = 12
"""Rows of a table that follows on a count."""
_OF_THEM = frozenset({"them", "these", "those", "which"})
_LINKS = frozenset({"for", "of", "on", "covering", "covered", "cover", "covers", "concern", "concerned"})
_BETWEEN = _LINKS | _OF_THEM | HEADS | {
    "were", "was", "are", "is", "being", "been", "have", "has", "granted", "approved", "issued", "each",
    "the", "approval", "approvals", "export", "exports", "shipment", "shipments", ":", "-", "–", "—",
}  # fmt: skip
_NONE = frozenset({"none", "nothing"})


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a count are for one item, and where it is told."""

    count: int
    item: Mention
    block: Block
    sentence: Sentence
    at: Token
    of_them: bool


def shares(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, with the parts of each count that is told item by item."""
    found = list(drafts)
    alike: dict[tuple[Kind, int | None, int | None], list[int]] = defaultdict(list)
    for i, each in enumerate(found):
        alike[_key(each)].append(i)
    text = _Text(scene, drafts)
    for at, whole in enumerate(drafts):
        total = whole.assertion.count
        if whole.assertion.kind not in _COUNTS or whole.assertion.status is not Status.OCCURRED:
            continue
        if total is None or total <= 1:
            continue
        told = _told(text, whole)
        if not told or sum(share.count for share in told) > total:
            continue
        if sum(share.count for share in told) == total:
            items = tuple(share.item for share in told if share.count)
            found[at] = replace(found[at], assertion=_of(scene, found[at].assertion, items))
        parts = (_part(whole, share) for share in told if len(told) > 1 or share.count < total)
        new = [part for part in parts if not any(_same(part, found[i]) for i in alike[_key(part)])]
        for part in new:
            alike[_key(part)].append(len(found))
            found.append(part)
    return found


class _Text:
    """The places of an article's blocks and of its counts."""

    def __init__(self, scene: Scene, drafts: Sequence[Draft]) -> None:
        self.scene = scene
        self.blocks = {id(block): at for at, block in enumerate(scene.blocks)}
        self.counts = {
            (d.match.block.start, d.sentence.start)
            for d in drafts
            if d.assertion.kind in _COUNTS and (d.assertion.count or 0) > 1
        }


def _key(one: Draft) -> tuple[Kind, int | None, int | None]:
    return one.assertion.kind, one.assertion.count, one.assertion.start


_COUNTS = frozenset({Kind.LICENCE_COUNTED, Kind.LICENCE_APPROVED})


def _of(scene: Scene, whole: Assertion, items: tuple[Mention, ...]) -> Assertion:
    """The whole as a count of the items of its parts: of their group where one has just these members."""
    single = {m.id or m.name: m for m in items}
    entries = scene.lexicon.entries.values()
    group = next((e for e in entries if e.kind == "item_group" and set(e.members) == set(single)), None)
    if group is not None and len(whole.items) == 1:
        return replace(whole, items=(replace(whole.items[0], id=group.id, form=None),))
    several = tuple(replace(m, form=None) if _forms(items, m) > 1 else m for m in single.values())
    return replace(whole, items=several)


def _forms(items: Sequence[Mention], one: Mention) -> int:
    return len({m.form for m in items if m.id == one.id})


def _part(whole: Draft, share: Share) -> Draft:
    evidence, number = share.block.at(share.sentence), share.block.at(share.at)
    own = whole.assertion
    if share.block is not whole.match.block or share.sentence.start != whole.sentence.start:
        own = replace(own, actors=(), targets=())  # a count says who licenses in its own sentence or nowhere
    own = replace(
        own, kind=Kind.LICENCE_COUNTED, items=(share.item,), count=share.count, count_span=number,
        ordinal=None, ordinal_span=None, start=evidence.start, end=evidence.end,
    )  # fmt: skip
    match = replace(whole.match, block=share.block, trigger=share.at, anchor=share.at, objects=())
    return replace(whole, assertion=own, match=match, sentence=share.sentence, definite=False)


def _same(part: Draft, old: Draft) -> bool:
    """Whether two of one key are of the same items."""
    one, two = part.assertion, old.assertion
    return {(m.id, m.form) for m in one.items} == {(m.id, m.form) for m in two.items}


def _told(text: _Text, whole: Draft) -> list[Share]:
    """The parts that follow on a count: the rest of its sentence, the next ones, rows of a table."""
    found: list[Share] = []
    scene = text.scene
    span = whole.assertion.count_span
    for block, sentence in _following(text, whole):
        after = span.end if span is not None and block is whole.match.block else 0
        told = list(_in_sentence(scene, block, sentence, after))
        found += told if block is whole.match.block or any(s.of_them for s in told) or found else []
    at = text.blocks[id(whole.match.block)]
    rows = list(_rows(scene, scene.blocks[at + 1 : at + 1 + _ROWS]))
    found += rows
    plain = len(rows) > 1 or len([s for s in found if s.count]) > 1 or any(s.of_them for s in found)
    return list({(s.item.id, s.item.form): s for s in reversed(found)}.values())[::-1] if plain else []


def _following(text: _Text, whole: Draft) -> Iterator[tuple[Block, Sentence]]:
    """The sentence of a count and the next ones, up to another count of its own."""
    at = text.blocks[id(whole.match.block)]
    begin = (whole.match.block.start, whole.sentence.start)
    pairs = ((b, s) for b in text.scene.blocks[at : at + _FOLLOWING] for s in b.doc.sents)
    later = [(b, s) for b, s in pairs if (b.start, s.start) >= begin and len(s) <= LONGEST]
    for block, sentence in later[: _FOLLOWING + 1]:
        if (block.start, sentence.start) in text.counts and (block.start, sentence.start) != begin:
            return
        yield block, sentence


def _in_sentence(scene: Scene, block: Block, sentence: Sentence, after: int) -> Iterator[Share]:
    of_them = any(t.lower_ in _OF_THEM and t.i and t.doc[t.i - 1].lower_ == "of" for t in sentence)
    for token in sentence:
        if block.at(token).start < after or token.lower_ in {"a", "an"}:
            continue
        number = 0 if token.lower_ in _NONE else scene.words.number(token.text)
        if number is None or token.ent_type_ in {"DATE", "MONEY", "PERCENT", "TIME"}:
            continue
        item = _after(scene, block, sentence, token) or _before(scene, block, sentence, token, number)
        if item is not None:
            yield Share(number, item, block, sentence, token, of_them)


def _after(scene: Scene, block: Block, sentence: Sentence, number: Token) -> Mention | None:
    """The item of "three for gas", "three of them are for gas", "three gas licences"."""
    at, doc = number.i + 1, number.doc
    while at < sentence.end and doc[at].lower_ in _BETWEEN and _item(scene, block, doc[at]) is None:
        at += 1
    if at >= sentence.end:
        return None
    linked = any(doc[i].lower_ in _LINKS for i in range(number.i + 1, at))
    item = _item(scene, block, doc[at])
    if item is None or not (linked or at == number.i + 1):
        return None
    end = at
    while end < sentence.end and block.at(doc[end]).start < (item.end or 0):
        end += 1
    if linked or end >= sentence.end:
        return item
    return item if doc[end].lower_ in HEADS or doc[end].pos_ in {"PUNCT", "CCONJ"} else None


def _before(scene: Scene, block: Block, sentence: Sentence, number: Token, count: int) -> Mention | None:
    """The item of "photoresist (3)", and of "for the liquid there is none"."""
    at, doc = number.i - 1, number.doc
    while at > sentence.start and (
        doc[at].lower_ in {"there", "is", "was", "are", "were", "has", "have", "been", "so", "far", "(", ":"}
        or doc[at].text == ","
    ):
        at -= 1
    if at < sentence.start or at == number.i - 1:
        return None
    item = _item(scene, block, doc[at])
    if doc[number.i - 1].text == "(" and number.i + 1 < sentence.end and doc[number.i + 1].text == ")":
        return item
    first = at
    while first > sentence.start and item is not None and block.at(doc[first]).start > (item.start or 0):
        first -= 1
    there = any(doc[i].lower_ == "there" for i in range(at + 1, number.i))
    return item if count == 0 and there and doc[first - 1].lower_ in {"for", "of"} else None


def _item(scene: Scene, block: Block, token: Token) -> Mention | None:
    """The item that a token is part of by its own words."""
    start, end = block.at(token)
    named = [n for n in scene.names_in(start, end) if n.kind == "item" and n.id]
    if not named:
        return None
    name = max(named, key=lambda n: n.end - n.start)
    return scene.mention(block, token, name)


def _rows(scene: Scene, blocks: Sequence[Block]) -> Iterator[Share]:
    """The rows of a table of items and numbers: blocks that hold nothing else, up to its sum."""
    for block in blocks:
        sentence = next(iter(block.doc.sents), None)
        items: list[Mention] = []
        numbers: list[Token] = []
        for token in block.doc:
            if not token.text.strip() or token.pos_ == "PUNCT" or token.text in "|:()":
                continue
            number = token.text.isdecimal() or (
                token.lower_ not in {"a", "an", "one"} and _counts(scene, token)
            )
            item = _item(scene, block, token)
            if (item is None and not number) or (number and numbers):
                return  # a block with another word, or with two numbers, is no row
            items += [item] if item is not None else []
            numbers += [token] if number else []
        if sentence is None or not (items or numbers):
            continue
        if not numbers:
            return
        ids = {m.id for m in items}
        if len(ids) != 1:
            return
        form = next((m.form for m in items if m.form), None)
        item = replace(items[0], form=form)
        yield Share(
            scene.words.number(numbers[0].text) or 0, item, block, sentence, numbers[0], of_them=False
        )


def _counts(scene: Scene, token: Token) -> bool:
    return scene.words.number(token.text) is not None
