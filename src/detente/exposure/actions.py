"""What is worth doing: options, approvals and dates in one list, with money, days and a reason."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from detente.exposure.case import Case, Group
from detente.exposure.views import Action, ItemExposure, OptionExposure, Together
from detente.exposure.worth import Mean, Worth
from detente.lexicon import Lexicon

MOST = 3
"""Parts that a reason names."""


def with_means(options: list[OptionExposure], found: Worth | None) -> list[OptionExposure]:
    """The options with what each saves over the draws, and whether it is in the best set."""
    if found is None or found.best is None:
        return options
    return [
        replace(
            option,
            mean_saved=mean.value,
            mean_saved_se=mean.error,
            helps_in=mean.share,
            in_best_set=taken,
        )
        for option, mean, taken in zip(options, found.options, found.best.chosen, strict=True)
    ]


def together(options: list[OptionExposure], found: Worth | None) -> Together | None:
    """The best set, None where none was asked for."""
    if found is None or found.best is None:
        return None
    best = found.best
    names = tuple(o.option for o, taken in zip(options, best.chosen, strict=True) if taken)
    return Together(found.budget, names, best.saved, best.cost, best.gap, found.draws, found.lost.value)


def valued(found: Worth | None, *, left_out: bool) -> tuple[str, ...]:
    """What the means rest on, in words; or that there are none as the program would take minutes."""
    if left_out:
        told = (
            "options and approvals are valued in the base case alone: the network is too large for a program "
        )
        return (told + "over draws to be answered at once (--lp-draws N asks it)",)
    if found is None:
        return ()
    return (
        (
            f"what options, approvals and dates are worth on average: {found.draws} draws of the waits in a "
            "linear program, which gives scarce parts to whom they earn most and knows each draw beforehand"
        ),
    )


def actions(
    case: Case,
    options: list[OptionExposure],
    items: Mapping[Group, ItemExposure],
    found: Worth | None,
    lexicon: Lexicon,
) -> tuple[Action, ...]:
    """Everything that saves something, and every option, by what it earns: the best first.

    Over the draws by the program where `found` is given, else in the base case by the simulation.
    """
    rows = case.network.tables.rows.get("options", ())
    listed = [_option(case, option, row) for option, row in zip(options, rows, strict=True)]
    for group, item in items.items():
        if item.wait.prohibited:
            continue
        name = lexicon.name(item.item) + (f" ({item.form})" if item.form else "")
        mean = found.approvals[group] if found else Mean(item.value_of_approval, None, 1.0)
        listed += [_approval(case, item, (name, mean, found is not None))] if mean.value > 0 else []
        knowing = found.knowing.get(group, 0.0) if found else 0.0
        if knowing > 0:
            listed.append(_date(case, name, knowing))
    return tuple(sorted(listed, key=lambda one: (-one.net, one.name)))


def _option(case: Case, option: OptionExposure, row: Mapping[str, Any]) -> Action:
    saved = option.saved_margin if option.mean_saved is None else option.mean_saved
    brings = {
        "extra_stock": f"brings {row['capacity_per_day']:,.10g} of {option.component} once, on day",
        "expedite": f"brings {option.component} quicker after an approval, from day",
    }.get(option.kind, f"brings {row['capacity_per_day']:,.10g} of {option.component} a day from day")
    never = option.helps_from_days is None
    told = f"taken today it {brings} {option.helps_from_days:.0f}" if not never else "it follows an approval"
    if option.helps_in is not None:
        told += f" and saves something in {option.helps_in:.0%} of the draws"
    if option.last_day is not None:
        told += f"; in the base case, by the rule of rationing, it saves {_money(case, option.saved_margin)}"
        told += f", still helps if taken by day {option.last_day}"
        told += (
            f" and pays by day {option.pays_until}" if option.pays_until is not None else " and never pays"
        )
    elif option.last_day_high is not None:
        told += (
            "; in the base case it comes too late, under the longest waits it still helps if taken by day "
        )
        told += str(option.last_day_high)
    else:
        told += f"; under the base and the longest waits it saves nothing: {_why_not(case, option)}"
    return Action(
        kind="option",
        name=option.option,
        saved=saved,
        saved_se=option.mean_saved_se,
        cost=option.cost,
        from_day=option.helps_from_days,
        by_day=option.last_day_high if option.last_day is None else option.last_day,
        reason=told,
    )


def _why_not(case: Case, option: OptionExposure) -> str:
    node = case.network.index[option.component]
    inside = case.network.parts_of(node)
    hit = {case.network.sources[one.source].component for one in case.stopped} & inside
    if option.helps_from_days is None:
        return "what it would bring quicker is prohibited"
    if not hit:
        return "no source of it or of a part in it is stopped"
    if option.kind == "expedite" and node not in hit:
        return "no source of it is stopped, only of parts in it"
    if case.network.joint[node] and node not in hit:
        return "its sources make it of its components, and so would another, but these are short"
    if option.helps_from_days >= case.horizon:
        return "that is after the horizon"
    return "by then the part has come again, or another is missing"


def _approval(case: Case, item: ItemExposure, known: tuple[str, Mean, bool]) -> Action:
    name, mean, drawn = known
    leads = sorted({row.lead_time_days for row in item.by_source})
    after = f"{leads[0]:.0f}" if len(leads) == 1 else f"{leads[0]:.0f} to {leads[-1]:.0f}"
    told = f"approved today, {name} would come {after} days later and save {_money(case, mean.value)}"
    told += " on average while the others wait" if drawn else " while the others wait"
    told += _bridged(item)
    last = [row.last_day for row in item.by_source if row.last_day is not None]
    if not last and item.time_to_survive is not None:
        last = [0]
    return Action(
        "approval", name, mean.value, mean.error, 0.0, leads[0], float(min(last)) if last else None, told
    )


def _bridged(item: ItemExposure) -> str:
    """By which day the stocks bridge an approval, part by part; a part is named where there are several."""
    days: dict[str, list[int | None]] = {}
    for row in item.by_source:
        if row.time_to_survive is not None:
            days.setdefault(row.component, []).append(row.last_day)
    if not days:
        return ""
    part = {
        name: None if None in mine else min(d for d in mine if d is not None) for name, mine in days.items()
    }
    if len(part) == 1:
        (last,) = part.values()
        bridged = (
            "its stocks no longer bridge it"
            if last is None
            else f"its stocks bridge an approval by day {last}"
        )
        return f"; {bridged}"
    late = [name for name, last in part.items() if last is None]
    soon = sorted((last, name) for name, last in part.items() if last is not None)
    told = (
        ["stocks bridge an approval of " + ", ".join(f"{name} by day {last}" for last, name in soon[:MOST])]
        if soon
        else []
    )
    told[-1:] = [f"{one} and {len(soon) - MOST} more later" if len(soon) > MOST else one for one in told]
    if late:
        more = f" and {len(late) - MOST} more" if len(late) > MOST else ""
        told.append(f"those of {', '.join(late[:MOST])}{more} no longer bridge it")
    return "; " + "; ".join(told)


def _date(case: Case, name: str, knowing: float) -> Action:
    told = (
        f"told today in which fifth of its draws the approval of {name} falls, one would choose options "
        f"better and earn {_money(case, knowing)} more on average"
    )
    return Action("date", name, knowing, None, 0.0, None, None, told)


def _money(case: Case, value: float) -> str:
    return f"{value:,.0f} {case.network.currency}".rstrip()
