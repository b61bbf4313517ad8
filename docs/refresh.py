"""Write what commands print into the documents that show it, and make the pictures.

usage: python docs/refresh.py [--pictures | --check]

README.md gets the first part of the brief of `detente demo`; docs/reference/command-line.md the help of
every verb; docs/tutorials/first-network.md a memo;
docs/reference/dispatches.md what the reader gets wrong on the bundled dispatches;
docs/reference/lexicon.md how much the lexicon holds; docs/concepts/resolution.md how well reports of
one event are joined; docs/concepts/conflicts.md a conflict of each kind; docs/concepts/dependence.md cases
of dependence; docs/concepts/waits.md the waits on a day and the back-test. With `--pictures`, Chromium takes
docs/pictures/report.png, docs/pictures/backtest.svg is drawn, and docs/concepts/exposure.md gets a table and
a picture of how the cost of its engines grows, measured anew. `--check` writes nothing, names each document
that does not say what its command prints, and exits 1 where there is one; a test holds it to none.
"""

import json
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from unittest import mock

import click
from click.testing import CliRunner

from detente.cli import VERBS, cli
from detente.lexicon import lexicon

ROOT = Path(__file__).parents[1]
FIFTEEN = (
    (1, "stage_mixed_up", "effective"),
    (2, "deadline_mixed_up", "agreement_notice_decided"),
    (3, "same_instant", "ends"),
    (4, "day_and_month", "announced"),
    (4, "time_zone", "announced"),
    (5, "translation", "date"),
    (6, "form_lost", "approved"),
    (7, "wrong_item", "approved"),
    (8, "count", "count"),
    (9, "scope", "scope"),
    (10, "status_word", "act of 2019-11-22"),
    (11, "claim", "nature"),
    (11, "motive", "retaliation"),
    (12, "plan_and_outcome", "place"),
    (13, "page_changed", "source_revision"),
    (14, "source_date", "published"),
    (15, "two_measures_as_one", "measure"),
)
"""The fifteen ways in which sources disagreed: the kind of conflict, and the field of the one shown."""
SECTIONS = ("In force", "Planned", "Due")
CHROMIUM = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
)


