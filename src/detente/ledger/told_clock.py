"""What sources and persons say of the clocks of agreements, as terms of their assertions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from detente.ledger.acts import Act
from detente.ledger.clock import AgreementDates, agreement_dates
from detente.ledger.records import Logged
from detente.ledger.views import Support
from detente.lexicon import Lexicon

TERMS = (
    "in_force", "term_years", "term_months", "term_ends", "renewal", "renewal_months", "notice_days",
    "notice_months", "tz",
)  # fmt: skip
"""The terms of a clock, in the order in which they are told."""
_EITHER = {"notice_days": "notice_months", "notice_months": "notice_days"}
"""A term that takes the place of another."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of one agreement: of the lexicon, what sources say of it, and where they say it."""

    text: Mapping[str, Any] = field(default_factory=dict)
    told: Mapping[str, Any] = field(default_factory=dict)
    supports: tuple[Support, ...] = ()

    @property
    def terms(self) -> Mapping[str, Any]:
        """Both together; the agreement's own text goes before what is said of it."""
        if not self.text:
            return self.told
        whole = self.text.get("in_force") and self.text.get("term_years")
        notice = self.text.get("notice_days") or self.text.get("notice_months")
        left_out = {"term_ends", "term_months", "renewal_months", "in_force"} if whole else set()
        left_out |= {"notice_days", "notice_months"} if notice else set()
        return {k: v for k, v in self.told.items() if k not in left_out} | dict(self.text)

    @property
    def basis(self) -> str:
        """Who gives it: the agreement's text, a source, or nobody that is known."""
        return "text" if self.text else "source" if self.told else "not known"

    def dates(self, on: date) -> AgreementDates | None:
        """The dates of the term on a day; of one extended beyond the text's those that a source gives."""
        return agreement_dates(self.terms, on) or agreement_dates({**self.text, **self.told}, on)

    @property
    def tz(self) -> str | None:
        """The zone whose days the agreement counts."""
        return str(self.terms["tz"]) if self.terms.get("tz") else None

    @property
    def renews(self) -> bool:
        """Whether it goes on by itself unless somebody gives notice."""
        return self.terms.get("renewal") == "automatic"


def clocks(acts: Iterable[Act], lexicon: Lexicon) -> Mapping[str, Clock]:
    """The clock of every agreement that an act is about; what is known last of a term counts."""
    told: dict[str, list[Logged]] = {}
    for one in acts:
        if one.agreement is None:
            continue
        records = told.setdefault(one.agreement, [])
        if one.modality != "denied":
            records += [r for r in one.records if not r.assertion.terms.keys().isdisjoint(TERMS)]
    return {name: _clock(name, records, lexicon) for name, records in told.items()}


def _clock(name: str, records: list[Logged], lexicon: Lexicon) -> Clock:
    entry = lexicon.get(name)
    text = entry.terms.get("clock") if entry else None
    found: dict[str, Any] = {}
    by: dict[str, Logged] = {}
    for record in sorted(records, key=lambda r: (r.source.known_by, r.assertion.start or 0, r.assertion.id)):
        for term in TERMS:
            if record.assertion.terms.get(term) is not None:
                found[term], by[term] = record.assertion.terms[term], record
                found.pop(_EITHER.get(term, ""), None)
    ordered = {term: found[term] for term in TERMS if term in found}
    supports = tuple(dict.fromkeys(by[term].support for term in ordered))
    return Clock(text if isinstance(text, Mapping) else {}, ordered, supports)
