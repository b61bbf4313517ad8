"""The fifteen ways in which sources disagree: each found in the chronology, and in pages.

The numbers are those of the project's list of what happened in 2019 (docs/concepts/conflicts.md). Pages are
small ones written here and read by the real reader, or the bundled dispatches; where the reader cannot
yet tell scope or motive, assertions as it would yield them.
"""

from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

import pytest
from build import THREE_ITEMS, page, said, state
from pages_read import html, reading, state_of_pages

from detente.ledger.fold import fold
from detente.ledger.log import Log
from detente.lexicon import lexicon
from detente.model import Mention

EXAMPLE = Path(__file__).parents[2] / "examples" / "korea-japan-2019"
THREE, GROUP_A = "measure:jp-3items-individual-licence", "measure:jp-kr-group-a-removal"
HF, GSOMIA, DS590 = "item:hydrogen-fluoride", "agreement:gsomia", "case:wto/ds590"
ASH = "measure:kr-coal-ash-inspection"


@pytest.fixture(scope="module")
def chronology(tmp_path_factory):
    path = tmp_path_factory.mktemp("kinds") / "detente.db"
    with Log.open(path, create=True, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC)) as log:
        log.add_chronology(EXAMPLE / "chronology.jsonl")
        records = list(log.assertions())

    @lru_cache(maxsize=8)
    def known(day="2026-01-01"):
        on = date.fromisoformat(day)
        return fold(records, on, on, lexicon())

    return known


IN_THE_CHRONOLOGY = [
    (1, "stage_mixed_up", THREE, "effective", "2019-07-04",
     "Kyunghyang Shinmun gives 1 July 2019 as the day on which the individual licensing of the three"),
    (1, "stage_mixed_up", GROUP_A, "effective", "2019-08-28", "pdfslide.us gives 7 August 2019 as the day on which"),
    (2, "deadline_mixed_up", GSOMIA, "agreement_notice_decided", None,
     "Arirang gives 23 August 2019 as the day on which the end of GSOMIA was decided"),
    (3, "same_instant", GSOMIA, "ends", "2019-11-22", "GSOMIA ends with the last minute of 22 November 2019"),
    (4, "day_and_month", THREE, "announced", "2019-07-01", "FXStreet citing Reuters gives 7 January 2019"),
    (4, "time_zone", THREE, "announced", "2019-07-01", "680 News/AP gives 30 June 2019"),
    (5, "translation", DS590, "complaint_filed", "2019-09-11", "jmouy.org gives 11 November 2019"),
    (6, "form_lost", HF, "approved by 2019-10-01", "1 approved (gas)", "Trade Law Daily counts no licence for"),
    (7, "wrong_item", None, "items", "photoresist", "A licence of 7 August 2019: "),
    (8, "count", HF, "count 2019-11-11/2019-11-16", "1", "Licences for hydrogen fluoride by 11 to 16 November 2019"),
    (9, "scope", THREE, "scope (kj-056)", "change of the bulk licence guideline for photoresist",
     "On the individual licensing of the three semiconductor materials to South Korea (Japan) sources differ"),
    (10, "status_word", GSOMIA, "act of 2019-11-22, extended", "notice suspended",
     "UrduPoint/Sputnik tells what was done about GSOMIA on 22 November 2019 as an extension"),
    (10, "status_word", DS590, "act of 2023-03-06, withdrawn", "suspended",
     "www.breakinglatest.news tells what was done about the case DS590 on 6 March 2023 as a withdrawal"),
    (11, "claim", THREE, "nature (kj-008)", None, "On the individual licensing of the three"),
    (11, "motive", ASH, "retaliation (kj-020)", None, "On the measure of South Korea on coal ash (Japan) sources"),
    (12, "plan_and_outcome", None, "place", "video conference", "The talks of Yoichi Iida and Lee Ho-hyeon of 10"),
    (13, "page_changed", THREE, "source_revision (kj-070)", None, "A page about "),
    (14, "source_date", None, "published", "on or after 2019-08-15",
     "The metadata of a page of KBS World date it 6 August 2019, but it reports what happened on 15 August 2019."),
]  # fmt: skip


