"""A withdrawal for some destinations or goods leaves the rest of the measure in force."""

from datetime import date

import pytest
from build import page, state

BAN = {"actors": ("IN",), "targets": (), "items": ("iron-ore",)}
BANNED = page("measure_effective", "2022-02-10", key="a", published="2022-02-03", status="planned", **BAN,
              terms={"licence_after": "prohibited"})  # fmt: skip
METALS = {"actors": ("CN",), "targets": (), "items": ("gallium", "germanium")}
CURBED = page("measure_effective", "2023-08-01", key="a", published="2023-08-01", **METALS)


def lifted(day, *, key="b", **said):
    return page("measure_withdrawn", day, key=key, published=day, **said)


def test_a_ban_lifted_for_some_countries_goes_on_for_the_others():
    end = lifted("2022-04-20", actors=("IN",), targets=("JP", "KR"), items=("iron-ore",))
    (found,) = state(BANNED, end, on="2022-05-01").measures
    assert (found.state, found.targets, found.ended) == ("in_force", (), None)
    (part,) = found.freed
    assert (part.targets, part.when.value) == (("JP", "KR"), "2022-04-20")
    assert found.frees("JP", ("item:iron-ore",), date(2022, 5, 1))
    assert not found.frees("JP", ("item:iron-ore",), date(2022, 4, 19))
    assert not found.frees("CN", ("item:iron-ore",), date(2022, 5, 1))


def test_curbs_lifted_on_one_good_go_on_for_the_other():
    end = lifted("2024-03-04", **METALS | {"items": ("gallium",)})
    (found,) = state(CURBED, end, on="2024-04-01").measures
    assert (found.state, [part.items for part in found.freed]) == ("in_force", [("item:gallium",)])
    assert not found.frees("JP", ("item:germanium",), date(2024, 4, 1))


def test_parts_that_come_to_the_whole_end_it_with_the_last():
    first = lifted("2024-03-04", **METALS | {"items": ("gallium",)})
    last = lifted("2024-05-06", key="c", **METALS | {"items": ("germanium",)})
    (found,) = state(CURBED, first, last, on="2024-06-01").measures
    assert (found.state, found.ended.value, len(found.freed)) == ("withdrawn", "2024-05-06", 1)


@pytest.mark.parametrize(
    "said", [METALS, METALS | {"items": ()}, METALS | {"items": ("gallium", "germanium", "antimony")}]
)
def test_the_end_of_all_of_it_is_no_part(said):
    (found, *_) = state(CURBED, lifted("2024-03-04", **said, measure="the curbs"), on="2024-04-01").measures
    assert (found.state, found.freed) == ("withdrawn", ())


def test_an_end_for_the_only_country_it_is_told_of_is_the_end():
    curbed = page("measure_effective", "2019-07-04", key="a", published="2019-07-04", items=("photoresist",))
    end = lifted("2023-03-23", items=("photoresist",))
    (found,) = state(curbed, end, on="2023-04-01").measures
    assert (found.state, found.ended.value) == ("withdrawn", "2023-03-23")


THREE = {"items": ("hydrogen-fluoride", "photoresist"), "measure": "measure:three"}
HF = "item:hydrogen-fluoride"


@pytest.mark.parametrize("items", [("hydrogen-fluoride", "photoresist"), ("hydrogen-fluoride",)])
def test_a_form_that_is_freed_leaves_the_others_under_the_measure(items):
    made = page(
        "measure_effective", "2019-07-04", key="a", published="2019-07-04", **THREE | {"items": items}
    )
    end = lifted("2019-08-15", **THREE | {"items": ("hydrogen-fluoride#gas",)},
                 quote="The licences for hydrogen fluoride gas are lifted.")  # fmt: skip
    (found,) = state(made, end).measures
    assert (found.state, [part.items for part in found.freed]) == ("in_force", [(f"{HF}#gas",)])
    day = date(2019, 8, 21)
    assert found.frees("KR", (HF,), day, "gas")
    assert not found.frees("KR", (HF,), day, "liquid")
    assert not found.frees("KR", (HF,), day)  # of no known form: it may be the liquid


def test_one_of_the_forms_that_a_measure_names_is_a_part():
    forms = {"items": ("hydrogen-fluoride#gas", "hydrogen-fluoride#liquid"), "measure": "measure:three"}
    made = page("measure_effective", "2019-07-04", key="a", published="2019-07-04", **forms)
    first = lifted("2019-08-15", **forms | {"items": ("hydrogen-fluoride#gas",)})
    (found,) = state(made, first).measures
    assert (found.state, found.ended) == ("in_force", None)


def test_a_good_withdrawn_whole_frees_every_form_of_it():
    made = page("measure_effective", "2019-07-04", key="a", published="2019-07-04", **THREE)
    (found,) = state(made, lifted("2019-08-15", **THREE | {"items": ("hydrogen-fluoride",)})).measures
    assert found.frees("KR", (HF,), date(2019, 8, 21), "liquid")


ONIONS = {"actors": ("IN",), "items": ("onions",)}
STOPPED = page("measure_effective", "2023-12-08", key="a", published="2023-12-08", targets=(), **ONIONS,
               terms={"licence_after": "prohibited"})  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "items", "quote", "quantity"),
    [
        (
            "licence_approved",
            (),
            "India has allowed exports of 64,400 tonnes to Bangladesh.",
            "64,400 tonnes",
        ),
        ("licence_approved", ("onions",), "India allowed exports of onions to Bangladesh.", None),
        ("measure_amended", ("onions",), "India exempted Bangladesh from the ban on onion exports.", None),
    ],
)
def test_whom_an_act_frees_is_freed_and_no_target(kind, items, quote, quantity):
    again = page("measure_effective", "2023-12-08", key="b", published="2024-03-04", targets=(), **ONIONS,
                 terms={"licence_after": "prohibited"})  # fmt: skip
    act = page(kind, "2024-03-04", key="b", published="2024-03-04", quote=quote, actors=("IN",), targets=("BD",),
               items=items)  # fmt: skip
    (found,) = state(STOPPED, again, act, on="2024-03-10").measures
    assert (found.state, found.targets, found.amendments) == ("in_force", (), ())
    (part,) = found.freed
    assert (part.targets, part.when.value, part.quantity) == (("BD",), "2024-03-04", quantity)
    assert found.frees("BD", ("item:onions",), date(2024, 3, 10))
    assert not found.frees("MY", ("item:onions",), date(2024, 3, 10))


@pytest.mark.parametrize(
    "quote",
    [
        "India approved a licence for exports of onions to Bangladesh.",
        "India allowed one contract to Bangladesh.",
    ],
)
def test_a_licence_frees_nobody(quote):
    act = page(
        "licence_approved",
        "2024-03-04",
        key="b",
        published="2024-03-04",
        quote=quote,
        targets=("BD",),
        **ONIONS,
    )
    (found,) = state(STOPPED, act, on="2024-03-10").measures
    assert found.freed == ()


@pytest.mark.parametrize(
    ("quote", "targets"),
    [
        ("India eased its ban on onions for Bangladesh.", ()),
        ("India extended its ban on onions to Bangladesh.", ("BD",)),
    ],
)
def test_an_easing_for_some_does_not_say_for_whom_the_measure_holds(quote, targets):
    act = page(
        "measure_amended",
        "2024-03-04",
        key="b",
        published="2024-03-04",
        quote=quote,
        targets=("BD",),
        **ONIONS,
    )
    (found,) = state(STOPPED, act, on="2024-03-10").measures
    assert (found.targets, found.freed, len(found.amendments)) == (targets, (), 1)
