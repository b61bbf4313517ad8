"""The installed console script, in a fresh folder, from a page to an answer."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(sys.executable).parent / "detente"
EXAMPLE = Path(__file__).parents[1] / "examples" / "korea-japan-2019"
PAGE = EXAMPLE / "dispatches" / "2019-08-21-envoy.txt"


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fresh")

    def detente(*words, stdin=None):
        return subprocess.run(
            [str(SCRIPT), *words],
            cwd=folder,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )

    detente.folder = folder
    return detente


def test_from_a_page_to_an_answer(run):
    done = run("add", str(PAGE), str(EXAMPLE / "chronology.jsonl"))
    assert done.returncode == 0, done.stderr
    assert [path.name for path in run.folder.glob("*.db")] == ["detente.db"]

    again = run("add", str(PAGE))
    assert [(one["units"], one["known"]) for one in json.loads(again.stdout)["added"]] == [(0, 1)]

    brief = json.loads(run("brief", "--known", "2019-08-21").stdout)
    assert (brief["on"], brief["known"]) == ("2019-08-21", "2019-08-21")
    assert all(
        brief[part] for part in ("in_force", "planned", "due", "licences", "talks", "calls", "conflicts")
    )

    asked = (
        "licence",
        "photoresist",
        "--from",
        "JP",
        "--to",
        "KR",
        "--on",
        "2019-08-20",
        "--known",
        "2019-08-20",
    )
    assert json.loads(run(*asked).stdout)["answer"] == "individual"


def test_a_page_from_standard_input_is_read_and_added(run):
    text = PAGE.read_text("utf-8")
    read = run("read", "-", stdin=text)
    assert read.returncode == 0, read.stderr
    row = json.loads(read.stdout)
    assert row["article"]["published"]["value"].startswith("2019-08-21")
    added = run("add", "-", "--ledger", "piped.db", stdin=read.stdout)
    assert added.returncode == 0, added.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["read", "empty.txt"], 3),
        (["read", "binary.bin"], 3),
        (["read", "missing.txt"], 3),
        (["forecast"], 2),
        (["brief", "--ledger", "notes.txt"], 4),
        (["add", "rows.jsonl", "--ledger", "rows.db"], 3),
        (["read", "rows.jsonl"], 3),
    ],
)
def test_bad_input_gets_one_line_and_the_right_exit_code(run, words, code):
    (run.folder / "empty.txt").write_bytes(b"")
    (run.folder / "binary.bin").write_bytes(bytes(range(256)) * 40)
    (run.folder / "notes.txt").write_text("These are notes.\n")
    (run.folder / "rows.jsonl").write_text('{"id": "a", "text": "Japan acted.", "published": "2019-13-45"}\n')
    done = run(*words)
    assert done.returncode == code, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr
    assert not (run.folder / "rows.db").exists()
