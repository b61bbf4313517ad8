"""The clock of an agreement in a page's words: when its term ends, how it renews, what notice it asks for.

What a sentence says of it is kept as terms of an assertion on the agreement, the sentence its evidence:
of one that the sentence tells anyway (it was signed), else of the end that is planned or of the renewal or
the end that may come. The ledger reckons from these terms (`detente.ledger.clock`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from detente.model import Assertion, Basis, Kind, Mention, Span, Status, When
from detente.reading.assertions.draft import Draft
from detente.reading.assertions.frames import Frame
from detente.reading.assertions.match import Match
from detente.reading.assertions.pacts import Pacts
from detente.reading.assertions.scene import LONGEST, Scene
from detente.reading.blocks import Block
from detente.reading.parsed import Span as Sentence
from detente.reading.parsed import Token

_UP_TO = r"(?:until|till|up to|through|to)"
_GOES_ON = r"(?:runs?|running|lasts?|lasting|valid|in force|in effect|effective|stays?|remains?|holds?)"
_END = re.compile(
    rf"\b{_GOES_ON}(?:\s+(?:in force|in effect|effective|valid|only|at least))?\s+{_UP_TO}\s*$"
    rf"|\b(?:extended|renewed|prolonged)\s+(?:\w+\s+)?(?:until|till|through)\s*$"
    r"|\b(?:expires?|expiring|lapses?|lapsing|runs? out|ends?|terminates?)(?:\s+automatically)?"
    r"\s+(?:on|in|at the end of|with)\s*$"
    r"|\b(?:expiry|expiration|end)(?: date)?\s+(?:is|falls|falls on|on|of|is set for)\s*$",
    re.IGNORECASE,
)
_BEGIN = re.compile(
    r"\b(?:enter(?:s|ed|ing)? into force|takes? effect|took effect"
    r"|(?:came|comes?|goes|went) into (?:force|effect)"
    r"|in (?:force|effect) since|effective)(?:\s+(?:on|since|from|in|as of))?\s*$",
    re.IGNORECASE,
)
_AGAIN = r"(?:renew\w*|extend(?:s|ed)?|extension|prolong(?:s|ed)?|roll(?:s|ed)? over|continues?|continued)"
_SELF = r"(?:automatic(?:ally)?|tacit(?:ly)?|by default)"
_RENEWS = re.compile(
    rf"\b{_AGAIN}\b(?:\W+\w+){{0,5}}?\W+{_SELF}\b|\b{_SELF}\W+(?:\w+\W+){{0,2}}?{_AGAIN}\b"
    rf"|\bauto-renew\w*|\b(?:renews|rolls over|is (?:renewed|extended))\b(?=.*\bunless\b)",
    re.IGNORECASE,
)
_NO_RENEWAL = re.compile(
    rf"\b(?:not|n't|n’t|never|no|without|cannot)\s+(?:be\s+|provide for\s+|any\s+)?(?:{_SELF}\s+)?{_AGAIN}\b",
    re.IGNORECASE,
)
_YEARLY = re.compile(r"\b(?:annually|yearly|year to year|a year at a time|year by year)\b", re.IGNORECASE)
_NOTICE_AFTER = re.compile(
    r"^(?:['’]s?)?[\s-]*(?:(?:prior|advance|advanced|written|formal|previous|of|in)\s+)*"
    r"(?:notice|notification|warning)\b",
    re.IGNORECASE,
)
_NOTICE_BEFORE = re.compile(
    r"\b(?:notice|notification)(?: period| term| time)?(?:\s+(?:of|is|is of|set at|must be|given|at least|in"
    r"|writing))*\s*$",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"^\s*(?:in advance|ahead|beforehand|before|prior to|earlier)\b(?!\s+\d)",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:unless|notif\w+|notice|object\w*|denounc\w+|inform\w*|tells?|opts? out|says? otherwise)\b",
    re.IGNORECASE,
)
_TERM = re.compile(
    rf"\b(?:{_GOES_ON}\s+for|lasts?|term of|duration of|period of|concluded for|signed for|runs? for)"
    r"(?:\s+(?:a|an|another|at least|an initial|the next))*\s*$",
    re.IGNORECASE,
)
_OF_TERM = re.compile(r"^[\s-]*(?:term|pact|accord|treaty|agreement|deal|arrangement)\b", re.IGNORECASE)
_AFTER = 70
"""Characters after a renewal within which its length stands: "renews automatically every two years"."""
_DURATION = re.compile(r"P(\d+)([DWMY])")


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence says of a clock, and the token at which it first does."""

    terms: dict[str, Any]
    trigger: Token
    ends: tuple[When, Span] | None = None


