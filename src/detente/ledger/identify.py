"""Which measure a stage belongs to, where the source does not name it by id.

"The restrictions" of a news page are tried against every known measure: same actor and target, no
items that exclude it, and a date that fits a stage of it. What fits none is a measure of its own.
Two that the press calls by one name stay two: a measure under which licences were approved before
another takes effect is not that other.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from detente.ledger.acts import Act
from detente.ledger.choose import told_only
from detente.ledger.groups import group_named, group_of_actor, restricts
from detente.ledger.joined import joined, name_of
from detente.ledger.same import days_apart
from detente.model import Kind, Status, When

STAGE = 4.0
"""A date equal to the same stage of the measure."""
OTHER_STAGE = 2.0
"""A date equal to another stage: one source may have mixed them up."""
ITEMS = 2.0
GROUP = 3.0
COMPETING = 1.0
"""The same stage a few days off: a competing date rather than another measure."""
BASE = 0.5
"""The same actor and target, and nothing against it; enough for a measure known from pages only."""
NEAR_GROUP = 62
"""Days within which two dates for leaving the same group are one act: decided and in effect."""
_BEFORE_EFFECT = frozenset(
    {
        "measure_announced",
        "measure_comment_opened",
        "measure_comment_closed",
        "measure_decided",
        "measure_promulgated",
    }
)
_BEGINS = frozenset({"measure_announced", "measure_comment_opened"})
_COMMENTS = frozenset({"measure_comment_opened", "measure_comment_closed"})
NEAR_EFFECT, NEAR_STAGE = 3, 7
"""Days by which the day of effect, or another stage, may differ and still compete."""


@dataclass
class Profile:
    """What is known of a measure while stages are sorted to measures."""

    id: str
    actors: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    items: set[str] = field(default_factory=set)
    group: str | None = None
    licences: set[str] = field(default_factory=set)
    stages: list[tuple[str, When]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    named: bool = False

    def take(self, node: Act) -> None:
        """Learn from a stage that belongs to it."""
        self.actors.update(node.actor_countries[:1])
        self.targets.update(node.target_countries)
        if node.kind is not Kind.GROUP_CHANGED:
            self.items.update(node.items)
        self.group = self.group or stage_group(node)
        self.licences.update(_licences(node, "licence_after"))
        stage = stage_family(node)
        told = [v for v in node.values if stage != "measure_effective" or not told_only(v.records)]
        self.stages += [(stage, value.when) for value in told]
        self.keys |= node.keys


def is_stage(node: Act) -> bool:
    """Whether an act is a stage of a measure."""
    return node.family.startswith("measure_") or node.kind is Kind.GROUP_CHANGED


def stage_family(node: Act) -> str:
    """What a stage's date is compared with: a change of group is dated by its effect."""
    return "measure_effective" if node.kind is Kind.GROUP_CHANGED else node.family


def identify(nodes: Iterable[Act]) -> list[Act]:
    """Give every stage its measure; acts of other kinds keep the measure that their source names.

    Names of different origins for one measure (`joined`) go on as one. Stages that say too little to be a
    measure, neither date nor item nor target, keep none. An end on goods that fits no measure, once all
    others are sorted, is of one whose beginning is not told.
    """
    given = list(nodes)
    profiles: dict[str, Profile] = {}
    found: list[Act] = []
    open_: list[Act] = []
    one_name = joined(given)
    for node in given:
        name = name_of(node)
        name = one_name.get(name, name) if name else None
        if name is None and is_stage(node):
            open_.append(node)
            continue
        if name and is_stage(node) and node.modality == "real":
            profiles.setdefault(name, Profile(name, named=True)).take(node)
        found.append(replace(node, measure=name))
    done = (n for n in given if n.kind is Kind.LICENCE_APPROVED and n.status is Status.OCCURRED)
    approvals = [n for n in done if n.when]
    ends: list[Act] = []
    for node in sorted(open_, key=_order):
        profile = _best(node, _candidates(node, profiles.values()), approvals)
        if profile is None and _ends_unknown(node):
            ends.append(node)
            continue
        if profile is None and (_tells(node) or _first_told(node, profiles.values())):
            name = _new_id(node, profiles)
            profile = profiles.setdefault(name, Profile(name))
        if profile is not None and node.modality == "real":
            profile.take(node)
        found.append(replace(node, measure=profile.id if profile else None))
    for node in ends:
        profile = _best(node, _candidates(node, profiles.values()), approvals)
        if profile is None:
            name = _new_id(node, profiles)
            profile = profiles.setdefault(name, Profile(name))
        profile.take(node)
        found.append(replace(node, measure=profile.id))
    return found


