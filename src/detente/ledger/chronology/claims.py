"""What one source says of a row: which of the row's dates it takes, and its competing values.

Every competing value is a statement of the sources named beside it. A date replaces the row's own
for that source; items, form, place and counts are typed; anything else stays a claim, in
`terms.claims`, so that the ledger finds the conflict itself.
"""

import re
from dataclasses import dataclass, field

from detente.ledger.chronology.names import Names
from detente.ledger.chronology.roles import Role, meaning, table
from detente.ledger.chronology.rows import Row, RowSource
from detente.ledger.chronology.values import act_kind, as_of, count, dated
from detente.model import Kind, Mention, When, WhenError

_COUNTS = frozenset({"count", "total", "approvals"})
_LICENCE_FIELD = re.compile(r"licen[cs]e|approval|status", re.IGNORECASE)
_NO_LICENCE = re.compile(r"^(?:no|none|not one|zero|0)\b", re.IGNORECASE)
_LICENCE_KINDS = frozenset({Kind.LICENCE_APPROVED, Kind.LICENCE_COUNTED})


@dataclass(slots=True)
class Counted:
    """A number of licences that a source gives: of which items, and for which day."""

    count: int
    items: tuple[Mention, ...]
    when: When | None
    said: str


@dataclass(slots=True)
class Claims:
    """The competing values of one source, sorted by what they are."""

    dates: dict[str, list[tuple[Role, str, bool]]] = field(default_factory=dict)
    """By role: the role with its date, the value as it stands, whether it comes from metadata."""
    undated: dict[str, str] = field(default_factory=dict)
    """By role: a value that is no date."""
    items: tuple[Mention, ...] | None = None
    form: str | None = None
    place: Mention | None = None
    kinds: list[tuple[Kind, str]] = field(default_factory=list)
    """Kinds that the source says were done instead of the row's own."""
    counts: list[Counted] = field(default_factory=list)
    other: dict[str, str | list[str]] = field(default_factory=dict)
    """By field: a value that has no type, several where the source tells of several sides."""

    def replaced(self, role: str) -> bool:
        """Whether the source gives its own value for a role, other than by its metadata."""
        return role in self.undated or any(not metadata for *_, metadata in self.dates.get(role, ()))

    @property
    def quote(self) -> str:
        """Its competing values as they stand, for where the row's text is not its own."""
        return "; ".join(v if isinstance(v, str) else "; ".join(v) for v in self.other.values())


def claims_of(row: Row, url: str, source: RowSource | None, names: Names) -> Claims:
    """The competing values that a row gives for the source at this address."""
    sorter = _Sorter(row, names, source.page_metadata_date_wrong if source else None)
    for conflict in row.conflicts:
        for value in conflict.values:
            if url in value.sources:
                sorter.take(conflict.field, value.value)
    return sorter.found


@dataclass(slots=True)
class _Sorter:
    """Puts the values of one source where they belong."""

    row: Row
    names: Names
    metadata: str | None
    found: Claims = field(default_factory=Claims)

    def take(self, name: str, value: str) -> None:
        """One value of one field: a date of a known role, a typed value, or a claim."""
        said = dated(value, self.row.year)
        role = meaning(self.row, name, said.when if said else When("2000"))
        if role is not None and role.kind is not None:
            if said is None:
                self.found.undated[role.name] = value
                self.found.other[name] = value
            else:
                from_metadata = self.metadata == said.when.value
                self.found.dates.setdefault(role.name, []).append((role, value, from_metadata))
        elif not self._typed(name, value):
            said_before = self.found.other.get(name, [])
            several = [*([said_before] if isinstance(said_before, str) else said_before), value]
            self.found.other[name] = value if len(several) == 1 else several

    def _typed(self, name: str, value: str) -> bool:
        """Take a value whose field has a type; False for one that stays a claim."""
        row, names, kind = self.row, self.names, table().types[self.row.type].kind_of(self.row)
        if name == "items" and (items := names.items_in(value)):
            self.found.items = items
        elif name == "form" and _form(row, value, names):
            self.found.form = value
        elif name == "place":
            self.found.place = names.place(value)
        elif counted := _counted(row, kind, name, value, names):
            self.found.counts.append(counted)
        elif name in {"act", "result"} and (done := act_kind(value, kind)) and done is not kind:
            self.found.kinds.append((done, value))
            self.found.other[name] = value
        else:
            return False
        return True


def _form(row: Row, value: str, names: Names) -> bool:
    """Whether the value may be a form: one word, about one item."""
    return (
        len(row.items) == 1
        and re.fullmatch(r"[A-Za-z-]+", value) is not None
        and names.item(row.items[0]).id is not None
    )


def _counted(row: Row, kind: Kind, name: str, value: str, names: Names) -> Counted | None:
    number = count(value)
    about_licences = bool(row.items) and (kind in _LICENCE_KINDS or _LICENCE_FIELD.search(name))
    if number is None or not about_licences:
        return None
    if name not in _COUNTS and not (number == 0 and _NO_LICENCE.match(value) and _LICENCE_FIELD.search(name)):
        return None
    when = as_of(value, row.year) or _day_in(name)
    return Counted(number, _items(row, value, names, total=name == "total"), when, value)


def _items(row: Row, value: str, names: Names, *, total: bool) -> tuple[Mention, ...]:
    """The items counted: those the value names, else the row's, in the form that the value names."""
    if named := names.items_in(value):
        return named
    items = tuple(names.item(name) for name in row.items)
    if total:
        return names.group_of(items)
    forms = {form for item in items if (entry := names.lexicon.get(item.id)) for form in entry.forms}
    form = next((form for form in sorted(forms) if re.search(rf"\b{form}\b", value, re.IGNORECASE)), None)
    return tuple(Mention(item.id, item.name, form=form or item.form) for item in items)


def _day_in(name: str) -> When | None:
    """The day in a field's name: `status_2019-08-20`."""
    match = re.search(r"\d{4}-\d\d-\d\d$", name)
    try:
        return When(match[0]) if match else None
    except WhenError:
        return None
