"""Notices as PDF: the text layer page by page, spans that know their page, scans told as what they are."""

import json
from importlib import resources

import jsonschema
import pytest

from detente.cli import main
from detente.errors import UnreadableError
from detente.page import read_page
from pdf import pdf

FIRST = [
    "Ministry announces licensing of three materials",
    "2 July 2019",
    "",
    "Japan will require individual licences for exports of photoresist to South Korea",
    "from 4 July 2019, the ministry said on Monday in Tokyo in a long statement.",
]
SECOND = [
    "The ministry said that Japan approved the export of photoresist to South Korea",
    "on 7 August 2019, the first approval under the new rules for the material.",
]


@pytest.fixture
def run(capsys):
    def called(*words):
        with pytest.raises(SystemExit) as stopped:
            main(list(map(str, words)))
        out = capsys.readouterr()
        return stopped.value.code, out.out, out.err

    return called


def test_the_pages_of_a_pdf_are_its_text_and_every_offset_knows_its_page():
    article = read_page(pdf(FIRST, SECOND), name="notice.pdf")
    assert len(article.pages) == 2
    for number, words in ((1, "photoresist to South Korea\nfrom 4 July 2019"), (2, "on 7 August 2019")):
        at = article.text.index(words)
        assert article.page_of(at) == number
        start, end = article.pages[number - 1]
        assert start <= at < end
    assert article.published.value == "2019-07-02"


def test_a_page_that_is_no_pdf_has_no_pages():
    article = read_page(b"A headline\n\nA story of some length about nothing in particular.\n", name="a.txt")
    assert (article.pages, article.page_of(3)) == ((), None)


def test_read_prints_assertions_with_the_page_of_their_evidence(run, tmp_path):
    (tmp_path / "notice.pdf").write_bytes(pdf(FIRST, SECOND))
    code, out, _ = run("read", tmp_path / "notice.pdf")
    assert code == 0
    row = json.loads(out)
    schema = json.loads((resources.files("detente.schemas") / "read.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(row)
    assert 2 in {a["evidence"]["page"] for a in row["assertions"] if a["kind"] == "licence_approved"}


def test_a_pdf_is_added_by_name_and_in_a_folder(run, tmp_path):
    folder = tmp_path / "notices"
    folder.mkdir()
    (folder / "notice.pdf").write_bytes(pdf(FIRST, SECOND))
    code, out, _ = run("add", folder, "--ledger", tmp_path / "a.db")
    assert (code, json.loads(out)["added"][0]["units"]) == (0, 1)
    code, out, _ = run("add", folder / "notice.pdf", "--ledger", tmp_path / "a.db")
    assert json.loads(out)["added"][0]["known"] == 1


def test_a_scan_is_told_in_one_line_and_says_what_to_do(run, tmp_path):
    (tmp_path / "scan.pdf").write_bytes(pdf([], []))
    code, out, err = run("read", tmp_path / "scan.pdf")
    assert (code, out, len(err.splitlines())) == (3, "", 1)
    assert "is a scan without a text layer; `detente register` enters what it says" in err


def test_a_page_without_text_among_others_is_a_problem():
    article = read_page(pdf(FIRST, [], SECOND), name="notice.pdf")
    assert [p.message for p in article.problems if p.code == "page-without-text"] == [
        "pages without a text layer were not read: 2"
    ]
    assert article.page_of(article.text.index("on 7 August")) == 3


@pytest.mark.parametrize("data", [b"%PDF-1.4 and no more", pdf(FIRST)[:200]])
def test_a_damaged_pdf_is_told(data):
    with pytest.raises(UnreadableError, match="damaged"):
        read_page(data)
