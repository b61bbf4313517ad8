"""`detente measures`: every measure with the stages of its act."""

import click

from detente.cli.common import Asked, asks_ledger, print_json


@click.command("measures")
@click.option("--in-force", is_flag=True, help="Only those in force, and those of which it cannot be told.")
@asks_ledger
def command(asked: Asked, *, in_force: bool) -> None:
    """List the measures with their stages, and what state each is in on the day.

    A measure is undeterminable where no source gives the day from which it holds.
    """
    from detente.desk.tables import measures_text  # noqa: PLC0415
    from detente.ledger.shapes import measures_json  # noqa: PLC0415

    with asked.log() as log:
        state = asked.state(log)
    if asked.as_json:
        print_json(measures_json(state, in_force=in_force))
    else:
        click.echo(measures_text(state, in_force=in_force), nl=False)
