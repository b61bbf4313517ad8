"""From law to supply: which sources a measure stops, from when, by which sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from detente.exposure.network import Network, Supply
from detente.ledger.views import Measure, State, Support
from detente.lexicon import Lexicon
from detente.model import When


@dataclass(frozen=True, slots=True)
class Touched:
    """A source that a measure is about.

    `effect` is `stopped` (it needs a licence a contract from `since` on), `held` (a licence held
    covers it), `maybe` (whether the part is caught is not known) or `undeterminable` (no source
    says from when). `since` is null only where it is undeterminable.
    """

    source: int
    measure: Measure
    item: str
    form: str | None
    effect: str
    since: When | None
    types: tuple[str, ...]
    supports: tuple[Support, ...]

    @property
    def group(self) -> tuple[str, str | None, str]:
        """What is approved together: item, form and the country that approves."""
        return self.item, self.form, self.measure.actor or ""


def touched(network: Network, state: State, lexicon: Lexicon, destination: str) -> tuple[Touched, ...]:
    """Every source that some measure in force or scheduled is about, in the order of the table."""
    return tuple(
        found
        for number, source in enumerate(network.sources)
        for found in _of(number, source, state, lexicon, destination)
    )


def _of(number: int, source: Supply, state: State, lexicon: Lexicon, destination: str) -> Iterator[Touched]:
    if not source.item or source.caught == "no":
        return
    for measure in state.measures:
        if measure.actor != source.ships_from or measure.state in {"withdrawn", "announced"}:
            continue
        if not covers(measure, source.item, source.form, destination, lexicon):
            continue
        types = measure.licence.get(source.item, ())
        if not types and measure.state != "undeterminable":
            continue
        dated = measure.stages.get("effective", ())
        yield Touched(
            source=number,
            measure=measure,
            item=source.item,
            form=source.form,
            effect=_effect(source, measure, types, state.on),
            since=measure.effective,
            types=types,
            supports=dated[0].supports if dated else measure.supports,
        )
        return


def covers(measure: Measure, item: str, form: str | None, destination: str, lexicon: Lexicon) -> bool:
    """Whether the measure names the item (itself, in this form, or by its group) and the destination."""
    named = {part for one in measure.items for part in lexicon.expand(one)}
    wanted = {item, f"{item}#{form}"} if form else {item}
    return bool(named & wanted) and (not measure.targets or destination in measure.targets)


def _effect(source: Supply, measure: Measure, types: tuple[str, ...], on: date) -> str:
    if measure.state == "undeterminable" or measure.effective is None:
        return "undeterminable"
    if source.licence and source.licence in types:
        return "held"
    if source.caught == "maybe":
        return "maybe"
    return (
        "stopped"
        if set(types) & {"individual", "prohibited", "specific_bulk"} or on < measure.effective.earliest
        else "held"
    )
