"""`detente expose`: which products of a network stop, when, and at what cost."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.common import Asked, asks_ledger, country, print_json

if TYPE_CHECKING:
    from detente.exposure.views import Exposure


@click.command("expose")
@click.argument("network", type=click.Path(path_type=Path))
@click.option("--to", "destination", metavar="COUNTRY", help="Where the goods arrive [network.toml].")
@click.option(
    "--horizon", type=int, default=180, show_default=True, metavar="DAYS", help="Days looked ahead."
)
@click.option(
    "--draws", type=int, default=1000, show_default=True, help="Draws for P10, P50 and P90; 0 for none."
)
@click.option("--seed", type=int, default=0, show_default=True, help="Repeats the draws.")
@click.option(
    "--ration",
    type=click.Choice(["proportion", "margin", "priority"]),
    default="proportion",
    show_default=True,
    help="Who gets a scarce part: all in proportion to need, the product that earns most a unit first, or "
    "by the column priority of products.csv.",
)
@click.option("--explain", metavar="PRODUCT", help="Lead the figures of PRODUCT down to stock and sentence.")
@click.option(
    "--lp-draws",
    type=int,
    metavar="N",
    help="Draws over which the linear program values options, approvals and dates; 0 for none [200; none "
    "where the network is too large to be answered at once].",
)
@click.option("--budget", type=float, metavar="MONEY", help="What the best set of options may cost [no end].")
@asks_ledger
def command(
    asked: Asked,
    network: Path,
    *,
    destination: str | None,
    horizon: int,
    draws: int,
    seed: int,
    ration: str,
    explain: str | None,
    lp_draws: int | None,
    budget: float | None,
) -> int:
    """Work out what the measures in the ledger do to NETWORK, a folder of tables or an XLSX.

    Uses only what was known by --known. Low, base and high are named assumptions on the wait for an
    approval; docs/concepts/exposure.md works a case by hand. Exit code 1 where nothing can be said of a
    product, because the tables have neither its parts nor a source of it.
    """
    from detente.desk.explained import render_explained  # noqa: PLC0415
    from detente.desk.exposed import render  # noqa: PLC0415
    from detente.exposure import answer  # noqa: PLC0415
    from detente.exposure.explain import explain as explained  # noqa: PLC0415
    from detente.exposure.network import build  # noqa: PLC0415
    from detente.exposure.shapes import explained_json, exposure_json  # noqa: PLC0415
    from detente.exposure.supply import goods  # noqa: PLC0415
    from detente.exposure.tables import read_tables  # noqa: PLC0415
    from detente.lexicon import lexicon  # noqa: PLC0415

    with asked.log() as log:
        state = asked.state(log)
    tables = read_tables(network, goods(state))
    found = answer.expose(
        build(tables),
        state,
        lexicon(),
        destination=country(destination) if destination else None,
        horizon=horizon,
        draws=draws,
        seed=seed,
        ration=ration,
        lp_draws=lp_draws,
        budget=budget,
    )
    if explain is not None:
        why = explained(found, explain)
        if asked.as_json:
            print_json(explained_json(why))
        else:
            click.echo(render_explained(why, lexicon()))
    elif asked.as_json:
        print_json(exposure_json(found))
    else:
        click.echo(render(found, lexicon()))
    return left_out(found)


def left_out(found: "Exposure") -> int:
    """The exit code: 1 with a line on stderr where nothing can be said of a product."""
    names = [product.product for product in found.products if product.note == "no_bill_of_materials"]
    if names:
        click.echo(f"detente: no bill of materials and no source: {', '.join(names)}", err=True)
    return 1 if names else 0
