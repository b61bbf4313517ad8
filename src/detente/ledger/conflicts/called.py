"""What one side calls a measure and the other says it is not: "a ban in all but name", "not a ban".

Claims of one side against the other: shown, never settled.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from detente.ledger.acts import Act
from detente.ledger.choose import level
from detente.ledger.conflicts.base import Told, conflict
from detente.ledger.views import Conflict
from detente.ledger.wording import listed
from detente.model import Kind

WORDS = ("ban", "embargo", "blockade", "boycott", "retaliation", "violation", "coercion", "blackmail")
"""What a measure is called and said not to be."""

_NEAR = timedelta(days=62)
"""Days between two statements that may answer each other on other pages."""

_NOT = r"(?:\bnot\b|n[’']t\b|\bno\b|\bnever\b|\bden(?:y|ies|ied|ying)\b|\breject\w*)[^.;]{0,60}?"


def of_words(acts: Sequence[Act]) -> Iterator[Conflict]:
    """A conflict for each pair of statements of two speakers that call a thing so, and deny that it is."""
    said = [one for one in acts if one.kind is Kind.STATEMENT_MADE and one.modality == "real" and one.actors]
    for word in WORDS:
        name = re.compile(rf"\b{word}s?\b", re.IGNORECASE)
        denial = re.compile(_NOT + rf"\b{word}s?\b", re.IGNORECASE)
        told = [one for one in said if name.search(_content(one))]
        denied = [one for one in told if denial.search(_content(one))]
        for one in (one for one in told if one not in denied):
            against = [other for other in denied if _answers(one, other)]
            if against:
                yield _conflict(word, one, against)


def _content(one: Act) -> str:
    """What is said, by its terms, else its sentence."""
    told = " ".join(str(value) for value, _ in one.term("content"))
    return " ".join((told or one.records[0].quote).split())


def _answers(one: Act, other: Act) -> bool:
    """Whether a denial is of another speaker, and told beside the claim or about the same."""
    if set(one.actors) & set(other.actors) or set(one.actor_countries) & set(other.actor_countries):
        return False
    if one.keys & other.keys:
        return True
    shared = set(one.items) & set(other.items) or one.countries & other.countries
    if not (shared and one.when and other.when):
        return False
    first, last = sorted((one.when, other.when), key=lambda when: when.earliest)
    return last.earliest - first.latest <= _NEAR


def _conflict(word: str, one: Act, against: Sequence[Act]) -> Conflict:
    records = [record for other in against for record in other.records]
    told: list[Told] = [
        (_content(one), one.records, level(one.records, None)),
        (_content(against[0]), records, level(records, None)),
    ]
    article = "an" if word[0] in "aeiou" else "a"
    plain = word if word in {"retaliation", "coercion", "blackmail"} else f"{article} {word}"
    said = f"{_speakers([one])} calls it {plain}, {_speakers(against)} says that it is not."
    return conflict(one.id, f"called {word}", "claim", told, said)


def _speakers(acts: Sequence[Act]) -> str:
    """Who says so, by name."""
    names = [mention for one in acts for record in one.records for mention in record.assertion.actors[:1]]
    return listed(acts[0].lexicon.name(m.id) if m.id else re.sub(r"^The ", "the ", m.name) for m in names[:2])
