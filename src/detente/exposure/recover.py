"""Each source of a disrupted item: how long the stock lasts without it, and when the part comes again.

A part comes again with the approval (which then takes the lead time of the source), or earlier where
something else brings all that is missing: the spare capacity of its other sources, with or without one option
of the table (a substitute, a second source) that is taken on the day asked about and qualified in time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from detente.exposure.ban import FOREVER
from detente.exposure.binds import Short, bindings
from detente.exposure.case import Case, Group
from detente.exposure.views import Range, SourceExposure

ENOUGH = 1e-9
"""Share of use by which what else comes may fall short of what is missing and still suffice."""
REPLACES = ("substitute", "second_source")


@dataclass(frozen=True, slots=True)
class Instead:
    """What makes up for a part that is cut: from which day, and the option it takes, None for none."""

    day: float
    option: str | None


def by_source(case: Case) -> dict[Group, tuple[SourceExposure, ...]]:
    """The rows of each group, the one first whose stock is gone longest before it comes again.

    Stopped together and approved together, the sources of one item that bring the same part share the day
    on which its stock is gone; each has its own lead time.
    """
    network = case.network
    cuts = list(dict.fromkeys((one.group, network.sources[one.source].component) for one in case.stopped))
    start = np.full((len(cuts), len(network.sources)), np.inf)
    for one in case.stopped:
        row = cuts.index((one.group, network.sources[one.source].component))
        start[row, one.source] = case.control[one.group]
    stop = np.full_like(start, np.inf)
    first = case.totals(start, stop).first
    product = first.argmin(axis=1) if first.shape[1] else np.zeros(len(cuts), int)
    short = [
        Short(row, int(product[row]), int(days[product[row]]) + case.offset)
        for row, days in enumerate(first)
        if days.min(initial=np.inf) < np.inf
    ]
    bound = dict(zip((one.draw for one in short), bindings(case, start, stop, short), strict=True))
    found: dict[Group, list[SourceExposure]] = {group: [] for group in case.waits}
    for one in case.stopped:
        source = network.sources[one.source]
        row = cuts.index((one.group, source.component))
        survive = float(first[row].min(initial=np.inf))
        path = binding.path if (binding := bound.get(row)) else ()
        found[one.group].append(
            _row(case, one.source, (one.group, survive), tuple(network.nodes[node] for node in path))
        )
    return {group: tuple(sorted(rows, key=urgency)) for group, rows in found.items()}


def urgency(row: SourceExposure) -> tuple[float, float]:
    """Sorts by the gap: first what never comes again, last what lasts beyond the horizon."""
    back = np.inf if row.time_to_recover.base is None else row.time_to_recover.base
    if row.time_to_survive is None:
        return np.inf, -back
    return row.time_to_survive - back, -back


def _known(days: float) -> float | None:
    return float(days) if np.isfinite(days) else None


def _row(case: Case, number: int, known: tuple[Group, float], path: Sequence[str]) -> SourceExposure:
    (group, survive), source = known, case.network.sources[number]
    wait, lead, control = case.waits[group], source.lead_time_days, case.control[group] - case.offset
    approved = [
        np.inf if days >= FOREVER else float(days + control + lead)
        for days in (wait.low, wait.base, wait.high)
    ]
    instead = replaced(case, source.component)
    day = np.inf if instead is None else max(instead.day, float(control))
    earlier = instead is not None and day < approved[1]
    gone = np.isfinite(survive)
    back = Range(*(_known(min(days, day)) for days in approved))
    last = int(np.floor(survive - lead)) if gone and not wait.prohibited else -1
    return SourceExposure(
        source=f"{source.supplier} ({source.ships_from})",
        component=case.network.nodes[source.component],
        share=source.share,
        lead_time_days=lead,
        time_to_survive=survive if gone else None,
        time_to_recover=back,
        time_to_recover_by_approval=Range(*map(_known, approved)),
        recovers_by=("end_of_measure" if wait.prohibited else "approval")
        if not earlier
        else "option"
        if instead and instead.option
        else "other_sources",
        recovers_with=instead.option if earlier and instead else None,
        gap=survive - back.base if gone and back.base is not None else None,
        path=tuple(path),
        last_day=last if last >= 0 else None,
    )


def replaced(case: Case, node: int) -> Instead | None:
    """The first day, from the day asked about, on which all that is cut of a part comes from elsewhere."""
    network = case.network
    missing = sum(
        network.sources[number].share
        for number in {one.source for one in case.stopped}
        if network.sources[number].component == node
    )
    spare = [(max(0.0, ceil(e.start) - case.offset), e.rate) for e in case.plan.extras if e.node == node]
    choices: list[tuple[str | None, list[tuple[float, float]]]] = [(None, [])]
    for row in case.network.tables.rows.get("options", ()):
        if row["kind"] in REPLACES and network.index[row["component"]] == node and network.use[node] > 0:
            ready = float(ceil(row["qualification_days"] + row["lead_time_days"]))
            choices.append((row["option"], [(ready, float(row["capacity_per_day"] / network.use[node]))]))
    found = [
        Instead(day, name)
        for name, more in choices
        for day in sorted({begin for begin, _ in [*spare, *more]})
        if sum(rate for begin, rate in [*spare, *more] if begin <= day) >= missing - ENOUGH
    ]
    return min(found, key=lambda one: (one.day, one.option is not None), default=None)
