"""The same question under several suppositions, side by side with what is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.exposure.supply import Touched
from detente.exposure.views import Exposure, ItemExposure
from detente.lexicon import Lexicon
from detente.model import When

LONGEST = 90
"""Characters of a measure's name that stand in a line."""


@dataclass(frozen=True, slots=True)
class Branch:
    """The exposure under a scenario, None for the base, and what the scenario changes, in words."""

    scenario: str | None
    exposure: Exposure
    changes: tuple[str, ...] = ()


def compare(base: Exposure, supposed: Sequence[tuple[str, Exposure]], lexicon: Lexicon) -> tuple[Branch, ...]:
    """The base first, then each scenario with what it changes for the network and what stays."""
    others = (Branch(name, one, tuple(changes(base, one, lexicon))) for name, one in supposed)
    return (Branch(None, base), *others)


def changes(base: Exposure, other: Exposure, lexicon: Lexicon) -> list[str]:
    """What differs in the law on the network's sources and in the waits; where nothing does, what stays."""
    before, after = _by_source(base), _by_source(other)
    lines: dict[str, list[str]] = {}
    for number in sorted(before.keys() | after.keys()):
        said = _change(before.get(number), after.get(number))
        if said:
            lines.setdefault(said, []).append(base.network.nodes[base.network.sources[number].component])
    found = [f"{said}: {', '.join(dict.fromkeys(parts))}" for said, parts in lines.items()]
    found += _waits(base, other, lexicon)
    if found:
        return found
    stays = dict.fromkeys(_name(one) for one in other.touched if one.cut)
    if not stays:
        return ["changes nothing for this network"]
    return [f"changes nothing for this network: what is on its sources stays ({'; '.join(stays)})"]


def _by_source(exposure: Exposure) -> dict[int, Touched]:
    return {one.source: one for one in exposure.touched}


def _change(before: Touched | None, after: Touched | None) -> str:
    if before is None:
        return f"{_effect(after)} from {_day(after.since)} on by {_name(after)}" if after else ""
    if after is None:
        return "goes on again"
    if (before.effect, before.measure.id) != (after.effect, after.measure.id):
        return f"{_effect(after)} from {_day(after.since)} on, no longer {_effect(before)}"
    if _value(before.since) != _value(after.since):
        return f"{_effect(after)} from {_day(after.since)} on, not from {_day(before.since)}"
    if _value(before.until) != _value(after.until):
        return f"{_effect(after)} until {_day(after.until)}, not until {_day(before.until)}"
    return ""


def _effect(one: Touched | None) -> str:
    return one.effect if one else ""


def _name(one: Touched) -> str:
    """The name of the measure, its id where the name lists too much."""
    return one.measure.name if len(one.measure.name) <= LONGEST else one.measure.id


def _value(when: When | None) -> str | None:
    return when.value if when else None


def _day(when: When | None) -> str:
    return when.value if when else "a day that nobody gives"


def _waits(base: Exposure, other: Exposure, lexicon: Lexicon) -> list[str]:
    before = {_good(item): item for item in base.items}
    lines: dict[str, list[str]] = {}
    for item in other.items:
        old = before.get(_good(item))
        if old is None:
            continue
        was, now = _three(old), _three(item)
        if was != now:
            name = lexicon.name(item.item) + (f" ({item.form})" if item.form else "")
            said = f"approval after {now} days and not {was}"
            lines.setdefault(said, []).append(name)
    return [f"{said}: {', '.join(names)}" for said, names in lines.items()]


def _good(item: ItemExposure) -> tuple[str, str | None, str]:
    return item.item, item.form, item.measure


def _three(item: ItemExposure) -> str:
    if item.wait.prohibited:
        return "none, for it is prohibited"
    return f"{item.wait.low} / {item.wait.base} / {item.wait.high}"


def total_lost_margin(exposure: Exposure) -> tuple[float, float, float]:
    """Margin lost over the horizon in all products together: low, base, high."""
    figures = [product.lost_margin for product in exposure.products]
    return (
        sum(figure.low or 0.0 for figure in figures),
        sum(figure.base or 0.0 for figure in figures),
        sum(figure.high or 0.0 for figure in figures),
    )
