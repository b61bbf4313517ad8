"""So long before or after: "two years ago", "10 days from now", "a year earlier"."""

from detente.reading.times.context import Context
from detente.reading.times.grammar import rule
from detente.reading.times.lengths import counted
from detente.reading.times.piece import Draft, Piece
from detente.reading.times.points import Point


@rule(
    "about? count TRADING? DASH? UNITA (AGO|HENCE)",
    "about? count TRADING? UNITA SINCE NOW",
    "UNITS AGO",
    "about? AN (UNIT|QUARTER|FORTNIGHT) (OR SO)? AGO",
)
def read_ago(piece: Piece) -> Draft | None:
    """So long before the report: "two years ago", "a week ago"; after it: "10 days from now"."""
    unit, count = counted(piece)
    if count is None or unit[0] == "T":
        return piece.draft("DATE", "PAST_REF" if piece.has("AGO") else "FUTURE_REF")
    sign = -1 if piece.has("AGO") else 1
    if unit == "Y" and piece.has("AGO"):
        return piece.draft("DATE", lambda context: _year_back(context, count))
    return piece.draft(
        "DATE", lambda context: _moved(context.now("D"), context.now(unit), unit, sign * count)
    )


@rule("about? count TRADING? UNITA (EARLIER|LATER|BEFORE)", "AN UNIT (EARLIER|LATER|BEFORE)")
def read_later(piece: Piece) -> Draft | None:
    """So long before or after what was just named: "two days later", "a year earlier"."""
    unit, count = counted(piece)
    if unit[0] == "T" or (piece.has("BEFORE") and not closed(piece)):
        return None
    if count is None:
        return piece.draft("DATE", "FUTURE_REF" if piece.has("LATER") else "PAST_REF")
    sign = 1 if piece.has("LATER") else -1
    if unit == "Y" and sign < 0:
        return piece.draft("DATE", lambda context: _year_back(context, count, told=True))
    return piece.draft(
        "DATE", lambda context: _moved(context.then("D", 0), context.then(unit, 0), unit, sign * count)
    )


def closed(piece: Piece) -> bool:
    """Whether the clause ends after it, so that "two days before" is a date and no length."""
    return piece.stop >= len(piece.scan.words) or piece.near(piece.stop, "DOT", "COMMA", "STOP", "BREAK")


def _moved(day: Point | str, whole: Point | str, unit: str, count: int) -> Point | str:
    """Moved, as finely known as the unit: days and single weeks to the day."""
    base = day if unit == "D" or (unit == "W" and abs(count) == 1) else whole
    return base if isinstance(base, str) else base.moved(unit, count)


def _year_back(context: Context, count: int, *, told: bool = False) -> Point | str:
    """Years before; of a quarter just named, the same quarter: figures are compared so."""
    quarter = context.quarter_near()
    if quarter is not None:
        return quarter.moved("Y", -count).value  # what is compared with does not become the topic
    return context.then("Y", -count) if told else context.now("Y", -count)
