"""Article to assertions: times, names, quotations, and what the source says was done.

The stages, in order: parse the pieces, tag the time expressions, find the names and whom the
short forms mean, find who said what, match the frames.
"""

from detente.reading.pipeline import READER, read_article

__all__ = ["READER", "read_article"]
