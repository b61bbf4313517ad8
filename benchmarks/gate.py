"""The gate: every figure of the reader beside its peer, with its interval and its floor, in one table.

usage: python benchmarks/gate.py [--only WORD] [--json] [--write [--lower KEY]...]

Exits 1 where a figure misses its floor or a file is not the one that the floors were set on. Data
that is not at hand is shown as skipped. `--write` raises floors and takes in new figures and data;
it refuses to lower a floor, or to take other data, unless `--lower` names its key (task, data) or file.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from floors import MARGIN, Floors, RefusedError, fingerprint, raised, renewed, under
from measures import Row
from tasks import TASKS, Task

FILE = Path(__file__).with_name("floors.toml")
HEADER = ("task", "data", "n", "ours", "peer", "95 % interval", "floor", "target", "")


def number(value: float | None) -> str:
    """A figure as the table shows it."""
    if value is None:
        return "-"
    return f"{value:.3f}" if value < 10 else f"{value:.0f}"


def line(row: Row, known: Floors) -> tuple[str, ...]:
    """The cells of a row."""
    if row.ours is None:
        return (row.task, row.data, "-", f"skipped: {row.why}")
    floor, target = known.floors.get(row.key), known.targets.get(row.key)
    said = ["UNDER ITS FLOOR"] if under(row, floor) else []
    said += ["target missed"] if under(row, target) else []
    between = "-" if row.low is None else f"{number(row.low)} to {number(row.high)}"
    most = "at most " if row.most else ""
    shown = tuple(most * (v is not None) + number(v) for v in (floor, target))
    return (
        row.task,
        row.data,
        str(row.n),
        number(row.ours),
        number(row.peer),
        between,
        *shown,
        ", ".join(said),
    )


def table(rows: Iterable[Row], known: Floors) -> str:
    """The table as text."""
    lines = [HEADER, *(line(row, known) for row in rows)]
    full = [cells for cells in lines if len(cells) == len(HEADER)]
    wide = [max(len(cells[at]) for cells in full) for at in range(len(HEADER))]
    wide[:2] = [max(len(cells[at]) for cells in lines) for at in range(2)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(cells, wide, strict=False)).rstrip()
        for cells in lines
    )


def changed(known: Floors, data: Mapping[str, str]) -> list[str]:
    """The files that are not those the floors were set on."""
    return [name for name, found in data.items() if known.data.get(name, found) != found]


def judged(rows: Sequence[Row], known: Floors, data: Mapping[str, str]) -> tuple[list[str], bool]:
    """What is to be said under the table, and whether the gate is passed."""
    fallen = [row for row in rows if under(row, known.floors.get(row.key))]
    other = changed(known, data)
    said = [f"{name}: not the data that the floors were set on" for name in other]
    for row in rows:
        floor = known.floors.get(row.key)
        if row.ours is None or not row.held:
            continue
        if floor is None:
            said.append(f"{row.key}: has no floor; --write would set {raised(row):g}")
        elif row.ours < floor if row.most else row.ours >= floor + MARGIN:
            said.append(
                f"{row.key}: stands above its floor {floor:g}; --write would raise it to {raised(row):g}"
            )
    said += [f"{row.key}: {number(row.ours)} misses its floor {known.floors[row.key]:g}" for row in fallen]
    return said, not fallen and not other


def prints(tasks: Iterable[Task]) -> dict[str, str]:
    """The fingerprints of the data at hand, by the names of the files."""
    found = {}
    for task in tasks:
        paths = task.paths()
        if not isinstance(paths, str):
            found.update({name: fingerprint([path]) for name, path in zip(task.files, paths, strict=True)})
    return found


def main(words: Sequence[str] | None = None, *, tasks: Sequence[Task] = TASKS, file: Path = FILE) -> int:
    """Measure, print the table, and return the exit code."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--only", default="", metavar="WORD", help="tasks whose name or data holds this")
    options.add_argument("--json", action="store_true", help="print rows as JSON")
    options.add_argument("--write", action="store_true", help="raise floors, take in new figures and data")
    options.add_argument("--lower", action="append", default=[], metavar="KEY", help="lower this floor")
    asked = options.parse_args(words)
    if asked.lower and not asked.write:
        options.error("--lower needs --write")
    chosen = [task for task in tasks if asked.only in f"{task.name}, {task.data}"]
    known, data = Floors.load(file), prints(chosen)
    rows = [row for task in chosen for row in task.rows()]
    print(json.dumps([asdict(row) for row in rows]) if asked.json else table(rows, known))
    if asked.write:
        try:
            renewed(known, rows, data, asked.lower).dump(file)
        except RefusedError as error:
            print(f"refused: {error}", file=sys.stderr)
            return 2
        return 0
    said, passed = judged(rows, known, data)
    print("\n".join(said), file=sys.stderr)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
