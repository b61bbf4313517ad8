"""What a person writes down: assertions in a few words, in TOML or JSON Lines, with names for ids.

Shared by scenarios, which suppose, and by what is entered by hand. Whatever is wrong is told with the
line and the field, and what to write instead.
"""

import difflib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from detente.errors import UsageError
from detente.ledger.chronology.rows import Edtf, Name, explain
from detente.ledger.exchange import MentionRow, WhenRow
from detente.lexicon import Lexicon
from detente.model import Assertion, Kind, Mention, Status, When

PARTIES = ("country", "body", "organisation", "company", "business_group", "person")
ITEMS = ("item", "item_group")

Named = Name | MentionRow
"""A party or item by id or name, or with its id and name."""


class EntryRow(BaseModel):
    """One assertion in a few words. A status that is left out follows from the day."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind
    status: Status | None = None
    when: Edtf | WhenRow | None = None
    actors: list[Named] = []
    targets: list[Named] = []
    items: list[Named] = []
    form: Name | None = None
    agreement: Named | None = None
    case: Named | None = None
    measure: Named | None = None
    count: Annotated[int, Field(ge=0)] | None = None
    ordinal: Annotated[int, Field(ge=1)] | None = None
    since: Edtf | None = None
    terms: dict[str, Any] = {}
    text: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An assertion as it was written down, with its text; `status` is None where the day decides."""

    assertion: Assertion
    status: Status | None
    text: str


def entry_of(row: Mapping[str, Any], lexicon: Lexicon) -> Entry:
    """The entry of a row.

    Raises ValidationError for a field of the wrong shape, UsageError for a name nobody knows.
    """
    checked = EntryRow.model_validate(row)
    when = checked.when
    assertion = Assertion(
        kind=checked.kind,
        status=checked.status or Status.OCCURRED,
        when=When(when) if isinstance(when, str) else When(when.value, when.tz) if when else None,
        count=checked.count,
        ordinal=checked.ordinal,
        since=checked.since,
        terms=dict(checked.terms),
        actors=tuple(party(one, lexicon, "actors") for one in checked.actors),
        targets=tuple(party(one, lexicon, "targets") for one in checked.targets),
        items=tuple(item(one, lexicon, checked.form) for one in checked.items),
        agreement=_other(checked.agreement, lexicon, "agreement"),
        case=_other(checked.case, lexicon, "case"),
        measure=_other(checked.measure, lexicon, "measure"),
    )
    return Entry(assertion, checked.status, checked.text)


def party(named: Named, lexicon: Lexicon, field: str = "actors") -> Mention:
    """A party by id or name. Raises UsageError, with the nearest names, where there is none."""
    if isinstance(named, MentionRow):
        return _mention(named)
    found = lexicon.get(named.upper()) or lexicon.get(named) or lexicon.find(named, PARTIES)
    if found and found.kind in PARTIES:
        return Mention(found.id, found.name)
    if ":" in named:
        return Mention(named, named)
    raise UsageError(f"{field}: no such party: {named!r}{nearest(named, lexicon, PARTIES)}")


def item(named: Named, lexicon: Lexicon, form: str | None = None) -> Mention:
    """An item by id, name, alias or HS code, with its form. Raises UsageError where there is none."""
    if isinstance(named, MentionRow):
        return _mention(named)
    found = item_and_form(named, lexicon)
    if found is None and not named.startswith("item:"):
        more = nearest(named, lexicon, ITEMS) or " (a new one is written item:its-name)"
        raise UsageError(f"items: no such item: {named!r}{more}")
    id_, told = found or (named, None)
    entry = lexicon.get(id_)
    return Mention(id_, entry.name if entry else named, form=form or told)


def item_and_form(text: str, lexicon: Lexicon) -> tuple[str, str | None] | None:
    """The item that a person names, `photoresist`, `HS 2811.11`, `hydrogen fluoride gas`, and its form.

    Raises UsageError for an HS code that is the proxy of several items.
    """
    if entry := lexicon.find(text, ITEMS):
        return entry.id, None
    if found := by_hs(text, lexicon):
        if len(found) > 1:
            names = ", ".join(lexicon.name(id_) for id_ in found)
            raise UsageError(f"items: HS {text.strip().upper().removeprefix('HS').strip()} may be several: "
                             f"name one of {names}")  # fmt: skip
        return found[0], None
    folded = " ".join(text.casefold().split())
    for entry in lexicon.entries.values():
        for form, words in entry.forms.items():
            if folded in {word.casefold() for word in words}:
                return entry.id, form
    return None


_HS = re.compile(r"(?:hs\s*)?(\d{4}(?:[ .]?\d{2}){0,3})", re.IGNORECASE)


