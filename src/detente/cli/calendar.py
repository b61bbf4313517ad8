"""`detente calendar`: the deadlines as a feed to subscribe to."""

from pathlib import Path

import click

from detente.cli.common import Asked, asks_ledger
from detente.cli.report import write


@click.command("calendar")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file."
)
@asks_ledger
def command(asked: Asked, *, output: Path) -> None:
    """Write what must be decided, and by when, as iCalendar; computed days say so in the title.

    The UID of a deadline stays when its day moves, and its SEQUENCE rises, so that a calendar that was
    subscribed to moves the entry.
    """
    from detente.desk.calendar import calendar  # noqa: PLC0415
    from detente.ledger.fold import revisions_of  # noqa: PLC0415

    with asked.log() as log:
        state = asked.state(log)
        revisions = revisions_of(log, state, asked.recorded)
    write(output, calendar(state, revisions))
