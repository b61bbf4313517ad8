"""Arguments: who did it to whom, which goods, agreement, case and place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from detente.model import Mention, Name
from detente.reading.assertions.match import Match
from detente.reading.assertions.scene import ITEM_KINDS, PARTY_KINDS, Scene
from detente.reading.assertions.tree import (
    agent,
    children,
    conjuncts,
    is_passive,
    is_verbal,
    objects,
    phrase_tokens,
    prepositions,
    scope,
    subjects,
)
from detente.reading.blocks import Block
from detente.reading.parsed import Token

_FACELESS = frozenset(
    {
        "it",
        "this",
        "that",
        "which",
        "there",
        "they",
        "he",
        "she",
        "who",
        "we",
        "i",
        "you",
        "them",
        "him",
        "us",
        "her",
    }
)
_LOCAL = frozenset({"in", "at", "near"})
_STATES = frozenset({"country", "government"})


def parties(scene: Scene, block: Block, tokens: Iterable[Token]) -> list[Mention]:
    """The parties that noun phrases name, each once, coordinated ones apart."""
    found: list[Mention] = []
    for token in tokens:
        for each in conjuncts(token):
            for mention in _party(scene, block, each):
                if not any(_same(mention, known) for known in found):
                    found.append(mention)
    return found


def _same(one: Mention, two: Mention) -> bool:
    """Whether two mentions are of one party: the same id, or the same words without any."""
    if one.id is not None and two.id is not None:
        return one.id == two.id
    return one.id is None and two.id is None and one.name == two.name


def _party(scene: Scene, block: Block, token: Token) -> list[Mention]:  # noqa: PLR0911 - first that fits
    name = scene.name_at(block, token)
    if name and name.kind in PARTY_KINDS:
        return [scene.mention(block, token, name)]
    if name is not None:
        return []
    group = scene.referents.all_of(*block.at(token)) if scene.referents else ()
    if len(group) > 1:
        return [replace(scene.mention(block, token), id=each.id) for each in group]
    inside = _inside(scene, block, token)
    if inside:
        return inside
    if token.lower_ in _FACELESS or token.pos_ == "PRON":
        return []
    known = scene.words.classes["trade_party"]
    if token.lemma_.lower() in known.words or token.ent_type_ in {"PERSON", "ORG", "NORP"}:
        return [scene.mention(block, token)]
    return []


def _inside(scene: Scene, block: Block, token: Token) -> list[Mention]:
    """Named parties within a phrase: "officials from Seoul and Tokyo"."""
    if token.lemma_.lower() not in scene.words.classes["speaks_for"].words:
        return []
    found: list[Mention] = []
    seen: set[tuple[int, int]] = set()
    for each in phrase_tokens(token):
        group = scene.referents.all_of(*block.at(each)) if scene.referents and each.dep_ == "pobj" else ()
        if len(group) > 1:
            return [replace(scene.mention(block, each), id=one.id) for one in group]
        name = scene.name_at(block, each) if each.pos_ in {"PROPN", "ADJ", "NOUN"} else None
        if name and name.kind in PARTY_KINDS and (name.start, name.end) not in seen:
            seen.add((name.start, name.end))
            found.append(scene.mention(block, each, name))
    return found


def owners(scene: Scene, block: Block, noun: Token) -> list[Mention]:
    """Whose it is: "Japan's curbs", "the Japanese curbs", "curbs by Japan"."""
    own = [c for c in noun.children if c.dep_ in {"poss", "compound", "amod", "nmod"} and c.i < noun.i]
    own += [each for word, each in prepositions(noun) if word == "by"]
    named = [t for t in own if _owns(scene, scene.name_at(block, t))]
    return parties(scene, block, named or [t for t in own if t.dep_ == "poss"])


def _owns(scene: Scene, name: Name | None) -> bool:
    """Whether a name can own an act: not a body of all states, as in "the WTO case"."""
    if name is None or name.kind not in PARTY_KINDS:
        return False
    return name.kind != "body" or scene.lexicon.country_of(name.id) is not None


def actors(scene: Scene, match: Match) -> list[Mention]:
    """Who does it, by the frame's sources in their order; the first that names anyone decides."""
    found: list[Mention] = []
    for source in match.frame.actor:
        more = parties(scene, match.block, _source(scene, match, source))
        if source == "owner" and not found:
            more = [m for noun in _nouns(match) for m in owners(scene, match.block, noun)]
        if source in {"subject", "owner"} and found:
            continue
        found += [m for m in more if not any(_same(m, known) for known in found)]
    return found


