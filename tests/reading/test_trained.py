"""The trained models: their texts are sound, their weights small and repeatable, and they stay behind the frames."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.cli import main
from detente.ledger.fold import state_of
from detente.ledger.log import Log
from detente.model import Kind, Reading, Status
from detente.reading.assertions.frames import parse_frames
from detente.reading.assertions.learned import frames
from detente.reading.assertions.tables import tables

ROOT = Path(__file__).parents[2]
TRAINING = ROOT / "training"
WEIGHTS = ROOT / "src" / "detente" / "lexicon" / "trained" / "learned.npz"
Read = Callable[..., Reading]

UNFRAMED = "The trade ministers of Chile and Peru shook hands on a wine accord on Friday."
"""A sentence that the bundled frames say nothing of."""


def rows() -> list[dict[str, Any]]:
    """The training texts."""
    return [
        json.loads(line)
        for path in sorted((TRAINING / "texts").glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]


def test_every_training_fact_stands_once_in_its_text_with_its_trigger() -> None:
    texts = rows()
    assert len({row["id"] for row in texts}) == len(texts) >= 600
    wrong = [
        (row["id"], fact["evidence"])
        for row in texts
        for fact in row["facts"]
        if row["text"].count(fact["evidence"]) != 1 or fact["trigger"] not in fact["evidence"]
    ]
    assert not wrong


def test_training_facts_have_kinds_and_statuses_of_the_closed_lists() -> None:
    facts = [fact for row in rows() for fact in row["facts"]]
    assert {fact["kind"] for fact in facts} == {kind.value for kind in Kind}
    assert {fact["status"] for fact in facts} == {status.value for status in Status}


def test_no_training_text_is_a_text_of_the_gold_set() -> None:
    gold = [p.read_text("utf-8") for p in (ROOT / "benchmarks" / "gold" / "dispatches").iterdir()]
    sentences = {s.strip() for text in gold for s in text.split(".") if len(s.strip()) > 60}
    assert not [row["id"] for row in rows() if any(s in row["text"] for s in sentences)]


def test_the_weights_are_small() -> None:
    assert WEIGHTS.stat().st_size < 20_000_000


def test_training_on_the_same_texts_gives_the_same_weights(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.syspath_prepend(str(TRAINING))
    import train  # noqa: PLC0415 - not a package of the program

    part = tmp_path / "part.jsonl"
    part.write_text("\n".join(json.dumps(row) for row in rows()[:6]), "utf-8")
    one, two = (train.table(train.gather([part]).status, 5.0) for _ in range(2))
    assert all(np.array_equal(one[key], two[key]) for key in one)
    for name in ("train", "fit", "gather"):
        sys.modules.pop(name, None)


def test_every_kind_has_a_place_for_its_arguments_and_every_table_its_answers() -> None:
    assert set(frames()) == set(Kind)
    found = tables()
    assert set(found) == {"kind", "status", "role", "moment"}
    assert set(found["kind"].answers) == {"none", *(kind.value for kind in Kind)}
    for table in found.values():
        assert table.weights.shape == (len(table.ids), len(table.answers))


def test_the_model_finds_what_no_frame_tells_and_says_so(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    by_model = [a for a in read(UNFRAMED, "2014-05-06").assertions if a.terms.get("found_by") == "model"]
    assert [a.kind for a in by_model] == [Kind.AGREEMENT_SIGNED]
    assert by_model[0].confidence < 0.5
    monkeypatch.setenv("DETENTE_LEARNED", "0")
    tables.cache_clear()
    try:
        assert not read(UNFRAMED, "2014-05-06").assertions
    finally:
        monkeypatch.delenv("DETENTE_LEARNED")
        tables.cache_clear()


def test_what_the_model_alone_found_waits_for_a_person(
    read: Read, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is in the queue of `review` and in no view, until a verdict confirms it."""
    path = tmp_path / "desk.db"
    with Log.open(path, create=True) as log:
        log.add(read(UNFRAMED, "2014-05-06"))
        (record,) = log.assertions()
        assert not state_of(log).timeline
    signed = ["--reason", "read it", "--by", "Mora Quist", "--ledger", str(path)]
    with pytest.raises(SystemExit) as done:
        main(["verdict", "confirm", record.assertion.id, *signed])
    assert not done.value.code, capsys.readouterr().err
    with Log.open(path) as log:
        assert [event.kind for event in state_of(log).timeline] == [Kind.AGREEMENT_SIGNED]


def test_a_frame_says_whether_the_model_stands_behind_it_whatever_its_id_is() -> None:
    assert all(frame.learned for frame in frames().values())
    [own] = parse_frames("mine.toml", '[[frame]]\nid = "learned-by-me"\nkind = "talks"\nverbs = ["talk"]')
    assert not own.learned
