"""What pages alone, without a chronology, add up to."""

from dataclasses import replace

import pytest
from build import APPROVALS, GROUP_A, M3, MA, THREE, THREE_ITEMS, page, said, state

from detente.ledger.brief import brief
from detente.ledger.choose import Level, level, values
from detente.ledger.fold import acts
from detente.lexicon import lexicon
from detente.model import Kind, Mention, When

CHIPS = "group:jp-3-semiconductor-materials"


def measures(found):
    return {m.id: m for m in found.measures}


def book(found, item, form=None):
    return next(b for b in found.licences if (b.item, b.form) == (item, form))


def test_a_list_without_an_id_is_the_preferred_group_of_the_country_that_acts():
    told = page(
        "group_changed",
        "2019-08-28",
        status="planned",
        terms={"group": "its trusted list", "change": "removed"},
    )
    (found,) = state(told).measures
    assert (found.group, found.state) == ("group:jp-a", "scheduled")


def test_a_change_of_group_and_an_effect_on_one_day_are_one_measure():
    told = [
        page(
            "group_changed",
            "2019-08-28",
            key="p1",
            by="A",
            status="planned",
            terms={"group": "group:white-list"},
        ),
        page(
            "measure_effective", "2019-08-28", key="p2", by="B", status="planned", measure="the restrictions"
        ),
        page("measure_promulgated", "2019-08-07", key="p3", by="C"),
    ]
    (found,) = state(*told).measures
    assert {s.publisher for s in found.supports} == {"A", "B", "C"}


def test_a_gazette_after_the_effect_is_of_the_other_measure():
    told = [
        page("measure_effective", "2019-07-04", key="p1", items=THREE),
        page("group_changed", "2019-08-28", key="p2", status="planned", terms={"group": "group:white-list"}),
        page("measure_promulgated", "2019-08-07", key="p3"),
    ]
    found = [m for m in state(*told).measures if "promulgated" in m.stages]
    assert [m.group for m in found] == ["group:jp-a"]


def test_one_of_three_materials_is_one_item_not_three():
    told = page("licence_approved", "2019-08-19", items=("photoresist", CHIPS))
    assert {b.item for b in state(told).licences if b.approved} == {"item:photoresist"}


def test_several_licences_granted_for_a_group_are_a_count():
    told = page("licence_approved", "2019-10-02", published="2019-10-02", items=(CHIPS,), count=7)
    found = book(state(told, on="2019-10-02"), CHIPS)
    assert (found.at_least, found.approved, found.reported[0].count) == (7, (), 7)


def test_an_ordinal_proves_more_licences_than_are_dated():
    told = page("licence_approved", "2019-08-19", items=("photoresist",), ordinal=2, since="2019-07-04")
    found = book(state(told), "item:photoresist")
    assert (found.at_least, len(found.approved), found.consistent) == (2, 1, True)


def test_the_first_licence_with_another_known_before_it_does_not_add_up():
    told = [
        *APPROVALS,
        page(
            "licence_approved",
            "2019-08-29",
            published="2019-08-30",
            items=("photoresist",),
            ordinal=1,
            since="2019-07-04",
        ),
    ]
    found = state(*told, on="2019-08-30")
    assert book(found, "item:photoresist").consistent is False
    assert "count" in {c.kind for c in found.conflicts}


def test_a_vague_date_does_not_glue_two_licences_together():
    vague = page("licence_approved", "2019-08", items=("photoresist",), published="2019-08-31")
    found = book(state(*APPROVALS, vague, on="2019-08-31"), "item:photoresist")
    assert len(found.approved) == 2


def test_a_licence_lifts_no_measure_in_part_either():
    told = [
        *THREE_ITEMS,
        page(
            "measure_withdrawn",
            "2019-08-08",
            published="2019-08-09",
            quote="Japan lifted part of its ban.",
            items=("photoresist",),
        ),
    ]
    assert measures(state(*told))[M3].state == "in_force"


