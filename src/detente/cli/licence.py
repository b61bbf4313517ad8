"""`detente licence`: may this go, on that day, as known then, and under which licence?"""

import click

from detente.cli.common import Asked, asks_ledger, country, item_and_form, print_json


@click.command("licence")
@click.argument("item")
@click.option("--from", "origin", required=True, metavar="COUNTRY", help="Country of export, such as JP.")
@click.option("--to", "destination", required=True, metavar="COUNTRY", help="Destination, such as KR.")
@click.option("--form", help="Form or grade: gas, liquid, euv.")
@click.option("--exporter", help="Who ships.")
@click.option("--consignee", help="Who receives.")
@click.option("--end-use", help="What it is for.")
@click.option(
    "--holds", multiple=True, metavar="LICENCE", help="A licence held: specific_bulk, ... (repeatable)."
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
    exporter: str | None,
    consignee: str | None,
    end_use: str | None,
    holds: tuple[str, ...],
    explain: bool,
) -> None:
    """Ask whether ITEM may go from one country to another, and under which licence.

    The answer is one of: prohibited, individual, specific_bulk, special_general_bulk, general_bulk,
    exception, not_controlled, depends (with branches), contested, undeterminable.
    """
    from detente.ledger.answered import answer_json, answer_text  # noqa: PLC0415
    from detente.ledger.licence import Question, ask, check_holds  # noqa: PLC0415
    from detente.lexicon import lexicon  # noqa: PLC0415

    id_, named = item_and_form(item)
    question = Question(
        id_,
        country(origin),
        country(destination),
        form=form or named,
        exporter=exporter,
        consignee=consignee,
        end_use=end_use,
        holds=check_holds(holds),
    )
    with asked.log() as log:
        answer = ask(asked.state(log), question, lexicon())
    if asked.as_json:
        print_json(answer_json(answer))
    else:
        click.echo(answer_text(answer, lexicon(), explain=explain))
