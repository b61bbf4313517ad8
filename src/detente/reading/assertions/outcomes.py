"""What became of applications, by number: "rejected two others", "a further three were refused".

The noun may be left out, and with it the goods: these are of the licences told of last. "The rest" are as
many as were filed beyond those told of.
"""

from collections.abc import Sequence
from dataclasses import replace

from detente.model import Assertion, Kind, Mention, Span, Status
from detente.reading.assertions.convert import converted
from detente.reading.assertions.draft import Draft, draft
from detente.reading.assertions.frames import Frame
from detente.reading.assertions.match import sighted
from detente.reading.assertions.scene import LONGEST, Scene
from detente.reading.assertions.tallied import Said, said
from detente.reading.assertions.tree import children
from detente.reading.blocks import Block
from detente.reading.parsed import Span as Sentence

_LICENCE = frozenset({"licence", "license", "permit", "licences", "licenses", "permits", "licensing"})
_FILED = frozenset({"receive", "get", "file", "submit", "lodge", "make"})
_REACH = 2
"""Sentences from the last licences told of up to which their name may be left out."""
_DEEP = 4
"""Links of the parse between an outcome and the one beside which it is listed."""


def outcomes(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with what became of applications by number, in place of what was found at their words."""
    whole = _by_block(scene, drafts)
    last: Assertion | None = None
    away, total, told = _REACH + 1, 0, 0
    for block in scene.blocks:
        found = whole[id(block)]
        for sentence in block.doc.sents:
            if len(sentence) > LONGEST or sentence[-1].text == "?":
                continue
            own = [d for d in found if d.sentence.start == sentence.start]
            kin = [d for d in own if d.assertion.kind.value.startswith("licence_") and not d.learned]
            away = 0 if kin or _of_licences(sentence) else away + 1
            if away > _REACH:
                last, total = None, 0
                continue
            last = next((d.assertion for d in kin if d.assertion.items), last)
            filed = _filed(scene, sentence)
            if filed:
                total, told = filed, 0
                found = [d for d in found if d not in own or not _of_filing(d)]
            every = said(scene, sentence)
            for each in every:
                one = each
                if each.count == -1:
                    left = total - told if total > told else None
                    one = replace(each, count=left)
                told += one.count or 0
                made = _made(scene, block, one, last, own)
                if made is not None and _beside(one, every):
                    made = replace(made, assertion=replace(made.assertion, status=Status.OCCURRED))
                if made is not None:
                    found = [d for d in found if not _replaced(d, made)]
                    found.insert(_place(found, made), made)
                    last = made.assertion if made.assertion.items else last
        whole[id(block)] = found
    return [one for block in scene.blocks for one in whole[id(block)]]


def _by_block(scene: Scene, drafts: Sequence[Draft]) -> dict[int, list[Draft]]:
    whole: dict[int, list[Draft]] = {id(block): [] for block in scene.blocks}
    for one in drafts:
        whole[id(one.match.block)].append(one)
    return whole


def _place(found: Sequence[Draft], new: Draft) -> int:
    """Where a draft belongs in its block by the order of the text, the others staying as they are."""
    where = (new.match.block.start, new.match.trigger.i)
    before = (i for i, d in enumerate(found) if (d.match.block.start, d.match.trigger.i) <= where)
    return max(before, default=-1) + 1


def _of_licences(sentence: Sentence) -> bool:
    """Whether a sentence names licences, or applications to export."""
    words = {word for t in sentence for word in (t.lower_, t.lemma_.lower())}
    return bool(words & _LICENCE) or bool(words & {"application"} and words & {"export", "ship"})


def _filed(scene: Scene, sentence: Sentence) -> int:
    """How many applications there were: "of ten applications", "received ten applications"; 0 if not told."""
    for token in sentence:
        if token.lemma_.lower() not in {"application", "request"}:
            continue
        of = token.dep_ == "pobj" and token.head.lower_ in {"of", "out"} and token.head.i < token.i
        over = token.head.lemma_.lower() in _FILED
        if of or over:
            for child in children(token, "nummod"):
                return scene.words.number(child.text) or 0
    return 0


def _of_filing(found: Draft) -> bool:
    """Whether a model took "received ten applications" for licences that were approved."""
    return found.learned and found.match.trigger.lemma_.lower() in _FILED | {"application", "request"}


def _frame(said: Said) -> Frame:
    terms = {"pending": True} if said.pending else {}
    return Frame(f"outcome-{said.kind.value}", said.kind, target=("to", "rest"), terms=terms)


def _made(
    scene: Scene, block: Block, said: Said, last: Assertion | None, own: Sequence[Draft]
) -> Draft | None:
    """The act of an outcome; None where the frames have told it with its number."""
    at = next((d for d in own if d.match.trigger == said.trigger and not d.learned), None)
    if at is not None and at.assertion.kind.value.startswith("licence_") and at.assertion.count is not None:
        return None
    if said.kind is Kind.LICENCE_APPROVED and (said.count is None or at is not None):
        return None
    new = draft(scene, sighted(scene, block, _frame(said), said.trigger))
    told = new.assertion
    span = block.at(said.at) if said.at is not None and said.count is not None else None
    status = told.status if said.count != 0 else Status.DENIED
    if said.pending and status is Status.PLANNED:
        status = Status.OCCURRED  # what is under review is so today
    items = told.items or (last.items if last else _goods(scene, block, new))
    filed = last is not None and last.kind is Kind.LICENCE_APPLIED and not last.terms.get("pending")
    actors = told.actors or (last.actors if last and not filed else ())  # who files does not decide
    taken = {m.id for m in actors}
    targets = tuple(m for m in told.targets or (last.targets if last else ()) if m.id not in taken)
    when = (None, None, None) if said.pending else (told.when, told.when_basis, told.when_span)
    told = replace(
        told, kind=said.kind, status=status, count=said.count, count_span=span and Span(*span),
        items=items, actors=actors, targets=targets, when=when[0], when_basis=when[1], when_span=when[2],
        ordinal=None, ordinal_span=None,
    )  # fmt: skip
    return replace(new, assertion=converted(new.match, told))


def _goods(scene: Scene, block: Block, own: Draft) -> tuple[Mention, ...]:
    """The goods that the sentence names, where no licence was told of: "25 applications for graphite"."""
    at = block.at(own.sentence)
    named = [n for n in scene.names_in(at.start, at.end) if n.kind == "item" and n.id]
    return tuple({n.id: Mention(n.id, n.text, n.start, n.end, n.form) for n in reversed(named)}.values())[
        ::-1
    ]


def _beside(one: Said, every: Sequence[Said]) -> bool:
    """Whether the parse hangs an outcome under another: "three are pending, two were rejected" lists two."""
    node, seen = one.trigger, 0
    others = {said.trigger.i for said in every if said is not one}
    while node.dep_ in {"acomp", "attr", "ccomp", "advcl", "parataxis", "pobj", "prep"} and seen < _DEEP:
        under, node, seen = node.dep_ in {"ccomp", "advcl", "parataxis"}, node.head, seen + 1
        if under and node.i in others:
            return one.count != 0
    return False


def _replaced(old: Draft, new: Draft) -> bool:
    """Whether a draft tells the same: at the same trigger, or of the same kind without a number."""
    if old.match.block is not new.match.block or old.sentence.start != new.sentence.start:
        return False
    one, two = old.assertion, new.assertion
    if old.match.trigger == new.match.trigger:
        return True
    if bool(one.terms.get("pending")) is not bool(two.terms.get("pending")) and not old.learned:
        return False
    same = one.kind is two.kind or (old.learned and one.kind.value.startswith("licence_"))
    return same and one.count in {None, two.count}
