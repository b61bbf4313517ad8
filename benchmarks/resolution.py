"""How well reports of one event are joined: pairwise precision, recall and F1.

usage: python benchmarks/resolution.py [--errors] [--alone]

Over the labelled pairs of tests/data/resolution: a pair counts as joined where the ledger puts both
mentions into one act. All mentions stand in one ledger, each on a page of its own, so that what a third
page says can join or part two. With `--alone` each pair is folded by itself; `--errors` lists what is wrong.
The second set is of other disputes and was written after the rules.
"""

import argparse
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from detente.ledger.fold import acts
from detente.ledger.records import Logged, Source
from detente.lexicon import lexicon
from detente.model import Assertion, Kind, Mention, Status, When

DATA = Path(__file__).parents[1] / "tests" / "data" / "resolution"
PAPER = 5
"""The tier of trust of every page: all are papers."""
OTHER = "-held-out"
Rows = list[dict[str, Any]]


def rows(name: str) -> Rows:
    """The rows of one of the two files."""
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


def _party(text: str) -> Mention:
    return Mention(text if ":" in text or text.isupper() else None, text)


def _item(text: str) -> Mention:
    name, _, form = text.partition("#")
    return Mention(name if ":" in name else f"item:{name}", name, form=form or None)


def logged(row: Mapping[str, Any]) -> Logged:
    """A mention as the log hands it to the fold, on a page of its own."""
    day = date.fromisoformat(row["published"])
    source = Source(f"s:{row['by']}:{day}", row["by"], None, PAPER, day, day, dated=True)
    mentions = {
        name: tuple(make(text) for text in row.get(name, "").split())
        for name, make in (("actors", _party), ("targets", _party), ("items", _item))
    }
    one = {name: _party(row[name]) for name in ("agreement", "case") if row.get(name)}
    if row.get("place"):
        one["place"] = Mention(None, row["place"])
    said = Assertion(
        id=row["id"],
        kind=Kind(row["kind"]),
        status=Status(row["status"]),
        when=When(row["when"]) if row["when"] else None,
        count=row.get("count"),
        ordinal=row.get("ordinal"),
        since=row.get("since"),
        terms={name: row[name] for name in ("group", "change", "content") if row.get(name)},
        **mentions,
        **one,
    )
    return Logged(0, said, source, "page", row["id"], row["text"])


def joined(mentions: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """The number of the act into which each mention was put."""
    found = acts([logged(row) for row in mentions], lexicon())
    return {record.assertion.id: n for n, act in enumerate(found) for record in act.records}


def judged(
    *, alone: bool = False, part: str = ""
) -> list[tuple[Mapping[str, Any], Mapping[str, Any], bool, bool]]:
    """Each labelled pair with its label and whether the ledger joins it."""
    by_id = {row["id"]: row for row in rows(f"mentions{part}.jsonl")}
    whole = joined(by_id.values())
    found = []
    for pair in rows(f"pairs{part}.jsonl"):
        a, b = by_id[pair["a"]], by_id[pair["b"]]
        place = joined((a, b)) if alone else whole
        found.append((a, b, pair["same"], place[a["id"]] == place[b["id"]]))
    return found


def score(pairs: Iterable[tuple[Any, Any, bool, bool]]) -> tuple[float, float, float]:
    """Pairwise precision, recall and F1 of the pairs that are the same event."""
    given = list(pairs)
    right = sum(same and said for _, _, same, said in given)
    said = sum(said for *_, said in given)
    same = sum(same for _, _, same, _ in given)
    precision, recall = right / max(said, 1), right / max(same, 1)
    return precision, recall, 2 * right / max(said + same, 1)


def _line(row: Mapping[str, Any]) -> str:
    told = f"({row['by']}, {row['published']}): {row['text']}"
    return f"{row['id']} {row['event']} {row['kind']} {row['when']} {told}"


def main() -> None:
    """Print the figures, and what is wrong where that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--alone", action="store_true")
    asked = parser.parse_args()
    for name, part in (("the dispute of 2019", ""), ("other disputes", OTHER)):
        pairs = judged(alone=asked.alone, part=part)
        precision, recall, f1 = score(pairs)
        same = sum(pair[2] for pair in pairs)
        mentions = len(rows(f"mentions{part}.jsonl"))
        print(f"{name}: {len(pairs)} pairs of {mentions} mentions, {same} of one event")
        print(f"  pairwise P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
        for a, b, is_same, said in pairs if asked.errors else ():
            if is_same != said:
                print(f"{'missed' if is_same else 'wrong'}:\n  {_line(a)}\n  {_line(b)}")


if __name__ == "__main__":
    main()
