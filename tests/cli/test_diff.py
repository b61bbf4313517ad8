"""What changed between two days and two days of knowledge, and the digest of what is new."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.ledger.diff import diff
from detente.ledger.fold import state_of
from detente.ledger.log import Log

EXAMPLE = Path(__file__).parents[2] / "examples" / "korea-japan-2019"


def changed(value, subject, field):
    return [(c["old"], c["new"]) for c in value["changes"] if c["subject"] == subject and c["field"] == field]


def test_two_known_days_say_what_was_learned_about_the_later_day_and_who_said_it(answered):
    found = answered("diff", "--known", "2019-08-21", "--known", "2019-08-23")
    assert (found["old"]["on"], found["new"]["on"]) == ("2019-08-23", "2019-08-23")
    assert changed(found, "agreement:gsomia", "notice") == [("none", "given")]
    notice = next(
        c for c in found["changes"] if c["subject"] == "agreement:gsomia" and c["field"] == "notice"
    )
    assert {s["known_by"] for s in notice["sources"]} <= {"2019-08-22", "2019-08-23"}


def test_two_days_say_what_came_into_force_and_what_happened_between(answered):
    found = answered("diff", "--on", "2019-08-27", "--on", "2019-08-29", "--known", "2019-09-30")
    assert changed(found, "measure:jp-kr-group-a-removal", "state") == [("scheduled", "in_force")]
    assert [c["new"] for c in found["changes"] if c["view"] == "groups" and c["field"] == "member"] == ["no"]
    assert {"licence_approved", "measure_effective"} <= {e["kind"] for e in found["happened"]}
    assert all("2019-08-28" <= e["when"]["earliest"] <= "2019-08-29" for e in found["happened"])


def test_the_order_of_the_two_days_does_not_matter(answered):
    words = ("--on", "2019-08-29", "--on", "2019-08-27", "--known", "2019-09-30")
    assert answered("diff", *words)["old"]["on"] == "2019-08-27"


def test_a_scenario_is_compared_with_the_ledger_as_it_is(answered):
    file = EXAMPLE / "scenarios" / "ten-items.toml"
    found = answered("diff", "--known", "2019-09-01", "--on", "2019-10-20", "--scenario", file)
    new = {(c["view"], c["what"]) for c in found["changes"]}
    assert ("measures", "new") in new
    assert {s.get("supposed") for c in found["changes"] for s in c["sources"]} == {
        "Japan adds ten items in October"
    }


def test_people_read_it_by_subject_with_old_and_new_value(said, monkeypatch):
    monkeypatch.setattr("detente.cli.diff.piped", lambda: False)
    text = said("diff", "--known", "2019-08-21", "--known", "2019-08-23")[1]
    assert text.startswith(
        "From 23 August 2019 as known on 21 August 2019 to 23 August 2019 as known on 23 August 2019:"
    )
    assert "notice: none → given" in text
    assert "notice by: none → South Korea" in text
    assert "Agreements\n" in text
    assert max(map(len, text.splitlines())) <= 120


@pytest.mark.parametrize(
    "words",
    [("--known", "2019-08-21"), (), ("--on", "2019-08-21"), ("--on", "2019-08-21") * 3,
     ("--on", "2019-08-21", "--on", "2019-08-22", "--scenario", "x.toml")],
)  # fmt: skip
def test_what_compares_nothing_is_wrong_use(said, words):
    code, out, err = said("diff", *words)
    assert (code, out, len(err.splitlines())) == (2, "", 1)


def test_the_digest_has_new_sources_what_they_changed_and_what_is_due(said, monkeypatch, answered):
    found = answered("watch", "--since", "2019-08-21", "--known", "2019-08-23")
    assert found["since"] == "2019-08-21"
    assert {s["known_by"] for s in found["sources"]} == {"2019-08-22", "2019-08-23"}
    assert changed(found, "agreement:gsomia", "notice") == [("none", "given")]
    assert all(e["when"]["earliest"] > "2019-08-21" for e in found["happened"])
    monkeypatch.setattr("detente.cli.common.piped", lambda: False)
    text = said("watch", "--since", "2019-08-21", "--known", "2019-08-23", "--within", "10d")[1]
    assert text.startswith("New since 21 August 2019, as known on 23 August 2019:")
    assert "Due within 10 days" in text


def test_a_deadline_that_was_open_then_was_never_missed(answered):
    found = answered("watch", "--since", "2019-08-20", "--known", "2019-08-28")
    assert changed(found, "notice:agreement:gsomia:2019-11-22", "state") == [("open", "met")]


def test_what_is_told_of_two_items_names_each(answered):
    found = answered("diff", "--known", "2019-08-19", "--known", "2019-08-20")
    names = [c["name"] for c in found["changes"] if c["name"].startswith("licence counted")]
    assert len(names) == len(set(names)) == 2


def test_nothing_is_new_since_the_last_day(answered):
    found = answered("watch", "--since", "2030-01-01")
    assert (found["sources"], found["changes"], found["happened"]) == ([], [], [])


@settings(max_examples=8, deadline=None)
@given(on=st.dates(date(2019, 6, 1), date(2023, 8, 1)), known=st.dates(date(2019, 6, 1), date(2023, 8, 1)))
def test_a_state_compared_with_itself_gives_nothing(ledger, on, known):
    with Log.open(ledger) as log:
        found = diff(state_of(log, on, known), state_of(log, on, known))
    assert (found.changes, found.happened) == ((), ())


@settings(max_examples=5, deadline=None)
@given(
    first=st.dates(date(2019, 7, 1), date(2020, 1, 1)), second=st.dates(date(2019, 7, 1), date(2020, 1, 1))
)
def test_going_back_undoes_what_going_forth_changed(ledger, first, second):
    with Log.open(ledger) as log:
        one, two = state_of(log, second, first), state_of(log, second, second)
    there = {(c.view, c.field, str(c.old), str(c.new)) for c in diff(one, two).changes if c.what == "changed"}
    back = {(c.view, c.field, str(c.new), str(c.old)) for c in diff(two, one).changes if c.what == "changed"}
    assert there == back
