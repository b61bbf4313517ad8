"""Every published shape is held to its schema, on a state that has something of everything."""

import json
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from detente.desk import tables
from detente.desk.brief import render
from detente.ledger import shapes
from detente.ledger.brief import brief
from detente.ledger.fold import fold, state_of
from detente.ledger.log import Log
from detente.lexicon import lexicon

CHRONOLOGY = Path(__file__).parents[2] / "examples" / "korea-japan-2019" / "chronology.jsonl"
SHAPES = {
    "brief": lambda state: shapes.brief_json(brief(state)),
    "timeline": shapes.timeline_json,
    "due": lambda state: shapes.due_json(state.deadlines),
    "licences": shapes.licences_json,
    "conflicts": shapes.conflicts_json,
    "measures": shapes.measures_json,
    "agreements": shapes.agreements_json,
    "groups": shapes.groups_json,
    "proceedings": shapes.proceedings_json,
    "talks": shapes.talks_json,
}
TEXTS = {
    "brief": lambda state: render(brief(state), lexicon()),
    "timeline": tables.timeline_text,
    "due": lambda state: tables.due_text(state.deadlines),
    "licences": tables.licences_text,
    "conflicts": tables.conflicts_text,
    "measures": tables.measures_text,
    "agreements": tables.agreements_text,
    "groups": tables.groups_text,
    "proceedings": tables.proceedings_text,
    "talks": tables.talks_text,
}


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "detente.db"
    with Log.open(path, create=True, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC)) as opened:
        opened.add_chronology(CHRONOLOGY)
        yield opened


def asked(log, day):
    return fold(log.assertions(), date.fromisoformat(day), date.fromisoformat(day), lexicon())


@pytest.mark.parametrize("day", ["2010-01-01", "2019-08-21", "2019-11-23", "2023-03-20", "2026-01-02"])
@pytest.mark.parametrize("view", SHAPES)
def test_each_view_keeps_to_its_schema(log, view, day):
    schema = json.loads((resources.files("detente.schemas") / f"{view}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    value = json.loads(json.dumps(SHAPES[view](asked(log, day))))
    jsonschema.Draft202012Validator(schema).validate(value)


@pytest.mark.parametrize("view", TEXTS)
def test_each_text_fits_a_hundred_columns_and_names_its_sources(log, view):
    text = TEXTS[view](asked(log, "2020-08-24"))
    assert max(map(len, text.splitlines())) <= 100
    assert "– " in text


@pytest.mark.parametrize("view", TEXTS)
def test_an_empty_ledger_says_that_it_holds_nothing(log, view):
    text = TEXTS[view](asked(log, "2010-01-01"))
    assert any(word in text for word in ("nothing", "no ", "none"))


def test_the_brief_of_21_august_has_its_parts_in_order_and_says_how_far_it_reaches(log):
    text = TEXTS["brief"](asked(log, "2019-08-21"))
    heads = [line for line in text.splitlines() if line and not line.startswith(" ")][2:]
    assert heads == [
        "In force",
        "Day of effect not known",
        "Planned",
        "Due",
        "Licences",
        "Talks",
        "Calls",
        "Conflicts",
    ]
    assert "The ledger holds nothing after 21 August 2019." in text
    assert "Saturday 24 August 2019, 3 days left: decision or notice on GSOMIA" in text
    assert "last working day Friday 23 August 2019" in " ".join(text.split())


def test_a_computed_deadline_says_that_it_is_unconfirmed(log):
    state = fold(log.assertions(), date(2022, 8, 1), date(2020, 9, 1), lexicon())
    assert "computed, unconfirmed" in tables.due_text(state.deadlines)
    assert "scheduled, as known then" in TEXTS["brief"](state)


def test_by_default_a_state_is_asked_on_the_day_of_the_latest_publication(log):
    state = state_of(log)
    assert state.on == state.known == date(2023, 7, 5)
    assert state.covers_until == date(2023, 7, 5)
