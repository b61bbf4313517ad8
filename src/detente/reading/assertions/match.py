"""Whether a token triggers a frame: its words, and what stands beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.model import Status
from detente.reading.assertions.frames import Frame, Index
from detente.reading.assertions.modality import status_of
from detente.reading.assertions.scene import LONGEST, QUANTITIES, Scene
from detente.reading.assertions.tree import (
    children,
    conjuncts,
    is_passive,
    is_verbal,
    mark,
    objects,
    prepositions,
    scope,
    subjects,
)
from detente.reading.blocks import Block
from detente.reading.parsed import Token


@dataclass(frozen=True, slots=True)
class Match:
    """A frame at its trigger; `anchor` is the verb that carries an event noun, or the trigger."""

    frame: Frame
    block: Block
    trigger: Token
    anchor: Token
    objects: tuple[Token, ...]
    content: Token | None = None


_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}


def matches(scene: Scene, block: Block, frames: Index) -> Iterator[Match]:
    """The best frame of every token of a block that triggers one; questions say nothing."""
    for sentence in block.doc.sents:
        if len(sentence) > LONGEST or sentence[-1].text == "?":
            continue
        for token in sentence:
            found = _best(scene, block, frames, token)
            if found is not None:
                yield found


def sighted(scene: Scene, block: Block, frame: Frame, token: Token) -> Match:
    """A match at a token that a model took for the trigger, whatever the frame asks."""
    part = "verb" if is_verbal(token) else "noun" if token.pos_ in {"NOUN", "PROPN"} else "adjective"
    anchor = token if part == "verb" else carrier(token, scene)
    acted = tuple(_acted(token, part))
    inner = [c for c in _governed(token) if is_verbal(c) and c.dep_ not in {"advcl", "relcl"}]
    content = inner[0] if inner else next((each for word, each in prepositions(token) if word == "for"), None)
    return Match(frame, block, token, anchor, acted, content if frame.content else None)


def _best(scene: Scene, block: Block, frames: Index, token: Token) -> Match | None:
    part = _POS.get(token.pos_)
    if part is None or (part == "verb" and token.dep_ == "amod"):
        return None
    lemma, lower = token.lemma_.lower(), token.lower_
    known = frames.get((part, lemma), ())
    if lower != lemma:
        known += tuple(f for f in frames.get((part, lower), ()) if f not in known)
    hits = (_match(scene, block, frame, token, part) for frame in known)
    return next((hit for hit in hits if hit is not None), None)


def _match(scene: Scene, block: Block, frame: Frame, token: Token, part: str) -> Match | None:
    patterns = {"verb": frame.verbs, "noun": frame.nouns, "adjective": frame.adjectives}[part]
    lemma = token.lemma_.lower()
    hits = [p for p in patterns if p.split()[0] in {lemma, token.lower_} and _chained(token, p.split()[1:])]
    if not hits:
        return None
    anchor = token if part == "verb" else carrier(token, scene)
    if part == "noun" and anchor == token and not frame.bare:
        return None
    acted = tuple(_acted(token, part))
    if not _arguments(scene, block, frame, token, anchor, acted):
        return None
    content = _content(scene, block, token, frame, acted) if frame.content else None
    if frame.content and content is None:
        return None
    return Match(frame, block, token, anchor, acted, content)


def _chained(token: Token, rest: Sequence[str]) -> bool:
    """Whether the further words of a trigger hang on it, each on the trigger or the one before."""
    places = [token]
    for word in rest:
        found = next(
            (c for place in reversed(places) for c in place.children if word in {c.lower_, c.lemma_.lower()}),
            None,
        )
        if found is None:
            return False
        places.append(found)
    return True


def carrier(noun: Token, scene: Scene) -> Token:
    """The verb that lends an event noun its subject and tense, or the noun itself."""
    node = noun
    while node.dep_ in {"conj", "appos"} or (
        node.dep_ == "pobj" and node.head.head.lemma_ in {"round", "series", "day", "number", "session"}
    ):
        node = node.head.head if node.dep_ == "pobj" else node.head
    head = node.head
    if node.dep_ in {"dobj", "nsubj", "nsubjpass", "attr", "oprd"} and is_verbal(head):
        if head.lemma_ == "be" and (node.dep_ != "nsubj" or any(children(head, "attr"))):
            return head if _ordinal_below(scene, head) else noun
        return head if head.lemma_.lower() in scene.words.light else noun
    if node.dep_ == "pobj" and head.dep_ == "prep" and is_verbal(head.head):
        return (
            head.head
            if head.head.lemma_.lower() in {"meet", "enter", "engage", "sit", "participate"}
            else noun
        )
    return noun


def _ordinal_below(scene: Scene, verb: Token) -> bool:
    """Whether it is said which one it was: "the approval was the second one"."""
    return any(
        scene.words.ordinal(t.text) is not None
        for a in children(verb, "attr")
        for t in (a, *children(a, "amod"))
    )


def _acted(token: Token, part: str) -> Iterator[Token]:
    if part == "verb":
        for each in objects(token):
            yield from conjuncts(each)
            if each.lemma_.lower() in QUANTITIES:
                yield from (inner for word, inner in prepositions(token) if word == "in")
    elif part == "noun":
        for child in token.children:
            if child.dep_ in {"compound", "poss", "amod", "nmod"}:
                yield child
        for word, each in prepositions(token):
            if word in {"of", "on", "for", "to", "from", "in", "against", "over", "with"}:
                yield each
    else:
        node = token.head
        yield node
        if is_verbal(node):
            yield from children(node, "nsubj", "nsubjpass", "dobj")


def _arguments(  # noqa: PLR0911, PLR0917 - one return a condition of the frame
    scene: Scene, block: Block, frame: Frame, token: Token, anchor: Token, acted: Sequence[Token]
) -> bool:
    if frame.object and not any(scene.belongs(block, each, frame.object) for each in acted):
        return False
    if frame.subject and not _subject_fits(scene, block, frame, token, anchor):
        return False
    around = list(scope(anchor)) if anchor != token else list(scope(token))
    around += [t for each in acted for t in scope(each)]
    lemmas = {t.lemma_.lower() for t in around} | {t.lower_ for t in around}
    if frame.unless and lemmas & set(frame.unless):
        return False
    if frame.words and not lemmas & set(frame.words):
        return False
    wide = [*around, *token.subtree, *(t for each in acted for t in each.subtree)]
    if frame.near and not any(scene.belongs(block, t, frame.near) for t in wide):
        return False
    if frame.complement and not _complement(token, frame):
        return False
    found = list(_below(token, anchor, acted))
    if frame.not_preps and _prep_fits(scene, block, found, frame.not_preps):
        return False
    return not frame.preps or _prep_fits(scene, block, found, frame.preps)


def _subject_fits(scene: Scene, block: Block, frame: Frame, token: Token, anchor: Token) -> bool:
    if not is_verbal(anchor):
        return any(
            scene.belongs(block, c, frame.subject) for c in children(anchor, "poss", "compound", "amod")
        )
    verb = token if is_verbal(token) else anchor
    found = subjects(verb)
    if verb != token and token in found:
        return any(
            scene.belongs(block, c, frame.subject) for c in children(token, "poss", "compound", "amod")
        )
    if not found:
        return is_passive(verb)
    return any(scene.belongs(block, each, frame.subject) for s in found for each in conjuncts(s))


def _below(token: Token, anchor: Token, acted: Sequence[Token]) -> Iterator[tuple[str, Token]]:
    yield from prepositions(token)
    for child in children(token, "acomp"):  # "are subject to"
        yield from prepositions(child)
    if anchor != token:
        yield from prepositions(anchor)
    for each in acted:
        yield from prepositions(each)
        for _, inner in prepositions(each):
            yield from prepositions(inner)


def _prep_fits(scene: Scene, block: Block, found: Sequence[tuple[str, Token]], pairs: Sequence[str]) -> bool:
    for pair in pairs:
        wanted, _, class_ = pair.partition(":")
        if any(word == wanted and scene.belongs(block, each, [class_]) for word, each in found):
            return True
    return False


def _complement(token: Token, frame: Frame) -> bool:
    """Whether the trigger governs one of the frame's complements, negated where it must be."""
    wanted = set(frame.complement)
    for child in _governed(token):
        if child.lemma_.lower() in wanted:
            refused = any(c.dep_ == "neg" for c in child.children)
            if refused == frame.negated or not frame.negated:
                return True
    return False


