"""Each frame against its own example and counter-example, and files of frames that are wrong."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detente.errors import UsageError
from detente.model import Assertion, Kind, Reading
from detente.reading.assertions.frames import Frame, load_frames, parse_frames

FRAMES = load_frames()
EXAMPLES = [(frame, row) for frame in FRAMES for row in frame.examples]
COUNTERS = [(frame, text) for frame in FRAMES for text in frame.counters]
Read = Callable[..., Reading]


def told(found: Assertion) -> dict[str, Any]:
    """The fields an example may name, as it writes them."""
    return {
        "status": found.status.value,
        "when": found.when.value if found.when else None,
        "actors": [m.id for m in found.actors],
        "targets": [m.id for m in found.targets],
        "items": [m.id for m in found.items],
        "agreement": found.agreement.id if found.agreement else None,
        "count": found.count,
        "ordinal": found.ordinal,
        "since": found.since,
    }


@pytest.mark.parametrize(("frame", "row"), EXAMPLES, ids=[f.id for f, _ in EXAMPLES])
def test_a_frame_finds_its_example(frame: Frame, row: dict[str, Any], read: Read) -> None:
    reading = read(row["text"], row.get("published", "2025-12-31"))
    wanted = {key: value for key, value in row.items() if key not in {"text", "published"}}
    rows = [told(a) for a in reading.assertions if a.kind is frame.kind]
    assert wanted in [{key: row[key] for key in wanted} for row in rows], rows


@pytest.mark.parametrize(("frame", "text"), COUNTERS, ids=[f.id for f, _ in COUNTERS])
def test_a_frame_leaves_its_counter_example_alone(frame: Frame, text: str, read: Read) -> None:
    assert frame.kind not in {a.kind for a in read(text).assertions}


def test_every_kind_has_a_frame_and_every_frame_an_example_and_a_counter_example() -> None:
    assert {frame.kind for frame in FRAMES} == set(Kind)
    assert not [frame.id for frame in FRAMES if not frame.examples or not frame.counters]
    assert len({frame.id for frame in FRAMES}) == len(FRAMES)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[frame", "no TOML"),
        ('[[frame]]\nid = "x"\nkind = "war"\nverbs = ["fight"]', "war"),
        ('[[frame]]\nid = "x"\nkind = "talks"', "no trigger"),
        ('[[frame]]\nid = "x"\nkind = "talks"\nverbs = ["talk"]\nobject = ["cheese"]', "cheese"),
        ('[[frame]]\nid = "x"\nkind = "talks"\nverb = ["talk"]', "verb"),
        ('[[frame]]\nid = "x"\nkind = "talks"\nverbs = ["talk"]\nlearned = true', "learned"),
    ],
)
def test_a_wrong_frame_file_is_one_line_that_names_file_and_frame(text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as error:
        parse_frames("mine.toml", text)
    assert "mine.toml" in str(error.value)
    assert "\n" not in str(error.value).strip() or words == "no TOML"


def test_a_users_file_adds_a_frame(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[[frame]]\nid = "mine"\nkind = "talks"\nverbs = ["huddle"]\n')
    monkeypatch.setenv("DETENTE_FRAMES", str(path))
    assert load_frames()[-1].id == "mine"
    monkeypatch.setenv("DETENTE_FRAMES", str(tmp_path / "none.toml"))
    with pytest.raises(UsageError, match="none"):
        load_frames()
