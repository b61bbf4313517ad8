"""Bytes to text: binary data refused, encoding found, line ends normalised."""

import codecs
import re

from detente.errors import UnreadableError
from detente.model import Problem

_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "an image"),
    (b"GIF8", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_HEAD = 4096
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROL = 0.01
"""A text page has none; a few come from faulty exports. Measured: a PNG has 12 %, a .pyc 22 %."""
_UTF16_ZEROS = 0.4
"""Share of zero bytes at the odd or the even places of UTF-16 text in a Latin script (of that half)."""
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")


def decode(data: bytes, charset: str | None = None) -> tuple[str, tuple[Problem, ...]]:
    """The text of a page, as it was written, and what was wrong with its encoding.

    In this order: byte order mark, UTF-16 without one, UTF-8, `charset` (what a server said), the
    charset that the page declares, Windows-1252, and UTF-8 with replacement characters for what
    nobody can read.

    Raises:
        UnreadableError: nothing in it, or data that is no text.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableError("is empty")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnreadableError(f"is {what}, not a text or HTML page")
    text, problems = _decoded(data, charset)
    control = len(_CONTROL.findall(text))
    if control > max(3, len(text) * _MOST_CONTROL):
        raise UnreadableError("is binary data, not a text or HTML page")
    if control:
        text = _CONTROL.sub("\ufffd", text)
        message = f"{control} control characters were replaced"
        problems = (*problems, Problem("control-characters", message))
    return text, problems


def _decoded(data: bytes, charset: str | None) -> tuple[str, tuple[Problem, ...]]:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _marked(data.decode(name, "replace"), name)
    if wide := _utf16(data[:_HEAD]):
        return _marked(data.decode(wide, "replace"), wide)
    declared = _CHARSET.search(data[:_HEAD])
    # valid UTF-8 is hardly ever anything else, whatever a page declares
    said = (charset, declared[1].decode("ascii") if declared else None)
    for name in ("utf-8", *filter(None, said)):
        try:
            return data.decode(name).lstrip("\ufeff"), ()
        except (UnicodeError, LookupError, ValueError):
            continue
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return _marked(data.decode("utf-8", "replace"), "utf-8")
    return text, (Problem("encoding-guessed", "no UTF-8 and no charset that fits; read as Windows-1252"),)


def _marked(text: str, name: str) -> tuple[str, tuple[Problem, ...]]:
    bad = text.count("\ufffd")
    if not bad:
        return text, ()
    return text, (
        Problem("encoding-replaced", f"{bad} places are no valid {name.upper()} and were replaced"),
    )


def _utf16(head: bytes) -> str | None:
    half = len(head) // 2
    if half < 2:  # noqa: PLR2004 - a byte or two says nothing
        return None
    if head[1::2].count(0) > half * _UTF16_ZEROS and head[0::2].count(0) == 0:
        return "utf-16-le"
    if head[0::2].count(0) > half * _UTF16_ZEROS and head[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def normalised(text: str) -> str:
    r"""The text with every line end written as \n."""
    return _LINE_ENDS.sub("\n", text)


_TAGS = re.compile(
    r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:p|div|article|title|meta|h1|span)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENOUGH_TAGS = 3


def is_html(text: str) -> bool:
    """Whether the text is an HTML page: it says so at its start, or is full of tags."""
    head = text[:_HEAD].lstrip()
    if not head.startswith("<") and "<" not in head:
        return False
    found = _TAGS.findall(text[: 8 * _HEAD])
    says_so = head.lower().startswith(("<!doctype html", "<html"))
    return says_so or len(found) >= _ENOUGH_TAGS or (head.startswith("<") and bool(found))
