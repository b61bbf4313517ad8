"""A step that names neither its case nor anybody is of the only case that the ledger tells of."""

import pytest
from tests.ledger.build import page, said, state

PANEL = said("panel_established", "2020-07-29", actors=("KR",), targets=("JP",), case="case:wto/ds590")
NOBODY = {"actors": (), "targets": ()}


def held(*more, **words):
    step = page("proceeding_suspended", None, published="2023-03-06", key="hold", **NOBODY | words)
    return {one.id: one.standing for one in state(PANEL, step, *more, on="2023-03-10").proceedings}


def test_it_is_of_the_one_case():
    assert held() == {"case:wto/ds590": "suspended_after_panel"}


def test_it_is_of_none_where_there_are_two():
    other = said("complaint_filed", "2019-08-01", actors=("QA",), targets=("SA",), case="case:wto/ds567")
    assert held(other)["case:wto/ds590"] == "panel"


@pytest.mark.parametrize("country", ["US", "CN"])
def test_it_is_not_where_its_page_tells_of_others(country):
    talks = page("talks", "2023-03-05", published="2023-03-06", key="hold", actors=(country,), targets=())
    assert held(talks)["case:wto/ds590"] == "panel"
