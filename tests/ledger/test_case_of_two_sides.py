"""A case that pages of both sides tell is one case; none is invented for the side that it was brought against."""

import pytest
from tests.ledger.build import page, said, state

FILED = said("complaint_filed", "2020-03-11", actors=("NO",), targets=("CL",), items=("salmon",), key="a")
AU_FILED = said("complaint_filed", "2020-12-16", actors=("AU",), targets=("CN",), items=("barley",), key="a")


def told(kind, when, key, actor, target, **more):
    return page(kind, when, key=key, by=key, published=when, actors=(actor,), targets=(target,), **more)


def cases(*given):
    return {
        c.id: (c.complainant, c.respondent, c.standing) for c in state(*given, on="2024-12-31").proceedings
    }


@pytest.mark.parametrize(
    ("filed", "us", "them", "id_"),
    [(FILED, "NO", "CL", "case:cl-no-salmon"), (AU_FILED, "AU", "CN", "case:wto/ds598")],
)
def test_steps_of_both_sides_without_goods_are_of_the_case_that_they_have(filed, us, them, id_):
    blocked = told("panel_blocked", "2021-04-28", "b", them, us)
    held = told("proceeding_suspended", "2023-04-11", "c", us, them)
    over = told("proceeding_withdrawn", "2023-08-04", "d", us, them)
    assert cases(filed, blocked, held, over) == {id_: (us, them, "withdrawn")}
    assert cases(over, held, blocked, filed) == {id_: (us, them, "withdrawn")}


def test_of_several_cases_the_one_that_the_page_tells_of_takes_the_step():
    wine = said("complaint_filed", "2021-06-22", actors=("AU",), targets=("CN",), items=("wine",), key="w")
    panel = told("panel_established", "2021-05-28", "p", "AU", "CN", items=("barley",))
    blocked = told("panel_blocked", "2021-04-28", "p", "CN", "AU")
    found = state(AU_FILED, wine, panel, blocked, on="2024-12-31").proceedings
    steps = {c.id: [s.kind for s in c.steps] for c in found}
    assert steps == {
        "case:wto/ds598": ["complaint_filed", "panel_blocked", "panel_established"],
        "case:wto/ds602": ["complaint_filed"],
    }


def test_what_the_other_side_files_or_withdraws_is_another_case():
    back = told("complaint_filed", "2020-05-02", "b", "CL", "NO")
    over = told("proceeding_withdrawn", "2023-08-04", "c", "CL", "NO")
    assert cases(FILED, back, over) == {
        "case:cl-no-salmon": ("NO", "CL", "consultations"),
        "case:cl-no-by-cl": ("CL", "NO", "withdrawn"),
    }


def test_a_filing_of_another_year_is_another_case():
    again = told("complaint_filed", "2023-05-02", "b", "NO", "CL")
    assert len(cases(FILED, again)) == 2


def test_who_blocked_a_panel_did_not_bring_the_case():
    assert cases(told("panel_blocked", "2021-04-28", "b", "CL", "NO")) == {
        "case:cl-no": ("NO", "CL", "panel_requested")
    }


def test_a_filing_that_no_source_dates_does_not_open_a_withdrawn_case_again():
    over = told("proceeding_withdrawn", "2023-08-04", "d", "NO", "CL", items=("salmon",))
    late = page("complaint_filed", None, key="z", by="z", published="2024-02-02", actors=("NO",),
                targets=("CL",), items=("salmon",))  # fmt: skip
    assert cases(FILED, over, late) == {"case:cl-no-salmon": ("NO", "CL", "withdrawn")}


def test_a_panel_that_no_source_dates_brings_the_case_forward():
    panel = page("panel_established", None, key="z", by="z", published="2021-02-02", actors=("NO",),
                 targets=("CL",), items=("salmon",))  # fmt: skip
    assert cases(FILED, panel) == {"case:cl-no-salmon": ("NO", "CL", "panel")}
