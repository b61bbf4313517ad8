"""The licence question over states made by hand; the real dispute is asked in test_questions."""

from dataclasses import replace
from datetime import date

import pytest
from build import said
from build import state as folded

from detente.errors import UsageError
from detente.ledger.answered import answer_text
from detente.ledger.licence import Question, ask
from detente.ledger.rules import regime_of, regimes
from detente.ledger.views import (
    Amendment,
    Coming,
    Competing,
    Conflict,
    Dated,
    Freed,
    GroupMembership,
    Licence,
    LicenceBook,
    Measure,
    State,
    Support,
    Unplaced,
)
from detente.lexicon import Entry, Lexicon
from detente.lexicon import lexicon as bundled
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


def test_days_seen_run_from_the_control_in_force_at_the_approval_and_are_never_negative():
    def approval(when):
        return Licence("item:photoresist", None, "approved", When(when), None, None, None, None, (SAID,))

    early, between, late = approval("2019-06-01"), approval("2019-07-24"), approval("2019-10-10")
    book = LicenceBook("item:photoresist", None, (early, between, late), 3, None, 0, 0, 0, None, (), None)
    later = replace(MEASURE, id="measure:later", effective=When("2019-10-01"), stages={})
    first = replace(MEASURE, ended=When("2019-09-30"), state="withdrawn")
    found = ask(state(first, later, licences=(book,)), PHOTORESIST, LEXICON)
    assert found.observed_days == ((20, 20), (9, 9))


def test_what_was_not_checked_is_named():
    named = ask(state(MEASURE), replace(PHOTORESIST, exporter="company:x"), LEXICON).not_checked
    assert "end use: not given" in named
    assert "exporter: given, no rule in the data uses it" in named
    assert any("catch-all" in what for what in named)


def test_bundled_rules_carry_a_reference_each():
    assert set(regimes()) >= {"JP", "KR"}
    for regime in regimes().values():
        assert all(rule.reference and rule.says for rule in regime.rules)
        entries = [entry for editions in regime.listed.values() for entry in editions]
        assert all(entry.entry and entry.caught in {"yes", "no", "maybe"} for entry in entries)


@pytest.mark.parametrize("text", ["country = ", 'country = "XX"', 'country = "XX"\nrule = 3'])
def test_rules_that_are_none_are_refused_in_one_line(text):
    with pytest.raises(UsageError):
        regime_of("xx.toml", text)


def test_a_third_country_is_a_file_in_the_users_folder(tmp_path, monkeypatch):
    (tmp_path / "xx.toml").write_text(
        'country="VN"\nname="Vietnam"\nlaw="l"\nnot_checked=[]\n'
        '[[listed]]\nitem="item:photoresist"\nentry="e"\ncaught="yes"\n'
        '[[rule]]\nid="r"\nsays="s"\nreference="ref"\nanswer="prohibited"\n[conditions]\n'
    )
    monkeypatch.setenv("DETENTE_RULES", str(tmp_path))
    assert ask(state(), replace(PHOTORESIST, country_of_export="VN"), LEXICON).answer == "prohibited"


# What is missing may not make the answer easier


def test_a_measure_in_force_without_a_licence_type_is_undeterminable_and_says_so():
    answer = ask(state(replace(MEASURE, licence={})), PHOTORESIST, LEXICON)
    assert answer.answer == "undeterminable"
    assert any("which licence" in says for says, _ in answer.basis)
    assert SAID in answer.supports


def test_a_word_that_names_no_licence_tells_none():
    odd = replace(MEASURE, licence={"item:photoresist": ("a special permit",)})
    assert ask(state(odd), PHOTORESIST, LEXICON).answer == "undeterminable"


def test_a_measure_that_names_no_destination_is_undeterminable_for_each():
    nameless = replace(MEASURE, targets=())
    for destination in ("KR", "VN"):
        answer = ask(state(nameless), replace(PHOTORESIST, destination=destination), LEXICON)
        assert answer.answer == "undeterminable"
        assert any("which destinations" in says for says, _ in answer.basis)


def test_a_measure_that_is_told_to_hold_for_all_destinations_holds_for_each():
    everywhere = replace(MEASURE, targets=(), everywhere=True)
    for destination in ("KR", "VN"):
        assert (
            ask(state(everywhere), replace(PHOTORESIST, destination=destination), LEXICON).answer
            == "individual"
        )


