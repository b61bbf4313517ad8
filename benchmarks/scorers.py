"""The scorers that come with the data; they are no part of the project and are used where they lie.

They are looked for in the folder named by DETENTE_TOOLS, else in `tools` beside the data.
"""

import contextlib
import importlib.util
import io
import json
import os
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

Row = dict[str, Any]


def scorer(name: str, data: Path) -> ModuleType | None:
    """The scorer of this name, or None where it is not at hand."""
    path = Path(os.environ.get("DETENTE_TOOLS", data.resolve().parent / "tools")) / f"{name}.py"
    if not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def printed(judge: ModuleType, gold: Path, system: Path) -> Row:
    """What a scorer prints of two files."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        judge.main(str(gold), str(system))
    found: Row = json.loads(out.getvalue())
    return found


def one_by_one(judge: ModuleType, gold: list[Row], system: list[Row]) -> list[Row]:
    """What a scorer prints of each document alone, so that documents can be drawn again."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        paths = Path(folder) / "gold.jsonl", Path(folder) / "system.jsonl"
        for pair in zip(gold, system, strict=True):
            for path, row in zip(paths, pair, strict=True):
                path.write_text(json.dumps(row), encoding="utf-8")
            found.append(printed(judge, *paths))
    return found
