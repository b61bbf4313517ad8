"""Years and their parts, and what is larger: "2019", "the third quarter", "summer", "the 1980s"."""

import re
from datetime import date

from detente.reading.times.context import Context
from detente.reading.times.dates import full_year
from detente.reading.times.grammar import Draft, Piece, rule
from detente.reading.times.points import Point

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The month each begins in."""

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


@rule("NUM NUM DASH? NUM?", "THE UNIT NUM NUM+")
def read_spoken_year(piece: Piece) -> Draft | None:
    """A year as it is spoken: "nineteen ninety-six", "the year two thousand"."""
    numbers = [n for i in range(piece.start, piece.stop) if piece.near(i, "NUM") and (n := _number(piece, i))]
    if piece.has("UNIT"):
        year = 2000 + sum(numbers[2:]) if piece.value("UNIT") == "Y" and numbers[:2] == [2, 1000] else 0
    elif numbers[0] in {18, 19, 20} and 20 <= numbers[1] < 100:  # noqa: PLR2004 -- tens
        year = numbers[0] * 100 + sum(numbers[1:])
    else:
        year = 0
    return piece.draft("DATE", Point(date(year, 1, 1), "Y")) if year else None


def _number(piece: Piece, index: int) -> int | None:
    return Piece(piece.scan, index, index + 1).integer("NUM")


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
    digits = "".join(c for c in piece.word(where) if c.isdigit())
    return piece.draft("DATE", digits[:3] if len(digits) > 2 else f"{full_year(int(digits), 2)}"[:3])  # noqa: PLR2004


@rule("edge? THE? NEARLY? DASH? ORDINAL DASH? (UNIT|UNITS)")
def read_century(piece: Piece) -> Draft | None:
    """A century: "the 19th century"."""
    number = piece.integer("ORDINAL")
    if (piece.value("UNIT") or piece.value("UNITS")) != "CE" or not number or number > 99:  # noqa: PLR2004
        return None
    return piece.draft("DATE", f"{number - 1:02}")


_YEARLY = "((OF|IN)? (THE? FISCAL? YEAR | (THIS|LAST|NEXT|THAT|SAME) FISCAL? UNIT))"


@rule(
    f"edge? THE? FISCAL? DASH? ORDINAL FISCAL? DASH? QUARTER {_YEARLY}?",
    f"edge? THE? ORDINAL HALF {_YEARLY}?",
    "edge? THE? YEAR FISCAL? (ORDINAL QUARTER | ORDINAL HALF)",
    "edge? (THIS|LAST|NEXT) UNIT POSS (ORDINAL QUARTER | ORDINAL HALF)",
    f"edge? THE? QTR {_YEARLY}?",
    f"edge? THE? (LAST|FINAL) (QUARTER|HALF) {_YEARLY}",
)
def read_piece_of_year(piece: Piece) -> Draft | None:
    """A quarter or half: "the third quarter", "the first half of 2019", "this year's first quarter"."""
    number, unit = _which(piece)
    if not number or (piece.has("UNIT") and piece.value("UNIT") != "Y"):
        return None
    if unit == "H" and not piece.has("YEAR", "UNIT"):
        return None
    year = piece.integer("YEAR")
    month = (number - 1) * (3 if unit == "Q" else 6) + 1

    def resolve(context: Context) -> Point | str:
        if year is not None:
            return Point(date(year, month, 1), unit)
        if context.published is None:
            return f"XXXX-{unit}{number}"
        now = context.published.year
        if piece.has("UNIT"):
            shift = -1 if _last_year(piece) else 1 if piece.has("NEXT") else 0
            return Point(date(now + shift, month, 1), unit)
        return context.best([Point(date(y, month, 1), unit) for y in context.years()])

    adjective = piece.near(piece.start, "THE") and piece.has("DASH") and piece.near(piece.stop - 1, "QUARTER")
    return piece.draft("DATE", resolve, piece.start + 1 if adjective else piece.start)


def _last_year(piece: Piece) -> bool:
    """Whether "last" is said of the year, not of the quarter or half."""
    return any(
        piece.near(i, "LAST") and piece.near(i + 1, "UNIT", "FISCAL") for i in range(piece.start, piece.stop)
    )


def _which(piece: Piece) -> tuple[int, str]:
    """The number of the quarter or half, 0 where there is none such, and its unit."""
    where = piece.at("QTR")
    if where is not None:
        word = piece.word(where)
        number, unit = int(word[1]), word[0].upper()
    else:
        unit = "H" if piece.has("HALF") else "Q"
        number = piece.integer("ORDINAL") or ((2 if unit == "H" else 4) if piece.has("LAST", "FINAL") else 0)
    return (number if number <= (2 if unit == "H" else 4) else 0), unit


@rule(
    "edge? THE? DEICTIC? DEICTIC? SEAS (OF|COMMA)? YEAR",
    "edge? THE? DEICTIC DEICTIC? SEAS",
    "edge? THE? SEAS",
    "THE (EARLY|LATE) SEAS",
)
def read_season(piece: Piece) -> Draft | None:
    """A season: "last summer", "the spring of 2020", "autumn"."""
    season, year = piece.value("SEAS"), piece.integer("YEAR")
    assert isinstance(season, str)
    placed = piece.has("THE", "EDGE", "NEARLY", "DEICTIC")
    if year is None and not placed and not piece.near(piece.start - 1, "IN", "BY", "SINCE"):
        return None
    if year is None and piece.has("FALL") and not piece.has("NEARLY", "DEICTIC"):
        return None

    def resolve(context: Context) -> Point | str:
        if year is not None:
            return f"{year}-{season}"
        if context.published is None:
            return f"XXXX-{season}"
        now, month = context.published, _SEASONS[season]
        starts = [Point(date(y, month, 1), "M") for y in context.years()]
        if piece.has("LAST", "PREVIOUS"):
            starts = [s for s in starts if Point(s.day).moved("M", 3).day <= now]
        if piece.has("NEXT", "COMING"):
            starts = [s for s in starts if s.day > now]
        if piece.has("THIS"):
            return f"{now.year}-{season}"
        return f"{context.best(starts).day.year}-{season}"

    return piece.draft("DATE", resolve)
