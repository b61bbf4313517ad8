"""`detente ledger`: what concerns the ledger itself and not what it says."""

import click

from detente.cli.common import ledger_option, piped, print_json


@click.group("ledger")
def command() -> None:
    """Bring a ledger forward."""


@command.command("upgrade")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON (also when stdout is no terminal).")
def upgrade(ledger: str, *, as_json: bool) -> None:
    """Bring the ledger of an older detente forward; one that is up to date is left alone.

    It is done whole or not at all, and changes nothing that a source or a person said.
    """
    from detente.ledger.engine import shown  # noqa: PLC0415 - heavy
    from detente.ledger.upgrade import upgrade as bring_forward  # noqa: PLC0415 - heavy

    before, now = bring_forward(ledger)
    if as_json or piped():
        print_json({"ledger": shown(ledger), "before": before, "schema": now})
    elif before == now:
        click.echo(f"{shown(ledger)} is up to date (schema {now})")
    else:
        click.echo(f"{shown(ledger)}: upgraded from schema {before} to {now}")
