"""The finder: paragraph by paragraph, then over paragraphs, then with names."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.model import Name, Quote, Span
from detente.reading.blocks import Block
from detente.reading.names import Referents
from detente.reading.quotes.direct import spoken
from detente.reading.quotes.found import Found
from detente.reading.quotes.indirect import outer, reported
from detente.reading.quotes.lexicon import cues
from detente.reading.quotes.marks import Stretch, stretches
from detente.reading.quotes.speakers import Speakers


@dataclass(slots=True)
class _Piece:
    """A paragraph with its quotations; `end` is where the last one ends that ran on to later ones."""

    block: Block
    text: str
    marks: tuple[Stretch, ...]
    found: list[Found]
    direct: list[Found]
    end: int | None = None


def find_quotes(
    blocks: Sequence[Block],
    names: Sequence[Name] = (),
    text: str | None = None,
    referents: Referents | None = None,
) -> tuple[Quote, ...]:
    """Who said what in an article, in the order of its text.

    Args:
        blocks: the parsed pieces of the article.
        names: the names found in it; a speaker who is one of them gets its id.
        text: the article's text, quoted where a quotation runs over several paragraphs; without it
            the gaps between paragraphs are quoted as line ends.
        referents: whom "he" and "the ministry" mean; a speaker named so gets that id.

    Returns:
        One quote for each attribution. The content of direct speech includes its marks; of a split
        quotation it runs from the first mark to the last, the cue within; of one over several
        paragraphs to the last mark of the last.
    """
    known = cues()
    pieces: list[_Piece] = []
    for block in blocks:
        paragraph = block.doc.text
        marks = stretches(paragraph)
        direct = spoken(block.doc, paragraph, marks, known)
        found = [*direct, *reported(block.doc, paragraph, marks, direct, known)]
        pieces.append(_Piece(block, paragraph, marks, found, direct))
    _run_on(pieces)
    naming = Speakers(names, known, referents)
    whole = _Text(pieces) if text is None else text
    quotes = [quote for piece in pieces for quote in _quotes(piece, naming, whole)]
    return tuple(sorted(quotes, key=lambda q: (q.start, -q.end)))


def _run_on(pieces: Sequence[_Piece]) -> None:
    """Let a quotation that ends a paragraph run on over the next ones that only quote.

    English repeats the opening mark at each paragraph and closes the last alone; news pages often
    close each. Either way a paragraph that opens with a mark and has no cue of its own goes on.
    """
    source: _Piece | None = None
    for piece in pieces:
        goes_on = bool(piece.marks) and not piece.text[: piece.marks[0].start].strip()
        own = piece.direct and piece.direct[0].content.start <= (piece.marks[0].start if piece.marks else 0)
        if source is not None and goes_on and not own and piece.block.part == source.block.part:
            source.end = piece.block.start + piece.marks[0].end
            rest = piece.text[piece.marks[0].end :].strip()
            if rest:
                source = None
        else:
            source = None
        if piece.direct and _may_run_on(piece.text, piece.direct[-1]):
            source = piece


def _may_run_on(text: str, last: Found) -> bool:
    """The paragraph ends with the quotation, or with the cue behind it."""
    return last.cue.start >= last.content.end or not text[last.content.end :].strip()


def _quotes(piece: _Piece, naming: Speakers, text: "str | _Text") -> list[Quote]:
    block, made = piece.block, []
    last = piece.direct[-1] if piece.direct else None
    for hit in piece.found:
        start, end = block.start + hit.content.start, block.start + hit.content.end
        if hit is last and piece.end is not None:
            end = piece.end
        around = outer(hit, piece.found)
        speaker, hearsay, via = naming.of(block.start, piece.text, hit, around)
        cue = Span(block.start + hit.cue.start, block.start + hit.cue.end)
        made.append(Quote(text[start:end], start, end, speaker, hit.direct, hearsay, cue, via))
    return made


class _Text:
    """The article as far as its blocks show it, sliced like a string."""

    def __init__(self, pieces: Sequence[_Piece]) -> None:
        self._pieces = pieces

    def __getitem__(self, wanted: slice) -> str:
        """The characters of the blocks in a stretch, line ends between them."""
        parts, at = [], wanted.start
        for piece in self._pieces:
            block = piece.block
            if block.end > wanted.start and block.start < wanted.stop:
                parts.append("\n" * (block.start - at))
                begin = max(wanted.start, block.start)
                parts.append(piece.text[begin - block.start : wanted.stop - block.start])
                at = block.end
        return "".join(parts)
