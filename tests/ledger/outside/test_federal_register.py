"""Documents of the Federal Register, made up after the shape of its public interface."""

import json
from datetime import UTC, date, datetime
from importlib import resources

import jsonschema
import pytest

from detente.desk.tables import measures_text
from detente.ledger.check import check
from detente.ledger.fold import state_of
from detente.ledger.intake import rows_kind
from detente.ledger.log import Log
from detente.ledger.outside.federal_register import Document

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
RULE = {
    "document_number": "2031-01234",
    "title": "Controls on the Export of Gallium to China",
    "type": "Rule",
    "abstract": "The bureau adds a licence requirement for gallium metal.",
    "action": "Final rule.",
    "dates": "This rule is effective March 3, 2031.",
    "publication_date": "2031-02-01",
    "effective_on": "2031-03-03",
    "comments_close_on": None,
    "agencies": [
        {"raw_name": "DEPARTMENT OF COMMERCE", "name": "Commerce Department", "id": 54},
        {"raw_name": "Bureau of Industry and Security", "name": "Industry and Security Bureau", "id": 241},
    ],
    "html_url": "https://www.federalregister.gov/documents/2031/02/01/2031-01234/controls",
    "docket_ids": ["310101-0001"],
    "regulation_id_numbers": ["0694-XX00"],
    "page_length": 12,
}
PROPOSED = RULE | {
    "document_number": "2031-00555",
    "type": "Proposed Rule",
    "action": "Proposed rule; request for comments.",
    "dates": "Comments must be received by March 5, 2031.",
    "effective_on": None,
    "comments_close_on": "2031-03-05",
}


@pytest.fixture
def add(tmp_path):
    opened = []

    def _add(content):
        path = tmp_path / f"fr{len(opened)}.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content, indent=1), "utf-8")
        log = Log.open(tmp_path / f"x{len(opened)}.db", create=True, clock=lambda: NOW)
        opened.append(log)
        return log.add_rows(path, "federal_register"), log, path

    yield _add
    for log in opened:
        log.close()


def told(log):
    return [
        (one.assertion.kind.value, one.assertion.status.value, one.assertion.when.value)
        for one in log.assertions()
    ]


def test_a_rule_is_promulgated_on_publication_and_planned_to_take_effect(add):
    added, log, path = add(RULE)
    assert rows_kind(path) == "federal_register"
    assert (added.units, added.refused, added.problems) == (1, 0, ())
    assert told(log) == [
        ("measure_promulgated", "occurred", "2031-02-01"),
        ("measure_effective", "planned", "2031-03-03"),
    ]
    first, second = log.assertions()
    assert [m.id for m in first.assertion.actors] == ["body:us/commerce", "body:us/bis"]
    assert [m.id for m in first.assertion.targets] == ["CN"]
    assert [m.id for m in first.assertion.items] == ["item:gallium"]
    assert (first.quote, second.quote) == (RULE["title"], RULE["dates"])
    assert (first.source.trust, first.source.country) == (1, "US")
    assert first.source.known_by == date(2031, 2, 1)


def test_its_text_and_spans_are_whole(add, tmp_path):
    _, log, _ = add([RULE, PROPOSED])
    assert check(str(tmp_path / "x0.db")) == ()
    ((_, article), _) = log.articles()
    assert article.title == RULE["title"] and article.text.endswith(RULE["dates"])


def test_it_is_scheduled_until_its_day_and_then_in_force(add):
    _, log, _ = add(RULE)
    assert state_of(log, date(2031, 3, 2)).measures[0].state == "scheduled"
    assert state_of(log, date(2031, 3, 3)).measures[0].state == "in_force"


def test_the_stages_of_a_rule_published_after_its_effect_are_of_the_act_that_makes_it(add):
    late = {"effective_on": "2031-01-28", "comments_close_on": "2031-03-05"}
    _, log, _ = add(RULE | late)
    (found,) = state_of(log, date(2031, 6, 1)).measures
    assert {stage: dates[0].when.value for stage, dates in found.generating.stages.items()} == {
        "comment_opened": "2031-02-01",
        "comment_closed": "2031-03-05",
        "promulgated": "2031-02-01",
        "effective": "2031-01-28",
    }
    assert (found.state, found.terminating, found.ending) == ("in_force", None, {})


