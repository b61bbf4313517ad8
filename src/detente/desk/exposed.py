"""The exposure as text for a terminal, 100 columns."""

from textwrap import wrap

from detente.desk.approved import approval_lines
from detente.desk.touched import source_lines
from detente.desk.words import day, money, range_words, rate_words
from detente.exposure.recovery import Seen
from detente.exposure.unknown import NO_DEMAND, NO_PARTS, rest_of
from detente.exposure.views import Exposure, ItemExposure, ProductExposure, SourceExposure
from detente.lexicon import Lexicon

UNTOUCHED = "not touched"
OPEN = frozenset({"maybe", "undeterminable", "depends"})
"""Effects of which it is not known whether they stop a source."""
MOST = 4
"""Sources of an item that the text lists."""


def render(exposure: Exposure, lexicon: Lexicon) -> str:
    """Who runs short first and why, product by product, then item by item, then the assumptions."""
    where, money_in = lexicon.name(exposure.destination), exposure.currency
    lines = [
        f"Exposure on {day(exposure.on)}, as known on {day(exposure.known)}",
        f"goods arrive in {where}; horizon {exposure.horizon_days} days; money in {money_in}",
        "low / base / high are assumptions on the wait, named below",
        "",
    ]
    if not any(source.item for source in exposure.network.sources):
        lines.append("No source in this network names an item, so that no measure can be on it.")
    elif not exposure.items:
        lines.append("Nothing in this network is under a measure that stops it.")
    unknown = [p for p in exposure.products if p.note or _untouched(p, exposure) != UNTOUCHED]
    if unknown and not exposure.items:
        lines += [line for product in unknown for line in _product(product, exposure, lexicon)]
    if exposure.items:
        lines += ["Products"]
        for product in sorted(exposure.products, key=lambda product: product.soonest):
            lines += _product(product, exposure, lexicon)
        lines += ["", "Items, by how long the stock is gone before they come again"]
        for item in exposure.items:
            lines += _item(item, exposure, lexicon)
    if exposure.actions and exposure.items:
        lines += ["", *_actions(exposure)]
    lines += source_lines(exposure, lexicon)
    lines += approval_lines(exposure, lexicon)
    lines += ["", "Assumed", *(f"  - {line}" for line in exposure.assumptions)]
    return "\n".join(lines)


def _actions(exposure: Exposure) -> list[str]:
    best = exposure.best_set
    draws = exposure.lp_draws
    over = f"on average over {draws} draws of the program" if draws else "in the base case"
    lines = [f"What is worth doing, by what it earns {over}"]
    for number, action in enumerate(exposure.actions, start=1):
        off = f" ± {money(action.saved_se)}" if action.saved_se else ""
        cost = f" for {money(action.cost)}, net {money(action.net)}" if action.kind == "option" else ""
        lines.append(f"  {number}. {_KINDS[action.kind]} {action.name}: {money(action.saved)}{off}{cost}")
        lines += [f"     {line}" for line in wrap(action.reason, 92)]
    if best:
        within = "Best set of options" + ("" if best.budget is None else f" within {money(best.budget)}")
        names = ", ".join(best.options) or "none"
        lines.append(
            f"  {within}: {names}; saves {money(best.saved)} of {money(best.lost)} for {money(best.cost)}"
        )
    return lines


_KINDS = {"option": "take", "approval": "press for", "date": "find out about"}


def _product(product: ProductExposure, exposure: Exposure, lexicon: Lexicon) -> list[str]:
    days = range_words(product.first_shortage_days, "none")
    if product.note == NO_PARTS:
        return [f"  {product.product}: no bill of materials and no source, so that nothing can be said of it"]
    if product.note == NO_DEMAND:
        return [f"  {product.product}: a demand of zero, so that nothing of it can be lost"]
    soonest = product.least_days
    least = [] if soonest is None else [f"    whatever the waits, not before day {soonest:.0f}"]
    goes_on = f"{rate_words(product.surviving_rate)} goes on while all that is controlled stays cut"
    if product.binding_item is None:
        covered = "some of it is stopped, and other sources make up for it before it runs short"
        said = covered if product.dependent_revenue else _untouched(product, exposure)
        return [f"  {product.product}: {said}"]
    form = f" ({product.binding_form})" if product.binding_form else ""
    lost, hangs = product.lost_revenue, money(product.dependent_revenue)
    three = " / ".join(money(value) for value in (lost.low, lost.base, lost.high))
    drawn = ((lost.p10, lost.p10_se), (lost.p50, lost.p50_se), (lost.p90, lost.p90_se))
    draws = [money(value) + (f" ± {money(off)}" if off else "") for value, off in drawn if value is not None]
    rest = product.if_rest_cut
    wider = []
    if rest:
        short = "none" if rest.first_shortage_days is None else f"{rest.first_shortage_days:.0f}"
        kept, gone = rate_words(rest.surviving_rate), money(rest.lost_revenue)
        figures = f"short after {short} days, {kept} goes on, {gone} of revenue lost"
        wider = [f"    were what is of no known origin cut too (base): {figures}"]
    return [
        f"  {product.product}: first short after {days} days; {goes_on}",
        *least,
        f"    binds: {lexicon.name(product.binding_item)}{form}, {product.binding_source}",
        f"    path:  {' > '.join(product.path)}",
        f"    revenue that hangs on it {hangs}; lost {three}"
        + (f" (P10, P50, P90 of the draws: {', '.join(draws)})" if draws else ""),
        *wider,
    ]


