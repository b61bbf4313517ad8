"""What the engine looks at: one article's parse with its times, names, referents and quotations."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from heapq import heappop, heappush
from typing import Any, Protocol

from detente.lexicon import Lexicon
from detente.model import Article, Mention, Name, Quote, TimeExpression
from detente.reading.assertions.tree import phrase
from detente.reading.assertions.words import Words, words
from detente.reading.blocks import Block, dateline_length
from detente.reading.parsed import Span as Sentence
from detente.reading.parsed import Token

PARTY_KINDS = frozenset(
    {"country", "government", "body", "organisation", "company", "business_group", "person", "role"}
)
ITEM_KINDS = frozenset({"item", "item_group"})


LONGEST = 300
"""Tokens of the longest sentence that is read: beyond are lists and texts without sentence marks."""


class Resolver(Protocol):
    """Whom a short form or a pronoun means; `detente.reading.names.Referents` is one."""

    def of_token(self, block: Block, token: Token) -> Name | None:
        """The name that this token stands for, or None."""
        ...

    def all_of(self, start: int, end: int) -> tuple[Name, ...]:
        """All that a stretch stands for: two for "both countries"."""
        ...


@dataclass(frozen=True, slots=True)
class Timed:
    """A time expression at its root token."""

    time: TimeExpression
    root: Token


class _Unasked:
    """In place of an answer that may be none."""


_UNASKED = _Unasked()


@dataclass(frozen=True)
class Scene:
    """One article, ready to be asked about its tokens."""

    article: Article
    blocks: Sequence[Block]
    times: Sequence[TimeExpression]
    names: Sequence[Name]
    referents: Resolver | None
    quotes: Sequence[Quote]
    lexicon: Lexicon
    words: Words = field(default_factory=words)
    known: dict[Token, "Name | _Unasked | None"] = field(default_factory=dict, compare=False, repr=False)
    """The answers of `name_at`, which is asked many times of a token."""
    sights: dict[tuple[int, int], Any] = field(default_factory=dict, compare=False, repr=False)
    """Sentences that models have looked at, by the start of their block and their own: `coded.sighted`."""

    article_wide: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """Answers that hold for the whole article and are asked for many times, by name."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", [name.start for name in self.names])
        object.__setattr__(self, "_times", [time.start for time in self.times])

    @property
    def published(self) -> date | None:
        """The day of the report, if it has one."""
        return self.article.published.day if self.article.published else None

    @property
    def by_metadata_alone(self) -> bool:
        """Whether nothing that a person sees on the page bears out its date."""
        published = self.article.published
        if published is None or published.basis != "metadata":
            return False
        return (
            published.start is None or self.article.text[published.start : published.end] == published.value
        )

    def names_in(self, start: int, end: int) -> list[Name]:
        """Names that overlap a stretch of the article."""
        starts: list[int] = self.__dict__["_starts"]
        at = max(0, bisect_right(starts, start) - 8)
        found = []
        while at < len(self.names) and self.names[at].start < end:
            if self.names[at].end > start:
                found.append(self.names[at])
            at += 1
        return found

    def name_at(self, block: Block, token: Token) -> Name | None:
        """The name a token is part of, the longest first; else what it refers to."""
        found = self.known.get(token, _UNASKED)
        if isinstance(found, _Unasked):
            found = self.known[token] = self._name_at(block, token)
        return found

    def _name_at(self, block: Block, token: Token) -> Name | None:
        start, end = block.at(token)
        here = self.names_in(start, end)
        if here:
            return max(here, key=lambda name: name.end - name.start)
        return self.referents.of_token(block, token) if self.referents else None

    def timed(self, block: Block, sentence: Sentence) -> list[Timed]:
        """The dates of a sentence at their tokens, without the day of its dateline."""
        start, end = block.at(sentence)
        if sentence.start == 0:
            start += dateline_length(block.doc.text)
        found = []
        begins: list[int] = self.__dict__["_times"]
        for time in self.times[bisect_left(begins, start) : bisect_left(begins, end)]:
            piece = block.between(time.start, time.end)
            if piece is not None and len(piece):
                found.append(Timed(time, piece.root))
        return found

    def quote_at(self, offset: int) -> Quote | None:
        """The innermost quotation around an offset."""
        turns, around = self._quoted
        at = bisect_right(turns, offset) - 1
        return around[at] if at >= 0 else None

    @cached_property
    def _quoted(self) -> tuple[list[int], list[Quote | None]]:
        """Offsets where a quotation begins or ends, and the innermost one from there to the next."""
        begins = sorted((q.start, q.end - q.start, at) for at, q in enumerate(self.quotes) if q.end > q.start)
        turns = sorted({end for q in self.quotes for end in (q.start, q.end)})
        around: list[Quote | None] = []
        left, open_ = iter([*begins, None]), list[tuple[int, int]]()
        upcoming = next(left)
        for turn in turns:
            while upcoming is not None and upcoming[0] <= turn:
                heappush(open_, upcoming[1:])
                upcoming = next(left)
            while open_ and self.quotes[open_[0][1]].end <= turn:
                heappop(open_)
            around.append(self.quotes[open_[0][1]] if open_ else None)
        return turns, around

    def mention(self, block: Block, token: Token, name: Name | None = None) -> Mention:
        """A noun phrase as an assertion names it, with the id of its name."""
        if name is not None and name.id is not None and self._covers(block, token, name):
            return Mention(name.id, self.article.text[name.start : name.end], name.start, name.end, name.form)
        if name is not None and not self._covers(block, token, name):
            return Mention(name.id, self.article.text[name.start : name.end], name.start, name.end, name.form)
        first, last = phrase(token)
        start, end = block.at(first).start, block.at(last).end
        return Mention(
            name.id if name else None, self.article.text[start:end], start, end, name.form if name else None
        )

    @staticmethod
    def _covers(block: Block, token: Token, name: Name) -> bool:
        at = block.at(token)
        return name.start < at.end and at.start < name.end

    def belongs(self, block: Block, token: Token, wanted: Sequence[str]) -> bool:
        """Whether a noun phrase is of one of these classes of words."""
        return any(self._belongs(block, token, class_) for class_ in wanted)

    def _belongs(self, block: Block, token: Token, class_: str) -> bool:
        known = self.words.classes[class_]
        lemma, lower = token.lemma_.lower(), token.lower_
        if lemma in known.words or lower in known.words:
            return True
        if known.names and (name := self.name_at(block, token)) and name.kind in known.names:
            return True
        if (lemma in known.weak or lower in known.weak) and (
            self._supported(block, token, known.beside)
            or (
                class_ in _KNOWN_BY_THE and _definite(token) and not (class_ == "complaint" and _to_do(token))
            )
            or (class_ == "agreement" and self._between_states(block, token))
        ):
            return True
        if class_ == "agreement" and lemma in _LINES and any(t.lower_ == "swap" for t in _modifiers(token)):
            return True
        return bool(
            (token.lemma_.lower() in _PARTITIVES or token.lemma_.lower() in QUANTITIES)
            and any(self._belongs(block, inner, class_) for inner in _of(token))
        )

    def _between_states(self, block: Block, token: Token) -> bool:
        """Whether it is "with" or "between" states: then an agreement is no lease."""
        preps = (p for p in token.children if p.dep_ == "prep" and p.lower_ in {"with", "between"})
        near = (self.name_at(block, t) for p in preps for t in p.children if t.dep_ == "pobj")
        return any(name is not None and name.kind in {"country", "government"} for name in near)

    def _supported(self, block: Block, token: Token, beside: frozenset[str]) -> bool:
        near = list(_modifiers(token))
        if any(t.lemma_.lower() in beside or t.lower_ in beside for t in near):
            return True
        kinds = ITEM_KINDS | {"agreement", "country_group", "case", "measure"}
        return any((name := self.name_at(block, t)) is not None and name.kind in kinds for t in near)


