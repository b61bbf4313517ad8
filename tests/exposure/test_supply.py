"""From law to supply: what each kind of measure does to each kind of source, and until when."""

from dataclasses import replace
from datetime import date

import pytest
from exposure_cases import HAND, LEXICON, MEASURE, SAID, state

from detente.desk.memo import markdown, write
from detente.exposure.answer import expose
from detente.exposure.network import build
from detente.exposure.shapes import exposure_json
from detente.exposure.supply import touched, without_measure
from detente.exposure.tables import read_tables
from detente.ledger.views import Coming, Dated, Freed, Support
from detente.lexicon import lexicon
from detente.model import When

RESIST, ACID = "item:photoresist", "item:hydrogen-fluoride"
ENDS = Support("a2", "s2", "Gazette", None, date(2019, 7, 1), date(2019, 7, 1), "it ends")


def network(component="resist", **changed):
    """The case worked by hand with one cell of a source changed."""
    tables = read_tables(HAND)
    sources = tuple(r | changed if r["component"] == component else r for r in tables.rows["sources"])
    return build(replace(tables, rows={**tables.rows, "sources": sources}))


def found(net, *measures, on="2019-07-04", to="KR"):
    hit = touched(net, state(on, measures=measures or (MEASURE,)), LEXICON, to)
    return {(net.sources[one.source].supplier, one.effect): one for one in hit}


def one_of(measure, **changed):
    return replace(measure, **changed)


def test_a_group_of_items_stands_for_its_members():
    assert MEASURE.items == ("group:two",)
    assert found(network()).keys() == {("Alpha", "stopped"), ("Beta", "stopped")}


def test_every_touched_source_has_its_measure_its_day_and_its_sentence():
    for one in found(network()).values():
        assert (one.measure.id, one.since, one.supports) == ("measure:three", When("2019-07-04"), (SAID,))


@pytest.mark.parametrize(
    ("changed", "effect"),
    [
        ({"caught": "maybe"}, "maybe"),
        ({"caught": "no"}, None),
        ({"item": None}, None),
        ({"ships_from": "TW"}, None),
        ({"licence": "general_bulk"}, "stopped"),
        ({"licence": "individual"}, "held"),
    ],
)
def test_what_the_table_says_of_a_source_decides(changed, effect):
    hit = {name[1] for name in found(network(**changed)) if name[0] == "Alpha"}
    assert hit == ({effect} if effect else set())


@pytest.mark.parametrize(
    ("types", "licence", "effect"),
    [
        (("individual",), "specific_bulk", "stopped"),
        (("individual", "specific_bulk"), "specific_bulk", "held"),
        (("individual", "specific_bulk"), None, "stopped"),
        (("special_general_bulk",), "special_general_bulk", "held"),
        (("special_general_bulk",), None, "depends"),
        (("general_bulk",), None, "held"),
        (("prohibited",), "general_bulk", "prohibited"),
    ],
)
def test_a_holder_of_a_bulk_licence_is_unaffected_where_the_type_allows(types, licence, effect):
    measure = one_of(MEASURE, licence={RESIST: types})
    hit = [name[1] for name in found(network(licence=licence), measure) if name[0] == "Alpha"]
    assert hit == [effect]


def test_a_measure_on_one_form_leaves_the_others_and_one_on_the_item_takes_all():
    gas = one_of(MEASURE, items=(f"{ACID}#gas",), licence={ACID: ("individual",)})
    assert not found(network(), gas)
    assert ("Beta", "stopped") in found(network(), one_of(gas, items=(f"{ACID}#liquid",)))
    assert ("Beta", "stopped") in found(network(), one_of(gas, items=(ACID,)))


def test_the_destination_decides():
    assert not found(network(), to="US")
    assert not found(network(), to="JP")


def test_a_measure_of_the_day_after_is_scheduled_and_stops_from_its_day():
    later = one_of(MEASURE, state="scheduled")
    net = network()
    exposure = expose(net, state("2019-07-01", measures=(later,)), LEXICON, horizon=120, draws=0)
    (chip,) = exposure.products
    # stock is as of 4 July and not yet touched: three days more than on the day itself
    assert chip.first_shortage_days.base == 3 + 32
    assert found(net, later, on="2019-07-01")["Alpha", "stopped"].since == When("2019-07-04")


