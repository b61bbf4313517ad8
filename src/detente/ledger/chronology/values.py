"""Dates, numbers and licence words in the free text of a chronology's row."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from detente.model import Kind, When, WhenError

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = r"(?P<month>" + "|".join(f"{name}|{name[:3]}" for name in _MONTHS) + r")\.?"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d))?(?![\w-])"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_LEAD = r"(?:(?:by|on|about|around|the|end of|midnight on|midnight of|0:00 on|from|since|as of|as at)\s+)*"
_EDTF = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?:/\d{4}(?:-\d\d(?:-\d\d)?)?)?(?=$|[\s;,()])")
_SHAPES = tuple(
    re.compile(_LEAD + shape + _YEAR, re.IGNORECASE)
    for shape in (
        rf"(?P<part>early|mid|late)[- ]{_MONTH}",
        rf"{_DAY}\s*(?:-|–|to)\s*(?P<last>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH}",
        rf"{_MONTH}\s+{_DAY}(?!\d)",
        rf"{_MONTH}(?=$|\s*[;,(/]|\s+(?:19|20)\d\d)",
    )
)
_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNT = re.compile(
    rf"(?P<figure>\d{{1,3}})\b(?![-/.:%,]\d)|(?P<word>{'|'.join(_NUMBERS)}|none|no)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Said:
    """A date that a text begins with, and what follows it."""

    when: When
    rest: str


def dated(text: str, year: int) -> Said | None:
    """The date that a text begins with; a day or month without a year is of `year`.

    >>> dated("mid-September", 2019).when.value
    '2019-09-11/2019-09-20'
    >>> dated("April 16", 2023).when.value
    '2023-04-16'
    """
    if match := _EDTF.match(text):
        try:
            return Said(When(match[0]), text[match.end() :].strip())
        except WhenError:
            return None
    for shape in _SHAPES:
        if (match := shape.match(text)) and (when := _when(match, year)):
            return Said(when, text[match.end() :].strip())
    return None


def _when(match: re.Match[str], year: int) -> When | None:
    found = match.groupdict()
    month = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(found["month"].lower()[:3]))
    stem = f"{int(found['year'] or year):04}-{month:02}"
    try:
        whole = When(stem)
        if part := found.get("part"):
            first, last = _PARTS[part.lower()]
            return When.between(
                whole.earliest.replace(day=first), whole.earliest.replace(day=min(last, whole.latest.day))
            )
        if day := found.get("day"):
            last_day = found.get("last") or day
            return When.between(
                When(f"{stem}-{int(day):02}").earliest, When(f"{stem}-{int(last_day):02}").latest
            )
    except (WhenError, ValueError):
        return None
    return whole


def application(text: str, year: int) -> When | None:
    """The day that a text gives for the application: "late September; mid-September was the application".

    >>> application("late September; mid-September was the application", 2019).value
    '2019-09-11/2019-09-20'
    """
    for clause in text.split(";"):
        found = dated(clause.strip(), year)
        if found and re.match(r"(?:was|is) (?:the|its) (?:application|filing)\b", found.rest):
            return found.when
    return None


def since(text: str, year: int) -> str | None:
    """The day from which a text counts ("since 4 July"), as EDTF, or None where it does not say."""
    match = re.search(r"\bsince\s+(?=\S)", text)
    found = dated(text[match.end() :], year) if match else None
    return found.when.value if found and found.when.exact else None


def as_of(text: str, year: int) -> When | None:
    """The day for which a figure is given: "5 (as of 30 September)", "none at all by 2019-10-01".

    >>> as_of("7 (2 October)", 2019).value
    '2019-10-02'
    """
    for match in re.finditer(r"\(|\b(?:by|as of|as at)\s+", text):
        if found := dated(text[match.end() :], year):
            return found.when
    return None


def count(text: str) -> int | None:
    """The number that a text begins with, in figures or words; "none" and "no" are 0.

    >>> count("two orders"), count("none (this item)"), count("over 10,000")
    (2, 0, None)
    """
    match = _COUNT.match(text)
    if not match:
        return None
    if match["figure"]:
        return int(match["figure"])
    word = match["word"].lower()
    return _NUMBERS.index(word) if word in _NUMBERS else 0


@cache
def words() -> dict[str, Any]:
    """The table of words, read once."""
    return tomllib.loads((resources.files("detente.ledger.chronology") / "words.toml").read_text("utf-8"))


def reverses(text: str) -> bool:
    """Whether a text speaks of undoing a measure."""
    return re.search(r"\b(?:" + "|".join(words()["reversal"]) + r")\b", text, re.IGNORECASE) is not None


def licence_type(text: str) -> str | None:
    """The licence type that a text says applies, in the design's words: the first that is not lost."""
    for clause in re.split(r"[;,]", text):
        if re.search(r"\b(?:" + "|".join(words()["lost"]) + r")\b", clause, re.IGNORECASE):
            continue
        for type_, pattern in words()["licence"].items():
            if re.search(pattern, clause, re.IGNORECASE):
                return str(type_)
    return None


def group_of(text: str, acting: str | None) -> str | None:
    """The country group that a text names, given who acts."""
    groups = words()["groups"]
    for id_, pattern in groups.items():
        if id_.startswith("group:") and re.search(pattern, text, re.IGNORECASE):
            return str(id_)
    if acting and re.search(groups["words"], text, re.IGNORECASE):
        return groups["acting"].get(acting)  # type: ignore[no-any-return]
    return None


def act_kind(value: str, kind: Kind) -> Kind | None:
    """The kind that a competing value says was done in a row of the given kind."""
    for rule in words()["act"]:
        if kind.value.startswith(rule["of"]) and re.search(rule["value"], value, re.IGNORECASE):
            return Kind(rule["kind"])
    return None
