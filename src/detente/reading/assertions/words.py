"""Word classes and words of modality that frames and the engine use: frames/words.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from detente.model import Status


@dataclass(frozen=True, slots=True)
class WordClass:
    """Which heads of a noun phrase belong: by word, by word beside another, or by kind of name."""

    words: frozenset[str]
    weak: frozenset[str]
    beside: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """All of words.toml."""

    classes: dict[str, WordClass]
    modal: dict[str, str]
    governs: dict[str, Status]
    light: frozenset[str]
    speech: frozenset[str]
    numbers: dict[str, int]
    ordinals: dict[str, int]

    def number(self, text: str) -> int | None:
        """The integer a word or a numeral means, or None."""
        plain = text.casefold().replace(",", "")
        if plain.isdecimal() and plain.isascii():
            return int(plain)
        return self.numbers.get(plain)

    def ordinal(self, text: str) -> int | None:
        """The place an ordinal means ("second", "2nd"), or None."""
        plain = text.casefold()
        match = re.fullmatch(r"([0-9]{1,4})(?:st|nd|rd|th)", plain)
        return int(match[1]) if match else self.ordinals.get(plain)


def _class(row: dict[str, Any]) -> WordClass:
    return WordClass(*(frozenset(row.get(key, ())) for key in ("words", "weak", "beside", "names")))


@cache
def words() -> Words:
    """The bundled words, read once."""
    data = tomllib.loads((resources.files("detente.lexicon") / "frames" / "words.toml").read_text("utf-8"))
    return Words(
        classes={name: _class(row) for name, row in data["class"].items()},
        modal={word: name for name, row in data["modal"].items() for word in row},
        governs={word: Status(name) for name, row in data["governs"].items() for word in row},
        light=frozenset(data["light"]["verbs"]),
        speech=frozenset(data["speech"]["verbs"]),
        numbers=data["number"],
        ordinals=data["ordinal"],
    )
