"""All names of an article, in stages: known, phrases, people, abbreviations, unknown, resolved."""

from collections.abc import Sequence

from detente.lexicon import Lexicon
from detente.model import Article, Name
from detente.reading.blocks import Block
from detente.reading.names.known import known_names
from detente.reading.names.marks import Marks


def find_names(blocks: Sequence[Block], article: Article, lexicon: Lexicon) -> tuple[Name, ...]:
    """The named parties, places, items, groups, agreements and cases of an article.

    Names come in the order of the text and none overlaps another. An unknown one has an id made of
    its fullest form in the document, or null where it names a plurality ("Korean companies").
    """
    marks = Marks(known_names(blocks, article, lexicon))
    return tuple(marks)
