"""Counts, ordinals and what they count from: "the second approval since 4 July"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.model import Span
from detente.reading.assertions.scene import Scene, Timed
from detente.reading.assertions.tree import children
from detente.reading.blocks import Block
from detente.reading.parsed import Token


@dataclass(frozen=True, slots=True)
class Counted:
    """Count, ordinal and since, each with its span."""

    count: int | None = None
    count_span: Span | None = None
    ordinal: int | None = None
    ordinal_span: Span | None = None
    since: str | None = None
    since_span: Span | None = None


def counted(scene: Scene, block: Block, nouns: Iterable[Token], times: Sequence[Timed]) -> Counted:
    """What the noun phrases say of number; `times` are those of the sentence."""
    count = ordinal = None
    count_span = ordinal_span = None
    for noun in nouns:
        for child in (*children(noun, "nummod", "amod", "det"), *_predicates(noun)):
            number = (
                scene.words.number(child.text) if child.dep_ == "nummod" or child.lower_ == "no" else None
            )
            if number is not None and count is None:
                count, count_span = number, block.at(child)
            place = scene.words.ordinal(child.text)
            if place is not None and ordinal is None:
                ordinal, ordinal_span = place, block.at(child)
    if count is None and ordinal is None:
        return Counted()
    since = _since(times)
    when = since.time.when() if since else None
    return Counted(
        count,
        count_span,
        ordinal,
        ordinal_span,
        when.value if when else None,
        Span(since.time.start, since.time.end) if since and when else None,
    )


def _predicates(noun: Token) -> list[Token]:
    """Modifiers of what the noun is said to be: "the approval was the second one"."""
    if noun.dep_ not in {"nsubj", "nsubjpass"} or noun.head.lemma_ != "be":
        return []
    return [m for p in children(noun.head, "attr", "acomp") for m in (p, *children(p, "amod"))]


def _since(times: Sequence[Timed]) -> Timed | None:
    """The date after "since", directly or within its clause."""
    for timed in times:
        node = timed.root
        for _ in range(6):
            if node.lower_ == "since" or any(c.lower_ == "since" and c.dep_ == "mark" for c in node.children):
                return timed
            if node.head == node:
                break
            node = node.head
    return None
