"""`detente dependence`: from which countries an importer buys a customs code, and what measures are on it."""

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.common import LEDGER, Asked, Day, asks_ledger, country, item_and_form, print_json
from detente.errors import UsageError

if TYPE_CHECKING:
    from detente.ledger.views import State


@click.command("dependence")
@click.option("--importer", required=True, metavar="COUNTRY", help="Who buys: JP or Japan.")
@click.option("--code", required=True, metavar="HS", help="Six digits of the Harmonized System: 280530.")
@click.option(
    "--table",
    "tables",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="A table in BACI's form, CSV or CSV.gz; several may be given [the bundled extract].",
)
@click.option("--years", metavar="FIRST-LAST", help="Only these years: 2008-2013, 2008-, -2013.")
@click.option("--after", type=Day(), help="Compare the years around this day [the first measure's effect].")
@click.option(
    "--item", metavar="ITEM", help="An item the code stands for, where the lexicon does not say so."
)
@asks_ledger
def command(
    asked: Asked,
    importer: str,
    code: str,
    *,
    tables: tuple[Path, ...],
    years: str | None,
    after: date | None,
    item: str | None,
) -> None:
    """Work out import shares by country of export, by value and by weight, and how they changed.

    The measures that the ledger has on the code stand beside them. A heading is wider than the controlled
    goods. The bundled extract of BACI holds rare earths into Japan, 2007 to 2015, and graphite into Korea,
    2021 to 2024.
    """
    from detente.desk.depends import dependence_text  # noqa: PLC0415
    from detente.desk.example import trade_extract  # noqa: PLC0415
    from detente.exposure.dependence import depend  # noqa: PLC0415
    from detente.exposure.dependence_shape import dependence_json  # noqa: PLC0415
    from detente.exposure.trade import read_flows  # noqa: PLC0415
    from detente.lexicon import lexicon  # noqa: PLC0415

    first, last = span_of(years)
    buyer = country(importer)
    flows = read_flows(tables or (trade_extract(),), buyer, code, lexicon())
    found = depend(
        flows.within(first, last),
        buyer,
        code,
        lexicon(),
        state=_state(asked),
        after=after,
        item=item_and_form(item)[0] if item else None,
    )
    if asked.as_json:
        print_json(dependence_json(found))
    else:
        click.echo(dependence_text(found, lexicon()))


def _state(asked: Asked) -> "State | None":
    """The state, or None where nobody named a ledger and there is none in this folder."""
    if asked.ledger == LEDGER and not Path(LEDGER).exists():
        click.echo(f"detente: no ledger {LEDGER} here, so no measures are looked up (--ledger)", err=True)
        return None
    with asked.log() as log:
        return asked.state(log)


def span_of(years: str | None) -> tuple[int | None, int | None]:
    """The first and last year of `2008-2013`, `2008-`, `-2013` or `2010`. Raises UsageError otherwise."""
    if not years:
        return None, None
    match = re.fullmatch(r"(\d{4})?(?:(-)(\d{4})?)?", years, re.ASCII)
    if match is None or not (match[1] or match[3]):
        raise UsageError(f"no years: {years!r} (write 2008-2013)")
    first = int(match[1]) if match[1] else None
    last = int(match[3]) if match[3] else None if match[2] else first
    if first and last and last < first:
        raise UsageError(f"{years}: the last year is before the first")
    return first, last
