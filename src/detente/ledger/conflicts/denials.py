"""What one source reports and another denies: a contradiction only where both speak of the same time."""

import re
from collections.abc import Iterator, Mapping, Sequence

from detente.ledger.acts import Act
from detente.ledger.choose import level
from detente.ledger.conflicts.base import conflict
from detente.ledger.conflicts.phrases import happened, subject
from detente.ledger.records import Logged
from detente.ledger.same import gap
from detente.ledger.views import Conflict
from detente.ledger.wording import who, words
from detente.model import Kind, Status

_WILL_NOT = re.compile(
    r"\b(?:will not|won[’']t|would not|wouldn[’']t|not going to|no plans? to|no intention)\b", re.IGNORECASE
)
"""A denial of what is to come; without it a denial speaks of what had happened by then."""

_SAID = frozenset({Kind.DEMAND_MADE, Kind.APPEAL_MADE, Kind.THREAT_MADE})


def of_denials(acts: Sequence[Act], names: Mapping[str, str] | None = None) -> Iterator[Conflict]:
    """What one says happened or will, and another denies."""
    for denial in (a for a in acts if a.modality == "denied"):
        for other in acts:
            if other.modality != "real" or other.kind is not denial.kind or not _same_thing(denial, other):
                continue
            against = [r for r in other.records if any(_contradict(r, d) for d in denial.records)]
            if not against:
                continue
            told = [(_text(other, against), against, level(against, None)),
                    (denial.text, denial.records, level(denial.records, None))]  # fmt: skip
            said = (
                f"{who((r.support for r in against), 'report')} that {_what(other, names)}, "
                f"{who(denial.supports, 'report')} that this is denied."
            )
            yield conflict(other.id, f"denied {denial.id}", "claim", told, said)


def _text(one: Act, records: Sequence[Logged]) -> str:
    return next((r.quote for r in records if r.quote), one.label)


def _what(one: Act, names: Mapping[str, str] | None) -> str:
    day = f" on {words(one.when)}" if one.when else ""
    plan = "it is planned that " if one.status is not Status.OCCURRED else ""
    return f"{plan}{happened(one.kind.value, subject(one, names, dated=False))}{day}"


def _contradict(told: Logged, denied: Logged) -> bool:
    """Whether a report and a denial cannot both be true.

    "Has not filed" says nothing of a filing that comes later, nor of one that is only expected.
    "Will not" and a denial of a day still to come speak against a plan.
    """
    if told.source.id == denied.source.id:
        return False
    first, second = told.assertion, denied.assertion
    by = denied.source.known_by
    if second.when is not None and second.when.earliest > by:
        return first.when is None or first.when.overlaps(second.when)
    if _WILL_NOT.search(denied.quote):
        return first.status is not Status.OCCURRED or (first.when is not None and first.when.earliest > by)
    if first.status is not Status.OCCURRED:
        return False
    if first.when is None:
        return told.source.known_by <= by
    return first.when.latest <= by


def _same_thing(a: Act, b: Act) -> bool:
    """Whether a denial is of this act: the same measure, agreement, case, items or parties."""
    about = [(x.measure, x.agreement, x.case, frozenset(x.items)) for x in (a, b)]
    apart = gap(a, b)
    near = apart is None or apart == 0
    if a.kind in _SAID:
        sides = [(frozenset(x.actor_countries), frozenset(x.target_countries)) for x in (a, b)]
        return near and bool(all(sides[0])) and sides[0] == sides[1]
    return about[0] == about[1] and any(about[0]) and near
