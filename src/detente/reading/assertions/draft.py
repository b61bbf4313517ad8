"""One match as an assertion: arguments, numbers, status, date, speaker and evidence."""

from dataclasses import dataclass, replace
from datetime import date

from detente.model import Assertion, Basis, Kind, Mention, Status, When
from detente.reading.assertions import roles
from detente.reading.assertions.bans import ends_ban, forbids, in_force_until, suspended_until, suspends
from detente.reading.assertions.convert import converted
from detente.reading.assertions.dating import Dated, governing, in_effect_from, said_to_begin
from detente.reading.assertions.match import Match
from detente.reading.assertions.modality import status_of
from detente.reading.assertions.numbers import counted
from detente.reading.assertions.past import is_past, told_until
from detente.reading.assertions.scene import Scene
from detente.reading.assertions.tree import children, is_verbal
from detente.reading.blocks import Block
from detente.reading.parsed import Span as Sentence
from detente.reading.parsed import Token


@dataclass(frozen=True, slots=True)
class Draft:
    """An assertion with where it was matched, until the document is settled."""

    assertion: Assertion
    match: Match
    sentence: Sentence
    definite: bool
    """Whether a definite noun says it, which may stand for an event told before."""
    again: bool = False
    """Whether it is a further act of a verb that tells of several."""

    @property
    def learned(self) -> bool:
        """Whether the trained model found the act, no frame."""
        return self.match.frame.learned


_COUNTING = frozenset(
    {Kind.LICENCE_APPLIED, Kind.LICENCE_APPROVED, Kind.LICENCE_DENIED, Kind.LICENCE_RETURNED}
    | {Kind.LICENCE_COUNTED, Kind.LICENCE_QUERIED, Kind.GOODS_SHIPPED}
)
_AGREEMENT = frozenset(kind for kind in Kind if kind.value.startswith("agreement_"))
_CASE = frozenset(
    {Kind.COMPLAINT_FILED, Kind.CONSULTATIONS_HELD, Kind.PANEL_BLOCKED, Kind.PANEL_ESTABLISHED}
    | {Kind.PANEL_REQUESTED, Kind.RULING, Kind.PROCEEDING_RESUMED, Kind.PROCEEDING_SUSPENDED}
    | {Kind.PROCEEDING_WITHDRAWN}
)
_EFFECT = frozenset(
    {Kind.MEASURE_EFFECTIVE, Kind.GROUP_CHANGED, Kind.MEASURE_WITHDRAWN, Kind.MEASURE_AMENDED}
)


def draft(scene: Scene, match: Match) -> Draft:
    """The assertion that a match makes, from its own sentence alone."""
    sentence = match.trigger.sent
    block, kind = match.block, match.frame.kind
    acting = _others(match, roles.actors(scene, match), scene)
    times = scene.timed(block, sentence)
    anchor = match.anchor
    also = (*match.frame.dates, *(("from", "as of") if kind in _EFFECT else ()))
    dated = governing(match.trigger, anchor, times, scene.words, also=also)
    if kind is Kind.MEASURE_EFFECTIVE:
        dated = in_effect_from(anchor, times, scene.article.text, dated)
    status = settled(scene, match, dated)
    evidence = block.at(sentence)
    assertion = Assertion(
        kind=kind,
        status=status,
        when=dated.when if dated else None,
        when_basis=dated.basis if dated else None,
        when_span=dated.span if dated else None,
        actors=tuple(acting),
        targets=tuple(roles.targets(scene, match, acting)),
        items=tuple(roles.items(scene, match)),
        agreement=_agreement(scene, match),
        case=roles.named(scene, match, "case") if kind in _CASE else None,
        measure=_measure(scene, match),
        place=roles.place(scene, match)
        if kind in {Kind.MEETING, Kind.TALKS, Kind.CONSULTATIONS_HELD}
        else None,
        start=evidence.start,
        end=evidence.end,
        terms=_terms(scene, match),
    )
    if suspends(scene, match):
        assertion = replace(assertion, kind=Kind.MEASURE_WITHDRAWN)
    assertion = converted(match, _numbered(scene, match, assertion, sentence))
    return Draft(_spoken(scene, match, assertion), match, sentence, _definite(match))


def _others(match: Match, acting: list[Mention], scene: Scene) -> list[Mention]:
    """Without a pronoun taken for the very party that is acted on: nobody strikes itself off a list."""
    if match.frame.kind is not Kind.GROUP_CHANGED:
        return acting
    acted = {name.id for t in match.objects if t.pos_ != "PRON" and (name := scene.name_at(match.block, t))}
    return [m for m in acting if m.id not in acted]


