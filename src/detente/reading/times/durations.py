"""Lengths of time: "90 days", "the past three years", "half an hour", "decades-long"."""

import re

from detente.reading.times.grammar import rule
from detente.reading.times.lengths import amount, quantity, unit_of
from detente.reading.times.piece import Draft, Piece
from detente.reading.times.words import words

_RATE = re.compile(r"[\d%$€£¥]")


_DET = "((THE|THIS|THESE|THOSE)? (LAST|PAST|NEXT|COMING|PREVIOUS|FOLLOWING|ORD|LATEST|RECENT))"


@rule(
    f"about? {_DET}? count (MORE|TRADING|FISCAL){{0,3}} DASH? UNITA (AND AN HALF)?",
    "THE NUMS (TRADING|FISCAL)? UNITA",
    f"about? {_DET}? count SECOND",
    "THE? SPAN UNITP OR UNITP",
)
def read_length(piece: Piece) -> Draft | None:
    """A counted length: "90 days", "nearly two years", "the past three months", "a five-year"."""
    start = piece.start
    if _is_age(piece) or _is_title(piece) or (piece.has("QUARTERS") and piece.has("DASH")):
        return piece.void()  # the last a fraction: "three-quarters"
    if piece.has("SECOND") and not piece.near(piece.stop - 2, "DASH", "NUMS", "DIGITS"):
        return None
    if (
        piece.near(start, "AN", "THE")
        and piece.near(piece.stop - 1, "UNIT", "QUARTER", "SECOND")
        and not piece.has("LAST", "PAST", "NEXT")
    ):
        start += 1  # it describes what follows: "a [four-day] rally"
    unit, count = unit_of(piece), quantity(piece)
    value = amount("X" if count is None else count, unit)
    return piece.draft("DURATION", f"P{value}", start)


def _is_age(piece: Piece) -> bool:
    """Whether it says how old somebody is: "44-year-old", "37 years old"."""
    return piece.word(piece.stop) == "old" or (
        piece.near(piece.stop, "DASH") and piece.word(piece.stop + 1) == "old"
    )


def _is_title(piece: Piece) -> bool:
    """Whether it is a name, such as of a programme: figures and a capital."""
    unit = piece.scan.words[piece.stop - 1]
    return unit[0].isupper() and not unit.isupper() and piece.near(piece.stop - 2, "DIGITS")


@rule("BETWEEN number AND number DASH? UNITA")
def read_lengths(piece: Piece) -> list[Draft]:
    """Two lengths with one unit: "between two and eight weeks"; each is an expression."""
    unit = unit_of(piece)
    cut = max(i for i in range(piece.start, piece.stop) if piece.near(i, "AND"))
    pairs = [(piece.start + 1, cut), (cut + 1, piece.stop)]
    drafts = []
    for start, stop in pairs:
        count = quantity(Piece(piece.scan, start, stop))
        value = amount("X" if count is None else count, unit)
        drafts.append(piece.draft("DURATION", f"P{value}", start, stop))
    return drafts


@rule(
    f"{_DET} (UNIT|QUARTER)",
    f"about? {_DET}? AN HALF? UNIT1 (AND AN HALF)? (OR (SO|NUM))?",
    "about? HALF AN UNIT",
    "about AN UNIT",
)
def read_single(piece: Piece) -> Draft | None:
    """One unit: "a year", "over a decade", "the past week", "half an hour"."""
    if piece.has("ORD", "RECENT", "LATEST"):
        return None
    det = piece.has("LAST", "PAST", "NEXT", "COMING", "PREVIOUS", "FOLLOWING")
    unit = unit_of(piece)
    whole = unit in {"DE", "CE", "Y", "M"} and piece.has("LAST", "NEXT") and piece.has("THE")
    if not (piece.has("AN", "PAST") or whole):
        return None
    if piece.near(piece.stop, "DASH") or (unit == "Q" and piece.near(piece.stop, "OF")):
        return None
    if piece.near(piece.stop, "AGO", "EARLIER", "LATER") and not det and unit[0] != "T":
        return None
    if unit == "Q" and piece.near(piece.start, "APPROX", "MORE", "OVER"):
        return None
    count = (
        0.5
        if piece.near(piece.at("AN") or 0, "AN") and piece.near((piece.at("AN") or 1) - 1, "HALF")
        else 1.0
    )
    if piece.has("HALF") and count == 1:
        count = 1.5 if piece.has("AND") else 0.5
    kind = "SET" if piece.near(piece.start, "AN") and _rate(piece) else "DURATION"
    return piece.draft(kind, f"P{amount(count, unit)}")


def _rate(piece: Piece) -> bool:
    """Whether "a year" says how often or how much: after a number, a sum or "times"."""
    words_before = [piece.word(i) for i in range(piece.start - 1, max(-1, piece.start - 4), -1)]
    return piece.near(piece.start - 1, "TWICE") or any(_RATE.search(word) for word in words_before)


@rule("(UNIT|UNITP) DASH? LONG")
def read_long(piece: Piece) -> Draft | None:
    """A length as an adjective: "decades-long", "a week-long"."""
    unit = unit_of(piece)
    return piece.draft("DURATION", f"P{amount('X' if piece.has('UNITP') else 1, unit)}")


@rule("(THE|THOSE|MULTIPLE OF)? UNITP", f"{_DET} UNITP", "SPAN? UNITP (OR|AND) UNITP")
def read_plural(piece: Piece) -> Draft | None:
    """A length that is not counted: "years", "hours", "weeks or months"."""
    if piece.has("RECENT", "COMING"):
        return None  # a reference
    if piece.near(piece.start - 1, "DASH") or piece.near(piece.stop, "APOS"):
        return None
    first = next(i for i in range(piece.start, piece.stop) if piece.near(i, "UNITP"))
    unit = str(words().values[piece.word(first)])
    if piece.has("QUARTERS"):
        return None
    start = first if piece.near(piece.start, "THE") and first == piece.start + 1 else piece.start
    return piece.draft("DURATION", f"P{amount('X', unit)}", start)
