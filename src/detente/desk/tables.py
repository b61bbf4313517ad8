"""The single views as text for a terminal, in the manner of the brief."""

from collections.abc import Iterable
from datetime import date

from detente.desk.brief import EFFECT_UNKNOWN, WIDTH, Text
from detente.desk.words import words
from detente.ledger.chains import STAGES
from detente.ledger.views import Dated, Deadline, GroupMembership, Happened, Measure, Proceeding, State
from detente.ledger.wording import act_words
from detente.lexicon import lexicon


def _text() -> Text:
    return Text(lexicon(), WIDTH)


def _joined(entries: Iterable[str]) -> str:
    return "\n".join(entries or ()) + "\n"


def timeline_text(state: State) -> str:
    """Every event with its sources."""
    text = _text()
    return _joined([text.event(one, said=one.text) for one in state.timeline] or ["no events known"])


def flow_text(found: Iterable[Happened]) -> str:
    """What happened between two days; what may lie outside them says so."""
    text = _text()
    lines = [
        text.event(one.event, said=one.event.text if one.surely else f"{one.event.text} (perhaps outside)")
        for one in found
    ]
    return _joined(lines or ["nothing known to have happened"])


def talks_text(state: State) -> str:
    """Talks and meetings with their sources."""
    text = _text()
    return _joined([text.event(one, said=one.text) for one in state.talks] or ["no talks known"])


def groups_text(state: State) -> str:
    """Who is in which country group."""
    text = _text()
    return _joined([_group(text, one) for one in state.groups] or ["no change of a country group known"])


def _group(text: Text, one: GroupMembership) -> str:
    is_in = {True: "in", False: "not in", None: "undeterminable whether in"}[one.member]
    said = f"{text.name(one.country)}: {is_in} {text.name(one.group)}"
    said += f", since {words(one.since)}" if one.since else ""
    said += f", until {words(one.until)}" if one.until else ""
    said += f"; edition: {one.edition}" if one.edition else ""
    return text.entry(said, one.supports)


def proceedings_text(state: State) -> str:
    """Every case: where it stands, and its steps."""
    text = _text()
    return _joined([_case(text, one, state.on) for one in state.proceedings] or ["no cases known"])


def _case(text: Text, one: Proceeding, on: date) -> str:
    """A case; each step is told by a source that could know that it was done, if there is one."""
    sides = [text.name(code) for code in (one.complainant, one.respondent) if code]
    head = f"{one.name} ({' against '.join(sides)}): {one.standing.replace('_', ' ')}"
    lines, narrow = [text.fill(head, "  ")], Text(text.lexicon, text.width - 2)
    for step in one.steps:
        status = "" if step.status == "occurred" else f" ({step.status.replace('_', ' ')})"
        day = words(step.when) if step.when else "day not known"
        after = " (after the day asked about)" if step.when and step.when.earliest > on else ""
        lines += [text.fill(f"{day}: {act_words(step.kind, step.step)}{status}{after}", "    ")]
        first = step.when.earliest if step.when else date.min
        told = [s for s in step.supports if s.known_by >= first] or list(step.supports)
        lines += [f"  {line}".replace("\n", "\n  ") for line in list(narrow.sources(told))[:1]]
    return "\n".join(lines)


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


def measures_text(state: State, *, in_force: bool = False) -> str:
    """Every measure with the dates of its stages, those that compete in brackets."""
    text = _text()
    if not in_force:
        return _joined([_measure(text, one) for one in state.measures] or ["no measures known"])
    unknown = [_measure(text, one) for one in state.measures if one.in_force is None]
    lines = [_measure(text, one) for one in state.measures if one.in_force] or ["no measures known in force"]
    return _joined([*lines, *(["", EFFECT_UNKNOWN, *unknown] if unknown else [])])


def _measure(text: Text, measure: Measure) -> str:
    stages = [
        _stage(stage, dates[0])
        + (f" [others: {', '.join(words(d.when) for d in dates[1:])}]" if len(dates) > 1 else "")
        for stage in STAGES
        if stage != "amended" and (dates := measure.stages.get(stage))
    ]
    changes = dict.fromkeys(words(one.when) for one in measure.amendments if one.when)
    stages += [f"amended {' and '.join(changes)}"] if changes else []
    stages += [f"withdrawn in part, {text.part(one)}" for one in measure.freed]
    ending = [f"its end {_stage(stage, dates[0])}" for stage, dates in measure.ending.items()]
    stages += [_again(measure)] if measure.again else []
    said = f"{measure.name}: {measure.state.replace('_', ' ')}. {'; '.join([*stages, *ending])}"
    return text.entry(said, measure.supports)


def _again(measure: Measure) -> str:
    """From when a suspended measure holds again, and on what that stands."""
    said = f"in force again from {words(measure.again)}"
    if measure.came_again:
        return f"{said} (no source since says that its suspension was extended)"
    return f"{said}, unless the suspension is extended"


def _stage(stage: str, dated: Dated) -> str:
    """A stage with its day; "planned" where no source says that it has come about."""
    return f"{stage.replace('_', ' ')} {words(dated.when)}" + (" (planned)" if dated.planned else "")
