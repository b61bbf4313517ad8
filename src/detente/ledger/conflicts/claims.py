"""What sources claim beside the dates: scope, status, motive, figures; and what somebody denies."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise

from detente.ledger.acts import Act
from detente.ledger.choose import level
from detente.ledger.conflicts.base import Told, conflict, supports
from detente.ledger.conflicts.phrases import subject
from detente.ledger.conflicts.rounded import refined
from detente.ledger.records import Logged
from detente.ledger.views import Conflict
from detente.ledger.wording import publishers, who
from detente.lexicon import Lexicon

_PLANNED = re.compile(r"\b(?:planned|expected|scheduled)\b", re.IGNORECASE)
"""A value that says of itself that it is a plan."""


@cache
def _table() -> tuple[tuple[tuple[re.Pattern[str], str], ...], tuple[tuple[re.Pattern[str], str], ...]]:
    """Kinds and plain words by the pattern of a field's name."""
    text = (resources.files("detente.ledger.conflicts") / "claims.toml").read_text("utf-8")
    table = tomllib.loads(text)
    kinds = tuple(
        (re.compile("|".join(f"(?:{name})" for name in row["names"]), re.IGNORECASE), row["kind"])
        for row in table["field"]
    )
    said = tuple((re.compile(row["name"], re.IGNORECASE), row["say"]) for row in table["words"])
    return kinds, said


def kind_of(field: str) -> str:
    """The kind of conflict that a field of this name is about; `text` where none fits."""
    return next((kind for names, kind in _table()[0] if names.fullmatch(field)), "text")


def field_words(field: str, lexicon: Lexicon) -> str:
    """A field in plain words: `withdrawal_requested` as "whether a withdrawal was asked for"."""
    for pattern, say in _table()[1]:
        if match := pattern.fullmatch(field):
            return say.format(*(_named(group, lexicon) for group in match.groups()))
    return field.replace("_", " ")


def _named(slug: str, lexicon: Lexicon) -> str:
    """A word of a field's name, as the lexicon writes it where it knows it."""
    entry = lexicon.find(slug.replace("_", " "))
    return entry.name if entry else slug.replace("_", " ")


def claims(record: Logged) -> Mapping[str, tuple[str, ...]]:
    """What a source says of its act in fields of its own: `terms.claims`, and `terms.scope`.

    A field has a list of values where the source tells of several sides.
    """
    terms = record.assertion.terms
    told = dict(terms.get("claims") or {}) | ({"scope": terms["scope"]} if terms.get("scope") else {})
    return {
        str(name): tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)
        for name, value in told.items()
    }


def of_claims(acts: Sequence[Act], names: Mapping[str, str] | None = None) -> Iterator[Conflict]:
    """Claims of one field within one row, or of acts that are the same, that differ."""
    told: dict[tuple[str, str], dict[str, list[Logged]]] = {}
    homes: dict[str, Act] = {}
    for one in acts:
        for record in one.records:
            home = record.key if record.origin == "chronology" else one.id
            if home not in homes or _own(one, home) > _own(homes[home], home):
                homes[home] = one
            for field, values in claims(record).items():
                for value in values:
                    group = told.setdefault((home, field), {}).setdefault(value, [])
                    if all(record.source.id != other.source.id for other in group):
                        group.append(record)
    for (home, field), said in sorted(told.items()):
        yield from _claims(homes[home], home, field, said, names)


def _own(one: Act, key: str) -> tuple[int, int]:
    """How far an act is what a row is about: its records there that name an actor, then all records."""
    mine = [r for r in one.records if r.key == key and r.assertion.actors]
    return len(mine), len(one.records)


def _claims(
    one: Act,
    home: str,
    field: str,
    values: dict[str, list[Logged]],
    names: Mapping[str, str] | None,
) -> Iterator[Conflict]:
    kind = kind_of(field)
    if len(values) < 2 and kind != "page_changed":  # noqa: PLR2004
        return
    if kind == "status_word" and len({r.assertion.kind for group in values.values() for r in group}) > 1:
        return  # told as different acts, which `of_status` compares
    if kind == "figure" and field.endswith("count") and _grows(values):
        return
    if kind == "figure":
        rounded = refined(values)
        values = {value: records for value, records in values.items() if value not in rounded}
        if len(values) < 2:  # noqa: PLR2004
            return
    planned = [value for value in values if _PLANNED.search(value)]
    rule = ""
    if planned and len(planned) < len(values):
        kind, rule = "plan_and_outcome", "the outcome, which came after the plan"
    country = next(iter(one.actor_countries), None)
    ranked: list[Told] = [
        (value, records, level(records, country, field)) for value, records in values.items()
    ]
    ranked.sort(key=lambda v: (v[0] in planned, v[2], -len(v[1]), v[0]))
    about = one.measure or one.agreement or one.case or one.id
    accounts = [_account(value, records) for value, records, _ in ranked]
    if len(values) > 1:
        said = f"On {subject(one, names)} sources differ about {field_words(field, one.lexicon)}: "
    else:
        said = f"A page about {subject(one, names)} was changed after it was published: "
    yield conflict(about, f"{field} ({home})", kind, ranked, f"{said}{'; '.join(accounts)}.", rule=rule)


def _account(value: str, records: Sequence[Logged]) -> str:
    """A value and who gives it: in quotation marks only the words of a stored text."""
    told = supports(records)
    verbatim = any(s.verbatim and value in s.quote for s in told)
    return f"{f'“{value}”' if verbatim else value} ({publishers(told)})"


def _grows(values: dict[str, list[Logged]]) -> bool:
    """Whether numbers only rise from one day of publication to the next: a count that grew."""
    told = []
    for value, records in values.items():
        number = re.search(r"\d[\d,]*", value)
        if number is None:
            return False
        told.append((min(r.source.known_by for r in records), int(number[0].replace(",", ""))))
    told.sort()
    return all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(told))


def of_motives(acts: Sequence[Act], names: Mapping[str, str] | None = None) -> Iterator[Conflict]:
    """A motive (`in_response_to`) that one gives for an act and another denies."""
    sides: dict[str, tuple[list[Logged], list[Logged], Act]] = {}
    for one in acts:
        for record in one.records:
            if record.assertion.in_response_to is not None:
                home = one.measure or one.agreement or one.case or ",".join(one.items) or one.id
                given, denied, _ = sides.setdefault(home, ([], [], one))
                (denied if one.modality == "denied" else given).append(record)
    for home, (given, denied, one) in sorted(sides.items()):
        if not (given and denied):
            continue
        to = given[0].assertion.in_response_to
        told: list[Told] = [
            (f"in response to {to.name if to else ''}", given, level(given, None)),
            ("denied", denied, level(denied, None)),
        ]
        said = (
            f"{who(supports(given), 'call')} {subject(one, names)} an answer to {to.name if to else ''}, "
            f"{who(supports(denied), 'report')} that this is denied."
        )
        yield conflict(home, "in_response_to", "motive", told, said)