@pytest.mark.parametrize("over", ["withdrawn", "announced"])
def test_a_measure_that_is_withdrawn_or_only_announced_stops_nothing(over):
    assert not found(network(), one_of(MEASURE, state=over))


def test_a_measure_without_a_day_is_shown_and_not_counted():
    vague = one_of(MEASURE, state="undeterminable", effective=None, stages={})
    net = network()
    assert found(net, vague).keys() == {("Alpha", "undeterminable"), ("Beta", "undeterminable")}
    assert expose(net, state(measures=(vague,)), LEXICON, horizon=60, draws=0).items == ()


def test_of_two_measures_the_one_that_weighs_most_counts_and_the_other_is_named():
    eased = one_of(MEASURE, id="measure:eased", licence={RESIST: ("general_bulk",)})
    early = one_of(
        MEASURE,
        id="measure:early",
        effective=When("2019-07-02"),
        items=(RESIST,),
        licence={RESIST: ("individual",)},
    )
    one = found(network(), eased, MEASURE, early)["Alpha", "stopped"]
    assert one.measure.id == "measure:early"
    assert [(other.measure.id, other.effect) for other in one.also] == [
        ("measure:three", "stopped"),
        ("measure:eased", "held"),
    ]


def removal(**changed):
    return replace(
        MEASURE,
        id="measure:group-a",
        items=(),
        group="group:jp-a",
        licence={},
        effective=When("2019-08-28"),
        **changed,
    )


@pytest.mark.parametrize(
    ("licence", "effect"),
    [
        ("general_bulk", "stopped"),
        (None, "stopped"),
        ("special_general_bulk", "held"),
        ("specific_bulk", "held"),
    ],
)
def test_out_of_a_country_group_a_listed_good_needs_another_licence(licence, effect):
    assert ("Alpha", effect) in found(network(licence=licence), removal())


def test_out_of_a_country_group_what_is_not_listed_or_of_another_country_goes_on():
    assert not [name for name in found(network(item="item:neon", form=None), removal()) if name[0] == "Alpha"]
    assert not [name for name in found(network(form="arf"), removal()) if name[0] == "Alpha"]
    assert not found(network(), removal(targets=()))


def withdrawn_on(day):
    stages = {**MEASURE.stages, "withdrawn": (Dated(When(day), True, (ENDS,)),)}
    return one_of(MEASURE, ended=When(day), stages=stages)


def test_a_withdrawal_that_is_known_to_come_ends_it_with_its_sentence():
    net = network()
    ends = withdrawn_on("2019-08-13")
    one = found(net, ends)["Alpha", "stopped"]
    assert (one.until, one.until_supports) == (When("2019-08-13"), (ENDS,))
    exposure = expose(net, state(measures=(ends,)), LEXICON, horizon=120, draws=50)
    (chip,) = exposure.products
    # 40 days after the control, resist takes 10 days more: back on day 50, gone from day 32; nothing
    # is sold for 18 days, and the acid, 44 % of which is short only from day 50 on, comes on day 45
    assert chip.first_shortage_days.high == 32
    assert chip.lost_revenue.high == pytest.approx(18 * 100 * 50)
    assert chip.lost_revenue.p90 == chip.lost_revenue.high
    resist = next(item for item in exposure.items if item.item == RESIST)
    assert (resist.wait.low, resist.wait.base, resist.wait.high) == (40, 40, 40)
    assert resist.wait.reasons[1] == "the control ends on 2019-08-13"
    assert resist.time_to_recover.base == 50


def test_once_withdrawn_it_is_over():
    over = one_of(withdrawn_on("2019-08-13"), state="withdrawn")
    exposure = expose(network(), state("2019-08-14", measures=(over,)), LEXICON, horizon=60, draws=0)
    assert (exposure.touched, exposure.items) == ((), ())
    assert exposure.products[0].first_shortage_days.high is None


