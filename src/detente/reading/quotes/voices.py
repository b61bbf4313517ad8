"""Whose words: the subject of a reporting verb, through voice, coordination and participles."""

from dataclasses import replace

from detente.reading.parsed import Token
from detente.reading.quotes.found import Voice, stretch
from detente.reading.quotes.lexicon import Cues

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_LOOSE = frozenset(
    {"relcl", "acl", "advcl", "appos", "npadvmod", "parataxis", "cc", "prep", "amod", "nummod"}
)
"""Modifiers that are no part of a name where a comma sets them off."""
_CLAUSES = frozenset({"relcl", "acl"})
_STEPS = 6
"""Verbs climbed in search of a subject; longer chains were wrong more often than right."""


def speaker(verb: Token, cues: Cues) -> Voice | None:
    """Who does what this verb says, or None where the sentence does not tell.

    The one quoted where the verb stands in "quoted as saying"; the verb's own subject; the agent of
    a passive; the subject of the verb it is coordinated with or depends on; the noun that it
    modifies as a participle or relative clause.
    """
    if quoting := quoted_as(verb, cues):
        return _quoted(quoting, cues)
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return agent(verb)
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    return voice(own[-1]) if own else _inherited(verb, cues)


def quoted_as(verb: Token, cues: Cues) -> Token | None:
    """The "quoted" of "quoted as saying", given "saying"."""
    if verb.dep_ in {"pcomp", "advcl"} and verb.head.lower_ == "as" and verb.head.head.lemma_ in cues.quote:
        quoting: Token = verb.head.head
        return quoting
    return None


def saying(verb: Token) -> Token | None:
    """The "saying" of "quoted as saying", given "quoted"."""
    for child in verb.children:
        if child.lower_ == "as":
            return next((inner for inner in child.children if inner.tag_ == "VBG"), None)
    return None


def _quoted(quoting: Token, cues: Cues) -> Voice | None:
    passive = [child for child in quoting.children if child.dep_ == "nsubjpass"]
    if passive:
        return replace(voice(passive[-1]), told=True, via=agent(quoting))
    given = [child for child in quoting.children if child.dep_ == "dobj"]
    return replace(voice(given[0]), told=True, via=speaker(quoting, cues)) if given else None


def agent(verb: Token) -> Voice | None:
    """The "by" phrase of a passive."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((voice(noun) for noun in child.children if noun.dep_ == "pobj"), None)
    return None


def _inherited(verb: Token, cues: Cues) -> Voice | None:
    current = verb
    for _ in range(_STEPS):
        head = current.head
        if head == current:
            return None
        if current.dep_ in _CLAUSES and head.pos_ in _NOUNS:
            return _issuer(head, current, cues)
        if current.dep_ == "pobj" or head.pos_ in {"NOUN", "PROPN"}:
            return None
        given = [child for child in head.children if child.dep_ == "dobj"]
        if current.dep_ == "xcomp" and given:
            return voice(given[0])
        own = [child for child in head.children if child.dep_ in SUBJECTS and child.i < verb.i]
        if own:
            return voice(own[-1])
        current = head
    return None


def _issuer(noun: Token, clause: Token, cues: Cues) -> Voice:
    """Of "issued a statement saying": who issued it; else the noun itself."""
    if noun.lemma_.lower() in cues.statement and noun.dep_ in {"dobj", "pobj"}:
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        own = [child for child in verb.children if child.dep_ == "nsubj"]
        if verb.pos_ == "VERB" and own:
            return voice(own[-1])
    return voice(noun, without=clause)


def voice(head: Token, without: Token | None = None) -> Voice:
    """The noun phrase of a head word without what a comma sets off behind it.

    A relative clause stays where no comma parts it from an unnamed person ("an official who was
    there"), for it is all that says who is meant.
    """
    last = head
    for child in sorted(head.children, key=lambda c: c.i):
        if child.i < head.i:
            continue
        if child == without or child.dep_ == "punct" or (child.dep_ in _LOOSE and _set_off(head, child)):
            break
        if child.dep_ in _CLAUSES and (without is not None or not _unnamed(head)):
            break
        last = child.right_edge
    first = head.left_edge
    while first.i < head.i and (first.is_punct or first.is_space or first.dep_ in {"cc", "preconj"}):
        first = first.nbor(1)
    while last.i > head.i and (last.is_punct or last.is_space):
        last = last.nbor(-1)
    return Voice(stretch(first, last), head)


def _unnamed(head: Token) -> bool:
    articles = [child.lower_ for child in head.children if child.dep_ == "det"]
    return head.pos_ == "NOUN" and (not articles or "the" not in articles)


def _set_off(head: Token, child: Token) -> bool:
    """A comma, dash or bracket stands between a word and its modifier."""
    before = child.left_edge.i - 1
    return before > head.i and bool(head.doc[before].is_punct)
