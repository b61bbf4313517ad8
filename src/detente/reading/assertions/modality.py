"""Status: under which modality the act stands, from its own clause up to the sentence's root."""

from detente.model import Status
from detente.reading.assertions.tree import is_verbal, mark
from detente.reading.assertions.words import Words
from detente.reading.parsed import Token

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "without"})
_RANK = {Status.OCCURRED: 0, Status.PLANNED: 1, Status.CALLED_FOR: 2, Status.SUPPOSED: 3, Status.DENIED: 4}


def status_of(token: Token, words: Words, *, headline: bool = False) -> Status:
    """The status of the act that a verb or an event noun names.

    The clause's own auxiliaries and negation come first; then each governing verb or noun adds
    its own ("refused to consider lifting": supposed, then denied). Independent clauses stop it.
    """
    status = _own(token, words, headline=headline)
    child = token
    for _ in range(12):
        head = child.head
        if head == child or not _governs(child, head) or _aside(child, head, words) or _parted(child, head):
            break
        status = _joined(status, _outer(child, head, words))
        child = head
    if token.doc[token.sent.end - 1].text == "?" and status is Status.OCCURRED:
        return Status.SUPPOSED
    return status


def _joined(inner: Status, outer: Status) -> Status:
    """The weaker of the two; a refusal of what is only asked for or possible stays denied."""
    return max(inner, outer, key=lambda s: _RANK[s])


def _own(token: Token, words: Words, *, headline: bool) -> Status:  # noqa: C901, PLR0911 - a table of cases
    if not is_verbal(token):
        return _of_noun(token, words)
    carrier = _carrier(token)
    aux = {c.lower_ for c in carrier.children if c.dep_ in {"aux", "auxpass"}}
    before = mark(token)
    if negated(carrier) or negated(token):
        return Status.DENIED
    if before in {"if", "unless", "whether"}:
        return Status.SUPPOSED
    names = {words.modal[word] for word in aux if word in words.modal}
    hangs = any(c.dep_ == "advcl" and mark(c) in {"if", "unless"} for c in carrier.children)
    if "conditional" in names:
        return Status.PLANNED if reported(token, words) and not hangs else Status.SUPPOSED
    for name in ("supposed", "called_for"):
        if name in names:
            return Status(name)
    if "planned" in names:
        return Status.SUPPOSED if hangs else Status.PLANNED
    if "to" in aux:
        return _infinitive(token, words, headline=headline)
    if before in {"before", "until"} and token.tag_ in {"VBP", "VBZ", "VB"}:
        return Status.PLANNED
    if token.dep_ == "pcomp" and token.head.lower_ in {"on", "about"} and not aux:
        return Status.SUPPOSED
    if token.tag_ == "VBG" and aux & {"be", "is", "are", "'s"} and words.governs.get(token.lemma_):
        return Status.PLANNED
    return Status.OCCURRED


def _carrier(token: Token) -> Token:
    """The verb whose auxiliaries a coordinated verb shares."""
    while (
        token.dep_ == "conj"
        and is_verbal(token.head)
        and not any(c.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} for c in token.children)
        and token.tag_ in {token.head.tag_, "VB"}
    ):
        token = token.head
    return token


def _infinitive(token: Token, words: Words, *, headline: bool) -> Status:
    head = token.head
    if head == token or (headline and not _governs(token, head)):
        return Status.PLANNED
    if token.dep_ in {"xcomp", "ccomp"} and head.lemma_ in {"be", "have"}:
        return Status.PLANNED if head.lemma_ == "be" else Status.CALLED_FOR
    if token.dep_ == "advcl":
        return Status.PLANNED if words.governs.get(head.lemma_.lower()) is Status.PLANNED else Status.SUPPOSED
    if token.dep_ in {"relcl", "acl"} and head.lemma_.lower() not in words.governs:
        return Status.PLANNED if head.pos_ == "PROPN" or headline else Status.SUPPOSED
    return Status.OCCURRED


