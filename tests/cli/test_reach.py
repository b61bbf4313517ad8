"""How far a ledger reaches: only a day of publication is called one, and only an empty ledger empty."""

import pytest
from click.testing import CliRunner

from detente.cli import cli
from detente.ledger.log import Log

DATED = (
    "Dutch to curb exports of gallium\nTHE HAGUE, July 3, 2023 (Harbour Post) - The Dutch trade ministry "
    "said on Monday it would require export licences for gallium from {} 2023.\n"
)
FIRST = DATED.format("1 August")
CHANGED = DATED.format("5 August")
UNDATED = "Gallium\nThe Dutch trade ministry will require export licences for gallium from 5 August 2023.\n"
LICENCE = ("licence", "gallium", "--from", "NL", "--to", "CN")


def run(folder, pages, *words):
    path = folder / "reach.db"
    with Log.open(path, create=True):
        pass
    for number, text in enumerate(pages):
        page = folder / f"page-{number}.txt"
        page.write_text(text)
        CliRunner().invoke(cli, ["add", str(page), "--ledger", str(path)], catch_exceptions=False)
    return CliRunner().invoke(cli, [*words, "--ledger", str(path)], catch_exceptions=False)


@pytest.mark.parametrize("pages", [(UNDATED,), (FIRST, CHANGED)])
def test_the_day_of_adding_is_no_publication(tmp_path, pages):
    found = run(tmp_path, pages, "measures", "--on", "2023-07-10")
    assert "the day on which the last source was got" in found.stderr


def test_the_day_of_a_dated_page_is_one(tmp_path):
    assert "2023-07-03, the latest publication" in run(tmp_path, (FIRST,), "due", "--on", "2023-07-01").stderr


def test_a_ledger_with_pages_is_not_empty_on_a_day_before_them(tmp_path, monkeypatch):
    monkeypatch.setattr("detente.cli.common.piped", lambda: False)
    found = run(tmp_path, (FIRST,), *LICENCE, "--known", "1999-01-01")
    assert "no publication dated up to 1999-01-01" in found.stdout and "empty" not in found.stdout


def test_a_ledger_without_anything_is(tmp_path, monkeypatch):
    monkeypatch.setattr("detente.cli.common.piped", lambda: False)
    assert "the ledger is empty" in run(tmp_path, (), *LICENCE, "--on", "2023-07-10").stdout


def test_a_brief_of_a_day_before_every_page_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr("detente.cli.common.piped", lambda: False)
    found = run(tmp_path, (FIRST,), "brief", "--known", "1999-01-01")
    assert "no publication dated up to 1 January 1999" in " ".join(found.stdout.split())
