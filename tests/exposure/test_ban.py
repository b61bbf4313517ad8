"""A ban is no licence: nothing is approved under it, and the supply stops until the measure ends."""

import json
from dataclasses import replace
from importlib import resources

import jsonschema
import pytest
from exposure_cases import HAND, LEXICON, MEASURE, SAID, state

from detente.desk.exposed import render
from detente.desk.memo import markdown, write
from detente.exposure.answer import expose
from detente.exposure.network import build
from detente.exposure.outlook import waits
from detente.exposure.shapes import exposure_json
from detente.exposure.supply import touched
from detente.exposure.tables import read_tables
from detente.ledger.views import Dated
from detente.model import When

RESIST, ACID = "item:photoresist", "item:hydrogen-fluoride"
BAN = replace(MEASURE, name="ban on resist", licence={RESIST: ("prohibited",), ACID: ("individual",)})
DAYS = 60


def network(*options, sources=(), licences=()):
    tables = read_tables(HAND)
    more = {"options": options} if options else {}
    more |= {"licences": licences} if licences else {}
    return build(
        replace(tables, rows={**tables.rows, **more, "sources": (*tables.rows["sources"], *sources)})
    )


def option(kind, component="resist"):
    return {"option": kind, "component": component, "kind": kind, "qualification_days": 0.0,
            "lead_time_days": 2.0, "capacity_per_day": 50.0, "cost": 10.0}  # fmt: skip


def asked(net=None, measure=BAN, **more):
    given = {"horizon": DAYS, "draws": 32, "lp_draws": 0} | more
    return expose(net or network(), state(measures=(measure,)), LEXICON, **given)


def item(found, name=RESIST):
    return next(one for one in found.items if one.item == name)


def test_a_ban_stands_apart_from_a_licence_and_weighs_more():
    found = touched(network(), state(measures=(BAN,)), LEXICON, "KR")
    assert [(one.item, one.effect) for one in found] == [(RESIST, "prohibited"), (ACID, "stopped")]
    both = replace(MEASURE, id="measure:licence")
    hit = touched(network(), state(measures=(both, BAN)), LEXICON, "KR")[0]
    assert (hit.effect, [one.effect for one in hit.also]) == ("prohibited", ["stopped"])


def test_where_a_branch_of_the_rule_grants_licences_it_is_no_ban():
    branched = replace(BAN, licence={RESIST: ("individual", "prohibited")})
    assert touched(network(), state(measures=(branched,)), LEXICON, "KR")[0].effect == "stopped"


def test_under_a_ban_all_is_cut_to_the_horizon_under_every_assumption_and_draw():
    found = asked()
    lost = found.products[0].lost_revenue
    # 15 days of stock lie on the way: 1500 of resist at 50 a day are 30 days, and 200 chips 2 days more
    assert found.products[0].first_shortage_days.base == 32
    assert lost.low == lost.base == lost.high == lost.p10 == lost.p90 == (DAYS - 32) * 100 * 50


def test_no_approval_is_waited_pressed_or_applied_for_under_a_ban():
    found = asked(lp_draws=16)
    mine = item(found)
    assert mine.value_of_approval == 0 and not mine.mean_value_of_approval
    assert mine.time_to_recover_by_approval.base is None
    assert mine.by_source[0].last_day is None
    assert not [one for one in found.actions if one.kind != "option" and "photoresist" in one.name]
    assert any("photoresist (euv): prohibited" in line for line in found.assumptions)
    assert not any("photoresist (euv): approval" in line for line in found.assumptions)


def test_the_text_and_the_memo_say_prohibited_and_name_no_approval_of_it():
    found = asked(network(option("expedite")))
    text, memo = render(found, LEXICON), markdown(write(found, state(measures=(BAN,)), LEXICON))
    assert "Sources that are prohibited" in text
    entry = text[text.index("photoresist (euv): stocks last") :].partition("hydrogen fluoride")[0]
    assert "prohibited" in entry and "an approval today" not in entry and "fit" not in entry
    applied = [line for line in memo.splitlines() if "pply for licences" in line or "Press for" in line]
    assert not any("photoresist" in line for line in applied)
    assert "prohibited" in memo


def test_what_does_not_need_an_approval_still_helps_under_a_ban():
    found = asked(network(option("substitute"), option("expedite")))
    saved = {one.option: one.saved_margin for one in found.options}
    assert saved["substitute"] > 0 and saved["expedite"] == 0
    assert (item(found).recovers_by, item(found).time_to_recover.base) == ("option", 2.0)


def test_a_ban_that_is_known_to_end_is_over_on_that_day():
    ended = When("2019-07-24")
    over = replace(BAN, ended=ended, stages={**BAN.stages, "withdrawn": (Dated(ended, False, (SAID,)),)})
    mine = item(asked(measure=over))
    assert mine.time_to_recover_by_approval.low == mine.time_to_recover_by_approval.high == 30.0
    assert mine.recovers_by == "end_of_measure"


