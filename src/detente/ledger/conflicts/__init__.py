"""Sources that cannot all be right: found from competing assertions only, explained, settled or not.

`docs/concepts/conflicts.md` has a row for each kind with the real case behind it. Dates and facts
are settled by the order of trust; motives and claims of one side against the other never are. What
merely refines another value is no conflict, nor is a number that grows.
"""

from collections.abc import Sequence

from detente.ledger.acts import Act
from detente.ledger.chains import Chain
from detente.ledger.conflicts.applications import of_applications
from detente.ledger.conflicts.arguments import of_arguments
from detente.ledger.conflicts.base import KINDS
from detente.ledger.conflicts.called import of_words
from detente.ledger.conflicts.claims import of_claims, of_motives
from detente.ledger.conflicts.counts import of_counts
from detente.ledger.conflicts.dates import of_dates
from detente.ledger.conflicts.denials import of_denials
from detente.ledger.conflicts.sources import of_sources
from detente.ledger.conflicts.status import of_measures_told_as_one, of_status
from detente.ledger.views import Conflict, Measure
from detente.lexicon import Lexicon

__all__ = ["KINDS", "conflicts"]


def conflicts(
    acts: Sequence[Act], chains: Sequence[Chain], measures: Sequence[Measure], lexicon: Lexicon
) -> list[Conflict]:
    """All conflicts that competing assertions show, by subject."""
    names = {m.id: m.name for m in measures}
    found = [
        *of_dates(acts, chains, measures, lexicon),
        *of_arguments(acts, lexicon),
        *of_counts(acts, lexicon),
        *of_applications(acts, lexicon),
        *of_claims(acts, names),
        *of_motives(acts, names),
        *of_denials(acts, names),
        *of_words(acts),
        *of_status(acts, lexicon, names),
        *of_sources(acts),
        *of_measures_told_as_one(acts, measures, lexicon),
    ]
    unique = {one.id: one for one in found}
    return sorted(unique.values(), key=lambda one: (one.subject, one.field, one.kind, one.id))
