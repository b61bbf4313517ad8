"""What a person is at the time, read off the words around the name.

"U.S. Ambassador to Korea Harry Harris", "Japan's trade minister, Hiroshige Seko", "Harry Harris,
the U.S. ambassador to Korea,".
"""

from dataclasses import dataclass

from detente.model import Name
from detente.reading.blocks import Block
from detente.reading.names.marks import Marks
from detente.reading.names.tokens import base, capitalised, plural, possessive
from detente.reading.names.words import words
from detente.reading.parsed import Doc, Span, Token

_REACH = 14
_LINKS = frozenset({"of", "to", "for", "and", "&", "-", "–", "at"})
_FIELDS = frozenset(
    {"affairs", "relations", "negotiations", "services", "issues", "operations", "resources", "sales"}
)
_PARTIES = frozenset({"country", "government", "body", "organisation", "company", "business_group"})


@dataclass(frozen=True, slots=True)
class Office:
    """A role in small letters ("ambassador to Korea") and the id of whom it speaks for."""

    role: str
    acts_for: str | None


def is_role(token: Token) -> bool:
    """Whether the token is a noun of office in the singular ("minister", "Amb.")."""
    if token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
        return False
    known = words().role
    return token.lower_ in known or (token.lemma_.lower() in known and not plural(token))


def office_of(block: Block, person: Span, marks: Marks) -> Office | None:
    """The office that stands before the name, or in an apposition before or after it."""
    doc = block.doc
    run = _run_before(doc, person.start)
    if run is None and person.start > 1 and doc[person.start - 1].text == ",":
        run = _role_phrase_before_comma(doc, person)
    run = run or _apposition_after(doc, person)
    return _office(block, run, marks) if run else None


def apposed(block: Block, name: Span, marks: Marks) -> bool:
    """Whether an apposition after the name says that it is a person of some office."""
    return not marks.over(*block.at(name)) and _apposition_after(block.doc, name) is not None


def _run_before(doc: Doc, stop: int) -> Span | None:
    """The words of office right before a name: capitalised ones all along where the title is."""
    at, titled = stop, False
    while at > 0 and stop - at < _REACH:
        token = doc[at - 1]
        if not _belongs(doc, at - 1, titled=titled):
            break
        titled = titled or (is_role(token) and capitalised(token))
        at -= 1
    while at < stop and doc[at].text.lower() in _LINKS | {",", "the"} | {"'s", "’s"}:
        at += 1
    run = doc[at:stop]
    return run if any(is_role(t) for t in run) else None


def _belongs(doc: Doc, at: int, *, titled: bool) -> bool:
    token = doc[at]
    if token.ent_type_ in {"DATE", "TIME", "PERSON"} and not is_role(token):
        return False
    if token.lower_ in _LINKS or possessive(token):
        return True
    if token.text == ",":
        # "Economy, Trade and Industry Minister": a comma between capitals, inside a title.
        return (
            titled
            and at > 0
            and capitalised(doc[at - 1])
            and doc[at - 1].pos_ == "PROPN"
            and at + 1 < len(doc)
            and capitalised(doc[at + 1])
            and not is_role(doc[at - 1])
        )
    if token.lower_ == "the":
        return at > 0 and doc[at - 1].lower_ in {"of", "to", "for"}
    if titled and not capitalised(token):
        return False
    return token.pos_ in {"PROPN", "NOUN", "ADJ"} and (
        token.pos_ == "PROPN" or not plural(token) or token.lower_ in _FIELDS
    )


def _role_phrase_before_comma(doc: Doc, person: Span) -> Span | None:
    head = person.root.head
    if person.root.dep_ != "appos" or not is_role(head) or head.i >= person.start:
        return None
    return doc[head.left_edge.i : person.start - 1]


def _apposition_after(doc: Doc, person: Span) -> Span | None:
    start = person.end
    if start + 1 >= len(doc) or doc[start].text not in {",", "("}:
        return None
    start += 1
    end = start
    while end < len(doc) and end - start < _REACH:
        token = doc[end]
        if token.text in {",", ")", ";"} or (
            token.pos_ in {"VERB", "AUX", "SCONJ", "PRON", "PUNCT"}
            and token.text != "-"
            and token.lower_ not in {"its", "their"}
        ):
            break
        end += 1
    run = doc[start:end]
    return run if any(_heads(t, run) for t in run) else None


def _heads(token: Token, run: Span) -> bool:
    """Whether a role noun is the head of an apposition: nothing or a preposition comes after it."""
    if not is_role(token):
        return False
    return token.i + 1 >= run.end or token.nbor().pos_ in {"ADP", "CCONJ", "PART", "ADV"}


def _office(block: Block, run: Span, marks: Marks) -> Office:
    """Role and party of a phrase of office: a party after "to" is whom one is sent to."""
    party: Name | None = None
    sent_to = False
    for token in run:
        sent_to = token.lower_ == "to" or (sent_to and token.lower_ == "the")
        over = marks.over(*block.at(token))
        if over and over[0].kind in _PARTIES and not sent_to and party is None:
            party = over[0]
    first = run.start
    while first < run.end - 1 and (
        run.doc[first].pos_ in {"DET", "PRON"}
        or possessive(run.doc[first])
        or (party and _inside(block, run.doc[first], party))
    ):
        first += 1
    noun = next((t.i for t in run if is_role(t)), run.end)
    role = "".join(_word(block, t, marks, noun) + t.whitespace_ for t in run.doc[first : run.end]).strip()
    return Office(" ".join(role.split()), party.acts_for or party.id if party else None)


def _inside(block: Block, token: Token, name: Name) -> bool:
    start, end = block.at(token)
    return name.start <= start and end <= name.end


def _word(block: Block, token: Token, marks: Marks, noun: int) -> str:
    """A word of an office in small letters, but for names in it and what comes after the noun."""
    text: str = token.text
    named = bool(marks.over(*block.at(token))) or (
        token.i > noun and token.ent_type_ in {"ORG", "GPE", "NORP"}
    )
    return text if named or (token.is_upper and base(token) != "i") else token.lower_
