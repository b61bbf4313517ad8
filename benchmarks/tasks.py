"""What the gate measures: each task reads its data with the reader and gives rows of the table."""

import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

import events
import pages
import quotes
import timex
from lxml import html
from measures import Row, f1, measured, share
from scorers import one_by_one, scorer

from detente.model import Article
from detente.page import Failure, articles, read_row
from detente.reading import read_article
from detente.reading.assertions.tables import tables
from detente.reading.relevance import may_be_dispute

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "benchmarks" / "gold"
SAMPLE = 60
"""Stories that the reader reads beside the relevance gate, to compare their times."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to measure: its name, the name of its data, where that lies, and what gives the rows.

    `own` data lies in the repository; other data in the folder named by DETENTE_DATA, with the
    scorer `judge` beside it where one is named.
    """

    name: str
    data: str
    files: tuple[str, ...]
    run: Callable[["Task", list[Path], ModuleType | None], list[Row]]
    own: bool = False
    judge: str = ""

    def paths(self) -> list[Path] | str:
        """Where the data lies, or what is not at hand."""
        folder = os.environ.get("DETENTE_DATA")
        if not self.own and not folder:
            return "DETENTE_DATA names no folder"
        found = [(ROOT if self.own else Path(folder or "")) / name for name in self.files]
        missing = [name for name, path in zip(self.files, found, strict=True) if not path.exists()]
        return f"no {missing[0]}" if missing else found

    def rows(self) -> list[Row]:
        """The rows, or one that says why it is skipped."""
        paths = self.paths()
        if isinstance(paths, str):
            return [Row(self.name, self.data, why=paths)]
        judge = scorer(self.judge, Path(os.environ.get("DETENTE_DATA", "."))) if self.judge else None
        if self.judge and judge is None and self.name != "timex":
            return [Row(self.name, self.data, why=f"no scorer {self.judge}.py")]
        return self.run(self, paths, judge)


HEIDELTIME = {"value_f1": 0.793, "relaxed_f1": 0.898, "strict_f1": 0.843}
"""On MEANTIME, as published with the data."""
TEXTACY = {"quoted P": 0.486, "quoted R": 0.286, "all F1": 0.143}
"""textacy 0.13 on the same model, on polnear_dev, as published with the data."""


def times(task: Task, paths: list[Path], judge: ModuleType | None) -> list[Row]:
    """TIMEX3 spans and values, with the scorer beside the data or, where that is missing, our own."""
    table = timex.rows(paths[0])
    by: Any = judge or timex
    counted = [by.counts(row["timexes"], timex.tagged(row)) for row in table]
    return [
        measured(
            f"timex {name.removesuffix('_f1')}",
            task.data,
            counted,
            lambda drawn, name=name: by.figures(drawn)[name] / 100,
            peer=HEIDELTIME[name] if task.data == "meantime" else None,
        )
        for name in HEIDELTIME
    ]


def shown_titles(page: str) -> list[str]:
    """Every title that a page shows: headings, title element cut, og:title, JSON-LD headline."""
    tree = html.fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    found = [node.text_content() for node in tree.iter("h1")]
    for node in tree.iter("title"):
        whole = node.text_content()
        found += [whole[: cut.start()] for cut in re.finditer(r"\s+[|–—·»:-]\s+", whole)] or [whole]
    found += tree.xpath("//meta[@property='og:title' or @name='twitter:title']/@content")
    for text in tree.xpath("//script[@type='application/ld+json']/text()"):
        found += [
            json.loads(f'"{said}"') for said in re.findall(r'"headline"\s*:\s*"((?:[^"\\\n]|\\.)*)"', text)
        ]
    return [" ".join(title.split()) for title in found if title.strip()]


def page_counts(judge: ModuleType, gold: list[dict[str, Any]], system: list[dict[str, Any]]) -> list[Any]:
    """Of each page what the scorer counts, and whether the title is one that the page shows."""
    counted = one_by_one(judge, gold, system)
    for row, got, count in zip(gold, system, counted, strict=True):
        titles = {judge.fold(title) for title in (row["title"], *shown_titles(row["html"]))}
        count["shown"] = f"{int(judge.fold(got.get('title')) in titles)}/1" if row["title"] else "0/0"
    return counted


def parts(count: dict[str, Any], name: str) -> tuple[float, float]:
    """A scorer's "1/1" as numbers."""
    right, _, whole = str(count.get(name, "0/0")).partition("/")
    return float(right), float(whole)


PAGE_FIELDS = {"title": "title", "title shown": "shown", "byline": "byline", "published": "published"}


