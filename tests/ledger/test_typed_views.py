"""The typed views, a phrase at a time, on the bundled chronology and on assertions made by hand."""

from datetime import date
from pathlib import Path

import pytest
from build import GROUP_A, M3, MA, THREE, THREE_ITEMS, said, state

from detente.desk import tables
from detente.ledger import shapes
from detente.ledger.decisions import Decisions, quote_hash
from detente.ledger.events import between
from detente.ledger.fold import state_of
from detente.ledger.log import Log
from detente.ledger.moved import says_moved
from detente.ledger.verdicts import Action, Verdict
from detente.lexicon import lexicon

CHRONOLOGY = Path(__file__).parents[2] / "examples" / "korea-japan-2019" / "chronology.jsonl"
ITEMS, GROUP = "measure:jp-3items-individual-licence", "measure:jp-kr-group-a-removal"


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "kj.db"
    with Log.open(path, create=True) as log:
        log.add_chronology(CHRONOLOGY)
        yield lambda on, known=None: state_of(log, date.fromisoformat(on), date.fromisoformat(known or on))


def measure(found, id_):
    return next(m for m in found.measures if m.id == id_)


def days(act, *stages):
    return [act.stages[stage][0].when.value for stage in stages]


# Measures: the stages of the act that makes it, and of the act that ends it


def test_an_order_goes_through_comment_cabinet_gazette_and_effect_and_so_does_the_one_that_ends_it(ask):
    found = measure(ask("2023-07-21"), GROUP)
    assert days(found.generating, "comment_opened", "decided", "promulgated", "effective") == [
        "2019-07-01", "2019-08-02", "2019-08-07", "2019-08-28",
    ]  # fmt: skip
    assert days(found.terminating, "comment_opened", "decided", "withdrawn") == [
        "2023-04-28", "2023-06-27", "2023-07-21",
    ]  # fmt: skip
    assert "gazette" in found.generating.text
    assert found.terminating.supports
    assert found.in_force is False


def test_a_guideline_changed_in_three_days_has_no_cabinet_and_no_gazette(ask):
    found = measure(ask("2019-07-04"), ITEMS)
    assert days(found.generating, "announced", "effective") == ["2019-07-01", "2019-07-04"]
    assert not {"decided", "promulgated"} & found.generating.stages.keys()
    assert found.terminating is None


def test_an_ending_that_is_only_under_way_leaves_the_measure_in_force(ask):
    found = measure(ask("2023-06-28"), GROUP)
    assert found.in_force is True
    assert days(found.terminating, "decided") == ["2023-06-27"]
    assert shapes.measure_json(found)["terminating_act"]["stages"].keys() >= {"comment_opened", "decided"}


def test_two_measures_that_the_press_calls_by_one_name_stay_two():
    told = (
        said("measure_announced", "2019-08-20", by="Paper", key="p", measure="the restrictions", origin="page",
             quote="Japan's restrictions: individual licences for three materials, and the removal from its list."),
        *THREE_ITEMS, *GROUP_A,
    )  # fmt: skip
    found = {m.id: m for m in state(*told, on="2019-09-01").measures}
    assert {M3, MA} <= found.keys()
    assert (found[M3].effective.value, found[MA].effective.value) == ("2019-07-04", "2019-08-28")
    assert set(found[M3].items) == {f"item:{name}" for name in THREE}
    assert (found[M3].group, found[MA].group, found[MA].items) == (None, "group:jp-a", ())


def test_two_amendments_are_two_acts_and_do_not_compete():
    changes = [said("measure_amended", day, items=("photoresist",), measure=M3, key=day, quote=f"Changed on {day}.")
               for day in ("2019-08-08", "2019-12-20")]  # fmt: skip
    found = state(*THREE_ITEMS, *changes, on="2020-01-01")
    assert [a.when.value for a in measure(found, M3).amendments] == ["2019-08-08", "2019-12-20"]
    text = " ".join(tables.measures_text(found).split())
    assert "amended 8 August 2019 and 20 December 2019" in text