def by_hs(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The items of which an HS code, or a national code under it, is a proxy: `2811.11`, `HS 281111`.

    A heading of four digits names what is proxied by a code under it.
    """
    match = _HS.fullmatch(text.strip())
    if match is None:
        return ()
    digits = re.sub(r"\D", "", match[1])
    return tuple(
        entry.id
        for entry in lexicon.entries.values()
        if entry.kind == "item" and any(_under(digits, re.sub(r"\D", "", code)) for code in entry.hs)
    )


def _under(digits: str, code: str) -> bool:
    return digits.startswith(code) or (len(digits) == len("2811") and code.startswith(digits))


def nearest(text: str, lexicon: Lexicon, kinds: Iterable[str]) -> str:
    """`; did you mean photoresist?`, or nothing where no name is near."""
    allowed = set(kinds)
    names = {entry.name for entry in lexicon.entries.values() if entry.kind in allowed}
    near = difflib.get_close_matches(text, names, 3)
    return f"; did you mean {' or '.join(near)}?" if near else ""


def _other(named: Named | None, lexicon: Lexicon, field: str) -> Mention | None:
    """An agreement, case or measure; one that the lexicon does not know is known by its id.

    An agreement also by its name, as it is written on a page: a name has a capital, "the pact" is none.
    """
    if named is None:
        return None
    if isinstance(named, MentionRow):
        return _mention(named)
    found = lexicon.find(named, {field})
    if found:
        return Mention(found.id, found.name)
    if field == "agreement" and ":" not in named and any(letter.isupper() for letter in named):
        from detente.reading.names.known import slug  # noqa: PLC0415 - loads the language model's library

        return Mention(f"agreement:{slug(named)}", named)
    if not named.startswith(f"{field}:"):
        raise UsageError(f"{field}: no such {field}: {named!r}{nearest(named, lexicon, {field})} "
                         f"(write {field}:its-name)")  # fmt: skip
    return Mention(named, named)


def _mention(row: MentionRow) -> Mention:
    return Mention(row.id, row.name, row.start, row.end, row.form, row.part)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file, each with the line it begins in, and what stands above them."""

    head: Mapping[str, Any]
    rows: tuple[tuple[int | None, Mapping[str, Any]], ...]
    path: Path
    lines: tuple[str, ...]

    def entries(self, lexicon: Lexicon) -> tuple[Entry, ...]:
        """The entries. Raises UsageError with the line and the field of the first that is wrong."""
        return tuple(self._entry(number, row, lexicon) for number, row in self.rows)

    def _entry(self, number: int | None, row: Mapping[str, Any], lexicon: Lexicon) -> Entry:
        try:
            return entry_of(row, lexicon)
        except ValidationError as error:
            field = str(error.errors(include_url=False)[0]["loc"][0])
            raise UsageError(f"{self.where(number, field)}: {explain(error)}") from error
        except UsageError as error:
            raise UsageError(f"{self.where(number, str(error).partition(':')[0])}: {error}") from error

    def where(self, number: int | None, field: str) -> str:
        """The file and the line: of the field where it can be told, else of its row."""
        if number is None:
            return self.path.name
        if self.path.suffix == ".toml":
            named = re.compile(rf"\s*(?:{re.escape(field)}\s*=|\[\s*\w+\.{re.escape(field)}\s*\])")
            for offset, line in enumerate(self.lines[number:], number + 1):
                if line.lstrip().startswith("[["):
                    break
                if named.match(line):
                    return f"{self.path.name}, line {offset}"
        return f"{self.path.name}, line {number}"


def read_rows(path: Path, table: str, head: Iterable[str]) -> Rows:
    """The rows of a TOML file (tables `[[table]]`, and the keys of `head` above them) or of JSON Lines.

    Raises UsageError where the file cannot be read, is neither, or holds no row.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        raise UsageError(f"cannot read {path}: {reason}") from error
    lines = tuple(text.splitlines())
    if path.suffix == ".toml":
        return _toml(path, text, lines, table, set(head))
    return Rows(
        {}, tuple(_json_row(path, n, line) for n, line in enumerate(lines, 1) if line.strip()), path, lines
    )


def _toml(path: Path, text: str, lines: tuple[str, ...], table: str, head: set[str]) -> Rows:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path.name} is no TOML: {error}") from error
    if unknown := sorted(data.keys() - {table, *head}):
        at = next((n for n, line in enumerate(lines, 1) if unknown[0] in line), None)
        allowed = ", ".join((*sorted(head), f"[[{table}]]"))
        raise UsageError(f"{path.name}, line {at}: {unknown[0]}: not known here (there are {allowed})")
    rows = data.get(table, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UsageError(f"{path.name}: {table}: write [[{table}]] above each")
    begins = [n for n, line in enumerate(lines, 1) if re.match(rf"\s*\[\[\s*{table}\s*\]\]", line)]
    numbers = begins if len(begins) == len(rows) else [None] * len(rows)
    return Rows(
        {k: v for k, v in data.items() if k != table}, tuple(zip(numbers, rows, strict=True)), path, lines
    )


def _json_row(path: Path, number: int, line: str) -> tuple[int, Mapping[str, Any]]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path.name}, line {number}: not JSON") from error
    if not isinstance(row, dict):
        raise UsageError(f"{path.name}, line {number}: not a JSON object")
    return number, row
