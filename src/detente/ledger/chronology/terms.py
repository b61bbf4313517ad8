"""The free fields of a row, `extra`, as terms of its assertions."""

import re
from typing import Any

from detente.ledger.chronology.names import Names
from detente.ledger.chronology.roles import table
from detente.ledger.chronology.rows import Row
from detente.ledger.chronology.values import group_of, licence_type, reverses
from detente.model import Kind, Mention

_RENAMED = {
    "review_days": "standard_days",
    "review_days_after": "standard_days",
    "review_days_before": "standard_days_before",
}
_ELSEWHERE = frozenset({"counts", "total", "approvals_to_date", "form", "ordinal_for_item", "ordinal_total"})
_LICENCE = {"licence_regime_before": "licence_before", "licence_regime_after": "licence_after"}


def is_stage(kind: Kind) -> bool:
    """Whether a kind is a stage of a measure."""
    return kind.value.startswith("measure_")


def act_of(row: Row) -> str | None:
    """`amending` or `terminating` for a row that changes or ends a measure, None for one that makes it.

    A row may speak of the end by its type, or by its words: "the cabinet restores ...".
    """
    act = table().types[row.type].act
    return act or ("terminating" if row.measure and reverses(row.summary) else None)


def terms_of(row: Row, kind: Kind, names: Names, *, told: bool) -> dict[str, Any]:
    """The terms of an assertion of this kind.

    `told` is whether the row's event had happened when the source was published; what the row
    tells of its outcome belongs to no earlier source.
    """
    terms: dict[str, Any] = {}
    if is_stage(kind):
        terms |= _measure_terms(row, told=told)
    if not told:
        return terms
    for name, value in row.extra.items():
        if name in _LICENCE or name in _ELSEWHERE:
            continue
        terms[_RENAMED.get(name, name)] = value
    if kind is Kind.LICENCE_APPROVED:
        terms |= names.contract(row)
        if "ordinal_total" in row.extra:
            terms["ordinal_total"] = row.extra["ordinal_total"]
    if (step := table().types[row.type].step) is not None:
        terms["step"] = step
    return terms


def _measure_terms(row: Row, *, told: bool) -> dict[str, Any]:
    terms: dict[str, Any] = {}
    act = act_of(row)
    if act:
        terms["act"] = act
    words = f"{row.summary} {(row.measure or '').replace('-', ' ')}"
    group = None if row.items else group_of(words, row.states[0] if row.states else None)
    if group:
        terms["group"] = group
        terms["change"] = "restored" if act == "terminating" else "removed"
    if not told:
        return terms
    for name, term in _LICENCE.items():
        if (said := row.extra.get(name)) and (type_ := licence_type(str(said))):
            terms[term] = type_
    if "licence_after" not in terms and row.items and (type_ := licence_type(row.summary)):
        terms["licence_after"] = type_
    return terms


def items_of(row: Row, names: Names, *, told: bool) -> tuple[Mention, ...]:
    """The items of a row, with the form where the row gives it for sure and it is not the outcome."""
    items = tuple(names.item(name) for name in row.items)
    form = row.extra.get("form")
    if told and isinstance(form, str) and re.fullmatch(r"[A-Za-z-]+", form):
        return tuple(Mention(item.id, item.name, form=form) for item in items)
    return items
