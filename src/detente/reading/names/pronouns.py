"""Whom a pronoun means: nearest compatible antecedent, subjects before others, else nobody."""

from collections.abc import Sequence
from itertools import pairwise

from detente.model import Name
from detente.reading.names.discourse import History, Mention, Place, leads, preferred
from detente.reading.names.words import words
from detente.reading.parsed import Token

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})

_REACH_PERSON = 4
_REACH_MANY = 2
_REACH_THING = 1
_THINGS = frozenset({"country", "government", "body", "organisation", "company"})
_MANY = frozenset({"business_group"})
_STATES = frozenset({"country", "government"})


class Pronouns:
    """Resolves the pronouns of one article, asked in their order; remembers who was called he, she or it."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._it: tuple[int, Name] | None = None
        self._gender: dict[str, frozenset[str]] = {}

    def of(self, place: Place) -> tuple[Name, ...]:
        """The names a token means; empty for one that is no pronoun or means nobody known."""
        word = place.token.lower_
        if word in HE | SHE:
            return self._person(place, HE if word in HE else SHE)
        if word in THEY:
            return self._many(place)
        if word in IT and not _pleonastic(place.token):
            return self._thing(place)
        return ()

    def _person(self, place: Place, gender: frozenset[str]) -> tuple[Name, ...]:
        fitting = [
            m
            for m in self._history.before(place, _REACH_PERSON)
            if m.name.kind in {"person", "role"} and self._may_be(m.name, gender)
        ]
        found = preferred(fitting, place.sentence)
        if found is None:
            return ()
        if found.name.id:
            self._gender.setdefault(found.name.id, gender)
        return (found.name,)

    def _may_be(self, name: Name, gender: frozenset[str]) -> bool:
        known = self._gender.get(name.id or "")
        told = set((name.role or "").lower().split())
        if (gender is HE and told & words().she) or (gender is SHE and told & words().he):
            return False
        return known is None or known is gender

    def _many(self, place: Place) -> tuple[Name, ...]:
        before = list(self._history.before(place, _REACH_MANY))
        speaker = [m for m in before if m.sentence == place.sentence and m.subject and _collective(m)]
        groups = [m for m in before if m.name.kind in _MANY or _plural_government(m) or m in speaker]
        if place.token.dep_ in {"dobj", "pobj", "iobj", "dative"}:
            # What a verb does, its subject does to others: "Korean makers asked them".
            groups = [m for m in groups if not (m.subject and m.sentence == place.sentence)]
        found = preferred(groups, place.sentence)
        here = {m.name.id for m in before if m.sentence == place.sentence and m.name.kind in _STATES}
        if len(here) > 1 and (found is None or found.sentence < place.sentence):
            # The countries of the sentence are likelier than companies of another one: not decided.
            found = None
        joint = _joint_subject(before, place)
        if joint and (found is None or found.sentence < joint[0].sentence):
            return tuple(m.name for m in joint)
        return (found.name,) if found else ()

    def _thing(self, place: Place) -> tuple[Name, ...]:
        found = self._thing_named(place)
        if found and leads(place.token):
            self._it = (place.sentence, found[0])
        return found

    def _thing_named(self, place: Place) -> tuple[Name, ...]:
        subjects = [
            m
            for m in self._history.before(place, _REACH_THING)
            if m.name.kind in _THINGS and m.subject and not _plural_government(m)
        ]
        if own := [m for m in subjects if m.sentence == place.sentence]:
            return (own[0].name,)
        # From another sentence only for the subject of the main clause: "It will review them".
        if not leads(place.token) and place.token.dep_ != "poss":
            return ()
        if self._it and self._it[0] == place.sentence - 1:
            return (self._it[1],)  # "It says that Korea had a favour. It has also begun to ..."
        main = [m for m in subjects if m.main]
        return ((main or subjects)[0].name,) if subjects else ()


def _plural_government(mention: Mention) -> bool:
    text = mention.name.text
    return mention.name.kind == "government" and text.lower().endswith(
        ("officials", "authorities", "negotiators", "lawmakers")
    )


def _collective(mention: Mention) -> bool:
    """A body of many people: "the delegation said they would stay"."""
    return mention.name.kind in {"government", "body", "organisation", "company"}


def _joint_subject(before: Sequence[Mention], place: Place) -> tuple[Mention, ...]:
    """Two names joined by "and" that are the subject of this sentence or the one before."""
    for second, first in pairwise(before):
        if second.sentence < place.sentence - 1:
            return ()
        if first.subject and second.subject and second.gap and second.gap.strip() == "and":
            return (first, second)
    return ()


def _pleonastic(token: Token) -> bool:
    """Whether "it" stands for nothing: "it is clear that", "it rained", "it seems"."""
    if token.dep_ == "expl":
        return True
    head = token.head
    if token.dep_ not in {"nsubj", "nsubjpass"} or token.lower_ != "it":
        return False
    if head.lemma_ in {"seem", "appear", "rain", "snow", "happen", "matter", "take"}:
        return True
    clausal = any(
        c.dep_ in {"ccomp", "csubj", "xcomp", "advcl", "acl"} and c.i > head.i for c in head.children
    )
    return head.lemma_ == "be" and (
        clausal or (any(c.dep_ in {"acomp", "attr"} for c in head.children) and _clause_after(head))
    )


def _clause_after(head: Token) -> bool:
    return any(
        t.dep_ in {"mark", "aux"} and t.lower_ in {"that", "to", "whether", "for"} and t.i > head.i
        for t in head.subtree
    )
