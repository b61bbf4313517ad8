"""The small parts: encodings, date lines, bylines, wrapped lines, which date is which."""

import pytest

from detente.errors import UnreadableError
from detente.page.authors import authors
from detente.page.dated import choose
from detente.page.dates import Stamp, find_dates, rest
from detente.page.decode import decode, is_html
from detente.page.language import language
from detente.page.lines import paragraphs, pieces
from detente.page.urls import host, url_date

ENCODED = [
    ("é".encode(), "é", []),
    ("\ufeffé".encode(), "é", []),
    ("é".encode("utf-16"), "é", []),
    ("plain text".encode("utf-16-le"), "plain text", []),
    ("plain text".encode("utf-16-be"), "plain text", []),
    ("caf\xe9".encode("cp1252"), "café", ["encoding-guessed"]),
    ("<meta charset='shift_jis'>日本".encode("shift_jis"), "<meta charset='shift_jis'>日本", []),
    (
        "<meta charset='nonsense'>caf\xe9".encode("cp1252"),
        "<meta charset='nonsense'>café",
        ["encoding-guessed"],
    ),
    (b"a\x81b\xe9", "a\ufffdb\ufffd", ["encoding-replaced"]),
    (b"a\x00b" + b"c" * 50, "a\ufffdb" + "c" * 50, ["control-characters"]),
]


@pytest.mark.parametrize(("data", "text", "codes"), ENCODED)
def test_bytes_become_text_and_doubts_are_told(data, text, codes):
    got, problems = decode(data)
    assert (got, [p.code for p in problems]) == (text, codes)


@pytest.mark.parametrize("data", [b"", b"\n \x00", b"%PDF-1.4 x", b"PK\x03\x04", bytes(range(1, 30)) * 9])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(UnreadableError):
        decode(data)


@pytest.mark.parametrize(
    ("text", "html"), [("<!DOCTYPE html><p>", True), ("a < b and c > d", False), ("<p>x</p>", True)]
)
def test_html_is_told_from_text(text, html):
    assert is_html(text) is html


LINES = [
    # line, values, labels, what else it holds
    ("August 21, 2019, 10:03", ["2019-08-21T10:03"], [None], ""),
    ("Published : Aug 21, 2019 - 17:01  Updated : Aug 22, 2019", ["2019-08-21T17:01", "2019-08-22"], ["published", "updated"], ""),
    ("10:03 AM EDT, Wed August 21, 2019", ["2019-08-21T10:03-04:00"], [None], ""),
    ("Aug. 21, 2019 at 6 p.m. ET", ["2019-08-21T18:00-04:00"], [None], ""),
    ("2019.08.21 (Wed) 10:03 KST", ["2019-08-21T10:03+09:00"], [None], ""),
    ("2019年8月21日 12:30 a.m. GMT+9", ["2019-08-21T00:30+09:00"], [None], ""),
    ("Retrieved 21 août 2019", ["2019-08-21"], ["retrieved"], ""),
    ("31/12/2019", ["2019-12-31"], [None], ""),
    ("12/31/2019", ["2019-12-31"], [None], ""),
    ("31/02/2019", [], [], "31 02 2019"),
    ("The pact of 3 May 2019 lapsed", ["2019-05-03"], [None], "pact of lapsed"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "values", "labels", "over"), LINES)
def test_dates_are_found_with_time_zone_and_label(line, values, labels, over):
    stamps = find_dates(line)
    assert [s.value for s in stamps] == values
    assert [s.label for s in stamps] == labels
    assert rest(line, stamps) == over


@pytest.mark.parametrize(
    ("line", "first", "value", "doubt"),
    [
        ("03/04/2019", None, "2019-04-03", True),
        ("03/04/2019 10:00 AM", None, "2019-03-04T10:00", True),
        ("03/04/2019", False, "2019-03-04", False),
        ("03.04.2019", None, "2019-04-03", False),
    ],
)
def test_day_and_month_that_could_be_swapped_are_doubted(line, first, value, doubt):
    (stamp,) = find_dates(line, day_first=first)
    assert (stamp.value, stamp.ambiguous) == (value, doubt)


