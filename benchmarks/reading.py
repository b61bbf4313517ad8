"""What reading costs: CPU time of each stage on one core, beside its peers, in one run.

usage: python benchmarks/reading.py [--rounds N] [--json]

Texts are the bundled dispatches; pages are their HTML pages and, where DETENTE_DATA names a folder
with `pages/fundus_dev.jsonl.gz`, those. Every stage is timed in turn, N rounds, and the least CPU
time of each counts. The budgets are those of the design; a missed one is said so and exits 1.
textacy is a peer only where it is installed (`pip install textacy`).
"""

import argparse
import gzip
import importlib.util
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
import trafilatura

from detente.lexicon import lexicon
from detente.model import Article
from detente.page import Failure, articles, read_row
from detente.reading import read_article
from detente.reading.assertions import find_assertions
from detente.reading.blocks import Block, parts
from detente.reading.names import Referents, find_names
from detente.reading.nlp import load, parse
from detente.reading.parsed import Doc
from detente.reading.quotes import find_quotes
from detente.reading.relevance import may_be_dispute
from detente.reading.times import tag

FOLDER = Path(__file__).parents[1] / "examples" / "korea-japan-2019" / "dispatches"
OUTSIDE, TIMES, GATE = 0.5, 3.0, 100.0
"""Budgets: everything outside the parse over the parse; times over the tokenizer; reader over gate."""

OWN = ("plain objects of it", "times", "names", "quotes", "assertions")
"""The stages of the reader that are not the parse."""

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Texts:
    """What is read in every round: articles, their parses, and HTML pages."""

    articles: Sequence[Article]
    blocks: Sequence[tuple[Block, ...]]
    pages: Sequence[dict[str, Any]]

    @property
    def words(self) -> int:
        """Words of all articles."""
        return sum(len(article.text.split()) for article in self.articles)


def html_pages() -> Iterator[dict[str, Any]]:
    """Saved pages at hand: the bundled ones, and those of the data folder."""
    for path in sorted(FOLDER.glob("*.html")):
        yield {"id": path.name, "html": path.read_text("utf-8"), "url": None}
    file = Path(os.environ.get("DETENTE_DATA", "/nowhere"), "pages", "fundus_dev.jsonl.gz")
    if file.is_file():
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            rows = (json.loads(line) for line in lines)
            yield from ({key: row[key] for key in ("id", "html", "url")} for row in rows)


def texts() -> Texts:
    """Everything read once before anything is timed."""
    read = [found for found in articles([str(FOLDER)]) if not isinstance(found, Failure)]
    return Texts(read, [parse(article) for article in read], list(html_pages()))


def stages(given: Texts) -> dict[str, Work]:
    """What is timed, by name, each over all texts or pages."""
    plain = [article.text for article in given.articles]
    paragraphs = [block.doc.text for blocks in given.blocks for block in blocks]
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    model = load()
    parses = list(model.pipe(paragraphs, batch_size=32))
    both = list(zip(given.articles, given.blocks, strict=True))
    names = [find_names(blocks, article, lexicon()) for article, blocks in both]
    triples = [(article, blocks, found) for (article, blocks), found in zip(both, names, strict=True)]
    done = [_before_assertions(*three) for three in triples]
    work: dict[str, Work] = {
        "tokenizer and sentencizer": lambda: [blank(text) for text in plain],
        "spaCy parse": lambda: list(model.pipe(paragraphs, batch_size=32)),
        "plain objects of it": lambda: [Doc(one) for one in parses],
        "times": lambda: [
            tag(a.text, _day(a), [(s.start, s.end) for _, s in parts(a)]) for a in given.articles
        ],
        "names": lambda: [(find_names(b, a, lexicon()), Referents(b, f)) for a, b, f in triples],
        "quotes": lambda: [find_quotes(b, f, a.text, Referents(b, f)) for a, b, f in triples],
        "assertions": lambda: [find_assertions(*one) for one in done],
        "whole reader": lambda: [read_article(article) for article in given.articles],
        "relevance gate": lambda: [may_be_dispute((a.title or "", a.text)) for a in given.articles],
        "trafilatura": lambda: [
            trafilatura.bare_extraction(p["html"], with_metadata=True) for p in given.pages
        ],
        "page step": lambda: [read_row(page) for page in given.pages],
    }
    if importlib.util.find_spec("textacy"):
        quotations = importlib.import_module("textacy.extract").triples.direct_quotations
        docs = [model(text) for text in plain]
        work["textacy quotations"] = lambda: [_tried(quotations, doc) for doc in docs]
    return work