def settled(scene: Scene, match: Match, dated: Dated | None) -> Status:
    """The status from the frame or the words, then from the date: what lies after the report is planned."""
    headline = match.block.part in {"title", "deck"}
    status = match.frame.status or status_of(match.trigger, scene.words, headline=headline)
    if match.anchor != match.trigger and match.frame.status is None:
        status = max(status, status_of(match.anchor, scene.words, headline=headline), key=_rank)
    if match.frame.kind is Kind.MEASURE_COMMENT_CLOSED and status is Status.CALLED_FOR:
        status = Status.OCCURRED  # "must be received by" is a closing day, nobody's wish
    if match.frame.kind is Kind.PANEL_ESTABLISHED and status is Status.PLANNED and _resolved(match):
        status = Status.OCCURRED
    later = bool(dated and scene.published and dated.when.earliest > scene.published)
    if later and dated and scene.by_metadata_alone and _belied(scene, match, dated):
        return status  # "approved on 19 August" on a page whose metadata say the 6th: they err
    if later and (status is Status.OCCURRED or _expected(match, status)):
        return Status.PLANNED
    return status


def _resolved(match: Match) -> bool:
    """Whether a body "agreed to establish" it: by its decision a panel is established (DSU, article 6.1)."""
    head = match.trigger.head
    decides = head.lemma_.lower() in {"agree", "decide"} and head.tag_ in {"VBD", "VBN"}
    return decides and match.trigger.dep_ in {"xcomp", "ccomp"}


def _belied(scene: Scene, match: Match, dated: Dated) -> bool:
    """Whether the text tells as past what lies after the date of the page: this act, or a later one.

    "Banned exports with effect from June 1" tells only the decision as past.
    """
    begins = dated.span is not None and said_to_begin(scene.article.text, dated.span.start)
    if dated.when.exact and is_past(match.anchor) and not begins:
        return True
    if "told until" not in scene.article_wide:
        scene.article_wide["told until"] = told_until(scene)
    until: date | None = scene.article_wide["told until"]
    return until is not None and dated.when.earliest <= until


def _expected(match: Match, status: Status) -> bool:
    """Whether a "should" says what is to come and not what somebody wants: "should be published on"."""
    stage = match.frame.kind in {Kind.MEASURE_PROMULGATED, Kind.MEASURE_EFFECTIVE}
    should = any(c.lower_ == "should" for c in match.anchor.children)
    return stage and should and status is Status.CALLED_FOR


def _rank(status: Status) -> int:
    order = (Status.OCCURRED, Status.PLANNED, Status.DUE, Status.CALLED_FOR, Status.SUPPOSED, Status.DENIED)
    return order.index(status)


def _agreement(scene: Scene, match: Match) -> Mention | None:
    found = roles.named(scene, match, "agreement")
    if found is None and match.content is not None:
        found = _named_below(scene, match.block, match.content, "agreement")
    if found is None and match.frame.kind in _AGREEMENT:
        head = roles.of_class(scene, match, "agreement")
        if head is not None:
            return _whole(scene, match.block, head)
        for child in match.trigger.subtree:
            name = scene.name_at(match.block, child)
            if name and name.kind == "agreement":
                return scene.mention(match.block, child, name)
            if child.pos_ == "NOUN" and scene.belongs(match.block, child, ["agreement"]):
                return scene.mention(match.block, child)
        return _sole(scene) if "agreement" in match.frame.needs else None
    return found


def _whole(scene: Scene, block: Block, head: Token) -> Mention:
    """An agreement by its words, with the nouns right before it wherever the parser hung them."""
    found = scene.mention(block, head)
    first = block.between(found.start or 0, found.end or 0)
    at = first.start if first is not None else head.i
    if found.id or at != head.i:
        return found
    while (
        at > head.sent.start and head.doc[at - 1].pos_ in {"NOUN", "ADJ"} and head.doc[at - 1].text.islower()
    ):
        at -= 1
    start, end = block.at(head.doc[at]).start, block.at(head).end
    return replace(found, name=scene.article.text[start:end], start=start, end=end)


def _sole(scene: Scene) -> Mention | None:
    """The agreement of an article that names only one."""
    if "agreement" not in scene.article_wide:
        named = [n for n in scene.names if n.kind == "agreement" and n.id]
        sole = named[0] if len({n.id for n in named}) == 1 else None
        scene.article_wide["agreement"] = sole and Mention(sole.id, sole.text, sole.start, sole.end)
    found: Mention | None = scene.article_wide["agreement"]
    return found


