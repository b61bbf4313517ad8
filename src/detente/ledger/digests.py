"""The digest of a record: what is taken into it, in which order, and how one record follows on another.

A record stands on rows of several tables: its run, its reading with snapshot and source and the reading's
assertions with their field values, or its verdict. Their columns are taken in groups, and of each group

- the text goes into the chain: `chained(before, content)` is the SHA-256 of the digest of the record before
  it and of the content, so the last digest (the head) stands for the whole log in its order;
- the CRC-32 is kept beside it (`Digest.parts`). It proves nothing and tells only where to look.

The bytes of a page and its text stand in the content by their SHA-256. The order of the groups is part of
the format of a ledger and never changes with a schema; a group may be added at the end of a new schema.
The same log has the same digests on every engine. After the hash chain of Haber and Stornetta (1991).
"""

import hashlib
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any
from zlib import crc32

GENESIS = hashlib.sha256(b"detente ledger, schema 3").hexdigest()
"""What the first record follows on."""

Row = Mapping[Any, Any]
Rows = Mapping[str, Sequence[Row]]
"""The rows that a record stands on, by table, in the order of their numbers; `field` in that of its key."""


@dataclass(frozen=True, slots=True)
class Group:
    """Columns of one table that are digested together, and what they are in words."""

    name: str
    table: str
    columns: tuple[str, ...]
    words: str


RECORD = (
    Group("record", "record", ("n", "kind"), "its number or kind"),
    Group("record.run", "record", ("run",), "its run"),
    Group("run", "run", ("n", "reader", "recorded"), "its reader or record time"),
    Group("reading", "reading", ("n", "key", "record"), "its number, key or record"),
    Group("reading.snapshot", "reading", ("snapshot", "text"), "its snapshot or text"),
    Group("head", "reading", ("head",), "the head of its article"),
    Group("published", "reading", ("published_from", "published_by", "basis"),
          "its date of publication or where that comes from"),
    Group("problems", "reading", ("problems",), "its problems"),
    Group("snapshot", "snapshot", ("n", "id", "origin", "sha256", "size", "retrieved"),
          "its id, origin, hash, size or time of retrieval"),
    Group("snapshot.source", "snapshot", ("source",), "its source"),
    Group("source", "source", ("n", "id", "url", "publisher", "language"),
          "its id, address, publisher or language"),
    Group("verdict", "verdict", ("n", "record", "action", "subject", "other"),
          "its number, record, action, subject or the other of its link"),
    Group("verdict.value", "verdict", ("field", "quote", "value", "undoes"),
          "its field, quotation, value or what it undoes"),
    Group("verdict.reason", "verdict", ("reason", "person"), "its reason or person"),
)  # fmt: skip
"""The groups of a record, once each. `size` is the length of a snapshot's packed bytes."""

ASSERTION = (
    Group("assertion", "assertion", ("n", "reading"), "its number or reading"),
    Group("id", "assertion", ("id", "key"), "its id or key"),
    Group("kind", "assertion", ("kind", "status"), "its kind or status"),
    Group("evidence", "assertion", ("quote", "start", "end"), "its quotation or span"),
    Group("weight", "assertion", ("hearsay", "confidence"), "its hearsay or confidence"),
)
"""The groups of an assertion's own row, for each assertion of the record."""

FIELDS = (
    "when", "actors", "targets", "items", "agreement", "case", "measure", "place", "in_response_to",
    "speaker", "count", "ordinal", "since", "terms", "other",
)  # fmt: skip
"""The groups of an assertion's field rows: by name, the terms together, and what has another name."""

_WIDTH = len(ASSERTION) + len(FIELDS)
_HEAD = struct.Struct(f"<{len(RECORD)}I")
_EACH = struct.Struct(f"<q{_WIDTH}I")
_PLACE = {name: at for at, name in enumerate(FIELDS)}
_OTHER = _PLACE["other"]


