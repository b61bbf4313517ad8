"""Expressions that only point: "now", "recently", "the past", "the near future", "coming months"."""

from detente.reading.times.grammar import rule
from detente.reading.times.piece import Draft, Piece


@rule("NOW", "NOWREF", "CURRENT", "THESE UNITS", "THE TIME BEING", "THE MOMENT")
def read_present(piece: Piece) -> Draft | None:
    """The present: "now", "currently", "these days", "the time being"."""
    if piece.has("CURRENT") and piece.word(piece.stop) == "account":
        return piece.void()  # the current account of a balance of payments
    if piece.has("THESE") and piece.value("UNITS") != "D":
        return None
    if piece.has("NOW") and piece.titled():
        return None
    if piece.has("MOMENT") and not piece.near(piece.start - 1, "AT", "SINCE"):
        return None
    return piece.draft("DATE", "PRESENT_REF")


@rule(
    "MORE? PASTREF",
    "RECENT",
    "THE? RECENT PAST",
    "THE PAST",
    "RECENT (UNITS|QUARTERS|SEASONS)",
    "MORE PASTREF",
)
def read_past(piece: Piece) -> Draft | None:
    """The past: "recently", "recent years", "the past"."""
    if piece.near(piece.stop - 1, "PAST") and piece.near(
        piece.stop, "NUM", "DIGITS", "SPAN", "UNIT", "UNITS"
    ):
        return None
    return piece.draft("DATE", "PAST_REF")


@rule("THE? (NEAR|COMING)? FUTURE", "THE (NEAR|LONG) DASH? TERM", "SOON", "THE? COMING (UNITS|QUARTERS)")
def read_future(piece: Piece) -> Draft | None:
    """The future: "soon", "the near future", "coming weeks"."""
    if piece.has("SOON") and (piece.near(piece.stop, "DASH") or piece.word(piece.stop) in {"as", "after"}):
        return None
    if piece.near(piece.stop - 1, "FUTURE") and not (
        piece.has("THE", "NEAR") or piece.near(piece.start - 1, "IN")
    ):
        return None  # "future payments"
    return piece.draft("DATE", "FUTURE_REF")
