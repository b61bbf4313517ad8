"""Years and what is larger: "2019", "the end of 1990", "fiscal 2019", "the 1980s", "the 19th century"."""

import re
from datetime import date

from detente.reading.times.grammar import rule
from detente.reading.times.piece import Draft, Piece
from detente.reading.times.points import Point, full_year

_OLDEST_BARE, _LATEST_BARE = 1900, 2060
"""A number of four digits alone is a year between these; an older one needs a word before it."""


@rule("edge? (THE UNIT)? YEAR", "edge? THE? (FISCAL|FY) UNIT? (YEAR|DAY)")
def read_year(piece: Piece) -> Draft | None:
    """A year: "2019", "early 2020", "the end of 1990", "fiscal 2019"."""
    where = piece.at("YEAR")
    fiscal = piece.has("FISCAL", "FY")
    if where is None:
        short = piece.integer("DAY")
        if not fiscal or short is None or not piece.has("FY"):
            return None
        return piece.draft("DATE", Point(date(full_year(short, 2), 1, 1), "Y"))
    if piece.has("UNIT") and piece.value("UNIT") != "Y":
        return None
    year = int(piece.word(where))
    plain = where == piece.start
    if plain and not _is_year(piece, where, year):
        return None
    return piece.draft("DATE", Point(date(year, 1, 1), "Y"))


def _is_year(piece: Piece, where: int, year: int) -> bool:
    """Whether a number of four digits alone can be a year, by what stands beside it."""
    before, after = where - 1, where + 1
    if piece.near(before, "MONEY", "SLASH", "PLUS", "DEC", "INT") or piece.near(
        after, "MEASURE", "MILLION", "UNITS"
    ):
        return False
    if (
        before >= 0
        and piece.touching(before)
        and not piece.near(before, "DASH", "OPEN", "APOS", "COMMA", "DOT", "BREAK")
    ):
        return piece.word(before) in {'"', "“", "["}
    if piece.near(before, "DASH") and before and piece.near(before - 1, "INT", "DAY", "DEC"):
        return False
    if piece.near(after, "DASH") and piece.near(after + 1, "INT", "DEC"):
        return False
    if _OLDEST_BARE <= year <= _LATEST_BARE:
        return True
    return piece.near(before, "IN", "SINCE", "BY", "OF", "MON")


@rule("APOS INT", "APOS DAY")
def read_short_year(piece: Piece) -> Draft | None:
    """A year of two digits: "since '82"."""
    digits = piece.word(piece.start + 1)
    if (
        not 9 < int(digits) <= 99  # noqa: PLR2004 -- two digits
        or not piece.touching(piece.start)
        or not piece.near(piece.start - 1, "SINCE", "IN", "OF", "MON")
    ):
        return None
    return piece.draft("DATE", Point(date(full_year(int(digits), 2), 1, 1), "Y"))


@rule("NUM NUM DASH? NUM?", "THE UNIT NUM BIG NUM{0,4}")
def read_spoken_year(piece: Piece) -> Draft | None:
    """A year as it is spoken: "nineteen ninety-six", "the year two thousand"."""
    numbers = [
        n
        for i in range(piece.start, piece.stop)
        if piece.near(i, "NUMS") and (n := _number(piece, i)) is not None
    ]
    if piece.has("UNIT"):
        year = 2000 + sum(numbers[2:]) if piece.value("UNIT") == "Y" and numbers[:2] == [2, 1000] else 0
    elif numbers[0] in {18, 19, 20} and 20 <= numbers[1] < 100:  # noqa: PLR2004 -- tens
        year = numbers[0] * 100 + sum(numbers[1:])
    else:
        year = 0
    return piece.draft("DATE", Point(date(year, 1, 1), "Y")) if year else None


def _number(piece: Piece, index: int) -> int | None:
    return Piece(piece.scan, index, index + 1).integer("NUMS")


@rule("edge? THE? NEARLY? DASH? DECADE", "THE NEARLY? DASH? TENS", "edge OF? THE TENS")
def read_decade(piece: Piece) -> Draft | None:
    """A decade: "the 1980s", "the late '90s", "the nineties"."""
    where = piece.at("DECADE")
    if where is not None and re.fullmatch(r"\d0s", piece.word(where)):
        chained = piece.near(where - 1, "AND") and piece.near(where - 2, "DECADE")
        if not (piece.has("THE") or chained):
            return None  # "people in their 60s"
    if where is None:
        tens = piece.value("TENS")
        return piece.draft("DATE", f"19{tens}")
    digits = "".join(c for c in piece.word(where) if c.isdecimal())
    return piece.draft("DATE", digits[:3] if len(digits) > 2 else f"{full_year(int(digits), 2)}"[:3])  # noqa: PLR2004


@rule("edge? THE? NEARLY? DASH? ORDINAL DASH? (UNIT|UNITS)")
def read_century(piece: Piece) -> Draft | None:
    """A century: "the 19th century"."""
    number = piece.integer("ORDINAL")
    if (piece.value("UNIT") or piece.value("UNITS")) != "CE" or not number or number > 99:  # noqa: PLR2004
        return None
    return piece.draft("DATE", f"{number - 1:02}")
