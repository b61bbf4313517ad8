"""What happened and what was said, as single events: talks, calls, the timeline."""

from collections.abc import Iterable, Sequence
from datetime import date

from detente.ledger.acts import Act
from detente.ledger.views import Event, Happened
from detente.model import Kind, Status

_CALLS = frozenset({Kind.APPEAL_MADE, Kind.DEMAND_MADE, Kind.THREAT_MADE})


def event(one: Act) -> Event:
    """An act as an event."""
    actors = tuple(dict.fromkeys((*one.actor_countries, *(i for i in one.actors if len(i) > len("KR")))))
    return Event(
        id=one.id,
        kind=one.kind.value,
        status=one.status.value,
        when=one.when,
        actors=actors,
        targets=one.targets,
        text=one.text,
        supports=one.supports,
        items=one.items,
        step=one.step,
    )


def talks(acts: Sequence[Act]) -> list[Event]:
    """Talks and meetings, held and planned."""
    return [event(one) for one in acts if one.family == "talks" and one.status is not Status.DENIED]


def calls(acts: Sequence[Act]) -> list[Event]:
    """What somebody asks of somebody: appeals, demands, threats, and acts called for.

    What an exporter must do is called for by a rule, not by somebody.
    """
    return [
        event(one)
        for one in acts
        if (one.kind in _CALLS and one.status is not Status.DENIED)
        or (one.status is Status.CALLED_FOR and not one.kind.value.startswith("licence_"))
    ]


_REAL = frozenset({"occurred", "planned", "due"})
"""Of a flow: what is asked for, supposed or denied does not happen."""


def between(events: Iterable[Event], since: date | None, until: date | None) -> list[Happened]:
    """The flow: what happened, or is to happen, from one day to another, both inclusive.

    The other side of what is in force on a day, which is a stock. What has no day is in no stretch.
    """
    first, last = since or date.min, until or date.max
    return [
        Happened(one, first <= one.when.earliest and one.when.latest <= last)
        for one in events
        if one.status in _REAL and one.when and one.when.earliest <= last and first <= one.when.latest
    ]


def timeline(acts: Iterable[Act]) -> list[Event]:
    """Every act, in the order of its day."""
    return [event(one) for one in acts]
