"""The ground rules of licensing by country of export: data with references, one TOML file a country.

Measures of the ledger are laid over them; see `detente.ledger.licence`. A third country is a file
`xx.toml` here (or in the folder named by `DETENTE_RULES`); no code knows a country.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from detente.errors import UsageError

ANSWERS = (
    "prohibited",
    "individual",
    "specific_bulk",
    "special_general_bulk",
    "general_bulk",
    "exception",
    "not_controlled",
    "depends",
    "contested",
    "undeterminable",
)
"""The answers to the licence question, closed."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A condition in words, the licence that meets it, and the answer under it."""

    condition: str
    answer: str
    holds: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: for destinations in a group (or any), a listed item needs this. First match counts."""

    id: str
    says: str
    reference: str
    answer: str
    in_group: str | None = None
    branches: tuple[Branch, ...] = ()
    standard_days: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A control-list entry: whether the item, or a form of it, is caught: `yes`, `no` or `maybe`."""

    item: str
    entry: str
    caught: str
    forms: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A country group of the regime in its ground state, before the ledger's measures."""

    id: str
    since: str
    members: frozenset[str]
    reference: str


@dataclass(frozen=True, slots=True)
class Regime:
    """The rules of one country of export."""

    country: str
    name: str
    law: str
    standard_days: int | None
    standard_days_reference: str
    not_checked: tuple[str, ...]
    groups: Mapping[str, Group]
    listed: Mapping[str, Listed]
    rules: tuple[Rule, ...]
    conditions: Mapping[str, str]


def _regime(source: str, text: str) -> Regime:
    try:
        row = tomllib.loads(text)
        regime = Regime(
            country=row["country"],
            name=row["name"],
            law=row["law"],
            standard_days=row.get("standard_days"),
            standard_days_reference=row.get("standard_days_reference", ""),
            not_checked=tuple(row["not_checked"]),
            groups={
                g["id"]: Group(g["id"], g["since"], frozenset(g["members"]), g["reference"])
                for g in row.get("group", [])
            },
            listed={entry["item"]: Listed(**entry) for entry in row.get("listed", [])},
            rules=tuple(_rule(rule) for rule in row["rule"]),
            conditions=row["conditions"],
        )
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{source} is no TOML: {error}") from error
    except (KeyError, TypeError) as error:
        raise UsageError(f"{source}: rules need the field {error}") from error
    said = {rule.answer for rule in regime.rules} | {b.answer for r in regime.rules for b in r.branches}
    if unknown := said - set(ANSWERS):
        raise UsageError(f"{source}: no such answer: {', '.join(sorted(unknown))}")
    return regime


def _rule(row: dict[str, Any]) -> Rule:
    branches = tuple(Branch(b["if"], b["answer"], b.get("holds")) for b in row.get("branches", []))
    return Rule(
        id=row["id"],
        says=row["says"],
        reference=row["reference"],
        answer=row["answer"],
        in_group=row.get("in_group"),
        branches=branches,
        standard_days=row.get("standard_days"),
    )


@lru_cache(maxsize=4)
def _load(folder: str | None) -> dict[str, Regime]:
    texts = {
        f.name: f.read_text("utf-8") for f in resources.files(__name__).iterdir() if f.name.endswith(".toml")
    }
    if folder:
        texts |= {str(path): path.read_text("utf-8") for path in sorted(Path(folder).glob("*.toml"))}
    regimes = (_regime(name, text) for name, text in texts.items())
    return {regime.country: regime for regime in regimes}


def regimes() -> Mapping[str, Regime]:
    """The rules by country of export: the bundled ones, then those of the user's folder."""
    return _load(os.environ.get("DETENTE_RULES"))
