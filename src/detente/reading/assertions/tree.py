"""Walks over a dependency parse (spaCy's English labels), with no knowledge of trade."""

from collections.abc import Iterator

from detente.reading.parsed import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
CLAUSES = frozenset({"relcl", "advcl", "ccomp", "parataxis", "xcomp", "acl", "csubj", "csubjpass", "pcomp"})
_MARKS = frozenset({"mark", "advmod", "prep"})


def conjuncts(token: Token) -> Iterator[Token]:
    """The token and what is coordinated with it."""
    yield token
    for child in token.children:
        if child.dep_ in {"conj", "appos"} and child.i > token.i:
            yield from conjuncts(child)


def is_verbal(token: Token) -> bool:
    """Whether the token heads a clause."""
    return bool(token.pos_ in {"VERB", "AUX"})


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive: "was approved", or a participle after its noun."""
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children):
        return True
    return bool(verb.tag_ == "VBN" and verb.dep_ in {"acl", "amod"})


def children(token: Token, *deps: str) -> list[Token]:
    """Children with one of these labels."""
    return [c for c in token.children if c.dep_ in deps]


def agent(verb: Token) -> list[Token]:
    """Who did it, of a passive: "by the ministry"."""
    return [
        g
        for by in verb.children
        if by.lower_ == "by" and by.dep_ in {"agent", "prep"}
        for g in children(by, "pobj")
        if is_passive(verb)
    ]


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Who does it: own subject or agent, else inherited from the governing clause."""
    if is_passive(verb):
        return agent(verb)
    own = children(verb, "nsubj", "csubj")
    if own:
        return _antecedents(own, verb)
    return _before(verb) or _of_headline(verb) or (_inherited(verb) if depth == 0 else [])


def _of_headline(verb: Token) -> list[Token]:
    """The party of a headline in the infinitive: "Netherlands to restrict exports"."""
    head = verb.head
    to = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    whole = head.dep_ == "ROOT" and head.pos_ == "PROPN" and verb.dep_ in {"acl", "relcl"}
    return [head] if to and whole else []


def _before(verb: Token) -> list[Token]:
    """The name right before a finite verb, where the parser hung it elsewhere ("2019 Beijing said")."""
    at = verb.i - 1
    while at > verb.sent.start and verb.doc[at].pos_ in {"AUX", "ADV", "PART"}:
        at -= 1
    left = verb.doc[at] if at >= verb.sent.start else verb
    if (
        verb.tag_ in {"VBD", "VBZ", "VBP"}
        and left.pos_ == "PROPN"
        and left.dep_ in {"appos", "npadvmod", "nmod"}
    ):
        return [left]
    return []


def _antecedents(own: list[Token], verb: Token) -> list[Token]:
    """A relative pronoun stands for the noun that its clause hangs on."""
    if own[0].lower_ in {"which", "that", "who"} and verb.dep_ == "relcl":
        begins = verb.lemma_.lower() in _COMING_ABOUT
        return [verb.head, *_above(verb.head)] if begins else [verb.head]
    return own


_COMING_ABOUT = frozenset({"take", "come", "go", "enter", "kick", "become", "begin", "start"})
"""Verbs whose relative clause may hang on the last noun of what they tell of: "curbs on tin that began"."""


def _inherited(verb: Token) -> list[Token]:  # noqa: C901 - a table of constructions
    head, seen = verb, 0
    while head.head != head and seen < 8:  # noqa: PLR2004 - deeper chains are parse errors
        seen += 1
        dep, head = head.dep_, head.head
        if dep == "acl" and verb.tag_ == "VBG":
            return [head]
        if dep == "relcl":
            return [head]
        if dep in {"xcomp", "ccomp"} and is_verbal(head):
            controlled = children(head, "dobj")
            if controlled and head.lemma_.lower() in _OBJECT_CONTROL:
                return controlled
        if is_verbal(head):
            found = agent(head) if is_passive(head) else children(head, "nsubj")
            if is_passive(head) and not found:
                found = children(head, "nsubjpass") if dep == "xcomp" else []
            if found:
                return _antecedents(found, head)
        elif head.pos_ in {"NOUN", "PROPN"} and dep in {"acl", "pcomp", "prep"}:
            owner = children(head, "poss")
            if owner:
                return owner
    return []


_OBJECT_CONTROL = frozenset(
    {"urge", "ask", "tell", "call", "press", "order", "force", "allow", "permit", "want", "require"}
    | {"encourage", "advise", "warn", "push", "persuade", "compel", "request", "expect", "invite"}
)


