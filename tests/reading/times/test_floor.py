"""Quality does not fall: pinned floors on gold annotations, with the fingerprint of the data."""

import hashlib
import importlib.util
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PART = ROOT / "tests" / "data" / "meantime" / "part.jsonl.gz"

spec = importlib.util.spec_from_file_location("bench_timex", ROOT / "benchmarks" / "timex.py")
bench = importlib.util.module_from_spec(spec)
spec.loader.exec_module(bench)


def figures(path):
    table = bench.rows(path)
    return bench.score([row["timexes"] for row in table], [bench.tagged(row) for row in table])


def test_the_part_of_meantime_in_the_repository_is_the_one_the_floors_were_set_on():
    text = "".join(row["text"] for row in bench.rows(PART))
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "081e25edbf748d67"


def test_the_part_of_meantime_is_read_at_least_as_well_as_when_the_floor_was_set():
    found = figures(PART)
    assert found["value"] >= 89.0
    assert found["strict"] >= 91.0


@pytest.mark.data
@pytest.mark.parametrize(("corpus", "value", "strict"), [("meantime", 87.0, 90.0), ("tbaq", 80.0, 87.5)])
def test_whole_corpora_are_read_at_least_as_well_as_when_the_floor_was_set(corpus, value, strict):
    folder = os.environ.get("DETENTE_DATA")
    path = Path(folder or "", "timex", f"{corpus}.jsonl.gz")
    if not folder or not path.is_file():
        pytest.skip("needs timex/ in the folder named by DETENTE_DATA")
    found = figures(path)
    assert found["value"] >= value
    assert found["strict"] >= strict


GOLD = [[{"start": 0, "end": 4, "value": "2019"}, {"start": 9, "end": 12, "value": "P1D"}]]


@pytest.mark.parametrize(
    ("system", "relaxed", "strict", "value"),
    [
        ([], 0, 0, 0),
        (GOLD[0], 100, 100, 100),
        ([{"start": 0, "end": 4, "value": "2018"}, {"start": 8, "end": 12, "value": "P1D"}], 100, 50, 50),
        ([{"start": 0, "end": 4, "value": "2019"}], 200 / 3, 200 / 3, 200 / 3),
    ],
)
def test_the_scorer_itself_counts_as_said(system, relaxed, strict, value):
    found = bench.score(GOLD, [system])
    assert (found["relaxed"], found["strict"], found["value"]) == pytest.approx((relaxed, strict, value))
