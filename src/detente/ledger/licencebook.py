"""The licence book: single approvals and reported counts, side by side and checked on each other.

An approval covers one contract, so nothing here frees an item. A book without a form holds what is
known of the item in any form; the books of its forms stand beside it. What is planned is in none. A count
of 0 says that none was known by then; a book with nothing in it says only that no source tells of any.
What only one's own records tell of no source can count, so that it is held against no count; it may be one of
those counted.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from detente.ledger import parties
from detente.ledger.acts import Act, once
from detente.ledger.choose import Level, level
from detente.ledger.contracts import STEPS, Contract, contracts
from detente.ledger.outcomes import at_least_of, is_outcome, private, tallied
from detente.ledger.records import Logged
from detente.ledger.views import Count, Licence, LicenceBook, Measure
from detente.lexicon import Lexicon
from detente.model import Kind, Mention, Status, When, WhenError

LICENCE_TYPES = frozenset({"individual", "specific_bulk", "special_general_bulk", "general_bulk"})


def books(acts: Sequence[Act], measures: Sequence[Measure], on: date, lexicon: Lexicon) -> list[LicenceBook]:
    """One book for each item that a licence measure covers or a source counts, and for each form."""
    told = [one for one in acts if one.status is Status.OCCURRED and _by(one, on)]
    told = [one for one in told if not _of_none(one)]
    counts = [one for one in told if is_count(one)]
    several = [one for one in told if is_outcome(one)]
    steps = [one for one in told if one.kind in STEPS and not is_count(one) and not is_outcome(one)]
    steps = [one for one in steps if not refuted(one, counts)]
    single = contracts(steps)
    subjects: dict[tuple[str, str | None], None] = {}
    for found in measures:
        if found.licence or found.coming:
            subjects |= {(item.partition("#")[0], None): None for item in found.items}
    for one in (*(contract.head for contract in single), *counts, *several):
        for item, form in subject(one):
            subjects |= {(item, None): None, (item, form): None}
    return [
        _book(item, form, single, (counts, several), lexicon)
        for item, form in sorted(subjects, key=_item_first)
    ]


def _item_first(good: tuple[str, str | None]) -> tuple[str, str]:
    """An item in any form, then its forms."""
    return good[0], good[1] or ""


def _by(one: Act, on: date) -> bool:
    """Whether it lies on or before the day; what has no date was over when it was told."""
    return one.when is None or one.when.earliest <= on


@once
def is_count(one: Act) -> bool:
    """Whether an act is a number of licences: counted, or several granted in one sentence."""
    if one.kind is Kind.LICENCE_COUNTED:
        return True
    numbers = [record.assertion.count or 1 for record in one.records]
    return one.kind is Kind.LICENCE_APPROVED and min(numbers) > 1


def _of_none(one: Act) -> bool:
    """Whether an act says of no licence that it was denied: that is no denial."""
    return one.kind is Kind.LICENCE_DENIED and all(r.assertion.count == 0 for r in one.records)


def is_stock(one: Act) -> bool:
    """Whether a number is of all licences so far; "approved two exports" is of those granted then."""
    return one.kind is Kind.LICENCE_COUNTED


def refuted(one: Act, counts: Sequence[Act]) -> list[Act]:
    """Counts of 0 that exclude an approval: of its item, not before its day, together better supported."""
    if one.kind is not Kind.LICENCE_APPROVED or one.when is None or private(one):
        return []
    country = next(iter(one.actor_countries), None)
    mine = subject(one)
    against = [
        other
        for other in counts
        if other.records[0].assertion.count == 0
        and other.when is not None
        and other.when.earliest >= one.when.latest
        and any(item == its and of in {None, form} for item, form in mine for its, of in subject(other))
    ]
    together = level([record for other in against for record in other.records], country, "count")
    return against if against and together < level(one.records, country) else []


@once
def subject(one: Act) -> tuple[tuple[str, str | None], ...]:
    """Items with forms: of a total, the group as a whole; of a single licence, what most sources say."""
    named = (m for record in one.records for m in record.assertion.items)
    mentions = parties.without_classes(named, one.lexicon)
    if is_total(one):
        return tuple(dict.fromkeys((_total_id(m, one), None) for m in mentions[:1]))
    if is_count(one) or is_outcome(one):
        return tuple(dict.fromkeys((item, m.form) for m in mentions for item in _expand(m, one.lexicon)))
    return tuple((item, form_of(one, item)) for item in chosen_items(one))


def form_of(one: Act, item: str) -> str | None:
    """The form that most sources give for one of the items of a licence."""
    forms = [m.form for r in one.records for m in r.assertion.items if m.form and (m.id or m.name) == item]
    return max(sorted(set(forms)), key=forms.count, default=None)


@once
def is_total(one: Act) -> bool:
    """Whether a count is of all items together."""
    if not (is_count(one) or is_outcome(one)):
        return False
    return bool(one.term("total")) or len(one.items) > 1


def _total_id(mention: Mention, one: Act) -> str:
    """The id under which a total is kept: the group named, or the group that has just these members."""
    if mention.id and len(one.lexicon.expand(mention.id)) > 1:
        return mention.id
    wanted = set(one.items)
    for entry in one.lexicon.entries.values():
        if entry.kind == "item_group" and set(entry.members) == wanted:
            return entry.id
    return "+".join(sorted(wanted))


def _expand(mention: Mention, lexicon: Lexicon) -> tuple[str, ...]:
    """The items a mention names; a loose word or a part of a group names none."""
    if mention.part or (mention.id and parties.narrower(mention.id, lexicon)):
        return ()
    return lexicon.expand(mention.id) if mention.id else (mention.name,)


@once
def chosen_items(one: Act) -> tuple[str, ...]:
    """The items of a licence where sources name different ones: by the order of trust, then by number."""
    votes = item_votes(one)
    return votes[0][0] if votes else ()


def item_votes(one: Act) -> list[tuple[tuple[str, ...], list[Logged], Level]]:
    """The sets of items that sources give for one licence, the chosen one first.

    "One of the three materials" is no other account than "photoresist": a group is left out where
    somebody names a member of it. Nor is a page at odds with itself that names of its goods only some in
    one sentence and all in another: it names all.
    """
    told: dict[tuple[str, ...], list[Logged]] = {}
    vague: set[tuple[str, ...]] = set()
    for record in one.records:
        mentions = parties.without_classes(record.assertion.items, one.lexicon)
        named = tuple(sorted({i for m in mentions for i in _expand(m, one.lexicon)}))
        if named:
            told.setdefault(named, []).append(record)
        if len(mentions) == 1 and len(named) > 1:
            vague.add(named)
    for named in vague:
        if any(set(other) < set(named) for other in told):
            del told[named]
    _whole_pages(told)
    country = next(iter(one.actor_countries), None)
    votes = [(items, records, level(records, country, "items")) for items, records in told.items()]
    return sorted(votes, key=lambda vote: (vote[2], -len(vote[1]), len(vote[0]), vote[0]))


def _whole_pages(told: dict[tuple[str, ...], list[Logged]]) -> None:
    """Move what a sentence of a page says of some goods to the set that the same page gives in whole."""
    for named in sorted(told, key=len):
        for record in tuple(told[named]):
            page = record.snapshot if record.origin == "page" else None
            wider = [
                other
                for other, records in told.items()
                if set(named) < set(other) and page and any(page == r.snapshot for r in records)
            ]
            if wider:
                told[named].remove(record)
                told[max(wider, key=len)].append(record)
        if not told[named]:
            del told[named]


def _book(
    item: str,
    form: str | None,
    single: Sequence[Contract],
    numbers: tuple[Sequence[Act], Sequence[Act]],
    lexicon: Lexicon,
) -> LicenceBook:
    """The book of an item (and form); `numbers` are counts of approvals, and of other outcomes."""
    counts, several = numbers
    members = set(lexicon.expand(item)) if lexicon.expand(item) != (item,) else set(item.split("+"))
    mine = [one for one in single if _fits(one.head, members, form)]
    licences = tuple(_licence(one, item if len(members) == 1 else one.head.items[0]) for one in mine)
    approved = tuple(x for x in licences if x.outcome == "approved")
    reported = tuple(sorted(_reported(item, form, counts), key=_as_of))
    stocks = tuple(sorted(_reported(item, form, [c for c in counts if is_stock(c)]), key=_as_of))
    doubted = _doubted(counts)
    sure = [one for one in counts if one not in doubted]
    outcomes = tallied([one for one in several if (item, form) in subject(one)])
    ordinals = [x.ordinal for x in approved if x.ordinal is not None]
    forms = _sum_of_forms(item, form, [one.head for one in single if not private(one.head)], sure)
    public = tuple(x for x in approved if x.told)
    singly = max(len(public), len(approved) - len(public))
    at_least = max([singly, forms, *ordinals, *(c.count for c in _reported(item, form, sure))], default=0)
    return LicenceBook(
        item=item,
        form=form,
        approved=approved,
        at_least=at_least,
        at_most=_at_most(stocks, approved, at_least),
        denied=at_least_of("denied", licences, outcomes),
        returned=at_least_of("returned", licences, outcomes),
        pending=at_least_of("pending", licences, outcomes),
        since=_since([one.head for one in mine], [one for one in counts if _about(one, members)]),
        reported=reported,
        consistent=_consistent(public, stocks, doubted=any((item, form) in subject(one) for one in doubted)),
        own=tuple(x for x in licences if x.own),
        other=tuple(x for x in licences if x.outcome != "approved"),
        outcomes=outcomes,
    )


def _about(one: Act, members: set[str]) -> bool:
    """Whether a count is of these items, alone or among others."""
    return any(not members.isdisjoint(one.lexicon.expand(item)) for item in one.items)


def _fits(one: Act, members: set[str], form: str | None) -> bool:
    return any(item in members and (form is None or form == its) for item, its in subject(one))


def _licence(contract: Contract, item: str) -> Licence:
    one = contract.head
    told = [r.assertion for r in one.records if r.assertion.ordinal is not None]
    ordinals = [x.ordinal for x in told if x.ordinal is not None]
    return Licence(
        item=item,
        form=form_of(one, item),
        outcome=contract.outcome,
        when=one.when,
        exporter=contract.roles.get("exporter"),
        consignee=contract.roles.get("consignee"),
        ordinal=max(dict.fromkeys(ordinals), key=ordinals.count) if ordinals else None,
        since=next((x.since for x in told if x.since), None),
        supports=tuple(dict.fromkeys(s for act in (one, *contract.acts) for s in act.supports)),
        own=any(bool(act.term("own")) for act in contract.acts),
        told=not private(one),
        quantity=contract.term("quantity"),
        filed=next(iter(contract.days(Kind.LICENCE_APPLIED)), None),
        queried=contract.days(Kind.LICENCE_QUERIED),
        shipped=contract.days(Kind.GOODS_SHIPPED),
        processing=contract.processing,
        steps=contract.steps,
        kind=_kind(one),
        until=_until(one),
    )


def _kind(one: Act) -> str | None:
    """The type of licence, where it is told: one that is not is of one contract, but nobody says so."""
    told = next((str(value) for value, _ in one.term("licence")), None)
    return told if told in LICENCE_TYPES else None


def _until(one: Act) -> When | None:
    for value, _ in one.term("until"):
        try:
            return When(str(value))
        except WhenError:
            continue
    return None


def _reported(item: str, form: str | None, counts: Sequence[Act]) -> Iterable[Count]:
    for one in counts:
        count = one.records[0].assertion.count
        if count is not None and (item, form) in subject(one):
            yield Count(count, one.when, one.supports)


def _doubted(counts: Sequence[Act]) -> list[Act]:
    """Counts of one day that exceed another of it, none being better supported than all the others."""
    days: dict[tuple[str, str | None, str], list[Act]] = {}
    for one in counts:
        if is_stock(one) and one.when is not None and one.records[0].assertion.count is not None:
            for item, form in subject(one):
                days.setdefault((item, form, one.when.value), []).append(one)
    found: dict[str, Act] = {}
    for group in days.values():
        told: dict[int, Level] = {}
        for one in group:
            number, how = one.records[0].assertion.count or 0, level(one.records, None, "count")
            told[number] = min(how, told.get(number, how))
        ranked = sorted(told.values())
        if len(told) > 1 and ranked[0] == ranked[1]:
            found |= {one.id: one for one in group if one.records[0].assertion.count != min(told)}
    return list(found.values())


def _as_of(count: Count) -> tuple[bool, date, int]:
    return (count.as_of is None, count.as_of.latest if count.as_of else date.min, count.count)


def _sum_of_forms(item: str, form: str | None, singles: Sequence[Act], counts: Sequence[Act]) -> int:
    """What the forms of an item prove together; 0 for one form."""
    if form is not None:
        return 0
    proved: dict[str, list[int]] = {}
    for one in (*singles, *counts):
        for found, its in subject(one):
            if found == item and its is not None:
                number = one.records[0].assertion.count if one.kind is Kind.LICENCE_COUNTED else None
                proved.setdefault(its, []).append(-1 if number is None else number)
    return sum(max(*numbers, numbers.count(-1)) for numbers in proved.values())


def _at_most(reported: Sequence[Count], approved: Sequence[Licence], at_least: int) -> int | None:
    """Bounded where the last count is later than every approval known, and is not below what is proved."""
    dated = [count for count in reported if count.as_of]
    if not dated:
        return None
    last = dated[-1]
    assert last.as_of is not None
    newer = [x for x in approved if x.when and x.when.latest > last.as_of.latest]
    return last.count if not newer and last.count >= at_least else None


def _since(mine: Sequence[Act], counts: Sequence[Act]) -> str | None:
    told = [r.assertion.since for one in (*mine, *counts) for r in one.records if r.assertion.since]
    return max(dict.fromkeys(told), key=told.count) if told else None


def _consistent(approved: Sequence[Licence], reported: Sequence[Count], *, doubted: bool) -> bool | None:
    """Whether counts and ordinals agree with the single approvals, both ways; None without a comparison.

    A count may be larger than what is known singly (not every approval was reported), never smaller;
    counts may grow, never fall; the n-th approval cannot have n or more known before it.
    """
    checks: list[bool] = [False] if doubted else []
    for count in reported:
        if count.as_of:
            surely = [x for x in approved if x.when and x.when.latest <= count.as_of.earliest]
            checks.append(len(surely) <= count.count)
    dated = [c for c in reported if c.as_of]
    checks += [a.count <= b.count for a, b in pairwise(dated)]
    for x in approved:
        if x.ordinal is not None and x.when:
            before = [
                y
                for y in approved
                if y is not x and (y.item, y.form) == (x.item, x.form)
                and y.when and y.when.latest < x.when.earliest
            ]  # fmt: skip
            checks.append(len(before) < x.ordinal)
    return all(checks) if checks else None