def _nouns(match: Match) -> list[Token]:
    """The nouns whose possessor may be the actor: the event noun, or the measure acted on."""
    if not is_verbal(match.trigger):
        return [match.trigger, *(t for t in match.objects if t.dep_ not in {"poss", "amod", "compound"})]
    own = list(match.objects)
    if not own or match.frame.subject:
        own += [t for s in subjects(match.trigger) for t in conjuncts(s)]
    return own


def _source(scene: Scene, match: Match, source: str) -> list[Token]:  # noqa: PLR0911 - a table of sources
    verb = match.trigger if is_verbal(match.trigger) else match.anchor
    if source == "subject":
        if not is_verbal(verb):
            return [each for word, each in prepositions(match.trigger) if word == "by"]
        if match.frame.content and is_passive(verb) and verb.lemma_ in {"quote", "report", "cite"}:
            return children(verb, "nsubjpass")
        return [t for t in subjects(verb) if t != match.trigger] or agent(verb)
    if source == "object":
        return list(match.objects)
    if source == "content":
        return children(match.content, "nsubj", "nsubjpass") if match.content is not None else []
    if source == "attendees":
        return _attendees(scene, match, verb)
    if source == "voice":
        return _voice(scene, match, verb)
    places: list[Token] = [match.trigger, match.anchor, *match.objects]
    return [each for place in dict.fromkeys(places) for word, each in prepositions(place) if word == source]


def _voice(scene: Scene, match: Match, verb: Token) -> list[Token]:
    """The government that says so: "the ministry said that exporters need a licence"."""
    node = verb
    while node.head != node and node.dep_ in {"ccomp", "conj", "xcomp"}:
        node = node.head
        if node.lemma_.lower() in scene.words.speech:
            return [t for t in subjects(node) if scene.belongs(match.block, t, ["government_word"])]
    said = [c for c in verb.children if c.dep_ in {"parataxis", "ccomp"} and c.lemma_ in scene.words.speech]
    return [t for c in said for t in subjects(c) if scene.belongs(match.block, t, ["government_word"])]


def _attendees(scene: Scene, match: Match, verb: Token) -> list[Token]:
    """Who takes part in talks: with, between, among, of; or the nouns before them."""
    places = dict.fromkeys((match.trigger, match.anchor, *(objects(verb) if is_verbal(verb) else ())))
    found = [
        each
        for place in places
        for word, each in prepositions(place)
        if word in {"with", "between", "among", "of", "involving", "by"}
    ]
    if not is_verbal(match.trigger):
        beside = [c for c in match.trigger.children if c.dep_ in {"compound", "amod", "poss", "nmod"}]
        found += [c for c in beside if _state(scene, match.block, c)]
    elif match.trigger.lemma_ == "meet":
        found += children(match.trigger, "dobj")
    return found


def _state(scene: Scene, block: Block, token: Token) -> bool:
    """Whether a modifier names a state: "Seoul-Tokyo talks", not "WTO consultations"."""
    name = scene.name_at(block, token)
    return name is not None and name.kind in {"country", "government"}