def test_a_pact_is_the_one_agreement_that_the_page_names():
    told = [
        page("agreement_signed", "2016-11-23", agreement="agreement:gsomia"),
        page(
            "agreement_notice_decided", "2019-08-22", published="2019-08-22", actors=("KR",), targets=("JP",)
        ),
    ]
    (pact,) = state(*told, on="2019-08-22").agreements
    assert (pact.id, pact.notice, str(pact.ends)) == ("agreement:gsomia", "decided", "2019-11-22")
    assert set(pact.computed) == {"term_begins", "term_ends", "notice_deadline", "ends"}


def test_a_complaint_is_the_case_that_two_countries_have():
    told = [
        page("complaint_filed", "2019-09-11", published="2019-09-16", actors=("KR",), targets=("JP",)),
        page(
            "proceeding_suspended",
            "2019-11-22",
            key="p2",
            published="2019-11-22",
            actors=("KR",),
            targets=("JP",),
            case="case:wto/ds590",
        ),
    ]
    (case,) = state(*told, on="2019-11-23").proceedings
    assert (case.id, case.state, len(case.steps)) == ("case:wto/ds590", "suspended", 2)


def test_a_complaint_between_two_countries_without_a_known_case_is_a_case_of_its_own():
    told = page("complaint_filed", "2019-09-11", published="2019-09-16", actors=("VN",), targets=("FI",))
    assert [p.id for p in state(told, on="2019-09-16").proceedings] == ["case:fi-vn"]


def test_a_restoration_told_alone_says_that_the_country_was_not_a_member_before():
    told = page("group_changed", "2023-07-21", published="2023-06-27", status="planned",
                terms={"group": "group:white-list", "change": "restored"})  # fmt: skip
    before, after = (
        state(told, on="2023-07-01", known="2023-06-27"),
        state(told, on="2023-07-21", known="2023-06-27"),
    )
    assert [s.groups[0].member for s in (before, after)] == [False, True]


def test_a_denial_stands_against_what_others_report():
    told = [
        said(
            "measure_effective",
            "2019-08-28",
            by="A",
            published="2019-08-20",
            status="planned",
            key="a",
            measure=MA,
        ),
        said(
            "measure_effective",
            "2019-08-28",
            by="B",
            published="2019-08-21",
            status="denied",
            key="b",
            measure=MA,
        ),
    ]
    found = [c for c in state(*told).conflicts if c.kind == "claim"]
    assert [(c.state, len(c.values)) for c in found] == [("contested", 2)]


def test_a_page_that_was_changed_says_so():
    def told(when, snapshot):
        one = page(
            "agreement_notice_decided",
            when,
            agreement="agreement:gsomia",
            published="2019-08-23",
            key=snapshot,
        )
        return type(one)(**{**{f: getattr(one, f) for f in one.__slots__}, "snapshot": snapshot})

    found = state(told("2019-08-22", "v2"), told("2019-08-23", "v1"), on="2019-08-23").conflicts
    assert [c.kind for c in found] == ["page_changed"]


def test_two_publishers_outweigh_one_and_a_repost_outweighs_nobody():
    one = [said("ruling", "2018-10-30", by="A")]
    two = [*one, said("ruling", "2018-10-30", by="B")]
    repost = [said("ruling", "2018-10-30", by="C", trust=6)]
    own = [said("ruling", "2018-10-30", by="Court", trust=1, country="KR")]
    assert [level(x, "KR") for x in (one, two, repost, own)] == [
        Level.ONE_SOURCE, Level.TWO_SOURCES, Level.REPOST, Level.OFFICIAL_TEXT,
    ]  # fmt: skip
    assert level(own, "JP") is Level.ONE_SOURCE


