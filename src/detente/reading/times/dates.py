"""Days and months of the calendar: "Aug. 20, 2019", "the 20th of August", "late August", 2019-08-20."""

import re
from datetime import date

from detente.reading.times.context import Context, Lean, real
from detente.reading.times.grammar import Draft, Piece, rule
from detente.reading.times.points import Point, feast

_CENTURY = 70
"""Years of two digits from this one on are of the 1900s."""


def full_year(year: int, digits: int = 4) -> int:
    """A year as written, two digits completed."""
    if digits > 2:  # noqa: PLR2004 -- two digits
        return year
    return year + (1900 if year >= _CENTURY else 2000)


@rule(
    "wd? THE? MON DOT? (daynum|ORD) (COMMA? YEAR)?",
    "(LAST|NEXT) MON DOT? daynum",
    "wd? THE? daynum OF? MON DOT? (COMMA? YEAR)?",
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
    "MON DOT? DAY (DASH|TO|AND|SLASH) daynum (COMMA? YEAR)?",
    "DAY (DASH|TO|AND) daynum MON DOT? (COMMA? YEAR)?",
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


@rule(
    "edge? MON DOT? (COMMA|OF)? YEAR",
    "edge? MON DOT? OF? (THIS|LAST|NEXT|THAT|SAME) UNIT",
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


@rule("edge? (DEICTIC|COMING)? MON DOT?", "THE (DEICTIC|COMING) MON", "EACH MON")
def read_month(piece: Piece) -> Draft | None:
    """A month without a year: "August", "mid-September", "last October", "every July"."""
    where, month = piece.at("MON"), piece.integer("MON")
    assert where is not None
    assert month is not None
    stop = piece.stop
    if piece.near(stop - 1, "DOT") and (
        len(piece.word(stop - 2)) > 4 or piece.word(stop - 2) in {"may", "june", "july"}  # noqa: PLR2004 -- Sept.
    ):
        stop -= 1
    start = (
        piece.start + 1
        if piece.near(piece.start, "THE") and piece.near(piece.start + 1, "NEARLY")
        else piece.start
    )
    short = len(piece.word(where)) <= 3 and not piece.near(where, "MAY")  # noqa: PLR2004 -- Jan, not a name
    if short and not piece.near(where + 1, "DOT"):
        return None
    if piece.near(where, "MAY") and where == piece.start and not _month_cue(piece, where):
        return None
    if piece.has("EACH"):
        return piece.draft("SET", f"XXXX-{month:02}", stop=stop)

    def resolve(context: Context) -> Point | str:
        if context.published is None or not piece.has("LAST", "NEXT", "PREVIOUS"):
            return context.month(month)
        now = context.published
        step = 1 if piece.has("NEXT") else -1
        within = (now.month - month) * step < 0
        return Point(date(now.year + (0 if within else step), month, 1), "M")

    return piece.draft("DATE", resolve, start, stop)


def _month_cue(piece: Piece, where: int) -> bool:
    """Whether something around says that "May" or "March" is a month here."""
    return piece.near(where - 1, "IN", "SINCE", "BY", "OF", "TO", "DEICTIC", "NEARLY") or (
        piece.near(where - 1, "AND", "OR", "DASH", "COMMA") and piece.near(where - 2, "MON")
    )


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
        months = [Point(base).moved("M", step).day for step in (0, -1, 1)]
        return context.best([Point(found) for m in months if (found := real(m.year, m.month, day))])

    return piece.draft("DATE", resolve)


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