BYLINES = [
    ("By Kim Jaewon, Example staff writer", ["Kim Jaewon"]),
    ("By JOE DOE in Tokyo and MARY ROE in Seoul", ["JOE DOE", "MARY ROE"]),
    ("Jan van der Berg / Ann O'Neil (ann@x.example)", ["Jan van der Berg", "Ann O'Neil"]),
    ("By John Smith, The Daily Example", ["John Smith"]),
    ("By Ana Ruiz | May 4, 2015", ["Ana Ruiz"]),
    ("By Reuters", ["Reuters"]),
    ("By the numbers", []),
    ("By Friday", []),
    ("By selling its stake it gained time", []),
]


@pytest.mark.parametrize(("line", "names"), BYLINES)
def test_a_byline_gives_names_and_anything_else_gives_none(line, names):
    found = authors(line)
    assert [a.name for a in found] == names
    assert [line[a.start : a.end] for a in found] == names


def stamps(*values):
    return [Stamp(value, 0, 1, label) for value, label in values]


CHOICES = [
    # above, around, below; published, updated, retrieved
    ([("2020-03-30", None)], [("2019-08-21T10:03", None)], [], "2019-08-21T10:03", None, "2020-03-30"),
    ([("2020-03-30", None)], [("2020-03-30T10:03", None)], [], "2020-03-30T10:03", None, "2020-03-30"),
    ([], [("2019-08-21", "updated")], [], "2019-08-21", None, None),
    ([], [("2019-08-22", "updated"), ("2019-08-21", None)], [], "2019-08-21", "2019-08-22", None),
    ([], [("2019-08-21", None)], [("2020-01-01", "retrieved")], "2019-08-21", None, "2020-01-01"),
    ([], [], [("2019-08-21", None)], "2019-08-21", None, None),
    ([("9999-01-01", None)], [], [], None, None, None),
]


@pytest.mark.parametrize("case", CHOICES, ids=str)
def test_publication_update_and_the_day_of_saving_are_told_apart(case):
    top, near, tail, *want = case
    found = choose(stamps(*top), stamps(*near), stamps(*tail))
    got = [s and s.value for s in (found.published, found.updated, found.retrieved)]
    assert got == want


def test_a_long_paragraph_is_cut_after_a_sentence_and_nothing_is_lost():
    text = "One two three. " * 50
    spans = list(pieces(text, (0, len(text.rstrip())), longest=100))
    assert all(e - s <= 100 and text[s:e].endswith(".") for s, e in spans)
    assert "".join(text[s:e] for s, e in spans).replace(" ", "") == text.replace(" ", "")


def test_lines_that_were_never_wrapped_stay_as_they_are():
    text = "A short line.\nAnother one here.\nAnd a third, longer than the others by far.\nEnd."
    assert [p.text for p in paragraphs(text)] == text.split("\n")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2019/08/21/x", "2019-08-21"),
        ("https://a.example/20190821-x", "2019-08-21"),
        ("https://a.example/2019/aug/21/x", "2019-08-21"),
        ("https://a.example/2019/13/45/x", None),
        ("https://a.example/article-20198212345", None),
        ("http://[broken", None),
        (None, None),
    ],
)
def test_the_day_in_an_address(url, day):
    assert url_date(url) == day


def test_a_host_is_read_off_an_address_if_it_is_one():
    assert host("https://www.courier.example/a") == "courier.example"
    assert host("http://[broken") is None


@pytest.mark.parametrize(
    ("text", "declared", "code"),
    [
        ("日本政府は輸出を許可した。", None, "ja"),
        ("한국 정부는 발표했다", None, "ko"),
        ("x", "fr-FR", "fr"),
        ("The end of the talks is in the hands of the ministry.", "de", "en"),
        ("x", None, None),
    ],
)
def test_the_text_tells_its_language_before_the_page_does(text, declared, code):
    assert language(text, declared) == code