# In force is a stock; without a day of effect it is undeterminable


def test_without_a_day_of_effect_in_force_is_undeterminable(ask):
    (coal,) = [m for m in ask("2019-08-21").measures if "coal" in m.name]
    assert (coal.in_force, coal.state, coal.effective) == (None, "undeterminable", None)
    assert shapes.measure_json(coal)["in_force"] is None


def test_a_vague_day_of_effect_is_undeterminable_within_it_and_sure_on_both_sides():
    vague = said("measure_effective", "2019-08", by="Gazette", published="2019-07-20", status="planned", items=THREE,
                 measure=M3)  # fmt: skip
    seen = [
        state(vague, on=day, known="2019-09-02").measures[0].in_force
        for day in ("2019-07-31", "2019-08-15", "2019-09-01")
    ]
    assert seen == [False, None, True]


def test_in_force_on_a_day_is_a_stock_and_lists_what_cannot_be_told(ask):
    shown = shapes.measures_json(ask("2019-08-28"), in_force=True)
    assert {m["id"]: m["in_force"] for m in shown}[GROUP] is True
    assert {m["in_force"] for m in shown} == {True, None}
    before = shapes.measures_json(ask("2019-08-27"), in_force=True)
    assert GROUP not in {m["id"] for m in before}
    assert GROUP in {m["id"] for m in shapes.measures_json(ask("2019-08-27"))}


# What happened between two days is a flow


def test_what_happened_between_two_days_is_a_flow_with_both_days_in_it(ask):
    found = between(ask("2019-09-30").timeline, date(2019, 8, 27), date(2019, 8, 29))
    assert {"statement_made", "measure_effective", "licence_approved"} <= {h.event.kind for h in found}
    assert all(date(2019, 8, 27) <= h.event.when.earliest <= date(2019, 8, 29) for h in found if h.surely)
    assert not [h for h in found if h.event.status not in {"occurred", "planned", "due"}]


def test_a_flow_says_of_what_is_dated_vaguely_that_it_may_lie_outside(ask):
    found = between(ask("2019-09-30").timeline, date(2019, 9, 11), date(2019, 9, 12))
    vague = [h for h in found if h.event.kind == "licence_approved"]
    assert [(h.surely, h.event.when.value) for h in vague] == [(False, "2019-09-11/2019-09-20")]
    assert [row["within"] for row in shapes.flow_json(vague)] == [None]


def test_flows_of_neighbouring_stretches_are_the_whole(ask):
    timeline = ask("2019-12-31").timeline
    cut = date(2019, 8, 15)
    first, rest = between(timeline, None, cut), between(timeline, date(2019, 8, 16), None)
    every = {h.event.id for h in between(timeline, None, None)}
    assert {h.event.id for h in (*first, *rest)} == every
    assert not {h.event.id for h in first if h.surely} & {h.event.id for h in rest if h.surely}


# Country groups: membership with validity and edition


@pytest.mark.parametrize(
    ("on", "known", "member", "edition"),
    [
        ("2019-08-10", "2019-08-10", True, "list of Appended Table 3, the white list"),
        ("2019-08-27", "2019-08-27", True, "list of Appended Table 3, the white list"),
        ("2019-08-28", "2019-08-28", False, "groups A to D"),
        ("2019-08-28", "2019-08-06", False, "list of Appended Table 3, the white list"),
        ("2023-07-21", "2023-07-21", True, "groups A to D"),
    ],
)
def test_membership_has_its_validity_and_the_edition_of_the_groups_as_known_then(
    ask, on, known, member, edition
):
    (found,) = [g for g in ask(on, known).groups if g.group == "group:jp-a"]
    assert (found.member, found.edition) == (member, edition)


