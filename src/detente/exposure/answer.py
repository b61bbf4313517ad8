"""The exposure of a network: who stops, when, at what cost, and what an approval is worth.

The stages, in order: which sources the law touches (`supply`); how long until each comes again,
under three named assumptions (`recovery`); what every part and product can deliver on each day
(`simulate`); the money; what binds; what each approval and each option is worth.
"""

from collections.abc import Iterator, Sequence
from math import isnan

import numpy as np

from detente.errors import UsageError
from detente.exposure.actions import actions, together, valued, with_means
from detente.exposure.approval import easings
from detente.exposure.ban import PROHIBITED
from detente.exposure.binds import Binding, first_bindings
from detente.exposure.case import Case, Group, make_case
from detente.exposure.contract import in_words
from detente.exposure.draws import spread
from detente.exposure.items import in_order, items
from detente.exposure.network import Floats, Network
from detente.exposure.options import options
from detente.exposure.rationing import ranks
from detente.exposure.recover import by_source
from detente.exposure.rule import rests_on_rule
from detente.exposure.simulate import Totals, lasting_each
from detente.exposure.soonest import Soonest
from detente.exposure.supply import Touched, touched, without_measure
from detente.exposure.transit import in_words as lots_in_words
from detente.exposure.unknown import if_rest_cut, told, unknown_lines
from detente.exposure.views import Exposure, ProductExposure, Range, Rule
from detente.exposure.worth import asked_draws, waits_of, worth
from detente.ledger.views import State
from detente.lexicon import Lexicon

HORIZON = 180
DRAWS = 1000


def expose(
    network: Network,
    state: State,
    lexicon: Lexicon,
    *,
    destination: str | None = None,
    horizon: int = HORIZON,
    draws: int = DRAWS,
    seed: int = 0,
    standard_days: int | None = None,
    ration: str = "proportion",
    lp_draws: int | None = 0,
    budget: float | None = None,
) -> Exposure:
    """Work out the exposure on `state.on`, as known on `state.known`; nothing learned later is used.

    `ration` is one of `rationing.RULES`. Raises UsageError where the country of the maker is not known, a
    number makes no sense, or the products have no priority to ration by. `lp_draws` is over how many draws
    the linear program values options, approvals and dates, None for `worth.DRAWS` where it is of a size to
    be asked at once; `budget` bounds the cost of the best set of options.
    """
    to = destination or network.tables.country
    if to is None:
        raise UsageError('where do the goods arrive? Say --to KR, or country = "KR" in network.toml')
    if horizon < 1 or draws < 0:
        raise UsageError("the horizon is at least 1 day, and there are 0 draws or more")
    if (lp_draws or 0) < 0 or (budget or 0) < 0 or isnan(budget or 0):
        raise UsageError("the draws of the program and the budget are 0 or more")
    if seed < 0:
        raise UsageError("the seed is 0 or more")
    all_touched = touched(network, state, lexicon, to)
    classes = () if ration == "proportion" else ranks(network, ration)
    case = make_case(network, state, all_touched, horizon, standard_days, ranks=classes)
    runs = _triple(case), _sampled(case, draws, seed), case.alone()
    paths = Soonest(case, lasting_each(network, case.plan, [[one.source] for one in case.stopped]))
    approved = _approved(case)
    count = asked_draws(case, lp_draws)
    found = worth(case, count, seed, budget)
    bound = first_bindings(case, runs[0])
    goods = items(case, runs[2], approved, found, by_source(case))
    rule = rests_on_rule(case) if count else None
    rows = with_means(options(case), found)
    return Exposure(
        on=state.on,
        known=state.known,
        destination=to,
        currency=network.currency,
        horizon_days=horizon,
        draws=draws,
        seed=seed,
        ration=ration,
        products=told(
            network,
            [_product(paths, number, runs, bound[number]) for number in range(len(network.products))],
            if_rest_cut(network, state, all_touched, horizon, standard_days, ranks=classes),
        ),
        items=in_order(goods),
        options=tuple(sorted(rows, key=lambda option: -option.earns)),
        best_set=together(rows, found),
        actions=actions(case, rows, goods, found, lexicon),
        touched=all_touched,
        assumptions=(
            *_supposed(state),
            *stock_ahead(network, state),
            *_assumptions(case, all_touched, (draws, ration), lexicon),
            *_rests(rule, network.currency),
            *valued(found, left_out=lp_draws is None and not count),
        ),
        network=network,
        without_measure=without_measure(network, all_touched, to),
        covers_until=state.covers_until,
        lots=case.lots,
        lp_draws=found.draws if found else 0,
        rule=rule,
    )


