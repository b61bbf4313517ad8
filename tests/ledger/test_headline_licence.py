"""A headline and the story under it tell of one licence, unless the story says that there are more."""

import pytest
from pages_read import html, state_of_pages

HEAD = "China approves gallium export"
STORY = "China's commerce ministry said on Thursday it had approved an export licence for gallium to Japan."


def book_of(folder, title, *story):
    found = state_of_pages(folder, html("Wire", "2023-09-21", title, *story), on="2023-10-01")
    return next(b for b in found.licences if b.item == "item:gallium" and b.form is None)


def test_headline_and_story_about_one_good_tell_of_one_licence_of_the_headline_s_day(tmp_path):
    book = book_of(tmp_path, HEAD, STORY)
    assert (book.at_least, len(book.approved)) == (1, 1)
    assert book.approved[0].when.value == "2023-09-21"


@pytest.mark.parametrize(
    ("title", "more"),
    [
        (HEAD, "The ministry said it had approved another export licence for gallium to South Korea."),
        ("China approves gallium export to Germany", ""),
    ],
)
def test_what_the_story_tells_of_a_further_licence_or_another_destination_is_a_second_one(
    tmp_path, title, more
):
    assert book_of(tmp_path, title, *filter(None, (STORY, more))).at_least == 2
