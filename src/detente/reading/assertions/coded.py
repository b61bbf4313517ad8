"""What a trained model is told of a token, as rows of its weights: `Sighted.of` without its strings.

`Sighted` says what the features are, and is what training reads; here they are counted from what the tokens
of a sentence and of a clause share. tests/reading/assertions/test_coded.py holds the two equal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from zlib import crc32

from detente.reading.assertions.codes import code, raw
from detente.reading.assertions.features import WINDOW, Sighted, in_view
from detente.reading.assertions.scene import Scene
from detente.reading.assertions.tables import Table, tables
from detente.reading.assertions.tree import clause
from detente.reading.blocks import Block
from detente.reading.parsed import Span, Token

_MOST = 50_000
"""Words, and links of the parse, that are remembered."""

_STEPS = tuple(
    (step, code(f"{'<' if step < 0 else '>'}{abs(step)}:")) for step in range(-WINDOW, WINDOW + 1) if step
)


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of a token, `Sighted.words`, in the ways that features need them."""

    own: tuple[int, ...]
    """The rows that they have alone."""
    codes: tuple[int, ...]
    all: tuple[bytes, ...]
    told: tuple[bytes, ...]
    """Those told of a neighbour together with the token's own."""
    starts: tuple[int, ...]
    """The beginnings of features of a word and a neighbour, coded."""
    near: tuple[int, ...]
    """The rows that they have in the view of their clause."""


class Lexis:
    """What is the same of a word in every text: its rows in one table."""

    def __init__(self, table: Table) -> None:
        """Begin with no word known."""
        self.table, self.row = table, table.rows.get
        self._words: dict[tuple[str, ...], _Said] = {}
        self._links: dict[str, tuple[bytes, int, tuple[int, ...]]] = {}
        self._labels: dict[tuple[str, str, str], tuple[bytes, tuple[int, ...]]] = {}

    def rows(self, features: Iterable[str]) -> tuple[int, ...]:
        """The rows of some features; those that the table lacks have none."""
        return tuple(row for row in map(self.row, map(code, features)) if row is not None)

    def said(self, words: tuple[str, ...]) -> _Said:
        """The words of a token."""
        found = self._words.get(words)
        if found is None:
            if len(self._words) > _MOST:
                self._words.clear()
            found = self._words[words] = _Said(
                self.rows(words),
                tuple(code(word) for word in words),
                tuple(raw(word) for word in words),
                tuple(raw(word) for word in words if word[0] in "skc"),
                tuple(code(f"{word}&") for word in words if word[0] in "ws"),
                self.rows(f"near:{word}" for word in words if word[0] in "wsk"),
            )
        return found

    def link(self, name: str) -> tuple[bytes, int, tuple[int, ...]]:
        """A neighbour's name as it follows a word, the same coded, and the row of its being there."""
        found = self._links.get(name)
        if found is None:
            if len(self._links) > _MOST:
                self._links.clear()
            found = self._links[name] = (raw(f"{name}>"), code(f"{name}>"), self.rows([f"has:{name}"]))
        return found

    def labels(self, token: Token) -> tuple[bytes, tuple[int, ...]]:
        """A token's part of speech as it follows a word, and the rows of its labels."""
        key = (token.pos_, token.tag_, token.dep_)
        found = self._labels.get(key)
        if found is None:
            own = self.rows([f"pos={token.pos_}", f"tag={token.tag_}", f"dep={token.dep_}"])
            found = self._labels[key] = (raw(f"|{token.pos_}"), own)
        return found


class Coded:
    """One sentence, ready to be asked for the rows of its tokens' features."""

    def __init__(self, sight: Sighted, lexis: Lexis) -> None:
        """Look up what the tokens share."""
        self.sight, self.lexis = sight, lexis
        self._shared = frozenset(lexis.rows(("bias", *sight.shared)))
        self._said = {at: lexis.said(words) for at, words in sight.words.items()}
        self._window = {at: raw(word) for at, word in sight.lemmas.items()}
        self._clauses: dict[int, tuple[set[int], dict[int, set[int]], tuple[int, ...]]] = {}

    def of(self, token: Token) -> set[int]:
        """The rows of `Sighted.of`."""
        lexis, said, row = self.lexis, self._said, self.lexis.row
        here = said[token.i]
        bar, labels = lexis.labels(token)
        near, alone, modality = self._clause(clause(token))
        mine = alone.get(token.i)
        found = near - mine if mine else near.copy()
        codes = [crc32(bar, word) for word in here.codes]
        for name, each in self.sight.around(token):
            then, begun, there = lexis.link(name)
            found.update(there)
            other = said.get(each.i)
            if other is not None:
                codes += [crc32(word, begun) for word in other.all]
                if other.told:
                    for start in here.starts:
                        named = crc32(then, start)
                        codes += [crc32(word, named) for word in other.told]
        window = self._window
        for step, begun in _STEPS:
            word = window.get(token.i + step)
            if word is not None:
                codes.append(crc32(word, begun))
        found.update(self._shared, labels, here.own, modality)
        found.update([at for at in map(row, codes) if at is not None])
        return found

    def _clause(self, head: Token) -> tuple[set[int], dict[int, set[int]], tuple[int, ...]]:
        """Of a clause the rows of its words, those that only one token has, and those of how it is said."""
        known = self._clauses.get(head.i)
        if known is None:
            every: set[int] = set()
            alone: dict[int, set[int]] = {}
            owner: dict[int, int] = {}
            for token in head.subtree:
                said = self._said.get(token.i)
                if said is None or not in_view(token):
                    continue
                for row in said.near:
                    owner[row] = token.i if owner.get(row, token.i) == token.i else -1
                every.update(said.near)
            for row, at in owner.items():
                if at >= 0:
                    alone.setdefault(at, set()).add(row)
            known = (every, alone, self.lexis.rows(self.sight.modality(head)))
            self._clauses[head.i] = known
        return known


@cache
def lexis(question: str) -> Lexis:
    """The words as the table of a question knows them; KeyError where there is no such table."""
    return Lexis(tables()[question])


def sighted(scene: Scene, block: Block, sentence: Span) -> Sighted:
    """A sentence of the scene, looked at once."""
    found: Sighted | None = scene.sights.get((block.start, sentence.start))
    if found is None:
        found = scene.sights[block.start, sentence.start] = Sighted(scene, block, sentence)
    return found
