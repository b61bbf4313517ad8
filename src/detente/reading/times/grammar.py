"""The grammar of time expressions: patterns over classes of words, each with the one that reads it.

A pattern is a regular expression whose letters are names: `MON DOT? DAY` is a month, perhaps a
point, a day number. Names in capitals are classes or unions of words.toml, names in small letters
the macros below. Repeats are bounded, so that no text takes more than linear time. Of the rules
that match at a place the longest wins, then the first registered.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property

from detente.reading.times.piece import VOID, Draft, Piece
from detente.reading.times.scan import Scan
from detente.reading.times.words import letters_of

MACROS = {
    "mon": "(MONTH | MAY | MABBR DOT?)",
    "spelt": "((NUMS DASH?){0,5} BIG AND NUMS (DASH? NUM){0,3} | NUMS (DASH? NUMS){0,6})",
    "digits": "(DIGITS (DAY SLASH DAY)? | DEC)",
    "number": "(AN? (NUMS|MULTIPLE OF?|SPAN) NUMS{0,4} | digits | spelt) (AND AN HALF)?",
    "count": "(number ((TO|OR|DASH) number)?)",
    "about": "(APPROX | OVER (?!THE|THIS|THESE|DEICTIC|RECENT) | MORE THAN | AT LEAST | UP TO)",
    "edge": "(THE? EDGE OF | THE? NEARLY DASH?)",
    "sooner": "(EARLIER|LATER|EARLY|LATE)",
    "wd": "(WD DOT? COMMA?)",
    "daynum": "(DAY | NTH)",
    "zone": "(ZONE | OPEN ZONE (PLUS DAY)? CLOSE)",
}


Reader = Callable[[Piece], Sequence[Draft] | Draft | None]


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern over names as a regular expression over letters.

    Raises KeyError for a name that is neither class, union nor macro.
    """
    return re.compile(_expand(pattern))


def _expand(pattern: str) -> str:
    def name(match: re.Match[str]) -> str:
        found = match[0]
        return f"(?:{_expand(MACROS[found])})" if found[0].islower() else f"[{letters_of(found)}]"

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
