"""A chronology's rows become what each source said, and no source says what it could not know."""

import json
from datetime import UTC, date, datetime

import pytest

from detente.ledger.fold import fold
from detente.ledger.log import Log
from detente.lexicon import lexicon

TODAY = datetime(2026, 1, 5, 12, tzinfo=UTC)


def source(url="https://a.example/story", published="2019-08-08", **rest):
    row = {"url": url, "publisher": "Paper", "published": published, "lang": "en"} | rest
    return {key: value for key, value in row.items() if value is not None}


def row(**given):
    return {
        "id": "x-1",
        "dates": {"occurred": "2019-08-07"},
        "type": "meeting",
        "states": ["JP", "KR"],
        "actors": ["METI", "MOTIE"],
        "summary": "They meet by video.",
        "sources": [source()],
    } | given


@pytest.fixture
def read(tmp_path):
    """Rows in, what the log hands out back."""

    def reading(*rows):
        path = tmp_path / "rows.jsonl"
        path.write_text("".join(json.dumps(one) + "\n" for one in rows), "utf-8")
        with Log.open(tmp_path / "x.db", create=True, clock=lambda: TODAY) as log:
            added = log.add_chronology(path)
            return list(log.assertions()), added

    return reading


def said(logged, kind):
    return [one for one in logged if one.assertion.kind == kind]


@pytest.mark.parametrize(
    ("type_", "role", "kind", "status"),
    [
        ("measure_announced", "announced", "measure_announced", "occurred"),
        ("measure_announced", "in_effect", "measure_effective", "occurred"),
        ("measure_decided", "promulgation_planned", "measure_promulgated", "planned"),
        ("measure_decided", "in_effect_planned", "measure_effective", "planned"),
        ("measure_withdrawn", "in_effect", "measure_withdrawn", "occurred"),
        ("measure_amended", "in_effect", "measure_amended", "occurred"),
        ("public_comment", "start", "measure_comment_opened", "occurred"),
        ("public_comment", "end", "measure_comment_closed", "occurred"),
        ("licence_approved", "approved", "licence_approved", "occurred"),
        ("licence_approved", "shipped", "goods_shipped", "occurred"),
        ("agreement_termination_decided", "decided", "agreement_notice_decided", "occurred"),
        ("agreement_termination_decided", "notice_deadline", "agreement_decision_due", "due"),
        ("agreement_termination_decided", "would_end", "agreement_terminated", "planned"),
        ("agreement_termination_suspended", "would_have_ended", "agreement_terminated", "supposed"),
        ("deadline", "deadline", "agreement_decision_due", "due"),
        ("demand_with_deadline", "deadline", "deadline_set", "due"),
        ("policy_dialogue", "decided", "measure_decided", "occurred"),
        ("wto_complaint_withdrawn", "comment_end", "measure_comment_closed", "occurred"),
        ("statistic", "period", "impact_reported", "occurred"),
    ],
)
def test_a_role_becomes_the_kind_and_status_of_its_table(read, type_, role, kind, status):
    logged, _ = read(row(type=type_, dates={role: "2019-08-07"}, measure="m", agreement="KR-JP GSOMIA"))
    found = said(logged, kind)
    assert [(one.assertion.status, one.assertion.when.value) for one in found] == [(status, "2019-08-07")]


def test_a_window_of_earliest_and_latest_is_one_interval(read):
    dates = {"approved_earliest": "2019-09-11", "approved_latest": "2019-09-20", "reported": "2019-09-30"}
    (one,), _ = read(row(type="licence_approved", dates=dates, sources=[source(published="2019-09-30")]))
    assert one.assertion.when.value == "2019-09-11/2019-09-20"


def test_start_and_end_of_talks_are_one_interval(read):
    (one,), _ = read(row(type="policy_dialogue", dates={"start": "2019-08-05", "end": "2019-08-07"}))
    assert (one.assertion.kind, one.assertion.when.value) == ("talks", "2019-08-05/2019-08-07")