def _governed(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in {"xcomp", "ccomp", "acl", "dobj", "advcl", "relcl"}:
            yield from _joined(child)
        elif child.dep_ == "prep":
            for each in children(child, "pcomp", "pobj"):
                yield from _joined(each)


def _joined(token: Token) -> Iterator[Token]:
    yield token
    for child in children(token, "conj"):
        yield from _joined(child)


_NEED = frozenset({"need", "necessity", "importance"})


def _content(scene: Scene, block: Block, token: Token, frame: Frame, acted: Sequence[Token]) -> Token | None:
    """What is asked: a clause that says should, a request's infinitive, or the need for something."""
    for each in acted:
        if each.lemma_.lower() in _NEED:
            return each
    inner = [c for c in _governed(token) if is_verbal(c) and c.dep_ != "advcl"]
    if any(c.lemma_ in {"name", "identify"} or mark(c) in {"whether", "if"} for c in inner):
        return None
    if frame.says:
        does = {"asks": _asks, "denies": _denies, "charges": _charges}[frame.says]
        return next((c for c in (*inner, *_said(token)) if does(scene, block, c)), None)
    if inner:
        return inner[0]
    for word, each in prepositions(token):
        if word == "for":
            return each
    return next(iter(acted), None) if token.lemma_ == "demand" else None


def _said(token: Token) -> Iterator[Token]:
    """The clause of a parenthetical "..., she said"."""
    if token.dep_ in {"parataxis", "ccomp", "conj"} and is_verbal(token.head) and token.i > token.head.i:
        yield token.head


def _asks(scene: Scene, block: Block, verb: Token) -> bool:
    doers = children(verb, "nsubj", "nsubjpass")
    if not doers or doers[0].pos_ == "PRON" or any(c.lemma_ == "have" for c in children(verb, "aux")):
        return False
    if not scene.belongs(block, doers[0], ["trade_party", "agreement", "measure"]):
        return False
    if (verb.lemma_ == "need" and any(c.dep_ in {"xcomp", "ccomp"} for c in verb.children)) or any(
        c.lower_ in {"must", "should", "ought"} for c in children(verb, "aux")
    ):
        return True
    if verb.lemma_ == "have" and any(c.dep_ == "xcomp" for c in verb.children):
        return True
    return any(c.lemma_.lower() in _NEED | {"necessary", "essential"} for c in verb.children) and (
        status_of(verb, scene.words) is not Status.DENIED
    )


def _denies(scene: Scene, block: Block, verb: Token) -> bool:
    """Whether the clause says that something is not so: "this is not an embargo"."""
    del scene, block
    return verb.lemma_ in {"be", "have"} and any(c.dep_ == "neg" for c in verb.children)


_CHARGES = frozenset(
    {"ban", "embargo", "blockade", "boycott", "retaliation", "sanction", "violation", "coercion", "blackmail"}
)
"""Nouns by which one side calls a measure what the other says it is not."""


def _charges(scene: Scene, block: Block, verb: Token) -> bool:
    """Whether the clause says what a measure amounts to: "the restrictions are a ban in all but name"."""
    called = any(c.lemma_.lower() in _CHARGES for c in children(verb, "attr"))
    if verb.lemma_ != "be" or not called or any(c.dep_ == "neg" for c in verb.children):
        return False
    return any(
        c.pos_ == "PRON" or scene.belongs(block, c, ["measure", "rule"]) for c in children(verb, "nsubj")
    )
