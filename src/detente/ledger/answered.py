"""The answer to the licence question, as published JSON and as text for a terminal."""

from datetime import date
from typing import Any

from detente.ledger.views import LicenceAnswer
from detente.ledger.wording import cited, day
from detente.lexicon import Lexicon


def answer_json(answer: LicenceAnswer) -> dict[str, Any]:
    """The design's shape of an answer; `item` to `destination` and `supports` are added fields."""
    return {
        "answer": answer.answer,
        "branches": [{"if": condition, "answer": kind} for condition, kind in answer.branches],
        "since": answer.since.value if answer.since else None,
        "scheduled": [
            {"on": when.value if when else None, "answer": kind, "status": status}
            for when, kind, status in answer.scheduled
        ],
        "standard_days": answer.standard_days,
        "observed_days": [{"at_least": low, "at_most": high} for low, high in answer.observed_days],
        "not_checked": list(answer.not_checked),
        "basis": [{"says": says, "reference": reference} for says, reference in answer.basis],
        "conflicts": list(answer.conflicts),
        "covers_until": answer.covers_until.isoformat() if answer.covers_until else None,
        "as_of": answer.as_of.isoformat() if answer.as_of else None,
        "item": answer.item,
        "form": answer.form,
        "from": answer.country_of_export,
        "to": answer.destination,
        "on": answer.on.isoformat(),
        "known": answer.known.isoformat(),
        "scenario": answer.scenario,
        "caught": answer.caught,
        "considered": [
            {"what": what, "applies": applies, "why": why} for what, applies, why in answer.considered
        ],
        "supports": [
            {
                "source": s.source,
                "publisher": s.publisher,
                "url": s.url,
                "known_by": s.known_by.isoformat(),
                "quote": s.quote,
                "verbatim": s.verbatim,
                "entry": s.entry,
            }
            | ({"supposed": s.supposed} if s.supposed else {})
            | ({"verdict": s.verdict} if s.verdict else {})
            for s in answer.supports
        ],
    }


def answer_text(answer: LicenceAnswer, lexicon: Lexicon, *, explain: bool = False) -> str:
    """The answer for a terminal; with `explain`, the chain of rules and sentences."""
    form = f" ({answer.form})" if answer.form else ""
    since = f" since {answer.since}" if answer.since else ""
    supposed = f", supposing “{answer.scenario}”" if answer.scenario else ""
    ends = f"{lexicon.name(answer.country_of_export)} to {lexicon.name(answer.destination)}"
    lines = [
        f"{lexicon.name(answer.item)}{form}, {ends}, on {answer.on} as known on {answer.known}{supposed}:",
        f"  {answer.answer.replace('_', ' ')}{since}{_as_of(answer)}",
    ]
    lines += [f"    {kind.replace('_', ' ')}: {condition}" for condition, kind in answer.branches]
    for when, kind, status in answer.scheduled:
        day = f"from {when}" if when else "day of effect not known"
        comes = "afterwards" if status == "occurred" else "scheduled"
        lines.append(f"  {comes}: {kind.replace('_', ' ')}, {day} ({status})")
    if answer.standard_days:
        lines.append(f"  standard processing period: {answer.standard_days} days")
    if answer.observed_days:
        seen = ", ".join(
            str(low) if low == high else f"{low} to {high}" for low, high in answer.observed_days
        )
        lines.append(f"  approvals seen so far, days after control: {seen}")
    lines.append("  why:")
    lines += [f"    {says} [{reference}]" for says, reference in answer.basis]
    lines += [f"  sources differ: {said}" for said in answer.differing]
    lines += _chain(answer) if explain else []
    lines += ["  not checked: " + "; ".join(answer.not_checked)] if answer.not_checked else []
    covers = answer.covers_until
    lines.append(f"  the ledger covers publications until {covers}" if covers else _nothing(answer))
    return "\n".join(lines)


def _nothing(answer: LicenceAnswer) -> str:
    """What to say where no publication is known: only of an empty ledger is no day known at all."""
    if answer.known == date.max:
        return "  the ledger is empty"
    return f"  the ledger has no publication dated up to {answer.known}"


def _as_of(answer: LicenceAnswer) -> str:
    """Up to when the sources of the answer go, where that is before the day asked about."""
    if answer.as_of is None:
        return ""
    return f", as of the last source of {day(answer.as_of)}; whether it has changed since is not known"


_APPLIES = {True: "applies", False: "does not apply", None: "cannot be told"}


def _chain(answer: LicenceAnswer) -> list[str]:
    """What was considered, in order, and the sentences on which the answer rests, with where they stand."""
    lines = ["  considered:"] if answer.considered else []
    lines += [
        f"    {what}: {_APPLIES[applies]}" + (f" ({why.rstrip('.')})" if why else "")
        for what, applies, why in answer.considered
    ]
    quoted = [support for support in answer.supports if support.quote]
    lines += ["  sentences:"] if quoted else []
    for s in quoted:
        where = f", characters {s.start} to {s.end}" if s.start is not None else ""
        lines.append(f"    {s.publisher or s.source}, {s.known_by}{where}: {cited(s)}")
        lines += [f"      {s.url}"] if s.url else []
    return lines
