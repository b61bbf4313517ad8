"""Deadlines as a calendar that one can subscribe to (iCalendar, RFC 5545)."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from detente.ledger.moves import Revision
from detente.ledger.views import Deadline, State
from detente.ledger.wording import cited

UNCONFIRMED = "computed, unconfirmed"
"""What every computed deadline says in its title."""


def calendar(state: State, revisions: Mapping[str, Revision] | None = None) -> bytes:
    """All deadlines of the state, one all-day event each, the same bytes for the same state.

    `revisions` (`detente.ledger.moves`) give each its UID, which stays when the day moves, and its
    SEQUENCE, which then rises; what was moved is not in the feed beside its new day. The title of a
    computed deadline says so; the description gives weekday, zone, the last working day and the
    sentence behind it.
    """
    feed = Calendar()
    feed.add("prodid", "-//Detente//deadlines//EN")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", "Detente: what must be decided, and by when")
    known = revisions or {}
    for deadline in state.deadlines:
        if deadline.state != "moved":
            revision = known.get(deadline.id) or Revision(uid(deadline), 0)
            feed.add_component(_event(deadline, state, revision))
    return bytes(feed.to_ical())


def uid(deadline: Deadline) -> str:
    """The name of a deadline of which nothing is known but itself."""
    return hashlib.sha256(deadline.id.encode()).hexdigest()[:24] + "@detente"


def title(deadline: Deadline) -> str:
    """What is due, with "computed, unconfirmed" where no source says the day, and what supposes it."""
    supposed = next((s.supposed for s in deadline.supports if s.supposed), None)
    marks = [UNCONFIRMED] * (deadline.basis == "computed") + [f"supposed: {supposed}"] * bool(supposed)
    return f"{deadline.what} ({'; '.join(marks)})" if marks else deadline.what


def _event(deadline: Deadline, state: State, revision: Revision) -> Event:
    event = Event()
    event.add("uid", revision.uid)
    event.add("sequence", revision.sequence)
    event.add("dtstamp", datetime.combine(state.known, time(), UTC))
    event.add("summary", title(deadline))
    event.add("dtstart", deadline.when.earliest)
    event.add("dtend", deadline.when.latest + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("status", "TENTATIVE" if deadline.basis == "computed" else "CONFIRMED")
    event.add("description", "\n".join(_description(deadline)))
    return event


def _description(deadline: Deadline) -> list[str]:
    zone = f", {deadline.tz}" if deadline.tz else ""
    lines = [f"Last day: {deadline.weekday}, {deadline.when.latest.isoformat()}{zone}"]
    if deadline.last_working_day and deadline.last_working_day != deadline.when.latest:
        lines.append(f"Last working day: {deadline.last_working_day:%A, %Y-%m-%d}")
    lines.append(f"State: {deadline.state}; basis: {deadline.basis}")
    for support in deadline.supports[:3]:
        said = f": {cited(support)}" if support.quote else ""
        lines.append(f"{support.publisher or support.source}, {support.known_by.isoformat()}{said}")
    return lines