def _triple(case: Case) -> Totals:
    """What is lost under low, base and high: 3 x products."""
    waits = {
        group: np.array([wait.low, wait.base, wait.high], dtype=float) for group, wait in case.waits.items()
    }
    return case.totals(*case.cuts(waits, 3))


def _sampled(case: Case, draws: int, seed: int) -> Totals:
    """Lost over draws of the waits: triangular between low and high with its mode at base."""
    if not draws or not case.waits:
        return Totals(*(np.ones((0, len(case.network.products))) for _ in range(2)))
    waits = waits_of(case, draws, seed)
    return case.after(waits, draws)


def _range(three: Floats, drawn: Floats) -> Range:
    """Infinite becomes None: it does not happen in the horizon."""
    ends: list[float | None] = [_finite(value) for value in three]
    if drawn.size:
        found = spread(drawn)
        ends += [_finite(value) for value in (*found.values, *found.errors)]
    return Range(*ends)


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _product(
    paths: Soonest, number: int, runs: tuple[Totals, Totals, Totals], bound: Binding | None
) -> ProductExposure:
    """One product from the three assumptions, the draws, what binds it, and each source cut alone.

    Where it never runs short in the horizon, that source binds whose cut alone would stop it first.
    """
    case, product = paths.case, paths.case.network.products[number]
    parts = case.network.parts_of(product.node)
    hit = [row for row, one in enumerate(case.stopped) if case.network.sources[one.source].component in parts]
    three, drawn, alone = runs
    revenue, margin = product.demand_per_day * product.price, product.demand_per_day * product.margin
    row: int | None = bound.row if bound else None
    if bound:
        path = tuple(case.network.nodes[node] for node in bound.path)
    else:
        row = _binding(hit, alone.first[:, number], paths.kept[product.node])
        path = () if row is None else paths.path(product.node, row)
    binding = None if row is None else case.stopped[row]
    source = case.network.sources[binding.source] if binding else None
    lost, lost_drawn = three.lost[:, number], drawn.lost[:, number]
    return ProductExposure(
        product=product.name,
        first_shortage_days=_range(three.first[:, number], drawn.first[:, number]),
        least_days=_finite(paths.least(product.node)) if hit and not case.plan.ranks else None,
        surviving_rate=float(case.rates[number]),
        dependent_revenue=revenue * case.horizon if hit else 0.0,
        lost_revenue=_range(lost * revenue, lost_drawn * revenue),
        lost_margin=_range(lost * margin, lost_drawn * margin),
        binding_item=binding.item if binding else None,
        binding_form=binding.form if binding else None,
        binding_source=f"{source.supplier} ({source.ships_from})" if source else None,
        path=path,
    )


def _binding(hit: Sequence[int], short: Floats, rate: Floats) -> int | None:
    """Of the sources that are made up for by no other: stops the product first; then leaves least."""
    return min((row for row in hit if rate[row] < 1), key=lambda row: (short[row], rate[row]), default=None)


def _approved(case: Case) -> dict[Group, float]:
    """The margin saved (base) if each group alone were approved on the day asked about; none by a ban."""
    groups = [group for group, wait in case.waits.items() if not wait.prohibited]
    waits: dict[Group, Floats | float] = {g: np.full(len(groups) + 1, days) for g, days in case.base.items()}
    for row, group in enumerate(groups, start=1):
        np.asarray(waits[group])[row] = max(0, case.offset - case.control[group])
    lost = case.lost_margin(waits, len(groups) + 1)
    saved = {group: max(0.0, float(lost[0] - lost[row])) for row, group in enumerate(groups, start=1)}
    return dict.fromkeys(case.waits, 0.0) | saved


