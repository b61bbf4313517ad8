"""The form of a good, told after the licence: "the licence is for the gas", "none is known of liquid"."""

from collections.abc import Sequence
from dataclasses import replace

from detente.model import Assertion, Kind, Mention
from detente.reading.assertions.draft import Draft
from detente.reading.assertions.scene import LONGEST, Scene
from detente.reading.assertions.tree import children
from detente.reading.blocks import Block
from detente.reading.parsed import Span as Sentence
from detente.reading.parsed import Token

_GRANTED = frozenset({"licence", "license", "approval", "permit", "permission", "clearance", "it"})
_COVERS = frozenset({"be", "cover", "concern", "apply"})
_REACH = 2
"""Sentences after a licence that may say for which form of the good it is."""


def formed(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with the forms that the next sentences give for a licence of one good."""
    found = list(drafts)
    inside: dict[int, list[int]] = {}
    for i, each in enumerate(found):
        inside.setdefault(id(each.match.block), []).append(i)
    last, away = -1, 0
    for block in scene.blocks:
        if block.part != "body":
            continue
        for sentence in block.doc.sents:
            own = [i for i in inside.get(id(block), ()) if found[i].sentence.start == sentence.start]
            if last >= 0 and away < _REACH and len(sentence) <= LONGEST:
                good = found[last].assertion.items[0]
                form = _form(scene, block, sentence, good)
                if form is not None and _of_the_licence(sentence, form):
                    found[last] = _with(found[last], replace(good, form=form.lower_))
                for i in own:
                    if form is not None and _of_nothing(found[i].assertion):
                        found[i] = _with(found[i], _mention(block, form, good))
            single = [i for i in own if _single(found[i].assertion)]
            last, away = (single[-1], 0) if single else (last, away + 1)
    return found


def _single(own: Assertion) -> bool:
    """Whether it is a licence for one good, in no form yet."""
    goods = own.items
    return own.kind is Kind.LICENCE_APPROVED and len(goods) == 1 and bool(goods[0].id) and not goods[0].form


def _of_nothing(own: Assertion) -> bool:
    """Whether it is a count that names no goods, or only the goods of which a form is told."""
    return own.kind is Kind.LICENCE_COUNTED and not own.items


def _form(scene: Scene, block: Block, sentence: Sentence, good: Mention) -> Token | None:
    """The word for one of the forms of a good that a sentence has, and no name of another good."""
    entry = scene.lexicon.entries.get(good.id or "")
    at = block.at(sentence)
    others = {n.id for n in scene.names_in(at.start, at.end) if n.kind == "item"} - {good.id}
    if entry is None or others:
        return None
    said = [token for token in sentence if token.lower_ in entry.forms]
    return said[0] if len({token.lower_ for token in said}) == 1 else None


def _of_the_licence(sentence: Sentence, form: Token) -> bool:
    """Whether the sentence says of the licence that it is for that form."""
    for token in sentence:
        if token.lemma_.lower() not in _COVERS or any(c.dep_ == "neg" for c in token.children):
            continue
        if any(c.lemma_.lower() in _GRANTED for c in children(token, "nsubj")):
            return any(t == form for t in token.subtree)
    return False


def _with(one: Draft, good: Mention) -> Draft:
    return replace(one, assertion=replace(one.assertion, items=(good,)))


def _mention(block: Block, form: Token, good: Mention) -> Mention:
    at = block.at(form)
    return Mention(good.id, form.text, at.start, at.end, form.lower_)
