"""The append-only log: what sources say, who read it and when, and nothing ever changed.

A unit (one page, one source of a chronology's row) is added whole or not at all; adding it again
adds nothing. What is handed out is what the latest reading of each snapshot says.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Engine, func, select

from detente.errors import LedgerError
from detente.ledger import tables
from detente.ledger.append import Appended, append
from detente.ledger.engine import connect, explained, read_back, writing
from detente.ledger.intake import of_reading, rows_of
from detente.ledger.recall import (
    Problematic,
    Stored,
    about,
    article_at,
    articles,
    logged,
    problems,
    sources,
    stored,
)
from detente.ledger.records import Logged, Source
from detente.ledger.taken import Given, take_verdicts
from detente.ledger.units import Unit
from detente.ledger.verdicts import Verdict, append_verdicts, verdicts
from detente.ledger.warm import Warm
from detente.model import Article, Problem, Reading

BATCH = 64
"""Units of one transaction: few enough to keep other writers waiting for milliseconds only."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Added:
    """What was added: units (pages, or rows by source), assertions, field rows, and what was wrong.

    `known` counts units that were in the ledger already; `refused` the rows that could not be
    used, each of which is among the problems.
    """

    units: int = 0
    assertions: int = 0
    fields: int = 0
    known: int = 0
    refused: int = 0
    problems: tuple[Problem, ...] = ()

    def __add__(self, other: "Added") -> "Added":
        return Added(
            self.units + other.units,
            self.assertions + other.assertions,
            self.fields + other.fields,
            self.known + other.known,
            self.refused + other.refused,
            self.problems + other.problems,
        )


