"""`detente watch`: a digest of what is new since a day."""

from dataclasses import replace
from datetime import date, timedelta

import click

from detente.cli.common import Asked, Day, asks_ledger, in_utc, print_json
from detente.cli.due import days_of


@click.command("watch")
@click.option("--since", type=Day(), required=True, help="What has become known after this day.")
@click.option("--within", default="30d", show_default=True, help="Deadlines due within so many days.")
@asks_ledger
def command(asked: Asked, *, since: date, within: str) -> None:
    """Say what is new since a day: sources, what they changed, what happened, and what falls due next.

    What changed is between the state of that day as known on it and the state asked for: a deadline that was
    open then was never missed because later days were not known yet.
    """
    from detente.desk.digest import digest, digest_json, digest_text  # noqa: PLC0415

    ahead = timedelta(days=days_of(within) or 0)
    with asked.log() as log:
        new = asked.state(log)
        then = min(since, new.known)
        old = replace(asked, on=min(then, new.on), known=then, scenario=None).state(log, quiet=True)
        found = digest(old, new, log.sources(), in_utc(since, asked.tz) or since, ahead)
    if asked.as_json:
        print_json(digest_json(found))
    else:
        click.echo(digest_text(found), nl=False)
