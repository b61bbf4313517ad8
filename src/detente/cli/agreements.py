"""`detente agreements`: agreements and their clocks."""

import click

from detente.cli.common import Asked, asks_ledger, print_json


@click.command("agreements")
@asks_ledger
def command(asked: Asked) -> None:
    """List the agreements: notice, term, and the day on which each is scheduled to end."""
    from detente.desk.tables import agreements_text  # noqa: PLC0415
    from detente.ledger.shapes import agreements_json  # noqa: PLC0415

    with asked.log() as log:
        state = asked.state(log)
    if asked.as_json:
        print_json(agreements_json(state))
    else:
        click.echo(agreements_text(state), nl=False)