def test_after_the_end_of_a_ban_the_licence_requirement_goes_on():
    ended = When("2019-07-24")
    over = replace(BAN, ended=ended, stages={**BAN.stages, "withdrawn": (Dated(ended, False, (SAID,)),)})
    both = expose(network(), state(measures=(replace(MEASURE, id="measure:licence"), over)), LEXICON,
                  horizon=DAYS, draws=32, lp_draws=0)  # fmt: skip
    alone = asked(measure=replace(MEASURE, id="measure:licence"))
    one, free = item(both), item(alone)
    # the ban ends 20 days after the control; the wait for a licence is counted from there
    assert [one.wait.low - 20, one.wait.base - 20, one.wait.high - 20] == [
        free.wait.low, free.wait.base, free.wait.high
    ]  # fmt: skip
    back = item(asked(measure=over)).time_to_recover_by_approval.base
    assert one.time_to_recover_by_approval.base == back + free.wait.base
    assert any("then it needs a licence" in line for line in both.assumptions)


def test_a_banned_good_has_no_row_among_the_waits():
    known = state("2019-08-30", measures=(replace(BAN, items=(RESIST, ACID)),))
    found = waits(known)[0]
    assert {good.item for good in found.goods} == {ACID} == {spell.item for spell in found.spells}
    assert waits(state("2019-08-30", measures=(replace(BAN, items=(RESIST,)),))) == ()


def test_an_approval_of_ones_own_lets_nothing_through_a_ban():
    row = {"_row": 2, "item": RESIST, "form": None, "exporter": None, "consignee": None, "filed": None,
           "decided": None, "status": "approved", "quantity": 1000.0, "expires": None}  # fmt: skip
    free = asked(network(licences=(row,)), MEASURE).products[0].lost_margin.base
    banned = asked(network(licences=(row,)))
    assert banned.products[0].lost_margin.base == asked().products[0].lost_margin.base > free
    assert any("prohibited" in line and "licences.csv, row 2" in line for line in banned.assumptions)


@pytest.mark.parametrize("net", [(), (option("expedite"),)])
def test_the_published_json_holds_a_ban(net):
    found = exposure_json(asked(network(*net)))
    schema = (resources.files("detente") / "schemas" / "expose.schema.json").read_text("utf-8")
    jsonschema.validate(found, json.loads(schema))
    wait = next(one["wait"] for one in found["items"] if one["item"] == RESIST)
    assert (wait["low"], wait["base"], wait["high"], wait["prohibited"]) == (None, None, None, True)


def test_a_ban_to_come_frees_nothing_that_needs_a_licence_till_then():
    later = replace(BAN, state="scheduled", effective=When("2019-08-10"), stages={
        "effective": (Dated(When("2019-08-10"), False, (SAID,)),)})  # fmt: skip
    licence = replace(MEASURE, id="measure:licence")
    both = expose(network(), state(measures=(licence, later)), LEXICON, horizon=DAYS, draws=32, lp_draws=0)
    alone = asked(measure=licence)
    assert item(both).time_to_survive == item(alone).time_to_survive
    assert both.products[0].first_shortage_days.base == alone.products[0].first_shortage_days.base
    assert both.products[0].lost_revenue.base >= alone.products[0].lost_revenue.base


def test_a_suspended_ban_that_comes_again_within_the_horizon_cuts_from_that_day():
    begun = When("2019-07-02")
    paused = replace(BAN, state="withdrawn", ended=begun, again=When("2019-07-20"),
                     stages={**BAN.stages, "withdrawn": (Dated(begun, False, (SAID,)),)})  # fmt: skip
    hit = touched(network(), state(measures=(paused,)), LEXICON, "KR")[0]
    assert (hit.effect, hit.since, hit.until) == ("prohibited", When("2019-07-20"), None)
    found = asked(measure=paused)
    ban = asked(measure=BAN)
    assert found.products[0].first_shortage_days.base == ban.products[0].first_shortage_days.base + 16


def test_a_ban_that_has_come_again_holds_from_that_day():
    back = replace(BAN, effective=When("2019-06-01"), again=When("2019-07-04"))
    assert touched(network(), state(measures=(back,)), LEXICON, "KR")[0].since == When("2019-07-04")


def test_the_licence_after_a_ban_is_filed_at_its_end_however_old_its_measure_is():
    ended = When("2019-07-24")
    over = replace(BAN, ended=ended, stages={**BAN.stages, "withdrawn": (Dated(ended, False, (SAID,)),)})
    old = replace(MEASURE, id="measure:licence", effective=When("2018-01-04"))
    found = item(expose(network(), state(measures=(old, over)), LEXICON, horizon=DAYS, draws=32, lp_draws=0))
    young = item(expose(network(), state(measures=(replace(MEASURE, id="measure:licence"), over)), LEXICON,
                        horizon=DAYS, draws=32, lp_draws=0))  # fmt: skip
    later = (MEASURE.effective.earliest - old.effective.earliest).days
    assert [found.wait.low - later, found.wait.base - later, found.wait.high - later] == [
        young.wait.low, young.wait.base, young.wait.high
    ]  # fmt: skip
