"""The words all rooms share: what a page is, what a source says, and when."""

from detente.model.kinds import Basis, Kind, Status
from detente.model.when import When, WhenError
from detente.model.words import (
    Article,
    Assertion,
    Evidence,
    Mention,
    Name,
    Problem,
    Published,
    Quote,
    Reading,
    Span,
    TimeExpression,
    timex_when,
)

__all__ = [
    "Article",
    "Assertion",
    "Basis",
    "Evidence",
    "Kind",
    "Mention",
    "Name",
    "Problem",
    "Published",
    "Quote",
    "Reading",
    "Span",
    "Status",
    "TimeExpression",
    "When",
    "WhenError",
    "timex_when",
]
