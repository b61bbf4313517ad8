"""What Detente knows by name: parties, items, agreements. Data in TOML beside this file.

Each entry carries a reference. A user adds a file of their own (`Lexicon.load(extra=[path])`,
`DETENTE_LEXICON`) without touching code; a later entry with the same id adds to the earlier one.
"""

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from detente.errors import UsageError


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that has an id and names.

    `names` are matched as they are written (case matters for abbreviations and proper names,
    not for items); `metonyms` name a government by its capital or palace; `demonyms` its people
    and things. `country` is whom a body, company or person belongs to. `members` are the ids in
    a group. `hs` are proxies, wider than the good. `terms` is whatever else the file says
    (the clock of an agreement, the list entry of an item).
    """

    id: str
    kind: str
    name: str
    names: tuple[str, ...] = ()
    short: str | None = None
    country: str | None = None
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hs: tuple[str, ...] = ()
    reference: str = ""
    terms: Mapping[str, Any] = field(default_factory=dict)


class Lexicon:
    """All entries by id."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: dict[str, Entry] = {}
        for entry in entries:
            self.entries[entry.id] = (
                _joined(self.entries[entry.id], entry) if entry.id in self.entries else entry
            )

    def get(self, id_: str | None) -> Entry | None:
        """The entry with this id, or None."""
        return self.entries.get(id_) if id_ else None

    def name(self, id_: str) -> str:
        """The name of this id for people; an unknown item by the words of its id, else the id itself."""
        entry = self.entries.get(id_)
        if entry:
            return entry.name
        return id_.removeprefix("item:").replace("-", " ") if id_.startswith("item:") else id_

    def country_of(self, id_: str | None) -> str | None:
        """The country a party acts for: itself for a country, None where the lexicon says none."""
        entry = self.get(id_)
        if entry is None:
            return None
        return entry.id if entry.kind == "country" else entry.country

    def expand(self, id_: str) -> tuple[str, ...]:
        """The members of a group, or the id alone."""
        entry = self.get(id_)
        return entry.members if entry and entry.members else (id_,)

    def holds(self, id_: str) -> frozenset[str]:
        """The id, the members of a group and what a wide good `contains`, down to the last.

        `expand` says what a word stands for where it is read; this, what law on the word reaches.
        """
        found, open_ = {id_}, [id_]
        while open_:
            entry = self.get(open_.pop())
            more = {*entry.members, *entry.terms.get("contains", ())} - found if entry else set()
            found |= more
            open_ += more
        return frozenset(found)

    def may_hold(self, id_: str, item: str) -> bool:
        """Whether the word is wider than the item, and no list says whether it is within.

        So it is where the word is loose (`narrower`), is a form of a good that contains the item, or has a
        customs heading under which a narrower one of the item stands.
        """
        wide, _, form = id_.partition("#")
        entry, good = self.get(wide), self.get(item)
        if entry is None or wide == item:
            return False
        if item in entry.terms.get("narrower", ()) or (form and item in self.holds(wide)):
            return True
        above = tuple(code.replace(".", "") for code in entry.hs)
        below = {code.replace(".", "") for code in good.hs} if good else set()
        return any(code.startswith(above) and code not in above for code in below)

    def find(self, name: str, kinds: Iterable[str] = ()) -> Entry | None:
        """The entry that a person names: by id, id without prefix, name or alias, in any case."""
        wanted, allowed = " ".join(name.casefold().split()), set(kinds)
        for entry in self.entries.values():
            if allowed and entry.kind not in allowed:
                continue
            known = (entry.id, entry.id.partition(":")[2], entry.name, entry.short or "", *entry.names)
            if entry.kind == "country":
                known += (*entry.metonyms, *(f"government of {name}" for name in (entry.name, *entry.names)))
            if wanted in {text.casefold() for text in known if text}:
                return entry
        return None

    @classmethod
    def load(cls, extra: Iterable[Path] = ()) -> "Lexicon":
        """The bundled files, then those named in `extra` and in `DETENTE_LEXICON`."""
        entries: list[Entry] = []
        folder = resources.files("detente.lexicon")
        for file in sorted(folder.iterdir(), key=lambda f: f.name):
            if file.name.endswith(".toml"):
                entries += _parse(file.name, file.read_text("utf-8"))
        more = [Path(p) for p in os.environ.get("DETENTE_LEXICON", "").split(os.pathsep) if p]
        for path in (*extra, *more):
            try:
                entries += _parse(str(path), path.read_text("utf-8"))
            except OSError as error:
                raise UsageError(f"cannot read the lexicon {path}: {error.strerror}") from error
        return cls(entries)


_TUPLES = ("names", "demonyms", "metonyms", "members", "hs")
_PLAIN = ("id", "kind", "name", "short", "country", "reference")


def _parse(source: str, text: str) -> list[Entry]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{source} is no TOML: {error}") from error
    shared = table.get("defaults", {})
    return [_entry(source, shared | row) for row in table.get("entry", [])]


def _entry(source: str, row: dict[str, Any]) -> Entry:
    missing = [key for key in ("id", "kind", "name", "reference") if not row.get(key)]
    if missing:
        raise UsageError(f"{source}: entry {row.get('id', '?')} has no {', '.join(missing)}")
    known: dict[str, Any] = {key: row[key] for key in _PLAIN if key in row}
    known |= {key: tuple(row[key]) for key in _TUPLES if key in row}
    known["forms"] = {form: tuple(words) for form, words in row.get("forms", {}).items()}
    rest = {k: v for k, v in row.items() if k not in {*_PLAIN, *_TUPLES, "forms"}}
    return Entry(**known, terms=rest)


def _joined(old: Entry, new: Entry) -> Entry:
    def both(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*first, *second)))

    return Entry(
        id=old.id,
        kind=new.kind,
        name=new.name,
        names=both(old.names, new.names),
        short=new.short or old.short,
        country=new.country or old.country,
        demonyms=both(old.demonyms, new.demonyms),
        metonyms=both(old.metonyms, new.metonyms),
        members=both(old.members, new.members),
        forms={**old.forms, **new.forms},
        hs=both(old.hs, new.hs),
        reference=new.reference,
        terms={**old.terms, **new.terms},
    )


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon of this process, read once."""
    return Lexicon.load()
