"""The published JSON of `detente expose`. Held to `schemas/expose.schema.json`."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from detente.exposure.ban import FOREVER
from detente.exposure.compare import Branch, total_lost_margin
from detente.exposure.explain import Chain, Explained
from detente.exposure.recovery import Seen, Wait
from detente.exposure.supply import Touched
from detente.exposure.unknown import of_component
from detente.exposure.views import (
    Exposure,
    ItemExposure,
    ProductExposure,
    Range,
    RestCut,
    Rule,
    SourceExposure,
)
from detente.ledger.views import Support


def exposure_json(exposure: Exposure) -> dict[str, Any]:
    """The design's shape; `sources`, `path`, `seen` and `reasons` are added fields."""
    return {
        "on": exposure.on.isoformat(),
        "known": exposure.known.isoformat(),
        "destination": exposure.destination,
        "currency": exposure.currency,
        "products": [_product(product) for product in exposure.products],
        "items": [_item(item) for item in exposure.items],
        "options": [asdict(option) | {"net": option.net} for option in exposure.options],
        "best_set": asdict(best) | {"options": list(best.options), "net": best.net}
        if (best := exposure.best_set)
        else None,
        "actions": [asdict(action) | {"net": action.net} for action in exposure.actions],
        "sources": [_touched(one, exposure) for one in exposure.touched],
        "without_measure": [
            {"item": item, "form": form, "ships_from": origin}
            for item, form, origin in exposure.without_measure
        ],
        "covers_until": exposure.covers_until.isoformat() if exposure.covers_until else None,
        "assumptions": list(exposure.assumptions),
        "horizon_days": exposure.horizon_days,
        "draws": exposure.draws,
        "seed": exposure.seed,
        "ration": exposure.ration,
        "lp_draws": exposure.lp_draws,
        "rationing": _rule(exposure.rule),
    }


def comparison_json(branches: Sequence[Branch]) -> dict[str, Any]:
    """The base and each scenario, with the whole exposure of each; `scenario` is null for the base."""
    base = branches[0].exposure
    return {
        "on": base.on.isoformat(),
        "known": base.known.isoformat(),
        "branches": [
            {
                "scenario": branch.scenario,
                "changes": list(branch.changes),
                "lost_margin": dict(zip(("low", "base", "high"), _totals(branch), strict=True)),
                "exposure": exposure_json(branch.exposure),
            }
            for branch in branches
        ],
    }


def explained_json(found: Explained) -> dict[str, Any]:
    """A product's figures, how each comes about, and the chains down to the sentences."""
    return {
        "product": _product(found.product),
        "row": str(found.row),
        "how": dict(found.how),
        "chains": [_chain(chain) for chain in found.chains],
    }


def _chain(chain: Chain) -> dict[str, Any]:
    one = chain.touched
    return {
        "binds": chain.binds,
        "links": [
            {
                "name": link.name,
                "taken": link.taken,
                "taken_from": str(link.taken_from) if link.taken_from else None,
                "use_per_day": round(link.use_per_day, 4),
                "on_hand": link.on_hand,
                "counted_in": str(link.counted_in) if link.counted_in else None,
                "cover_days": _rounded(link.cover_days, 1),
                "arriving": [
                    {
                        "quantity": one.quantity,
                        "counted": round(one.counted, 4),
                        "why": one.why,
                        "arrives": one.arrives,
                        "row": str(one.place),
                    }
                    for one in link.arriving
                ],
            }
            for link in chain.links
        ],
        "source": {
            "supplier": chain.supplier,
            "ships_from": chain.ships_from,
            "share": chain.share,
            "lead_time_days": chain.lead_time_days,
            "goes_on": round(chain.goes_on, 4),
            "not_known": round(chain.not_known, 4),
            "row": str(chain.source),
        },
        "item": one.item,
        "form": one.form,
        "measure": one.measure.id,
        "measure_name": one.measure.name,
        "since": one.since.value if one.since else None,
        "until": one.until.value if one.until else None,
        "supports": [_support(support) for support in one.supports],
        "wait": _wait(chain.wait) if chain.wait else None,
    }


def _totals(branch: Branch) -> list[float]:
    return [round(value, 2) for value in total_lost_margin(branch.exposure)]


def _range(figure: Range) -> dict[str, float | None]:
    return {key: None if value is None else round(value, 2) for key, value in asdict(figure).items()}