@pytest.mark.parametrize("row", IN_THE_CHRONOLOGY, ids=lambda row: f"{row[0]} {row[1]} {row[3]}")
def test_the_chronology_shows_it(chronology, row):
    number, kind, subject, field, chosen, begins = row
    found = [c for c in chronology().conflicts if c.kind == kind and c.field == field and c.chosen == chosen]
    found = [c for c in found if subject in {None, c.subject}]
    assert number in range(1, 16) and len(found) == 1
    assert found[0].state == ("contested" if chosen is None else "settled")
    assert found[0].explanation.startswith(begins)


DELTA, MARSH, QUAY = "Delta Times", "Marsh Gazette", "Quay Weekly"
CASE = "South Korea filed a complaint (DS590) against Japan at the World Trade Organization on {}."
NONE = "No licence has been granted for hydrogen fluoride."
IN_PAGES = {
    "2 deadline_mixed_up": (
        [
            html(DELTA, "2019-08-23", "Pact to end", "South Korea decided on 22 August 2019 not to extend GSOMIA. "
                 "It must give notice by 24 August 2019."),
            html(MARSH, "2019-08-23", "No", "South Korea decided on 22 August 2019 not to extend GSOMIA."),
            html(QUAY, "2019-11-02", "A look back", "South Korea decided on 24 August 2019 not to extend GSOMIA."),
        ],
        "2019-08-22",
    ),
    "3 same_instant": (
        [
            html(DELTA, "2019-10-30", "Pact runs out", "GSOMIA will expire on 22 November 2019."),
            html(QUAY, "2019-11-05", "Soon", "GSOMIA will expire on 23 November 2019."),
        ],
        "2019-11-22",
    ),
    "4 day_and_month": (
        [
            html(DELTA, "2019-09-12", "Case", CASE.format("11 September 2019")),
            html(QUAY, "2019-11-20", "Geneva", CASE.format("9 November 2019")),
        ],
        "2019-09-11",
    ),
    "4 time_zone": (
        [
            html(DELTA, "2019-09-12", "Case", CASE.format("11 September 2019")),
            html(MARSH, "2019-09-12", "Filed", CASE.format("11 September 2019")),
            html("Prairie Herald", "2019-09-10", "WTO", CASE.format("Tuesday")),
        ],
        "2019-09-11",
    ),
    "5 translation": (
        [
            html(DELTA, "2019-09-12", "Case", CASE.format("11 September 2019")),
            html("Hot Chip World (machine-translated)", "2019-11-20", "Trade body", CASE.format("11 November 2019")),
        ],
        "2019-09-11",
    ),
    "6 form_lost": (
        [
            html(DELTA, "2019-08-30", "Gas", "Japan approved an export of hydrogen fluoride gas to South Korea on "
                 "29 August 2019."),
            html(QUAY, "2019-10-01", "None", NONE),
        ],
        "1 approved (gas)",
    ),
    "7 wrong_item": (
        [
            html("Cape Examiner", "2019-08-09", "Freed", "Japan approved an export of hydrogen fluoride to South "
                 "Korea on 8 August 2019."),
            html(DELTA, "2019-08-20", "None", NONE),
            html(MARSH, "2019-08-21", "Still none", NONE),
        ],
        "0 counted",
    ),
    "8 count": (
        [
            html(DELTA, "2019-09-30", "Five", "Japan has granted five licences for photoresist since 4 July 2019."),
            html(MARSH, "2019-09-30", "Four", "Japan has granted four licences for photoresist since 4 July 2019."),
        ],
        None,
    ),
    "10 status_word": (
        [
            html(DELTA, "2019-11-22", "Saved", "South Korea on Friday suspended its notice to end GSOMIA."),
            html(MARSH, "2019-11-22", "Kept", "South Korea suspended the notice to end GSOMIA on Friday."),
            html(QUAY, "2019-11-23", "Extended", "South Korea extended GSOMIA on Friday."),
        ],
        "notice suspended",
    ),
    "11 claim": (
        [
            html(DELTA, "2019-09-12", "Filed", CASE.format("11 September 2019")),
            html(MARSH, "2019-09-20", "Not filed", "South Korea has not filed a complaint (DS590) against Japan at "
                 "the World Trade Organization."),
        ],
        None,
    ),
    "12 plan_and_outcome": (
        [
            html(DELTA, "2020-02-21", "Plan", "Japan and South Korea will hold talks in Seoul on 10 March 2020."),
            html(MARSH, "2020-03-11", "Held", "Japan and South Korea held talks in Tokyo on 10 March 2020."),
        ],
        "Tokyo",
    ),
    "13 page_changed": (
        [
            html("Peninsula Post", "2019-08-22", "Pact", "GSOMIA will expire on 24 November 2019.",
                 url="https://post.example/pact"),
            html("Peninsula Post", "2019-08-22", "Pact", "GSOMIA will expire on 22 November 2019.",
                 url="https://post.example/pact"),
        ],
        None,
    ),
    "14 source_date": (
        [html(DELTA, "2019-08-06", "Licence", "Japan approved an export of photoresist to South Korea on 19 August "
              "2019.")],
        "on or after 2019-08-19",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "pages", "chosen"), [(n, *case) for n, case in IN_PAGES.items()], ids=list(IN_PAGES)
)
def test_pages_show_it(tmp_path, name, pages, chosen):
    (found,) = state_of_pages(tmp_path, *pages).conflicts
    assert (found.kind, found.chosen) == (name.partition(" ")[2], chosen)
    assert all(support.quote for value in found.values for support in value.supports)