def _order(node: Act) -> tuple[object, ...]:
    """What tells most first: with a date, with items or a group, exact, early."""
    first = node.records[0]
    return (
        not node.values,
        not (node.items or stage_group(node)),
        node.when.days if node.when else 0,
        node.when.value if node.when else "",
        first.source.known_by, first.key, first.source.id, first.assertion.id,
    )  # fmt: skip


def _tells(node: Act) -> bool:
    about = node.items or node.target_countries or stage_group(node)
    if node.family in {"measure_withdrawn", "measure_amended"}:
        return False  # it presupposes a measure that some other source tells of
    return node.modality == "real" and bool(node.values) and bool(node.actor_countries) and bool(about)


def _first_told(node: Act, profiles: Iterable[Profile]) -> bool:
    """Whether a country announces a measure, or asks for comments on one, when none of its is known.

    It says neither on what nor upon whom; what is announced and open to comment must not be told as nothing.
    """
    tells = node.family in _BEGINS and node.modality == "real" and bool(node.values)
    return tells and bool(node.actor_countries) and not _candidates(node, profiles)


def _ends_unknown(node: Act) -> bool:
    """Whether a stage ends a measure on goods: it was in force, though no source may tell since when."""
    told = bool(node.values) and bool(node.actor_countries) and bool(node.items)
    return node.family == "measure_withdrawn" and node.modality == "real" and told and not stage_group(node)


def stage_group(node: Act) -> str | None:
    """The country group a stage is about: by its terms, else by the words of its sentences.

    A stage that names items is about these, whatever list its sentence goes on to mention.
    """
    said = next((str(value) for value, _ in node.term("group")), None)
    if not node.actor_countries:
        return said
    if said:
        return group_of_actor(said, node.actor_countries[0], node.lexicon)
    if node.items:
        return None
    words = " ".join(
        [r.quote for r in node.records] + [m.name for r in node.records if (m := r.assertion.measure)]
    )
    return group_named(words, node.actor_countries[0], node.lexicon) if node.target_countries else None


def _candidates(node: Act, profiles: Iterable[Profile]) -> list[Profile]:
    """The measures of a stage's actor, where it says anything: `_excluded` refuses all others."""
    if not (node.actor_countries or node.items or node.target_countries):
        return list(profiles)
    actor = set(node.actor_countries[:1])
    return [profile for profile in profiles if not actor.isdisjoint(profile.actors)]


def _best(node: Act, profiles: Sequence[Profile], approvals: Sequence[Act]) -> Profile | None:
    scored = [(s, p) for p in profiles if (s := _score(node, p, approvals)) is not None]
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    if not scored or scored[0][0] < BASE:
        return None
    if len(scored) > 1 and scored[0][0] == scored[1][0] and (not node.values or _nobody(node)):
        return None
    if scored[0][1].named and scored[0][0] <= BASE:
        return None
    return scored[0][1]


def _score(node: Act, profile: Profile, approvals: Sequence[Act]) -> float | None:
    """How well a stage fits a measure; None where something excludes it."""
    if _nobody(node):
        return _by_date(node, profile)
    if _excluded(node, profile):
        return None
    group = stage_group(node)
    score = (
        BASE
        + (ITEMS if set(node.items) & profile.items else 0)
        + (ITEMS if _licences(node, "licence_before") & profile.licences else 0)
        + (GROUP if group and group == profile.group else 0)
    )
    if node.when is None:
        return score
    same = [days_apart(node.when, when) for stage, when in profile.stages if stage == stage_family(node)]
    other = [days_apart(node.when, when) for stage, when in profile.stages if stage != stage_family(node)]
    if stage_family(node) == "measure_effective":
        if not _same_stage(node, profile) and _licensed_before(node, profile, approvals):
            return None
        if same and min(same) > (NEAR_GROUP if group and group == profile.group else NEAR_EFFECT):
            return None
    else:
        score += _in_order(node, profile)
    if same and min(same) <= NEAR_STAGE:
        score += STAGE if min(same) == 0 else COMPETING
    elif same:
        score -= OTHER_STAGE
    return score + (OTHER_STAGE if 0 in other else 0)


