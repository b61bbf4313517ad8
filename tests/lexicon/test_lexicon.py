import tomllib
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

from detente.errors import UsageError
from detente.lexicon import Lexicon


@pytest.fixture(scope="module")
def bundled() -> Lexicon:
    return Lexicon.load()


def test_the_bundled_files_give_no_id_twice():
    ids = Counter(
        row["id"]
        for file in resources.files("detente.lexicon").iterdir()
        if file.name.endswith(".toml")
        for row in tomllib.loads(file.read_text("utf-8"))["entry"]
    )
    assert [id_ for id_, n in ids.items() if n > 1] == []


def test_members_countries_and_parties_are_entries_themselves(bundled):
    named = [
        (e.id, other)
        for e in bundled.entries.values()
        for other in (*e.members, *e.terms.get("parties", ()), *([e.country] if e.country else []))
    ]
    assert [pair for pair in named if pair[1] not in bundled.entries] == []


def test_a_users_file_adds_an_entry_and_names_to_a_known_one(tmp_path: Path, monkeypatch):
    mine = tmp_path / "mine.toml"
    mine.write_text(
        '[defaults]\nreference = "house list"\n'
        '[[entry]]\nid = "company:example"\nkind = "company"\nname = "Example Works"\n'
        '[[entry]]\nid = "item:photoresist"\nkind = "item"\nname = "photoresist"\nnames = ["resin R7"]\n',
    )
    monkeypatch.setenv("DETENTE_LEXICON", str(mine))
    lexicon = Lexicon.load()
    assert lexicon.name("company:example") == "Example Works"
    photoresist = lexicon.get("item:photoresist")
    assert photoresist and "resin R7" in photoresist.names and "3707.90" in photoresist.hs


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[[entry]\n", "no TOML"),
        ('[[entry]]\nid = "x"\n', "has no kind, name, reference"),
    ],
)
def test_a_file_that_is_no_lexicon_is_told_in_one_line(tmp_path: Path, text, word):
    bad = tmp_path / "bad.toml"
    bad.write_text(text)
    with pytest.raises(UsageError, match=word):
        Lexicon.load([bad])


def test_a_missing_file_is_told_in_one_line(tmp_path: Path):
    with pytest.raises(UsageError, match="cannot read the lexicon"):
        Lexicon.load([tmp_path / "none.toml"])
