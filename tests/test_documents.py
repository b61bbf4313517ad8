"""The documents say what the program does: kinds, verbs, links, and the output that they show."""

import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from detente.cli import VERBS
from detente.model import Kind, Status

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("word", [*Kind, *Status])
def test_every_kind_and_status_is_documented(word):
    assert f"`{word}`" in (ROOT / "docs" / "reference" / "kinds.md").read_text("utf-8")


def test_documents_show_what_the_commands_print_on_this_commit():
    command = [sys.executable, str(ROOT / "docs" / "refresh.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_a_module_and_a_command(verb):
    module = importlib.import_module(f"detente.cli.{verb}")
    assert module.command.name == verb


def test_files_named_in_contributing_exist():
    said = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    paths = re.findall(r"`((?:src|docs|tests)/[\w/.-]+)`", said)
    assert len(paths) > 5
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_help_is_answered_without_loading_anything_heavy():
    heavy = ("spacy", "sqlalchemy", "altair", "trafilatura", "numpy", "pydantic", "rich", "lxml", "jinja2")
    code = (
        "import sys\nfrom detente.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([m for m in {heavy!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert all(verb in done.stdout for verb in VERBS)
