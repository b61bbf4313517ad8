"""One verb that tells of several acts: "approved an export on August 7, and another on August 19".

Each day is an act of its own; what a verb counts ("two exports on 7 and 19 August") is then told singly.
"""

from collections.abc import Iterator
from dataclasses import replace

from detente.model import Basis, Kind, Span, When
from detente.reading.assertions.draft import Draft
from detente.reading.assertions.scene import Scene, Timed
from detente.reading.assertions.tree import is_verbal
from detente.reading.parsed import Token

_SINGLE = frozenset(
    {Kind.LICENCE_APPLIED, Kind.LICENCE_APPROVED, Kind.LICENCE_DENIED, Kind.LICENCE_RETURNED}
    | {Kind.GOODS_SHIPPED}
)
"""Kinds of which every day is an act of its own; a measure is decided once."""

_NEAR = 4
"""Tokens between "another" and the date it has: "another one, for gas, on 19 August" is not read."""


def again(scene: Scene, found: Draft) -> Iterator[Draft]:
    """A draft, and after it the same act on each further day that its sentence gives for one."""
    own = found.assertion
    if own.kind not in _SINGLE or own.when is None or own.when_basis is not Basis.TEXT:
        yield found
        return
    times = scene.timed(found.match.block, found.sentence)
    more = dict(_another(found, times))
    more.pop(own.when, None)
    if not more:
        yield found
        return
    yield replace(found, assertion=replace(own, count=None, count_span=None))
    for when, timed in more.items():
        span = Span(timed.time.start, timed.time.end)
        other = replace(
            own, when=when, when_span=span, count=None, count_span=None,
            ordinal=None, ordinal_span=None, since=None, since_span=None,
        )  # fmt: skip
        yield replace(found, assertion=other, again=True)


def _another(found: Draft, times: list[Timed]) -> Iterator[tuple[When, Timed]]:
    """The days of "another on 19 August", and those listed with the day of the act."""
    first = next((t for t in times if (t.time.start, t.time.end) == _place(found)), None)
    for timed in times:
        when = timed.time.when()
        if when is None or first is None or timed is first or timed.root.i < first.root.i:
            continue
        if _listed(timed.root, first.root) or _of_another(found.match.trigger, timed.root):
            yield when, timed


def _place(found: Draft) -> tuple[int, int] | None:
    span = found.assertion.when_span
    return (span.start, span.end) if span else None


def _listed(root: Token, first: Token) -> bool:
    """Whether a date is coordinated with the one of the act: "on Aug. 7 and Aug. 19"."""
    node = root
    while node.dep_ == "conj" and node.head.i < node.i:
        node = node.head
        if node == first:
            return _bare(root, first)
    return False


def _bare(root: Token, first: Token) -> bool:
    """Whether nothing but dates and commas stands between two dates."""
    between = root.doc[first.i + 1 : root.i]
    return all(t.ent_type_ == "DATE" or t.pos_ in {"NUM", "PUNCT", "CCONJ"} for t in between)


def _of_another(trigger: Token, root: Token) -> bool:
    """Whether a date follows on "another", which stands for what the trigger acts on once more."""
    before = root.doc[max(trigger.i + 1, root.i - _NEAR) : root.i]
    at = next((t for t in before if t.lower_ == "another"), None)
    if at is None:
        return False
    between = root.doc[at.i + 1 : root.i]
    plain = all(t.pos_ in {"ADP", "NUM"} or t.lower_ == "one" or t.ent_type_ == "DATE" for t in between)
    told = root.doc[trigger.i + 1 : at.i]
    return plain and not any(is_verbal(t) for t in told)
