"""What a text tells as past: simple past and pluperfect, whatever date its page bears."""

from datetime import date

from detente.model import Status
from detente.reading.assertions.dating import attachment
from detente.reading.assertions.modality import status_of
from detente.reading.assertions.scene import Scene
from detente.reading.assertions.tree import is_verbal
from detente.reading.parsed import Token

_PAST = "VBD"
"""A verb in the simple past; "had" and "was" before a participle bear it too."""

_OWN = frozenset({"", "on"})
"""What joins a day to the act of that day; "for" and "by" name days that are set."""


def is_past(verb: Token) -> bool:
    """Whether a verb is finite and in the past: "approved", "was approved", "had been approved"."""
    while verb.dep_ == "conj" and verb.tag_ == "VBN" and is_verbal(verb.head) and not _bears(verb):
        verb = verb.head
    return verb.tag_ == _PAST or _bears(verb)


def _bears(verb: Token) -> bool:
    return any(c.dep_ in {"aux", "auxpass"} and c.tag_ == _PAST for c in verb.children)


def told_until(scene: Scene) -> date | None:
    """The last day, after the date of the report, of which the text tells in the past; else None.

    Only whole days that hang on the verb itself count, and only acts that took place by their words.
    """
    if scene.published is None:
        return None
    days = [
        when.earliest
        for block in scene.blocks
        if block.part == "body"
        for sentence in block.doc.sents
        for timed in scene.timed(block, sentence)
        if (when := timed.time.when()) and when.exact and when.earliest > scene.published
        if _took_place(scene, timed.root)
    ]
    return max(days, default=None)


def _took_place(scene: Scene, root: Token) -> bool:
    word, host, free = attachment(root)
    return (
        free
        and word in _OWN
        and is_verbal(host)
        and host.lemma_.lower() not in scene.words.governs
        and is_past(host)
        and status_of(host, scene.words) is Status.OCCURRED
    )
