"""Whether two acts of one family are the same act: a rule for each family."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from detente.ledger.acts import Act
from detente.model import When

NEAR = {"agreement": 3, "deadline": 2, "licence": 3, "stage": 31, "amended": 3, "case": 7}
"""Days by which two reports of one act may differ before they are two acts (then they compete)."""

ALIKE = 0.4
"""Share of content words in common from which two appeals or statements are taken for the same."""

VAGUE = 14
"""Days from which a date is too vague to join talks by."""
_COMMON = frozenset(
    {"that", "with", "from", "have", "this", "will", "they", "said", "should", "their", "would"}
)


def gap(a: Act, b: Act) -> int | None:
    """Days between the nearest dates of two acts: 0 where some are the same, None where one has none."""
    pairs = [(x.when, y.when) for x in a.values for y in b.values]
    return min((days_apart(x, y) for x, y in pairs), default=None)


def days_apart(a: When, b: When) -> int:
    """Days between two stretches, 0 where they overlap."""
    if a.overlaps(b):
        return 0
    return (max(a.earliest, b.earliest) - min(a.latest, b.latest)) // timedelta(days=1)


def same(a: Act, b: Act) -> bool:
    """Whether two acts of one family and modality are the same act."""
    if a.modality != "real":
        return _said_alike(a, b)
    name = a.family
    if a.measure is None and (name.startswith("measure") or name == "group_changed"):
        return _same_day(a, b)
    if name == "measure_amended":
        return _near(a, b, NEAR["amended"]) and _overlap_or_unknown(a.items, b.items)
    if name.startswith("measure") or name == "group_changed":
        return _near(a, b, NEAR["stage"])
    return _RULES.get(name, _RULES_BY_HEAD.get(name.partition("_")[0], _same_day))(a, b)


def _near(a: Act, b: Act, days: int) -> bool:
    apart = gap(a, b)
    return apart is not None and apart <= days


def _overlap_or_unknown(a: Iterable[str], b: Iterable[str]) -> bool:
    first, second = set(a), set(b)
    return not first or not second or bool(first & second)


def _share_country(a: Act, b: Act) -> bool:
    return not a.countries or not b.countries or bool(a.countries & b.countries)


def _licence(a: Act, b: Act) -> bool:
    """Same item and form, same day; or a day or two apart with the same ordinal, or told by one page.

    A loose word for the goods in a headline is what the story goes on to name.
    """
    if _loosely(a, b):
        return bool(a.keys & b.keys) and gap(a, b) in {None, *range(NEAR["licence"])}
    if not set(a.items) & set(b.items) or not _overlap_or_unknown(a.forms, b.forms):
        return False
    apart = gap(a, b)
    if apart is None:
        return bool(a.ordinals & b.ordinals) and not (a.values and b.values)
    exact = bool(a.when and b.when and a.when.exact and b.when.exact)
    if apart == 0:
        return exact or _overlap_or_unknown(map(str, a.ordinals), map(str, b.ordinals))
    return apart <= NEAR["licence"] and bool(a.ordinals & b.ordinals)


def _loosely(a: Act, b: Act) -> bool:
    """Whether one names the goods by a loose word that the other's are among."""
    if set(a.items) & set(b.items):
        return False
    return bool(a.loose & {*b.items, *b.loose} or b.loose & set(a.items))


def _counted(a: Act, b: Act) -> bool:
    """The same number of the same things on the same day."""
    numbers = [{r.assertion.count for r in x.records} for x in (a, b)]
    return a.items == b.items and a.forms == b.forms and numbers[0] == numbers[1] and gap(a, b) == 0


def _agreement(a: Act, b: Act) -> bool:
    return _near(a, b, NEAR["agreement"])


def _deadline(a: Act, b: Act) -> bool:
    if a.agreement != b.agreement or not _near(a, b, NEAR["deadline"]):
        return False
    return bool(a.agreement) or bool(set(a.actors) & set(b.actors))


def _case(a: Act, b: Act) -> bool:
    if a.case and b.case and a.case != b.case:
        return False
    return _share_country(a, b) and _near(a, b, NEAR["case"])


def _talks(a: Act, b: Act) -> bool:
    """The same countries on the same day, and no two lists of other persons or bodies."""
    if not (a.when and b.when) or max(a.when.days, b.when.days) >= VAGUE or gap(a, b) != 0:
        return False
    if a.countries and b.countries and not (a.countries <= b.countries or b.countries <= a.countries):
        return False
    who = [named(x) for x in (a, b)]
    return _overlap_or_unknown(*who) and (bool(a.countries & b.countries) or bool(who[0] & who[1]))


def named(one: Act) -> frozenset[str]:
    """Persons and bodies who take part, as slugs: a name without an id counts where it looks like one."""
    found = set()
    for text in (*one.actors, *one.targets):
        prefix, colon, rest = text.partition(":")
        if colon and prefix in {"person", "body", "org", "company"}:
            found.add(rest)
        elif not colon and " " in text and all(word[:1].isupper() for word in text.split()):
            found.add("-".join(text.lower().split()))
    return frozenset(found)


def _said_alike(a: Act, b: Act) -> bool:
    """The same speaker on the same day to the same effect."""
    if a.kind != b.kind or not _overlap_or_unknown(a.actors, b.actors) or a.agreement != b.agreement:
        return False
    apart = gap(a, b)
    if apart is not None and apart > 1:
        return False
    if a.agreement:
        return True
    first, second = content(a), content(b)
    return bool(first and second) and len(first & second) >= ALIKE * min(len(first), len(second))


def content(one: Act) -> frozenset[str]:
    """The content words of an act: of what is asked where a reader says so, else of its sentence."""
    said = " ".join(str(value) for value, _ in one.term("content")) or one.records[0].quote
    return frozenset(word for word in re.findall(r"[a-z]{4,}", said.lower()) if word not in _COMMON)


def _same_day(a: Act, b: Act) -> bool:
    if gap(a, b) != 0 or not _share_country(a, b) or not _overlap_or_unknown(a.items, b.items):
        return False
    return bool(set(a.items) & set(b.items) or set(a.actors) & set(b.actors))


_RULES: Mapping[str, Callable[[Act, Act], bool]] = {
    "talks": _talks,
    "deadline": _deadline,
    "licence_counted": _counted,
    "appeal_made": _said_alike,
    "demand_made": _said_alike,
    "threat_made": _said_alike,
    "statement_made": _said_alike,
    "impact_reported": _said_alike,
}
_RULES_BY_HEAD: Mapping[str, Callable[[Act, Act], bool]] = {
    "licence": _licence,
    "agreement": _agreement,
    "complaint": _case,
    "consultations": _case,
    "panel": _case,
    "proceeding": _case,
}