def test_a_source_from_before_the_event_knows_the_plan_and_not_the_outcome(read):
    sources = [source(published="2019-07-01"), source("https://b.example", "2019-08-08")]
    (plan, report), _ = read(row(sources=sources, extra={"round": 8}))
    assert (plan.assertion.status, plan.quote, plan.assertion.terms) == ("planned", "", {})
    assert report.assertion.status == "occurred"
    assert (report.quote, report.assertion.terms) == ("They meet by video.", {"round": 8})


def test_an_announcement_may_be_quoted_before_the_effect_it_foretells(read):
    logged, _ = read(
        row(
            type="measure_announced",
            dates={"announced": "2019-08-07", "in_effect": "2019-08-28"},
            measure="m",
        )
    )
    assert [(one.assertion.status, one.quote) for one in said(logged, "measure_effective")] == [
        ("planned", "They meet by video.")
    ]


def test_a_source_that_gives_another_date_does_not_also_give_the_rows(read):
    sources = [source(), source("https://b.example", "2019-08-09")]
    conflict = {
        "field": "occurred",
        "values": [{"value": "2019-08-06 (Washington)", "sources": ["https://b.example"]}],
    }
    logged, _ = read(row(sources=sources, conflicts=[conflict]))
    assert {one.source.url: one.assertion.when.value for one in logged} == {
        "https://a.example/story": "2019-08-07",
        "https://b.example": "2019-08-06",
    }


@pytest.mark.parametrize(
    ("value", "when"),
    [
        ("2019-08-06 (North American time stamp)", "2019-08-06"),
        ("2019-08", "2019-08"),
        ("April 16", "2019-04-16"),
        ("October 10th, with a preparatory meeting", "2019-10-10"),
        ("end of 22 November", "2019-11-22"),
        ("23 November / Saturday", "2019-11-23"),
        ("mid-September", "2019-09-11/2019-09-20"),
        ("late February 2020", "2020-02-21/2020-02-29"),
        ("18-20 April", "2019-04-18/2019-04-20"),
        ("September 2018", "2018-09"),
    ],
)
def test_dates_in_words_are_understood_where_they_begin_the_value(read, value, when):
    conflict = {"field": "occurred", "values": [{"value": value, "sources": ["https://b.example"]}]}
    logged, _ = read(row(conflicts=[conflict]))
    assert [one.assertion.when.value for one in logged if one.source.url == "https://b.example"] == [when]


@pytest.mark.parametrize(
    "value", ["at once", "Tuesday / Monday", "2019-13-01", "April 31", "a 2019-08-06 report"]
)
def test_a_value_that_is_no_date_is_kept_as_a_claim(read, value):
    conflict = {"field": "occurred", "values": [{"value": value, "sources": ["https://b.example"]}]}
    logged, _ = read(row(conflicts=[conflict]))
    (one,) = [one for one in logged if one.source.url == "https://b.example"]
    assert one.assertion.when is None
    assert one.assertion.terms["claims"] == {"occurred": value}


def test_a_date_from_wrong_metadata_stands_beside_what_the_source_says(read):
    wrong = source(page_metadata_date_wrong="2019-01-08")
    conflict = {"field": "occurred", "values": [{"value": "2019-01-08 (swapped)", "sources": [wrong["url"]]}]}
    logged, added = read(row(sources=[wrong], conflicts=[conflict]))
    assert {one.assertion.when.value: one.assertion.terms.get("date_from") for one in logged} == {
        "2019-08-07": None,
        "2019-01-08": "metadata",
    }
    assert "metadata-date-wrong" in {problem.code for problem in added.problems}


def test_other_competing_values_are_claims_of_their_sources_and_the_note_is_not_shown(read):
    conflict = {
        "field": "nature",
        "values": [
            {"value": "ban", "sources": ["https://b.example"]},
            {"value": "no ban", "sources": [source()["url"]]},
        ],
        "note": "the second is right",
    }
    logged, _ = read(row(conflicts=[conflict]))
    assert {one.source.url: one.assertion.terms["claims"]["nature"] for one in logged} == {
        "https://a.example/story": "no ban",
        "https://b.example": "ban",
    }
    assert "second is right" not in repr(logged)


