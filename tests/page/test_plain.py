"""Plain-text pages of several shapes, written for the purpose; each part with its span."""

from pathlib import Path

import pytest

from detente.model import Span
from detente.page import read_page

PAGES = Path(__file__).parent / "pages"


def page(name):
    return read_page((PAGES / f"{name}.txt").read_bytes(), name=f"{name}.txt")


HEADS = [
    # page, title, deck, byline, published, updated, retrieved
    (
        "bulleted",
        "Jakarta Asks Brussels to Drop Nickel Complaint",
        "Deputy Minister Meets Steel Makers in Bandung",
        ("Rina Hartono", "Dewi Lestari"),
        "2020-02-12T17:45",
        None,
        "2020-05-05",
    ),
    (
        "no-bullets",
        "Peru Opens Review of Tariffs on Cotton Yarn",
        None,
        ("Ana Torres", "Luis Vega"),
        "2011-03-14T09:30",
        "2011-03-15T08:05",
        None,
    ),
    (
        "date-last",
        "Canada and Chile Settle Quarrel over Salmon Labels",
        None,
        (),
        "2004-10-21",
        None,
        None,
    ),
    ("wire", "Australia weighs appeal in barley case", None, ("MARTIN COLE",), "2020-09-03", None, None),
    ("indented", "MINISTERS FAIL TO AGREE ON CHIP ACCORD", None, (), None, None, None),
    ("newsletter", "Brussels sets duties on solar panels", None, (), "2013-06-06T07:15:00+02:00", None, None),
    ("top-date-only", "Turkey Raises Duties on American Rice and Whisky", None, (), "2018-07-02", None, None),
    (
        "box-inside",
        "Thailand Bans Imports of Plastic Waste From 2021",
        None,
        ("Somchai Rattana",),
        "2020-09-30T11:20",
        "2020-10-01T09:00",
        None,
    ),
    (
        "plain-headline",
        "Norway cuts duties on Greek olive oil after farmers' protest",
        "Oslo spares feta, figs and honey",
        ("Ingrid Solberg",),
        "2014-05-08T11:05",
        "2014-05-09T18:40",
        "2014-05-12",
    ),
    (
        "author-and-date",
        "Ghana lifts levy on imported rice",
        None,
        ("Kofi Mensah",),
        "2012-05-30T17:34",
        None,
        "2012-06-04T08:11",
    ),
    (
        "long-headline",
        "Kenya allows first shipment of maize seed to Uganda since the border dispute",
        None,
        (),
        "2012-03-08T15:07+00:00",
        None,
        None,
    ),
]


@pytest.mark.parametrize("case", HEADS, ids=lambda case: case[0])
def test_the_head_of_a_page_is_told_from_its_furniture(case):
    article = page(case[0])
    published = article.published and article.published.value
    updated = article.updated and article.updated.value
    assert (article.title, article.deck, article.byline, published, updated, article.retrieved) == case[1:]


BODIES = [
    # page, how each paragraph begins
    ("bulleted", ["Deputy Minister Arif Nugroho said", "He met the heads", "Brussels has asked"]),
    ("no-bullets", ["The trade ministry of Peru", "Spinners had asked", "The review may"]),
    ("date-last", ["The two governments", "Canada and Chile ended", "Under the agreement", '"It is a good']),
    ("wire", ["SYDNEY, Sept. 3", "The duties took", '"We have not']),
    ("indented", ["Trade ministers", "The deputy minister", "A spokesman"]),
    (
        "newsletter",
        ["Good morning.", "The rate is", "a meeting of the trade", "the answer of the Chinese"],
    ),
    ("top-date-only", ["Turkey has raised", "The new rates"]),
    ("box-inside", ["Thailand will ban", "The decision follows", "Exporters in Europe", "Ask your customs"]),
    ("navigation", []),
]


@pytest.mark.parametrize(("name", "starts"), BODIES)
def test_the_body_holds_the_paragraphs_and_nothing_else(name, starts):
    article = page(name)
    found = [article.text[s:e] for s, e in article.body]
    assert len(found) == len(starts), found
    for paragraph, start in zip(found, starts, strict=True):
        assert paragraph.startswith(start)


def test_a_wrapped_paragraph_is_one_paragraph():
    article = page("wire")
    first = article.text[slice(*article.body[0])]
    assert first.count("\n") == 3
    assert first.endswith("80 percent.")


CAPTIONS = [
    ("bulleted", ["Deputy Minister Arif Nugroho"]),
    ("no-bullets", ["Cotton yarn in a warehouse at the port of Callao. (Photo: Port Authority)"]),
    ("wire", []),
]


@pytest.mark.parametrize(("name", "captions"), CAPTIONS)
def test_captions_are_kept_apart(name, captions):
    article = page(name)
    assert [article.text[s:e] for s, e in article.captions] == captions


