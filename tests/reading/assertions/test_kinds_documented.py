"""The reference names every kind and status, and every field of a frame."""

import re
from dataclasses import fields
from pathlib import Path

from detente.model import Kind, Status
from detente.reading.assertions.frames import Frame, parse_frames

DOCS = Path(__file__).parents[3] / "docs"


def test_the_table_of_kinds_has_every_kind_in_order() -> None:
    text = (DOCS / "reference" / "kinds.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z_]+)` \|", text.partition("## Status")[0], re.MULTILINE)
    assert rows == [kind.value for kind in Kind]
    status = text.partition("## Status")[2].partition("## When")[0]
    assert re.findall(r"^\| `([a-z_]+)` \|", status, re.MULTILINE) == [s.value for s in Status]


def test_the_how_to_names_every_field_of_a_frame_and_its_example_is_one() -> None:
    text = (DOCS / "how-to" / "add-a-kind.md").read_text("utf-8")
    named = set(re.findall(r"`([a-z_]+)`", text)) | {"id", "kind", "examples", "counters", "copies"}
    assert {field.name for field in fields(Frame)} <= named
    example = re.search(r"```toml\n(.*?)```", text, re.DOTALL)
    assert example
    [frame] = parse_frames("add-a-kind.md", example[1])
    assert frame.kind is Kind.MEASURE_EFFECTIVE
