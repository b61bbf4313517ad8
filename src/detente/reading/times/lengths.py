"""How much and of what: counts in digits and words, units, and lengths as TIMEX3 writes them."""

from detente.reading.times.piece import Piece
from detente.reading.times.words import words

_DIGITS = 30
"""Digits of a number that counts something; a longer row of them is no number."""

_FACTORS = {"DE": (10, "Y"), "CE": (100, "Y"), "2W": (2, "W"), "WE": (2, "D")}
"""Units that a duration writes as others."""


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
        if piece.near(index, "SPAN") and not (seen or piece.near(index + 1, "NUMS", "MULTIPLE")):
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


def _add(total: float, group: float, number: float) -> tuple[float, float]:
    """Spelt numbers grow: hundred multiplies the group, thousand closes it."""
    if number == 100:  # noqa: PLR2004 -- hundred
        return total, (group or 1) * 100
    if number == 1000:  # noqa: PLR2004 -- thousand
        return total + (group or 1) * 1000, 0.0
    return total, group + number


def _number(piece: Piece, index: int) -> float | None:
    if piece.near(index, "NUMS", "MULTIPLE"):
        found = words().values[piece.word(index)]
        return float(found) if isinstance(found, int) else None
    if piece.near(index, "DIGITS", "DEC"):
        if piece.near(index + 1, "SLASH"):
            return 0.0  # the fraction is read at its lower number
        if piece.near(index - 1, "SLASH"):
            return int(piece.word(index - 2)[:_DIGITS]) / max(1, int(piece.word(index)[:_DIGITS]))
        word = piece.word(index).replace(",", "")
        return float(word) if word.count(".") <= 1 and len(word) <= _DIGITS else None
    return None
