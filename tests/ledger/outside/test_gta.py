"""Tables of Global Trade Alert: acts and interventions, and days that are none."""

from datetime import UTC, date, datetime

import pytest

from detente.desk.brief import render
from detente.ledger.brief import brief
from detente.ledger.fold import state_of
from detente.ledger.intake import rows_kind
from detente.ledger.licence import Question, ask
from detente.ledger.log import Log
from detente.ledger.shapes import measures_json
from detente.lexicon import lexicon

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
HEADER = (
    "State Act ID,Intervention ID,State Act Title,Announcement Date,Inception Date,Removal Date,"
    "Implementing Jurisdiction,Affected Jurisdiction,Intervention Type,MAST Chapter,GTA Evaluation,"
    "Affected Products,Publication Date"
)
LICENSING = (
    '37351,71001,Japan: Licensing of exports to Korea,2019-07-01,2019-07-04,,Japan,"Republic of Korea",'
    'Export licensing requirement,P7,Red,"281111, 370790",2019-07-10'
)


@pytest.fixture
def add(tmp_path):
    """Add a table of these lines; what was added, the log, the path."""
    opened = []

    def _add(*lines, header=HEADER, published=None):
        path = tmp_path / f"gta{len(opened)}.csv"
        path.write_text("\n".join((header, *lines)) + "\n", "utf-8")
        log = Log.open(tmp_path / f"x{len(opened)}.db", create=True, clock=lambda: NOW)
        opened.append(log)
        return log.add_rows(path, "gta", published), log, path

    yield _add
    for log in opened:
        log.close()


def said(log):
    return {one.assertion.kind.value: one.assertion for one in log.assertions()}


def test_an_intervention_is_a_measure_with_its_stages_parties_and_goods(add):
    added, log, path = add(LICENSING)
    found = said(log)
    assert rows_kind(path) == "gta"
    assert (added.units, added.assertions, added.refused) == (1, 2, 0)
    assert {k: v.when.value for k, v in found.items()} == {
        "measure_announced": "2019-07-01",
        "measure_effective": "2019-07-04",
    }
    one = found["measure_effective"]
    assert [m.id for m in one.actors] == ["JP"] and [m.id for m in one.targets] == ["KR"]
    assert [m.id for m in one.items] == ["item:hydrogen-fluoride", "item:photoresist"]
    assert one.measure.id == "measure:gta-71001"
    assert one.terms["gta"]["state_act"] == "37351" and one.terms["gta"]["hs"] == ["281111", "370790"]
    (measure,) = state_of(log, date(2019, 8, 1)).measures
    assert (measure.state, measure.targets) == ("in_force", ("KR",))


def test_an_entry_is_known_from_its_own_publication_and_not_from_the_act(add):
    _, log, _ = add(LICENSING)
    assert state_of(log, known=date(2019, 7, 9)).measures == ()
    assert len(state_of(log, known=date(2019, 7, 10)).measures) == 1


def test_an_entry_without_a_date_is_known_from_the_day_it_was_added_or_that_of_the_file(add):
    bare = LICENSING.removesuffix("2019-07-10")
    added, log, _ = add(bare)
    (source,) = log.sources()
    assert (source.known_by, source.dated) == (NOW.date(), False)
    assert [p.code for p in added.problems] == ["no-date"]
    _, log, _ = add(bare, published="2019-08-30")
    (source,) = log.sources()
    assert (source.known_by, source.dated) == (date(2019, 8, 30), True)


@pytest.mark.parametrize(
    ("inception", "removal", "effective", "withdrawn"),
    [
        ("2019-12-31", "", "2019", None),
        ("2019-12-30", "", "2019-12-30", None),
        ("2019-01-01", "2021-01-01", "2019-01-01", "2021"),
        ("2019-12-31 00:00:00", "2021-12-31T00:00:00", "2019", "2021-12-31"),
    ],
)
def test_the_days_that_stand_for_an_unknown_one_are_taken_for_the_year(
    add, inception, removal, effective, withdrawn
):
    line = LICENSING.replace("2019-07-04,", f"{inception},{removal}", 1).replace("2019-07-10", "2022-01-05")
    added, log, _ = add(line)
    found = said(log)
    assert found["measure_effective"].when.value == effective
    assert (found["measure_withdrawn"].when.value if withdrawn else None) == withdrawn
    told = [p.message for p in added.problems if p.code == "defaulted-day"]
    assert len(told) == (effective == "2019") + (withdrawn == "2021")


def test_a_year_answers_in_force_with_undeterminable_until_it_is_over(add):
    _, log, _ = add(LICENSING.replace("2019-07-04", "2019-12-31").replace("2019-07-10", "2020-06-01"))
    assert state_of(log, date(2019, 12, 30)).measures[0].state == "undeterminable"
    assert state_of(log, date(2019, 12, 31)).measures[0].state == "in_force"


def test_what_lies_after_the_entry_is_a_plan(add):
    _, log, _ = add(LICENSING.replace("2019-07-04,", "2019-07-20,", 1))
    assert said(log)["measure_effective"].status.value == "planned"


def test_rows_of_one_intervention_are_one_and_their_lists_are_joined(add):
    other = LICENSING.replace('"Republic of Korea"', "Chinese Taipei").replace('"281111, 370790"', "3707.90")
    added, log, _ = add(LICENSING, other)
    assert added.units == 1
    assert [m.id for m in said(log)["measure_effective"].targets] == ["KR", "TW"]


def test_two_interventions_of_one_act_stay_two(add):
    added, log, _ = add(LICENSING, LICENSING.replace("71001", "71002"))
    assert added.units == 2
    assert len(state_of(log).measures) == 2


