"""Speech in marks: each quoted stretch with the cue beside it, and what runs on from it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from detente.model import Span
from detente.reading.parsed import Doc, Token
from detente.reading.quotes.found import Found, Voice, stretch
from detente.reading.quotes.lexicon import Cues
from detente.reading.quotes.marks import Stretch
from detente.reading.quotes.voices import saying, speaker, voice

_COMMAS = frozenset({",", "—", "–"})
_LEADS = frozenset(',:.?!—–-”"')
"""What stands before a quotation that is speech."""
_STOPS = frozenset({".", "?", "!", "…"})
"""Sentence marks as the tokenizer leaves them: the stop of an abbreviation is part of its word."""
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_NEAR = 40
"""Characters in which the word before a mark is looked for."""
_REACH = 40
"""Tokens searched for a cue on either side of a quotation."""
_LABEL = 6
"""Words of a speaker's label before a colon, the colon included."""


def spoken(doc: Doc, text: str, marks: Sequence[Stretch], cues: Cues) -> list[Found]:
    """The attributions of whole quotations in one paragraph, in order.

    For each stretch that can stand as speech: the cue behind it in the same sentence ("...," he
    said), else the one before it (He said: "..."), else it runs on from the stretch before, which
    may itself be split by the cue.
    """
    found: list[Found] = []
    for at, mark in enumerate(marks):
        if not whole(text, mark, after_cue=_led(doc, mark, cues)):
            continue
        before = marks[at - 1].end if at else 0
        after = marks[at + 1].start if at + 1 < len(marks) else len(text)
        hit = behind(doc, text, mark, after, cues) or ahead(doc, text, mark, before, cues)
        last = found[-1] if found else None
        if last and last.content.end <= mark.start and (hit is None or hit.cue == last.cue):
            if _runs_on(doc, text, last, mark):
                found[-1] = replace(last, content=Span(last.content.start, mark.end))
            continue
        if hit:
            found.append(hit)
    return found


def _led(doc: Doc, mark: Stretch, cues: Cues) -> bool:
    """A reporting verb stands right before the mark: 'saying "We will go on"'."""
    before = _tokens(doc, max(0, mark.start - _NEAR), mark.start)
    words = [token for token in before if not token.is_space]
    return bool(words) and _speaks(words[-1], cues) and words[-1].lemma_ not in cues.predicate


def whole(text: str, mark: Stretch, *, after_cue: bool = False) -> bool:
    """Whether a stretch can stand as speech, not as a word or phrase taken up within a sentence."""
    before = text[: mark.start].rstrip()
    inside = text[mark.inner : mark.outer].strip()
    if " " not in inside:
        return bool(inside) and inside[-1] in ",.?!" and (not before or before[-1] in ",:.")
    return not before or before[-1] in _LEADS or (after_cue and inside[0].isupper())


def _runs_on(doc: Doc, text: str, last: Found, mark: Stretch) -> bool:
    """Nothing but the cue's own clause, or nothing at all, stands between two stretches."""
    between = text[last.content.end : mark.start].rstrip()
    if not between.strip(" ,.;:—–-"):
        return True
    if (
        last.cue.start < last.content.end or between[-1] not in _LEADS
    ):  # the cue stood before, or a scare quote
        return False
    tokens = _tokens(doc, last.cue.end, mark.start)
    return sum(token.text in _STOPS for token in tokens) <= 1


def behind(doc: Doc, text: str, mark: Stretch, stop: int, cues: Cues) -> Found | None:
    """The cue in the rest of the sentence: '...," he said'."""
    inside = text[mark.inner : mark.outer].rstrip()
    rest = text[mark.end : stop]
    follows = rest.lstrip()[:1]
    if not inside or not (inside[-1] in ",?!—–-…" or follows in _COMMAS or follows.islower()):
        return None
    tokens = list(takewhile(lambda t: t.text not in _STOPS, _tokens(doc, mark.end, stop)[:_REACH]))
    verb = next((t for t in tokens if _speaks(t, cues) and t.dep_ != "relcl"), None)
    return _said(mark, tokens, verb, cues) if verb is not None else None


def ahead(doc: Doc, text: str, mark: Stretch, start: int, cues: Cues) -> Found | None:
    """The cue in the sentence that leads up to the quotation: 'He said: "...'."""
    lead = text[start : mark.start]
    if not lead.strip() or lead.rstrip()[-1] in ".?!":
        return None
    near = reversed(_tokens(doc, start, mark.start)[-_REACH:])
    tokens = list(takewhile(lambda t: t.text not in _STOPS, near))[::-1]
    verb = next((t for t in reversed(tokens) if _speaks(t, cues)), None)
    return _said(mark, tokens, verb, cues) if verb is not None else _colon(tokens, mark)


def _said(mark: Stretch, tokens: list[Token], verb: Token, cues: Cues) -> Found | None:
    """The attribution by this cue among the tokens beside the quotation.

    The parser's speaker counts only where it stands among them too: across the marks the parse is
    often wrong.
    """
    inner = saying(verb) if verb.lemma_ in cues.quote else None
    found = speaker(inner or verb, cues)
    room = stretch(tokens[0], tokens[-1])
    if found is None or not room.start <= found.span.start < room.end:
        found = _guess(tokens, verb)
    if found is None:
        return None
    if found.span.start < room.start or found.span.end > room.end:
        found = replace(found, span=stretch(found.head, found.head))
    return Found(Span(mark.start, mark.end), found, stretch(verb, inner or verb), inner or verb, "quoted")


def _colon(tokens: list[Token], mark: Stretch) -> Found | None:
    """A name and a colon: 'Abe: "..."', as headlines and transcripts have it."""
    words = [t for t in tokens if not t.is_space]
    if not 1 < len(words) <= _LABEL or words[-1].text != ":":
        return None
    if not all(t.pos_ in {"PROPN", "NOUN", "ADP", "DET", "ADJ"} for t in words[:-1]):
        return None
    named = Voice(stretch(words[0], words[-2]), words[-2])
    return Found(Span(mark.start, mark.end), named, stretch(words[-1], words[-1]), None, "colon")


def _speaks(token: Token, cues: Cues) -> bool:
    lemma = token.lemma_.lower()
    return token.tag_.startswith("VB") and (lemma in cues.say or lemma in cues.quote)


def _tokens(doc: Doc, start: int, stop: int) -> list[Token]:
    span = doc.char_span(start, stop, alignment_mode="contract") if stop > start else None
    return list(span) if span is not None else []


def _guess(tokens: list[Token], verb: Token) -> Voice | None:
    """The noun phrase before the cue, or behind an inverted one, where the parse has no subject."""
    nouns = [t for t in tokens if t.pos_ in _NOUNS and t.dep_ not in {"compound", "poss"}]
    before = [t for t in nouns if t.i < verb.i and t.dep_ not in {"pobj", "appos"}]
    after = [t for t in nouns if t.i > verb.i]
    if before:
        return voice(before[-1])
    if after and after[0].left_edge.i <= verb.i + 1:
        return voice(after[0])
    return None
