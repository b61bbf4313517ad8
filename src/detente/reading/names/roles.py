"""People named by their office and party alone: "the U.S. envoy", "Seoul's top trade negotiator"."""

from collections.abc import Iterable, Iterator, Sequence

from detente.model import Name
from detente.reading.blocks import Block
from detente.reading.names.marks import Marks
from detente.reading.names.offices import is_role
from detente.reading.names.phrases import country_before
from detente.reading.names.tokens import base
from detente.reading.names.words import words
from detente.reading.parsed import Token

_RANKS = frozenset({"top", "chief", "senior", "deputy", "vice", "new", "former", "current", "then", "acting"})
_REACH = 6


def mark_roles(blocks: Sequence[Block], marks: Marks) -> None:
    """Add names of kind role; one that fits a person of the article has that person's id.

    A definite one goes back to the last person who fits, else, as in a headline, on to the only one
    in the article; an indefinite one ("a U.S. official") is nobody by name.
    """
    for block in blocks:
        for token in block.doc:
            if not is_role(token) or marks.over(*block.at(token)) or _leads_to_person(block, token, marks):
                continue
            party = country_before(block, token, marks)
            if party is None or party.id is None or party.end > block.at(token).start:
                continue
            end = block.at(token).end
            text = block.doc.text[party.start - block.start : end - block.start]
            role = " ".join(t.lower_ for t in _own_words(block, token, party))
            person = None if _indefinite(block, party) else whom(token, party.id, marks, party.start, role)
            marks.add(Name(text, party.start, end, person, "role", role=role, acts_for=party.id))


def _own_words(block: Block, token: Token, party: Name) -> Iterator[Token]:
    for other in block.doc[max(0, token.i - _REACH) : token.i + 1]:
        if block.at(other).start >= party.end and other.tag_ != "POS" and other.is_alpha:
            yield other


def _leads_to_person(block: Block, token: Token, marks: Marks) -> bool:
    """Whether the office stands right before the name of the person who holds it."""
    for after in block.doc[token.i + 1 : token.i + 1 + _REACH]:
        over = marks.over(*block.at(after))
        if over and over[0].kind == "person":
            return True
        if not over and after.lower_ not in {"to", "of", "for", "the"} and after.pos_ != "PROPN":
            return False
    return False


def _indefinite(block: Block, party: Name) -> bool:
    before = block.between(party.start, party.end)
    if before is None or before.start == 0:
        return False
    return before.doc[before.start - 1].lower_ in {"a", "an", "another", "one", "any", "some", "senior"}


def whom(token: Token, party: str | None, marks: Iterable[Name], at: int, role: str) -> str | None:
    """The id of the person whom a definite office means, None where none or more than one fits."""
    people = [n for n in marks if n.kind == "person" and n.role and fits(base(token), role, n.role)]
    if party is not None:
        people = [
            n
            for n in people
            if n.acts_for == party or (n.acts_for or "").startswith(f"body:{party.lower()}/")
        ]
    before = [n for n in people if n.start < at]
    if before:
        return before[-1].id
    ids = {n.id for n in people}
    return ids.pop() if len(ids) == 1 else None


def fits(noun: str, mention: str, role: str) -> bool:
    """Whether a noun of office with its modifiers may speak again of a role.

    >>> fits("envoy", "envoy", "ambassador to Korea"), fits("minister", "trade minister", "foreign minister")
    (True, False)
    """
    lists = words()
    nouns = {w for w in role.lower().split() if w in lists.role}
    if noun not in nouns and not any(noun in group and nouns & group for group in lists.same_office):
        return False
    topics, other = _topics(mention), _topics(role.partition(" to ")[0])
    return not topics or not other or bool(topics & other)


def _topics(text: str) -> set[str]:
    return {
        w
        for w in text.lower().replace(",", " ").split()
        if w not in words().role | _RANKS | {"of", "and", "the", "for", "at"}
    }
