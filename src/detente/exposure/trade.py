"""Trade tables by customs code, in the form of BACI: who sold what to whom, by value and by weight.

A row is a year, an exporter, an importer, a six-digit code of the Harmonized System (HS), a value in
thousands of US dollars and a quantity in metric tons, empty or `NA` where there is none (CEPII, BACI).
Countries are ISO 3166-1 alpha-3 or alpha-2, or numeric as in BACI's own files. CSV, plain or with gzip.
"""

import csv
import gzip
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from detente.errors import UsageError
from detente.lexicon import Lexicon

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "year": ("year", "t"),
    "exporter": ("exporter_iso3", "exporter", "i"),
    "importer": ("importer_iso3", "importer", "j"),
    "code": ("hs92", "hs96", "hs02", "hs07", "hs12", "hs17", "hs22", "hs", "code", "product", "k"),
    "value": ("value_kusd", "value", "v"),
    "quantity": ("quantity_t", "quantity", "q"),
}
"""What a column means to the names it may have, those of BACI's own files last."""

_OWN_CODES: Mapping[str, str] = {
    "S19": "TW", "490": "TW",  # Asia not elsewhere specified: in practice Taiwan
    "842": "US", "251": "FR", "699": "IN", "757": "CH", "579": "NO",  # with territories: not ISO's number
}  # fmt: skip
"""Codes of BACI that are not ISO's, for countries that ISO has."""

NO_COUNTRY: Mapping[str, str] = {
    "ANT": "Netherlands Antilles (until 2010)", "530": "Netherlands Antilles (until 2010)",
    "BLX": "Belgium and Luxembourg (until 1998)", "58": "Belgium and Luxembourg (until 1998)",
    "SCG": "Serbia and Montenegro (until 2006)", "891": "Serbia and Montenegro (until 2006)",
    "ZA1": "Southern African Customs Union (until 1999)",
    "711": "Southern African Customs Union (until 1999)",
}  # fmt: skip
"""Codes of BACI for what is no country of today, with what they stand for."""

_NO_NUMBER = {"", "NA", "NaN", "nan"}
_MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Flow:
    """One row: `value` in thousands of US dollars, `quantity` in metric tons, None where not known.

    `exporter` and `importer` are ids of countries, or the table's own code where no country has it.
    """

    year: int
    exporter: str
    importer: str
    code: str
    value: float
    quantity: float | None


@dataclass(frozen=True, slots=True)
class Flows:
    """The rows of one importer and code, and the edition that the table's header or name says.

    `held` are the (code, importer) pairs of a small table, by which an empty answer can be explained.
    """

    rows: tuple[Flow, ...]
    edition: str | None
    held: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]

    def within(self, first: int | None, last: int | None) -> "Flows":
        """Only the years from `first` to `last`, both included; None for no bound."""
        kept = tuple(row for row in self.rows if (first or 0) <= row.year <= (last or row.year))
        return replace(self, rows=kept)


def six_digits(code: str) -> str:
    """The code without its points. Raises UsageError unless it has six digits."""
    plain = code.removeprefix("HS").strip().replace(".", "")
    if not re.fullmatch(r"\d{6}", plain, re.ASCII):
        raise UsageError(f"no code of six digits of the Harmonized System: {code!r} (write 280530)")
    return plain


def read_flows(paths: Sequence[Path], importer: str, code: str, lexicon: Lexicon) -> Flows:
    """The flows of a code into a country, from one table or several (BACI has one a year).

    Raises UsageError with every fault of the rows asked about, one a line (the first 20 of them).
    """
    found = _Reading(importer, six_digits(code), _countries(lexicon))
    for path in paths:
        found.read(path)
    if found.faults:
        more = f"\n  and {len(found.faults) - _MOST_FAULTS} more" if len(found.faults) > _MOST_FAULTS else ""
        said = "\n  ".join(found.faults[:_MOST_FAULTS])
        raise UsageError(f"the trade table cannot be used:\n  {said}{more}")
    held = tuple(sorted(found.held)) if len(found.held) <= _FEW else ()
    return Flows(tuple(found.rows), found.edition, held, tuple(path.name for path in paths))


_FEW = 10


def _countries(lexicon: Lexicon) -> dict[str, str]:
    """Every code to the country's id; those of BACI before those of ISO."""
    codes: dict[str, str] = {}
    for entry in lexicon.entries.values():
        if entry.kind == "country":
            numeric, alpha3 = entry.terms.get("numeric"), entry.terms.get("alpha3")
            codes |= {str(code): entry.id for code in (entry.id, alpha3, numeric) if code is not None}
    return {**codes, **_OWN_CODES}


