"""Agreements: what was noticed, suspended and withdrawn, and the clock that runs meanwhile.

What is suspended is the notice, not the agreement: a suspended notice ends nothing. Whether it can
be revived at any time is contested wherever the text knows only notices of a fixed length.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from detente.ledger.acts import Act
from detente.ledger.choose import values
from detente.ledger.clock import AgreementDates, agreement_dates, last_working_day
from detente.ledger.views import Agreement, Step
from detente.lexicon import Lexicon
from detente.model import Kind, Status, When

_NOTICE = {
    Kind.AGREEMENT_NOTICE_DECIDED: "decided",
    Kind.AGREEMENT_NOTICE_GIVEN: "given",
    Kind.AGREEMENT_NOTICE_SUSPENDED: "suspended",
    Kind.AGREEMENT_NOTICE_WITHDRAWN: "withdrawn",
}
_RUNNING = frozenset({"decided", "given"})


def agreements(acts: Sequence[Act], on: date, lexicon: Lexicon) -> list[Agreement]:
    """Every agreement that an act of its own is about; deadlines under it count for its clock."""
    found: dict[str, list[Act]] = {}
    for one in acts:
        if one.agreement and (one.kind.value.startswith("agreement_") or one.family == "deadline"):
            found.setdefault(one.agreement, []).append(one)
    return [
        _agreement(name, acts, on, lexicon)
        for name, acts in sorted(found.items())
        if any(one.kind.value.startswith("agreement_") for one in acts)
    ]


def clock(agreement: str, on: date, lexicon: Lexicon) -> AgreementDates | None:
    """The dates that follow from the agreement's own text on the day, where the lexicon has its clock."""
    entry = lexicon.get(agreement)
    terms = entry.terms.get("clock") if entry else None
    return agreement_dates(terms, on) if isinstance(terms, Mapping) else None


def zone(agreement: str, lexicon: Lexicon) -> str | None:
    """The zone whose days the agreement counts."""
    entry = lexicon.get(agreement)
    terms = entry.terms.get("clock") if entry else None
    return str(terms["tz"]) if isinstance(terms, Mapping) and terms.get("tz") else None


def _agreement(name: str, acts: Sequence[Act], on: date, lexicon: Lexicon) -> Agreement:
    steps = sorted((a for a in acts if a.kind in _NOTICE and _counts(a)), key=_order)
    begun = [a for a in steps if a.when is None or a.when.earliest <= on]
    last = steps[-1] if steps else None
    notice = _NOTICE[begun[-1].kind] if begun else "none"
    given = _given(steps)
    runs = bool(last and _NOTICE[last.kind] in _RUNNING)
    reference = given.when.latest if runs and given and given.when else on
    dates = clock(name, reference, lexicon)
    tz = zone(name, lexicon)
    computed = ["term_begins", "term_ends"] if dates else []
    deadline, said = _deadline(acts, reference, tz)
    if deadline is None and dates and dates.notice_deadline:
        deadline = dates.notice_deadline
        computed.append("notice_deadline")
    ends, by_source = _ends(
        acts,
        last,
        given,
        zone(name, lexicon),
        clock(name, given.when.latest, lexicon) if given and given.when else None,
    )
    if ends is not None and not by_source:
        computed.append("ends")
    entry = lexicon.get(name)
    supports = tuple(dict.fromkeys(s for a in (*begun[-1:], *steps, *said) for s in a.supports))
    return Agreement(
        id=name,
        name=entry.name if entry else name,
        parties=_parties(acts, name, lexicon),
        notice=notice,
        notice_by=next((a.actor_countries[0] for a in reversed(steps) if a.actor_countries), None),
        notice_deadline=deadline,
        term_ends=dates.term_ends if dates else None,
        ends=ends,
        contested=_contested(notice, name, steps, lexicon),
        computed=tuple(computed),
        supports=supports or tuple(dict.fromkeys(s for a in acts for s in a.supports)),
        clock=_terms(name, lexicon),
        term_begins=dates.term_begins if dates else None,
        last_working_days=_working(deadline, _parties(acts, name, lexicon)),
        steps=tuple(
            Step(a.kind.value, a.when, a.status.value, a.text, a.supports)
            for a in sorted(acts, key=_told)
            if a.modality == "real" and a.kind is not Kind.AGREEMENT_DECISION_DUE and a.family != "deadline"
        ),
    )


def _counts(one: Act) -> bool:
    """Whether a step was taken or is set for a day; what is only to come some day changes nothing yet."""
    return one.happened() and (one.when is not None or one.status is Status.OCCURRED)


