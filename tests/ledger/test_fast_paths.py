"""What is quick gives what is plain: on the bundled chronology, every day and key of it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from test_log import page

from detente.ledger import identify
from detente.ledger.conflicts import dates
from detente.ledger.fold import acts, fold, state_of
from detente.ledger.licencebook import chosen_items, is_count, is_total, subject
from detente.ledger.log import Log
from detente.ledger.warm import KEPT
from detente.lexicon import lexicon
from detente.model import Kind

CHRONOLOGY = Path(__file__).parents[2] / "examples/korea-japan-2019/chronology.jsonl"
DAYS = [None, date(2019, 7, 1), date(2019, 8, 21), date(2019, 11, 22), date(2020, 3, 31)]


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    with Log.open(tmp_path_factory.mktemp("log") / "x.db", create=True) as opened:
        opened.add_chronology(CHRONOLOGY)
        yield opened


@pytest.fixture(scope="module")
def records(log):
    return list(log.assertions())


@pytest.fixture(scope="module")
def all_acts(records):
    return acts(records, lexicon())


@pytest.mark.parametrize("recorded", [None, 40, 0])
@pytest.mark.parametrize("known", DAYS)
def test_one_subject_is_what_filtering_the_whole_log_gives(log, known, recorded):
    whole = list(log.assertions(recorded))
    for key in {one.key for one in log.assertions()}:
        plain = [one for one in whole if one.key == key and (known is None or one.source.known_by <= known)]
        assert list(log.about(key, known, recorded)) == plain


def test_of_one_subject_the_latest_reading_of_each_snapshot_applies(ledger):
    with Log.open(ledger, create=True) as log:
        for reader in ("test 1", "test 2", "test 3"):
            log.add(page(reader=reader))
        log.add(page(url="https://other.example/a"))
        for recorded in (None, 1, 2, 3):
            assert list(log.about("page-1", None, recorded)) == list(log.assertions(recorded))


@pytest.mark.parametrize("kept", [subject, is_count, is_total, chosen_items])
def test_what_is_kept_beside_an_act_is_what_is_worked_out_anew(all_acts, kept):
    told = [one for one in all_acts if one.kind.value.startswith("licence_")]
    assert told
    assert [kept(one) for one in told] == [kept.__wrapped__(one) for one in told]
    assert [kept(one) for one in told] == [kept.__wrapped__(one) for one in told]


def test_a_stage_finds_the_same_measure_among_those_of_its_actor_as_among_all(records, all_acts, monkeypatch):
    monkeypatch.setattr(identify, "_candidates", lambda _, profiles: list(profiles))
    assert [(one.id, one.measure) for one in acts(records, lexicon())] == [
        (a.id, a.measure) for a in all_acts
    ]


def test_what_is_dated_beside_an_act_is_found_as_by_looking_at_every_other(all_acts):
    pacts, found = dates._pacts(all_acts), []
    for one in (a for a in all_acts if not a.term("reported")):
        plain = [
            (other.kind.value, other.when)
            for other in all_acts
            if one.agreement and other is not one and other.agreement == one.agreement and other.when
            and other.kind.value.startswith("agreement_") and other.kind is not Kind.AGREEMENT_TERMINATED
        ]  # fmt: skip
        assert dates._beside(one, pacts) == list(dict.fromkeys(plain))
        found += plain
    assert found


@pytest.mark.parametrize("known", DAYS)
def test_a_state_asked_for_again_is_the_same_and_what_the_fold_gives(log, records, known):
    first = state_of(log, known=known)
    assert state_of(log, known=known) is first
    assert fold(records, first.on, first.known, lexicon()) == first


def test_a_state_is_worked_out_again_after_something_was_added(ledger):
    with Log.open(ledger, create=True) as log:
        log.add(page())
        assert len(state_of(log).timeline) == 1
        log.add(page("Seoul met Tokyo on 20 August. Twice.", url="https://other.example/a"))
        assert len(state_of(log).timeline[0].supports) == 2


def test_only_the_states_asked_for_last_are_kept(log):
    first = state_of(log, on=date(2019, 7, 1))
    for day in range(KEPT):
        state_of(log, on=date(2019, 8, 1) + timedelta(days=day))
    assert state_of(log, on=date(2019, 7, 1)) is not first
