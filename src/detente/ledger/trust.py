"""The order of trust: which tier a source stands on, from its publisher and address (`trust.toml`).

Computed when it is asked for and not stored, so that a better table serves old ledgers too.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from urllib.parse import urlsplit

from detente.lexicon import Lexicon, lexicon

COMPANY = 3
"""The tier of a company that speaks of its own goods."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the table; `publisher` and `hosts` match where either does."""

    tier: int
    publisher: re.Pattern[str] | None
    hosts: tuple[str, ...]
    country: str | None

    def fits(self, publisher: str, host: str) -> bool:
        """Whether it speaks of this source."""
        if self.publisher and self.publisher.search(publisher):
            return True
        return any(host == end or host.endswith(f".{end}") for end in self.hosts)


@cache
def rules() -> tuple[tuple[Rule, ...], int]:
    """The rules in their order, and the tier of a source that none fits."""
    table = tomllib.loads((resources.files("detente.ledger") / "trust.toml").read_text("utf-8"))
    return tuple(_rule(row) for row in table["rule"]), int(table["default"])


def _rule(row: dict[str, list[str] | int | str]) -> Rule:
    words = row.get("publisher")
    pattern = "|".join(re.escape(word) for word in words) if isinstance(words, list) else ""
    hosts = row.get("host")
    return Rule(
        tier=int(str(row["tier"])),
        publisher=re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE) if pattern else None,
        hosts=tuple(hosts) if isinstance(hosts, list) else (),
        country=str(row["country"]) if "country" in row else None,
    )


def _found(publisher: str | None, url: str | None) -> Rule | None:
    return _rule_of(publisher or "", (urlsplit(url).hostname or "") if url else "")


@lru_cache(maxsize=4096)
def _rule_of(publisher: str, host: str) -> Rule | None:
    return next((rule for rule in rules()[0] if rule.fits(publisher, host)), None)


def trust_of(publisher: str | None, url: str | None, known: Lexicon | None = None) -> int:
    """The tier of a source, 1 best.

    >>> trust_of("METI", "https://www.meti.go.jp/english/press/2019/0903_001.html")
    2
    """
    if found := _found(publisher, url):
        return found.tier
    return COMPANY if publisher and publisher.casefold() in _companies(known or lexicon()) else rules()[1]


@lru_cache(maxsize=4)
def _companies(known: Lexicon) -> frozenset[str]:
    """The names of companies as they are written out; an id alone ("asahi") may be a paper's name."""
    entries = [entry for entry in known.entries.values() if entry.kind == "company"]
    return frozenset(name.casefold() for entry in entries for name in (entry.name, *entry.names))


def official_of(publisher: str | None, url: str | None) -> str | None:
    """The country whose official text it is, or None for what is not official."""
    found = _found(publisher, url)
    return found.country if found else None