def test_a_proposed_rule_opens_comments_and_their_close_is_due(add):
    _, log, _ = add(PROPOSED)
    assert told(log) == [
        ("measure_comment_opened", "occurred", "2031-02-01"),
        ("measure_comment_closed", "planned", "2031-03-05"),
    ]
    state = state_of(log)
    assert state.measures[0].state == "announced"
    assert [(d.when.value, d.state, d.basis) for d in state.deadlines] == [("2031-03-05", "open", "source")]
    said = " ".join(measures_text(state).split())
    assert "comment opened 1 February 2031; comment closed 5 March 2031 (planned)" in said


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"type": "Notice", "effective_on": None}, [("statement_made", "2031-02-01")]),
        ({"type": "Notice"}, [("measure_announced", "2031-02-01"), ("measure_effective", "2031-03-03")]),
        (
            {"type": "Presidential Document", "signing_date": "2031-01-29", "effective_on": None},
            [("measure_decided", "2031-01-29"), ("measure_promulgated", "2031-02-01")],
        ),
        ({"action": "Proposed rule; withdrawal."}, [("measure_withdrawn", "2031-02-01")]),
        ({"type": "Proposed Rule", "effective_on": None}, [("measure_announced", "2031-02-01")]),
        (
            {"correction_of": "https://www.federalregister.gov/api/v1/documents/2031-00999"},
            [("measure_amended", "2031-02-01"), ("measure_effective", "2031-03-03")],
        ),
    ],
)
def test_what_a_document_does_follows_from_its_type_and_action(add, changes, expected):
    _, log, _ = add(RULE | changes)
    assert [(kind, day) for kind, _, day in told(log)] == expected


def test_a_correction_is_of_the_document_that_it_corrects(add):
    _, log, _ = add(RULE | {"correction_of": "https://www.federalregister.gov/api/v1/documents/2031-00999"})
    assert {one.assertion.measure.id for one in log.assertions()} == {"measure:fr-2031-00999"}


@pytest.mark.parametrize(
    "content",
    [
        {"count": 2, "description": "x", "results": [RULE, PROPOSED]},
        [RULE, PROPOSED],
        json.dumps(RULE) + "\n" + json.dumps(PROPOSED) + "\n",
    ],
    ids=["search results", "list", "JSON Lines"],
)
def test_documents_come_as_results_as_a_list_and_as_lines(add, content):
    added, _, path = add(content)
    assert rows_kind(path) == "federal_register"
    assert (added.units, added.refused) == (2, 0)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        (RULE | {"effective_on": "2031-03"}, "document 2 (2031-01234): effective_on: a day is expected"),
        ({"document_number": "x", "type": "Rule"}, "document 2 (x): title: Field required"),
        (RULE | {"agencies": "BIS"}, "agencies: "),
        (7, "document 2: the row: "),
    ],
)
def test_a_wrong_document_is_left_out_with_its_number_and_field(add, row, complaint):
    added, _, _ = add([PROPOSED, row])
    assert (added.units, added.refused) == (1, 1)
    assert complaint in added.problems[-1].message


def test_a_wrong_line_is_told_with_its_number(add):
    added, _, _ = add(json.dumps(RULE) + "\n{broken\n")
    assert [p.message for p in added.problems] == ["fr0.json, line 2: not JSON"]


def test_an_agency_nobody_knows_keeps_its_name_and_is_noted(add):
    added, log, _ = add(RULE | {"agencies": [{"name": "Weights and Measures Office"}]})
    (first, _) = log.assertions()
    assert [(m.id, m.name) for m in first.assertion.actors] == [
        ("US", "United States"),
        (None, "Weights and Measures Office"),
    ]
    assert [p.code for p in added.problems] == ["unknown-name"]


def test_the_published_schema_is_that_of_the_checks():
    text = (resources.files("detente") / "schemas/federal-register.schema.json").read_text("utf-8")
    published, checked = json.loads(text), Document.model_json_schema()
    assert {key: published[key] for key in checked if key != "title"} == {
        key: value for key, value in checked.items() if key != "title"
    }
    jsonschema.Draft202012Validator(published).validate(RULE)
