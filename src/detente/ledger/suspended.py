"""The last day of a measure and of its suspension, and the day from which a measure holds again.

A suspension "until 30 June" ends by itself, by the words of the source that tells of it. What is suspended
without a last day, or is lifted for good after it, does not come again by itself.
"""

import re
from collections.abc import Sequence
from datetime import date

from detente.ledger.acts import Act
from detente.ledger.chains import Chain, stage_name
from detente.ledger.views import Dated
from detente.model import When

_PAUSES = re.compile(r"\b(?:suspen|paus)", re.IGNORECASE)


_WITHOUT_END = re.compile(
    r"\b(?:extend|prolong|renew|keep|kept|maintain)\w*\b.*"
    r"\b(?:indefinite(?:ly)?|until further (?:notice|orders?))\b",
    re.IGNORECASE | re.DOTALL,
)


def last_day(acts: Sequence[Act]) -> tuple[When, Act] | None:
    """The last day of a measure's suspension, with the act that gives it; of several the last known."""
    told = [
        (record.source.known_by, str(value), one)
        for one in acts
        for value, record in one.term("suspended_until")
    ]
    if not told:
        return None
    _, value, act = max(told, key=lambda each: each[:2])
    return When(value), act


def last_day_in_force(chain: Chain) -> Dated | None:
    """The day from which a measure no longer holds, where what makes or prolongs it gives a last day.

    Of several the last known: an extension moves it, and one without an end takes it away.
    """
    told = [
        (record.source.known_by, str(value), one)
        for one in (*(act for found in chain.making.values() for act in found), *chain.amending)
        for value, record in one.term("in_force_until")
    ]
    if not told:
        return None
    known, value, act = max(told, key=lambda each: each[:2])
    later = [r for one in chain.amending for r in one.records if r.source.known_by > known]
    if any(_WITHOUT_END.search(record.quote) for record in later):
        return None
    return Dated(When(value).shifted(1), planned=True, supports=act.supports)


def held_again(chain: Chain) -> When | None:
    """The first day after a measure's suspension; None where none has a last day, or it is lifted since."""
    found = last_day(chain.acts)
    if found is None:
        return None
    until, _ = found
    begun = max((_day(one) for one in chain.acts if one.term("suspended_until")), default=date.min)
    lifted = any(
        stage_name(one) == "withdrawn" and _day(one) > begun and not _pauses(one) for one in chain.acts
    )
    return None if lifted else until.shifted(1)


def _day(one: Act) -> date:
    return one.when.earliest if one.when else date.min


def _pauses(one: Act) -> bool:
    """Whether an end is a suspension: by its last day, or by the words of a source."""
    return bool(one.term("suspended_until")) or any(_PAUSES.search(record.quote) for record in one.records)