def _supposed(state: State) -> tuple[str, ...]:
    return (f"supposed, and in no source: {state.scenario}",) if state.scenario else ()


def _rests(rule: Rule | None, currency: str) -> tuple[str, ...]:
    """How much of the loss rests on the rule of rationing, and which figure to decide by."""
    if rule is None:
        return ()
    part = rule.rests / rule.lost if rule.lost > 0 else 0.0
    told = (
        f"of {rule.lost:,.0f} {currency} of margin lost in the base case {rule.rests:,.0f} ({part:.0%}) rest "
        f"on the rule of rationing: given to whom they earn most, the same parts lose {rule.at_best:,.0f}. "
        "Decide by what options and approvals save on average, by the program, if you may give scarce parts "
        "to whom you like, by what they save by the rule if you are bound to it"
    )
    return (told,)


_RATIONED = {
    "proportion": "in proportion to need",
    "margin": "to the product first that earns most a unit",
    "priority": "by the priority of products.csv",
}


def _eased(case: Case, lexicon: Lexicon) -> Iterator[str]:
    """Bulk licences that are allowed again under the measures, and that the stopped sources do not hold."""
    on = case.on
    found = {(one.item, one.measure.id): one.measure for one in case.stopped if one.effect != PROHIBITED}
    for (item, _), measure in found.items():
        for easing in easings(measure, on):
            if easing.item == item:
                types = " or ".join(kind.replace("_", " ") for kind in easing.types)
                yield (
                    f"{lexicon.name(item)}: {types} licences are allowed again from {easing.when.value} on; "
                    "whoever holds one waits no more; by the table the sources that are stopped hold none"
                )


def stock_ahead(network: Network, state: State) -> tuple[str, ...]:
    """That the stock was counted after the day asked about, or after what is known, in words; () if not."""
    counted = network.tables.stock_date
    if counted is None or counted <= min(state.on, state.known):
        return ()
    if counted > state.on:
        after = f"the stock was counted on {counted}, after the day asked about ({state.on})"
        return (f"{after}: nobody knew it then; it is taken as if it had lain there on that day",)
    return (f"the stock was counted on {counted}, after the day up to which all is known ({state.known})",)


def _assumptions(
    case: Case, found: Sequence[Touched], asked: tuple[int, str], lexicon: Lexicon
) -> tuple[str, ...]:
    """Everything the figures rest on, in words. `asked` is the number of draws and the rule of rationing."""
    draws, ration = asked
    lines = []
    for (item, form, _), wait in case.waits.items():
        name = lexicon.name(item) + (f" ({form})" if form else "")
        low, base, high = wait.reasons
        if wait.prohibited:
            lines.append(f"{name}: prohibited; {base}, under low, base and high")
            continue
        lines.append(
            f"{name}: approval {wait.low}, {wait.base} or {wait.high} days after control "
            f"(low: {low}; base: {base}; high: {high}); {wait.filing}"
        )
    lines += _eased(case, lexicon)
    lines += [
        "an approval covers one contract: those of other buyers show how long it takes and free nothing here",
        "goods leave again on the day of approval and take the lead time of the source",
        *lots_in_words(case.network, case.lots),
        f"shared parts are rationed {_RATIONED[ration]}; lost days are not caught up",
    ]
    lines += in_words(case.own)
    lines += unknown_lines(case.network, found)
    if any(one.effect == "maybe" for one in found):
        lines.append("parts marked maybe caught are shown apart and not counted as stopped")
    if draws and case.waits:
        lines.append(
            "P10, P50, P90: draws of each wait from a triangle over its low, base and high, not an estimate"
        )
    if case.offset:
        lines.append(
            f"the stock was counted {case.offset} days before the day asked about and is run down from there"
        )
    return tuple(lines)