def saved_pages(task: Task, paths: list[Path], judge: ModuleType | None) -> list[Row]:
    """Saved news pages, beside trafilatura in the same run."""
    assert judge is not None
    gold = timex.rows(paths[0])
    own, other = (page_counts(judge, gold, [read(row) for row in gold]) for read in (pages.ours, pages.peer))
    found = []
    for name, field in PAGE_FIELDS.items():
        both = [[parts(count, field) for count in counted] for counted in (own, other)]
        judged = int(sum(part[1] for part in both[0]))
        found.append(measured(f"pages {name}", task.data, both[0], share, n=judged, peer=share(both[1])))
    for name, field, most in (("body F1", "body_f1", False), ("crawl day taken", "crawl_taken", True)):
        both = [[(float(count[field]), 1.0) for count in counted] for counted in (own, other)]
        found.append(measured(f"pages {name}", task.data, both[0], share, peer=share(both[1]), most=most))
    return found


def said(task: Task, paths: list[Path], judge: ModuleType | None) -> list[Row]:
    """Who said what: quoted attributions and all of them."""
    assert judge is not None
    gold = quotes.rows(paths[0])
    counted = one_by_one(judge, gold, [quotes.system_row(row) for row in gold])
    views = {
        view: [(round(c[view]["p"] * c[view]["system"]), c[view]["system"], c[view]["gold"]) for c in counted]
        for view in ("quoted", "all")
    }
    precision, recall = ([(v[0], v[at]) for v in views["quoted"]] for at in (1, 2))
    return [
        measured("quoted P", task.data, precision, share, peer=TEXTACY["quoted P"]),
        measured("quoted R", task.data, recall, share, peer=TEXTACY["quoted R"]),
        measured("all attributions F1", task.data, views["all"], f1, peer=TEXTACY["all F1"]),
    ]


@contextmanager
def frames_alone() -> Iterator[None]:
    """The reader without its trained models."""
    before = os.environ.get("DETENTE_LEARNED")
    os.environ["DETENTE_LEARNED"] = "0"
    tables.cache_clear()
    try:
        yield
    finally:
        if before is None:
            del os.environ["DETENTE_LEARNED"]
        else:
            os.environ["DETENTE_LEARNED"] = before
        tables.cache_clear()


def counted(scores: Sequence[events.Score]) -> list[tuple[int, int, int]]:
    """Hits, found and gold of each document."""
    return [(sum(s.hits.values()), sum(s.found.values()), sum(s.gold.values())) for s in scores]


def event_rows(data: str, scores: Sequence[events.Score], alone: Sequence[events.Score]) -> list[Row]:
    """Events, and of those found the dates, status and arguments; the worst kind with ten or more.

    The peer of the events is the reader by its frames alone (`alone`).
    """
    hits = counted(scores)
    dates = [(s.dates, sum(s.hits.values())) for s in scores]
    status = [(s.status, sum(s.hits.values())) for s in scores]
    arguments = [(s.arguments[0], s.arguments[1], s.arguments[2]) for s in scores]
    return [
        measured("events F1", data, hits, f1, peer=f1(counted(alone))),
        measured("events dates", data, dates, share),
        measured("events status", data, status, share),
        measured("events arguments F1", data, arguments, f1),
        measured("events worst kind F1", data, scores, worst_kind),
    ]


def worst_kind(scores: Sequence[events.Score]) -> float:
    """F1 of the kind that is read worst, among those of which there are ten or more; 1 where none is."""
    sums: dict[str, list[int]] = {}
    for score in scores:
        for at, counts in enumerate((score.hits, score.found, score.gold)):
            for kind, number in counts.items():
                sums.setdefault(str(kind), [0, 0, 0])[at] += number
    judged = [2 * hits / (found + gold) for hits, found, gold in sums.values() if gold >= 10]
    return min(judged, default=1.0)


def scored(documents: Iterable[tuple[str, Article, list[dict[str, Any]]]]) -> list[events.Score]:
    """The score of each document: its name, the article, what a person found in it."""
    scores = []
    for name, article, facts in documents:
        scores.append(events.Score())
        events.score_page(read_article(article), facts, name, scores[-1])
    return scores


def dispatches(task: Task, paths: list[Path], _judge: ModuleType | None) -> list[Row]:
    """The bundled dispatches, with the facts of their manifest."""
    documents = []
    for line in paths[1].read_text("utf-8").splitlines():
        row = json.loads(line)
        for found in articles([str(paths[0] / row["file"])], published=None):
            if isinstance(found, Failure):
                continue
            documents.append((row["file"], found, row["facts"]))
    with frames_alone():
        alone = scored(documents)
    return event_rows(task.data, scored(documents), alone)


