"""Days, stretches and money in words for people."""

from datetime import date

from detente.exposure.views import Range
from detente.model import When


def day(value: date) -> str:
    """A day for people: 21 August 2019."""
    return f"{value.day} {value:%B %Y}"


def words(when: When | None) -> str:
    """A when for people, as vague as it is."""
    if when is None:
        return "day not known"
    if when.exact:
        return day(when.earliest)
    about = "about " if when.approximate else ""
    if len(when.value.rstrip("~")) == len("2019-08"):
        return f"{about}{when.earliest:%B %Y}"
    if len(when.value.rstrip("~")) == len("2019"):
        return f"{about}{when.earliest.year}"
    return f"{about}{day(when.earliest)} to {day(when.latest)}"


def money(value: float | None) -> str:
    """An amount in three figures: 1.24 bn, 340 m, 12,300."""
    if value is None:
        return "none"
    for size, unit in ((1e9, " bn"), (1e6, " m")):
        if abs(value) >= size:
            return f"{value / size:.3g}{unit}"
    return f"{value:,.0f}"


def range_words(figure: Range, none: str) -> str:
    """Low, base and high in words: the same said once."""
    ends = [none if v is None else f"{v:.0f}" for v in (figure.low, figure.base, figure.high)]
    return ends[0] if len(set(ends)) == 1 else " / ".join(ends)