def test_every_part_stands_where_its_span_says():
    article = page("bulleted")
    assert article.text[slice(*article.title_span)] == article.title
    assert article.text[slice(*article.deck_span)] == article.deck
    assert tuple(article.text[s:e] for s, e in article.byline_spans) == article.byline
    published = article.published
    assert article.text[published.start : published.end] == "February 12, 2020, 17:45"
    assert published.basis == "text"


def test_the_text_of_a_page_is_kept_whole():
    raw = (PAGES / "bulleted.txt").read_bytes()
    assert read_page(raw.replace(b"\n", b"\r\n")).text.encode() == raw
    assert read_page(raw).text.encode() == raw


def test_a_page_of_only_navigation_has_no_body():
    codes = {p.code for p in page("navigation").problems}
    assert {"no-body", "no-title", "no-date"} <= codes


def test_a_headline_alone_is_a_title():
    article = read_page(b"Mexico to lift duties on American pork, minister says\n")
    assert article.title == "Mexico to lift duties on American pork, minister says"
    assert article.body == ()


def test_a_date_above_the_title_and_no_other_is_doubted():
    assert "date-above-title" in {p.code for p in page("top-date-only").problems}


def test_the_site_after_a_bar_is_the_publisher_and_not_the_title():
    article = read_page(
        b"Ghana Bans Poultry Imports Again | Accra Example\n"
        b"4 May 2015\n\n"
        b"Ghana has banned imports of poultry from four countries, the food ministry said on Monday.\n"
        b"The ban follows cases of bird flu in the region and is to last for three months.\n"
    )
    assert article.title == "Ghana Bans Poultry Imports Again"
    assert article.publisher == "Accra Example"
    assert article.title_span == Span(0, len("Ghana Bans Poultry Imports Again"))


@pytest.mark.parametrize(
    ("opening", "publisher"),
    [
        ("SEOUL, Aug 30 (Pacific Wire) - Japan", "Pacific Wire"),
        ("SEOUL/TOKYO, Aug 8, 2019 (Pacific Wire) -- Japan", "Pacific Wire"),
        ("Tokyo, July 4 (Kestrel) — Japan", "Kestrel"),
        ("SEOUL, Aug 30 - Japan", None),
        ("Japan (Pacific Wire) said that it", None),
        ("TOKYO (July 4) - Japan", None),
        ("The ministry (METI) on Thursday in Tokyo - so it said", None),
    ],
)
def test_the_agency_of_a_dateline_stands_for_a_publisher_that_is_not_named(opening, publisher):
    text = f"First licence for photoresist\n\n{opening} approved an export of photoresist to South Korea.\n\nThat is all.\n"
    assert read_page(text.encode(), name="a.txt").publisher == publisher
    assert read_page(text.encode(), url="https://a.example/x").publisher is None


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("New Delhi, July 20, 2023 (Pacific Wire) - India on Thursday banned exports of rice.", "2023-07-20"),
        (
            "Rio de Janeiro, 20 July 2023 (Pacific Wire) -- Brazil on Thursday banned exports of maize.",
            "2023-07-20",
        ),
        ("On Thursday, July 20, 2023 (a holiday) the ministry in New Delhi banned exports of rice.", None),
        ("In New Delhi on July 20, 2023 the ministry banned exports of rice.", None),
        ("Jakarta, 5 March 2024 - The ministry banned exports of rice.", "2024-03-05"),
        ("Brussels, 12 July 2023: The Commission banned exports of rice.", "2023-07-12"),
        ("(Tokyo, 7 August 2019) The ministry banned exports of rice.", "2019-08-07"),
        ("The Hague, 30 June 2023 — The minister banned exports of rice.", "2023-06-30"),
        ("Washington, D.C., May 3, 2019 — The office banned exports of rice.", "2019-05-03"),
        ("Seoul, South Korea (July 4, 2019) - The ministry banned exports of rice.", "2019-07-04"),
        ("Geneva (Harbour News) 3 May 2019 - The envoy banned exports of rice.", "2019-05-03"),
        ("Bern, 3 May 2019\n\nThe council banned exports of rice until the harvest is in.", "2019-05-03"),
        ("On Monday, 5 March 2024 - a holiday - the ministry banned exports of rice.", None),
        ("Effective 5 March 2024: The ministry bans exports of rice.", None),
        ("Between Bern, 3 May 2019 - a place and a day - and this page nothing was said.", None),
    ],
)
def test_a_date_line_of_a_city_in_small_letters_is_read_where_the_agency_follows(opening, day):
    article = read_page(
        f"India bans exports of non-basmati white rice\n{opening}\nIt did so at once.\n".encode()
    )
    assert (article.published and article.published.value) == day
