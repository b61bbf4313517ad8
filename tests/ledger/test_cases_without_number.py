"""Steps of a case that no source gives a number: joined to the one case they can be of, or shown as unplaced."""

from build import page, state
from pages_read import html, state_of_pages

NO_CL = {"actors": ("NO",), "targets": ("CL",)}


def standing(*told, on="2023-12-31"):
    return {(p.id, p.standing, tuple(s.kind for s in p.steps)) for p in state(*told, on=on).proceedings}


def step(kind, when, key, **more):
    return page(kind, when, key=key, by=key, published=more.pop("published", when), **more)


FILED = step("complaint_filed", "2021-06-19", "a", items=("copper",), **NO_CL)


def test_a_headline_that_names_one_side_belongs_to_the_case_of_its_story():
    told = [
        step("proceeding_suspended", "2023-04-11", "a", items=("salmon",), **NO_CL),
        page("proceeding_withdrawn", "2023-08-11", key="b", by="b", published="2023-08-12", items=("salmon",),
             actors=("NO",), targets=(), quote="Norway withdraws WTO salmon complaint"),
        page("proceeding_withdrawn", "2023-08-11", key="b", by="b", published="2023-08-12", items=("salmon",),
             quote="Norway on Friday withdrew its complaint against Chile.", **NO_CL),
    ]  # fmt: skip
    assert standing(*told) == {
        ("case:cl-no-salmon", "withdrawn", ("proceeding_suspended", "proceeding_withdrawn"))
    }


def test_a_panel_told_of_beside_the_suspension_is_of_the_same_case():
    told = [
        page("panel_established", "2021-05", key="a", actors=(), targets=(), published="2023-04-11",
             quote="A panel established in May 2021 had been due to report."),
        step("proceeding_suspended", "2023-04-11", "a", items=("salmon",), **NO_CL),
    ]  # fmt: skip
    assert standing(*told) == {
        ("case:cl-no-salmon", "suspended_after_panel", ("panel_established", "proceeding_suspended"))
    }


def test_two_cases_of_the_same_countries_on_two_goods_stay_two():
    told = [
        FILED,
        step("proceeding_suspended", "2023-04-11", "b", items=("salmon",), **NO_CL),
        step("proceeding_withdrawn", "2024-04-02", "c", items=("copper",), **NO_CL),
    ]
    assert {(id_, how) for id_, how, _ in standing(*told, on="2024-12-31")} == {
        ("case:cl-no-salmon", "suspended_before_panel"),
        ("case:cl-no-copper", "withdrawn"),
    }


def test_a_step_that_either_of_two_cases_could_take_is_told_of_as_unplaced():
    told = [
        FILED,
        step("proceeding_suspended", "2023-04-11", "b", items=("salmon",), **NO_CL),
        step("panel_established", "2022-01-31", "c", actors=("NO",), targets=()),
    ]
    (lost,) = [p for p in state(*told, on="2023-12-31").proceedings if p.id == "case:unplaced"]
    assert (lost.standing, [s.kind for s in lost.steps]) == ("undeterminable", ["panel_established"])
    assert lost.name == "steps of cases that cannot be told"


def test_a_case_with_a_number_takes_the_steps_of_its_parties_and_goods():
    told = [
        step("complaint_filed", "2020-12-16", "a", items=("salmon",), case="case:wto/ds999", **NO_CL),
        step("proceeding_withdrawn", "2023-08-11", "b", items=("salmon",), **NO_CL),
        step("proceeding_suspended", "2023-04-11", "c", items=("salmon",), actors=("NO",), targets=()),
        step("complaint_filed", "2021-06-19", "d", items=("copper",), **NO_CL),
    ]
    assert {(id_, how) for id_, how, _ in standing(*told)} == {
        ("case:wto/ds999", "withdrawn"),
        ("case:cl-no-copper", "consultations"),
    }


def test_a_case_of_the_lexicon_is_told_by_its_parties_and_goods():
    sides = {"actors": ("AU",), "targets": ("CN",)}
    told = [
        step("complaint_filed", "2021-06-19", "a", items=("wine",), **sides),
        step("proceeding_withdrawn", "2023-08-11", "b", items=("barley",), **sides),
    ]
    assert {id_ for id_, _, _ in standing(*told)} == {"case:wto/ds602", "case:wto/ds598"}


def test_pages_on_a_case_that_was_suspended_and_then_withdrawn(tmp_path):
    found = state_of_pages(
        tmp_path,
        html("Post", "2023-04-11", "Norway suspends WTO case against Chile over salmon",
             "Norway has suspended its complaint at the World Trade Organization against Chile over salmon "
             "duties, Trade Minister Anna Berg said on Tuesday.",
             "A panel established in May 2021 had been due to report within weeks."),
        html("Herald", "2023-08-12", "Norway withdraws WTO salmon complaint",
             "Norway on Friday formally withdrew its complaint at the WTO against Chile over duties on salmon."),
    )  # fmt: skip
    (case,) = found.proceedings
    assert (case.standing, case.reached) == ("withdrawn", "panel")
    assert "on salmon" in case.name


AU_CN = {"actors": ("AU",), "targets": ("CN",)}
BARLEY = step("complaint_filed", "2020-12-16", "a", items=("barley",), **AU_CN)


def test_the_other_side_blocking_the_panel_is_a_step_of_the_case_of_its_page():
    told = [
        BARLEY,
        step("panel_established", "2021-05-28", "b", items=("barley",), **AU_CN),
        page("panel_blocked", "2021-04-28", key="b", by="b", published="2021-05-28", actors=("CN",), targets=("AU",)),
        page("measure_withdrawn", "2023-08-05", key="c", by="c", published="2023-08-04", status="planned",
             actors=("CN",), targets=("AU",), items=("barley",)),
        step("proceeding_withdrawn", "2023-08-04", "c", **AU_CN),
    ]  # fmt: skip
    assert standing(*told) == {
        ("case:wto/ds598", "withdrawn",
         ("complaint_filed", "panel_blocked", "panel_established", "proceeding_withdrawn"))
    }  # fmt: skip


def test_a_case_about_other_goods_is_not_the_one_that_the_lexicon_has_of_the_two():
    asked = step("panel_requested", "2024-06-03", "a", actors=("EU",), targets=("ID",))
    ruled = page(
        "measure_effective", "2024-04-01", key="a", by="a", actors=("ID",), targets=(), items=("bauxite",)
    )
    assert {name for name, *_ in standing(asked, ruled, on="2024-07-01")} == {"case:eu-id"}
    nickel = page(
        "measure_effective", "2020-01-01", key="a", by="a", actors=("ID",), targets=(), items=("nickel",)
    )
    assert {name for name, *_ in standing(asked, nickel, on="2024-07-01")} == {"case:wto/ds592"}


def test_a_step_that_tells_no_goods_is_of_no_case_that_only_the_lexicon_has():
    asked = step("panel_requested", "2024-06-03", "a", actors=("EU",), targets=("ID",))
    assert {name for name, *_ in standing(asked, on="2024-07-01")} == {"case:eu-id"}
