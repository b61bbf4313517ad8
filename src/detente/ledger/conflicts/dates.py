"""Dates that compete: which slip it is, told from what else is dated that day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from detente.ledger import parties
from detente.ledger.acts import Act
from detente.ledger.chains import STAGES, Chain
from detente.ledger.choose import Level, Value, values
from detente.ledger.conflicts.base import conflict, publishers, same_page
from detente.ledger.identify import is_stage
from detente.ledger.views import Conflict, Measure
from detente.lexicon import Lexicon
from detente.model import Kind, When

_DAY = timedelta(days=1)
Others = Sequence[tuple[str, When]]
"""What else is dated: its name for people, and the day."""


def of_dates(
    acts: Sequence[Act], chains: Sequence[Chain], measures: Sequence[Measure], lexicon: Lexicon
) -> Iterator[Conflict]:
    """Conflicts of stages, of acts, and of the day on which an agreement ends."""
    names = {m.id: m.name for m in measures}
    for chain in chains:
        chosen = [(stage, dated[0].when) for stage in STAGES if (dated := chain.values(stage))]
        for stage in STAGES:
            others = [(name, when) for name, when in chosen if name != stage]
            subject = names.get(chain.id, chain.id)
            yield from _competing(chain.id, subject, stage, chain.values(stage), others)
    for one in acts:
        if is_stage(one) or one.modality != "real":
            continue
        if one.kind is not Kind.AGREEMENT_TERMINATED:
            subject = one.agreement or one.case or one.id
            field = one.kind.value if subject != one.id else "date"
            label = one.label if subject == one.id else parties.short(subject, lexicon)
            yield from _competing(subject, label, field, one.values, _beside(one, acts))
    yield from _ends(acts, lexicon)


def _beside(one: Act, acts: Sequence[Act]) -> Others:
    """The other acts on the same agreement, which a source may have taken for this one."""
    if not one.agreement:
        return ()
    return [
        (other.kind.value.removeprefix("agreement_").replace("_", " "), other.when)
        for other in acts
        if other is not one and other.agreement == one.agreement and other.when
        and other.kind.value.startswith("agreement_") and other.kind is not Kind.AGREEMENT_TERMINATED
    ]  # fmt: skip


def _competing(
    subject: str, label: str, field: str, found: Sequence[Value], others: Others
) -> Iterator[Conflict]:
    """A conflict for each kind of slip among the values."""
    by_kind: dict[str, list[Value]] = {}
    for value in found[1:]:
        by_kind.setdefault(_slip(found[0], value, others), []).append(value)
    for kind, rest in by_kind.items():
        told = [(v.when.value, v.records, v.level) for v in (found[0], *rest)]
        days = {v.when for v in rest}
        mixed = tuple(dict.fromkeys(name.replace("_", " ") for name, day in others if day in days))
        said = f"{label}: {_explain(kind, _words(field), found[0], rest, mixed)}."
        yield conflict(subject, field, kind, told, said, rule=_rule(kind))


def _words(field: str) -> str:
    """`agreement_notice_decided` as "notice decided"."""
    return field.removeprefix("agreement_").replace("_", " ")


def _rule(kind: str) -> str:
    """What settles a slip without asking whom to trust more."""
    return {
        "day_and_month": "the same figures the other way round",
        "plan_and_outcome": "the outcome came after the plan",
        "source_date": "a date from the metadata of a page",
    }.get(kind, "")


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
        agreement = any(name.startswith(("notice", "decision", "extended")) for name in mixed)
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


def _explain(kind: str, stage: str, chosen: Value, rest: Sequence[Value], mixed: Sequence[str]) -> str:
    """One plain sentence: who says what, against what, and which slip it looks like."""
    who = publishers(s for v in rest for s in v.dated.supports)
    wrong = ", ".join(v.when.value for v in rest)
    head = f"{who} {'says' if _one(rest) else 'say'} {stage} {wrong}, others say {chosen.when}"
    if kind in {"stage_mixed_up", "deadline_mixed_up"}:
        return f"{head}: {stage} and {' and '.join(mixed)} mixed up"
    tail = {
        "day_and_month": "day and month are swapped",
        "source_date": "the date comes from metadata",
        "plan_and_outcome": "that was the plan",
        "translation": "a slip of the month or of a translation",
        "time_zone": "a date line in another time zone",
        "page_changed": "the page was changed after it was published",
    }.get(kind, "they cannot all be right")
    return f"{head}: {tail}"


def _one(rest: Iterable[Value]) -> bool:
    return len({r.source.publisher or r.source.id for v in rest for r in v.records}) == 1


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
        rest = [v for v in found if v is not first]
        near = all((v.when.earliest - first.when.latest) / _DAY == 1 for v in rest)
        told = [(v.when.value, v.records, v.level) for v in ((first, *rest) if near else found)]
        name = parties.short(agreement, lexicon)
        if near:
            said = f"{name}: the end of {first.when} and the beginning of the day after it are one instant."
            yield conflict(agreement, "ends", "same_instant", told, said, rule="one instant")
        else:
            said = f"{name}: sources give different days for its end."
            yield conflict(agreement, "ends", "date", told, said)
