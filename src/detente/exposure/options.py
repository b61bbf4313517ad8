"""What each option of the table would save, taken alone on the day asked about."""

from dataclasses import replace

from detente.exposure.case import Case
from detente.exposure.views import OptionExposure


def options(case: Case) -> list[OptionExposure]:
    """Each option with the margin it saves in the base case, in the order of the table."""
    before = float(case.lost_margin(case.base)[0])
    found = []
    for row in case.network.tables.rows.get("options", ()):
        node = case.network.index[row["component"]]
        from_day = row["qualification_days"] + row["lead_time_days"]
        changed = _with_option(case, row["kind"], node, from_day + case.offset, row["capacity_per_day"])
        saved = max(0.0, before - float(changed.lost_margin(case.base)[0]))
        found.append(
            OptionExposure(row["option"], row["component"], row["kind"], from_day, saved, row["cost"])
        )
    return found


def _with_option(case: Case, kind: str, node: int, day: float, capacity: float) -> Case:
    """The case with an option taken on the day asked about.

    A substitute or second source adds a rate once it is qualified and delivered; extra stock adds
    `capacity_per_day` units once; expediting makes the goods travel in the option's lead time.
    """
    network, plan = case.network, case.plan
    if kind == "extra_stock":
        arriving = plan.arriving.copy()
        if int(day) < plan.days:
            arriving[int(day), node] += capacity
        return replace(case, plan=replace(plan, arriving=arriving))
    if kind == "expedite":
        quick = day - case.offset
        sources = tuple(
            replace(s, lead_time_days=min(s.lead_time_days, quick)) if s.component == node else s
            for s in network.sources
        )
        return replace(case, network=replace(network, sources=sources))
    extra, extra_from = plan.extra.copy(), plan.extra_from.copy()
    if network.use[node] > 0:
        extra[node] += capacity / network.use[node]
        extra_from[node] = (
            min(extra_from[node], day) if extra[node] == capacity / network.use[node] else extra_from[node]
        )
    return replace(case, plan=replace(plan, extra=extra, extra_from=extra_from))
