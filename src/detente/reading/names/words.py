"""The word lists of this package, read once from words.toml."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """Lemmas by what they do; see the comments in words.toml."""

    government: frozenset[str]
    government_singular: frozenset[str]
    business: frozenset[str]
    qualified_business: dict[str, frozenset[str]]
    collective_business: frozenset[str]
    role: frozenset[str]
    same_office: tuple[frozenset[str], ...]
    courtesy: frozenset[str]
    he: frozenset[str]
    she: frozenset[str]
    sides: frozenset[str]
    again: dict[str, str]
    heads: dict[str, frozenset[str]]
    places: dict[str, frozenset[str]]


def _frozen(value: Any) -> Any:  # noqa: ANN401 - a TOML value
    if isinstance(value, list):
        return tuple(map(_frozen, value)) if value and isinstance(value[0], list) else frozenset(value)
    if isinstance(value, dict):
        return {key: _frozen(inner) for key, inner in value.items()}
    return value


@lru_cache(maxsize=1)
def words() -> Words:
    """The word lists."""
    table = tomllib.loads(resources.files("detente.reading.names").joinpath("words.toml").read_text("utf-8"))
    return Words(**{key: _frozen(value) for key, value in table.items()})
