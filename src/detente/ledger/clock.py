"""Deadlines that follow from a text: terms and notice of agreements, working days.

Everything computed here is unconfirmed until a source says it, and is marked so by the views.
"""

from calendar import monthrange
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

    `term_begins` and `term_ends` are the first and the last day of the term, the first None where only
    the last is known; `notice_deadline` the last whole day on which notice can be given so that it ends
    then, None where the agreement knows no notice or its end is no single day; all in the agreement's
    zone. `said` tells whether the end is the one that was given and not reckoned.
    """

    term_begins: When | None
    term_ends: When
    notice_deadline: When | None
    said: bool = False


def agreement_dates(clock: Mapping[str, Any], on: date) -> AgreementDates | None:
    """The term and the notice deadline that follow from an agreement's clock on a day.

    `clock` is the table of the lexicon, or what sources say: `in_force` (the day it took effect, ISO) with
    `term_years` or `term_months`, or `term_ends` (its last day, EDTF); `renewal`, `renewal_months`,
    `notice_days` or `notice_months`, `tz`. Notice must be given so long before the day on which the
    next term begins, so the last whole day is the one before: with 23 November and ninety days,
    24 August. None where the clock has no term, no automatic renewal beyond its first term, or
    the agreement is not yet in force.

    >>> dates = agreement_dates({"in_force": "2016-11-23", "term_years": 1, "notice_days": 90,
    ...                          "renewal": "automatic"}, date(2019, 8, 21))
    >>> dates.term_ends.value, dates.notice_deadline.value
    ('2019-11-22', '2019-08-24')
    """
    months = int(clock.get("term_years") or 0) * 12 or int(clock.get("term_months") or 0)
    if clock.get("in_force") and months and not clock.get("term_ends"):
        return _from_its_day(clock, When(str(clock["in_force"])).earliest, months, on)
    return _from_its_end(clock, When(str(clock["term_ends"])), on) if clock.get("term_ends") else None


def _from_its_day(clock: Mapping[str, Any], start: date, months: int, on: date) -> AgreementDates | None:
    if on < start:
        return None
    again = int(clock.get("renewal_months") or months)
    terms = 0
    while months_later(start, months + terms * again) <= on:
        terms += 1
    if terms and clock.get("renewal") != "automatic":
        return None
    next_term = months_later(start, months + terms * again)
    begins = months_later(start, months + (terms - 1) * again) if terms else start
    tz = clock.get("tz")
    return AgreementDates(When.on(begins, tz), When.on(next_term - _DAY, tz), _last_notice(clock, next_term))


def _from_its_end(clock: Mapping[str, Any], end: When, on: date) -> AgreementDates | None:
    """The term that ends on the day given, or one after it where it renews for a known time."""
    tz, again = clock.get("tz"), int(clock.get("renewal_months") or 0)
    if on <= end.latest or clock.get("renewal") != "automatic":
        last = _last_notice(clock, end.latest + _DAY) if end.exact else None
        return AgreementDates(None, When(end.value, end.tz or tz), last, said=True)
    if not again or not end.exact:
        return None
    terms = 1
    while months_later(end.latest + _DAY, terms * again) <= on:
        terms += 1
    begins = months_later(end.latest + _DAY, (terms - 1) * again)
    next_term = months_later(end.latest + _DAY, terms * again)
    return AgreementDates(When.on(begins, tz), When.on(next_term - _DAY, tz), _last_notice(clock, next_term))


def _last_notice(clock: Mapping[str, Any], next_term: date) -> When | None:
    """The last whole day of notice before the next term; a term that ends anyway needs none."""
    if clock.get("renewal") == "none":
        return None
    days, months = clock.get("notice_days"), clock.get("notice_months")
    if days:
        return When.on(next_term - timedelta(days=int(days)) - _DAY, clock.get("tz"))
    last = next_term - _DAY
    return When.on(months_later(last, -int(months)), clock.get("tz")) if months else None


def notice_runs_out(clock: Mapping[str, Any], given: date) -> date | None:
    """The day on which a notice given on a day takes effect; None where its length is not known."""
    days, months = clock.get("notice_days"), clock.get("notice_months")
    if days:
        return given + timedelta(days=int(days))
    return months_later(given, int(months)) if months else None


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month; 29 February becomes 1 March of a year."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if months % 12 == 0 and (day.month, day.day) == (2, 29):
        return _years_later(day, months // 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


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
