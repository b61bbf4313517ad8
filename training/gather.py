"""The training texts as examples of four questions: which act, which status, whose, and when."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from detente.lexicon import lexicon
from detente.model import Article, Kind, When, WhenError
from detente.page import read_row
from detente.reading.assertions.chosen import status_features
from detente.reading.assertions.context import headlines, inherited, opposed
from detente.reading.assertions.draft import Draft, draft, from_report
from detente.reading.assertions.features import Sighted, candidate
from detente.reading.assertions.frames import frame_index, load_frames
from detente.reading.assertions.headline import recased
from detente.reading.assertions.learned import frames as learned_frames
from detente.reading.assertions.match import Match, matches, sighted
from detente.reading.assertions.moments import moments
from detente.reading.assertions.scene import LONGEST, Scene
from detente.reading.assertions.settle import carried, derived
from detente.reading.assertions.sides import Sides
from detente.reading.blocks import parts
from detente.reading.names import Referents, find_names
from detente.reading.nlp import parse
from detente.reading.parsed import Token
from detente.reading.quotes import find_quotes
from detente.reading.times import tag

NONE = "none"
Facts = list[dict[str, Any]]


@dataclass(frozen=True)
class Example:
    """One thing to decide: what the model is told and what is right."""

    doc: str
    features: list[str]
    label: str
    vector: Any = None


@dataclass
class Examples:
    """All that is learned from, by question."""

    kind: list[Example] = field(default_factory=list)
    status: list[Example] = field(default_factory=list)
    role: list[Example] = field(default_factory=list)
    moment: list[Example] = field(default_factory=list)


def scene_of(article: Article) -> Scene:
    """The scene that the reader would make of an article."""
    known = lexicon()
    blocks = parse(article)
    published = article.published.day if article.published else None
    times = tag(article.text, published, [(s.start, s.end) for _, s in parts(article)])
    names = find_names(blocks, article, known)
    referents = Referents(blocks, names)
    quotes = find_quotes(blocks, names, article.text, referents)
    return Scene(article, recased(blocks, names), times, names, referents, quotes, known)


def article_of(row: dict[str, Any]) -> Article:
    """The article of a row, its first line as its title."""
    article = read_row({key: row[key] for key in ("id", "text", "published") if key in row})
    first = article.body[0]
    title = article.text[first.start : first.end]
    return replace(article, title=title, title_span=first, body=article.body[1:])


def head(tokens: Sequence[Token]) -> Token:
    """The token of a stretch that governs it, a content word where there is one."""
    content = [t for t in tokens if t.pos_ in {"VERB", "NOUN", "ADJ", "PROPN"}] or list(tokens)
    inside = {t.i for t in tokens}
    return next((t for t in content if t.head.i not in inside or t.head == t), content[0])


def triggers(scene: Scene, facts: Facts) -> dict[tuple[int, int], dict[str, Any]]:
    """The facts by block and token of their trigger."""
    text = scene.article.text
    found: dict[tuple[int, int], dict[str, Any]] = {}
    for fact in facts:
        at = text.find(fact["evidence"])
        start = text.find(fact["trigger"], at) if at >= 0 else -1
        if start < 0:
            continue
        for i, block in enumerate(scene.blocks):
            span = block.between(start, start + len(fact["trigger"]))
            if span is not None and len(span):
                found[i, head(list(span)).i] = fact
    return found


def of_kinds(doc: str, scene: Scene, marked: dict[tuple[int, int], dict[str, Any]]) -> Iterator[Example]:
    """Every token that may carry an act, with its kind or none."""
    for i, block in enumerate(scene.blocks):
        for sentence in block.doc.sents:
            if len(sentence) > LONGEST:
                continue
            sight = Sighted(scene, block, sentence)
            for token in sentence:
                fact = marked.get((i, token.i))
                if fact is None and not candidate(token):
                    continue
                label = fact["kind"] if fact else NONE
                yield Example(doc, sight.of(token), label, block.doc.tensor[token.i])


def drafts_of(
    scene: Scene, marked: dict[tuple[int, int], dict[str, Any]]
) -> list[tuple[Draft, dict[str, Any]]]:
    """What the rules make of the acts at their marked triggers, and the facts."""
    known = frame_index()
    ruled: dict[tuple[int, int, Kind], Match] = {}
    for i, block in enumerate(scene.blocks):
        for match in matches(scene, block, known):
            ruled[i, match.trigger.i, match.frame.kind] = match
    rows = []
    for (i, at), fact in sorted(marked.items()):
        kind = Kind(fact["kind"])
        block = scene.blocks[i]
        match = ruled.get((i, at, kind)) or sighted(scene, block, learned_frames()[kind], block.doc[at])
        made = draft(scene, match)
        rows.append((replace(made, assertion=replace(made.assertion, kind=kind)), fact))
    drafts = inherited(carried([d for d, _ in rows]))
    drafts = opposed(scene, [from_report(scene, d) for d in derived(scene, headlines(drafts))])
    return list(zip(drafts, (f for _, f in rows), strict=True))


def of_status(doc: str, scene: Scene, rows: list[tuple[Draft, dict[str, Any]]]) -> Iterator[Example]:
    """Every event with its status."""
    for own, fact in rows:
        yield Example(doc, status_features(scene, own), fact["status"])


def of_roles(doc: str, scene: Scene, rows: list[tuple[Draft, dict[str, Any]]]) -> Iterator[Example]:
    """Every candidate of every event with its role."""
    sides = Sides(scene)
    for own, fact in rows:
        if fact.get("repeat") and not any(fact.get(k) for k in ("actors", "targets", "items")):
            continue
        right = {
            role: meant(scene, fact.get(key) or ())
            for role, key in (("actor", "actors"), ("target", "targets"), ("item", "items"))
        }
        for id_ in sides.likely(own):
            label = next((role for role, ids in right.items() if id_ in ids), NONE)
            yield Example(doc, sides.features(own, id_), label)


def meant(scene: Scene, words: Sequence[str]) -> set[str]:
    """The ids that some words of the text stand for."""
    found = set()
    text = scene.article.text
    for each in words:
        at = text.find(each)
        while at >= 0:
            found |= {n.id for n in scene.names_in(at, at + len(each)) if n.id}
            at = text.find(each, at + 1)
    return found


def of_moments(doc: str, scene: Scene, rows: list[tuple[Draft, dict[str, Any]]]) -> Iterator[Example]:
    """Every day that an event may have, right or wrong."""
    before: list[Draft] = []
    for own, fact in rows:
        try:
            right = When(fact["when"]).value if fact.get("when") else None
        except WhenError:
            continue
        if "when" in fact:
            for moment in moments(scene, own, before):
                value = moment.dated.when.value if moment.dated else None
                yield Example(doc, list(moment.features), "yes" if value == right else "no")
        before.append(own)


REPEATED = 3
"""How often a counter-example of a frame counts: it stands for many sentences."""


def counters() -> list[Example]:
    """The counter-examples of the frames: no token of them carries an act."""
    found: list[Example] = []
    for frame in load_frames():
        for number, text in enumerate(frame.counters):
            name = f"{frame.id}-{number}"
            found += list(of_kinds(name, scene_of(read_row({"id": name, "text": text})), {})) * REPEATED
    return found


def gather(paths: Sequence[Path]) -> Examples:
    """The examples of some files of training texts."""
    found = Examples(kind=counters())
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            scene = scene_of(article_of(row))
            marked = triggers(scene, row["facts"])
            rows = drafts_of(scene, marked)
            found.kind += of_kinds(row["id"], scene, marked)
            found.status += of_status(row["id"], scene, rows)
            found.role += of_roles(row["id"], scene, rows)
            found.moment += of_moments(row["id"], scene, rows)
    return found