def test_the_last_day_of_membership_is_told_before_it_comes(ask):
    (found,) = [g for g in ask("2019-08-10").groups if g.group == "group:jp-a"]
    assert (found.until.value, found.since) == ("2019-08-27", None)


def test_an_edition_that_began_on_an_unknown_day_of_a_year_is_not_told_within_it(ask):
    (found,) = [g for g in ask("2023-06-30", "2024-01-01").groups if g.group == "group:kr-top"]
    assert found.edition is None
    (later,) = [g for g in ask("2024-01-01").groups if g.group == "group:kr-top"]
    assert later.edition == "Ga and Na, merged"


# Agreements and their clock


def test_the_clock_of_an_agreement_has_term_renewal_notice_and_working_days(ask):
    (found,) = ask("2019-08-21").agreements
    assert (found.term_begins.value, found.term_ends.value) == ("2018-11-23", "2019-11-22")
    assert dict(found.clock) | {"tz": ""} == {
        "in_force": "2016-11-23", "term_years": 1, "renewal": "automatic", "notice_days": 90, "tz": "",
    }  # fmt: skip
    assert found.notice_deadline.value == "2019-08-24"
    assert dict(found.last_working_days) == {"KR": date(2019, 8, 23), "JP": date(2019, 8, 23)}
    assert "notice_deadline" not in found.computed
    assert "term_ends" in found.computed


def test_a_suspended_notice_is_a_step_and_ends_nothing(ask):
    (found,) = ask("2019-11-23").agreements
    assert [(s.kind, s.when.value) for s in found.steps if s.status == "occurred"] == [
        ("agreement_notice_decided", "2019-08-22"),
        ("agreement_notice_given", "2019-08-23"),
        ("agreement_notice_suspended", "2019-11-22"),
    ]
    assert (found.notice, found.ends, "notice_deadline" in found.computed) == ("suspended", None, True)
    assert "contested" in found.contested


def test_the_last_working_day_follows_the_calendar_of_each_party():
    told = said("agreement_decision_due", "2022-08-15", status="due", published="2022-08-01", actors=("KR", "JP"),
                agreement="agreement:gsomia")  # fmt: skip
    signed = said("agreement_signed", "2016-11-23", actors=("KR", "JP"), agreement="agreement:gsomia")
    (found,) = state(told, signed, on="2022-08-02").agreements
    # 15 August is a holiday in Korea and none in Japan
    assert dict(found.last_working_days) == {"KR": date(2022, 8, 12), "JP": date(2022, 8, 15)}


def test_a_second_notice_does_not_run_to_the_end_of_the_first():
    pact = {"agreement": "agreement:gsomia", "actors": ("KR",), "targets": ("JP",)}
    first = (
        said("agreement_notice_given", "2019-08-23", **pact),
        said("agreement_terminated", "2019-11-22", status="planned", published="2019-08-23", **pact),
        said("agreement_notice_suspended", "2019-11-22", **pact),
    )
    again = said("agreement_notice_given", "2023-03-21", **pact)
    (found,) = state(*first, again, on="2023-04-10").agreements
    assert (found.notice, found.ends.value) == ("given", "2023-11-22")
    assert "ends" in found.computed
    back = said("agreement_notice_withdrawn", "2023-04-01", **pact)
    (found,) = state(*first, again, back, on="2023-04-10").agreements
    assert (found.notice, found.ends) == ("withdrawn", None)


# Proceedings: four different things


@pytest.mark.parametrize(
    ("day", "standing", "state_", "reached"),
    [
        ("2019-09-10", None, None, None),
        ("2019-09-11", "consultations", "consultations", "consultations"),
        ("2019-11-23", "suspended_before_panel", "suspended", "consultations"),
        ("2020-06-03", "resumed", "consultations", "consultations"),
        ("2020-06-29", "panel_requested", "panel_requested", "panel_requested"),
        ("2020-07-29", "panel", "panel", "panel"),
        ("2023-03-10", "suspended_after_panel", "suspended", "panel"),
        ("2023-03-24", "withdrawn", "withdrawn", "panel"),
    ],
)
def test_suspended_before_a_panel_after_one_resumed_and_withdrawn_are_four_things(
    ask, day, standing, state_, reached
):
    found = [(p.standing, p.state, p.reached) for p in ask(day).proceedings]
    assert found == ([(standing, state_, reached)] if standing else [])


