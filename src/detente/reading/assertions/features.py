"""What a trained model is told of a token: its words, its place in the parse, the names around it.

A feature is a string. Parties, goods, agreements and cases are told by their kind, never by who they are,
so that nothing is learned of one dispute.
"""

from collections.abc import Iterator
from functools import lru_cache

from detente.reading.assertions.scene import Scene
from detente.reading.assertions.senses import senses
from detente.reading.assertions.tree import (
    agent,
    clause,
    conjuncts,
    is_passive,
    is_verbal,
    mark,
    objects,
    prepositions,
    subjects,
)
from detente.reading.assertions.words import words
from detente.reading.blocks import Block
from detente.reading.parsed import Span as Sentence
from detente.reading.parsed import Token

_CARRIERS = frozenset({"VERB", "NOUN", "ADJ", "AUX", "PROPN", "ADP", "ADV"})


def candidate(token: Token) -> bool:
    """Whether a token may carry an act: a verb, or a word that has a sense of trade disputes."""
    return token.pos_ == "VERB" or (token.pos_ in _CARRIERS and bool(senses(token.lemma_, token.lower_)))


WINDOW = 3
"""Tokens on either side that are told."""

_OF_ACT = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "ROOT", "conj", "appos"})


@lru_cache(maxsize=20_000)
def _meanings(lemma: str, lower: str) -> tuple[str, ...]:
    """Senses and word classes of a word."""
    small = lemma.lower()
    found = [f"s:{sense}" for sense in senses(lemma, lower)]
    for name, class_ in words().classes.items():
        if small in class_.words or lower in class_.words:
            found.append(f"c:{name}")
        elif small in class_.weak:
            found.append(f"c:{name}?")
    return tuple(found)


def in_view(token: Token) -> bool:
    """Whether the other tokens of its clause are told of a word."""
    return token.pos_ in {"VERB", "NOUN", "ADJ", "ADV", "PROPN"}


class Sighted:
    """One sentence with what all its tokens share, computed once."""

    def __init__(self, scene: Scene, block: Block, sentence: Sentence) -> None:
        """Look at a sentence."""
        self.scene, self.block, self.sentence = scene, block, sentence
        named: dict[int, str] = {}
        length: dict[int, int] = {}
        for name in scene.names_in(*block.at(sentence)):
            span = block.between(name.start, name.end)
            for token in span if span is not None else ():
                if name.end - name.start > length.get(token.i, 0):
                    named[token.i], length[token.i] = name.kind, name.end - name.start
        self.kinds = {t.i: named.get(t.i) or self._meant(t) for t in sentence}
        self.timed = bool(scene.timed(block, sentence))
        self.shared = list(self._shared())
        self.lemmas = {t.i: self._lemma(t) for t in sentence}
        self.words = {t.i: self._of_word(t) for t in sentence}

    def _meant(self, token: Token) -> str:
        """The kind of what a pronoun or a short form stands for."""
        if self.scene.referents is not None and (token.pos_ == "PRON" or token.dep_ in _OF_ACT):
            found = self.scene.referents.of_token(self.block, token)
            return f"ref-{found.kind}" if found is not None else ""
        return ""

    def _shared(self) -> Iterator[str]:
        yield f"part={self.block.part}"
        yield from {f"has={kind}" for kind in self.kinds.values() if kind}
        if self.timed:
            yield "dated"
        if self.sentence[-1].text == "?":
            yield "question"

    def _lemma(self, token: Token) -> str:
        """The lemma, a name by its kind, a number as such."""
        kind = self.kinds.get(token.i, "")
        if kind and token.pos_ in {"PROPN", "ADJ", "PRON"}:
            return f"<{kind}>"
        return "<number>" if token.like_num else str(token.lemma_).lower()

    def _of_word(self, token: Token) -> tuple[str, ...]:
        kind = self.kinds[token.i]
        found = (f"w:{self.lemmas[token.i]}", *_meanings(token.lemma_, token.lower_))
        return (*found, f"k:{kind}") if kind else found

    def of(self, token: Token) -> list[str]:
        """The features of one token."""
        found = ["bias", *self.shared, f"pos={token.pos_}", f"tag={token.tag_}", f"dep={token.dep_}"]
        here = self.words[token.i]
        found += here
        found += [f"{word}|{token.pos_}" for word in here]
        for name, each in self.around(token):
            if each.i in self.words:
                found += [f"{name}>{word}" for word in self.words[each.i]]
                found += [
                    f"{mine}&{name}>{word}"
                    for mine in here
                    if mine[0] in "ws"
                    for word in self.words[each.i]
                    if word[0] in "skc"
                ]
        found += [f"has:{name}" for name in {name for name, _ in self.around(token)}]
        start, stop = self.sentence.start, self.sentence.end
        for step in range(-WINDOW, WINDOW + 1):
            at = token.i + step
            if step and start <= at < stop:
                found.append(f"{'<' if step < 0 else '>'}{abs(step)}:{self.lemmas[at]}")
        found += {f"near:{word}" for word in self._near(token)}
        found += self.modality(token)
        return found

    def above(self, token: Token) -> Iterator[str]:
        """Of the features of a token those of its head and its clause's modality."""
        for name, each in self.around(token):
            if name.startswith(("head-", "over")) and each.i in self.words:
                yield from (f"{name}>{word}" for word in self.words[each.i])
        yield from (f for f in self.modality(token) if f.startswith(("aux=", "mark=", "verb-tag")))

    def _near(self, token: Token) -> Iterator[str]:
        head = clause(token)
        for each in head.subtree:
            if each.i in self.words and in_view(each) and each != token:
                yield from (w for w in self.words[each.i] if w[0] in "wsk")

    @staticmethod
    def around(token: Token) -> Iterator[tuple[str, Token]]:
        """The tokens beside it in the parse, each with what it is to it."""
        head = token.head
        if head != token:
            yield f"head-{token.dep_}", head
            if head.head != head:
                yield "over", head.head
        verb = token if is_verbal(token) else None
        if verb is not None:
            yield from (("subj", t) for s in subjects(verb)[:2] for t in list(conjuncts(s))[:3])
            yield from (("obj", t) for o in objects(verb)[:2] for t in list(conjuncts(o))[:3])
            yield from (("agent", t) for t in agent(verb)[:2])
        elif is_verbal(head):
            yield from (("hsubj", t) for t in subjects(head)[:2] if t != token)
        for child in token.children:
            yield child.dep_, child
            if child.dep_ in {"xcomp", "ccomp", "acl"}:
                yield from ((f"{child.dep_}-obj", t) for t in objects(child)[:2])
        yield from ((f"p-{word}", each) for word, each in prepositions(token))

    @staticmethod
    def modality(token: Token) -> Iterator[str]:
        """How its clause says it: auxiliaries, negation, voice, conjunction."""
        verb = clause(token)
        if not is_verbal(verb):
            return
        yield f"verb-tag={verb.tag_}"
        for child in verb.children:
            if child.dep_ in {"aux", "auxpass", "neg"}:
                yield f"aux={child.lower_}"
        if is_passive(verb):
            yield "passive"
        if before := mark(verb):
            yield f"mark={before}"
