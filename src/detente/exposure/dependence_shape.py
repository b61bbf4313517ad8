"""The published JSON of `detente dependence`. Held to `schemas/dependence.schema.json`."""

from dataclasses import asdict
from typing import Any

from detente.exposure.dependence import Beside, Change, Dependence, Year

_PLACES = 4
"""Shares keep so many decimals: a hundredth of a per cent."""


def dependence_json(found: Dependence) -> dict[str, Any]:
    """Values in thousands of US dollars, weights in metric tons, shares between 0 and 1."""
    return {
        "importer": found.importer,
        "code": found.code,
        "edition": found.edition,
        "items": list(found.items),
        "on": found.state.on.isoformat() if found.state else None,
        "known": found.state.known.isoformat() if found.state else None,
        "years": [_year(year) for year in found.years],
        "change": _change(found.change) if found.change else None,
        "measures": None if found.measures is None else [_beside(one) for one in found.measures],
        "warnings": list(found.warnings),
        "tables": list(found.sources),
    }


def _round(figure: float | None, places: int = _PLACES) -> float | None:
    return None if figure is None else round(figure, places)


def _year(year: Year) -> dict[str, Any]:
    return {
        "year": year.year,
        "value_kusd": _round(year.value, 3),
        "quantity_t": _round(year.quantity, 3),
        "hhi_value": _round(year.hhi_value, 0),
        "hhi_weight": _round(year.hhi_weight, 0),
        "unweighed": _round(year.unweighed),
        "shares": [
            {
                "country": share.country,
                "value_kusd": _round(share.value, 3),
                "quantity_t": _round(share.quantity, 3),
                "by_value": _round(share.by_value),
                "by_weight": _round(share.by_weight),
            }
            for share in year.shares
        ],
    }


def _change(change: Change) -> dict[str, Any]:
    moved = {
        name: [
            {key: figure if key == "country" else _round(figure) for key, figure in asdict(one).items()}
            for one in rows
        ]
        for name, rows in (("by_value", change.by_value), ("by_weight", change.by_weight))
    }
    return {
        "date": change.date.isoformat(),
        "before": change.before,
        "during": change.during,
        "after": change.after,
        "total_by_value": _round(change.total_by_value),
        "total_by_weight": _round(change.total_by_weight),
        **moved,
    }


def _beside(one: Beside) -> dict[str, Any]:
    measure = one.measure
    return {
        "measure": measure.id,
        "name": measure.name,
        "actor": measure.actor,
        "targets": list(measure.targets),
        "items": list(one.items),
        "state": measure.state,
        "since": measure.effective.value if measure.effective else None,
        "ended": measure.ended.value if measure.ended else None,
        "year": one.year,
        "share_by_value": _round(one.share_by_value),
        "share_by_weight": _round(one.share_by_weight),
        "sources": sorted({support.url or support.source for support in measure.supports}),
    }
