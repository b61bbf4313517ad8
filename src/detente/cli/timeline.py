"""`detente timeline`: what happened when, and who said so."""

import click

from detente.cli.common import Asked, asks_ledger, print_json


@click.command("timeline")
@asks_ledger
def command(asked: Asked) -> None:
    """List every event in the order of its day, with who said so."""
    from detente.desk.tables import timeline_text  # noqa: PLC0415
    from detente.ledger.shapes import timeline_json  # noqa: PLC0415

    with asked.log() as log:
        state = asked.state(log)
    if asked.as_json:
        print_json(timeline_json(state))
    else:
        click.echo(timeline_text(state), nl=False)
