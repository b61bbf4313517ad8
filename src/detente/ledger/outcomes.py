"""What became of several applications at once, as sources count it: "rejected two others", "five pending".

A number of what was denied or returned grows, so that the highest counts, or what is known singly where that
is more. A number of what is pending goes up and down: the last one counts.
"""

from collections.abc import Sequence

from detente.ledger.acts import Act, once
from detente.ledger.views import Licence, Outcome
from detente.model import Kind

_NAMES = {
    Kind.LICENCE_DENIED: "denied",
    Kind.LICENCE_RETURNED: "returned",
    Kind.LICENCE_APPLIED: "pending",
}


def private(one: Act) -> bool:
    """Whether only one's own records tell of it."""
    return all(bool(record.assertion.terms.get("own")) for record in one.records)


@once
def is_outcome(one: Act) -> bool:
    """Whether an act tells by number what became of several applications, or how many are pending."""
    if one.kind not in _NAMES or private(one):
        return False
    if one.kind is Kind.LICENCE_APPLIED and not one.term("pending"):
        return False
    return min(record.assertion.count or 1 for record in one.records) > 1


def tallied(several: Sequence[Act]) -> tuple[Outcome, ...]:
    """What sources count, in the order in which it was known."""
    known = sorted(several, key=lambda act: max(record.source.known_by for record in act.records))
    return tuple(
        Outcome(
            "revoked" if one.term("revoked") else _NAMES[one.kind],
            one.records[0].assertion.count or 1,
            one.when,
            one.supports,
        )
        for one in known
    )


def at_least_of(outcome: str, licences: Sequence[Licence], told: Sequence[Outcome]) -> int:
    """How many came to an end in this way, at least; of what is pending, as many as were said last."""
    counted = [one.count for one in told if one.outcome == outcome]
    counted = counted[-1:] if outcome == "pending" else counted
    return max([sum(one.outcome == outcome for one in licences), *counted])
