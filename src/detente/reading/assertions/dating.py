"""When: the time expression that governs an event, or a day derived from a dated one."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from detente.model import Basis, Span, When
from detente.reading.assertions.scene import Timed
from detente.reading.assertions.tree import clause, is_verbal, mark
from detente.reading.assertions.words import Words
from detente.reading.parsed import Token

_NOT_WHEN = frozenset(
    [
        "since",
        "until",
        "till",
        "through",
        "before",
        "after",
        "following",
        "than",
        "between",
        "ahead",
        "prior",
        "against",
        "like",
        "of",
        "from",
    ]
) | {"as of"}
"""Prepositions whose date is not the event's own, unless the frame says so (`Frame.dates`)."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A when with where it comes from."""

    when: When
    basis: Basis
    span: Span | None = None


def governing(
    trigger: Token,
    anchor: Token,
    times: Sequence[Timed],
    words: Words,
    *,
    also: Collection[str] = (),
) -> Dated | None:
    """The date that the sentence attaches to an event, or None.

    `anchor` is the verb that carries an event noun. Best is a date attached to the event itself,
    then one in its noun phrases, then one that its governing verb shares with it.
    """
    best: tuple[int, int, Timed, When] | None = None
    for timed in times:
        when = timed.time.when()
        score = _score(trigger, anchor, timed, words, also) if when else None
        if when and score is None and _heads(timed.root, anchor):
            score = 6
        if when and score is None and _by_which(anchor, timed.root):
            score = 3
        if when is None or score is None:
            continue
        row = (score, abs(timed.root.i - trigger.i), timed, when)
        if best is None or row[:2] < best[:2]:
            best = row
    if best is None:
        return None
    time = best[2].time
    return Dated(best[3], Basis.TEXT, Span(time.start, time.end))


_BEGINS = re.compile(
    r"\b(?:from|as of|as from|effective(?: from| on| as of)?|(?:starting|beginning)(?: from| on)?"
    r"|(?:to take|taking) effect(?: from| on)?|to (?:start|begin) on)\s+(?:the )?$",
    re.IGNORECASE,
)
"""What stands before the day from which a measure holds."""
_MONTH = len("2019-08")


def in_effect_from(trigger: Token, times: Sequence[Timed], text: str, found: Dated | None) -> Dated | None:
    """The day from which a measure holds, where the words of its act give it beside that of the decision.

    "On Tuesday ordered a ban from March 1" holds from March, whoever ordered it when.
    """
    for timed in times:
        when = timed.time.when()
        if when is None or len(when.value) < _MONTH or not said_to_begin(text, timed.time.start):
            continue
        later = found is None or found.when.latest < when.earliest
        if later and timed.root.i > trigger.i and _told_with(trigger, timed.root):
            return Dated(when, Basis.TEXT, Span(timed.time.start, timed.time.end))
    return found


def said_to_begin(text: str, start: int) -> bool:
    """Whether the words before a date make it the first day of something: "with effect from"."""
    return bool(_BEGINS.search(text[max(0, start - 40) : start]))


def _told_with(trigger: Token, time: Token) -> bool:
    """Whether a date hangs below an act with no other act in between that has its own subject."""
    node = time
    while node != trigger:
        if node.head == node or (
            node.dep_ in {"relcl", "ccomp", "advcl", "conj", "parataxis"} and _acts(node)
        ):
            return False
        node = node.head
    return True


def _acts(node: Token) -> bool:
    return is_verbal(node) and any(c.dep_ in {"nsubj", "nsubjpass"} for c in node.children)


def _heads(time: Token, anchor: Token) -> bool:
    """Whether a date stands before a colon at the head of what is told: "1 August: Ministers meet"."""
    opening = time.sent[: max(0, time.i - time.sent.start) + 3]
    colon = next((t for t in opening if t.text == ":"), None)
    before = [t for t in time.sent if colon is not None and t.i < colon.i]
    dated = all(t.ent_type_ in {"DATE", "TIME"} or t.pos_ in {"NUM", "PUNCT"} or t == time for t in before)
    return colon is not None and time.i < colon.i < anchor.i and dated


def _score(trigger: Token, anchor: Token, timed: Timed, words: Words, also: Collection[str]) -> int | None:
    word, host, direct = attachment(timed.root)
    if word in _NOT_WHEN and word not in also:
        return None
    if _of_speech(host, timed.root):
        host = host.head
    if host in {trigger, anchor}:
        return 0
    if not direct and host != trigger:
        return None
    if host.head == trigger and host.dep_ in {"acl", "relcl"}:
        return 3
    home, event = clause(host), clause(anchor)
    if home == event:
        return 1 if not is_verbal(host) else 0
    return _shared(trigger, event, home, timed.root, words)


