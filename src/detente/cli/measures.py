"""`detente measures`: every measure with the stages of its act."""

import click

from detente.cli.common import Asked, asks_ledger, print_json


@click.command("measures")
@asks_ledger
def command(asked: Asked) -> None:
    """List the measures with their stages, and what state each is in on the day."""
    from detente.desk.tables import measures_text  # noqa: PLC0415
    from detente.ledger.shapes import measures_json  # noqa: PLC0415

    with asked.log() as log:
        state = asked.state(log)
    if asked.as_json:
        print_json(measures_json(state))
    else:
        click.echo(measures_text(state), nl=False)
