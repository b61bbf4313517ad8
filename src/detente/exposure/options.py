"""What each option of the table would save, taken alone on the day asked about."""

from dataclasses import replace

from detente.exposure.case import Case
from detente.exposure.simulate import Extra
from detente.exposure.views import OptionExposure


def options(case: Case) -> list[OptionExposure]:
    """Each option with the margin it saves in the base case, in the order of the table."""
    before = float(case.lost_margin(case.base)[0])
    found = []
    for row in case.network.tables.rows.get("options", ()):
        node = case.network.index[row["component"]]
        from_day = row["qualification_days"] + row["lead_time_days"]
        changed = _with_option(case, row["kind"], node, from_day, row["capacity_per_day"])
        saved = max(0.0, before - float(changed.lost_margin(case.base)[0]))
        helps = _after_approval(case, node) + from_day if row["kind"] == "expedite" else from_day
        found.append(OptionExposure(row["option"], row["component"], row["kind"], helps, saved, row["cost"]))
    return found


def _after_approval(case: Case, node: int) -> float:
    """Days until the first approval (base) of a part that is stopped; 0 where nothing of it is."""
    days = [
        case.control[one.group] + case.waits[one.group].base - case.offset
        for one in case.stopped
        if case.network.sources[one.source].component == node
    ]
    return float(min(days, default=0.0))


def _with_option(case: Case, kind: str, node: int, from_day: float, capacity: float) -> Case:
    """The case with an option taken on the day asked about, `from_day` days of which it first delivers.

    A substitute or second source adds a rate once it is qualified and delivered; extra stock adds
    `capacity` units once; expediting makes the goods, once approved, travel in the option's lead time.
    """
    network, plan, day = case.network, case.plan, case.offset + from_day
    if kind == "extra_stock":
        arriving = plan.arriving.copy()
        if int(day) < plan.days:
            arriving[int(day), node] += capacity
        return replace(case, plan=replace(plan, arriving=arriving))
    if kind == "expedite":
        sources = tuple(
            replace(s, lead_time_days=min(s.lead_time_days, from_day)) if s.component == node else s
            for s in network.sources
        )
        return replace(case, network=replace(network, sources=sources))
    if network.use[node] <= 0:
        return case
    more = Extra(node, float(capacity / network.use[node]), day)
    return replace(case, plan=replace(plan, extras=(*plan.extras, more)))
