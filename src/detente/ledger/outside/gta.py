"""Global Trade Alert's tables: a measure for each intervention, with the state act that it is part of.

GTA writes a date of which it knows the year only as 31 December (inception) or 1 January (removal). Such
a date is taken for the year and never for the day. The day on which GTA published an entry is not the
day of the act: where the file does not give it, the entry is known from the day it was added.
"""

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from io import StringIO
from pathlib import Path
from typing import Any

from detente.errors import UnreadableError
from detente.ledger.known import Known
from detente.ledger.outside.names import goods
from detente.ledger.units import Unit, canonical, identified
from detente.lexicon import Lexicon
from detente.model import Assertion, Kind, Mention, Problem, Status, When, WhenError
from detente.page.read import iso

READER = "gta 1"
ORIGIN = "gta"
PUBLISHER = "Global Trade Alert"
ENTRY = "https://www.globaltradealert.org/intervention/{}"
_ACT = "https://www.globaltradealert.org/state-act/{}"

DEFAULTED = {"inception": (12, 31), "removal": (1, 1)}
"""The month and day that GTA writes where it knows the year only, by column (GTA handbook)."""
_STAGES = {
    "announced": Kind.MEASURE_ANNOUNCED,
    "inception": Kind.MEASURE_EFFECTIVE,
    "removal": Kind.MEASURE_WITHDRAWN,
}
_LISTS = ("implementing", "affected", "products")
"""Columns that hold a list, or of which a long table has a row for each value."""
_EMPTY = {"", "na", "n/a", "nan", "none", "null", "nat"}
_HS = 6
_FIELD_LIMIT = 4_000_000


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("detente.ledger.outside") / "gta.toml").read_text("utf-8"))


@cache
def _names() -> Mapping[str, str]:
    return {name: column for column, names in _table()["columns"].items() for name in names}


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", heading.casefold()).split())


def columns(header: Iterable[str]) -> dict[str, int]:
    """Which of GTA's columns stand where; of two that mean the same the first counts."""
    found: dict[str, int] = {}
    for at, heading in enumerate(header):
        if name := _names().get(_plain(heading)):
            found.setdefault(name, at)
    return found


def is_gta(text: str) -> bool:
    """Whether a table is one of GTA's: it numbers state acts or interventions and says who implements."""
    first = text.lstrip("\ufeff").partition("\n")[0]
    found = columns(next(csv.reader([first], delimiter=_delimiter(first)), []))
    return "implementing" in found and bool({"state_act", "intervention"} & found.keys())


def _delimiter(first: str) -> str:
    return max(",;\t", key=first.count)


@dataclass(slots=True)
class Row:
    """An intervention: its plain fields, and its lists from all of its rows; `line` is its first."""

    line: int
    fields: dict[str, str]
    lists: dict[str, dict[str, None]] = field(default_factory=dict)
    problem: str = ""


def of_gta(path: Path, lexicon: Lexicon, today: date, published: str | None = None) -> Iterator[Any]:
    """A unit for each intervention, or the problem that keeps it out.

    `published` is the date of entries that give none (the day on which the file was got), `today` the
    record time's day. Raises UnreadableError where the file cannot be read as a table, UsageError where
    `published` is no date.
    """
    day = iso(published, "--published")
    given = day[: len("2019-08-21")] if day else None
    for row in _rows(path).values():
        where = f"{path.name}, line {row.line}"
        try:
            if row.problem:
                raise ValueError(row.problem)  # noqa: TRY301 - told with its line, as all others
            yield [_unit(row, lexicon, today, given)]
        except ValueError as error:
            yield Problem("bad-row", f"{where}: {error}")