def test_a_case_that_is_only_planned_is_not_filed():
    plan = said("complaint_filed", "2019-10-01", published="2019-09-01", status="planned", actors=("KR",),
                targets=("JP",), case="case:wto/ds590")  # fmt: skip
    (found,) = state(plan, on="2019-09-02").proceedings
    assert (found.state, found.standing, found.reached) == ("not_filed",) * 3


# Talks: plan and outcome


def test_talks_planned_and_held_are_one_and_the_outcome_is_not_known_before(ask):
    (planned,) = [t for t in ask("2020-03-05").talks if t.when and t.when.value == "2020-03-10"]
    (held,) = [t for t in ask("2020-03-11").talks if t.when and t.when.value == "2020-03-10"]
    assert (planned.status, held.status, planned.id) == ("planned", "occurred", held.id)
    assert "16 hours" in held.text
    assert "hours" not in str(shapes.event_json(planned))
    assert shapes.event_json(held) in shapes.talks_json(ask("2020-03-11"))


# Deadlines


def due(found, day):
    return next(d for d in found.deadlines if d.when.value == day)


def test_a_deadline_has_weekday_zone_calendar_and_basis(ask):
    found = due(ask("2019-08-21"), "2019-08-24")
    assert (found.weekday, found.tz, found.calendar, found.basis, found.state) == (
        "Saturday", "Asia/Seoul", "KR", "source", "open",
    )  # fmt: skip
    assert (found.working_day, found.last_working_day) == (False, date(2019, 8, 23))


def test_a_deadline_binds_the_one_that_it_is_set_for(ask):
    found = due(ask("2020-05-20"), "2020-05-31")
    assert (found.who, found.tz, found.calendar, found.weekday) == (("JP",), "Asia/Tokyo", "JP", "Sunday")


def test_computed_and_told_open_met_and_missed(ask):
    seen = {(d.when.value, d.basis, d.state) for day in ("2019-08-21", "2019-09-01", "2020-09-01", "2023-03-10")
            for d in ask(day).deadlines}  # fmt: skip
    assert {
        ("2019-08-24", "source", "open"),
        ("2019-08-24", "source", "met"),
        ("2020-08-24", "source", "missed"),
        ("2023-08-24", "computed", "open"),
    } <= seen


ASKED = said("deadline_set", "2019-09-10", status="due", by="Agency", published="2019-08-20", actors=("KR",),
             targets=("JP",), key="a", quote="Seoul asked Tokyo to answer on the materials by 10 September.")  # fmt: skip
PUT_OFF = said("deadline_set", "2019-09-30", status="due", by="Agency", published="2019-09-05", actors=("KR",),
               targets=("JP",), key="b",
               quote="Seoul extended the deadline for an answer on the materials to 30 September.")  # fmt: skip


def test_a_deadline_that_was_put_off_is_moved_and_the_new_one_is_open():
    found = state(ASKED, PUT_OFF, on="2019-09-12")
    assert [(d.when.value, d.state, d.moved_to and d.moved_to.value) for d in found.deadlines] == [
        ("2019-09-10", "moved", "2019-09-30"),
        ("2019-09-30", "open", None),
    ]
    assert shapes.deadline_json(found.deadlines[0])["moved_to"]["value"] == "2019-09-30"


def test_before_it_was_told_nothing_was_moved():
    found = state(ASKED, PUT_OFF, on="2019-09-12", known="2019-09-04")
    assert [(d.when.value, d.state) for d in found.deadlines] == [("2019-09-10", "missed")]


