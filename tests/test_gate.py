"""The gate itself: what fails it, what it says of its data, and that a floor falls only when asked for."""

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

import gate  # noqa: E402
import measures  # noqa: E402
import tasks  # noqa: E402
from floors import Floors, fingerprint  # noqa: E402

KEY = "spelling, letters"


def task(value=0.834, *, most=False, name="letters.txt"):
    """A task on one file of the data folder that always gives the same figure."""

    def run(asked, _paths, _judge):
        return [measures.Row(asked.name, asked.data, 40, value, 0.5, value - 0.1, value + 0.1, most=most)]

    return tasks.Task("spelling", "letters", (name,), run)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "letters.txt").write_text("abc")
    monkeypatch.setenv("DETENTE_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def floors(folder):
    """A file of floors, as the gate would write it for the folder's data."""

    def write(value, data="abc"):
        (folder / "kept.txt").write_text(data)
        (folder / "kept.txt").rename(folder / "other" / "letters.txt")
        found = fingerprint([folder / "other" / "letters.txt"])
        Floors({KEY: value} if value is not None else {}, {}, {"letters.txt": found}).dump(
            folder / "floors.toml"
        )
        return folder / "floors.toml"

    (folder / "other").mkdir()
    return write


@pytest.mark.parametrize(
    ("figure", "floor", "code"),
    [
        (task(0.834), 0.83, 0),
        (task(0.834), 0.834, 0),
        (task(0.834), 0.84, 1),
        (task(2, most=True), 1, 1),
        (task(1, most=True), 1, 0),
        (task(0.1), None, 0),
    ],
)
def test_a_figure_that_misses_its_floor_fails_the_gate(floors, capsys, figure, floor, code):
    assert gate.main([], tasks=[figure], file=floors(floor)) == code
    printed = capsys.readouterr()
    assert ("UNDER ITS FLOOR" in printed.out) == bool(code)
    assert ("misses its floor" in printed.err) == bool(code)


def test_the_table_shows_task_data_n_ours_peer_interval_and_floor(floors, capsys):
    gate.main([], tasks=[task()], file=floors(0.8))
    head, row = (line.split() for line in capsys.readouterr().out.splitlines())
    assert head == ["task", "data", "n", "ours", "peer", "95", "%", "interval", "floor", "target"]
    assert row == ["spelling", "letters", "40", "0.834", "0.500", "0.734", "to", "0.934", "0.800", "-"]


def test_data_that_is_not_at_hand_is_skipped_by_name_and_fails_nothing(floors, capsys):
    assert gate.main([], tasks=[task(name="numbers.txt")], file=floors(0.99)) == 0
    assert "skipped: no numbers.txt" in capsys.readouterr().out


def test_without_a_data_folder_everything_from_outside_is_skipped_by_name(monkeypatch):
    monkeypatch.delenv("DETENTE_DATA", raising=False)
    outside = [task for task in tasks.TASKS if not task.own]
    rows = [row for task in outside for row in task.rows()]
    assert len(rows) == len(outside) > 4
    assert {row.why for row in rows} == {"DETENTE_DATA names no folder"}


def test_other_data_than_the_floors_were_set_on_is_said_so_and_fails(floors, capsys):
    assert gate.main([], tasks=[task()], file=floors(0.8, data="abd")) == 1
    assert "letters.txt: not the data that the floors were set on" in capsys.readouterr().err


def test_a_figure_well_above_its_floor_suggests_raising_it(floors, capsys):
    assert gate.main([], tasks=[task()], file=floors(0.81)) == 0
    assert "would raise it to 0.83" in capsys.readouterr().err


def test_writing_raises_a_floor_and_takes_in_a_new_figure(floors):
    for before in (0.8, None):
        file = floors(before)
        assert gate.main(["--write"], tasks=[task()], file=file) == 0
        assert Floors.load(file).floors == {KEY: 0.83}


def test_writing_refuses_to_lower_a_floor_and_changes_nothing(floors, capsys):
    file = floors(0.9)
    before = file.read_bytes()
    assert gate.main(["--write"], tasks=[task()], file=file) == 2
    assert file.read_bytes() == before
    assert f"--lower '{KEY}'" in capsys.readouterr().err


def test_a_floor_is_lowered_where_its_name_is_given_and_only_that_one(floors):
    file = floors(0.9)
    assert gate.main(["--write", "--lower", "another, floor"], tasks=[task()], file=file) == 2
    assert gate.main(["--write", "--lower", KEY], tasks=[task()], file=file) == 0
    assert Floors.load(file).floors == {KEY: 0.83}


def test_other_data_is_taken_only_where_the_file_is_named(floors):
    file = floors(0.8, data="abd")
    assert gate.main(["--write"], tasks=[task()], file=file) == 2
    assert gate.main(["--write", "--lower", "letters.txt"], tasks=[task()], file=file) == 0
    assert gate.main([], tasks=[task()], file=file) == 0


def test_lowering_means_nothing_without_writing(floors):
    with pytest.raises(SystemExit) as stopped:
        gate.main(["--lower", KEY], tasks=[task()], file=floors(0.8))
    assert stopped.value.code == 2


def test_a_fingerprint_tells_a_changed_a_moved_and_a_missing_file_of_a_folder(tmp_path):
    (tmp_path / "a.txt").write_text("1")
    (tmp_path / "b.txt").write_text("2")
    before = fingerprint([tmp_path])
    (tmp_path / "b.txt").write_text("3")
    changed = fingerprint([tmp_path])
    (tmp_path / "b.txt").rename(tmp_path / "c.txt")
    moved = fingerprint([tmp_path])
    (tmp_path / "c.txt").unlink()
    assert len({before, changed, moved, fingerprint([tmp_path])}) == 4


def test_every_floor_and_target_in_the_repository_is_a_share_or_a_ceiling_of_a_known_task():
    known = Floors.load(gate.FILE)
    sets = {task.data for task in tasks.TASKS}
    assert known.floors
    for key, value in {**known.floors, **known.targets}.items():
        assert key.partition(", ")[2] in sets
        assert 0 <= value <= 1 or key.startswith("relevance times")


@pytest.mark.parametrize(
    ("documents", "low", "high"),
    [([(1.0, 1.0)] * 30, 1.0, 1.0), ([(1.0, 1.0)] * 50 + [(0.0, 1.0)] * 50, 0.40, 0.60)],
)
def test_the_interval_of_a_share_is_the_one_of_the_textbook(documents, low, high):
    """Half of a hundred: 0.5 plus and minus 1.96 times the root of 0.25 / 100."""
    assert measures.interval(documents, measures.share) == pytest.approx((low, high), abs=0.015)


def test_the_same_documents_give_the_same_interval():
    documents = [(float(n % 3 == 0), 1.0) for n in range(50)]
    assert measures.interval(documents, measures.share) == measures.interval(documents, measures.share)


def test_a_page_shows_its_headings_its_cut_title_and_what_it_says_to_machines():
    page = (
        "<html><head><title>Ban lifted | The Paper</title><meta property='og:title' content='A ban ends'>"
        '<script type="application/ld+json">{"headline": "Onions \\u201cfree\\u201d"}</script></head>'
        "<body><h1> Ban on onions\n lifted </h1></body></html>"
    )
    assert set(tasks.shown_titles(page)) == {
        "Ban on onions lifted",
        "Ban lifted",
        "A ban ends",
        "Onions “free”",
    }
