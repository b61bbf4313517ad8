"""`detente register`: what a document says that the reader cannot read, entered by hand."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detente.cli.common import ledger_option, piped, print_json

if TYPE_CHECKING:
    from detente.ledger.log import Log

CONTRACT = ("exporter", "consignee", "quantity", "application")
"""Terms of one licence that have an option of their own."""
CLOCK = ("in_force", "term_ends", "term_months", "renewal", "renewal_months", "notice_days", "notice_months")
"""Terms of an agreement that have an option of their own."""


@click.command("register")
@click.argument("form", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--kind", help="The kind of assertion: licence_applied, deadline_set, measure_promulgated ...")
@click.option("--when", help="EDTF: 2019-08-28, 2019-08.")
@click.option("--status", help="occurred, planned, due ... [occurred].")
@click.option("--actor", "actors", multiple=True, help="Who acts (repeatable).")
@click.option("--target", "targets", multiple=True, help="On whom (repeatable).")
@click.option("--item", "items", multiple=True, help="Which good (repeatable).")
@click.option("--goods-form", "goods_form", help="Its form or grade: gas, liquid, euv.")
@click.option("--measure", help="The measure meant, by id.")
@click.option("--agreement", help="The agreement meant, by id or by its name as it is written.")
@click.option("--in-force", help="Of an agreement: the day it took effect, EDTF.")
@click.option("--term-ends", help="Of an agreement: the last day of its term, EDTF.")
@click.option("--term-months", type=click.IntRange(1), help="Of an agreement: the length of its term.")
@click.option("--renewal", type=click.Choice(["automatic", "none"]), help="Of an agreement: how it renews.")
@click.option("--renewal-months", type=click.IntRange(1), help="Of an agreement: for how long each time.")
@click.option("--notice-days", type=click.IntRange(1), help="Of an agreement: days of notice before its end.")
@click.option("--notice-months", type=click.IntRange(1), help="Of an agreement: the same in months.")
@click.option("--case", help="The case meant.")
@click.option("--count", type=int, help="A number of licences.")
@click.option("--exporter", help="Of a licence: who exports.")
@click.option("--consignee", help="Of a licence: who receives.")
@click.option("--quantity", help="Of a licence: how much, in words: 500 kg.")
@click.option("--application", help="Of a licence: the number of its application, which ties its steps.")
@click.option("--text", help="What it says, in a sentence of yours.")
@click.option("--own", is_flag=True, help="It is your own licence application.")
@click.option("--document", type=click.Path(path_type=Path), help="The file; its bytes are kept.")
@click.option("--page", type=int, help="The page on which it stands.")
@click.option("--quote", help="The words; found in the document where it has a text.")
@click.option("--publisher", help="Whose document it is.")
@click.option("--url", help="Where it is.")
@click.option("--published", help="When it was published, EDTF.")
@click.option("--language", help="Its language: ja, ko.")
@click.option("--by", envvar="DETENTE_PERSON", help="Who enters it.")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON (also when stdout is no terminal).")
def command(*, form: Path | None, ledger: str, as_json: bool, **words: Any) -> None:  # noqa: ANN401
    """Enter an act, a deadline, an approval or your own application, by options or from a TOML form.

    It becomes an assertion like any other, with you as its reader; docs/how-to/enter-by-hand.md has the
    fields of the FORM.
    """
    from detente.ledger.log import Log  # noqa: PLC0415

    units = _units(form, {key: value for key, value in words.items() if value not in {None, (), False}})
    with Log.open(ledger, create=True) as log:
        added = log.append(units)
        doubts = _doubts(log, units)
    for doubt in doubts:
        click.echo(f"detente: {doubt}", err=True)
    ids = [one.id for unit in units for one in unit.assertions]
    if as_json or piped():
        print_json({"ledger": ledger, "added": added.units, "known": added.known, "assertions": ids})
    else:
        known = f", {added.known} known already" if added.known else ""
        click.echo(f"{added.units} assertion{'s' * (added.units != 1)} entered{known}: {', '.join(ids)}")


def _doubts(log: "Log", units: list[Any]) -> list[str]:
    """What is wrong between the days of the applications entered and what is known of them already."""
    from detente.ledger.conflicts.applications import of_applications  # noqa: PLC0415
    from detente.ledger.contracts import STEPS  # noqa: PLC0415
    from detente.ledger.fold import acts  # noqa: PLC0415
    from detente.lexicon import lexicon  # noqa: PLC0415

    entered = {one.id for unit in units for one in unit.assertions if one.kind in STEPS}
    found = of_applications(acts(log.assertions(), lexicon()), lexicon()) if entered else ()
    return [c.explanation for c in found if entered & {s.assertion for v in c.values for s in v.supports}]


def _units(form: Path | None, words: dict[str, Any]) -> list[Any]:
    """What is to be added. Raises UsageError for a wrong field."""
    from detente.errors import UsageError  # noqa: PLC0415
    from detente.ledger.register import DocumentRow, document_at, entered, of_form  # noqa: PLC0415
    from detente.lexicon import lexicon  # noqa: PLC0415

    if form is not None:
        if more := sorted(words.keys() - {"by"}):
            raise UsageError(f"give a form or options, not both (--{more[0]})")
        return of_form(form, lexicon())
    if "kind" not in words or "by" not in words:
        raise UsageError("give a form, or at least --kind and --by")
    document = document_at(words.pop("document", None))
    about = {key: words.pop(key) for key in DocumentRow.model_fields if key in words}
    row = {key: list(value) if isinstance(value, tuple) else value for key, value in words.items()}
    _check_clock(row)
    if terms := {name: row.pop(name) for name in (*CONTRACT, *CLOCK) if name in row}:
        row["terms"] = terms
    if "goods_form" in row:
        row["form"] = row.pop("goods_form")
    from pydantic import ValidationError  # noqa: PLC0415

    from detente.ledger.chronology.rows import explain  # noqa: PLC0415

    try:
        told = DocumentRow.model_validate(about)
    except ValidationError as error:
        raise UsageError(explain(error)) from error
    return entered([row], told, document, lexicon())


def _check_clock(row: dict[str, Any]) -> None:
    """Raises UsageError for a clock without an agreement, or with a day that is none."""
    from detente.errors import UsageError  # noqa: PLC0415
    from detente.model import When  # noqa: PLC0415

    given = [name for name in CLOCK if name in row]
    if given and "agreement" not in row:
        raise UsageError(f"--{given[0].replace('_', '-')} is of an agreement: give --agreement")
    for name in {"in_force", "term_ends"} & set(given):
        try:
            When(row[name])
        except ValueError as error:
            raise UsageError(
                f"--{name.replace('_', '-')}: no day: {row[name]!r} (write 2024-06-10)"
            ) from error
