"""How well the reader finds what an attentive person finds in the bundled dispatches.

usage: python benchmarks/events.py [--errors] [--json] [FOLDER]

FOLDER holds pages; manifest.jsonl in it (or FOLDER.jsonl beside it) has rows that name a file and
its `facts`: kind, status, when, actors, targets, items, and the evidence quoted from the page. A fact
and an assertion match when they are of one kind and the assertion's evidence overlaps the quoted
words; each is used once, the pairs with most arguments in common first. `event F1` counts matches;
`dates`, `status` and `arguments` are of the matched pairs only (a null date must be null).
"""

import collections
import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from detente.model import Assertion, Reading
from detente.page import Failure, articles
from detente.reading import read_article

FOLDER = Path(__file__).parents[1] / "examples" / "korea-japan-2019" / "dispatches"
ARGUMENTS = ("actors", "targets", "items", "agreement", "case", "count", "ordinal")


@dataclass
class Score:
    """Counts over documents, for all kinds together and for each."""

    found: collections.Counter[str] = field(default_factory=collections.Counter)
    gold: collections.Counter[str] = field(default_factory=collections.Counter)
    hits: collections.Counter[str] = field(default_factory=collections.Counter)
    dates: int = 0
    status: int = 0
    arguments: list[int] = field(default_factory=lambda: [0, 0, 0])
    errors: list[str] = field(default_factory=list)

    def table(self) -> dict[str, Any]:
        """The figures: precision, recall, F1; dates and status of matches; argument F1; each kind."""
        hits = sum(self.hits.values())
        return {
            "event": prf(hits, sum(self.found.values()), sum(self.gold.values())),
            "dates": ratio(self.dates, hits),
            "status": ratio(self.status, hits),
            "arguments": prf(*self.arguments),
            "kinds": {k: prf(self.hits[k], self.found[k], n) for k, n in self.gold.most_common()},
        }


def ratio(part: int, whole: int) -> float:
    """A share, 0 of nothing."""
    return round(part / whole, 3) if whole else 0.0


def prf(hits: int, found: int, gold: int) -> dict[str, float]:
    """Precision, recall and F1 with the counts they come from."""
    p, r = ratio(hits, found), ratio(hits, gold)
    f1 = round(2 * p * r / (p + r), 3) if p + r else 0.0
    return {"p": p, "r": r, "f1": f1, "hits": hits, "found": found, "gold": gold}


def place(text: str, evidence: str) -> tuple[int, int] | None:
    """Where the quoted words stand, whatever the white space between them."""
    pattern = r"\s+".join(re.escape(word) for word in evidence.split())
    match = re.search(pattern, text)
    return match.span() if match else None


def spans(text: str, fact: dict[str, Any]) -> list[tuple[int, int]]:
    """Where a fact stands: its evidence, and the other places (`also`) that say it; words or offsets."""
    found = [
        place(text, at) if isinstance(at, str) else (at[0], at[1])
        for at in (fact["evidence"], *fact.get("also", ()))
    ]
    return [at for at in found if at is not None]


def quote(text: str, fact: dict[str, Any]) -> str:
    """The words of a fact's evidence."""
    at = fact["evidence"]
    return at if isinstance(at, str) else " ".join(text[at[0] : at[1]].split())


def arguments(assertion: Assertion) -> set[tuple[str, str]]:
    """What an assertion says, as pairs of role and id (or number)."""
    pairs = {
        (role, m.id) for role in ("actors", "targets", "items") for m in getattr(assertion, role) if m.id
    }
    pairs |= {(role, m.id) for role in ("agreement", "case") if (m := getattr(assertion, role)) and m.id}
    return pairs | {(r, str(n)) for r in ("count", "ordinal") if (n := getattr(assertion, r)) is not None}


def expected(fact: dict[str, Any]) -> set[tuple[str, str]]:
    """What a fact says, in the same pairs."""
    pairs = {(role, id_) for role in ("actors", "targets", "items") for id_ in fact.get(role) or ()}
    return pairs | {
        (r, str(fact[r])) for r in ("agreement", "case", "count", "ordinal") if fact.get(r) is not None
    }


