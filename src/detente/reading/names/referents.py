"""Whom a stretch of text means: the name that stands there, or the one an anaphor goes back to."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from detente.model import Name
from detente.reading.blocks import Block


def resolve(blocks: Sequence[Block], names: Sequence[Name]) -> Mapping[tuple[int, int], tuple[Name, ...]]:
    """Anaphors by their span: the names each goes back to (two for "both countries")."""
    del blocks, names
    return {}


class Referents:
    """The names of an article and what its anaphors mean, by place."""

    def __init__(self, blocks: Sequence[Block], names: Sequence[Name]) -> None:
        self._names = names
        self._anaphors = resolve(blocks, names)

    def all_of(self, start: int, end: int) -> tuple[Name, ...]:
        """The names a stretch stands for: a name over it, or what its anaphor means; may be empty."""
        for name in self._names:
            if name.start < end and start < name.end:
                return (name,)
        return next((m for (s, e), m in self._anaphors.items() if s < end and start < e), ())

    def of(self, start: int, end: int) -> Name | None:
        """The one name a stretch stands for, None where there is none or more than one."""
        found = self.all_of(start, end)
        return found[0] if len(found) == 1 else None

    def of_token(self, block: Block, token: Token) -> Name | None:
        """The one name a token stands for."""
        return self.of(*block.at(token))
