"""Dates as pages print them: full dates with time and zone, and lines that hold nothing else."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from detente.page.data import table

FIRST_YEAR: Final = 1600
LAST_YEAR: Final = 2199
"""Newspapers exist since the seventeenth century; beyond that a date is a slip or a joke."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date on a page: ISO 8601 value, where it stands, and what the word before it says.

    `label` is published, updated, retrieved or None. `ambiguous` is true where day and month could
    be swapped. `value` has a time, and a zone, only where the page gives one.
    """

    value: str
    start: int
    end: int
    label: str | None = None
    ambiguous: bool = False

    @property
    def timed(self) -> bool:
        """Whether a time of day is given."""
        return "T" in self.value


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    return {name: int(number) for number, names in table("dates")["months"].items() for name in names}


def _any(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    month = rf"(?:{_any(list(_months()))})"
    weekday = rf"(?:{_any(table('dates')['weekdays']['names'])})"
    zones = _any(list(table("dates")["zones"]))
    clock = (
        r"(?P<{n}hour>[01]?\d|2[0-4])(?:(?:[:h]|\.(?=\d\d(?!\d|[./])))(?P<{n}minute>[0-5]\d)"
        r"(?::(?P<{n}second>[0-5]\d)(?:[.,]\d+)?)?"
        r"(?:\s?(?P<{n}half>[ap])\.?\s?m\b\.?)?|\s?(?P<{n}bare>[ap])\.?\s?m\b\.?)"
    )
    zone = (
        r"(?:\s*\(?(?P<{n}zone>(?:UTC|GMT)\s?[+-]\d\d?(?::?\d\d)?|[+-]\d\d:?\d\d(?!\d)|(?:"
        rf"{zones})\b)\)?)?"
    )
    before = (clock + zone).format(n="a_")
    after = (clock + zone).format(n="b_")
    return re.compile(
        rf"(?<![\w.])(?:{before}[\s,|·–—-]*(?:(?:on|le|am)\s+)?)?(?:\(?{weekday}\)?\.?,?\s+)?(?:"
        r"(?P<y1>\d{4})\s?[-./年년]\s?(?P<m1>\d\d?)\s?[-./月월]\s?(?P<d1>\d\d?)(?!\d)\s?[日일.]?"
        r"|(?P<p2>\d\d?)\s?(?P<s2>[./-])\s?(?P<q2>\d\d?)\s?(?P=s2)\s?(?P<y2>\d{4})(?!\d)"
        rf"|(?P<n3>{month})\b\.?\s?(?P<d3>\d\d?)(?:st|nd|rd|th)?\s?,?\s?(?P<y3>\d{{4}})(?!\d)"
        rf"|(?P<d4>\d\d?)(?:st|nd|rd|th|\.|º|er)?[\s-](?:of\s|de\s)?\s?(?P<n4>{month})\b[.,]*"
        r"[\s-](?:del?\s)?\s?(?P<y4>\d{4})(?!\d)"
        rf")\s?(?:\(?{weekday}\)?)?"
        r"(?:(?:T|[\s,|·•–—-]|\bat\b|\bum\b|\bà\b|\blas\b|\bkl\.?|Uhr|오전|오후|:\s){0,6}"
        rf"{after})?",
        re.IGNORECASE,
    )


def find_dates(text: str, *, day_first: bool | None = None) -> list[Stamp]:
    """Every full date in a text, in order. Dates without a year, or no day of a calendar, are left out.

    `day_first` settles 03/04/2019; without it a time with am or pm, or an American zone, means
    month first and anything else day first, and the stamp is marked ambiguous.
    """
    found = []
    last = 0
    for match in _pattern().finditer(text):
        stamp = _stamp(match, text[last : match.start()], day_first=day_first)
        if stamp:
            found.append(stamp)
            last = stamp.end
    return found


def _stamp(match: re.Match[str], before: str, *, day_first: bool | None) -> Stamp | None:
    year, month, day, ambiguous = _day(match, day_first=day_first)
    try:
        moment = datetime(year, month, day)  # noqa: DTZ001 - the zone is added where the page names one
    except ValueError:
        return None
    value = moment.date().isoformat()
    number = "b_" if match["b_hour"] else "a_"
    if clock := _clock(match, number):
        value += f"T{clock}{_zone(match[number + 'zone'], moment)}"
    end = match.start() + len(match[0].rstrip(" ,|·•–—-("))
    return Stamp(value, match.start(), end, _label(before), ambiguous)


def _day(match: re.Match[str], *, day_first: bool | None) -> tuple[int, int, int, bool]:
    if match["y1"]:
        return int(match["y1"]), int(match["m1"]), int(match["d1"]), False
    if match["y3"]:
        return int(match["y3"]), _months()[match["n3"].lower()], int(match["d3"]), False
    if match["y4"]:
        return int(match["y4"]), _months()[match["n4"].lower()], int(match["d4"]), False
    first, second, year = int(match["p2"]), int(match["q2"]), int(match["y2"])
    months = 12
    if first > months or second > months or first == second:
        return (year, second, first, False) if first > months else (year, first, second, False)
    if match["s2"] == ".":
        return year, second, first, False
    american = bool(match["b_half"] or match["b_bare"] or match["a_half"]) or _american(match)
    swap = american if day_first is None else not day_first
    return (year, first, second, day_first is None) if swap else (year, second, first, day_first is None)


def _american(match: re.Match[str]) -> bool:
    zone = (match["b_zone"] or match["a_zone"] or "").upper()
    return zone in {"ET", "EST", "EDT", "CT", "CDT", "MST", "MDT", "PT", "PST", "PDT"}


def _clock(match: re.Match[str], number: str) -> str:
    """`HH:MM` or `HH:MM:SS`, or nothing. Twelve hours are told by the letters a and p."""
    if not match[number + "hour"]:
        return ""
    hour, half = int(match[number + "hour"]), match[number + "half"] or match[number + "bare"]
    noon, midnight = 12, 24
    if half and hour <= noon:
        hour = hour % noon + (noon if half.lower() == "p" else 0)
    if hour == midnight:
        return ""
    second = match[number + "second"]
    return f"{hour:02}:{match[number + 'minute'] or '00'}" + (f":{second}" if second else "")


def _zone(name: str | None, moment: datetime) -> str:
    """The offset of a zone's name on that day: `+09:00`."""
    if not name:
        return ""
    name = re.sub(r"^(?:UTC|GMT)\s?(?=[+-])", "", name, flags=re.IGNORECASE)
    if name[0] in "+-":
        hours, minutes = re.fullmatch(r".(\d\d?):?(\d\d)?", name).groups()  # type: ignore[union-attr]
        return f"{name[0]}{int(hours):02}:{minutes or '00'}"
    known: str = table("dates")["zones"][name.upper()]
    if known[0] in "+-":
        return known
    offset = moment.replace(tzinfo=ZoneInfo(known)).strftime("%z")
    return f"{offset[:3]}:{offset[3:]}"