def candidates(reading: Reading, facts: list[dict[str, Any]]) -> list[tuple[bool, int, int, int]]:
    """Pairs that may be the same: (same day, arguments in common, -fact, -assertion)."""
    pairs = []
    for i, fact in enumerate(facts):
        places = spans(reading.article.text, fact)
        for j, a in enumerate(reading.assertions):
            if a.kind != fact["kind"] or a.start is None or a.end is None:
                continue
            if any(a.start < end and start < a.end for start, end in places):
                same_day = (a.when.value if a.when else None) == fact["when"]
                pairs.append((same_day, len(arguments(a) & expected(fact)), -i, -j))
    return pairs


def score_page(reading: Reading, facts: list[dict[str, Any]], name: str, score: Score) -> None:
    """Match one page's assertions with its facts and add to the score."""
    text = reading.article.text
    pairs = candidates(reading, facts)
    used_facts: set[int] = set()
    used: set[int] = set()
    for _, _, i, j in sorted(pairs, reverse=True):
        if -i in used_facts or -j in used:
            continue
        used_facts.add(-i)
        used.add(-j)
        label = f"{name}: {facts[-i]['kind']} {quote(text, facts[-i])[:60]!r}"
        compare(reading.assertions[-j], facts[-i], label, score)
    for i, fact in enumerate(facts):
        score.gold[fact["kind"]] += 1
        if i not in used_facts:
            words = quote(text, fact)
            score.errors.append(f"{name}: missed {fact['kind']} {fact['status']} {fact['when']}: {words!r}")
    for j, a in enumerate(reading.assertions):
        score.found[a.kind] += 1
        if j not in used:
            words = " ".join(text[a.start : a.end].split())
            score.errors.append(f"{name}: extra {a.kind} {a.status} {a.when}: {words[:110]!r}")


def compare(assertion: Assertion, fact: dict[str, Any], label: str, score: Score) -> None:
    """Count one matched pair; `label` begins the lines of what is wrong with it."""
    score.hits[fact["kind"]] += 1
    day = assertion.when.value if assertion.when else None
    score.dates += day == fact["when"]
    score.status += assertion.status == fact["status"]
    got, want = arguments(assertion), expected(fact)
    for at, number in enumerate((len(got & want), len(got), len(want))):
        score.arguments[at] += number
    if day != fact["when"]:
        score.errors.append(f"{label}: day {day}, not {fact['when']}")
    if assertion.status != fact["status"]:
        score.errors.append(f"{label}: status {assertion.status}, not {fact['status']}")
    if got != want:
        score.errors.append(f"{label}: missing {sorted(want - got)}, too much {sorted(got - want)}")


def evaluate(folder: Path) -> Score:
    """Read every page of the manifest and score it."""
    score = Score()
    inside = folder / "manifest.jsonl"
    manifest = inside if inside.exists() else folder.with_suffix(".jsonl")
    for line in manifest.read_text("utf-8").splitlines():
        row = json.loads(line)
        for found in articles([str(folder / row["file"])], published=None):
            if isinstance(found, Failure):
                score.errors.append(f"{row['file']}: {found}")
                continue
            score_page(read_article(found), row["facts"], row["file"], score)
    return score


def main() -> None:
    """Print the figures."""
    words = [w for w in sys.argv[1:] if not w.startswith("--")]
    score = evaluate(Path(words[0]) if words else FOLDER)
    table = score.table()
    if "--json" in sys.argv:
        print(json.dumps(table))
        return
    for name in ("event", "arguments"):
        figures = table[name]
        print(f"{name:10} P {figures['p']:.3f}  R {figures['r']:.3f}  F1 {figures['f1']:.3f}", end="  ")
        print(f"{figures['hits']} of {figures['gold']}, {figures['found']} found")
    print(f"dates      {table['dates']:.3f} of matches")
    print(f"status     {table['status']:.3f} of matches")
    for kind, figures in table["kinds"].items():
        counts = f"found {figures['found']:3}  gold {figures['gold']:3}  hits {figures['hits']:3}"
        print(f"  {kind:28} F1 {figures['f1']:.2f}  {counts}")
    if "--errors" in sys.argv:
        print("\n".join(score.errors))


if __name__ == "__main__":
    main()
