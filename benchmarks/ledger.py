"""How quick the ledger is on a synthetic log, beside the same questions asked of plain DuckDB tables.

usage: python benchmarks/ledger.py [--subjects 20000] [--fields 1000000] [--corrections 100] [--questions 500]

The log is made up: so many subjects (acts of every kind between the lexicon's countries, over twenty
years), each told by several sources, each telling ten field values; one subject is read again and
corrected by a person so many times, so that all but the latest must be passed over. Every line is
measured in one run, in this order: adding through `Log.append` (hashes, numbers, indexes and
append-only triggers included; making the units is not), the size on disk, one subject as of a day
(the median over questions for different subjects, and for the corrected one), the State cold in a
fresh `Log` and asked again (warm), and for another day.

DuckDB holds the same field rows in one plain table with their publication and record (dependency group
`bench`; named as skipped where it is not installed): it keeps no hashes, no triggers and no foreign keys,
is filled from an Arrow table in one piece, and gives rows where the ledger gives assertions.
"""

import argparse
import json
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
from sqlalchemy import text

from detente.ledger.fold import state_of
from detente.ledger.known import Known
from detente.ledger.log import Log
from detente.ledger.units import Unit, identified
from detente.ledger.verdicts import Action, Verdict
from detente.lexicon import lexicon
from detente.model import Assertion, Kind, Mention, Status, When

PER_ASSERTION = 10
"""Field rows that each made-up assertion has."""
CHUNK = 2_000
"""Units handed to the log at once."""
FIRST, DAYS = date(2006, 1, 1), 20 * 365
ASKED = date(2020, 1, 1)
CORRECTED = "subject-0"


@cache
def ids(kind: str) -> list[str]:
    return sorted(entry.id for entry in lexicon().entries.values() if entry.kind == kind)


def mention(rng: random.Random, ids: list[str]) -> Mention:
    chosen = rng.choice(ids)
    return Mention(chosen, lexicon().name(chosen))


def made_up(subject: int, sources: int) -> Iterator[Unit]:
    """One act as several sources tell it, the later ones with a slip here and there."""
    rng = random.Random(subject)
    countries, items = ids("country"), ids("item")
    kind, day = list(Kind)[subject % len(Kind)], FIRST + timedelta(days=rng.randrange(DAYS))
    actor, target = (Mention(code, lexicon().name(code)) for code in rng.sample(countries, 2))
    goods = tuple(mention(rng, items) for _ in range(2))
    for number in range(sources):
        told = day + timedelta(days=rng.randrange(3))
        said = Assertion(
            kind=kind,
            status=Status.OCCURRED,
            when=When((day if rng.random() < 0.9 else told).isoformat()),
            actors=(actor,),
            targets=(target,),
            items=goods,
            place=Mention(None, "Geneva"),
            speaker=Mention(None, f"an official, speaking for side {rng.randrange(9)}"),
            measure=Mention(None, f"the measure {subject // 40}"),
            terms={"note": f"told {number} times", "reference": f"file {subject}/{number}"},
        )
        yield unit(f"subject-{subject}", f"https://paper-{number}.example/{subject}", told, said)


def unit(key: str, url: str, told: date, said: Assertion, reader: str = "made up 1") -> Unit:
    (named,) = identified([said], key, url)
    publisher = url.partition("//")[2].partition(".")[0]
    return Unit("chronology", key, url, publisher, "en", reader, url.encode(), Known(told, told), "given",
                (named,), (f"What {publisher} tells of {key}.",))  # fmt: skip


def corrections(count: int) -> tuple[list[Unit], list[Verdict]]:
    """Later readings of one subject's sources, and as many verdicts on it."""
    first = next(made_up(0, 1))
    again = [
        replace(first, reader=f"made up 1.{n}", assertions=(replace(first.assertions[0], count=n),))
        for n in range(count)
    ]
    said = Verdict(Action.CORRECT, first.assertions[0].id, "A person", "seen in the gazette", field="count")
    return again, [replace(said, value=n) for n in range(count)]


@dataclass(frozen=True)
class Line:
    """One figure: what it is of, ours, DuckDB's where asked, the unit, the target and which way it goes."""

    what: str
    ours: float
    peer: float | None
    unit: str
    target: float | None = None
    more_is_better: bool = False

    @property
    def words(self) -> str:
        """The line as it is printed."""
        met = ""
        if self.target is not None:
            good = self.ours >= self.target if self.more_is_better else self.ours <= self.target
            sign = "at least" if self.more_is_better else "at most"
            met = f"{sign} {self.target:,.0f}: {'met' if good else 'MISSED'}"
        peer = f"{self.peer:14,.2f}" if self.peer is not None else f"{'-':>14}"
        ratio = f"{self.ours / self.peer:10,.2f}" if self.peer else f"{'-':>10}"
        return f"{self.what:44} {self.ours:12,.2f} {peer} {ratio}  {self.unit:8} {met}"


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def median(ask: Callable[[str], object], subjects: list[str]) -> float:
    """Milliseconds of one question, the median."""
    return 1000 * statistics.median(seconds(lambda subject=subject: ask(subject)) for subject in subjects)