def test_an_amendment_of_which_nobody_says_what_it_brings_is_named():
    change = Amendment((), (), When("2019-08-10"), "The guideline was revised.", (SAID,))
    answer = ask(state(replace(MEASURE, amendments=(change,))), PHOTORESIST, LEXICON)
    assert answer.answer == "individual"
    assert any("amendment of 2019-08-10" in what for what in answer.not_checked)


def test_a_gap_leaves_an_answer_that_other_measures_give_and_names_itself():
    gap = replace(MEASURE, id="measure:other", name="another control", state="undeterminable", effective=None)
    answer = ask(state(MEASURE, gap), PHOTORESIST, LEXICON)
    assert answer.answer == "individual"
    assert any("another control" in what for what in answer.not_checked)


def test_a_ban_without_a_day_leaves_no_answer_that_allows_more():
    ban = replace(MEASURE, id="measure:ban", state="undeterminable", effective=None,
                  licence={"item:photoresist": ("prohibited",)})  # fmt: skip
    assert ask(state(MEASURE, ban), PHOTORESIST, LEXICON).answer == "undeterminable"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "undeterminable"),
        ({"items": ("item:hydrogen-fluoride",)}, "general_bulk"),
        ({"actor": "KR"}, "general_bulk"),
        ({"targets": ("VN",)}, "general_bulk"),
        ({"eases": True}, "general_bulk"),
        ({"when": When("2019-09-01")}, "general_bulk"),
        ({"kind": "measure_comment_opened"}, "general_bulk"),
        ({"items": (), "group": "group:jp-a", "kind": "group_changed"}, "undeterminable"),
        ({"items": (), "group": "group:jp-a", "kind": "group_changed", "targets": ("VN",)}, "general_bulk"),
    ],
)
def test_a_control_that_is_told_of_and_makes_no_measure_counts_where_it_may_reach(change, expected):
    told = Unplaced(
        "measure_effective", "JP", (), ("item:photoresist",), None, None, eases=False, supports=(SAID,)
    )
    assert ask(state(unplaced=(replace(told, **change),)), PHOTORESIST, LEXICON).answer == expected


def test_a_known_measure_explains_what_else_is_told_of_it():
    told = Unplaced(
        "measure_announced", "JP", (), ("item:photoresist",), None, None, eases=False, supports=(SAID,)
    )
    before = state(replace(MEASURE, state="scheduled"), on="2019-07-02", unplaced=(told,))
    assert ask(before, PHOTORESIST, LEXICON).answer == "general_bulk"


# Bans, several measures, forms, groups of goods


def test_a_ban_by_a_measure_is_prohibited_even_without_rules_of_the_country():
    ban = replace(MEASURE, actor="VN", licence={"item:photoresist": ("prohibited",)})
    answer = ask(state(ban), replace(PHOTORESIST, country_of_export="VN"), LEXICON)
    assert answer.answer == "prohibited"
    licence = replace(ban, licence={"item:photoresist": ("individual",)})
    assert (
        ask(state(licence), replace(PHOTORESIST, country_of_export="VN"), LEXICON).answer == "undeterminable"
    )


def test_of_two_measures_in_force_what_both_allow_counts():
    bulk = replace(MEASURE, id="measure:two", licence={"item:photoresist": ("individual", "specific_bulk")})
    assert ask(state(bulk, MEASURE), PHOTORESIST, LEXICON).answer == "individual"
    ban = replace(MEASURE, id="measure:ban", licence={"item:photoresist": ("prohibited",)})
    assert ask(state(bulk, ban), PHOTORESIST, LEXICON).answer == "prohibited"


def test_a_measure_on_one_form_leaves_the_others_to_the_rules():
    liquid = replace(MEASURE, items=("item:hydrogen-fluoride#liquid",))
    question = Question("item:hydrogen-fluoride", "JP", "KR")
    answer = ask(state(liquid), question, LEXICON)
    assert answer.answer == "depends"
    assert answer.branches == (("its form is liquid", "individual"), ("its form is another", "general_bulk"))
    assert ask(state(liquid), replace(question, form="liquid"), LEXICON).answer == "individual"
    assert ask(state(liquid), replace(question, form="gas"), LEXICON).answer == "general_bulk"


def test_a_measure_that_names_an_uncaught_form_reaches_it():
    arf = replace(MEASURE, items=("item:photoresist#arf",))
    assert ask(state(arf), replace(PHOTORESIST, form="arf"), LEXICON).answer == "individual"


