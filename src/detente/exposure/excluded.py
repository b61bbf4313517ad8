"""What bounds a wait besides the authority's pace: approvals excluded for a time, a control that ends."""

from dataclasses import replace
from datetime import date, timedelta

from detente.exposure.ban import FOREVER
from detente.exposure.recovery import Good, Wait
from detente.ledger.views import Measure, State
from detente.model import When

_DAY = timedelta(days=1)


def not_before(wait: Wait, state: State, measure: Measure, good: Good) -> Wait:
    """The wait where somebody excludes approvals for a time: none of the three ends within it."""
    until = none_before(state, measure, good)
    days = (wait.low, wait.base, wait.high)
    later = tuple(max(number, until) for number in days)
    if later == days:
        return wait
    why = [
        reason + ("; none before that, as said or supposed" if until > number else "")
        for reason, number in zip(wait.reasons, days, strict=True)
    ]
    return replace(wait, low=later[0], base=later[1], high=later[2], reasons=(why[0], why[1], why[2]))


def not_after(wait: Wait, control: date, until: When | None) -> Wait:
    """The wait where the control is known to end: none of the three lasts beyond that day."""
    if until is None:
        return wait
    over = max(0, (until.latest - control).days)
    days = (wait.low, wait.base, wait.high)
    if max(days) <= over:
        return wait
    why = [
        f"the control ends on {until.value}" if number > over else reason
        for reason, number in zip(wait.reasons, days, strict=True)
    ]
    low, base, high = (min(number, over) for number in days)
    rests_on = None if wait.low > over else wait.low_rests_on
    return replace(
        wait, low=low, base=base, high=high, reasons=(why[0], why[1], why[2]), low_rests_on=rests_on
    )


def no_approval(control: date, ended: When | None) -> Wait:
    """The wait under a ban: to the known end of the measure under every assumption, else for good."""
    days = FOREVER if ended is None else max(0, (ended.latest - control).days)
    until = "until the measure ends, on a day that nobody gives" if ended is None else f"until {ended.value}"
    why = f"nothing is approved under it {until}"
    return Wait(days, days, days, None, (), (why, why, why), prohibited=True)


def after_ban(ban: Wait, licence: Wait) -> Wait:
    """The wait for a licence that is asked for only once a ban is over: its days follow those of the ban."""
    low, base, high = (ban.base + days for days in (licence.low, licence.base, licence.high))
    why = [f"{ban.reasons[1]}; then it needs a licence: {reason}" for reason in licence.reasons]
    return replace(licence, low=low, base=base, high=high, reasons=(why[0], why[1], why[2]), prohibited=True)


def none_before(state: State, measure: Measure, good: Good) -> int:
    """Days from the control to the first on which an approval may come, where somebody excludes earlier ones.

    That is what it means that an approval is denied for days that are still to come; 0 where nobody says so.
    """
    if measure.effective is None:
        return 0
    excluded = [
        one.when.latest
        for one in state.timeline
        if one.kind == "licence_approved" and one.status == "denied" and good[0] in one.items
        if one.when and one.when.earliest <= state.on + _DAY and one.when.latest > state.on
    ]
    return (max(excluded) - measure.effective.earliest).days + 1 if excluded else 0
