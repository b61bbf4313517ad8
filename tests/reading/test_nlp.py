"""Parsing an article piece by piece, and the limits of it."""

import pytest

from detente.model import Article, Published, Span
from detente.reading import READER, nlp, read_article
from detente.reading.blocks import dateline_length


def article(text: str, language: str | None = "en") -> Article:
    body, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            body.append(Span(at, at + len(line)))
        at += len(line) + 1
    return Article("a", text, tuple(body), published=Published("2019-08-21", "given"), language=language)


def test_each_paragraph_is_a_block_whose_offsets_are_the_articles() -> None:
    page = article("Talks were held.\n\nThe ministry approved a licence.")
    blocks = nlp.parse(page)
    assert [page.text[b.start : b.end] for b in blocks] == [
        "Talks were held.",
        "The ministry approved a licence.",
    ]
    ministry = next(t for t in blocks[1].doc if t.text == "ministry")
    assert page.text[slice(*blocks[1].at(ministry))] == "ministry"


def test_a_title_inside_the_body_is_not_read_twice() -> None:
    page = Article("a", "Talks held\nBody.", (Span(0, 10), Span(11, 16)), title_span=Span(0, 10))
    assert len(nlp.parse(page)) == 2


@pytest.mark.parametrize("sentence", ["The duty of 4% rose. ", "word ", "x"])
def test_a_long_paragraph_is_cut_into_pieces_that_cover_it(
    sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nlp, "PIECE", 100)
    page = article(sentence * 40)
    blocks = nlp.parse(page)
    assert all(b.end - b.start <= 100 for b in blocks)
    assert "".join(page.text[b.start : b.end] for b in blocks) == page.text


def test_what_lies_beyond_the_limit_is_a_problem_and_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nlp, "LIMIT", 30)
    page = article("Talks were held.\nThe ministry approved a licence.\nMore.")
    reading = read_article(page)
    assert sum(b.end - b.start for b in nlp.parse(page)) == 30
    [problem] = reading.problems
    assert (problem.code, problem.start, problem.end) == ("text-too-long", 31, 55)


def test_an_article_in_another_language_is_a_problem_and_says_nothing() -> None:
    reading = read_article(article("Die Zölle wurden erhöht.", "de"))
    assert reading.problems[0].code == "language-not-english"
    assert not reading.assertions


def test_an_empty_article_is_a_problem_and_no_error() -> None:
    assert [p.code for p in read_article(article("")).problems] == ["no-text"]


def test_the_reading_names_its_reader_and_model() -> None:
    assert read_article(article("Talks were held.")).reader.startswith(READER)
    assert "core_web_sm" in nlp.version()


@pytest.mark.parametrize(
    "head",
    [
        "TOKYO, Aug. 21 (Harbour News) - ",
        "OTTAWA, 4 July 2018 (Harbour News) - ",
        "WASHINGTON – May 3, 2019 – ",
        "Jakarta, 5 March 2024 - ",
        "Brussels, 12 July 2023: ",
        "(Tokyo, 7 August 2019) ",
        "Geneva (Harbour News) 3 May 2019 - ",
        "New Delhi, July 3 (Harbour News) - ",
        "Washington, D.C., May 3, 2019 — ",
        "Seoul, South Korea (July 4, 2019) - ",
    ],
)
def test_a_dateline_is_known_whatever_the_order_of_place_day_and_agency(head: str) -> None:
    assert dateline_length(head + "The ministry said so.") == len(head)


@pytest.mark.parametrize(
    "text", ["Tokyo said on July 4, 2019 - a Thursday - no.", "Of Bern, May 2019 - nothing."]
)
def test_a_day_within_a_sentence_is_no_dateline(text: str) -> None:
    assert dateline_length(text) == 0


def test_the_day_of_a_dateline_is_not_that_of_the_act_after_it() -> None:
    text = "Bern, 3 May 2022 - Norway has banned exports of copper with effect from 9 May 2022, the ministry said."
    (found,) = [a for a in read_article(article(text)).assertions if a.kind.value == "measure_effective"]
    assert found.when is not None
    assert found.when.value == "2022-05-09"