@lru_cache(maxsize=1)
def dispatches():
    names = ["2019-07-01-notice.html", "2019-08-06-explainer.html", "2019-08-20-second-licence-lighthouse.html",
             "2019-08-20-second-licence-harbour.txt", "2019-08-21-envoy.txt"]  # fmt: skip
    return [reading((EXAMPLE / "dispatches" / name).read_bytes()) for name in names]


@pytest.mark.parametrize("with_chronology", [True, False], ids=["beside the chronology", "dispatches alone"])
def test_the_ambassadors_page_mixes_up_stages_and_two_measures(tmp_path, with_chronology):
    with Log.open(tmp_path / "x.db", create=True, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC)) as log:
        if with_chronology:
            log.add_chronology(EXAMPLE / "chronology.jsonl")
        for one in dispatches():
            log.add(one)
        records = list(log.assertions())
    day = date(2019, 8, 21)
    found = {(c.kind, c.field): c for c in fold(records, day, day, lexicon()).conflicts}
    mixed, both = found["stage_mixed_up", "announced"], found["two_measures_as_one", "measure"]
    assert {value.value for value in mixed.values} == {"2019-07-01", "2019-07-04"}
    assert mixed.chosen == "2019-07-01"  # the notice of the ministry itself says so
    assert mixed.explanation.endswith("is the day on which it took effect.")
    assert len(both.values) == 2 and both.chosen is None
    assert "tells of two measures as if they were one" in both.explanation


def test_scope_told_by_two_pages_is_compared_where_the_act_is_the_same():
    told = [*THREE_ITEMS] + [
        page("measure_amended", "2019-12-20", key=by, by=by, published="2019-12-21", items=("photoresist",),
             measure="the rule", terms={"scope": scope})
        for by, scope in (("A", "one exporter"), ("B", "companies in general"))
    ]  # fmt: skip
    (found,) = [c for c in state(*told, on="2019-12-31").conflicts if c.kind == "scope"]
    assert (found.state, {v.value for v in found.values}) == (
        "contested",
        {"one exporter", "companies in general"},
    )
    assert "sources differ about how far it reaches" in found.explanation


def test_a_motive_that_one_page_gives_and_another_denies_is_never_settled():
    curbs = Mention(None, "Japan's export curbs")
    ash = {"actors": ("KR",), "targets": ("JP",), "items": ("coal-ash",), "measure": ASH}
    told = [
        said("measure_announced", "2019-08-08", by="Paper", published="2019-08-09", in_response_to=curbs, **ash),
        said("measure_announced", "2019-08-08", by="Ministry", published="2019-08-09", status="denied", trust=2,
             country="KR", in_response_to=curbs, **ash),
    ]  # fmt: skip
    found = [c for c in state(*told, on="2019-08-31").conflicts if c.kind == "motive"]
    assert [(c.state, c.chosen) for c in found] == [("contested", None)]
    assert found[0].explanation == (
        "Paper calls the measure of South Korea on coal ash (Japan) an answer to Japan's export curbs, "
        "Ministry reports that this is denied."
    )


def test_every_conflict_is_one_plain_sentence(chronology):
    for day in ("2019-08-21", "2019-12-31", "2026-01-01"):
        for one in chronology(day).conflicts:
            said_ = one.explanation
            assert said_.endswith(".")
            assert not {"measure:", "item:", "case:", "agreement:", "person:", "body:", "_"} & set(
                said_.split()
            )
            assert not any(
                prefix in said_ for prefix in ("measure:", "item:", "case:", "person:", "body:", "kj-0")
            )
