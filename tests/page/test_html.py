"""HTML pages written for the purpose: what they show and what their metadata say, told apart."""

import json

import pytest

from detente.page import read_row
from detente.page.html import parse
from detente.page.recover import lost_in_metadata, lost_on_page

STORY = [
    "Chile lifted its ban on apples from Argentina on Monday, the farm ministry said in Santiago.",
    "The ban was imposed in 2013 after a moth had been found in a shipment at the border.",
    "Growers on both sides said that they hoped to resume trade before the end of the season.",
    "A first lorry is expected to cross the border on Thursday, according to the customs office.",
]


def page(head="", top="<h1>Chile Lifts Ban on Apples</h1>", body=None, *, after="", url=None, retrieved=None):
    paragraphs = "".join(f"<p>{p}</p>" for p in (body or STORY))
    html = (
        f"<html lang='en'><head>{head}</head><body><article>{top}{paragraphs}</article>{after}</body></html>"
    )
    return read_row({"id": "x", "html": html, "url": url, "retrieved": retrieved})


def linked(**fields):
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **fields})}</script>"


TITLES = [
    # head, top, title
    ("<title>Chile Lifts Ban on Apples | The Courier</title>", "", "Chile Lifts Ban on Apples"),
    (
        "<meta property='og:site_name' content='The Courier'><title>Chile Lifts Ban - The Courier</title>",
        "",
        "Chile Lifts Ban",
    ),
    (linked(headline="Chile Lifts Ban on Apples"), "<h1>The Courier</h1>", "Chile Lifts Ban on Apples"),
    (
        linked(headline="Chile lifts ban on apples"),
        "<h1>Farm trade: Chile lifts ban on apples</h1>",
        "Chile lifts ban on apples",
    ),
    (
        linked(headline="Chile &amp; Peru lift ban") + "<title>Chile &amp; Peru lift ban</title>",
        "<h1>Something quite different</h1>",
        "Chile & Peru lift ban",
    ),
    ("", "<h1>Chile Lifts<br>Ban on Apples</h1>", "Chile Lifts Ban on Apples"),
]


@pytest.mark.parametrize(("head", "top", "title"), TITLES)
def test_the_title_is_the_headline_without_site_and_kicker(head, top, title):
    article = page(head, top)
    assert article.title == title
    assert article.text[slice(*article.title_span)] == title


BYLINES = [
    # head, below the heading, names
    (linked(author=[{"@type": "Person", "name": "Ana Ruiz"}, {"@type": "Person", "name": "Bo Lind"}]), "", ("Ana Ruiz", "Bo Lind")),
    (linked(author={"@type": "Person", "name": "By Ana Ruiz, Bo Lind and Cy Dahl"}), "", ("Ana Ruiz", "Bo Lind", "Cy Dahl")),
    (linked(author={"name": "Courier"}, publisher={"name": "Courier"}) + "<meta name='author' content='Ana Ruiz'>", "", ("Ana Ruiz",)),
    (linked(author="Courier", publisher={"name": "Courier"}), "", ("Courier",)),
    ("<meta name='author' content='ana.ruiz@courier.example'>", "<div class='byline'>By <a>Ana Ruiz</a><span>Trade Editor</span></div>", ("Ana Ruiz",)),
    ("<meta property='article:author' content='https://courier.example/ana'>", "", ()),
    ("", "<p class='author-bio'>By Ana Ruiz</p>", ()),
]  # fmt: skip


@pytest.mark.parametrize(("head", "below", "names"), BYLINES)
def test_all_authors_are_named_and_the_site_only_where_nobody_is(head, below, names):
    article = page(head, f"<h1>Chile Lifts Ban on Apples</h1>{below}")
    assert article.byline == names
    assert tuple(article.text[s:e] for s, e in article.byline_spans) == names


