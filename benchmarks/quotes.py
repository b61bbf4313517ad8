"""Who said what: quality against PolNeAR's development part, and cost beside the parse.

usage: DETENTE_DATA=... python benchmarks/quotes.py [GOLD.jsonl[.gz]]

A gold row is {"id", "text", "attributions": [{"source", "cue", "content"}]}. Paragraphs are the lines
of the text. The scorer is `../tools/score_attribution.py` beside the data folder. Nothing of PolNeAR
is kept. Peer: textacy 0.13 on the same model has quoted P .486, R .286; all attributions F1 .143.
"""

import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from detente.model import Article, Quote, Span
from detente.reading.nlp import load, parse
from detente.reading.quotes import find_quotes

TARGETS = {"quoted": {"p": 0.80, "r": 0.70}, "all": {"f1": 0.45}}
BUDGET = 0.5
"""Share of the parse's CPU time that the finder may take."""

_LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def article(row: dict[str, Any]) -> Article:
    """A row's text with its lines as paragraphs."""
    body = tuple(Span(*match.span()) for match in _LINE.finditer(row["text"]))
    return Article(row["id"], row["text"], body)


def as_row(id_: str, quotes: tuple[Quote, ...]) -> dict[str, Any]:
    """A system row as the scorer reads it."""
    found = [
        {
            "start": quote.start,
            "end": quote.end,
            "speaker_start": quote.speaker.start if quote.speaker else None,
            "speaker_end": quote.speaker.end if quote.speaker else None,
            "direct": quote.direct,
        }
        for quote in quotes
    ]
    return {"id": id_, "quotes": found}


def system_row(row: dict[str, Any]) -> dict[str, Any]:
    """What we find in a gold row, as the scorer reads it."""
    return as_row(row["id"], find_quotes(parse(article(row)), (), row["text"]))


def run(gold: Path, scorer: Path) -> dict[str, Any]:
    """The scorer's figures, and CPU seconds of parse and finder."""
    parsing = finding = 0.0
    load()
    with tempfile.TemporaryDirectory() as folder:
        system = Path(folder) / "system.jsonl"
        with system.open("w", encoding="utf-8") as out:
            for row in rows(gold):
                start = time.process_time()
                blocks = parse(article(row))
                middle = time.process_time()
                quotes = find_quotes(blocks, (), row["text"])
                finding += time.process_time() - middle
                parsing += middle - start
                out.write(json.dumps(as_row(row["id"], quotes)) + "\n")
        command = [sys.executable, str(scorer), str(gold), str(system)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures | {"seconds": {"parse": round(parsing, 2), "quotes": round(finding, 2)}}


def main(arguments: list[str]) -> int:
    folder = os.environ.get("DETENTE_DATA")
    if not folder:
        print("skipped: DETENTE_DATA names no folder", file=sys.stderr)
        return 0
    gold = Path(arguments[0]) if arguments else Path(folder) / "attribution" / "polnear_dev.jsonl.gz"
    scorer = Path(folder).parent / "tools" / "score_attribution.py"
    figures = run(gold, scorer)
    print(json.dumps(figures))
    missed = [
        f"{view} {name} {figures[view][name]} < {floor}"
        for view, floors in TARGETS.items()
        for name, floor in floors.items()
        if figures[view][name] < floor
    ]
    spent = figures["seconds"]
    if spent["quotes"] > BUDGET * spent["parse"]:
        missed.append(f"the finder took {spent['quotes']} s, the parse {spent['parse']} s")
    for line in missed:
        print(line, file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
