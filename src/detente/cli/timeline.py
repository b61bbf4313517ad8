"""`detente timeline`: what happened when, and who said so."""

from datetime import date

import click

from detente.cli.common import Asked, Day, asks_ledger, print_json
from detente.errors import UsageError


@click.command("timeline")
@click.option("--since", type=Day(), help="What happened from this day on.")
@click.option("--until", type=Day(), help="What happened up to this day.")
@asks_ledger
def command(asked: Asked, *, since: date | None, until: date | None) -> None:
    """List every event in the order of its day, with who said so.

    With --since or --until: what happened between, or is to happen, both days included. What is asked for,
    supposed or denied is left out then, and so is what has no day, which is told on stderr.
    """
    from detente.desk.tables import flow_text, timeline_text  # noqa: PLC0415
    from detente.ledger.events import between  # noqa: PLC0415
    from detente.ledger.shapes import flow_json, timeline_json  # noqa: PLC0415

    if since and until and until < since:
        raise UsageError(f"--until {until} lies before --since {since}")
    with asked.log() as log:
        state = asked.state(log)
    if since is None and until is None:
        value, text = timeline_json(state), timeline_text(state)
    else:
        found = between(state.timeline, since, until)
        value, text = flow_json(found), flow_text(found)
        if undated := sum(one.when is None for one in state.timeline):
            click.echo(f"detente: {undated} events of which no source gives the day are left out", err=True)
    if asked.as_json:
        print_json(value)
    else:
        click.echo(text, nl=False)