def test_a_change_that_lets_the_licence_held_through_ends_it_for_its_holder_alone():
    eased = one_of(
        MEASURE, coming={RESIST: (Coming("specific_bulk", When("2019-08-13"), "planned", (ENDS,)),)}
    )
    assert found(network(licence="specific_bulk"), eased)["Alpha", "stopped"].until == When("2019-08-13")
    assert found(network(), eased)["Alpha", "stopped"].until is None


def test_a_component_with_several_sources_is_hit_in_part():
    exposure = expose(network(), state(), LEXICON, horizon=120, draws=0)
    rows = {row["component"]: row for row in exposure_json(exposure)["sources"]}
    assert rows["acid"]["of_component"] == {"cut": 0.44, "goes_on": 0.56, "not_known": 0.0}
    assert rows["resist"]["of_component"] == {"cut": 1.0, "goes_on": 0.0, "not_known": 0.0}


def test_goods_that_no_measure_is_on_are_named():
    net = network()
    hit = touched(net, state(), LEXICON, "KR")
    assert without_measure(net, hit, "KR") == ((ACID, "liquid", "TW"),)
    assert without_measure(net, (), "TW") == ((RESIST, "euv", "JP"), (ACID, "liquid", "JP"))


def on_wider(item, wide, form=None):
    """What a measure of individual licences on `wide` does to a source of `item`, by the bundled lexicon."""
    measure = one_of(MEASURE, items=(wide,), licence={wide.partition("#")[0]: ("individual",)})
    net = network(item=item, form=form)
    hit = touched(net, state(measures=(measure,)), lexicon(), "KR")
    return {one.effect for one in hit if net.sources[one.source].supplier == "Alpha"}


@pytest.mark.parametrize(
    ("item", "wide"),
    [
        ("item:dysprosium", "item:rare-earths"),
        ("item:lanthanum", "item:rare-earths"),
        ("item:dram", "item:semiconductors"),
    ],
)
def test_a_measure_on_a_wide_good_stops_what_the_lexicon_says_it_contains(item, wide):
    assert on_wider(item, wide) == {"stopped"}


@pytest.mark.parametrize(
    ("item", "wide"),
    [
        ("item:dysprosium", "item:rare-earths#heavy"),
        ("item:photoresist", "group:semiconductor-materials"),
        ("item:gallium", "item:critical-minerals"),
    ],
)
def test_where_no_list_says_whether_it_is_within_it_is_perhaps_caught(item, wide):
    assert on_wider(item, wide) == {"maybe"}


@pytest.mark.parametrize(
    ("item", "wide"), [("item:gallium", "item:rare-earths"), ("item:gallium", "item:germanium")]
)
def test_another_good_is_not_touched_by_a_heading_that_both_share(item, wide):
    assert on_wider(item, wide) == set()


def test_a_part_that_is_to_be_withdrawn_ends_it_for_the_sources_it_takes_in():
    part = Freed(("KR",), (f"{RESIST}#euv",), When("2019-09-15"), "freed", (ENDS,))
    euv = found(network(form="euv"), one_of(MEASURE, freed=(part,)))
    assert {(one.until, one.ends, one.until_supports) for one in euv.values() if one.item == RESIST} == {
        (part.when, part.when, (ENDS,))
    }
    other = found(network(form="arf"), one_of(MEASURE, freed=(part,)))
    assert {one.until for one in other.values()} == {None}
    over = found(network(form="euv"), one_of(MEASURE, freed=(part,)), on="2019-09-15")
    assert RESIST not in {one.item for one in over.values()}


def test_a_stock_counted_after_the_day_asked_about_is_told_and_not_as_known():
    tables = replace(read_tables(HAND), stock_date=date(2019, 8, 1))
    asked = state("2019-07-04")
    answer = expose(build(tables), asked, LEXICON, horizon=60, draws=8, lp_draws=0)
    assert any("counted on 2019-08-01, after the day asked about" in line for line in answer.assumptions)
    told = markdown(write(answer, asked, LEXICON))
    known, _, rest = told.partition("What is not known")
    assert "tock" not in known.partition("What is known")[2].partition("What is inferred")[0]
    assert "The stock was counted on 2019-08-01" in rest
