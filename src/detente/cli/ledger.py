"""`detente ledger`: what concerns the ledger itself and not what it says."""

import re

import click

from detente.cli.common import ledger_option, piped, print_json
from detente.errors import LedgerError, UsageError


@click.group("ledger")
def command() -> None:
    """Bring a ledger forward, or check that it is whole."""


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


@command.command("check")
@ledger_option
@click.option("--head", "kept", metavar="DIGEST", help="A digest printed before: the log must still hold it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (also when stdout is no terminal).")
def check(ledger: str, kept: str | None, *, as_json: bool) -> int:
    """Say whether the ledger is whole, and name what is wrong; exit code 4 where something is.

    Looked at are the file, tables and append-only triggers, references, the sequence of records, hashes of
    texts, bytes and quotations, spans, and the chain of the records' digests. Nothing is changed. It prints
    the head, the digest of the latest record: keep it elsewhere, and --head finds what was forged since.
    """
    if kept is not None and not re.fullmatch(r"[0-9a-f]{64}", kept := kept.strip().lower()):
        raise UsageError("--head takes the 64 hexadecimal digits that `detente ledger check` prints")
    from detente.ledger.check import checked as look  # noqa: PLC0415 - heavy
    from detente.ledger.engine import shown  # noqa: PLC0415 - heavy

    found = look(ledger, kept)
    faults, head = found.faults, found.head
    if as_json or piped():
        rows = [{"code": one.code, "where": one.where, "message": one.message} for one in faults]
        latest = {"record": head.record, "digest": head.digest} if head else None
        print_json({"ledger": shown(ledger), "sound": not faults, "head": latest, "faults": rows})
    else:
        for one in faults:
            click.echo(f"{one.code:16} {one.where}: {one.message}")
        if not faults:
            click.echo(f"{shown(ledger)} is sound")
        if head:
            click.echo(f"head {head.digest} of record {head.record}")
    if faults:
        click.echo(f"detente: {shown(ledger)} is damaged: {len(faults)} faults", err=True)
    return LedgerError.code if faults else 0