def gold_documents(half: str, split: str | None = None) -> list[Any]:
    """The documents of one half of the gold set; none before it is there."""
    if not GOLD.with_suffix(".py").is_file():
        return []
    import gold  # noqa: PLC0415 - only where there is a gold set

    found = gold.dispatches() if half == "dispatches" else gold.reuters("reuters")
    return [document for document in found if split in {None, document.split}]


def gold_events(task: Task, _paths: list[Path], _judge: ModuleType | None) -> list[Row]:
    """One half and split of the gold set, scored as benchmarks/gold.py does."""
    half, split = task.data.removeprefix("gold ").split()
    documents = [(d.id, d.article, d.facts) for d in gold_documents(half, split)]
    if not documents:
        return [Row(task.name, task.data, why="no settled labels or no texts at hand")]
    with frames_alone():
        alone = scored(documents)
    return event_rows(task.data, scored(documents), alone)


def gate_recall(task: Task, _paths: list[Path], _judge: ModuleType | None) -> list[Row]:
    """The share of the gold set's documents that the relevance gate lets through."""
    documents = gold_documents(task.data.removeprefix("gold "))
    if not documents:
        return [Row(task.name, task.data, why="no settled labels or no texts at hand")]
    kept = [(float(keeps(d.article.title, d.article.deck, d.article.text)), 1.0) for d in documents]
    return [measured("relevance recall", task.data, kept, share)]


def keeps(*parts: str | None) -> bool:
    """Whether the relevance gate lets a story through."""
    return may_be_dispute(part or "" for part in parts)


def gate_skips(task: Task, paths: list[Path], _judge: ModuleType | None) -> list[Row]:
    """The share of Reuters stories of other topics that the gate skips, and its speed beside the reader."""
    stories = [row for row in timex.rows(paths[0]) if (row["text"] or "").strip()]
    others = [row for row in stories if "trade" not in row["topics"]]
    start = time.process_time()
    skipped = [(float(not keeps(row["title"], row["text"])), 1.0) for row in others]
    gate = (time.process_time() - start) / sum(len(row["text"]) for row in others)
    read = list(islice(others, 0, None, max(1, len(others) // SAMPLE)))
    read_article(read_row({"id": "0", "text": "Warm."}))
    start = time.process_time()
    for row in read:
        read_article(read_row({"id": str(row["id"]), "text": row["text"], "title": row["title"]}))
    reader = (time.process_time() - start) / sum(len(row["text"]) for row in read)
    return [
        measured("relevance others skipped", task.data, skipped, share),
        Row("relevance times the reader's speed", task.data, len(read), reader / gate, held=False),
    ]


SETS = tuple(
    f"gold {half} {split}" for half in ("dispatches", "reuters") for split in ("development", "test")
)
_BUNDLED = "examples/korea-japan-2019/dispatches"
_GOLD = {
    "dispatches": ("dispatches", "dispatches-one.jsonl", "dispatches-two.jsonl"),
    "reuters": ("reuters.jsonl", "reuters-ids.jsonl"),
}
_PART = "tests/data/meantime/part.jsonl.gz"


def gold_files(half: str) -> tuple[str, ...]:
    """What a half of the gold set consists of in the repository."""
    return tuple(f"benchmarks/gold/{name}" for name in _GOLD[half])


TASKS = (
    Task("timex", "meantime part", (_PART,), times, own=True),
    Task("timex", "meantime", ("timex/meantime.jsonl.gz",), times, judge="score_timex"),
    Task("timex", "tbaq", ("timex/tbaq.jsonl.gz",), times, judge="score_timex"),
    Task("pages", "fundus_dev", ("pages/fundus_dev.jsonl.gz",), saved_pages, judge="score_pages"),
    Task("quotes", "polnear_dev", ("attribution/polnear_dev.jsonl.gz",), said, judge="score_attribution"),
    Task("events", "bundled dispatches", (_BUNDLED, f"{_BUNDLED}.jsonl"), dispatches, own=True),
    *(Task("events", name, gold_files(name.split()[1]), gold_events, own=True) for name in SETS),
    *(
        Task("relevance recall", f"gold {half}", gold_files(half), gate_recall, own=True)
        for half in ("dispatches", "reuters")
    ),
    Task("relevance", "reuters21578", ("reuters21578/stories.jsonl.gz",), gate_skips),
)

if __name__ == "__main__":
    sys.exit("run benchmarks/gate.py")
