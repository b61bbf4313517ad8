"""From law to supply: which sources a measure stops, from when to when, by which sentence.

For each source, in this order: which measures in force or scheduled are about its item, form, country of
export and destination (a group of items stands for its members; a country group for the listed goods that
went under its licence); what each does to it, by the licence types that the measure allows and the one the
table says is held; the one that weighs most is taken, the others are named beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.exposure.ban import CUT, PROHIBITED, banned
from detente.exposure.network import Network, Supply
from detente.ledger.groups import restricts
from detente.ledger.rules import regimes
from detente.ledger.views import Dated, Measure, State, Support
from detente.lexicon import Lexicon
from detente.model import When

EFFECTS = ("prohibited", "stopped", "depends", "undeterminable", "maybe", "held")
"""What a measure does to a source, the heaviest first; see `Touched`."""
_ONE_BY_ONE = frozenset({"individual", PROHIBITED, "specific_bulk"})
_OVER = frozenset({"withdrawn", "announced"})


@dataclass(frozen=True, slots=True)
class Touched:
    """A source that a measure is about.

    `effect` is `prohibited` (nothing is approved until the measure ends), `stopped` (it needs a licence a
    contract from `since` on), `held` (a licence held covers it), `depends` (it goes on under a licence
    that the table does not say is held), `maybe` (whether the part is caught, or what the measure asks for,
    is not known) or `undeterminable` (no source says from when). `since`
    is null only where it is undeterminable. `until` is the day on which the measure ends, or from
    which a licence held covers the source again, as far as known. `types` are the licence types that
    the measure allows. `also` is what the other measures that are about the source do to it.
    """

    source: int
    measure: Measure
    item: str
    form: str | None
    effect: str
    since: When | None
    types: tuple[str, ...]
    supports: tuple[Support, ...]
    until: When | None = None
    until_supports: tuple[Support, ...] = ()
    also: tuple["Touched", ...] = ()
    why: str = ""
    """What is not known of it, in words, beside what the table of sources says."""
    ends: When | None = None
    """The known end of the measure for this good, whole or in part, whatever licence is held."""
    beside: "Touched | None" = None
    """Of a ban that ends: the licence requirement that goes on after it."""

    @property
    def cut(self) -> bool:
        """Whether nothing comes: for want of a licence a contract, or by a ban."""
        return self.effect in CUT

    @property
    def begins(self) -> When | None:
        """From when nothing comes: of several measures that cut it the first, whichever weighs more."""
        days = [one.since for one in (self, *self.also) if one.cut and one.since]
        return min(days, key=lambda when: when.earliest, default=self.since)

    @property
    def group(self) -> tuple[str, str | None, str]:
        """What is approved together: item, form and the country that approves."""
        return self.item, self.form, self.measure.actor or ""


def touched(network: Network, state: State, lexicon: Lexicon, destination: str) -> tuple[Touched, ...]:
    """Every source that some measure in force or scheduled is about, in the order of the table."""
    found = []
    for number, source in enumerate(network.sources):
        mine = sorted(_of(number, source, state, lexicon, destination), key=_weight)
        if mine:
            found.append(_goes_on(replace(mine[0], also=tuple(mine[1:]))))
    return tuple(found)


def _goes_on(one: Touched) -> Touched:
    """A ban with a known end on a good that needs a licence beside it: the end of the ban frees nothing.

    The source is free when the last of the two is over.
    """
    beside = next((other for other in one.also if other.effect == "stopped"), None)
    if one.effect != PROHIBITED or one.until is None or beside is None:
        return one
    if beside.until is not None and beside.until.latest <= one.until.latest:
        return one
    return replace(one, until=beside.until, until_supports=beside.until_supports, beside=beside)


def _weight(one: Touched) -> tuple[int, str]:
    """The heaviest effect first, of equal ones the earliest."""
    return EFFECTS.index(one.effect), one.since.earliest.isoformat() if one.since else ""


def _of(number: int, source: Supply, state: State, lexicon: Lexicon, destination: str) -> Iterator[Touched]:
    if not source.item or source.caught == "no" or source.ships_from == destination:
        return
    for measure in state.measures:
        returns = measure.again if measure.state == "withdrawn" else None  # from a suspension with a last day
        if measure.actor != source.ships_from or (measure.state in _OVER and returns is None):
            continue
        if measure.frees(destination, (source.item,), state.on, source.form):
            continue
        types = _types(measure, source, lexicon, destination)
        if types is None:
            continue
        dated = measure.stages.get("effective", ())
        effect = _effect(source, measure, types)
        unsaid = _not_known(measure, source, types, lexicon, destination)
        if unsaid and effect != "undeterminable" and not (effect == "held" and types):
            effect = "maybe"
        ends = _ends(measure, source, destination, state)
        until, end = _until(measure, source, effect, ends)
        yield Touched(
            source=number,
            measure=measure,
            item=source.item,
            form=source.form,
            effect=effect,
            since=returns or measure.since,
            types=types,
            supports=dated[0].supports if dated else measure.supports,
            until=until,
            until_supports=end,
            why=unsaid if effect in {"maybe", "undeterminable"} else "",
            ends=ends[0] if ends else None,
        )


def _types(measure: Measure, source: Supply, lexicon: Lexicon, destination: str) -> tuple[str, ...] | None:
    """The licence types under which the source may ship, None where the measure is not about it."""
    item = source.item or ""
    aimed = not measure.targets or destination in measure.targets
    names = named_by(measure, item, source.form, lexicon) or perhaps_by(measure, item, lexicon)
    if aimed and names:
        return _licences(measure, item, names)
    if measure.group and destination in measure.targets and not restricts(measure.group, lexicon):
        return _outside(measure, item, source.form)
    return None


def _outside(measure: Measure, item: str, form: str | None) -> tuple[str, ...] | None:
    """What a listed good needs once its destination is out of a country group, by the rules of export."""
    regime = regimes().get(measure.actor or "")
    editions = regime.listed.get(item, ()) if regime else ()
    if regime is None or not editions:
        return None
    latest = editions[0]
    if (latest.forms.get(form, latest.caught) if form else latest.caught) == "no":
        return None
    rule = next(
        (r for r in regime.rules if r.listed and r.not_in_group == measure.group and not r.of_the_deal), None
    )
    return tuple(branch.answer for branch in rule.branches) or (rule.answer,) if rule else None


def goods(state: State) -> set[str]:
    """The goods that the ledger names, so that a network may name them too: those of measures and events."""
    named = {item for measure in state.measures for item in measure.items}
    named |= {item for event in state.timeline for item in event.items}
    return {item.partition("#")[0] for item in named}


def covers(measure: Measure, item: str, form: str | None, destination: str, lexicon: Lexicon) -> bool:
    """Whether the measure names the item (itself, in this form, or by its group) and the destination."""
    aimed = not measure.targets or destination in measure.targets
    return aimed and bool(named_by(measure, item, form, lexicon))


def named_by(measure: Measure, item: str, form: str | None, lexicon: Lexicon) -> tuple[str, ...]:
    """The words of the measure that name the item: itself, its form, group or a good that contains it."""
    wanted = {item, f"{item}#{form}"} if form else {item}
    return tuple(one for one in measure.items if wanted & lexicon.holds(one))


def perhaps_by(measure: Measure, item: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The words of the measure that are wider than the item, where no list says whether it is within."""
    return tuple(one for one in measure.items if lexicon.may_hold(one, item))


