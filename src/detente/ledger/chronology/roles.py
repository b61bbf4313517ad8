"""What the dates of a row assert: each role's kind and status, from `roles.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from detente.ledger.chronology.rows import Row
from detente.model import Kind, Status, When

REPORT = "report"
_SUFFIXES = ("_planned", "_earliest", "_latest")


@dataclass(frozen=True, slots=True)
class RowType:
    """What a type of row is: its kind, the roles that date it, and what its other roles mean there."""

    kind: Kind
    own: tuple[str, ...]
    with_agreement: Kind | None = None
    family: str | None = None
    status: Status | None = None
    foretold: frozenset[str] = frozenset()
    act: str | None = None
    step: str | None = None
    roles: Mapping[str, Mapping[str, str]] | None = None

    def kind_of(self, row: Row) -> Kind:
        """The kind of the row; a deadline about an agreement is a decision that is due."""
        about_agreement = row.agreement and not is_case(row.agreement)
        return self.with_agreement if self.with_agreement and about_agreement else self.kind


@dataclass(frozen=True, slots=True)
class Role:
    """A dated role of a row. `kind` is None for one that only dates a report."""

    name: str
    kind: Kind | None
    status: Status | None
    when: When
    own: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The whole of `roles.toml`."""

    types: Mapping[str, RowType]
    roles: Mapping[str, Mapping[str, str]]
    families: Mapping[str, Mapping[str, Mapping[str, str]]]
    alias: Mapping[str, str]
    kinds: Mapping[str, tuple[str, ...]]


@cache
def table() -> Table:
    """The table, read once."""
    raw = tomllib.loads((resources.files("detente.ledger.chronology") / "roles.toml").read_text("utf-8"))
    return Table(
        types={name: _type(row) for name, row in raw["types"].items()},
        roles=raw["roles"],
        families=raw["families"],
        alias=raw["alias"],
        kinds={name: tuple(kinds) for name, kinds in raw["kinds"].items()},
    )


def _type(row: dict[str, Any]) -> RowType:
    return RowType(
        kind=Kind(row["kind"]),
        own=tuple(row["own"]),
        with_agreement=Kind(row["with_agreement"]) if "with_agreement" in row else None,
        family=row.get("family"),
        status=Status(row["status"]) if "status" in row else None,
        foretold=frozenset(row.get("foretold", ())),
        act=row.get("act"),
        step=row.get("step"),
        roles=row.get("roles"),
    )


def is_case(agreement: str) -> bool:
    """Whether what a row calls an agreement is a dispute at the WTO."""
    return agreement.upper().startswith("WTO DS")


def base_role(name: str) -> tuple[str, str]:
    """A role's name in the table, and the suffix it was written with.

    >>> base_role("approved_earliest"), base_role("promulgation_planned")
    (('approved', '_earliest'), ('promulgated', '_planned'))
    """
    suffix = next((end for end in _SUFFIXES if name.endswith(end)), "")
    base = name.removesuffix(suffix) if suffix else name
    return table().alias.get(base, base), suffix


def meaning(row: Row, name: str, when: When) -> Role | None:
    """What a role of this row asserts, or None where the table does not know it."""
    type_, (base, suffix) = table().types[row.type], base_role(name)
    planned = Status.PLANNED if suffix == "_planned" else None
    if base in type_.own:
        return Role(base, type_.kind_of(row), planned or type_.status, when, own=True)
    family = table().families.get(type_.family or "", {})
    entry = (type_.roles or {}).get(base) or family.get(base) or table().roles.get(base)
    if entry is None:
        return None
    status = planned or (Status(entry["status"]) if "status" in entry else None)
    kind = entry["kind"]
    if kind == REPORT:
        return Role(base, None, status, when)
    needs = entry.get("needs")
    if kind == "self" or (needs and not getattr(row, needs)):
        return Role(base, type_.kind_of(row), status or type_.status, when, own=True)
    return Role(base, Kind(kind), status, when)


def roles(row: Row) -> tuple[list[Role], list[str]]:
    """The roles of a row, windows and periods as one interval each, and the names that are unknown.

    `x_earliest` with `x_latest`, and `start` with `end` where both date the row's own act, are one
    stretch of days.
    """
    found: dict[tuple[str, bool], Role] = {}
    unknown = []
    for name, value in row.dates.items():
        role = meaning(row, name, When(value))
        if role is None:
            unknown.append(name)
            continue
        paired = role.own and role.name in {"start", "end"} and role.kind is not Kind.MEASURE_COMMENT_OPENED
        key = ("start" if paired else role.name, role.status is Status.PLANNED)
        if (other := found.get(key)) is not None:
            first, second = sorted((other.when, role.when), key=lambda when: when.earliest)
            last = max(first.latest, second.latest)
            role = replace(other, when=When.between(first.earliest, last))
        found[key] = role
    return list(found.values()), unknown


def is_in(kind: Kind, group: str) -> bool:
    """Whether a kind belongs to a group of `[kinds]`, by its name or the beginning of it."""
    return any(
        kind.value == name or (name.endswith("_") and kind.value.startswith(name))
        for name in table().kinds[group]
    )
