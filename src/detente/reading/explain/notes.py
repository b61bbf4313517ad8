"""What each mark means, in one line for a reader."""

from detente.model import Assertion, Mention, Name, Quote, TimeExpression

_LONG = 60
"""Characters of a name shown whole in a note."""


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONG else words[: _LONG - 1].rstrip() + "…"


def time_note(time: TimeExpression) -> str:
    """Expression, value and type."""
    return f"{_short(time.text)} → {time.value} ({time.type.lower()})"


def name_note(name: Name) -> str:
    """Name, id, kind, role and whom it acts for."""
    parts = [name.kind.replace("_", " ")]
    parts += [name.role] if name.role else []
    parts += [f"form {name.form}"] if name.form else []
    parts += [f"for {name.acts_for}"] if name.acts_for else []
    return f"{_short(name.text)} → {name.id or 'unknown'} ({', '.join(parts)})"


def mention(found: Mention) -> str:
    """The id, or the name in quotation marks where the lexicon does not know it; with the form."""
    shown = found.id or f"“{_short(found.name)}”"
    return f"{shown} ({found.form})" if found.form else shown


def quote_note(quote: Quote, text: str) -> str:
    """Speaker, cue, through whom, hearsay."""
    if quote.speaker is None:
        who = "nobody named"
    else:
        who = _short(quote.speaker.name) + (f" → {quote.speaker.id}" if quote.speaker.id else "")
    parts = ["in marks" if quote.direct else "reported"]
    parts += [f"by “{_short(text[quote.cue.start : quote.cue.end])}”"] if quote.cue else []
    parts += [f"through {mention(quote.via)}"] if quote.via else []
    parts += ["hearsay"] if quote.hearsay else []
    return f"{who} ({', '.join(parts)})"


def assertion_note(said: Assertion) -> str:
    """Kind, status and when; who to whom; what; by whom."""
    when = ""
    if said.when is not None:
        when = f" {said.when.value}" + (f" ({said.when_basis})" if said.when_basis else "")
    parts = [f"{said.kind} {said.status}{when}"]
    if said.actors or said.targets:
        sides = [", ".join(mention(m) for m in side) or "?" for side in (said.actors, said.targets)]
        parts.append(" → ".join(sides) if said.targets else sides[0])
    if said.items:
        parts.append("items " + ", ".join(mention(item) for item in said.items))
    named = ((key, getattr(said, key)) for key in ("agreement", "case", "measure", "place", "in_response_to"))
    parts += [f"{key.replace('_', ' ')} {mention(value)}" for key, value in named if value is not None]
    plain = ((key, getattr(said, key)) for key in ("count", "ordinal", "since"))
    parts += [f"{key} {value}" for key, value in plain if value is not None]
    if said.speaker is not None:
        parts.append(f"says {mention(said.speaker)}" + (" (hearsay)" if said.hearsay else ""))
    elif said.hearsay:
        parts.append("hearsay")
    parts += [f"confidence {said.confidence:.2g}"] if said.confidence < 1 else []
    return "; ".join(parts)
