"""The published JSON of `detente network summary`. Held to `schemas/network-summary.schema.json`."""

from dataclasses import asdict
from datetime import date
from typing import Any

from detente.exposure.summary import Summary


def summary_json(found: Summary) -> dict[str, Any]:
    """The summary as JSON: days as ISO 8601, covers rounded to a tenth of a day."""
    shown: dict[str, Any] = _plain(asdict(found))
    return shown


def _plain(value: Any, key: str = "") -> Any:  # noqa: ANN401 - whatever the summary holds
    if isinstance(value, dict):
        return {name: _plain(inner, name) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    return round(value, 1) if key == "cover_days" and value is not None else value
