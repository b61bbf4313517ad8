"""`detente groups`: who is in which country group, from when to when."""

import click

from detente.cli.common import Asked, asks_ledger, print_json


@click.command("groups")
@asks_ledger
def command(asked: Asked) -> None:
    """List who is in which country group, from when to when, and in which edition of the groups.

    Where no source gives the day of effect, membership is undeterminable (null).
    """
    from detente.desk.tables import groups_text  # noqa: PLC0415
    from detente.ledger.shapes import groups_json  # noqa: PLC0415

    with asked.log() as log:
        state = asked.state(log)
    if asked.as_json:
        print_json(groups_json(state))
    else:
        click.echo(groups_text(state), nl=False)
