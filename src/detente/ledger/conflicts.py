"""Sources that cannot all be right (docs/concepts/conflicts.md). Found from competing assertions only."""

import hashlib
from collections.abc import Sequence

from detente.ledger.acts import Act
from detente.ledger.choose import Level, Value
from detente.ledger.measures import STAGES, Chain
from detente.ledger.views import Competing, Conflict


def conflicts(acts: Sequence[Act], chains: Sequence[Chain]) -> list[Conflict]:  # noqa: ARG001
    """All conflicts that competing assertions show."""
    return [found for chain in chains for stage in STAGES for found in _stage(chain, stage)]


def _stage(chain: Chain, stage: str) -> list[Conflict]:
    dated = chain.values(stage)
    if len(dated) < 2:  # noqa: PLR2004
        return []
    return [_conflict(chain.id, stage, "dates", dated)]


def _conflict(subject: str, field: str, kind: str, dated: Sequence[Value]) -> Conflict:
    first, second = dated[:2]
    settled = first.level < second.level
    digest = hashlib.sha256(f"{subject} {field} {kind}".encode()).hexdigest()[:10]
    return Conflict(
        id=f"conflict:{digest}",
        subject=subject,
        field=field,
        kind=kind,
        values=tuple(Competing(v.when.value, v.dated.supports) for v in dated),
        state="settled" if settled else "contested",
        chosen=first.when.value if settled else None,
        why=Level(first.level).words if settled else "",
        explanation=f"Sources give {len(dated)} dates for {field}.",
    )
