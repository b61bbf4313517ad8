"""Quotation marks paired into stretches."""

import pytest

from detente.reading.quotes.marks import stretches


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said “no” and left.", ["“no”"]),
        ('He said "no" and "never".', ['"no"', '"never"']),
        ("He said ''no'' and left.", ["''no''"]),
        ("Er sagte „nein“, dann ging er.", ["„nein“"]),
        ("Il dit « non » et part.", ["« non »"]),
        ("Tokyo calls it ‘a matter of security’ again", ["‘a matter of security’"]),
        ("Tokyo calls it 'a matter of security' again", ["'a matter of security'"]),
        ("“She said ‘no’ to me,” he said.", ["“She said ‘no’ to me,”"]),
        ("Korea’s exports and Japan's curbs", []),
        ("the ministers’ talks", []),
        ("nothing quoted", []),
        ('a 5" pipe', []),
        ("", []),
        ("”", []),
        ('""', []),
    ],
)
def test_stretches_keep_their_marks(text: str, found: list[str]) -> None:
    assert [text[s.start : s.end] for s in stretches(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We will go on. We will not stop.", "“We will go on. We will not stop."),
        ("He said “we will go on. Then he left.", "“we will go on."),
        ("He said “we will go on", "“we will go on"),
    ],
)
def test_a_mark_left_open_closes_with_the_paragraph_it_opens_else_with_the_sentence(
    text: str, found: str
) -> None:
    (only,) = stretches(text)
    assert (text[only.start : only.end], only.closed) == (found, False)


def test_a_second_opening_mark_ends_the_stretch_before_it() -> None:
    text = "“We go on “We do not stop.”"
    assert [(text[s.start : s.end], s.closed) for s in stretches(text)] == [
        ("“We go on", False),
        ("“We do not stop.”", True),
    ]
