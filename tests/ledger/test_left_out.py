"""Coverage: what an answer leaves out is counted and named, and who read what, by publisher."""

from tests.ledger.build import said, state

from detente.desk.brief import render
from detente.ledger.brief import brief
from detente.ledger.shapes import brief_json
from detente.ledger.shapes.sources import publishers_json, said_by_source
from detente.lexicon import lexicon

DATED = said("measure_announced", "2019-07-01", by="Agency", items=("photoresist",), measure="measure:x")
NAMELESS = [
    said("meeting", day, by="Blog", published="2026-11-25", dated=False)
    for day in ("2019-07-12", "2019-08-01")
]


def test_an_undated_source_that_is_left_out_is_counted_and_named():
    found = state(DATED, *NAMELESS, on="2019-08-21").coverage
    assert (found.undated, found.assertions) == (1, 1)
    (one,) = found.left_out
    assert (one.publisher, one.assertions, one.why) == ("Blog", 2, "undated")


def test_an_undated_source_that_was_added_by_then_is_counted_but_not_left_out():
    found = state(DATED, *NAMELESS, on="2026-12-01").coverage
    assert (found.undated, found.assertions, found.left_out) == (1, 3, ())


def test_a_dated_source_of_a_later_day_is_not_among_what_is_left_out():
    later = said("meeting", "2019-09-12", by="Agency")
    found = state(DATED, later, on="2019-08-21").coverage
    assert (found.undated, found.left_out) == (0, ())


def test_what_the_model_alone_found_is_left_out_and_named():
    alone = said("meeting", "2019-07-12", by="Paper", terms={"found_by": "model"})
    (one,) = state(DATED, alone, on="2019-08-21").coverage.left_out
    assert (one.publisher, one.assertions, one.why) == ("Paper", 1, "unconfirmed")


def test_the_brief_says_what_is_left_out_and_why():
    whole = brief(state(DATED, *NAMELESS, on="2019-08-21"))
    text = " ".join(render(whole, lexicon()).split())
    assert "Left out: 2 assertions of 1 source without a date of publication" in text
    assert "only from the day it was added: Blog." in text
    assert brief_json(whole)["coverage"]["left_out"][0]["publisher"] == "Blog"


def test_coverage_by_publisher_says_up_to_when_and_who_read_it():
    by_page = said("talks", "2019-08-20", by="Agency", origin="page")
    rows = publishers_json(
        [record.source for record in (DATED, by_page, *NAMELESS)], said_by_source((DATED, by_page, *NAMELESS))
    )
    assert [(r["publisher"], r["sources"], r["undated"], r["until"]) for r in rows] == [
        ("Agency", 2, 0, "2019-08-20"),
        ("Blog", 1, 1, None),
    ]
    assert [(r["assertions"], r["by_machine"], r["by_hand"], r["confirmed"]) for r in rows] == [
        (2, 1, 1, 0),
        (2, 0, 2, 0),
    ]


def test_what_has_no_day_of_effect_is_not_listed_as_in_force():
    undated = said("measure_promulgated", "2019-08-07", by="Agency", measure="measure:y")
    dated = said("measure_effective", "2019-07-04", items=("photoresist",), measure="measure:x")
    whole = brief(state(dated, undated, on="2019-08-21"))
    assert [one.id for one in whole.in_force] == ["measure:x"]
    assert [one.id for one in whole.effect_unknown] == ["measure:y"]
    text = render(whole, lexicon())
    heads = [line for line in text.splitlines() if line and not line.startswith(" ")]
    assert heads[2:4] == ["In force", "Day of effect not known"]
    assert (
        "no source gives its day of effect"
        in text.partition("Day of effect not known")[2].partition("Planned")[0]
    )
    shown = brief_json(whole)
    assert [m["id"] for m in shown["effect_unknown"]] == ["measure:y"]
