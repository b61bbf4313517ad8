"""The tokens of a match, for the one who reads them, and the draft of an expression."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from detente.reading.times.context import Context
from detente.reading.times.points import Point
from detente.reading.times.scan import Scan
from detente.reading.times.words import OTHER, Value, letters_of, words

VOID = "VOID"
"""The type of what looks like an expression, is none, and holds none."""


@dataclass(slots=True)
class Draft:
    """An expression found: its tokens, its TIMEX3 type, and how its value is reckoned."""

    start: int
    stop: int
    type: str
    resolve: Callable[[Context], Point | str]


class Piece:
    """The tokens that a pattern matched, `start` to before `stop`, for the one who reads them."""

    def __init__(self, scan: Scan, start: int, stop: int) -> None:
        self.scan = scan
        self.start = start
        self.stop = stop

    def at(self, name: str, after: int | None = None) -> int | None:
        """The first token of the class or union, from the place `after` on; None where there is none."""
        letters = letters_of(name)
        for index in range(self.start if after is None else after, self.stop):
            if self.scan.codes[index] in letters:
                return index
        return None

    def has(self, *names: str) -> bool:
        """Whether a token of one of the classes is there."""
        return any(self.at(name) is not None for name in names)

    def word(self, index: int) -> str:
        """A token in small letters; empty beyond the ends."""
        return self.scan.words[index].lower() if 0 <= index < len(self.scan.words) else ""

    def value(self, name: str) -> Value:
        """The value of the first token of the class, None where there is none."""
        index = self.at(name)
        return None if index is None else words().values.get(self.word(index))

    def integer(self, name: str) -> int | None:
        """The number that the first token of the class writes in digits or words."""
        index = self.at(name)
        if index is None:
            return None
        digits = re.match(r"\d+", self.word(index))
        found = int(digits[0]) if digits else words().values.get(self.word(index))
        return found if isinstance(found, int) else None

    def near(self, index: int, *names: str) -> bool:
        """Whether the token at a place (which may lie outside) is of one of the classes."""
        codes = self.scan.codes
        return 0 <= index < len(codes) and any(codes[index] in letters_of(name) for name in names)

    def titled(self) -> bool:
        """Whether it seems to be part of a name: a capital, after another capital of no list."""
        first = self.scan.words[self.start]
        before = self.scan.words[self.start - 1] if self.start else ""
        return first[0].isupper() and before[:1].isupper() and self.scan.codes[self.start - 1] == OTHER

    def touching(self, index: int) -> bool:
        """Whether the token and the next stand without a space between them."""
        return self.scan.spans[index][1] == self.scan.spans[index + 1][0]

    def void(self) -> Draft:
        """No expression, and none to be looked for inside: "37 years old"."""
        return Draft(self.start, self.stop, VOID, lambda _context: "")

    def draft(
        self,
        kind: str,
        resolve: Callable[[Context], Point | str] | Point | str,
        start: int | None = None,
        stop: int | None = None,
    ) -> Draft:
        """The expression, with a fixed value or one that is reckoned later."""
        how = resolve if callable(resolve) else (lambda _context: resolve)
        return Draft(self.start if start is None else start, self.stop if stop is None else stop, kind, how)
