"""Days, stretches and money in words for people."""

from detente.exposure.views import Range
from detente.ledger.wording import day, words

__all__ = ["day", "money", "range_words", "rate_words", "shortened", "words"]

LONGEST = 48
"""Characters of a title where it stands for the name of a source."""


def money(value: float | None) -> str:
    """An amount in three figures: 1.24 bn, 340 m, 12,300."""
    if value is None:
        return "none"
    for size, unit in ((1e9, " bn"), (1e6, " m")):
        if abs(value) >= size:
            return f"{value / size:.3g}{unit}"
    return f"{value:,.0f}"


def rate_words(rate: float | None) -> str:
    """A share in per cent, or that it is not known."""
    return "not known" if rate is None else f"{rate:.0%}"


def shortened(title: str) -> str:
    """A title cut at a word where it is long."""
    if len(title) <= LONGEST:
        return title
    return title[:LONGEST].rpartition(" ")[0] + " …"


def range_words(figure: Range, none: str) -> str:
    """Low, base and high in words: the same said once."""
    ends = [none if v is None else f"{v:.0f}" for v in (figure.low, figure.base, figure.high)]
    return ends[0] if len(set(ends)) == 1 else " / ".join(ends)
