"""Whom a stretch of text means: the name that stands there, or the one an anaphor goes back to.

Precision first: an anaphor that two names fit equally, or none within reach, means nobody.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from detente.lexicon import Lexicon
from detente.lexicon import lexicon as bundled
from detente.model import Name
from detente.reading.blocks import Block
from detente.reading.names.definites import Definites, noun_span
from detente.reading.names.discourse import History
from detente.reading.names.pronouns import Pronouns
from detente.reading.parsed import Token


def resolve(
    blocks: Sequence[Block], names: Sequence[Name], lexicon: Lexicon | None = None
) -> Mapping[tuple[int, int], tuple[Name, ...]]:
    """Anaphors by their span in the article: the names each goes back to (two for "both countries").

    The names are the antecedents as they stand elsewhere in the text, with their own spans.
    """
    history = History(blocks, names)
    pronouns, definites = Pronouns(history), Definites(history, names, lexicon or bundled())
    taken = Spans(names)
    found: dict[tuple[int, int], tuple[Name, ...]] = {}
    for place in history.places:
        block, token = place.block, place.token
        if taken.at(*block.at(token)) is not None:
            continue
        if token.pos_ in {"PRON", "DET"} and (meant := pronouns.of(place)):
            found[block.at(token)] = meant
        elif meant := definites.of(place):
            found[noun_span(block, token)] = meant
    return found


class Spans:
    """Names by place; a lookup is a binary search. None may overlap another."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._names = sorted(names, key=lambda n: n.start)
        self._starts = [n.start for n in self._names]

    def at(self, start: int, end: int) -> Name | None:
        """The last name that shares a character with the stretch, None where there is none."""
        index = bisect_right(self._starts, end - 1) - 1
        return self._names[index] if index >= 0 and self._names[index].end > start else None


class Referents:
    """The names of an article and what its anaphors mean, by place."""

    def __init__(
        self, blocks: Sequence[Block], names: Sequence[Name], lexicon: Lexicon | None = None
    ) -> None:
        self._names = Spans(names)
        self.anaphors = resolve(blocks, names, lexicon)
        """Spans of anaphors and what they mean; see `resolve`."""
        self._spans = sorted(self.anaphors)
        self._begins = [start for start, _ in self._spans]

    def all_of(self, start: int, end: int) -> tuple[Name, ...]:
        """The names a stretch stands for: the name over it, else what its anaphor means; may be empty.

        A name has its own span; the antecedent of an anaphor has that of where it was named.
        """
        if name := self._names.at(start, end):
            return (name,)
        index = bisect_right(self._begins, end - 1) - 1
        if index >= 0 and self._spans[index][1] > start:
            return self.anaphors[self._spans[index]]
        return ()

    def of(self, start: int, end: int) -> Name | None:
        """The one name a stretch stands for, None where there is none or more than one."""
        found = self.all_of(start, end)
        return found[0] if len(found) == 1 else None

    def of_token(self, block: Block, token: Token) -> Name | None:
        """The one name a token stands for."""
        return self.of(*block.at(token))

    def all_of_token(self, block: Block, token: Token) -> tuple[Name, ...]:
        """The names a token stands for: two for the noun of "both countries"."""
        return self.all_of(*block.at(token))
