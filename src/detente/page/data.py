"""The word lists of this room, read once from the TOML files beside it."""

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any


@lru_cache(maxsize=8)
def table(name: str) -> dict[str, Any]:
    """The parsed TOML file `name`.toml of this package."""
    return tomllib.loads((resources.files("detente.page") / f"{name}.toml").read_text("utf-8"))


@lru_cache(maxsize=32)
def whole(key: str) -> re.Pattern[str]:
    """A pattern that matches where a whole text is one of the words of `words.toml` under `key`."""
    return re.compile(rf"(?:{'|'.join(table('words')[key])})", re.IGNORECASE)


@lru_cache(maxsize=32)
def start(key: str) -> re.Pattern[str]:
    """A pattern that matches where a text begins with one of the words under `key`."""
    return re.compile(rf"\s*(?:{'|'.join(table('words')[key])})", re.IGNORECASE)
