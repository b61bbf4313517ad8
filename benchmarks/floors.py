"""Floors of the gate and fingerprints of its data: what is kept in floors.toml.

A floor is what a figure must not fall under (a ceiling: rise above); a target is what it should
reach. A floor is lowered, and data replaced, only where that is asked for by name.
"""

import hashlib
import math
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from measures import Row

MARGIN = 0.02
"""A figure so far above its floor suggests raising it."""
_STEP = 100


@dataclass(frozen=True, slots=True)
class Floors:
    """By the key of a row: floor or ceiling, and target; by the name of a file: its fingerprint."""

    floors: Mapping[str, float] = field(default_factory=dict)
    targets: Mapping[str, float] = field(default_factory=dict)
    data: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> "Floors":
        """What the file says; nothing where there is none."""
        return cls(**tomllib.loads(path.read_text("utf-8"))) if path.is_file() else cls()

    def dump(self, path: Path) -> None:
        """Write the file, in the order of the keys."""
        parts = [HEAD]
        for name in ("floors", "targets", "data"):
            rows = sorted(getattr(self, name).items())
            lines = (f'"{key}" = "{v}"' if isinstance(v, str) else f'"{key}" = {v:g}' for key, v in rows)
            parts.append(f"[{name}]\n" + "".join(f"{line}\n" for line in lines))
        path.write_text("\n".join(parts), encoding="utf-8")


HEAD = """# Floors of `make gate` (shares, or a ceiling where the gate says "at most"), what the figures
# should reach, and SHA-256 of the data they were set on. `python benchmarks/gate.py --write` raises them;
# one is lowered only with --lower.
"""


class RefusedError(Exception):
    """What was asked would lower a floor or replace data, and nobody asked for that by name."""


def fingerprint(paths: Iterable[Path]) -> str:
    """SHA-256 of files, and of the files in folders with their names, in order."""
    digest = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(file.name.encode() + b"\x00" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def under(row: Row, floor: float | None) -> bool:
    """Whether a row misses its floor, or its ceiling."""
    if floor is None or row.ours is None:
        return False
    return row.ours > floor if row.most else row.ours < floor


def raised(row: Row) -> float:
    """The floor that a figure suggests: itself, to a hundredth below; a ceiling: itself."""
    assert row.ours is not None
    return row.ours if row.most else math.floor(row.ours * _STEP + 1e-9) / _STEP


def renewed(
    known: Floors, rows: Iterable[Row], data: Mapping[str, str], lower: Collection[str] = ()
) -> Floors:
    """The floors after a run.

    Raises:
        RefusedError: a floor would fall, or data has changed, that `lower` does not name.
    """
    floors, prints = dict(known.floors), dict(known.data)
    for name, found in data.items():
        if prints.get(name, found) != found and name not in lower:
            raise RefusedError(f"{name} is not what the floors were set on; to take it: --lower '{name}'")
        prints[name] = found
    for row in rows:
        if row.ours is None or not row.held:
            continue
        old = floors.get(row.key)
        if under(row, old) and row.key not in lower:
            raise RefusedError(f"{row.key}: {row.ours:.3f} misses {old:g}; --lower '{row.key}' lowers it")
        better = old is None or (row.ours < old if row.most else row.ours >= old + MARGIN)
        if better or under(row, old):
            floors[row.key] = raised(row)
    return replace(known, floors=floors, data=prints)
