"""What would have been told on four days of 2019, without anything learned later."""

import importlib.util
import sys
from datetime import date
from pathlib import Path

import pytest

from detente.exposure.backtest import Outcome, backtest, covered, distance, scores
from detente.ledger.fold import fold, state_of
from detente.ledger.log import Log
from detente.lexicon import lexicon

ROOT = Path(__file__).parents[2]
spec = importlib.util.spec_from_file_location("bench_backtest", ROOT / "benchmarks" / "backtest.py")
bench = importlib.util.module_from_spec(spec)
sys.modules[spec.name] = bench
spec.loader.exec_module(bench)


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    with Log.open(tmp_path_factory.mktemp("ledger") / "kj.db", create=True) as opened:
        opened.add_chronology(bench.CHRONOLOGY)
        yield opened


@pytest.fixture(scope="module")
def found(log):
    asked = [state_of(log, day, day) for day in bench.DAYS]
    return backtest(asked, state_of(log, bench.LATER, bench.LATER), bench.MEASURE, bench.GOODS)


def test_the_outcomes_are_the_dated_first_approvals_of_the_public_sample(found):
    came = {
        one.good: (one.outcome.at_least, one.outcome.at_most) for one in found if one.known == bench.DAYS[0]
    }
    assert came == {
        ("item:photoresist", None): (34, 34),
        ("item:hydrogen-fluoride", "gas"): (56, 56),
        ("item:fluorinated-polyimide", None): (69, 78),
        ("item:hydrogen-fluoride", "liquid"): (130, 135),
    }


def test_the_second_photoresist_approval_is_the_next_as_known_on_8_august(found):
    one = next(one for one in found if one.known == bench.DAYS[1] and one.good[0] == "item:photoresist")
    assert not one.first
    assert (one.outcome.at_least, one.outcome.at_most) == (46, 46)


def test_after_20_november_photoresist_is_eased_which_is_no_approval(found):
    one = next(one for one in found if one.known == bench.DAYS[3] and one.good[0] == "item:photoresist")
    assert (one.outcome.ended, one.outcome.at_least) == ("eased", 169)


def test_every_forecast_is_the_same_from_a_ledger_that_ends_on_its_day(log, found):
    for day in bench.DAYS:
        then = [record for record in log.assertions() if record.source.known_by <= day]
        assert len(then) < len(list(log.assertions()))
        state = fold(then, day, day, lexicon())
        alone = backtest([state], state, bench.MEASURE, bench.GOODS)
        for whole, cut in zip([one for one in found if one.known == day], alone, strict=True):
            assert (whole.wait, whole.pooled, whole.first) == (cut.wait, cut.pooled, cut.first)


def test_nothing_approved_after_a_day_is_seen_on_it(found):
    for one in found:
        assert all(seen.at_most is None or seen.at_most <= one.waited for seen in one.wait.seen)


def test_the_distance_is_none_within_a_window():
    window = Outcome("approved", 69, 78, form_told=True)
    assert [distance(day, window) for day in (60, 69, 75, 78, 90)] == [9, 0, 0, 0, 12]


def test_every_method_is_scored_on_the_same_outcomes_and_its_silence_is_told(found):
    told = {score.method: score for score in scores(found)}
    assert len({score.asked for score in told.values()}) == 1
    assert told["pooled P50"].answered < told["base"].answered == told["base"].asked


def test_easing_and_undated_outcomes_are_not_scored(found):
    dated = [one for one in found if one.outcome and one.outcome.ended == "approved"]
    assert scores(found)[0].asked == len(dated) < len(found)
    assert all(of <= len(dated) for _, _, of in covered(found))


def test_what_is_printed_says_how_little_it_proves_and_leaves_no_day_out(found):
    said = bench.printed(found)
    assert "depend on each other" in said
    assert all(day.isoformat() in said for day in bench.DAYS)


def test_the_picture_shows_what_came_and_each_method(found):
    drawn = bench.picture(found)
    assert drawn.startswith("<svg")
    assert all(word in drawn for word in ("what came", "always 90", "as known on 2019-08-30"))


def test_a_state_before_the_measure_has_no_forecast(log):
    early = state_of(log, date(2019, 6, 1), date(2019, 6, 1))
    assert all(one.outcome is None for one in backtest([early], early, bench.MEASURE, bench.GOODS))