def _excluded(node: Act, profile: Profile) -> bool:
    """Whether something speaks against it: another actor, targets, goods or list, or nothing shared."""
    if not set(node.actor_countries[:1]) & profile.actors:
        return True
    group = stage_group(node)
    pairs = ((set(node.target_countries), profile.targets), (set(node.items), profile.items))
    if any(mine and theirs and not mine & theirs for mine, theirs in pairs):
        return True
    if group and profile.group and group != profile.group:
        return True
    goods = bool(node.items) and bool(profile.group) and not profile.items
    companies = goods and restricts(profile.group, node.lexicon)
    if (
        companies
        or (goods and not _same_stage(node, profile))
        or (group and profile.items and not profile.group)
    ):
        return True  # one is about goods, the other about a list
    shared = any(mine & theirs for mine, theirs in pairs) or bool(group and group == profile.group)
    silent = not group and not any(mine for mine, _ in pairs)
    before = _licences(node, "licence_before")
    if before and profile.licences and not before & profile.licences:
        return True  # the end of a ban is not that of a licensing of the same goods
    return _before_announced(node, profile) or not (shared or silent or _near_it(node, profile))


def _licences(node: Act, term: str) -> set[str]:
    """The licence types that a stage says a measure asks for, or did."""
    if node.family != "measure_withdrawn" and term == "licence_before":
        return set()
    return {value for value, _ in node.term(term) if isinstance(value, str)}


def _same_stage(node: Act, profile: Profile) -> bool:
    """Whether a stage is the same one on the same day: told in a headline and in the text below it."""
    days = [when for stage, when in profile.stages if stage == stage_family(node)]
    return node.when is not None and node.when.exact and any(when == node.when for when in days)


def _near_it(node: Act, profile: Profile) -> bool:
    """Whether a stage is told by the same page as the measure, or dated like a stage of it."""
    if node.keys & profile.keys:
        return True
    return node.when is not None and any(days_apart(node.when, when) == 0 for _, when in profile.stages)


def _before_announced(node: Act, profile: Profile) -> bool:
    """Whether a comment period lies before every day on which the measure is said to be announced."""
    told = [when.earliest for stage, when in profile.stages if stage == "measure_announced"]
    if node.family not in _COMMENTS or node.when is None or not told:
        return False
    return (min(told) - node.when.latest).days > NEAR_STAGE


def _nobody(node: Act) -> bool:
    """Whether a stage names nobody and nothing: "it takes effect on 28 August"."""
    return not (node.actor_countries or node.items or node.target_countries)


def _by_date(node: Act, profile: Profile) -> float | None:
    """How a stage that names nobody fits a measure: of just that day, or told of on the same page."""
    days = {when for stage, when in profile.stages if stage == stage_family(node)}
    if node.when is not None and node.when.exact and node.when in days:
        return BASE + STAGE
    return BASE if node.keys & profile.keys and not days else None


def _in_order(node: Act, profile: Profile) -> float:
    """Whether a stage before the effect also lies before it: an order is not gazetted once in force."""
    effects = [when for stage, when in profile.stages if stage == "measure_effective"]
    if not effects or node.when is None or node.family not in _BEFORE_EFFECT:
        return 0.0
    last = max(when.latest for when in effects)
    return BASE if node.when.earliest <= last else -OTHER_STAGE


def _licensed_before(node: Act, profile: Profile, approvals: Sequence[Act]) -> bool:
    """Whether licences under the measure were approved before the day this stage gives for its effect."""
    assert node.when is not None
    days = {when.value for _, when in profile.stages}
    for approval in approvals:
        assert approval.when is not None
        if approval.when.latest >= node.when.earliest:
            continue
        if profile.actors.isdisjoint(approval.actor_countries) and approval.actor_countries:
            continue
        since = {r.assertion.since for r in approval.records}
        if set(approval.items) & profile.items or since & days:
            return True
    return False


def _new_id(node: Act, taken: Iterable[str]) -> str:
    """A name made of actor, target and first date; of the evidence too where that is taken."""
    when = node.when.value.partition("/")[0] if node.when else "undated"
    parts = [node.actor_countries[0], *node.target_countries[:1], when]
    name = "measure:" + "-".join(parts).lower()
    if name not in taken:
        return name
    first = node.records[0]
    return f"{name}-{hashlib.sha256(f'{first.key} {first.assertion.id}'.encode()).hexdigest()[:6]}"


def group_of(stages: Iterable[Act]) -> str | None:
    """The country group that a measure changes, by the first stage that says so."""
    return next((group for node in stages if (group := stage_group(node))), None)