def objects(verb: Token) -> list[Token]:  # noqa: PLR0911 - a table of constructions
    """What is acted on: the object, or the subject of a passive, or the noun of a participle."""
    if is_passive(verb):
        own = children(verb, "nsubjpass") or children(verb, "nsubj")
        if own:
            return _antecedents(own, verb)
        if verb.dep_ in {"acl", "relcl"}:
            return [verb.head]
        if verb.dep_ == "xcomp" and is_verbal(verb.head):  # "the duties are to be collected"
            return children(verb.head, "nsubj", "nsubjpass")
        if verb.dep_ == "conj" and is_verbal(verb.head):
            return objects(verb.head)
        return [verb.head] if verb.dep_ == "amod" else children(verb, "dobj")
    own = children(verb, "dobj", "attr", "oprd", "dative")
    if own and own[0].lower_ in {"which", "that"} and verb.dep_ == "relcl":
        aside = own[0].lower_ == "which" and own[0].i and own[0].nbor(-1).text == ","
        return [verb.head, *_above(verb.head)] if aside else [verb.head]
    if not own and verb.dep_ == "relcl" and not children(verb, "nsubjpass"):
        return [verb.head]
    return own or _shared_object(verb)


def _above(noun: Token) -> list[Token]:
    """The nouns that a noun is part of: "the ban on exports of rice, which it had imposed" means the ban."""
    found = []
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep":
        prep = noun.head
        beside = [o for o in children(prep.head, "dobj") if o.i == prep.i - 1]  # "lifted the ban on exports"
        noun = beside[0] if beside else prep.head
        if noun.pos_ not in {"NOUN", "PROPN"}:
            break
        found.append(noun)
    return found


def _shared_object(verb: Token) -> list[Token]:
    """The object of "lift or ease the curbs": the object stands with the last verb."""
    return [o for c in children(verb, "conj") if is_verbal(c) for o in children(c, "dobj")][:1]


def prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    """(preposition, object) pairs below a token, "ahead of" and "as of" taken as one."""
    for prep in token.children:
        if prep.dep_ not in {"prep", "agent", "dative"} and prep.pos_ != "ADP":
            continue
        word = prep.lower_
        for child in prep.children:
            if child.dep_ in {"pobj", "pcomp"}:
                for each in conjuncts(child):
                    yield word, each
            elif child.dep_ == "prep":
                for each in children(child, "pobj", "pcomp"):
                    yield f"{word} {child.lower_}", each


def scope(token: Token, stop: frozenset[str] = CLAUSES) -> Iterator[Token]:
    """The tokens below one, without other clauses: its noun phrases and prepositions."""
    yield token
    for child in token.children:
        if child.dep_ in stop or (child.dep_ == "conj" and is_verbal(child)):
            continue
        yield from scope(child, stop)


def phrase(token: Token) -> tuple[Token, Token]:
    """First and last token of the noun phrase of a head: its modifiers and what it is of."""
    keep = list(phrase_tokens(token))
    return min(keep, key=lambda t: t.i), max(keep, key=lambda t: t.i)


_PHRASE = frozenset(
    {"det", "amod", "compound", "poss", "case", "nummod", "nmod", "advmod", "quantmod", "predet"}
)


def phrase_tokens(token: Token) -> Iterator[Token]:
    """The tokens of a noun phrase: head, modifiers, coordinated heads of what it is of."""
    yield token
    for child in token.children:
        if child.dep_ in _PHRASE:
            yield from phrase_tokens(child)
        elif child.dep_ == "prep" and child.lower_ in {"of", "against", "between", "for", "on", "from"}:
            inner = [c for c in child.children if c.dep_ == "pobj" and c.ent_type_ != "DATE"]
            if inner:
                yield child
                for each in conjuncts(inner[0]):
                    yield from phrase_tokens(each)


def clause(token: Token) -> Token:
    """The head of the finite or infinite clause a token stands in."""
    while token.head != token and not is_verbal(token):
        token = token.head
    return token


def mark(verb: Token) -> str:
    """The word that subordinates the clause: "before", "if", "since", or an empty string."""
    for child in verb.children:
        if child.dep_ in _MARKS and child.i < verb.i and child.lower_ in _SUBORDINATORS:
            return str(child.lower_)
    if verb.dep_ == "pcomp" and verb.head.lower_ in _SUBORDINATORS:
        return str(verb.head.lower_)
    return ""


_SUBORDINATORS = frozenset(
    {"if", "unless", "before", "after", "since", "until", "when", "once", "while", "whether", "because", "as"}
)
