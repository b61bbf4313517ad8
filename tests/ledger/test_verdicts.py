"""What persons decide is appended under record numbers, and read back as it stood at any of them."""

import pytest
from test_log import NOW, page

from detente.errors import UsageError
from detente.ledger.log import Log
from detente.ledger.verdicts import Action, Verdict

CORRECT = Verdict(
    Action.CORRECT,
    "a1",
    "Kim",
    "the gazette says so",
    field="when",
    quote="0f",
    value={"value": "2019-08-28"},
)
LINK = Verdict(Action.SAME, "a1", "Kim", "one meeting", other="a2")


@pytest.fixture
def log(ledger):
    with Log.open(ledger, create=True, clock=lambda: NOW) as opened:
        yield opened


def test_a_verdict_comes_back_with_its_record_number_and_time(log):
    (stored,) = log.decide(CORRECT)
    assert (stored.record, stored.recorded) == (1, "2026-01-05T12:00:00+00:00")
    assert log.verdicts() == (stored,)
    assert log.record == 1


def test_pages_and_verdicts_share_one_sequence_of_records(log):
    log.add(page())
    first, second = log.decide(CORRECT, LINK)
    log.add(page(url="https://other.example/a"))
    assert (first.record, second.record, log.record) == (2, 3, 4)


def test_an_undoing_is_a_record_of_its_own_and_the_old_record_stays(log):
    (stored,) = log.decide(CORRECT)
    (undone,) = log.decide(
        Verdict(Action.UNDO, "a1", "Lee", "the gazette was another one", undoes=stored.record)
    )
    assert log.verdicts() == (stored, undone)
    assert log.verdicts(recorded=1) == (stored,)


def test_the_verdicts_of_one_subject_are_asked_for_by_its_id(log):
    log.decide(CORRECT, LINK, Verdict(Action.RETRACT, "s9", "Lee", "the wrong file"))
    assert [one.action for one in log.verdicts(subject="s9")] == ["retract"]


@pytest.mark.parametrize(
    ("verdict", "complaint"),
    [
        (Verdict(Action.REJECT, "a1", " ", "no"), "the name of a person and a reason"),
        (Verdict(Action.REJECT, "a1", "Kim", ""), "the name of a person and a reason"),
        (Verdict(Action.REJECT, "", "Kim", "no"), "needs a subject"),
        (Verdict(Action.DIFFERENT, "a1", "Kim", "two days"), "links two assertions"),
        (Verdict(Action.UNDO, "a1", "Kim", "no"), "names the record"),
        (Verdict(Action.REJECT, "a1", "Kim", "no", undoes=1), "names the record"),
        (Verdict(Action.UNDO, "a1", "Kim", "no", undoes=1), "record 1 is no verdict"),
    ],
)
def test_a_verdict_that_says_too_little_is_refused_and_nothing_of_its_batch_is_stored(
    log, verdict, complaint
):
    log.add(page())
    with pytest.raises(UsageError, match=complaint):
        log.decide(CORRECT, verdict)
    assert (log.record, log.verdicts()) == (1, ())
