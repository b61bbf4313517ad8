"""What sources claim beside the dates: scope, status, motive, figures; and what somebody denies."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise

from detente.ledger import parties
from detente.ledger.acts import Act
from detente.ledger.choose import level
from detente.ledger.conflicts.base import conflict, publishers
from detente.ledger.records import Logged
from detente.ledger.same import gap
from detente.ledger.views import Conflict


@cache
def _fields() -> tuple[tuple[re.Pattern[str], str], ...]:
    text = (resources.files("detente.ledger.conflicts") / "claims.toml").read_text("utf-8")
    return tuple(
        (re.compile("|".join(f"(?:{name})" for name in row["names"]), re.IGNORECASE), row["kind"])
        for row in tomllib.loads(text)["field"]
    )


def kind_of(field: str) -> str:
    """The kind of conflict that a field of this name is about; `text` where none fits."""
    return next((kind for names, kind in _fields() if names.fullmatch(field)), "text")


def of_claims(acts: Sequence[Act]) -> Iterator[Conflict]:
    """Claims of one field within one row, or of acts that are the same, that differ."""
    told: dict[tuple[str, str], dict[str, list[Logged]]] = {}
    homes: dict[str, Act] = {}
    for one in acts:
        for record in one.records:
            for field, value in (record.assertion.terms.get("claims") or {}).items():
                if len(one.records) > len(homes.get(record.key, one).records) or record.key not in homes:
                    homes[record.key] = one
                values = told.setdefault((record.key, str(field)), {})
                group = values.setdefault(str(value), [])
                if all(record.source.id != other.source.id for other in group):
                    group.append(record)
    for (key, field), values in sorted(told.items()):
        yield from _claims(homes[key], key, field, values)


def _claims(one: Act, key: str, field: str, values: dict[str, list[Logged]]) -> Iterator[Conflict]:
    kind = kind_of(field)
    if len(values) < 2 and kind != "page_changed":  # noqa: PLR2004
        return
    if kind == "status_word" and len({r.assertion.kind for group in values.values() for r in group}) > 1:
        return  # told as different acts, which `of_status` compares
    if kind == "figure" and field.endswith("count") and _grows(values):
        return
    country = next(iter(one.actor_countries), None)
    ranked = [(value, records, level(records, country)) for value, records in values.items()]
    ranked.sort(key=lambda v: (v[2], -len(v[1]), v[0]))
    subject = one.measure or one.agreement or one.case or one.id
    name = f"{field} ({key})"
    about = parties.short(subject, one.lexicon) if subject in {one.agreement, one.case} else one.label
    words = field.replace("_", " ")
    differ = "Sources differ about" if len(values) > 1 else "One source tells of a"
    said = f"{differ} {words} ({about}): {' or '.join(value for value, _, _ in ranked)}."
    yield conflict(subject, name, kind, ranked, said)


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


def of_denials(acts: Sequence[Act]) -> Iterator[Conflict]:
    """What one says happened or will, and another denies."""
    for denial in (a for a in acts if a.modality == "denied"):
        for other in acts:
            if other.modality == "real" and other.kind is denial.kind and _same_thing(denial, other):
                sides = (other, denial)
                told = [(a.text, a.records, level(a.records, None)) for a in sides]
                who = [publishers(a.supports) for a in sides]
                said = f"{who[0]} say it ({other.label}), {who[1]} report it denied."
                yield conflict(other.id, f"denied {denial.id}", "claim", told, said)


def _same_thing(a: Act, b: Act) -> bool:
    about = [(x.measure, x.agreement, x.case, frozenset(x.items)) for x in (a, b)]
    apart = gap(a, b)
    return about[0] == about[1] and any(about[0]) and (apart is None or apart == 0)
