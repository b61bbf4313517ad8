"""All assertions of an article, in the order of the text."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.lexicon import Lexicon
from detente.model import Article, Assertion, Basis, Kind, Name, Quote, TimeExpression
from detente.reading.assertions.again import again
from detente.reading.assertions.chosen import chosen
from detente.reading.assertions.clocks import clocked
from detente.reading.assertions.context import headlines, inherited, opposed, unnested
from detente.reading.assertions.draft import Draft, draft, from_report
from detente.reading.assertions.forms import formed
from detente.reading.assertions.frames import Index, frame_index
from detente.reading.assertions.headline import recased
from detente.reading.assertions.issuer import commenced, issued
from detente.reading.assertions.learned import learned
from detente.reading.assertions.match import Match, matches
from detente.reading.assertions.outcomes import outcomes
from detente.reading.assertions.scene import Resolver, Scene
from detente.reading.assertions.settle import Memory, carried, derived, measures, merged, recalled
from detente.reading.assertions.shares import shares
from detente.reading.blocks import Block


def find_assertions(  # noqa: PLR0917 - the stages of the reader, in their order
    article: Article,
    blocks: Sequence[Block],
    times: Sequence[TimeExpression],
    names: Sequence[Name],
    referents: Resolver | None,
    quotes: Sequence[Quote],
    lexicon: Lexicon,
    frames: Index | None = None,
) -> tuple[Assertion, ...]:
    """What the article says was done, each with its arguments, status, date and evidence.

    `frames` defaults to the bundled ones and those named by `DETENTE_FRAMES`.
    """
    if not blocks:
        return ()
    blocks = recased(blocks, names)
    scene = Scene(article, blocks, times, names, referents, quotes, lexicon)
    known = frames if frames is not None else frame_index()
    first = (draft(scene, match) for block in blocks for match in _matched(scene, block, known))
    drafts = [one for found in first for one in again(scene, found)]
    about = of_trade(scene) if drafts else False
    drafts = [d for d in drafts if complete(d) and (about or stands_alone(d))]
    if any(d.assertion.measure is not None for d in drafts):
        told = Memory(measures(scene), lexicon)
        drafts = [recalled(d, told) for d in drafts]
    drafts = inherited(unnested(carried(outcomes(scene, drafts))))
    drafts = merged(derived(scene, headlines(drafts)))
    drafts = chosen(scene, opposed(scene, [from_report(scene, d) for d in drafts]))
    drafts = clocked(scene, shares(scene, formed(scene, drafts)))
    drafts = issued(scene, commenced(scene, drafts))
    return tuple(_finished(article, d) for d in sorted(drafts, key=_place))


def _matched(scene: Scene, block: Block, known: Index) -> Iterator[Match]:
    """What the frames find in a block, then what the trained model finds beside them."""
    ruled = list(matches(scene, block, known))
    yield from ruled
    yield from learned(scene, block, ruled)


def complete(found: Draft) -> bool:
    """Whether the assertion has what its frame needs."""
    return all(getattr(found.assertion, field) for field in found.match.frame.needs)


_TRADE = re.compile(
    r"\b(?:exports?|exporters?|imports?|importers?|tariffs?|trade|trading|sanctions?|embargo|quotas?|dumping"
    r"|customs|dut(?:y|ies)|supply chains?|wto|gatt|retaliat\w+|curbs?|restrictions|federal register"
    r"|export controls?)\b",
    re.IGNORECASE,
)
_TOPICS = frozenset({"item", "item_group", "agreement", "case", "country_group"})


def of_trade(scene: Scene) -> bool:
    """Whether the article is about trade at all: a word of it, or a named good or agreement."""
    return any(n.kind in _TOPICS for n in scene.names) or bool(_TRADE.search(scene.article.text))


def stands_alone(found: Draft) -> bool:
    """Whether an event counts in an article without a word of trade: one of two governments."""
    own = found.assertion
    parties = {m.id for m in (*own.actors, *own.targets) if m.id and ":" not in m.id}
    agreed = own.agreement is not None and own.kind.value.startswith("agreement_")
    return (agreed or own.kind in {Kind.TALKS, Kind.MEETING}) and len(parties) > 1


def _place(draft: Draft) -> tuple[int, int]:
    return (draft.match.block.start, draft.match.trigger.i)


def _finished(article: Article, draft: Draft) -> Assertion:
    own = draft.assertion
    parts = (
        article.id,
        own.kind.value,
        str(own.start),
        str(own.end),
        str(draft.match.block.at(draft.match.trigger).start),
        *(m.id or m.name for m in (*own.actors, *own.targets, *own.items)),
        *([own.when.value] if draft.again and own.when else []),
    )
    terms = {**own.terms, "found_by": "model"} if draft.learned else own.terms
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return replace(own, id=digest[:16], confidence=_confidence(draft), terms=terms)


_UNSURE = 0.45
"""Confidence of an act that the trained model alone found: it waits for a person (`detente review`)."""


def _confidence(draft: Draft) -> float:
    """A rough share of such assertions that hold, from what is missing: 0.95 with nothing."""
    own, score = draft.assertion, 0.95
    score -= 0.15 * (not own.actors)
    score -= 0.1 * (own.when is None)
    score -= 0.05 * (own.when_basis in {Basis.DERIVED, Basis.REPORT})
    score -= 0.1 * (draft.match.anchor is draft.match.trigger and bool(draft.match.frame.bare))
    score -= 0.05 * any(m.id is None for m in (*own.actors, *own.targets))
    score -= 0.1 * own.hearsay
    return round(max(0.2, min(score, _UNSURE) if draft.learned else score), 2)
