"""FollowTheMoney entities: whole, linked, and valid where its own program is installed to say so."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from detente.desk.export.ftm import entities
from detente.ledger.fold import state_of
from detente.ledger.log import Log
from detente.lexicon import lexicon

CHRONOLOGY = Path(__file__).parents[3] / "examples/korea-japan-2019/chronology.jsonl"
REQUIRED = {
    "PublicBody": {"name"}, "Company": {"name"}, "Person": {"name"}, "Organization": {"name"},
    "Event": {"name"}, "License": {"name", "authority"}, "CourtCase": {"name"}, "Article": {"title"},
    "CourtCaseParty": {"case", "party"}, "Documentation": {"document", "entity"},
}  # fmt: skip
LINKS = {"organizer", "involved", "authority", "case", "party", "document", "entity"}
DATES = {"date", "startDate", "endDate", "contractDate", "fileDate", "closeDate", "publishedAt"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    with Log.open(
        tmp_path_factory.mktemp("log") / "x.db", create=True, clock=lambda: datetime(2026, 1, 5, tzinfo=UTC)
    ) as log:
        log.add_chronology(CHRONOLOGY)
        state = state_of(log, known=date(2019, 11, 23))
    return state, list(entities(state, lexicon()))


def test_every_entity_is_whole_and_refers_to_those_before_it(made):
    _, found = made
    seen = set()
    for one in found:
        assert re.fullmatch(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?", one["id"]) and one["id"] not in seen
        assert REQUIRED[one["schema"]] <= one["properties"].keys()
        for name, values in one["properties"].items():
            assert values and all(isinstance(value, str) and value for value in values)
            assert name not in LINKS or set(values) <= seen
            assert name not in DATES or all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value) for value in values)
        seen.add(one["id"])


def test_every_measure_event_deadline_and_case_is_there_with_its_sources(made):
    state, found = made
    told = {one["properties"]["recordId"][0] for one in found if one["schema"] == "Event"}
    assert told == {
        x.id for x in (*state.measures, *state.timeline, *state.talks, *state.calls, *state.deadlines)
    }
    cases = [one for one in found if one["schema"] == "CourtCase"]
    assert {one["properties"]["name"][0] for one in cases} == {p.name for p in state.proceedings}
    backed = {one["properties"]["entity"][0] for one in found if one["schema"] == "Documentation"}
    assert {one["id"] for one in cases} <= backed


def test_parties_have_their_schema_and_country(made):
    _, found = made
    by_name = {one["properties"]["name"][0]: one for one in found if one["properties"].get("name")}
    japan = by_name["Government of Japan"]
    assert (japan["schema"], japan["properties"]["country"]) == ("PublicBody", ["jp"])
    assert any(one["schema"] == "Person" for one in found)


def test_the_same_state_gives_the_same_lines(made):
    state, found = made
    assert list(entities(state, lexicon())) == found


def test_followthemoney_itself_finds_them_valid(made):
    model = pytest.importorskip(
        "followthemoney", reason="followthemoney is a peer: pip install --group ftm"
    ).model
    for one in made[1]:
        schema = model.get(one["schema"])
        schema.validate(one)
        for name, values in one["properties"].items():
            kind = schema.get(name).type
            assert all(
                kind.clean(value) == value or kind.name in {"name", "text", "string", "url"}
                for value in values
            ), (name, values)
        proxy = model.get_proxy(one)
        assert set(proxy.to_dict()["properties"]) == set(one["properties"])
