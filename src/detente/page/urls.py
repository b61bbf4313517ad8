"""What an address says: its site, and the day that many carry."""

import re
from datetime import date
from urllib.parse import urlsplit

from detente.page.dates import plausible

_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<sep>[/_-]?)(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<d>0[1-9]|[12]\d|3[01]|[1-9](?!\d))(?!\d)"
)
_NAMED = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})/(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def host(url: str | None) -> str | None:
    """The host of an address without `www.`, or None."""
    try:
        name = urlsplit(url or "").hostname
    except ValueError:
        return None
    return name.removeprefix("www.") if name else None


def url_date(url: str | None) -> str | None:
    """The day in the path of an address, ISO 8601, or None.

    >>> url_date("https://example.org/2019/08/21/story-12345678")
    '2019-08-21'
    """
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return None
    for match in (*_DAY.finditer(path), *_NAMED.finditer(path.lower())):
        if "sep" in match.groupdict() and not match["sep"] and len(match[0]) != len("20190821"):
            continue
        month = int(match["m"]) if match["m"].isdigit() else _MONTHS.index(match["m"]) + 1
        try:
            day = date(int(match["y"]), month, int(match["d"])).isoformat()
        except ValueError:
            continue
        if plausible(day):
            return day
    return None