@pytest.mark.parametrize(
    ("cell", "ids"),
    [
        ('"China, Hong Kong Special Administrative Region, Japan"', ["HK", "JP"]),
        ('"Bolivia (Plurinational State of), Viet Nam; United States of America"', ["BO", "VN", "US"]),
        ("Iran (Islamic Republic of)|Türkiye", ["IR", "TR"]),
        ("Atlantis", [None]),
    ],
)
def test_lists_of_states_are_taken_apart(add, cell, ids):
    added, log, _ = add(LICENSING.replace('"Republic of Korea"', cell))
    assert [m.id for m in said(log)["measure_announced"].targets] == ids
    assert [p.code for p in added.problems] == ["unknown-name"] * ids.count(None)


@pytest.mark.parametrize(
    "header",
    [
        HEADER.lower().replace(" ", "."),
        HEADER.lower().replace(" ", "_"),
        HEADER.replace("Inception Date", "Date Implemented").replace("Jurisdiction", "Jurisdictions"),
    ],
)
def test_the_names_of_all_its_exports_are_understood(add, header):
    _, log, path = add(LICENSING, header=header)
    assert rows_kind(path) == "gta"
    assert said(log)["measure_effective"].when.value == "2019-07-04"


def test_a_code_that_several_goods_share_names_none_and_a_title_names_them(add):
    shared = LICENSING.replace('"281111, 370790"', "280530")
    _, log, _ = add(shared)
    assert said(log)["measure_announced"].items == ()
    _, log, _ = add(shared.replace("exports to Korea", "gallium exports"))
    assert [m.id for m in said(log)["measure_announced"].items] == ["item:gallium"]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (LICENSING.replace("2019-07-04", "4/7/19"), "line 2: inception date: no date: '4/7/19'"),
        (LICENSING.replace(",Japan,", ",,"), "line 2: implementing jurisdiction: "),
        (LICENSING.replace("37351,71001", ","), "line 2: no state act id and no intervention id"),
        (LICENSING.replace("2019-07-01,2019-07-04", ","), "line 2: announcement, inception and removal"),
        (LICENSING.replace("2019-07-10", "soon"), "line 2: publication date: no date"),
    ],
)
def test_a_wrong_row_is_left_out_with_its_line_and_column(add, line, complaint):
    added, _, _ = add(line, LICENSING.replace("71001", "71002"))
    assert (added.units, added.refused) == (1, 1)
    (told,) = [p.message for p in added.problems if p.code == "bad-row"]
    assert complaint in told


def test_rows_of_one_intervention_that_contradict_each_other_are_left_out(add):
    added, _, _ = add(LICENSING, "", LICENSING.replace("2019-07-04", "2019-07-05"))
    assert (added.units, added.refused) == (0, 1)
    assert "line 2: inception: '2019-07-05' on line 4" in added.problems[0].message


@pytest.mark.parametrize(
    ("on", "state", "in_force"),
    [
        ("2019-12-31", "in_force", True),
        ("2020-01-01", "undeterminable", None),
        ("2020-06-01", "undeterminable", None),
        ("2020-12-31", "withdrawn", False),
    ],
)
def test_within_a_removal_known_to_the_year_it_cannot_be_told_whether_it_holds(add, on, state, in_force):
    _, log, _ = add(LICENSING.replace("2019-07-04,,", "2019-07-04,2020-01-01,"))
    found = state_of(log, date.fromisoformat(on))
    assert found.measures[0].ended.value == "2020"
    assert [(m["state"], m["in_force"]) for m in measures_json(found)] == [(state, in_force)]
    if in_force is None:
        assert "no source gives its day of effect" not in render(brief(found), lexicon())


@pytest.mark.parametrize(
    ("type_", "name", "licence"),
    [
        ("Export ban", "ban on exports of rice to Nepal (India)", {"item:rice": ("prohibited",)}),
        ("Export quota", "export quota of India on rice (Nepal)", {}),
        ("Export licensing requirement", "export licensing requirement of India on rice (Nepal)", {}),
        ("", "measure of India on rice (Nepal)", {}),
    ],
)
def test_the_instrument_is_told_with_the_measure(add, type_, name, licence):
    row = f"1,71009,India: Act on rice,2023-07-20,2023-07-20,2024-09-28,India,Nepal,{type_},P,Red,,2024-10-01"
    _, log, _ = add(row)
    (found,) = state_of(log, date(2024, 1, 5), date(2024, 10, 2)).measures
    assert (found.name, found.licence, found.coming) == (name, licence, {})


@pytest.mark.parametrize("all_", ["World", "All", "all countries", "World; Nepal"])
def test_the_world_is_every_destination_and_no_unknown_name(add, all_):
    row = f"1,71010,India: Act on rice,2023-07-20,2023-07-20,,India,{all_},Export ban,P,Red,,2024-10-01"
    added, log, _ = add(row)
    assert not [problem for problem in added.problems if problem.code == "unknown-name"]
    now = state_of(log, date(2024, 10, 2))
    (found,) = now.measures
    assert found.everywhere and found.targets in {(), ("NP",)}
    for to in ("NP", "BD"):
        assert ask(now, Question("item:rice", "IN", to), lexicon()).answer == "prohibited"


def test_a_licensing_requirement_reaches_the_licence_question_with_what_is_not_known(add):
    row = "1,71011,India: Act on rice,2023-07-20,2023-07-20,,India,World,Export licensing requirement,P,Red,,2024-10-01"
    _, log, _ = add(row)
    told = ask(state_of(log, date(2024, 10, 2)), Question("item:rice", "IN", "BD"), lexicon())
    assert told.answer == "undeterminable"
    assert any("export licensing requirement" in says and "which licence" in says for says, _ in told.basis)
