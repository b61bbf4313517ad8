"""The digest of what is new since a day: sources, what they changed, what happened, what falls due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from detente.desk.brief import WIDTH, Text
from detente.desk.changes import diff_json, due_lines, sections
from detente.ledger.diff import Diff, diff
from detente.ledger.records import Source
from detente.ledger.shapes import due_json, event_json
from detente.ledger.views import Deadline, Event, State
from detente.ledger.wording import day
from detente.lexicon import lexicon


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new since `since`; `due` are the open deadlines within `ahead` of the day asked about."""

    since: date
    ahead: timedelta
    found: Diff
    sources: tuple[Source, ...]
    happened: tuple[Event, ...]
    due: tuple[Deadline, ...]


def digest(old: State, new: State, sources: Iterable[Source], since: date, ahead: timedelta) -> Digest:
    """The digest between the state then, as known then, and the state now, as known now."""
    fresh = {s for s in sources if since < s.known_by <= new.known}
    happened = [e for e in new.timeline if e.when and since < e.when.earliest and e.when.latest <= new.on]
    due = [d for d in new.deadlines if d.state == "open" and d.when.latest <= new.on + ahead]
    return Digest(
        since,
        ahead,
        diff(old, new),
        tuple(sorted(fresh, key=lambda s: (s.known_by, s.id))),
        tuple(e for e in happened if e.status == "occurred"),
        tuple(due),
    )


def digest_json(found: Digest) -> dict[str, Any]:
    """The published shape (schemas/watch.schema.json): that of a diff, with sources and deadlines."""
    return diff_json(found.found) | {
        "since": found.since.isoformat(),
        "sources": [
            {
                "id": s.id,
                "publisher": s.publisher,
                "url": s.url,
                "known_by": s.known_by.isoformat(),
                "dated": s.dated,
            }
            for s in found.sources
        ],
        "happened": [event_json(one) for one in found.happened],
        "due": due_json(found.due),
    }


def digest_text(found: Digest) -> str:
    """The digest for a terminal."""
    text, new = Text(lexicon(), WIDTH), found.found.new
    head = f"New since {day(found.since)}, as known on {day(new.known)}: {len(found.sources)} sources"
    if new.scenario:
        head += f", supposing “{new.scenario}”"
    lines = [head, *sections(found.found.changes)]
    if not found.found.changes:
        lines += ["", "Nothing changed"]
    lines += ["", "Happened since", *([text.event(e, e.text) for e in found.happened] or ["  nothing known"])]
    lines += ["", f"Due within {found.ahead.days} days", *due_lines(found.due)]
    return "\n".join(lines) + "\n"