def clocked(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with what the sentences say of the clocks of agreements, as terms."""
    found = list(drafts)
    pacts: Pacts | None = None
    for block in scene.blocks:
        for sentence in block.doc.sents:
            if len(sentence) > LONGEST or sentence[-1].text == "?":
                continue
            for told in _told(scene, block, sentence):
                pacts = pacts or Pacts(scene)
                about = pacts.of(block, sentence, told.trigger)
                if about is not None:
                    found = _with(scene, found, _Place(block, sentence), told, about)
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    block: Block
    sentence: Sentence


def _told(  # noqa: C901 - a table of cases
    scene: Scene, block: Block, sentence: Sentence
) -> Iterator[Told]:
    """What a sentence says of a clock; of what a person might mean by it nothing is known yet."""
    at = block.at(sentence)
    text = scene.article.text[at.start : at.end]
    times = [t for t in scene.times if at.start <= t.start < at.end]
    terms: dict[str, Any] = {}
    first: list[int] = []
    ends: tuple[When, Span] | None = None
    for time in times:
        before, after = text[: time.start - at.start], text[time.end - at.start :]
        when = time.when()
        if when is not None and time.type == "DATE":
            if (match := _END.search(before)) and _later(scene, when):
                terms.setdefault("term_ends", when.value)
                ends = ends or (when, Span(time.start, time.end))
                first.append(match.start())
            elif match := _BEGIN.search(before):
                terms.setdefault("in_force", when.value)
                first.append(match.start())
            continue
        length = _length(time.value)
        if length is None or time.type != "DURATION":
            continue
        if _is_notice(text, before, after):
            terms.setdefault(*_notice(length))
            first.append(time.start - at.start)
        elif length[1] and (match := _TERM.search(before)) and not _RENEWS.search(before):
            terms.setdefault("term_months", length[1])
            first.append(match.start())
        elif length[1] and _OF_TERM.search(after) and not _RENEWS.search(before):
            terms.setdefault("term_months", length[1])
            first.append(time.end - at.start + 1)
    if no := _NO_RENEWAL.search(text):
        terms["renewal"] = "none"
        first.append(no.start())
    elif match := _RENEWS.search(text):
        terms["renewal"] = "automatic"
        first.append(match.start())
        months = _renewed_for(scene, at, match, text)
        terms |= {"renewal_months": months} if months else {}
    if not terms:
        return
    token = block.between(at.start + min(first), at.start + min(first) + 1)
    if token is not None and len(token):
        yield Told(terms, token[0], ends)


def _later(scene: Scene, when: When) -> bool:
    """Whether a term that ends then still runs when the page is published."""
    return scene.published is None or when.latest >= scene.published


def _length(value: str) -> tuple[int, int] | None:
    """A duration as days, or as months: the other is 0."""
    match = _DURATION.fullmatch(value)
    if match is None:
        return None
    number = int(match[1])
    return {"D": (number, 0), "W": (7 * number, 0), "M": (0, number), "Y": (0, 12 * number)}[match[2]]


def _notice(length: tuple[int, int]) -> tuple[str, int]:
    return ("notice_days", length[0]) if length[0] else ("notice_months", length[1])


def _is_notice(text: str, before: str, after: str) -> bool:
    if _NOTICE_AFTER.search(after) or _NOTICE_BEFORE.search(before):
        return True
    return bool(_AHEAD.search(after) and _SAYS.search(text))


def _renewed_for(scene: Scene, at: Span, match: re.Match[str], text: str) -> int | None:
    """For how many months it renews each time, None where the sentence does not say."""
    begin = at.start + match.start()
    stop = re.search(r"\b(?:unless|notice|before)\b", text[match.end() :], re.IGNORECASE)
    end = at.start + min(match.end() + _AFTER, match.end() + stop.start() if stop else len(text))
    for time in scene.times:
        if begin <= time.start < end and time.type in {"SET", "DURATION"}:
            length = _length(time.value)
            if length and length[1]:
                return length[1]
    return 12 if _YEARLY.search(text[match.start() :]) else None


_END_OR_RENEWAL = frozenset({Kind.AGREEMENT_EXTENDED, Kind.AGREEMENT_TERMINATED})


def _with(scene: Scene, drafts: Sequence[Draft], place: _Place, told: Told, about: Mention) -> list[Draft]:
    """The drafts with the terms on one of the sentence, or on a new one."""
    here = [d for d in drafts if d.match.block is place.block and d.sentence.start == place.sentence.start]
    void = [d for d in here if _void(d, told)]
    kept = [d for d in drafts if not any(d is v for v in void)]
    bearer = next((d for d in here if d in kept and _bears(d, told, about)), None)
    if bearer is not None:
        own = bearer.assertion
        new = replace(
            bearer,
            assertion=replace(own, agreement=own.agreement or about, terms={**own.terms, **told.terms}),
        )
        return [new if d is bearer else d for d in kept]
    before = [
        d for d in drafts if (d.match.block.start, d.match.trigger.i) <= (place.block.start, told.trigger.i)
    ]
    made = _made(scene, place, told, about, before or list(drafts))
    position = sum(1 for d in kept if d in before)
    return [*kept[:position], made, *kept[position:]]


def _void(found: Draft, told: Told) -> bool:
    """Whether a draft takes for an act what the clock only allows: "renews unless a side gives notice"."""
    own = found.assertion
    if found.learned and own.kind.value.startswith("agreement_"):
        return True
    if own.kind is Kind.AGREEMENT_NOTICE_GIVEN and own.status is Status.SUPPOSED:
        return True
    renews = told.terms.get("renewal") == "automatic"
    return renews and own.kind in _END_OR_RENEWAL and own.status is not Status.OCCURRED


def _bears(found: Draft, told: Told, about: Mention) -> bool:
    own = found.assertion
    if not own.kind.value.startswith("agreement_") or own.status not in {Status.OCCURRED, Status.PLANNED}:
        return False
    if own.agreement and own.agreement.id != about.id:
        return False
    if own.kind is Kind.AGREEMENT_TERMINATED:
        return own.when is None or own.when.value == told.terms.get("term_ends")
    return True


def _made(scene: Scene, place: _Place, told: Told, about: Mention, before: Sequence[Draft]) -> Draft:
    """An assertion that carries the clock: a planned end, or what may come."""
    renews = told.terms.get("renewal") == "automatic"
    kind = Kind.AGREEMENT_EXTENDED if renews else Kind.AGREEMENT_TERMINATED
    evidence = place.block.at(place.sentence)
    planned = told.ends is not None and not renews
    sure = planned and not any(c.lower_ in _MAYBE for c in told.trigger.children)
    own = Assertion(
        kind=kind,
        status=Status.PLANNED if sure else Status.SUPPOSED,
        when=told.ends[0] if planned and told.ends else None,
        when_basis=Basis.TEXT if planned else None,
        when_span=told.ends[1] if planned and told.ends else None,
        actors=_sides(scene, about, before, ending=planned),
        agreement=about,
        start=evidence.start,
        end=evidence.end,
        terms=dict(told.terms),
    )
    quote = scene.quote_at(place.block.at(told.trigger).start)
    if quote is not None:
        own = replace(own, speaker=quote.speaker, hearsay=quote.hearsay)
    match = Match(Frame("agreement-clock", kind), place.block, told.trigger, told.trigger, ())
    return Draft(own, match, place.sentence, definite=False)


_MAYBE = frozenset({"would", "could", "may", "might"})


def _sides(scene: Scene, about: Mention, before: Sequence[Draft], *, ending: bool) -> tuple[Mention, ...]:
    """The parties of the agreement as the page tells of it, else the two countries that it names.

    Nobody ends what runs out: there they are named only where no other assertion tells of them.
    """
    for draft in reversed(before):
        own = draft.assertion
        same = own.agreement and (own.agreement.id == about.id or not own.agreement.id)
        states = {m.id: m for m in (*own.actors, *own.targets) if m.id and ":" not in m.id}
        if same and own.kind.value.startswith("agreement_") and len(states) > 1:
            return () if ending else tuple(states.values())
    named = {n.id: n for n in reversed(scene.names) if n.kind in {"country", "government"} and n.id}
    if len(named) != 2 or (ending and scene.lexicon.get(about.id)):  # noqa: PLR2004 - an agreement of two
        return ()
    return tuple(Mention(n.id, n.text, n.start, n.end) for n in sorted(named.values(), key=lambda n: n.start))
