"""The gold set of trade-dispute events: how two labellers agree, and what the reader finds of it.

usage: python benchmarks/gold.py agreement
       python benchmarks/gold.py score [--split development|test] [--errors] [--json]
       python benchmarks/gold.py fingerprints

Two halves, always apart: dispatches (dispatches-*.jsonl, quoted evidence) and Reuters stories of 1987
(reuters-ids.jsonl, labels with offsets; the texts are in the folder that DETENTE_DATA names). Half of the
disputes are development, half test. How labels are made: docs/reference/gold-guidelines.md.
"""

import collections
import gzip
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from events import Score, expected, prf, ratio, score_page, spans

from detente.model import Article
from detente.page import Failure, articles, read_row
from detente.reading import read_article

GOLD = Path(__file__).parent / "gold"
STORIES = Path("reuters21578") / "stories.jsonl.gz"
PAIRS = ("dispatches-one", "dispatches-two", "reuters")
HALVES = ("dispatches", "reuters")
SPLITS = ("development", "test")
Facts = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Document:
    """One page of the gold set: where it belongs, what it says, and what a person found in it."""

    id: str
    half: str
    split: str
    article: Article
    facts: Facts


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of a file of the gold set, none where there is no such file."""
    path = GOLD / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def day(story: dict[str, Any]) -> str:
    """The day of a story: that of its dateline or, without one, of its date (26-FEB-1987)."""
    filed = re.search(r"(\d+)-([A-Z]{3})-(\d{4})", story["date"])
    if filed is None:
        raise ValueError(story["date"])
    told = re.search(r"([A-Z][a-z]{2})[a-z]*\.? (\d{1,2})\b", (story["dateline"] or "").title())
    month, number = (told[1], told[2]) if told else (filed[2].title(), filed[1])
    return datetime.strptime(f"{filed[3]} {month} {number}", "%Y %b %d").date().isoformat()  # noqa: DTZ007


def stories() -> dict[str, dict[str, Any]]:
    """The chosen stories by id; none where the data is not at hand."""
    root = os.environ.get("DETENTE_DATA")
    if not root or not (path := Path(root) / STORIES).exists():
        return {}
    chosen = {row["id"] for row in rows("reuters-ids")}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return {str(story["id"]): story for story in found if str(story["id"]) in chosen}


def dispatches() -> Iterator[Document]:
    """The half that the project wrote, its labels settled."""
    for name in ("dispatches-one", "dispatches-two"):
        for row in rows(name):
            for found in articles([GOLD / "dispatches" / row["file"]], published=row["published"]):
                if isinstance(found, Failure):
                    raise SystemExit(f"{row['file']}: {found}")
                yield Document(row["file"], "dispatches", row["split"], found, row["facts"])


def reuters(labels: str) -> Iterator[Document]:
    """The stories that this file has labels for."""
    split = {row["id"]: row["split"] for row in rows("reuters-ids")}
    texts = stories()
    for row in rows(labels):
        if (story := texts.get(row["doc"])) is not None:
            given = {
                "id": row["doc"],
                "text": story["text"],
                "title": story["title"],
                "published": day(story),
            }
            yield Document(row["doc"], "reuters", split[row["doc"]], read_row(given), row["facts"])


def pairs(text: str, first: Facts, second: Facts) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Facts of two labellers whose words overlap, each used once, those of one kind first."""
    near = [
        (a["kind"] == b["kind"], len(expected(a) & expected(b)), -i, -j)
        for i, a in enumerate(first)
        for j, b in enumerate(second)
        if any(s < v and u < e for s, e in spans(text, a) for u, v in spans(text, b))
    ]
    used: tuple[set[int], set[int]] = (set(), set())
    out = []
    for *_, i, j in sorted(near, reverse=True):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            out.append((first[-i], second[-j]))
    return out


def kappa(both: list[tuple[str, str]]) -> float:
    """Cohen's kappa of two people's choices, 0 of none."""
    n = len(both)
    one, two = (collections.Counter(pair[at] for pair in both) for at in (0, 1))
    chance = sum(one[k] * two[k] for k in one) / (n * n) if n else 1.0
    same = sum(a == b for a, b in both) / n if n else 0.0
    return round((same - chance) / (1 - chance), 3) if chance < 1 else 0.0


