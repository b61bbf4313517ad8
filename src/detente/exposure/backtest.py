"""Forecasts of the wait as they would have been made on a day, held against what came later.

A forecast sees one `State`, folded as known on its day; the outcome is taken from a later state. Nothing
passes from the one to the other but the name of the good. Two baselines stand beside: always 90 days, and the
pooled observations without prior or items.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import mean

from detente.exposure.approval import APPROVED, Spell, relief, spells
from detente.exposure.outlook import beside, others
from detente.exposure.pace import pooled
from detente.exposure.recovery import Good, Quantiles, Wait, assume, standard_of
from detente.ledger.views import Measure, State

ALWAYS = 90
"""What the first baseline says, whatever is known."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came: days from the control, both ends included; `form_told` whether a source says the form."""

    ended: str
    at_least: int
    at_most: int
    form_told: bool


@dataclass(frozen=True, slots=True)
class Forecast:
    """One good as known on a day: what was said of it, and what came.

    `first` is True where no approval of it was known on the day: then the outcome is its first approval. Else
    it is the next one, of another contract. `outcome` is None where none is dated.
    """

    known: date
    good: Good
    first: bool
    waited: int
    wait: Wait
    pooled: Quantiles | None
    outcome: Outcome | None


def backtest(
    asked: Sequence[State], later: State, measure: str, goods: Sequence[Good]
) -> tuple[Forecast, ...]:
    """A forecast for each state and good, in that order, with the outcome that the later state tells.

    States in which the measure has no day of effect yet are left out.
    """
    return tuple(
        _forecast(state, found, later, good, goods)
        for state in asked
        if (found := _measure(state, measure)) and found.effective
        for good in goods
    )


def _measure(state: State, name: str) -> Measure | None:
    return next((one for one in state.measures if one.id == name), None)


def _forecast(state: State, measure: Measure, later: State, good: Good, goods: Sequence[Good]) -> Forecast:
    assert measure.effective is not None
    waited = max(0, (state.on - measure.effective.earliest).days)
    seen = spells(state, measure, goods)
    had = any((one.item, one.form) == good and one.ended == APPROVED for one in seen)
    wait = beside(assume(state, measure, good, standard_of(measure)[0], goods), state, measure, good, goods)
    return Forecast(
        known=state.known,
        good=good,
        first=not had,
        waited=waited,
        wait=wait,
        pooled=pooled(others(seen, good), waited),
        outcome=_outcome(later, measure.id, good, goods, after=state.on if had else None),
    )


def _outcome(
    later: State, name: str, good: Good, goods: Sequence[Good], *, after: date | None
) -> Outcome | None:
    """The first approval as known later; with `after` the next dated one after it, or an easing."""
    measure = _measure(later, name)
    if measure is None or measure.effective is None:
        return None
    if after is None:
        return next((_of(one) for one in spells(later, measure, goods) if (one.item, one.form) == good), None)
    control = measure.effective.earliest
    found = [
        Outcome(
            APPROVED,
            (one.when.earliest - control).days,
            (one.when.latest - control).days,
            one.form == good[1],
        )
        for book in later.licences
        if (book.item, book.form) == (good[0], None)
        for one in book.approved
        if one.when and one.when.earliest > after and one.form in {good[1], None}
    ]
    if eased := relief(measure, good[0], later.on):
        ended, when, _ = eased
        if when.earliest > after:
            days = (when.earliest - control).days, (when.latest - control).days
            found.append(Outcome(ended, *days, form_told=True))
    return min(found, key=lambda one: one.at_most, default=None)


def _of(spell: Spell) -> Outcome | None:
    if spell.at_most is None:
        return None
    return Outcome(spell.ended, spell.at_least, spell.at_most, form_told=True)


POINTS: Mapping[str, Callable[[Forecast], int | None]] = {
    "base": lambda one: one.wait.base,
    "fit P50": lambda one: one.wait.fit.p50 if one.wait.fit else None,
    f"always {ALWAYS}": lambda _: ALWAYS,
    "pooled P50": lambda one: one.pooled.p50 if one.pooled else None,
}
"""The single day that each method names, None where it has no answer."""


def distance(day: int, outcome: Outcome) -> int:
    """Days between a forecast and what came: 0 within its window."""
    return max(outcome.at_least - day, day - outcome.at_most, 0)


@dataclass(frozen=True, slots=True)
class Score:
    """How far off a method was on average over `answered` of `asked` forecasts; None where over none."""

    method: str
    asked: int
    answered: int
    mean_days: float | None


def scores(forecasts: Sequence[Forecast]) -> tuple[Score, ...]:
    """The mean distance of each method over the forecasts whose outcome is an approval."""
    return tuple(_score(method, point, forecasts) for method, point in POINTS.items())


def _score(method: str, point: Callable[[Forecast], int | None], forecasts: Sequence[Forecast]) -> Score:
    dated = [one for one in forecasts if one.outcome and one.outcome.ended == APPROVED]
    off = [
        distance(day, one.outcome)
        for one in dated
        if (day := point(one)) is not None and one.outcome is not None
    ]
    return Score(method, len(dated), len(off), mean(off) if off else None)


def covered(forecasts: Sequence[Forecast]) -> Iterator[tuple[str, int, int]]:
    """For each range that a method gives: in how many of how many forecasts it touched what came."""
    dated = [one for one in forecasts if one.outcome and one.outcome.ended == APPROVED]
    ends: Mapping[str, Callable[[Forecast], tuple[int, int] | None]] = {
        "low to high": lambda one: (one.wait.low, one.wait.high),
        "fit P10 to P90": lambda one: (one.wait.fit.p10, one.wait.fit.p90) if one.wait.fit else None,
        "pooled P10 to P90": lambda one: (one.pooled.p10, one.pooled.p90) if one.pooled else None,
    }
    for name, of in ends.items():
        spans = [(of(one), one.outcome) for one in dated]
        told = [(span, came) for span, came in spans if span and came]
        yield name, sum(a <= came.at_most and came.at_least <= b for (a, b), came in told), len(told)