def test_a_group_of_goods_is_asked_good_by_good():
    three = Entry("group:two", "item_group", "two materials", members=MEASURE.items, reference="r")
    lexicon = Lexicon([*LEXICON.entries.values(), three])
    one = replace(MEASURE, items=MEASURE.items[:1])
    question = Question("group:two", "JP", "KR")
    assert ask(state(MEASURE), question, lexicon).answer == "individual"
    answer = ask(state(one), question, lexicon)
    assert answer.branches == (("the good is photoresist", "individual"),
                               ("the good is hydrogen fluoride", "general_bulk"))  # fmt: skip


# Contested


def contested(*days, on="2019-08-20"):
    other = Support("a2", "s2", "Herald", None, date(2019, 7, 1), date(2019, 7, 1), "another sentence")
    dates = tuple(
        Dated(When(day), planned=False, supports=(who,)) for day, who in zip(days, (SAID, other), strict=True)
    )
    measure = replace(MEASURE, stages={"effective": dates}, effective=When(days[0]))
    values = tuple(Competing(d.when.value, d.supports) for d in dates)
    conflict = Conflict(
        "conflict:1", measure.id, "effective", "date", values, "contested", None, "", "They differ."
    )
    begun = (
        measure
        if date.fromisoformat(days[0]) <= date.fromisoformat(on)
        else replace(measure, state="scheduled")
    )
    return state(begun, on=on, conflicts=(conflict,))


def test_the_answer_is_contested_where_sources_that_tie_lead_to_different_ones():
    answer = ask(contested("2019-08-01", "2019-09-01"), PHOTORESIST, LEXICON)
    assert answer.answer == "contested"
    assert [kind for _, kind in answer.branches] == ["individual", "general_bulk"]
    assert "Herald" in answer.branches[1][0] and "2019-09-01" in answer.branches[1][0]
    assert answer.conflicts == ("conflict:1",)
    assert answer.standard_days == 90


@pytest.mark.parametrize("days", [("2019-07-01", "2019-07-04"), ("2019-09-01", "2019-10-01")])
def test_a_contested_day_that_does_not_touch_the_answer_does_not_contest_it(days):
    answer = ask(contested(*days), PHOTORESIST, LEXICON)
    assert answer.answer in {"individual", "general_bulk"}


def test_two_papers_that_tie_contest_the_day_between_their_days():
    told = {"items": ("photoresist",), "terms": {"licence_after": "individual"}}
    one = said("measure_effective", "2019-07-04", by="Kyodo", published="2019-07-04", key="a", **told)
    other = said("measure_effective", "2019-07-06", by="Yonhap", published="2019-07-06", key="b", **told)
    answers = {
        on: ask(folded(one, other, on=on, known="2019-07-10"), PHOTORESIST, bundled())
        for on in ("2019-07-03", "2019-07-05", "2019-07-06")
    }
    assert [answer.answer for answer in answers.values()] == ["general_bulk", "contested", "individual"]
    assert [kind for _, kind in answers["2019-07-05"].branches] == ["individual", "general_bulk"]
    assert all(len(answers[on].conflicts) == 1 for on in ("2019-07-05", "2019-07-06"))


def test_a_settled_conflict_contests_nothing():
    found = contested("2019-08-01", "2019-09-01")
    settled = replace(found.conflicts[0], state="settled", chosen="2019-08-01")
    answer = ask(replace(found, conflicts=(settled,)), PHOTORESIST, LEXICON)
    assert (answer.answer, answer.conflicts) == ("individual", ("conflict:1",))


# Who ships, who receives, what for, what is held


def ruled(more, country="XX"):
    text = f"""
country = "{country}"
name = "Nowhere"
law = "an act"
not_checked = []
[[listed]]
item = "item:photoresist"
entry = "an entry"
caught = "yes"
[[end_use]]
id = "military"
name = "military use"
words = ["army"]
[[end_use]]
id = "civil"
name = "civil use"
words = ["chips"]
excludes = ["military"]
{more}
"""
    return {country: regime_of("xx.toml", text)}


OPEN = """
[[rule]]
id = "open"
says = "s"
reference = "r"
answer = "depends"
branches = [{ if = "a bulk licence", holds = "specific_bulk", answer = "specific_bulk" }, { if = "otherwise", answer = "individual" }]
"""
DEAL = """
[[rule]]
id = "{0}"
{0} = ["{1}"]
condition = "the {0} is {1}"
says = "s"
reference = "r"
answer = "prohibited"
"""


