"""What the tables do not say, kept apart from the figures: products of nothing, parts of no known origin."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from detente.exposure.across import WHOLE
from detente.exposure.case import make_case
from detente.exposure.network import Network, Supply
from detente.exposure.rationing import Ranks
from detente.exposure.supply import Touched
from detente.exposure.views import ProductExposure, Range, RestCut
from detente.ledger.views import State

NOTHING = Range(None, None, None)
NO_PARTS, NO_DEMAND = "no_bill_of_materials", "no_demand"


def told(
    network: Network, products: Sequence[ProductExposure], rest: Sequence[RestCut | None]
) -> tuple[ProductExposure, ...]:
    """The products with what is not known of them: no figure where there is none to be had."""
    found = []
    for product, node, cut in zip(products, network.products, rest, strict=True):
        if not network.needs[node.node] and node.node not in network.sources_of:
            found.append(
                replace(
                    product, note=NO_PARTS, first_shortage_days=NOTHING, lost_revenue=NOTHING,
                    lost_margin=NOTHING, least_days=None, surviving_rate=None, dependent_revenue=None,
                )
            )  # fmt: skip
        elif node.demand_per_day == 0:
            found.append(replace(product, note=NO_DEMAND, first_shortage_days=NOTHING, least_days=None))
        else:
            found.append(replace(product, if_rest_cut=cut))
    return tuple(found)


def rest_of(network: Network) -> dict[int, float]:
    """Bought part to the share of its use of which no source is known; what is made in the house has none."""
    return {
        node: rest
        for node, numbers in network.sources_of.items()
        if (network.joint[node] or not network.needs[node])
        and (rest := 1 - sum(network.sources[number].share for number in numbers)) > WHOLE
    }


def of_component(one: Touched, network: Network, found: Sequence[Touched]) -> tuple[float, float, float]:
    """Of the use of the source's component: the share stopped, what goes on, what is of no known origin.

    What is made of components in the house goes on, as far as the source is concerned.
    """
    node = network.sources[one.source].component
    cut = {t.source for t in found if t.cut}
    numbers = network.sources_of[node]
    stopped = sum(network.sources[n].share for n in numbers if n in cut)
    total = sum(network.sources[n].share for n in numbers)
    if not network.joint[node]:
        total += float(network.made[node])
    return stopped, total - stopped, max(0.0, 1 - total)


def unknown_lines(network: Network, found: Sequence[Touched]) -> list[str]:
    """What the figures take for granted where the tables are silent, in words."""
    rest = rest_of(network)
    hit = {network.sources[one.source].component for one in found if one.cut}
    lines = [
        f"{network.nodes[node]}: where {rest[node]:.0%} of it comes from is not known; it is counted as "
        "going on, and what would be if it were cut too stands beside the figures"
        for node in sorted(hit & rest.keys())
    ]
    made = {node for node, needs in enumerate(network.needs) if needs}
    ends = {product.node for product in network.products}
    free = [
        name
        for node, name in enumerate(network.nodes)
        if node not in made | ends and node not in network.sources_of
    ]
    if free:
        lines.append(f"{_some(free)}: no source and no components in the tables; counted as always there")
    counted = {row["component"] for row in network.tables.rows.get("stock", ())}
    blank = [network.nodes[n] for n in sorted(network.sources_of) if network.nodes[n] not in counted]
    if blank:
        lines.append(f"{_some(blank)}: no row in stock; counted as none on hand")
    return lines


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"  # noqa: PLR2004


def if_rest_cut(
    network: Network,
    state: State,
    found: Sequence[Touched],
    horizon: int,
    standard_days: int | None,
    *,
    ranks: Ranks = (),
) -> list[RestCut | None]:
    """For each product what would be (base) if what has no known source were cut with what has one.

    None where nothing of the kind is in the product. A part is meant of which a source is stopped and whose
    shares sum to less than 1.
    """
    rest = rest_of(network)
    hit: dict[int, Touched] = {}
    for one in found:
        node = network.sources[one.source].component
        if one.cut and node in rest:
            hit.setdefault(node, one)
    if not hit:
        return [None] * len(network.products)
    sources, more = list(network.sources), list(found)
    for node, one in hit.items():
        lead = network.sources[one.source].lead_time_days
        more.append(replace(one, source=len(sources)))
        sources.append(
            Supply(
                node,
                "not known",
                one.measure.actor or "",
                rest[node],
                lead,
                None,
                one.item,
                one.form,
                "yes",
                None,
            )
        )
    wider = replace(network, sources=tuple(sources))
    case = make_case(wider, state, more, horizon, standard_days, ranks=ranks)
    found_so = case.totals(*case.cuts(case.base, 1))
    answers: list[RestCut | None] = []
    for number, product in enumerate(network.products):
        if not hit.keys() & network.parts_of(product.node):
            answers.append(None)
            continue
        short = float(found_so.first[0, number])
        lost = float(found_so.lost[0, number]) * product.demand_per_day * product.price
        days = short if np.isfinite(short) else None
        answers.append(RestCut(days, float(case.rates[number]), lost))
    return answers