def test_counts_are_one_assertion_an_item_and_one_in_all(read):
    extra = {
        "counts": {"photoresist": 3, "hydrogen fluoride (gas)": 1, "hydrogen fluoride (liquid)": 0},
        "total": 4,
    }
    logged, _ = read(
        row(
            type="count_report",
            dates={"as_of": "2019-08-07"},
            items=["photoresist", "hydrogen fluoride"],
            extra=extra,
            summary="Four licences since 4 July.",
        )
    )
    counts = [(one.assertion.items[0].id, one.assertion.items[0].form, one.assertion.count) for one in logged]
    assert counts[:3] == [
        ("item:photoresist", None, 3),
        ("item:hydrogen-fluoride", "gas", 1),
        ("item:hydrogen-fluoride", "liquid", 0),
    ]
    assert (logged[3].assertion.count, logged[3].assertion.terms) == (4, {"total": True})
    assert {one.assertion.since for one in logged} == {"2019-07-04"}


def test_no_licence_for_two_items_is_a_count_of_none_for_each(read):
    value = {"value": "no licence yet for HF or FPI", "sources": [source()["url"]]}
    logged, _ = read(
        row(
            type="licence_approved",
            dates={"approved": "2019-08-07"},
            items=["photoresist"],
            conflicts=[{"field": "status_2019-08-08", "values": [value]}],
        )
    )
    counts = said(logged, "licence_counted")
    assert [(one.assertion.items[0].id, one.assertion.count, one.assertion.when.value) for one in counts] == [
        ("item:hydrogen-fluoride", 0, "2019-08-08"),
        ("item:fluorinated-polyimide", 0, "2019-08-08"),
    ]


def test_items_and_form_of_a_competing_value_replace_the_rows(read):
    values = [{"value": "solid", "sources": ["https://b.example"]}]
    items = [{"value": "hydrogen fluoride and fluorinated polyimide", "sources": ["https://c.example"]}]
    logged, _ = read(
        row(
            type="licence_approved",
            dates={"approved": "2019-08-07"},
            items=["hydrogen fluoride"],
            extra={"form": "gas"},
            conflicts=[{"field": "form", "values": values}, {"field": "items", "values": items}],
        )
    )
    assert {one.source.url: [(m.id, m.form) for m in one.assertion.items] for one in logged} == {
        "https://a.example/story": [("item:hydrogen-fluoride", "gas")],
        "https://b.example": [("item:hydrogen-fluoride", "solid")],
        "https://c.example": [("item:hydrogen-fluoride", None), ("item:fluorinated-polyimide", None)],
    }


def test_a_month_is_known_at_its_end_and_a_source_without_date_from_the_record_time(read):
    sources = [source(published="2019-08"), source("https://b.example", None)]
    (month, none), added = read(row(sources=sources))
    assert (month.source.known_from.isoformat(), month.source.known_by.isoformat()) == (
        "2019-08-01",
        "2019-08-31",
    )
    assert (none.source.dated, none.source.known_by) == (False, TODAY.date())
    assert [problem.code for problem in added.problems] == ["no-date"]


def test_a_source_named_only_in_a_conflict_has_its_date_from_another_row_or_its_address(read):
    urls = ["https://b.example", "https://c.example/2019/08/21/story"]
    conflict = {"field": "nature", "values": [{"value": "ban", "sources": urls}]}
    other = row(id="x-2", sources=[source("https://b.example", "2019-09-30")])
    logged, _ = read(row(conflicts=[conflict]), other)
    known = {one.source.url: one.source.known_by.isoformat() for one in logged if one.key == "x-1"}
    assert known["https://b.example"] == "2019-09-30"
    assert known["https://c.example/2019/08/21/story"] == "2019-08-21"


