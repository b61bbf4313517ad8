"""Quotation marks stand only round words of a stored text, in whatever a verb prints."""

import re

import pytest

from detente.cli import main
from detente.ledger.log import Log
from detente.page import articles
from detente.reading import read_article

DAY = "2019-08-21"
VERBS = (
    ("brief",),
    ("timeline",),
    ("measures",),
    ("licences",),
    ("agreements",),
    ("proceedings",),
    ("talks",),
    ("due",),
    ("conflicts",),
    ("groups",),
    ("licence", "photoresist", "--from", "JP", "--to", "KR", "--explain"),
)
PAGE = """Gazette Daily

4 July 2019

Licences for resist

Japan began to require individual licences for exports of photoresist to South Korea on 4 July 2019.
"""
MARKED = re.compile(r"[“\"]([^”\"]*)[”\"]")


@pytest.fixture
def printed(monkeypatch, capsys):
    """What a verb prints to a person, on one line."""
    monkeypatch.setattr("detente.cli.common.piped", lambda: False)

    def run(ledger, *words):
        with pytest.raises(SystemExit) as stopped:
            main([*words, "--ledger", str(ledger)])
        out = capsys.readouterr().out
        assert stopped.value.code == 0
        return " ".join(out.split())

    return run


def stored(path):
    with Log.open(path) as log:
        return " ".join(" ".join(article.text.split()) for _, article in log.articles())


@pytest.mark.parametrize("words", VERBS, ids=" ".join)
@pytest.mark.parametrize("day", [DAY, "2019-12-21", "2023-03-25"])
def test_what_only_a_chronology_says_is_never_in_quotation_marks(ledger, printed, words, day):
    text = printed(ledger, *words, "--known", day)
    assert [said for said in MARKED.findall(text) if not said.endswith(".txt")] == []


def test_what_is_recorded_names_its_entry(ledger, printed):
    text = printed(ledger, "measures", "--known", DAY)
    assert re.search(r"recorded as: .+? \(chronology entry kj-\d+\)", text)


def test_words_of_a_page_are_in_quotation_marks_and_stand_in_it(tmp_path, printed):
    page, ledger = tmp_path / "page.txt", tmp_path / "x.db"
    page.write_text(PAGE, "utf-8")
    with Log.open(ledger, create=True) as log:
        for article in articles([str(page)]):
            log.add(read_article(article), page.read_bytes())
    text = printed(ledger, "measures")
    said = [one for one in MARKED.findall(text) if not one.endswith(".txt")]
    assert said
    whole = stored(ledger)
    assert all(one.removesuffix(" …") in whole for one in said)


def test_json_says_whether_the_words_are_those_of_a_stored_text(answered):
    for one in answered("measures", "--known", DAY):
        assert all(s["verbatim"] is False and s["entry"].startswith("chronology") for s in one["sources"])


def test_consultations_that_were_only_accepted_are_not_said_to_be_held(ledger, printed):
    text = printed(ledger, "proceedings", "--known", "2019-09-21")
    assert "20 September 2019: consultations accepted" in text
    assert "20 September 2019: consultations held" not in text


def test_json_says_that_consultations_were_only_accepted(answered):
    (case,) = answered("proceedings", "--known", "2019-09-21")
    step = next(s for s in case["steps"] if s["when"]["value"] == "2019-09-20")
    assert step["step"] == "accepted"


def test_a_step_after_the_day_asked_about_says_so_and_is_told_by_who_could_know_it(ledger, printed):
    found = printed(ledger, "proceedings", "--on", "2023-03-10")
    assert found.count("(after the day asked about)") == 1
    assert "23 March 2023: proceeding withdrawn (after the day asked about)" in found
    held = found.partition("11 October 2019: consultations held")[2].partition("19 November 2019")[0]
    assert held and "planned" not in held
