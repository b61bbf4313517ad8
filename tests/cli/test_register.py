"""By hand: acts, deadlines, approvals and one's own applications from documents the reader cannot read."""

import json

import pytest

from detente.cli import main
from detente.ledger.log import Log
from pdf import pdf

FORM = """by = "Ada"
publisher = "METI"
published = "2019-08-07"
language = "ja"
file = "notice.pdf"

[[enter]]
kind = "licence_approved"
when = "2019-08-07"
actors = ["Japan"]
targets = ["South Korea"]
items = ["photoresist"]
page = 2
quote = "First approval granted"

[[enter]]
kind = "deadline_set"
status = "due"
when = "2019-09-30"
actors = ["Japan"]
targets = ["South Korea"]
page = 1
text = "An answer by the end of September."
"""


@pytest.fixture
def run(tmp_path, capsys):
    def called(*words, code=0):
        with pytest.raises(SystemExit) as stopped:
            main([*map(str, words), "--ledger", str(tmp_path / "hand.db")])
        out = capsys.readouterr()
        assert stopped.value.code == code, out.err
        return json.loads(out.out) if code == 0 else out.err

    return called


@pytest.fixture
def form(tmp_path):
    (tmp_path / "notice.pdf").write_bytes(
        pdf(["Notice of the ministry"], ["First approval", "granted on 7 August."])
    )
    (tmp_path / "form.toml").write_text(FORM)
    return tmp_path / "form.toml"


def test_what_is_entered_is_an_assertion_like_any_other_with_the_analyst_as_reader(run, form, tmp_path):
    assert run("register", form)["added"] == 2
    with Log.open(tmp_path / "hand.db") as log:
        found = {r.assertion.kind.value: r for r in log.assertions()}
        article = log.article(found["licence_approved"].snapshot)
    approved, deadline = found["licence_approved"], found["deadline_set"]
    assert (approved.origin, approved.reader, approved.source.publisher) == ("manual", "analyst Ada", "METI")
    assert approved.source.known_by.isoformat() == "2019-08-07"
    assert (approved.quote.split(), approved.assertion.terms["page"]) == (["First", "approval", "granted"], 2)
    assert article.page_of(approved.assertion.start) == 2
    assert (deadline.quote, deadline.assertion.start) == ("An answer by the end of September.", None)
    books = run("licences")
    assert [b["approved"]["at_least"] for b in books if b["item"] == "item:photoresist"] == [1]
    assert [d["when"]["value"] for d in run("due")] == ["2019-09-30"]


def test_entering_the_same_again_adds_nothing(run, form):
    run("register", form)
    again = run("register", form)
    assert (again["added"], again["known"]) == (0, 2)


def test_a_scan_is_entered_with_its_page_and_the_analysts_words(run, tmp_path):
    (tmp_path / "scan.pdf").write_bytes(pdf([], []))
    run("register", "--kind", "measure_promulgated", "--when", "2019-08-07", "--actor", "Japan", "--target", "KR",
        "--measure", "measure:x", "--document", tmp_path / "scan.pdf", "--page", "2", "--quote", "the order is gazetted",
        "--publisher", "METI", "--published", "2019-08-07", "--by", "Ada")  # fmt: skip
    with Log.open(tmp_path / "hand.db") as log:
        (record,) = log.assertions()
    assert (record.quote, record.assertion.terms["page"], record.snapshot) == (
        "the order is gazetted",
        2,
        None,
    )


