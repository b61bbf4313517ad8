"""`detente licence`: may this go, on that day, as known then, and under which licence?"""

import click

from detente.cli.common import Asked, asks_ledger, country, print_json
from detente.errors import UsageError


@click.command("licence")
@click.argument("item")
@click.option("--from", "origin", required=True, metavar="COUNTRY", help="Country of export, such as JP.")
@click.option("--to", "destination", required=True, metavar="COUNTRY", help="Destination, such as KR.")
@click.option("--form", help="Form or grade: gas, liquid, euv.")
@click.option(
    "--grade",
    multiple=True,
    metavar="WHAT=NUMBER",
    help='A value against the thresholds of the list entry: "combined fluorine=12" (repeatable).',
)
@click.option(
    "--caught", type=click.Choice(["yes", "no", "maybe"]), help="Whether the part is within the list entry."
)
@click.option("--exporter", help="Who ships.")
@click.option("--consignee", help="Who receives.")
@click.option("--end-user", help="Who uses it in the end.")
@click.option("--end-use", help="What it is for.")
@click.option(
    "--holds",
    multiple=True,
    metavar="LICENCE",
    help="A licence held: specific_bulk ..., or none (repeatable; name all).",
)
@click.option("--explain", is_flag=True, help="Print the chain of rules and sentences.")
@asks_ledger
def command(
    asked: Asked,
    item: str,
    origin: str,
    destination: str,
    *,
    form: str | None,
    grade: tuple[str, ...],
    caught: str | None,
    exporter: str | None,
    consignee: str | None,
    end_user: str | None,
    end_use: str | None,
    holds: tuple[str, ...],
    explain: bool,
) -> None:
    """Ask whether ITEM may go from one country to another, and under which licence.

    ITEM is a name or alias, a list entry of the country of export (3C002), or an HS code, which is
    wider than the good, so that the part may or may not be caught.

    The answer is one of: prohibited, individual, specific_bulk, special_general_bulk, general_bulk,
    exception, not_controlled, depends (with branches), contested, undeterminable.
    """
    from detente.ledger.answered import answer_json, answer_text  # noqa: PLC0415
    from detente.ledger.licence import (  # noqa: PLC0415
        Question,
        ask,
        check_form,
        check_grades,
        check_holds,
        named,
    )
    from detente.ledger.rules import regimes  # noqa: PLC0415
    from detente.lexicon import lexicon  # noqa: PLC0415

    ships, receives = country(origin), country(destination)
    if ships == receives:
        raise UsageError(f"--from and --to are both {ships}: that is no export")
    regime = regimes().get(ships)
    with asked.log() as log:
        state = asked.state(log)
    told = tuple(one for measure in state.measures for one in measure.items)
    meant = named(item, lexicon(), regime, told)
    shape = check_form(form, meant, lexicon(), regime, told)
    question = Question(
        meant.item,
        ships,
        receives,
        form=shape,
        exporter=exporter,
        consignee=consignee,
        end_user=end_user,
        end_use=end_use,
        holds=check_holds(holds),
        grade=check_grades(grade, meant.item, regime, shape),
        caught=caught or meant.caught,
        proxy=meant.proxy,
        entry=meant.entry,
        wider=meant.wider,
        parts=meant.parts,
    )
    answer = ask(state, question, lexicon())
    if asked.as_json:
        print_json(answer_json(answer))
    else:
        click.echo(answer_text(answer, lexicon(), explain=explain))