def _rows(path: Path) -> dict[str, Row]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        raise UnreadableError(f"cannot read {path}: {reason}") from error
    csv.field_size_limit(_FIELD_LIMIT)
    reader = csv.reader(StringIO(text), delimiter=_delimiter(text.partition("\n")[0]))
    found: dict[str, Row] = {}
    try:
        where = columns(next(reader))
        line = reader.line_num + 1
        for values in reader:
            if any(value.strip() for value in values):
                _take(found, _read(values, where), line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableError(f"{path}, line {reader.line_num}: no table: {error}") from error
    return found


def _read(values: Sequence[str], where: Mapping[str, int]) -> dict[str, str]:
    told = {name: " ".join(values[at].split()) for name, at in where.items() if at < len(values)}
    return {name: "" if value.casefold() in _EMPTY else value for name, value in told.items()}


def _take(found: dict[str, Row], told: dict[str, str], line: int) -> None:
    """One more line of the table: of a new intervention, or of one that it repeats with other values."""
    key = told.get("intervention") or f"act {told.get('state_act', '')}".strip()
    plain = {name: value for name, value in told.items() if name not in _LISTS}
    if key == "act":
        found[f"line {line}"] = Row(line, plain, problem="no state act id and no intervention id")
        return
    row = found.setdefault(key, Row(line, plain))
    for name, value in plain.items():
        if value and row.fields.get(name) and row.fields[name] != value and name not in {"url", "mast"}:
            row.problem = row.problem or f"{name}: {value!r} on line {line}, {row.fields[name]!r} here"
        row.fields[name] = row.fields.get(name) or value
    for name in _LISTS:
        if told.get(name):
            row.lists.setdefault(name, {})[told[name]] = None


def _unit(row: Row, lexicon: Lexicon, today: date, published: str | None) -> Unit:
    told, number = row.fields, row.fields.get("intervention", "")
    known, basis = _known(told, published)
    whens, defaulted = _dates(told)
    if not row.lists.get("implementing"):
        raise ValueError("implementing jurisdiction: say who implements it")
    if not whens:
        raise ValueError("announcement, inception and removal date: all are missing")
    key = f"gta-{number}" if number else f"gta-act-{told['state_act']}"
    title = told.get("title") or f"{told.get('type', 'intervention')} {number}".strip()
    actors = _jurisdictions(row.lists["implementing"], lexicon)
    affected = _jurisdictions(row.lists.get("affected", ()), lexicon)
    targets = tuple(one for one in affected if not _is_world(one))
    codes = _codes(row.lists.get("products", ()))
    terms = {"gta": _terms(told, codes, defaulted)} | (
        {"instrument": told["type"]} if told.get("type") else {}
    )
    terms |= {"destinations": "all"} if len(targets) < len(affected) else {}
    by = known.last if known else today
    base = Assertion(
        kind=Kind.MEASURE_ANNOUNCED,
        status=Status.OCCURRED,
        actors=actors,
        targets=targets,
        items=_items(title, codes, lexicon),
        measure=Mention(f"measure:{key}", title),
        terms=terms,
    )
    said = [_stage(base, _STAGES[name], when, by) for name, when in whens.items()]
    url = ENTRY.format(number) if number else _ACT.format(told["state_act"])
    return Unit(
        origin=ORIGIN,
        key=key,
        url=url,
        publisher=PUBLISHER,
        language="en",
        reader=READER,
        content=canonical([told, {k: list(v) for k, v in row.lists.items()}]).encode(errors="surrogatepass"),
        known=known,
        basis=basis,
        assertions=identified(said, ORIGIN, key),
        quotes=(title,) * len(said),
        problems=(
            *_noted(key, defaulted, (*actors, *targets)),
            *(() if known else (Problem("no-date", f"{url}: no date of publication"),)),
        ),
    )


def _stage(base: Assertion, kind: Kind, when: When, by: date) -> Assertion:
    """A stage of the measure; what lies after the entry's own date is a plan.

    The licence that its instrument asks for is what it brings, not what follows its end.
    """
    status = Status.PLANNED if when.earliest > by else Status.OCCURRED
    licence = _table()["licence"].get(str(base.terms.get("instrument", "")).casefold())
    asks = {"licence_after": licence} if licence and kind is not Kind.MEASURE_WITHDRAWN else {}
    return Assertion(
        kind=kind,
        status=status,
        when=when,
        actors=base.actors,
        targets=base.targets,
        items=base.items,
        measure=base.measure,
        terms={**base.terms, **asks},
    )


def _known(told: Mapping[str, str], published: str | None) -> tuple[Known | None, str | None]:
    value = told.get("published") or published
    return (Known.of(_edtf(value, "publication date")), "given") if value else (None, None)


def _edtf(value: str, column: str) -> str:
    """A date of the table without the midnight that spreadsheets add. Raises ValueError where it is none."""
    day = re.sub(r"[T ]00:00(:00)?(\.0+)?Z?$", "", value)
    if "/" in day:
        raise ValueError(f"{column}: no date: {value!r} (write 2019-07-04)")
    try:
        return When(day).value
    except WhenError as error:
        raise ValueError(f"{column}: {error}") from error


def _dates(told: Mapping[str, str]) -> tuple[dict[str, When], list[str]]:
    """The dates of the stages, and which of them GTA wrote for want of a day."""
    found: dict[str, When] = {}
    defaulted: list[str] = []
    for name in _STAGES:
        if not (value := told.get(name)):
            continue
        when = When(_edtf(value, f"{name} date" if name != "announced" else "announcement date"))
        if when.exact and (when.earliest.month, when.earliest.day) == DEFAULTED.get(name):
            defaulted.append(f"{name} {when.value}")
            when = When(f"{when.earliest.year:04}")
        found[name] = when
    return found, defaulted


def _terms(told: Mapping[str, str], codes: Sequence[str], defaulted: Sequence[str]) -> dict[str, Any]:
    kept = {
        name: told.get(name)
        for name in ("state_act", "intervention", "type", "mast", "evaluation", "description")
    }
    return {k: v for k, v in (kept | {"hs": list(codes), "defaulted": list(defaulted)}).items() if v}


def _noted(key: str, defaulted: Sequence[str], parties: Iterable[Mention]) -> Iterator[Problem]:
    for said in defaulted:
        yield Problem("defaulted-day", f"{key}: {said} stands for a day that is not known; the year is taken")
    for party in parties:
        if party.id is None:
            yield Problem("unknown-name", f"{key}: no country is known by the name {party.name!r}")


def _jurisdictions(cells: Iterable[str], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The countries of cells that list them with commas or semicolons, some of which names hold too."""
    found: dict[str, Mention] = {}
    for cell in cells:
        for name in _split(cell, lexicon):
            id_ = _country(name, lexicon)
            found.setdefault(id_ or name, Mention(id_, lexicon.name(id_) if id_ else name))
    return tuple(found.values())


def _is_world(one: Mention) -> bool:
    """Whether a name stands for every destination: "World"."""
    return one.id is None and one.name.casefold() in _table()["everywhere"]["names"]


def _split(cell: str, lexicon: Lexicon) -> Iterator[str]:
    """The names in a cell: the longest run of pieces that is a country, else the piece alone."""
    for part in filter(None, (piece.strip() for piece in re.split("[;|]", cell))):
        pieces = [piece.strip() for piece in part.split(",")]
        while pieces:
            ends = range(len(pieces), 1, -1)
            long = next((n for n in ends if _country(", ".join(pieces[:n]), lexicon)), 1)
            if name := ", ".join(pieces[:long]):
                yield name
            pieces = pieces[long:]


def _country(name: str, lexicon: Lexicon) -> str | None:
    return _countries(lexicon).get(name.casefold())


@cache
def _countries(lexicon: Lexicon) -> Mapping[str, str]:
    """Every country by its code and its names in small letters."""
    found: dict[str, str] = {}
    for entry in lexicon.entries.values():
        if entry.kind == "country":
            names = (entry.id, entry.name, entry.short or "", *entry.names)
            found |= {n.casefold(): entry.id for n in names if n}
    return {**found, **_table()["countries"]}


def _codes(cells: Iterable[str]) -> tuple[str, ...]:
    """The HS codes of cells, six digits each; "281111" and "2811.11" are one."""
    found: dict[str, None] = {}
    for cell in cells:
        for piece in re.split(r"[;,|\s]+", cell):
            digits = piece.replace(".", "")
            if digits.isdigit() and len(digits) >= _HS - 1:
                found[digits.zfill(_HS)[:_HS]] = None
    return tuple(found)


def _items(title: str, codes: Sequence[str], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The goods that the title names; else those of which a code is the proxy and of no other.

    A code is wider than the good, so one that several goods share says nothing of any of them.
    """
    named = {hit.id: Mention(hit.id, title[hit.start : hit.end]) for hit in goods(title, lexicon)}
    if named:
        return tuple(named.values())
    of: dict[str, list[str]] = {}
    for entry in lexicon.entries.values():
        for code in entry.hs if entry.kind == "item" else ():
            of.setdefault(code.replace(".", "")[:_HS], []).append(entry.id)
    found = {of[code][0]: code for code in codes if len(of.get(code, ())) == 1}
    return tuple(Mention(id_, f"HS {code[:4]}.{code[4:]}") for id_, code in found.items())
