"""The parse as plain objects: what spaCy's docs, spans and tokens say, read out of its arrays once.

The reader walks the same trees thousands of times, and spaCy answers each question anew: a head is a new
object, the children are found by a scan, a label is looked up by its hash. Here they are attributes. Names
and answers are spaCy's own (tests/reading/test_parsed.py holds each one equal), so the rules take either.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import overload

import numpy as np
from numpy.typing import NDArray
from spacy import attrs
from spacy.tokens import Doc as Parse

_FLAGS = (
    attrs.IS_ALPHA,
    attrs.IS_PUNCT,
    attrs.IS_SPACE,
    attrs.IS_UPPER,
    attrs.IS_QUOTE,
    attrs.LIKE_NUM,
)
_BITS = np.array([1 << at for at in range(len(_FLAGS))], np.uint64)
_ALPHA, _PUNCT, _SPACE, _UPPER, _QUOTE, _NUMBER = (1 << at for at in range(len(_FLAGS)))
_STRINGS = (attrs.ORTH, attrs.LOWER, attrs.LEMMA, attrs.POS, attrs.TAG, attrs.DEP, attrs.ENT_TYPE)
_NUMBERS = (attrs.HEAD, attrs.SPACY, attrs.SENT_START)


class Token:
    """One token; the attributes are those of `spacy.tokens.Token` by the same names."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_type_",
        "flags",
        "head",
        "i",
        "idx",
        "is_sent_start",
        "lemma_",
        "lower_",
        "pos_",
        "sent",
        "tag_",
        "text",
        "whitespace_",
    )

    doc: "Doc"
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    whitespace_: str
    head: "Token"
    children: "Sequence[Token]"
    """In the order of the text."""
    sent: "Span"
    is_sent_start: bool | None
    flags: int

    def __len__(self) -> int:
        """Characters."""
        return len(self.text)

    def __bool__(self) -> bool:
        """True: a token is never nothing."""
        return True

    def __repr__(self) -> str:
        """The text."""
        return self.text

    @property
    def is_alpha(self) -> bool:
        """Letters alone."""
        return bool(self.flags & _ALPHA)

    @property
    def is_punct(self) -> bool:
        """A punctuation mark."""
        return bool(self.flags & _PUNCT)

    @property
    def is_space(self) -> bool:
        """White space."""
        return bool(self.flags & _SPACE)

    @property
    def is_upper(self) -> bool:
        """All in capitals."""
        return bool(self.flags & _UPPER)

    @property
    def is_quote(self) -> bool:
        """A quotation mark."""
        return bool(self.flags & _QUOTE)

    @property
    def like_num(self) -> bool:
        """A number in digits or words."""
        return bool(self.flags & _NUMBER)

    @property
    def lefts(self) -> "list[Token]":
        """Children before it."""
        return [c for c in self.children if c.i < self.i]

    @property
    def rights(self) -> "list[Token]":
        """Children after it."""
        return [c for c in self.children if c.i > self.i]

    @property
    def ancestors(self) -> "Iterator[Token]":
        """Its head, the head of that, up to the root."""
        node = self
        while node.head is not node:
            node = node.head
            yield node

    def is_ancestor(self, descendant: "Token") -> bool:
        """Whether the other token stands below this one."""
        return any(above is self for above in descendant.ancestors)

    @property
    def subtree(self) -> "list[Token]":
        """It and all below it, each child's part before or after it."""
        if not self.children:
            return [self]
        found: list[Token] = []
        _below(self, found)
        return found

    @property
    def left_edge(self) -> "Token":
        """The first token of the subtree."""
        return self.doc[min(t.i for t in self.subtree)]

    @property
    def right_edge(self) -> "Token":
        """The last token of the subtree."""
        return self.doc[max(t.i for t in self.subtree)]

    def nbor(self, step: int = 1) -> "Token":
        """The token so many places on; IndexError beyond the ends."""
        at = self.i + step
        if at < 0:
            raise IndexError(at)
        return self.doc[at]


def _below(token: Token, found: list[Token]) -> None:
    own = token.i
    waiting = True
    for child in token.children:
        if waiting and child.i > own:
            found.append(token)
            waiting = False
        if child.children:
            _below(child, found)
        else:
            found.append(child)
    if waiting:
        found.append(token)


