"""`detente read`: what it prints, held to its schema, and what it says about bad input."""

import json
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from detente.cli import cli
from detente.errors import DetenteError

PAGES = Path(__file__).parents[1] / "page" / "pages"
SCHEMA = json.loads((resources.files("detente") / "schemas" / "read.schema.json").read_text("utf-8"))


def run(*arguments, stdin=None):
    """Exit code, rows on stdout and what stands on stderr, as the console script gives them."""
    runner = CliRunner()
    result = runner.invoke(cli, ["read", *map(str, arguments)], input=stdin, standalone_mode=False)
    error = result.stderr
    code = result.return_value
    if isinstance(result.exception, DetenteError):
        error, code = error + str(result.exception), result.exception.code
    elif result.exception is not None:
        raise result.exception
    return code, [json.loads(line) for line in result.stdout.splitlines()], error


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", ["bulleted", "newsletter", "navigation", "wire"])
def test_every_line_keeps_to_the_published_schema(name):
    code, rows, error = run(PAGES / f"{name}.txt")
    assert (code, error, len(rows)) == (0, "", 1)
    jsonschema.Draft202012Validator(SCHEMA).validate(rows[0])


def test_an_html_page_and_rows_keep_to_the_schema(tmp_path):
    page = "<html><h1>Chile lifts ban</h1><p>Chile lifted its ban on Monday, the ministry said.</p></html>"
    file = tmp_path / "rows.jsonl"
    rows = [{"id": "a", "html": page}, {"id": "b", "text": "Chile lifted its ban on Monday.", "title": None}]
    file.write_text("\n".join(json.dumps(row) for row in rows))
    code, found, _ = run(file)
    assert code == 0
    assert [row["article"]["id"] for row in found] == ["a", "b"]
    for row in found:
        jsonschema.Draft202012Validator(SCHEMA).validate(row)


def test_standard_input_is_read_where_no_path_is_given():
    code, rows, _ = run(stdin=(PAGES / "wire.txt").read_bytes())
    assert code == 0
    assert rows[0]["article"]["title"] == "Australia weighs appeal in barley case"


def test_a_date_is_given_to_a_page_that_has_none_and_to_no_other():
    _, rows, _ = run(PAGES / "indented.txt", PAGES / "bulleted.txt", "--published", "1987-03-04")
    assert rows[0]["article"]["published"] == {
        "value": "1987-03-04",
        "basis": "given",
        "start": None,
        "end": None,
    }
    assert rows[1]["article"]["published"]["value"] == "2020-02-12T17:45"


BAD = [
    # file name, content, what the one line says
    ("empty.txt", b"", "is empty"),
    ("blank.txt", b" \n\n", "is empty"),
    ("image.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "is an image"),
    ("noise.txt", bytes(range(32)) * 20, "is binary data"),
    ("list.jsonl", b'["a"]\n', "is no JSON object"),
    ("broken.jsonl", b'{"id": "a", "text"\n', "line 1: is no JSON"),
    (
        "date.jsonl",
        b'{"id": "a", "text": "A. B.", "published": "2019-02-30"}\n',
        "no such date: '2019-02-30'",
    ),
    ("fields.jsonl", b'{"id": "a"}\n', 'needs "text" or "html"'),
    ("types.jsonl", b'{"id": "a", "text": 3}\n', '"text" is not a text'),
]


@pytest.mark.parametrize(("name", "content", "message"), BAD)
def test_bad_input_is_one_clear_line_and_code_three(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    code, rows, error = run(tmp_path / name)
    assert code == 3
    assert rows == []
    assert message in error
    assert name in error
    assert len(error.strip().splitlines()) == 1


def test_a_missing_file_beside_a_good_one_is_told_and_ends_in_code_one(tmp_path):
    code, rows, error = run(tmp_path / "nowhere.txt", PAGES / "wire.txt")
    assert code == 1
    assert len(rows) == 1
    assert error.strip().endswith("nowhere.txt: no such file")


def test_a_bad_row_is_named_by_its_line_and_the_others_are_read(tmp_path):
    file = tmp_path / "rows.jsonl"
    file.write_text('{"id": "a", "text": "One. Two."}\n\nnonsense\n{"id": "b", "text": "Three."}\n')
    code, rows, error = run(file)
    assert code == 1
    assert [row["article"]["id"] for row in rows] == ["a", "b"]
    assert "line 3" in error


def test_a_wrong_date_is_wrong_use_and_prints_nothing():
    code, rows, error = run(PAGES / "wire.txt", "--published", "21 August")
    assert (code, rows) == (2, [])
    assert "no such date: '21 August'" in error


def test_a_folder_is_read_in_order_of_names(tmp_path):
    for name in ("b.txt", "a.txt", "c.png"):
        (tmp_path / name).write_bytes((PAGES / "wire.txt").read_bytes())
    code, rows, _ = run(tmp_path)
    assert code == 0
    assert len({row["article"]["id"] for row in rows}) == 2


def test_a_folder_without_pages_is_told(tmp_path):
    code, _, error = run(tmp_path)
    assert code == 3
    assert "holds no page" in error


def test_stories_of_other_things_are_skipped_where_only_disputes_are_asked_for(tmp_path):
    rows = [
        {"id": "a", "text": "China will restrict exports of gallium from Aug. 1, the ministry said."},
        {"id": "b", "text": "The museum shows prints until the end of May."},
        {
            "id": "c",
            "html": "<html lang='de'><h1>Zölle</h1><p>Die Regierung hat die Zölle erhöht.</p></html>",
        },
    ]
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows))
    code, found, error = run(file, "--only-disputes")
    assert (code, [row["article"]["id"] for row in found]) == (0, ["a", "c"])
    assert error == "detente: skipped 1 of 3 as not about a trade dispute\n"


def explained(*arguments):
    """Exit code and what is printed by `detente read --explain`, which is no JSON."""
    result = CliRunner().invoke(cli, ["read", "--explain", *map(str, arguments)], standalone_mode=False)
    if isinstance(result.exception, DetenteError):
        return result.exception.code, str(result.exception)
    return result.return_value, result.stdout


def test_explained_pages_are_one_html_file_on_stdout_or_where_it_is_asked_for(tmp_path):
    target = tmp_path / "marked.html"
    code, printed = explained("--html", PAGES / "wire.txt", PAGES / "bulleted.txt")
    assert (code, explained("-o", target, PAGES / "wire.txt", PAGES / "bulleted.txt")) == (0, (0, ""))
    assert target.read_text("utf-8") == printed
    assert (printed.count("<!doctype html>"), printed.count("<section>")) == (1, 2)
    assert "Australia weighs appeal in barley case</h1>" in printed
    assert "<script" not in printed


def test_a_file_that_cannot_be_written_is_told_and_nothing_read_writes_none(tmp_path):
    code, told = explained("-o", tmp_path / "none" / "x.html", PAGES / "wire.txt")
    assert (code, told.startswith("cannot write")) == (2, True)
    assert explained("-o", tmp_path / "x.html", tmp_path / "missing.txt")[0] == 3
    assert not (tmp_path / "x.html").exists()


@pytest.mark.parametrize("option", [["--html"], ["-o", "x.html"]])
def test_html_without_explain_is_wrong_use(option):
    result = CliRunner().invoke(cli, ["read", *option, str(PAGES / "wire.txt")])
    assert result.exit_code == 2
    assert "need --explain" in result.output
