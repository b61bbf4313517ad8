"""Which case a step is of, where its source does not name it.

1. One that names the parties and the goods is of the numbered case that they have, where that is the only one
   it can be; else of a case of its own, by parties and goods (`case:cl-no-salmon`): two may have several.
2. One that names the parties alone is of the case that its page tells of, else of the only case of the ledger
   that they have; where they have none there, as in 1. A step for the complainant to take (filed, withdrawn)
   is of none that the other side brought, and a filing of none that was filed another time.
3. One that names one party, or none, is of the case that its page tells of ("the panel"), else of the only
   case of the ledger that has its parties and goods.
4. One that names nobody at all is of the only case that there is, unless its page tells of others than its
   parties: "the case is on hold" may then be another.

What two cases could claim is given to neither; `proceedings` shows it as unplaced.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import lru_cache

from detente.ledger.acts import Act
from detente.lexicon import Entry, Lexicon
from detente.model import Kind, When

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
"""Kinds that are of some case; for a ruling, which may be of any court, see `is_step`."""
BROUGHT = frozenset(
    {
        Kind.COMPLAINT_FILED,
        Kind.PANEL_REQUESTED,
        Kind.PROCEEDING_SUSPENDED,
        Kind.PROCEEDING_RESUMED,
        Kind.PROCEEDING_WITHDRAWN,
    }
)
"""Steps that are for the one who brought the case to take."""
_TRIBUNAL = re.compile(r"\b(?:WTO|World Trade Organi[sz]ation|Appellate Body)\b")
_THE_PANEL = re.compile(r"\b(?:panel|appellate body|arbitrators?)\b", re.IGNORECASE)
_SAME_FILING = timedelta(days=31)
"""How far apart days may be told for one filing: a request is sent, received and circulated."""


@dataclass
class Profile:
    """What is known of a case while steps are sorted to cases. `listed`: the lexicon has it."""

    id: str
    parties: frozenset[str]
    items: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    listed: bool = False
    complainant: str | None = None
    filed: list[When] = field(default_factory=list)

    @classmethod
    def of(cls, entry: Entry) -> "Profile":
        """A case of the lexicon."""
        terms = entry.terms
        sides, goods = frozenset(terms.get("parties", ())), set(terms.get("items", ()))
        return cls(entry.id, sides, goods, listed=True, complainant=terms.get("complainant"))

    def take(self, node: Act) -> None:
        """Learn from a step that is surely of it; the goods of a listed case are known."""
        if not self.listed:
            self.items.update(node.items)
        self.keys |= node.keys
        if node.kind is Kind.COMPLAINT_FILED and node.modality == "real":
            self.complainant = self.complainant or brings(node)
            self.filed += [node.when] if node.when else []

    def excludes(self, node: Act) -> bool:
        """Whether a step is about other goods."""
        return bool(node.items and self.items) and self.items.isdisjoint(node.items)

    def could_be(self, node: Act) -> bool:
        """Whether a step that names its parties can be of it by who takes it and, of a filing, by its day."""
        if self.complainant and brings(node) not in {None, self.complainant}:
            return False
        if node.kind is not Kind.COMPLAINT_FILED or not node.when or not self.filed:
            return True
        return any(_near(node.when, when) for when in self.filed)


def is_step(node: Act, pages: Container[str] = ()) -> bool:
    """Whether an act is a step of some case: a ruling is where its sentence names the WTO or its judges.

    One of "the panel" is where one of `pages`, those that tell of a case, says it.
    """
    if node.kind is not Kind.RULING:
        return node.kind in STEPS
    words = " ".join(record.quote for record in node.records)
    if _TRIBUNAL.search(words):
        return True
    return any(key in pages for key in node.keys) and bool(_THE_PANEL.search(words))


def brings(node: Act) -> str | None:
    """The country that alone takes a step which is for the complainant to take."""
    alone = node.kind in BROUGHT and len(node.actor_countries) == 1
    return node.actor_countries[0] if alone else None


def _near(a: When, b: When) -> bool:
    return a.earliest <= b.latest + _SAME_FILING and b.earliest <= a.latest + _SAME_FILING


def name_cases(nodes: Sequence[Act], lexicon: Lexicon) -> list[Act]:
    """Give steps the case they must be of; all other acts stay as they are."""
    pages = {key for node in nodes if is_step(node) for key in node.keys}
    parties = {id(node): _parties(node) for node in nodes if not node.case and is_step(node, pages)}
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
    named = [replace(node, about=found[id(node)]) if id(node) in found else node for node in nodes]
    return _of_the_one_case(named)


def _of_the_one_case(nodes: list[Act]) -> list[Act]:
    """Rule 4, for which all other steps must have their case."""
    cases = {node.case for node in nodes if node.case}
    if len(cases) != 1:
        return nodes
    (case,) = cases
    parties = {code for node in nodes if node.case == case for code in node.countries}
    others = {key for node in nodes if node.countries - parties for key in node.keys}
    return [
        replace(node, about=case)
        if node.kind in STEPS and not node.case and not node.countries and not node.keys & others
        else node
        for node in nodes
    ]


def _by_parties(
    nodes: Sequence[Act], parties: Mapping[int, frozenset[str]], lexicon: Lexicon
) -> tuple[dict[int, str], dict[str, Profile]]:
    """The cases of the steps that name both parties, by the step; and what is known of every case told of."""
    profiles = _named(nodes, lexicon)
    listed = [Profile.of(entry) for entry in lexicon.entries.values() if entry.kind == "case"]
    found: dict[int, str] = {}
    own: dict[frozenset[str], list[Act]] = {}
    both = [node for node in nodes if _names_both(node, parties.get(id(node), frozenset()))]
    for node in both:
        sides = parties[id(node)]
        if not node.items:
            continue
        if one := _numbered(node, sides, profiles.values()) or _numbered(node, sides, listed):
            found[id(node)] = one.id
        else:
            own.setdefault(sides, []).append(node)
    profiles |= {one.id: one for one in listed if one.id in set(found.values()) - profiles.keys()}
    for sides, steps in own.items():
        for profile, mine in _by_goods(sides, steps):
            profiles[profile.id] = profile
            found |= {id(node): profile.id for node in mine}
    for node in both:
        if id(node) in found:
            profiles[found[id(node)]].take(node)
    goods = _of_pages(nodes)
    bare = [(n, set().union(*(goods.get(key, ()) for key in n.keys))) for n in both if not n.items]
    return _without_goods(bare, parties, (found, profiles), listed)


def _names_both(node: Act, sides: frozenset[str]) -> bool:
    """Whether a step names the parties; a ruling that names third countries too does not tell which."""
    return len(sides) == 2 if node.kind is Kind.RULING else len(sides) > 1  # noqa: PLR2004 - a case has two


def _of_pages(nodes: Iterable[Act]) -> dict[str, set[str]]:
    """The goods that each page or row names."""
    found: dict[str, set[str]] = {}
    for node in nodes:
        for key in node.keys:
            found.setdefault(key, set()).update(node.items)
    return found


def _without_goods(
    steps: Sequence[tuple[Act, set[str]]],
    parties: Mapping[int, frozenset[str]],
    told: tuple[dict[int, str], dict[str, Profile]],
    listed: Sequence[Profile],
) -> tuple[dict[int, str], dict[str, Profile]]:
    """Rule 2: what is `told` so far, and with it the steps that name the parties but no goods.

    Each step comes with the goods of its page: a case of the lexicon is about one of them.
    """
    found, profiles = dict(told[0]), dict(told[1])
    for node, goods in steps:
        sides = parties[id(node)]
        able = [p for p in told[1].values() if p.parties == sides and p.could_be(node)]
        options = [p for p in able if p.keys & node.keys] or able
        one = options[0] if len(options) == 1 else None
        if not options:
            known = [p for p in listed if not p.items or not p.items.isdisjoint(goods)]
            one = _numbered(node, sides, known) or Profile(_slug(sides, node, told[1].values()), sides)
        if one:
            found[id(node)] = profiles.setdefault(one.id, one).id
    return found, profiles


def _slug(sides: frozenset[str], node: Act, told: Iterable[Profile]) -> str:
    """The id of a case of two countries by them alone; of one beside another case, by who brought it too."""
    slug = "case:" + "-".join(sorted(sides)).lower()
    who = brings(node)
    return f"{slug}-by-{who.lower()}" if who and any(p.parties == sides for p in told) else slug


def _numbered(node: Act, sides: frozenset[str], profiles: Iterable[Profile]) -> Profile | None:
    """The only one of some cases that a step can be of, by its parties, goods and who takes it."""
    options = [p for p in profiles if p.parties == sides and not p.excludes(node) and p.could_be(node)]
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
    """The cases that two countries have by the goods that the steps name, each with its steps."""
    parts: list[tuple[set[str], list[Act]]] = []
    for node in steps:
        mine = [part for part in parts if not part[0].isdisjoint(node.items)]
        goods = set(node.items).union(*(part[0] for part in mine))
        parts = [part for part in parts if not any(part is one for one in mine)]
        parts.append((goods, [node, *(other for part in mine for other in part[1])]))
    slug = "case:" + "-".join(sorted(sides)).lower()
    return [(Profile(f"{slug}-{_main(nodes)}", sides), nodes) for _, nodes in parts]


def _main(steps: Iterable[Act]) -> str:
    """The good that most steps name, as part of an id."""
    told = Counter(item for node in steps for item in node.items)
    first = min(told, key=lambda item: (-told[item], item))
    return re.sub(r"[^a-z0-9]+", "-", first.rpartition(":")[2].lower()).strip("-")


def _told_with(node: Act, parties: frozenset[str], profiles: Iterable[Profile]) -> Profile | None:
    """The case of a step that names no two parties: its page's, else the only one it can be of."""
    able = [p for p in profiles if parties <= p.parties and not p.excludes(node)]
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
