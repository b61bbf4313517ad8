"""Deadlines: those that sources set, and those that follow from the text of an agreement."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from importlib import resources

from detente.ledger import parties
from detente.ledger.acts import Act
from detente.ledger.clock import last_working_day, working_day
from detente.ledger.moved import gave_way
from detente.ledger.moves import moved
from detente.ledger.suspended import last_day
from detente.ledger.told_clock import Clock, clocks
from detente.ledger.views import Agreement, Dated, Deadline, Measure, Support
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
NOTICE = "notice:"
"""How the id of the last day of notice of a term begins."""
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
    later = moved(acts)
    known = clocks(acts, lexicon)
    names = _notices(acts, later, known)
    told = (found for act in acts if act.family == "deadline" for found in _told(act, acts, on, known))
    found = [
        replace(one, state="moved", moved_to=later[one.id].when)
        if one.id in later and one.state != "met"
        else one
        for one in told
    ]
    found = [replace(one, id=names.get(one.id, one.id)) if one.state != "moved" else one for one in found]
    found += [one for a in agreements for one in _computed(a, acts, on, known[a.id], found)]
    found += [one for m in measures for one in _comments(m, on)]
    found += [one for m in measures for one in _suspensions(m, acts, on)]
    return sorted(found, key=lambda one: (one.when.latest, one.id))


def notice_id(agreement: str, term_ends: date) -> str:
    """The id of the last day of notice of a term, whether its text or a source gives the day."""
    return f"{NOTICE}{agreement}:{term_ends.isoformat()}"


def _notices(acts: Sequence[Act], later: Mapping[str, Act], known: Mapping[str, Clock]) -> Mapping[str, str]:
    """The ids of the acts that tell of the last day of notice of a term, and of those that move it.

    Of several acts about one term the one known first has the name.
    """
    names: dict[str, str] = {}
    for one in sorted(acts, key=lambda a: (min(r.source.known_by for r in a.records), a.id)):
        if one.kind is not Kind.AGREEMENT_DECISION_DUE or not one.agreement or not one.when:
            continue
        dates = known[one.agreement].dates(one.when.earliest)
        if dates is None or dates.notice_deadline is None:
            continue
        id_ = notice_id(one.agreement, dates.term_ends.latest)
        near = abs((dates.notice_deadline.latest - one.when.latest).days) <= _NEAR
        if near and one.modality == "real" and id_ not in names.values():
            at: Act | None = one
            while at is not None and at.id not in names:
                names[at.id] = id_
                at = later.get(at.id)
    return names


def _told(one: Act, acts: Sequence[Act], on: date, known: Mapping[str, Clock]) -> Iterable[Deadline]:
    """A deadline that sources give; two where it was moved and both days are told as one act."""
    if one.modality != "real" or one.when is None:
        return
    who = _bound(one)
    tz = known[one.agreement].tz if one.agreement else None
    subject = parties.short(one.agreement, one.lexicon) if one.agreement else ""
    what = f"decision or notice on {subject}" if one.kind is Kind.AGREEMENT_DECISION_DUE else _asked(one)
    for dated, after in _days(one.dates):
        when = When(dated.when.value, dated.when.tz or tz)
        state = "moved" if after else _state(one.agreement, when, acts, on)
        basis = "computed" if _from_text_alone(one, when) else "source"
        id_, supports = (f"{one.id}:{when}", dated.supports) if after else (one.id, one.supports)
        yield _deadline(
            id_, what, who, when, basis=basis, state=state, on=on, supports=supports, moved_to=after
        )


def _days(dates: Sequence[Dated]) -> Iterable[tuple[Dated, When | None]]:
    """Those of the days given for one act that were moved, with where to, and the one that is chosen."""
    to = gave_way([(dated.when, ((s.known_by, s.quote) for s in dated.supports)) for dated in dates])
    for number, dated in enumerate(dates):
        if number == 0 or dated.when in to:
            yield dated, to.get(dated.when) if number else None


def _bound(one: Act) -> tuple[str, ...]:
    """Who has to act by then: whom a deadline is set, else those who are named with it."""
    if one.kind is Kind.DEADLINE_SET and one.target_countries:
        return one.target_countries
    return one.actor_countries or one.actors


def _from_text_alone(one: Act, when: When) -> bool:
    """Whether the day follows from the agreement's text: nothing that gives it is of the term it ends."""
    return bool(one.agreement) and all(r.source.known_by < when.earliest - _YEAR for r in one.records)


def _asked(one: Act) -> str:
    """What a deadline is for: in the words of its source, else of its arguments."""
    content = next((str(value) for value, _ in one.term("content")), "")
    return content or one.text


def _computed(
    agreement: Agreement, acts: Sequence[Act], on: date, clock: Clock, told: Sequence[Deadline]
) -> Iterable[Deadline]:
    """The notice deadline of the term that runs, where no source gives it."""
    dates = clock.dates(on)
    if dates is None or dates.notice_deadline is None:
        return
    when = dates.notice_deadline
    name = parties.short(agreement.id, acts[0].lexicon)
    name = agreement.name if name == agreement.id else name
    what = f"last day of notice to end {name} with its term on {dates.term_ends}"
    same = f"decision or notice on {name}"
    if any(d.what == same and abs((d.when.latest - when.latest).days) <= _NEAR for d in told):
        return
    state = _state(agreement.id, when, acts, on)
    id_ = notice_id(agreement.id, dates.term_ends.latest)
    supports = (clock.supports if not clock.text else ()) or agreement.supports[:1]
    yield _deadline(
        id_, what, agreement.parties, when, basis="computed", state=state, on=on, supports=supports
    )


def _comments(measure: Measure, on: date) -> Iterable[Deadline]:
    """The close of a comment period; of one that was moved also the day that it had."""
    for act, stages in (("making", measure.stages), ("end", measure.ending)):
        for dated, after in _days(stages.get("comment_closed", ())):
            who = (measure.actor,) if measure.actor else ()
            state = "moved" if after else "open" if on <= dated.when.latest else "met"
            what = f"comments close on {measure.name}"
            name = f"comments:{measure.id}:{act}" + (f":{dated.when}" if after else "")
            yield _deadline(
                name,
                what,
                who,
                dated.when,
                basis="source",
                state=state,
                on=on,
                supports=dated.supports,
                moved_to=after,
            )


def _suspensions(measure: Measure, acts: Sequence[Act], on: date) -> Iterable[Deadline]:
    """The day up to which a measure is suspended, where sources give one; of several the last known."""
    found = last_day([one for one in acts if one.measure == measure.id and one.modality == "real"])
    if found is None:
        return
    when, act = found
    yield _deadline(
        f"suspension:{measure.id}",
        f"suspension ends: {measure.name}",
        (measure.actor,) if measure.actor else (),
        when,
        basis="source",
        state="open" if on <= when.latest else "met",
        on=on,
        supports=act.supports,
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
    moved_to: When | None = None,
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
        moved_to=moved_to,
        calendar=country,
    )
