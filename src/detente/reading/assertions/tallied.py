"""The words by which a sentence says what became of applications, and the number that stands beside each.

The number stands before a passive or a word of state ("two others were rejected", "three are still pending"),
else behind ("rejected two others", "is reviewing seven").
"""

from dataclasses import dataclass

from detente.model import Kind
from detente.reading.assertions.scene import Scene
from detente.reading.assertions.tree import children
from detente.reading.parsed import Span as Sentence
from detente.reading.parsed import Token

_VERBS = {
    **dict.fromkeys(("approve", "grant", "issue", "authorise", "authorize", "clear"), Kind.LICENCE_APPROVED),
    **dict.fromkeys(("deny", "reject", "refuse", "decline", "disapprove"), Kind.LICENCE_DENIED),
    "return": Kind.LICENCE_RETURNED,
}
_PARTICLES = {("turn", "down"): Kind.LICENCE_DENIED, ("send", "back"): Kind.LICENCE_RETURNED}
_REVIEWS = frozenset({"review", "examine", "assess", "process", "consider", "evaluate"})
_STATES = frozenset({"pending", "outstanding", "undecided"})
_UNDER = frozenset({"review", "consideration", "examination", "assessment", "evaluation"})
_AWAITED = frozenset({"approval", "decision", "review", "clearance", "outcome", "answer"})
HEADS = frozenset(
    {"application", "request", "filing", "licence", "license", "permit", "other", "more", "one"}
    | {"applications", "requests", "filings", "licences", "licenses", "permits", "others", "ones"}
)
"""Nouns that a number of licences or applications may count."""
_BESIDE = frozenset(
    {
        "was",
        "were",
        "is",
        "are",
        "been",
        "being",
        "be",
        "have",
        "has",
        "had",
        "still",
        "already",
        "now",
        "also",
    }
    | {
        "remain",
        "remains",
        "remained",
        "stay",
        "stayed",
        "currently",
        "since",
        "then",
        "later",
        "so",
        "far",
        "just",
    }
)
"""Words between a number and what became of it."""
_BEFORE = frozenset({"a", "an", "another", "the", "further", "other", "additional", "only", "just"})
_REST = frozenset({"rest", "remainder"})


@dataclass(frozen=True, slots=True)
class Said:
    """One outcome: the word that tells it, how many, and where the number stands; -1 for "the rest"."""

    kind: Kind
    trigger: Token
    count: int | None
    at: Token | None

    @property
    def pending(self) -> bool:
        """Whether nothing is decided yet."""
        return self.kind is Kind.LICENCE_APPLIED


def said(scene: Scene, sentence: Sentence) -> list[Said]:
    """Every outcome that a sentence tells with a number, in the order of the text."""
    found = []
    for token in sentence:
        kind, first, after = _outcome(token, sentence)
        if kind is None:
            continue
        number = _subject(scene, token) or _left(scene, sentence, first, token)
        if number is None and token.lower_ not in _STATES | _UNDER:
            number = _right(scene, sentence, after)
        if number is not None:
            found.append(Said(kind, token, *number))
    return found


def _outcome(token: Token, sentence: Sentence) -> tuple[Kind | None, int, int]:  # noqa: PLR0911 - a table of words
    """What a word says became of it, the place of its first word and that after its last."""
    lemma, nothing = token.lemma_.lower(), (None, 0, 0)
    following = token.doc[token.i + 1] if token.i + 1 < sentence.end else None
    before = token.doc[token.i - 1] if token.i > sentence.start else None
    if any(c.dep_ == "neg" for c in token.children):
        return nothing
    if token.pos_ in {"VERB", "AUX"} or token.tag_ in {"VBN", "VBD"}:
        if lemma in _VERBS:
            return _VERBS[lemma], token.i, token.i + 1
        if following is not None and (kind := _PARTICLES.get((lemma, following.lower_))):
            return kind, token.i, token.i + 2
        if lemma in _REVIEWS and token.tag_ in {"VBG", "VBN"}:
            return Kind.LICENCE_APPLIED, token.i, token.i + 1
        if lemma == "await" and any(c.lemma_.lower() in _AWAITED for c in children(token, "dobj")):
            return Kind.LICENCE_APPLIED, token.i, token.i + 1
    if token.lower_ in _STATES:
        return Kind.LICENCE_APPLIED, token.i, token.i + 1
    if token.lower_ in _UNDER and before is not None and before.lower_ == "under":
        return Kind.LICENCE_APPLIED, before.i, token.i + 1
    return nothing


Number = tuple[int | None, Token | None]


