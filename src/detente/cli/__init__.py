"""The command line: one small module a verb, loaded only when the verb is called.

A new verb is a module here with a click command named `command`, and a line in `VERBS`.
"""

import importlib
import sys
from collections.abc import Sequence

import click

from detente.errors import DetenteError

VERBS: dict[str, str] = {
    "read": "Read pages and print what they say, as JSON Lines; nothing is stored.",
    "add": "Add pages, chronologies and assertions to the ledger.",
    "register": "Enter by hand what a document says that the reader cannot read.",
    "brief": "Say what is in force, planned, due, licensed, asked for and contested.",
    "timeline": "List every event in the order of its day, or what happened between two days.",
    "measures": "List the measures with the stages of their acts, or those in force.",
    "groups": "List who is in which country group.",
    "licences": "List the licence books: single approvals and reported counts.",
    "agreements": "List the agreements and their clocks.",
    "proceedings": "List the cases with their steps, and where each stands.",
    "talks": "List talks and meetings, held and planned.",
    "due": "List the deadlines with weekday and days left.",
    "diff": "Say what changed between two days, or between two days of knowledge.",
    "watch": "Say what is new since a day, and what falls due next.",
    "conflicts": "List where sources disagree, and what settles it.",
    "sources": "List the sources, from when they were known, and what was wrong with them.",
    "review": "List what a person should look at, and why.",
    "verdict": "Prefer, reject, correct, confirm, link or retract, with a reason and a name.",
    "licence": "Ask whether an item may go, and under which licence.",
    "network": "Check, summarise or make the tables of a network.",
    "compare": "Compare what scenarios do to a network with what is known.",
    "memo": "Put a network on one page: what is known, inferred, not known, to be decided.",
    "expose": "Work out which products of a network stop, when, and at what cost.",
    "waits": "Show how long approvals took, who still waits, and what is assumed.",
    "dependence": "Say whose share of an importer's purchases is how large, and how it changed.",
    "report": "Write the state of the dispute as one HTML file.",
    "calendar": "Write the deadlines as an iCalendar feed.",
    "export": "Write the log or its views as files for other programs.",
    "ledger": "Bring a ledger forward, or check that it is whole.",
    "demo": "All of the above on the bundled dispute.",
}
"""Verb to its line in the help. The module is `detente.cli.VERB`."""


class Verbs(click.Group):
    """A group whose commands are imported when they are called, so that --help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The verbs, in the order in which they are used."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The verb's command, or None where there is none of that name."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = importlib.import_module(f"detente.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of verbs, from `VERBS` and without importing any."""
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="detente", message="%(version)s")
def cli() -> None:
    """Follow a trade dispute from the news to the bill of materials.

    Data goes to stdout, talk to stderr; `-` is stdin. Exit codes: 0 done, 1 done but some input
    could not be used, 2 wrong use, 3 nothing readable, 4 the ledger refused.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: the one place where an error becomes a line on stderr."""
    try:
        code = cli.main(args=list(arguments) if arguments is not None else None, standalone_mode=False)
    except DetenteError as error:
        click.echo(f"detente: {error}", err=True)
        code = error.code
    except click.ClickException as error:
        click.echo(f"detente: {error.format_message()}", err=True)
        code = 2
    except click.Abort:
        click.echo("detente: stopped", err=True)
        code = 130
    except BrokenPipeError:
        sys.stderr.close()
        code = 0
    sys.exit(code if isinstance(code, int) else 0)
