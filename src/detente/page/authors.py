"""The people and agencies of a byline, each with its place in the text."""

import re
from dataclasses import dataclass

from detente.page.data import start, whole
from detente.page.dates import find_dates

_SPLIT = re.compile(
    r"\s*(?:,|;|/|\||·|•|&|\u3000|\s[-–—]\s|\(|\)|:"
    r"|\b(?:and|und|et|y|og|och|ve)\b|\ben\b(?=\s+[A-Z]))\s*",
    re.IGNORECASE,
)
_PARTICLE = r"(?:de|da|do|dos|del|della|di|du|la|le|van|von|der|den|ten|bin|bint|al|el|af|y|zu|zur|ter|st\.?)"
_WORD = r"(?:(?:Mc|Mac|O['’]|D['’]|d['’]|al-|el-)?[^\W\d_][\w'’.-]*)"
_NAME = re.compile(rf"{_WORD}(?:\s+(?:{_PARTICLE}|{_WORD})){{0,5}}")
_EMAIL = re.compile(r"\S+@\S+|https?://\S+|(?<!\w)@\w+")
_PLACE = re.compile(r"\s+(?:in|at|from|for|with|of)\s+[^\W\d_].*$")
_MOST_NAME = 60
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Author:
    """A name in a byline and where it stands in the text that was given."""

    name: str
    start: int
    end: int


def starts_byline(text: str) -> int:
    """How many characters of "By" and its like open the text; 0 where none do."""
    match = start("byline_starts").match(text)
    if not match:
        return 0
    after = text[match.end() :]
    opening = re.match(r"\s*:\s*|\s+", after)
    return match.end() + opening.end() if opening and after[opening.end() :] else 0


def authors(text: str, *, agencies: bool = False) -> list[Author]:
    """The names in a byline, without "By", roles, places, addresses and dates.

    An agency counts only where no person is named, or where `agencies` says so. A text that holds
    anything else than names and roles is no byline: the answer is then empty.

    >>> [a.name for a in authors("By Kim Min-ji and Paul Roe, staff writers in Seoul")]
    ['Kim Min-ji', 'Paul Roe']
    """
    blank = text
    for stamp in find_dates(text):
        blank = blank[: stamp.start] + "," * (stamp.end - stamp.start) + blank[stamp.end :]
    blank = _EMAIL.sub(lambda m: "," * len(m[0]), blank)
    people: list[Author] = []
    firms: list[Author] = []
    for at, piece in _pieces(blank, starts_byline(blank)):
        if whole("agencies").fullmatch(piece):
            firms.append(Author(piece, at, at + len(piece)))
        elif _is_role(piece):
            continue
        elif is_name(piece):
            people.append(Author(piece, at, at + len(piece)))
        elif not (people and piece.istitle() and len(piece.split()) == 1):  # a place after the names
            return []
    return sorted([*people, *firms], key=lambda a: a.start) if agencies else people or firms[:1]


def _pieces(text: str, at: int) -> list[tuple[int, str]]:
    found = []
    for match in (*_SPLIT.finditer(text, at), None):
        end = match.start() if match else len(text)
        piece = _PLACE.sub("", text[at:end].strip(" .*"))
        piece = _role_free(piece)
        if piece.strip():
            found.append((text.index(piece, at), piece))
        at = match.end() if match else end
    return found


def _role_free(piece: str) -> str:
    """The piece without roles around a name: "Staff Reporter Kim Min-ji", "Paul Roe Correspondent"."""
    words = piece.split()
    while len(words) > 2 and words[0].lower() != "the" and whole("roles").fullmatch(words[0]):  # noqa: PLR2004 - a name has two words
        words.pop(0)
    while len(words) > 2 and whole("roles").fullmatch(words[-1]):  # noqa: PLR2004
        words.pop()
    joined = " ".join(words)
    return joined if joined in piece else piece


def _is_role(piece: str) -> bool:
    """Whether a piece is a role or an outlet ("The ...") and not a person."""
    words = re.findall(r"[\w'’-]+", piece)
    if len(words) > 1 and words[0].lower() == "the":
        return True
    known = [bool(whole("roles").fullmatch(word)) for word in words]
    return all(known) or (len(known) > 1 and known[-1])


def is_name(piece: str) -> bool:
    """Whether a text has the shape of a person's name: two to six capitalised words."""
    if len(piece) > _MOST_NAME or not _NAME.fullmatch(piece):
        return False
    words = piece.split()
    big = [
        w for w in words if w[0].isupper() or not w[0].islower() or w.startswith(("d'", "d’", "al-", "el-"))
    ]
    small = [w for w in words if w not in big]
    wide = any("\u3040" <= c <= "\uffff" for c in piece)
    return (
        (2 <= len(words) <= _MOST_WORDS or wide)  # noqa: PLR2004
        and all(re.fullmatch(_PARTICLE, w) for w in small)
        and len(big) >= min(len(words), 2)
    )