def test_a_finer_date_refines_and_a_plan_gives_way_to_what_is_reported_later():
    told = [
        said("meeting", "2019-08", by="A", published="2019-08-31"),
        said("meeting", "2019-08-19", by="B", published="2019-08-20"),
        said("meeting", "2019-08-12", by="C", published="2019-08-01", status="planned"),
        said("meeting", "2019-08-12", by="D", published="2019-08-02", status="planned"),
    ]
    found = values(told, None)
    assert [(str(v.when), v.planned) for v in found] == [("2019-08-19", False), ("2019-08-12", True)]
    assert len(found[0].records) == 2


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"actors": ("KR", "JP")}, {"actors": ("JP", "KR")}, 1),
        ({"actors": ("person:taro-kono",)}, {"actors": ("Taro Kono", "JP")}, 1),
        ({"actors": ("KR", "JP", "person:taro-kono")}, {"actors": ("KR", "JP", "person:shinzo-abe")}, 2),
        ({"actors": ("KR", "JP")}, {"actors": ("KR", "US")}, 2),
    ],
)
def test_talks_are_the_same_for_the_same_parties_on_the_same_day(first, second, expected):
    told = [
        page("meeting", "2019-08-21", key="a", by="A", targets=(), **first),
        page("talks", "2019-08-21", key="b", by="B", targets=(), **second),
    ]
    assert len(acts(told, lexicon())) == expected


def test_the_same_appeal_in_other_words_is_one_and_another_appeal_is_not():
    told = [
        page("appeal_made", "2019-08-20", key=str(i), by=str(i), actors=("US",), terms={"content": words})
        for i, words in enumerate(
            ("to move first and restore ties", "move first to restore their ties", "extend the pact")
        )
    ]
    found = state(*told).calls
    assert sorted(len(call.supports) for call in found) == [1, 2]


def test_what_is_called_for_is_a_call_and_not_an_act():
    told = page("agreement_extended", None, status="called_for", actors=("US",), agreement="agreement:gsomia")
    found = state(told)
    assert [call.kind for call in found.calls] == ["agreement_extended"]
    assert found.agreements[0].notice == "none"


def test_measures_of_a_page_have_a_name_made_of_what_the_page_calls_them():
    (found,) = state(page("measure_effective", "2019-08-28", measure="the new rules", quote="x")).measures
    assert "the new rules" in found.name


def test_a_computed_deadline_is_left_out_where_a_source_gives_it():
    clock = page("agreement_signed", "2016-11-23", agreement="agreement:gsomia")
    due = page(
        "agreement_decision_due", "2019-08-24", status="due", agreement="agreement:gsomia", actors=("KR",)
    )
    assert [d.basis for d in state(clock).deadlines] == ["computed"]
    assert [d.basis for d in state(clock, due).deadlines] == ["source"]


def test_kinds_of_the_same_family_are_compared_and_others_are_not():
    told = [
        page(
            "deadline_set", "2019-08-24", key="a", status="due", agreement="agreement:gsomia", actors=("KR",)
        ),
        page(
            "agreement_decision_due",
            "2019-08-24",
            key="b",
            status="due",
            agreement="agreement:gsomia",
            actors=("KR",),
        ),
        page("agreement_notice_given", "2019-08-24", key="c", agreement="agreement:gsomia", actors=("KR",)),
    ]
    assert sorted(a.family for a in acts(told, lexicon())) == ["agreement_notice_given", "deadline"]


def test_the_page_mixes_up_announcement_and_effect_and_two_measures():
    told = [
        *THREE_ITEMS,
        *GROUP_A,
        *APPROVALS,
        page(
            "measure_announced",
            "2019-07-04",
            items=(CHIPS,),
            measure="the restrictions",
            quote="announced on July 4",
        ),
        page(
            "measure_effective",
            "2019-08-28",
            status="planned",
            measure="the restrictions",
            quote="on Aug. 28",
        ),
    ]
    found = {c.kind: c for c in state(*told).conflicts}
    mixed, both = found["stage_mixed_up"], found["two_measures_as_one"]
    assert [v.value for v in mixed.values] == ["2019-07-01", "2019-07-04"]
    assert all(s.quote for v in mixed.values for s in v.supports)
    assert mixed.explanation.startswith(
        "Paper gives 4 July 2019 as the day on which the individual licensing"
    )
    assert mixed.explanation.endswith(
        "but Reuters gives 1 July 2019: 4 July 2019 is the day on which it took effect."
    )
    assert {v.supports[0].quote for v in both.values} == {"announced on July 4", "on Aug. 28"}
    assert both.chosen is None


