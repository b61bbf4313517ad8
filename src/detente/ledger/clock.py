"""Deadlines that follow from a text: terms and notice of agreements, working days.

Everything computed here is unconfirmed until a source says it, and is marked so by the views.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import holidays

from detente.model import When

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AgreementDates:
    """The dates of the term that runs on a day.

    `term_begins` and `term_ends` are the first and the last day of the term; `notice_deadline` the
    last whole day on which notice can be given so that it ends then, None where the agreement knows
    no notice; all in the agreement's zone.
    """

    term_begins: When
    term_ends: When
    notice_deadline: When | None


def agreement_dates(clock: Mapping[str, Any], on: date) -> AgreementDates | None:
    """The term and the notice deadline that follow from an agreement's clock on a day.

    `clock` is the table of the lexicon: `in_force` (the day it took effect, ISO), `term_years`,
    `notice_days`, `renewal`, `tz`. Notice must be given `notice_days` before the day on which the
    next term begins, so the last whole day is the one before: with 23 November and ninety days,
    24 August. None where the clock has no term, no automatic renewal beyond its first term, or
    the agreement is not yet in force.

    >>> dates = agreement_dates({"in_force": "2016-11-23", "term_years": 1, "notice_days": 90,
    ...                          "renewal": "automatic"}, date(2019, 8, 21))
    >>> dates.term_ends.value, dates.notice_deadline.value
    ('2019-11-22', '2019-08-24')
    """
    begun, years = clock.get("in_force"), clock.get("term_years")
    if not begun or not years:
        return None
    start = date.fromisoformat(str(begun))
    if on < start:
        return None
    terms = 1
    while _years_later(start, terms * years) <= on:
        terms += 1
    if terms > 1 and clock.get("renewal") != "automatic":
        return None
    next_term = _years_later(start, terms * years)
    tz, notice = clock.get("tz"), clock.get("notice_days")
    deadline = When.on(next_term - timedelta(days=notice) - _DAY, tz) if notice else None
    begins = _years_later(start, (terms - 1) * years)
    return AgreementDates(When.on(begins, tz), When.on(next_term - _DAY, tz), deadline)


def _years_later(day: date, years: int) -> date:
    """The same day years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


@lru_cache(maxsize=64)
def _calendar(country: str) -> holidays.HolidayBase | None:
    try:
        return holidays.country_holidays(country)
    except NotImplementedError:
        return None


def working_day(day: date, country: str | None) -> bool | None:
    """Whether offices of the country work on the day; None where its calendar is not known."""
    calendar = _calendar(country) if country else None
    return None if calendar is None else bool(calendar.is_working_day(day))


def last_working_day(day: date, country: str | None) -> date | None:
    """The last working day up to and including the day; None where the calendar is not known.

    >>> last_working_day(date(2019, 8, 24), "KR")  # a Saturday
    datetime.date(2019, 8, 23)
    """
    while (works := working_day(day, country)) is False:
        day -= _DAY
    return day if works else None
