"""Agreements: what was noticed, suspended and withdrawn, and the clock that runs meanwhile.

What is suspended is the notice, not the agreement: a suspended notice ends nothing. Whether it can
be revived at any time is contested wherever the text knows only notices of a fixed length.
"""

import re
from collections.abc import Sequence
from datetime import date

from detente.ledger.acts import Act
from detente.ledger.choose import values
from detente.ledger.clock import last_working_day, notice_runs_out
from detente.ledger.records import Logged
from detente.ledger.told_clock import TERMS, Clock, clocks
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
    known = clocks(acts, lexicon)
    return [
        _agreement(name, acts, known[name], on, lexicon)
        for name, acts in sorted(found.items())
        if any(one.kind.value.startswith("agreement_") for one in acts)
    ]


def _agreement(name: str, acts: Sequence[Act], clock: Clock, on: date, lexicon: Lexicon) -> Agreement:
    steps = sorted((a for a in acts if a.kind in _NOTICE and _counts(a)), key=_order)
    begun = [a for a in steps if a.when is None or a.when.earliest <= on]
    last = steps[-1] if steps else None
    notice = _NOTICE[begun[-1].kind] if begun else "none"
    given = _given(steps)
    runs = bool(last and _NOTICE[last.kind] in _RUNNING)
    reference = given.when.latest if runs and given and given.when else on
    dates, tz = clock.dates(reference), clock.tz
    computed = ["term_begins"] if dates and dates.term_begins else []
    computed += ["term_ends"] if dates and not dates.said else []
    deadline, said = _deadline(acts, reference, tz)
    if deadline is None and dates and dates.notice_deadline:
        deadline = dates.notice_deadline
        computed.append("notice_deadline")
    ends, by_source = _ends(acts, last, given, clock)
    if ends is not None and not by_source:
        computed.append("ends")
    entry = lexicon.get(name)
    about = (s for a in (*begun[-1:], *steps, *said) for s in a.supports)
    supports = tuple(dict.fromkeys((*about, *clock.supports)))
    return Agreement(
        id=name,
        name=entry.name if entry else _written(name, acts),
        parties=_parties(acts, name, lexicon),
        notice=notice,
        notice_by=next((a.actor_countries[0] for a in reversed(steps) if a.actor_countries), None),
        notice_deadline=deadline,
        term_ends=dates.term_ends if dates else None,
        ends=ends,
        contested=_contested(notice, clock, steps, lexicon),
        computed=tuple(computed),
        supports=supports or tuple(dict.fromkeys(s for a in acts for s in a.supports)),
        clock=_terms(clock),
        clock_basis=clock.basis,
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


def _terms(clock: Clock) -> dict[str, str | int]:
    """What is said of its term, by its text or by sources."""
    found = {key: clock.terms[key] for key in TERMS if clock.terms.get(key)}
    return {key: value if isinstance(value, int) else str(value) for key, value in found.items()}


def _written(name: str, acts: Sequence[Act]) -> str:
    """How sources write the name of an agreement that no list has: of several the longest."""
    told = [m for a in acts for r in a.records if (m := r.assertion.agreement)]
    named = [m.name for m in told if m.id == name and m.name != name]
    named = named or [
        re.sub(r"^(?:the|an?|this|its|their)\s+", "", m.name, flags=re.IGNORECASE) for m in told
    ]
    return max(sorted(named), key=len, default=name)


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


def _ends(acts: Sequence[Act], last: Act | None, given: Act | None, clock: Clock) -> tuple[When | None, bool]:
    """The last day on which it is scheduled to hold, as known; and whether a source says so.

    An end before the notice that runs is that of an earlier notice: nobody gives notice of what is past.
    """
    if last is None:
        return _told_end(acts, clock)
    if _NOTICE[last.kind] not in _RUNNING or given is None:
        return _end_of_term(acts, clock)
    told = [
        r
        for a in acts
        if a.kind is Kind.AGREEMENT_TERMINATED and a.modality != "denied"
        for r in a.records
        if r.assertion.when is None or given.when is None or r.assertion.when.latest >= given.when.earliest
    ]
    said = values([r for r in told if not _of_term(r, clock)], None)
    if said:
        return When(said[0].when.value, said[0].when.tz or clock.tz), True
    return _by_notice(given, clock) if given.when else (None, False)


def _by_notice(given: Act, clock: Clock) -> tuple[When | None, bool]:
    """The end that a notice brings: with the term where it averts a renewal, else when it has run out."""
    day = given.when.latest if given.when else date.max
    dates = clock.dates(day)
    if clock.renews or clock.text:
        if dates is None or dates.notice_deadline is None:
            return None, False
        return (dates.term_ends, False) if day <= dates.notice_deadline.latest else (None, False)
    out = notice_runs_out(clock.terms, day) if given.when and given.when.exact else None
    if dates is not None and (out is None or dates.term_ends.latest <= out):
        return dates.term_ends, dates.said
    return (When.on(out, clock.tz) if out else None), False


def _of_term(record: Logged, clock: Clock) -> bool:
    """Whether a source means no more than the end of a term that would renew, or that a notice cuts short."""
    if clock.text:
        return False
    told = record.assertion.terms.get("term_ends")
    when = record.assertion.when
    return told is not None or (
        clock.renews and when is not None and when.value == clock.told.get("term_ends")
    )


def _end_of_term(acts: Sequence[Act], clock: Clock) -> tuple[When | None, bool]:
    """The end of a term that does not renew by itself, as a source gives it, if no extension followed."""
    end = clock.told.get("term_ends")
    if not end or clock.renews or clock.text:
        return None, False
    when = When(str(end))
    return (None, False) if _kept(acts, when) else (When(when.value, when.tz or clock.tz), True)


def _kept(acts: Sequence[Act], end: When) -> bool:
    """Whether it was signed or extended at or after an end."""
    return any(
        a.kind in {Kind.AGREEMENT_SIGNED, Kind.AGREEMENT_EXTENDED} and a.when and _counts(a)
        and a.when.latest >= end.earliest for a in acts
    )  # fmt: skip


def _told_end(acts: Sequence[Act], clock: Clock) -> tuple[When | None, bool]:
    """The end that a source sets for a day where no notice is told: not one that an extension followed."""
    ended = [a for a in acts if a.kind is Kind.AGREEMENT_TERMINATED and a.when and _counts(a)]
    told = [r for a in ended for r in a.records if r.assertion.when]
    said = values([r for r in told if not (clock.renews and _of_term(r, clock))], None)
    if not said:
        return _end_of_term(acts, clock)
    if _kept(acts, said[0].when):
        return None, False
    return When(said[0].when.value, said[0].when.tz or clock.tz), True


def _parties(acts: Sequence[Act], name: str, lexicon: Lexicon) -> tuple[str, ...]:
    entry = lexicon.get(name)
    told = entry.terms.get("parties", ()) if entry else ()
    members = tuple(entry.members) if entry else ()
    return tuple(told) or members or tuple(sorted({c for a in acts for c in a.countries}))


def _contested(notice: str, clock: Clock, steps: Sequence[Act], lexicon: Lexicon) -> str:
    if notice != "suspended":
        return ""
    days, months = clock.terms.get("notice_days"), clock.terms.get("notice_months")
    length = f"{days} days" if days else f"{months} months" if months else ""
    who = next((lexicon.name(a.actor_countries[0]) for a in reversed(steps) if a.actor_countries), "one side")
    at_its_end = " before the term ends" if clock.text or clock.renews else ""
    text = (
        f"its text knows only a written notice {length}{at_its_end or ' ahead'}"
        if length
        else "and what its text says of it is not known here"
    )
    return (
        f"{who} suspended the effect of its notice; whether it can be revived at any time is contested: "
        f"the side that suspended it may reserve that, {text}."
    )
