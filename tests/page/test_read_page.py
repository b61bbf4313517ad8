"""Pages and rows to articles: ids, offsets, limits, bad input."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import UnreadableError, UsageError
from detente.page import read_page, read_row

STORY = (
    "Chile Lifts Ban on Apples\n4 May 2015\n\nChile lifted its ban on apples on Monday, the ministry said.\n"
)


def test_the_same_bytes_from_two_places_are_two_sources():
    data = STORY.encode()
    assert read_page(data, name="a.txt").id != read_page(data, name="b.txt").id
    assert read_page(data, name="a.txt").id == read_page(data, name="a.txt").id
    assert read_page(data, url="https://a.example/1").id != read_page(data, url="https://b.example/1").id


def test_a_row_of_text_stands_as_it_is_with_the_callers_id_and_offsets():
    text = "First line.\r\n\r\n  Second line, said Ann.  \n"
    article = read_row({"id": "x-1", "text": text, "title": "Second", "published": "20190821"})
    assert (article.id, article.text) == ("x-1", text)
    assert [text[s:e].strip("\r") for s, e in article.body] == ["First line.", "Second line, said Ann."]
    assert text[slice(*article.title_span)] == "Second"
    assert (article.published.value, article.published.basis) == ("2019-08-21", "given")


def test_a_title_that_the_text_lacks_has_no_span():
    article = read_row({"id": "x", "text": "A story.", "title": "Another thing"})
    assert article.title == "Another thing"
    assert article.title_span is None


def test_a_row_of_html_is_a_page_whatever_charset_it_declares():
    html = '<html><head><meta charset="iso-8859-1"></head><body><h1>Prêt à tout</h1><p>x</p></body></html>'
    assert read_row({"id": "x", "html": html}).title == "Prêt à tout"


def test_a_date_in_the_address_dates_a_page_that_has_none():
    article = read_page(
        b"Chile lifted its ban on Monday, the ministry said.", url="https://a.example/2015/05/04/ban"
    )
    assert (article.published.value, article.published.basis) == ("2015-05-04", "url")


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ({"id": "a"}, UsageError),
        ({"id": 3, "text": "x"}, UsageError),
        ({"id": "a", "text": " "}, UnreadableError),
        ({"id": "a", "text": "x", "published": "yesterday"}, UsageError),
        ({"id": "a", "html": "<p>x</p>", "retrieved": "2019-13-01"}, UsageError),
    ],
)
def test_a_row_that_makes_no_sense_is_refused(row, error):
    with pytest.raises(error):
        read_row(row)


def test_a_date_that_no_page_can_have_is_left_aside():
    article = read_page(STORY.replace("2015", "9999").encode())
    assert article.published is None
    assert {"date-implausible", "no-date"} <= {p.code for p in article.problems}


def test_a_page_without_sentence_marks_still_has_a_body():
    article = read_page(("chile lifted its ban on apples and " * 10).encode())
    assert len(article.body) == 1


def test_a_story_without_end_is_cut_and_told():
    article = read_page(b"Chile lifted its ban on apples on Monday. " * 60_000)
    assert "body-cut" in {p.code for p in article.problems}
    assert sum(e - s for s, e in article.body) <= 500_000
    assert all(article.text[s:e].endswith(".") for s, e in article.body)


def test_text_from_right_to_left_is_read():
    text = "أعلنت الحكومة اليابانية يوم الاثنين أنها وافقت على ترخيص واحد لتصدير المواد."
    article = read_page(text.encode())
    assert article.language == "ar"
    assert article.text[slice(*article.body[0])] == text


MARKUP = [
    b"<html><p>One <b>two <i>three</p></b><div><table><tr><td>x",
    b"<html>" + b"<div>" * 5000 + b"deep",
    b"<html><script type='application/ld+json'>{[[[</script><h1>T</h1>",
    b"<html></html>",
    b"<<<<>>>>" * 100,
]


@pytest.mark.parametrize("data", MARKUP)
def test_broken_markup_is_an_article_with_problems(data):
    assert "no-body" in {p.code for p in read_page(data).problems} or read_page(data).body


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400) | st.binary(max_size=400))
def test_no_page_ends_in_a_traceback_and_every_span_lies_in_the_text(page):
    data = page if isinstance(page, bytes) else (STORY + page).encode("utf-8", "replace")
    try:
        article = read_page(data)
    except UnreadableError:
        return
    for start, end in (*article.body, *article.captions, *article.byline_spans):
        assert 0 <= start < end <= len(article.text)
    assert list(article.body) == sorted(article.body)
