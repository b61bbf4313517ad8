"""A ban is no licence: nothing is approved under it, and what it stops stays away until the measure ends.

Supply, waits and answers ask here whether a good is banned. A rule that grants licences in some branch is no
ban: there the wait for one is what matters.
"""

from detente.ledger.views import Measure

PROHIBITED = "prohibited"
CUT = frozenset({PROHIBITED, "stopped"})
"""The effects under which nothing comes: by a ban, or for want of a licence a contract."""
FOREVER = 1_000_000
"""Days for "until the measure ends" where no end is known: beyond every horizon."""


def banned(types: tuple[str, ...]) -> bool:
    """Whether these licence types leave nothing that could be approved."""
    return set(types) == {PROHIBITED}


def approvable(measure: Measure) -> tuple[str, ...]:
    """The items of a measure that can be approved under it, without forms."""
    items = dict.fromkeys(item.partition("#")[0] for item in measure.items)
    return tuple(item for item in items if not banned(measure.licence.get(item, ())))
