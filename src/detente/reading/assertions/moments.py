"""Which day an event may have, and what a model is told of each.

An expression of its sentence, the day of the report, that of the event before, or none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from detente.model import Basis, Span, When
from detente.reading.assertions.codes import Group, raw, strings
from detente.reading.assertions.dating import Dated, attachment
from detente.reading.assertions.draft import Draft
from detente.reading.assertions.scene import Scene, Timed
from detente.reading.assertions.sides import path
from detente.reading.assertions.tree import clause, is_verbal
from detente.reading.blocks import Block
from detente.reading.parsed import Token

_DEEP = 5


@dataclass(frozen=True, slots=True)
class Moment:
    """A day that an event may have; `dated` is None for no day at all."""

    dated: Dated | None
    groups: tuple[Group, ...]
    """What the model is told of it, by what the features begin with."""

    @property
    def features(self) -> list[str]:
        """The same as texts."""
        return strings(self.groups)


def moments(scene: Scene, draft: Draft, before: Sequence[Draft]) -> list[Moment]:
    """The days that an event may have, each with what a model is told of it.

    `before` are the events that the document tells before this one, in its order.
    """
    times = [t for t in scene.timed(draft.match.block, draft.sentence) if t.time.when() is not None]
    shared = [raw(each) for each in _shared(scene, draft, times)]
    own = draft.assertion
    ruled = own.when
    found: list[Moment] = []

    def add(sort: str, dated: Dated | None, plain: Sequence[str]) -> None:
        same = (dated.when if dated else None) == ruled
        own_basis = own.when_basis.value if own.when_basis else "none"
        kin = own.kind.value.partition("_")[0]
        alike = [raw(f"ruled={same}")]
        alone, beside = list(map(raw, plain)), shared
        rows = [*alone, *alike, raw(f"ruled={same}|{own_basis}"), *beside]
        groups = [
            ("", [b"bias", raw(f"sort={sort}")]),
            (f"{sort}|", rows),
            (f"{sort}|{own.kind.value}|", rows),
            (f"{sort}|{kin}|{own.status.value}|", [*alone, *alike]),
            *((f"{sort}|{one}|", beside) for one in plain),
        ]
        found.append(Moment(dated, tuple(groups)))

    for timed in times:
        when = timed.time.when()
        assert when is not None
        span = Span(timed.time.start, timed.time.end)
        add("text", Dated(when, Basis.TEXT, span), list(_of_time(scene, draft, timed, when, times)))
    if own.when is not None and own.when_basis is Basis.DERIVED:
        add("derived", Dated(own.when, Basis.DERIVED, own.when_span), [])
    last = next((d for d in reversed(before) if d.assertion.when is not None), None)
    if last is not None and last.assertion.when is not None and last.assertion.when != own.when:
        alike = [
            f"same-kind={last.assertion.kind is own.kind}",
            f"same-sentence={last.sentence == draft.sentence}",
            f"same-block={last.match.block is draft.match.block}",
            f"basis={last.assertion.when_basis}",
            f"shares={bool({m.id for m in last.assertion.actors} & {m.id for m in own.actors})}",
        ]
        add("carried", Dated(last.assertion.when, Basis.DERIVED, last.assertion.when_span), alike)
    if scene.published is not None:
        add("report", Dated(When.on(scene.published), Basis.REPORT), [])
    add("none", None, [])
    return found


def _shared(scene: Scene, draft: Draft, times: Sequence[Timed]) -> Iterator[str]:
    own, match = draft.assertion, draft.match
    yield f"status={own.status.value}"
    yield f"times={min(len(times), 3)}"
    yield f"part={_part(scene, match.block)}"
    verb = match.anchor if is_verbal(match.anchor) else clause(match.trigger)
    yield f"tag={verb.tag_}"
    yield f"root={verb.dep_}"
    yield from (f"aux={c.lower_}" for c in verb.children if c.dep_ in {"aux", "auxpass", "neg"})
    yield f"verbal={is_verbal(match.trigger)}"
    yield f"definite={draft.definite}"
    yield f"quoted={scene.quote_at(match.block.at(match.trigger).start) is not None}"
    head = verb.head if verb.head != verb else None
    if head is not None:
        yield f"over={head.tag_}"
        yield f"said={head.lemma_.lower() in scene.words.speech}"
    yield from (f"adv={c.lower_}" for c in verb.children if c.dep_ == "advmod")


def _part(scene: Scene, block: Block) -> str:
    if block.part != "body":
        return block.part
    body = [b for b in scene.blocks if b.part == "body"]
    at = next(i for i, b in enumerate(body) if b is block)
    return "lead" if at == 0 else "second" if at == 1 else "body"


def _of_time(scene: Scene, draft: Draft, timed: Timed, when: When, times: Sequence[Timed]) -> Iterator[str]:
    trigger, token = draft.match.trigger, timed.root
    steps = path(trigger, token)
    yield f"path={'/'.join(steps) if len(steps) <= _DEEP else 'far'}"
    yield f"path-len={min(len(steps), 8)}"
    yield "before" if token.i < trigger.i else "after"
    yield f"same-clause={clause(token) == clause(trigger)}"
    word, host, free = attachment(token)
    yield f"prep={word}"
    yield f"free={free}"
    yield f"host={_host(host, draft)}"
    yield f"host-said={host.lemma_.lower() in scene.words.speech}"
    yield f"grain={min(when.days, 400) // 25}"
    yield f"place={_relation(when, scene.published)}"
    nearest = min(times, key=lambda t: abs(t.root.i - trigger.i))
    yield f"nearest={nearest is timed}"


def _host(host: Token, draft: Draft) -> str:
    if host == draft.match.trigger:
        return "trigger"
    return "anchor" if host == draft.match.anchor else host.pos_


def _relation(when: When, published: date | None) -> str:
    if published is None:
        return "unknown"
    if when.earliest > published:
        return "later"
    return "around" if when.latest >= published else "earlier"
