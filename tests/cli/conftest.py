"""Verbs run on a ledger of the bundled chronology, as a person runs them."""

import json
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from detente.cli import main
from detente.ledger.log import Log

CHRONOLOGY = Path(__file__).parents[2] / "examples" / "korea-japan-2019" / "chronology.jsonl"


@pytest.fixture(scope="session")
def ledger(tmp_path_factory):
    """A ledger of the chronology; nobody writes to it."""
    path = tmp_path_factory.mktemp("chronology") / "kj.db"
    with Log.open(path, create=True) as log:
        log.add_chronology(CHRONOLOGY)
    return path


@pytest.fixture
def said(ledger, capsys):
    """Exit code, stdout and stderr of a verb on that ledger."""

    def run(*words):
        with pytest.raises(SystemExit) as stopped:
            main([*map(str, words), "--ledger", str(ledger)])
        out = capsys.readouterr()
        return stopped.value.code, out.out, out.err

    return run


@pytest.fixture
def answered(said):
    """The JSON that a verb prints, held to its published schema."""

    def run(*words):
        code, out, err = said(*words)
        assert code == 0, err
        value = json.loads(out)
        text = (resources.files("detente.schemas") / f"{words[0]}.schema.json").read_text("utf-8")
        jsonschema.Draft202012Validator(json.loads(text)).validate(value)
        return value

    return run
