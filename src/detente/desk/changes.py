"""What changed, for people: by subject, old and new value, and who says the new one."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from detente.desk.brief import WIDTH, Text
from detente.ledger.diff import Change, Diff
from detente.ledger.shapes import event_json, sources_json
from detente.ledger.views import Deadline, State
from detente.ledger.wording import day, value_words
from detente.lexicon import lexicon

TITLES = {
    "measures": "Measures",
    "groups": "Country groups",
    "licences": "Licences",
    "agreements": "Agreements",
    "proceedings": "Proceedings",
    "due": "Deadlines",
    "timeline": "Events",
    "conflicts": "Conflicts",
}


def diff_json(found: Diff) -> dict[str, Any]:
    """The published shape (schemas/diff.schema.json)."""
    records = found.recorded or (None, None)
    return {
        "old": _asked(found.old, records[0]),
        "new": _asked(found.new, records[1]),
        "changes": [_change(one) for one in found.changes],
        "happened": [event_json(one) for one in found.happened],
    }


def _asked(state: State, recorded: int | None) -> dict[str, Any]:
    found = {"on": state.on.isoformat(), "known": state.known.isoformat(), "scenario": state.scenario}
    return found | ({} if recorded is None else {"recorded": recorded})


def _change(one: Change) -> dict[str, Any]:
    return {
        "view": one.view,
        "subject": one.subject,
        "name": one.name,
        "what": one.what,
        "field": one.field or None,
        "old": one.old,
        "new": one.new,
        "sources": sources_json(one.supports),
    }


def diff_text(found: Diff) -> str:
    """Changes by view and subject, and what happened between the days."""
    lines = [f"From {_said(found.old)} to {_said(found.new)}:"]
    if found.recorded:
        lines = [f"{_said(found.new)}, from record {found.recorded[0]} to record {found.recorded[1]}:"]
    lines += sections(found.changes)
    if found.happened:
        lines += ["", "Happened between", *(Text(lexicon(), WIDTH).event(e, e.text) for e in found.happened)]
    if not found.changes and not found.happened:
        lines += ["  nothing changed"]
    return "\n".join(lines) + "\n"


def _said(state: State) -> str:
    supposing = f", supposing “{state.scenario}”" if state.scenario else ""
    return f"{day(state.on)} as known on {day(state.known)}{supposing}"


def sections(changes: Sequence[Change]) -> list[str]:
    """The changes in lines, a heading for each view."""
    text, lines = Text(lexicon(), WIDTH), list[str]()
    for view, found in groupby(changes, key=lambda one: one.view):
        lines += ["", TITLES[view]]
        for _, fields in groupby(found, key=lambda one: one.subject):
            lines += _subject(text, list(fields))
    return lines


def _subject(text: Text, changes: list[Change]) -> list[str]:
    first = changes[0]
    name = _named(text, first.name)
    if first.what != "changed":
        ends = f" ({_plain(text, first.new)})" if first.new else ""
        return [text.entry(f"{first.what}: {name}{ends}", first.supports)]
    lines = [text.fill(name, "  ")]
    for one in changes:
        said = f"{_named(text, one.field)}: {_plain(text, one.old)} → {_plain(text, one.new)}"
        lines.append(text.fill(said, "    "))
    told = tuple(dict.fromkeys(s for one in changes for s in one.supports))
    return [*lines, *text.sources(told)]


def _named(text: Text, words_: str) -> str:
    """The ids within some words by their names."""
    return " ".join(text.name(word) if ":" in word.strip(":") else word for word in words_.split(" "))


def _plain(text: Text, value: Any) -> str:  # noqa: ANN401 - whatever a field holds
    if isinstance(value, list | tuple):
        return ", ".join(_plain(text, one) for one in value) or "none"
    if value is None:
        return "none"
    if isinstance(value, str):
        return text.name(value) if text.lexicon.get(value.partition("#")[0]) else value_words(value)
    return str(value)


def due_lines(deadlines: Iterable[Deadline]) -> list[str]:
    """Deadlines, a line each with its sources."""
    text = Text(lexicon(), WIDTH)
    return [text.deadline(one) for one in deadlines] or ["  nothing"]
