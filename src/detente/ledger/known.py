"""From which day a source was known, as an interval: what was published can be asked about from then.

The end of the interval counts, so that a source dated to a month is known at the month's end and
an early day never shows what may have been printed later.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from detente.model import Assertion, Basis, Problem, Published, Status, When, WhenError

RECORDED = "recorded"
"""The basis of a source without a date from another ledger: known from the day it was added there."""

_YEAR = r"(?<!\d)(?P<year>(?:19|20)\d\d)"
_IN_URL = (
    re.compile(_YEAR + r"[-/_](?P<month>\d\d?)[-/_](?P<day>\d\d?)(?!\d)"),
    re.compile(_YEAR + r"(?P<month>\d\d)(?P<day>\d\d)(?!\d{1,3}(?!\d))"),
    re.compile(r"/(?P<year>(?:19|20)\d\d)[-/_]?(?P<month>\d\d)/"),
)
"""Dates in addresses: `/2019/08/21/`, `20190821` (alone or before a serial number), `/2019/08/`."""

ZONE_SLACK = 1
"""Days by which a report may be dated before what it reports: a time zone, no more."""


@dataclass(frozen=True, slots=True)
class Known:
    """First and last day on which the source can have been published, both inclusive, in UTC."""

    first: date
    last: date

    @classmethod
    def of(cls, value: str) -> "Known":
        """The days of an EDTF text. Raises WhenError where it is none."""
        when = When(value)
        return cls(when.earliest, when.latest)


def of_published(published: Published | None) -> Known | None:
    """The day of a page's publication; in UTC where the page names a zone, else the day as written."""
    if published is None:
        return None
    try:
        moment = datetime.fromisoformat(published.value)
    except ValueError:
        return Known.of(published.value)
    day = moment.astimezone(UTC).date() if moment.tzinfo else moment.date()
    return Known(day, day)


def of_url(url: str) -> Known | None:
    """The day, or the month, that an address names.

    >>> of_url("https://example.com/2019/08/21/story").last.isoformat()
    '2019-08-21'
    """
    for pattern in _IN_URL:
        for match in pattern.finditer(url):
            parts = match.groupdict()
            day = f"-{int(parts['day']):02}" if "day" in parts else ""
            try:
                return Known.of(f"{parts['year']}-{int(parts['month']):02}{day}")
            except WhenError:
                continue
    return None


def page_problems(
    published: Published | None, known: Known | None, retrieved: str | None, assertions: tuple[Assertion, ...]
) -> tuple[tuple[Problem, ...], bool]:
    """What is wrong with a page's date, and whether it can still be trusted.

    A page that was saved before it was published has a wrong date. One that reports what happened
    after its date has a wrong one too if the date came from metadata; a date printed in the text
    is kept, since a misread sentence is then the likelier cause.
    """
    if published is None or known is None:
        said = "no date of publication: known only from the day it was added"
        return (Problem("no-date", said),), False
    saved = re.match(r"\d{4}-\d\d-\d\d", retrieved or "")
    if saved and (known.first - date.fromisoformat(saved[0])).days > ZONE_SLACK:
        said = f"saved on {saved[0]}, before its date {known.first}: the date is not trusted"
        return (Problem("saved-before-published", said, published.start, published.end),), False
    late = max((a.when.earliest for a in assertions if _happened(a) and a.when), default=known.last)
    if (late - known.last).days <= ZONE_SLACK:
        return (), True
    trusted = published.basis != "metadata"
    end = "the sentence may be misread" if trusted else "the date is not trusted"
    said = f"reports what happened on {late}, after its date {known.last}: {end}"
    return (Problem("event-after-publication", said, published.start, published.end),), trusted


_CLAIMED = re.compile(r"(?:, after its date|its metadata say) (\d{4}-\d\d-\d\d)")


def distrusted(problems: Iterable[Problem]) -> date | None:
    """The date that a page bears by its metadata and that was not used, where its problems tell of one."""
    for problem in problems:
        if problem.code in {"event-after-publication", "metadata-date-wrong"}:
            match = _CLAIMED.search(problem.message)
            if match and "misread" not in problem.message:
                return date.fromisoformat(match[1])
    return None


def _happened(assertion: Assertion) -> bool:
    return assertion.status is Status.OCCURRED and assertion.when_basis is Basis.TEXT