def _product(product: ProductExposure) -> dict[str, Any]:
    return {
        "product": product.product,
        "first_shortage_days": _range(product.first_shortage_days),
        "least_days": product.least_days,
        "surviving_rate": _rounded(product.surviving_rate, 4),
        "dependent_revenue": _rounded(product.dependent_revenue, 2),
        "lost_revenue": _range(product.lost_revenue),
        "lost_margin": _range(product.lost_margin),
        "binding_item": product.binding_item,
        "binding_form": product.binding_form,
        "binding_source": product.binding_source,
        "path": list(product.path),
        "note": product.note,
        "if_rest_cut": _rest(product.if_rest_cut),
    }


def _rounded(value: float | None, places: int) -> float | None:
    return None if value is None else round(value, places)


def _rest(rest: RestCut | None) -> dict[str, float | None] | None:
    return None if rest is None else {key: _rounded(value, 4) for key, value in asdict(rest).items()}


def _rule(rule: Rule | None) -> dict[str, float] | None:
    if rule is None:
        return None
    figures = {"lost_margin": rule.lost, "lost_margin_at_best": rule.at_best, "rests_on_rule": rule.rests}
    return {key: round(value, 2) for key, value in figures.items()}


def _source(row: SourceExposure) -> dict[str, Any]:
    back = {key: _range(getattr(row, key)) for key in ("time_to_recover", "time_to_recover_by_approval")}
    return asdict(row) | back | {"path": list(row.path)}


def _item(item: ItemExposure) -> dict[str, Any]:
    return {
        "item": item.item,
        "form": item.form,
        "measure": item.measure,
        "sources": list(item.sources),
        "time_to_survive": item.time_to_survive,
        "time_to_recover": _range(item.time_to_recover),
        "value_of_approval": round(item.value_of_approval, 2),
        "mean_value_of_approval": _money(item.mean_value_of_approval),
        "value_of_knowing": _money(item.value_of_knowing),
        "wait": _wait(item.wait),
        "time_to_recover_by_approval": _range(item.time_to_recover_by_approval),
        "recovers_by": item.recovers_by,
        "recovers_with": item.recovers_with,
        "by_source": [_source(row) for row in item.by_source],
    }


def _money(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _wait(wait: Wait) -> dict[str, Any]:
    three = (("low", wait.low), ("base", wait.base), ("high", wait.high))
    return {
        **{name: None if days >= FOREVER else days for name, days in three},
        "prohibited": wait.prohibited,
        "assumed_standard": wait.assumed_standard,
        "filed_after": wait.filed_after,
        "filing": wait.filing,
        "standard_days": wait.standard_days,
        "reasons": list(wait.reasons),
        "seen": [_seen(seen) for seen in wait.seen],
        "low_rests_on": _seen(wait.low_rests_on) if wait.low_rests_on else None,
        "fit": asdict(wait.fit) if wait.fit else None,
    }


def _seen(seen: Seen) -> dict[str, Any]:
    return {
        **{key: getattr(seen, key) for key in ("item", "form", "at_least", "at_most", "approved")},
        "approvals": [
            {
                **{key: getattr(one, key) for key in ("item", "form", "consignee", "exporter", "quantity")},
                "when": one.when.value if one.when else None,
                "supports": [_support(support) for support in one.supports],
            }
            for one in seen.approvals
        ],
    }


def _touched(one: Touched, exposure: Exposure) -> dict[str, Any]:
    source = exposure.network.sources[one.source]
    shares = of_component(one, exposure.network, exposure.touched)
    return {
        "component": exposure.network.nodes[source.component],
        "supplier": source.supplier,
        "ships_from": source.ships_from,
        "share": source.share,
        "item": one.item,
        "form": one.form,
        "measure": one.measure.id,
        "measure_name": one.measure.name,
        "effect": one.effect,
        "since": one.since.value if one.since else None,
        "until": one.until.value if one.until else None,
        "licence": list(one.types),
        "held": source.licence,
        "of_component": {
            key: round(part, 4) for key, part in zip(("cut", "goes_on", "not_known"), shares, strict=True)
        },
        "why": one.why,
        "also": [{"measure": other.measure.id, "effect": other.effect} for other in one.also],
        "until_supports": [_support(support) for support in one.until_supports],
        "supports": [_support(support) for support in one.supports],
    }


def _support(support: Support) -> dict[str, Any]:
    known = {"known_from": support.known_from, "known_by": support.known_by}
    row = asdict(support) | {key: day.isoformat() if day else None for key, day in known.items()}
    row["verbatim"] = support.verbatim
    return {
        key: value for key, value in row.items() if value is not None or key not in {"supposed", "verdict"}
    }
