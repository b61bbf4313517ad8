"""A scenario: supposed assertions laid over the log as a named branch. Nothing in the log changes.

What is supposed counts as known on whatever day is asked about, heads the order of trust, and is marked
as supposed wherever it shows up.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from detente.errors import UsageError
from detente.ledger.entries import Entry, read_rows
from detente.ledger.records import SUPPOSED, Logged, Source
from detente.ledger.units import digest, identified
from detente.lexicon import Lexicon
from detente.model import Assertion, Status


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named branch: what is supposed, in the order of its file."""

    name: str
    entries: tuple[Entry, ...]

    def over(self, records: Iterable[Logged], known: date) -> list[Logged]:
        """The records with what is supposed after them, as if it had been told by the end of `known`."""
        source = Source(
            id="scenario:" + digest(self.name)[:16],
            publisher=f"scenario “{self.name}”",
            url=None,
            trust=0,
            known_from=known,
            known_by=known,
            dated=False,
            supposed=self.name,
        )
        said = identified((_told(entry, known) for entry in self.entries), "scenario", self.name)
        return [
            *records,
            *(
                Logged(0, one, source, SUPPOSED, f"{source.id}/{one.id}", entry.text)
                for entry, one in zip(self.entries, said, strict=True)
            ),
        ]


def _told(entry: Entry, known: date) -> Assertion:
    """With the status that follows from the day, where the file gives none."""
    said = entry.assertion
    if entry.status is not None:
        return said
    ahead = said.when is not None and said.when.earliest > known
    return replace(said, status=Status.PLANNED if ahead else Status.OCCURRED)


def read_scenario(path: Path, lexicon: Lexicon) -> Scenario:
    """The scenario of a TOML file (`name`, then `[[suppose]]` tables) or of JSON Lines, a row each.

    One without a name goes by its file's. Raises UsageError with line and field for what is wrong in it.
    """
    rows = read_rows(path, "suppose", {"name", "note"})
    name = rows.head.get("name", path.stem)
    if not isinstance(name, str) or not name.strip():
        raise UsageError(f"{path.name}: name: a text is expected")
    return Scenario(" ".join(name.split()), rows.entries(lexicon))
