"""The date that governs an event, and the modality it stands under, one construction a row."""

from collections.abc import Callable

import pytest

from detente.model import Reading

WHEN = [
    ("China imposed tariffs on Aug. 2.", "measure_effective", "2019-08-02", "text"),
    ("On Aug. 2, China imposed tariffs and Canada filed a complaint.", "complaint_filed", "2019-08-02", "text"),
    ("China imposed tariffs and filed a complaint on Aug. 2.", "measure_effective", "2019-08-02", "text"),
    ("China said on Monday it had imposed tariffs on Aug. 2.", "measure_effective", "2019-08-02", "text"),
    ("Envoys spoke. China said on Monday that it had lifted the tariffs.", "measure_withdrawn", None, None),
    ("China plans to impose tariffs on Sept. 1.", "measure_effective", "2019-09-01", "text"),
    ("China will impose tariffs starting on Sept. 1.", "measure_effective", "2019-09-01", "text"),
    ("China's tariffs will be in force from Sept. 1.", "measure_effective", "2019-09-01", "text"),
    ("China has not lifted the tariffs since Aug. 2.", "measure_withdrawn", None, None),
    ("China imposed tariffs at the end of July.", "measure_effective", "2019-07", "text"),
    ("The tariffs, imposed on Aug. 2 by China, hurt exports.", "measure_effective", "2019-08-02", "text"),
    ("The approval, given on Aug. 7, is the second one for exports of photoresist.", "licence_approved", "2019-08-07", "text"),
    ("When China lifted the tariffs on Aug. 2, Canada withdrew its complaint.", "proceeding_withdrawn", "2019-08-02", "text"),
    ("Seoul awaits Tokyo's Aug. 24 decision on whether to extend the trade pact.", "agreement_decision_due", "2019-08-24", "text"),
    ("China on Tuesday ordered a ban on rice exports from Sept. 1.", "measure_effective", "2019-09-01", "text"),
    ("China on Tuesday ordered a ban on rice exports, effective Sept. 1.", "measure_effective", "2019-09-01", "text"),
    ("China imposed tariffs on Aug. 2 after Canada began a probe starting Aug. 9.", "measure_effective", "2019-08-02", "text"),
    ("China imposed tariffs on steel.", "measure_effective", "2019-08-21", "report"),
    ("Exports fell. The minister met with exporters on Aug. 20 one day before China and Japan hold talks.", "talks", "2019-08-21", "derived"),
    ("Exports fell. Two days after China and Japan held talks, Tokyo imposed tariffs on Aug. 9.", "talks", "2019-08-07", "derived"),
]  # fmt: skip

STATUS = [
    ("China imposed tariffs on steel.", "measure_effective", "occurred"),
    ("China has imposed tariffs on steel.", "measure_effective", "occurred"),
    ("China will impose tariffs on steel.", "measure_effective", "planned"),
    ("China is to impose tariffs on steel.", "measure_effective", "planned"),
    ("China said it would impose tariffs on steel.", "measure_effective", "planned"),
    ("China agreed to lift the tariffs on steel.", "measure_withdrawn", "planned"),
    ("China imposes tariffs on steel on Sept. 1.", "measure_effective", "planned"),
    ("China should lift the tariffs on steel.", "measure_withdrawn", "called_for"),
    ("China needs to lift the tariffs on steel.", "measure_withdrawn", "called_for"),
    ("China may impose tariffs on steel.", "measure_effective", "supposed"),
    ("China is considering imposing tariffs on steel.", "measure_effective", "supposed"),
    ("China would lift the tariffs on steel if talks went well.", "measure_withdrawn", "supposed"),
    ("If China lifts the tariffs on steel, prices fall.", "measure_withdrawn", "supposed"),
    ("China will impose tariffs on steel if talks fail.", "measure_effective", "supposed"),
    ("China did not impose tariffs on steel.", "measure_effective", "denied"),
    ("China will not lift the tariffs on steel.", "measure_withdrawn", "denied"),
    ("China refused to lift the tariffs on steel.", "measure_withdrawn", "denied"),
    ("China never imposed tariffs on steel.", "measure_effective", "denied"),
    ("China imposed no tariffs on steel.", "measure_effective", "denied"),
    ("China not only imposed tariffs on steel but filed a complaint.", "measure_effective", "occurred"),
    ("China began to lift the tariffs on steel.", "measure_withdrawn", "occurred"),
    ("China will impose tariffs on steel and file a complaint at the WTO.", "complaint_filed", "planned"),
    ("China and Japan have not held trade talks.", "talks", "denied"),
    ("China stopped taking comments on its plan to impose tariffs on steel.", "measure_effective", "planned"),
    (
        "China would impose tariffs on soybeans only if Washington acted first, an official said.",
        "measure_effective",
        "supposed",
    ),
    (
        "The tariff order should be published in the gazette on Dec. 7, 2019.",
        "measure_promulgated",
        "planned",
    ),
    ("China should publish the tariff order in the gazette.", "measure_promulgated", "called_for"),
    ("China dropped its plan to impose tariffs on steel.", "measure_effective", "denied"),
    ("China and Japan held no trade talks.", "talks", "denied"),
    ("Planned trade talks between China and Japan will be held in Beijing.", "talks", "planned"),
]


