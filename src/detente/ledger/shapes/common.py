"""The shapes that all views share: days, sources, stages, steps."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from detente.ledger.views import Dated, Step, Support
from detente.model import When

Json = dict[str, Any]
"""A JSON object."""


def day_json(day: date | None) -> str | None:
    """A day in ISO 8601, null where there is none."""
    return day.isoformat() if day else None


def when_json(when: When | None) -> Json | None:
    """EDTF value, first and last day inclusive, and the zone whose days are meant."""
    if when is None:
        return None
    return {
        "value": when.value,
        "earliest": day_json(when.earliest),
        "latest": day_json(when.latest),
        "tz": when.tz,
    }


def support_json(support: Support) -> Json:
    """A source behind a value: who, where, from when it was known, and its words."""
    return {
        "assertion": support.assertion,
        "publisher": support.publisher,
        "url": support.url,
        "known_from": day_json(support.known_from),
        "known_by": day_json(support.known_by),
        "quote": support.quote,
        "verbatim": support.verbatim,
        "entry": support.entry,
        "snapshot": support.snapshot,
        "start": support.start,
        "end": support.end,
    } | _marks(support)


def _marks(support: Support) -> Json:
    """What stands behind a value beside its source: a scenario, a verdict; only where there is one."""
    found: Json = {"supposed": support.supposed, "verdict": support.verdict}
    return {key: value for key, value in found.items() if value}


def sources_json(supports: Iterable[Support]) -> list[Json]:
    """The sources behind a value."""
    return [support_json(support) for support in supports]


def dated_json(dated: Dated) -> Json:
    """A date that some sources give, with them."""
    return {"when": when_json(dated.when), "planned": dated.planned, "sources": sources_json(dated.supports)}


def stages_json(stages: Mapping[str, tuple[Dated, ...]]) -> Json:
    """The dates of each stage, the chosen one first."""
    return {stage: [dated_json(one) for one in dates] for stage, dates in stages.items()}


def range_json(ends: tuple[float, float] | None) -> Json | None:
    """At least and at most, null where neither is known."""
    return {"at_least": ends[0], "at_most": ends[1]} if ends else None


def step_json(step: Step) -> Json:
    """A dated step with its sources."""
    return {
        "kind": step.kind,
        "when": when_json(step.when),
        "status": step.status,
        "text": step.text,
        "step": step.step,
        "sources": sources_json(step.supports),
    }
