"""What a definite noun goes back to: "the ministry", "the pact", "the envoy", "the materials"."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

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
_NEUTRAL = frozenset({"bilateral", "landmark", "military", "same", "whole", "controversial", "key", "tech"})
"""Modifiers that any name may have."""
_NEAR = 4
_GOODS = frozenset(
    {"material", "item", "product", "good", "chemical", "metal", "mineral", "element", "commodity"}
)

_BLOCS = frozenset({"EU", "body:asean", "body:mercosur"})
_PLAIN: Mapping[str, tuple[Callable[[Name], bool], int]] = {
    "list": (lambda n: n.kind == "country_group", _NEAR),
    "government": (lambda n: n.kind == "government", 2),
    "country": (lambda n: n.kind in {"country", "government"}, 1),
}
"""Nouns that need no name of their own to fit: what they go back to, and how many sentences."""


class Definites:
    """Resolves the definite nouns of one article."""

    def __init__(self, history: History, names: Sequence[Name], lexicon: Lexicon) -> None:
        self._history, self._names, self._lexicon = history, names, lexicon
        self._said: dict[tuple[str | None, str], frozenset[str]] = {}
        self._only: dict[tuple[str, frozenset[str]], tuple[Name, ...]] = {}
        self._fits: dict[tuple[str, str], list[str]] = {}

    @cached_property
    def _worded(self) -> dict[tuple[str, str | None], list[int]]:
        """The mentions by kind and by each of their words (None: by kind alone)."""
        rows: dict[tuple[str, str | None], list[int]] = defaultdict(list)
        kinds = set(words().again.values())
        for at, name in enumerate(m.name for m in self._history.mentions):
            if name.kind in kinds:
                for word in (None, *self._words(name)):
                    rows[name.kind, word].append(at)
        return rows

    @cached_property
    def _roles(self) -> dict[str, list[int]]:
        """The mentions of persons by what they are."""
        rows: dict[str, list[int]] = defaultdict(list)
        for at, name in enumerate(m.name for m in self._history.mentions):
            if name.kind == "person" and name.role:
                rows[name.role].append(at)
        return rows

    @cached_property
    def _blocs(self) -> list[int]:
        return [at for at, m in enumerate(self._history.mentions) if m.name.id in _BLOCS]

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
        key = (noun, f"{said} {noun}")
        if key not in self._fits:
            self._fits[key] = [role for role in self._roles if fits(*key, role)]
        stop = self._history.until(place)
        last = [_last(self._roles[role], stop) for role in self._fits[key]]
        return self._within(place, max(last, default=-1), _FAR)

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
        if noun == "bloc":
            return self._within(place, _last(self._blocs, self._history.until(place)), _FAR)
        kind = words().again.get(noun)
        if kind is None:
            return ()
        own = _modifiers(place.token)
        reach = _NEAR if noun in {"deal", "group", "office", "case", "complaint"} else _FAR
        needed = frozenset(own - _NEUTRAL | ({noun} if kind in {"body", "organisation"} else set()))
        found = self._within(place, self._latest(kind, needed, self._history.until(place)), reach)
        if found or kind != "agreement" or list(place.token.rights):
            return found
        return self._sole(kind, needed)

    def _latest(self, kind: str, needed: frozenset[str], stop: int) -> int:
        """The last of so many mentions that is of a kind and has all these words, -1 where none has."""
        rows = [self._worded.get((kind, word), []) for word in needed or (None,)]
        row = min(rows, key=len)
        for at in range(bisect_left(row, stop) - 1, -1, -1):
            if needed <= self._words(self._history.mentions[row[at]].name):
                return row[at]
        return -1

    def _sole(self, kind: str, needed: frozenset[str]) -> tuple[Name, ...]:
        """The one of a kind in the whole article, also further on, that has all these words."""
        key = (kind, needed)
        if key not in self._only:
            only = {n.id: n for n in self._names if n.kind == kind and needed <= self._words(n)}
            self._only[key] = tuple(only.values()) if len(only) == 1 else ()
        return self._only[key]

    def _within(self, place: Place, at: int, reach: int) -> tuple[Name, ...]:
        """The name of a mention if it is at most so many sentences back."""
        if at < 0 or self._history.mentions[at].sentence < place.sentence - reach:
            return ()
        return (self._history.mentions[at].name,)

    def _nearest(self, place: Place, fit: Callable[[Name], bool], reach: int) -> tuple[Name, ...]:
        return next(((m.name,) for m in self._history.before(place, reach) if fit(m.name)), ())

    def _words(self, name: Name) -> frozenset[str]:
        """The words that a name and its other names have: a noun and its modifiers may repeat them."""
        key = (name.id, name.text)
        if key not in self._said:
            entry = self._lexicon.get(name.id)
            texts = (entry.name, *entry.names) if entry else (name.text, (name.id or "").replace("-", " "))
            said = (text.lower().replace("-", " ").replace(":", " ").split() for text in texts)
            self._said[key] = frozenset(word for words_ in said for word in words_)
        return self._said[key]


def _last(row: Sequence[int], stop: int) -> int:
    """The last number of a row below another, -1 where there is none."""
    at = bisect_left(row, stop) - 1
    return row[at] if at >= 0 else -1


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