def fill(log: Log, subjects: int, sources: int) -> tuple[int, float]:
    """Field rows added, and the seconds that took without making them up."""
    rows, spent, batch = 0, 0.0, list[Unit]()
    for subject in range(subjects):
        batch += made_up(subject, sources)
        if len(batch) >= CHUNK or subject == subjects - 1:
            begun = time.perf_counter()
            rows += log.append(batch).fields
            spent += time.perf_counter() - begun
            batch = []
    return rows, spent


class Duck:
    """The same rows in one plain table of DuckDB."""

    def __init__(self, path: Path, log: Log) -> None:
        import duckdb  # noqa: PLC0415 - may not be installed

        self.path = path
        query = """SELECT a.key, r.snapshot, r.record, r.published_by, a.n, a.kind,
                          f.name, f.position, f.value
                   FROM field f JOIN assertion a ON f.assertion = a.n JOIN reading r ON a.reading = r.n"""
        with log.engine.connect() as connection:
            columns = list(zip(*connection.execute(text(query)).fetchall(), strict=True))
        names = ("key", "snapshot", "record", "known", "n", "kind", "name", "position", "value")
        rows = pa.table(dict(zip(names, map(pa.array, columns), strict=True)))
        del columns
        self.connection = duckdb.connect(str(path))
        self.rows = rows.num_rows
        self.connection.register("given", rows)
        fill = "CREATE TABLE field AS SELECT * REPLACE (CAST(known AS DATE) AS known) FROM given"
        self.spent = seconds(lambda: self.connection.execute(fill))
        self.spent += seconds(lambda: self.connection.execute("CREATE INDEX by_key ON field (key)"))
        self.connection.execute("CHECKPOINT")

    def about(self, key: str) -> list[Any]:
        """What `Log.about` answers: of the latest record of each snapshot, known by the day."""
        query = """SELECT * FROM field WHERE key = ? AND known <= ?
                   QUALIFY record = max(record) OVER (PARTITION BY snapshot)"""
        return self.connection.execute(query, [key, ASKED]).fetchall()

    def whole(self) -> int:
        """Every assertion as of the day, its values read from JSON: what a fold would begin with."""
        query = """SELECT n, name, value FROM field WHERE known <= ?
                   QUALIFY record = max(record) OVER (PARTITION BY snapshot) ORDER BY n"""
        found = self.connection.execute(query, [date.max]).fetchall()
        said = [
            {row[1]: json.loads(row[2]) for row in group} for _, group in groupby(found, lambda row: row[0])
        ]
        return len(said)


def peer(path: Path, log: Log) -> Duck | None:
    try:
        return Duck(path, log)
    except ImportError:
        print("skipped: DuckDB (duckdb is not installed; it is in the dependency group bench)")
        return None


def measured(path: Path, asked: argparse.Namespace) -> Iterator[Line]:
    """Every line, in the order of the module's docstring."""
    with Log.open(path, create=True) as log:
        rows, spent = fill(log, asked.subjects, asked.fields // asked.subjects // PER_ASSERTION)
        again, verdicts = corrections(asked.corrections)
        rows += log.append(again).fields
        log.decide(*verdicts)
    size = sum(file.stat().st_size for file in path.parent.glob("x.db*")) / 1e6
    with Log.open(path) as log:
        duck = peer(path.with_name("duck.db"), log)
        rate = rows / spent
        yield Line(
            "adding, field rows a second",
            rate,
            duck and duck.rows / duck.spent,
            "rows/s",
            20_000,
            more_is_better=True,
        )
        yield Line("on disk", size, duck and duck.path.stat().st_size / 1e6, "MB", 300)
        chosen = random.Random(1).sample(range(1, asked.subjects), min(asked.questions, asked.subjects - 1))
        for what, subjects in (
            ("one subject as of a day, any", [f"subject-{number}" for number in chosen]),
            (f"the same, {asked.corrections} corrections present", [CORRECTED] * len(chosen)),
        ):
            ours = median(lambda key: log.about(key, ASKED), subjects)
            yield Line(what, ours, duck and median(duck.about, subjects), "ms", 1)
        yield Line(
            "all assertions, read", seconds(lambda: list(log.assertions())), duck and seconds(duck.whole), "s"
        )
    with Log.open(path) as log:
        yield Line("whole State, cold", seconds(lambda: state_of(log)), None, "s", 60)
        yield Line("whole State, warm", seconds(lambda: state_of(log)), None, "s", 1)
        yield Line("whole State, another day", seconds(lambda: state_of(log, ASKED, ASKED)), None, "s")
    yield Line("memory at most", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3, None, "MB")


def main() -> None:
    given = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name, size in (("subjects", 20_000), ("fields", 1_000_000), ("corrections", 100), ("questions", 500)):
        given.add_argument(f"--{name}", type=int, default=size)
    asked = given.parse_args()
    print(f"{asked.fields:,} field rows over {asked.subjects:,} subjects, one read {asked.corrections} times")
    print(f"{'':44} {'ours':>12} {'DuckDB':>14} {'ratio':>10}")
    with tempfile.TemporaryDirectory() as folder:
        for line in measured(Path(folder) / "x.db", asked):
            print(line.words, flush=True)


if __name__ == "__main__":
    main()
