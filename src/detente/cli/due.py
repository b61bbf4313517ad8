"""`detente due`: what must be decided or done by when."""

import re
from datetime import timedelta

import click

from detente.cli.common import Asked, asks_ledger, print_json
from detente.errors import UsageError


@click.command("due")
@click.option("--within", metavar="DAYS", help="Only what is due in so many days: 30d or 30.")
@click.option("--all", "everything", is_flag=True, help="Also what was met or missed.")
@asks_ledger
def command(asked: Asked, *, within: str | None, everything: bool) -> None:
    """List the deadlines with weekday and days left; computed ones are unconfirmed and say so."""
    from detente.desk.tables import due_text  # noqa: PLC0415
    from detente.ledger.shapes import due_json  # noqa: PLC0415

    days = days_of(within)
    with asked.log() as log:
        state = asked.state(log)
    found = [one for one in state.deadlines if everything or one.state == "open"]
    if days is not None:
        found = [one for one in found if one.when.latest <= state.on + timedelta(days=days)]
    if asked.as_json:
        print_json(due_json(found))
    else:
        click.echo(due_text(found), nl=False)


def days_of(within: str | None) -> int | None:
    """The days of `30d`. Raises UsageError for anything else."""
    if within is None:
        return None
    match = re.fullmatch(r"(\d{1,4})d?", within)
    if not match:
        raise UsageError(f"no number of days: {within!r} (write 30d)")
    return int(match[1])