@lru_cache(maxsize=4)
def _labels(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(table('dates')['labels'][kind])})(?!\w)", re.IGNORECASE)


def _label(before: str) -> str | None:
    tail = before[-40:]
    found = [
        (m.end(), kind)
        for kind in ("published", "updated", "retrieved")
        for m in _labels(kind).finditer(tail)
    ]
    return max(found)[1] if found else None


def rest(text: str, stamps: list[Stamp]) -> str:
    """What a line holds besides its dates: labels, fillers and punctuation taken out."""
    for stamp in reversed(stamps):
        text = text[: stamp.start] + " " + text[stamp.end :]
    for kind in ("updated", "published", "retrieved", "fillers"):
        text = _labels(kind).sub(" ", text)
    weekdays = _any(table("dates")["weekdays"]["names"])
    text = re.sub(rf"(?<!\w)(?:{weekdays})(?!\w)", " ", text, flags=re.IGNORECASE)
    return re.sub(r"[\s\W_]+", " ", text).strip()


def plausible(value: str) -> bool:
    """Whether a year can be that of a news page."""
    return FIRST_YEAR <= int(value[:4]) <= LAST_YEAR


def instant(value: str) -> datetime:
    """The ISO value as an instant for comparison; a date alone is its midnight, no zone is UTC."""
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone(timedelta()))
