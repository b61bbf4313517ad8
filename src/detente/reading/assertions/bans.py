"""Whether an act forbids exports outright, by its words: "banned exports of X", "an export ban".

A ban is no licensing: under it none is granted. Words that leave a way open ("without a licence",
"a partial ban") tell of a control of another kind, of which this says nothing.
"""

from collections.abc import Iterable

from detente.model import Kind
from detente.reading.assertions.match import Match
from detente.reading.assertions.scene import Scene
from detente.reading.assertions.tree import (
    conjuncts,
    is_passive,
    is_verbal,
    objects,
    prepositions,
    scope,
    subjects,
)
from detente.reading.blocks import Block
from detente.reading.parsed import Token

_BANNING = frozenset({"ban", "prohibit", "embargo", "forbid", "outlaw"})
_BAN = frozenset({"ban", "embargo", "prohibition"})
_EXPORT = frozenset({"export", "exports", "exportation"})
_OUTWARD = frozenset({"shipment", "sale", "supply", "delivery"})
"""Flows that are exports where the words say to whom: "sales to China"."""
_MAKING = frozenset(
    {Kind.MEASURE_ANNOUNCED, Kind.MEASURE_DECIDED, Kind.MEASURE_PROMULGATED, Kind.MEASURE_EFFECTIVE}
)
_LICENCE = frozenset(
    {"licence", "license", "permit", "permission", "approval", "authorisation", "authorization"}
)
_UNTIL = frozenset({"until", "till", "through"})
_LESS = frozenset({"partial", "facto", "virtual", "effective", "near"})


def forbids(match: Match) -> bool:
    """Whether the act that makes a measure forbids exports, all and without a licence."""
    if match.frame.kind not in _MAKING:
        return False
    verbs = dict.fromkeys((match.trigger, match.anchor))
    nouns = [noun for one in _nouns(match, verbs) for noun in (one, *conjuncts(one))]
    banning = any(verb.lemma_.lower() in _BANNING and is_verbal(verb) for verb in verbs)
    found = any(_is_ban(noun) for noun in nouns) or (banning and any(_outward(noun) for noun in nouns))
    return found and not any(_leaves_open(verb) for verb in verbs)


def ends_ban(scene: Scene, match: Match) -> bool:
    """Whether what the act ends or suspends is a ban of exports."""
    if (told := _suspended(scene, match)) is not None:
        return _is_ban(told[1])
    if match.frame.kind is not Kind.MEASURE_WITHDRAWN:
        return False
    nouns = [*match.objects, *(each for _, each in prepositions(match.trigger))]
    if is_verbal(match.anchor):
        nouns += subjects(match.anchor)
    return any(_is_ban(noun) for one in nouns for noun in (one, *conjuncts(one)))


def suspends(scene: Scene, match: Match) -> bool:
    """Whether a "suspension" that takes effect is of a measure, and so no measure of its own."""
    return _suspended(scene, match) is not None


def suspended_until(scene: Scene, match: Match) -> str | None:
    """The last day of the suspension of a measure, ISO 8601, where its sentence gives one: "until 1 May"."""
    words = {match.trigger.lemma_.lower(), match.anchor.lemma_.lower()}
    ends = match.frame.kind is Kind.MEASURE_WITHDRAWN and bool(words & {"suspend", "suspension"})
    if not ends and not suspends(scene, match):
        return None
    for timed in scene.timed(match.block, match.trigger.sent):
        before = scene.article.text[: timed.time.start].lower().split()[-1:]
        when = timed.time.when()
        if when is not None and when.exact and before and before[0] in _UNTIL:
            return when.value
    return None


_LASTING = frozenset({Kind.MEASURE_EFFECTIVE, Kind.MEASURE_DECIDED, Kind.MEASURE_PROMULGATED})
_PROLONG = frozenset({"extend", "prolong", "renew", "continue", "keep", "maintain", "leave", "extension"})


def in_force_until(scene: Scene, match: Match) -> str | None:
    """The last day of a measure, ISO 8601, where the clause that makes or prolongs it gives one.

    "Does not apply until 1 May" gives a first day, and so no last one.
    """
    words = {match.trigger.lemma_.lower(), match.anchor.lemma_.lower()}
    prolongs = match.frame.kind is Kind.MEASURE_AMENDED and bool(words & _PROLONG)
    if not (prolongs or match.frame.kind in _LASTING) or suspends(scene, match):
        return None
    verbs = (match.trigger, match.anchor)
    if any(child.dep_ == "neg" for verb in verbs for child in verb.children):
        return None
    governing = {*verbs, *(token for each in match.objects for token in each.subtree)}
    for timed in scene.timed(match.block, match.trigger.sent):
        prep, when = timed.root.head, timed.time.when()
        if prep.lower_ in _UNTIL and prep.head in governing and when is not None and when.exact:
            return when.value
    return None


def _suspended(scene: Scene, match: Match) -> tuple[Block, Token] | None:
    """The measure of which a suspension takes effect: by its own words, else by those told last before."""
    if match.frame.kind is not Kind.MEASURE_EFFECTIVE:
        return None
    noun = next(
        (n for v in (match.trigger, match.anchor) if is_verbal(v) for n in subjects(v)), match.trigger
    )
    if noun.lemma_.lower() != "suspension":
        return None
    acted = [(match.block, each) for word, each in prepositions(noun) if word == "of"]
    if not acted:
        here = match.block.at(match.trigger).start
        acted = [
            (block, each)
            for block in scene.blocks
            for verb in block.doc
            if verb.lemma_.lower() == "suspend" and is_verbal(verb) and block.at(verb).start < here
            for each in (*objects(verb), *_passive(verb))
        ][-1:]
    return next((one for one in acted if _is_measure(scene, *one)), None)


def _passive(verb: Token) -> list[Token]:
    return subjects(verb) if is_passive(verb) else []


def _is_measure(scene: Scene, block: Block, noun: Token) -> bool:
    return noun.lemma_.lower() in _BAN or scene.belongs(block, noun, ["measure"])


def _nouns(match: Match, verbs: Iterable[Token]) -> list[Token]:
    """What is acted on, or takes effect, and the trigger itself where it is a noun."""
    found = [*match.objects, *(() if is_verbal(match.trigger) else (match.trigger,))]
    for verb in verbs:
        found += subjects(verb) if is_verbal(verb) else ()
    return found


def _is_ban(noun: Token) -> bool:
    """Whether a noun is a ban of exports: "export ban", "ban on exports", "ban on sales to China"."""
    if noun.lemma_.lower() not in _BAN or any(c.lower_ in _LESS for c in noun.subtree if c.i < noun.i):
        return False
    before = any(c.dep_ in {"compound", "amod", "nmod"} and c.lower_ in _EXPORT for c in noun.children)
    return before or any(
        word in {"on", "of", "against"} and _outward(each) for word, each in prepositions(noun)
    )


def _outward(noun: Token) -> bool:
    word = noun.lemma_.lower()
    if word in _EXPORT:
        return True
    return word in _OUTWARD and any(prep == "to" for prep, _ in prepositions(noun))


def _leaves_open(verb: Token) -> bool:
    """Whether the clause names a licence: "banned exports without a licence", "unless they get a permit"."""
    return any(token.lemma_.lower() in _LICENCE for token in scope(verb))
