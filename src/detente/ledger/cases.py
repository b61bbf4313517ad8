"""Which case a step is of, where its source does not name it.

1. One that names the parties is of the numbered case that they have, where that is the only one it can be:
   one that the ledger names, else one of the lexicon about the same goods. Its goods are those that it names,
   else those of its page.
2. Else it is of a case of its own, by parties and goods (`case:cl-no-salmon`): two may have several.
3. One that names one party, or none, is of the case that its page tells of ("the panel"), else of the only
   case of the ledger that has its parties and goods.

What two cases could claim is given to neither; `proceedings` shows it as unplaced.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from detente.ledger.acts import Act
from detente.lexicon import Entry, Lexicon
from detente.model import Kind

STEPS = frozenset(
    {
        Kind.COMPLAINT_FILED,
        Kind.CONSULTATIONS_HELD,
        Kind.PANEL_REQUESTED,
        Kind.PANEL_BLOCKED,
        Kind.PANEL_ESTABLISHED,
        Kind.PROCEEDING_SUSPENDED,
        Kind.PROCEEDING_RESUMED,
        Kind.PROCEEDING_WITHDRAWN,
    }
)
"""Kinds that are of some case; a ruling may be of any court."""


@dataclass
class Profile:
    """What is known of a case while steps are sorted to cases. `listed`: the lexicon has it."""

    id: str
    parties: frozenset[str]
    items: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    listed: bool = False

    @classmethod
    def of(cls, entry: Entry) -> "Profile":
        """A case of the lexicon."""
        terms = entry.terms
        return cls(entry.id, frozenset(terms.get("parties", ())), set(terms.get("items", ())), listed=True)

    def take(self, node: Act) -> None:
        """Learn from a step that is surely of it; the goods of a listed case are known."""
        if not self.listed:
            self.items.update(node.items)
        self.keys |= node.keys

    def excludes(self, goods: Iterable[str]) -> bool:
        """Whether a step is about other goods."""
        told = set(goods)
        return bool(told and self.items) and self.items.isdisjoint(told)

    def about(self, goods: Iterable[str]) -> bool:
        """Whether a step is about goods of the case; of a case without goods nothing tells."""
        return not self.items or not self.items.isdisjoint(goods)


def name_cases(nodes: Sequence[Act], lexicon: Lexicon) -> list[Act]:
    """Give steps the case they must be of; all other acts stay as they are."""
    parties = {id(node): _parties(node) for node in nodes if node.kind in STEPS and not node.case}
    if not parties:
        return list(nodes)
    found, profiles = _by_parties(nodes, parties, lexicon)
    for node in nodes:
        if id(node) in found:
            profiles[found[id(node)]].take(node)
    for node in nodes:
        if id(node) in parties and id(node) not in found:
            one = _told_with(node, parties[id(node)], profiles.values())
            found |= {id(node): one.id} if one else {}
    return [replace(node, about=found[id(node)]) if id(node) in found else node for node in nodes]


def _by_parties(
    nodes: Sequence[Act], parties: Mapping[int, frozenset[str]], lexicon: Lexicon
) -> tuple[dict[int, str], dict[str, Profile]]:
    """The cases of the steps that name both parties, by the step; and what is known of every case told of."""
    profiles = _named(nodes, lexicon)
    listed = [Profile.of(entry) for entry in lexicon.entries.values() if entry.kind == "case"]
    goods = _of_pages(nodes)
    found: dict[int, str] = {}
    own: dict[frozenset[str], list[Act]] = {}
    for node in nodes:
        sides = parties.get(id(node), frozenset())
        if len(sides) < 2:  # noqa: PLR2004 - a case has two
            continue
        told = set(node.items).union(*(() if node.items else (goods.get(key, ()) for key in node.keys)))
        able = [one for one in listed if one.about(told)]
        if one := _numbered(told, sides, profiles.values()) or _numbered(told, sides, able):
            found[id(node)] = one.id
        else:
            own.setdefault(sides, []).append(node)
    used = set(found.values()) - profiles.keys()
    profiles |= {one.id: one for one in listed if one.id in used}
    for sides, steps in own.items():
        for profile, mine in _by_goods(sides, steps):
            profiles[profile.id] = profile
            found |= {id(node): profile.id for node in mine}
    return found, profiles


def _of_pages(nodes: Iterable[Act]) -> dict[str, set[str]]:
    """The goods that each page or row names."""
    found: dict[str, set[str]] = {}
    for node in nodes:
        for key in node.keys:
            found.setdefault(key, set()).update(node.items)
    return found


def _numbered(goods: set[str], sides: frozenset[str], profiles: Iterable[Profile]) -> Profile | None:
    """The only one of some cases that a step can be of, by its parties and goods."""
    options = [one for one in profiles if one.parties == sides and not one.excludes(goods)]
    return options[0] if len(options) == 1 else None


def _parties(node: Act) -> frozenset[str]:
    """The countries of a step: of its arguments, else of its sentence where those are fewer than two."""
    if len(node.countries) > 1:
        return node.countries
    words = " ".join(record.quote for record in node.records)
    return node.countries | {code for code, names in _countries(node.lexicon) if names.search(words)}


def _named(nodes: Iterable[Act], lexicon: Lexicon) -> dict[str, Profile]:
    """The cases that the ledger names, each with what is known of it."""
    steps: dict[str, list[Act]] = {}
    for node in nodes:
        if node.case and ":" in node.case:
            steps.setdefault(node.case, []).append(node)
    found: dict[str, Profile] = {}
    for id_, mine in sorted(steps.items()):
        entry = lexicon.get(id_)
        sides = frozenset(code for node in mine for code in node.countries)
        found[id_] = Profile.of(entry) if entry else Profile(id_, sides)
        for node in mine:
            found[id_].take(node)
    return found


def _by_goods(sides: frozenset[str], steps: Sequence[Act]) -> Iterable[tuple[Profile, list[Act]]]:
    """The cases that two countries have by their goods, each with its steps.

    A step that names no goods is of the case that its page tells of, or of the only one there is.
    """
    parts: list[tuple[set[str], list[Act]]] = []
    for node in steps:
        if not node.items:
            continue
        mine = [part for part in parts if not part[0].isdisjoint(node.items)]
        goods = set(node.items).union(*(part[0] for part in mine))
        parts = [part for part in parts if not any(part is one for one in mine)]
        parts.append((goods, [node, *(other for part in mine for other in part[1])]))
    slug = "case:" + "-".join(sorted(sides)).lower()
    if not parts:
        return [(Profile(slug, sides), list(steps))]
    pages = [{key for node in nodes for key in node.keys} for _, nodes in parts]
    for node in steps:
        beside = [i for i, keys in enumerate(pages) if keys & node.keys] if len(parts) > 1 else [0]
        if not node.items and len(beside) == 1:
            parts[beside[0]][1].append(node)
    return [(Profile(f"{slug}-{_main(nodes)}", sides), nodes) for _, nodes in parts]


def _main(steps: Iterable[Act]) -> str:
    """The good that most steps name, as part of an id."""
    told = Counter(item for node in steps for item in node.items)
    first = min(told, key=lambda item: (-told[item], item))
    return re.sub(r"[^a-z0-9]+", "-", first.rpartition(":")[2].lower()).strip("-")


def _told_with(node: Act, parties: frozenset[str], profiles: Iterable[Profile]) -> Profile | None:
    """The case of a step that names no two parties: its page's, else the only one it can be of."""
    able = [p for p in profiles if parties <= p.parties and not p.excludes(node.items)]
    beside = [p for p in able if p.keys & node.keys]
    if beside:
        return beside[0] if len(beside) == 1 else None
    if not parties:
        return None
    goods = [p for p in able if not p.items.isdisjoint(node.items)]
    options = goods if len(goods) == 1 else able
    return options[0] if len(options) == 1 else None


@lru_cache(maxsize=4)
def _countries(lexicon: Lexicon) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Every country with a pattern of its names and of what is called after it."""
    return tuple(
        (
            entry.id,
            re.compile(rf"\b(?:{'|'.join(map(re.escape, (entry.name, *entry.names, *entry.demonyms)))})\b"),
        )
        for entry in lexicon.entries.values()
        if entry.kind == "country"
    )


def goods_of(acts: Iterable[Act]) -> Mapping[str, int]:
    """The goods that the steps of a case name, with how often."""
    return Counter(item for one in acts for item in one.items)