def _named_below(scene: Scene, block: Block, token: Token, kind: str) -> Mention | None:
    for each in token.subtree:
        name = scene.name_at(block, each)
        if name and name.kind == kind:
            return scene.mention(block, each, name)
    return None


def _measure(scene: Scene, match: Match) -> Mention | None:
    if not match.frame.kind.value.startswith(("measure_", "group_")):
        return None
    head = roles.of_class(scene, match, "measure")
    return replace(scene.mention(match.block, head), id=None, form=None) if head is not None else None


def _terms(scene: Scene, match: Match) -> dict[str, object]:
    terms = dict(match.frame.terms)
    if match.content is not None:
        tokens = list(match.content.subtree)
        start, end = match.block.at(tokens[0]).start, match.block.at(tokens[-1]).end
        terms["content"] = scene.article.text[start:end].strip(' ,.”"')
    if forbids(match):
        terms["licence_after"] = "prohibited"
    if ends_ban(scene, match):
        terms["licence_before"] = "prohibited"
    if until := suspended_until(scene, match):
        terms["suspended_until"] = until
    if until := in_force_until(scene, match):
        terms["in_force_until"] = until
    if match.frame.kind is Kind.GROUP_CHANGED:
        group = roles.named(scene, match, "country_group")
        head = roles.of_class(scene, match, "list") or _list_below(scene, match)
        if group is None and head is not None:
            group = scene.mention(match.block, head)
        if group is not None:
            terms["group"] = group.id or group.name
    return terms


def _list_below(scene: Scene, match: Match) -> Token | None:
    for token in match.trigger.subtree:
        if token.pos_ in {"NOUN", "PROPN"} and scene.belongs(match.block, token, ["list"]):
            return token
    return None


def _numbered(scene: Scene, match: Match, assertion: Assertion, sentence: Sentence) -> Assertion:
    if assertion.kind not in _COUNTING and assertion.kind is not Kind.MEETING:
        return assertion
    nouns = [match.trigger, *match.objects, *children(match.anchor, "nsubjpass")]
    numbers = counted(
        scene,
        match.block,
        [t for t in dict.fromkeys(nouns) if not is_verbal(t)],
        scene.timed(match.block, sentence),
    )
    kind = assertion.kind
    return replace(
        assertion,
        count=numbers.count if kind in _COUNTING else None,
        count_span=numbers.count_span if kind in _COUNTING else None,
        ordinal=numbers.ordinal,
        ordinal_span=numbers.ordinal_span,
        since=numbers.since,
        since_span=numbers.since_span,
    )


def _spoken(scene: Scene, match: Match, assertion: Assertion) -> Assertion:
    quote = scene.quote_at(match.block.at(match.trigger).start)
    if quote is not None:
        return replace(assertion, speaker=quote.speaker, hearsay=quote.hearsay)
    said = scene.quote_at(match.block.at(match.content).start) if match.content is not None else None
    return replace(assertion, hearsay=True) if said is not None and said.hearsay else assertion


def _definite(match: Match) -> bool:
    noun = match.trigger
    if is_verbal(noun):
        return False
    return any(
        c.dep_ == "det" and c.lower_ in {"the", "this", "that", "these", "those"} for c in noun.children
    )


_AS_REPORTED = frozenset({Kind.STATEMENT_MADE, Kind.LICENCE_COUNTED})
"""Kinds that hold as of the report wherever they stand in it."""


def from_report(scene: Scene, found: Draft) -> Draft:
    """A lead or a headline that gives no date tells of the day of the report.

    That an application is under review is no day of its filing.
    """
    own = found.assertion
    if own.terms.get("pending"):
        return replace(found, assertion=replace(own, when=None, when_basis=None, when_span=None))
    lead = found.match.block is scene.blocks[0] or found.match.block.part in {"title", "deck"}
    body = next((b for b in scene.blocks if b.part == "body"), None)
    lead = lead or found.match.block is body
    if own.when or own.status is not Status.OCCURRED or scene.published is None:
        return found
    if own.kind not in _AS_REPORTED and not (lead and _main(found.match)):
        return found

    return replace(found, assertion=replace(own, when=When.on(scene.published), when_basis=Basis.REPORT))


def _main(match: Match) -> bool:
    """Whether the event is what its sentence tells, not an aside of it."""
    node = match.anchor
    if not is_verbal(node):
        return False
    while node.dep_ == "conj" and is_verbal(node.head):
        node = node.head
    if any(c.dep_ == "aux" and c.lower_ == "had" for c in node.children):
        return False
    return bool(node.dep_ == "ROOT" or (node.dep_ == "ccomp" and node.head.dep_ == "ROOT"))
