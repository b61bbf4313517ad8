"""Days, names and sources in words for people: shared by explanations and by the desk."""

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from detente.ledger.views import Support
from detente.lexicon import Lexicon
from detente.model import When, WhenError

NAMED = 2
"""Publishers named in a sentence; the others are counted."""
_FILE = re.compile(r"^[^/]+\.(?:txt|html?|eml|md|pdf|jsonl?)$", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+ ")
_BODY = re.compile(
    r"\b(?:Ministry|Court|Council|Senate|Office|Cabinet|Committee|Agency|Commission|Department|Assembly|Mission|"
    r"Organi[sz]ation|Bureau|Federation|Union|Government)\b"
)
"""Words that make a name one with an article."""


def day(value: date) -> str:
    """A day for people: 21 August 2019."""
    return f"{value.day} {value:%B %Y}"


def words(when: When | None) -> str:
    """A when for people, as vague as it is."""
    if when is None:
        return "day not known"
    if when.exact:
        return day(when.earliest)
    about = "about " if when.approximate else ""
    if len(when.value.rstrip("~")) == len("2019-08"):
        return f"{about}{when.earliest:%B %Y}"
    if len(when.value.rstrip("~")) == len("2019"):
        return f"{about}{when.earliest.year}"
    first, last = when.earliest, when.latest
    begins = str(first.day) if (first.year, first.month) == (last.year, last.month) else day(first)
    return f"{about}{begins} to {day(last)}"


def value_words(value: str) -> str:
    """A competing value for people: a date in words, anything else as it stands.

    >>> value_words("2019-07-01"), value_words("suspended")
    ('1 July 2019', 'suspended')
    """
    try:
        return words(When(value))
    except WhenError:
        return value


def listed(names: Iterable[str], last: str = "and") -> str:
    """Names as a sentence lists them: "a, b and c"."""
    found = list(dict.fromkeys(names))
    return f"{', '.join(found[:-1])} {last} {found[-1]}" if len(found) > 1 else "".join(found)


def called(id_: str, lexicon: Lexicon) -> str:
    """A name for people; of what the lexicon does not know, what its id says, never the id itself."""
    entry = lexicon.get(id_)
    if entry:
        return entry.name
    prefix, colon, rest = id_.partition(":")
    if not colon or " " in prefix:
        return id_
    plain = rest.rpartition("/")[2].replace("-", " ")
    return plain.title() if prefix == "person" else plain


def publisher(support: Support) -> str:
    """The publisher, or the host of the address where none is named; a file is called the page that it is."""
    host = urlsplit(support.url).hostname if support.url else None
    name = support.publisher or host or "a page without a publisher"
    return f"the page “{name}”" if _FILE.match(name) else name


_STEPS = {("consultations_held", "accepted"): "consultations accepted"}
"""What is called otherwise than its kind, since only a step of it is told."""


def act_words(kind: str, step: str | None = None) -> str:
    """A kind for people; of what only a step is told, the step: "consultations accepted".

    >>> act_words("panel_blocked"), act_words("consultations_held", "accepted")
    ('panel blocked', 'consultations accepted')
    """
    plain = kind.replace("_", " ")
    return _STEPS.get((kind, step), f"{plain} ({step})") if step else plain


def cited(support: Support, text: str | None = None) -> str:
    """The words behind a value, or `text` of them: in quotation marks only where a stored source has them.

    What a chronology or a person recorded is told as that, with its entry; empty where there are no words.
    """
    shown = " ".join((support.quote if text is None else text).split())
    if not shown:
        return ""
    if support.verbatim:
        return f"“{shown}”"
    if support.supposed:
        return shown
    return f"recorded as: {shown}" + (f" ({support.entry})" if support.entry else "")


def publishers(supports: Iterable[Support]) -> str:
    """Who says it, for a sentence: two names and how many more."""
    names = list(dict.fromkeys(publisher(s) for s in supports))
    more = len(names) - NAMED
    return listed(names) if more <= 0 else f"{', '.join(names[:NAMED])} and {more} more"


def who(supports: Iterable[Support], verb: str) -> str:
    """Who says it with a regular verb that agrees: "Reuters says", "Reuters and Kyodo say"."""
    told = tuple(supports)
    one = len({publisher(s) for s in told}) == 1
    return f"{publishers(told)} {verb}{'s' if one else ''}"


def capital(sentence: str) -> str:
    """The sentence with a capital at its head, unless it begins with a host (`www.x.example says`)."""
    return sentence if _HOST.match(sentence) else sentence[:1].upper() + sentence[1:]


def with_article(name: str) -> str:
    """A party inside a sentence: "the Ministry of Trade", but "Taro Kono".

    >>> with_article("Supreme Court of Korea"), with_article("Cheong Wa Dae")
    ('the Supreme Court of Korea', 'Cheong Wa Dae')
    """
    return f"the {name}" if _BODY.search(name) and not name.lower().startswith("the ") else name
