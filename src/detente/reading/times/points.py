"""Points of the calendar: a first day and how finely it is known, with TIMEX3 values.

The value of a point is what TimeML writes: 2019-08-28, 2019-W35, 2019-08, 2019-Q3, 2019-H2, 2019,
201 for a decade, 20 for a century (its first two digits).
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}
"""Units that are whole months."""

DAYS = {"D": 1, "W": 7, "2W": 14, "WE": 7}
"""Units that are whole days."""


def add_months(day: date, months: int) -> date:
    """The day so many months later, or the last one of a shorter month.

    Raises ValueError or OverflowError outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:  # noqa: PLR2004 -- the calendar of Python
        raise OverflowError("dates run from the year 1 to the year 9999")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of the calendar of one unit (D, W, WE, M, Q, H, Y, DE, CE) that holds `day`."""

    day: date
    unit: str = "D"

    def to(self, unit: str) -> "Point":
        """The stretch of another unit that holds the same day."""
        return Point(self.day, "W" if unit == "2W" else unit)

    def moved(self, unit: str, count: int) -> "Point":
        """Moved by so many units, as finely known as before.

        Raises OverflowError outside the years 1 to 9999.
        """
        if unit in DAYS:
            return Point(self.day + timedelta(days=DAYS[unit] * count), self.unit)
        return Point(add_months(self.day, MONTHS[unit] * count), self.unit)

    @property
    def value(self) -> str:
        """Its TIMEX3 value."""
        day, year = self.day, f"{self.day.year:04}"
        iso = day.isocalendar()
        return {
            "D": day.isoformat(),
            "W": f"{iso.year:04}-W{iso.week:02}",
            "WE": f"{iso.year:04}-W{iso.week:02}-WE",
            "M": f"{year}-{day.month:02}",
            "Q": f"{year}-Q{(day.month + 2) // 3}",
            "H": f"{year}-H{(day.month + 5) // 6}",
            "Y": year,
            "DE": year[:3],
            "CE": year[:2],
        }[self.unit]


def feast(name: str, year: int) -> date:
    """The day of a holiday in a year: a fixed `month-day`, or one that moves."""
    if name == "easter":
        return _easter(year)
    if name == "thanksgiving":
        first = date(year, 11, 1)
        return date(year, 11, 1 + (3 - first.weekday()) % 7 + 21)
    month, day = name.split("-")
    return date(year, int(month), int(day))


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    ell = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month, day = divmod(h + ell - 7 * m + 114, 31)
    return date(year, month, day + 1)


def at_part(value: Point | str, part: str) -> str:
    """A day with the part of it, or the clock time, that is meant."""
    return f"{value.value if isinstance(value, Point) else value}T{part}"


_CENTURY = 70
"""Years of two digits from this one on are of the 1900s."""


def full_year(year: int, digits: int = 4) -> int:
    """A year as written, two digits completed."""
    if digits > 2:  # noqa: PLR2004 -- two digits
        return year
    return year + (1900 if year >= _CENTURY else 2000)