def _given(steps: Sequence[Act]) -> Act | None:
    """The notice that runs: the first one given, or decided, since a notice was last stopped."""
    stops = [i for i, a in enumerate(steps) if _NOTICE[a.kind] not in _RUNNING]
    since = steps[stops[-1] + 1 :] if stops else steps
    run = since or steps
    return next((a for a in run if a.kind is Kind.AGREEMENT_NOTICE_GIVEN), run[0] if run else None)


_CLOCK = ("in_force", "term_years", "renewal", "notice_days", "tz")


def _terms(name: str, lexicon: Lexicon) -> dict[str, str | int]:
    """What the agreement's text says of its term, as far as the lexicon has it."""
    entry = lexicon.get(name)
    terms = entry.terms.get("clock", {}) if entry else {}
    found = {key: terms[key] for key in _CLOCK if terms.get(key)} if isinstance(terms, Mapping) else {}
    return {key: value if isinstance(value, int) else str(value) for key, value in found.items()}


def _working(deadline: When | None, parties: Sequence[str]) -> dict[str, date]:
    """The last working day up to a deadline by the calendar of each party."""
    days = {code: last_working_day(deadline.latest, code) for code in parties} if deadline else {}
    return {code: day for code, day in days.items() if day}


def _told(one: Act) -> tuple[object, ...]:
    return (one.when.earliest if one.when else one.records[0].source.known_by, one.kind.value, one.id)


def _order(one: Act) -> tuple[object, ...]:
    """By date, then in the order of law; an act without a date stands where it was told."""
    day = one.when.earliest if one.when else one.records[0].source.known_by
    return (day, list(_NOTICE).index(one.kind), one.id)


def _deadline(acts: Sequence[Act], on: date, tz: str | None) -> tuple[When | None, list[Act]]:
    """The next notice deadline that a source gives, else none."""
    told = [a for a in acts if a.family == "deadline" and a.when and a.when.latest >= on]
    told.sort(key=lambda a: (a.when.latest if a.when else date.max, a.id))
    first = told[0].when if told else None
    return (When(first.value, first.tz or tz) if first else None), told[:1]


def _ends(
    acts: Sequence[Act], last: Act | None, given: Act | None, tz: str | None, dates: AgreementDates | None
) -> tuple[When | None, bool]:
    """The last day on which it is scheduled to hold, as known; and whether a source says so.

    An end before the notice that runs is that of an earlier notice: nobody gives notice of what is past.
    """
    if last is None:
        return _told_end(acts, tz)
    if _NOTICE[last.kind] not in _RUNNING or given is None:
        return None, False
    told = [
        r
        for a in acts
        if a.kind is Kind.AGREEMENT_TERMINATED and a.modality != "denied"
        for r in a.records
        if r.assertion.when is None or given.when is None or r.assertion.when.latest >= given.when.earliest
    ]
    said = values(told, None)
    if said:
        return When(said[0].when.value, said[0].when.tz or tz), True
    if dates is None or dates.notice_deadline is None or given.when is None:
        return None, False
    return (dates.term_ends, False) if given.when.latest <= dates.notice_deadline.latest else (None, False)


def _told_end(acts: Sequence[Act], tz: str | None) -> tuple[When | None, bool]:
    """The end that a source sets for a day where no notice is told: not one that an extension followed."""
    kept = [
        a.when.latest
        for a in acts
        if a.kind in {Kind.AGREEMENT_SIGNED, Kind.AGREEMENT_EXTENDED} and a.when and _counts(a)
    ]
    ended = [a for a in acts if a.kind is Kind.AGREEMENT_TERMINATED and a.when and _counts(a)]
    said = values([r for a in ended for r in a.records if r.assertion.when], None)
    if not said or any(day >= said[0].when.earliest for day in kept):
        return None, False
    return When(said[0].when.value, said[0].when.tz or tz), True


def _parties(acts: Sequence[Act], name: str, lexicon: Lexicon) -> tuple[str, ...]:
    entry = lexicon.get(name)
    told = entry.terms.get("parties", ()) if entry else ()
    members = tuple(entry.members) if entry else ()
    return tuple(told) or members or tuple(sorted({c for a in acts for c in a.countries}))


def _contested(notice: str, name: str, steps: Sequence[Act], lexicon: Lexicon) -> str:
    if notice != "suspended":
        return ""
    entry = lexicon.get(name)
    terms = entry.terms.get("clock", {}) if entry else {}
    days = terms.get("notice_days") if isinstance(terms, Mapping) else None
    who = next((lexicon.name(a.actor_countries[0]) for a in reversed(steps) if a.actor_countries), "one side")
    text = (
        f"its text knows only a written notice {days} days before the term ends"
        if days
        else "and what its text says of it is not known here"
    )
    return (
        f"{who} suspended the effect of its notice; whether it can be revived at any time is contested: "
        f"the side that suspended it may reserve that, {text}."
    )