def _of_noun(noun: Token, words: Words) -> Status:
    status = Status.OCCURRED
    for child in noun.children:
        if child.dep_ == "det" and child.lower_ in {"no", "neither"}:
            return Status.DENIED
        if child.dep_ in {"amod", "compound", "nmod"} and child.i < noun.i:
            found = words.governs.get(child.lower_) or words.governs.get(child.lemma_.lower())
            status = _joined(status, found) if found else status
    return status


def negated(verb: Token) -> bool:
    """Whether the clause says that it did not happen: a negation, or "no" on an argument."""
    for child in verb.children:
        if child.dep_ == "neg" or (child.lower_ in _NEGATIONS and child.dep_ in {"advmod", "preconj"}):
            return not any(c.lower_ == "only" for c in child.children) and child.nbor(1).lower_ != "only"
        if child.dep_ in {"nsubj", "nsubjpass", "dobj"}:
            if child.lower_ in {"none", "nobody", "nothing", "neither"}:
                return True
            if any(c.dep_ == "det" and c.lower_ in {"no", "neither"} for c in child.children):
                return True
    return False


def _aside(child: Token, head: Token, words: Words) -> bool:
    """Whether the act is only a topic: who stops taking comments on a plan does not drop it."""
    topic = child.dep_ == "prep" and child.lower_ in {"on", "about", "over", "against", "regarding"}
    return topic and head.lemma_.lower() not in words.governs


def _parted(child: Token, head: Token) -> bool:
    """Whether a semicolon stands between them: two clauses, neither of which says the other's status."""
    first, last = sorted((child.i, head.i))
    return any(token.text == ";" for token in child.doc[first:last])


def _governs(child: Token, head: Token) -> bool:
    """Whether the head's modality reaches the child."""
    if child.dep_ in {"xcomp", "ccomp", "pcomp", "prep", "dobj", "pobj", "nsubjpass", "attr", "agent"}:
        return True
    if child.dep_ == "nsubj":
        return not is_verbal(child)
    if child.dep_ == "acl":
        return child.tag_ in {"VB", "VBG"} or any(c.lower_ == "to" for c in child.children)
    if child.dep_ == "advcl":
        return child.tag_ == "VB" and any(c.lower_ == "to" for c in child.children)
    if child.dep_ in {"relcl", "advmod", "amod", "acomp"}:
        return child.dep_ == "acomp"
    return bool(child.dep_ == "conj" and not is_verbal(child) and not is_verbal(head))


def _outer(child: Token, head: Token, words: Words) -> Status:
    lemma = head.lemma_.lower()
    status = Status.OCCURRED
    finite = child.dep_ == "ccomp" and not any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children)
    if child.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj", "attr"} and is_verbal(head):
        # An argument is as real as its verb's own modality, and the verb's meaning counts too.
        status = _own(head, words, headline=False)
        if lemma in words.governs and child.dep_ != "nsubj" and lemma not in words.speech:
            status = _joined(status, words.governs[lemma])
        return status
    if lemma in words.governs and not (finite and lemma in words.speech and lemma != "deny"):
        status = words.governs[lemma]
    if is_verbal(head):
        own = _own(head, words, headline=False)
        if lemma not in words.speech or own is not Status.DENIED:
            status = _joined(status, own)
    elif head.pos_ == "NOUN":
        status = _joined(status, _of_noun(head, words))
    return status


def reported(token: Token, words: Words) -> bool:
    """Whether the clause is what somebody says: "would" is then a plan, not a condition."""
    node = token
    while node.head != node:
        if node.dep_ in {"ccomp", "acl", "xcomp", "relcl", "conj"} and (
            node.head.lemma_.lower() in words.speech or node.head.lemma_.lower() in _REPORTS
        ):
            return True
        node = node.head
    # "..., it said": the verb of speech is parenthetical, below the clause.
    return (
        any(c.dep_ in {"parataxis", "ccomp"} and c.lemma_.lower() in words.speech for c in node.children)
        or node.lemma_.lower() in words.speech
    )


_REPORTS = frozenset(
    {"decide", "agree", "pledge", "vow", "promise", "announcement", "statement", "notice", "plan"}
)
