"""Articles from files, folders, web archives, stdin and JSON Lines; what cannot be used is told."""

import io
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from detente.errors import DetenteError, UnreadableError, UsageError
from detente.model import Article
from detente.page.archive import ARCHIVES, BrokenArchiveError, Record, is_archive, records
from detente.page.decode import decode
from detente.page.read import iso, read_page, read_row

PAGE_SUFFIXES = {".txt", ".text", ".htm", ".html", ".xhtml", ".json", ".jsonl", ".ndjson", ".eml", ".pdf"}
"""What is read of a folder. A file that is named is read whatever its suffix."""
_ROWS = {".json", ".jsonl", ".ndjson"}


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be used: where, and one sentence why."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


def articles(paths: Iterable[str | Path], *, published: str | None = None) -> Iterator[Article | Failure]:
    """The articles of files, folders (in order of name) and `-`, and a Failure for each bad input.

    `published` is the date given to pages that have none; UsageError if it is none.
    """
    given = iso(published, "--published")
    for path in paths:
        if str(path) == "-":
            yield from _bytes(sys.stdin.buffer.read(), "-", None, rows=False, published=given)
        elif Path(path).is_dir():
            yield from _folder(Path(path), given)
        else:
            yield from _file(Path(path), given)


def pages(folder: Path) -> list[Path]:
    """The pages in a folder and below, in order of name; what lies in hidden folders is left alone."""
    return sorted(
        path
        for path in folder.rglob("*")
        if (path.suffix.lower() in PAGE_SUFFIXES or path.name.lower().endswith(ARCHIVES))
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _folder(folder: Path, published: str | None) -> Iterator[Article | Failure]:
    found = pages(folder)
    if not found:
        yield Failure(str(folder), "holds no page (.txt, .html, .pdf, .jsonl)")
    for path in found:
        yield from _file(path, published)


def _file(path: Path, published: str | None) -> Iterator[Article | Failure]:
    try:
        if path.name.lower().endswith(ARCHIVES):
            with path.open("rb") as file:
                yield from _archive(file, str(path), published)
            return
        data = path.read_bytes()
    except FileNotFoundError:
        yield Failure(str(path), "no such file")
    except OSError as error:
        yield Failure(str(path), f"cannot be read: {error.strerror or error}")
    else:
        yield from _bytes(data, str(path), path.name, rows=path.suffix.lower() in _ROWS, published=published)


def _bytes(
    data: bytes, where: str, name: str | None, *, rows: bool, published: str | None
) -> Iterator[Article | Failure]:
    """A page, or JSON rows: told by the file's name, or by the first character and a look inside."""
    if is_archive(data):
        yield from _archive(io.BytesIO(data), where, published)
        return
    try:
        if rows or _looks_like_rows(data):
            yield from _rows(decode(data)[0], where, published)
        else:
            yield read_page(data, published=published, name=name)
    except DetenteError as error:
        yield Failure(where, str(error))


def _archive(file: IO[bytes], where: str, published: str | None) -> Iterator[Article | Failure]:
    """The pages of a web archive, as far as it can be read."""
    pages = 0
    try:
        for record in records(file):
            pages += 1
            yield _archived(record, f"{where}, {record.url or f'page {pages}'}", published)
    except BrokenArchiveError as error:
        yield Failure(where, str(error))
        return
    if not pages:
        yield Failure(where, "holds no page: no response with HTML or text")


def _archived(record: Record, where: str, published: str | None) -> Article | Failure:
    retrieved = record.retrieved
    try:
        iso(retrieved, "retrieved")
    except UsageError:
        retrieved = None
    try:
        return read_page(
            record.data, url=record.url, retrieved=retrieved, published=published, charset=record.charset
        )
    except DetenteError as error:
        return Failure(where, str(error))


def _looks_like_rows(data: bytes) -> bool:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith((b"{", b"[{")) and (b'"text"' in head or b'"html"' in head or b'"id"' in head)


def _rows(text: str, where: str, published: str | None) -> Iterator[Article | Failure]:
    if _no_pages(text):
        yield Failure(where, "holds no pages: a row needs text or html")
        return
    whole = _whole(text)
    if whole is not None:
        for number, row in enumerate(whole, 1):
            yield _row(row, f"{where}, row {number}", published)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            yield Failure(f"{where}, line {number}", f"is no JSON: {reason}")
            continue
        yield _row(row, f"{where}, line {number}", published)


def _no_pages(text: str) -> bool:
    """Whether no line of a file of several rows has a page in it: a manifest beside pages, say."""
    lines = [line for line in text.split("\n") if line.strip()]
    return len(lines) > 1 and all(
        line.lstrip().startswith("{") and '"text"' not in line and '"html"' not in line for line in lines
    )


def _whole(text: str) -> list[Any] | None:
    """The rows of a file that is one JSON value over several lines: a list, or one object."""
    if not text.lstrip("\ufeff \t\r\n").startswith("[") and text.strip().count("\n") == 0:
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, list) else [value]


def _row(row: object, where: str, published: str | None) -> Article | Failure:
    if not isinstance(row, dict):
        return Failure(where, "is no JSON object")
    try:
        return read_row(row, published=published)
    except (UsageError, UnreadableError) as error:
        return Failure(where, str(error))
