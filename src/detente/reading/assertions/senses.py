"""Senses of words, as the trained model is told them: lexicon/trained/senses.toml."""

import tomllib
from functools import cache
from importlib import resources


@cache
def _table() -> dict[str, tuple[str, ...]]:
    rows = tomllib.loads((resources.files("detente.lexicon") / "trained" / "senses.toml").read_text("utf-8"))
    found: dict[str, list[str]] = {}
    for sense, words in rows.items():
        for word in words:
            if sense not in found.setdefault(word, []):
                found[word].append(sense)
    return {word: tuple(row) for word, row in found.items()}


def senses(lemma: str, lower: str) -> tuple[str, ...]:
    """The senses of a word by its lemma, else by its form in small letters; none of an unknown one."""
    table = _table()
    return table.get(lemma.lower(), ()) or table.get(lower, ())
