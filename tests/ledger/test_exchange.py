"""Assertions out of the log and in again, and the schemas that other programs rely on."""

import json
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from detente.ledger.chronology.rows import Row
from detente.ledger.exchange import AssertionRow, logged_json
from detente.ledger.log import Log

CHRONOLOGY = Path(__file__).parents[2] / "examples/korea-japan-2019/chronology.jsonl"
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


def schema(name):
    return json.loads((resources.files("detente") / "schemas" / f"{name}.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def logged(tmp_path_factory):
    with Log.open(tmp_path_factory.mktemp("log") / "x.db", create=True, clock=lambda: NOW) as log:
        log.add_chronology(CHRONOLOGY)
        return list(log.assertions())


def test_what_goes_out_comes_back_without_loss(logged, tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text("".join(json.dumps(logged_json(one)) + "\n" for one in logged), "utf-8")
    with Log.open(tmp_path / "y.db", create=True, clock=lambda: NOW) as log:
        added = log.add_assertions(path)
        back = list(log.assertions())
    assert added.refused == 0
    assert [logged_json(one) for one in back] == [logged_json(one) for one in logged]
    assert [(one.assertion, one.source, one.key, one.quote) for one in back] == [
        (one.assertion, one.source, one.key, one.quote) for one in logged
    ]


def test_what_goes_out_follows_the_schema(logged):
    checker = jsonschema.Draft202012Validator(schema("assertion"))
    for one in logged:
        checker.validate(logged_json(one))


def test_the_bundled_chronology_follows_the_schema():
    checker = jsonschema.Draft202012Validator(schema("chronology"))
    for line in CHRONOLOGY.read_text("utf-8").splitlines():
        checker.validate(json.loads(line))


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({"kind": "meeting"}, "source: Field required"),
        ({"source": {}, "kind": "picnic"}, "kind: "),
        ({"source": {"published": "soon"}, "kind": "meeting"}, "source.published: no date"),
        ({"source": {}, "kind": "meeting", "count": -1}, "count: "),
        ({"source": {}, "kind": "meeting", "colour": "red"}, "colour: Extra inputs"),
        (
            {"source": {}, "kind": "meeting", "when": {"value": "2019-08-07", "tz": "Nowhere"}},
            "no such time zone",
        ),
        ([], "the row: "),
    ],
)
def test_a_wrong_row_is_refused_with_its_line_and_field(row, complaint, tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text("\n" + json.dumps(row) + "\n", "utf-8")
    with Log.open(tmp_path / "x.db", create=True) as log:
        added = log.add_assertions(path)
    assert (added.units, added.refused) == (0, 1)
    assert (
        added.problems[0].message.startswith("rows.jsonl, line 2: ")
        and complaint in added.problems[0].message
    )


def test_a_day_in_a_zone_and_a_reading_of_an_unknown_kind(tmp_path):
    path = tmp_path / "rows.jsonl"
    row = {
        "source": {"publisher": "P", "published": "2019-08"},
        "kind": "meeting",
        "when": {"value": "2019-11-22", "tz": "Asia/Seoul"},
    }
    path.write_text(
        json.dumps(row) + "\n" + json.dumps({"article": {"id": "x"}, "assertions": []}) + "\n", "utf-8"
    )
    with Log.open(tmp_path / "x.db", create=True) as log:
        added = log.add_assertions(path)
        (one,) = log.assertions()
    assert one.assertion.when.tz == "Asia/Seoul"
    assert "no field" in added.problems[-1].message


@pytest.mark.parametrize(("name", "model"), [("assertion", AssertionRow), ("chronology", Row)])
def test_the_published_schema_is_that_of_the_checks_at_the_border(name, model):
    published, checked = schema(name), model.model_json_schema()
    assert {key: published[key] for key in checked if key != "title"} == {
        k: v for k, v in checked.items() if k != "title"
    }