def agree(texts: dict[str, str], first: dict[str, Facts], second: dict[str, Facts]) -> dict[str, Any]:
    """How far two labellings of the same documents agree."""
    docs = sorted(first.keys() & second.keys() & texts.keys())
    met = [pair for doc in docs for pair in pairs(texts[doc], first[doc], second[doc])]
    same = [(a, b) for a, b in met if a["kind"] == b["kind"]]
    total = [sum(len(side[doc]) for doc in docs) for side in (second, first)]
    common = [
        sum(counts)
        for counts in zip(
            *((len(expected(a) & expected(b)), len(expected(b)), len(expected(a))) for a, b in same),
            strict=True,
        )
    ] or [0, 0, 0]
    return {
        "documents": len(docs),
        "words": prf(len(met), *total),
        "event": prf(len(same), *total),
        "dates": ratio(sum(a["when"] == b["when"] for a, b in same), len(same)),
        "status": ratio(sum(a["status"] == b["status"] for a, b in same), len(same)),
        "arguments": prf(*common),
        "kappa": kappa([(a["kind"], b["kind"]) for a, b in met]),
    }


def agreement() -> None:
    """Print how the two labellers of each part agree."""
    texts = {doc.id: doc.article.text for doc in dispatches()}
    texts |= {id_: story["text"] for id_, story in stories().items()}
    for name in PAIRS:
        sides = [
            {row.get("doc") or row["file"]: row["facts"] for row in rows(f"labels/{name}-{who}")}
            for who in "ab"
        ]
        if not all(sides) or not (sides[0].keys() & sides[1].keys() & texts.keys()):
            print(f"{name:15} skipped: no two labellings of texts at hand")
            continue
        found = agree(texts, *sides)
        print(
            f"{name:15} {found['documents']:3} documents  words F1 {found['words']['f1']:.3f}"
            f"  event F1 {found['event']['f1']:.3f}  kappa {found['kappa']:.3f}  dates {found['dates']:.3f}"
            f"  status {found['status']:.3f}  arguments F1 {found['arguments']['f1']:.3f}"
        )


def score(split: str | None, *, errors: bool, as_json: bool) -> None:
    """Print what the reader finds of each half and split."""
    scores: dict[tuple[str, str], Score] = collections.defaultdict(Score)
    documents: collections.Counter[tuple[str, str]] = collections.Counter()
    for source in (dispatches(), reuters("reuters")):
        for doc in source:
            if split in {None, doc.split}:
                documents[doc.half, doc.split] += 1
                score_page(read_article(doc.article), doc.facts, doc.id, scores[doc.half, doc.split])
    if as_json:
        print(json.dumps({"/".join(part): found.table() for part, found in scores.items()}))
        return
    for half in HALVES:
        for part in SPLITS:
            if split in {None, part}:
                show(half, part, documents[half, part], scores.get((half, part)), errors=errors)


def show(half: str, part: str, number: int, found: Score | None, *, errors: bool) -> None:
    """Print the figures of one half and split, or that it is skipped."""
    if found is None:
        print(f"{half} {part}: skipped, no settled labels or texts at hand")
        return
    table = found.table()
    event, args = table["event"], table["arguments"]
    print(f"{half} {part}: {number} documents, {event['gold']} facts, {event['found']} found")
    print(
        f"  event P {event['p']:.3f} R {event['r']:.3f} F1 {event['f1']:.3f}  dates {table['dates']:.3f}",
        end="  ",
    )
    print(f"status {table['status']:.3f}  arguments F1 {args['f1']:.3f}")
    for kind, figures in table["kinds"].items():
        print(f"    {kind:28} F1 {figures['f1']:.2f}  gold {figures['gold']:3}  hits {figures['hits']:3}")
    if errors:
        print("\n".join(found.errors))


def fingerprints() -> dict[str, str]:
    """SHA-256 of what is in the repository of each half and split: rows, labels and pages, in order."""
    found = {}
    split = {row["id"]: row["split"] for row in rows("reuters-ids")}
    halves = (("dispatches", ("dispatches-one", "dispatches-two")), ("reuters", ("reuters-ids", "reuters")))
    for half, names in halves:
        for part in SPLITS:
            digest = hashlib.sha256()
            for row in (
                r for name in names for r in rows(name) if (r.get("split") or split[r["doc"]]) == part
            ):
                digest.update(json.dumps(row, sort_keys=True, ensure_ascii=False).encode())
                if "file" in row:
                    digest.update((GOLD / "dispatches" / row["file"]).read_bytes())
            found[f"{half}/{part}"] = digest.hexdigest()
    return found


def main() -> None:
    """Do what the first word says."""
    words = sys.argv[1:]
    if words[:1] == ["agreement"]:
        agreement()
    elif words[:1] == ["fingerprints"]:
        print(json.dumps(fingerprints(), indent=2))
    elif words[:1] == ["score"]:
        split = words[words.index("--split") + 1] if "--split" in words[:-1] else None
        score(split, errors="--errors" in words, as_json="--json" in words)
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
