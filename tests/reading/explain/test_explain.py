"""A page shown with its marks, in the terminal and as HTML."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.model import (
    Article,
    Assertion,
    Kind,
    Mention,
    Name,
    Problem,
    Published,
    Quote,
    Reading,
    Span,
    Status,
    TimeExpression,
    When,
)
from detente.reading.explain import render, render_html

TITLE = "Envoy asks for talks"
FIRST = "Kono said on Aug. 20 that Tokyo would talk."
SECOND = "“We agree,” he said."
TEXT = f"{TITLE}\n{FIRST}\n{SECOND}"


def span(part: str, within: str = TEXT) -> tuple[int, int]:
    at = within.index(part)
    return at, at + len(part)


def reading(**more: object) -> Reading:
    article = Article(
        "a",
        TEXT,
        (Span(*span(FIRST)), Span(*span(SECOND))),
        title=TITLE,
        title_span=Span(*span(TITLE)),
        deck="A <deck>",
        byline=("A. Writer", "B. Writer"),
        published=Published("2019-08-21", "text"),
        retrieved="2020-03-30",
    )
    kono = Mention("person:kono", "Kono", *span("Kono"))
    fields = {
        "times": (TimeExpression("Aug. 20", *span("Aug. 20"), "DATE", "2019-08-20"),),
        "names": (
            Name("Kono", *span("Kono"), "person:kono", "person", role="minister", acts_for="JP"),
            Name("Tokyo", *span("Tokyo"), "JP", "government"),
        ),
        "quotes": (
            Quote(
                "that Tokyo would talk",
                *span("that Tokyo would talk"),
                kono,
                direct=False,
                hearsay=True,
                cue=Span(*span("said")),
                via=Mention(None, "an aide"),
            ),
            Quote("“We agree,”", *span("“We agree,”"), None, direct=True, hearsay=False),
        ),
        "assertions": (
            Assertion(
                Kind.TALKS,
                Status.PLANNED,
                when=When("2019-08-20"),
                when_basis="text",
                actors=(Mention("JP", "Tokyo"),),
                targets=(Mention(None, "its neighbour"),),
                items=(Mention("item:photoresist", "photoresist", form="euv"),),
                agreement=Mention("agreement:gsomia", "GSOMIA"),
                count=0,
                since="2019-07",
                speaker=kono,
                hearsay=True,
                start=span(FIRST)[0],
                end=span(FIRST)[1],
                confidence=0.9,
            ),
        ),
        "problems": (Problem("no-date", "the page has no date"),),
        "reader": "reader 1",
    }
    return Reading(article, **{**fields, **more})


def plain(found: Reading, width: int = 200) -> list[str]:
    return render(found, width=width, colour=False).split("\n")


def test_the_head_says_what_the_page_is_and_from_when() -> None:
    lines = plain(reading())
    assert lines[:2] == [TITLE, "A <deck>"]
    assert "by: A. Writer, B. Writer" in lines
    assert "published: 2019-08-21 (from the text)" in lines
    assert "retrieved: 2020-03-30" in lines
    assert "! no-date: the page has no date" in lines


def test_marks_stand_in_the_text_with_their_labels_where_there_is_no_colour() -> None:
    lines = plain(reading())
    assert "{[Kono]n1 said on ⟨Aug. 20⟩t1 «that [Tokyo]n2 would talk»q1.}a1" in lines
    assert "«“We agree,”»q2 he said." in lines


def test_each_mark_is_explained_under_its_paragraph() -> None:
    notes = [re.sub(r"\s+", " ", line).strip() for line in plain(reading())]
    first = notes.index("t1 Aug. 20 → 2019-08-20 (date)")
    assert notes[first + 1 : first + 5] == [
        "n1 Kono → person:kono (person, minister, for JP)",
        "n2 Tokyo → JP (government)",
        "q1 Kono → person:kono (reported, by “said”, through “an aide”, hearsay)",
        (
            "a1 talks planned 2019-08-20 (text); JP → “its neighbour”; items item:photoresist (euv); "
            "agreement agreement:gsomia; count 0; since 2019-07; says person:kono (hearsay); confidence 0.9"
        ),
    ]
    assert "q2 nobody named (in marks)" in notes


def test_colour_adds_to_the_brackets_and_takes_nothing_away() -> None:
    shown = render(reading(), width=200, colour=True)
    assert "\x1b[" in shown
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown).split() == render(reading(), width=200, colour=False).split()


def test_the_same_name_keeps_its_label() -> None:
    again = Name("he", *span("he said"), "person:kono", "person")
    names = (*reading().names, Name("he", again.start, again.start + 2, again.id, again.kind))
    assert "«“We agree,”»q2 [he]n1 said." in plain(reading(names=names))


def test_crossing_marks_each_keep_their_ends() -> None:
    one = Quote("said on Aug.", *span("said on Aug."), None, direct=False, hearsay=False)
    lines = plain(reading(quotes=(one,), names=(), assertions=()))
    assert "Kono «said on ⟨Aug.»q1 20⟩t1 that Tokyo would talk." in lines


def test_a_mark_over_two_paragraphs_opens_in_the_first_and_closes_in_the_second() -> None:
    long = Quote("", span("talk.")[0], span("“We")[1], None, direct=True, hearsay=False)
    lines = plain(reading(quotes=(long,), names=(), assertions=(), times=()))
    assert "Kono said on Aug. 20 that Tokyo would «talk." in lines
    assert "“We»q1 agree,” he said." in lines


def test_a_mark_outside_the_paragraphs_brings_its_line() -> None:
    text = "Seoul, Aug. 20\nTalks."
    time = TimeExpression("Aug. 20", 7, 14, "DATE", "2019-08-20")
    found = Reading(Article("a", text, (Span(15, 21),)), times=(time,))
    assert "Seoul, ⟨Aug. 20⟩t1" in plain(found)


def test_an_assertion_that_no_text_supports_is_listed_at_the_end() -> None:
    lines = plain(reading(assertions=(Assertion(Kind.TALKS, Status.OCCURRED, hearsay=True),)))
    assert "not read off the text:" in lines
    assert any(re.fullmatch(r"\s*a1 talks occurred; hearsay", line) for line in lines)


def test_lines_keep_to_the_width() -> None:
    assert max(len(line) for line in plain(reading(), width=40)) <= 40


def test_characters_that_steer_a_terminal_are_not_passed_on() -> None:
    found = Reading(Article("a", "A\x1b[31mB\x07", (Span(0, 7),), title="\x1b]0;x"))
    assert "\x1b" not in render(found, colour=False)
    assert "\x07" not in render(found, colour=False)


class Tree(HTMLParser):
    """Checks that tags nest, and keeps the text and the tags."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.tags.add(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


