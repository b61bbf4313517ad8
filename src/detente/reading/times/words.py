"""The words of time expressions, as one letter a class (words.toml holds them)."""

import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple

Value = int | str | None

NUMERIC = ("DAY", "YEAR", "INT", "DEC", "NTH", "DECADE", "CLOCK", "ISO", "SLASHED", "QTR", "BREAK")
"""Classes of tokens that are told by their form, not from a list."""

OTHER = "."
"""The letter of every word that means no time."""


class Words(NamedTuple):
    """The vocabulary: `letters` of the classes, `codes` and `values` of each written form."""

    letters: dict[str, str]
    codes: dict[str, str]
    values: dict[str, Value]
    unions: dict[str, list[str]]
    zones: dict[str, str]


@cache
def words() -> Words:
    """The bundled vocabulary, read once.

    `codes` is keyed by the form as it is written (lower, capitalised and in capitals; the lower
    one only for classes that need no capital); `values` by the lower form.
    """
    source = resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    table = tomllib.loads(source)
    valued: dict[str, dict[str, Value]] = table["values"]
    plain: dict[str, list[str]] = table["words"]
    classes = [*NUMERIC, *valued, *plain]
    letters = {name: chr(0x100 + index) for index, name in enumerate(classes)}
    codes: dict[str, str] = {}
    values: dict[str, Value] = {}
    for name in [*valued, *plain]:
        for word in valued.get(name) or plain[name]:
            values.setdefault(word, valued[name][word] if name in valued else None)
            for form in _forms(word, capital=name in table["capitalised"]):
                codes.setdefault(form, letters[name])
    return Words(letters, codes, values, table["unions"], table["zones"])


def _forms(word: str, *, capital: bool) -> tuple[str, ...]:
    forms = (word.capitalize(), word.upper())
    return forms if capital else (word, *forms)


@cache
def letters_of(name: str) -> str:
    """The letters of a class, or of all classes of a union.

    Raises KeyError for a name that is neither.
    """
    vocabulary = words()
    return "".join(vocabulary.letters[part] for part in vocabulary.unions.get(name, [name]))
