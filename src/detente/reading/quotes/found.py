"""What the finders hand on: one attribution within one parsed piece, in characters of its doc."""

from dataclasses import dataclass

from detente.model import Span
from detente.reading.parsed import Token


@dataclass(frozen=True, slots=True)
class Voice:
    """The speaker as the text has it: the span, and its head word."""

    span: Span
    head: Token
    told: bool = False
    """It came through somebody else: "was quoted as saying"."""
    via: "Voice | None" = None
    """Through whom, where the text says so."""


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution: what, who, by which word."""

    content: Span
    voice: Voice
    cue: Span
    verb: Token | None
    frame: str
    """`quoted` and `colon` for speech in marks, else the frame of `cues.toml`, or `according`."""

    @property
    def direct(self) -> bool:
        """Whether it is a whole quotation in marks."""
        return self.frame in {"quoted", "colon"}


def stretch(first: Token, last: Token) -> Span:
    """From the start of one token to the end of another, in characters of their doc."""
    return Span(first.idx, last.idx + len(last))
