"""`detente verdict`: what a person decides, with a reason and a name; `verdict list` is the audit trail."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from detente.cli.common import ledger_option, piped, print_json

Command = TypeVar("Command", bound=Callable[..., Any])


@click.group("verdict")
def command() -> None:
    """Decide what the ledger leaves open; a verdict is a record like any other and can be undone.

    SUBJECT is the id of an assertion (in every view's JSON), of an event, or of a conflict, as `review`
    prints it. Verdicts are kept by the quoted text, so that they survive a re-read of the page.
    """


def signed(command: Command) -> Command:
    """Add --by, --reason, --ledger and --json."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print JSON (also when stdout is no terminal)."),
        ledger_option,
        click.option("--reason", required=True, help="Why."),
        click.option("--by", "person", envvar="DETENTE_PERSON", required=True, help="Who decides."),
    ):
        command = option(command)
    return command


def _decide(ledger: str, as_json: bool, action: str, subject: str, **words: Any) -> None:  # noqa: ANN401, FBT001
    """Make the verdicts, store them, and say which they are."""
    from detente.desk.queue import trail_json  # noqa: PLC0415
    from detente.ledger.judge import judge  # noqa: PLC0415
    from detente.ledger.log import Log  # noqa: PLC0415
    from detente.ledger.verdicts import Action  # noqa: PLC0415
    from detente.lexicon import lexicon  # noqa: PLC0415

    with Log.open(ledger, write=True) as log:
        stored = log.decide(*judge(log, lexicon(), Action(action), subject, **words))
    if as_json or piped():
        print_json(trail_json(stored))
    for one in stored if not (as_json or piped()) else ():
        click.echo(f"record {one.record}: {one.action} {one.subject}")


@command.command("prefer")
@click.argument("subject")
@click.option("--field", help="Only this field of it [the field of a conflict, else all of the assertion].")
@click.option("--value", help="Of a conflict: which of its values.")
@signed
def prefer(
    *,
    subject: str,
    field: str | None,
    value: str | None,
    person: str,
    reason: str,
    ledger: str,
    as_json: bool,
) -> None:
    """Trust this assertion, a field of it, or this value of a conflict, before every source."""
    _decide(ledger, as_json, "prefer", subject, field=field, value=value, person=person, reason=reason)


@command.command("reject")
@click.argument("subject")
@click.option("--field", help="Only this field of it [the assertion as a whole].")
@click.option("--value", help="Of a conflict: which of its values.")
@signed
def reject(
    *,
    subject: str,
    field: str | None,
    value: str | None,
    person: str,
    reason: str,
    ledger: str,
    as_json: bool,
) -> None:
    """Leave this assertion out, or one field of it."""
    _decide(ledger, as_json, "reject", subject, field=field, value=value, person=person, reason=reason)


@command.command("correct")
@click.argument("subject")
@click.argument("field")
@click.argument("value")
@signed
def correct(
    *, subject: str, field: str, value: str, person: str, reason: str, ledger: str, as_json: bool
) -> None:
    """Read VALUE in FIELD (kind, status, when, actors, targets, items, ...; several: a, b)."""
    _decide(ledger, as_json, "correct", subject, field=field, value=value, person=person, reason=reason)


@command.command("confirm")
@click.argument("subject")
@signed
def confirm(*, subject: str, person: str, reason: str, ledger: str, as_json: bool) -> None:
    """Say that something in the queue is right as it is, until what it rests on changes."""
    _decide(ledger, as_json, "confirm", subject, person=person, reason=reason)


def _link(name: str, help_: str) -> None:
    @command.command(name, help=help_)
    @click.argument("subject")
    @click.argument("other")
    @signed
    def link(*, subject: str, other: str, person: str, reason: str, ledger: str, as_json: bool) -> None:
        _decide(ledger, as_json, name, subject, other=other, person=person, reason=reason)


_link("same", "Link: the two are reports of one event.")
_link("different", "Unlink: the two are reports of two events.")
_link("unsure", "Leave open whether the two are one event; it stays in the queue.")


@command.command("retract")
@click.argument("subject")
@signed
def retract(*, subject: str, person: str, reason: str, ledger: str, as_json: bool) -> None:
    """Withdraw a source or a snapshot that was added by mistake: by id or address. Nothing is erased."""
    _decide(ledger, as_json, "retract", subject, person=person, reason=reason)


@command.command("undo")
@click.argument("record", type=int)
@signed
def undo(*, record: int, person: str, reason: str, ledger: str, as_json: bool) -> None:
    """Take back the verdict of RECORD."""
    _decide(ledger, as_json, "undo", f"verdict:{record}", undoes=record, person=person, reason=reason)


@command.command("list")
@click.option("--recorded", type=int, metavar="N", help="Up to record N.")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON (also when stdout is no terminal).")
def listed(*, recorded: int | None, ledger: str, as_json: bool) -> None:
    """The audit trail: every verdict with who, when and why, those taken back among them."""
    from detente.desk.queue import trail_json, trail_text  # noqa: PLC0415
    from detente.ledger.log import Log  # noqa: PLC0415

    with Log.open(ledger) as log:
        found = log.verdicts(recorded)
    if as_json or piped():
        print_json(trail_json(found))
    else:
        click.echo(trail_text(found), nl=False)
