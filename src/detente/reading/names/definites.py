"""What a definite noun goes back to: "the ministry", "the pact", "the envoy", "the materials"."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from detente.lexicon import Lexicon
from detente.model import Name
from detente.reading.blocks import Block
from detente.reading.names.discourse import History, Place
from detente.reading.names.offices import is_role
from detente.reading.names.pairs import pair, two_companies
from detente.reading.names.roles import fits
from detente.reading.names.tokens import base, plural
from detente.reading.names.words import words
from detente.reading.parsed import Token

_DEFINITE = frozenset({"the", "this", "that", "its", "their", "said"})
_FAR = 10_000
_NEAR = 4
_GOODS = frozenset(
    {"material", "item", "product", "good", "chemical", "metal", "mineral", "element", "commodity"}
)

_PLAIN: Mapping[str, tuple[Callable[[Name], bool], int]] = {
    "list": (lambda n: n.kind == "country_group", _NEAR),
    "government": (lambda n: n.kind == "government", 2),
    "country": (lambda n: n.kind in {"country", "government"}, 1),
    "bloc": (lambda n: n.id in {"EU", "body:asean", "body:mercosur"}, _FAR),
}
"""Nouns that need no name of their own to fit: what they go back to, and how many sentences."""


class Definites:
    """Resolves the definite nouns of one article."""

    def __init__(self, history: History, names: Sequence[Name], lexicon: Lexicon) -> None:
        self._history, self._names, self._lexicon = history, names, lexicon

    def of(self, place: Place) -> tuple[Name, ...]:
        """The names that the noun at this place goes back to, empty where it names nothing known."""
        token = place.token
        if token.pos_ not in {"NOUN", "PROPN"} or (token.dep_ == "compound" and token.head.i > token.i):
            return ()
        noun = base(token)
        return self._many(place, noun) if plural(token) else self._one(place, noun)

    def _many(self, place: Place, noun: str) -> tuple[Name, ...]:
        if noun in words().sides and two(place.token):
            return pair(self._history, place)
        if words().again.get(noun) == "company" and two(place.token):
            return two_companies(self._history, place)
        if noun in words().government:
            return self._of_parties(place)
        return self._goods(place, many=True) if noun in _GOODS and definite(place.token) else ()

    def _one(self, place: Place, noun: str) -> tuple[Name, ...]:
        if not definite(place.token):
            return ()
        if noun in _GOODS:
            return self._goods(place, many=False)
        return self._person(place, noun) if is_role(place.token) else self._again(place, noun)

    def _of_parties(self, place: Place) -> tuple[Name, ...]:
        """The governments in "officials from Seoul and Tokyo", "officials of the two countries"."""
        for prep in place.token.children:
            if prep.dep_ == "prep" and prep.lower_ in {"from", "of"}:
                ends = [place.block.at(t) for t in prep.subtree]
                start, end = ends[0].end, ends[-1].end
                return _row(n for n in self._names if start <= n.start < end)
        return ()

    def _person(self, place: Place, noun: str) -> tuple[Name, ...]:
        said = " ".join(t.lower_ for t in place.token.lefts if t.dep_ in {"compound", "amod", "nmod"})
        for mention in self._history.before(place, _FAR):
            name = mention.name
            if name.kind == "person" and name.role and fits(noun, f"{said} {noun}", name.role):
                return (name,)
        return ()

    def _goods(self, place: Place, *, many: bool) -> tuple[Name, ...]:
        before = [m for m in self._history.before(place, _NEAR) if m.name.kind in {"item", "item_group"}]
        if not before or _modifiers(place.token) - {"three", "two", "key", "controlled", "affected"}:
            return ()
        if not many:
            return (before[0].name,) if before[0].name.kind == "item" else ()
        groups = [m.name for m in before if m.name.kind == "item_group"]
        if groups:
            return (groups[0],)
        latest = [m.name for m in before if m.sentence == before[0].sentence]
        distinct = {n.id: n for n in reversed(latest)}
        return tuple(distinct.values()) if len(distinct) > 1 else ()

    def _again(self, place: Place, noun: str) -> tuple[Name, ...]:
        if noun in _PLAIN:
            fit, reach = _PLAIN[noun]
            return self._nearest(place, fit, reach)
        kind = words().again.get(noun)
        if kind is None:
            return ()
        own = _modifiers(place.token)
        reach = _NEAR if noun in {"deal", "group", "office", "case", "complaint"} else _FAR
        found = self._nearest(place, lambda n: n.kind == kind and self._called(n, noun, own), reach)
        if found or kind != "agreement" or list(place.token.rights):
            return found
        only = {n.id: n for n in self._names if n.kind == kind and self._called(n, noun, own)}
        return tuple(only.values()) if len(only) == 1 else ()

    def _nearest(self, place: Place, fit: Callable[[Name], bool], reach: int) -> tuple[Name, ...]:
        return next(((m.name,) for m in self._history.before(place, reach) if fit(m.name)), ())

    def _called(self, name: Name, noun: str, modifiers: set[str]) -> bool:
        """Whether the noun and its modifiers may be said of the name."""
        entry = self._lexicon.get(name.id)
        texts = (entry.name, *entry.names) if entry else (name.text, (name.id or "").replace("-", " "))
        said = {w for text in texts for w in text.lower().replace("-", " ").replace(":", " ").split()}
        if name.kind in {"body", "organisation"} and noun not in said:
            return False
        return modifiers <= said | {
            "bilateral",
            "landmark",
            "military",
            "same",
            "whole",
            "controversial",
            "key",
            "tech",
        }


def definite(token: Token) -> bool:
    """Whether the noun has a definite determiner."""
    return any(t.dep_ == "det" and t.lower_ in _DEFINITE for t in token.lefts)


def two(token: Token) -> bool:
    """Whether the noun is counted as two: "both countries", "the two neighbors"."""
    return any(
        t.lower_ in {"two", "both"} and not (t.i and t.nbor(-1).text == "-")  # "ninety-two nations"
        for t in token.lefts
    )


def _modifiers(token: Token) -> set[str]:
    return {
        t.lower_
        for t in token.lefts
        if t.dep_ in {"amod", "compound", "nmod", "nummod", "poss"} and t.is_alpha
    }


def _row(names: Iterable[Name]) -> tuple[Name, ...]:
    return tuple(n for n in names if n.kind in {"country", "government"})


def noun_span(block: Block, token: Token) -> tuple[int, int]:
    """The stretch of the article from the determiner to the noun."""
    left = min(
        (t for t in token.lefts if t.dep_ in {"det", "nummod", "amod", "compound", "predet"}),
        key=lambda t: t.i,
        default=token,
    )
    return block.at(left).start, block.at(token).end
