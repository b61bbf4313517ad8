"""Deadlines: those that sources set, and those that follow from the text of an agreement."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from importlib import resources

from detente.ledger import parties
from detente.ledger.acts import Act
from detente.ledger.agreements import clock, zone
from detente.ledger.clock import last_working_day, working_day
from detente.ledger.moves import moved
from detente.ledger.views import Agreement, Deadline, Measure, Support
from detente.lexicon import Lexicon
from detente.model import Kind, Status, When


@cache
def zones() -> Mapping[str, str]:
    """The zone of each country's seat of government, by its code."""
    text = (resources.files("detente.ledger") / "zones.toml").read_text("utf-8")
    table: dict[str, str] = tomllib.loads(text)["zone"]
    return table


_MET_BY = frozenset(
    {
        Kind.AGREEMENT_NOTICE_GIVEN,
        Kind.AGREEMENT_NOTICE_DECIDED,
        Kind.AGREEMENT_EXTENDED,
        Kind.AGREEMENT_TERMINATED,
    }
)
_YEAR = timedelta(days=365)
_NEAR = 2
"""Days within which a computed deadline and one that a source gives are the same."""


def deadlines(
    acts: Sequence[Act],
    agreements: Sequence[Agreement],
    measures: Sequence[Measure],
    on: date,
    lexicon: Lexicon,
) -> list[Deadline]:
    """All deadlines known, in the order of their days."""
    told = (_told(one, acts, on, lexicon) for one in acts if one.family == "deadline")
    later = moved(acts)
    found = [
        replace(one, state="moved") if one.id in later and one.state != "met" else one
        for one in told
        if one is not None
    ]
    found += [one for a in agreements for one in _computed(a, acts, on, lexicon, found)]
    found += [one for m in measures for one in _comments(m, on)]
    return sorted(found, key=lambda one: (one.when.latest, one.id))


def _told(one: Act, acts: Sequence[Act], on: date, lexicon: Lexicon) -> Deadline | None:
    if one.modality != "real" or one.when is None:
        return None
    who = one.actor_countries or one.actors
    tz = zone(one.agreement, lexicon) if one.agreement else None
    subject = parties.short(one.agreement, lexicon) if one.agreement else ""
    what = f"decision or notice on {subject}" if one.kind is Kind.AGREEMENT_DECISION_DUE else _asked(one)
    state = _state(one.agreement, one.when, acts, on)
    when = When(one.when.value, one.when.tz or tz)
    basis = "computed" if _from_text_alone(one, when) else "source"
    return _deadline(one.id, what, who, when, basis=basis, state=state, on=on, supports=one.supports)


def _from_text_alone(one: Act, when: When) -> bool:
    """Whether the day follows from the agreement's text: nothing that gives it is of the term it ends."""
    return bool(one.agreement) and all(r.source.known_by < when.earliest - _YEAR for r in one.records)


def _asked(one: Act) -> str:
    """What a deadline is for: in the words of its source, else of its arguments."""
    content = next((str(value) for value, _ in one.term("content")), "")
    return content or one.text


def _computed(
    agreement: Agreement, acts: Sequence[Act], on: date, lexicon: Lexicon, told: Sequence[Deadline]
) -> Iterable[Deadline]:
    """The notice deadline of the term that runs, where no source gives it."""
    dates = clock(agreement.id, on, lexicon)
    if dates is None or dates.notice_deadline is None:
        return
    when = dates.notice_deadline
    name = parties.short(agreement.id, lexicon)
    what = f"last day of notice to end {name} with its term on {dates.term_ends}"
    same = f"decision or notice on {name}"
    if any(d.what == same and abs((d.when.latest - when.latest).days) <= _NEAR for d in told):
        return
    state = _state(agreement.id, when, acts, on)
    id_, supports = f"computed:{agreement.id}:{when}", agreement.supports[:1]
    yield _deadline(
        id_, what, agreement.parties, when, basis="computed", state=state, on=on, supports=supports
    )


def _comments(measure: Measure, on: date) -> Iterable[Deadline]:
    """The close of a comment period."""
    for act, stages in (("making", measure.stages), ("end", measure.ending)):
        for dated in stages.get("comment_closed", ())[:1]:
            who = (measure.actor,) if measure.actor else ()
            state = "open" if on <= dated.when.latest else "met"
            what = f"comments close on {measure.name}"
            name = f"comments:{measure.id}:{act}"
            yield _deadline(
                name, what, who, dated.when, basis="source", state=state, on=on, supports=dated.supports
            )


def _state(agreement: str | None, when: When, acts: Sequence[Act], on: date) -> str:
    """Open until its day is over or the act it is for was done; then met or missed."""
    if agreement:
        term_begins = when.earliest - _YEAR
        done = [
            a for a in acts
            if a.agreement == agreement and a.kind in _MET_BY and a.status is Status.OCCURRED and a.when
            and term_begins < a.when.latest <= min(on, when.latest)
        ]  # fmt: skip
        if done:
            return "met"
    return "open" if on <= when.latest else "missed"


def _deadline(
    id_: str,
    what: str,
    who: Sequence[str],
    when: When,
    *,
    basis: str,
    state: str,
    on: date,
    supports: tuple[Support, ...],
) -> Deadline:
    calendars = [code for code in who if working_day(when.latest, code) is not None]
    country = calendars[0] if calendars else None
    return Deadline(
        id=id_,
        what=what,
        who=tuple(who),
        when=when,
        tz=when.tz or next((zones()[code] for code in who if code in zones()), None),
        basis=basis,
        state=state,
        days_left=(when.latest - on).days,
        working_day=working_day(when.latest, country),
        last_working_day=last_working_day(when.latest, country),
        supports=supports,
    )