def _licences(measure: Measure, item: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The licence types for the item: those told of it, else those told of the wider words that name it."""
    if item in measure.licence:
        return measure.licence[item]
    keys = dict.fromkeys(key for name in names for key in (name, name.partition("#")[0]))
    return tuple(dict.fromkeys(kind for key in keys for kind in measure.licence.get(key, ())))


def _not_known(
    measure: Measure, source: Supply, types: tuple[str, ...], lexicon: Lexicon, destination: str
) -> str:
    """What no source says of the measure on a source: whether it takes the good in, what it asks for."""
    told = []
    if _only_perhaps(measure, source, lexicon, destination):
        wide = ", ".join(lexicon.name(one) for one in perhaps_by(measure, source.item or "", lexicon))
        told.append(f"the measure is on {wide}, and no source says whether this is among them")
    if not types:
        told.append("no source says what it asks for, a licence a contract or another")
    return "; ".join(told)


def _only_perhaps(measure: Measure, source: Supply, lexicon: Lexicon, destination: str) -> bool:
    """Whether the measure is on a wider good that may or may not take the source's in."""
    item = source.item or ""
    if covers(measure, item, source.form, destination, lexicon):
        return False
    return bool(perhaps_by(measure, item, lexicon)) and (
        not measure.targets or destination in measure.targets
    )


def _effect(source: Supply, measure: Measure, types: tuple[str, ...]) -> str:
    if measure.state == "undeterminable" or measure.effective is None:
        return "undeterminable"
    if source.licence and source.licence in types:
        return "held"
    if source.caught == "maybe":
        return "maybe"
    if banned(types):
        return PROHIBITED
    if set(types) & _ONE_BY_ONE:
        return "stopped"
    return "depends" if set(types) == {"special_general_bulk"} else "held"


_End = tuple[When, tuple[Support, ...]]


def _ends(measure: Measure, source: Supply, destination: str, state: State) -> _End | None:
    """The known end of the measure for the source: of all of it, or of a part to come that takes it in."""
    ends: list[_End] = []
    if measure.ended is not None and measure.again is None:
        last: tuple[Dated, ...] = measure.stages.get("withdrawn", ())
        ends.append((measure.ended, last[0].supports if last else ()))
    parts = measure.parts_for(destination, (source.item or "",), source.form)
    ends += [(one.when, one.supports) for one in parts if one.when and one.when.latest > state.on]
    return min(ends, key=lambda end: end[0].latest, default=None)


def _until(
    measure: Measure, source: Supply, effect: str, end: _End | None
) -> tuple[When | None, tuple[Support, ...]]:
    """The day on which it is over: the measure's end, or the first on which the licence held covers it."""
    ends = [end] if end else []
    if effect == "stopped" and source.licence:
        ends += [
            (change.when, change.supports)
            for change in measure.coming.get(source.item or "", ())
            if change.licence == source.licence and change.when is not None
        ]
    return min(ends, key=lambda end: end[0].latest, default=(None, ()))


def without_measure(
    network: Network, found: tuple[Touched, ...], destination: str
) -> tuple[tuple[str, str | None, str], ...]:
    """Goods of the network (item, form, country of export) that cross a border and that no measure is on."""
    on = {one.source for one in found}
    left = [
        (source.item, source.form, source.ships_from)
        for number, source in enumerate(network.sources)
        if source.item and source.caught != "no" and source.ships_from != destination and number not in on
    ]
    return tuple(dict.fromkeys(left))