class Log:
    """A ledger's log, opened. Use `Log.open`; close it, or use it as a context manager."""

    def __init__(self, name: str, engine: Engine, clock: Callable[[], datetime]) -> None:
        self.name = name
        self.engine = engine
        self.clock = clock
        self.warm = Warm()

    @classmethod
    def open(
        cls,
        ledger: str | Path,
        *,
        create: bool = False,
        write: bool | None = None,
        clock: Callable[[], datetime] = _now,
    ) -> Self:
        """Open a ledger by path or url; `create` makes it where there is none, and is for adding.

        Raises LedgerError with one clear line for what is not a ledger, is missing or read-only,
        or was written by a newer program; the file is left as it is.
        """
        name = str(ledger)
        return cls(name, connect(name, create=create, write=create if write is None else write), clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file or the server."""
        self.engine.dispose()

    def append(self, units: Iterable[Unit]) -> Added:
        """Add units that were made elsewhere, `BATCH` of them in a transaction, each whole."""
        total = Added()
        batch: list[Unit] = []
        for unit in units:
            batch.append(unit)
            if len(batch) == BATCH:
                total += self._append(batch)
                batch = []
        return total + self._append(batch) if batch else total

    def _append(self, units: list[Unit]) -> Added:
        recorded = self.clock().astimezone(UTC).isoformat(timespec="seconds")
        with explained(self.name), writing(self.engine) as connection:
            done: Appended = append(connection, units, recorded)
        said = tuple(problem for unit in units for problem in unit.problems)
        return Added(done.units, done.assertions, done.fields, len(units) - done.units, 0, said)

    def add(self, reading: Reading, raw: bytes | None = None) -> Added:
        """Add one page with what was read off it, all or nothing. `raw` is the page as it was got."""
        return self._append([of_reading(reading, raw)])

    def add_chronology(self, path: str | Path) -> Added:
        """Add a chronology's rows; a row that is wrong is left out whole and is among the problems."""
        return self.add_rows(path, "chronology")

    def add_assertions(self, path: str | Path) -> Added:
        """Add assertions from JSON Lines (schemas/assertion.schema.json), or readings that `read` printed."""
        return self.add_rows(path, "assertions")

    def add_rows(self, path: str | Path, kind: str, published: str | None = None) -> Added:
        """Add a file of rows of a kind (`intake.rows_kind`), in batches; a row's units stay together.

        A row that is wrong is left out whole and is among the problems. `published` dates those that
        have no date of their own.
        """
        total, batch, verdicts = Added(), list[Unit](), list[Given]()
        for row in rows_of(Path(path), kind, self.clock().astimezone(UTC).date(), published):
            if isinstance(row, Problem):
                total += Added(refused=1, problems=(row,))
                continue
            if isinstance(row, Given):
                verdicts.append(row)
                continue
            batch += row
            if len(batch) >= BATCH:
                total += self._append(batch)
                batch = []
        total += self._append(batch) if batch else Added()
        return total + self._take(verdicts) if verdicts else total

    def _take(self, given: list[Given]) -> Added:
        """The verdicts of another ledger, after all that they may be about."""
        taken = take_verdicts(self, given)
        return Added(taken.new, 0, 0, taken.known, len(taken.problems), taken.problems)

    def decide(self, *given: Verdict) -> tuple[Verdict, ...]:
        """Append what a person decided, all or nothing; the verdicts with their record numbers.

        Raises UsageError where a person, a reason, a subject or the second of a link is missing, or
        where an `undo` names no verdict.
        """
        recorded = self.clock().astimezone(UTC).isoformat(timespec="seconds")
        with explained(self.name), writing(self.engine) as connection:
            return append_verdicts(connection, given, recorded)

    def verdicts(self, recorded: int | None = None, subject: str | None = None) -> tuple[Verdict, ...]:
        """What persons decided, in the order of the records, with what was undone and what undid it.

        `recorded` asks for the record as it stood at that number, `subject` for one subject's.
        """
        with read_back(self.name), self.engine.connect() as connection:
            return tuple(verdicts(connection, recorded, subject))

    @property
    def record(self) -> int:
        """The number of the latest record; 0 for an empty ledger."""
        with read_back(self.name), self.engine.connect() as connection:
            return int(connection.execute(select(func.max(tables.record.c.n))).scalar() or 0)

    def assertions(self, recorded: int | None = None, *, repeated: bool = False) -> Iterator[Logged]:
        """Every assertion in the order of the log, of the latest reading of each snapshot.

        `recorded` asks for the log as it stood at that record number, `repeated` also for what a source
        says again in the same words.
        """
        with read_back(self.name), self.engine.connect() as connection:
            yield from logged(connection, recorded, repeated=repeated)

    def about(self, key: str, known: date | None = None, recorded: int | None = None) -> tuple[Logged, ...]:
        """The assertions under one key (a row of a chronology, an article) known by the end of a day.

        The same as filtering `assertions`, found by an index: one subject of many is asked for quickly.
        """
        with read_back(self.name), self.engine.connect() as connection:
            return tuple(about(connection, key, known, recorded))

    def sources(self, recorded: int | None = None) -> Iterator[Source]:
        """The sources, each once for every interval in which it was published."""
        with read_back(self.name), self.engine.connect() as connection:
            yield from sources(connection, recorded)

    def problems(self, recorded: int | None = None) -> Iterator["Problematic"]:
        """What was wrong with what was added, with the source it belongs to."""
        with read_back(self.name), self.engine.connect() as connection:
            yield from problems(connection, recorded)

    def stored(self, recorded: int | None = None) -> Iterator[Stored]:
        """The latest reading of each snapshot with its text, without its assertions."""
        with read_back(self.name), self.engine.connect() as connection:
            yield from stored(connection, recorded)

    def articles(self) -> Iterator[tuple[str, Article]]:
        """The stored pages as (snapshot, article), text and all."""
        with read_back(self.name), self.engine.connect() as connection:
            yield from articles(connection)

    def article(self, snapshot: str) -> Article:
        """The stored text of a snapshot. Raises LedgerError where there is none of that id."""
        with read_back(self.name), self.engine.connect() as connection:
            found = article_at(connection, snapshot)
        if found is None:
            raise LedgerError(f"there is no page {snapshot} in {self.name}")
        return found
