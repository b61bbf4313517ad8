"""The dispatches of the gold set: every label can be found in its text, and a dispute is on one side only."""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from detente.lexicon import Lexicon
from detente.model import Kind, Status, When

GOLD = Path(__file__).parents[1] / "benchmarks" / "gold"
PARTS = sorted(GOLD.glob("dispatches-*.jsonl"))


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a manifest or of one person's labels."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def shown(name: str) -> str:
    """What a page shows, tags and scripts left out, white space folded; a text as it stands."""
    text = (GOLD / "dispatches" / name).read_text(encoding="utf-8")
    if name.endswith(".html"):
        text = re.sub(r"(?s)<(script|style|head)\b.*?</\1>", " ", text)
        text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return " ".join(text.split())


@pytest.mark.parametrize(
    "path", [*PARTS, *sorted(GOLD.glob("labels/dispatches-*.jsonl"))], ids=lambda p: p.stem
)
def test_evidence_is_found_once(path: Path) -> None:
    """A label whose words stand nowhere, or twice, cannot be matched."""
    lost = [
        (row["file"], fact["evidence"])
        for row in rows(path)
        for fact in row.get("facts", [])
        if shown(row["file"]).count(" ".join(fact["evidence"].split())) != 1
    ]
    assert lost == []


@pytest.mark.parametrize("path", PARTS, ids=lambda p: p.stem)
def test_kinds_and_statuses_are_known(path: Path) -> None:
    """The lists are closed."""
    facts = [fact for row in rows(path) for fact in row.get("facts", [])]
    assert {fact["kind"] for fact in facts} <= {kind.value for kind in Kind}
    assert {fact["status"] for fact in facts} <= {status.value for status in Status}


@pytest.mark.parametrize("path", PARTS, ids=lambda p: p.stem)
def test_days_are_edtf(path: Path) -> None:
    """A day that does not parse could never be right."""
    facts = [fact for row in rows(path) for fact in row.get("facts", [])]
    days = {day for fact in facts for day in (fact["when"], fact["since"]) if day}
    assert days
    assert all(When(day) for day in days)


@pytest.mark.parametrize("path", PARTS, ids=lambda p: p.stem)
def test_ids_are_those_of_the_lexicon(path: Path) -> None:
    """An argument is an id where the lexicon has one, words otherwise; an id of nothing matches nothing."""
    lexicon = Lexicon.load()
    facts = [fact for row in rows(path) for fact in row.get("facts", [])]
    named = {one for fact in facts for one in (*fact["actors"], *fact["targets"], *fact["items"])}
    named |= {fact["agreement"] for fact in facts if fact["agreement"]}
    ids = {one for one in named if ":" in one or (len(one) == 2 and one.isupper())}
    assert {one for one in ids if lexicon.get(one) is None} == set()


@pytest.mark.parametrize("path", PARTS, ids=lambda p: p.stem)
def test_a_dispute_is_on_one_side(path: Path) -> None:
    """What is tuned on one dispatch of a dispute must not be tested on another."""
    sides = {(row["dispute"], row["split"]) for row in rows(path)}
    assert len(sides) == len({dispute for dispute, _ in sides})
    assert {side for _, side in sides} == {"development", "test"}


def test_every_dispatch_has_its_row() -> None:
    """A file without a row is read by nobody; a row without a file cannot be checked."""
    listed = [row["file"] for path in PARTS for row in rows(path)]
    assert sorted(listed) == sorted(p.name for p in (GOLD / "dispatches").iterdir())
