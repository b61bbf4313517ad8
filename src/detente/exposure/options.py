"""What each option of the table would save by the simulation, taken alone, and until when it helps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from detente.exposure.ban import FOREVER
from detente.exposure.case import Case, Group
from detente.exposure.plan import Extra
from detente.exposure.views import OptionExposure

NOTHING = 1e-9
"""Share of what is lost below which a saving counts as none."""


def options(case: Case) -> list[OptionExposure]:
    """Each option with the margin it saves in the base case, in the order of the table."""
    high = {group: float(wait.high) for group, wait in case.waits.items()}
    lost = [float(case.lost_margin(waits)[0]) for waits in (case.base, high)]
    return [_option(case, row, high, lost) for row in case.network.tables.rows.get("options", ())]


def _option(
    case: Case, row: Mapping[str, Any], high: Mapping[Group, float], lost: Sequence[float]
) -> OptionExposure:
    days = row["qualification_days"] + row["lead_time_days"]
    node = case.network.index[row["component"]]

    freed = _after_approval(case, node) if row["kind"] == "expedite" else 0.0

    @cache
    def saved(day: int) -> float:
        return max(0.0, lost[0] - float(_taken(case, row, day, case.base).lost_margin(case.base)[0]))

    def helps_high(day: int) -> bool:
        return lost[1] - float(_taken(case, row, day, high).lost_margin(high)[0]) > NOTHING * lost[1]

    return OptionExposure(
        option=row["option"],
        component=row["component"],
        kind=row["kind"],
        helps_from_days=None if freed is None else freed + days,
        saved_margin=saved(0),
        cost=row["cost"],
        last_day=_last(case.horizon, lambda day: saved(day) > NOTHING * lost[0]),
        last_day_high=_last(case.horizon, helps_high),
        pays_until=_last(case.horizon, lambda day: saved(day) >= row["cost"] and saved(day) > 0),
    )


def _last(horizon: int, helps: Callable[[int], bool]) -> int | None:
    """The last day on which it still helps, by halving: None where it does not on the first."""
    if not helps(0):
        return None
    yes, no = 0, horizon
    while no - yes > 1:
        middle = (yes + no) // 2
        yes, no = (middle, no) if helps(middle) else (yes, middle)
    return yes


def _after_approval(case: Case, node: int) -> float | None:
    """Days until the first approval (base) of a part that is stopped; 0 where nothing is, None for never."""
    days = [
        case.control[one.group] + case.waits[one.group].base - case.offset
        for one in case.stopped
        if case.network.sources[one.source].component == node
    ]
    first = float(min(days, default=0.0))
    return None if first >= FOREVER / 2 else first


def _taken(case: Case, row: Mapping[str, Any], day: int, waits: Mapping[Group, float]) -> Case:
    """The case with an option taken so many days after the day asked about, where the groups wait so long.

    A substitute or second source adds a rate once it is qualified and delivered; extra stock adds its units
    once; quicker freight makes the goods travel in the option's lead time if it is taken by their approval.
    """
    network, plan, node = case.network, case.plan, case.network.index[row["component"]]
    after = row["qualification_days"] + row["lead_time_days"]
    arrives = case.offset + day + after
    if row["kind"] == "extra_stock":
        arriving = plan.arriving.copy()
        if int(arrives) < plan.days:
            arriving[int(arrives), node] += row["capacity_per_day"]
        return replace(case, plan=replace(plan, arriving=arriving))
    if row["kind"] == "expedite":
        late = {
            one.source
            for one in case.stopped
            if case.control[one.group] + waits[one.group] < case.offset + day
        }
        sources = tuple(
            replace(source, lead_time_days=min(source.lead_time_days, after))
            if source.component == node and number not in late
            else source
            for number, source in enumerate(network.sources)
        )
        return replace(case, network=replace(network, sources=sources))
    if network.use[node] <= 0:
        return case
    more = Extra(node, float(row["capacity_per_day"] / network.use[node]), arrives)
    return replace(case, plan=replace(plan, extras=(*plan.extras, more)))
