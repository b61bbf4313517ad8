"""Acts that are told in the words of another: a count in those of an approval, talks in "met"."""

from dataclasses import replace

from detente.model import Assertion, Kind, Status
from detente.reading.assertions.match import Match
from detente.reading.assertions.tree import children, is_verbal

_SO_FAR = frozenset({"since", "far", "all", "total", "altogether", "yet", "date", "now", "overall"})
_MANY = 3
"""Licences that "has granted" tells as a count: fewer may be one day's."""

_NONE = frozenset({"none", "nothing", "no", "zero", "not"})


def converted(match: Match, own: Assertion) -> Assertion:  # noqa: PLR0911 - a table of cases
    """The assertion under the kind that it is, where its words are those of another kind."""
    if own.kind is Kind.LICENCE_APPROVED:
        return _counted(match, own)
    if own.kind is Kind.LICENCE_COUNTED and match.frame.id == "licence-none":
        return replace(own, status=Status.OCCURRED, count=0)
    if own.kind is Kind.LICENCE_DENIED:
        return _taken_back(match, own)
    if own.kind is Kind.THREAT_MADE and own.status is not Status.PLANNED:
        return replace(own, status=Status.OCCURRED)
    if own.kind is Kind.MEETING and is_verbal(match.trigger):
        return _talks(own)
    if own.kind is Kind.APPEAL_MADE and match.trigger.lemma_ in {"ask", "tell", "request"}:
        return replace(own, kind=Kind.DEMAND_MADE) if _undo(match) else own
    if own.kind is Kind.AGREEMENT_EXTENDED and own.status is Status.DENIED:
        return _not_renewed(match, own)
    return own


def _counted(match: Match, own: Assertion) -> Assertion:
    """Told as "two licences have been granted so far": a count of approvals, not an approval."""
    verb = match.trigger if is_verbal(match.trigger) else match.anchor
    if not is_verbal(verb) or own.status not in {Status.OCCURRED, Status.DENIED}:
        return own
    if not any(c.dep_ == "aux" and c.lower_ in {"has", "have", "had", "'ve"} for c in verb.children):
        return own
    near = {t.lower_ for t in verb.subtree}
    one_none = own.count == 1 and "not" in near
    if (own.status is Status.DENIED and near & _NONE) or one_none:
        return replace(
            own, kind=Kind.LICENCE_COUNTED, status=Status.OCCURRED, count=0, ordinal=None, since=own.since
        )
    many = own.count is not None and own.count >= _MANY
    several = own.count is not None and (own.count > 1 or bool(near & {"so", "total"}))
    if own.when is None and (many or (several and near & _SO_FAR)):
        return replace(own, kind=Kind.LICENCE_COUNTED)
    return own


_TAKE_BACK = frozenset({"revoke", "rescind", "cancel", "withdraw", "annul"})


def _taken_back(match: Match, own: Assertion) -> Assertion:
    """A licence that was granted and taken back is told as revoked; "no licence was denied" as no act."""
    if own.count == 0:
        own = replace(own, status=Status.DENIED)
    if match.trigger.lemma_.lower() in _TAKE_BACK:
        return replace(own, terms={**own.terms, "revoked": True})
    return own


_UNDO = frozenset({"withdraw", "lift", "remove", "scrap", "retract", "revoke", "rescind", "drop", "cancel"})


def _undo(match: Match) -> bool:
    """Whether a measure is asked to be undone: that is a demand."""
    return match.content is not None and match.content.lemma_.lower() in _UNDO


def _talks(own: Assertion) -> Assertion:
    """Governments that meet hold talks; people who meet have a meeting."""
    states = [m for m in own.actors if m.id and ":" not in m.id]
    return replace(own, kind=Kind.TALKS) if len(states) > 1 and len(states) == len(own.actors) else own


def _not_renewed(match: Match, own: Assertion) -> Assertion:
    """Told as "Seoul will not extend the pact" tells of a decision."""
    aux = {c.lower_ for c in children(match.trigger, "aux")}
    if own.agreement is None or not aux & {"will", "would", "wo", "to"}:
        return own
    return replace(own, kind=Kind.AGREEMENT_NOTICE_DECIDED, status=Status.OCCURRED)
