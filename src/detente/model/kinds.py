"""The closed lists: kinds of assertion and their status.

A kind names the act only; `Status` carries the modality (see docs/reference/kinds.md for each
kind's meaning, an example, and its PLOVER and GTA/MAST equivalents).
"""

from enum import StrEnum


class Kind(StrEnum):
    """What an assertion says was done. Closed: a reader never invents a kind."""

    MEASURE_ANNOUNCED = "measure_announced"
    MEASURE_COMMENT_OPENED = "measure_comment_opened"
    MEASURE_COMMENT_CLOSED = "measure_comment_closed"
    MEASURE_DECIDED = "measure_decided"
    MEASURE_PROMULGATED = "measure_promulgated"
    MEASURE_EFFECTIVE = "measure_effective"
    MEASURE_AMENDED = "measure_amended"
    MEASURE_WITHDRAWN = "measure_withdrawn"
    GROUP_CHANGED = "group_changed"
    LICENCE_APPLIED = "licence_applied"
    LICENCE_QUERIED = "licence_queried"
    LICENCE_APPROVED = "licence_approved"
    LICENCE_DENIED = "licence_denied"
    LICENCE_RETURNED = "licence_returned"
    LICENCE_COUNTED = "licence_counted"
    GOODS_SHIPPED = "goods_shipped"
    AGREEMENT_SIGNED = "agreement_signed"
    AGREEMENT_DECISION_DUE = "agreement_decision_due"
    AGREEMENT_NOTICE_DECIDED = "agreement_notice_decided"
    AGREEMENT_NOTICE_GIVEN = "agreement_notice_given"
    AGREEMENT_NOTICE_SUSPENDED = "agreement_notice_suspended"
    AGREEMENT_NOTICE_WITHDRAWN = "agreement_notice_withdrawn"
    AGREEMENT_EXTENDED = "agreement_extended"
    AGREEMENT_TERMINATED = "agreement_terminated"
    COMPLAINT_FILED = "complaint_filed"
    CONSULTATIONS_HELD = "consultations_held"
    PANEL_REQUESTED = "panel_requested"
    PANEL_BLOCKED = "panel_blocked"
    PANEL_ESTABLISHED = "panel_established"
    RULING = "ruling"
    PROCEEDING_SUSPENDED = "proceeding_suspended"
    PROCEEDING_RESUMED = "proceeding_resumed"
    PROCEEDING_WITHDRAWN = "proceeding_withdrawn"
    TALKS = "talks"
    MEETING = "meeting"
    APPEAL_MADE = "appeal_made"
    DEMAND_MADE = "demand_made"
    THREAT_MADE = "threat_made"
    DEADLINE_SET = "deadline_set"
    STATEMENT_MADE = "statement_made"
    IMPACT_REPORTED = "impact_reported"


class Status(StrEnum):
    """The modality under which a source speaks of an act."""

    OCCURRED = "occurred"
    PLANNED = "planned"
    DUE = "due"
    CALLED_FOR = "called_for"
    SUPPOSED = "supposed"
    """Conditional or possible: "could", "if", "may"."""
    DENIED = "denied"
    """Somebody says that it did not or will not happen."""


class Basis(StrEnum):
    """Where a `When` comes from."""

    TEXT = "text"
    """An expression in the text."""
    DERIVED = "derived"
    """Computed from one, such as the day after a dated meeting."""
    REPORT = "report"
    """The publication date of the report."""
