"""Whether the clause of an expression speaks of what was or what will be, from its nearest verbs."""

from detente.reading.times.context import Lean
from detente.reading.times.scan import Scan
from detente.reading.times.words import words

REACH = 14
"""Tokens looked at on each side."""


def lean(scan: Scan, start: int, stop: int) -> Lean:
    """The lean of the clause around the tokens: the nearest cue before them, else after."""
    before = _first(scan, range(start - 1, max(-1, start - 1 - REACH), -1))
    if before is not Lean.NONE:
        return before
    return _first(scan, range(stop, min(len(scan.words), stop + REACH)))


def _first(scan: Scan, places: range) -> Lean:
    letters = words().letters
    for index in places:
        code, word = scan.codes[index], scan.words[index]
        if code in (letters["STOP"], letters["BREAK"]) or (code == letters["DOT"] and _ends(scan, index)):
            return Lean.NONE
        if code == letters["UNTIL"] and index == places.start:
            return Lean.PAST if word[0].isupper() else Lean.FUTURE  # "Until Friday, they had not met"
        if code == letters["WILL"]:
            return Lean.FUTURE
        if index and scan.codes[index - 1] == letters["BE"]:
            continue  # "to be completed"
        if code == letters["WASNT"] or (len(word) > 4 and word.endswith("ed") and word.islower()):  # noqa: PLR2004
            return Lean.PAST
        if code == letters["TO"] and _infinitive(scan, index):
            return Lean.FUTURE
    return Lean.NONE


def _infinitive(scan: Scan, index: int) -> bool:
    """Whether a verb seems to follow the "to": a plain small word that is in no list."""
    following = scan.words[index + 1 : index + 2]
    return bool(following) and scan.codes[index + 1] == "." and following[0].islower()


def _ends(scan: Scan, index: int) -> bool:
    """Whether a point ends a sentence: a small word before, a capital after."""
    after = scan.words[index + 1 : index + 2]
    before = scan.words[index - 1] if index else ""
    long_enough = len(before) > 3 or before.isdigit()  # noqa: PLR2004 -- shorter is an abbreviation
    return not after or (not after[0][0].islower() and long_enough)