def demo(folder: Path) -> str:
    """What `detente demo` prints."""
    command = [sys.executable, "-m", "detente", "demo", "--folder", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def opening(printed: str) -> str:
    """The brief up to and without its licences: what README shows."""
    return printed.partition("\nLicences\n")[0].rstrip() + "\n"


def between(text: str, marker: str, content: str) -> str:
    """Put content between `<!-- marker -->` and `<!-- /marker -->`."""
    pattern = re.compile(rf"(<!-- {marker} -->\n).*?(<!-- /{marker} -->)", re.DOTALL)
    return pattern.sub(lambda match: match[1] + content + match[2], text)


def command_line() -> str:
    """The reference of the command line, from the help of every verb."""
    lines = ["# Command line", "", "Written by `python docs/refresh.py` from the help of each verb.", ""]
    lines += [
        "Data goes to stdout, talk to stderr; `-` is stdin. JSON is printed with `--json`, and whenever"
    ]
    lines += [
        "stdout is not a terminal. Exit codes: 0 done (a conflict found is an answer), 1 done but some input"
    ]
    lines += ["could not be used, 2 wrong use, 3 nothing readable, 4 the ledger refused.", ""]
    for verb in VERBS:
        context = click.Context(cli, info_name="detente", max_content_width=96, terminal_width=96)
        command = cli.get_command(context, verb)
        assert command is not None
        lines += _help(command, click.Context(command, info_name=verb, parent=context), verb)
    return "\n".join(lines)


def _help(command: click.Command, context: click.Context, name: str) -> list[str]:
    """The help of a verb, and of the verbs under it."""
    lines = [f"## {name}", "", "```", command.get_help(context).rstrip(), "```", ""]
    for part, under in sorted(getattr(command, "commands", {}).items()):
        lines += _help(under, click.Context(under, info_name=part, parent=context), f"{name} {part}")
    return lines


def picture(folder: Path) -> None:
    """A screenshot of the demo's report."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no picture: Chromium is not installed")
    target = ROOT / "docs" / "pictures" / "report.png"
    size = "--window-size=1040,1180"
    profile = f"--user-data-dir={folder / 'profile'}"
    page = (folder / "report.html").as_uri()
    subprocess.run(
        [chromium, *CHROMIUM, size, profile, "--hide-scrollbars", f"--screenshot={target}", page],
        check=True,
        capture_output=True,
    )


def memo(folder: Path) -> str:
    """The memo on the bundled maker, from the demo's ledger."""
    network, page = ROOT / "examples" / "korea-japan-2019" / "network", folder / "memo.md"
    command = [
        sys.executable,
        "-m",
        "detente",
        "memo",
        str(network),
        "--known",
        "2019-08-30",
        "-o",
        str(page),
    ]
    subprocess.run([*command, "--ledger", str(folder / "demo.db")], capture_output=True, check=True)
    return f"````markdown\n{page.read_text('utf-8')}````\n"


def errors() -> str:
    """What the reader gets wrong on the bundled dispatches, with counts."""
    command = [sys.executable, str(ROOT / "benchmarks" / "events.py"), "--errors"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def conflicts(folder: Path) -> str:
    """A conflict of each of the fifteen ways, as `detente conflicts` tells it of the demo's ledger."""
    command = [sys.executable, "-m", "detente", "conflicts", "--known", "2023-12-31", "--json"]
    ledger = ["--ledger", str(folder / "demo.db")]
    printed = subprocess.run([*command, *ledger], capture_output=True, text=True, check=True).stdout
    lines = ["| | kind | told of the dispute of 2019 to 2023 | |", "|---|---|---|---|"]
    for number, kind, field in FIFTEEN:
        found = [c for c in json.loads(printed) if c["kind"] == kind and c["field"].startswith(field)]
        if not found:
            sys.exit(f"no conflict of the kind {kind} in the demo's ledger")
        one = found[0]
        ends = f"settled by {one['why']}" if one["state"] == "settled" else "contested"
        said = one["explanation"].replace("|", "/")
        lines.append(f"| {number} | `{kind}` | {said} | {ends} |")
    return "\n".join(lines) + "\n"


def benchmark(name: str, *options: str) -> str:
    """What a benchmark that needs no data from outside prints."""
    command = [sys.executable, str(ROOT / "benchmarks" / name), *options]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def in_terminal(*words: str) -> str:
    """What a verb prints in a terminal."""
    with mock.patch("detente.cli.common.piped", return_value=False):
        done = CliRunner().invoke(cli, words, catch_exceptions=False)
    if done.exit_code:
        sys.exit(f"detente {' '.join(words)}: {done.stderr}")
    return done.stdout


def dependence(folder: Path) -> str:
    """Two cases from the bundled extract of BACI, and one that it does not hold, beside the demo's ledger."""
    asked = (
        ("JP", "280530", "--years", "2008-2013", "--after", "2010-09-21"),
        ("KR", "250410", "--after", "2023-12-01"),
        ("KR", "281111"),
    )
    lines: list[str] = []
    for importer, code, *more in asked:
        words = ("dependence", "--importer", importer, "--code", code, *more)
        printed = in_terminal(*words, "--ledger", str(folder / "demo.db"), "--known", "2019-08-30")
        lines += ["```", f"$ detente {' '.join(words)}", printed.rstrip(), "```", ""]
    return "\n".join(lines)


def waits(folder: Path) -> str:
    """The waits as known on 30 August 2019, from the demo's ledger."""
    goods = ("photoresist", "hydrogen fluoride gas", "hydrogen fluoride liquid", "fluorinated polyimide")
    words = ("waits", *goods, "--known", "2019-08-30")
    printed = in_terminal(*words, "--ledger", str(folder / "demo.db"))
    return f"```\n$ detente {shlex.join(words)}\n{printed.rstrip()}\n```\n"


def backtest(*words: str) -> str:
    """What the back-test prints."""
    command = [sys.executable, str(ROOT / "benchmarks" / "backtest.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def growth() -> None:
    """How the cost of the exposure's engines grows: measured, as a table in the document and as a picture."""
    import altair as alt  # noqa: PLC0415 - slow to import, and needed for pictures only

    rows = json.loads(benchmark("exposure.py", "--growth", "--json"))
    lines = ["| engine | grows | nodes | draws | days | seconds |", "|---|---|---|---|---|---|"]
    for row in rows:
        sizes = f"{row['nodes']:,} | {row['draws']:,} | {row.get('days', '-')}"
        lines.append(f"| {row['engine']} | {row['grows']} | {sizes} | {row['seconds']:.3g} |")
    told = ROOT / "docs" / "concepts" / "exposure.md"
    told.write_text(between(told.read_text("utf-8"), "growth", "\n".join(lines) + "\n"), "utf-8")
    points = [row | {"size": row[row["grows"]]} for row in rows]
    line = (
        alt.Chart(alt.Data(values=points), width=230, height=220)
        .mark_line(point=True)
        .encode(
            x=alt.X("size:Q", scale=alt.Scale(type="log"), title="so many"),
            y=alt.Y("seconds:Q", scale=alt.Scale(type="log")),
            color=alt.Color("engine:N"),
            column=alt.Column("grows:N", sort=["nodes", "draws", "days"], title=None),
        )
        .resolve_scale(x="independent")
    )
    line.save(ROOT / "docs" / "pictures" / "exposure-growth.png")


def lexicon_counts() -> str:
    """How many entries of each kind the lexicon has, and names, and of how many countries."""
    entries = lexicon().entries.values()
    lines = ["| kind | entries | names | countries |", "|---|---|---|---|"]
    for kind in sorted({entry.kind for entry in entries}):
        own = [entry for entry in entries if entry.kind == kind]
        names = sum(1 + len(e.names) + len(e.demonyms) + len(e.metonyms) for e in own)
        lines.append(f"| {kind} | {len(own)} | {names} | {len({e.country for e in own if e.country})} |")
    return "\n".join(lines) + "\n"


def documents(folder: Path) -> dict[Path, str]:
    """Each document that shows what a command prints, with what it should say now."""
    readme, reference = ROOT / "README.md", ROOT / "docs" / "reference"
    known = reference / "lexicon.md"
    dispatches = reference / "dispatches.md"
    network = ROOT / "docs" / "tutorials" / "first-network.md"
    resolution = ROOT / "docs" / "concepts" / "resolution.md"
    told = ROOT / "docs" / "concepts" / "conflicts.md"
    depends = ROOT / "docs" / "concepts" / "dependence.md"
    waiting = ROOT / "docs" / "concepts" / "waits.md"
    scored = "```\n" + benchmark("resolution.py") + "```\n"
    brief, wrong = "```\n" + opening(demo(folder)) + "```\n", "```\n" + errors() + "```\n"
    waited = between(waiting.read_text("utf-8"), "waits", waits(folder))
    return {
        readme: between(readme.read_text("utf-8"), "brief", brief),
        reference / "command-line.md": command_line(),
        network: between(network.read_text("utf-8"), "memo", memo(folder)),
        told: between(told.read_text("utf-8"), "fifteen", conflicts(folder)),
        depends: between(depends.read_text("utf-8"), "dependence", dependence(folder)),
        waiting: between(waited, "backtest", backtest()),
        known: between(known.read_text("utf-8"), "counts", lexicon_counts()),
        resolution: between(resolution.read_text("utf-8"), "resolution", scored),
        dispatches: between(dispatches.read_text("utf-8"), "errors", wrong),
    }


def main() -> None:
    """Refresh every document, or name the stale ones."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = documents(Path(folder))
        stale = [path for path, said in fresh.items() if path.read_text("utf-8") != said]
        if "--check" in sys.argv:
            sys.exit("\n".join(f"stale, run `make docs`: {path.relative_to(ROOT)}" for path in stale) or 0)
        for path in stale:
            path.write_text(fresh[path], "utf-8")
        if "--pictures" in sys.argv:
            picture(Path(folder))
            backtest("--picture", str(ROOT / "docs" / "pictures" / "backtest.svg"))
            growth()


if __name__ == "__main__":
    main()
