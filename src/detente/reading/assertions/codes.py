"""Features by their codes: the CRC-32 of their text, which is how the trained models know them.

The code of a text that begins like another is counted on from the code of that beginning, so that features
need not be put together. `strings` is the same in plain text: training reads that.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from zlib import crc32

Group = tuple[str, Sequence[bytes]]
"""A beginning, and the ends that follow it: a feature each."""


def raw(text: str) -> bytes:
    """A text as it is coded: UTF-8, lone surrogates kept."""
    return text.encode("utf-8", "surrogatepass")


@lru_cache(maxsize=50_000)
def code(text: str) -> int:
    """The code of a feature, or of the beginning of some."""
    return crc32(raw(text))


def strings(groups: Iterable[Group]) -> list[str]:
    """The features of some groups as texts."""
    return [start + end.decode("utf-8", "surrogatepass") for start, ends in groups for end in ends]


def codes(groups: Iterable[Group]) -> set[int]:
    """The codes of the same."""
    found: set[int] = set()
    for start, ends in groups:
        begun = code(start)
        found.update([crc32(end, begun) for end in ends])
    return found
