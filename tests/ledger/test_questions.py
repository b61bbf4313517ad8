"""Questions with known answers, asked of the bundled chronology through the real log.

The day asked about and the day known are the same unless a question says otherwise.
"""

from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

import pytest

from detente.ledger.fold import fold
from detente.ledger.log import Log
from detente.lexicon import lexicon

CHRONOLOGY = Path(__file__).parents[2] / "examples" / "korea-japan-2019" / "chronology.jsonl"
THREE = "measure:jp-3items-individual-licence"
GROUP_A = "measure:jp-kr-group-a-removal"
KR_LIST = "measure:kr-jp-whitelist-removal"
TOTAL = "group:jp-3-semiconductor-materials"
PHOTORESIST, HF, POLYIMIDE = "item:photoresist", "item:hydrogen-fluoride", "item:fluorinated-polyimide"


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "detente.db"
    with Log.open(path, create=True, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC)) as log:
        log.add_chronology(CHRONOLOGY)
        records = list(log.assertions())

    @lru_cache(maxsize=64)
    def state(on, known=None):
        return fold(records, date.fromisoformat(on), date.fromisoformat(known or on), lexicon())

    return state


def measures(state):
    return {m.id: m for m in state.measures}


def books(state):
    return {(b.item, b.form): b for b in state.licences}


def gsomia(state):
    return next(a for a in state.agreements if a.id == "agreement:gsomia")


def kinds(state, kind):
    return [c for c in state.conflicts if c.kind == kind]


def test_on_2_july_individual_licences_are_scheduled_for_the_4th(ask):
    found = measures(ask("2019-07-02"))[THREE]
    assert (found.state, str(found.effective)) == ("scheduled", "2019-07-04")
    assert found.licence == dict.fromkeys((PHOTORESIST, HF, POLYIMIDE), ("individual",))
    assert found.standard_days == 90


def test_by_20_august_photoresist_has_two_licences_and_the_others_none(ask):
    found = books(ask("2019-08-20"))
    assert [found[item, None].at_least for item in (PHOTORESIST, HF, POLYIMIDE)] == [2, 0, 0]
    assert found[PHOTORESIST, None].since == "2019-07-04"


def test_on_10_august_korea_is_in_group_a_through_the_27th_and_the_removal_is_promulgated(ask):
    state = ask("2019-08-10")
    (group,) = [g for g in state.groups if (g.group, g.country) == ("group:jp-a", "KR")]
    assert (group.member, str(group.until), group.measure) == (True, "2019-08-27", GROUP_A)
    assert str(measures(state)[GROUP_A].stages["promulgated"][0].when) == "2019-08-07"


def test_by_30_september_five_licences_are_reported_in_all(ask):
    found = books(ask("2019-09-30"))
    assert found[TOTAL, None].reported[-1].count == 5
    assert [found[item, None].reported[-1].count for item in (PHOTORESIST, POLYIMIDE, HF)] == [3, 1, 1]


def test_on_2_october_three_for_the_gas_one_of_them_dated_and_none_for_the_liquid(ask):
    found = books(ask("2019-10-02"))
    gas, liquid = found[HF, "gas"], found[HF, "liquid"]
    assert (gas.at_least, gas.at_most, len(gas.approved)) == (3, 3, 1)
    assert (liquid.at_least, liquid.at_most, liquid.approved) == (0, 0, ())
    assert found[TOTAL, None].at_least == 7


@pytest.mark.parametrize("on", ["2019-07-01", "2019-08-25", "2019-11-22", "2020-02-01"])
def test_as_known_on_25_august_gsomia_ends_with_22_november_in_korea(ask, on):
    found = gsomia(ask(on, "2019-08-25"))
    assert (str(found.ends), found.ends.tz) == ("2019-11-22", "Asia/Seoul")


@pytest.mark.parametrize("on", ["2019-11-23", "2020-02-01"])
def test_as_known_on_23_november_no_end_is_scheduled_and_the_notice_may_be_revived_or_not(ask, on):
    found = gsomia(ask(on, "2019-11-23"))
    assert (found.ends, found.notice) == (None, "suspended")
    assert "contested" in found.contested


def test_on_21_december_photoresist_may_go_under_either_of_two_licences(ask):
    found = measures(ask("2019-12-21"))[THREE]
    assert set(found.licence[PHOTORESIST]) == {"individual", "specific_bulk"}
    assert found.licence[HF] == ("individual",)


