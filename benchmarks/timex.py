"""Time expressions: quality against gold, and speed beside spaCy's blank tokenizer and sentencizer.

usage: python benchmarks/timex.py [GOLD.jsonl[.gz] ...]

A gold row is {"id", "dct", "text", "timexes": [{"start", "end", "value"}]}. Without arguments the
part of MEANTIME in tests/data is read, and with DETENTE_DATA set the whole corpora under it.
Strict: the same span. Relaxed: an overlapping one, each found expression used once. Value F1 is
relaxed F1 times the share of matched gold expressions with the right TIMEX3 value, as TempEval-3
reckons; gold values that are no TIMEX3 value are left out of the values.
"""

import gzip
import json
import os
import re
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import spacy

from detente.reading.times import tag

PART = Path(__file__).parents[1] / "tests" / "data" / "meantime" / "part.jsonl.gz"
BUDGET = 3.0
"""Times the CPU time of the tokenizer and sentencizer that tagging may take."""

_VALUE = re.compile(
    r"(PAST|PRESENT|FUTURE)_REF|P(?=[\dXT])((\d+(\.\d+)?|X+)[A-Z]{1,2})?(T(\d+(\.\d+)?|X+)[HMS].*)?"
    r"|[\dX]{2,4}(-([\dX]{2}|Q[1-4X]|H[12X]|W[\dX]{2}(-WE)?|SP|SU|FA|WI)(-[\dX]{1,2})?)?"
    r"(T([\dX]{2}(:[\dX]{2}){0,2}|MO|MI|AF|EV|NI|DT).*)?"
)


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def published(row: dict[str, Any]) -> date | None:
    """The document date of a row, None where it is not in ISO form."""
    return date.fromisoformat(row["dct"][:10]) if re.match(r"\d{4}-\d\d-\d\d", row["dct"]) else None


def tagged(row: dict[str, Any]) -> list[dict[str, Any]]:
    """What we find in a row's text."""
    return [{"start": t.start, "end": t.end, "value": t.value} for t in tag(row["text"], published(row))]


Counts = tuple[int, ...]
"""Of one document: gold, system, matched, precise, strict, right values, values judged."""


def counts(gold: list[dict[str, Any]], system: list[dict[str, Any]]) -> Counts:
    """What the figures are reckoned from, for one document."""
    free = list(system)
    matched = judged = right = 0
    for wanted in sorted(gold, key=lambda row: row["start"]):
        best = max(free, key=lambda row: _shared(row, wanted), default=None)
        if best is None or _shared(best, wanted) <= 0:
            continue
        free.remove(best)
        matched += 1
        if _VALUE.fullmatch(wanted["value"] or ""):
            judged += 1
            right += best["value"] == wanted["value"]
    precise = sum(any(_shared(s, g) > 0 for g in gold) for s in system)
    strict = len({(g["start"], g["end"]) for g in gold} & {(s["start"], s["end"]) for s in system})
    return len(gold), len(system), matched, precise, strict, right, judged


def figures(table: Sequence[Counts]) -> dict[str, float]:
    """F1 of spans (strict and relaxed) and of values, in per cent, over documents."""
    sums = [sum(column) for column in zip(*table, strict=True)] or [0] * 7
    gold, system, matched, precise, strict, right, judged = sums
    relaxed = _f1(precise / max(1, system), matched / max(1, gold))
    return {
        "relaxed_f1": relaxed,
        "strict_f1": _f1(strict / max(1, system), strict / max(1, gold)),
        "value_f1": relaxed * right / max(1, judged),
    }


def score(gold: list[list[dict[str, Any]]], system: list[list[dict[str, Any]]]) -> dict[str, float]:
    """The figures over documents in the same order: relaxed, strict and value F1 in per cent."""
    table = [counts(wanted, found) for wanted, found in zip(gold, system, strict=True)]
    return {name.removesuffix("_f1"): value for name, value in figures(table).items()}


def _f1(precision: float, recall: float) -> float:
    return 200 * precision * recall / (precision + recall) if precision + recall else 0.0


def _shared(one: dict[str, Any], other: dict[str, Any]) -> int:
    return min(one["end"], other["end"]) - max(one["start"], other["start"])


def ratio(texts: list[str]) -> float:
    """CPU time of tagging over that of spaCy's blank tokenizer and sentencizer: best of three each."""
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    base, own = [], []
    for _ in range(3):
        start = time.process_time()
        for text in texts:
            pipeline(text)
        middle = time.process_time()
        for text in texts:
            tag(text, date(2019, 8, 21))
        base.append(middle - start)
        own.append(time.process_time() - middle)
    return min(own) / min(base)


def main(paths: list[Path]) -> None:
    """Print one line a corpus."""
    data = os.environ.get("DETENTE_DATA")
    found = paths or [PART, *(sorted((Path(data) / "timex").glob("*.jsonl.gz")) if data else [])]
    for path in found:
        table = rows(path)
        scores = score([row["timexes"] for row in table], [tagged(row) for row in table])
        shown = "  ".join(f"{name} F1 {value:.2f}" for name, value in scores.items())
        cost = ratio([row["text"] for row in table])
        print(f"{path.name}: {len(table)} documents  {shown}  CPU {cost:.2f} x tokenizer (budget {BUDGET})")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
