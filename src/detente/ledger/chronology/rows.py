"""The rows of a chronology, checked where they enter."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from detente.model import When, WhenError


def _edtf(text: str) -> str:
    try:
        When(text)
    except WhenError as error:
        raise ValueError(str(error)) from error
    return text


Edtf = Annotated[str, AfterValidator(_edtf)]
"""A date as vague as its source: `2019-08-28`, `2019-08`, `2019-09-11/2019-09-20`."""

Name = Annotated[str, Field(min_length=1)]


class RowSource(BaseModel):
    """A source of a row: where it is, who published it and when."""

    model_config = ConfigDict(extra="allow")

    url: Name
    publisher: str | None = None
    published: Edtf | None = None
    lang: str | None = None
    page_metadata_date_wrong: Edtf | None = None


class Competing(BaseModel):
    """One of the values of a field on which sources disagree, and the sources that give it."""

    model_config = ConfigDict(extra="forbid")

    value: Name
    sources: list[Name]


class Disagreement(BaseModel):
    """A field with its competing values. `note` is for the chronology's author: never shown as a finding."""

    model_config = ConfigDict(extra="forbid")

    field: Name
    values: list[Competing]
    note: str = ""


class Row(BaseModel):
    """One event of a chronology with its dates by role (schemas/chronology.schema.json)."""

    model_config = ConfigDict(extra="allow")

    id: Name
    dates: dict[str, Edtf]
    type: Name
    states: list[str] = []
    actors: list[str] = []
    items: list[str] = []
    measure: str | None = None
    agreement: str | None = None
    place: str | None = None
    summary: Name
    extra: dict[str, Any] = {}
    sources: list[RowSource] = Field(min_length=1)
    conflicts: list[Disagreement] = []

    @property
    def year(self) -> int:
        """The year that a date without one is of: that of the row's first date."""
        firsts = [When(value).earliest for value in self.dates.values()]
        return min(firsts).year if firsts else 0


def explain(error: ValidationError) -> str:
    """The first thing that is wrong, in one line: the field, and what was expected of it."""
    faults = error.errors(include_url=False)
    first = faults[0]
    where = _field(first["loc"])
    what = re.sub(r"^Value error, ", "", first["msg"])
    more = sum(one is first or _field(one["loc"][: len(first["loc"]) - 1]) != where for one in faults) - 1
    return f"{where or 'the row'}: {what}" + (f" (and {more} more)" if more else "")


def _field(loc: tuple[int | str, ...]) -> str:
    """The path to a field, without the names that pydantic gives to the checks of one."""
    return ".".join(str(part) for part in loc if not re.search(r"[\[(]", str(part)))
