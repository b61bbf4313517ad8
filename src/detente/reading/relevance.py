"""The gate: whether a story may be about a trade dispute, told from its words alone.

It stands before everything that costs: one pass over the text for terms and one for parties, no
parse. It is made to let through, not to judge: a story that it skips is lost, one that it keeps
costs a reading. Terms, weights and thresholds are data in `relevance.toml`.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from ahocorasick_rs import AhoCorasick

from detente.lexicon import Lexicon
from detente.lexicon import lexicon as bundled

_ABBREVIATION = 4
"""Names of so few characters are matched in capitals only: "US" is a country, "us" is none."""


@dataclass(frozen=True, slots=True)
class Relevance:
    """What the gate saw: the sum of the weights of the terms, the parties by id, the number of words."""

    score: int
    parties: frozenset[str]
    terms: frozenset[str]
    words: int


@dataclass(frozen=True, slots=True)
class Rules:
    """Terms (lower case, matched at the beginning of a word) with weights, and when a story is kept.

    `topic` is the weight of an agreement, case or list that the lexicon knows. A story is kept when
    the weights of its terms add up to `threshold` (a text of at most `short` words: to
    `threshold_short`) and it names `parties` parties or more, or when they add up to `alone`.
    """

    terms: Mapping[str, int]
    threshold: int
    threshold_short: int
    short: int
    parties: int
    alone: int
    topic: int


def rules() -> Rules:
    """The bundled rules."""
    table = tomllib.loads((resources.files("detente.reading") / "relevance.toml").read_text("utf-8"))
    groups = table.pop("terms")
    return Rules({word: group["weight"] for group in groups for word in group["words"]}, **table)


def party_names(lexicon: Lexicon) -> dict[str, str]:
    """Every name, demonym and metonym of a country or international body, to its id."""
    found: dict[str, str] = {}
    for entry in lexicon.entries.values():
        if entry.kind == "country":
            for name in (
                entry.name,
                *entry.names,
                *entry.demonyms,
                *entry.metonyms,
                *entry.terms.get("seats", ()),
            ):
                found.setdefault(name, entry.id)
    return found


def topics(lexicon: Lexicon) -> set[str]:
    """The names of agreements, cases and lists of countries, in lower case."""
    kinds = {"agreement", "case", "country_group"}
    found = (entry for entry in lexicon.entries.values() if entry.kind in kinds)
    return {name.lower() for entry in found for name in (entry.name, *entry.names)}


class Gate:
    """The gate for one lexicon and one set of rules; build once, ask often."""

    def __init__(self, lexicon: Lexicon, by: Rules) -> None:
        self.rules = by
        names = party_names(lexicon)
        self._weights = {**dict.fromkeys(topics(lexicon), by.topic), **by.terms}
        self._terms = list(self._weights)
        self._loose = {name.lower(): id_ for name, id_ in names.items() if len(name) >= _ABBREVIATION}
        self._strict = {name: id_ for name, id_ in names.items() if len(name) < _ABBREVIATION}
        self._ids = [*self._loose.values()]
        self._abbreviated = list(self._strict.values())
        self._low = AhoCorasick([*self._terms, *self._loose])
        self._high = AhoCorasick(list(self._strict))

    def look(self, text: str) -> Relevance:
        """The terms and parties of a text."""
        text = " ".join(text.split())
        low = f" {text.lower()} "
        seen: set[str] = set()
        parties: set[str] = set()
        for number, start, end in self._low.find_matches_as_indexes(low, overlapping=True):
            if low[start - 1].isalnum():
                continue
            if number < len(self._terms):
                seen.add(self._terms[number])
            elif not low[end].isalnum():
                parties.add(self._ids[number - len(self._terms)])
        high = f" {text} "
        for number, start, end in self._high.find_matches_as_indexes(high, overlapping=True):
            if not high[start - 1].isalnum() and not high[end].isalnum():
                parties.add(self._abbreviated[number])
        score = sum(self._weights[term] for term in seen)
        return Relevance(score, frozenset(parties), frozenset(seen), text.count(" ") + 1)

    def keeps(self, text: str) -> bool:
        """Whether a story is worth reading for disputes."""
        return kept(self.look(text), self.rules)


def kept(seen: Relevance, by: Rules) -> bool:
    """Whether what was seen in a story is enough."""
    enough = by.threshold_short if seen.words <= by.short else by.threshold
    return seen.score >= by.alone or (seen.score >= enough and len(seen.parties) >= by.parties)


@lru_cache(maxsize=1)
def gate() -> Gate:
    """The bundled gate, built once."""
    return Gate(bundled(), rules())


def may_be_dispute(parts: Iterable[str]) -> bool:
    """Whether a story, given as its title, deck and text, may be about a trade dispute."""
    return gate().keeps("\n".join(part for part in parts if part))
