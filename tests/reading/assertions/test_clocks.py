"""The clock of an agreement in a page's own words: end of term, renewal, notice; with its sentence."""

import pytest

from detente.page import read_page
from detente.reading import read_article

PAGE = "{}\n\nCITY, May 2, 2023 (Post) - {}\n"
CLOCK = ("in_force", "term_ends", "term_months", "renewal", "renewal_months", "notice_days", "notice_months")


def read(title, text):
    return read_article(read_page(PAGE.format(title, text).encode()))


def clock(title, text):
    """All terms told of the agreement of a page, each with what it says of the clock and its sentence."""
    found = read(title, text)
    told = {}
    for one in found.assertions:
        terms = {key: one.terms[key] for key in CLOCK if key in one.terms}
        assert not terms or (one.agreement and one.start is not None)
        told |= terms
    return told


FISH = ("Norway and Iceland sign fisheries pact", "Norway and Iceland signed a fisheries pact on Tuesday. ")
INVEST = (
    "Chile, Peru conclude treaty",
    "Chile and Peru on Tuesday signed the Andean Investment Protection Treaty. ",
)
SWAP = (
    "Japan, Indonesia extend swap line",
    "Japan and Indonesia on Tuesday extended their bilateral currency swap line. ",
)
ORE = (
    "Australia, Kenya in minerals accord",
    "Australia and Kenya on Tuesday signed the Critical Minerals Supply Agreement. ",
)


@pytest.mark.parametrize(
    ("page", "text", "expected"),
    [
        (FISH, "The pact runs until 10 June 2026.", {"term_ends": "2026-06-10"}),
        (FISH, "It expires on June 10, 2026.", {"term_ends": "2026-06-10"}),
        (FISH, "The fisheries pact is valid through 31 December 2027.", {"term_ends": "2027-12-31"}),
        (INVEST, "The treaty, which lapses on 1 March 2025, covers mines.", {"term_ends": "2025-03-01"}),
        (INVEST, "The treaty is due to expire on 1 March 2025.", {"term_ends": "2025-03-01"}),
        (
            INVEST,
            "The treaty extends automatically each year.",
            {"renewal": "automatic", "renewal_months": 12},
        ),
        (
            INVEST,
            "It is tacitly renewed for further periods of five years.",
            {"renewal": "automatic", "renewal_months": 60},
        ),
        (INVEST, "The treaty does not renew automatically.", {"renewal": "none"}),
        (
            INVEST,
            "The treaty entered into force on 1 March 2021 and remains in force for ten years.",
            {"in_force": "2021-03-01", "term_months": 120},
        ),
        (SWAP, "The swap line will remain in force until 14 October 2027.", {"term_ends": "2027-10-14"}),
        (SWAP, "The arrangement may be ended by either side on three months' notice.", {"notice_months": 3}),
        (
            SWAP,
            "The swap line rolls over automatically every three years unless one side objects 45 days in advance.",
            {"renewal": "automatic", "renewal_months": 36, "notice_days": 45},
        ),
        (
            ORE,
            (
                "The agreement renews automatically every two years unless either side gives 60 days' notice "
                "before it expires on June 10, 2026."
            ),
            {"renewal": "automatic", "renewal_months": 24, "notice_days": 60, "term_ends": "2026-06-10"},
        ),
        (ORE, "Either country can leave with six months' written notice.", {"notice_months": 6}),
        (
            ORE,
            "Each party may terminate the accord by giving the other 90 days' written notice.",
            {"notice_days": 90},
        ),
        (ORE, "The agreement has a notice period of two weeks.", {"notice_days": 14}),
        (ORE, "Under the agreement a one-year notice is required.", {"notice_months": 12}),
        (
            ORE,
            (
                "Unless either government says otherwise at least six months before the end of the term, "
                "the agreement is automatically extended by a year."
            ),
            {"renewal": "automatic", "renewal_months": 12, "notice_months": 6},
        ),
    ],
)
def test_the_clock_is_read_in_the_words_of_the_page(page, text, expected):
    assert clock(page[0], page[1] + text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The export licence for cod runs until 10 June 2026.",
        "The tariff on salmon expires on 10 June 2026.",
        "The minister's term ends on 10 June 2026.",
        "The workers gave two weeks' notice.",
        "The ship lease renews automatically every two years.",
        "The licence was granted under the pact. It expires on 10 June 2026.",
        "Talks on the pact ran until 10 April 2023.",
    ],
)
def test_what_is_said_of_other_things_is_no_clock_of_the_agreement(text):
    assert clock(FISH[0], FISH[1] + text) == {}


def test_the_sentence_of_the_clock_is_its_evidence_and_a_renewal_to_come_is_no_act():
    text = "The agreement renews automatically every two years unless either side gives 60 days' notice."
    found = read(ORE[0], ORE[1] + text)
    (one,) = [a for a in found.assertions if "renewal" in a.terms]
    assert found.article.text[one.start : one.end] == text
    assert (one.agreement.id, {m.id for m in one.actors}) == (
        "agreement:critical-minerals-supply-agreement",
        {"AU", "KE"},
    )
    here = [a for a in found.assertions if a.start == one.start]
    assert [a.status.value for a in here] == ["supposed"]


def test_a_page_without_trade_tells_of_no_clock():
    assert (
        clock("Museum loan", "The museum has a loan agreement. The agreement expires on 10 June 2026.") == {}
    )


def test_a_pact_of_two_countries_is_read_on_a_page_without_a_word_of_trade():
    found = read(
        "Norway and Iceland sign cultural accord", "Norway and Iceland signed a cultural accord on Tuesday."
    )
    assert {a.kind.value for a in found.assertions} == {"agreement_signed"}
