"""Lengths of time and what recurs: "90 days", "the past three years", "every week", "per month"."""

import re

from detente.reading.times.grammar import Draft, Piece, rule
from detente.reading.times.words import words

_FACTORS = {"DE": (10, "Y"), "CE": (100, "Y"), "2W": (2, "W"), "WE": (2, "D")}
"""Units that a duration writes as others."""

_RATE = re.compile(r"[\d%$€£¥]")


def amount(count: float | str, unit: str) -> str:
    """A length as TIMEX3 writes it after the P: 3D, 10Y for a decade, T2H, XW where not known."""
    if isinstance(count, str):
        unit = "Y" if unit in {"DE", "CE"} else unit
        return f"T{count}{unit[1]}" if unit[0] == "T" else f"{count}{unit}"
    factor, unit = _FACTORS.get(unit, (1, unit))
    number = f"{count * factor:g}" if count * factor < 1e6 else str(int(count * factor))  # noqa: PLR2004
    return f"T{number}{unit[1]}" if unit[0] == "T" else f"{number}{unit}"


def counted(piece: Piece) -> tuple[str, int | None]:
    """The unit of a counted length and how many of it, None where that is not said."""
    count = quantity(piece)
    unit = unit_of(piece)
    return unit, None if count is None else int(count)


def unit_of(piece: Piece) -> str:
    """The last unit among the tokens."""
    found = [
        i for i in range(piece.start, piece.stop) if piece.near(i, "UNITA", "WEEKEND", "SECOND", "SEASONS")
    ]
    return (
        str(words().values.get(piece.word(found[-1])) or "2W")
        if not piece.near(found[-1], "SECOND")
        else "TS"
    )


def quantity(piece: Piece) -> float | None:
    """The number before the unit: the first of a range, with halves; None where it is vague."""
    total, group, seen = 0.0, 0.0, False
    for index in range(piece.start, piece.stop):
        if piece.near(index, "UNITA"):
            break
        if piece.near(index, "SPAN") and not (seen or piece.near(index + 1, "NUM", "MULTIPLE")):
            return None
        if seen and piece.near(index, "TO", "OR"):
            break
        number = _number(piece, index)
        if number is None:
            continue
        seen = True
        total, group = _add(total, group, number)
    half = 0.5 if piece.has("HALF") else 0.0
    if not seen and piece.has("AN"):
        return 1 + half
    return total + group + half if seen else None


def _is_age(piece: Piece) -> bool:
    """Whether it says how old somebody is: "44-year-old", "37 years old"."""
    return piece.word(piece.stop) == "old" or (
        piece.near(piece.stop, "DASH") and piece.word(piece.stop + 1) == "old"
    )


def _is_title(piece: Piece) -> bool:
    """Whether it is a name, such as of a programme: figures and a capital."""
    unit = piece.scan.words[piece.stop - 1]
    return unit[0].isupper() and not unit.isupper() and piece.near(piece.stop - 2, "DIGITS")


def _add(total: float, group: float, number: float) -> tuple[float, float]:
    """Spelt numbers grow: hundred multiplies the group, thousand closes it."""
    if number == 100:  # noqa: PLR2004 -- hundred
        return total, (group or 1) * 100
    if number == 1000:  # noqa: PLR2004 -- thousand
        return total + (group or 1) * 1000, 0.0
    return total, group + number


def _number(piece: Piece, index: int) -> float | None:
    if piece.near(index, "NUM", "MULTIPLE"):
        found = words().values[piece.word(index)]
        return float(found) if isinstance(found, int) else None
    if piece.near(index, "DIGITS", "DEC"):
        if piece.near(index + 1, "SLASH") or piece.near(index - 1, "SLASH"):
            return 0.5 if piece.near(index - 1, "SLASH") else 0.0
        return float(piece.word(index).replace(",", "")) if piece.word(index).count(".") <= 1 else None
    return None


_DET = "((THE|THIS|THESE|THOSE)? (LAST|PAST|NEXT|COMING|PREVIOUS|FOLLOWING|ORD|LATEST|RECENT))"


