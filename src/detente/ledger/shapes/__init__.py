"""The published JSON shapes of the views; each is held to its schema in `schemas/`.

Fields may be added, never renamed. A when is EDTF with its inclusive days; a source is the way back
to the sentence; a day that no source gives is null.
"""

from detente.ledger.shapes.common import (
    Json,
    dated_json,
    day_json,
    range_json,
    sources_json,
    stages_json,
    step_json,
    support_json,
    when_json,
)
from detente.ledger.shapes.licences import book_json, licences_json
from detente.ledger.shapes.measures import group_json, groups_json, measure_json, measures_json
from detente.ledger.shapes.state import (
    agreement_json,
    agreements_json,
    brief_json,
    conflict_json,
    conflicts_json,
    coverage_json,
    deadline_json,
    due_json,
    event_json,
    flow_json,
    proceeding_json,
    proceedings_json,
    talks_json,
    timeline_json,
)

__all__ = [
    "Json",
    "agreement_json",
    "agreements_json",
    "book_json",
    "brief_json",
    "conflict_json",
    "conflicts_json",
    "coverage_json",
    "dated_json",
    "day_json",
    "deadline_json",
    "due_json",
    "event_json",
    "flow_json",
    "group_json",
    "groups_json",
    "licences_json",
    "measure_json",
    "measures_json",
    "proceeding_json",
    "proceedings_json",
    "range_json",
    "sources_json",
    "stages_json",
    "step_json",
    "support_json",
    "talks_json",
    "timeline_json",
    "when_json",
]