def test_ones_own_application_stands_in_the_licence_book_marked_as_ones_own(run):
    run("register", "--kind", "licence_applied", "--when", "2019-08-01", "--actor", "Japan", "--target", "South Korea",
        "--item", "photoresist", "--own", "--published", "2019-08-01", "--by", "Ada")  # fmt: skip
    (book,) = [b for b in run("licences") if b["item"] == "item:photoresist" and b["form"] is None]
    assert (book["pending"], book["approved"]["at_least"]) == (1, 0)
    assert [(x["outcome"], x["own"], x["when"]["value"]) for x in book["own"]] == [
        ("pending", True, "2019-08-01")
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("page = 2", "page = 1"), "form.toml, line 14: quote: these words are not on page 1 of notice.pdf"),
        (("page = 2", "page = 7"), "form.toml, line 13: page: notice.pdf has 2 pages"),
        (("page = 2", "page = 0"), "form.toml, line 13: page"),
        (('"photoresist"', '"photoresit"'), "form.toml, line 12: items: no such item"),
        (('kind = "licence_approved"', 'kind = "licence"'), "form.toml, line 8: kind"),
        (('by = "Ada"', ""), "by"),
        (('"2019-08-07"\nlanguage', '"lately"\nlanguage'), "published"),
        (('"notice.pdf"', '"none.pdf"'), "none.pdf"),
        (('publisher = "METI"', ""), "publisher: say whose document it is"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_form_is_told_with_line_and_field_and_nothing_is_entered(
    run, form, tmp_path, change, told
):
    form.write_text(FORM.replace(*change))
    error = run("register", form, code=2)
    assert told in error
    assert len(error.splitlines()) == 1
    assert not (tmp_path / "hand.db").exists()


@pytest.mark.parametrize(
    "words", [(), ("--kind", "meeting"), ("--kind", "party", "--by", "Ada", "--publisher", "x")]
)
def test_too_little_or_wrong_options_are_told_in_one_line(run, words):
    assert len(run("register", *words, code=2).splitlines()) == 1


def test_an_approval_dated_before_its_filing_is_told_where_it_is_entered(run, capsys, tmp_path):
    def enter(kind, when):
        with pytest.raises(SystemExit):
            main(["register", "--own", "--kind", kind, "--when", when, "--application", "A-17", "--item", "photoresist",
                  "--actor", "Japan", "--by", "Ada", "--ledger", str(tmp_path / "hand.db")])  # fmt: skip
        return capsys.readouterr().err

    assert enter("licence_applied", "2019-08-01") == ""
    assert "A-17 for photoresist is approved on 20 July 2019, before" in enter(
        "licence_approved", "2019-07-20"
    )
    (told,) = run("conflicts")
    assert [v["value"] for v in told["values"]] == ["filed 2019-08-01", "approved 2019-07-20"]


def test_a_document_cannot_tell_as_done_what_comes_after_its_day(run, form):
    dated = FORM.replace('when = "2019-08-07"', 'when = "2020-06-01"')
    form.write_text(dated)
    said = run("register", form, code=2)
    assert "form.toml, line 7: published: 2019-08-07 is before 2020-06-01" in said
    form.write_text(
        dated.replace('kind = "licence_approved"', 'kind = "licence_approved"\nstatus = "planned"')
    )
    assert run("register", form)["added"] == 2


def test_a_zone_may_put_a_document_a_day_before_what_it_tells(run, form):
    form.write_text(FORM.replace('when = "2019-08-07"', 'when = "2019-08-08"'))
    assert run("register", form)["added"] == 2


def test_a_deal_licence_holds_from_its_approval_on(run, tmp_path):
    (tmp_path / "own.toml").write_text(
        'by = "Ada"\npublished = "2020-06-02"\n\n[[enter]]\nkind = "licence_approved"\nown = true\n'
        'when = "2020-06-01"\nactors = ["Japan"]\ntargets = ["South Korea"]\nitems = ["photoresist"]\n'
        'terms = { licence = "specific_bulk", exporter = "company:ours", consignee = "company:theirs", '
        'until = "2022-05-31" }\n'
    )
    run("add", "examples/korea-japan-2019/chronology.jsonl")
    run("register", tmp_path / "own.toml")
    asked = ("licence", "photoresist", "--from", "JP", "--to", "KR", "--exporter", "company:ours",
             "--consignee", "company:theirs", "--on")  # fmt: skip
    held = run(*asked, "2021-01-01")
    assert (held["answer"], held["since"]) == ("specific_bulk", "2020-06-01")
    assert run(*asked, "2020-05-01")["answer"] == "depends"
    assert run(*asked, "2022-07-01")["answer"] == "depends"


PACT = (
    "--agreement", "Andean Investment Treaty", "--kind", "agreement_signed", "--when", "2020-06-10", "--actor", "Chile",
    "--actor", "Peru", "--publisher", "Gazette", "--published", "2020-06-11", "--by", "Ada",
)  # fmt: skip


def test_an_agreement_is_entered_by_its_written_name_with_its_clock(run):
    clock = (
        "--term-ends",
        "2024-06-10",
        "--renewal",
        "automatic",
        "--renewal-months",
        "24",
        "--notice-days",
        "60",
    )
    run("register", *PACT, *clock, "--page", "3", "--quote", "sixty days before")
    (found,) = run("agreements", "--on", "2024-02-01", "--known", "2024-02-01")
    assert (found["id"], found["name"]) == ("agreement:andean-investment-treaty", "Andean Investment Treaty")
    assert (found["term_ends"]["value"], found["notice_deadline"]["value"]) == ("2024-06-10", "2024-04-11")
    assert (found["clock_basis"], found["computed"]) == ("source", ["notice_deadline"])
    assert found["sources"][0]["quote"] == "sixty days before"
    (due,) = run("due", "--on", "2024-02-01", "--known", "2024-02-01")
    assert (due["when"]["value"], due["basis"]) == ("2024-04-11", "computed")


def test_a_notice_in_months_and_a_wrong_clock(run):
    run("register", *PACT, "--term-ends", "2026-06-30", "--notice-months", "6")
    (found,) = run("agreements", "--on", "2024-02-01", "--known", "2024-02-01")
    assert (found["ends"]["value"], found["notice_deadline"]["value"]) == ("2026-06-30", "2025-12-30")
    assert "--term-ends" in run("register", *PACT, "--term-ends", "next year", code=2)
    assert "agreement" in run(
        "register", "--kind", "measure_announced", "--by", "Ada", "--notice-days", "60", code=2
    )
