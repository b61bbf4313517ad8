"""`detente compare`: scenarios side by side with what is known."""

from dataclasses import replace
from pathlib import Path

import click

from detente.cli.common import Asked, asks_ledger, country, print_json
from detente.cli.expose import left_out
from detente.errors import UsageError


@click.command("compare")
@click.argument("network", type=click.Path(path_type=Path))
@click.option(
    "--scenario",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Suppose what FILE says; give it once for each scenario.",
)
@click.option("--to", "destination", metavar="COUNTRY", help="Where the goods arrive [network.toml].")
@click.option(
    "--horizon", type=int, default=180, show_default=True, metavar="DAYS", help="Days looked ahead."
)
@click.option("--draws", type=int, default=0, show_default=True, help="Draws for P10, P50 and P90 (JSON).")
@click.option("--seed", type=int, default=0, show_default=True, help="Repeats the draws.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE.svg", help="Write a picture.")
@asks_ledger(scenario=False)
def command(
    asked: Asked,
    network: Path,
    *,
    scenario: tuple[Path, ...],
    destination: str | None,
    horizon: int,
    draws: int,
    seed: int,
    output: Path | None,
) -> int:
    """Compare what scenarios do to NETWORK with what is known, in one table and one picture.

    Each is laid over the ledger by itself; the draws of all are the same. Says for each what it changes in
    the law on the network's sources and in the waits, also where that is nothing.
    """
    from detente.desk.compared import picture, render  # noqa: PLC0415 - heavy
    from detente.exposure.answer import expose  # noqa: PLC0415
    from detente.exposure.compare import compare  # noqa: PLC0415
    from detente.exposure.network import build  # noqa: PLC0415
    from detente.exposure.shapes import comparison_json  # noqa: PLC0415
    from detente.exposure.supply import goods  # noqa: PLC0415
    from detente.exposure.tables import read_tables  # noqa: PLC0415
    from detente.lexicon import lexicon  # noqa: PLC0415

    if output is not None and output.suffix.lower() != ".svg":
        raise UsageError(f"{output}: the picture is an SVG, write a name that ends in .svg")
    with asked.log() as log:
        states = [asked.state(log)]
        states += [replace(asked, scenario=path).state(log, quiet=True) for path in scenario]
    laid_out = build(read_tables(network, set().union(*(goods(state) for state in states))))
    to = country(destination) if destination else None
    found = [
        expose(laid_out, state, lexicon(), destination=to, horizon=horizon, draws=draws, seed=seed)
        for state in states
    ]
    named = [
        (state.scenario or path.stem, one)
        for state, path, one in zip(states[1:], scenario, found[1:], strict=True)
    ]
    branches = compare(found[0], named, lexicon())
    if output is not None:
        output.write_text(picture(branches), "utf-8")
        click.echo(f"detente: wrote {output}", err=True)
    if asked.as_json:
        print_json(comparison_json(branches))
    else:
        click.echo(render(branches))
    return left_out(found[0])
