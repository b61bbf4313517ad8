"""`detente add`: what goes in, what is said, and the exit code."""

import io
import json
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from detente.cli import cli, main
from detente.ledger.log import Log

CHRONOLOGY = Path(__file__).parents[2] / "examples/korea-japan-2019/chronology.jsonl"
ROW = {
    "id": "x-1",
    "dates": {"occurred": "2019-08-07"},
    "type": "meeting",
    "states": ["JP", "KR"],
    "summary": "They meet.",
    "sources": [{"url": "https://a.example", "publisher": "Paper", "published": "2019-08-08"}],
}
ASSERTION = {
    "source": {"publisher": "Paper", "published": "2019-08-08"},
    "kind": "meeting",
    "when": {"value": "2019-08-07"},
}


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments, capsys):
    """Exit code, stdout as JSON where there is any, stderr."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    out, err = capsys.readouterr()
    return stopped.value.code, json.loads(out) if out else None, err


def write(name, *rows):
    Path(name).write_text(
        "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), "utf-8"
    )
    return name


@pytest.mark.parametrize(("row", "what"), [(ROW, "chronology"), (ASSERTION, "assertions")])
def test_rows_are_recognised_by_their_fields_and_added_once(row, what, capsys):
    name = write("rows.jsonl", row)
    code, said, _ = run("add", name, capsys=capsys)
    assert (code, said["added"][0]["what"], said["added"][0]["units"]) == (0, what, 1)
    code, said, _ = run("add", name, capsys=capsys)
    assert (code, said["added"][0]["units"], said["added"][0]["known"]) == (0, 0, 1)


def test_a_page_is_read_and_its_sentence_kept(capsys):
    text = "SEOUL, Aug. 21, 2019 -- Korean and Japanese officials met in Tokyo on Tuesday."
    name = write("pages.jsonl", {"id": "p-1", "text": text, "published": "2019-08-21"})
    code, said, _ = run("add", name, capsys=capsys)
    assert (code, said["added"][0]["what"], said["added"][0]["units"]) == (0, "pages", 1)
    with Log.open("detente.db") as log:
        ((_, article),) = log.articles()
    assert (article.id, article.text) == ("p-1", text)


def test_what_read_prints_is_what_add_takes(capsys, monkeypatch):
    name = write(
        "pages.jsonl",
        {"id": "p-1", "text": "Japan and Korea held talks on Monday.", "published": "2019-08-21"},
    )
    with pytest.raises(SystemExit):
        main(["read", name])
    piped = capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(piped.encode()))))
    code, said, _ = run("add", "-", capsys=capsys)
    assert (code, said["added"][0]["path"], said["added"][0]["what"]) == (0, "-", "readings")
    _, said, _ = run("add", name, capsys=capsys)
    assert said["added"][0]["known"] == 1


def test_a_folder_of_pages_and_rows_is_taken_file_by_file(here, capsys):
    (here / "in").mkdir()
    write("in/rows.jsonl", ROW)
    (here / "in/page.txt").write_text("Japan said on 2 August 2019 it would remove Korea.\n", "utf-8")
    code, said, _ = run("add", "in", capsys=capsys)
    assert code == 0
    assert [row["what"] for row in said["added"]] == ["pages", "chronology"]


def test_a_problem_of_a_page_in_a_folder_says_in_which_file_it_is(here, capsys):
    (here / "in").mkdir()
    (here / "in/a.txt").write_text("Japan said it would remove Korea from its list.\n", "utf-8")
    (here / "in/b.txt").write_bytes(b"")
    code, said, _ = run("add", "in", capsys=capsys)
    assert code == 1
    told = {(p["code"], p["path"]) for p in said["added"][0]["problems"]}
    assert {("no-date", "in/a.txt"), ("unreadable", "in/b.txt")} <= told


def test_a_wrong_row_is_told_with_its_line_and_the_others_are_added(capsys):
    name = write("rows.jsonl", ROW, ROW | {"dates": {"occurred": "2019-02-30"}}, "{not json")
    code, said, err = run("add", name, capsys=capsys)
    assert (code, said["added"][0]["units"], said["added"][0]["refused"]) == (1, 1, 2)
    assert "line 2: dates.occurred: no such day" in err and "line 3: not JSON" in err


@pytest.mark.parametrize(
    ("content", "complaint"),
    [(b"", "empty"), (b"\x00\x01\x02\xff" * 500, "binary"), (None, "no such file")],
)
def test_what_cannot_be_read_is_one_line_and_makes_no_ledger(here, content, complaint, capsys):
    if content is not None:
        (here / "bad.txt").write_bytes(content)
    code, _, err = run("add", "bad.txt", capsys=capsys)
    assert code == 3
    assert complaint in err and len(err.splitlines()) == 1
    assert not (here / "detente.db").exists()


def test_rows_of_which_none_is_right_make_no_ledger(here, capsys):
    name = write("rows.jsonl", ROW | {"dates": {"occurred": "soon"}})
    code, said, _ = run("add", name, capsys=capsys)
    assert (code, said["added"][0]["units"]) == (3, 0)
    assert not list(here.glob("detente.db*"))


def test_a_manifest_beside_pages_is_one_line_and_hidden_folders_are_left_alone(here, capsys):
    write("pages.jsonl", {"file": "a.txt"}, {"file": "b.txt"})
    (here / ".cache").mkdir()
    (here / ".cache" / "old.txt").write_text("Old news.\n", "utf-8")
    code, _, err = run("add", str(here), capsys=capsys)
    assert (code, len(err.splitlines())) == (3, 1)
    assert "a row needs text or html" in err and not list(here.glob("detente.db*"))


@pytest.mark.parametrize(
    "words", [("add", str(CHRONOLOGY)), ("sources",), ("sources", "--problems")], ids=" ".join
)
def test_what_is_printed_keeps_to_its_schema(words, capsys):
    if words[0] == "sources":
        run("add", str(CHRONOLOGY), capsys=capsys)
    _, said, _ = run(*words, capsys=capsys)
    schema = json.loads(
        (resources.files("detente") / "schemas" / f"{words[0]}.schema.json").read_text("utf-8")
    )
    jsonschema.Draft202012Validator(schema).validate(said)


def test_a_file_that_is_no_ledger_is_refused_and_left_as_it_is(here, capsys):
    (here / "notes.txt").write_text("my notes\n", "utf-8")
    code, _, err = run("add", "--ledger", "notes.txt", write("rows.jsonl", ROW), capsys=capsys)
    assert code == 4
    assert err == "detente: notes.txt is not a ledger\n"
    assert (here / "notes.txt").read_text("utf-8") == "my notes\n"


def test_for_a_person_a_line_a_path_is_printed(monkeypatch):
    monkeypatch.setattr("detente.cli.add.piped", lambda: False)
    result = CliRunner().invoke(cli, ["add", write("rows.jsonl", ROW)], standalone_mode=False)
    assert result.stdout == "rows.jsonl: 1 reports with 1 assertions added\n"


def test_sources_lists_what_was_known_by_a_day_with_its_trust(capsys):
    run("add", str(CHRONOLOGY), capsys=capsys)
    _, early, _ = run("sources", "--known", "2019-07-03", capsys=capsys)
    _, all_, _ = run("sources", capsys=capsys)
    assert 0 < len(early) < len(all_)
    assert max(row["known_by"] for row in early) <= "2019-07-03"
    assert {row["trust"] for row in all_} == {1, 2, 4, 5, 6}


def test_sources_lists_the_problems(capsys):
    run("add", str(CHRONOLOGY), capsys=capsys)
    _, rows, _ = run("sources", "--problems", capsys=capsys)
    assert {row["code"] for row in rows} == {"no-date", "metadata-date-wrong"}


def test_sources_of_a_missing_ledger_says_how_to_make_one(capsys):
    code, _, err = run("sources", capsys=capsys)
    assert code == 4
    assert err == "detente: there is no ledger at detente.db; `detente add` makes one\n"


def test_sources_are_a_table_for_a_person(monkeypatch):
    monkeypatch.setattr("detente.cli.common.piped", lambda: False)
    monkeypatch.setattr("detente.cli.add.piped", lambda: False)
    undated = ROW | {"sources": [*ROW["sources"], {"url": "https://b.example"}]}
    CliRunner().invoke(cli, ["add", write("rows.jsonl", undated)], standalone_mode=False)
    listed = CliRunner().invoke(cli, ["sources"], standalone_mode=False).stdout.splitlines()
    assert [line.split()[0] for line in listed] == ["no", "2019-08-08", "2"]
    read = "2 assertions, 0 read by machine, 0 confirmed by a person"
    assert listed[-1] == f"2 sources; nothing after 2019-08-08; {read}"
    problems = CliRunner().invoke(cli, ["sources", "--problems"], standalone_mode=False).stdout
    assert problems.startswith("no-date ")


def test_rows_that_are_no_text_are_one_line(here, capsys):
    (here / "rows.jsonl").write_bytes(b"\xff\xfe\xff")
    code, _, err = run("add", "rows.jsonl", capsys=capsys)
    assert code == 3
    assert len(err.splitlines()) == 1


def test_a_wrong_date_for_the_sources_is_wrong_use(capsys):
    code, _, err = run("sources", "--known", "2019-02-30", capsys=capsys)
    assert code == 2
    assert "2019-02-30" in err and len(err.splitlines()) == 1


GTA = """State Act ID,Intervention ID,Title,Announcement Date,Inception Date,Implementing Jurisdiction
1,11,Licensing of gallium exports,2023-07-03,2023-08-01,China
2,12,Quota,soon,,China
"""
DOCUMENT = {
    "document_number": "2031-01234",
    "title": "Controls on Gallium",
    "type": "Rule",
    "publication_date": "2031-02-01",
    "effective_on": "2031-03-03",
}


@pytest.mark.parametrize("dash", [False, True])
def test_a_table_of_measures_is_added_and_its_wrong_row_told(dash, capsys, monkeypatch):
    Path("gta.csv").write_text(GTA, "utf-8")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(GTA.encode()))))
    code, said, err = run("add", "-" if dash else "gta.csv", "--published", "2023-08-02", capsys=capsys)
    assert code == 1
    assert (said["added"][0]["what"], said["added"][0]["units"], said["added"][0]["refused"]) == ("gta", 1, 1)
    assert "line 3: announcement date: no date: 'soon'" in err
    code, said, _ = run("add", "gta.csv", "--published", "2023-08-02", capsys=capsys)
    assert (said["added"][0]["units"], said["added"][0]["known"]) == (0, 1)


@pytest.mark.parametrize("dash", [False, True])
def test_a_document_of_the_federal_register_is_added(dash, capsys, monkeypatch):
    text = json.dumps(DOCUMENT)
    Path("fr.json").write_text(text, "utf-8")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(text.encode()))))
    code, said, _ = run("add", "-" if dash else "fr.json", capsys=capsys)
    assert (code, said["added"][0]["what"], said["added"][0]["assertions"]) == (0, "federal_register", 2)


def test_a_folder_of_pages_and_tables_is_added_whole(capsys):
    Path("in").mkdir()
    Path("in/gta.csv").write_text(GTA, "utf-8")
    Path("in/other.csv").write_text("a,b\n1,2\n", "utf-8")
    write("in/rows.jsonl", ROW)
    code, said, _ = run("add", "in", "--published", "2023-08-02", capsys=capsys)
    assert (code, [row["what"] for row in said["added"]]) == (1, ["gta", "chronology"])


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("x.csv", "a,b\n1,2\n", "no table that is known"),
        ("x.csv", 'Intervention ID,Implementing Jurisdiction\n"1,China\n' + "x" * 5_000_000, "line "),
        ("x.json", '{"document_number": "1", ', "is no JSON"),
    ],
)
def test_what_is_no_table_and_no_document_makes_no_ledger(name, text, complaint, capsys):
    Path(name).write_text(text, "utf-8")
    code, _, err = run("add", name, capsys=capsys)
    assert (code, Path("detente.db").exists()) == (3, False)
    assert complaint in err and err.count("\n") == 1


def test_a_date_for_a_table_that_is_none_is_told_once(capsys):
    Path("gta.csv").write_text(GTA, "utf-8")
    code, _, err = run("add", "gta.csv", "--published", "soon", capsys=capsys)
    assert (code, err.count("\n"), Path("detente.db").exists()) == (2, 1, False)
    assert "--published: no such date: 'soon'" in err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.csv", b"a,b\n1,2\n"),
        ("x.csv", b"State Act ID,Implementing Jurisdiction\n1,\xff\n"),
        ("x.json", b'{"document_number": "1", '),
        ("x.jsonl", b'{"verdict": {"record": 1}}\n{"unit": {}, "article": {}, "assertions": []}\n'),
        ("x.jsonl", b'{"kind": "meeting", "source": 7}\n'),
    ],
)
def test_what_cannot_be_used_leaves_the_ledger_as_it_was(name, content, capsys):
    run("add", write("good.jsonl", ROW), capsys=capsys)
    with Log.open("detente.db") as log:
        before = (log.record, list(log.assertions()), list(log.verdicts()))
    Path(name).write_bytes(content)
    code, said, err = run("add", name, capsys=capsys)
    assert code == 3 and err.startswith("detente: ") and name in err
    assert (said["added"][0]["units"], said["added"][0]["refused"]) == (0, err.count("\n"))
    with Log.open("detente.db") as log:
        assert (log.record, list(log.assertions()), list(log.verdicts())) == before
