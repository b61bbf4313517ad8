"""Months and holidays: "late August 2019", "last October", "Christmas"."""

from datetime import date

from detente.reading.times.context import Context
from detente.reading.times.grammar import rule
from detente.reading.times.piece import Draft, Piece
from detente.reading.times.points import Point, feast


@rule(
    "edge? mon (COMMA|OF)? YEAR",
    "edge? mon OF? (THIS|LAST|NEXT|THAT|SAME) UNIT",
)
def read_month_of_year(piece: Piece) -> Draft | None:
    """A month with its year: "late August 2019", "June last year"."""
    month, year = piece.integer("MON"), piece.integer("YEAR")
    assert month is not None
    if year is not None:
        return piece.draft("DATE", Point(date(year, month, 1), "M"))
    if piece.value("UNIT") != "Y":
        return None

    def resolve(context: Context) -> Point | str:
        shift = -1 if piece.has("LAST") else 1 if piece.has("NEXT") else 0
        base = context.then("Y", 0) if piece.has("THAT", "SAME") else context.now("Y", shift)
        return (
            f"{base}-{month:02}"
            if isinstance(base, str)
            else Point(base.day.replace(month=month, day=1), "M")
        )

    return piece.draft("DATE", resolve)


@rule("edge (DEICTIC|COMING)? mon (?!DOT? (DAY|NTH))", "THE? DEICTIC? mon", "EACH MON")
def read_month(piece: Piece) -> Draft | None:
    """A month without a year: "August", "mid-September", "last October", "every July"."""
    where, month = piece.at("MON"), piece.integer("MON")
    assert where is not None
    assert month is not None
    short = piece.near(where, "MABBR") and len(piece.word(where)) <= 3  # noqa: PLR2004 -- unlike "Sept"
    if short and not piece.near(where + 1, "DOT"):
        return None  # "Jan" may be a name
    if piece.near(piece.start, "THE") and not piece.has("NEARLY", "DEICTIC", "EDGE"):
        return None
    start = (
        piece.start + 1
        if piece.near(piece.start, "THE") and piece.near(piece.start + 1, "NEARLY")
        else piece.start
    )
    if piece.near(where, "MAY") and where == piece.start and not _month_cue(piece, where):
        return None
    if piece.has("EACH"):
        return piece.draft("SET", f"XXXX-{month:02}")

    def resolve(context: Context) -> Point | str:
        if context.published is None or not piece.has("LAST", "NEXT", "PREVIOUS"):
            return context.month(month)
        now = context.published
        step = 1 if piece.has("NEXT") else -1
        within = (now.month - month) * step < 0
        return Point(date(now.year + (0 if within else step), month, 1), "M")

    return piece.draft("DATE", resolve, start)


def _month_cue(piece: Piece, where: int) -> bool:
    """Whether something around says that "May" or "March" is a month here."""
    if piece.near(where - 1, "IN", "SINCE", "UNTIL", "BY", "OF", "DEICTIC", "NEARLY"):
        return True
    if piece.near(where - 1, "AND", "OR", "TO", "DASH", "COMMA") and piece.near(where - 2, "MON"):
        return True
    opens = where == 0 or piece.near(where - 1, "DOT", "STOP", "BREAK")
    return piece.word(where) == "march" and not (opens or piece.near(where + 1, "ON"))


@rule("(DEICTIC|THE)? FEAST (EVE|HOLIDAY|UNIT)? YEAR?")
def read_feast(piece: Piece) -> Draft | None:
    """A holiday: "Christmas", "last Thanksgiving", "Easter 2019"."""
    name, year = piece.value("FEAST"), piece.integer("YEAR")
    if not isinstance(name, str) or (piece.has("UNIT") and piece.value("UNIT") != "D"):
        return None

    def resolve(context: Context) -> Point | str:
        shift = -1 if piece.has("EVE") else 0
        if year is not None:
            return Point(feast(name, year)).moved("D", shift)
        if context.published is None:
            return "XXXX-" + name if name[0].isdigit() else "XXXX-XX-XX"
        days = [Point(feast(name, y)).moved("D", shift) for y in context.years()]
        if piece.has("LAST"):
            days = [point for point in days if point.day < context.published]
        return context.best(days)

    return piece.draft("DATE", resolve)
