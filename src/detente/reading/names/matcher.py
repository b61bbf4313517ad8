"""One pass over a text for every name the lexicon knows.

Proper names and abbreviations are matched as they are written; a name that the lexicon writes
without capitals is a common noun and matched in any case and in the plural; a text in capitals
throughout (wire headlines) is matched in any case. A match stands between word boundaries; of
overlapping matches the leftmost longest counts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from detente.lexicon import Entry, Lexicon

_SHORTEST_IN_CAPITALS = 2
_WORDS = frozenset(
    {
        "us",
        "who",
        "fed",
        "quad",
        "diet",
        "pole",
        "poles",
        "lao",
        "house",
        "oman",
        "semi",
        "intel",
        "target",
        "apple",
    }
)
"""Names that are words of the language when case says nothing."""

_SAME = str.maketrans("’‘\u00a0\u2009\n\t‑–", "''    --")


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A known name in a text. `use`: name, demonym, metonym, seat, form, or local.

    `form` says which form; a local name ("the commerce ministry") is shared by many bodies and has
    the empty id: `Matcher.shared` lists them.
    """

    start: int
    end: int
    id: str
    use: str
    form: str | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text to look for and what it means; `loose` is matched in any case."""

    text: str
    id: str
    use: str
    loose: bool
    form: str | None = None


def plain(text: str) -> str:
    """The text with typographic apostrophes, hyphens and spaces made plain, character by character."""
    return text.translate(_SAME)


def lower(text: str) -> str:
    """The text in small letters with every character at its place.

    >>> len(lower("İstanbul")) == len("İstanbul")
    True
    """
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def plurals(noun: str) -> tuple[str, ...]:
    """The noun and its regular plural.

    >>> plurals("rare earth"), plurals("battery"), plurals("soybeans")
    (('rare earth', 'rare earths'), ('battery', 'batteries'), ('soybeans',))
    """
    if noun.endswith("s"):
        return (noun,)
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return (noun, noun[:-1] + "ies")
    if noun.endswith(("x", "ch", "sh")):
        return (noun, noun + "es")
    return (noun, noun + "s")


def patterns(entries: Iterable[Entry]) -> Iterator[Pattern]:
    """Every text that stands for an entry."""
    for entry in entries:
        own = (entry.name,) if entry.terms.get("match_name", True) else ()
        uses = {
            "name": (*own, *entry.names),
            "demonym": entry.demonyms,
            "metonym": entry.metonyms,
            "seat": entry.terms.get("seats", ()),
        }
        for use, texts in uses.items():
            for text in texts:
                yield from _variants(Pattern(plain(text), entry.id, use, loose=text.islower()))
        for form, texts in entry.forms.items():
            for text in texts:
                yield from _variants(Pattern(plain(text), entry.id, "form", loose=text.islower(), form=form))
        for text in entry.terms.get("local", ()):
            yield Pattern(lower(plain(text)), "", "local", loose=True)


def _variants(pattern: Pattern) -> Iterator[Pattern]:
    """The pattern in the plural and with its hyphens as spaces, as far as its kind of name allows."""
    if not pattern.loose:
        yield pattern
        if pattern.id.startswith("item:"):
            # "DRAMs", "EUV photoresists": written with capitals, but nouns with a plural.
            yield replace(pattern, text=plurals(pattern.text)[-1])
        return
    for spelt in dict.fromkeys((pattern.text, pattern.text.replace("-", " "))):
        yield from (replace(pattern, text=text) for text in plurals(spelt))


class Matcher:
    """The automata of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        found = dict.fromkeys(patterns(lexicon.entries.values()))
        self.shared: dict[str, tuple[str, ...]] = {}
        """Local names in small letters, with the bodies that have them."""
        for entry in lexicon.entries.values():
            for text in entry.terms.get("local", ()):
                self.shared[text] = (*self.shared.get(text, ()), entry.id)
        self.strict = [p for p in found if not p.loose]
        self.loose = [p for p in found if p.loose]
        self._strict = AhoCorasick([p.text for p in self.strict]) if self.strict else None
        self._loose = AhoCorasick([p.text for p in self.loose]) if self.loose else None
        self.capitals = [
            p for p in self.strict if len(p.text) >= _SHORTEST_IN_CAPITALS and lower(p.text) not in _WORDS
        ]
        self._capitals = AhoCorasick([lower(p.text) for p in self.capitals]) if self.capitals else None

    def hits(self, text: str) -> list[Hit]:
        """The known names in the text, in order, none overlapping another."""
        same = plain(text)
        small = lower(same)
        if same.isupper():
            found = [*_run(self._capitals, self.capitals, small), *_run(self._loose, self.loose, small)]
        else:
            found = [*_run(self._strict, self.strict, same), *_run(self._loose, self.loose, small)]
        return leftmost_longest(found)


def _run(automaton: AhoCorasick | None, known: Sequence[Pattern], text: str) -> Iterator[Hit]:
    if automaton is None:
        return
    for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if bounded(text, start, end):
            yield Hit(start, end, known[index].id, known[index].use, known[index].form)


def bounded(text: str, start: int, end: int) -> bool:
    """Whether the stretch begins and ends where words do."""
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not before and not after


_USES = {"form": 0, "name": 1, "metonym": 2, "seat": 3, "demonym": 4, "local": 5}


def leftmost_longest(hits: list[Hit]) -> list[Hit]:
    """The hits without those that overlap an earlier or, from the same start, a longer one."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end, _USES[h.use], h.id)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


@lru_cache(maxsize=4)
def matcher(lexicon: Lexicon) -> Matcher:
    """The matcher of a lexicon, built once."""
    return Matcher(lexicon)
