"""What the verbs share: where the ledger is, which day is asked about, and how answers are printed."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, overload
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from detente.errors import UsageError

if TYPE_CHECKING:
    from detente.ledger.log import Log
    from detente.ledger.scenario import Scenario
    from detente.ledger.views import State

LEDGER = "detente.db"
Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day written 2019-08-21, or a wrong use told in one line."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        """Read the day."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"no day: {value!r} (write 2019-08-21)", param, ctx)


class Zone(click.ParamType[str]):
    """An IANA time zone."""

    name = "zone"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        """Check that there is such a zone."""
        try:
            ZoneInfo(str(value))
        except (ZoneInfoNotFoundError, ValueError):
            self.fail(f"no time zone: {value!r} (write Asia/Seoul)", param, ctx)
        return str(value)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the common options say. `on` and `known` are None where the ledger's defaults apply."""

    ledger: str
    on: date | None
    known: date | None
    tz: str
    as_json: bool
    scenario: Path | None = None
    recorded: int | None = None

    def log(self) -> "Log":
        """The ledger, opened for reading. Raises LedgerError in one line."""
        from detente.ledger.log import Log  # noqa: PLC0415 - heavy, and only for verbs that ask

        return Log.open(self.ledger)

    def state(self, log: "Log", *, quiet: bool = False) -> "State":
        """The state on `on`, as known on `known`; a bare date is the end of that day in `tz`."""
        from detente.ledger.fold import state_of  # noqa: PLC0415

        found = state_of(
            log, self.on, in_utc(self.known, self.tz), scenario=self.branch(), recorded=self.recorded
        )
        if not quiet and (note := self._clocks(found)):
            click.echo(f"detente: {note}", err=True)
        return found

    def _clocks(self, found: "State") -> str:
        """What is to be said of the two clocks where only the day asked about was given."""
        if self.on and self.known is None and date.max > found.known > found.on:
            latest = found.covers_until == found.known
            what = "the latest publication" if latest else "the day on which the last source was got"
            said = f"as known on {found.known}, {what}; --known {found.on} leaves out"
            return f"{said} what was learned after the day asked about"
        if found.covers_until and found.on > found.known and found.on > found.covers_until:
            covers = f"{found.on} lies after all that is known ({found.covers_until})"
            return f"{covers}: what follows is scheduled, not seen"
        return ""

    def branch(self) -> "Scenario | None":
        """The scenario to lay over the log, told of on stderr. Raises UsageError for a faulty file."""
        if self.scenario is None:
            return None
        from detente.ledger.scenario import read_scenario  # noqa: PLC0415
        from detente.lexicon import lexicon  # noqa: PLC0415

        found = read_scenario(self.scenario, lexicon())
        number = len(found.entries)
        click.echo(f"detente: supposing “{found.name}” ({number} assertion{'s' * (number != 1)})", err=True)
        return found


def in_utc(known: date | None, tz: str) -> date | None:
    """The last whole UTC day of publication that is over when the day ends in the zone.

    Publications are dated to days; at the end of a day in Seoul the UTC day is not over, and what
    was published on it counts as known only with the next one. UTC keeps the day as it is.
    """
    if known is None or tz == "UTC":
        return known
    end = datetime.combine(known, time.max, ZoneInfo(tz)).astimezone(UTC)
    return end.date() if end.time() >= time(23, 59) else date.fromordinal(end.date().toordinal() - 1)


@overload
def asks_ledger(command: Command) -> Command: ...
@overload
def asks_ledger(*, scenario: bool) -> Callable[[Command], Command]: ...
def asks_ledger(
    command: Command | None = None, *, scenario: bool = True
) -> Command | Callable[[Command], Command]:
    """Add what a question to a ledger can say, --ledger to --json; the command gets it as `asked`.

    `asks_ledger(scenario=False)` leaves --scenario to the command.
    """
    if command is None:
        return lambda given: _asking(given, with_scenario=scenario)
    return _asking(command, with_scenario=scenario)


_SCENARIO = 2
"""The place of --scenario among the options of a question."""


def _asking(command: Command, *, with_scenario: bool) -> Command:
    def wrapped(
        ledger: str,
        on: date | None,
        known: date | None,
        tz: str,
        *,
        as_json: bool,
        recorded: int | None,
        scenario: tuple[Path, ...] = (),
        **words: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        if not with_scenario:
            words["scenario"] = scenario
            scenario = ()
        if len(scenario) > 1:
            raise UsageError("one scenario at a time; `detente compare` puts several side by side")
        supposed = scenario[0] if scenario else None
        return command(asked=Asked(ledger, on, known, tz, as_json or piped(), supposed, recorded), **words)

    wrapped.__name__, wrapped.__doc__ = command.__name__, command.__doc__
    wrapped.__click_params__ = list(getattr(command, "__click_params__", []))  # type: ignore[attr-defined]
    options = (
        click.option("--json", "as_json", is_flag=True, help="Print JSON (also when stdout is no terminal)."),
        click.option(
            "--tz", type=Zone(), default="UTC", show_default=True, help="Zone whose days are meant."
        ),
        click.option(
            "--scenario",
            multiple=True,
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Suppose what FILE says.",
        ),
        click.option(
            "--recorded",
            type=click.IntRange(min=0),
            metavar="N",
            help="Repeat an answer: the ledger up to record N.",
        ),
        click.option("--known", type=Day(), help="As known at the end of this day [latest publication]."),
        click.option("--on", type=Day(), help="The day asked about [--known]."),
        ledger_option,
    )
    for number, option in enumerate(options):
        if with_scenario or number != _SCENARIO:
            wrapped = option(wrapped)
    return wrapped  # type: ignore[return-value]


def ledger_option(command: Command) -> Command:
    """Add --ledger."""
    return click.option(
        "--ledger",
        envvar="DETENTE_LEDGER",
        default=LEDGER,
        show_default=True,
        help="The ledger, a path or url.",
    )(command)


def piped() -> bool:
    """Whether stdout is not a terminal, so that a program reads the answer."""
    return not sys.stdout.isatty()


def print_json(value: Any) -> None:  # noqa: ANN401 - whatever has a JSON shape
    """One JSON value on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False))


def item_and_form(text: str) -> tuple[str, str | None]:
    """The item that a person names, `photoresist`, `HS 2811.11`, `hydrogen fluoride gas`, and its form.

    Raises UsageError with the nearest names where the lexicon knows none.
    """
    from detente.ledger import entries  # noqa: PLC0415
    from detente.lexicon import lexicon  # noqa: PLC0415

    found = entries.item_and_form(text, lexicon())
    if found is None and text.startswith("item:"):
        return text, None  # one that only a ledger or a scenario names
    if found is None:
        raise UsageError(f"no such item: {text!r}{entries.nearest(text, lexicon(), entries.ITEMS)}")
    return found


def country(text: str) -> str:
    """The country that a person names, by code or name. Raises UsageError where there is none."""
    from detente.lexicon import lexicon  # noqa: PLC0415

    entry = lexicon().get(text.upper()) or lexicon().find(text, {"country"})
    if entry is None or entry.kind != "country":
        raise UsageError(f"no such country: {text!r} (write JP or Japan)")
    return entry.id
