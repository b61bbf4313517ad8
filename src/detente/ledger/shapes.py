"""The published JSON shapes of the views; each is held to its schema in `schemas/`.

Fields may be added, never renamed. A when is EDTF with its inclusive days; a source is the way back
to the sentence; a day that no source gives is null.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from detente.ledger.brief import Brief, Planned
from detente.ledger.views import (
    Agreement,
    Amendment,
    Coming,
    Conflict,
    Count,
    Coverage,
    Dated,
    Deadline,
    Event,
    GroupMembership,
    Happened,
    LegalAct,
    Licence,
    LicenceBook,
    Measure,
    Pace,
    Proceeding,
    State,
    Step,
    Support,
)
from detente.model import When

Json = dict[str, Any]
"""A JSON object."""


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def when_json(when: When | None) -> Json | None:
    """EDTF value, first and last day inclusive, and the zone whose days are meant."""
    if when is None:
        return None
    return {"value": when.value, "earliest": _day(when.earliest), "latest": _day(when.latest), "tz": when.tz}


def support_json(support: Support) -> Json:
    """A source behind a value: who, where, from when it was known, and its words."""
    return {
        "assertion": support.assertion,
        "publisher": support.publisher,
        "url": support.url,
        "known_from": _day(support.known_from),
        "known_by": _day(support.known_by),
        "quote": support.quote,
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


def _dated(dated: Dated) -> Json:
    return {"when": when_json(dated.when), "planned": dated.planned, "sources": sources_json(dated.supports)}


def _stages(stages: Mapping[str, tuple[Dated, ...]]) -> Json:
    return {stage: [_dated(one) for one in dates] for stage, dates in stages.items()}


def _coming(change: Coming) -> Json:
    return {
        "licence": change.licence,
        "when": when_json(change.when),
        "status": change.status,
        "sources": sources_json(change.supports),
    }


def _amendment(change: Amendment) -> Json:
    return {
        "items": list(change.items),
        "licence": list(change.licence),
        "when": when_json(change.when),
        "text": change.text,
        "sources": sources_json(change.supports),
    }


def _legal_act(act: LegalAct | None) -> Json | None:
    """The act that makes a measure, or ends it; null where no source tells of one."""
    if act is None:
        return None
    return {"text": act.text, "stages": _stages(act.stages), "sources": sources_json(act.supports)}


def measure_json(measure: Measure) -> Json:
    """A measure: each stage has the chosen date first, then those that compete with it."""
    return {
        "id": measure.id,
        "name": measure.name,
        "actor": measure.actor,
        "targets": list(measure.targets),
        "items": list(measure.items),
        "group": measure.group,
        "state": measure.state,
        "in_force": measure.in_force,
        "effective": when_json(measure.effective),
        "ended": when_json(measure.ended),
        "stages": _stages(measure.stages),
        "ending": _stages(measure.ending),
        "amendments": [_amendment(one) for one in measure.amendments],
        "generating_act": _legal_act(measure.generating),
        "terminating_act": _legal_act(measure.terminating),
        "licence": {item: list(kinds) for item, kinds in measure.licence.items()},
        "coming": {item: [_coming(one) for one in changes] for item, changes in measure.coming.items()},
        "standard_days": measure.standard_days,
        "sources": sources_json(measure.supports),
    }


def group_json(group: GroupMembership) -> Json:
    """A membership; `member` is null where it cannot be determined, `until` is the last day of it."""
    return {
        "group": group.group,
        "country": group.country,
        "of": group.of,
        "member": group.member,
        "since": when_json(group.since),
        "until": when_json(group.until),
        "measure": group.measure,
        "edition": group.edition,
        "sources": sources_json(group.supports),
    }


def _range(ends: tuple[float, float] | None) -> Json | None:
    return {"at_least": ends[0], "at_most": ends[1]} if ends else None


def _step(step: Step) -> Json:
    return {
        "kind": step.kind,
        "when": when_json(step.when),
        "status": step.status,
        "text": step.text,
        "sources": sources_json(step.supports),
    }


def _pace(pace: Pace | None) -> Json | None:
    """The days between approvals; null where fewer than three are dated."""
    if pace is None:
        return None
    return {"approvals": pace.approvals, "days_between": _range((pace.at_least, pace.at_most))}


def _licence(licence: Licence) -> Json:
    return {
        "item": licence.item,
        "form": licence.form,
        "outcome": licence.outcome,
        "when": when_json(licence.when),
        "exporter": licence.exporter,
        "consignee": licence.consignee,
        "ordinal": licence.ordinal,
        "since": licence.since,
        "own": licence.own,
        "kind": licence.kind,
        "until": when_json(licence.until),
        "quantity": licence.quantity,
        "filed": when_json(licence.filed),
        "queried": [when_json(one) for one in licence.queried],
        **{
            done: when_json(licence.when) if licence.outcome == done else None
            for done in ("approved", "denied", "returned")
        },
        "shipped": [when_json(one) for one in licence.shipped],
        "processing_days": _range(licence.processing),
        "steps": [_step(one) for one in licence.steps],
        "sources": sources_json(licence.supports),
    }


def _count(count: Count) -> Json:
    first = count.supports[0] if count.supports else None
    return {
        "count": count.count,
        "as_of": when_json(count.as_of),
        "source": (first.publisher or first.url or first.source) if first else None,
        "sources": sources_json(count.supports),
    }


def book_json(book: LicenceBook) -> Json:
    """A licence book. A bound that no source gives is null."""
    return {
        "item": book.item,
        "form": book.form,
        "approved": {"at_least": book.at_least, "at_most": book.at_most},
        "denied": book.denied,
        "returned": book.returned,
        "pending": book.pending,
        "first": when_json(book.first),
        "last": when_json(book.last),
        "since": book.since,
        "reported": [_count(one) for one in book.reported],
        "consistent": book.consistent,
        "single": [_licence(one) for one in book.approved],
        "own": [_licence(one) for one in book.own],
        "other": [_licence(one) for one in book.other],
        "pace": _pace(book.pace),
    }


def agreement_json(agreement: Agreement) -> Json:
    """An agreement with its clock; `computed` names the fields that no source says."""
    return {
        "id": agreement.id,
        "name": agreement.name,
        "parties": list(agreement.parties),
        "notice": agreement.notice,
        "notice_by": agreement.notice_by,
        "notice_deadline": when_json(agreement.notice_deadline),
        "term_ends": when_json(agreement.term_ends),
        "ends": when_json(agreement.ends),
        "contested": agreement.contested,
        "computed": list(agreement.computed),
        "clock": dict(agreement.clock),
        "term_begins": when_json(agreement.term_begins),
        "last_working_days": {code: _day(day) for code, day in agreement.last_working_days.items()},
        "steps": [_step(step) for step in agreement.steps],
        "sources": sources_json(agreement.supports),
    }


def proceeding_json(proceeding: Proceeding) -> Json:
    """A case with its steps in order."""
    return {
        "id": proceeding.id,
        "name": proceeding.name,
        "complainant": proceeding.complainant,
        "respondent": proceeding.respondent,
        "state": proceeding.state,
        "reached": proceeding.reached,
        "standing": proceeding.standing,
        "steps": [_step(step) for step in proceeding.steps],
    }


def deadline_json(deadline: Deadline) -> Json:
    """A deadline; one that is computed is unconfirmed."""
    return {
        "id": deadline.id,
        "what": deadline.what,
        "who": list(deadline.who),
        "when": when_json(deadline.when),
        "weekday": deadline.weekday,
        "tz": deadline.tz,
        "basis": deadline.basis,
        "confirmed": deadline.basis != "computed",
        "state": deadline.state,
        "moved_to": when_json(deadline.moved_to),
        "calendar": deadline.calendar,
        "days_left": deadline.days_left,
        "working_day": deadline.working_day,
        "last_working_day": _day(deadline.last_working_day),
        "sources": sources_json(deadline.supports),
    }


def event_json(event: Event) -> Json:
    """One event."""
    return {
        "id": event.id,
        "kind": event.kind,
        "status": event.status,
        "when": when_json(event.when),
        "actors": list(event.actors),
        "targets": list(event.targets),
        "items": list(event.items),
        "text": event.text,
        "sources": sources_json(event.supports),
    }


def conflict_json(conflict: Conflict) -> Json:
    """A conflict with all its values, the one of the highest trust first."""
    return {
        "id": conflict.id,
        "subject": conflict.subject,
        "field": conflict.field,
        "kind": conflict.kind,
        "values": [{"value": one.value, "sources": sources_json(one.supports)} for one in conflict.values],
        "state": conflict.state,
        "chosen": conflict.chosen,
        "why": conflict.why,
        "explanation": conflict.explanation,
    }


def _planned(plan: Planned) -> Json:
    return {
        "kind": plan.kind,
        "subject": plan.subject,
        "text": plan.text,
        "when": when_json(plan.when),
        "status": plan.status,
        "sources": sources_json(plan.supports),
    }


def brief_json(brief: Brief) -> Json:
    """The brief: what is in force, planned, due, licensed, talked about, asked for and contested."""
    state = brief.state
    return {
        "on": _day(state.on),
        "known": _day(state.known),
        "forecast": state.on > state.known,
        "covers_until": _day(state.covers_until),
        "coverage": coverage_json(state.coverage),
        "in_force": [measure_json(one) for one in brief.in_force],
        "planned": [_planned(one) for one in brief.planned],
        "due": [deadline_json(one) for one in brief.due],
        "licences": [book_json(one) for one in brief.licences],
        "talks": [event_json(one) for one in brief.talks],
        "calls": [event_json(one) for one in brief.calls],
        "conflicts": [conflict_json(one) for one in brief.conflicts],
        "agreements": [agreement_json(one) for one in state.agreements],
        "proceedings": [proceeding_json(one) for one in state.proceedings],
        "groups": [group_json(one) for one in state.groups],
        "problems": list(state.problems),
        "scenario": state.scenario,
    }


def coverage_json(coverage: Coverage) -> Json:
    """What an answer rests on: sources, up to when, read by machine only or confirmed by a person."""
    return {
        "sources": coverage.sources,
        "undated": coverage.undated,
        "until": _day(coverage.until),
        "assertions": coverage.assertions,
        "by_machine": coverage.by_machine,
        "by_hand": coverage.by_hand,
        "confirmed": coverage.confirmed,
    }


def timeline_json(state: State) -> list[Json]:
    """Every event, in the order of its day."""
    return [event_json(one) for one in state.timeline]


def flow_json(found: Iterable[Happened]) -> list[Json]:
    """What happened between two days; `within` is null where its date is vaguer than the window."""
    return [event_json(one.event) | {"within": True if one.surely else None} for one in found]


def measures_json(state: State, *, in_force: bool = False) -> list[Json]:
    """Every measure, or those in force on the day with those of which that cannot be determined."""
    return [measure_json(one) for one in state.measures if not in_force or one.in_force is not False]


def groups_json(state: State) -> list[Json]:
    """Who is in which country group."""
    return [group_json(one) for one in state.groups]


def proceedings_json(state: State) -> list[Json]:
    """Every case."""
    return [proceeding_json(one) for one in state.proceedings]


def talks_json(state: State) -> list[Json]:
    """Talks and meetings, held and planned."""
    return [event_json(one) for one in state.talks]


def licences_json(state: State) -> list[Json]:
    """Every licence book: of an item in any form, and of each form of it that is named."""
    return [book_json(one) for one in state.licences]


def agreements_json(state: State) -> list[Json]:
    """Every agreement."""
    return [agreement_json(one) for one in state.agreements]


def due_json(deadlines: Iterable[Deadline]) -> list[Json]:
    """Deadlines, in the order of their days."""
    return [deadline_json(one) for one in deadlines]


def conflicts_json(state: State) -> list[Json]:
    """Every conflict, by subject."""
    return [conflict_json(one) for one in state.conflicts]
