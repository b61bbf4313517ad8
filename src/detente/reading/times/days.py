"""Days told from the report: "yesterday", "last Friday", "Tuesday night", "earlier in the week"."""

from detente.reading.times.context import Context, Lean
from detente.reading.times.grammar import rule
from detente.reading.times.piece import Draft, Piece
from detente.reading.times.points import Point, at_part


@rule("sooner? TODAY PART?", "(EARLY|LATE) TODAY", "sooner IN THE UNIT")
def read_today(piece: Piece) -> Draft | None:
    """Yesterday, today, tomorrow, with the part of the day; "earlier in the year"."""
    part = piece.value("PART")
    if not piece.has("TODAY"):
        unit = piece.value("UNIT")
        if unit not in {"D", "W", "M", "Y"}:
            return None
        return piece.draft(
            "DATE", lambda context: context.then("D", 0) if unit == "D" else context.now(str(unit))
        )
    shift = piece.value("TODAY")
    assert isinstance(shift, int)
    if piece.titled():
        return None
    if part:
        return piece.draft("TIME", lambda context: at_part(context.now("D", shift), str(part)))
    return piece.draft("DATE", lambda context: context.now("D", shift))


@rule("sooner? THE? DEICTIC? COMING? WEEKDAY PART?", "(EACH) WEEKDAY PART?", "WEEKDAYS", "WEEKDAY PARTS")
def read_weekday(piece: Piece) -> Draft | None:
    """A weekday: "Monday", "last Friday", "the following Tuesday", "Thursday night", "every Monday"."""
    number, part = (
        piece.value("WEEKDAY") or piece.value("WEEKDAYS"),
        piece.value("PART") or piece.value("PARTS"),
    )
    assert isinstance(number, int)
    if piece.has("EACH", "WEEKDAYS", "PARTS"):
        return piece.draft("SET", f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))
    if piece.near(piece.start, "THE") and not piece.has("DEICTIC"):
        piece = Piece(piece.scan, piece.start + 1, piece.stop)

    def resolve(context: Context) -> Point | str:
        day = _weekday(piece, context, number)
        return at_part(day, str(part)) if part else day

    return piece.draft("TIME" if part else "DATE", resolve)


def _weekday(piece: Piece, context: Context, number: int) -> Point | str:
    if context.published is None:
        return context.weekday(number)
    told = piece.has("PREVIOUS", "FOLLOWING", "SAME", "THAT") and context.day is not None
    base = context.day.day if told and context.day else context.published
    back, ahead = (base.isoweekday() - number) % 7 or 7, (number - base.isoweekday()) % 7 or 7
    if piece.has("LAST", "PREVIOUS", "PAST"):
        return Point(base).moved("D", -back)
    if piece.has("NEXT", "FOLLOWING", "COMING"):
        return Point(base).moved("D", ahead)
    if piece.near(piece.stop, "POSS"):
        context.lean = Lean.PAST  # "Wednesday's ruling" has been made
    if piece.has("THIS") and context.lean is not Lean.PAST:
        return Point(base).moved("D", ahead % 7)
    return context.weekday(number)
