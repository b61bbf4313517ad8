"""What is not known of a source or a product is said: perhaps, apart, and never 'not touched'."""

import json
from dataclasses import replace
from importlib import resources

import jsonschema
from exposure_cases import HAND, MEASURE, state

from detente.desk.exposed import render
from detente.desk.memo import markdown, write
from detente.exposure.answer import expose
from detente.exposure.network import build
from detente.exposure.shapes import exposure_json
from detente.exposure.supply import touched
from detente.exposure.tables import read_tables
from detente.lexicon import lexicon

RESIST = "item:photoresist"
UNNAMED = replace(MEASURE, items=(RESIST,), licence={})
UNSAID = "no source says what it asks for, a licence a contract or another"


def network(**changed):
    """The case worked by hand with cells of its first source changed."""
    tables = read_tables(HAND)
    sources = [dict(row) for row in tables.rows["sources"]]
    sources[0] |= changed
    return build(replace(tables, rows={**tables.rows, "sources": tuple(sources)}))


def found(measure=UNNAMED, **changed):
    return touched(network(**changed), state(measures=(measure,)), lexicon(), "KR")


def said(net, *measures):
    return render(expose(net, state(measures=measures), lexicon(), horizon=60, draws=0), lexicon())


def test_a_measure_in_force_of_which_nobody_says_what_it_asks_for_is_shown():
    (hit,) = found()
    assert (hit.effect, hit.types, hit.why) == ("maybe", (), UNSAID)
    assert found(replace(UNNAMED, state="withdrawn")) == ()
    assert found(replace(UNNAMED, targets=("US",))) == ()
    assert found(caught="no") == ()


def test_one_without_a_day_stays_undeterminable():
    (hit,) = found(replace(UNNAMED, effective=None, state="undeterminable"))
    assert hit.effect == "undeterminable"


def test_a_measure_on_a_wider_good_says_why_it_is_only_perhaps():
    wide = "group:semiconductor-materials"
    hits = found(replace(MEASURE, items=(wide,), licence={wide: ("individual",)}))
    why = "the measure is on semiconductor materials, and no source says whether this is among them"
    assert {(hit.effect, hit.why) for hit in hits} == {("maybe", why)}
    unsaid = found(replace(MEASURE, items=(wide,), licence={}))
    assert {hit.why for hit in unsaid} == {f"{why}; {UNSAID}"}


def test_a_measure_that_is_known_weighs_more_than_one_of_which_it_is_not_known():
    known = replace(MEASURE, id="measure:known", items=(RESIST,))
    (hit,) = touched(network(), state(measures=(UNNAMED, known)), lexicon(), "KR")
    assert (hit.effect, hit.measure.id) == ("stopped", "measure:known")
    assert [one.effect for one in hit.also] == ["maybe"]


def test_the_answer_the_memo_and_the_json_say_what_is_perhaps_caught():
    answer = expose(network(), state(measures=(UNNAMED,)), lexicon(), horizon=60, draws=0)
    text = render(answer, lexicon())
    assert "chip: nothing in it is surely stopped; perhaps resist (below, not counted)" in text
    assert "not touched" not in text
    assert UNSAID in text
    page = markdown(write(answer, state(measures=(UNNAMED,)), lexicon()))
    assert f"resist ({UNSAID})" in page
    shape = exposure_json(answer)
    schema = json.loads((resources.files("detente") / "schemas" / "expose.schema.json").read_text("utf-8"))
    jsonschema.validate(shape, schema)
    assert [one["why"] for one in shape["sources"]] == [UNSAID]
    assert answer.products[0].dependent_revenue == 0


def test_a_product_with_a_part_of_no_known_origin_is_never_called_untouched():
    text = said(network(item=None, share=0.3))
    assert "chip: nothing in it is surely stopped; 70% of resist is of no known origin" in text


def test_it_is_said_too_where_another_product_is_stopped():
    tables = read_tables(HAND)
    product = dict(tables.rows["products"][0]) | {"product": "other"}
    bom = dict(tables.rows["bom"][0]) | {"parent": "other", "component": "film"}
    source = dict(tables.rows["sources"][0]) | {"component": "film", "item": None, "form": None, "share": 0.3}
    rows = {
        **tables.rows,
        "products": (*tables.rows["products"], product),
        "bom": (*tables.rows["bom"], bom),
        "sources": (*tables.rows["sources"], source),
    }
    text = said(build(replace(tables, rows=rows)), replace(MEASURE, items=(RESIST,)))
    assert "other: nothing in it is surely stopped; 70% of film is of no known origin" in text
    assert "chip: first short after" in text


def test_where_all_is_known_and_nothing_is_hit_nothing_is_added():
    assert "surely" not in said(network())
