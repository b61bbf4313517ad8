"""`detente review`: what a person should look at, and why."""

import click

from detente.cli.common import Asked, asks_ledger, print_json


@click.command("review")
@asks_ledger
def command(asked: Asked) -> None:
    """List what a person should look at, the most urgent first, and why; `detente verdict` decides it."""
    from detente.desk.queue import queue_json, queue_text  # noqa: PLC0415
    from detente.ledger.decisions import Decisions  # noqa: PLC0415
    from detente.ledger.review import review  # noqa: PLC0415
    from detente.lexicon import lexicon  # noqa: PLC0415

    with asked.log() as log:
        state = asked.state(log)
        decisions = Decisions.of(log.verdicts(asked.recorded))
        found = review(state, list(log.assertions(asked.recorded)), decisions, dict(log.articles()))
    if asked.as_json:
        print_json(queue_json(found))
    else:
        click.echo(queue_text(found, lexicon()), nl=False)