def _untouched(product: ProductExposure, exposure: Exposure) -> str:
    """That nothing in a product is stopped, and what of it is not known: never more than the tables say."""
    network = exposure.network
    inside = network.parts_of(network.index[product.product])
    perhaps = [
        network.nodes[network.sources[one.source].component]
        for one in exposure.touched
        if one.effect in OPEN and network.sources[one.source].component in inside
    ]
    rest = sorted((node, share) for node, share in rest_of(network).items() if node in inside)
    told = [f"perhaps {', '.join(dict.fromkeys(perhaps))} (below, not counted)"] if perhaps else []
    told += [f"{share:.0%} of {network.nodes[node]} is of no known origin" for node, share in rest]
    return f"nothing in it is surely stopped; {'; '.join(told)}" if told else UNTOUCHED


def _item(item: ItemExposure, exposure: Exposure, lexicon: Lexicon) -> list[str]:
    form = f" ({item.form})" if item.form else ""
    survive = "beyond the horizon" if item.time_to_survive is None else f"{item.time_to_survive:.0f} days"
    back, worth = range_words(item.time_to_recover, "never"), _worth(item, exposure, lexicon)
    again, banned = f"comes again after {back} days{_by(item)}", item.wait.prohibited
    if banned:
        only = item.recovers_by == "end_of_measure" and item.time_to_recover.base is None
        again = f"prohibited: {item.wait.reasons[1]}" + ("" if only else f"; {again}")
    lines = [f"  {lexicon.name(item.item)}{form}: stocks last {survive}; {again}"]
    lines += [] if banned else [f"    an approval today saves {worth}"]
    lines += [f"    {line}" for row in item.by_source[:MOST] for line in _source(row, banned=banned)]
    if len(item.by_source) > MOST:
        lines.append(f"    and {len(item.by_source) - MOST} more sources, whose stocks are gone less long")
    support = next((s for t in item.touched for s in t.supports), None)
    if support:
        lines.append(f"    by: {support.publisher or support.source}, {day(support.known_by)}")
    if item.wait.seen:
        lines.append("    seen: " + "; ".join(_seen(seen, lexicon) for seen in item.wait.seen))
    if fit := item.wait.fit:
        behind = f"{fit.approvals} approval{'s' * (fit.approvals != 1)}, {fit.others} without"
        lines.append(
            f"    beside the assumptions, a fit: {fit.p10} / {fit.p50} / {fit.p90} days after control "
            f"(P10 / P50 / P90; {behind})"
        )
    return lines


def _worth(item: ItemExposure, exposure: Exposure, lexicon: Lexicon) -> str:
    """What an approval saves in the base case, beside the mean by which the list ranks it, where it does."""
    said = f"{money(item.value_of_approval)} of margin in the base case"
    if not exposure.lp_draws:
        return said
    name = lexicon.name(item.item) + (f" ({item.form})" if item.form else "")
    mean = next((one.saved for one in exposure.actions if (one.kind, one.name) == ("approval", name)), 0.0)
    return f"{said}, {money(mean)} on average over {exposure.lp_draws} draws of the program"


def _by(found: ItemExposure | SourceExposure) -> str:
    """What brings it again where that is not the approval."""
    if found.recovers_by in {"approval", "end_of_measure"}:
        return ""
    with_ = f"with {found.recovers_with} taken today" if found.recovers_with else "from its other sources"
    if found.time_to_recover_by_approval.base is None:
        return f" {with_}"
    return f" {with_} (by approval {range_words(found.time_to_recover_by_approval, 'never')})"


def _source(row: SourceExposure, *, banned: bool) -> list[str]:
    """How long its part lasts against when it comes again, by which chain, and its last day."""
    back = f"comes again after {range_words(row.time_to_recover, 'never')}{_by(row)}"
    if row.time_to_recover.base is None:
        back = "does not come again"
    if row.time_to_survive is None:
        return [f"{row.component}, {row.source}: lasts beyond the horizon, {back}"]
    last = (
        "no approval is in time" if row.last_day is None else f"an approval by day {row.last_day} is in time"
    )
    last = "nothing is approved" if banned else last
    return [
        f"{row.component}, {row.source}: lasts {row.time_to_survive:.0f} days, {back}",
        f"  {' > '.join(row.path)}; {last}",
    ]


def _seen(seen: Seen, lexicon: Lexicon) -> str:
    name = lexicon.name(seen.item) + (f" ({seen.form})" if seen.form else "")
    if not seen.approved:
        return f"{name}: none after {seen.at_least} days"
    days = str(seen.at_least) if seen.at_least == seen.at_most else f"{seen.at_least} to {seen.at_most}"
    return f"{name}: first after {days} days"