def test_a_when_of_an_act_is_the_chosen_one():
    (one,) = acts([page("meeting", "2019-08-21")], lexicon())
    assert (one.kind, one.when, one.happened(When("2019-08-20"))) == (Kind.MEETING, When("2019-08-21"), False)


def test_an_approval_that_better_supported_counts_of_none_exclude_is_not_in_the_book():
    wrong = page(
        "licence_approved", "2019-08-08", items=("hydrogen-fluoride",), by="X", published="2019-08-09"
    )
    none = [
        page(
            "licence_counted",
            "2019-08-20",
            key=by,
            by=by,
            published="2019-08-20",
            items=("hydrogen-fluoride",),
            count=0,
        )
        for by in ("A", "B")
    ]
    one, two = state(wrong, none[0]), state(wrong, *none)
    assert [len(book(s, "item:hydrogen-fluoride").approved) for s in (one, two)] == [1, 0]
    assert [(c.kind, c.state, c.chosen) for c in two.conflicts] == [("wrong_item", "settled", "0 counted")]


def test_counts_of_one_day_that_differ_compete():
    told = [
        page(
            "licence_counted",
            "2019-09-30",
            key=by,
            by=by,
            published="2019-09-30",
            items=("photoresist",),
            count=number,
        )
        for by, number in (("A", 3), ("B", 4))
    ]
    (found,) = state(*told, on="2019-09-30").conflicts
    assert (found.kind, found.state, [v.value for v in found.values]) == ("count", "contested", ["3", "4"])


def test_places_that_differ_after_the_event_are_two_accounts():
    from detente.model import Mention  # noqa: PLC0415

    told = [
        page("meeting", "2019-08-21", key=by, by=by, actors=("KR", "JP"), place=Mention(None, where))
        for by, where in (("A", "Beijing"), ("B", "Seoul"))
    ]
    assert [c.kind for c in state(*told).conflicts if c.field == "place"] == ["text"]


def test_a_date_from_metadata_alone_is_a_source_date():
    told = [
        said("meeting", "2019-07-12", by="A", published="2019-07-13", key="r"),
        said(
            "meeting", "2019-06-30", by="B", published="2019-07-13", key="r", terms={"date_from": "metadata"}
        ),
    ]
    (found,) = state(*told).conflicts
    assert (found.kind, found.chosen) == ("source_date", "2019-07-12")


def test_two_measures_that_a_page_keeps_apart_are_no_conflict():
    told = [
        *THREE_ITEMS,
        *GROUP_A,
        page("measure_announced", "2019-07-01", items=(CHIPS,), measure="licensing rules"),
        page("measure_effective", "2019-08-28", status="planned", measure="the white list"),
    ]
    assert "two_measures_as_one" not in {c.kind for c in state(*told).conflicts}


def test_an_end_of_an_agreement_on_days_far_apart_is_no_single_instant():
    told = [
        page(
            "agreement_terminated",
            when,
            key=by,
            by=by,
            status="planned",
            agreement="agreement:gsomia",
            published="2019-08-25",
        )
        for by, when in (("A", "2019-11-22"), ("B", "2019-12-31"))
    ]
    assert [c.kind for c in state(*told, on="2019-08-25").conflicts] == ["date"]


def test_a_withdrawal_without_a_known_measure_is_of_one_whose_beginning_is_not_known():
    found = state(page("measure_withdrawn", "2019-08-08", items=("photoresist",)))
    assert [e.kind for e in found.timeline] == ["measure_withdrawn"]
    assert [(m.effective, m.ended.value, m.state) for m in found.measures] == [
        (None, "2019-08-08", "withdrawn")
    ]


def test_a_comment_period_before_the_announcement_is_of_another_measure():
    told = [
        said("measure_announced", "2019-08-21", actors=("KR",), targets=("JP",), measure="measure:food"),
        page("measure_comment_closed", "2019-07-24", actors=("KR",), targets=("JP",), published="2019-07-08"),
    ]
    food = measures(state(*told))["measure:food"]
    assert list(food.stages) == ["announced"]


