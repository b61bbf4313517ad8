"""A text as tokens, each with the letter of its class, so that grammar is matched on letters."""

import re
from dataclasses import dataclass

from detente.reading.times.words import OTHER, words

_TOKEN = re.compile(
    r"""
    \n(?=[^\S\n]*(?:[A-Z“"‘•*–-]|\n|\Z))          # an end of a line that is not a wrapped line
  | \d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z?)?(?![\d-])
  | (?:\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})|\d{4}/\d{1,2}/\d{1,2}|\d{1,2}\.\d{1,2}\.(?:19|20)\d{2})(?![\d/])
  | \d{1,2}:\d{2}(?::\d{2})?(?![\d:])
  | \d+(?:st|nd|rd|th)\b
  | (?:1\d|20)\d0['’]?s\b | ['’`]?[2-9]0s\b
  | \d+(?:[.,]\d+)*
  | [aApP]\.\ ?[mM]\b\.? | ['’]s\b | ['’]ll\b
  | [QHqh][1-4]\b
  | [^\W\d_]+
  | [^\w\s]
    """,
    re.VERBOSE,
)
_OPEN = {
    "in",
    "of",
    "the",
    "since",
    "until",
    "by",
    "on",
    "and",
    "or",
    "to",
    "a",
    "an",
    "at",
    "for",
    "from",
    ",",
}
"""Words after which a line is wrapped, whatever it goes on with."""
_LAST_DAY = 31
_FIRST_YEAR, _LAST_YEAR = 1000, 2199


@dataclass(slots=True)
class Scan:
    """The tokens of a stretch of text: where they stand, what they say, the letters of their classes."""

    text: str
    spans: list[tuple[int, int]]
    words: list[str]
    codes: str

    def between(self, first: int, stop: int) -> str:
        """The text from token `first` to the one before `stop`."""
        return self.text[self.spans[first][0] : self.spans[stop - 1][1]]


def scan(text: str, start: int, end: int) -> Scan:
    """The tokens of `text[start:end]`; spans are offsets into the whole text."""
    codes = words().codes
    found = [(match[0], match.span()) for match in _TOKEN.finditer(text, start, end)]
    found = [pair for index, pair in enumerate(found) if pair[0] != "\n" or not _wrapped(text, found, index)]
    letters = [
        codes.get(word, OTHER) if not (word[0].isdigit() or word[-1] in "s1234\n") else _code(word)
        for word, _ in found
    ]
    return Scan(text, [span for _, span in found], [word for word, _ in found], "".join(letters))


def _wrapped(text: str, found: list[tuple[str, tuple[int, int]]], index: int) -> bool:
    """Whether the line goes on after its end: a small word that never ends one stands before."""
    if index == 0 or found[index - 1][0] not in _OPEN:
        return False
    after = found[index][1][1]
    return text[after : after + 1].strip() != ""


def _code(word: str) -> str:
    """The letter of a token that may be a number or a decade."""
    vocabulary = words()
    known = vocabulary.codes.get(word)
    if known:
        return known
    name = _form(word)
    return vocabulary.letters[name] if name else OTHER


def _form(word: str) -> str | None:  # noqa: PLR0911 -- one return a form of number
    if word == "\n":
        return "BREAK"
    if word[-1] == "s":
        return "DECADE" if any(c.isdecimal() for c in word) else None
    if len(word) == 2 and word[0] in "QHqh":  # noqa: PLR2004 -- letter and digit
        return "QTR"
    if word[-1].isalpha():
        return "ISO" if word[-1] == "Z" else "NTH"
    if ":" in word:
        return "ISO" if "-" in word else "CLOCK"
    if "-" in word:
        return "ISO"
    if "/" in word or (word.count(".") == 2 and len(word.rpartition(".")[2]) == 4):  # noqa: PLR2004 -- day.month.year
        return "SLASHED"
    if not (word.isascii() and word.isdigit()):
        return "DEC"
    return _number(word)


def _number(word: str) -> str:
    """Whether an integer can be the day of a month, a year or only a number."""
    if len(word) <= 2 and 1 <= int(word) <= _LAST_DAY:  # noqa: PLR2004 -- two digits
        return "DAY"
    if len(word) == 4 and _FIRST_YEAR <= int(word) <= _LAST_YEAR:  # noqa: PLR2004 -- four digits
        return "YEAR"
    return "INT"