def test_on_10_march_2023_the_case_is_suspended_not_withdrawn(ask):
    (case,) = [p for p in ask("2023-03-10").proceedings if p.id == "case:wto/ds590"]
    assert (case.state, case.complainant, case.respondent) == ("suspended", "KR", "JP")


def test_on_20_march_2023_the_return_of_bulk_licences_is_decided_without_a_day(ask):
    found = measures(ask("2023-03-20"))[THREE]
    assert found.state == "in_force"
    assert set(found.licence[PHOTORESIST]) == {"individual", "specific_bulk"}
    assert found.licence[HF] == found.licence[POLYIMIDE] == ("individual",)
    for item in (PHOTORESIST, HF, POLYIMIDE):
        assert [(c.licence, c.when, c.status) for c in found.coming[item]] == [
            ("special_general_bulk", None, "decided")
        ]
    assert str(found.ending["decided"][0].when) == "2023-03-16"


def test_on_2_may_2023_korea_is_not_in_group_a_and_comments_are_open(ask):
    state = ask("2023-05-02")
    (group,) = [g for g in state.groups if (g.group, g.country) == ("group:jp-a", "KR")]
    assert (group.member, str(group.since), group.until) == (False, "2019-08-28", None)
    assert str(measures(state)[GROUP_A].ending["comment_opened"][0].when) == "2023-04-28"


# More questions of our own.


def test_in_july_2023_the_return_to_group_a_is_scheduled_and_then_done(ask):
    before, after = ask("2023-07-10", "2023-07-05"), ask("2023-07-21", "2023-07-05")
    (out,) = [g for g in before.groups if g.group == "group:jp-a"]
    (back,) = [g for g in after.groups if g.group == "group:jp-a"]
    assert (out.member, str(out.until)) == (False, "2023-07-20")
    assert (back.member, str(back.since)) == (True, "2023-07-21")


def test_japan_leaves_the_list_of_korea_on_18_september_and_returns_on_24_april_2023(ask):
    days = [("2019-09-17", True), ("2019-09-18", False), ("2023-04-23", False), ("2023-04-24", True)]
    for day, member in days:
        (group,) = [g for g in ask(day, "2023-07-05").groups if g.group == "group:kr-top"]
        assert (group.country, group.member) == ("JP", member)


def test_on_21_august_the_decision_on_gsomia_is_due_in_three_days_on_a_saturday(ask):
    (due,) = [d for d in ask("2019-08-21").deadlines if d.state == "open" and "GSOMIA" in d.what]
    assert (str(due.when), due.weekday, due.days_left) == ("2019-08-24", "Saturday", 3)
    assert (due.working_day, str(due.last_working_day), due.basis) == (False, "2019-08-23", "source")


def test_the_notice_deadline_is_met_by_the_decision_and_one_without_an_act_is_missed(ask):
    first, second = (
        [d.state for d in ask(on).deadlines if "GSOMIA" in d.what and str(d.when).startswith(on[:4])]
        for on in ("2019-08-25", "2020-08-25")
    )
    assert (first, second) == (["met"], ["missed"])


def test_in_2022_the_notice_deadline_is_computed_and_says_so(ask):
    (due,) = [
        d for d in ask("2022-08-01", "2020-09-01").deadlines if "GSOMIA" in d.what and d.state == "open"
    ]
    assert (due.basis, str(due.when)) == ("computed", "2022-08-24")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2019-09-12", "consultations"),
        ("2019-11-23", "suspended"),
        ("2020-06-03", "consultations"),
        ("2020-06-30", "panel_requested"),
        ("2020-07-30", "panel"),
        ("2023-03-24", "withdrawn"),
    ],
)
def test_suspended_resumed_and_withdrawn_are_told_apart(ask, on, expected):
    (case,) = [p for p in ask(on).proceedings if p.id == "case:wto/ds590"]
    assert case.state == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2019-08-22", "decided"),
        ("2019-08-23", "given"),
        ("2019-11-22", "suspended"),
        ("2023-03-21", "withdrawn"),
    ],
)
def test_the_notice_of_gsomia_is_named_for_what_was_done_with_it(ask, on, expected):
    assert gsomia(ask(on)).notice == expected


def test_coal_ash_checks_have_no_day_of_effect_from_any_source(ask):
    found = measures(ask("2019-08-12"))["measure:kr-coal-ash-inspection"]
    assert (found.actor, found.state, found.effective) == ("KR", "undeterminable", None)


