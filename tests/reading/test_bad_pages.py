"""Bad input is an article with its problems, or one clear error; never a traceback, never without end."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from bad_pages import ACT, SENTENCE, pages
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.cli import cli
from detente.errors import DetenteError
from detente.model import Reading
from detente.page import Failure, articles, read_page, read_row
from detente.reading import nlp, read_article
from detente.reading.assertions import context

ROOT = Path(__file__).parents[2]
SMALL = pages(0.02)
REFUSED = {
    "empty.txt": "is empty",
    "blank.txt": "is empty",
    "binary.html": "is binary data",
}
TOLD = {
    "wrong-encoding.html": "encoding-guessed",
    "right-to-left.txt": "language-not-english",
    "navigation.html": "no-title",
    "year-9999.txt": "no-date",
    "year-9999.html": "no-date",
    "shift-jis.txt": "encoding-replaced",
}
"""What is said at least about some of them."""


@pytest.mark.parametrize("name", list(SMALL))
def test_a_bad_page_is_an_article_with_problems_or_one_clear_line(tmp_path, name):
    (tmp_path / name).write_bytes(SMALL[name])
    result = CliRunner().invoke(cli, ["read", str(tmp_path / name)], standalone_mode=False)
    assert result.exception is None or isinstance(result.exception, DetenteError)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    if name in REFUSED:
        assert (result.return_value, rows) == (3, [])
        assert REFUSED[name] in result.stderr
        assert len(result.stderr.splitlines()) == 1
    elif name != "rows.jsonl":
        assert (result.return_value, len(rows), result.stderr) == (0, 1, "")
        assert name not in TOLD or TOLD[name] in {p["code"] for p in rows[0]["problems"]}


def test_rows_of_odd_types_are_told_one_by_one_and_the_others_are_read(tmp_path):
    (tmp_path / "rows.jsonl").write_bytes(SMALL["rows.jsonl"])
    found = list(articles([tmp_path / "rows.jsonl"]))
    read = [one.id for one in found if not isinstance(one, Failure)]
    assert read == ["b", "f", "g"]
    assert all("line" in one.where for one in found if isinstance(one, Failure))
    assert len(found) == len(SMALL["rows.jsonl"].splitlines())


@pytest.mark.long
@pytest.mark.parametrize("name", list(SMALL))
def test_a_bad_page_of_full_size_keeps_to_thirty_seconds_and_two_gigabytes(tmp_path, name):
    """CPU time and memory of a process of its own, which the system ends where it asks for more."""
    (tmp_path / name).write_bytes(pages(1)[name])
    limited = (
        "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_CPU, (30, 30)); sys.argv.pop(0)"
    )
    command = [sys.executable, "-c", f"{limited}; runpy.run_module('detente', run_name='__main__')"]
    command += ["detente", "read", str(tmp_path / name)]
    with (tmp_path / "out").open("wb") as out, (tmp_path / "err").open("wb") as err:
        started = subprocess.Popen(command, stdout=out, stderr=err)
        _, status, used = os.wait4(started.pid, 0)
    told = (tmp_path / "err").read_text()
    assert "Traceback" not in told
    assert os.waitstatus_to_exitcode(status) in {0, 1, 3}
    assert used.ru_maxrss < 2_000_000


def test_acts_are_weighed_against_those_of_their_own_sentence_alone(monkeypatch):
    asked = []
    inside = context._within
    monkeypatch.setattr(context, "_within", lambda *two: asked.append(two) or inside(*two))
    page = read_row({"id": "a", "text": f"Tariffs\n\n{ACT * 60}", "language": "en"})
    reading = read_article(page)
    assert len(reading.assertions) >= 60
    assert len(asked) <= 2 * len(reading.assertions)


def test_a_sentence_too_long_for_grammar_is_cut_and_keeps_its_characters():
    page = read_page(("Talks\n\n" + SENTENCE + "Tokyo, " * 1500 + "agreed.").encode())
    for block in nlp.parse(page):
        assert block.doc.text.strip() == page.text[block.start : block.end].strip()
        assert max(len(sentence) for sentence in block.doc.sents) <= nlp.SENTENCE


def test_marks_beyond_the_limit_of_tokens_are_told_and_not_parsed(monkeypatch):
    monkeypatch.setattr(nlp, "TOKENS", 9_000)
    page = read_row({"id": "a", "text": f"{SENTENCE}\n\n{'(' * 12_000}\n\n{SENTENCE}", "language": "en"})
    reading = read_article(page)
    assert sum(len(block.doc) for block in nlp.parse(page)) <= 9_000
    assert "text-too-long" in {problem.code for problem in reading.problems}


SEEDS = [
    path.read_bytes()
    for folder in (ROOT / "tests/page/pages", ROOT / "examples/korea-japan-2019/dispatches")
    for path in sorted(folder.iterdir())
    if path.suffix in {".txt", ".html"} and path.stat().st_size < 6_000
]
PIECES = [
    b"<",
    b">",
    b"</p>",
    b"<div>",
    b"<!--",
    b"&#0;",
    b'"',
    "“".encode(),
    b"\x00",
    b"\xff",
    b"\n\n",
    b"9999-12-31",
]
PIECES += [
    b"<script>",
    b"0",
    b"-",
    b"(",
    b"said",
    b"http://",
    b"\xed\xa0\x80",
    "\u202e".encode(),
    b"by ",
    b"'",
    b"%",
]


@st.composite
def mutated(draw):
    """One of our own pages with parts cut out, doubled, moved, and other bytes put in."""
    page = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(page)))
        end = min(len(page), start + draw(st.integers(0, 200)))
        how = draw(st.sampled_from(["cut", "double", "put", "move", "flip"]))
        part = page[start:end]
        if how == "put":
            page = page[:start] + draw(st.sampled_from(PIECES)) * draw(st.integers(1, 30)) + page[start:]
        elif how == "double":
            page = page[:end] + part + page[end:]
        elif how == "flip":
            page = page[:start] + bytes(255 - byte for byte in part[:3]) + page[start + 3 :]
        else:
            page = page[:start] + page[end:] + (part if how == "move" else b"")
    return page


@given(mutated())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_mutated_page_is_read_or_refused_in_one_line(page):
    refused = ""
    try:
        checked(read_article(read_page(page)))
    except DetenteError as error:
        refused = str(error)
    assert "\n" not in refused


def checked(reading: Reading) -> None:
    """Every span of a reading lies in its text, and says what stands there."""
    text = reading.article.text
    for found in (*reading.times, *reading.names, *reading.quotes):
        assert 0 <= found.start <= found.end <= len(text)
    for name in reading.names:
        assert name.text.split() == text[name.start : name.end].split()
    for said in reading.assertions:
        assert said.start is None or 0 <= said.start < said.end <= len(text)
