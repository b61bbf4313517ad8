"""Dates told from the report or from a date just named: "yesterday", "last month", "two years ago"."""

from detente.reading.times.context import Context, Lean
from detente.reading.times.durations import amount, counted
from detente.reading.times.grammar import Draft, Piece, rule
from detente.reading.times.points import Point


def at_part(value: Point | str, part: str) -> str:
    """A day with the part of it, or the clock time, that is meant."""
    return f"{value.value if isinstance(value, Point) else value}T{part}"


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


@rule(
    "edge? sooner? THE? THIS? (THIS|LAST|NEXT|CURRENT|LATEST|COMING|THAT|SAME|PREVIOUS|FOLLOWING)"
    " SAME? FISCAL? UNIT1",
    "edge? sooner? THE FULL? FISCAL? UNIT1",
    "THE FULL? WEEKEND",
    "THE UNIT1 (PREVIOUS|BEFORE)",
    "THE UNIT OF MON DOT? daynum",
)
def read_unit(piece: Piece) -> Draft | None:
    """A day, week, month, quarter or year: "last month", "this weekend", "the following day", "the year"."""
    unit = _unit(piece)
    if unit[0] == "T" or piece.near(piece.stop, "DASH") or (unit == "D" and piece.has("CURRENT")):
        return None
    if piece.has("MON"):
        return _week_of(piece) if unit == "W" else None
    if piece.has("BEFORE") and not _closed(piece):
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


def _week_of(piece: Piece) -> Draft | None:
    month, day = piece.integer("MON"), piece.integer("DAY") or piece.integer("NTH")
    if month is None or day is None:
        return None

    def resolve(context: Context) -> Point | str:
        point = context.month_day(month, day)
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
    if unit[0] == "T" or (piece.has("BEFORE") and not _closed(piece)):
        return None
    if count is None:
        return piece.draft("DATE", "FUTURE_REF" if piece.has("LATER") else "PAST_REF")
    sign = 1 if piece.has("LATER") else -1
    if unit == "Y" and sign < 0:
        return piece.draft("DATE", lambda context: _year_back(context, count, told=True))
    return piece.draft(
        "DATE", lambda context: _moved(context.then("D", 0), context.then(unit, 0), unit, sign * count)
    )


def _closed(piece: Piece) -> bool:
    """Whether the clause ends after it, so that "two days before" is a date and no length."""
    return piece.stop >= len(piece.scan.words) or piece.near(piece.stop, "DOT", "COMMA", "STOP", "BREAK")


def _moved(day: Point | str, whole: Point | str, unit: str, count: int) -> Point | str:
    """Moved, as finely known as the unit: days and single weeks to the day."""
    base = day if unit == "D" else whole
    return base if isinstance(base, str) else base.moved(unit, count)


def _year_back(context: Context, count: int, *, told: bool = False) -> Point | str:
    """Years before; of a quarter just named, the same quarter: figures are compared so."""
    quarter = context.quarter_near()
    if quarter is not None:
        return quarter.moved("Y", -count).value  # what is compared with does not become the topic
    return context.then("Y", -count) if told else context.now("Y", -count)


@rule(
    "THE? UNIT DASH (AGO|EARLIER) FISCAL? ORDINAL? (QUARTER|PERIOD|UNIT)?",
    "THE? SAME (PERIOD|QUARTER|UNIT) (IN|OF)?"
    " (THE? LAST UNIT | AN UNIT (EARLIER|AGO) | YEAR | THE? PREVIOUS UNIT)",
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
