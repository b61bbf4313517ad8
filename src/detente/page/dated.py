"""Which of a page's dates is its publication, which its update, which the day it was saved."""

from dataclasses import dataclass

from detente.model import Problem
from detente.page.dates import Stamp, instant, plausible


@dataclass(frozen=True, slots=True)
class Dates:
    """What the date lines of a page come to."""

    published: Stamp | None = None
    updated: Stamp | None = None
    retrieved: Stamp | None = None
    problems: tuple[Problem, ...] = ()


def choose(top: list[Stamp], near: list[Stamp], tail: list[Stamp]) -> Dates:
    """Sort the dates above the title, around the byline, and below the story.

    A label decides ("Updated", "Accessed"). Without labels: of the dates around the byline the
    earlier is the publication and a later one the update; a date above the title is the day the
    page was saved if there is another one that is not later; a page is never saved before it is
    published.
    """
    everything = [*near, *top, *tail]
    problems = [_implausible(s) for s in everything if not plausible(s.value)]
    top, near, tail = ([s for s in part if plausible(s.value)] for part in (top, near, tail))
    everything = [*near, *top, *tail]
    labelled = {
        kind: [s for s in everything if s.label == kind] for kind in ("published", "updated", "retrieved")
    }
    free = [s for s in near if s.label is None]
    published = _first(labelled["published"]) or (min(free, key=_key) if free else None)
    retrieved = _first(labelled["retrieved"])
    outside = [s for s in (*top, *tail) if s.label is None]
    if published is None and outside:
        published = min(outside, key=_key)
        if published in top and not tail:
            problems.append(_above(published))
    updated = _first(labelled["updated"]) or _later(free, published)
    if published is None and updated is not None:
        published, updated = updated, None
        problems.append(_only_update(published))
    if published is not None and published.ambiguous:
        problems.append(_ambiguous(published))
    later = [
        s for s in top if s.label is None and s is not published and published and _day(s) >= _day(published)
    ]
    return Dates(published, updated, retrieved or _first(later), tuple(problems))


def _first(stamps: list[Stamp]) -> Stamp | None:
    return stamps[0] if stamps else None


def _key(stamp: Stamp) -> tuple[str, bool]:
    return stamp.value[:10], not stamp.timed


def _day(stamp: Stamp) -> str:
    return stamp.value[:10]


def _later(free: list[Stamp], published: Stamp | None) -> Stamp | None:
    after = [
        s
        for s in free
        if published and instant(s.value) > instant(published.value) and s.timed >= published.timed
    ]
    return after[-1] if after else None


def _implausible(stamp: Stamp) -> Problem:
    message = f"{stamp.value[:10]} is no date of a news page and was left aside"
    return Problem("date-implausible", message, stamp.start, stamp.end)


def _above(stamp: Stamp) -> Problem:
    message = "the only date stands above the title: it may be the day the page was saved"
    return Problem("date-above-title", message, stamp.start, stamp.end)


def _only_update(stamp: Stamp) -> Problem:
    message = "the page gives only the date of an update; it is taken for the publication"
    return Problem("date-is-update", message, stamp.start, stamp.end)


def _ambiguous(stamp: Stamp) -> Problem:
    message = f"day and month could be swapped; read as {stamp.value[:10]}"
    return Problem("date-ambiguous", message, stamp.start, stamp.end)
