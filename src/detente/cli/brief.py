"""`detente brief`: the state of the dispute on a day, as known on a day."""

import click

from detente.cli.common import Asked, asks_ledger, print_json


@click.command("brief")
@asks_ledger
def command(asked: Asked) -> None:
    """Say what is in force, planned, due, licensed, talked about, asked for and contested."""
    from detente.desk.brief import render  # noqa: PLC0415
    from detente.ledger.brief import brief  # noqa: PLC0415
    from detente.ledger.shapes import brief_json  # noqa: PLC0415
    from detente.lexicon import lexicon  # noqa: PLC0415

    with asked.log() as log:
        found = brief(asked.state(log))
    if asked.as_json:
        print_json(brief_json(found))
    else:
        click.echo(render(found, lexicon(), style=lambda text: click.style(text, bold=True)), nl=False)