def _by_which(anchor: Token, time: Token) -> bool:
    """Whether an act is what a dated paper did: "its note of August 2019, by which it had given notice"."""
    pronoun = any(
        c.lower_ == "which" and prep.lower_ in {"by", "with", "through"}
        for prep in anchor.children
        if prep.dep_ == "prep"
        for c in prep.children
    )
    if anchor.dep_ != "relcl" or not pronoun:
        return False
    noun = anchor.head
    above = (time, time.head, time.head.head)
    return time.i < anchor.i and noun in above


def _of_speech(host: Token, time: Token) -> bool:
    """Whether a date before a clause's subject is the saying's: "said on Friday he would sign"."""
    doers = [c for c in host.children if c.dep_ in {"nsubj", "nsubjpass"}]
    return host.dep_ == "ccomp" and bool(doers) and host.head.i < time.i < doers[0].i


def _shared(trigger: Token, event: Token, home: Token, time: Token, words: Words) -> int | None:  # noqa: PLR0911 - a table of cases
    if event.dep_ == "conj" and event.head == home and (time.i < home.i or time.i > event.i):
        return 2
    if home.dep_ == "conj" and home.head == event and time.i > home.i and home.tag_ == event.tag_:
        return 3
    if (
        event.dep_ in {"xcomp", "advcl"}
        and event.head == home
        and event.tag_ in {"VB", "VBG"}
        and time.i > trigger.i
    ):
        return 2
    if home.head == event and home.dep_ == "xcomp" and home.lemma_ in _BE:
        return 2
    if event.head == home and event.dep_ == "xcomp" and home.lemma_ in _BEGIN:
        return 2
    if home.head == event and home.dep_ == "advcl" and home.tag_ in {"VBG", "VB"} and time.i > home.i:
        return 4
    if event.dep_ == "advcl" and event.head == home and mark(event) in {"when", "as"}:
        return 4
    if home.dep_ == "advcl" and home.head == event and mark(home) in {"when", "as"}:
        return 5
    speaks = home.lemma_.lower() in words.speech
    if (
        not speaks
        and home.dep_ == "ROOT"
        and time.i < home.i
        and event.head == home
        and event.dep_ == "ccomp"
    ):
        return 5
    return None


_BEGIN = frozenset({"begin", "start", "continue", "cease", "stop", "resume", "be"})
_BE = frozenset({"be", "take", "come", "go"})


def attachment(root: Token) -> tuple[str, Token, bool]:
    """The preposition over a time expression, what it hangs on, and whether it does so freely.

    A date that is part of a name or of another noun ("the 1965 treaty") is not free.
    """
    word, node, free = "", root, True
    while True:
        head = node.head
        if head == node:
            return word, node, free
        if head.pos_ in {"ADP", "SCONJ"} or head.dep_ == "prep":
            word = word or head.lower_
            if head.dep_ == "prep" and head.head.pos_ == "ADP":
                word, head = f"{head.head.lower_} {word}" if head.head.lower_ != word else word, head.head
            node = head
            continue
        if word == "of" and head.lemma_.lower() in _EDGES:
            word, node = "", head
            continue
        if not word and node == root and node.dep_ in {"nmod", "compound", "poss", "amod", "nummod"}:
            free = False
            if head.ent_type_ in {"DATE", "TIME"} and head.pos_ != "VERB":
                node, free = head, True
                continue
        return word, head, free


_EDGES = frozenset({"end", "close", "start", "beginning", "middle", "eve", "midnight", "morning", "night"})

_UNIT = re.compile(r"P(\d+)([DWMY])")
_DAYS = {"D": 1, "W": 7}


def offset(block_times: Sequence[Timed], subordinator: Token) -> tuple[int, Span] | None:
    """Days of the duration before a "before" or "after": "one day before", "two weeks after"."""
    for timed in block_times:
        match = _UNIT.fullmatch(timed.time.value) if timed.time.type == "DURATION" else None
        if match and match[2] in _DAYS and 0 < subordinator.i - timed.root.i <= 2:  # noqa: PLR2004
            return int(match[1]) * _DAYS[match[2]], Span(timed.time.start, timed.time.end)
    return None
