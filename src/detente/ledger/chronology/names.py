"""Who and what a row names, with the lexicon's ids."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from detente.ledger.chronology.roles import is_case, is_in
from detente.ledger.chronology.rows import Row
from detente.ledger.chronology.values import words
from detente.lexicon import Entry, Lexicon
from detente.model import Kind, Mention

_ROLE = re.compile(
    r"^(?P<name>.*?)\s*\((?:reported |said to be )?(?P<role>exporter|consignee|end user|supplier)\)$"
)
_SUFFIX = re.compile(r"^(?P<name>.*?)\s*\((?P<suffix>[^()]+)\)$")
_OF = re.compile(r"^(?:the )?(?:government|cabinet) of (?:the )?(?P<country>.+)$", re.IGNORECASE)
_ITEMS = ("item", "item_group", "product", "technology")


@dataclass(frozen=True, slots=True)
class Party:
    """A party of a row: the country it acts for, and its part in a contract where the row says so."""

    mention: Mention
    country: str | None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """Looks up what rows name."""

    lexicon: Lexicon
    seen: dict[str, Entry | None] = field(default_factory=dict)

    def entry(self, name: str, kinds: Iterable[str] = ()) -> Entry | None:
        """The entry of a name, by its metonyms too ("Cheong Wa Dae")."""
        key = "|".join((name, *kinds))
        if key not in self.seen:
            found = self.lexicon.find(name, kinds)
            if found is None and not kinds:
                found = next((e for e in self.lexicon.entries.values() if name in e.metonyms), None)
            self.seen[key] = found
        return self.seen[key]

    def party(self, name: str) -> Party:
        """A party: its role in parentheses, or the country ("Ministry of Environment (KR)")."""
        role = None
        if match := _ROLE.match(name):
            name, role = match["name"], match["role"].replace(" ", "_")
        entry, country = self.entry(name), None
        if entry is None and (match := _SUFFIX.match(name)):
            name, country = match["name"], self._country(match["suffix"])
            entry = self._of_country(name, country)
        if entry is None and (match := _OF.match(name)):
            entry = self.entry(match["country"], ("country",))
        if entry is None:
            return Party(Mention(None, name), country, role)
        return Party(Mention(entry.id, name), self.lexicon.country_of(entry.id) or country, role)

    def _country(self, code: str) -> str | None:
        entry = self.entry(code, ("country",))
        return entry.id if entry else None

    def _of_country(self, name: str, country: str | None) -> Entry | None:
        wanted = name.casefold()
        for entry in self.lexicon.entries.values():
            if (
                entry.country == country
                and country
                and wanted in {entry.name.casefold(), *(n.casefold() for n in entry.names)}
            ):
                return entry
        return None

    def item(self, name: str) -> Mention:
        """An item, with the form in parentheses: "hydrogen fluoride (gas)"."""
        if entry := self.entry(name, _ITEMS):
            return Mention(entry.id, name)
        if (
            (match := _SUFFIX.match(name))
            and (entry := self.entry(match["name"], _ITEMS))
            and match["suffix"] in entry.forms
        ):
            return Mention(entry.id, match["name"], form=match["suffix"])
        for entry in self.lexicon.entries.values():
            for form, texts in entry.forms.items():
                if name.casefold() in {text.casefold() for text in texts}:
                    return Mention(entry.id, name, form=form)
        return Mention(None, name)

    def items_in(self, text: str) -> tuple[Mention, ...]:
        """The items that a text names, in its order, the longest name first where two overlap."""
        found, taken = [], [False] * len(text)
        for phrase, id_, form in _phrases(self.lexicon):
            loose = not phrase.isupper()
            for match in re.finditer(
                rf"(?<!\w){re.escape(phrase)}s?(?!\w)", text, re.IGNORECASE if loose else 0
            ):
                if not any(taken[match.start() : match.end()]):
                    taken[match.start() : match.end()] = [True] * (match.end() - match.start())
                    found.append((match.start(), Mention(id_, match[0], form=form)))
        return tuple(mention for _, mention in sorted(found, key=lambda pair: pair[0]))

    def group_of(self, items: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """The group whose members are just these items, or the items themselves."""
        ids = {mention.id for mention in items}
        for entry in self.lexicon.entries.values():
            if entry.kind == "item_group" and len(ids) > 1 and set(entry.members) == ids:
                return (Mention(entry.id, entry.name),)
        return items

    def agreement(self, row: Row) -> tuple[Mention | None, Mention | None]:
        """The agreement, or the case, that a row names: one of them, or neither."""
        name = row.agreement
        if not name:
            return None, None
        entry = self.entry(name, ("agreement", "case"))
        mention = Mention(entry.id if entry else None, name)
        if entry is None and is_case(name):
            mention = Mention(f"case:wto/{name.split()[-1].lower()}", name)
        return (None, mention) if is_case(name) or (entry and entry.kind == "case") else (mention, None)

    def place(self, text: str) -> Mention:
        """A place; what the lexicon does not know keeps its name."""
        name = _SUFFIX.sub(r"\g<name>", text)
        entry = self.entry(name, ("place",))
        return Mention(entry.id if entry else None, name)

    def sides(self, row: Row, kind: Kind) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
        """Actors and targets of an assertion of this kind.

        The first state acts upon the others where the kind has sides; where nobody with an id
        acts for it, the state itself stands among the actors. Exporters and consignees are
        parties of the contract, not of the act.
        """
        parties = [party for name in row.actors if (party := self.party(name)).role is None]
        states = [Mention(code, self.lexicon.name(code)) for code in row.states]
        if kind is Kind.LICENCE_COUNTED:
            return (), ()
        if is_in(kind, "sided"):
            others = set(row.states[1:])
            actors = [p for p in parties if p.country not in others]
            missing = [s for s in states[:1] if s.id not in {p.country for p in actors if p.mention.id}]
            return (*missing, *(p.mention for p in actors)), tuple(states[1:])
        present = {party.country for party in parties if party.mention.id}
        mutual = is_in(kind, "mutual")
        missing = [s for s in (states if mutual else states[:1]) if s.id not in present]
        actors_all = (*(p.mention for p in parties), *missing)
        named = {mention.id for mention in actors_all} | present
        return actors_all, () if mutual else tuple(s for s in states[1:] if s.id not in named)

    def contract(self, row: Row) -> dict[str, str]:
        """Exporter, consignee and the like, by their part: an id where the lexicon knows it, else a name."""
        found = {}
        for name in row.actors:
            party = self.party(name)
            if party.role:
                found[party.role] = party.mention.id or party.mention.name
        return found


@lru_cache(maxsize=4)
def _phrases(lexicon: Lexicon) -> tuple[tuple[str, str, str | None], ...]:
    """Every phrase that names an item, the longest first."""
    found: list[tuple[str, str, str | None]] = []
    for entry in lexicon.entries.values():
        if entry.kind not in _ITEMS:
            continue
        found += [
            (text, entry.id, None)
            for text in (entry.name, *entry.names, *([entry.short] if entry.short else []))
        ]
        found += [(text, entry.id, form) for form, texts in entry.forms.items() for text in texts]
    found += [(text, id_, None) for text, id_ in words()["items"].items()]
    return tuple(sorted(dict.fromkeys(found), key=lambda phrase: -len(phrase[0])))
