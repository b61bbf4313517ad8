"""Proceedings: the steps of a case. Suspended before a panel, after one, resumed, withdrawn: four things.

Steps that cannot be told to be of one case are not left out: they stand together under `UNPLACED`.
"""

from collections.abc import Sequence
from datetime import date

from detente.ledger.acts import Act
from detente.ledger.cases import brings, goods_of, is_step
from detente.ledger.views import Proceeding, Step
from detente.ledger.wording import called, listed
from detente.lexicon import Lexicon
from detente.model import Kind, Status

_STATES = {
    Kind.COMPLAINT_FILED: "consultations",
    Kind.CONSULTATIONS_HELD: "consultations",
    Kind.PANEL_REQUESTED: "panel_requested",
    Kind.PANEL_BLOCKED: "panel_requested",
    Kind.PANEL_ESTABLISHED: "panel",
    Kind.RULING: "ruled",
    Kind.PROCEEDING_SUSPENDED: "suspended",
    Kind.PROCEEDING_WITHDRAWN: "withdrawn",
}


UNPLACED = "case:unplaced"
"""The id under which steps are shown that no case can be told for."""


def proceedings(acts: Sequence[Act], on: date, lexicon: Lexicon) -> list[Proceeding]:
    """Every case that some act is a step of; last, the steps that cannot be told to be of one."""
    found: dict[str, list[Act]] = {}
    lost: list[Act] = []
    for one in acts:
        if one.case and (one.kind in _STATES or one.kind is Kind.PROCEEDING_RESUMED):
            found.setdefault(one.case, []).append(one)
        elif is_step(one) and one.modality == "real":
            lost.append(one)
    cases = [_proceeding(name, sorted(found[name], key=_order), on, lexicon) for name in sorted(found)]
    return [*cases, _unplaced(sorted(lost, key=_order))] if lost else cases


def _unplaced(acts: Sequence[Act]) -> Proceeding:
    """Steps of one case or of several: where any stands cannot be told."""
    return Proceeding(
        id=UNPLACED,
        name="steps of cases that cannot be told",
        complainant=None,
        respondent=None,
        state="undeterminable",
        reached="undeterminable",
        standing="undeterminable",
        steps=_steps(acts),
    )


def _steps(acts: Sequence[Act]) -> tuple[Step, ...]:
    return tuple(Step(a.kind.value, a.when, a.status.value, a.text, a.supports, a.step) for a in acts)


def _order(one: Act) -> tuple[object, ...]:
    return (one.when.earliest if one.when else one.records[0].source.known_by, one.kind, one.id)


def _proceeding(name: str, acts: Sequence[Act], on: date, lexicon: Lexicon) -> Proceeding:
    entry = lexicon.get(name)
    terms = entry.terms if entry else {}
    complainant = terms.get("complainant") or _complainant(acts)
    others = [c for a in acts for c in (*a.target_countries, *a.actor_countries) if c != complainant]
    state, reached, standing = _state([a for a in acts if _done(a, on)])
    return Proceeding(
        id=name,
        name=entry.name if entry else _name(complainant, acts, lexicon),
        complainant=complainant,
        respondent=terms.get("respondent") or (next(iter(others), None) if complainant else None),
        state=state,
        reached=reached,
        standing=standing,
        steps=_steps(acts),
    )


def _complainant(acts: Sequence[Act]) -> str | None:
    """Who brought it: who filed it, took another step of the complainant, or was blocked by the other."""
    filed = (a for a in acts if a.kind is Kind.COMPLAINT_FILED and a.actor_countries)
    if first := next(filed, None):
        return first.actor_countries[0]
    if told := next((who for a in acts if (who := brings(a))), None):
        return told
    blocked = (code for a in acts if a.kind is Kind.PANEL_BLOCKED for code in a.target_countries)
    others = (code for a in acts if a.kind is not Kind.PANEL_BLOCKED for code in a.actor_countries)
    return next(blocked, None) or next(others, None)


def _name(complainant: str | None, acts: Sequence[Act], lexicon: Lexicon) -> str:
    """A case without an entry, by its parties and goods: "case of Australia and China on barley"."""
    parties = [c for c in (complainant, *(c for a in acts for c in sorted(a.countries))) if c]
    names = [lexicon.name(code) for code in dict.fromkeys(parties)][:2]
    told = goods_of(acts)
    goods = [called(item, lexicon) for item in sorted(told, key=lambda item: (-told[item], item))]
    about = f" on {listed(goods)}" if goods else ""
    return ("case of " + " and ".join(names) if names else "case whose parties are not named") + about


def _done(one: Act, on: date) -> bool:
    """Whether a step was taken by the day: what is expected, feared or denied is none."""
    return one.status is Status.OCCURRED and (one.when is None or one.when.earliest <= on)


_WAY = ("not_filed", "consultations", "panel_requested", "panel", "ruled")
"""How far a case can get, in order."""


def _until(state: str) -> tuple[str, ...]:
    """The states up to one, which a step without a day does not bring a case back to."""
    return _WAY[: _WAY.index(state) + 1]


def _state(acts: Sequence[Act]) -> tuple[str, str, str]:
    """Where it stands after its last step, how far it had got, and its standing.

    A resumed case is where it was before it was suspended; `not_filed` where no step of it is known
    to have been taken.
    """
    state, before, reached = "not_filed", "consultations", "not_filed"
    for one in acts:
        if one.kind is Kind.PROCEEDING_RESUMED:
            state = before
            continue
        following = _STATES[one.kind]
        if one.when is None and following in _WAY and (state not in _WAY or following in _until(state)):
            reached = max(reached, following, key=_WAY.index)
            continue
        if following == "suspended" and state != "suspended":
            before = state
        state = following
        if state in _WAY:
            reached = max(reached, state, key=_WAY.index)
    if state == "suspended":
        return state, reached, "suspended_after_panel" if reached in _WAY[3:] else "suspended_before_panel"
    resumed = bool(acts) and acts[-1].kind is Kind.PROCEEDING_RESUMED
    return state, reached, "resumed" if resumed else state
