"""Speech without marks, or with marks inside: what reporting verbs and phrases govern."""

from collections.abc import Sequence
from dataclasses import replace

from detente.model import Span
from detente.reading.parsed import Doc, Token
from detente.reading.quotes.according import phrase
from detente.reading.quotes.contents import contents
from detente.reading.quotes.found import Found, stretch
from detente.reading.quotes.lexicon import Cues
from detente.reading.quotes.marks import Stretch
from detente.reading.quotes.voices import quoted_as, saying, speaker

_SELF = frozenset({"i", "you"})
"""Who writes and who reads: what they say is not reported speech."""
_RELATIVE = frozenset({"WDT", "WP"})


def reported(
    doc: Doc, text: str, marks: Sequence[Stretch], direct: Sequence[Found], cues: Cues
) -> list[Found]:
    """The attributions of one paragraph by verb and by "according to".

    What stands within another's words is kept only where a third person's speech is retold there;
    opinions and wishes inside a quotation are the quoted one's own. A verb that a whole quotation
    has already, in `direct`, is not read again.
    """
    taken = {hit.verb.i for hit in direct if hit.verb is not None}
    found: list[Found] = []
    for token in doc:
        if token.i in taken:
            continue
        hit = phrase(token) if token.lower_ == "according" else _verb(token, cues)
        if hit and (_retold(hit, cues) or not any(m.start <= hit.cue.start < m.end for m in marks)):
            found.append(_snapped(hit, text, marks))
    every = [*direct, *found]
    return [hit for hit in found if _retold(hit, cues) or outer(hit, every) is None]


def outer(hit: Found, found: Sequence[Found]) -> Found | None:
    """The narrowest attribution whose words hold the cue of this one, or None."""
    holding = [
        other
        for other in found
        if other is not hit
        and other.content.start <= hit.cue.start < other.content.end
        and not other.content.start <= other.cue.start < hit.cue.start
    ]
    return min(holding, key=lambda other: other.content.end - other.content.start, default=None)


def _verb(token: Token, cues: Cues) -> Found | None:
    """A verb that reports. The bare form says what one would or should say, not what was said."""
    if token.pos_ not in {"VERB", "AUX"} or token.tag_ == "VB" or _handed_on(token, cues):
        return None
    for frame, content, last in contents(token, cues):
        voice = speaker(token, cues)
        if voice is None or voice.head.lower_ in _SELF:
            return None
        cue = stretch(quoted_as(token, cues) or token, max(token, last, key=lambda t: t.i))
        return Found(content, voice, cue, token, frame)
    return None


def _handed_on(token: Token, cues: Cues) -> bool:
    """A "quoted" whose "saying" carries the attribution."""
    return token.lemma_ in cues.quote and saying(token) is not None


def _retold(hit: Found, cues: Cues) -> bool:
    """Whether it reports speech, in a finite clause, of a third person who is its own subject."""
    verb, head = hit.verb, hit.voice.head
    return (
        verb is not None
        and hit.frame == "clause"
        and verb.lemma_.lower() in cues.say
        and verb.tag_ in {"VBD", "VBZ", "VBN"}
        and head.head == verb
        and head.tag_ not in _RELATIVE
        and head.lower_ not in _SELF
    )


def _snapped(hit: Found, text: str, marks: Sequence[Stretch]) -> Found:
    """Widened so that no quotation is cut in the middle, and none that it leads up to is left out."""
    start, end = hit.content
    for mark in marks:
        if mark.start <= hit.cue.start < mark.end:
            continue
        if mark.start < start < mark.end:
            start = mark.start
        if mark.start < end <= mark.end or (end <= mark.start and not text[end : mark.start].strip(" \xa0(")):
            end = mark.end
    return replace(hit, content=Span(start, end))
