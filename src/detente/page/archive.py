"""Pages out of a web archive (WARC 1.0 and 1.1, plain or compressed record by record)."""

import contextlib
import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from typing import IO, Any

ARCHIVES = (".warc", ".warc.gz")
"""How the name of an archive ends."""
MOST_BYTES = 24_000_000
"""Bytes of one record that are read; more than any page that is parsed has."""
_TYPES = {"text/html", "application/xhtml+xml", "text/plain"}
_OK = range(200, 300)
_PART = 1 << 16
_GZIP = b"\x1f\x8b"
_HEAD = b"WARC/"
_RECORD_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Record:
    """One response: its bytes, where and when they were got, the charset that the server named."""

    data: bytes
    url: str | None
    retrieved: str | None
    charset: str | None


class BrokenArchiveError(Exception):
    """From here on the archive cannot be read; what came before it can."""


def is_archive(data: bytes) -> bool:
    """Whether bytes begin as a web archive does, compressed or not."""
    if data.startswith(_GZIP):
        with contextlib.suppress(zlib.error):
            return zlib.decompressobj(31).decompress(data[:4096], len(_HEAD)) == _HEAD
    return data.startswith(_HEAD)


def records(file: IO[bytes]) -> Iterator[Record]:
    """The responses with HTML or text and a status of success, in order; other records are skipped.

    Raises BrokenArchiveError, in one sentence, after the last record that could be read.
    """
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - only for archives
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    number = 0
    try:
        plain = _Plain(file)
        found = ArchiveIterator(plain)
        while True:
            with contextlib.redirect_stderr(io.StringIO()):  # warcio talks where we tell in one line
                record = next(found, None)
            if record is None:
                break
            number += 1
            if (page := _page(record)) is not None:
                yield page
            with contextlib.redirect_stderr(io.StringIO()):
                found.read_to_end()
            if record.raw_stream.limit:
                raise BrokenArchiveError(f"is cut off in record {number}")
    except (ArchiveLoadFailed, zlib.error, EOFError, OSError, ValueError, TypeError, AttributeError) as error:
        raise BrokenArchiveError(f"is broken after record {number}: {_reason(error)}") from error
    if number and not plain.whole:
        raise BrokenArchiveError(f"is cut off behind record {number}")
    if found.err_count:
        raise BrokenArchiveError(f"has {found.err_count} records whose length is wrong")
    if not number:
        raise BrokenArchiveError("holds no record of a web archive")


class _Plain:
    """An archive without its compression, read in parts, so that an error loses nothing before it."""

    def __init__(self, file: IO[bytes]) -> None:
        head = file.read(len(_GZIP))
        file.seek(0)
        self._file: Any = gzip.GzipFile(fileobj=file) if head == _GZIP else io.BufferedReader(file)
        self._at = 0
        self._last = b""

    def read(self, size: int) -> bytes:
        """Some bytes, none at the end. Raises OSError where compressed data breaks off."""
        try:
            part: bytes = self._file.read1(size)
        except EOFError as error:  # which warcio takes for the end
            raise OSError("is cut off") from error
        self._at += len(part)
        self._last = (self._last + part)[-len(_RECORD_END) :]
        return part

    @property
    def whole(self) -> bool:
        """Whether what was read ends as a record does."""
        return self._last == _RECORD_END

    def tell(self) -> int:
        """How many bytes were read."""
        return self._at


def _reason(error: Exception) -> str:
    words = " ".join(str(error).split())
    return words[:120] or type(error).__name__


def _page(record: Any) -> Record | None:  # noqa: ANN401 - warcio has no types
    """What a record holds, where it is a page."""
    if record.rec_type != "response" or record.http_headers is None:
        return None
    kind = Message()
    kind["content-type"] = record.http_headers.get_header("Content-Type") or ""
    status = record.http_headers.get_statuscode()
    if kind.get_content_type() not in _TYPES or not status.isdigit() or int(status) not in _OK:
        return None
    headers = record.rec_headers
    charset = kind.get_content_charset()
    return Record(
        _content(record), headers.get_header("WARC-Target-URI"), headers.get_header("WARC-Date"), charset
    )


def _content(record: Any) -> bytes:  # noqa: ANN401
    """The bytes of a record without the encodings of its transfer, up to `MOST_BYTES`."""
    stream, parts, room = record.content_stream(), [], MOST_BYTES
    while room > 0 and (part := stream.read(min(_PART, room))):
        parts.append(part)
        room -= len(part)
    return b"".join(parts)
