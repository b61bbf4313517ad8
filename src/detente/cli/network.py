"""`detente network`: check, summarise and make the tables of a network."""

from pathlib import Path
from typing import Any

import click

from detente.cli.common import LEDGER, Asked, asks_ledger, country, ledger_option, piped, print_json
from detente.exposure.faults import Fault

_json = click.option("--json", "as_json", is_flag=True, help="Print JSON (also when stdout is no terminal).")


@click.group("network")
def command() -> None:
    """Check, summarise or make a network: products, bill of materials, sources and stock.

    A network is a folder of tables (CSV or Parquet) or one XLSX with a sheet a table; docs/how-to/network.md
    has the columns.
    """


@command.command("check")
@click.argument("path", type=click.Path(path_type=Path))
@ledger_option
@click.option(
    "--scenario",
    "scenarios",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Goods that FILE names are known.",
)
@_json
def check(path: Path, ledger: str, scenarios: tuple[Path, ...], *, as_json: bool) -> int:
    """Name every fault of the tables by file, row and column, all at once.

    Exit code 0 where the network can be used (with or without warnings), 1 where it has faults, 2 where there
    is no such network, 3 where nothing in it can be read. Goods that only the ledger names are known where
    there is one.
    """
    from detente.desk.networked import render_check  # noqa: PLC0415 - heavy
    from detente.exposure.tables import check as look  # noqa: PLC0415

    found = look(path, known_goods(ledger, scenarios))
    if as_json or piped():
        rows = {"faults": found.faults, "warnings": found.warnings}
        print_json(
            {"path": str(path), "usable": not found.faults}
            | {key: [_fault(one) for one in faults] for key, faults in rows.items()}
        )
    else:
        click.echo(render_check(found))
    return 1 if found.faults else 0


def _fault(one: Fault) -> dict[str, Any]:
    return {"file": one.file, "row": one.row, "column": one.column, "what": one.what}


@command.command("summary")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--to", "destination", metavar="COUNTRY", help="Where the goods arrive [network.toml].")
@asks_ledger
def summary(asked: Asked, path: Path, *, destination: str | None) -> None:
    """Say what a network is like: tiers, single sources, origins, goods under control, cover in days.

    What is controlled is that of the ledger on its day; without a ledger this is left open and said.
    """
    from detente.desk.networked import render_summary  # noqa: PLC0415 - heavy
    from detente.exposure.network import build  # noqa: PLC0415
    from detente.exposure.summary import summarise  # noqa: PLC0415
    from detente.exposure.summary_shapes import summary_json  # noqa: PLC0415
    from detente.exposure.supply import goods  # noqa: PLC0415
    from detente.exposure.tables import read_tables  # noqa: PLC0415
    from detente.lexicon import lexicon  # noqa: PLC0415

    state = None
    if asked.ledger != LEDGER or Path(LEDGER).exists():
        with asked.log() as log:
            state = asked.state(log)
    network = build(read_tables(path, goods(state) if state else ()))
    found = summarise(network, lexicon(), state, country(destination) if destination else None)
    if asked.as_json:
        print_json(summary_json(found))
    else:
        click.echo(render_summary(found, lexicon()))


@command.command("make")
@click.option("-o", "--output", "output", required=True, type=click.Path(path_type=Path), help="Where to.")
@click.option("--products", type=int, default=5, show_default=True, help="Products on top.")
@click.option("--parts", type=int, default=100, show_default=True, help="Components below them.")
@click.option("--tiers", type=int, default=5, show_default=True, help="Tiers of components.")
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed, the same network.")
@click.option(
    "--format", "form", type=click.Choice(["csv", "parquet", "xlsx"]), default="csv", show_default=True
)
@_json
def make(output: Path, *, products: int, parts: int, tiers: int, seed: int, form: str, as_json: bool) -> None:
    """Make up a network of any size, with shared parts, single sources, stocks and goods under control.

    All its figures are invented; it is for trying things out and for measuring.
    """
    from detente.exposure.made import Shape  # noqa: PLC0415 - heavy
    from detente.exposure.made import make as made  # noqa: PLC0415
    from detente.exposure.write import write_tables  # noqa: PLC0415

    found = made(Shape(products=products, parts=parts, seed=seed, tiers=tiers))
    path = write_tables(output, found.tables, found.settings, form)
    rows = {name: len(next(iter(columns.values()))) for name, columns in found.tables.items()}
    if as_json or piped():
        print_json({"path": str(path), "seed": seed, "rows": rows})
    else:
        click.echo(f"{path}: " + ", ".join(f"{count} {name}" for name, count in rows.items()))


@command.command("import")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("-o", "--output", "output", required=True, type=click.Path(path_type=Path), help="Where to.")
@click.option(
    "--format", "form", type=click.Choice(["csv", "parquet", "xlsx"]), default="csv", show_default=True
)
@_json
def bring(folder: Path, output: Path, *, form: str, as_json: bool) -> None:
    """Write the chip supply graph of CSET's Supply Chain Explorer, a FOLDER of its tables, as a network.

    It has shares of the world by country, and neither stocks nor prices: none are made up.
    """
    from detente.exposure.chips import read_chips  # noqa: PLC0415 - heavy
    from detente.exposure.write import write_tables  # noqa: PLC0415

    found = read_chips(folder)
    path = write_tables(output, found.tables, found.settings, form)
    rows = {name: len(next(iter(columns.values()))) for name, columns in found.tables.items()}
    if as_json or piped():
        print_json({"path": str(path), "rows": rows})
    else:
        click.echo(f"{path}: " + ", ".join(f"{count} {name}" for name, count in rows.items()))


def known_goods(ledger: str, scenarios: tuple[Path, ...]) -> set[str]:
    """Goods named by the ledger, where there is one, and by scenarios: known besides those of the lexicon."""
    from detente.exposure.supply import goods  # noqa: PLC0415 - heavy
    from detente.ledger.fold import state_of  # noqa: PLC0415
    from detente.ledger.log import Log  # noqa: PLC0415
    from detente.ledger.scenario import read_scenario  # noqa: PLC0415
    from detente.lexicon import lexicon  # noqa: PLC0415

    found: set[str] = set()
    for path in scenarios:
        entries = read_scenario(path, lexicon()).entries
        found |= {item.id for entry in entries for item in entry.assertion.items if item.id}
    if ledger != LEDGER or Path(LEDGER).exists():
        with Log.open(ledger) as log:
            found |= goods(state_of(log))
    return found
