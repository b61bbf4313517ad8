"""The demo: the whole product on the bundled dispute."""

from pathlib import Path

import icalendar
import pytest
from click.testing import CliRunner

from detente.cli import cli

PART = ("In force", "Planned", "Due", "Licences", "Talks", "Calls", "Conflicts")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "made"
    done = CliRunner().invoke(cli, ["demo", "--folder", str(folder)], catch_exceptions=False)
    assert done.exit_code == 0
    return folder, done.stdout, done.stderr


def test_the_brief_comes_with_all_its_parts_and_then_the_exposure(demo):
    _, printed, _ = demo
    places = [printed.index(f"\n{part}\n") for part in (*PART, "Products", "Assumed")]
    assert places == sorted(places)
    assert printed.startswith(
        "The dispute on Wednesday 21 August 2019, as known at the end of 21 August 2019"
    )


def test_what_was_in_force_planned_due_and_licensed_that_day_is_said(demo):
    _, printed, _ = demo
    part = {name: " ".join(printed.split(f"\n{name}\n")[1].split("\n\n")[0].split()) for name in PART}
    assert "individual licen" in part["In force"] and "since 4 July 2019" in part["In force"]
    assert "28 August 2019" in part["Planned"]
    assert "Saturday 24 August 2019, 3 days left" in part["Due"]
    assert "7 August 2019, 19 August 2019" in part["Licences"]


def test_progress_goes_to_stderr_page_by_page(demo):
    _, printed, talk = demo
    pages = len(list((Path(__file__).parents[2] / "examples/korea-japan-2019/dispatches").iterdir()))
    assert talk.count("reading ") == pages >= 20
    assert "reading " not in printed


def test_report_and_calendar_are_where_the_demo_says(demo):
    folder, printed, _ = demo
    assert f"{folder / 'report.html'}" in printed and f"{folder / 'deadlines.ics'}" in printed
    assert '<h2 id="exposure">' in (folder / "report.html").read_text("utf-8")
    assert icalendar.Calendar.from_ical((folder / "deadlines.ics").read_bytes()).walk("VEVENT")


def test_every_command_that_it_suggests_works(demo):
    _, printed, _ = demo
    tries = [line.split() for line in printed.split("What to try next:\n")[1].splitlines() if line.strip()]
    assert len(tries) >= 4
    for words in tries:
        assert words[0] == "detente"
        done = CliRunner().invoke(cli, words[1:], catch_exceptions=False)
        assert done.exit_code == 0 and done.stdout.strip()
