"""All names of an article, in stages: known, phrases, people, abbreviations, unknown, resolved."""

from collections.abc import Sequence

from detente.lexicon import Lexicon
from detente.model import Article, Name
from detente.reading.blocks import Block
from detente.reading.names.brackets import mark_abbreviations
from detente.reading.names.known import known_names
from detente.reading.names.lists import mark_lists
from detente.reading.names.local import mark_local, mark_namesakes
from detente.reading.names.marks import Marks
from detente.reading.names.people import mark_people
from detente.reading.names.phrases import mark_phrases
from detente.reading.names.roles import mark_roles
from detente.reading.names.unknown import mark_unknown


def find_names(blocks: Sequence[Block], article: Article, lexicon: Lexicon) -> tuple[Name, ...]:
    """The named parties, places, items, groups, agreements and cases of an article.

    Names come in the order of the text and none overlaps another. An unknown one has an id made of
    its fullest form in the document, or null where it names a plurality ("Korean companies").
    """
    marks = Marks(known_names(blocks, article, lexicon))
    mark_abbreviations(blocks, marks)
    mark_namesakes(blocks, lexicon, marks)
    mark_local(blocks, lexicon, marks)
    mark_lists(blocks, lexicon, marks)
    mark_phrases(blocks, marks)
    mark_people(blocks, article, lexicon, marks)
    mark_roles(blocks, marks)
    mark_unknown(blocks, marks)
    return tuple(marks)
