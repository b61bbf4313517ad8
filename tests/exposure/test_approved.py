"""The approvals known to others: of what, for whom, of how much, by which sentence, in every answer."""

import json
from dataclasses import replace
from importlib import resources

import jsonschema
import pytest
from exposure_cases import MEASURE, SAID, book, hand, state

from detente.desk.approved import sentences
from detente.desk.explained import render_explained
from detente.desk.exposed import render
from detente.desk.memo import markdown, write
from detente.exposure.answer import expose
from detente.exposure.explain import explain
from detente.exposure.recovery import assume, seen_so_far
from detente.exposure.shapes import explained_json, exposure_json
from detente.ledger.views import Licence, Step
from detente.lexicon import lexicon
from detente.model import When

RESIST, ACID = "item:photoresist", "item:hydrogen-fluoride"
NAMED = replace(MEASURE, items=(RESIST, ACID))
TOLD = replace(SAID, quote="one contract was approved")
NAMES = replace(SAID, assertion="a9", quote="Samsung Electronics is to receive it")


def approved(when="2019-08-07", form="euv", **more):
    return Licence(
        RESIST, form, "approved", When(when), None, "company:samsung-electronics", 1, None, (TOLD,), **more
    )


def asked(*licences, on="2019-08-08"):
    books = [replace(book(RESIST, form=form), approved=mine) for form, mine in _by_form(licences).items()]
    known = state(on, measures=(NAMED,), licences=books)
    return expose(hand(), known, lexicon(), horizon=60, draws=0), known


def _by_form(licences):
    return {
        form: tuple(one for one in licences if one.form == form)
        for form in dict.fromkeys(x.form for x in licences)
    }


def test_the_one_approval_is_told_with_its_buyer_and_all_that_is_not_known_of_it():
    text = render(asked(approved())[0], lexicon())
    listed = text[text.index("Approvals known") :].splitlines()
    assert listed[0] == "Approvals known, each of one contract: it frees its one buyer and nobody else"
    assert listed[1] == (
        "  photoresist (euv), approved on 7 August 2019, day 34 of the control, the only one known: for "
        "Samsung Electronics, exporter not known, quantity not known; frees Samsung Electronics alone"
    )
    assert listed[2] == "      Gazette, 1 July 2019, recorded as: one contract was approved"


def test_what_is_known_of_exporter_and_quantity_is_told_and_an_unnamed_buyer_is_called_so():
    more = replace(
        approved(), consignee=None, exporter="company:stella-chemifa", quantity="300 kg", form=None
    )
    text = render(asked(more)[0], lexicon())
    assert "photoresist (form not recorded), approved on 7 August 2019" in text
    assert "for a buyer not named, exporter Stella Chemifa, quantity 300 kg; frees that buyer alone" in text


def test_of_several_approvals_the_first_is_counted_and_the_others_follow():
    later = replace(approved("2019-08-19", form=None), ordinal=2)
    text = render(asked(approved(), later, on="2019-08-30")[0], lexicon())
    listed = text[text.index("Approvals known") :]
    assert "day 34 of the control, the first of 2 known" in listed
    assert listed.index("7 August") < listed.index(
        "photoresist (form not recorded), approved on 19 August 2019: for"
    )


def test_where_nothing_is_approved_nothing_is_listed():
    answer, known = asked()
    assert "Approvals known" not in render(answer, lexicon())
    assert "alone" not in markdown(write(answer, known, lexicon()))


def test_the_memo_tells_it_with_its_sentence():
    answer, known = asked(approved())
    page = markdown(write(answer, known, lexicon()))
    at = page.index(
        "Approvals under it, each of one contract and for its one buyer alone: photoresist (euv): "
        "first approval after 34 days, 7 August 2019, for Samsung Electronics, quantity not known"
    )
    assert "one contract was approved" in page[at:].splitlines()[1]


def test_the_explanation_of_the_low_case_names_the_approval_that_it_rests_on():
    found = explain(asked(approved())[0], "chip")
    text = render_explained(found, lexicon())
    lines = text.splitlines()
    at = next(n for n, line in enumerate(lines) if "low: " in line)
    assert "photoresist (euv), approved on 7 August 2019, day 34 of the control" in lines[at + 1]
    assert "one contract was approved" in lines[at + 2]
    (chain,) = [c for c in explained_json(found)["chains"] if c["item"] == RESIST]
    rests = chain["wait"]["low_rests_on"]
    assert (rests["item"], rests["form"], rests["at_least"]) == (RESIST, "euv", 34)
    assert rests["approvals"][0]["supports"][0]["quote"] == "one contract was approved"


def test_another_good_names_whose_approval_its_low_case_rests_on():
    known = state("2019-08-08", licences=[replace(book(RESIST, form="euv"), approved=(approved(),))])
    wait = assume(known, NAMED, (ACID, None), 90, filed_after=35)
    assert wait.low_rests_on is not None and wait.low_rests_on.item == RESIST
    assert wait.reasons[0] == (
        "the quickest first approval under the same measure, of photoresist (euv), took 34 days"
    )
    assert assume(state(), NAMED, (ACID, None), 90).low_rests_on is None


def test_the_json_has_every_approval_and_follows_its_schema():
    answer, _ = asked(approved(), approved("2019-08-19", form=None), on="2019-08-30")
    shape = exposure_json(answer)
    schema = json.loads((resources.files("detente") / "schemas" / "expose.schema.json").read_text("utf-8"))
    jsonschema.validate(shape, schema)
    (first,) = [s for s in shape["items"][0]["wait"]["seen"] if s["approved"]]
    told = [(one["when"], one["form"], one["consignee"], one["quantity"]) for one in first["approvals"]]
    assert told == [
        ("2019-08-07", "euv", "company:samsung-electronics", None),
        ("2019-08-19", None, "company:samsung-electronics", None),
    ]


@pytest.mark.parametrize(
    ("supports", "shown"),
    [((TOLD, NAMES), (TOLD, NAMES)), ((NAMES, TOLD), (NAMES,)), ((TOLD,), (TOLD,)), ((), ())],
)
def test_the_sentence_that_names_the_buyer_stands_beside_that_of_the_approval(supports, shown):
    assert sentences(replace(approved(), supports=supports), lexicon()) == shown


def test_the_sentence_of_the_approval_itself_comes_before_others_of_its_page():
    step = Step("licence_approved", When("2019-08-07"), "occurred", TOLD.quote, (TOLD,))
    other = replace(SAID, quote="Samsung Electronics and others are hit")
    licence = replace(approved(), supports=(other, TOLD), steps=(step,))
    assert sentences(licence, lexicon()) == (TOLD, other)


def test_goods_that_wait_have_no_approvals():
    seen = seen_so_far(state("2019-08-08"), NAMED)
    assert seen and all(one.approvals == () for one in seen)
