"""Whether two acts of one family are the same act: a rule for each family."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from detente.ledger.acts import Act
from detente.model import Kind, Status, When

NEAR = {"agreement": 3, "deadline": 2, "licence": 3, "stage": 31, "amended": 3, "case": 7}
"""Days by which two reports of one act may differ before they are two acts (then they compete)."""

ALIKE = 0.4
"""Share of content words in common from which two appeals or statements are taken for the same."""

VAGUE = 14
"""Days from which a date is too vague to join talks by."""

SOON = 14
"""Days before or after its report within which an act without a date is taken to lie."""

HEELS = 7
"""Days after talks within which a report is on their heels: its date may be a slip of the month."""
_DAY = timedelta(days=1)
ONCE = frozenset({Kind.COMPLAINT_FILED, Kind.PANEL_ESTABLISHED})
"""Steps that a case has once: of one case they are the same whatever day is given."""
_COMMON = frozenset(
    {"that", "with", "from", "have", "this", "will", "they", "said", "should", "their", "would"}
)


def gap(a: Act, b: Act) -> int | None:
    """Days between the nearest dates of two acts: 0 where some are the same, None where one has none."""
    pairs = [(x.when, y.when) for x in a.values for y in b.values]
    return min((days_apart(x, y) for x, y in pairs), default=None)


def windows(one: Act) -> list[When]:
    """The days given for an act; where none is, those around its reports: before one, after a plan."""
    if one.values:
        return [value.when for value in one.values]
    found = []
    for record in one.records:
        if record.source.dated:
            told, plan = record.source.known_by, record.assertion.status is not Status.OCCURRED
            first, last = (told, told + SOON * _DAY) if plan else (told - SOON * _DAY, told)
            found.append(When.between(first, last))
    return found


def gap_of_windows(a: Act, b: Act) -> int | None:
    """As `gap`, with the days around its reports for an act that has no date."""
    return min((days_apart(x, y) for x in windows(a) for y in windows(b)), default=None)


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
    if not set(a.items) & set(b.items) or not _overlap_or_unknown(a.forms, b.forms) or not _alike(a, b):
        return False
    if a.term("pending"):
        return gap_of_windows(a, b) == 0
    apart = gap(a, b)
    if apart is None:
        return retold(a, b) or (bool(a.ordinals & b.ordinals) and not (a.values and b.values))
    exact = bool(a.when and b.when and a.when.exact and b.when.exact)
    if apart == 0:
        return exact or _overlap_or_unknown(map(str, a.ordinals), map(str, b.ordinals))
    return apart <= NEAR["licence"] and (
        bool(a.ordinals & b.ordinals) or _disclosed(a, b) or _disclosed(b, a)
    )


def retold(a: Act, b: Act) -> bool:
    """Whether one is a headline's licence and the other what the story under it says, without a day.

    Another destination, ordinal or exporter, or words that set it apart ("another"), make it a second.
    """
    if not (a.family == b.family and a.keys & b.keys) or is_headline(a) == is_headline(b):
        return False
    story = b if is_headline(a) else a
    if story.values or any(_FURTHER.search(record.quote) for record in story.records):
        return False
    if not _overlap_or_unknown(map(str, a.ordinals), map(str, b.ordinals)):
        return False
    told = [{str(value) for value, _ in one.term("exporter")} for one in (a, b)]
    return _overlap_or_unknown(*told) and _overlap_or_unknown(a.target_countries, b.target_countries)


_FURTHER = re.compile(
    r"\b(?:another|further|additional|second|earlier|previous(?:ly)?|already|before that|other"
    r"|last (?:week|month|year))\b",
    re.IGNORECASE,
)


def _alike(a: Act, b: Act) -> bool:
    """Whether both tell of as many licences at once, 1 without a number, and both or none is pending."""
    numbers = [min(record.assertion.count or 1 for record in one.records) for one in (a, b)]
    return numbers[0] == numbers[1] and bool(a.term("pending")) is bool(b.term("pending"))


def _disclosed(a: Act, b: Act) -> bool:
    """Whether the later day is that on which the earlier act was told of, and no ordinal parts them."""
    if (
        a.when is None
        or b.when is None
        or not _overlap_or_unknown(map(str, a.ordinals), map(str, b.ordinals))
    ):
        return False
    told = {record.source.known_from for record in a.records}
    return a.when.exact and b.when.exact and a.when.latest < b.when.earliest and b.when.earliest in told


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
    apart = gap_of_windows(a, b)
    return apart is not None and apart <= NEAR["agreement"]


def _deadline(a: Act, b: Act) -> bool:
    if a.agreement != b.agreement or not _near(a, b, NEAR["deadline"]):
        return False
    return bool(a.agreement) or bool(set(a.actors) & set(b.actors))


def _case(a: Act, b: Act) -> bool:
    if a.case and b.case and a.case != b.case:
        return False
    if a.kind in ONCE and a.kind is b.kind and named_case(a) is not None and named_case(a) == named_case(b):
        return True
    apart = gap_of_windows(a, b)
    return _share_country(a, b) and apart is not None and apart <= NEAR["case"]


def named_case(one: Act) -> str | None:
    """The case that a source names; two countries may have several, so that one by its parties is none."""
    return None if one.about else one.case


def _talks(a: Act, b: Act) -> bool:
    """The same countries on the same day, and no two lists of other persons, or of other bodies."""
    if not (a.when and b.when) or max(a.when.days, b.when.days) >= VAGUE:
        return False
    if gap(a, b) != 0 and not (_misdated(a, b) or _misdated(b, a)):
        return False
    if a.countries and b.countries and not (a.countries <= b.countries or b.countries <= a.countries):
        return False
    who = [named(x) for x in (a, b)]
    if not _compatible(*who, alike=a.kind is b.kind):
        return False
    return bool(a.countries & b.countries or who[0] & who[1])


def _compatible(a: frozenset[str], b: frozenset[str], *, alike: bool) -> bool:
    """Whether two lists of participants can be of one meeting.

    Of acts of one kind, persons may stand for their bodies.
    """
    persons = [{name for name in who if name.startswith("person:")} for who in (a, b)]
    if all(persons):
        return bool(persons[0] & persons[1])
    if alike and any(persons):
        return not a - persons[0] or not b - persons[1]
    return _overlap_or_unknown(a, b)


def _misdated(a: Act, b: Act) -> bool:
    """Whether one is a slip of the month: same day of the month, told on the heels of the other.

    Both lists of participants must name somebody in common, so that monthly meetings stay apart.
    """
    if not (a.when and b.when and a.when.exact and b.when.exact) or not named(a) & named(b):
        return False
    right, wrong = a.when.earliest, b.when.earliest
    months = (right.year, right.month) != (wrong.year, wrong.month)
    told = [r.source.known_by for r in b.records if r.source.dated]
    return (
        right.day == wrong.day
        and months
        and bool(told)
        and all(0 <= (t - right) / _DAY <= HEELS for t in told)
    )


def named(one: Act) -> frozenset[str]:
    """Persons and bodies who take part, by id: a name without one counts where it looks like a person's."""
    found = set()
    for text in (*one.actors, *one.targets):
        prefix, colon, _ = text.partition(":")
        if colon and prefix in {"person", "body", "org", "company"}:
            found.add(text)
        elif not colon and " " in text and all(word[:1].isupper() for word in text.split()):
            found.add("person:" + "-".join(text.lower().split()))
    return frozenset(found)