def test_a_row_that_restores_belongs_to_the_terminating_act(read):
    logged, _ = read(
        row(
            type="measure_decided",
            dates={"decided": "2019-08-07", "in_effect_planned": "2019-08-28"},
            measure="jp-kr-group-a-removal",
            summary="Cabinet restores Korea to group A.",
        )
    )
    assert [
        (one.assertion.kind, one.assertion.terms["act"], one.assertion.terms["group"]) for one in logged
    ] == [
        ("measure_decided", "terminating", "group:jp-a"),
        ("measure_withdrawn", "terminating", "group:jp-a"),
    ]


def test_exporter_and_consignee_are_parties_of_the_contract_and_not_of_the_approval(read):
    (one,), _ = read(
        row(
            type="licence_approved",
            dates={"approved": "2019-08-07"},
            actors=["METI", "Stella Works (exporter)", "Chip Maker (reported consignee)"],
            items=["photoresist"],
            extra={"ordinal_for_item": 1},
            summary="First licence since 4 July.",
        )
    )
    assert [mention.id for mention in one.assertion.actors] == ["body:jp/meti"]
    assert [mention.id for mention in one.assertion.targets] == ["KR"]
    assert (one.assertion.terms["exporter"], one.assertion.terms["consignee"]) == (
        "Stella Works",
        "Chip Maker",
    )
    assert (one.assertion.ordinal, one.assertion.since) == (1, "2019-07-04")


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"dates": {"occurred": "2019-02-30"}}, "dates.occurred: no such day: '2019-02-30'"),
        ({"type": "picnic"}, "no kind for 'picnic'"),
        ({"sources": []}, "sources: "),
        ({"id": ""}, "id: "),
    ],
)
def test_a_wrong_row_is_left_out_whole_with_its_line_and_the_others_are_added(read, changes, complaint):
    logged, added = read(row(id="good"), row(**changes))
    assert {one.key for one in logged} == {"good"}
    assert added.refused == 1
    (problem,) = [problem for problem in added.problems if problem.code == "bad-row"]
    assert "line 2" in problem.message and complaint in problem.message


def test_an_unknown_role_or_field_is_signalled(read):
    logged, added = read(row(dates={"occurred": "2019-08-07", "hatched": "2019-08-01"}, colour="red"))
    assert len(logged) == 1
    assert {problem.code for problem in added.problems} == {"unknown-role", "unknown-field"}


def test_before_the_outcome_a_source_knows_the_plan_alone_and_from_then_on_the_outcome(read):
    early = source("https://a.example/plan", "2024-03-01", publisher="First")
    late = source("https://a.example/outcome", "2024-03-15", publisher="Second")
    dates = {"planned": "2024-03-12", "occurred": "2024-03-14"}
    logged, _ = read(row(dates=dates, sources=[early, late]))
    told = [(one.source.publisher, one.assertion.status, one.assertion.when.value) for one in logged]
    assert told == [("First", "planned", "2024-03-12"), ("Second", "occurred", "2024-03-14")]
    assert [one.assertion.terms.get("planned_for") for one in logged] == [None, "2024-03-12"]
    at_first = fold(logged, date(2024, 3, 2), date(2024, 3, 2), lexicon())
    assert not at_first.conflicts
    assert "14 March" not in str(at_first)
    (found,) = fold(logged, date(2024, 3, 20), date(2024, 3, 20), lexicon()).conflicts
    assert (found.kind, found.state, found.chosen) == ("plan_and_outcome", "settled", "2024-03-14")


def test_the_plan_of_a_measure_does_not_hide_the_day_that_its_announcement_gives(read):
    dates = {"decided": "2024-03-01", "in_effect_planned": "2024-04-01"}
    logged, _ = read(
        row(type="measure_decided", dates=dates, measure="m", sources=[source(published="2024-03-02")])
    )
    assert [one.assertion.when.value for one in logged] == ["2024-03-01", "2024-04-01"]
