"""Figures that are rounded: "about 50" beside 45 is told less exactly, and contradicts nothing."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

_FIGURE = re.compile(
    r"(?P<about>(?:about|around|some|nearly|almost|roughly|approximately|circa|ca\.|~)\s*)?"
    r"(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[^()\d]*?)\s*(?:\((?P<of>[^()]*)\))?",
    re.IGNORECASE,
)
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a source words it: whether it is rounded, its unit, and in brackets of what it is."""

    number: Decimal
    about: bool
    unit: str
    of: str

    @classmethod
    def of_words(cls, words: str) -> "Figure | None":
        """The figure of a value that is nothing else: "about 10 minutes (planned)"."""
        match = _FIGURE.fullmatch(words.strip())
        if match is None:
            return None
        number = Decimal(match["number"].replace(",", ""))
        return cls(number, bool(match["about"]), match["unit"].casefold(), (match["of"] or "").casefold())

    @property
    def near(self) -> Decimal:
        """How far off "about" may be: half of the place that it is rounded to, at most a tenth of it.

        >>> [float(Figure.of_words(f"about {n}").near) for n in (10, 50, 300, 45)]
        [1.0, 5.0, 30.0, 0.5]
        """
        exponent = self.number.normalize().as_tuple().exponent
        assert isinstance(exponent, int)
        return min(Decimal(5).scaleb(exponent - 1), self.number * _TENTH)

    def rounds(self, other: "Figure") -> bool:
        """Whether this is the other, rounded; figures of two units, or of two things, are not compared."""
        alike = all(not a or not b or a == b for a, b in ((self.unit, other.unit), (self.of, other.of)))
        return self.about and alike and abs(self.number - other.number) <= self.near


def refined(values: Collection[str]) -> set[str]:
    """Those of some values that another one tells more exactly."""
    told = {value: figure for value in values if (figure := Figure.of_words(value))}
    return {
        value
        for value, one in told.items()
        for other, its in told.items()
        if value != other and one.rounds(its) and (not its.rounds(one) or its.near < one.near)
    }
