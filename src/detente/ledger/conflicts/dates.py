"""Dates that compete: which slip it is, told from what else is dated that day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from detente.ledger.acts import Act
from detente.ledger.chains import STAGES, Chain
from detente.ledger.choose import Level, Value, values
from detente.ledger.conflicts.base import Told, conflict, same_page, supports
from detente.ledger.conflicts.phrases import happened, subject, thing
from detente.ledger.identify import is_stage
from detente.ledger.records import Logged
from detente.ledger.views import Conflict, Measure
from detente.ledger.wording import listed, publishers, who, words
from detente.lexicon import Lexicon
from detente.model import Kind, When, WhenError

_DAY = timedelta(days=1)
Others = Sequence[tuple[str, When]]
"""What else is dated: the stage or kind, and its day."""

RULES = {
    "day_and_month": "the same figures the other way round",
    "plan_and_outcome": "the outcome, which came after the plan",
    "source_date": "the text, since the metadata of pages err",
}
"""What settles a slip without asking whom to trust more."""

_TAILS = {
    "day_and_month": "day and month have changed places",
    "source_date": "that date comes from the metadata of a page",
    "plan_and_outcome": "that was the plan",
    "translation": "probably a slip of the month or of a machine translation",
    "time_zone": "its clock is that of another time zone",
    "page_changed": "the page was changed after it was published",
}


def of_dates(
    acts: Sequence[Act], chains: Sequence[Chain], measures: Sequence[Measure], lexicon: Lexicon
) -> Iterator[Conflict]:
    """Conflicts of stages, of acts, and of the day on which an agreement ends."""
    names = {m.id: m.name for m in measures}
    for chain in chains:
        chosen = [(stage, dated[0].when) for stage in STAGES if (dated := chain.values(stage))]
        it = thing(chain.id, lexicon, names)
        for stage in STAGES:
            others = [(name, when) for name, when in chosen if name != stage]
            # Several amendments are several acts, so that the dates of one do not compete with another's.
            told = [one.values for one in chain.amending] if stage == "amended" else [chain.values(stage)]
            for found in told:
                yield from _competing(_Dated(chain.id, stage, it, stage), found, others)
    pacts = _pacts(acts)
    for one in acts:
        if is_stage(one) or one.modality != "real" or one.kind is Kind.AGREEMENT_TERMINATED:
            continue
        about = one.agreement or one.case or one.id
        field = one.kind.value if about != one.id else "date"
        about_it = _Dated(about, field, subject(one, names, dated=False), one.kind.value)
        yield from _competing(about_it, one.values, _beside(one, pacts))
    yield from _ends(acts, lexicon)


def _pacts(acts: Sequence[Act]) -> dict[str, list[Act]]:
    """The dated acts on each agreement, without its end."""
    found: dict[str, list[Act]] = {}
    for one in acts:
        ends = one.kind is Kind.AGREEMENT_TERMINATED
        if one.agreement and one.when and one.kind.value.startswith("agreement_") and not ends:
            found.setdefault(one.agreement, []).append(one)
    return found


def _beside(one: Act, pacts: Mapping[str, Sequence[Act]]) -> Others:
    """What a source may have taken for this act: others on the agreement, the day it was told of."""
    told = pacts.get(one.agreement, ()) if one.agreement else ()
    found = [(other.kind.value, other.when) for other in told if other is not one and other.when]
    for reported, _ in one.term("reported"):
        for name, value in reported.items() if isinstance(reported, Mapping) else ():
            try:
                found.append((str(name), When(str(value))))
            except WhenError:
                continue
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class _Dated:
    """What has a date: its id, the field, the name by which a sentence calls it, what happened that day."""

    id: str
    field: str
    name: str
    kind: str


def _competing(dated: _Dated, found: Sequence[Value], others: Others) -> Iterator[Conflict]:
    """A conflict for each kind of slip among the values."""
    by_kind: dict[str, list[Value]] = {}
    for value in found[1:]:
        by_kind.setdefault(_slip(found[0], value, others), []).append(value)
    for slip, rest in by_kind.items():
        told: list[Told] = [(v.when.value, v.giving, v.level) for v in (found[0], *rest)]
        days = {v.when for v in rest}
        mixed = [name for name, day in others if day in days]
        said = _explain(slip, happened(dated.kind, dated.name), found[0], rest, mixed)
        outcome = slip != "plan_and_outcome" or found[0].level < Level.HEARSAY
        yield conflict(
            dated.id, dated.field, slip, told, f"{said}.", rule=RULES.get(slip, "") if outcome else ""
        )


def _slip(chosen: Value, other: Value, others: Others) -> str:  # noqa: PLR0911  # a ladder of slips
    when, wrong = chosen.when, other.when
    metadata = all(r.assertion.terms.get("date_from") == "metadata" for r in other.records)
    if same_page(chosen.records, other.records):
        return "page_changed"
    if _swapped(when, wrong):
        return "day_and_month"
    if metadata:
        return "source_date"
    if _month_slip(when, wrong):
        return "translation"
    if other.planned and not chosen.planned and _was_plan(other):
        return "plan_and_outcome"
    if mixed := [name for name, day in others if day == wrong]:
        agreement = any(name.startswith("agreement_") for name in mixed)
        return "deadline_mixed_up" if agreement else "stage_mixed_up"
    if other.level is Level.REPOST:
        return "translation"
    if abs((wrong.earliest - when.earliest) / _DAY) == 1 and _told_abroad(other):
        return "time_zone"
    return "date"


def _swapped(a: When, b: When) -> bool:
    """Whether day and month change places between two days of one year."""
    x, y = a.earliest, b.earliest
    return a.exact and b.exact and a != b and (x.year, x.month, x.day) == (y.year, y.day, y.month)


def _month_slip(a: When, b: When) -> bool:
    """Whether the day is the same and the month another: "the 10th" read as October."""
    return a.exact and b.exact and a.earliest.day == b.earliest.day and a.earliest != b.earliest


def _was_plan(value: Value) -> bool:
    """Whether all that say so were published before the day."""
    return all(r.source.known_by < value.when.earliest for r in value.records)


def _told_abroad(value: Value) -> bool:
    """Whether a source dates the act to its own day of publication: its clock, not that of the act."""
    return any(r.source.known_from == value.when.earliest for r in value.records)


def _explain(slip: str, what: str, chosen: Value, rest: Sequence[Value], mixed: Sequence[str]) -> str:
    """One plain sentence: who says what, against what, and which slip it looks like."""
    wrong = listed(words(v.when) for v in rest)
    told = tuple(s for v in rest for s in supports(v.giving))
    head = f"{who(told, 'give')} {wrong} as the day on which {what}"
    others = f"but {who(supports(chosen.giving), 'give')} {words(chosen.when)}"
    vague: dict[When, list[Logged]] = {}
    for record in chosen.records:
        if record not in chosen.giving and record.assertion.when:
            vague.setdefault(record.assertion.when, []).append(record)
    for when, records in vague.items():
        others += f" and {who(supports(records), 'give')} {words(when)}"
    if slip == "page_changed":
        site = publishers((*chosen.dated.supports, *told))
        return (
            f"{site} changed a page after it was published: it gives {words(chosen.when)} and {wrong} "
            f"as the day on which {what}"
        )
    tail = _TAILS.get(slip, "they cannot all be right")
    if slip in {"stage_mixed_up", "deadline_mixed_up"}:
        tail = f"{wrong} is the day on which {listed(happened(name, 'it') for name in dict.fromkeys(mixed))}"
    return f"{head}, {others}: {tail}"


def _ends(acts: Sequence[Act], lexicon: Lexicon) -> Iterator[Conflict]:
    """The end of an agreement written as the end of one day and as the beginning of the next."""
    by_agreement: dict[str, list[Act]] = {}
    for one in acts:
        if one.agreement and one.kind is Kind.AGREEMENT_TERMINATED and one.modality != "denied":
            by_agreement.setdefault(one.agreement, []).append(one)
    for agreement in sorted(by_agreement):
        found = values([r for one in by_agreement[agreement] for r in one.records], None)
        if len(found) < 2:  # noqa: PLR2004
            continue
        first = min(found, key=lambda v: v.when.latest)
        near = [v for v in found if v is not first and (v.when.earliest - first.when.latest) / _DAY == 1]
        name = thing(agreement, lexicon)
        if near:
            yield _instant(agreement, name, first, near)
        rest = [v for v in found if v not in near]
        if len(rest) > 1:
            yield from _competing(_Dated(agreement, "ends", name, "agreement_terminated"), rest, ())


def _instant(agreement: str, name: str, first: Value, near: Sequence[Value]) -> Conflict:
    told: list[Told] = [(v.when.value, v.records, v.level) for v in (first, *near)]
    who_ = who((s for v in near for s in v.dated.supports), "write")
    said = (
        f"{name} ends with the last minute of {words(first.when)}; {who_} {words(near[0].when)} for the "
        "same midnight."
    )
    return conflict(agreement, "ends", "same_instant", told, said, rule="being one instant")
