"""A ruling of a panel of the World Trade Organization is a step of the case that it ends."""

import pytest
from build import page, said, state
from pages_read import html, state_of_pages

FILED = said("complaint_filed", "2020-03-11", actors=("NO",), targets=("CL",), items=("salmon",), key="a")
RULED = (
    "A World Trade Organization panel ruled on Tuesday that Chile's duties on Norwegian salmon broke rules."
)


def ruling(quote, *, targets=("CL",), key="r"):
    return page("ruling", "2022-05-10", key=key, by="r", published="2022-05-10", actors=(), targets=targets,
                quote=quote)  # fmt: skip


def standing(*told):
    return {c.id: c.standing for c in state(*told, on="2023-01-01").proceedings}


def test_a_panel_of_the_wto_rules_in_the_case_of_the_two_that_it_names():
    assert standing(FILED, ruling(RULED)) == {"case:cl-no-salmon": "ruled"}


def test_it_is_known_where_no_other_page_tells_of_the_case():
    assert standing(ruling(RULED)) == {"case:cl-no": "ruled"}
    (case,) = state(ruling(RULED), on="2023-01-01").proceedings
    assert (case.complainant, case.respondent) == (None, None)


def test_the_panel_is_of_the_case_of_its_page():
    beside = page("panel_established", "2021-02-02", key="r", by="r", published="2022-05-10", actors=("NO",),
                  targets=("CL",), items=("salmon",))  # fmt: skip
    assert standing(beside, ruling("The panel ruled in favor of Norway.", targets=("NO",))) == {
        "case:cl-no-salmon": "ruled"
    }


@pytest.mark.parametrize(
    "quote",
    [
        "Chile's supreme court ruled that Norwegian salmon may be sold.",
        "A panel of judges ruled against Chile.",
    ],
)
def test_a_ruling_of_another_court_is_of_no_case(quote):
    assert standing(FILED, ruling(quote)) == {"case:cl-no-salmon": "consultations"}


def test_a_ruling_that_either_of_two_cases_could_take_is_shown_as_unplaced():
    wine = said("complaint_filed", "2021-06-22", actors=("NO",), targets=("CL",), items=("wine",), key="w")
    found = standing(FILED, wine, ruling("The WTO ruled against Chile."))
    assert found["case:unplaced"] == "undeterminable"
    assert "ruled" not in found.values()


def test_pages_on_a_complaint_and_its_ruling(tmp_path):
    found = state_of_pages(
        tmp_path,
        html("Post", "2020-03-11", "Norway lodges WTO complaint against Chile over salmon",
             "Norway filed a complaint against Chile at the World Trade Organization on Wednesday over "
             "duties on salmon."),
        html("Herald", "2022-05-10", "WTO panel rules against Chile in salmon dispute", RULED),
    )  # fmt: skip
    assert [(c.standing, c.complainant) for c in found.proceedings] == [("ruled", "NO")]
