"""`detente talks`: talks and meetings, held and planned."""

import click

from detente.cli.common import Asked, asks_ledger, print_json


@click.command("talks")
@asks_ledger
def command(asked: Asked) -> None:
    """List talks and meetings, held and planned, with who took part.

    A meeting that was planned one way and held another is one event; the outcome is shown once it is known.
    """
    from detente.desk.tables import talks_text  # noqa: PLC0415
    from detente.ledger.shapes import talks_json  # noqa: PLC0415

    with asked.log() as log:
        state = asked.state(log)
    if asked.as_json:
        print_json(talks_json(state))
    else:
        click.echo(talks_text(state), nl=False)
