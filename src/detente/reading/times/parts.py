"""Parts of a year: "the third quarter", "the first half of 2019", "last summer"."""

from datetime import date

from detente.reading.times.context import Context
from detente.reading.times.grammar import rule
from detente.reading.times.piece import Draft, Piece
from detente.reading.times.points import Point

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The month each begins in."""


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
    if year is None and piece.has("FALL") and (piece.has("THAT") or not piece.has("NEARLY", "DEICTIC")):
        return None  # a verb: "materials that fall under it"

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
            january = season == "WI" and now.month < _SEASONS["SP"]
            return f"{now.year - january:04}-{season}"
        return f"{context.best(starts).day.year:04}-{season}"

    return piece.draft("DATE", resolve)
