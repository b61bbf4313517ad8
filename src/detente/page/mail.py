"""The header of a pasted mail: subject and date, and where the mail itself begins."""

import re
from dataclasses import dataclass

from detente.model import Span
from detente.page.dates import Stamp, find_dates

_FIELD = re.compile(
    r"[ \t>]*+(?P<name>from|to|subject|date|sent|cc|bcc|reply-to|von|an|betreff|gesendet|de|à|objet|envoyé)"
    r"[ \t]*:[ \t]*(?P<value>[^\n]*)",
    re.IGNORECASE,
)
_SUBJECT = {"subject", "betreff", "objet"}
_DATE = {"date", "sent", "gesendet", "envoyé"}
_FORWARD = re.compile(r"\s*(?:(?:re|fwd?|aw|wg)\s*:\s*)+", re.IGNORECASE)
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Header:
    """What a mail header says; `end` is 0 where there is none."""

    end: int = 0
    title: Span | None = None
    date: Stamp | None = None


def mail_header(text: str) -> Header:
    """The header at the start of a pasted mail: two fields or more, one of them its subject."""
    at, end = 0, 0
    fields: dict[str, re.Match[str]] = {}
    for raw in text.split("\n")[:40]:
        match = _FIELD.match(text, at)
        if match and match.end() <= at + len(raw):
            fields.setdefault(match["name"].lower(), match)
            end = at + len(raw)
        elif fields and raw.strip():
            break
        at += len(raw) + 1
    subject = next((m for name, m in fields.items() if name in _SUBJECT and m["value"].strip()), None)
    if len(fields) < _FEWEST or subject is None:
        return Header()
    start, stop = subject.span("value")
    forward = _FORWARD.match(subject["value"])
    title = Span(
        start + (forward.end() if forward else 0), stop - (stop - start - len(subject["value"].rstrip()))
    )
    dated = next((m for name, m in fields.items() if name in _DATE), None)
    stamps = find_dates(dated["value"]) if dated else []
    date = None
    if dated and stamps:
        first, offset = stamps[0], dated.start("value")
        date = Stamp(first.value, first.start + offset, first.end + offset, "published", first.ambiguous)
    return Header(end, title, date)
