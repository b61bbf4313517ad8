"""`detente report`: one HTML file to send."""

from pathlib import Path

import click

from detente.cli.common import Asked, asks_ledger, country


@click.command("report")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file."
)
@click.option("--network", type=click.Path(path_type=Path), help="A network to work out the exposure of.")
@click.option("--to", "destination", metavar="COUNTRY", help="Where the goods arrive [network.toml].")
@click.option("--title", help="The title [the two sides].")
@asks_ledger
def command(
    asked: Asked, *, output: Path, network: Path | None, destination: str | None, title: str | None
) -> None:
    """Write the state of the dispute as one HTML file: no script, no request to anywhere."""
    from detente.desk.report import report  # noqa: PLC0415
    from detente.exposure.answer import expose  # noqa: PLC0415
    from detente.exposure.network import build  # noqa: PLC0415
    from detente.exposure.tables import read_tables  # noqa: PLC0415
    from detente.lexicon import lexicon  # noqa: PLC0415

    known = lexicon()
    tables = read_tables(network) if network else None
    with asked.log() as log:
        state = asked.state(log)
        articles = dict(log.articles())
    to = country(destination) if destination else None
    exposure = expose(build(tables), state, known, destination=to) if tables else None
    write(output, report(state, known, articles, exposure, title).encode())


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, and say where it is."""
    from detente.errors import UsageError  # noqa: PLC0415

    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error
    click.echo(f"wrote {path} ({len(content):,} bytes)", err=True)
