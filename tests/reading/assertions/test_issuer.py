"""An official document acts by who issues it, where its sentences name nobody."""

import pytest

from detente.page import read_page
from detente.reading import read_article

RULE = "Exports of gallium and germanium shall be subject to licence from 1 August 2023."
REST = "This is the whole of it as it stands in the official journal of the same day and year."


def acting(head, *, tail="", rule=RULE):
    page = read_page(f"{head}\n\n3 July 2023\n\n{rule}\n\n{REST}\n\n{tail}\n".encode(), name="a.txt")
    found = [a for a in read_article(page).assertions if a.kind.value == "measure_effective"]
    return [m.id for a in found for m in a.actors]


@pytest.mark.parametrize(
    ("head", "tail", "expected"),
    [
        ("Notice of the Ministry of Commerce of China on gallium", "", ["body:cn/mofcom"]),
        ("Announcement No. 23 of 2023 of the Ministry of Commerce of China and the General Administration of Customs", "",
         ["body:cn/mofcom"]),
        ("Announcement No. 23 of 2023 on gallium and germanium", "Ministry of Commerce of China", ["body:cn/mofcom"]),
        ("China order hits gallium and germanium buyers in Japan", "", []),
        ("Miners watch rules on gallium and germanium", "", []),
    ],
)  # fmt: skip
def test_the_head_or_the_signature_says_whose_it_is(head, tail, expected):
    assert acting(head, tail=tail) == expected


def test_who_is_named_in_the_sentence_acts():
    rule = "From 1 August 2023 Japan requires a licence for exports of gallium and germanium."
    assert acting("Notice of the Ministry of Commerce of China on gallium", rule=rule) == ["JP"]


CLAUSES = [
    ("This announcement shall take effect on August 1, 2023.", {("2023-08-01", "planned")}),
    ("This announcement takes effect on the date of issuance.", {("2023-07-03", "occurred")}),
    (
        "The duty on tin takes effect on August 1, 2023.",
        {("2023-07-03", "occurred"), ("2023-08-01", "planned")},
    ),
]


@pytest.mark.parametrize(("clause", "expected"), CLAUSES)
def test_the_day_of_a_document_is_that_of_its_controls(clause, expected):
    rule = f"Export controls are imposed on gallium and germanium. {clause}"
    head = "Notice of the Ministry of Commerce of China on gallium"
    page = read_page(f"{head}\n\n3 July 2023\n\n{rule}\n\n{REST}\n".encode(), name="a.txt")
    found = [a for a in read_article(page).assertions if a.kind.value == "measure_effective"]
    assert {(a.when.value, a.status.value) for a in found} == expected
    assert all(a.items for a in found)