@dataclass(frozen=True, slots=True)
class Parts:
    """The CRC-32 of each group: of the record by `RECORD`, of its assertions by `ASSERTION` and `FIELDS`."""

    record: tuple[int, ...]
    assertions: Mapping[int, tuple[int, ...]]

    @property
    def packed(self) -> bytes:
        """As it is stored: 4 bytes a group, before those of an assertion 8 bytes with its number."""
        each = (_EACH.pack(n, *groups) for n, groups in self.assertions.items())
        return _HEAD.pack(*self.record) + b"".join(each)

    @classmethod
    def unpacked(cls, stored: bytes) -> "Parts":
        """Read what `packed` gave. Raises ValueError for anything else."""
        rest = len(stored) - _HEAD.size
        if rest < 0 or rest % _EACH.size:
            raise ValueError("these are no parts of a digest")
        found = {n: tuple(groups) for n, *groups in _EACH.iter_unpack(stored[_HEAD.size :])}
        return cls(_HEAD.unpack_from(stored), found)


@dataclass(frozen=True, slots=True)
class Content:
    """What a record says, digested: SHA-256 of all its groups in hexadecimal, and the parts."""

    digest: str
    parts: Parts


def content(rows: Rows) -> Content:
    """The digest of a record over the rows that it stands on, as they were added or as they are read back."""
    head = [_of(rows[group.table], take) for group, take in _RECORD]
    whole, own = list(head), {}
    fields = {n: list(found) for n, found in groupby(rows["field"], itemgetter("assertion"))}
    for row in rows["assertion"]:
        texts = [take(row) for take in _ASSERTION]
        texts += _field_texts(fields.get(row["n"], ()))
        whole += texts
        own[row["n"]] = tuple([crc32(text.encode("utf-8", "surrogatepass")) for text in texts])
    parts = Parts(tuple([crc32(text.encode("utf-8", "surrogatepass")) for text in head]), own)
    return Content(hashlib.sha256(_told(whole).encode("utf-8", "surrogatepass")).hexdigest(), parts)


def chained(before: str, digest: str) -> str:
    """The digest of a record with this content, after the one with the digest `before`; hexadecimal."""
    return hashlib.sha256(f"{before}{digest}".encode()).hexdigest()


def group_of(name: str) -> str:
    """The group that a field's name falls into."""
    return FIELDS[_place(name)]


def _place(name: str) -> int:
    return _PLACE.get(name.partition(".")[0], _OTHER) if isinstance(name, str) else _OTHER


def _told(values: Iterable[object]) -> str:
    """One text for equal values and no others: each with its length, `-` for what is null."""
    return "".join(["-" if value is None else f"{len(text := str(value))}:{text}" for value in values])


def _of(rows: Sequence[Row], take: Callable[[Row], str]) -> str:
    return take(rows[0]) if len(rows) == 1 else "".join(map(take, rows))


def _taking(group: Group) -> Callable[[Row], str]:
    columns = group.columns
    if len(columns) == 1:
        (column,) = columns
        return lambda row: _told((row[column],))
    take = itemgetter(*columns)
    return lambda row: _told(take(row))


def _weight(row: Row) -> str:
    """Whether hearsay as 0 or 1 and the confidence as a float: engines and readers give them otherwise."""
    hearsay, confidence = row["hearsay"], row["confidence"]
    hearsay = int(hearsay) if isinstance(hearsay, bool) else hearsay
    return _told((hearsay, float(confidence) if isinstance(confidence, int) else confidence))


def _field_texts(rows: Iterable[Row]) -> list[str]:
    """The text of each group of `FIELDS`; empty where the assertion has no such field."""
    texts = [""] * len(FIELDS)
    for row in rows:
        name, value, quote = row["name"], row["value"], row["quote"]
        quoted = "-" if quote is None else f"{len(quote)}:{quote}"
        texts[_place(name)] += (
            f"{row['position']},{row['start']},{row['end']},{quoted}{len(name)}:{name}{len(value)}:{value}"
        )
    return texts


_RECORD = tuple((group, _taking(group)) for group in RECORD)
_ASSERTION = tuple(_weight if group.name == "weight" else _taking(group) for group in ASSERTION)
