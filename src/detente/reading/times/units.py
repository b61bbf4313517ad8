"""Weeks to years told from the report or what was named: "last month", "the following week"."""

from datetime import date

from detente.reading.times.context import Context, Lean
from detente.reading.times.grammar import rule
from detente.reading.times.lengths import amount
from detente.reading.times.piece import Draft, Piece
from detente.reading.times.points import Point
from detente.reading.times.shifted import closed


@rule(
    "edge? sooner? THE? THIS? (THIS|LAST|NEXT|CURRENT|LATEST|COMING|THAT|SAME|PREVIOUS|FOLLOWING)"
    " SAME? FISCAL? UNIT1",
    "edge? sooner? THE FULL? FISCAL? UNIT1",
    "THE FULL? WEEKEND",
    "THE UNIT1 (PREVIOUS|BEFORE)",
)
def read_unit(piece: Piece) -> Draft | None:
    """A day, week, month, quarter or year: "last month", "this weekend", "the following day", "the year"."""
    unit = _unit(piece)
    if unit[0] == "T" or piece.near(piece.stop, "DASH") or (unit == "D" and piece.has("CURRENT")):
        return None
    if unit == "D" and piece.has("LAST", "LATEST"):
        return piece.void()  # a term ends with it: it is no day before the report
    if piece.near(piece.start, "THE") and piece.stop - piece.start == 2 and _is_clause(piece):  # noqa: PLR2004
        return None
    if piece.has("BEFORE") and not closed(piece):
        return None
    the = piece.has("THE") and not piece.has("EDGE")
    if piece.has("LAST", "NEXT") and the and unit in {"DE", "CE", "Y", "M"} and not _told(piece):
        return piece.draft("DURATION", f"P{amount(1, unit)}")

    def resolve(context: Context) -> Point | str:
        if _told(piece):
            shift = -1 if piece.has("PREVIOUS", "BEFORE") else 0 if piece.has("THAT", "SAME") else 1
            return context.then(unit, shift)
        if piece.has("LAST", "NEXT", "COMING", "LATEST", "THIS", "CURRENT"):
            return context.now(unit, _shift(piece, unit))
        return _bare(context, unit)

    return piece.draft("DATE", resolve)


def _is_clause(piece: Piece) -> bool:
    """Whether what follows says which one is meant: "the day it was signed", "the year on which"."""
    after = piece.stop + 1 if piece.near(piece.stop, "ON", "IN") else piece.stop
    return piece.near(after, "CLAUSE")


@rule("THE UNIT OF mon daynum (COMMA? YEAR)?")
def read_week_of(piece: Piece) -> Draft | None:
    """The week that holds a day: "the week of March 6"."""
    if piece.value("UNIT") != "W":
        return None
    month, day = piece.integer("MON"), piece.integer("DAY") or piece.integer("NTH")
    if month is None or day is None:
        return None

    year = piece.integer("YEAR")

    def resolve(context: Context) -> Point | str:
        point = Point(date(year, month, day)) if year else context.month_day(month, day)
        return point.to("W") if isinstance(point, Point) else "XXXX-WXX"

    return piece.draft("DATE", resolve)


def _unit(piece: Piece) -> str:
    return "WE" if piece.has("WEEKEND") else str(piece.value("UNIT") or piece.value("QUARTER") or "2W")


def _told(piece: Piece) -> bool:
    """Whether it is reckoned from what was named, not from the report."""
    return piece.has("THAT", "SAME", "PREVIOUS", "FOLLOWING", "BEFORE") or (
        piece.has("NEXT") and piece.has("THE") and piece.value("UNIT") == "D"
    )


def _shift(piece: Piece, unit: str) -> int:
    if piece.has("LAST") or (piece.has("LATEST") and unit == "Q"):
        return -1
    return 1 if piece.has("NEXT", "COMING") and not piece.has("THIS") else 0


def _bare(context: Context, unit: str) -> Point | str:
    """A unit with "the" alone: the one just named where it is of that size, else the report's."""
    if unit == "D":
        return context.day or context.now("D")
    if unit == "Q":
        return context.quarter or context.now("Q", -1)
    if (
        unit == "Y"
        and context.seen
        and context.seen.unit == "Y"
        and context.near(context.seen_at)
        and (context.published is None or context.seen.day.year <= context.published.year)
    ):
        return context.seen
    if unit == "WE" and context.published and context.published.isoweekday() < 6:  # noqa: PLR2004 -- Saturday
        return context.now("WE", 0 if context.lean is Lean.FUTURE else -1)
    return context.now(unit)
