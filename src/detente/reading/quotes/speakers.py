"""Who the speakers are: ids from the names found, and whether it is hearsay."""

from bisect import bisect_right
from collections.abc import Sequence

from detente.model import Mention, Name
from detente.reading.names import Referents
from detente.reading.parsed import Token
from detente.reading.quotes.found import Found, Voice
from detente.reading.quotes.lexicon import Cues

_PRONOUNS = frozenset({"he", "she", "they", "it", "who", "which", "that"})

_LONGEST = 200
"""Characters of the longest name looked for."""


class Speakers:
    """Makes mentions of speakers, with the names of one article."""

    def __init__(self, names: Sequence[Name], cues: Cues, referents: Referents | None = None) -> None:
        self._names = sorted(names, key=lambda name: (name.start, -name.end))
        self._starts = [name.start for name in self._names]
        self._cues = cues
        self._referents = referents

    def of(
        self, at: int, text: str, hit: Found, around: Found | None
    ) -> tuple[Mention, bool, Mention | None]:
        """The speaker, whether it is hearsay, and the one who told it.

        `at` is where the paragraph `text` begins in the article. Hearsay is what an unnamed person
        says, and what one person says in another's words.
        """
        speaker = self.mention(at, text, hit.voice)
        hearsay = hit.voice.told or self.unnamed(at, hit.voice)
        via = self.mention(at, text, hit.voice.via) if hit.voice.via else None
        if around is not None:
            teller = self.mention(at, text, around.voice)
            if _same(speaker, teller):
                hearsay = hearsay or self.unnamed(at, around.voice)
            else:
                hearsay, via = True, via or teller
        return speaker, hearsay, via

    def mention(self, at: int, text: str, voice: Voice) -> Mention:
        """The speaker's words and place in the article, with the id of the name that heads it."""
        start, end = (at + offset for offset in voice.span)
        name = self._means(at, voice.head)
        if name is None and voice.head.lemma_.lower() in self._cues.spokes:
            inside = (self._at(place) for place in range(start, end))
            name = next((found for found in inside if found and found.id), None)
        return Mention(name.id if name else None, text[slice(*voice.span)], start, end)

    def unnamed(self, at: int, voice: Voice) -> bool:
        """Whether the speaker is a person the article does not name ("an official", "sources")."""
        head = voice.head
        if head.pos_ == "PROPN" or self._known(at, voice):
            return False
        if head.lemma_.lower() in self._cues.spokes:
            return not any(token.pos_ == "PROPN" for token in head.subtree)
        return head.lemma_.lower() in self._cues.anonymous and not _named_beside(head)

    def _known(self, at: int, voice: Voice) -> bool:
        name = self._means(at, voice.head)
        return name is not None and name.id is not None

    def _means(self, at: int, head: Token) -> Name | None:
        """The name that a head word is part of, else the one name it stands for."""
        start = at + head.idx
        if (name := self._at(start)) or self._referents is None:
            return name
        return self._referents.of(start, start + len(head))

    def _at(self, offset: int) -> Name | None:
        """The name that covers a character, the first to begin where names overlap."""
        for index in range(bisect_right(self._starts, offset) - 1, -1, -1):
            name = self._names[index]
            if name.end > offset:
                return name
            if offset - name.start > _LONGEST:
                return None
        return None


def _named_beside(head: Token) -> bool:
    """An apposition names the person: "an official, Kim Min-su"."""
    return any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in head.children)


def _same(one: Mention, other: Mention) -> bool:
    if one.id or other.id:
        return one.id == other.id
    return one.name.casefold() in {other.name.casefold(), *_PRONOUNS}
