"""A whole page: a real one that is not ours to bundle, and one of our own with facts of the same kinds."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from detente.model import Assertion, Reading
from detente.page import articles
from detente.reading import read_article

OWN = Path(__file__).parents[1] / "data" / "reading" / "graphite-page.txt"


def told(found: Assertion) -> dict[str, Any]:
    return {
        "kind": found.kind.value,
        "status": found.status.value,
        "when": found.when.value if found.when else None,
        "basis": found.when_basis.value if found.when_basis else None,
        "actors": [m.id or m.name for m in found.actors],
        "targets": [m.id or m.name for m in found.targets],
        "items": [m.id for m in found.items],
        "agreement": found.agreement.id if found.agreement else None,
        "place": found.place.id if found.place else None,
        "count": found.count,
        "ordinal": found.ordinal,
        "since": found.since,
    }


def has(rows: Sequence[dict[str, Any]], **wanted: Any) -> bool:
    return any({key: row[key] for key in wanted} == wanted for row in rows)


@pytest.fixture(scope="module")
def page() -> list[Assertion]:
    root = os.environ.get("DETENTE_DATA")
    files = sorted((Path(root).parent / "seed").glob("*.txt")) if root else []
    if not files:
        pytest.skip("no page in ../seed beside DETENTE_DATA")
    [article] = articles(files[:1])
    return list(read_article(article).assertions)


@pytest.fixture
def rows(page: list[Assertion]) -> list[dict[str, Any]]:
    return [told(a) for a in page]


@pytest.mark.data
def test_the_page_tells_of_the_meeting_and_the_talks_a_day_later(rows: list[dict[str, Any]]) -> None:
    meeting = next(r for r in rows if r["kind"] == "meeting" and r["place"] == "place:seoul")
    assert (meeting["status"], meeting["when"]) == ("occurred", "2019-08-20")
    assert meeting["actors"][0] == "person:harry-harris"
    assert "30" in meeting["actors"][1]
    assert has(rows, kind="talks", status="planned", when="2019-08-21", basis="derived", actors=["KR", "JP"])


@pytest.mark.data
def test_the_page_tells_who_asked_whom_for_what(page: list[Assertion]) -> None:
    appeals = [a for a in page if a.kind.value == "appeal_made" and a.actors]
    assert {a.actors[0].id for a in appeals} == {"person:harry-harris"}
    asked = [str(a.terms["content"]) for a in appeals]
    for words in ("cooperate with", "move first", "increase their contacts"):
        assert any(words in content for content in asked), words
    assert sum(a.agreement is not None and a.agreement.id == "agreement:gsomia" for a in appeals) == 2
    first = next(a for a in appeals if "move first" in str(a.terms["content"]))
    assert "entrepreneurs" in first.targets[0].name


@pytest.mark.data
def test_the_page_tells_what_is_planned_and_due(rows: list[dict[str, Any]]) -> None:
    assert has(
        rows, kind="measure_effective", status="planned", when="2019-08-28", actors=["JP"], targets=["KR"]
    )
    assert has(
        rows,
        kind="agreement_decision_due",
        status="due",
        when="2019-08-24",
        actors=["KR"],
        agreement="agreement:gsomia",
    )


@pytest.mark.data
def test_the_page_tells_of_the_licence_and_of_the_measure_before_it(rows: list[dict[str, Any]]) -> None:
    assert has(
        rows,
        kind="licence_approved",
        status="occurred",
        when="2019-08-19",
        actors=["JP"],
        items=["item:photoresist"],
        count=1,
        ordinal=2,
        since="2019-07-04",
    )
    assert has(
        rows,
        kind="measure_announced",
        status="occurred",
        when="2019-07-04",
        actors=["JP"],
        targets=["KR"],
        items=["group:jp-3-semiconductor-materials"],
    )


@pytest.mark.data
def test_the_evidence_of_each_assertion_is_a_stretch_of_the_page(page: list[Assertion]) -> None:
    assert len({a.id for a in page}) == len(page)
    assert all(a.start is not None and a.end is not None and a.start < a.end for a in page)


@pytest.fixture
def own(read: Callable[..., Reading]) -> list[dict[str, Any]]:
    title, _, *body = OWN.read_text("utf-8").splitlines()
    return [told(a) for a in read("\n".join(body), "2023-11-21", title).assertions]


def test_a_page_of_our_own_tells_of_meeting_talks_and_appeals(own: list[dict[str, Any]]) -> None:
    ahn = ["person:ahn-duk-geun"]
    assert has(own, kind="appeal_made", status="occurred", when="2023-11-20", actors=ahn)
    meeting = next(r for r in own if r["kind"] == "meeting")
    assert (meeting["when"], meeting["actors"][0], meeting["place"]) == ("2023-11-20", ahn[0], "place:seoul")
    assert has(own, kind="talks", status="planned", when="2023-11-21", basis="derived", actors=["US", "CN"])
    assert sum(r["kind"] == "appeal_made" for r in own) == 2


def test_a_page_of_our_own_tells_of_measure_and_licences(own: list[dict[str, Any]]) -> None:
    assert has(
        own,
        kind="measure_effective",
        status="planned",
        when="2023-12-01",
        actors=["CN"],
        items=["item:graphite"],
    )
    assert has(
        own,
        kind="licence_approved",
        when="2023-11-17",
        actors=["CN"],
        items=["item:gallium"],
        count=2,
        ordinal=3,
        since="2023-07-03",
    )
    assert has(own, kind="measure_announced", when="2023-07-03", actors=["CN"])
