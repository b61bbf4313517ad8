"""Days that were moved: a later source gives another day and says that it was put off or brought forward.

Another day alone is a disagreement (docs/concepts/conflicts.md); it takes words that say it was moved.
Deadlines that are told as two acts are in `moves`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from detente.model import When

_VERB = (
    r"(?:extend\w*|extension|postpon\w*|put(?:s|ting)? off|push(?:es|ed|ing)? back|delay\w*|defer\w*|"
    r"mov(?:es|ed|ing)|brought forward|bring(?:s|ing)? forward|prolong\w*|new|later|earlier)"
)
_NOUN = r"(?:deadline|time limit|period|cut-?off|due date|date)"
_MOVES = re.compile(
    rf"\b(?:{_VERB}\W+(?:\w+\W+){{0,5}}?{_NOUN}|{_NOUN}\W+(?:\w+\W+){{0,5}}?{_VERB})\b", re.IGNORECASE
)
_KEPT = re.compile(r"\b(?:not|no|never|refus\w*|declin\w*|reject\w*|rul\w* out)\b", re.IGNORECASE)

Told = Iterable[tuple[date, str]]
"""By when it was known, and its words: of each source of a day."""


def gave_way(days: Sequence[tuple[When, Told]]) -> Mapping[When, When]:
    """Of the days given for one act those that were moved, each with the day it was moved to.

    The news of it comes after the day was known and before it had passed; the first news counts.
    """
    told = [(when, list(sources)) for when, sources in days]
    found = {}
    for when, sources in told:
        known = min((known_by for known_by, _ in sources), default=date.max)
        news = [
            (known_by, other.earliest, other)
            for other, others in told
            if other != when
            for known_by, words in others
            if known < known_by <= when.latest and says_moved(words)
        ]
        if news:
            found[when] = min(news, key=lambda one: one[:2])[2]
    return found


def says_moved(words: str) -> bool:
    """Whether a sentence says that a day was moved.

    >>> says_moved("The period was extended to 10 September."), says_moved("not to extend the deadline")
    (True, False)
    """
    found = _MOVES.search(words)
    return found is not None and not _KEPT.search(words[: found.end()])