SHOWN = "<h1>Chile Lifts Ban</h1><time>{}</time>"
DATES = [
    # head, top, url, retrieved, published, basis
    (linked(datePublished="2015-05-04T10:03:00.000+0900"), "", None, None, "2015-05-04T10:03:00+09:00", "metadata"),
    (linked(datePublished="Mon May 4 10:03:00 KST 2015"), "", None, None, "2015-05-04T10:03:00+09:00", "metadata"),
    (linked(datePublished="2015-05-04"), SHOWN.format("3 May 2015"), None, None, "2015-05-04", "metadata"),
    (linked(datePublished="2015-04-05"), SHOWN.format("May 4, 2015, 10:03"), None, None, "2015-05-04T10:03", "text"),
    (linked(datePublished="2020-03-30"), SHOWN.format("May 4, 2015"), None, None, "2015-05-04", "text"),
    (linked(datePublished="2020-03-30"), "", "https://a.example/2015/05/04/x", None, "2015-05-04", "url"),
    (linked(datePublished="09/05/2015 10:00 am"), "", None, "2015-05-20", "2015-05-09T10:00", "metadata"),
    (linked(datePublished="2015-09-05"), SHOWN.format("9 May 2015"), None, "2015-05-20", "2015-05-09", "text"),
    ("", SHOWN.format("Published 4 May 2015"), None, None, "2015-05-04", "text"),
    ("<meta name='date' content='2015-04-20'>", SHOWN.format("Posted: Monday, May 4, 2015 4:02 PM PDT | By Ann Lee"), None, None, "2015-05-04T16:02-07:00", "text"),
    (linked(datePublished="2015-05-04"), SHOWN.format("May 9, 2015"), None, None, "2015-05-04", "metadata"),
    ("", "", "https://a.example/2015/may/04/x", None, "2015-05-04", "url"),
    ("<title>Chile Lifts Ban | 04.05.2015</title>", "", None, None, "2015-05-04", "text"),
    ("<meta property='article:published_time' content='2015-05-04T23:00:00Z'>", "", None, None, "2015-05-04T23:00:00+00:00", "metadata"),
]  # fmt: skip


@pytest.mark.parametrize("case", DATES, ids=str)
def test_the_date_line_and_the_address_are_believed_before_metadata_that_lie(case):
    head, top, url, retrieved, value, basis = case
    article = page(head, top or "<h1>Chile Lifts Ban</h1>", url=url, retrieved=retrieved)
    assert (article.published.value, article.published.basis) == (value, basis)


@pytest.mark.parametrize(
    "value", ["2019-06-01", "2019-06-01T10:00:00+09:00", "2019-06-01 10:00", "2019/06/01"]
)
def test_a_date_after_the_page_was_got_is_left_aside_and_never_swapped_where_its_order_is_plain(value):
    head = f"<meta property='article:published_time' content='{value}'>"
    article = page(head, "<h1>Chile Lifts Ban</h1>", retrieved="2019-05-01")
    assert article.published is None
    assert {"date-implausible", "no-date"} <= {p.code for p in article.problems}


def test_a_date_that_was_read_the_other_way_round_is_a_problem():
    head = linked(datePublished="09/05/2015 10:00 am")
    article = page(head, "<h1>Chile Lifts Ban</h1>", retrieved="2015-05-20")
    assert "date-ambiguous" in {p.code for p in article.problems}


def test_a_contradicted_date_is_a_problem():
    article = page(linked(datePublished="2020-03-30"), SHOWN.format("May 4, 2015"))
    assert "date-contradicts" in {p.code for p in article.problems}
    later = page(linked(datePublished="2015-05-04"), SHOWN.format("May 9, 2015"))
    assert "date-contradicts" in {p.code for p in later.problems}