def test_a_loose_word_in_a_headline_is_the_good_that_the_story_names():
    told = [
        page("licence_approved", "2019-08-08", items=("group:semiconductor-materials",), ordinal=1),
        page("licence_approved", "2019-08-07", items=("photoresist#euv",)),
        page("licence_approved", "2019-08-08", key="p2", by="B", items=("group:semiconductor-materials",)),
    ]
    found = state(*told)
    assert {b.item for b in found.licences} == {"item:photoresist"}
    assert len(book(found, "item:photoresist").approved) == 1


def test_measures_against_other_countries_or_on_other_goods_stay_apart():
    told = [
        page(
            "measure_effective", "2022-10-07", key="p1", actors=("US",), targets=(), items=("semiconductors",)
        ),
        page("measure_decided", "2017-11", key="p2", actors=("US",), targets=("CA",)),
    ]
    assert {m.targets: m.items for m in state(*told, on="2023-01-01").measures} == {
        (): ("item:semiconductors",),
        ("CA",): (),
    }


def test_the_day_from_which_licences_are_counted_is_not_another_licensors():
    told = [
        page("licence_counted", "2025-05-14", key="p1", actors=("CN",), items=("dysprosium",), count=3,
             published="2025-05-14"),
        page("licence_counted", "2024-12-02", key="p2", actors=("US",), items=("semiconductors",), count=2,
             since="2024-09", published="2024-12-02"),
    ]  # fmt: skip
    found = {b.item: b.since for b in state(*told, on="2025-06-01").licences}
    assert found == {"item:dysprosium": None, "item:semiconductors": "2024-09"}


@pytest.mark.parametrize(("change", "expected"), [("added", "in_force"), ("removed", "withdrawn")])
def test_to_be_put_on_an_entity_list_is_the_restriction(change, expected):
    told = page("group_changed", "2024-12-02", actors=("US",), targets=("CN",), published="2024-12-03",
                terms={"group": "group:us-entity-list", "change": change})  # fmt: skip
    (found,) = state(told, on="2024-12-31").measures
    assert (found.state, found.name) == (expected, "additions to the entity list, China (United States)")
    assert state(told, on="2024-12-31").groups == ()


def test_one_of_three_materials_is_the_one_that_the_story_names():
    one_of = Mention(CHIPS, "three chip materials", part=True)
    told = [
        with_items(page("licence_approved", "2019-08-08", ordinal=1), one_of),
        page("licence_approved", "2019-08-07", items=("photoresist#euv",)),
    ]
    found = state(*told)
    assert {b.item for b in found.licences} == {"item:photoresist"}
    assert len(book(found, "item:photoresist").approved) == 1
    assert not [c for c in found.conflicts if "items" in c.kind or "items" in c.field]


def with_items(record, *items):
    return replace(record, assertion=replace(record.assertion, items=items))


def opened(**more):
    """A page that announces a measure and asks for comments, and does not say on what."""
    silent = {"key": "p1", "by": "Ministry", "published": "2019-07-01", "targets": ()}
    return [
        page("measure_announced", "2019-07-01", **silent, **more),
        page("measure_comment_opened", "2019-07-01", **silent, **more),
        page("measure_comment_closed", "2019-07-24", **{**silent, "actors": ()}, status="planned", **more),
    ]


def test_an_announced_measure_without_items_and_its_open_comments_are_told():
    found = state(*opened(), on="2019-07-02")
    (one,) = found.measures
    assert (one.state, one.items, one.name) == ("announced", (), "measure of Japan, items not known")
    ((due,)) = found.deadlines
    assert (due.when, due.state) == (When("2019-07-24"), "open")
    assert [plan.status for plan in brief(found).planned] == ["announced"]


def test_once_a_page_names_the_items_the_announcement_is_of_that_measure():
    named = page("measure_announced", "2019-07-01", key="p2", by="A", published="2019-07-02", items=THREE)
    (one,) = state(*opened(), named, on="2019-07-02").measures
    assert {"item:photoresist"} < set(one.items)
    assert "items not known" not in one.name


