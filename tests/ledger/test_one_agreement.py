"""One agreement that a page calls by two names is one; another of the page stays another."""

import pytest
from tests.ledger.pages_read import html, state_of_pages

PAGES = [
    (
        "India, Britain sign trade deal",
        "India and Britain signed the India-UK CETA on Thursday.",
        "The UK trade deal will remain in force until 24 July 2030. The deal renews every five years unless ended.",
        "India-UK CETA",
    ),
    (
        "Vietnam signs minerals pact with South Korea",
        "South Korea and Vietnam on Thursday signed the Rare Earths Cooperation Agreement.",
        "The minerals pact runs until 24 July 2030.",
        "Rare Earths Cooperation Agreement",
    ),
    (
        "Norway and Iceland sign fisheries pact",
        "Norway and Iceland signed a fisheries pact on Thursday.",
        "The pact runs until 24 July 2030. The deal may be ended with six months' notice.",
        "fisheries pact",
    ),
    (
        "Japan, Indonesia sign swap line",
        "Japan and Indonesia on Thursday signed a bilateral swap arrangement.",
        "The arrangement is valid until 24 July 2030.",
        "bilateral swap arrangement",
    ),
]


@pytest.mark.parametrize(("title", "first", "second", "name"), PAGES)
def test_two_names_of_one_agreement_are_one(tmp_path, title, first, second, name):
    page = html("Post", "2025-07-24T09:00:00Z", title, first, second)
    (found,) = state_of_pages(tmp_path, page, on="2025-07-25").agreements
    assert found.name == name
    assert found.term_ends.value == "2030-07-24"


def test_another_agreement_of_the_page_stays_another(tmp_path):
    page = html(
        "Post", "2025-07-24T09:00:00Z", "Norway and Iceland sign fisheries pact",
        "Norway and Iceland signed a fisheries pact on Thursday.",
        "Chile and Peru signed an investment treaty on Thursday. The treaty expires on 24 July 2030.",
    )  # fmt: skip
    found = {a.name: a for a in state_of_pages(tmp_path, page, on="2025-07-25").agreements}
    assert found.keys() == {"fisheries pact", "investment treaty"}
    assert found["fisheries pact"].term_ends is None
    assert found["investment treaty"].term_ends.value == "2030-07-24"


def test_ceta_alone_is_still_that_of_canada(tmp_path):
    page = html(
        "Post",
        "2016-10-30T09:00:00Z",
        "EU and Canada sign CETA",
        "The EU and Canada signed EU-Canada CETA on Sunday.",
    )
    assert [a.id for a in state_of_pages(tmp_path, page, on="2016-11-01").agreements] == ["agreement:ceta"]
