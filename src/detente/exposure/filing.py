"""When the user's own application was filed, by licences.csv, and what is supposed where none is open.

An application that is open runs from its day of filing. One that was denied or returned is over: a new one is
supposed to be filed on the day asked about. The same holds without a row once others have been approved;
before that one is supposed to have been filed on the day of the control. An approval, expired or of its
quantity and no more, covers no other contract: the next is supposed to be filed as if nothing were on file,
so that an approval never makes the wait longer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from detente.exposure.recovery import Good, Seen
from detente.exposure.tables import Row, Tables

OPEN = frozenset({"filed", "queried"})


@dataclass(frozen=True, slots=True)
class Filing:
    """The application that is waited for: days from the control to its filing, and why that day, in words.

    `supposed` where the table has none that is open.
    """

    after: int
    why: str
    supposed: bool


def own_filing(tables: Tables, good: Good, *, control: date, on: date, seen: Sequence[Seen] = ()) -> Filing:
    """The user's application for a good, as known on the day. `seen` are the first approvals of anybody."""
    today = max(0, (on - control).days)
    rows = list(_rows(tables, good, on))
    running = [row for row in rows if open_on(row, on)]
    filed = min((row["filed"] for row in running if row["filed"]), default=None)
    if filed is not None:
        days = (filed - control).days
        when = f"{_days(days)} after the control" if days >= 0 else f"{_days(-days)} before the control"
        return Filing(max(0, days), f"your application was filed on {filed}, {when}", supposed=False)
    if running:
        why = "the table does not say when your application was filed: supposed on the day of the control"
        return Filing(0, why, supposed=True)
    held = [row for row in rows if row["status"] in {"approved", "expired"}]
    over = ""
    if rows:
        over = "; ".join(dict.fromkeys(over_by(row, on) for row in rows))
    if rows and len(held) < len(rows):
        return Filing(
            today, f"{over}; a new application is supposed to be filed on the day asked about", supposed=True
        )
    none = (
        f"{over}; for the next contract, as if nothing were on file"
        if held
        else "no application of yours is on file"
    )
    first = min((s.at_least for s in seen if s.approved and s.of(good)), default=None)
    if first is not None:
        why = f"{none}, and others have had approvals since day {first}"
        return Filing(today, f"{why}: one is supposed to be filed on the day asked about", supposed=True)
    return Filing(0, f"{none}: one is supposed to have been filed on the day of the control", supposed=True)


def _rows(tables: Tables, good: Good, on: date) -> Iterator[Row]:
    """The rows for a good that are known by the day."""
    for row in tables.rows.get("licences", ()):
        if row["item"] == good[0] and row["form"] in {None, good[1]} and (row["filed"] or on) <= on:
            yield row


def open_on(row: Row, on: date) -> bool:
    """Whether the application of a row waits for a decision on the day."""
    decided = row.get("decided")
    return row["status"] in OPEN or (decided is not None and decided > on)


def over_by(row: Row, on: date) -> str:
    """What became of an application that is over, in words."""
    filed = f" of {row['filed']}" if row["filed"] else ""
    decided = f" on {row['decided']}" if row.get("decided") else ""
    if row["status"] in {"denied", "returned"}:
        return f"your application{filed} was {row['status']}{decided}"
    expires = row.get("expires")
    if row["status"] == "expired" or (expires and expires < on):
        return f"your approval{filed} expired" + (f" on {expires}" if expires else "")
    units = f", of {row['quantity']:,.10g}" if row.get("quantity") else ""
    return f"your approval{filed} is of one contract{units}"


def _days(number: int) -> str:
    return f"{number} day" if number == 1 else f"{number} days"
