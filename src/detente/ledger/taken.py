"""Verdicts of another ledger, taken in: the numbers that they have here follow from their order."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any, Protocol

from pydantic import AfterValidator, BaseModel, ConfigDict

from detente.errors import UsageError
from detente.ledger.chronology.rows import Name
from detente.ledger.verdicts import Action, Verdict
from detente.model import Problem


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


def _instant(text: str) -> str:
    """A time with its zone, or nothing. Raises ValueError for anything else."""
    if text and datetime.fromisoformat(text).tzinfo is None:
        raise ValueError("a time with its zone is expected")
    return text


class VerdictRow(_Strict):
    """What a person decided; `record` is its number where it comes from, which `undoes` of others names."""

    record: int
    action: Action
    subject: Name
    person: Name
    reason: Name
    other: str | None = None
    field: str | None = None
    quote: str | None = None
    value: Any = None
    undoes: int | None = None
    recorded: Annotated[str, AfterValidator(_instant)] = ""


class VerdictLine(_Strict):
    """A line that holds a verdict."""

    verdict: VerdictRow


@dataclass(frozen=True, slots=True)
class Given:
    """A verdict that came in, and where it stands in its file."""

    where: str
    row: VerdictRow


@dataclass(frozen=True, slots=True)
class Taken:
    """How many verdicts were new, how many known, and what was wrong with the others."""

    new: int
    known: int
    problems: tuple[Problem, ...]


class Desk(Protocol):
    """What keeps verdicts: the log."""

    def verdicts(self) -> Iterable[Verdict]:
        """All that were given."""
        ...

    def decide(self, *given: Verdict) -> tuple[Verdict, ...]:
        """Append some."""
        ...


def take_verdicts(log: Desk, rows: Iterable[Given]) -> Taken:
    """Append the verdicts that the log does not have yet; one that undoes none before it is a problem."""
    there: dict[str, list[int]] = {}
    for one in log.verdicts():
        there.setdefault(_same(one), []).append(one.record)
    numbers: dict[int, int] = {}
    new, problems = 0, list[Problem]()
    for where, row in ((given.where, given.row) for given in rows):
        if row.undoes is not None and row.undoes not in numbers:
            problems.append(Problem("bad-row", f"{where}: undoes: no verdict {row.undoes} before this line"))
            continue
        given = _verdict(row, numbers)
        before = there.get(_same(given))
        if before:
            numbers[row.record] = before.pop(0)
            continue
        try:
            (stored,) = log.decide(given)
        except UsageError as error:
            problems.append(Problem("bad-row", f"{where}: {error}"))
            continue
        numbers[row.record] = stored.record
        new += 1
    return Taken(new, len(numbers) - new, tuple(problems))


def _verdict(row: VerdictRow, numbers: Mapping[int, int]) -> Verdict:
    """The verdict with the number that what it undoes has here."""
    data = row.model_dump() | {"record": 0}
    if row.undoes is not None:
        data["undoes"] = numbers[row.undoes]
        data["subject"] = re.sub(rf"\b{row.undoes}$", str(numbers[row.undoes]), row.subject)
    return Verdict(**data)


def _same(one: Verdict) -> str:
    return repr(replace(one, record=0, recorded="", taken=""))