@pytest.mark.parametrize(("text", "kind", "value", "basis"), WHEN, ids=[row[0][:50] for row in WHEN])
def test_a_date_goes_to_the_event_it_governs(
    text: str, kind: str, value: str | None, basis: str | None, read: Callable[..., Reading]
) -> None:
    found = [a for a in read(text).assertions if a.kind.value == kind]
    assert found
    when = [(a.when.value if a.when else None, a.when_basis.value if a.when_basis else None) for a in found]
    assert (value, basis) in when


@pytest.mark.parametrize(("text", "kind", "status"), STATUS, ids=[row[0][:50] for row in STATUS])
def test_a_clause_gives_its_act_the_status_of_its_words(
    text: str, kind: str, status: str, read: Callable[..., Reading]
) -> None:
    assert status in [a.status.value for a in read(text).assertions if a.kind.value == kind]


def test_a_headline_in_the_infinitive_is_a_plan(read: Callable[..., Reading]) -> None:
    for title in ("China to impose tariffs on steel", "Netherlands to restrict exports of chip machines"):
        [found] = read("Prices rose.", title=title).assertions
        assert (found.kind.value, found.status.value) == ("measure_effective", "planned")
        assert [m.id for m in found.actors] in (["CN"], ["NL"])


def test_a_headline_takes_its_date_from_the_body(read: Callable[..., Reading]) -> None:
    found = read(
        "China imposed tariffs on steel on Aug. 2.", title="China imposes tariffs on steel"
    ).assertions
    assert [(a.when.value if a.when else None) for a in found] == ["2019-08-02", "2019-08-02"]


LETTER = (
    "The foreign ministry informed Japan in writing on Tuesday that it was withdrawing its note of August 2016, "
    "by which it had given notice to end GSOMIA."
)
BACK = [
    (LETTER, {("agreement_notice_withdrawn", "2019-08-21"), ("agreement_notice_given", "2016-08")}),
    (
        "Seoul notified Japan on Aug. 20 that it was withdrawing its notice to end GSOMIA.",
        {("agreement_notice_withdrawn", "2019-08-20")},
    ),
    ("Seoul notified Japan on Aug. 20 that it would end GSOMIA.", {("agreement_notice_given", "2019-08-20")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), BACK, ids=[row[0][:50] for row in BACK])
def test_a_letter_that_takes_a_notice_back_gives_none(
    text: str, told: set[tuple[str, str]], read: Callable[..., Reading]
) -> None:
    found = [a for a in read(text).assertions if a.kind.value.startswith("agreement_notice")]
    assert {(a.kind.value, a.when.value if a.when else None) for a in found} == told


@pytest.mark.parametrize(
    "text",
    ["start the procedure for putting Japan back on its list", "begin the process of easing trade curbs"],
)
def test_a_procedure_of_doing_something_is_no_complaint(text: str, read: Callable[..., Reading]) -> None:
    found = read(f"South Korea told its ministers to {text}. Exports to Japan fell.").assertions
    assert "complaint_filed" not in {a.kind.value for a in found}
