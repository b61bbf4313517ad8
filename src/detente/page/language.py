"""The language of a text: by its script, then by its commonest words."""

import re
from collections import Counter
from functools import lru_cache
from typing import Final

from detente.model import Problem
from detente.page.data import table

_SCRIPTS: Final = (
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
)
_SAMPLE = 20_000
_FEWEST_HITS = 3
_SCRIPT_SHARE = 0.25
_JAPANESE_SHARE = 0.08
"""Kana among all letters: Japanese mixes them with Chinese characters."""


def language(text: str, declared: str | None = None) -> str | None:
    """The ISO 639-1 code of a text; what the page declares where the text does not tell.

    >>> language("The ministry said that it was to be approved by the end of the month.")
    'en'
    """
    sample = text[:_SAMPLE]
    letters = sum(c.isalpha() for c in sample)
    for code, script in _SCRIPTS:
        share = _JAPANESE_SHARE if code == "ja" else _SCRIPT_SHARE
        if letters and len(script.findall(sample)) > letters * share:
            return code
    hits = Counter[str]()
    for word, times in Counter(re.findall(r"[^\W\d_]+", sample.lower())).items():
        for code in _words().get(word, ()):
            hits[code] += times
    own = (declared or "").lower().partition("-")[0].partition("_")[0] or None
    if not hits or hits.most_common(1)[0][1] < _FEWEST_HITS:
        return own
    best, most = hits.most_common(1)[0]
    return own if own and (hits[own] == most or own not in table("languages")) else best


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, words in table("languages").items():
        for word in words:
            found[word] = (*found.get(word, ()), code)
    return found


def foreign(code: str | None) -> tuple[Problem, ...]:
    """The problem of a page that is not in English, if it is one."""
    if code in {None, "en"}:
        return ()
    message = f"the page is in {code!r}; assertions are read from English only"
    return (Problem("language-not-english", message),)
