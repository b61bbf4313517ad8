"""Days of the calendar: "Aug. 20, 2019", "the 20th of August", "July 12-14", 2019-08-20."""

import re
from datetime import date

from detente.reading.times.context import Context, Lean, real
from detente.reading.times.grammar import rule
from detente.reading.times.piece import Draft, Piece
from detente.reading.times.points import Point, full_year


@rule(
    "wd? THE? mon (daynum|ORD) (COMMA? YEAR)?",
    "(LAST|NEXT) mon daynum",
    "wd? THE? daynum OF? mon (COMMA? YEAR)?",
)
def read_day(piece: Piece) -> Draft | None:
    """A month and a day, with weekday and year or without."""
    month, stop = piece.integer("MON"), piece.stop
    where = next(i for name in ("DAY", "NTH", "ORD") if (i := piece.at(name)) is not None)
    day = piece.integer("DAY") or piece.integer("NTH") or piece.integer("ORD")
    if month is None or day is None or piece.near(stop, "MEASURE", "MILLION"):
        return None
    year = piece.integer("YEAR")
    if year is None and where == stop - 1 and _more_follows(piece, stop):
        return None
    start = piece.start + 1 if piece.near(piece.start, "THE", "LAST", "NEXT") else piece.start
    if year is not None:
        return piece.draft("DATE", Point(date(year, month, day)), start)

    def resolve(context: Context) -> Point | str:
        if piece.has("LAST", "NEXT"):
            context.lean = Lean.PAST if piece.has("LAST") else Lean.FUTURE
        return context.month_day(month, day)

    return piece.draft("DATE", resolve, start)


def _more_follows(piece: Piece, stop: int) -> bool:
    """Whether a number goes on after the last token: "20,000", "10:03", "5 %"."""
    return stop < len(piece.scan.words) and piece.touching(stop - 1) and piece.word(stop) in {"%", "$"}


@rule(
    "mon DAY (DASH|TO|AND|SLASH) daynum (COMMA? YEAR)?",
    "DAY (DASH|TO|AND) daynum mon (COMMA? YEAR)?",
)
def read_days(piece: Piece) -> list[Draft] | None:
    """Two days of one month: "July 12-14", "12 to 14 July 2019"; each is an expression."""
    first = piece.at("DAY")
    month, year = piece.integer("MON"), piece.integer("YEAR")
    assert first is not None
    second = next(i for i in range(first + 2, piece.stop) if piece.near(i, "DAY", "NTH"))
    days = [int(re.match(r"\d+", piece.word(i))[0]) for i in (first, second)]  # type: ignore[index]
    if month is None or piece.near(piece.stop, "MEASURE", "MILLION", "UNITS", "AMPM"):
        return None

    def resolve(context: Context, day: int) -> Point | str:
        return Point(date(year, month, day)) if year else context.month_day(month, day)

    return [
        piece.draft("DATE", lambda context: resolve(context, days[0]), piece.start, first + 1),
        piece.draft("DATE", lambda context: resolve(context, days[1]), second, piece.stop),
    ]


@rule("ISO", "SLASHED")
def read_numeric(piece: Piece) -> Draft | None:
    """A date in figures. Month before day, unless the first number can be no month."""
    word = piece.word(piece.start)
    if piece.has("ISO"):
        day = date.fromisoformat(word[:10]) if real(*map(int, word[:10].split("-"))) else None
        if day is None:
            return None
        rest = word[10:].upper()
        return piece.draft("TIME" if rest else "DATE", (day.isoformat() + rest) if rest else Point(day))
    parts = re.split(r"[/.]", word)
    numbers = [int(part) for part in parts]
    if len(parts[0]) == 4:  # noqa: PLR2004 -- the year first
        found = real(*numbers)
    else:
        first, second, year = numbers[0], numbers[1], full_year(numbers[2], len(parts[2]))
        european = "." in word or first > 12  # noqa: PLR2004 -- months of a year
        found = real(year, second, first) if european else real(year, first, second)
    return piece.draft("DATE", Point(found)) if found else None


@rule("THE NTH")
def read_day_alone(piece: Piece) -> Draft | None:
    """A day of the month alone ("on the 10th"), where nothing follows that it could count."""
    day = piece.integer("NTH")
    if day is None or not 1 <= day <= 31 or not piece.near(piece.start - 1, "ON", "BY", "SINCE", "COMMA"):  # noqa: PLR2004
        return None
    if not piece.near(piece.stop, "COMMA", "DOT", "STOP", "BREAK", "AND", "TO") and piece.stop < len(
        piece.scan.words
    ):
        return None

    def resolve(context: Context) -> Point | str:
        if context.published is None:
            return f"XXXX-XX-{day:02}"
        base = context.seen.day if context.seen and context.seen.unit in "DM" else context.published
        same = real(base.year, base.month, day)
        if same and not _contradicted(context, same):
            return Point(same)
        step = Point(base.replace(day=1)).moved("M", -1 if context.lean is Lean.PAST else 1).day
        found = real(step.year, step.month, day) or same
        return Point(found) if found else f"XXXX-XX-{day:02}"

    return piece.draft("DATE", resolve)


def _contradicted(context: Context, day: date) -> bool:
    """Whether the day lies on the side of the report that the tense excludes."""
    assert context.published is not None
    if context.lean is Lean.PAST:
        return day > context.published
    return context.lean is Lean.FUTURE and day < context.published