class Span:
    """A run of tokens, as `spacy.tokens.Span`; equal to another of the same place and label."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: "Doc", start: int, end: int, label: str = "") -> None:
        """The tokens from `start` to before `end`."""
        self.doc, self.start, self.end, self.label_ = doc, start, end, label

    def __len__(self) -> int:
        """Tokens."""
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        """The tokens."""
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> "Span": ...

    def __getitem__(self, at: int | slice) -> "Token | Span":
        """A token, or a shorter run."""
        if isinstance(at, slice):
            start, end = _run(len(self), at)
            return Span(self.doc, self.start + start, self.start + end)
        place = at + (self.end if at < 0 else self.start)
        if not self.start <= place < self.end:
            raise IndexError(at)
        return self.doc.tokens[place]

    def __eq__(self, other: object) -> bool:
        """The same place, label and doc."""
        if not isinstance(other, Span):
            return False
        return (
            self.doc is other.doc
            and (self.start_char, self.end_char) == (other.start_char, other.end_char)
            and self.label_ == other.label_
        )

    def __hash__(self) -> int:
        """Of what makes two equal."""
        return hash((id(self.doc), self.start_char, self.end_char, self.label_))

    def __repr__(self) -> str:
        """The text."""
        return self.text

    @property
    def start_char(self) -> int:
        """Where it begins in the text of the doc."""
        tokens = self.doc.tokens
        return tokens[self.start].idx if self.start < len(tokens) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """Where it ends in the text of the doc, without the space that follows."""
        if self.end == self.start:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """The text, without the space that follows."""
        return self.doc.text[self.start_char : self.end_char] if self.end > self.start else ""

    @property
    def sent(self) -> "Span":
        """The sentence of its first token."""
        return self.doc.tokens[self.start].sent

    @property
    def root(self) -> Token:
        """The token whose head lies outside, nearest to the root of its sentence."""
        tokens, start, end = self.doc.tokens, self.start, self.end
        best, found = len(tokens), tokens[start]
        for token in tokens[start:end]:
            if token.head is token:
                return token
        for token in tokens[start:end]:
            if not start <= token.head.i < end:
                bare = token.flags & (_SPACE | _PUNCT) and not token.children
                steps = len(tokens) - 1 if bare else sum(1 for _ in token.ancestors)
                if steps < best:
                    best, found = steps, token
        return found


def _run(length: int, at: slice) -> tuple[int, int]:
    """Start and end of a slice of step one, as spaCy bounds them."""
    start = 0 if at.start is None else at.start
    end = length if at.stop is None else at.stop
    start = min(length, max(0, start + length if start < 0 else start))
    end = min(length, max(start, end + length if end < 0 else end))
    return start, end


class Doc:
    """One parsed piece of text, as `spacy.tokens.Doc`."""

    __slots__ = ("_starts", "ents", "sents", "tensor", "text", "tokens")

    tokens: list[Token]
    sents: list[Span]
    ents: list[Span]
    tensor: NDArray[np.float32]
    """(tokens, width): the model's vector of each token."""

    def __init__(self, parse: Parse) -> None:
        """Everything of a parse that the reader asks for."""
        table = parse.to_array([*_STRINGS, *_NUMBERS, *_FLAGS])
        strings, width = parse.vocab.strings, len(_STRINGS) + len(_NUMBERS)
        keys = table[:, : len(_STRINGS)].T.tolist()
        said = {key: strings[key] for column in keys for key in set(column)}
        words = [[said[key] for key in column] for column in keys]
        heads, spaces, begins = table[:, len(_STRINGS) : width].astype(np.int64).T.tolist()
        flags = (table[:, width:] @ _BITS).tolist()
        self._starts = [0, *accumulate(len(word) + gap for word, gap in zip(words[0], spaces, strict=True))]
        self.text = "".join(word + " " * gap for word, gap in zip(words[0], spaces, strict=True))
        self.tensor = np.asarray(parse.tensor, np.float32)
        self.tokens = self._tokens(words, heads, spaces, begins, flags)
        self.sents = self._sentences(begins)
        self.ents = [Span(self, e.start, e.end, e.label_) for e in parse.ents]

    def _tokens(
        self, words: list[list[str]], heads: list[int], spaces: list[int], begins: list[int], flags: list[int]
    ) -> list[Token]:
        tokens = [Token() for _ in heads]
        rows = zip(tokens, self._starts, *words, heads, spaces, begins, flags, strict=False)
        for i, row in enumerate(rows):
            token = row[0]
            token.doc, token.i, token.children = self, i, ()
            (
                _,
                token.idx,
                token.text,
                token.lower_,
                token.lemma_,
                token.pos_,
                token.tag_,
                token.dep_,
                *rest,
            ) = row
            token.ent_type_, head, space, begin, token.flags = rest
            token.head = tokens[i + head]
            token.whitespace_ = " " if space else ""
            token.is_sent_start = True if begin == 1 else None if begin == 0 else False
        for token, head in zip(tokens, heads, strict=True):
            if head:
                above = token.head
                if above.children:
                    above.children.append(token)  # type: ignore[attr-defined]
                else:
                    above.children = [token]
        return tokens

    def _sentences(self, begins: Sequence[int]) -> list[Span]:
        starts = [0, *(i for i, begin in enumerate(begins) if i and begin == 1)] if begins else []
        found = [Span(self, *pair) for pair in pairwise([*starts, len(begins)])]
        for sentence in found:
            for token in self.tokens[sentence.start : sentence.end]:
                token.sent = sentence
        return found

    def __len__(self) -> int:
        """Tokens."""
        return len(self.tokens)

    def __bool__(self) -> bool:
        """Whether it has tokens."""
        return bool(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        """The tokens."""
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> Span: ...

    def __getitem__(self, at: int | slice) -> Token | Span:
        """A token, or a run of them."""
        if isinstance(at, slice):
            return Span(self, *_run(len(self.tokens), at))
        return self.tokens[at]

    def char_span(self, start: int, end: int, alignment_mode: str = "strict") -> Span | None:
        """The tokens between two offsets of the text: exactly, or with `expand` those that overlap."""
        first, last = self._at(start), self._at(end - 1)
        if first < 0 or last < 0:
            return None
        one, two = self.tokens[first], self.tokens[last]
        if alignment_mode == "strict":
            if start != one.idx or end != two.idx + len(two.text):
                return None
        elif start == one.idx + len(one.text):
            first += 1
        return Span(self, first, last + 1)

    def _at(self, offset: int) -> int:
        """The token at an offset of the text, its trailing space counted in; -1 where there is none."""
        if not 0 <= offset < self._starts[-1]:
            return -1
        return bisect_right(self._starts, offset) - 1