@pytest.mark.parametrize(
    ("meta", "opening", "day", "codes"),
    [
        ("2024-03-01T08:00:00Z", "SANTIAGO, March 5, 2024 (Wire) - ", "2024-03-05", ["dateline-later"]),
        ("2024-03-04T23:00:00Z", "SANTIAGO, March 5, 2024 (Wire) - ", "2024-03-04T23:00:00+00:00", []),
        ("2024-03-09T08:00:00Z", "Santiago, 5 March 2024 - ", "2024-03-09T08:00:00+00:00", []),
        ("2024-03-01T08:00:00Z", "The ban of March 5, 2024 ends: ", "2024-03-01T08:00:00+00:00", []),
    ],
)
def test_a_dateline_after_the_date_of_the_metadata_is_taken_and_told(meta, opening, day, codes):
    head = f"<meta property='article:published_time' content='{meta}'>"
    found = page(head, body=[opening + STORY[0], *STORY[1:]])
    assert (found.published.value, [p.code for p in found.problems]) == (day, codes)


def test_an_update_is_kept_apart():
    article = page(linked(datePublished="2015-05-04T10:00:00Z", dateModified="2015-05-05T11:00:00Z"))
    assert article.published.value == "2015-05-04T10:00:00+00:00"
    assert article.updated.value == "2015-05-05T11:00:00+00:00"


def test_the_dates_of_other_stories_are_not_taken():
    links = "".join(f"<a href='#'><time>{d} May 2014</time></a>" for d in (1, 5, 9))
    assert (
        page(linked(datePublished="2015-05-04"), f"<h1>Chile Lifts Ban</h1>{links}").published.value
        == "2015-05-04"
    )


def test_deck_and_captions_stand_apart_from_the_body():
    deck = "Farmers on both sides of the Andes welcome the end of a two-year quarrel"
    top = (
        f"<h1>Chile Lifts Ban</h1><h2 class='deck'>{deck}</h2>"
        "<figure><img><figcaption>Apples at a market in Santiago</figcaption></figure>"
    )
    article = page(f"<meta name='description' content='{deck}'>", top)
    assert article.deck == deck
    assert [article.text[s:e] for s, e in article.captions] == ["Apples at a market in Santiago"]
    assert [article.text[s:e] for s, e in article.body] == STORY


def test_the_story_is_kept_and_its_furniture_left_out():
    body = [STORY[0], "Advertisement", STORY[1], "Read more: apples in the south", STORY[2], STORY[3]]
    assert list(map_body(page(body=body))) == STORY


def map_body(article):
    return [article.text[s:e] for s, e in article.body]


def test_a_story_carried_mostly_by_the_metadata_is_recovered():
    whole = [
        f"Sentence number {i} of a story about apples that the page itself does not show." for i in range(12)
    ]
    assert lost_in_metadata(whole[:2], ["\n".join(whole)]) == whole
    assert lost_in_metadata(whole[:10], ["\n".join(whole)]) == []
    assert lost_in_metadata(["Quite another text about ships and the sea"], ["\n".join(whole)]) == []


def test_a_paragraph_that_stands_beside_the_others_is_put_back():
    tree = parse(
        "<div>"
        + "".join(f"<p>{p}</p>" for p in STORY)
        + "<p><a>A link to a story, which is long.</a></p></div>"
    )
    assert lost_on_page(tree, [STORY[0], STORY[1], STORY[3]], set()) == (STORY, 1)


def test_the_next_story_of_a_page_that_scrolls_on_is_left_out():
    other = "".join(
        f"<p>Quite another story, paragraph {i}, about shipping in the far north.</p>" for i in range(6)
    )
    article = page(after=f"<article><h1>Ships</h1>{other}</article>")
    assert map_body(article) == STORY


def test_a_page_in_another_language_says_so():
    text = [
        "Die Regierung hat das Verbot am Montag aufgehoben, und die Bauern sind mit der Entscheidung zufrieden."
    ] * 2
    article = page(body=text)
    assert article.language == "de"
    assert "language-not-english" in {p.code for p in article.problems}


def test_publisher_and_address_come_from_the_page():
    head = "<link rel='canonical' href='https://courier.example/a'><meta property='og:site_name' content='Courier'>"
    article = page(head)
    assert (article.url, article.publisher) == ("https://courier.example/a", "Courier")