@pytest.mark.parametrize(
    ("what", "named", "given", "expected"),
    [
        ("exporter", "company:a", None, ["prohibited", "specific_bulk", "individual"]),
        ("exporter", "company:a", "company:a", []),
        ("exporter", "company:a", "company:b", ["specific_bulk", "individual"]),
        ("consignee", "Acme Ltd", "ACME  ltd", []),
        ("consignee", "Acme Ltd", None, ["prohibited", "specific_bulk", "individual"]),
        ("end_user", "Acme Ltd", "Acme Ltd", []),
        ("end_user", "Acme Ltd", "another", ["specific_bulk", "individual"]),
        ("end_use", "military", "for the army", []),
        ("end_use", "military", "memory chips", ["specific_bulk", "individual"]),
        ("end_use", "military", "research", ["prohibited", "specific_bulk", "individual"]),
        ("end_use", "military", None, ["prohibited", "specific_bulk", "individual"]),
    ],
)
def test_a_rule_about_the_deal_is_a_branch_until_the_deal_is_told(what, named, given, expected):
    rules = ruled(DEAL.format(what, named) + OPEN)
    question = replace(PHOTORESIST, country_of_export="XX", **{what: given})
    answer = ask(state(), question, LEXICON, rules)
    assert [kind for _, kind in answer.branches] == expected
    assert answer.answer == ("depends" if expected else "prohibited")


def test_a_branch_about_the_deal_stays_open_when_a_licence_is_held():
    rules = ruled(DEAL.format("end_use", "military") + OPEN)
    question = replace(PHOTORESIST, country_of_export="XX", holds=frozenset({"specific_bulk"}))
    answer = ask(state(), question, LEXICON, rules)
    assert [kind for _, kind in answer.branches] == ["prohibited", "specific_bulk"]
    told = ask(state(), replace(question, end_use="chips"), LEXICON, rules)
    assert (told.answer, told.branches) == ("specific_bulk", ())


HOLDER = """
[[holder]]
licence = "specific_bulk"
exporter = "company:a"
consignee = "company:b"
since = "2019-01-01"
until = "2019-12-31"
reference = "the firm's own file"
"""


@pytest.mark.parametrize(
    ("exporter", "consignee", "on", "expected"),
    [
        ("company:a", "company:b", "2019-08-20", "specific_bulk"),
        ("company:a", "company:c", "2019-08-20", "depends"),
        ("company:a", None, "2019-08-20", "depends"),
        ("company:c", "company:b", "2019-08-20", "depends"),
        ("company:a", "company:b", "2020-01-01", "depends"),
    ],
)
def test_a_licence_that_the_data_know_is_the_exporters_for_that_consignee_and_while_it_lasts(
    exporter, consignee, on, expected
):
    question = replace(PHOTORESIST, country_of_export="XX", exporter=exporter, consignee=consignee)
    answer = ask(state(on=on), question, LEXICON, ruled(OPEN + HOLDER))
    assert answer.answer == expected
    assert not any("exporter" in what for what in answer.not_checked)


def test_a_bulk_licence_in_the_book_is_the_exporters_for_that_consignee():
    own = Licence("item:photoresist", None, "approved", When("2019-06-01"), "company:a", "company:b", None, None, (SAID,),
                  own=True, kind="specific_bulk", until=When("2022-05-31"))  # fmt: skip
    book = LicenceBook("item:photoresist", None, (own,), 1, None, 0, 0, 0, None, (), None, (own,))
    question = replace(PHOTORESIST, destination="VN", exporter="company:a", consignee="company:b")
    answer = ask(state(licences=(book,)), question, LEXICON)
    assert (answer.answer, answer.branches) == ("specific_bulk", ())
    assert "exporter: given, no rule in the data uses it" not in answer.not_checked
    one_contract = replace(book, approved=(replace(own, kind=None),))
    assert ask(state(licences=(one_contract,)), question, LEXICON).answer == "depends"
    assert ask(state(licences=(book,), on="2022-06-01"), question, LEXICON).answer == "depends"


def test_what_is_held_is_all_that_is_held():
    for holds, expected in (({"none"}, "individual"), ({"general_bulk"}, "individual"), (set(), "depends")):
        question = replace(PHOTORESIST, destination="VN", holds=frozenset(holds))
        assert ask(state(), question, LEXICON).answer == expected