class _Reading:
    """Tables being read: rows kept, faults found."""

    def __init__(self, importer: str, code: str, countries: Mapping[str, str]) -> None:
        self.importer, self.code, self.countries = importer, code, countries
        self.rows: list[Flow] = []
        self.faults: list[str] = []
        self._codes: dict[str, str] = {}
        self._last = 0
        self.held: set[tuple[str, str]] = set()
        self.edition: str | None = None
        self._seen: dict[tuple[int, str], str] = {}

    def read(self, path: Path) -> None:
        """Keep the rows asked about of one file."""
        try:
            with _opened(path) as file:
                rows = csv.reader(file)
                header = [cell.strip().lower() for cell in next(rows, [])]
                at = self._columns(path, header)
                if at:
                    for number, cells in enumerate(rows, start=2):
                        if cells and not self._elsewhere(cells, at):
                            self._row(path, number, cells, at, header)
        except (OSError, EOFError) as error:
            raise UsageError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error
        except (UnicodeDecodeError, csv.Error) as error:
            raise UsageError(f"{path.name} is no table of CSV: {error}") from error

    def _elsewhere(self, cells: Sequence[str], at: Mapping[str, int]) -> bool:
        """Whether the row is of another code or importer: told quickly, for a table may have millions."""
        if len(cells) <= self._last:
            return False
        raw = cells[at["code"]]
        known = self._codes.get(raw)
        if known is None:
            known = self._codes[raw] = raw.strip().replace(".", "").zfill(6)
        other = known != self.code
        if other and len(self.held) > _FEW:
            return True
        importer = self._country(cells[at["importer"]].strip())
        self.held.add((known, importer))
        return other or importer != self.importer

    def _columns(self, path: Path, header: Sequence[str]) -> dict[str, int]:
        at = {
            meant: next((header.index(name) for name in names if name in header), -1)
            for meant, names in COLUMNS.items()
        }
        for meant in [meant for meant, place in at.items() if place < 0]:
            names = ", ".join(COLUMNS[meant])
            self.faults.append(f"{path.name}: no column for the {meant} (it may be called {names})")
        if min(at.values()) < 0:
            return {}
        name = header[at["code"]]
        if re.fullmatch(r"hs\d\d", name):
            self.edition = name.upper()
        elif edition := re.search(r"HS\d\d", path.name):  # BACI_HS92_Y2010_V202401b.csv
            self.edition = edition[0]
        self._last = max(at.values())
        return at

    def _row(
        self, path: Path, number: int, cells: Sequence[str], at: Mapping[str, int], header: Sequence[str]
    ) -> None:
        if len(cells) <= max(at.values()):
            self.faults.append(f"{path.name}, row {number}: {len(cells)} cells, the header has {len(header)}")
            return
        text = {meant: cells[place].strip() for meant, place in at.items()}
        faults = list(self._faults(text, at, header))
        self.faults += [f"{path.name}, row {number}, {fault}" for fault in faults]
        if faults:
            return
        flow = Flow(
            int(text["year"]),
            self._country(text["exporter"]),
            self.importer,
            self.code,
            float(text["value"]),
            None if text["quantity"] in _NO_NUMBER else float(text["quantity"]),
        )
        where = f"{path.name}, row {number}"
        key = (flow.year, text["exporter"])
        if first := self._seen.get(key):
            self.faults.append(f"{where}: the same year, exporter, importer and code as {first}")
        self._seen.setdefault(key, where)
        self.rows.append(flow)

    def _country(self, code: str) -> str:
        plain = code.upper().lstrip("0") or code
        return self.countries.get(plain, plain)

    @staticmethod
    def _faults(text: Mapping[str, str], at: Mapping[str, int], header: Sequence[str]) -> Iterator[str]:
        if not re.fullmatch(r"[12]\d{3}", text["year"], re.ASCII):
            yield f"{header[at['year']]}: no year: {text['year']!r}"
        if not text["exporter"]:
            yield f"{header[at['exporter']]}: empty"
        for meant in ("value", "quantity"):
            if meant == "quantity" and text[meant] in _NO_NUMBER:
                continue
            if not _amount(text[meant]):
                yield f"{header[at[meant]]}: must be a number, zero or more: {text[meant]!r}"


def _amount(text: str) -> bool:
    try:
        value = float(text)
    except ValueError:
        return False
    return math.isfinite(value) and value >= 0


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    """The file as text, unpacked where it is gzip's."""
    with path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
    opener = gzip.open if packed else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
        yield file


def by_year(rows: Iterable[Flow]) -> dict[int, list[Flow]]:
    """The rows by their year, in order."""
    years: dict[int, list[Flow]] = {}
    for row in sorted(rows, key=lambda row: row.year):
        years.setdefault(row.year, []).append(row)
    return years
