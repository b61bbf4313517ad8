"""The licence question over states made by hand; the real dispute is asked in test_questions."""

from dataclasses import replace
from datetime import date

import pytest

from detente.errors import UsageError
from detente.ledger.licence import Question, ask
from detente.ledger.rules import _regime, regimes
from detente.ledger.views import Coming, Dated, GroupMembership, Licence, LicenceBook, Measure, State, Support
from detente.lexicon import Entry, Lexicon
from detente.model import When

LEXICON = Lexicon(
    [
        Entry("JP", "country", "Japan", reference="r"),
        Entry("KR", "country", "Korea", reference="r"),
        Entry("VN", "country", "Vietnam", reference="r"),
        Entry("item:photoresist", "item", "photoresist", reference="r"),
        Entry("item:hydrogen-fluoride", "item", "hydrogen fluoride", reference="r"),
        Entry("group:jp-a", "country_group", "Japan's group A", reference="r"),
    ]
)
SAID = Support("a1", "s1", "Gazette", None, date(2019, 7, 1), date(2019, 7, 1), "the sentence")
FORCE = Dated(When("2019-07-04"), planned=False, supports=(SAID,))
MEASURE = Measure(
    id="measure:three",
    name="individual licences for three materials",
    actor="JP",
    targets=("KR",),
    items=("item:photoresist", "item:hydrogen-fluoride"),
    stages={"effective": (FORCE,)},
    state="in_force",
    effective=When("2019-07-04"),
    ended=None,
    licence={"item:photoresist": ("individual",), "item:hydrogen-fluoride": ("individual",)},
    standard_days=90,
)
PHOTORESIST = Question("item:photoresist", "JP", "KR")


def state(*measures, on="2019-08-20", **more):
    day = date.fromisoformat(on)
    return State(on=day, known=day, measures=measures, **more)


def test_a_measure_in_force_decides_before_the_ground_rules():
    answer = ask(state(MEASURE), PHOTORESIST, LEXICON)
    assert (answer.answer, answer.since, answer.standard_days) == ("individual", When("2019-07-04"), 90)
    assert answer.supports == (SAID,)
    assert [source for _, source in answer.basis][-1] == "Gazette"


def test_before_the_measure_the_group_decides_and_the_measure_is_scheduled():
    answer = ask(state(replace(MEASURE, state="scheduled"), on="2019-07-02"), PHOTORESIST, LEXICON)
    assert answer.answer == "general_bulk"
    assert answer.scheduled == ((When("2019-07-04"), "individual", "planned"),)
    assert answer.standard_days is None


def test_two_licence_types_under_a_measure_are_branches_the_widest_first():
    both = replace(MEASURE, licence={"item:photoresist": ("individual", "specific_bulk")})
    answer = ask(state(both), PHOTORESIST, LEXICON)
    assert answer.answer == "depends"
    assert [kind for _, kind in answer.branches] == ["specific_bulk", "individual"]


def test_a_licence_held_chooses_its_branch():
    both = replace(MEASURE, licence={"item:photoresist": ("individual", "specific_bulk")})
    holder = replace(PHOTORESIST, holds=frozenset({"specific_bulk"}))
    assert ask(state(both), holder, LEXICON).answer == "specific_bulk"
    assert ask(state(MEASURE), holder, LEXICON).answer == "individual"


def test_a_measure_without_a_day_of_effect_is_undeterminable_not_in_force():
    answer = ask(state(replace(MEASURE, state="undeterminable", effective=None)), PHOTORESIST, LEXICON)
    assert answer.answer == "undeterminable"


def test_a_change_that_is_decided_with_no_day_yet_is_scheduled_without_a_day():
    change = Coming("special_general_bulk", None, "decided", (SAID,))
    answer = ask(state(replace(MEASURE, coming={"item:photoresist": (change,)})), PHOTORESIST, LEXICON)
    assert answer.scheduled == ((None, "special_general_bulk", "decided"),)


@pytest.mark.parametrize(
    ("member", "expected"), [(True, "general_bulk"), (False, "depends"), (None, "undeterminable")]
)
def test_group_membership_in_the_ledger_overrides_the_ground_state(member, expected):
    group = GroupMembership("group:jp-a", "KR", "JP", member, None, None, None, (SAID,))
    assert ask(state(groups=(group,)), PHOTORESIST, LEXICON).answer == expected


def test_leaving_the_group_is_scheduled_for_the_day_after_the_last_day_in_it():
    group = GroupMembership("group:jp-a", "KR", "JP", True, None, When("2019-08-27"), None, (SAID,))
    answer = ask(state(groups=(group,)), PHOTORESIST, LEXICON)
    assert answer.answer == "general_bulk"
    assert answer.scheduled == ((When("2019-08-28"), "depends", "planned"),)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (replace(PHOTORESIST, country_of_export="VN"), "undeterminable"),
        (replace(PHOTORESIST, item="item:beef"), "undeterminable"),
        (replace(PHOTORESIST, form="arf"), "not_controlled"),
        (replace(PHOTORESIST, form="euv"), "general_bulk"),
        (replace(PHOTORESIST, destination="VN"), "depends"),
        (Question("item:semiconductor-equipment", "KR", "JP"), "depends"),
    ],
)
def test_missing_data_is_never_no_licence(question, expected):
    assert ask(state(), question, LEXICON).answer == expected


def test_days_seen_run_from_the_control_and_keep_windows():
    def approval(when):
        return Licence("item:photoresist", None, "approved", When(when), None, None, None, None, (SAID,))

    book = LicenceBook(
        "item:photoresist",
        None,
        (approval("2019-08-07"), approval("2019-09-23/2019-09-29")),
        2,
        None,
        0,
        0,
        0,
        None,
        (),
        None,
    )
    assert ask(state(MEASURE, licences=(book,)), PHOTORESIST, LEXICON).observed_days == ((34, 34), (81, 87))


def test_what_was_not_checked_is_named():
    named = ask(state(MEASURE), replace(PHOTORESIST, exporter="company:x"), LEXICON).not_checked
    assert "end use: not given" in named
    assert "exporter: given, no rule in the data uses it" in named
    assert any("catch-all" in what for what in named)


def test_bundled_rules_carry_a_reference_each():
    assert set(regimes()) >= {"JP", "KR"}
    for regime in regimes().values():
        assert all(rule.reference and rule.says for rule in regime.rules)
        assert all(entry.caught in {"yes", "no", "maybe"} for entry in regime.listed.values())


@pytest.mark.parametrize("text", ["country = ", 'country = "XX"', 'country = "XX"\nrule = 3'])
def test_rules_that_are_none_are_refused_in_one_line(text):
    with pytest.raises(UsageError):
        _regime("xx.toml", text)


def test_a_third_country_is_a_file_in_the_users_folder(tmp_path, monkeypatch):
    (tmp_path / "xx.toml").write_text(
        'country="VN"\nname="Vietnam"\nlaw="l"\nnot_checked=[]\n'
        '[[listed]]\nitem="item:photoresist"\nentry="e"\ncaught="yes"\n'
        '[[rule]]\nid="r"\nsays="s"\nreference="ref"\nanswer="prohibited"\n[conditions]\n'
    )
    monkeypatch.setenv("DETENTE_RULES", str(tmp_path))
    assert ask(state(), replace(PHOTORESIST, country_of_export="VN"), LEXICON).answer == "prohibited"
