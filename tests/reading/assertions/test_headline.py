"""Headlines in title case or capitals say what a sentence in small letters would."""

from collections.abc import Callable

import pytest

from detente.model import Reading
from detente.reading.assertions.headline import headline

ROWS = [
    ("Japan Removes South Korea From White List of Trading Partners", "group_changed", "occurred"),
    ("U.S. to Impose Tariffs on Chinese Steel", "measure_effective", "planned"),
    ("China Files WTO Complaint Against U.S. Over Chip Curbs", "complaint_filed", "occurred"),
    ("Japan Approves Second Export of Photoresist to South Korea", "licence_approved", "occurred"),
    ("Beijing Lifts Tariffs on Australian Wine", "measure_withdrawn", "occurred"),
    ("Seoul and Tokyo to Hold Talks on Export Curbs", "talks", "planned"),
    ("China Vows to Retaliate Against U.S. Tariffs", "threat_made", "occurred"),
    ("U.S. IMPOSES TARIFFS ON JAPANESE SEMICONDUCTORS", "measure_effective", "occurred"),
    ("JAPAN URGES U.S. TO LIFT TARIFFS", "appeal_made", "occurred"),
]


@pytest.mark.parametrize(("title", "kind", "status"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_a_headline_tells_its_act(title: str, kind: str, status: str, read: Callable[..., Reading]) -> None:
    found = read("Markets were calm.", title=title).assertions
    assert (kind, status) in [(a.kind.value, a.status.value) for a in found]
    assert all(a.start == 0 and a.end == len(title) for a in found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Beijing Lifts Tariffs on Australian Wine", True),
        ("BEIJING LIFTS TARIFFS", True),
        ("Beijing lifts tariffs on Australian wine", False),
        ("Talks", False),
        ("", False),
    ],
)
def test_a_title_in_small_letters_is_left_as_it_is(text: str, wanted: bool) -> None:
    assert headline(text) is wanted
