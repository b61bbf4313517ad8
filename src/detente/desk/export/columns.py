"""What tables are made of: columns with a type, and how a day and its sources fill them.

A vague day has four columns: as it is written (EDTF), its first and its last day, and the zone whose days are
meant where one is told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.ledger.views import Dated, Measure, Step, Support
from detente.ledger.wording import act_words
from detente.model import When

TEXT, NUMBER, REAL, FLAG, DAY, LIST = "text", "number", "real", "flag", "day", "list"
"""Types of columns: text, whole number, number, true or false, day, list of texts; each value may be null."""

Column = tuple[str, str]
"""Name and type."""
Days = tuple[str | None, date | None, date | None, str | None]
"""The values of the columns of a day."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns as (name, type), and its rows in their order."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]


def when_columns(name: str) -> tuple[Column, ...]:
    """The columns of a day."""
    return ((name, TEXT), (f"{name}_earliest", DAY), (f"{name}_latest", DAY), (f"{name}_tz", TEXT))


def days(when: When | None) -> Days:
    """The values of the columns of a day, null where there is none."""
    return (when.value, when.earliest, when.latest, when.tz) if when else (None, None, None, None)


def table(name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Table:
    """A table of columns and rows."""
    return Table(name, tuple(columns), tuple(tuple(row) for row in rows))


def sources_of(supports: Iterable[Support]) -> int:
    """How many sources stand behind a row."""
    return len({support.source for support in supports})


STEP_COLUMNS = (
    ("number", NUMBER), ("kind", TEXT), *when_columns("when"), ("status", TEXT), ("text", TEXT),
    ("step", TEXT), ("says", TEXT), ("sources", NUMBER),
)  # fmt: skip
"""The columns of a step, after those that say of what it is."""


def step_rows(steps: Iterable[Step]) -> Iterable[tuple[Any, ...]]:
    """The values of those columns for each step."""
    for number, one in enumerate(steps, 1):
        yield (
            number, one.kind, *days(one.when), one.status, one.text, one.step, act_words(one.kind, one.step),
            sources_of(one.supports),
        )  # fmt: skip


def stages_of(measure: Measure) -> dict[str, Mapping[str, tuple[Dated, ...]]]:
    """The stages of a measure and of the acts of law that make and end it, by what they are of."""
    acts = {"generating": measure.generating, "terminating": measure.terminating}
    law = {name: act.stages for name, act in acts.items() if act}
    return {"making": measure.stages, "ending": measure.ending} | law
