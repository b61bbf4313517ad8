"""The published JSON of `detente waits`. Held to `schemas/waits.schema.json`."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from detente.exposure.approval import Application, Easing, Spell
from detente.exposure.outlook import MeasureWaits, Outlook
from detente.exposure.pace import Step
from detente.ledger.views import State, Support


def waits_json(found: Sequence[MeasureWaits], state: State) -> dict[str, Any]:
    """Days count from the control of the measure; those of `applications` and `processing` from filing."""
    return {
        "on": state.on.isoformat(),
        "known": state.known.isoformat(),
        "measures": [_measure(one) for one in found],
    }


def _measure(one: MeasureWaits) -> dict[str, Any]:
    return {
        "measure": one.measure.id,
        "control": one.control.isoformat(),
        "standard_days": one.standard_days,
        "assumed_standard": one.assumed_standard,
        "standard_basis": one.standard_basis,
        "seen": [_ended(spell) | {"by_count": spell.by_count} for spell in one.spells],
        "eased": [_eased(one) for one in one.easings],
        "applications": [_ended(own) | {"own": own.own} for own in one.applications],
        "denied": one.denied,
        "returned": one.returned,
        "cumulative": {"early": _steps(one.early), "late": _steps(one.late), "decided": _steps(one.decided)},
        "goods": [_good(good) for good in one.goods],
    }


def _ended(one: Spell | Application) -> dict[str, Any]:
    return {
        "item": one.item,
        "form": one.form,
        "ended": one.ended,
        "at_least": one.at_least,
        "at_most": one.at_most,
        "sources": [_source(support) for support in one.supports],
    }


def _eased(one: Easing) -> dict[str, Any]:
    return {
        "item": one.item,
        "licence": list(one.types),
        "when": one.when.value,
        "sources": [_source(support) for support in one.supports],
    }


def _source(support: Support) -> dict[str, Any]:
    return {
        "source": support.source,
        "publisher": support.publisher,
        "url": support.url,
        "known_by": support.known_by.isoformat(),
        "quote": support.quote,
        "verbatim": support.verbatim,
        "entry": support.entry,
    }


def _steps(steps: Sequence[Step]) -> list[dict[str, Any]]:
    return [{key: round(value, 4) for key, value in asdict(step).items()} for step in steps]


def _good(one: Outlook) -> dict[str, Any]:
    wait = one.wait
    return {
        "item": one.item,
        "form": one.form,
        "low": wait.low,
        "base": wait.base,
        "high": wait.high,
        "reasons": list(wait.reasons),
        "filed_after": wait.filed_after,
        "filing": wait.filing,
        "fit": asdict(wait.fit) if wait.fit else None,
        "processing": asdict(one.processing) if one.processing else None,
    }