def _names(scene: Scene, match: Match, kinds: frozenset[str]) -> Iterator[tuple[Token, Name]]:
    """Names of some kinds in the event's own phrases, in the order of the text."""
    seen: set[tuple[int, int]] = set()
    roots = [match.anchor if is_verbal(match.anchor) else match.trigger, match.trigger, *match.objects]
    if match.frame.complement and is_verbal(match.trigger):
        roots += [c for c in children(match.trigger, "xcomp", "ccomp") if is_verbal(c)]
        small = [
            s for c in children(match.trigger, "xcomp") for s in children(c, "ccomp") if not is_verbal(s)
        ]
        roots += [subject for s in small for subject in children(s, "nsubj")]  # "to make exports eligible"
    tokens = {t.i: t for root in roots for t in scope(root)}
    for i in sorted(tokens):
        name = scene.name_at(match.block, tokens[i])
        if name and name.kind in kinds and (name.start, name.end) not in seen:
            seen.add((name.start, name.end))
            yield tokens[i], name


def targets(scene: Scene, match: Match, acting: Sequence[Mention]) -> list[Mention]:
    """To whom it is done: by the frame's sources; `rest` is any other party in the clause."""
    found: list[Mention] = []
    own = {scene.lexicon.country_of(m.id) for m in acting if m.id}
    for source in match.frame.target:
        more = (
            [
                scene.mention(match.block, t, n)
                for t, n in _names(scene, match, PARTY_KINDS)
                if not _aside(t) and _sided(scene, n) and not (n.kind in _STATES and n.id in own)
            ]
            if source == "rest"
            else parties(scene, match.block, _source(scene, match, source))
        )
        for mention in more:
            if not any(_same(mention, known) for known in (*found, *acting)):
                found.append(mention)
        if found and source != "rest":
            break
    return found


def _sided(scene: Scene, name: Name) -> bool:
    """Whether a party can be on one side: no body of all states, no unknown organisation."""
    if name.kind in {"body", "organisation"}:
        return scene.lexicon.country_of(name.id) is not None
    return True


def _aside(token: Token) -> bool:
    """Whether a name is only a place or an agent of the clause."""
    node = token
    while node.dep_ in {"compound", "conj", "amod", "poss", "nmod", "appos"} and node.head != node:
        node = node.head
    return bool(node.dep_ == "pobj" and node.head.lower_ in _LOCAL | {"by", "like", "than", "after"})


def items(scene: Scene, match: Match) -> list[Mention]:
    """The goods in the event's phrases."""
    found: list[Mention] = []
    for token, name in _names(scene, match, ITEM_KINDS):
        mention = scene.mention(match.block, token, name)
        if name.kind == "item_group" and _one_of(token):
            mention = replace(mention, part=True)
        if not any(m.id == mention.id and m.form == mention.form for m in found):
            found.append(mention)
    return found


def _one_of(token: Token) -> bool:
    """Whether a group's name stands in "one of the three materials"."""
    while token.dep_ in {"compound", "amod", "nummod", "nmod"} and token.head != token:
        token = token.head
    over = token.head.head
    return token.dep_ == "pobj" and token.head.lower_ == "of" and over.lower_ in _PARTS


_PARTS = frozenset({"one", "two", "some", "any", "either", "several", "part", "another", "first", "second"})


def named(scene: Scene, match: Match, kind: str) -> Mention | None:
    """The agreement or case that the event's phrases name."""
    for token, name in _names(scene, match, frozenset({kind})):
        return scene.mention(match.block, token, name)
    return None


def place(scene: Scene, match: Match) -> Mention | None:
    """Where it happened: a city, else a country, under "in" or "at"."""
    for kinds in (frozenset({"place"}), frozenset({"country", "government"})):
        for token, name in _names(scene, match, kinds):
            if token.dep_ == "pobj" and token.head.lower_ in _LOCAL:
                return scene.mention(match.block, token, name)
    return None


def of_class(scene: Scene, match: Match, class_: str) -> Token | None:
    """The head of the phrase of a class among trigger, objects and subjects."""
    verb = match.trigger if is_verbal(match.trigger) else match.anchor
    own = [match.trigger, *match.objects]
    if is_verbal(verb):
        own += [t for s in children(verb, "nsubj", "nsubjpass") for t in conjuncts(s)]
    for token in own:
        if not is_verbal(token) and scene.belongs(match.block, token, [class_]):
            return token
    return None
