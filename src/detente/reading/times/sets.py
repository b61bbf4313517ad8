"""What recurs: "every two weeks", "annually", "per month"."""

from detente.reading.times.grammar import rule
from detente.reading.times.lengths import amount, unit_of
from detente.reading.times.piece import Draft, Piece


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
        return (
            None
            if piece.near(piece.start - 1, "DASH") or piece.titled()
            else piece.draft("SET", f"P{regular}")
        )
    part = piece.value("PART") or piece.value("SEAS")
    if part:
        return piece.draft("SET", f"XXXX-XX-XXT{part}" if piece.has("PART") else f"XXXX-{part}")
    unit = unit_of(piece)
    count = piece.integer("NUM") or piece.integer("DIGITS") or piece.integer("ORDINAL") or 1
    return piece.draft("SET", f"P{amount(count, unit)}")
