"""`detente waits`: how long approvals took, who still waits, and what is assumed."""

from pathlib import Path

import click

from detente.cli.common import Asked, asks_ledger, item_and_form, print_json


@click.command("waits")
@click.argument("items", nargs=-1, metavar="[ITEM]...")
@click.option(
    "--network",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Take the goods and your own applications from the tables of a network.",
)
@click.option(
    "--standard-days", type=click.IntRange(min=1), help="The standard period where no source says it."
)
@asks_ledger
def command(asked: Asked, items: tuple[str, ...], *, network: Path | None, standard_days: int | None) -> None:
    """Show the waits for approval under each measure, as known.

    Days from the control to the first known approval of each good, goods still waiting, applications of
    known filing, the standard period as the prior, three assumptions, and a fit beside them.
    docs/concepts/waits.md says what each is and is not.
    """
    from detente.desk.waiting import waits_text  # noqa: PLC0415
    from detente.exposure.outlook import waits  # noqa: PLC0415
    from detente.exposure.outlook_shape import waits_json  # noqa: PLC0415
    from detente.exposure.tables import read_tables  # noqa: PLC0415
    from detente.lexicon import lexicon  # noqa: PLC0415

    tables = read_tables(network) if network else None
    goods = [item_and_form(text) for text in items]
    if tables and not goods:
        rows = [row for row in tables.rows["sources"] if row["item"] and row["caught"] != "no"]
        goods = list(dict.fromkeys((row["item"], row["form"]) for row in rows))
    with asked.log() as log:
        state = asked.state(log)
    found = waits(state, goods, tables, standard_days)
    if asked.as_json:
        print_json(waits_json(found, state))
    else:
        click.echo(waits_text(found, state, lexicon()))