def _said_alike(a: Act, b: Act) -> bool:
    """The same speaker on the same day to the same effect."""
    if a.kind != b.kind or not _same_speaker(a, b) or a.agreement != b.agreement:
        return False
    apart = gap(a, b)
    if apart is not None and apart > 1:
        return False
    if a.agreement or (a.keys & b.keys and is_headline(a) != is_headline(b)):
        return True
    first, second = content(a), content(b)
    return bool(first and second) and len(first & second) >= ALIKE * min(len(first), len(second))


def _same_speaker(a: Act, b: Act) -> bool:
    """Whether two may be one speaker: the same, or one is only named as a country ("Washington")."""
    if _overlap_or_unknown(a.actors, b.actors):
        return True
    only_country = any(set(x.actors) <= set(x.actor_countries) for x in (a, b))
    return only_country and bool(set(a.actor_countries) & set(b.actor_countries))


def is_headline(one: Act) -> bool:
    """Whether the words are those of a headline, which the story under it tells again: no stop at the end."""
    return all(r.origin != "chronology" and not _STOP.search(r.quote) for r in one.records)


_STOP = re.compile(r"[.!?…][\"”’')\]]*\s*$")


def content(one: Act) -> frozenset[str]:
    """The content words of an act: of what is asked where a reader says so, else of its sentence."""
    said = " ".join(str(value) for value, _ in one.term("content")) or one.records[0].quote
    return frozenset(word for word in re.findall(r"[a-z]{4,}", said.lower()) if word not in _COMMON)


def _same_day(a: Act, b: Act) -> bool:
    if gap(a, b) != 0 or not _share_country(a, b) or not _overlap_or_unknown(a.items, b.items):
        return False
    return bool(set(a.items) & set(b.items) or set(a.actors) & set(b.actors))


SAID = frozenset({"appeal_made", "demand_made", "threat_made", "statement_made", "impact_reported"})
"""Families of which the words tell whether two are the same."""

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
