"""One measure under the names of several origins is one; different measures stay apart."""

import itertools
import json
from datetime import UTC, date, datetime

import pytest
from tests.ledger.build import said, state

from detente.ledger.fold import state_of
from detente.ledger.log import Log
from detente.page import articles
from detente.reading import read_article

JP = {"actors": ("JP",), "targets": ("KR",), "items": ("photoresist",)}


def measure(name, day="2019-07-04", *, origin="chronology", by="Agency", kind="measure_effective", **more):
    quote = more.pop("quote", "Individual licences are required.")
    return said(
        kind, day, by=by, origin=origin, measure=f"measure:{name}", key=name, quote=quote, **JP | more
    )


def ids(*records):
    return [one.id for one in state(*records, on="2019-12-01").measures]


def test_a_catalogue_and_a_chronology_tell_of_one_measure():
    records = (measure("resist"), measure("gta-1", origin="gta", by="Catalogue"))
    (one,) = state(*records, on="2019-12-01").measures
    assert one.id == "measure:resist"
    assert {s.publisher for s in one.supports} == {"Agency", "Catalogue"}


def test_the_order_of_arrival_does_not_matter():
    records = (
        measure("resist"),
        measure("gta-1", origin="gta", by="Catalogue"),
        measure("fr-1", origin="federal_register", by="Gazette"),
        measure("gta-2", origin="gta", by="Catalogue", items=("hydrogen-fluoride",)),
    )
    assert {tuple(ids(*order)) for order in itertools.permutations(records)} == {
        ("measure:gta-2", "measure:resist")
    }


APART = {
    "other goods": {"items": ("hydrogen-fluoride",)},
    "more goods": {"items": ("photoresist", "hydrogen-fluoride")},
    "another destination": {"targets": ("CN",)},
    "another actor": {"actors": ("US",)},
    "another day": {"day": "2019-07-16"},
    "another instrument": {"quote": "A quota on exports."},
    "the same origin": {"origin": "chronology"},
    "a day that is not given": {"day": "2019", "published": "2019-07-04"},
}


@pytest.mark.parametrize("difference", APART.values(), ids=list(APART))
def test_two_that_differ_stay_two(difference):
    other = measure("gta-1", **{"origin": "gta", "by": "Catalogue"} | difference)
    assert len(ids(measure("resist"), other)) == 2


def test_two_entries_of_a_catalogue_that_fit_as_well_are_joined_with_neither():
    two = [measure(f"gta-{n}", origin="gta", by="Catalogue") for n in (1, 2)]
    assert len(ids(measure("resist"), *two)) == 3


def test_dates_that_compete_by_a_few_days_are_not_enough_without_one_that_is_the_same():
    assert len(ids(measure("resist"), measure("gta-1", "2019-07-05", origin="gta", by="Catalogue"))) == 2
    both = [
        measure(name, origin=origin, by=by, kind="measure_announced", day="2019-07-01")
        for name, origin, by in (("resist", "chronology", "Agency"), ("gta-1", "gta", "Catalogue"))
    ]
    assert (
        len(ids(*both, measure("resist"), measure("gta-1", "2019-07-05", origin="gta", by="Catalogue"))) == 1
    )


TABLE = """State Act ID,Intervention ID,State Act Title,Announcement Date,Inception Date,Implementing Jurisdiction,\
Affected Jurisdiction,Intervention Type,Affected Products,Publication Date
5,71,Japan: Licensing of photoresist,2031-07-01,2031-07-04,Japan,South Korea,Export licensing requirement,370790,2031-07-10
"""
DOCUMENT = {
    "document_number": "2031-00001",
    "title": "Export Controls on Gallium to China",
    "type": "Rule",
    "action": "Final rule.",
    "abstract": "Exports of gallium need a license.",
    "publication_date": "2031-10-13",
    "effective_on": "2031-10-21",
    "dates": "Effective October 21, 2031.",
    "agencies": [{"name": "Industry and Security Bureau"}],
}
ROW = {
    "id": "own-1",
    "dates": {"in_effect": "2031-10-21"},
    "type": "measure_in_effect",
    "states": ["US", "CN"],
    "items": ["gallium"],
    "measure": "us-gallium-licensing",
    "summary": "Individual licences for gallium take effect.",
    "sources": [{"url": "https://agency.example/1", "publisher": "Agency", "published": "2031-10-21"}],
}
PRESS = {
    "2031-07-04": "Japan began to require individual licences for exports of photoresist to South Korea on 4 July 2031.",
    "2031-10-22": "The United States began to require licences for exports of gallium to China on 21 October 2031.",
    "2031-10-25": "The United States began to require licences for exports of germanium to China on 25 October 2031.",
}


def test_press_catalogue_gazette_and_chronology_meet_in_the_measures_that_they_tell_of(tmp_path):
    table, document, rows = (tmp_path / name for name in ("gta.csv", "fr.json", "rows.jsonl"))
    table.write_text(TABLE, "utf-8")
    document.write_text(json.dumps(DOCUMENT), "utf-8")
    rows.write_text(json.dumps(ROW) + "\n", "utf-8")
    with Log.open(tmp_path / "x.db", create=True, clock=lambda: datetime(2032, 1, 5, tzinfo=UTC)) as log:
        log.add_rows(table, "gta")
        log.add_rows(document, "federal_register")
        log.add_chronology(rows)
        for day, text in PRESS.items():
            page = tmp_path / f"{day}.txt"
            page.write_text(f"The Paper\n\n{day}\n\nCurbs\n\n{text}\n", "utf-8")
            for article in articles([str(page)], published=day):
                log.add(read_article(article), page.read_bytes())
        found = state_of(log, known=date(2031, 12, 1)).measures
    told = {one.items: {s.publisher for s in one.supports} for one in found}
    assert len(found) == 3
    assert told["item:photoresist",] == {"Global Trade Alert", "2031-07-04.txt"}
    assert told["item:gallium",] == {"Federal Register", "Agency", "2031-10-22.txt"}
    assert told["item:germanium",] == {"2031-10-25.txt"}