def _subject(scene: Scene, token: Token) -> Number | None:
    """The number of the subject of a passive or of a state: "two applications to export it were returned"."""
    verb = token
    if token.dep_ in {"acomp", "attr"} or token.lower_ in _STATES | _UNDER:
        verb = (
            token.head.head
            if token.head.lower_ == "under"
            else token.head
            if token.dep_ == "acomp"
            else token
        )
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    if not passive and token.lower_ not in _STATES | _UNDER and token.lemma_ != "await":
        return None
    for each in children(verb, "nsubjpass", "nsubj"):
        if each.lemma_.lower() in HEADS:
            numbers = (
                (n, c) for c in children(each, "nummod") if (n := scene.words.number(c.text)) is not None
            )
            return next(numbers, None) or _one_more(each)
    return None


def _one_more(noun: Token) -> Number | None:
    """One, where an article says so: "a third application was rejected", "another was returned"."""
    single = noun.tag_ in {"NN", "NNP", "DT"}
    article = next((c for c in children(noun, "det") if c.lower_ in {"a", "an", "another", "one"}), None)
    return (1, article) if single and article is not None else None


def _left(scene: Scene, sentence: Sentence, first: int, token: Token) -> Number | None:
    """The number before "were rejected", "still pending" or a bare "rejected" ("and five rejected")."""
    at, doc = first - 1, token.doc
    while at >= sentence.start and doc[at].lower_ in _BESIDE:
        at -= 1
    state = token.lower_ in _STATES | _UNDER or token.lemma_ == "await"
    if at < sentence.start or (at == first - 1 and not state and not _bare(token, sentence)):
        return None
    if not state and token.tag_ not in {"VBN", "VBD"}:
        return None
    if doc[at].lower_ in _REST and at > sentence.start and doc[at - 1].lower_ == "the":
        return -1, doc[at]
    if (
        doc[at].lower_ in {"them", "these", "those"}
        and at - 1 > sentence.start
        and doc[at - 1].lower_ == "of"
    ):
        at -= 2
    elif doc[at].lower_ in HEADS and scene.words.number(doc[at].text) is None:
        at = _number_before(scene, sentence, at)
    return _number(scene, doc[at]) if at >= sentence.start else None


def _bare(token: Token, sentence: Sentence) -> bool:
    """Whether a participle stands without its verb: "and five rejected", "one returned."."""
    if token.tag_ == "VBN":
        return True
    after = token.doc[token.i + 1] if token.i + 1 < sentence.end else None
    return token.tag_ == "VBD" and (after is None or after.pos_ == "PUNCT")


def _number_before(scene: Scene, sentence: Sentence, head: int) -> int:
    """The place of the number of a noun phrase that ends here, before the sentence where there is none."""
    at = head - 1
    while at >= sentence.start and head - at <= 6:  # noqa: PLR2004 - a longer phrase is a parse error
        one = sentence.doc[at]
        if scene.words.number(one.text) is not None:
            return at
        if one.pos_ not in {"ADJ", "NOUN", "PROPN", "ADV"}:
            break
        at -= 1
    return sentence.start - 1


def _right(scene: Scene, sentence: Sentence, after: int) -> Number | None:
    """The number after "rejected", "returned without action", "is reviewing"."""
    at, doc = after, sentence.doc
    while at < sentence.end and (
        doc[at].lower_ in _BEFORE | {"without", "action", "back", "down"} or doc[at].pos_ == "ADV"
    ):
        at += 1
    if at >= sentence.end:
        return None
    plain = doc[at - 1].lower_ in {"a", "an"} if at > after else False
    number = _number(scene, doc[at])
    if plain and number is None:
        return (None, None) if _head(doc[at], sentence) in HEADS - {"one", "more"} else None
    if number is None:
        return None
    return number if _counts_licences(doc[at], sentence) else None


def _counts_licences(number: Token, sentence: Sentence) -> bool:
    """Whether a number stands alone or counts applications: not "two amendments"."""
    at, doc = number.i + 1, number.doc
    while at < sentence.end and (doc[at].pos_ in {"ADJ", "NOUN", "PROPN"} or doc[at].lower_ in HEADS):
        at += 1
    last = doc[at - 1]
    return last == number or last.lower_ in HEADS


def _head(token: Token, sentence: Sentence) -> str:
    at, doc = token.i, token.doc
    while at + 1 < sentence.end and doc[at + 1].pos_ in {"NOUN", "PROPN"}:
        at += 1
    return doc[at].lower_


def _number(scene: Scene, token: Token) -> Number | None:
    """What a word counts; no date, and no article."""
    if token.lower_ in {"a", "an"} or token.ent_type_ in {"DATE", "MONEY", "PERCENT", "TIME"}:
        return None
    if token.lower_ == "both":
        return 2, token
    if token.lower_ == "none":
        return 0, token
    found = scene.words.number(token.text)
    return None if found is None else (found, token)
