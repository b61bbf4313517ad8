"""Rooms import in one direction only."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "detente"
ORDER = ["errors", "model", "lexicon", "page", "reading", "ledger", "exposure", "desk", "cli"]
MODULES = sorted(SOURCE.rglob("*.py"))


def room(path):
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
            if node.module == "detente":
                names = [f"detente.{alias.name}" for alias in node.names]
        yield from (name.split(".")[1] for name in names if name.startswith("detente."))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_room_knows_the_rooms_to_its_left_and_never_those_to_its_right(path):
    if room(path) in {"__init__", "__main__"}:
        return
    here = ORDER.index(room(path))
    assert [name for name in imported(path) if ORDER.index(name) > here] == []
