"""Time expressions: where they stand, and their TIMEX3 values.

The stages, in order: cut the text into tokens and give each the letter of its class (scan), match
the grammar on the letters (grammar, and the modules that read), reckon the values from the day of
the report, what was named before, and the tense (context, tense).
"""

from detente.reading.times.tagger import tag

__all__ = ["tag"]
