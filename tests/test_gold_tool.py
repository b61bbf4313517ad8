"""The tool of the gold set: what it counts as the same, and that a part that is frozen stays as it is."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "benchmarks" / "gold"
sys.path.insert(0, str(ROOT / "benchmarks"))
spec = importlib.util.spec_from_file_location("bench_gold", ROOT / "benchmarks" / "gold.py")
assert spec
assert spec.loader
gold = importlib.util.module_from_spec(spec)
sys.modules["bench_gold"] = gold
spec.loader.exec_module(gold)

TEXT = "Tariffs rise. Seoul protests. The duties go up on Monday."


def fact(kind: str, evidence: object, **more: object) -> dict[str, object]:
    """A label with the fields that every label has."""
    return {"kind": kind, "status": "occurred", "when": None, "evidence": evidence, **more}


def test_a_frozen_part_is_unchanged() -> None:
    """Labels changed after tuning would flatter or punish it; a change needs new fingerprints beside it."""
    assert gold.fingerprints() == json.loads((GOLD / "fingerprints.json").read_text("utf-8"))


def test_a_dispute_of_1987_is_in_one_part() -> None:
    """A test dispute that was seen in development is no test."""
    rows = gold.rows("reuters-ids")
    parts = {(row["dispute"], row["split"]) for row in rows}
    assert len(parts) == len({row["dispute"] for row in rows}) >= 8
    assert len({row["id"] for row in rows}) == len(rows) >= 110


def test_a_second_mention_counts_as_found() -> None:
    """`also` names other places of one event, words or offsets alike."""
    first = [fact("measure_effective", "Tariffs rise", also=["The duties go up"])]
    assert gold.pairs(TEXT, first, [fact("measure_effective", [30, 46])])
    assert not gold.pairs(TEXT, first, [fact("statement_made", [14, 28])])


def test_agreement_counts_kinds_and_words_apart() -> None:
    """Two people who mark the same words and call one of two by another name."""
    first = [fact("measure_effective", [0, 12]), fact("statement_made", [14, 28])]
    second = [fact("measure_effective", [0, 7]), fact("threat_made", [14, 28])]
    found = gold.agree({"d": TEXT}, {"d": first}, {"d": second})
    assert found["words"]["f1"] == 1.0
    assert found["event"]["f1"] == 0.5


def test_kappa_of_a_known_table() -> None:
    """20 and 15 agreed of 50, 25 and 30 first choices: .4, the usual example."""
    both = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15
    assert gold.kappa(both) == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("date", "dateline", "day"),
    [
        ("24-MAR-1987 08:00:00.00", "TAUPO, New Zealand, March 23", "1987-03-23"),
        (" 2-MAR-1987 07:19:13.49", "STOCKHOLM, March 2", "1987-03-02"),
        ("20-OCT-1987 11:00:00.00", None, "1987-10-20"),
        ("24-MAR-1987 11:00:00.00", "RIO DE JANEIRO, MARCH 24 -", "1987-03-24"),
    ],
)
def test_the_day_of_a_story(date: str, dateline: str | None, day: str) -> None:
    """A wire lead means the day of its dateline."""
    assert gold.day({"date": date, "dateline": dateline}) == day
