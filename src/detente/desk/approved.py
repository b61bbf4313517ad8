"""The approvals known under the measures on a network: of what, for whom, of how much, and who says so."""

from collections.abc import Iterator

from detente.desk.touched import best, quoted
from detente.desk.words import words
from detente.exposure.recovery import Seen
from detente.exposure.views import Exposure
from detente.ledger.views import Licence, Support
from detente.ledger.wording import called
from detente.lexicon import Lexicon

MOST = 3
"""Approvals of a good that the text lists."""


def approvals(exposure: Exposure) -> list[Seen]:
    """The goods of which an approval is known under a measure on the network, by the day of the first."""
    found = {
        (item.measure, seen.item, seen.form): seen
        for item in exposure.items
        for seen in item.wait.seen
        if seen.approvals
    }
    return sorted(found.values(), key=lambda seen: (seen.at_least, seen.item, seen.form or ""))


def approval_lines(exposure: Exposure, lexicon: Lexicon) -> Iterator[str]:
    """Each approval with its buyer and its sentence; nothing where none is known."""
    found = approvals(exposure)
    if found:
        yield ""
        yield "Approvals known, each of one contract: it frees its one buyer and nobody else"
    for seen in found:
        for number, licence in enumerate(seen.approvals[:MOST]):
            yield f"  {first_words(seen, lexicon) if number == 0 else approval_words(licence, lexicon)}"
            yield from (f"      {quoted(support)}" for support in sentences(licence, lexicon))
        more = len(seen.approvals) - MOST
        if more > 0:
            last = words(seen.approvals[-1].when)
            yield f"  and {more} more of {lexicon.name(seen.item)}, the last on {last}"


def first_words(seen: Seen, lexicon: Lexicon) -> str:
    """The first approval of a good, with its day of the control and how many are known."""
    days = f"{seen.at_least}" + (f" to {seen.at_most}" if seen.at_most != seen.at_least else "")
    known = len(seen.approvals)
    which = "the only one known" if known == 1 else f"the first of {known} known"
    return approval_words(seen.approvals[0], lexicon, f", day {days} of the control, {which}")


def approval_words(licence: Licence, lexicon: Lexicon, more: str = "") -> str:
    """Of which good and form, on which day, for whom, by whom, of how much, and whom it frees."""
    entry = lexicon.get(licence.item)
    untold = " (form not recorded)" if entry and entry.forms else ""
    form = f" ({licence.form})" if licence.form else untold
    exporter = called(licence.exporter, lexicon) if licence.exporter else "not known"
    buyer, freed = _buyer(licence, lexicon)
    return (
        f"{lexicon.name(licence.item)}{form}, approved on {words(licence.when)}{more}: for {buyer}, exporter "
        f"{exporter}, quantity {licence.quantity or 'not known'}; frees {freed} alone"
    )


def short_words(seen: Seen, lexicon: Lexicon) -> str:
    """The first approval of a good in few words: its day, its buyer, and what is known of the rest."""
    licence = seen.approvals[0]
    days = f"{seen.at_least}" + (f" to {seen.at_most}" if seen.at_most != seen.at_least else "")
    form = f" ({licence.form})" if licence.form else ""
    exporter = f", exporter {called(licence.exporter, lexicon)}" if licence.exporter else ""
    return (
        f"{lexicon.name(licence.item)}{form}: first approval after {days} days, {words(licence.when)}, for "
        f"{_buyer(licence, lexicon)[0]}{exporter}, quantity {licence.quantity or 'not known'}"
    )


def _buyer(licence: Licence, lexicon: Lexicon) -> tuple[str, str]:
    """Whom an approval is for, and whom it frees."""
    if licence.own and not licence.told:
        return "you", "you"
    name = called(licence.consignee, lexicon) if licence.consignee else ""
    return name or "a buyer not named", name or "that buyer"


def sentences(licence: Licence, lexicon: Lexicon) -> tuple[Support, ...]:
    """The sentence of the approval, and that which names the buyer where the first does not."""
    texts = {step.text for step in licence.steps if step.kind == "licence_approved"}
    first = best(sorted(licence.supports, key=lambda support: support.quote not in texts))
    name = called(licence.consignee, lexicon).casefold() if licence.consignee else ""
    if not first or not name or name in _plain(first[0]):
        return first
    return first + tuple(one for one in licence.supports if name in _plain(one))[:1]


def _plain(support: Support) -> str:
    return " ".join(support.quote.split()).casefold()
