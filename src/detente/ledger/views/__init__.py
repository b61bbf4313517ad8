"""What the ledger computes: typed views of the dispute on a day, as known on a day.

Every value carries the `Support`s that lead to its sentence. Nothing here is stored.
"""

from detente.ledger.views.answer import LicenceAnswer
from detente.ledger.views.evidence import Dated, Step, Support
from detente.ledger.views.licences import Count, Licence, LicenceBook, Outcome, Pace
from detente.ledger.views.measures import (
    Amendment,
    Coming,
    Freed,
    GroupMembership,
    LegalAct,
    Measure,
    Unplaced,
)
from detente.ledger.views.pacts import Agreement, Deadline, Proceeding
from detente.ledger.views.state import Competing, Conflict, Coverage, Event, Happened, LeftOut, State

__all__ = [
    "Agreement",
    "Amendment",
    "Coming",
    "Competing",
    "Conflict",
    "Count",
    "Coverage",
    "Dated",
    "Deadline",
    "Event",
    "Freed",
    "GroupMembership",
    "Happened",
    "LeftOut",
    "LegalAct",
    "Licence",
    "LicenceAnswer",
    "LicenceBook",
    "Measure",
    "Outcome",
    "Pace",
    "Proceeding",
    "State",
    "Step",
    "Support",
    "Unplaced",
]
