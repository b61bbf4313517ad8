"""A page whose words were edited after it was published: two clocks for its two texts, one act, one conflict."""

from datetime import UTC, date, datetime

import pytest
from pages_read import html

from detente.ledger.fold import fold, state_of
from detente.ledger.log import Log
from detente.ledger.transfer import TextLine, lines, unit_from
from detente.lexicon import lexicon
from detente.page import read_page
from detente.reading import read_article

RULE = "The Dutch trade ministry said on Monday it would require export licences for gallium from {} 2023."
URL = "https://post.example/gallium"


def edition(day, got, *, url=URL, published="2023-07-03", title="Gallium"):
    page = html("Post", published, title, RULE.format(day), url=url)
    return read_article(read_page(page, retrieved=got)), page


def text_edition(day):
    page = f"Dutch to curb exports of gallium\nTHE HAGUE, July 3, 2023 (Harbour Post) - {RULE.format(day)}\n".encode()
    return read_article(read_page(page)), page


def records(folder, *given, clock="2026-01-01"):
    at = datetime.fromisoformat(clock).replace(tzinfo=UTC)
    with Log.open(folder / "x.db", create=True, clock=lambda: at) as log:
        for one in given:
            log.add(*one)
        return list(log.assertions())


def seen(told, known, on="2023-09-01"):
    return fold(told, date.fromisoformat(on), date.fromisoformat(known), lexicon())


def effects(found):
    return [[d.when.value for d in m.stages.get("effective", ())] for m in found.measures]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_an_edited_page_says_is_known_from_the_day_the_edition_was_got(tmp_path, order):
    both = edition("1 August", "2023-07-03"), edition("5 August", "2023-07-06")
    told = records(tmp_path, *(both[i] for i in order))
    assert effects(seen(told, "2023-07-04")) == [["2023-08-01"]]
    assert seen(told, "2023-07-05").conflicts == ()
    later = seen(told, "2023-07-06")
    assert effects(later) == [["2023-08-01", "2023-08-05"]]
    assert [(c.kind, c.state) for c in later.conflicts] == [("page_changed", "contested")]


def test_an_edition_of_a_page_without_a_day_on_which_it_was_got_is_known_from_the_day_it_was_added(tmp_path):
    told = records(tmp_path, edition("1 August", "2023-07-03"), edition("5 August", None))
    assert effects(seen(told, "2025-12-31")) == [["2023-08-01"]]
    assert effects(seen(told, "2026-01-01")) == [["2023-08-01", "2023-08-05"]]


def test_a_file_that_was_edited_is_a_page_that_changed(tmp_path):
    told = records(tmp_path, text_edition("1 August"), text_edition("5 August"))
    assert effects(seen(told, "2023-07-04")) == [["2023-08-01"]]
    found = seen(told, "2026-01-01")
    assert effects(found) == [["2023-08-01", "2023-08-05"]]
    assert [c.kind for c in found.conflicts] == ["page_changed"]


def test_an_edition_with_a_later_date_of_its_own_keeps_it(tmp_path):
    told = records(
        tmp_path, edition("1 August", "2024-01-01"), edition("5 August", "2024-01-02", published="2023-07-10")
    )
    assert effects(seen(told, "2023-07-09")) == [["2023-08-01"]]
    assert effects(seen(told, "2023-07-10")) == [["2023-08-01", "2023-08-05"]]


def test_two_pages_of_one_paper_are_no_editions_of_each_other(tmp_path):
    told = records(
        tmp_path,
        edition("1 August", "2023-07-03", url="https://post.example/1", title="Gallium"),
        edition("1 August", "2023-07-06", url="https://post.example/2", title="Gallium again"),
    )
    assert {r.source.known_by for r in told} == {date(2023, 7, 3)}


def test_the_clocks_of_editions_are_the_same_after_export_and_import(tmp_path):
    both = edition("1 August", "2023-07-03"), edition("5 August", "2023-07-06")
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()
    told = records(tmp_path / "a", *both)
    with Log.open(tmp_path / "a" / "x.db") as log, Log.open(tmp_path / "b" / "x.db", create=True) as other:
        other.append(unit_from(TextLine.model_validate(line)) for line in lines(log))
        again = list(other.assertions())
        by_key = [one for key in {r.key for r in again} for one in other.about(key)]
        assert {(s.id, s.known_by) for s in other.sources()} == {
            (r.source.id, r.source.known_by) for r in told
        }
        assert state_of(other, known=date(2023, 7, 4)).conflicts == ()
    clocks = [sorted((r.assertion.id, r.source.known_by) for r in found) for found in (told, again, by_key)]
    assert clocks[0] == clocks[1] == clocks[2]