@rule(
    f"about? {_DET}? count (MORE|TRADING|FISCAL)* DASH? UNITA (AND AN HALF)?",
    "THE NUM (TRADING|FISCAL)? UNITA",
    f"about? {_DET}? count SECOND",
    "THE? SPAN UNITP OR UNITP",
)
def read_length(piece: Piece) -> Draft | None:
    """A counted length: "90 days", "nearly two years", "the past three months", "a five-year"."""
    start = piece.start
    if _is_age(piece) or _is_title(piece) or (piece.has("QUARTERS") and piece.has("DASH")):
        return piece.void()  # the last a fraction: "three-quarters"
    if piece.has("SECOND") and not piece.near(piece.stop - 2, "DASH", "NUM", "DIGITS"):
        return None
    if (
        piece.near(start, "AN", "THE")
        and piece.near(piece.stop - 1, "UNIT", "QUARTER")
        and not piece.has("LAST", "PAST", "NEXT")
    ):
        start += 1  # it describes what follows: "a [four-day] rally"
    unit, count = unit_of(piece), quantity(piece)
    value = amount("X" if count is None else count, unit)
    return piece.draft("DURATION", f"P{value}", start)


@rule(
    f"{_DET} (UNIT|QUARTER)",
    f"about? {_DET}? AN HALF? UNIT1 (AND AN HALF)? (OR (SO|NUM))?",
    "about? HALF AN UNIT",
    "about AN UNIT",
)
def read_single(piece: Piece) -> Draft | None:
    """One unit: "a year", "over a decade", "the past week", "half an hour"."""
    if piece.has("ORD", "RECENT", "LATEST"):
        return None
    det = piece.has("LAST", "PAST", "NEXT", "COMING", "PREVIOUS", "FOLLOWING")
    unit = unit_of(piece)
    whole = unit in {"DE", "CE", "Y", "M"} and piece.has("LAST", "NEXT") and piece.has("THE")
    if not (piece.has("AN", "PAST") or whole):
        return None
    if piece.near(piece.stop, "DASH") or (unit == "Q" and piece.near(piece.stop, "OF")):
        return None
    if piece.near(piece.stop, "AGO", "EARLIER", "LATER") and not det and unit[0] != "T":
        return None
    if unit == "Q" and piece.near(piece.start, "APPROX", "MORE", "OVER"):
        return None
    count = (
        0.5
        if piece.near(piece.at("AN") or 0, "AN") and piece.near((piece.at("AN") or 1) - 1, "HALF")
        else 1.0
    )
    if piece.has("HALF") and count == 1:
        count = 1.5 if piece.has("AND") else 0.5
    kind = "SET" if piece.near(piece.start, "AN") and _rate(piece) else "DURATION"
    return piece.draft(kind, f"P{amount(count, unit)}")


def _rate(piece: Piece) -> bool:
    """Whether "a year" says how often or how much: after a number, a sum or "times"."""
    words_before = [piece.word(i) for i in range(piece.start - 1, max(-1, piece.start - 4), -1)]
    return piece.near(piece.start - 1, "TWICE") or any(_RATE.search(word) for word in words_before)


@rule("(UNIT|UNITP) DASH? LONG")
def read_long(piece: Piece) -> Draft | None:
    """A length as an adjective: "decades-long", "a week-long"."""
    unit = unit_of(piece)
    return piece.draft("DURATION", f"P{amount('X' if piece.has('UNITP') else 1, unit)}")


@rule("(THE|THOSE|MULTIPLE OF)? UNITP", "SPAN? UNITP (OR|AND) UNITP")
def read_plural(piece: Piece) -> Draft | None:
    """A length that is not counted: "years", "hours", "weeks or months"."""
    if piece.near(piece.start - 1, "DASH") or piece.near(piece.stop, "APOS"):
        return None
    first = next(i for i in range(piece.start, piece.stop) if piece.near(i, "UNITP"))
    unit = str(words().values[piece.word(first)])
    if piece.has("QUARTERS"):
        return None
    start = first if piece.near(piece.start, "THE") else piece.start
    return piece.draft("DURATION", f"P{amount('X', unit)}", start)


@rule(
    "EACH (NUM|DIGITS|ORD|SECOND)? (UNIT|UNITS|QUARTER|WEEKEND|PART|SEAS)",
    "REGULAR",
    "PER UNIT",
    "PER QUARTER",
)
def read_set(piece: Piece) -> Draft | None:
    """What recurs: "every two weeks", "annually", "per month"."""
    regular = piece.value("REGULAR")
    if regular:
        return None if piece.near(piece.start - 1, "DASH") else piece.draft("SET", f"P{regular}")
    part = piece.value("PART") or piece.value("SEAS")
    if part:
        return piece.draft("SET", f"XXXX-XX-XXT{part}" if piece.has("PART") else f"XXXX-{part}")
    unit = unit_of(piece)
    count = piece.integer("NUM") or piece.integer("DIGITS") or piece.integer("ORDINAL") or 1
    return piece.draft("SET", f"P{amount(count, unit)}")
