"""`detente memo`: one page on a network in a dispute."""

from dataclasses import asdict
from pathlib import Path

import click

from detente.cli.common import Asked, asks_ledger, country, print_json
from detente.cli.expose import left_out
from detente.errors import UsageError


@click.command("memo")
@click.argument("network", type=click.Path(path_type=Path))
@click.option("--to", "destination", metavar="COUNTRY", help="Where the goods arrive [network.toml].")
@click.option(
    "--horizon", type=int, default=180, show_default=True, metavar="DAYS", help="Days looked ahead."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write FILE.md or FILE.html."
)
@asks_ledger
def command(
    asked: Asked, network: Path, *, destination: str | None, horizon: int, output: Path | None
) -> int:
    """Put NETWORK on one page: what is known, what is inferred, what is not known, what to decide by when.

    Markdown on stdout, or a file of Markdown or HTML. `detente expose --explain PRODUCT` leads each figure to
    its rows and sentences.
    """
    from detente.desk.memo import html, markdown, write  # noqa: PLC0415 - heavy
    from detente.exposure.answer import expose  # noqa: PLC0415
    from detente.exposure.network import build  # noqa: PLC0415
    from detente.exposure.supply import goods  # noqa: PLC0415
    from detente.exposure.tables import read_tables  # noqa: PLC0415
    from detente.lexicon import lexicon  # noqa: PLC0415

    if output is not None and output.suffix.lower() not in {".md", ".html"}:
        raise UsageError(f"{output}: write a name that ends in .md or .html")
    with asked.log() as log:
        state = asked.state(log)
    laid_out = build(read_tables(network, goods(state)))
    to = country(destination) if destination else None
    found = expose(laid_out, state, lexicon(), destination=to, horizon=horizon, draws=0)
    memo = write(found, state, lexicon())
    if output is not None:
        output.write_text(html(memo) if output.suffix.lower() == ".html" else markdown(memo), "utf-8")
        click.echo(f"detente: wrote {output}", err=True)
    elif asked.as_json:
        print_json(_plain(asdict(memo)))
    else:
        click.echo(markdown(memo), nl=False)
    return left_out(found)


def _plain(memo: dict[str, object]) -> dict[str, object]:
    """The memo with its days as ISO 8601."""
    sections = memo["sections"]
    assert isinstance(sections, tuple)
    for section in sections:
        for line in section["lines"]:
            line["by"] = line["by"].isoformat() if line["by"] else None
    return memo
