"""Whether a capital stands for the government that sits there or for the city.

A city is where something happens ("in Seoul", "flew to Tokyo", "the Tokyo stock exchange", a
dateline); a government acts and is acted on ("between Seoul and Tokyo", "officials from Seoul",
"Seoul's decision"). Where the parse says neither, a government is meant: trade news names
capitals for their governments far more often.
"""

import re

from detente.reading.blocks import dateline_length
from detente.reading.names.words import words
from detente.reading.parsed import Span, Token

DATELINE = re.compile(
    r"(?P<city>[A-Z][A-Za-z.' ]{2,25}?)(?:, (?P<more>[A-Z][A-Za-z.]+(?: \d{1,2}(?:, \d{4})?)?))*"
    r"(?: ?\([A-Z][\w .&-]{1,30}\))? ?(?:--|—|–|-{1,2}) "
)
"""A city, further place or day, agency in brackets, and a dash, at the start of a paragraph."""


def dateline_end(text: str) -> int:
    """Where the dateline at the start of a paragraph ends; 0 where there is none.

    >>> dateline_end("SEOUL (Example News) - Officials said"), dateline_end("Seoul said so.")
    (23, 0)
    """
    match = DATELINE.match(text)
    return max(match.end() if match else 0, dateline_length(text))


def is_government(span: Span) -> bool:
    """Whether the capital in this span acts (or is acted on) rather than being a place."""
    token = span.root
    if span.start_char < dateline_end(span.doc.text):
        return False
    following = span.doc[span.end] if span.end < len(span.doc) else None
    if following is not None and _names_a_site(following, span):
        return False
    return _role(token, 0)


def _names_a_site(following: Token, span: Span) -> bool:
    """Whether what comes after makes the capital a place: "Tokyo-based", "Seoul, South Korea"."""
    doc, sites = span.doc, words().places["sites"]
    if following.text in {"-", "–"} and following.i + 1 < len(doc) and not following.whitespace_:
        return doc[following.i + 1].lemma_.lower() in {"based", "base"}
    if following.text == ",":
        after = doc[following.i + 1] if following.i + 1 < len(doc) else None
        return after is not None and after.ent_type_ == "GPE" and after.dep_ == "appos"
    head = span.root.head
    if span.root.dep_ in {"compound", "nmod", "amod", "poss", "nn"} and head.i > span.root.i:
        return head.lemma_.lower() in sites or following.lemma_.lower() in sites
    return following.pos_ in {"NOUN", "PROPN"} and following.lemma_.lower() in sites


def _role(token: Token, depth: int) -> bool:
    places, head = words().places, token.head
    if token.dep_ in {"conj", "appos"} and head is not token and depth < len(token.doc):
        return _role(head, depth + 1)
    if token.dep_ in {"pobj", "pcomp"} and head.pos_ in {"ADP", "SCONJ", "ADV", "PART"}:
        governor = head.head
        word = head.lower_
        if word in places["locative"]:
            return governor.lemma_.lower() in places["trust"]
        if word in places["directional"]:
            return governor.lemma_.lower() not in places["travel"]
        return True
    if token.dep_ in {"dobj", "nsubjpass"}:
        return head.lemma_.lower() not in places["visited"]
    return not (token.dep_ == "npadvmod" and head.pos_ == "VERB")
