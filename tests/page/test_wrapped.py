"""Hard-wrapped text: paragraphs among headings and lists, small tables, and the lines that date it."""

import pytest

from detente.page import read_page
from detente.page.lines import paragraphs

RAGGED = """OTTAWA, June 18, 2018 (Harbour News) - Canada asked on Monday
the World Trade Organization to set up a panel on
Washington's duties on Canadian steel, its mission in
Geneva said.

The ministry had announced in May that it would take the step,
which it put off twice, at the latest before the end
of the second quarter.
"""

LISTED = """MARKET NOTE
Permits for magnets: the tally

Beijing has approved nine exports of magnets to Europe since the
spring, a trade association and several companies in Germany say:

  terbium                 5
  dysprosium              4 (oxide)
  ---------------------------
  total                   9

The last one came a week ago, after the association had asked twice
for a meeting with the ministry.
"""


def body(text: str) -> list[str]:
    page = read_page(text.encode())
    return [" ".join(page.text[s.start : s.end].split()) for s in page.body]


def test_lines_broken_by_sense_are_joined_where_a_sentence_goes_on_in_a_small_letter() -> None:
    assert [len(line.text.split("\n")) for line in paragraphs(RAGGED)] == [4, 3]


@pytest.mark.parametrize(
    "text",
    [
        "Permits for magnets from the harbour again\nBeijing Answers Questions Put by Five Reporters",
        "A title that ends inside forty columns or so\nby nobody in particular",
    ],
)
def test_lines_that_were_not_wrapped_stay_lines(text: str) -> None:
    assert len(paragraphs(text)) == text.count("\n") + 1


def test_a_list_item_goes_on_on_the_line_set_in_below_it() -> None:
    text = "- 1 August: the ministers of trade are expected to meet in the\n  capital.\n\n" + RAGGED
    assert paragraphs(text)[0].text.split() == text.split("\n\n", 1)[0].lstrip("- ").split()


def test_the_rows_of_a_small_table_belong_to_the_story_that_leads_to_it() -> None:
    assert [row for row in body(LISTED) if len(row.split()) < 5] == [
        "terbium 5",
        "dysprosium 4 (oxide)",
        "total 9",
    ]


STORY = "Canada will answer in kind, its minister said, and asked for talks before the end of the month."


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Published: 09:40, Wed 28 Aug 2019 (Tokyo)\n\nA list is shortened\n\n", "2019-08-28T09:40"),
        ("28/03/2023 18:07 - THE MORNING PAPER - NATION\n\nTwo notes\n\n", "2023-03-28T18:07"),
        ("Two notes\n\n2020-03-11 07:33 Reading 1,204 times\n\n", "2020-03-11T07:33"),
    ],
)
def test_a_line_that_opens_with_day_and_hour_dates_the_page(head: str, day: str) -> None:
    published = read_page((head + STORY).encode()).published
    assert published is not None
    assert published.value == day


@pytest.mark.parametrize(
    ("end", "day"),
    [
        ("(c) Harbour News 2018. All rights reserved.", "2018-07-04"),
        ("", None),
        ("(c) Harbour News 2018\n(c) Other News 2019", None),
    ],
)
def test_a_dateline_without_a_year_takes_the_one_of_the_copyright_line(end: str, day: str | None) -> None:
    page = read_page(f"Steel again\n\nOTTAWA, July 4 (Harbour News) - {STORY}\n\n{end}\n".encode())
    assert (page.published.value if page.published else None) == day