def test_a_deadline_moved_by_a_day_is_moved_though_both_are_told_as_one_act():
    moved = said("deadline_set", "2019-09-11", status="due", by="Agency", published="2019-09-05", actors=("KR",),
                 targets=("JP",), key="b", quote="The deadline for an answer was moved to 11 September.")  # fmt: skip
    found = state(ASKED, moved, on="2019-09-06")
    assert [(d.when.value, d.state) for d in found.deadlines] == [
        ("2019-09-10", "moved"),
        ("2019-09-11", "open"),
    ]
    assert len({d.id for d in found.deadlines}) == 2


def test_another_day_without_a_word_of_moving_is_no_move():
    other = said("deadline_set", "2019-09-30", status="due", by="Paper", published="2019-09-05", actors=("KR",),
                 targets=("JP",), key="b", quote="Tokyo has until 30 September to answer on the materials.")  # fmt: skip
    assert {d.state for d in state(ASKED, other, on="2019-09-06").deadlines} == {"open"}


def test_a_comment_period_that_was_extended_is_moved():
    closes = said("measure_comment_closed", "2019-07-24", status="planned", by="Gazette", published="2019-07-01",
                  measure=MA, key="c", quote="Comments are taken until 24 July.")  # fmt: skip
    later = said("measure_comment_closed", "2019-08-05", status="planned", by="Gazette", published="2019-07-20",
                 measure=MA, key="d", quote="The comment period is extended to 5 August.")  # fmt: skip
    found = [d for d in state(*GROUP_A, closes, later, on="2019-07-21").deadlines if "comments" in d.what]
    assert [(d.when.value, d.state) for d in found] == [("2019-07-24", "moved"), ("2019-08-05", "open")]


@pytest.mark.parametrize(
    ("words", "moved"),
    [
        ("Washington pushed back the deadline to March.", True),
        ("The date was brought forward to 1 May.", True),
        ("A new deadline of 30 June was set.", True),
        ("Seoul decided not to extend the deadline.", False),
        ("Korea decides not to extend GSOMIA and to notify Japan before the 24 August deadline.", False),
        ("The deadline is 30 June.", False),
    ],
)
def test_words_of_moving(words, moved):
    assert says_moved(words) is moved


# Coverage


def test_an_answer_says_what_it_rests_on(ask):
    found = ask("2019-08-21").coverage
    assert (found.by_machine, found.by_hand, found.confirmed) == (0, found.assertions, 0)
    assert found.until == date(2019, 8, 21)
    assert found.undated == len({left.source for left in found.left_out if left.why == "undated"}) > 0
    assert found.sources > 40


def test_read_by_machine_and_confirmed_by_a_person_are_counted_apart():
    read = said("meeting", "2019-08-20", origin="page", id_="m1", quote="They met.")
    other = said("meeting", "2019-08-19", origin="page", id_="m2", by="Other", quote="They met before.")
    by_hand = said("meeting", "2019-08-18", origin="manual", id_="m3", by="Third", quote="A scan.")
    verdict = Verdict(Action.CONFIRM, "m1", "Ada", "looked at", quote=quote_hash("They met."), record=7)
    records = Decisions.of([verdict]).applied([read, other, by_hand], lexicon())
    found = state(*records).coverage
    assert (found.assertions, found.by_machine, found.by_hand, found.confirmed) == (3, 2, 1, 1)
    undone = Verdict(Action.UNDO, "verdict:7", "Ada", "wrong", undoes=7, record=8)
    again = Decisions.of([verdict, undone]).applied([read, other, by_hand], lexicon())
    assert state(*again).coverage.confirmed == 0


def test_what_a_scenario_supposes_is_no_source():
    records = [said("meeting", "2019-08-20"), said("meeting", "2019-08-10", origin="scenario", by="Supposed")]
    assert state(*records).coverage.sources == 1
