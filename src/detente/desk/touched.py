"""Which measure is on which source, from when to when, and by which sentence, as text."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.desk.words import day, rate_words, words
from detente.exposure.supply import EFFECTS, Touched
from detente.exposure.unknown import of_component
from detente.exposure.views import Exposure
from detente.ledger.views import Support
from detente.ledger.wording import cited, publisher
from detente.lexicon import Lexicon

EFFECT_WORDS = {
    "prohibited": "prohibited",
    "stopped": "needs a licence a contract",
    "depends": "goes on under a bulk licence, not said to be held",
    "undeterminable": "no source says from when",
    "maybe": "perhaps within the control",
    "held": "goes on under a licence held",
}
LONGEST = 220
"""Characters of a sentence that are printed."""
HEADINGS = {
    "prohibited": "Sources that are prohibited: nothing is approved until the measure ends",
    "stopped": "Sources that need a licence a contract",
    "depends": "Sources that go on under a licence that the table does not say is held, not counted",
    "undeterminable": "Sources under a measure of which no source says from when, not counted",
    "maybe": "Perhaps within the control, not counted",
    "held": "Sources that go on under a licence held",
}


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source under one measure, in words, with the sentences that say so."""

    part: str
    supplier: str
    share: str
    good: str
    effect: str
    since: str
    until: str
    measure: str
    supports: tuple[Support, ...]
    sentence: str


def source_rows(exposure: Exposure, lexicon: Lexicon) -> list[SourceRow]:
    """A row for each source and each measure on it, the heaviest effect first."""
    found = [each for one in exposure.touched for each in (one, *one.also)]
    return [_row(one, exposure, lexicon) for one in sorted(found, key=lambda one: EFFECTS.index(one.effect))]


def _row(one: Touched, exposure: Exposure, lexicon: Lexicon) -> SourceRow:
    source = exposure.network.sources[one.source]
    return SourceRow(
        part=exposure.network.nodes[source.component],
        supplier=f"{source.supplier} ({source.ships_from})",
        share=rate_words(source.share),
        good=lexicon.name(one.item) + (f" ({one.form})" if one.form else ""),
        effect=EFFECT_WORDS[one.effect],
        since=words(one.since) if one.since else "not known",
        until=words(one.until) if one.until else "",
        measure=one.measure.name,
        supports=one.supports,
        sentence=next((cited(s, " ".join(s.quote.split())) or "" for s in best(one.supports)), ""),
    )


def source_lines(exposure: Exposure, lexicon: Lexicon) -> list[str]:
    """The sources by what is done to them, each with the number of its measure; then the measures."""
    numbers: dict[str, int] = {}
    lines: list[str] = []
    for effect in EFFECTS:
        mine = [one for one in exposure.touched if one.effect == effect]
        if mine:
            lines += ["", HEADINGS[effect]]
            lines += ["  " + _source(one, exposure, lexicon, numbers) for one in mine]
    if lines:
        lines += ["", "By"]
        lines += [
            line
            for one in sorted(_firsts(exposure.touched), key=lambda one: numbers[one.measure.id])
            for line in _measure(one, numbers)
        ]
    return lines + _without(exposure, lexicon)


def _source(one: Touched, exposure: Exposure, lexicon: Lexicon, numbers: dict[str, int]) -> str:
    source = exposure.network.sources[one.source]
    number = numbers.setdefault(one.measure.id, len(numbers) + 1)
    form = f" ({one.form})" if one.form else ""
    since = f"since {words(one.since)}" if one.since else "from a day that no source gives"
    if one.since and exposure.on < one.since.earliest:
        since = f"from {words(one.since)} on"
    said = (
        f"{exposure.network.nodes[source.component]}: {source.supplier} ({source.ships_from}), "
        f"{rate_words(source.share)} of it, {lexicon.name(one.item)}{form}: {since} [{number}]"
    )
    if one.until:
        said += f", until {words(one.until)}"
    if one.effect == "held" and source.licence in one.types:
        said += f", {source.licence.replace('_', ' ')} held" if source.licence else ""
    said += f"; {one.why}" if one.why else ""
    also = [f"[{numbers.setdefault(other.measure.id, len(numbers) + 1)}]" for other in one.also]
    return said + (f"; also {', '.join(also)}" if also else "") + _rest(one, exposure)


def _rest(one: Touched, exposure: Exposure) -> str:
    if not one.cut:
        return ""
    stopped, goes_on, unknown = of_component(one, exposure.network, exposure.touched)
    said = "; nothing else ships it" if goes_on < 0.005 and unknown < 0.005 else ""  # noqa: PLR2004 - half a per cent
    if not said and stopped < 1:
        said = f"; {goes_on:.0%} of the part goes on"
    if unknown >= 0.005:  # noqa: PLR2004
        said += f", {unknown:.0%} is of no known origin"
    return said


def _firsts(found: Sequence[Touched]) -> list[Touched]:
    """One source for each measure."""
    first: dict[str, Touched] = {}
    for one in found:
        for each in (one, *one.also):
            first.setdefault(each.measure.id, each)
    return list(first.values())


def _measure(one: Touched, numbers: dict[str, int]) -> list[str]:
    measure = one.measure
    lines = [f"  [{numbers[measure.id]}] {measure.name} ({measure.id}), {measure.state.replace('_', ' ')}"]
    lines += [f"      {quoted(support)}" for support in best(one.supports)]
    return lines + [f"      its end: {quoted(support)}" for support in best(one.until_supports)]


def best(supports: Sequence[Support]) -> tuple[Support, ...]:
    """The first support that has a sentence, or the first, or none."""
    with_words = [support for support in supports if support.quote]
    return tuple((with_words or list(supports))[:1])


def quoted(support: Support) -> str:
    """Who said it, when, and the sentence."""
    text = " ".join(support.quote.split())
    text = text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0] + " …"
    supposed = f"supposed ({support.supposed})" if support.supposed else ""
    who = supposed or f"{publisher(support)}, {day(support.known_by)}"
    told = cited(support, text)
    return f"{who}{':' if support.verbatim or support.supposed else ','} {told}" if told else who


def _without(exposure: Exposure, lexicon: Lexicon) -> list[str]:
    """The goods of the network that no measure is on, and how far the ledger reaches."""
    if not exposure.without_measure:
        return []
    covers = exposure.covers_until
    reach = f"covers until {day(covers)}" if covers else "is empty"
    goods: dict[str, list[str]] = {}
    for item, form, origin in exposure.without_measure:
        name = lexicon.name(item) + (f" ({form})" if form else "")
        goods.setdefault(name, []).append(origin)
    named = "; ".join(f"{name} from {', '.join(origins)}" for name, origins in goods.items())
    return ["", f"No measure in the ledger, which {reach}, is on: {named}"]
