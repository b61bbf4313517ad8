"""Numbers of licences that compete, with each other and with the single approvals."""

from collections.abc import Iterator, Sequence

from detente.ledger.acts import Act
from detente.ledger.choose import Level, level
from detente.ledger.conflicts.base import conflict, publishers
from detente.ledger.licencebook import is_count, refuted, subject
from detente.ledger.records import Logged
from detente.ledger.views import Conflict
from detente.lexicon import Lexicon
from detente.model import Kind

Told = tuple[str, Sequence[Logged], Level]


def of_counts(acts: Sequence[Act], lexicon: Lexicon) -> Iterator[Conflict]:
    """Counts for one day that differ, counts below what is known singly, a form that was lost."""
    real = [a for a in acts if a.modality == "real"]
    counts = [a for a in real if is_count(a)]
    singles = [a for a in real if a.kind is Kind.LICENCE_APPROVED and a.when and not is_count(a)]
    yield from _same_day(counts, lexicon)
    for one in counts:
        if one.when is not None:
            for item, form in subject(one):
                yield from _below(one, item, form, singles, lexicon)
    for one in singles:
        yield from _ordinals(one, singles, lexicon)


def _number(one: Act) -> int:
    return one.records[0].assertion.count or 0


def _same_day(counts: Sequence[Act], lexicon: Lexicon) -> Iterator[Conflict]:
    days: dict[tuple[str, str | None, str], list[Act]] = {}
    for one in counts:
        for item, form in subject(one):
            if one.when is not None and one.when.exact:
                days.setdefault((item, form, one.when.value), []).append(one)
    for (item, form, day), group in sorted(days.items(), key=str):
        numbers = {_number(one) for one in group}
        if len(numbers) > 1:
            told = sorted(((str(_number(a)), a.records, level(a.records, None)) for a in group),
                          key=lambda v: (v[2], -len(v[1]), v[0]))  # fmt: skip
            listed = " and ".join(str(n) for n in sorted(numbers))
            said = f"{_name(item, form, lexicon)}: counts of {listed} licences for {day}."
            yield conflict(item, f"count {day}", "count", told, said)


def _below(
    one: Act, item: str, form: str | None, singles: Sequence[Act], lexicon: Lexicon
) -> Iterator[Conflict]:
    """A count that is smaller than the single approvals known for that day or before."""
    assert one.when is not None
    when = one.when
    mine = [
        a for a in singles
        if a.when and a.when.latest <= when.earliest
        and any(item in {i, *_groups(item, i, lexicon)} and form in {None, f} for i, f in subject(a))
    ]  # fmt: skip
    if len(mine) <= _number(one):
        return
    name = _name(item, form, lexicon)
    records = [r for a in mine for r in a.records]
    forms = {f for a in mine for f in a.forms[:1]}
    told: list[Told] = [
        (
            f"{len(mine)} approved" + (f" ({', '.join(sorted(forms))})" if forms else ""),
            records,
            level(records, None),
        ),
        (f"{_number(one)} counted", one.records, level(one.records, None)),
    ]
    told.sort(key=lambda value: value[2])
    lost = form is None and len(forms) == 1 and all(a.forms for a in mine)
    who = publishers(one.supports)
    said = f"{name}: {who} count {_number(one)} by {when}, though {len(mine)} approved before it"
    if lost:
        known = next(iter(forms))
        said += f": true of other forms than {known} only, the form was lost."
        yield conflict(item, f"approved by {when}", "form_lost", told, said, rule="the form of the item")
    else:
        kind = "wrong_item" if all(refuted(a, [one]) for a in mine) else "count"
        yield conflict(item, f"approved by {when}", kind, told, said + " known.")


def _groups(item: str, member: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The group itself where the item is one and has the member."""
    return (item,) if member in lexicon.expand(item) else ()


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
        told: list[Told] = [
            (f"{len(before) + 1}", [r for a in before for r in a.records], Level.ONE_SOURCE),
            (str(ordinal), [r for r in one.records if r.assertion.ordinal == ordinal], Level.ONE_SOURCE),
        ]
        item, form = subject(one)[0]
        said = (
            f"{_name(item, form, lexicon)}: number {ordinal} of {one.when} has {len(before)} known before it."
        )
        yield conflict(one.id, "ordinal", "count", told, said)


def _name(item: str, form: str | None, lexicon: Lexicon) -> str:
    return lexicon.name(item) + (f" ({form})" if form else "")
