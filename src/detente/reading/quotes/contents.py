"""What was said: the part of the sentence that a reporting verb governs, by frame."""

from collections.abc import Iterator

from detente.model import Span
from detente.reading.parsed import Token
from detente.reading.quotes.found import stretch
from detente.reading.quotes.lexicon import Cues
from detente.reading.quotes.voices import SUBJECTS, quoted_as

_COMMAS = frozenset({",", "—", "–", "-", ",”", ',"'})

_COMPLEMENTS = frozenset({"dobj", "xcomp", "ccomp", "oprd", "dative"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def contents(verb: Token, cues: Cues) -> Iterator[tuple[str, Span, Token]]:
    """Frame, stretch and last token of the cue, the frame that fits best first."""
    lemma = verb.lemma_.lower()
    kids = list(verb.children)
    if lemma in cues.clause:
        outer = quoted_as(verb, cues) or verb
        if span := clause(verb, kids) or around(outer) or ahead(outer):
            yield "clause", span, verb
    if lemma in cues.infinitive and (span := infinitive(verb, kids)):
        yield "infinitive", span, verb
    if lemma in cues.predicate and (span := predicate(verb, kids, cues.predicate[lemma])):
        yield "predicate", span, verb
    if lemma in cues.about and (hit := about(kids, cues.about[lemma])):
        yield "about", *hit
    if lemma in cues.object and (span := objective(verb, kids)):
        yield "object", span, verb


def clause(verb: Token, kids: list[Token]) -> Span | None:
    """The complement clause, behind the verb or before it."""
    clauses = [k for k in kids if k.dep_ == "ccomp" and k.pos_ not in {"PUNCT", "SPACE"}]
    found = [k for k in clauses if k.i > verb.i] or clauses
    return stretch(found[0].left_edge, found[-1].right_edge) if found else None


def around(verb: Token) -> Span | None:
    """The sentence that "he said" stands within or behind, set off by commas.

    The parser makes it a parataxis of the sentence, or a clause of a verb before it.
    """
    head, left = verb.head, verb.left_edge
    loose = verb.dep_ == "parataxis"
    if head == verb or not (loose or (verb.dep_ in {"ccomp", "advcl"} and head.i < verb.i)):
        return None
    if not any(k.dep_ in SUBJECTS for k in verb.children):
        return None
    if not loose and (
        any(k.dep_ in {"mark", "advmod"} and k.i < verb.i for k in verb.children) or not _parted(left)
    ):
        return None
    first, last = head.left_edge, head.right_edge
    if left.i <= first.i:
        return None
    return stretch(first, verb.doc[left.i - 1]) if verb.right_edge.i >= last.i - 1 else stretch(first, last)


def ahead(verb: Token) -> Span | None:
    """The sentence up to the comma before "he said" or "said he", where the parser saw no clause."""
    own = [k for k in verb.children if k.dep_ in SUBJECTS]
    if not own or any(k.dep_ in _COMPLEMENTS and k.i > verb.i for k in verb.children):
        return None
    left = own[-1].left_edge if own[-1].i < verb.i else verb
    first = verb.sent[0]
    if left.i - first.i <= 1 or not _parted(left):
        return None
    before = verb.doc[first.i : left.i - 1]
    return stretch(before[0], before[-1]) if any(token.tag_ in _FINITE for token in before) else None


def _parted(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).text in _COMMAS


def infinitive(verb: Token, kids: list[Token]) -> Span | None:
    """The infinitive with the one it is put to: "Tokyo to lift the curbs"."""
    for kid in kids:
        if kid.i > verb.i and kid.dep_ in {"xcomp", "ccomp", "advcl"} and _to(kid):
            given = [k for k in kids if k.dep_ in {"dobj", "dative"} and verb.i < k.i < kid.i]
            given += [n for k in kids if k.lower_ == "on" and verb.i < k.i < kid.i for n in k.children]
            return stretch((given[0] if given else kid).left_edge, kid.right_edge)
    for kid in kids:  # "called on Tokyo to lift the curbs" with the infinitive hung on Tokyo
        for noun in kid.children if kid.dep_ == "prep" and kid.i > verb.i else ():
            for inner in noun.children:
                if inner.dep_ in {"acl", "xcomp", "relcl"} and _to(inner):
                    return stretch(noun.left_edge, inner.right_edge)
    return None


def _to(token: Token) -> bool:
    return any(child.tag_ == "TO" for child in token.children)


def predicate(verb: Token, kids: list[Token], prepositions: frozenset[str]) -> Span | None:
    """The object with what it is called or charged with."""
    objects = [k for k in kids if k.dep_ == "dobj" and k.i > verb.i]
    named = [k for k in kids if k.dep_ in {"oprd", "xcomp", "attr", "ccomp"} and k.i > verb.i]
    if not prepositions:
        ends = sorted([*objects, *named], key=lambda t: t.i)
        if named:
            return stretch(ends[0].left_edge, named[-1].right_edge)
        quoting = objects and any(token.is_quote for token in objects[0].subtree)
        return stretch(objects[0].left_edge, objects[0].right_edge) if quoting else None
    behind = [k for k in kids if k.dep_ == "prep" and k.lower_ in prepositions and k.i > verb.i] or named
    return stretch(objects[0].left_edge, behind[-1].right_edge) if objects and behind else None


def about(kids: list[Token], prepositions: frozenset[str]) -> tuple[Span, Token] | None:
    """What stands behind the verb's preposition, which ends the cue."""
    for kid in kids:
        if kid.dep_ in {"prep", "prt"} and kid.lower_ in prepositions:
            for noun in kid.children:
                if noun.dep_ in {"pobj", "pcomp"} and noun.i > kid.i:
                    return stretch(noun.left_edge, noun.right_edge), kid
    return None


def objective(verb: Token, kids: list[Token]) -> Span | None:
    """The direct object, unless it is only a pronoun."""
    for kid in kids:
        if kid.dep_ == "dobj" and kid.i > verb.i and kid.pos_ != "PRON":
            return stretch(kid.left_edge, kid.right_edge)
    return None