def test_a_measure_that_is_only_supposed_or_of_no_country_is_none():
    assert not state(*opened(), on="2019-07-02", known="2019-06-30").measures
    nobody = {"key": "p1", "published": "2019-07-01", "actors": (), "targets": ()}
    assert not state(page("measure_announced", "2019-07-01", **nobody), on="2019-07-02").measures
    supposed = page("measure_announced", "2019-07-01", key="p1", targets=(), status="supposed")
    assert not state(supposed, on="2019-09-02").measures


def test_a_licence_taken_back_is_revoked_and_no_denial():
    told = [
        page("licence_approved", "2019-08-07", key="p1", items=("photoresist",), published="2019-08-08"),
        page("licence_denied", "2019-08-19", key="p2", items=("photoresist",), terms={"revoked": True}),
        page("licence_denied", "2019-08-20", key="p3", by="B", items=("photoresist",)),
    ]
    found = book(state(*told), "item:photoresist")
    assert (found.at_least, found.denied, found.revoked) == (1, 1, 1)
    assert sorted(one.outcome for one in found.other) == ["denied", "revoked"]


def test_a_denial_of_no_licence_is_none():
    told = page("licence_denied", None, items=("photoresist",), count=0)
    assert not any(b.denied for b in state(told).licences)


def test_outcomes_by_number_are_counted_as_many_as_they_are():
    told = [
        page("licence_approved", "2019-08-07", key="p1", items=("photoresist",), published="2019-08-08"),
        page("licence_denied", None, key="p2", items=("photoresist",), count=2),
        page("licence_denied", "2019-08-19", key="p3", by="B", items=("photoresist",)),
        page("licence_returned", None, key="p4", items=("photoresist",), count=4),
    ]
    found = book(state(*told), "item:photoresist")
    assert (found.at_least, found.denied, found.returned, found.pending) == (1, 2, 4, 0)
    assert {(one.outcome, one.count) for one in found.outcomes} == {("denied", 2), ("returned", 4)}


def test_the_last_number_that_was_pending_counts():
    def waiting(count, published, by):
        more = {"items": ("photoresist",), "count": count, "terms": {"pending": True}}
        return page("licence_applied", None, key=published, by=by, published=published, **more)

    first, last = waiting(7, "2019-08-01", "A"), waiting(2, "2019-08-20", "B")
    assert book(state(first, on="2019-08-02"), "item:photoresist").pending == 7
    assert book(state(first, last), "item:photoresist").pending == 2


def test_outcomes_of_several_items_together_are_of_all_of_them():
    told = page("licence_denied", None, items=THREE, count=3)
    found = state(told)
    assert book(found, CHIPS).denied == 3
    assert not any(b.denied for b in found.licences if b.item != CHIPS)


def test_what_is_decided_without_a_day_is_to_come_and_no_stage_of_the_measure_it_eases():
    told = [
        page("measure_effective", "2019-07-04", key="p1", items=("photoresist",),
             quote="Japan put the resin under individual licences."),
        page("measure_decided", None, key="p2", by="B", published="2019-08-16", items=("photoresist",),
             quote="Tokyo decided to make the resin eligible again for a general bulk license."),
    ]  # fmt: skip
    (found,) = state(*told).measures
    assert (found.state, found.ended) == ("in_force", None)
    assert "decided" not in found.stages
    (coming,) = found.coming["item:photoresist"]
    assert (coming.licence, coming.when, coming.status) == ("general_bulk", None, "decided")


@pytest.mark.parametrize(
    ("items", "called"),
    [
        (((None, "hydrogen-fluoride"), ("gas", "hydrogen-fluoride")), "hydrogen fluoride"),
        ((("gas", "hydrogen-fluoride"),), "hydrogen fluoride (gas)"),
        ((("gas", "hydrogen-fluoride"), ("liquid", "hydrogen-fluoride")), "hydrogen fluoride (gas, liquid)"),
    ],
)
def test_the_name_of_a_measure_tells_a_good_once(items, called):
    told = page("measure_effective", "2019-08-28")
    mentions = tuple(Mention(f"item:{name}", name, form=form) for form, name in items)
    told = replace(told, assertion=replace(told.assertion, items=mentions))
    (found,) = state(told, on="2019-09-01").measures
    assert found.name == f"measure of Japan on {called} (South Korea)"
