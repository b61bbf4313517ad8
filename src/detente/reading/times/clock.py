"""Times of the day: "10:03", "6 p.m. EST Tuesday", "midnight", "this morning", "last night"."""

import re
from collections.abc import Callable

from detente.reading.times.context import Context
from detente.reading.times.grammar import rule
from detente.reading.times.piece import Draft, Piece
from detente.reading.times.points import Point, at_part
from detente.reading.times.words import words

_HALF_DAY = 12
_MINUTES = 60

_DAY = "(ON? WEEKDAY | (COMMA|ON)? (WEEKDAY COMMA?)? mon daynum (COMMA? YEAR)? | TODAY)"


@rule(
    f"about? (DAY|CLOCK) AMPM COMMA? zone? {_DAY}?",
    f"about? CLOCK zone? {_DAY}?",
    f"about? DEC (ZONE|AMPM) {_DAY}?",
    f"about? NOON zone? {_DAY}?",
    "about? (DAY|NUM) O APOS? CLOCKWORD",
    "about? (DAY|NUM|CLOCK) IN THE PART",
    f"about? (INT|YEAR) ZONE {_DAY}?",
)
def read_clock(piece: Piece) -> Draft | None:
    """A time by the clock, with the zone and the day where they are named beside it."""
    time = _time(piece)
    if time is None or (piece.has("CLOCK") and _score(piece)):
        return None
    zone = _zone(piece)
    day = _day(piece)
    stop = piece.stop

    def resolve(context: Context) -> str:
        where = day(context) if day else context.day or context.now("D")
        return at_part(where, time + zone)

    return piece.draft("TIME", resolve, stop=stop)


def _score(piece: Piece) -> bool:
    """Whether two numbers with a colon are no time: neither a.m. nor zone, and a verse or a ratio before."""
    where = piece.at("CLOCK")
    assert where is not None
    hour, minute = (int(part) for part in piece.word(where).split(":")[:2])
    return hour > 24 or minute >= _MINUTES  # noqa: PLR2004 -- hours of a day


def _time(piece: Piece) -> str | None:
    """The time as hh:mm of 24 hours."""
    noon = piece.value("NOON")
    if noon:
        return str(noon)
    where = piece.at("CLOCK") or piece.at("DEC") if piece.has("DEC") else piece.at("CLOCK")
    if where is not None:
        parts = piece.word(where).replace(".", ":").split(":")
        if piece.has("DEC") and not re.fullmatch(r"[012]?\d:[0-5]\d", ":".join(parts)):
            return None
        hour, rest = int(parts[0]), ":".join(parts[1:])
    else:
        hour, rest = piece.integer("DAY") or piece.integer("NUM") or 0, "00"
    four = piece.at("INT") or piece.at("YEAR", piece.start)
    if where is None and piece.has("ZONE") and not piece.has("AMPM"):
        digits = piece.word(four) if four is not None else ""
        valid = len(digits) == 4 and int(digits[:2]) <= 24 and int(digits[2:]) < _MINUTES  # noqa: PLR2004
        return f"{digits[:2]}:{digits[2:]}" if valid else None
    ampm = piece.at("AMPM")
    if ampm is not None:
        if not 1 <= hour <= _HALF_DAY:
            return None
        hour = hour % _HALF_DAY + (_HALF_DAY if piece.word(ampm)[0] == "p" else 0)
    if piece.has("PART"):
        if not 1 <= hour <= _HALF_DAY or piece.value("PART") not in {"MO", "AF", "EV"}:
            return None
        hour = hour % _HALF_DAY + (0 if piece.value("PART") == "MO" else _HALF_DAY)
    return f"{hour:02}:{rest}"


def _zone(piece: Piece) -> str:
    where = piece.at("ZONE")
    return words().zones.get(piece.word(where), "") if where is not None else ""


def _day(piece: Piece) -> Callable[[Context], Point | str] | None:
    """How the day named beside the time is reckoned, None where there is none."""
    month, weekday, today = piece.integer("MON"), piece.value("WEEKDAY"), piece.value("TODAY")
    if month is not None:
        after = piece.at("MON")
        rest = Piece(piece.scan, after or piece.start, piece.stop)
        day, year = rest.integer("DAY") or rest.integer("NTH") or 1, rest.integer("YEAR")
        return lambda context: f"{year}-{month:02}-{day:02}" if year else context.month_day(month, day)
    if isinstance(weekday, int):
        return lambda context: context.weekday(weekday)
    if isinstance(today, int):
        return lambda context: context.now("D", today)
    return None


@rule(
    "sooner? (THIS|LAST|NEXT|THAT|SAME|FOLLOWING) PART",
    "THE (NEXT|FOLLOWING|SAME|PREVIOUS) PART",
    "TONIGHT",
    "(MID|LATE|EARLY) DASH? PART TODAY?",
)
def read_part(piece: Piece) -> Draft | None:
    """A part of a day: "this morning", "last night", "the next morning", "tonight"."""
    part = piece.value("PART") or piece.value("TONIGHT")

    def resolve(context: Context) -> str:
        if piece.has("NEXT", "FOLLOWING"):
            return at_part(context.then("D", 1), str(part))
        if piece.has("THAT", "SAME", "PREVIOUS", "MID", "LATE", "EARLY") and not piece.has("TODAY"):
            return at_part(context.then("D", 0), str(part))
        today = piece.value("TODAY")
        shift = today if isinstance(today, int) else -1 if piece.has("LAST") else 0
        return at_part(context.now("D", shift), str(part))

    return piece.draft("TIME", resolve)
