"""What is added in one piece: one source's page, or what it is said to say in a row, with its assertions.

A unit is stored whole or not at all. Everything that is hashed for an id is hashed here.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from detente.ledger.known import Known
from detente.model import Assertion, Problem
from detente.model.shapes import assertion_json


@dataclass(frozen=True)
class Unit:
    """One source's assertions, as they are handed to the log.

    `key` names the row or the article, `content` is what makes the snapshot this one and not
    another (the bytes of a page, the row of a chronology), `text` what the spans count in, and
    `head` the article without its text. `quotes` belong to the assertions, in their order; None
    where the quotation is the assertion's span of `text`.
    """

    origin: str
    key: str
    url: str | None
    publisher: str | None
    language: str | None
    reader: str
    content: bytes
    known: Known | None
    basis: str | None
    assertions: tuple[Assertion, ...]
    quotes: tuple[str | None, ...]
    text: str | None = None
    raw: bytes | None = None
    head: dict[str, Any] | None = None
    retrieved: str | None = None
    problems: tuple[Problem, ...] = field(default=())
    snapshot: str | None = None
    """The id that the snapshot has in the ledger it comes from, where it comes from one."""

    @cached_property
    def source_id(self) -> str:
        """The source: its address, or for one without, its publisher and key."""
        name = address(self.url) if self.url else f"{self.publisher or ''}\n{self.key}"
        return "source:" + digest(name)[:16]

    @cached_property
    def received(self) -> bytes:
        """The bytes as they were got, or the text where there are none."""
        if self.raw is not None:
            return self.raw
        return self.content if self.text is None else self.text.encode("utf-8", "surrogatepass")

    @cached_property
    def snapshot_id(self) -> str:
        """The bytes at their origin: the same wire copy in two papers is two."""
        return self.snapshot or digest(self.source_id, self.origin, self.key, self.content)[:32]

    @cached_property
    def reading_key(self) -> str:
        """What this reader read off this snapshot: the same again is nothing new."""
        said = [
            assertion_json(one) | {"quote": quote}
            for one, quote in zip(self.assertions, self.quotes, strict=True)
        ]
        known = [str(self.known.first), str(self.known.last)] if self.known else None
        return digest(self.snapshot_id, self.reader, canonical([self.head, known, said]), self.text or "")


def address(url: str) -> str:
    """What of a url names the page: without scheme, `www.`, fragment and closing slash."""
    bare = re.sub(r"^[a-z][a-z0-9+.-]*://(www\.)?", "", url.strip(), flags=re.IGNORECASE)
    host, slash, path = bare.partition("#")[0].partition("/")
    return (host.lower() + slash + path).rstrip("/")


def digest(*parts: str | bytes) -> str:
    """SHA-256 over the parts, each with its length, in hexadecimal."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.hexdigest()


def canonical(value: object) -> str:
    """One JSON text for equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def identified(assertions: Iterable[Assertion], *origin: str) -> tuple[Assertion, ...]:
    """The assertions with ids that follow from what they say and where: unique, and the same each time."""
    seen: dict[str, int] = {}
    found = []
    for assertion in assertions:
        said = canonical(assertion_json(replace(assertion, id="")))
        base = digest(*origin, said)[:16]
        seen[base] = seen.get(base, 0) + 1
        found.append(replace(assertion, id=base if seen[base] == 1 else f"{base}-{seen[base]}"))
    return tuple(found)
