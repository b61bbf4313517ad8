"""The desk's queue and its audit trail, as published JSON and as text for a terminal."""

from collections.abc import Iterable, Sequence
from typing import Any

from detente.desk.brief import WIDTH, Text
from detente.ledger.decisions import taken_back
from detente.ledger.review import REASONS, Item
from detente.ledger.shapes import sources_json
from detente.ledger.verdicts import Verdict
from detente.lexicon import Lexicon


def queue_json(items: Iterable[Item]) -> list[dict[str, Any]]:
    """The published shape (schemas/review.schema.json)."""
    return [
        {
            "why": item.why,
            "reason": REASONS[item.why],
            "subject": item.subject,
            "text": item.text,
            "mark": item.mark,
            "sources": sources_json(item.supports),
        }
        for item in items
    ]


def queue_text(items: Sequence[Item], lexicon: Lexicon) -> str:
    """The queue: a heading for each reason, each item with the id that a verdict names."""
    text, lines = Text(lexicon, WIDTH), list[str]()
    for why, reason in REASONS.items():
        mine = [item for item in items if item.why == why]
        if mine:
            lines += ["", f"{reason[:1].upper()}{reason[1:]} ({len(mine)})"]
        for item in mine:
            lines += [text.entry(f"[{item.subject}] {item.text}", item.supports)]
    return "\n".join(lines[1:] or ["nothing to look at"]) + "\n"


def trail_json(verdicts: Sequence[Verdict]) -> list[dict[str, Any]]:
    """Every verdict in the order of its record, and whether it still stands (schemas/verdict.schema.json)."""
    undone = taken_back(verdicts)
    return [
        {
            "record": v.record,
            "recorded": v.recorded,
            "taken": v.taken or None,
            "action": v.action.value,
            "subject": v.subject,
            "other": v.other,
            "field": v.field,
            "value": v.value.get("value") if isinstance(v.value, dict) else v.value,
            "quote": v.value.get("quote") if isinstance(v.value, dict) else None,
            "undoes": v.undoes,
            "person": v.person,
            "reason": v.reason,
            "stands": v.record not in undone,
        }
        for v in verdicts
    ]


def trail_text(verdicts: Sequence[Verdict]) -> str:
    """The audit trail, a paragraph for each verdict."""
    text, lines = Text(Lexicon(()), WIDTH), list[str]()
    for row in trail_json(verdicts):
        about = f" {row['field']}" if row["field"] else ""
        value = f" to {row['value']}" if row["value"] is not None else ""
        other = f" and {row['other']}" if row["other"] else ""
        ends = "" if row["stands"] else " [taken back]"
        what = f"record {row['undoes']}" if row["undoes"] else f"{row['subject']}{other}"
        taken = f" (taken in {row['taken']})" if row["taken"] else ""
        when = f"{row['recorded']}{taken}"
        said = f"{row['record']}  {when}  {row['person']}: {row['action']}{about}{value} {what}{ends}"
        lines += [text.fill(said, "  "), text.fill(row["reason"], "    – ")]
        if row["quote"]:
            lines.append(text.fill(f"decided about: {row['quote']}", "    – "))
    return "\n".join(lines or ["no verdicts"]) + "\n"
