"""The period that figures are compared with: "the year-earlier quarter", "the same period last year"."""

from detente.reading.times.context import Context
from detente.reading.times.grammar import rule
from detente.reading.times.piece import Draft, Piece
from detente.reading.times.points import Point


@rule(
    "THE? UNIT DASH (AGO|EARLIER) FISCAL? ORDINAL? (QUARTER|PERIOD|UNIT)?",
    "THE? SAME (PERIOD|QUARTER|UNIT) (IN|OF)?"
    " (THE? LAST UNIT | AN UNIT (EARLIER|AGO) | YEAR | THE? PREVIOUS UNIT)",
    "THE UNIT AGO (PERIOD|QUARTER|UNIT)",
    "THE SAME YEAR (PERIOD|QUARTER|UNIT)",
    "THE YEAR (PERIOD|QUARTER)",
    "THE LATEST PERIOD",
)
def read_compared(piece: Piece) -> Draft | None:
    """The period compared with: "the year-earlier quarter", "the same period last year"."""
    year, number = piece.integer("YEAR"), piece.integer("ORDINAL")
    start = piece.start
    if piece.near(start, "THE") and piece.near(piece.stop - 1, "AGO", "EARLIER") and piece.has("DASH"):
        start += 1

    def resolve(context: Context) -> Point | str:
        base = context.quarter_near() or (context.seen if context.seen and context.seen.unit == "M" else None)
        if base is None or (base.unit == "M" and not piece.has("SAME")):
            if piece.has("LATEST"):
                return context.now("Q", -1)
            return str(year) if year else context.now("Y", -1)
        if piece.has("LATEST"):
            return base
        if number:
            base = Point(base.day.replace(month=number * 3 - 2, day=1), "Q")
        return base.moved("Y", year - base.day.year if year else -1).value

    return piece.draft("DATE", resolve, start)
