"""What has been named so far: the mentions in their order, with their sentence and grammar."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.model import Name
from detente.reading.blocks import Block
from detente.reading.parsed import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent", "csubj"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at its place: number of its sentence in the article, and whether it is a subject.

    `main` says whether it is the subject of the sentence's main clause. `gap` is the text since the
    name before it, None where that is in another sentence.
    """

    name: Name
    sentence: int
    subject: bool
    gap: str | None = None
    main: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A token at its place: its block, the number of its sentence, its offset in the article."""

    block: Block
    token: Token
    sentence: int

    @property
    def start(self) -> int:
        """The offset of the token in the article."""
        return self.block.at(self.token).start


class History:
    """Mentions before a place, newest first; titles come before the body."""

    def __init__(self, blocks: Sequence[Block], names: Sequence[Name]) -> None:
        self.mentions: list[Mention] = []
        self.places: list[Place] = []
        sentence, left = 0, list(reversed(names))
        for block in blocks:
            for sent in block.doc.sents:
                sentence += 1
                self.places += [Place(block, token, sentence) for token in sent]
                end = block.start + sent.end_char
                while left and left[-1].start < end:
                    self._append(block, left.pop(), sentence)

    def _append(self, block: Block, name: Name, sentence: int) -> None:
        last = self.mentions[-1] if self.mentions else None
        gap = None
        if last and last.sentence == sentence:
            gap = block.doc.text[last.name.end - block.start : name.start - block.start]
        self.mentions.append(Mention(name, sentence, subject(block, name), gap, _main(block, name)))

    def until(self, place: Place) -> int:
        """How many of the mentions stand before a token."""
        return bisect_left(self.mentions, place.start, key=lambda mention: mention.name.start)

    def before(self, place: Place, reach: int) -> Iterator[Mention]:
        """The mentions before a token, at most so many sentences back, newest first."""
        low = self.until(place)
        for at in range(low - 1, -1, -1):
            mention = self.mentions[at]
            if mention.sentence < place.sentence - reach:
                return
            yield mention


def leads(token: Token) -> bool:
    """Whether a token is the subject of its sentence's main clause."""
    return token.dep_ in {"nsubj", "nsubjpass"} and token.head.dep_ == "ROOT"


def _main(block: Block, name: Name) -> bool:
    span = block.between(name.start, name.end)
    return span is not None and leads(span.root)


def subject(block: Block, name: Name, *, passive: bool = True) -> bool:
    """Whether a name is the subject of a clause, or the agent of a passive one.

    `passive` says whether the subject of a passive clause counts.
    """
    span = block.between(name.start, name.end)
    if span is None:
        return False
    root = span.root
    while root.dep_ == "conj" and root.head is not root:
        root = root.head
    if root.dep_ == "nsubjpass":
        return passive
    return root.dep_ in _SUBJECTS or (root.dep_ == "pobj" and root.head.dep_ == "agent")


def preferred(mentions: Sequence[Mention], sentence: int) -> Mention | None:
    """The likeliest antecedent: the latest sentence first, and in it a subject before the nearest.

    In the anaphor's own sentence the nearest subject before it; without one, the subject of the
    sentence before counts more than a nearer mention that is none.
    """
    own = [m for m in mentions if m.sentence == sentence]
    for pool in (own, [m for m in mentions if m.sentence == sentence - 1]):
        subjects = [m for m in pool if m.subject]
        if subjects:
            return subjects[0]
    return mentions[0] if mentions else None
