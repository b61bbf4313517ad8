"""Numbers of licences that compete, with each other and with the single approvals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.ledger.acts import Act
from detente.ledger.choose import Level, level
from detente.ledger.conflicts.base import Told, conflict, supports
from detente.ledger.conflicts.phrases import item_name
from detente.ledger.licencebook import is_count, is_stock, refuted, subject
from detente.ledger.outcomes import private
from detente.ledger.views import Conflict
from detente.ledger.wording import listed, who, words
from detente.lexicon import Lexicon
from detente.model import Kind


def of_counts(acts: Sequence[Act], lexicon: Lexicon) -> Iterator[Conflict]:
    """Counts for one day that differ, counts below what is known singly, a form that was lost."""
    real = [a for a in acts if a.modality == "real"]
    counts = [a for a in real if is_count(a) and is_stock(a)]
    approved = [a for a in real if a.kind is Kind.LICENCE_APPROVED and a.when and not is_count(a)]
    singles = [a for a in approved if not private(a)]
    yield from _same_day(counts, lexicon)
    for missed in _below(counts, singles):
        yield _told_below(missed, lexicon)
    for one in singles:
        yield from _ordinals(one, singles, lexicon)


def _number(one: Act) -> int:
    return one.records[0].assertion.count or 0


def _same_day(counts: Sequence[Act], lexicon: Lexicon) -> Iterator[Conflict]:
    days: dict[tuple[str, str | None, str], list[Act]] = {}
    for one in counts:
        for item, form in subject(one):
            if one.when is not None:
                days.setdefault((item, form, one.when.value), []).append(one)
    for (item, form, day), group in sorted(days.items(), key=str):
        if len({_number(one) for one in group}) > 1:
            told: list[Told] = [(str(_number(a)), a.records, level(a.records, None, "count")) for a in group]
            told.sort(key=lambda v: (v[2], -len(v[1]), v[0]))
            accounts = listed(f"{who(supports(records), 'count')} {number}" for number, records, _ in told)
            said = f"Licences for {item_name(item, form, lexicon)} by {words(group[0].when)}: {accounts}."
            yield conflict(item, f"count {day}", "count", told, said)


@dataclass
class _Below:
    """Counts of one item and number that are smaller than the single approvals known for their day."""

    item: str
    form: str | None
    kind: str
    counts: list[Act]
    approvals: list[Act]

    def joins(self, other: "_Below") -> bool:
        """Whether the same approvals are missed in the same way: one conflict, not several."""
        mine, its = ((x.item, x.form, x.kind, _number(x.counts[0])) for x in (self, other))
        return mine == its and any(a in self.approvals for a in other.approvals)


def _below(counts: Sequence[Act], singles: Sequence[Act]) -> list[_Below]:
    """What the counts miss, the same approvals missed by several of them once."""
    found: list[_Below] = []
    for one in counts:
        for item, form in subject(one):
            missed = _missed(one, item, form, singles, counts)
            if missed is None:
                continue
            home = next((other for other in found if other.joins(missed)), None)
            if home is None:
                found.append(missed)
            else:
                home.counts.append(one)
                home.approvals += [a for a in missed.approvals if a not in home.approvals]
    return found


def _missed(
    one: Act, item: str, form: str | None, singles: Sequence[Act], counts: Sequence[Act]
) -> _Below | None:
    """The single approvals of what is counted, surely given by the day of the count, if they are too many.

    Those that better supported counts refute are a matter of their own, and no part of a total.
    """
    if one.when is None:
        return None
    members = one.lexicon.expand(item)
    mine = [
        a for a in singles
        if a.when and a.when.latest <= one.when.earliest
        and any(i in {item, *members} and form in {None, f} for i, f in subject(a))
    ]  # fmt: skip
    standing = [a for a in mine if not refuted(a, counts)]
    if len(standing) > _number(one):
        forms = {f for a in standing for i, f in subject(a) if i == item}
        lost = form is None and len(forms) == 1 and None not in forms
        return _Below(item, form, "form_lost" if lost else "count", [one], standing)
    if mine and not _number(one) and len(members) == 1:
        return _Below(item, form, "wrong_item", [one], [a for a in mine if a not in standing])
    return None


def _told_below(one: _Below, lexicon: Lexicon) -> Conflict:
    records = [r for a in one.approvals for r in a.records]
    counted = [r for a in one.counts for r in a.records]
    forms = sorted({f for a in one.approvals for i, f in subject(a) if f and i == one.item})
    number = _number(one.counts[0])
    approved = f"{len(one.approvals)} approved" + (f" ({', '.join(forms)})" if forms else "")
    told: list[Told] = [
        (approved, records, _standing(one.approvals, number)),
        (f"{number} counted", counted, level(counted, None, "count")),
    ]
    told.sort(key=lambda value: value[2])
    name = item_name(one.item, one.form, lexicon)
    first = min((a.when for a in one.counts if a.when), key=lambda when: (when.latest, when.value))
    licences = f"{number or 'no'} {'licence' if number <= 1 else 'licences'} for {name}"
    said = (
        f"{who(supports(counted), 'count')} {licences} by {words(first)}, but "
        f"{who(supports(records), 'report')} {_ones(one.approvals)}"
    )
    rule = ""
    if one.kind == "form_lost":
        said += f": the count is true of other forms than the {forms[0]}, which it does not say"
        rule = "the form of the item"
    return conflict(one.item, f"approved by {first}", one.kind, told, f"{said}.", rule=rule)


def _standing(approvals: Sequence[Act], number: int) -> Level:
    """How well it is supported that more were approved than counted: as the first one too many is."""
    levels = sorted(level(a.records, next(iter(a.actor_countries), None)) for a in approvals)
    return levels[number]


def _ones(approvals: Sequence[Act]) -> str:
    days = sorted((a.when for a in approvals if a.when), key=lambda when: (when.earliest, when.value))
    listed_days = listed(words(when) for when in days)
    return f"one of {listed_days}" if len(approvals) == 1 else f"{len(approvals)}, of {listed_days}"


def _ordinals(one: Act, singles: Sequence[Act], lexicon: Lexicon) -> Iterator[Conflict]:
    """The n-th licence with n or more known before it."""
    for ordinal in sorted(one.ordinals):
        since = next((r.assertion.since for r in one.records if r.assertion.ordinal == ordinal), None)
        before = [
            a for a in singles
            if a is not one and a.when and one.when and a.when.latest < one.when.earliest
            and set(subject(a)) & set(subject(one))
            and (since is None or a.when.earliest.isoformat() >= since)
        ]  # fmt: skip
        if len(before) < ordinal:
            continue
        mine = [r for r in one.records if r.assertion.ordinal == ordinal]
        told: list[Told] = [
            (f"{len(before) + 1}", [r for a in before for r in a.records], Level.ONE_SOURCE),
            (str(ordinal), mine, Level.ONE_SOURCE),
        ]
        item, form = subject(one)[0]
        earlier = "one earlier is known" if len(before) == 1 else f"{len(before)} earlier ones are known"
        said = (
            f"{who(supports(mine), 'call')} the licence for {item_name(item, form, lexicon)} of "
            f"{words(one.when)} number {ordinal}, but {earlier}."
        )
        yield conflict(one.id, "ordinal", "count", told, said)
