"""What an expression is reckoned from: the day of the report, what was just named, the tense."""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import Enum

from detente.reading.times.points import Point

UNKNOWN = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX",
    "H": "XXXX-HX", "Y": "XXXX", "DE": "XXX", "CE": "XX",
}  # fmt: skip
"""What a stretch of each unit is called while nothing is known to reckon it from."""

AGAINST_PAST = {"D": 200, "M": 300}
"""Days that a later day costs more in a clause of the past. Participles ("was due in October")
look like a past tense, and a day more than half a year ago is rarely named without its year."""

AGAINST_FUTURE = 240
"""Days that an earlier day costs more in a clause of the future."""

AGAINST_NONE = 60
"""Days that a later day costs more without a cue: news tells of what was."""


NEAR = 400
"""Characters over which a text goes on speaking of the period it named."""


class Lean(Enum):
    """Whether a clause speaks of what was or what will be."""

    PAST = -1
    NONE = 0
    FUTURE = 1


@dataclass(slots=True)
class Context:
    """Reckoning state within one text, moved on by each expression that denotes a date."""

    published: date | None
    lean: Lean = Lean.NONE
    seen: Point | None = None
    """The last date named."""
    day: Point | None = None
    """The last day named."""
    quarter: Point | None = None
    """The last quarter named."""
    place: int = 0
    """Where in the text the expression stands that is reckoned now."""
    seen_at: int = 0
    quarter_at: int = 0

    def near(self, place: int) -> bool:
        """Whether something named at that place is still what the text speaks of."""
        return self.place - place <= NEAR

    def quarter_near(self) -> Point | None:
        """The quarter that the text speaks of, None where none was named shortly before."""
        return self.quarter if self.quarter and self.near(self.quarter_at) else None

    def note(self, point: Point) -> None:
        """Remember a date that was named."""
        self.seen, self.seen_at = point, self.place
        if point.unit == "D":
            self.day = point
        if point.unit == "Q":
            self.quarter, self.quarter_at = point, self.place

    def now(self, unit: str, count: int = 0) -> Point | str:
        """The stretch of the unit that lies so many of it from the report's day."""
        if self.published is None:
            return UNKNOWN.get(unit, UNKNOWN["D"])
        return Point(self.published).moved(unit, count).to(unit)

    def then(self, unit: str, count: int) -> Point | str:
        """The same reckoned from the date just named, or from the report where none was."""
        base = self.day if unit == "D" else self.seen
        if base is None:
            return self.now(unit, count)
        return base.moved(unit, count).to(unit)

    def best(self, points: list[Point]) -> Point:
        """The candidate that lies nearest to the report, as the tense leans."""
        assert self.published is not None
        return min(points, key=self._cost)

    def _cost(self, point: Point) -> int:
        assert self.published is not None
        first = Point(self.published).to(point.unit).day
        delta = (point.day - first).days
        if delta == 0 or point.value == Point(self.published, point.unit).value:
            return 0
        if delta > 0:
            against = {Lean.PAST: AGAINST_PAST.get(point.unit, 300), Lean.NONE: AGAINST_NONE, Lean.FUTURE: 0}
        else:
            against = {
                Lean.PAST: 0,
                Lean.NONE: 0,
                Lean.FUTURE: AGAINST_NONE if point.unit == "Q" else AGAINST_FUTURE,
            }
        return abs(delta) + against[self.lean]

    def weekday(self, number: int) -> Point | str:
        """The nearest such weekday (1 is Monday), the same day included; past unless the tense is future."""
        if self.published is None:
            return f"XXXX-WXX-{number}"
        back = (self.published.isoweekday() - number) % 7
        ahead = (number - self.published.isoweekday()) % 7
        return Point(self.published + timedelta(days=ahead if self.lean is Lean.FUTURE else -back))

    def month(self, month: int) -> Point | str:
        """The month of the year that the tense suggests."""
        if self.published is None:
            return f"XXXX-{month:02}"
        return self.best([Point(date(year, month, 1), "M") for year in self.years()])

    def month_day(self, month: int, day: int) -> Point | str:
        """The day of the year that the tense suggests.

        Raises ValueError for a day that the month never has.
        """
        date(2000, month, day)
        if self.published is None:
            return f"XXXX-{month:02}-{day:02}"
        return self.best([Point(found) for year in self.years() if (found := real(year, month, day))])

    def years(self) -> list[int]:
        """The years that an unnamed one may be; nearest leap year included for 29 February."""
        assert self.published is not None
        year = self.published.year
        nearest = (year + step for step in (0, -1, 1, -2, 2, -3, 3))
        return [y for y in nearest if MINYEAR <= y <= MAXYEAR]


def real(year: int, month: int, day: int) -> date | None:
    """The date, or None where the year has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