def test_the_html_page_says_the_same_as_the_terminal() -> None:
    tree = Tree()
    tree.feed(render_html(reading()))
    words = " ".join("".join(tree.words).split())
    assert tree.open == []
    for wanted in ("A. Writer, B. Writer", "2019-08-21 (from the text)", "Aug. 20 → 2019-08-20", "no-date"):
        assert wanted in words
    assert "Konon1 said on Aug. 20t1 that Tokyon2 would talkq1.a1" in words


def test_an_assertion_without_a_place_is_in_the_html_page_too() -> None:
    said = (Assertion(Kind.TALKS, Status.OCCURRED),)
    assert "Not read off the text" in render_html(reading(assertions=said))


def test_the_html_page_escapes_and_fetches_nothing() -> None:
    text = '<script>alert(1)</script> & "x"'
    name = Name("<script>", 0, 8, "<id>", "person", role='"r"')
    shown = render_html(Reading(Article("a", text, (Span(0, len(text)),), title=text), names=(name,)))
    tree = Tree()
    tree.feed(shown)
    assert "script" not in tree.tags
    assert not re.search(r"src=|href=\"[^#]|url\(|@import", shown)
    assert "&lt;id&gt;" in shown


def test_each_assertion_leads_to_its_words_and_its_words_to_its_note() -> None:
    shown = render_html(reading(), reading())
    links = re.findall(r'href="#([^"]+)"', shown)
    anchors = re.findall(r'id="([^"]+)"', shown)
    assert links == ["a1", "note-a1", "p2-a1", "p2-note-a1"]
    assert sorted(anchors) == sorted(links)
    assert '<span id="a1"></span><span class="a n">Kono</span>' in shown


def test_the_html_page_has_a_legend_of_its_colours() -> None:
    legend = re.search(r'<p class="legend">.*</p>', render_html(reading()))
    assert legend
    assert re.findall(r'class="(\w)">(\w+)<', legend[0]) == [
        ("t", "time"),
        ("n", "name"),
        ("q", "quotation"),
        ("a", "assertion"),
    ]


@pytest.mark.parametrize("show", [lambda r: render(r, width=30, colour=False), render_html])
def test_an_empty_page_is_shown(show) -> None:
    assert "(no title)" in show(Reading(Article("a", "")))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=12))
@settings(deadline=None)
def test_marks_of_any_shape_lose_no_character(edges: list[tuple[int, int]]) -> None:
    text = "abcdefghij klmnopqrst\nuvwxyz ABC"
    names = tuple(Name("", min(e), max(e), f"id{i}", "person") for i, e in enumerate(edges))
    found = Reading(Article("a", text, (Span(0, 21), Span(22, len(text)))), names=names)
    rows = [re.sub(r"\[|\]n\d+", "", line) for line in plain(found)]
    assert "abcdefghij klmnopqrst" in rows
    assert "uvwxyz ABC" in rows
