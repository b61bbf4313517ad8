"""The bundled dispatches: every file is listed, and what the list expects stands in the file."""

import html
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from detente.lexicon import Lexicon
from detente.model import Kind, Status, When

EXAMPLE = Path(__file__).parents[2] / "examples" / "korea-japan-2019"
DISPATCHES = EXAMPLE / "dispatches"
ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in DISPATCHES.with_suffix(".jsonl").read_text("utf-8").splitlines()
]
BY_FILE = {row["file"]: row for row in ROWS}
CHRONOLOGY: dict[str, dict[str, Any]] = {
    row["id"]: row for row in map(json.loads, (EXAMPLE / "chronology.jsonl").read_text("utf-8").splitlines())
}
REQUIRED = {
    "kind",
    "status",
    "when",
    "actors",
    "targets",
    "items",
    "form",
    "agreement",
    "count",
    "ordinal",
    "since",
}
OPTIONAL = {
    "basis", "case", "speaker", "hearsay", "place", "evidence", "ref", "contradicts", "note",
}  # fmt: skip

by_file = pytest.mark.parametrize("row", ROWS, ids=[row["file"] for row in ROWS])


def visible(row: dict[str, Any]) -> str:
    """The text a reader sees, white space folded, so that wrapped lines and markup do not matter."""
    text = (DISPATCHES / row["file"]).read_text("utf-8")
    if row["file"].endswith(".html"):
        text = re.sub(r"(?s)<!--.*?-->|<(script|style)\b.*?</\1>", " ", text)
        text = html.unescape(re.sub(r"</?(a|b|em|i|strong|span|time)\b[^>]*>", "", text))
        text = re.sub(r"<[^>]+>", " ", text)
    return " ".join(text.split())


def test_the_manifest_lists_every_dispatch_once():
    listed = [row["file"] for row in ROWS]
    there = [path.name for path in sorted(DISPATCHES.iterdir()) if path.suffix in {".txt", ".html"}]
    assert sorted(listed) == there


@by_file
def test_a_row_says_who_when_and_that_it_is_written_for_the_project(row):
    assert row["written_for_project"] is True
    assert row["publisher"] and row["kind"] and row["facts"]
    assert row["published"] is None or datetime.fromisoformat(row["published"])


@by_file
def test_title_and_authors_stand_in_the_file(row):
    text = visible(row).casefold()
    for shown in [row["title"], row.get("deck"), *row["byline"]]:
        assert shown is None or shown.casefold() in text


@by_file
def test_an_html_file_says_itself_that_it_is_invented(row):
    if row["file"].endswith(".html"):
        head = (DISPATCHES / row["file"]).read_text("utf-8")[:400]
        assert "Written for the Detente project" in head
        assert row["url"].split("/")[2].endswith(".example")


def test_a_corrected_page_keeps_its_url_and_changes_its_bytes():
    pairs = [(row, BY_FILE[row["corrected_by"]]) for row in ROWS if "corrected_by" in row]
    assert pairs
    for first, later in pairs:
        assert first["url"] == later["url"]
        assert visible(first) != visible(later)
        assert later["corrects"] == first["file"]


def test_wire_copy_in_two_papers_is_expected_to_say_the_same():
    pairs = [(row, BY_FILE[row["syndicated_with"]]) for row in ROWS if "syndicated_with" in row]
    assert pairs
    for one, other in pairs:
        assert one["facts"] == other["facts"]
        assert one["publisher"] != other["publisher"]


def test_the_set_has_the_shapes_that_pages_come_in():
    kinds = {row["kind"] for row in ROWS}
    assert {"wire", "feature", "ministry notice", "company statement", "headline", "explainer"} <= kinds
    assert {"op-ed", "briefing transcript", "newsletter", "machine-translated repost"} <= kinds
    assert sum(row["file"].endswith(".html") for row in ROWS) >= 10


@by_file
def test_expected_facts_use_the_closed_lists_and_edtf(row):
    for fact in row["facts"]:
        assert REQUIRED <= set(fact) <= REQUIRED | OPTIONAL
        assert Kind(fact["kind"])
        assert Status(fact["status"])
        for value in (fact["when"], fact["since"]):
            assert value is None or When(value)


@by_file
def test_ids_in_expected_facts_are_those_of_the_lexicon(row):
    lexicon = Lexicon.load()
    for fact in row["facts"]:
        named = [*fact["actors"], *fact["targets"], *fact["items"], fact["agreement"], fact.get("case")]
        ids = {one for one in named if one and (":" in one or one.isupper())}
        assert {one for one in ids if lexicon.get(one) is None} == set()


@by_file
def test_the_evidence_of_each_fact_stands_in_the_file(row):
    text = visible(row)
    missing = [fact["evidence"] for fact in row["facts"] if " ".join(fact["evidence"].split()) not in text]
    assert missing == []


@by_file
def test_facts_agree_with_the_chronology_unless_the_manifest_says_otherwise(row):
    for fact in row["facts"]:
        if "ref" not in fact:
            assert "contradicts" not in fact
            continue
        event, _, role = fact["ref"].partition("/")
        dates = CHRONOLOGY[event]["dates"]
        window = f"{dates.get(role + '_earliest')}/{dates.get(role + '_latest')}"
        known = When(dates.get(role, window))
        agrees = fact["when"] is None or When(fact["when"]).overlaps(known)
        assert agrees or "contradicts" in fact, f"{fact['when']} against {known}"
