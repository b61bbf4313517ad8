"""Dates as vague as their source: half-open inside, inclusive in words, written as EDTF.

Follows the Extended Date/Time Format (ISO 8601-2:2019, level 0 with the approximate sign of
level 1): `2019`, `2019-08`, `2019-08-28`, `2019-09-11/2019-09-20`, `2019-08~`.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_ONE_DAY = timedelta(days=1)
_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class WhenError(ValueError):
    """A text that is no date of the kinds that Detente knows."""


def _part(text: str) -> tuple[date, date]:
    """First and last day, inclusive, of one EDTF date without signs."""
    match = _PART.fullmatch(text)
    if not match:
        raise WhenError(f"no date: {text!r} (write 2019-08-28, 2019-08, 2019 or a/b)")
    year, month, day = (int(g) if g else None for g in match.groups())
    try:
        assert year is not None
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except (ValueError, calendar.IllegalMonthError) as error:
        raise WhenError(f"no such day: {text!r}") from error


@dataclass(frozen=True)
class When:
    """A stretch of whole days, as precise as its source and no more.

    `value` is the EDTF text; `tz` the IANA name of the zone whose days are meant, or None where
    the source names none. Two Whens are equal when text and zone are.

    >>> When("2019-08").latest
    datetime.date(2019, 8, 31)
    >>> When("2019-08-28").within(When("2019-08"))
    True
    """

    value: str
    tz: str | None = None

    def __post_init__(self) -> None:
        if self.tz is not None:
            try:
                ZoneInfo(self.tz)
            except (ZoneInfoNotFoundError, ValueError) as error:
                raise WhenError(f"no such time zone: {self.tz!r}") from error
        if self.earliest > self.latest:
            raise WhenError(f"the end lies before the start: {self.value!r}")

    @cached_property
    def _bounds(self) -> tuple[date, date]:
        first, _, second = self.value.rstrip("~").partition("/")
        start, end = _part(first.rstrip("~"))
        return (start, _part(second.rstrip("~"))[1]) if second else (start, end)

    @property
    def earliest(self) -> date:
        """The first day it can be, inclusive."""
        return self._bounds[0]

    @property
    def latest(self) -> date:
        """The last day it can be, inclusive."""
        return self._bounds[1]

    @property
    def approximate(self) -> bool:
        """Whether the source says "about"."""
        return "~" in self.value

    @property
    def days(self) -> int:
        """How many days it spans: 1 for a day."""
        return (self.latest - self.earliest).days + 1

    @property
    def exact(self) -> bool:
        """Whether it is one day and not an approximate one."""
        return self.days == 1 and not self.approximate

    def overlaps(self, other: "When") -> bool:
        """Whether some day is in both."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def within(self, other: "When") -> bool:
        """Whether it refines the other: every day of it lies in the other."""
        return other.earliest <= self.earliest and self.latest <= other.latest

    def instants(self, tz: str = "UTC") -> tuple[datetime, datetime]:
        """First instant, and the instant at which it is over: half-open, with a zone.

        The zone is the When's own where it has one, otherwise `tz`. Raises WhenError at the end
        of the year 9999, after which Python has no instant.
        """
        zone = ZoneInfo(self.tz or tz)
        try:
            stop = self.latest + _ONE_DAY
        except OverflowError as error:
            raise WhenError("dates end with the year 9999") from error
        return datetime.combine(self.earliest, time(), zone), datetime.combine(stop, time(), zone)

    def shifted(self, days: int) -> "When":
        """The stretch moved by whole days; months and years become intervals of days."""
        try:
            move = timedelta(days=days)
            return When.between(self.earliest + move, self.latest + move, self.tz)
        except OverflowError as error:
            raise WhenError("dates run from the year 1 to the year 9999") from error

    @classmethod
    def on(cls, day: date, tz: str | None = None) -> Self:
        """One day."""
        return cls(f"{day:%Y-%m-%d}" if day.year > 999 else day.isoformat(), tz)  # noqa: PLR2004

    @classmethod
    def between(cls, first: date, last: date, tz: str | None = None) -> Self:
        """From the first to the last day, both inclusive, in the shortest EDTF that says it."""
        if first == last:
            return cls(first.isoformat(), tz)
        if first.day == 1 and first.month == last.month and first.year == last.year and _month_end(last):
            return cls(first.isoformat()[:7], tz)
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
            return cls(first.isoformat()[:4], tz)
        return cls(f"{first.isoformat()}/{last.isoformat()}", tz)

    def __str__(self) -> str:
        return self.value


def _month_end(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]
