"""`detente licences`: how many licences are known, and whether the numbers agree."""

import click

from detente.cli.common import Asked, asks_ledger, print_json


@click.command("licences")
@asks_ledger
def command(asked: Asked) -> None:
    """List the licence books: single approvals and reported counts, item by item and form by form."""
    from detente.desk.tables import licences_text  # noqa: PLC0415
    from detente.ledger.shapes import licences_json  # noqa: PLC0415

    with asked.log() as log:
        state = asked.state(log)
    if asked.as_json:
        print_json(licences_json(state))
    else:
        click.echo(licences_text(state), nl=False)
