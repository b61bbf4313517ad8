"""The one who tags: expressions in the order of the text, each with its value."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from detente.model import TimeExpression
from detente.reading.times import (  # noqa: F401 -- they register their rules
    clock,
    compared,
    dates,
    days,
    durations,
    months,
    parts,
    references,
    sets,
    shifted,
    units,
    years,
)
from detente.reading.times.context import Context
from detente.reading.times.grammar import rule
from detente.reading.times.piece import Draft
from detente.reading.times.points import Point
from detente.reading.times.scan import Scan, scan
from detente.reading.times.tense import lean

_MARKS = frozenset(" •*|-–,.:")
"""What may stand on a line beside its date."""

_FULL = re.compile(r"\d{4}-\d{2}-\d{2}")


def tag(
    text: str,
    published: date | datetime | None,
    pieces: Sequence[tuple[int, int]] | None = None,
) -> tuple[TimeExpression, ...]:
    """The time expressions of a text, sorted, none overlapping, with TIMEX3 types and values.

    Only inside `pieces` (offsets of the text, half-open) where they are given. Relative
    expressions are reckoned from `published`; without it from the first full date that stands
    alone on its line, and where there is none their values have the form XXXX-XX-XX.
    """
    day = published.date() if isinstance(published, datetime) else published
    stretches = sorted(pieces) if pieces is not None else [(0, len(text))]
    drafted = [(found, draft) for found in _scans(text, stretches) for draft in rule.drafts(found)]
    context = Context(day or _dateline(text, drafted))
    return tuple(made for found, draft in drafted if (made := _made(found, draft, context)))


def _scans(text: str, stretches: list[tuple[int, int]]) -> Iterator[Scan]:
    done = 0
    for start, end in stretches:
        if end > max(start, done):
            yield scan(text, max(start, done), end)
            done = end


def _made(found: Scan, draft: Draft, context: Context) -> TimeExpression | None:
    start, end = found.spans[draft.start][0], found.spans[draft.stop - 1][1]
    context.place = start
    context.lean = lean(found, draft.start, draft.stop)
    try:
        value = draft.resolve(context)
    except (ValueError, OverflowError):
        return None  # no such day, or beyond the calendar
    if isinstance(value, Point):
        context.note(value)
        value = value.value
    return TimeExpression(found.text[start:end], start, end, draft.type, value)


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a stretch has its line for itself but for marks; looks no further than the first word."""
    while start and text[start - 1] in _MARKS:
        start -= 1
    while end < len(text) and text[end] in _MARKS:
        end += 1
    return (not start or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")


def _dateline(text: str, drafted: list[tuple[Scan, Draft]]) -> date | None:
    """The first full date that stands alone on its line."""
    for found, draft in drafted:
        start, end = found.spans[draft.start][0], found.spans[draft.stop - 1][1]
        if draft.type != "DATE" or not _alone(text, start, end):
            continue
        made = _made(found, draft, Context(None))
        if made and _FULL.fullmatch(made.value):
            return date.fromisoformat(made.value)
    return None
