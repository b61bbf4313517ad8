"""The JSON of agreements, cases, deadlines, events, conflicts, and of the brief."""

from collections.abc import Iterable

from detente.ledger.brief import Brief, Planned
from detente.ledger.shapes.common import Json, day_json, sources_json, step_json, when_json
from detente.ledger.shapes.licences import book_json
from detente.ledger.shapes.measures import group_json, measure_json
from detente.ledger.views import (
    Agreement,
    Conflict,
    Coverage,
    Deadline,
    Event,
    Happened,
    LeftOut,
    Proceeding,
    State,
)


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
        "clock_basis": agreement.clock_basis,
        "term_begins": when_json(agreement.term_begins),
        "last_working_days": {code: day_json(day) for code, day in agreement.last_working_days.items()},
        "steps": [step_json(step) for step in agreement.steps],
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
        "steps": [step_json(step) for step in proceeding.steps],
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
        "last_working_day": day_json(deadline.last_working_day),
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
        "step": event.step,
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
        "on": day_json(state.on),
        "known": day_json(state.known),
        "forecast": state.on > state.known,
        "covers_until": day_json(state.covers_until),
        "coverage": coverage_json(state.coverage),
        "in_force": [measure_json(one) for one in brief.in_force],
        "effect_unknown": [measure_json(one) for one in brief.effect_unknown],
        "planned": [_planned(one) for one in brief.planned],
        "due": [deadline_json(one) for one in brief.due],
        "licences": [book_json(one) for one in brief.licences],
        "talks": [event_json(one) for one in brief.talks],
        "calls": [event_json(one) for one in brief.calls],
        "conflicts": [conflict_json(one) for one in brief.conflicts],
        "conflicts_older": len(brief.older),
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
        "until": day_json(coverage.until),
        "assertions": coverage.assertions,
        "by_machine": coverage.by_machine,
        "by_hand": coverage.by_hand,
        "confirmed": coverage.confirmed,
        "left_out": [_left_out(one) for one in coverage.left_out],
    }


def timeline_json(state: State) -> list[Json]:
    """Every event, in the order of its day."""
    return [event_json(one) for one in state.timeline]


def _left_out(one: LeftOut) -> Json:
    return {
        "source": one.source,
        "publisher": one.publisher,
        "url": one.url,
        "assertions": one.assertions,
        "why": one.why,
    }


def flow_json(found: Iterable[Happened]) -> list[Json]:
    """What happened between two days; `within` is null where its date is vaguer than the window."""
    return [event_json(one.event) | {"within": True if one.surely else None} for one in found]


def proceedings_json(state: State) -> list[Json]:
    """Every case."""
    return [proceeding_json(one) for one in state.proceedings]


def talks_json(state: State) -> list[Json]:
    """Talks and meetings, held and planned."""
    return [event_json(one) for one in state.talks]


def agreements_json(state: State) -> list[Json]:
    """Every agreement."""
    return [agreement_json(one) for one in state.agreements]


def due_json(deadlines: Iterable[Deadline]) -> list[Json]:
    """Deadlines, in the order of their days."""
    return [deadline_json(one) for one in deadlines]


def conflicts_json(state: State) -> list[Json]:
    """Every conflict, by subject."""
    return [conflict_json(one) for one in state.conflicts]
