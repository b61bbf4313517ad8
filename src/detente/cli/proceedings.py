"""`detente proceedings`: cases with their steps."""

import click

from detente.cli.common import Asked, asks_ledger, print_json


@click.command("proceedings")
@asks_ledger
def command(asked: Asked) -> None:
    """List the cases with their steps, how far each has got and where it stands.

    Suspended before a panel, suspended after one, resumed and withdrawn are four things.
    """
    from detente.desk.tables import proceedings_text  # noqa: PLC0415
    from detente.ledger.shapes import proceedings_json  # noqa: PLC0415

    with asked.log() as log:
        state = asked.state(log)
    if asked.as_json:
        print_json(proceedings_json(state))
    else:
        click.echo(proceedings_text(state), nl=False)
