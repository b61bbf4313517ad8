"""A disrupted item: how long the stocks last without it, when it comes again, what its approval is worth."""

from collections.abc import Sequence

import numpy as np

from detente.exposure.case import Case, Group
from detente.exposure.recover import urgency
from detente.exposure.simulate import Totals
from detente.exposure.views import ItemExposure, SourceExposure
from detente.exposure.worth import Worth


def items(
    case: Case,
    alone: Totals,
    approved: dict[Group, float],
    found: Worth | None,
    rows: dict[Group, tuple[SourceExposure, ...]],
) -> dict[Group, ItemExposure]:
    """Every group. `alone` is what each stopped source does if it alone stays cut for good."""
    return {group: _item(case, group, alone, (approved[group], found), rows[group]) for group in case.waits}


def in_order(found: dict[Group, ItemExposure]) -> tuple[ItemExposure, ...]:
    """Sorted by the gap: how long before it comes again the stocks are gone."""
    return tuple(sorted(found.values(), key=_urgency))


def _item(
    case: Case,
    group: Group,
    alone: Totals,
    saves: tuple[float, Worth | None],
    rows: Sequence[SourceExposure],
) -> ItemExposure:
    wait, (base, found) = case.waits[group], saves
    mine = [(row, one) for row, one in enumerate(case.stopped) if one.group == group]
    forever = (
        case.totals(*case.cuts({group: np.inf}, 1)).first if len(mine) > 1 else alone.first[[mine[0][0]]]
    )
    survive = float(forever.min(initial=np.inf))
    sources = [case.network.sources[one.source] for _, one in mine]
    return ItemExposure(
        item=group[0],
        form=group[1],
        measure=mine[0][1].measure.id,
        sources=tuple(f"{source.supplier} ({source.ships_from})" for source in sources),
        wait=wait,
        time_to_survive=survive if np.isfinite(survive) else None,
        time_to_recover=rows[0].time_to_recover,
        value_of_approval=base,
        mean_value_of_approval=found.approvals[group].value if found else None,
        value_of_knowing=found.knowing.get(group) if found else None,
        touched=tuple(one for _, one in mine),
        by_source=tuple(rows),
    )


def _urgency(item: ItemExposure) -> tuple[float, float, float]:
    survive = np.inf if item.time_to_survive is None else item.time_to_survive
    back = np.inf if item.time_to_recover.base is None else item.time_to_recover.base
    row = item.by_source[0]
    gap = survive if np.isinf(survive) else survive - back
    return urgency(row)[0] if row.time_to_survive is not None else gap, survive, -item.value_of_approval
