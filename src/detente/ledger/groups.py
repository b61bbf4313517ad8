"""Country groups: which one a sentence means, and who is in it on a day.

Press language ("white list", "preferential list") belongs to whichever country acts; the rules of
that country say which of its groups is the preferred one.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from detente.ledger.rules import regimes
from detente.ledger.views import Dated, GroupMembership, Measure
from detente.lexicon import Lexicon
from detente.model import When

_PREFERRED = re.compile(
    r"white[- ]?list|(?:preferential|preferred|trusted)\s+(?:trad\w+\s+)?(?:list|group|countr|partner|nation)"
    r"|list of (?:preferred|preferential|trusted|white)|fast[- ]track",
    re.IGNORECASE,
)
_ADDS = re.compile(
    r"\b(?:restor\w*|re-?instat\w*|re-?list\w*|back (?:in|on|to|under)|return\w*|put\w* back|re-?admit\w*)\b"
    r"|\b(?:lift|eas)(?:s|ed|ing|es)?\b"
    r"|\b(?:eligible|allowed|permitted|available) (?:again|anew|once more)\b"
    r"|\b(?:again|once more) (?:be )?(?:eligible|allowed|permitted|available)\b",
    re.IGNORECASE,
)


def group_named(text: str, actor: str, lexicon: Lexicon) -> str | None:
    """The group of the acting country that the words mean, or None where they mean none.

    A name of a group of that country in the lexicon comes first, then the common words for a
    preferred group.
    """
    for entry_id, names in _named_groups(lexicon, actor):
        if names.search(text):
            return entry_id
    regime = regimes().get(actor)
    return regime.preferred if regime and _PREFERRED.search(text) else None


@lru_cache(maxsize=256)
def _named_groups(lexicon: Lexicon, actor: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for entry in lexicon.entries.values():
        if entry.kind != "country_group":
            continue
        same = entry.terms.get("same_as", {})
        own = same.get(actor) if isinstance(same, Mapping) else None
        if own or entry.country == actor:
            names = sorted({entry.name, entry.short or entry.name, *entry.names}, key=len, reverse=True)
            words = "|".join(re.escape(name).replace(r"\ ", r"[\s-]+") for name in names)
            found.append((str(own or entry.id), re.compile(rf"\b(?:{words})\b", re.IGNORECASE)))
    return tuple(found)


def group_of_actor(group: str, actor: str, lexicon: Lexicon) -> str:
    """A group by its id or its words for a country that acts: "the white list" is another for each.

    A list of a country whose rules know only one group to be left is that group.
    """
    if not group.startswith("group:"):
        regime = regimes().get(actor)
        preferred = regime.preferred if regime else None
        return group_named(group, actor, lexicon) or preferred or group
    entry = lexicon.get(group)
    same = entry.terms.get("same_as", {}) if entry else {}
    return str(same.get(actor, group)) if isinstance(same, Mapping) else group


def restricts(group: str | None, lexicon: Lexicon) -> bool:
    """Whether to be on a list is the restriction: an entity list, not a list of trusted partners."""
    entry = lexicon.get(group)
    return bool(entry and entry.terms.get("restrictive"))


def gives_back(text: str) -> bool:
    """Whether the words speak of undoing a measure: restoring, lifting, putting back."""
    return bool(_ADDS.search(text))


def edition(group: str, on: date, known: date, lexicon: Lexicon) -> str | None:
    """The version of a country's groups that holds on the day, as known then; None where it is not known.

    The lexicon has them as `editions`, the oldest first: each with its name, `since` (EDTF), and `known`,
    from when it was known to come.
    """
    entry = lexicon.get(group)
    for told in reversed(entry.terms.get("editions", ()) if entry else ()):
        if told.get("known") and known < When(str(told["known"])).latest:
            continue
        first = When(str(told["since"])) if told.get("since") else None
        if first is None or on >= first.latest:
            return str(told["name"])
        if on >= first.earliest:
            return None
    return None


def memberships(
    measures: Iterable[Measure], on: date, known: date, lexicon: Lexicon
) -> tuple[GroupMembership, ...]:
    """Who is in which group on the day, as far as measures of the ledger say something of it.

    Of a restrictive list nobody: firms are on it, not their countries.
    """
    return tuple(
        replace(_membership(measure, target, on), edition=edition(measure.group, on, known, lexicon))
        for measure in measures
        if measure.group and measure.actor and not restricts(measure.group, lexicon)
        for target in measure.targets
    )


def _membership(measure: Measure, country: str, on: date) -> GroupMembership:  # noqa: PLR0911  # a ladder of days
    """A member until the removal takes effect, and again from the day on which it ends."""
    out, back = measure.effective, measure.ended
    group, actor = measure.group or "", measure.actor or ""

    def found(
        *, member: bool | None, since: When | None, until: When | None, dated: Iterable[Dated]
    ) -> GroupMembership:
        supports = tuple(s for one in list(dated)[:1] for s in one.supports) or measure.supports
        return GroupMembership(group, country, actor, member, since, until, measure.id, supports)

    effective, withdrawn = measure.stages.get("effective", ()), measure.stages.get("withdrawn", ())
    if back is not None and on >= back.latest:
        return found(member=True, since=back, until=None, dated=withdrawn)
    if back is not None and on >= back.earliest:
        return found(member=None, since=None, until=None, dated=withdrawn)
    if out is None and (measure.ending or back) and not measure.stages.keys() - {"withdrawn"}:
        return found(member=False, since=None, until=back.shifted(-1) if back else None, dated=withdrawn)
    if out is None:
        unknown = measure.state == "undeterminable"
        return found(member=None if unknown else True, since=None, until=None, dated=effective)
    if on >= out.latest:
        return found(member=False, since=out, until=back.shifted(-1) if back else None, dated=effective)
    if on >= out.earliest:
        return found(member=None, since=None, until=None, dated=effective)
    return found(member=True, since=None, until=out.shifted(-1), dated=effective)
