"""The JSON of measures and country groups."""

from detente.ledger.shapes.common import Json, sources_json, stages_json, when_json
from detente.ledger.views import Amendment, Coming, Freed, GroupMembership, LegalAct, Measure, State


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


def _freed(one: Freed) -> Json:
    return {
        "targets": list(one.targets),
        "items": list(one.items),
        "when": when_json(one.when),
        "text": one.text,
        "quantity": one.quantity,
        "sources": sources_json(one.supports),
    }


def _legal_act(act: LegalAct | None) -> Json | None:
    """The act that makes a measure, or ends it; null where no source tells of one."""
    if act is None:
        return None
    return {"text": act.text, "stages": stages_json(act.stages), "sources": sources_json(act.supports)}


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
        "again": when_json(measure.again),
        "stages": stages_json(measure.stages),
        "ending": stages_json(measure.ending),
        "amendments": [_amendment(one) for one in measure.amendments],
        "freed": [_freed(one) for one in measure.freed],
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


def measures_json(state: State, *, in_force: bool = False) -> list[Json]:
    """Every measure, or those in force on the day with those of which that cannot be determined."""
    return [measure_json(one) for one in state.measures if not in_force or one.in_force is not False]


def groups_json(state: State) -> list[Json]:
    """Who is in which country group."""
    return [group_json(one) for one in state.groups]
