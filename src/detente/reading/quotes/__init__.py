"""Who said what: direct, indirect and mixed speech, with its speaker and whether it is hearsay.

The stages, in order: pair the quotation marks of a paragraph, give each whole quotation its cue,
read the clauses that reporting verbs govern, let quotations run on over paragraphs, name the
speakers. Cue words are data in `cues.toml`.
"""

from detente.reading.quotes.find import find_quotes

__all__ = ["find_quotes"]
