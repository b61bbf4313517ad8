"""Names of the lexicon in titles and abstracts."""

from collections.abc import Iterator

from detente.lexicon import Lexicon
from detente.reading.names.matcher import Hit, matcher

_GOODS = frozenset({"item", "item_group"})


def goods(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    """The goods and groups of goods named in a text, in its order."""
    return _hits(text, lexicon, _GOODS)


def countries(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    """The countries named in a text, in its order; a capital is a place."""
    return (hit for hit in _hits(text, lexicon, frozenset({"country"})) if hit.use in {"name", "demonym"})


def _hits(text: str, lexicon: Lexicon, kinds: frozenset[str]) -> Iterator[Hit]:
    for hit in matcher(lexicon).hits(text):
        entry = lexicon.get(hit.id)
        if entry is not None and entry.kind in kinds:
            yield hit