_LINES = frozenset({"line", "facility"})
"""What central banks agree on with "swap" before it: "a currency swap line"."""

_KNOWN_BY_THE = frozenset({"measure", "complaint", "list"})
"""Classes whose weak words are enough with "the" or "its": an article on trade has named them before."""


def _definite(token: Token) -> bool:
    return any(
        c.lower_ in {"the", "this", "these", "those", "its", "their"} for c in token.children
    ) and not any(c.dep_ in {"compound", "amod", "nmod"} for c in token.children)


def _to_do(token: Token) -> bool:
    """Whether a noun is of doing something: "the procedure for putting Japan back" is no complaint."""
    return any(
        inner.dep_ == "pcomp" and inner.tag_ == "VBG"
        for prep in token.children
        if prep.dep_ == "prep" and prep.lower_ in {"for", "of"}
        for inner in prep.children
    )


_PARTITIVES = frozenset(
    {"one", "series", "set", "package", "round", "list", "number", "some", "part", "all", "most", "any"}
    | {"any", "batch", "wave", "raft", "range", "use", "type", "kind", "most", "half", "renewal", "plan"}
)


QUANTITIES = frozenset(
    {"dollar", "euro", "yen", "percent", "pct", "billion", "million", "worth", "dlrs", "won", "yuan"}
)


def _of(token: Token) -> Iterator[Token]:
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in {"of", "for", "in"}:
            yield from (c for c in prep.children if c.dep_ == "pobj")


def _modifiers(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in {"compound", "amod", "nmod", "poss", "appos"}:
            yield child
            yield from _modifiers(child)
        elif child.dep_ == "prep" and child.lower_ in {"on", "of", "for", "against", "over", "to"}:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield inner
                    yield from _modifiers(inner)