@pytest.mark.parametrize(
    ("before", "after", "leak"),
    [
        ("2019-08-07", "2019-08-08", lambda s: books(s)[PHOTORESIST, None].at_least),
        ("2019-08-01", "2019-08-03", lambda s: measures(s)[GROUP_A].effective),
        ("2019-08-21", "2019-08-22", lambda s: gsomia(s).ends),
        ("2019-08-29", "2019-08-30", lambda s: books(s)[HF, None].at_least),
        ("2019-11-21", "2019-11-22", lambda s: gsomia(s).notice == "suspended"),
        ("2019-12-19", "2019-12-20", lambda s: "specific_bulk" in measures(s)[THREE].licence[PHOTORESIST]),
        ("2023-03-15", "2023-03-16", lambda s: measures(s)[THREE].coming),
        ("2023-03-22", "2023-03-23", lambda s: measures(s)[THREE].ended),
    ],
)
def test_the_day_before_knows_nothing_of_the_news_of_the_day(ask, before, after, leak):
    assert not leak(ask(before))
    assert leak(ask(after))


def test_a_plan_of_february_does_not_know_that_the_talks_went_by_video(ask):
    told = [t for t in ask("2020-02-25").talks if t.when and t.when.earliest > date(2020, 2, 25)]
    assert {str(t.when) for t in told} >= {"2020-03-10"} or told
    assert not any("video" in t.text or "video" in s.quote for t in told for s in t.supports)
    (held,) = [t for t in ask("2020-03-11").talks if str(t.when) == "2020-03-10"]
    assert "video" in held.text


def test_no_support_was_published_after_the_day_known(ask):
    state = ask("2019-08-21")
    shown = [s for m in state.measures for s in m.supports] + [s for e in state.timeline for s in e.supports]
    shown += [s for c in state.conflicts for v in c.values for s in v.supports]
    assert shown and max(s.known_by for s in shown) <= date(2019, 8, 21)


@pytest.mark.parametrize(
    ("kind", "subject", "field", "chosen"),
    [
        ("stage_mixed_up", THREE, "effective", "2019-07-04"),
        ("stage_mixed_up", GROUP_A, "effective", "2019-08-28"),
        ("deadline_mixed_up", "agreement:gsomia", "agreement_notice_decided", None),
        ("same_instant", "agreement:gsomia", "ends", "2019-11-22"),
        ("day_and_month", THREE, "announced", "2019-07-01"),
        ("time_zone", THREE, "announced", "2019-07-01"),
        ("translation", "case:wto/ds590", "complaint_filed", "2019-09-11"),
        ("form_lost", HF, "approved by 2019-10-01", "1 approved (gas)"),
        ("status_word", "agreement:gsomia", "act of 2019-11-22, extended", "notice suspended"),
        ("status_word", "case:wto/ds590", "act of 2023-03-06, withdrawn", "suspended"),
        ("motive", "measure:kr-coal-ash-inspection", "retaliation (kj-020)", None),
        ("claim", THREE, "withdrawal_requested (kj-010)", None),
    ],
)
def test_the_chronology_shows_each_kind_of_conflict(ask, kind, subject, field, chosen):
    found = {(c.subject, c.field): c for c in kinds(ask("2026-01-01"), kind)}
    assert (subject, field) in found
    assert found[subject, field].chosen == chosen
    assert found[subject, field].state == ("contested" if chosen is None else "settled")
    assert len(found[subject, field].values) > 1


def test_other_items_in_a_report_are_refuted_by_the_counts(ask):
    (found,) = kinds(ask("2026-01-01"), "wrong_item")
    assert (found.state, found.chosen) == ("settled", "photoresist")
    assert "count of 0" in found.why


def test_talks_planned_in_seoul_and_held_by_video_are_plan_and_outcome(ask):
    found = [c for c in kinds(ask("2020-03-11"), "plan_and_outcome") if c.field == "place"]
    assert [c.chosen for c in found] == ["video conference"]
    assert not [c for c in kinds(ask("2020-03-09"), "plan_and_outcome") if c.field == "place"]


def test_counts_that_grow_are_no_conflict(ask):
    state = ask("2019-10-02")
    assert [c.count for c in books(state)[TOTAL, None].reported] == [3, 5, 7]
    assert not [c for c in kinds(state, "count") if c.subject == TOTAL]
    assert books(state)[TOTAL, None].consistent is True


def test_scope_from_one_company_to_everybody_is_shown_with_all_accounts(ask):
    (found,) = [c for c in kinds(ask("2019-12-24"), "scope") if "kj-056" in c.field]
    assert len(found.values) == 4
