"""`detente conflicts`: where sources disagree."""

import click

from detente.cli.common import Asked, asks_ledger, print_json


@click.command("conflicts")
@asks_ledger
def command(asked: Asked) -> None:
    """List where sources cannot all be right, what settles it, and all texts."""
    from detente.desk.tables import conflicts_text  # noqa: PLC0415
    from detente.ledger.shapes import conflicts_json  # noqa: PLC0415

    with asked.log() as log:
        state = asked.state(log)
    if asked.as_json:
        print_json(conflicts_json(state))
    else:
        click.echo(conflicts_text(state), nl=False)
