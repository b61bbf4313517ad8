"""The grammar of time expressions: patterns over classes of words, each with the one that reads it.

A pattern is a regular expression whose letters are names: `MON DOT? DAY` is a month, perhaps a
point, a day number. Names in capitals are classes or unions of words.toml, names in small letters
the macros below. Of the rules that match at a place the longest wins, then the first written.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from detente.reading.times.context import Context
from detente.reading.times.points import Point
from detente.reading.times.scan import Scan
from detente.reading.times.words import Value, words

MACROS = {
    "spelt": "NUM (DASH? NUM | AND NUM)*",
    "number": "(AN? (NUM|MULTIPLE OF?|SPAN) NUM* | DIGITS (DAY SLASH DAY)? | DEC | spelt) (AND AN HALF)?",
    "count": "(number ((TO|OR|DASH) number)?)",
    "about": "(APPROX | OVER (?!THE|THIS|THESE|DEICTIC|RECENT) | MORE THAN | AT LEAST | UP TO)",
    "edge": "(THE? EDGE OF | THE? NEARLY DASH?)",
    "sooner": "(EARLIER|LATER|EARLY|LATE)",
    "wd": "(WD DOT? COMMA?)",
    "daynum": "(DAY | NTH)",
    "zone": "(ZONE | OPEN ZONE (PLUS DAY)? CLOSE)",
}


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
        letters = _letters(name)
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
        return 0 <= index < len(codes) and any(codes[index] in _letters(name) for name in names)

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


Reader = Callable[[Piece], Sequence[Draft] | Draft | None]


@cache
def _letters(name: str) -> str:
    vocabulary = words()
    names = vocabulary.unions.get(name, [name])
    return "".join(vocabulary.letters[part] for part in names)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern over names as a regular expression over letters.

    Raises KeyError for a name that is neither class, union nor macro.
    """
    return re.compile(_expand(pattern))


def _expand(pattern: str) -> str:
    def name(match: re.Match[str]) -> str:
        found = match[0]
        return f"(?:{_expand(MACROS[found])})" if found[0].islower() else f"[{_letters(found)}]"

    return re.sub(r"[A-Za-z][A-Za-z0-9]*", name, re.sub(r"\((?!\?)", "(?:", pattern)).replace(" ", "")


class Rules:
    """Patterns and their readers, in the order of preference."""

    def __init__(self) -> None:
        self.found: list[tuple[str, Reader]] = []

    def __call__(self, *patterns: str) -> Callable[[Reader], Reader]:
        """Register the function below as the reader of these patterns."""

        def register(reader: Reader) -> Reader:
            self.found.extend((pattern, reader) for pattern in patterns)
            return reader

        return register

    @cached_property
    def anything(self) -> re.Pattern[str]:
        """Matches where some rule does: one pass of the regular expression engine."""
        return re.compile("|".join(_expand(f"({pattern})") for pattern, _ in self.found))

    def drafts(self, scan: Scan) -> Iterator[Draft]:
        """The expressions of a stretch of text in their order, none overlapping."""
        place = 0
        while match := self.anything.search(scan.codes, place):
            start = match.start()
            found = self._best(scan, start)
            yield from (draft for draft in found if draft.type != VOID)
            place = max((draft.stop for draft in found), default=start + 1)

    def _best(self, scan: Scan, start: int) -> Sequence[Draft]:
        matches = [
            (match.end(), reader)
            for pattern, reader in self.found
            if (match := compiled(pattern).match(scan.codes, start))
        ]
        for stop, reader in sorted(matches, key=lambda pair: -pair[0]):
            found = reader(Piece(scan, start, stop))
            if found:
                return [found] if isinstance(found, Draft) else found
        return ()


rule = Rules()
"""The rules of this package; the modules that read register themselves here."""