def _tried(extract: Callable[[Any], Any], doc: Any) -> object:  # noqa: ANN401 - textacy raises on some texts
    try:
        return list(extract(doc))
    except ValueError:
        return None


def _day(article: Article) -> Any:  # noqa: ANN401
    return article.published.day if article.published else None


def _before_assertions(article: Article, blocks: tuple[Block, ...], names: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """The arguments of `find_assertions`."""
    times = tag(article.text, _day(article), [(s.start, s.end) for _, s in parts(article)])
    referents = Referents(blocks, names)
    quotes = find_quotes(blocks, names, article.text, referents)
    return article, blocks, times, names, referents, quotes, lexicon()


def timed(work: dict[str, Work], rounds: int) -> dict[str, float]:
    """The least CPU seconds of each stage over rounds that run all in turn."""
    least = dict.fromkeys(work, float("inf"))
    for _ in range(rounds):
        for name, run in work.items():
            start = time.process_time()
            run()
            least[name] = min(least[name], time.process_time() - start)
    return least


def budgets(seconds: dict[str, float]) -> list[tuple[str, float, float, bool]]:
    """Ratio, budget and whether it is kept, of what the design sets a budget for."""
    parsed = seconds["spaCy parse"]
    outside = sum(seconds[name] for name in OWN) / parsed
    times = seconds["times"] / seconds["tokenizer and sentencizer"]
    gate = seconds["whole reader"] / seconds["relevance gate"]
    return [
        ("all outside the parse / spaCy parse", outside, OUTSIDE, outside <= OUTSIDE),
        ("times / tokenizer and sentencizer", times, TIMES, times <= TIMES),
        ("whole reader / relevance gate", gate, GATE, gate >= GATE),
    ]


def main() -> int:
    """Print the table; 1 where a budget is missed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--rounds", type=int, default=3, help="rounds, of which the least counts")
    options.add_argument("--json", action="store_true", help="print seconds and ratios as JSON")
    asked = options.parse_args()
    given = texts()
    seconds = timed(stages(given), asked.rounds)
    kept = budgets(seconds)
    if asked.json:
        print(json.dumps({"seconds": seconds, "ratios": {name: ratio for name, ratio, *_ in kept}}))
    else:
        show(given, seconds, kept)
    return 0 if all(right for *_, right in kept) else 1


def show(given: Texts, seconds: dict[str, float], kept: list[tuple[str, float, float, bool]]) -> None:
    """The table for people."""
    print(f"{len(given.articles)} articles, {given.words} words; {len(given.pages)} HTML pages; one core")
    for name, spent in seconds.items():
        of_pages = name in {"trafilatura", "page step"}
        base = "trafilatura" if of_pages else "spaCy parse"
        unit = (
            f"{1000 * spent / len(given.pages):9.2f} ms a page"
            if of_pages
            else f"{1e6 * spent / given.words:9.2f} µs a word"
        )
        print(f"{name:28} {spent:8.3f} s CPU {unit}  {spent / seconds[base]:7.3f} x {base}")
    if "textacy quotations" not in seconds:
        print(f"{'textacy quotations':28} skipped: textacy is not installed")
    for name, ratio, budget, right in kept:
        print(f"{name:40} {ratio:8.2f}  budget {budget:g}  {'kept' if right else 'MISSED'}")


if __name__ == "__main__":
    sys.exit(main())