@pytest.mark.parametrize(
    "more",
    [
        DEAL.format("end_use", "magic") + OPEN,
        OPEN.replace('answer = "depends"', 'answer = "perhaps"'),
        OPEN.replace("branches", "branch"),
        OPEN.replace('id = "open"', 'id = "open"\nto = "US"'),
        OPEN.replace('id = "open"', 'id = "open"\nin_group = "group:none"'),
        OPEN.replace('id = "open"', 'id = "open"\nsince = "yesterday"'),
        OPEN + HOLDER.replace('exporter = "company:a"\n', ""),
        OPEN.replace('caught = "yes"', "") + '[[listed]]\nitem = "item:x"\nentry = "e"\ncaught = "perhaps"\n',
    ],
)
def test_a_slip_in_a_file_of_rules_is_told_in_one_line(more):
    with pytest.raises(UsageError) as told:
        ruled(more)
    assert str(told.value).startswith("xx.toml: ") and "\n" not in str(told.value)


# Embargoes


def test_an_embargo_makes_no_ban_easier_and_is_refused_where_it_would_allow():
    ban = replace(MEASURE, targets=("IR",), licence={"item:photoresist": ("prohibited",)})
    assert ask(state(ban), replace(PHOTORESIST, destination="IR"), LEXICON).answer == "prohibited"
    with pytest.raises(UsageError, match="an embargo is prohibited or undeterminable"):
        regime_of(
            "xx.toml",
            'country="XX"\nname="x"\nlaw="l"\nnot_checked=[]\nrule=[]\n'
            '[[embargo]]\nto=["IR"]\nsays="s"\nreference="r"\nanswer="individual"\n',
        )


def test_every_answer_names_embargoes_as_not_checked_even_without_rules():
    for origin in ("JP", "VN"):
        answer = ask(state(), replace(PHOTORESIST, country_of_export=origin, destination="DE"), LEXICON)
        assert "embargoes and sanctions" in answer.not_checked[0]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("checked = false", "rule one: checked = false goes with why"),
        ('why = "not read"', "rule one: checked = false goes with why"),
        ('otherwise = "bulk"', "no such answer: bulk"),
        ("open = true", "rule one: a rule about the deal needs its condition"),
        ('[[end_use]]\nid = "a"\nname = "a"\nexcludes = ["b"]', "end use a: no such end use: b"),
    ],
)
def test_rules_say_why_a_fact_was_not_checked_and_name_only_what_there_is(more, said):
    rule = '[[rule]]\nid = "one"\nanswer = "individual"\nsays = "s"\nreference = "r"\n'
    with pytest.raises(UsageError, match=said):
        ruled(rule + more)


def test_a_class_of_use_that_rules_out_nothing_leaves_every_rule_open():
    rules = ruled(DEAL.format("end_use", "military") + OPEN + '[[end_use]]\nid = "x"\nname = "research"\n')
    asked = replace(PHOTORESIST, country_of_export="XX", end_use="research")
    answer = ask(state(), asked, LEXICON, rules)
    assert [kind for _, kind in answer.branches] == ["prohibited", "specific_bulk", "individual"]
    assert "end use: given, no rule in the data uses it" in answer.not_checked


def test_an_answer_of_older_sources_says_up_to_which_day_they_go():
    answer = ask(state(MEASURE, on="2019-12-21"), PHOTORESIST, LEXICON)
    assert answer.as_of == date(2019, 7, 1)
    text = answer_text(answer, LEXICON)
    assert "individual since 2019-07-04, as of the last source of 1 July 2019" in text
    assert "whether it has changed since is not known" in text


def test_an_answer_whose_sources_are_of_the_day_is_told_without_a_limit():
    answer = ask(state(MEASURE, on="2019-07-01"), PHOTORESIST, LEXICON)
    assert answer.as_of is None
    assert "as of the last source" not in answer_text(answer, LEXICON)


def test_a_part_that_is_to_be_withdrawn_is_scheduled_for_its_goods_only():
    part = Freed(("KR",), ("item:photoresist",), When("2019-09-15"), "freed", (SAID,))
    planned = state(replace(MEASURE, freed=(part,)))
    ((when, answer, status),) = ask(planned, PHOTORESIST, LEXICON).scheduled
    assert (when, status) == (When("2019-09-15"), "planned") and answer != "individual"
    assert ask(planned, replace(PHOTORESIST, item="item:hydrogen-fluoride"), LEXICON).scheduled == ()
