"""The single views as text for a terminal, in the manner of the brief."""

from collections.abc import Iterable

from detente.desk.brief import WIDTH, Text
from detente.desk.words import words
from detente.ledger.chains import STAGES
from detente.ledger.views import Deadline, Measure, State
from detente.lexicon import lexicon


def _text() -> Text:
    return Text(lexicon(), WIDTH)


def _joined(entries: Iterable[str]) -> str:
    return "\n".join(entries or ()) + "\n"


def timeline_text(state: State) -> str:
    """Every event with its sources."""
    text = _text()
    return _joined([text.event(one, said=one.text) for one in state.timeline] or ["no events known"])


def licences_text(state: State) -> str:
    """Every licence book."""
    text = _text()
    return _joined([text.book(one) for one in state.licences] or ["no licences known"])


def conflicts_text(state: State) -> str:
    """Every conflict with all its texts."""
    text = _text()
    return _joined([text.conflict(one) for one in state.conflicts] or ["no conflicts found"])


def due_text(deadlines: Iterable[Deadline]) -> str:
    """Deadlines with weekday and days left; what was met or missed says so."""
    text = _text()
    return _joined([text.deadline(one) for one in deadlines] or ["nothing due is known"])


def agreements_text(state: State) -> str:
    """Every agreement with its clock."""
    text = _text()
    return _joined([text.pact(one) for one in state.agreements] or ["no agreements known"])


def measures_text(state: State) -> str:
    """Every measure with the dates of its stages, those that compete in brackets."""
    text = _text()
    return _joined([_measure(text, one) for one in state.measures] or ["no measures known"])


def _measure(text: Text, measure: Measure) -> str:
    stages = [
        f"{stage.replace('_', ' ')} {words(dates[0].when)}"
        + (f" [others: {', '.join(words(d.when) for d in dates[1:])}]" if len(dates) > 1 else "")
        for stage in STAGES
        if (dates := measure.stages.get(stage))
    ]
    ending = [
        f"its end {stage.replace('_', ' ')} {words(dates[0].when)}" for stage, dates in measure.ending.items()
    ]
    said = f"{measure.name}: {measure.state.replace('_', ' ')}. {'; '.join([*stages, *ending])}"
    return text.entry(said, measure.supports)
