"""Which licence types apply under a measure on a day, and which changes are known to come."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from detente.ledger.acts import Act
from detente.ledger.chains import Chain, stage_name
from detente.ledger.groups import gives_back
from detente.ledger.views import Amendment, Coming, Measure, Support
from detente.model import Kind

_LICENCE_WORDS = (
    ("special_general_bulk", re.compile(r"special general bulk", re.IGNORECASE)),
    ("specific_bulk", re.compile(r"(?:specific|special) bulk", re.IGNORECASE)),
    ("general_bulk", re.compile(r"(?<!special )general bulk", re.IGNORECASE)),
    ("individual", re.compile(r"individual (?:export )?licen[cs]|licen[cs]e per contract", re.IGNORECASE)),
)

_PER_CONTRACT = re.compile(
    r"individual(?:ly)? (?:export )?(?:licen[cs]|permi|approv)"
    r"|(?:licen[cs]es?|permits?|approvals?) (?:per|for (?:each|every)(?: single)?) "
    r"(?:contract|shipment|export|sale|transaction|deal)"
    r"|exclu\w+ from (?:\w+ ){0,3}bulk licen[cs]"
    r"|case[- ]by[- ]case (?:export )?(?:licen[cs]|permi|approv|review|check|screen)",
    re.IGNORECASE,
)
_NOT_ASKED = re.compile(
    r"\bno longer\b|\bwithout\b|\binstead of\b|\bnot (?:need|require)|\b(?:exempt|waive)", re.IGNORECASE
)


def asked_for(one: Act) -> tuple[str, ...]:
    """The licence types that an act which makes a measure asks for.

    By its terms; else one licence a contract, where a sentence of it says so and takes nothing back.
    """
    told = licence_types(one, from_text=False)
    if told:
        return told
    quotes = (" ".join(record.quote.split()) for record in one.records)
    said = any(
        _PER_CONTRACT.search(quote) and not (_NOT_ASKED.search(quote) or gives_back(quote))
        for quote in quotes
    )
    return ("individual",) if said else ()


def licence_types(one: Act, *, from_text: bool) -> tuple[str, ...]:
    """The licence types an act brings in: by its terms, else, where asked, by its sentences."""
    told: list[str] = []
    for value, _ in one.term("licence_after"):
        told += value if isinstance(value, list) else [str(value)]
    if not told and from_text:
        quotes = " ".join(record.quote for record in one.records)
        told = [name for name, words in _LICENCE_WORDS if words.search(quotes)][:1]
    return tuple(dict.fromkeys(told))


def by_row(acts: Sequence[Act]) -> list[Act]:
    """Amendments of one row are one: its announcement and its day of effect."""
    joined: list[Act] = []
    for one in acts:
        for i, other in enumerate(joined):
            if one.keys & other.keys:
                joined[i] = _later_first(one, other)
                break
        else:
            joined.append(one)
    return joined


def _later_first(one: Act, other: Act) -> Act:
    """The stage that dates the effect carries the amendment."""
    rank = {"announced": 0, "decided": 1, "promulgated": 2, "amended": 3, "effective": 4}
    first = max((one, other), key=lambda act: rank.get(stage_name(act), 0))
    records = (*first.records, *(other if first is one else one).records)
    return replace(first, records=records) if first.values else first


def amendment(one: Act) -> Amendment:
    """An act that changes a measure: its items, the licence types it brings in, from when."""
    return Amendment(one.items, licence_types(one, from_text=True), one.when, one.text, one.supports)


def licences_under(
    found: Measure, chain: Chain, acts: Sequence[Act], on: date
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[Coming, ...]]]:
    """Licence types on the day, and the changes known to come, per item."""
    now: dict[str, list[str]] = {}
    coming: dict[str, list[Coming]] = {}
    plain = {item.partition("#")[0] for item in found.items}
    for one in (act for stage in chain.making.values() for act in stage):
        for item in one.items or sorted(plain):
            now.setdefault(item, []).extend(asked_for(one))
    for item in _approved_items(found, acts, on):
        if "prohibited" not in now.get(item, ()):  # an approval is of another measure on the goods
            now.setdefault(item, []).append("individual")
    for change in found.amendments:
        for item in change.items or tuple(sorted(plain)):
            if change.when is not None and change.when.latest <= on:
                now.setdefault(item, []).extend(change.licence)
            else:
                coming.setdefault(item, []).extend(
                    Coming(kind, change.when, "planned" if change.when else "announced", change.supports)
                    for kind in change.licence
                )
    if found.state != "withdrawn":
        for item, changes in _after_the_end(found, chain, on, plain):
            coming.setdefault(item, []).extend(changes)
    return (
        {item: tuple(dict.fromkeys(kinds)) for item, kinds in now.items() if kinds},
        {item: tuple(dict.fromkeys(changes)) for item, changes in coming.items() if changes},
    )


def _approved_items(found: Measure, acts: Sequence[Act], on: date) -> list[str]:
    """Items of the measure for which licences were approved: each covers one contract."""
    plain = {item.partition("#")[0] for item in found.items}
    return sorted(
        item
        for one in acts
        if one.kind is Kind.LICENCE_APPROVED and one.modality == "real" and one.when and one.when.latest <= on
        and (one.measure == found.id or found.actor in one.actor_countries)
        and not {str(kind) for kind, _ in one.term("licence")} - {"individual"}
        and not _before(one, found)
        for item in plain.intersection(one.items)
    )  # fmt: skip


def _before(one: Act, found: Measure) -> bool:
    """Whether a licence was approved before the measure took effect: it is of what held then."""
    if one.when is None or found.effective is None or one.measure == found.id:
        return False
    return one.when.latest < found.effective.earliest


def _after_the_end(
    found: Measure, chain: Chain, on: date, plain: set[str]
) -> Iterable[tuple[str, list[Coming]]]:
    """What licence applies when the measure is eased: dated by its end, else decided without a day."""
    told: dict[str, Act] = {}
    for stage in ("withdrawn", "effective", "promulgated", "decided", "announced"):
        for one in chain.ending.get(stage, ()):
            for kind in licence_types(one, from_text=True):
                told.setdefault(kind, one)
    for kind, one in told.items():
        when = found.ended if found.ended and found.ended.earliest > on else None
        if when is None and found.ended is not None:
            continue
        status = "planned" if when else ("decided" if "decided" in chain.ending else "announced")
        supports: tuple[Support, ...] = one.supports
        for item in one.items or tuple(sorted(plain)):
            yield item, [Coming(kind, when, status, supports)]
