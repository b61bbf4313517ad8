"""The cue words, read once from `cues.toml` beside this file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Cues:
    """Lemmas of reporting verbs by the frame they take, and the nouns that speak or carry speech."""

    say: frozenset[str]
    think: frozenset[str]
    show: frozenset[str]
    quote: frozenset[str]
    infinitive: frozenset[str]
    predicate: Mapping[str, frozenset[str]]
    about: Mapping[str, frozenset[str]]
    object: frozenset[str]
    statement: frozenset[str]
    claim: frozenset[str]
    document: frozenset[str]
    anonymous: frozenset[str]
    spokes: frozenset[str]

    @property
    def clause(self) -> frozenset[str]:
        """Every verb that takes a clause as the thing said."""
        return self.say | self.think | self.show


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _prepositions(table: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return {verb: _words(prepositions) for verb, prepositions in table.items()}


@cache
def cues() -> Cues:
    """The cue words of this process."""
    data = tomllib.loads((resources.files(__package__) / "cues.toml").read_text("utf-8"))
    return Cues(
        say=_words(data["clause"]["say"]),
        think=_words(data["clause"]["think"]),
        show=_words(data["clause"]["show"]),
        quote=_words(data["clause"]["quote"]),
        infinitive=_words(data["infinitive"]["verbs"]),
        predicate=_prepositions(data["predicate"]),
        about=_prepositions(data["about"]),
        object=_words(data["object"]["verbs"]),
        statement=_words(data["nouns"]["statement"]),
        claim=_words(data["nouns"]["claim"]),
        document=_words(data["nouns"]["document"]),
        anonymous=_words(data["anonymous"]["nouns"]),
        spokes=_words(data["anonymous"]["spokes"]),
    )
